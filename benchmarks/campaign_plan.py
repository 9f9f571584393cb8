"""Plan the campaign of 21 days: 1.2 million chats, six groups, with progress and certificate.

python benchmarks/campaign_plan.py [chats] [seed]
"""

from __future__ import annotations

import resource
import sys
from dataclasses import replace

from campaign import CHATS, DAY_TYPES, campaign
from capplan.campaign import campaign as plan
from capplan.model.campaign import Campaign, Hiring, Move
from capplan.model.pay import PayPlan, hourly_from_monthly
from capplan.model.people import Curve, Group, Learning
from capplan.model.scenario import Scenario
from capplan.model.shifts import Break, ShiftType
from capplan.model.targets import Measure, Target
from capplan.report.campaign_text import campaign_text
from capplan.study.warm_up import warm_up
from capplan.units import DAY, HOUR, MINUTE, SECOND, WEEK
from staffing import Stages

REGULARS = {"pre_a": 130, "pre_b": 80, "after": 150, "refunds": 60, "all": 60}
"""People of each group of regulars."""
TEMPS = 900
"""Temps at most."""
PEAK = DAY_TYPES.index("opening")


def campaign_to_plan(chats: float = CHATS) -> Scenario:
    """The campaign with shifts, pay, targets and temps."""
    scenario, _ = campaign(chats)
    scale = chats / CHATS
    days = tuple(range(scenario.calendar.days))
    names = scenario.group_names
    meal = 30 * MINUTE
    types = (
        _shift("early", 8, 16, Break(meal, 11 * HOUR, 14 * HOUR, paid=False), names, days),
        _shift("midday", 12, 20, Break(meal, 17 * HOUR, 19 * HOUR, paid=False), names, days),
        _shift("late", 16, 24, Break(meal, 17 * HOUR, 20 * HOUR, paid=False), names, days),
        _shift("evening", 19, 24, None, ("temps",), days),
        _shift("night", 24, 32, None, names, days, 20.0),
    )
    monthly = PayPlan("monthly", hourly_from_monthly(5500.0), 5500.0, 0.27, 0, 1.5)
    hourly = PayPlan("hourly", 22.0, None, 0.0, 4 * HOUR, 1.5)
    return replace(
        scenario,
        name="a campaign to plan",
        groups=tuple(_people(g, scale) for g in scenario.groups),
        shift_types=types,
        pay_plans=(monthly, hourly),
        targets=tuple(_targets(scenario)),
        campaign=Campaign(PEAK, None, 6, 36 * HOUR, (Move("pre_a", "after", days[PEAK + 2 :]),)),
    )


def _shift(
    name: str, start: int, end: int, pause: Break | None, groups: tuple[str, ...],
    days: tuple[int, ...], allowance: float = 0.0,
) -> ShiftType:  # fmt: skip
    breaks = () if pause is None else (pause,)
    return ShiftType(name, start * HOUR, end * HOUR, breaks, groups, days, allowance)


def _people(group: Group, scale: float) -> Group:
    if group.name != "temps":
        most = max(2, round(REGULARS[group.name] * scale))
        return replace(group, least=most, most=most, pay="monthly")
    learning = Learning(
        None,
        Curve(((WEEK, 0.5), (2 * WEEK, 0.65), (4 * WEEK, 0.8))),
        Curve(((0, 0.6), (4 * WEEK, 1.0))),
        "pre_a",
        0.05,
        WEEK,
    )
    return replace(
        group,
        least=0,
        most=max(2, round(TEMPS * scale)),
        pay="hourly",
        is_temporary=True,
        absence=0.05,
        hiring_cost=150.0,
        training=24 * HOUR,
        least_paid=24 * HOUR,
        learning=learning,
        hiring=Hiring(14, 0.1, 5.0),
    )


def _targets(scenario: Scenario) -> list[Target]:
    windows = tuple(
        (day * DAY + start * HOUR, day * DAY + (start + 8) * HOUR)
        for day in range(scenario.calendar.days)
        for start in (8, 16)
    )
    return [
        Target(q, Measure.FIRST_REPLY_WITHIN, 0.8, within * SECOND, windows, None)
        for q, within in (("sales_a", 60), ("sales_b", 60), ("after_sales", 120), ("refund", 120))
    ]


def main() -> None:
    chats = float(sys.argv[1]) if len(sys.argv) > 1 else CHATS
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    warm_up()
    stages = Stages()
    print(" elapsed  processor")
    found = plan(campaign_to_plan(chats), seed=seed, report=stages)
    print("{:8.1f} s {:8.1f} s  done".format(*stages.now()))
    print(campaign_text(found))
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


if __name__ == "__main__":
    main()
