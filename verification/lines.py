"""Telephone models: one contact at a time (Erlang, Pollaczek, Cobham), and day factors."""

from __future__ import annotations

import numpy as np
from scipy import stats

from capplan.model.chat import PatienceScope
from capplan.model.laws import CountKind, CountLaw, TimeKind
from capplan.queueing import erlang_a, erlang_b
from verification.claims import Claim, Effort, topic
from verification.floor import Floor, chat, exponential, law

BUSY_LINE = Floor([chat(exponential(60))], [48 * 60], agents=50, warm_h=5, hours=12)
"""48 a minute, mean work 1 min, 50 agents (docs/model.md, section 11)."""


@topic
def erlang_c_line(effort: Effort) -> list[Claim]:
    """Nobody leaves (section 11)."""
    sums = BUSY_LINE.run(effort, "Erlang C")
    return [
        sums.claim("P(wait)", 0.694456, "waited", "offered"),
        sums.claim("mean wait of all [s]", 20.834, "wait_s", "offered"),
        sums.per_agent("busy", 0.96, "work_s"),
    ]


@topic
def erlang_a_line(effort: Effort) -> list[Claim]:
    """Exponential patience in the line, mean 2 min (section 11)."""
    patient = chat(exponential(60), patience=exponential(120))
    sums = BUSY_LINE.changed(courses=[patient], warm_h=1, hours=3).run(effort, "Erlang A")
    return [
        sums.claim("P(wait)", 0.467774, "waited", "offered"),
        sums.claim("lost", 0.0309122, "lost", "offered"),
        sums.claim("mean wait of all [s]", 3.7095, "wait_s", "offered"),
    ]


@topic
def least_agents(effort: Effort) -> list[Claim]:
    """1,000 chats/h, work 6 min, patience 2 min; 83 agents are one too few (section 11)."""
    course = chat(exponential(360), patience=exponential(120))
    claims: list[Claim] = []
    for agents, bound in ((84, 0.80), (83, 0.80), (94, 0.90), (101, 0.95)):
        exact = erlang_a(1000 / 3600, 360.0, agents, 120.0, within_s=60.0).within_share
        assert (exact >= bound) == (agents != 83)
        floor = Floor([course], [1000], agents=agents, warm_h=2, hours=6)
        sums = floor.run(effort, f"{agents} agents", within_s=60.0)
        claims.append(
            sums.claim(f"{agents} agents: served within 60 s", exact, "within", "offered")
        )
    return claims


@topic
def erlang_b_line(effort: Effort) -> list[Claim]:
    """No patience for the line: lost at once, for any law of work (Sevastyanov 1957)."""
    course = chat(law(TimeKind.LOGNORMAL, 60, 1.5), patience=law(TimeKind.DETERMINISTIC, 0))
    exact = erlang_b(10 / 60, 60.0, 10).lost_share
    sums = Floor([course], [600], agents=10, warm_h=1, hours=6).run(effort, "Erlang B")
    return [sums.claim("lost", exact, "lost", "offered")]


@topic
def one_agent_line(effort: Effort) -> list[Claim]:
    """Mean wait of M/G/1, λ E[S²] / (2 (1 - ρ)) (Pollaczek and Khinchine)."""
    laws = {
        "exponential": (exponential(42), 2.0),
        "fixed": (law(TimeKind.DETERMINISTIC, 42), 1.0),
        "gamma 2": (law(TimeKind.GAMMA, 42, 2.0), 1.5),
        "lognormal cv 1.2": (law(TimeKind.LOGNORMAL, 42, 1.2), 2.44),
    }
    claims: list[Claim] = []
    for name, (work, moment) in laws.items():
        exact = 0.7 * 42 * moment / (2 * 0.3)
        floor = Floor([chat(work)], [60], agents=1, warm_h=3, hours=30)
        sums = floor.run(effort, f"M/G/1 {name}")
        claims.append(sums.claim(f"{name} work: mean wait [s]", exact, "wait_s", "offered"))
        claims.append(sums.claim(f"{name} work: P(wait)", 0.7, "waited", "offered"))
    return claims


