"""Customers who come back, and cases that go on elsewhere (rules C5, D7)."""

from __future__ import annotations

from dataclasses import replace

from capplan.model.chat import PatienceScope
from capplan.model.laws import CountKind, CountLaw
from capplan.model.scenario import Retry, Transfer
from verification.claims import Claim, Effort, topic
from verification.floor import NO_TIME, Floor, chat, exponential

TWO = CountLaw(CountKind.DETERMINISTIC, 2.0)


@topic
def retries_multiply_the_load(effort: Effort) -> list[Claim]:
    """Each attempt is lost with probability L, whatever the others do: attempts are geometric."""
    lost, again, most = 0.3, 0.5, 12
    course = chat(exponential(20), scope=PatienceScope.FIRST_REPLY)
    course = replace(course, patience=replace(course.patience, at_once=lost))
    retry = {"retry": Retry(again, NO_TIME, most)}
    floor = Floor([course], [600.0], agents=12, warm_h=1, hours=10, further=[retry])
    sums = floor.run(effort, "retry")
    factor = sum((again * lost) ** k for k in range(most))
    gone = lost * (1.0 - again) / (1.0 - again * lost)
    return [
        sums.claim("attempts per customer", factor, "offered", "customers"),
        sums.claim("share lost for good", gone, "gone", "customers"),
    ]


@topic
def transfers_split_the_load(effort: Effort) -> list[Claim]:
    """Two rounds; a share of each queue goes to the other after the first, at most once."""
    rates, shares, works = (120.0, 80.0), (0.3, 0.1), (20.0, 50.0)
    courses = [chat(exponential(w), rounds=TWO, think=exponential(30)) for w in works]
    further = [
        {"transfers": (Transfer("q1", shares[0]),)},
        {"transfers": (Transfer("q0", shares[1]),)},
    ]
    floor = Floor(courses, rates, agents=12, warm_h=1, hours=20, limit=2, further=further)
    sums = floor.run(effort, "transfer")
    replies = [
        rates[0] * (2.0 - shares[0]) + rates[1] * shares[1],
        rates[1] * (2.0 - shares[1]) + rates[0] * shares[0],
    ]
    load = sum(r * w for r, w in zip(replies, works, strict=True)) / 3600.0
    return [
        sums.claim("share of replies in the first queue", replies[0] / sum(replies),
                   "replies_first", "replies_all"),
        sums.at_once("people at work", load, "work_s", floor.agents),
    ]  # fmt: skip
