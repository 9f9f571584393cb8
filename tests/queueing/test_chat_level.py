"""An agent who always holds k chats: the model's figures, brute force, and the level found."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capplan.queueing import ChatPace, chat_level, level_for_target

PACE = ChatPace(mean_work_s=20.0, mean_think_s=40.0)


@pytest.mark.parametrize(("k", "busy", "inbox_s"), [(3, 0.789474, 36.000), (5, 0.963303, 63.8095)])
def test_the_model_figures(k: int, busy: float, inbox_s: float):
    level = chat_level(PACE, k)
    assert level.busy_share == pytest.approx(busy, abs=5e-7)
    assert level.mean_inbox_s == pytest.approx(inbox_s, abs=5e-5)


def test_one_chat_alternates_between_work_and_thought():
    level = chat_level(PACE, 1, within_s=30.0)
    assert level.busy_share == pytest.approx(20 / 60)
    assert level.replies_per_s == pytest.approx(1 / 60)
    assert level.mean_inbox_s == pytest.approx(20.0)
    assert level.within_share == pytest.approx(1 - math.exp(-1.5))


def test_two_chats_by_hand():
    # Inbox of 0, 1, 2 messages: weights 1, 2 x 1/2, 2 x 1/4; one ahead with weights 1, 1/2.
    level = chat_level(PACE, 2, within_s=20.0)
    assert level.busy_share == pytest.approx(1.5 / 2.5)
    one, two = 1 - math.exp(-1), 1 - 2 * math.exp(-1)
    assert level.within_share == pytest.approx(2 / 3 * one + 1 / 3 * two)


def test_without_think_time_the_agent_never_rests():
    level = chat_level(ChatPace(20.0, 0.0), 4)
    assert level.busy_share == 1.0
    assert level.mean_inbox_s == pytest.approx(80.0)


def test_other_chats_slow_the_work():
    slowed = chat_level(ChatPace(20.0, 40.0, slow_down=0.1), 3, within_s=30.0)
    assert slowed == chat_level(ChatPace(24.0, 40.0), 3, within_s=30.0)


def test_the_share_in_time_matches_a_simulated_agent():
    generator = np.random.default_rng(11)
    k, within_s, replies = 4, 60.0, 200_000
    writes = list(generator.exponential(40.0, k))  # next message of each customer [s]
    works, thinks = generator.exponential(20.0, replies), generator.exponential(40.0, replies)
    free, in_time = 0.0, 0
    for work, think in zip(works, thinks, strict=True):
        first = min(range(k), key=writes.__getitem__)
        done = max(free, writes[first]) + work
        in_time += done - writes[first] <= within_s
        free = done
        writes[first] = done + think
    assert in_time / replies == pytest.approx(chat_level(PACE, k, within_s).within_share, abs=0.006)


@settings(deadline=None)
@given(
    k=st.integers(1, 60),
    work=st.floats(0.1, 200.0),
    think=st.floats(0.0, 2000.0),
    slow=st.floats(0.0, 0.2),
    within=st.floats(0.0, 900.0),
)
def test_littles_law_and_order(k: int, work: float, think: float, slow: float, within: float):
    pace = ChatPace(work, think, slow)
    level, more = chat_level(pace, k, within), chat_level(pace, k + 1, within)
    assert level.replies_per_s * (level.mean_inbox_s + think) == pytest.approx(k, rel=1e-9)
    assert more.busy_share >= level.busy_share - 1e-12
    assert more.within_share <= level.within_share + 1e-12


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.75])
def test_the_level_found_is_the_greatest(share: float):
    level = level_for_target(PACE, 12, 30.0, share)
    assert level is not None
    assert level.within_share >= share
    assert chat_level(PACE, level.open_chats + 1, 30.0).within_share < share
    assert level == chat_level(PACE, level.open_chats, 30.0)


def test_the_limit_binds_and_an_impossible_target_has_no_level():
    easy = level_for_target(PACE, 4, 3600.0, 0.9)
    assert easy is not None
    assert easy.open_chats == 4
    assert level_for_target(PACE, 4, 30.0, 0.8) is None


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((0.0, 40.0, 0.0), "mean_work_s"),
        ((math.nan, 40.0, 0.0), "mean_work_s"),
        ((20.0, -1.0, 0.0), "mean_think_s"),
        ((20.0, math.inf, 0.0), "mean_think_s"),
        ((20.0, 40.0, -0.1), "slow_down"),
    ],
)
def test_a_wrong_pace_is_refused(arguments: tuple[float, float, float], named: str):
    with pytest.raises(ValueError, match=named):
        ChatPace(*arguments)


def test_wrong_levels_are_refused():
    with pytest.raises(ValueError, match=r"open_chats.*0"):
        chat_level(PACE, 0)
    with pytest.raises(ValueError, match=r"within_s.*-1"):
        chat_level(PACE, 1, -1.0)
    with pytest.raises(ValueError, match=r"limit.*0"):
        level_for_target(PACE, 0, 30.0, 0.8)
    with pytest.raises(ValueError, match=r"share.*1"):
        level_for_target(PACE, 3, 30.0, 1.0)
