"""By which pay plan each group of a shop is paid (rule E2a)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from capplan.model.people import Group
from capplan.model.scenario import Scenario
from capplan.pay.errors import PayError
from capplan.pay.plan import Scheme
from capplan.words import listed, say

ALWAYS = (
    "asked", "chats", "days_worked", "absent_days", "hours_worked", "shifts", "overtime_h",
    "rest_day_h", "holiday_h", "night_shifts", "evening_shifts", "first_response_s",
    "mean_response_s", "reply_rate", "reply_3_min", "answer_30_s",
)  # fmt: skip
"""What any run measures of a person."""
WITH_ORDERS = (
    "inquirers", "orders", "buyers", "sales", "conversion", "lost_inquiries", "order_value",
)  # fmt: skip
"""What it measures besides of people who serve a queue with orders."""


@dataclass(frozen=True, slots=True)
class PaidBy:
    """How a group is paid over a month.

    Attributes:
        group: the group of the shop.
        scheme: the pay plan.
        paid_as: its group in the plan.
        values: figures that no run measures, the same for each of its people.
        texts: words, such as the grade, likewise.
    """

    group: str
    scheme: Scheme
    paid_as: str
    values: Mapping[str, Decimal]
    texts: Mapping[str, str]

    def under(self, scheme: Scheme) -> PaidBy:
        """The same group under another plan.

        Raises:
            PayError: that plan has no such group.
        """
        paid_as = self.paid_as if self.paid_as in scheme.groups else None
        return PaidBy(
            self.group, scheme, paid_as or group_in(scheme, self.group), self.values, self.texts
        )


def group_in(scheme: Scheme, group: str) -> str:
    """The group of a plan by which a group of a shop is paid, where nothing is said.

    Raises:
        PayError: none has the name, and there is more than one.
    """
    if group in scheme.groups:
        return group
    if len(scheme.groups) == 1:
        return next(iter(scheme.groups))
    raise PayError(
        say(
            "the plan {plan} has no group {group}; say which of its groups is meant, for example "
            "as: {first} (valid: {valid})",
            plan=scheme.key,
            group=group,
            first=next(iter(scheme.groups)),
            valid=listed(scheme.groups),
        )
    )


def measured(scenario: Scenario, group: Group) -> tuple[str, ...]:
    """What a run measures of the people of a group."""
    terms = {queue.name: queue.orders for queue in scenario.queues}
    sells = any(terms[skill.queue] is not None for skill in group.skills)
    return (*ALWAYS, *WITH_ORDERS) if sells else ALWAYS


def check_paid(scenario: Scenario, paid: PaidBy, others: tuple[PaidBy, ...]) -> None:
    """See that the plan can be worked out from a run.

    Args:
        scenario: the shop.
        paid: one group's.
        others: those of all groups.

    Raises:
        PayError: a metric that is neither measured nor given, or a link to nobody.
    """
    group = next(g for g in scenario.groups if g.name == paid.group)
    plan, known = paid.scheme.groups[paid.paid_as], measured(scenario, group)
    for metric, part in plan.metrics.items():
        if metric not in {*known, *paid.values, *paid.texts}:
            why = (
                say("{group} serves no queue with orders", group=paid.group)
                if metric in WITH_ORDERS
                else say("no run measures it")
            )
            raise PayError(
                say(
                    "{part} of the plan {plan} needs {metric}, and {why}; give it under figures, "
                    "or choose among what is measured: {known}",
                    part=part,
                    plan=paid.scheme.key,
                    metric=metric,
                    why=why,
                    known=listed(known),
                )
            )
    there = {p.paid_as for p in others if p.scheme.key == paid.scheme.key}
    for link in plan.links:
        if link not in there:
            raise PayError(
                say(
                    "the plan {plan} pays {paid_as} by the mean of {link}, but no group is paid as "
                    "{link} by it",
                    plan=paid.scheme.key,
                    paid_as=paid.paid_as,
                    link=link,
                )
            )
