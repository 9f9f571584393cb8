"""The roster and the limit windows as changes on the floor in order of time."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from capplan.engines.contract import DutyChange, first_breaks, on_the_floor
from capplan.engines.kernel import codes, layout
from capplan.engines.lowering.rules import END, code_of
from capplan.model.people import Group
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster, Shift
from capplan.sampling import Workload, attend

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
MOST_AGENTS = 2**31 - 1
Row = tuple[int, int, int, int, int]
"""tick, order in the tick, kind, agent or group, what it is about."""


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Spans in which the agents of shifts work at another pace (rule P8), flat.

    Attributes:
        first: place of each shift's first span, shape (shifts + 1,).
        start: from this tick on, shape (spans,) [ticks].
        end: up to this tick, shape (spans,) [ticks].
        speed: factor on the agent's speed, shape (spans,) [1].
        slowest: least product of the factors of any shift, at most 1 [1].
    """

    first: Ints
    start: Ints
    end: Ints
    speed: Floats
    slowest: float


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Those who come, and when; the kernels number them from 0 in the roster's order.

    Attributes:
        agents: the agents before the run, records of `layout.AGENT`.
        members: agents by group, rising.
        group_sizes: agents of each group.
        changes: records of `layout.CHANGE`.
        break_length: length of each break of the roster, shape (breaks,) [ticks].
        shifts: number of shifts that are worked.
        end_rule: code of each shift's rule for open chats at its end, shape (shifts,).
        spans: the spans of another pace.
    """

    agents: NDArray[np.void]
    members: Ints
    group_sizes: Ints
    changes: NDArray[np.void]
    break_length: Ints
    shifts: int
    end_rule: Ints
    spans: Spans


def lower_roster(scenario: Scenario, roster: Roster, workload: Workload) -> People:
    """The people of a run.

    Raises:
        ValueError: if a shift names a group that does not exist, or a limit is below 0.
    """
    shifts = on_the_floor(roster, attend(scenario, roster, workload))
    group_of = {name: place for place, name in enumerate(scenario.group_names)}
    first_break = first_breaks(roster)
    lengths = np.zeros(int(first_break[-1]), dtype=np.int64)
    ends: list[int] = first_break[1:].tolist()
    if roster.agents > MOST_AGENTS:
        raise ValueError(f"roster: agents must have numbers below {MOST_AGENTS}")
    agent_of: dict[int, int] = {}
    groups: list[int] = []
    rows: list[Row] = []
    for place, shift in enumerate(shifts):
        if shift is None:
            continue
        agent = agent_of.setdefault(shift.agent, len(groups))
        if agent == len(groups):
            if shift.group not in group_of:
                raise ValueError(f"roster: there is no group {shift.group!r}")
            groups.append(group_of[shift.group])
        _add_shift(rows, shift, agent, place, ends[place] - len(shift.breaks))
        for number, (begin, finish) in enumerate(shift.breaks, ends[place] - len(shift.breaks)):
            lengths[number] = finish - begin
    for g, group in enumerate(scenario.groups):
        _add_windows(rows, group, g, 4 * len(groups) + g)
    group = np.array(groups, dtype=np.int64)
    members = np.argsort(group, kind="stable")
    sizes = np.bincount(group, minlength=len(scenario.groups))
    return People(
        agents=_agents(list(agent_of), group, members, sizes),
        members=members,
        group_sizes=sizes,
        changes=_changes(rows),
        break_length=lengths,
        shifts=len(shifts) - shifts.count(None),
        end_rule=_end_rules(scenario, roster),
        spans=_spans(roster),
    )


def _end_rules(scenario: Scenario, roster: Roster) -> Ints:
    usual = {g.name: code_of(END, g.end_rule) for g in scenario.groups}
    codes_of = [
        usual[s.group] if s.end_rule is None else code_of(END, s.end_rule) for s in roster.shifts
    ]
    return np.array(codes_of, dtype=np.int64)


def _spans(roster: Roster) -> Spans:
    of_shifts = [s.spans for s in roster.shifts]
    spans = [span for mine in of_shifts for span in mine]
    return Spans(
        first=np.cumsum([0, *(len(mine) for mine in of_shifts)], dtype=np.int64),
        start=np.array([span.start for span in spans], dtype=np.int64),
        end=np.array([span.end for span in spans], dtype=np.int64),
        speed=np.array([span.speed for span in spans], dtype=np.float64),
        slowest=min((math.prod(min(1.0, s.speed) for s in mine) for mine in of_shifts), default=1),
    )


def _add_shift(rows: list[Row], shift: Shift, agent: int, place: int, number: int) -> None:
    """A shift's changes; its breaks are numbered from `number`."""
    order = 4 * agent
    rows.append((shift.start, order + DutyChange.SHIFT_START, codes.SHIFT_START, agent, place))
    rows.append((shift.end, order + DutyChange.SHIFT_END, codes.SHIFT_END, agent, place))
    order += DutyChange.BREAK_START
    for begin, _ in shift.breaks:
        rows.append((begin, order, codes.BREAK_START, agent, number))
        number += 1


def _add_windows(rows: list[Row], group: Group, number: int, order: int) -> None:
    for window in sorted(group.limit_windows, key=lambda window: window.start):
        if window.limit < 0:
            raise ValueError(f"limit_windows: group {group.name} has a limit below 0")
        if window.end > 0:
            rows.append((max(0, window.start), order, codes.LIMIT, number, window.limit))
            rows.append((window.end, order, codes.LIMIT, number, codes.NONE))


def _changes(rows: list[Row]) -> NDArray[np.void]:
    table = np.array(rows, dtype=np.int64).reshape(-1, 5)
    table = table[np.lexsort((table[:, 1], table[:, 0]))]  # stable: equal rows stay in order
    changes = np.empty(len(table), dtype=layout.CHANGE)
    for name, column in (("tick", 0), ("kind", 2), ("who", 3), ("about", 4)):
        changes[name] = table[:, column]
    return changes


def _agents(numbers: list[int], group: Ints, members: Ints, sizes: Ints) -> NDArray[np.void]:
    agents = np.zeros(group.size, dtype=layout.AGENT)
    for name in ("doing", "inbox", "inbox_end", "open_first", "shift", "on_break"):
        agents[name] = codes.NONE
    agents["number"] = numbers
    agents["group"] = group
    first = np.repeat(np.cumsum(sizes) - sizes, sizes)
    agents["member"][members] = np.arange(group.size) - first
    return agents
