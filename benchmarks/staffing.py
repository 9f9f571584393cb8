"""A plan for a Double 11 of 36,000 chats: seconds to the first pilot, in all, and of processor.

python benchmarks/staffing.py [seed]
"""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import replace
from datetime import datetime

import numpy as np
from work import SHARES, _group, _queue

from capplan.model.calendar import Calendar
from capplan.model.demand import DayFactor, RateProfile, decaying_burst
from capplan.model.pay import PayPlan
from capplan.model.people import EndRule, Group, PickRule, Skill
from capplan.model.scenario import Scenario
from capplan.model.shifts import Break, ShiftType
from capplan.model.targets import Measure, Target
from capplan.staffing import plan
from capplan.study.warm_up import warm_up
from capplan.units import DAY, HOUR, MINUTE, SECOND, Grid

CHATS = 36_000
"""Chats at the people's line in the mean of days [chats]."""
REGULAR = PayPlan("regular", hourly=31.6, monthly=None, employer=0.27, least_paid=0, overtime=1.5)
TEMP = PayPlan("temp", hourly=22.0, monthly=None, employer=0.0, least_paid=4 * HOUR, overtime=1.5)
STAFF, TEMPS, ALL = ("pre", "after"), ("temps",), ("pre", "after", "temps")
SHIFTS = (
    ("night", 0, 8, STAFF, 3, 6), ("dawn", 0, 6, TEMPS, 0, 0), ("burst", 0, 4, TEMPS, 0, 0),
    ("early", 8, 16, ALL, 11, 14), ("day", 9, 17, STAFF, 12, 15), ("midday", 12, 20, ALL, 15, 18),
    ("late", 16, 24, ALL, 18, 21), ("long", 8, 20, STAFF, 12, 17), ("morning", 9, 13, TEMPS, 0, 0),
    ("noon", 13, 17, TEMPS, 0, 0), ("evening", 18, 24, TEMPS, 0, 0), ("prime", 19, 23, TEMPS, 0, 0),
)  # fmt: skip
"""Name, hours from and to, groups, and the hours between which half an hour of break lies."""


def event_day(chats: float = CHATS) -> Scenario:
    """Two queues, three groups, twelve shift types, in 15 minutes; 18 targets and windows."""
    calendar = Calendar(datetime(2026, 11, 11), Grid(DAY, 15 * MINUTE), "Asia/Shanghai")
    edges = calendar.edges()
    hours = RateProfile(np.arange(25, dtype=np.int64) * HOUR, 0.66 * chats * SHARES / SHARES.sum())
    opening = decaying_burst(0.12 * chats, 0, 40 * MINUTE, edges)
    sales = RateProfile(edges, hours.between(edges)).plus(opening)
    windows = tuple((start * HOUR, (start + 2) * HOUR) for start in range(0, 24, 2))
    blocks = tuple((start * HOUR, (start + 4) * HOUR) for start in (8, 12, 16, 20))
    return Scenario(
        name="Double 11 of 36,000 chats",
        calendar=calendar,
        queues=(
            replace(_queue("pre_sales", 0.0, rounds=5, work=12, think=70), demand=sales),
            _queue("after_sales", 0.22 * chats, rounds=6, work=20, think=70),
        ),
        groups=(
            _people("pre", 8, 150, "regular", Skill("pre_sales", 1), Skill("after_sales", 2)),
            _people("after", 6, 60, "regular", Skill("after_sales", 1)),
            replace(_people("temps", 5, 300, "temp", Skill("pre_sales", 1, speed=0.65)),
                    is_temporary=True, hiring_cost=200.0),
        ),
        pick=PickRule.FEWEST_OPEN,
        slowdown=0.02,
        day_factor=DayFactor(0.15, DAY),
        shift_types=tuple(_shift(*terms) for terms in SHIFTS),
        pay_plans=(REGULAR, TEMP),
        targets=(
            Target("pre_sales", Measure.FIRST_REPLY_WITHIN, 0.8, 30 * SECOND, windows, None),
            Target("pre_sales", Measure.LOST, 0.05, 0, ((0, DAY),), 0.9),
            Target("after_sales", Measure.REPLY_WITHIN, 0.9, 3 * MINUTE, blocks, None),
            Target("after_sales", Measure.LOST, 0.1, 0, ((0, DAY),), None),
        ),
    )  # fmt: skip


def _people(name: str, limit: int, most: int, pay: str, *skills: Skill) -> Group:
    group = _group(name, limit, *skills, end_rule=EndRule.FINISH, windows=())
    return replace(group, most=most, pay=pay)


def _shift(
    name: str, start: int, end: int, groups: tuple[str, ...], first: int, last: int
) -> ShiftType:
    pause = (Break(30 * MINUTE, first * HOUR, last * HOUR, paid=False),) if last else ()
    return ShiftType(
        name, start * HOUR, end * HOUR, pause, groups, (0,), 20.0 if not start else 0.0
    )


class Stages:
    """When each kind of stage began, in seconds and in seconds of processor."""

    def __init__(self) -> None:
        self.began = time.perf_counter()
        self.stages: dict[str, tuple[float, float]] = {}

    def __call__(self, stage: str, _cost: float | None) -> None:
        words = " ".join(stage.split()[:3])
        if words not in self.stages:
            self.stages[words] = self.now()
            print(
                f"{self.stages[words][0]:8.1f} s {self.stages[words][1]:8.1f} s  {stage}",
                flush=True,
            )

    def now(self) -> tuple[float, float]:
        return time.perf_counter() - self.began, time.process_time()


def main() -> None:
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    warm_up()
    stages = Stages()
    print(" elapsed  processor")
    found = plan(event_day(), seed=seed, report=stages)
    print("{:8.1f} s {:8.1f} s  done".format(*stages.now()))
    print(f"{found.planned_cost:,.0f} yuan, {found.tried} rosters tried, seed {seed}")
    print(f"{sum(v.holds for v in found.verdicts)} of {len(found.verdicts)} targets hold")
    print(f"proof: {found.proof}; gap {found.gap}, believed {found.believed_gap}")
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


if __name__ == "__main__":
    main()
