"""Agents with open chats: the exact chain, and the level model beside it."""

from __future__ import annotations

import math
from dataclasses import asdict, replace

import numpy as np
import pytest

from capplan.queueing import (
    ChatPace,
    ChatTeam,
    chat_level,
    erlang_a,
    erlang_b,
    open_chats_levels,
    open_chats_markov,
)

PACE = ChatPace(mean_work_s=20.0, mean_think_s=40.0)
ONE = ChatTeam(18 / 3600, PACE, mean_rounds=6.0, mean_patience_s=120.0, agents=1, limit=3)
THREE = ChatTeam(75 / 3600, PACE, mean_rounds=6.0, mean_patience_s=120.0, agents=3, limit=4)


def test_one_agent_meets_the_model_figures():
    exact = open_chats_markov(ONE)
    assert exact.busy_share == pytest.approx(0.50495, abs=5e-6)
    assert exact.lost_share == pytest.approx(0.15842, abs=5e-6)
    assert exact.waiting_probability == pytest.approx(0.26476, abs=5e-6)
    assert exact.mean_inbox_s == pytest.approx(30.544, abs=5e-4)
    assert exact.mean_first_response_s == pytest.approx(39.987, abs=5e-4)


def test_three_agents_meet_the_model_figure_and_slot_formulas_do_not():
    assert open_chats_markov(THREE).lost_share == pytest.approx(0.0774, abs=5e-5)
    slots = erlang_a(75 / 3600, 6 * 20.0 + 5 * 40.0, 12, 120.0)
    assert slots.lost_share == pytest.approx(0.0089, abs=5e-5)


def labelled_two_agents(team: ChatTeam, longest_line: int) -> tuple[float, float]:
    """Busy share and share lost of two named agents, by a dense solve of its own."""
    states: dict[tuple[int, int, int, int, int], int] = {}
    top = team.limit
    for o1 in range(top + 1):
        for i1 in range(o1 + 1):
            for o2 in range(top + 1):
                for i2 in range(o2 + 1):
                    for q in range(longest_line + 1 if o1 == o2 == top else 1):
                        states[o1, i1, o2, i2, q] = len(states)
    work, think = 1 / team.pace.mean_work_s, 1 / team.pace.mean_think_s
    ends, leave, arrive = 1 / team.mean_rounds, 1 / team.mean_patience_s, team.arrivals_per_s
    generator = np.zeros((len(states), len(states)))
    for state, s in states.items():
        o1, i1, o2, i2, q = state
        first_takes, second_takes = (o1 + 1, i1 + 1, o2, i2, q), (o1, i1, o2 + 1, i2 + 1, q)
        to_first = 0.5 if o1 == o2 else float(o1 < o2)
        full = o1 == o2 == top
        after_one = (o1, i1, o2, i2, q - 1) if q else (o1 - 1, i1 - 1, o2, i2, 0)
        after_two = (o1, i1, o2, i2, q - 1) if q else (o1, i1, o2 - 1, i2 - 1, 0)
        out = [
            (arrive * to_first * (not full), first_takes),
            (arrive * (1 - to_first) * (not full), second_takes),
            (arrive * (full and q < longest_line), (o1, i1, o2, i2, q + 1)),
            ((o1 - i1) * think, (o1, i1 + 1, o2, i2, q)),
            ((o2 - i2) * think, (o1, i1, o2, i2 + 1, q)),
            ((i1 > 0) * work * (1 - ends), (o1, i1 - 1, o2, i2, q)),
            ((i2 > 0) * work * (1 - ends), (o1, i1, o2, i2 - 1, q)),
            ((i1 > 0) * work * ends, after_one),
            ((i2 > 0) * work * ends, after_two),
            (q * leave, (o1, i1, o2, i2, q - 1)),
        ]
        for rate, target in out:
            if rate:
                generator[s, states[target]] += rate
                generator[s, s] -= rate
    generator[:, 0] = 1.0
    right = np.zeros(len(states))
    right[0] = 1.0
    p = np.linalg.solve(generator.T, right)
    busy = sum(p[s] * ((i1 > 0) + (i2 > 0)) / 2 for (_, i1, _, i2, _), s in states.items())
    line = sum(p[s] * q for (_, _, _, _, q), s in states.items())
    return float(busy), float(line * leave / arrive)


