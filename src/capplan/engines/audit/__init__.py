"""Recompute a log from scratch: what must hold whatever engine wrote it.

Nothing here shares code with an engine.  Each check states its rule of docs/model.md.
"""

from __future__ import annotations

from capplan.engines.audit import chats, duty, slots, work
from capplan.engines.audit.facts import Facts, well_formed, work_spells
from capplan.engines.contract import ChatLog
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.sampling import Workload

__all__ = ["audit", "work_spells"]

_CHECKS = (
    chats.conservation,
    chats.coming,
    chats.rounds,
    chats.patience,
    chats.line,
    work.one_at_a_time,
    work.lasting,
    work.idling,
    work.wrapping_up,
    slots.stints,
    slots.limits,
    slots.endings,
    slots.handing_back,
    duty.presence,
    duty.leaving,
    duty.breaks,
)


def audit(log: ChatLog, scenario: Scenario, roster: Roster, workload: Workload) -> list[str]:
    """Check a log against its inputs; one sentence per broken rule, empty if all hold.

    Not recomputed, because it would be an engine again: which of several waiting chats and
    messages goes first (A1, P3), and that nobody waits in line while an agent could take the chat.
    The tests do that on small floors.
    """
    odd = list(well_formed(log, roster, workload))
    if odd:
        return odd
    facts = Facts.of(log, scenario, roster, workload)
    return [problem for check in _CHECKS for problem in check(facts)]
