"""Chat models: agents with several chats open (machine repair; the chain of open chats)."""

from __future__ import annotations

import numpy as np

from capplan.model.laws import CountKind, CountLaw, TimeKind, TimeLaw
from capplan.model.scenario import Scenario
from capplan.queueing import ChatPace, ChatTeam, chat_level, open_chats_markov
from capplan.sampling import NEVER, Workload
from capplan.sampling.draws import draw_times, whole_ticks
from capplan.sampling.streams import stream
from capplan.sampling.workload import Contained
from verification.claims import Claim, Effort, topic
from verification.floor import Floor, chat, exponential, law

PACE = ChatPace(mean_work_s=20.0, mean_think_s=40.0)
SIX_ROUNDS = CountLaw(CountKind.GEOMETRIC, 6.0)


class Regulars:
    """Draws k customers who come at tick 0 and write to the end of the horizon."""

    def __init__(self, count: int) -> None:
        self.count = count

    def __call__(self, scenario: Scenario, seed: int, replication: int) -> Workload:
        """Draw a replication: more rounds than the horizon has room for."""
        course = scenario.queues[0].chat
        rounds = round(2 * scenario.calendar.grid.horizon / (course.work.mean + course.think.mean))
        k, r = self.count, self.count * rounds

        def ticks(of: TimeLaw, purpose: str) -> np.ndarray:
            drawn = draw_times(of, stream(seed, replication, purpose, k), r)
            return whole_ticks(drawn, purpose)

        none = np.zeros(0, dtype=np.int64)
        return Workload(
            queue=np.zeros(k, dtype=np.int64),
            arrival=np.zeros(k, dtype=np.int64),
            first_round=np.arange(k + 1, dtype=np.int64) * rounds,
            work=ticks(course.work, "work"),
            think=ticks(course.think, "think"),
            patience=np.full(k, NEVER, dtype=np.int64),
            later_patience=none,
            silent=np.zeros(k, dtype=np.bool_),
            closing=np.zeros(k, dtype=np.int32),
            wrap_up=np.zeros(k, dtype=np.int32),
            order_uniform=np.zeros(k),
            returned=np.zeros(k, dtype=np.bool_),
            contained=Contained(none, none, np.zeros(0)),
            seed=seed,
            replication=replication,
        )


def always_open(k: int, think: TimeLaw, slowdown: float = 0.0) -> Floor:
    """One agent who always has k chats open."""
    return Floor(
        [chat(exponential(20), think=think)], [0.0], agents=1, warm_h=1, hours=12, limit=k,
        slowdown=slowdown, cool_h=0, draw=Regulars(k),
    )  # fmt: skip


@topic
def always_k_open(effort: Effort) -> list[Claim]:
    """Work 20 s, think time 40 s (section 11)."""
    claims: list[Claim] = []
    for k, busy, inbox in ((3, 0.789474, 36.000), (5, 0.963303, 63.8095)):
        sums = always_open(k, exponential(40)).run(effort, f"k = {k}")
        claims += [
            sums.per_agent(f"k = {k}: busy", busy, "work_s"),
            sums.claim(f"k = {k}: mean inbox time [s]", inbox, "inbox_s", "replies"),
        ]
    return claims


@topic
def always_k_open_any_think_time(effort: Effort) -> list[Claim]:
    """The law of think times does not matter, only its mean (Bunday and Scraton 1980)."""
    claims: list[Claim] = []
    for name, think in (
        ("fixed", law(TimeKind.DETERMINISTIC, 40)),
        ("lognormal cv 1.5", law(TimeKind.LOGNORMAL, 40, 1.5)),
    ):
        sums = always_open(3, think).run(effort, f"k = 3, {name} think time")
        claims += [
            sums.per_agent(f"{name} think time: busy", 0.789474, "work_s"),
            sums.claim(f"{name} think time: mean inbox time [s]", 36.0, "inbox_s", "replies"),
        ]
    return claims


@topic
def always_k_open_slowed(effort: Effort) -> list[Claim]:
    """10 % more work per other open chat (rule P2a)."""
    exact = chat_level(ChatPace(20.0, 40.0, slow_down=0.1), 4)
    sums = always_open(4, exponential(40), slowdown=0.1).run(effort, "slowed")
    return [
        sums.per_agent("k = 4: busy", exact.busy_share, "work_s"),
        sums.claim("k = 4: mean inbox time [s]", exact.mean_inbox_s, "inbox_s", "replies"),
    ]


def team_floor(team: ChatTeam, warm_h: int, hours: int) -> Floor:
    """The floor of a team of the chain."""
    course = chat(
        exponential(team.pace.mean_work_s),
        rounds=SIX_ROUNDS,
        think=exponential(team.pace.mean_think_s),
        patience=exponential(team.mean_patience_s),
    )
    return Floor(
        [course], [team.arrivals_per_s * 3600], agents=team.agents, warm_h=warm_h, hours=hours,
        limit=team.limit,
    )  # fmt: skip


@topic
def one_agent_with_three_chats(effort: Effort) -> list[Claim]:
    """18 chats/h, limit 3, open leaving from the line (section 11)."""
    team = ChatTeam(18 / 3600, PACE, 6.0, 120.0, agents=1, limit=3)
    sums = team_floor(team, warm_h=1, hours=40).run(effort, "one agent")
    return [
        sums.per_agent("busy", 0.50495, "work_s"),
        sums.claim("lost", 0.15842, "lost", "offered"),
        sums.claim("P(wait)", 0.26476, "waited", "offered"),
        sums.claim("mean inbox time [s]", 30.544, "inbox_s", "replies"),
        sums.claim("mean FRT of the served [s]", 39.987, "first_response_s", "answered"),
    ]


@topic
def three_agents_with_four_chats(effort: Effort) -> list[Claim]:
    """75 chats/h lose 7.74 % (rule S1), from the chain of open chats."""
    team = ChatTeam(75 / 3600, PACE, 6.0, 120.0, agents=3, limit=4)
    exact = open_chats_markov(team)
    assert round(exact.lost_share, 4) == 0.0774
    sums = team_floor(team, warm_h=1, hours=16).run(effort, "three agents")
    return [
        sums.per_agent("busy", exact.busy_share, "work_s"),
        sums.claim("lost", exact.lost_share, "lost", "offered"),
        sums.claim("P(wait)", exact.waiting_probability, "waited", "offered"),
        sums.claim("mean inbox time [s]", exact.mean_inbox_s, "inbox_s", "replies"),
        sums.claim(
            "mean FRT of the served [s]", exact.mean_first_response_s,
            "first_response_s", "answered",
        ),
        sums.at_once("open chats", 3 * exact.mean_open_chats, "open_s", 3),
    ]  # fmt: skip


@topic
def opening(effort: Effort) -> list[Claim]:
    """After an opening the number open lags the arrivals: a (1 - e^(-t/d)) (rule S1)."""
    mean_s = 40 * 60.0
    sums = {
        hour: Floor(
            [chat(exponential(mean_s))], [60], agents=120, warm_h=hour, hours=1, cool_h=0
        ).run(effort, f"opening, hour {hour}")
        for hour in (0, 1, 3)
    }
    load, d = 60 * mean_s / 3600, mean_s / 3600
    return [
        run.at_once(
            f"open in hour {hour + 1}",
            load * (1 - d * (np.exp(-hour / d) - np.exp(-(hour + 1) / d))),
            "open_s", 120,
        )
        for hour, run in sums.items()
    ]  # fmt: skip