def test_two_agents_meet_a_chain_with_names():
    team = replace(ONE, arrivals_per_s=50 / 3600, agents=2, limit=3)
    exact = open_chats_markov(team)
    busy, lost = labelled_two_agents(team, 20)
    assert exact.busy_share == pytest.approx(busy, rel=1e-9)
    assert exact.lost_share == pytest.approx(lost, rel=1e-9)


@pytest.mark.parametrize("team", [ONE, THREE, replace(THREE, arrivals_per_s=150 / 3600)])
def test_the_books_of_the_chain_balance(team: ChatTeam):
    exact = open_chats_markov(team)
    served = team.arrivals_per_s * (1 - exact.lost_share)
    work = team.pace.mean_work_s
    assert exact.replies_per_s == pytest.approx(served * team.mean_rounds, rel=1e-9)
    assert exact.busy_share * team.agents == pytest.approx(exact.replies_per_s * work, rel=1e-9)
    # Little: chats open = replies x inbox time + the think times between them.
    opened = exact.replies_per_s * exact.mean_inbox_s
    opened += (exact.replies_per_s - served) * team.pace.mean_think_s
    assert exact.mean_open_chats * team.agents == pytest.approx(opened, rel=1e-9)


def test_the_mean_first_response_is_the_area_over_its_law():
    lost = open_chats_markov(ONE).lost_share
    times = np.linspace(0.0, 900.0, 301)
    within = np.array([open_chats_markov(ONE, t).first_within_share for t in times.tolist()])
    area = np.trapezoid(1.0 - within / (1.0 - lost), times)
    assert area == pytest.approx(39.987, rel=2e-3)
    assert within[-1] == pytest.approx(1 - lost, abs=1e-4)


def test_a_limit_of_one_and_one_round_is_erlang_a():
    phone = ChatTeam(0.08, ChatPace(60.0, 40.0), 1.0, 120.0, agents=5, limit=1)
    a = erlang_a(0.08, 60.0, 5, 120.0)
    for chats in (open_chats_markov(phone), open_chats_levels(phone)):
        assert chats.lost_share == pytest.approx(a.lost_share, rel=1e-9)
        assert chats.waiting_probability == pytest.approx(a.waiting_probability, rel=1e-9)
        assert chats.busy_share == pytest.approx(a.occupancy, rel=1e-9)
        assert chats.mean_first_response_s == pytest.approx(a.mean_wait_served_s + 60.0, rel=1e-9)


def test_one_shot_chats_without_patience_are_lost_as_in_erlang_b():
    hasty = ChatTeam(0.08, ChatPace(60.0, 40.0), 1.0, 1e-6, agents=4, limit=1)
    b = erlang_b(0.08, 60.0, 4)
    assert open_chats_markov(hasty).lost_share == pytest.approx(b.lost_share, rel=1e-5)


def test_a_flooded_agent_always_holds_its_limit():
    flooded = replace(ONE, arrivals_per_s=2.0, mean_rounds=1e4)
    for chats in (open_chats_markov(flooded, 30.0), open_chats_levels(flooded, 30.0)):
        level = chat_level(PACE, 3, 30.0)
        assert chats.busy_share == pytest.approx(level.busy_share, rel=1e-3)
        assert chats.mean_inbox_s == pytest.approx(level.mean_inbox_s, rel=1e-3)
        assert chats.within_share == pytest.approx(level.within_share, rel=1e-3)


@pytest.mark.parametrize("rounds", [1.5, 3.0, 6.0])
def test_both_agree_on_an_agent_who_is_never_short_of_chats(rounds: float):
    # Also a trap for the solver: the empty state is all but impossible here.
    flooded = replace(ONE, arrivals_per_s=2.0, mean_rounds=rounds)
    exact, level = open_chats_markov(flooded, 30.0), open_chats_levels(flooded, 30.0)
    assert exact.waiting_probability == pytest.approx(1.0)
    assert exact.busy_share == pytest.approx(level.busy_share, rel=1e-9)
    assert exact.lost_share == pytest.approx(level.lost_share, rel=1e-9)
    assert exact.within_share == pytest.approx(level.within_share, rel=1e-9)
    assert exact.first_within_share >= 0.0


