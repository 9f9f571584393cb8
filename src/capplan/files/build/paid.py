"""By which pay plan each group is paid: plans named in a scenario (rule E2a)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from capplan.files.errors import ConstructionStepError, nearest, quoted
from capplan.files.shape.people import PaidShape
from capplan.files.shape.scenario import ScenarioShape
from capplan.files.tree import Node, Path, Problems
from capplan.model.scenario import Scenario
from capplan.pay.errors import PayError
from capplan.pay.paid_by import PaidBy, check_paid, group_in
from capplan.pay.plan import Scheme
from capplan.words import say, told_by


def build_paid(
    shape: ScenarioShape, scenario: Scenario, schemes: Mapping[str, Scheme], filled: Node
) -> tuple[PaidBy, ...]:
    """How each group that names a plan is paid.

    Args:
        shape: the checked file.
        scenario: the shop.
        schemes: the plans, by how the file names them.
        filled: the tree, for the lines of what is wrong.

    Raises:
        ConstructionStepError: a group that the plan does not have, a metric that is neither
            measured nor given, a link to nobody.
    """
    problems = Problems(filled)
    found: list[PaidBy] = []
    for name, group in shape.groups.items():
        if group.pay_plan is not None:
            try:
                found.append(_paid(name, group.pay_plan, schemes[group.pay_plan.plan]))
            except PayError as error:
                problems.add(("groups", name, "pay_plan"), told_by(error))
    problems.stop(ConstructionStepError)
    for paid in found:
        try:
            check_paid(scenario, paid, tuple(found))
        except PayError as error:
            path: Path = ("groups", paid.group, "pay_plan")
            problems.add(path, told_by(error))
    problems.stop(ConstructionStepError)
    return tuple(found)


def _paid(name: str, shape: PaidShape, scheme: Scheme) -> PaidBy:
    given = shape.figures or {}
    if shape.as_ is not None and shape.as_ not in scheme.groups:
        hint = nearest(shape.as_, scheme.groups)
        raise PayError(
            say(
                "the plan {plan} has no group {group}{hint}",
                plan=scheme.key,
                group=quoted(shape.as_),
                hint=hint,
            )
        )
    return PaidBy(
        name,
        scheme,
        shape.as_ or group_in(scheme, name),
        {key: value for key, value in given.items() if isinstance(value, Decimal)},
        {key: value for key, value in given.items() if isinstance(value, str)},
    )