@topic
def priorities(effort: Effort) -> list[Claim]:
    """Two queues, the first served first; work is not interrupted (Cobham 1954)."""
    courses = [chat(exponential(30)), chat(law(TimeKind.GAMMA, 60, 2.0))]
    first, second = 0.3, 0.5
    residual = (36 / 3600 * 2 * 30**2 + 30 / 3600 * 1.5 * 60**2) / 2
    sums = Floor(courses, [36, 30], agents=1, warm_h=3, hours=40).run(effort, "priorities")
    return [
        sums.claim(
            "first queue: mean wait [s]", residual / (1 - first), "wait_s", "offered", queue=0
        ),
        sums.claim(
            "second queue: mean wait [s]",
            residual / ((1 - first) * (1 - first - second)),
            "wait_s", "offered", queue=1,
        ),
    ]  # fmt: skip


@topic
def wrap_up_line(effort: Effort) -> list[Claim]:
    """Wrap-up keeps the agent busy though it holds no slot (C4)."""
    course = chat(exponential(25), wrap_up=exponential(17))
    floor = Floor([course], [60], agents=1, warm_h=3, hours=30, limit=10_000)
    sums = floor.run(effort, "wrap-up")
    return [sums.per_agent("busy", 42 / 60, "work_s")]


@topic
def without_waiting(effort: Effort) -> list[Claim]:
    """Enough agents for all: who leaves does so during the work (model.md, section 10)."""
    claims: list[Claim] = []
    work = law(TimeKind.GAMMA, 11, 2.0)
    for name, patience, exact in (
        ("exponential", exponential(180), 1 - (1 + 5.5 / 180) ** -2),
        ("Weibull 2", law(TimeKind.WEIBULL, 180, 2.0), _weibull_lost()),
    ):
        course = chat(work, patience=patience, scope=PatienceScope.FIRST_REPLY)
        floor = Floor([course], [2_000], agents=60, warm_h=1, hours=2)
        sums = floor.run(effort, f"no waiting, {name}")
        claims.append(sums.claim(f"{name} patience: lost", exact, "lost", "offered"))
    return claims


def _weibull_lost() -> float:
    """P(Weibull patience < gamma work), means 180 s and 11 s, both of shape 2."""
    scale = 180 / np.sqrt(np.pi / 4)
    work = stats.gamma(2.0, scale=5.5)
    return float(work.expect(lambda x: -np.expm1(-((x / scale) ** 2))))


@topic
def many_agents(effort: Effort) -> list[Claim]:
    """Mean number open is the arrival rate times the mean length, for any laws (Little)."""
    course = chat(
        law(TimeKind.GAMMA, 20, 2.0),
        rounds=CountLaw(CountKind.NEGATIVE_BINOMIAL, 5.0, dispersion=3.0),
        think=law(TimeKind.LOGNORMAL, 40, 0.8),
    )
    sums = Floor([course], [300], agents=80, warm_h=1, hours=4).run(effort, "many agents")
    length = 5 * 20 + 4 * 40
    return [
        sums.at_once("open chats", 300 / 3600 * length, "open_s", 80),
        sums.at_once("agents at work", 300 / 3600 * 100, "work_s", 80),
    ]


@topic
def day_factors(effort: Effort) -> list[Claim]:
    """Days with a Gamma factor mix Erlang A days, weighted by volume (rule D2)."""
    cv, agents = 0.2, 25
    calm = Floor(
        [chat(exponential(360), patience=exponential(120))], [230], agents=agents, warm_h=2, hours=6
    )
    factor = stats.gamma(1 / cv**2, scale=cv**2)
    points = factor.ppf((np.arange(4_000) + 0.5) / 4_000)

    def mixed(measure: str) -> float:
        days = [erlang_a(f * 230 / 3600, 360.0, agents, 120.0, within_s=60.0) for f in points]
        return float(np.average([getattr(day, measure) for day in days], weights=points))

    many = Effort(effort.engine, effort.seed, 4 * effort.replications)
    sums = calm.changed(day_cv=cv).run(many, "day factors", within_s=60.0)
    return [
        sums.claim("served within 60 s", mixed("within_share"), "within", "offered"),
        sums.claim("lost", mixed("lost_share"), "lost", "offered"),
    ]
