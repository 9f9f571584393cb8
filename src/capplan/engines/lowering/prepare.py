"""All arrays of one run."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from capplan.engines.kernel import codes, layout
from capplan.engines.kernel.layout import Demand, Log, Rules, State
from capplan.engines.lowering.demand import lower_demand
from capplan.engines.lowering.roster import People, lower_roster
from capplan.engines.lowering.terms import Terms, lower_terms
from capplan.model.learning import paces
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.sampling import Workload

CLOCK_BITS = 63 - 3
"""Bits of an event's key for its tick and its number."""
BUCKETS = 4096
"""Spans in one turn of the wheel of events; a power of two."""


class Run(NamedTuple):
    """What the kernels are called with."""

    rules: Rules
    demand: Demand
    log: Log
    state: State


def prepare(scenario: Scenario, roster: Roster, workload: Workload) -> Run:
    """The arrays of a run, before its first event.

    Raises:
        ValueError: if something is out of range; names it.
        UnsupportedRule: if the kernels lack a rule.
    """
    demand = lower_demand(scenario, workload)
    people = lower_roster(scenario, roster, workload)
    longest = max(int(demand.work.max(initial=0)), int(demand.wrap_up.max(initial=0)))
    pace = paces(scenario, roster)
    slowest, sizes = people.spans.slowest, people.group_sizes
    terms = lower_terms(scenario, sizes, demand.arrival.size, longest, pace, slowest)
    rules = _rules(scenario, demand, people, terms, workload.arrivals)
    log = _new_log(demand, len(roster.shifts), people.break_length.size, workload.arrivals)
    return Run(rules, demand, log, _new_state(demand, people, terms))


def more_stints(log: Log, needed: int) -> Log:
    """The same log with room for more stints."""

    def longer(column: NDArray[Any]) -> NDArray[Any]:
        room = np.empty(2 * needed, dtype=column.dtype)
        room[: column.size] = column
        return room

    return log._replace(
        stint_chat=longer(log.stint_chat),
        stint_agent=longer(log.stint_agent),
        stint_start=longer(log.stint_start),
        stint_end=longer(log.stint_end),
    )


def _rules(
    scenario: Scenario, demand: Demand, people: People, terms: Terms, arrivals: int
) -> Rules:
    agent_bits = people.agents.size.bit_length()
    bits = max(demand.arrival.size.bit_length(), agent_bits)
    last_tick = 2 ** (CLOCK_BITS - bits) - 1
    horizon = scenario.calendar.grid.horizon
    last_known = max(
        horizon,
        int(demand.arrival[:arrivals].max(initial=0)),
        int(people.changes["tick"].max(initial=0)),
    )
    if last_known > last_tick:
        raise ValueError(f"horizon, arrival, roster: a tick lies beyond {last_tick} ms")
    span_bits = (horizon // (demand.work.size + 1)).bit_length()  # a few events in each span
    return Rules(
        queue_count=len(scenario.queues),
        horizon=horizon,
        bits=bits,
        agent_bits=agent_bits,
        last_tick=last_tick,
        span_bits=span_bits,
        key_span_bits=span_bits + bits + 3,
        members=people.members,
        changes=people.changes,
        break_length=people.break_length,
        arrivals=arrivals,
        end_rule=people.end_rule,
        first_span=people.spans.first,
        span_start=people.spans.start,
        span_end=people.spans.end,
        span_speed=people.spans.speed,
        **terms._asdict(),
    )


def _new_log(demand: Demand, shifts: int, breaks: int, arrivals: int) -> Log:
    """A log to be filled; the kernels fill the columns of a chat when it arrives.

    Attempts that may never be made are filled here.
    """
    n, r = demand.arrival.size, demand.work.size

    def ticks(size: int) -> NDArray[np.int64]:
        return np.empty(size, dtype=np.int64)

    def agents(size: int) -> NDArray[np.int32]:
        return np.empty(size, dtype=np.int32)

    def absent(size: int) -> NDArray[np.int64]:
        return np.full(size, codes.NONE, dtype=np.int64)

    log = Log(
        outcome=np.empty(n, dtype=np.int8),
        arrival=ticks(n),
        offline=np.empty(n, dtype=np.int8),
        assigned=ticks(n),
        left=ticks(n),
        ended=ticks(n),
        message=ticks(r),
        start=ticks(r),
        reply=ticks(r),
        agent=agents(r),
        wrap_agent=agents(n),
        wrap_start=ticks(n),
        wrap_end=ticks(n),
        stint_chat=ticks(n),
        stint_agent=agents(n),
        stint_start=ticks(n),
        stint_end=ticks(n),
        shift_start=absent(shifts),
        shift_end=absent(shifts),
        break_start=absent(breaks),
        break_end=absent(breaks),
    )
    log.outcome[arrivals:] = codes.NOT_COME
    log.offline[arrivals:] = 0
    for column in (
        log.arrival, log.assigned, log.left, log.ended, log.wrap_agent, log.wrap_start, log.wrap_end
    ):  # fmt: skip
        column[arrivals:] = codes.NONE
    for column in (log.message, log.start, log.reply, log.agent):
        column[demand.first_round[arrivals] :] = codes.NONE
    return log


def _new_state(demand: Demand, people: People, terms: Terms) -> State:
    """The floor before its first event; what is sized by chats takes memory only when used."""
    n, agents = demand.arrival.size, people.agents.size
    tally = np.zeros(1, dtype=layout.TALLY)
    tally["free"] = tally["free_node"] = codes.NONE
    tally["to_come"] = people.shifts
    sitting = _aligned(agents, layout.AGENT)
    sitting[:] = people.agents
    # The kernels do not check bounds.  At any time there are per agent one reply to come, per
    # break one end, and per chat one message or closing, one reply that came to nothing, and one
    # end of patience for each message that has one.
    patient = max(n, demand.later_patience.size)
    most_events = 2 * n + patient + agents + people.break_length.size
    return State(
        tally=tally,
        chats=_aligned(n, layout.CHAT),
        agents=sitting,
        near=_aligned(most_events, np.dtype(np.int64), at=56),
        nodes=_aligned(most_events, layout.NODE),
        wheel=np.full(BUCKETS, codes.NONE, dtype=np.int32),
        lines=np.full(codes.LANES * terms.queues.size, codes.NONE, dtype=layout.LANE),
        last_chat=np.full(agents, codes.NONE, dtype=np.int64),
        trees=np.full(2 * int(terms.pools["leaves"].sum()), codes.LAST_KEY, dtype=np.int64),
        touched=np.empty(agents, dtype=np.int32),
    )


def _aligned(size: int, dtype: np.dtype[Any], at: int = 0) -> NDArray[Any]:
    """An array that begins `at` bytes behind the start of a cache line."""
    room = np.empty(size * dtype.itemsize + 128, dtype=np.uint8)
    first = (at - room.ctypes.data) % 64
    return room[first : first + size * dtype.itemsize].view(dtype)
