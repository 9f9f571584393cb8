"""What is particular to the compiled engine: what it refuses, what it is fed, how it grows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from enum import Enum
from typing import Any

import numpy as np
import pytest

import shop
from capplan.engines import UnsupportedRule, compiled, reference
from capplan.model.chat import PatienceScope
from capplan.model.people import EndRule, LimitWindow, Skill
from capplan.model.shifts import Roster, Shift
from capplan.sampling import Workload, sample
from shop import Visit


class Tomorrow(Enum):
    """A rule that only the reference has."""

    BY_MOOD = 7


def two_visits(**changes: Any) -> Workload:
    workload = shop.workload(Visit(arrival=5, work=(10, 20), think=(3,)), Visit(arrival=9))
    return replace(workload, **changes)


BAD_ARRAYS = {
    "queue": [np.array([0, 1]), np.array([0, -1]), np.array([0]), np.array([0.0, 0.0])],
    "arrival": [
        np.array([9, 5]), np.array([-1, 5]), np.array([5, 2**62 + 1]), np.zeros((2, 1), int),
    ],
    "first_round": [np.array([0, 2]), np.array([1, 2, 3]), np.array([0, 3, 3])],
    "work": [np.array([1, -1, 1]), np.array([1, 2**31, 1]), np.array([1.5, 1, 1])],
    "think": [np.array([1, -1, 1]), np.array([1, 1])],
    "patience": [np.array([-1, 1]), np.array([1]), np.array([np.nan, 1])],
    "later_patience": [np.array([1]), np.array([1, 1, -1])],
    "silent": [np.array([0, 1]), np.array([True])],
    "closing": [np.array([-1, 1]), np.array([1, 2**40])],
    "wrap_up": [np.array([-1, 1]), np.array([1])],
    "transfer_to": [np.array([1, -1]), np.array([-2, 0]), np.array([0])],
    "stays": [np.array([True]), np.array([0, 1])],
    "live_rounds": [np.array([3, 1]), np.array([0, 1]), np.array([1])],
    "offline_rounds": [np.array([2, 2]), np.array([1.0, 1.0])],
    "retry": [np.array([1, -1]), np.array([-1, 0]), np.array([2, -1])],
    "retry_delay": [np.array([-1, 0]), np.array([0])],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "array"), [(name, array) for name, arrays in BAD_ARRAYS.items() for array in arrays]
)
def test_arrays_out_of_range_are_named(name: str, array: np.ndarray) -> None:
    with pytest.raises(ValueError, match=f"^{name}"):
        compiled.simulate(shop.shop(), shop.on_duty(), two_visits(**{name: array}))


def test_later_patience_is_asked_for_only_by_its_scope() -> None:
    workload = two_visits(later_patience=np.zeros(0, dtype=np.int64))
    compiled.simulate(shop.shop(), shop.on_duty(), workload)
    with pytest.raises(ValueError, match="later_patience"):
        compiled.simulate(shop.shop(scope=PatienceScope.EVERY_REPLY), shop.on_duty(), workload)


@pytest.mark.parametrize(
    ("what", "terms"),
    [
        ("speed", {"skills": (Skill("chats", 1, speed=0.0),)}),
        ("speed", {"skills": (Skill("chats", 1, speed=float("nan")),)}),
        ("work", {"skills": (Skill("chats", 1, speed=1e-200),)}),
        ("limit_windows", {"windows": (LimitWindow(0, 20, -1),)}),
    ],
)
def test_terms_out_of_range_are_named(what: str, terms: dict[str, Any]) -> None:
    scenario = shop.shop(groups=(shop.group(**terms),))
    with pytest.raises(ValueError, match=what):
        compiled.simulate(scenario, shop.on_duty(), two_visits())


def test_a_group_that_does_not_exist_is_named() -> None:
    with pytest.raises(ValueError, match="nobody"):
        compiled.simulate(shop.shop(), shop.on_duty(name="nobody"), two_visits())


@pytest.mark.parametrize("where", ["pick", "end_rule", "break_rule", "message_order", "scope"])
def test_a_rule_that_the_kernel_lacks_is_named(where: str) -> None:
    scenario = shop.shop()
    if where == "pick":
        scenario = replace(scenario, pick=Tomorrow.BY_MOOD)
    elif where == "scope":
        (queue,) = scenario.queues
        patience = replace(queue.chat.patience, scope=Tomorrow.BY_MOOD)
        queue = replace(queue, chat=replace(queue.chat, patience=patience))
        scenario = replace(scenario, queues=(queue,))
    else:
        group = replace(scenario.groups[0], **{where: Tomorrow.BY_MOOD})
        scenario = replace(scenario, groups=(group,))
    with pytest.raises(UnsupportedRule, match=r"BY_MOOD.*reference engine has it"):
        compiled.simulate(scenario, shop.on_duty(), two_visits())


def test_the_types_of_whole_numbers_do_not_matter() -> None:
    plain = two_visits()
    other = replace(
        plain,
        queue=plain.queue.astype(np.uint8),
        arrival=plain.arrival.astype(">i8"),
        work=np.repeat(plain.work, 2)[::2].astype(np.int64),
    )
    for array in (plain.patience, plain.silent, plain.think):
        array.flags.writeable = False
    scenario, roster = shop.shop(), shop.on_duty()
    log = reference.simulate(scenario, roster, plain)
    assert log.differences(compiled.simulate(scenario, roster, other)) == []


@pytest.mark.parametrize("roster", [Roster(()), shop.on_duty()])
def test_no_customers_and_nobody_on_duty(roster: Roster) -> None:
    for workload in (shop.workload(), two_visits()):
        log = compiled.simulate(shop.shop(), roster, workload)
        assert log.differences(reference.simulate(shop.shop(), roster, workload)) == []


def test_stints_may_be_many_more_than_chats() -> None:
    shifts = [Shift(agent, "agents", 10 * n, 10 * n + 10) for n in range(100) for agent in (0, 1)]
    scenario = shop.shop(groups=(shop.group(limit=30, at_end=EndRule.HAND_BACK),))
    workload = shop.workload(*[Visit(arrival=n, work=(900,)) for n in range(30)])
    log = compiled.simulate(scenario, Roster.of(shifts), workload)
    assert log.stint_chat.size > 50 * workload.chats
    assert log.differences(reference.simulate(scenario, Roster.of(shifts), workload)) == []


def test_a_run_beyond_the_clock_is_refused() -> None:
    scenario = shop.shop(idle=2**61)
    visit = Visit(arrival=5, patience=1, silent=True)
    with pytest.raises(OverflowError, match="last tick"):
        compiled.simulate(scenario, shop.on_duty(), shop.workload(visit))
    with pytest.raises(ValueError, match="horizon"):
        compiled.simulate(shop.shop(), shop.on_duty(until=2**60), shop.workload(visit))


def test_far_and_near_events_keep_their_order() -> None:
    """Times from one tick to weeks in one run: the wheel of events turns many times."""
    rng = np.random.default_rng(3)
    visits = [
        Visit(
            arrival=int(arrival),
            work=tuple(int(t) for t in 10 ** rng.uniform(0, 5, 3)),
            think=tuple(int(t) for t in 10 ** rng.uniform(0, 9, 2)),
            patience=int(10 ** rng.uniform(0, 10)),
            silent=bool(rng.integers(2)),
            closing=int(10 ** rng.uniform(0, 8)),
        )
        for arrival in np.sort(rng.integers(0, 10**9, 300))
    ]
    scenario = shop.shop(groups=(shop.group(limit=3),), horizon=10**9, interval=10**9, idle=10**8)
    roster, workload = shop.on_duty(40, until=10**9 + 5), shop.workload(*visits)
    log = compiled.simulate(scenario, roster, workload)
    assert log.differences(reference.simulate(scenario, roster, workload)) == []


def test_threads_write_the_same_logs() -> None:
    scenario, roster = shop.scenario(hours=2), shop.all_day(1, hours=2)
    workloads = [sample(scenario, 1, n) for n in range(8)]
    one_by_one = [compiled.simulate(scenario, roster, w) for w in workloads]
    with ThreadPoolExecutor(4) as pool:
        together = pool.map(lambda w: compiled.simulate(scenario, roster, w), workloads)
    assert all(a.differences(b) == [] for a, b in zip(one_by_one, together, strict=True))
