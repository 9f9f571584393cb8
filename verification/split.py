"""What waiting costs in orders, and what splitting a team costs in customers (rules C6, E4)."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from capplan.model.chat import Orders, WaitCurve
from capplan.model.laws import CountKind, CountLaw
from capplan.model.scenario import Scenario
from capplan.queueing import erlang_a
from capplan.sampling import Workload, sample
from verification.claims import Claim, Effort, topic
from verification.floor import Floor, chat, exponential

CONVERSION, FALL_PER_HOUR = 0.4, 10.0
ORDERS = Orders(
    CONVERSION, 0.0, 0, WaitCurve.EXPONENTIAL, 1.0 - math.exp(-FALL_PER_HOUR / 60.0), (), 0.0, 0.0,
    100.0, 0.3,
)  # fmt: skip
"""Conversion after a first response time w: 0.4 exp(-10/h w)."""


def greeted(scenario: Scenario, seed: int, replication: int) -> Workload:
    """Two rounds, of which the first, a greeting, takes one tick: first response = wait."""
    drawn = sample(scenario, seed, replication)
    work = drawn.work.copy()
    work[drawn.first_round[:-1]] = 1
    return replace(drawn, work=work, think=np.ones_like(drawn.think))


@topic
def conversion_falls_with_the_wait(effort: Effort) -> list[Claim]:
    """Erlang A: 60/h, service 6/h, patience 1/20 h, 12 agents, conversion 0.4 exp(-10/h wait)."""
    exact = 0.359393
    patient = {"patience": exponential(180)}
    plain = Floor(
        [chat(exponential(600), **patient)], [60], agents=12, warm_h=2, hours=20,
        further=[{"orders": ORDERS}],
    )  # fmt: skip
    two = chat(exponential(600), rounds=CountLaw(CountKind.DETERMINISTIC, 2.0), **patient)
    after_greeting = plain.changed(courses=[two], draw=greeted).run(effort, "orders by the wait")
    after_work = plain.run(effort, "orders by the first response")
    lost = erlang_a(60 / 3600, 600.0, 12, 180.0).lost_share
    of_work = 6.0 / (6.0 + FALL_PER_HOUR)  # E exp(-10 S), S the exponential service before a reply
    return [
        after_greeting.claim("orders per arrival, by the wait", exact, "orders", "offered"),
        after_greeting.claim("lost", lost, "lost", "offered"),
        after_work.claim(
            "orders per arrival, by wait and work", exact * of_work, "orders", "offered"
        ),
    ]


@topic
def split_against_pooled(effort: Effort) -> list[Claim]:
    """Pre-sales 1/min, 5 min, after-sales 0.5/min, 10 min, patience 2 min: 6 + 6 agents or 12."""
    courses = [chat(exponential(60 * m), patience=exponential(120)) for m in (5, 10)]
    pooled = Floor(courses, [60, 30], agents=12, warm_h=2, hours=20, in_turn=True)
    split = pooled.changed(split=(6, 6)).run(effort, "6 + 6 agents")
    together = pooled.run(effort, "12 agents")
    each = [erlang_a(r / 60, 60.0 * m, 6, 120.0).lost_share for r, m in ((1, 5), (0.5, 10))]
    return [
        split.claim("6 + 6 agents: lost", 0.13568, "lost", "offered"),
        *(
            split.claim(f"6 of {name}: lost", exact, "lost", "offered", queue=place)
            for place, (name, exact) in enumerate(
                zip(("pre-sales", "after-sales"), each, strict=True)
            )
        ),
        together.claim("12 agents: lost", 0.07851, "lost", "offered"),
    ]