@pytest.mark.parametrize("agents", [1, 2, 3, 4])
@pytest.mark.parametrize("per_agent", [10, 20, 25, 50])
def test_the_level_model_stays_near_the_chain(agents: int, per_agent: int):
    team = replace(THREE, arrivals_per_s=per_agent * agents / 3600, agents=agents)
    exact, level = asdict(open_chats_markov(team, 60.0)), asdict(open_chats_levels(team, 60.0))
    for name in ("busy_share", "lost_share"):
        assert level[name] == pytest.approx(exact[name], abs=0.003), name
    for name in ("waiting_probability", "within_share", "first_within_share"):
        assert level[name] == pytest.approx(exact[name], abs=0.02), name
    for name in ("replies_per_s", "mean_inbox_s", "mean_open_chats"):
        assert level[name] == pytest.approx(exact[name], rel=0.04), name
    first = exact["mean_first_response_s"]
    assert 0.999 * first < level["mean_first_response_s"] < 1.07 * first


def test_the_level_model_takes_a_thousand_agents_and_a_slow_down():
    many = ChatTeam(8.0, PACE, 6.0, 120.0, agents=1000, limit=8)
    level = open_chats_levels(many, 60.0)
    assert level.busy_share == pytest.approx(0.96, abs=0.001)
    slowed = open_chats_levels(replace(many, pace=ChatPace(20.0, 40.0, 0.02)), 60.0)
    assert slowed.lost_share > level.lost_share
    assert slowed.mean_inbox_s > level.mean_inbox_s


@pytest.mark.parametrize(
    ("agents", "rate", "patience_s"),
    [(20, 0.2, 600.0), (20, 0.45, 600.0), (20, 1.0, 600.0), (200, 3.0, 7170.0), (200, 3.5, 1410.0)],
)
def test_a_slow_down_can_jam_a_team(agents: int, rate: float, patience_s: float):
    # An agent gives 1/20 replies/s with one chat and 1/80 with four: in between both an easy and a
    # jammed state hold themselves up. Birth-death balance in logarithms, by hand.
    jam = ChatTeam(rate, ChatPace(20.0, 0.0, 1.0), 1.0, patience_s, agents=agents, limit=4)
    slots, logs = 4 * agents, [0.0]
    for opened in range(1, 30_000):
        fewest, ahead = divmod(min(opened, slots), agents)
        ends = (agents - ahead) / (20.0 * fewest) if fewest else 0.0
        ends += ahead / (20.0 * (fewest + 1)) + max(0, opened - slots) / patience_s
        logs.append(logs[-1] + math.log(rate / ends))
    weights = np.exp(np.array(logs) - max(logs))
    line = np.maximum(np.arange(30_000) - slots, 0)
    lost = float((weights * line).sum() / weights.sum()) / patience_s / rate
    assert open_chats_levels(jam).lost_share == pytest.approx(lost, rel=1e-6, abs=1e-12)


@pytest.mark.parametrize("solve", [open_chats_markov, open_chats_levels])
def test_a_rare_chat_has_an_agent_for_itself(solve):
    quiet = solve(replace(ONE, arrivals_per_s=0.0), 20.0)
    nearly = solve(replace(ONE, arrivals_per_s=1e-9), 20.0)
    assert quiet.lost_share == quiet.busy_share == 0.0
    assert quiet.mean_first_response_s == pytest.approx(nearly.mean_first_response_s, rel=1e-5)
    assert quiet.first_within_share == pytest.approx(nearly.first_within_share, rel=1e-5)


def test_what_the_chain_cannot_do_is_refused():
    with pytest.raises(ValueError, match=r"slow_down.*0.02"):
        open_chats_markov(replace(ONE, pace=ChatPace(20.0, 40.0, 0.02)))
    with pytest.raises(ValueError, match="mean_think_s"):
        open_chats_markov(replace(ONE, pace=ChatPace(20.0, 0.0)))
    with pytest.raises(ValueError, match=r"agents and limit.*40 agents.*limit of 8"):
        open_chats_markov(replace(ONE, agents=40, limit=8))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"arrivals_per_s": -1.0}, "arrivals_per_s"),
        ({"mean_rounds": 0.5}, "mean_rounds"),
        ({"mean_patience_s": 0.0}, "mean_patience_s"),
        ({"mean_patience_s": math.inf}, "mean_patience_s"),
        ({"agents": 0}, "agents"),
        ({"limit": 0}, "limit"),
        ({"limit": 2.5}, "limit"),
    ],
)
def test_a_wrong_team_is_refused(change: dict[str, float], named: str):
    with pytest.raises(ValueError, match=named):
        replace(ONE, **change)
