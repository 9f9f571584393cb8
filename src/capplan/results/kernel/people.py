"""Sums of groups: shifts, breaks, open chats (rule M1b)."""

from __future__ import annotations

from capplan.engines.jit import at, helper
from capplan.results.kernel.chats import moved_at
from capplan.results.kernel.codes import BREAK, NONE, ON_SHIFT, OPEN, OVERTIME
from capplan.results.kernel.grid import add_time, from_near
from capplan.results.kernel.layout import Customers, Log, Sums, Terms


@helper
def sum_shifts(terms: Terms, log: Log, s: Sums) -> None:
    """Add the shifts that were worked, their overtime, and their breaks."""
    for shift in range(log.shift_start.size):
        start = log.shift_start[at(shift)]
        if start == NONE:
            continue
        end = log.shift_end[at(shift)]
        if end == NONE:
            end = log.stopped
        group = terms.shift_group[at(shift)]
        add_time(terms, s.groups, group, ON_SHIFT, 0, start, end)
        planned = min(terms.planned_end[at(shift)], end)
        add_time(terms, s.groups, group, OVERTIME, 0, planned, end)
    for pause in range(log.break_start.size):
        if log.break_start[at(pause)] != NONE:
            end = log.break_end[at(pause)]
            if end == NONE:
                end = log.stopped
            start = log.break_start[at(pause)]
            add_time(terms, s.groups, terms.break_group[at(pause)], BREAK, 0, start, end)


@helper
def sum_stints(terms: Terms, d: Customers, log: Log, s: Sums) -> None:
    """Add the time of open chats; note when chats that were transferred are taken again."""
    k = 0
    for stint in range(log.stint_chat.size):
        start, end = log.stint_start[at(stint)], log.stint_end[at(stint)]
        if end == NONE:
            end = log.stopped
        k = from_near(terms, k, start)
        add_time(terms, s.groups, terms.group[at(log.stint_agent[at(stint)])], OPEN, k, start, end)
        if d.transfer_to.size > 0:
            chat = log.stint_chat[at(stint)]
            moved = moved_at(d, log, chat)
            taken = s.again[at(chat)]
            if moved != NONE and start >= moved and (taken == NONE or start < taken):
                s.again[at(chat)] = start
