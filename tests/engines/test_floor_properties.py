"""What holds on every floor, found out by small random ones on coarse ticks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from cases import Case, cases
from hypothesis import given, settings
from hypothesis import strategies as st

from capplan.engines import ENGINES, NONE, ChatLog, Outcome, audit, simulate
from capplan.model.chat import PatienceScope
from capplan.model.people import MessageOrder
from capplan.model.shifts import Roster
from capplan.results.tally import LOST, Thresholds, queue_columns, tally
from capplan.sampling import NEVER

FOREVER = 10**9
often = settings(max_examples=150, derandomize=True, deadline=None)


def floors(*, further: bool = False) -> st.SearchStrategy[Case]:
    """Random floors whose customers come within the horizon, as sampled ones do.

    With `further` also transfers, closed hours and attempts that follow a loss; what is recomputed
    here by hand knows nothing of them, the audit does.
    """

    def within(case: Case) -> Case:
        w, last = case.workload, case.scenario.calendar.grid.horizon - 1
        arrival = np.where(w.arrival == NEVER, NEVER, np.minimum(w.arrival, last))
        return replace(case, workload=replace(w, arrival=arrival))

    return cases(further=further).map(within)


def simulated(case: Case, *engines: str) -> ChatLog:
    """The log of every engine: they write the same, so what holds in one holds in all."""
    first, *others = (
        simulate(case.scenario, case.roster, case.workload, engine) for engine in engines or ENGINES
    )
    for other in others:
        assert other.differences(first) == []
    return first


def passes_the_audit(case: Case, log: ChatLog) -> None:
    assert audit(log, case.scenario, case.roster, case.workload) == []


def counts_every_customer_once(case: Case, log: ChatLog) -> None:
    sums = tally(case.scenario, case.roster, case.workload, log).queues.sum(axis=1)
    names = queue_columns(Thresholds.of(case.scenario))
    own = case.workload.queue[: case.workload.arrivals]
    offered = np.bincount(own, minlength=len(case.scenario.queues))
    ended = sum(sums[:, names.index(n)] for n in ("handled", *LOST, "open_at_end"))
    assert sums[:, names.index("offered")].tolist() == offered.tolist() == ended.tolist()


def serves_first_come_first(case: Case, log: ChatLog) -> None:
    w = case.workload
    for queue in range(len(case.scenario.queues)):
        mine = np.flatnonzero(w.queue == queue)
        taken = mine[log.assigned[mine] != NONE]
        assert np.all(np.diff(log.assigned[taken]) >= 0)
        for chat in mine[log.assigned[mine] == NONE]:  # overtaken by nobody while it waited
            end = FOREVER if log.left[chat] == NONE or w.silent[chat] else log.left[chat]
            behind = taken[taken > chat]
            assert np.all(log.assigned[behind] >= end)


# ---- nobody idles (P2, P3, A1): recomputed from the log alone -----------------------------------


def inbox_spells(log: ChatLog, case: Case) -> Iterator[tuple[int, tuple[int, int, int], int, int]]:
    """Agent, key in the inbox (P3), from and to of each message that waited at an agent."""
    w = case.workload
    groups = {s.agent: s.group for s in case.roster.shifts}
    eager = {
        g.name: g.message_order is MessageOrder.FIRST_REPLIES_FIRST for g in case.scenario.groups
    }
    for chat, agent, start, end in zip(
        log.stint_chat, log.stint_agent, log.stint_start, log.stint_end, strict=True
    ):
        behind = int(eager[groups[agent]])
        freed = end if end != NONE else FOREVER
        for number, place in enumerate(range(w.first_round[chat], w.first_round[chat + 1])):
            written, begun = log.message[place], log.start[place]
            if written == NONE or written > freed:
                continue
            answered = begun if begun != NONE and begun < start else FOREVER
            gone = log.left[chat] if log.left[chat] != NONE and not w.silent[chat] else FOREVER
            if answered < start or (log.reply[place] != NONE and log.reply[place] <= start):
                continue
            waits_to = min(freed, gone, begun if begun != NONE else FOREVER)
            since = max(written, start)
            yield agent, (behind * (number > 0), since, chat), since, waits_to
    for chat in np.flatnonzero(log.wrap_start != NONE):
        agent = log.wrap_agent[chat]
        key = (int(eager[groups[agent]]), log.ended[chat], chat)
        yield agent, key, log.ended[chat], log.wrap_start[chat]


def reached(log: ChatLog, chat: int, place: int) -> int:
    """When the message of a round reached the agent who worked on it."""
    mine = (log.stint_chat == chat) & (log.stint_start <= log.start[place])
    return int(max(log.message[place], log.stint_start[mine].max()))


def work(log: ChatLog, case: Case) -> dict[int, list[tuple[int, int, tuple[int, int, int]]]]:
    """Start, end and key of all work, by agent."""
    w = case.workload
    groups = {s.agent: s.group for s in case.roster.shifts}
    eager = {
        g.name: g.message_order is MessageOrder.FIRST_REPLIES_FIRST for g in case.scenario.groups
    }
    done: dict[int, list[tuple[int, int, tuple[int, int, int]]]] = {}
    for chat in range(w.chats):
        for number, place in enumerate(range(w.first_round[chat], w.first_round[chat + 1])):
            if log.start[place] != NONE:
                agent = int(log.agent[place])
                end = log.reply[place] if log.reply[place] != NONE else log.left[chat]
                behind = int(eager[groups[agent]]) * (number > 0)
                since = reached(log, chat, place)
                key = (behind, since, chat)
                done.setdefault(agent, []).append((log.start[place], end, key))
        if log.wrap_start[chat] != NONE:
            agent = int(log.wrap_agent[chat])
            key = (int(eager[groups[agent]]), log.ended[chat], chat)
            done.setdefault(agent, []).append((log.wrap_start[chat], log.wrap_end[chat], key))
    return {agent: sorted(spells) for agent, spells in done.items()}


def keeps_agents_at_work(case: Case, log: ChatLog) -> None:
    """An agent with messages works on the first of them."""
    done = work(log, case)
    for agent, key, since, until in inbox_spells(log, case):
        now = since
        for start, end, other in done.get(agent, []):
            if end <= since or start >= until:
                continue
            assert start <= now, "an agent idled while a message waited"
            if start >= since:
                assert other < key, "a message was worked on out of turn"
            now = max(now, end)
        assert now >= until, "an agent idled while a message waited"


def line_spells(log: ChatLog, case: Case) -> Iterator[tuple[int, int, int]]:
    """Chat, from and to of each wait for an agent."""
    w = case.workload
    for chat in range(w.chats):
        gone = log.left[chat] if log.left[chat] != NONE and not w.silent[chat] else FOREVER
        stints = np.flatnonzero(log.stint_chat == chat)
        stints = stints[np.argsort(log.stint_start[stints], kind="stable")]
        since = int(w.arrival[chat])
        for stint in stints:
            yield chat, since, int(log.stint_start[stint])
            freed = int(log.stint_end[stint])
            if freed == NONE:
                break
            places = np.arange(w.first_round[chat], w.first_round[chat + 1])
            open_rounds = places[
                (log.message[places] != NONE)
                & ((log.reply[places] == NONE) | (log.reply[places] > freed))
            ]
            if (log.ended[chat] != NONE and log.ended[chat] <= freed) or not open_rounds.size:
                break
            since = max(freed, int(log.message[open_rounds[0]]))
        else:
            yield chat, since, int(min(gone, log.stopped))


def accepts(log: ChatLog, case: Case, place: int, tick: int) -> bool:
    """Whether the agent of a shift takes new chats in the settling of a tick (P4)."""
    shift = case.roster.shifts[place]
    if log.shift_start[place] == NONE or not log.shift_start[place] <= tick < shift.end:
        return False
    first = sum(len(s.breaks) for s in case.roster.shifts[:place])
    for number, (due, end) in enumerate(shift.breaks, first):
        back = log.break_end[number] if log.break_end[number] != NONE else FOREVER
        if end > 0 and due <= tick < back:
            return False
    return True


def limit_in_force(case: Case, place: int, queue: int, tick: int) -> int:
    group = next(g for g in case.scenario.groups if g.name == case.roster.shifts[place].group)
    skill = group.skill(case.scenario.queues[queue].name)
    if skill is None:
        return 0
    for window in group.limit_windows:
        if window.start <= tick < window.end:
            return window.limit
    return group.limit if skill.limit is None else skill.limit


def keeps_nobody_waiting(case: Case, log: ChatLog) -> None:
    """Nobody waits for an agent while one may take the chat."""
    w = case.workload
    ticks = {0, *w.arrival.tolist(), *log.stint_end.tolist(), *log.break_end.tolist()}
    ticks |= {s.start for s in case.roster.shifts}
    ticks |= {t for g in case.scenario.groups for v in g.limit_windows for t in (v.start, v.end)}
    waits = list(line_spells(log, case))
    ends = np.where(log.stint_end == NONE, FOREVER, log.stint_end)
    for tick in sorted(t for t in ticks if 0 <= t < log.stopped):
        held = (log.stint_start <= tick) & (tick < ends)
        waiting = {int(w.queue[chat]) for chat, since, to in waits if since <= tick < to}
        for place, shift in enumerate(case.roster.shifts):
            if accepts(log, case, place, tick):
                has = int(np.sum(held & (log.stint_agent == shift.agent)))
                for queue in waiting:
                    assert has >= limit_in_force(case, place, queue, tick)


# ---- the properties ------------------------------------------------------------------------------

CHECKS = (
    passes_the_audit,
    counts_every_customer_once,
    serves_first_come_first,
    keeps_agents_at_work,
    keeps_nobody_waiting,
)


@given(case=floors())
@often
def test_what_holds_on_every_floor(case):
    log = simulated(case)
    for check in CHECKS:
        check(case, log)


@given(case=floors(further=True))
@often
def test_what_holds_with_transfers_closed_hours_and_further_attempts(case):
    log = simulated(case)
    passes_the_audit(case, log)
    counts_every_customer_once(case, log)


@given(case=floors())
@settings(often, max_examples=60)
def test_names_and_order_of_queues_and_groups_do_not_matter(case):
    base = simulated(case)
    assert simulated(case).differences(base) == []
    last = len(case.scenario.queues) - 1
    relabelled = replace(
        case,
        scenario=replace(
            case.scenario,
            queues=case.scenario.queues[::-1],
            groups=tuple(replace(g, skills=g.skills[::-1]) for g in case.scenario.groups[::-1]),
        ),
        workload=replace(case.workload, queue=last - case.workload.queue),
    )
    assert simulated(relabelled).differences(base) == []


@given(case=floors())
@settings(often, max_examples=40)
def test_who_never_leaves_is_never_lost_and_without_agents_all_who_can_leave_do(case):
    w = case.workload
    patient = replace(
        w,
        patience=np.full_like(w.patience, NEVER),
        later_patience=np.full_like(w.later_patience, NEVER),
    )
    log = simulated(replace(case, workload=patient))
    assert set(log.outcome.tolist()) <= {Outcome.HANDLED, Outcome.OPEN_AT_END}
    assert np.all(log.left == NONE)

    log = simulated(replace(case, roster=Roster(())))
    horizon = case.scenario.calendar.grid.horizon
    due = w.arrival + w.patience
    assert log.left.tolist() == np.where(due <= horizon, due, NONE).tolist()
    assert np.all(log.assigned == NONE)
    assert log.stopped == horizon


def test_the_cases_meet_every_outcome_and_scope():
    """The properties above say little if the random floors stay dull."""
    seen: set[tuple[PatienceScope, Outcome]] = set()

    @given(case=floors(further=True))
    @settings(often, max_examples=250)
    def collect(case: Case) -> None:
        log = simulated(case, "reference")
        scopes = [q.chat.patience.scope for q in case.scenario.queues]
        pairs = zip(case.workload.queue.tolist(), log.outcome.tolist(), strict=True)
        seen.update((scopes[queue], Outcome(outcome)) for queue, outcome in pairs)

    collect()
    never = {(PatienceScope.LINE, Outcome.LEFT_FIRST_REPLY)}
    behind_a_transfer = {  # so rare that a test of its own must do (rule C5a)
        (scope, Outcome.LEFT_LATER) for scope in (PatienceScope.LINE, PatienceScope.FIRST_REPLY)
    }
    every = {(scope, outcome) for scope in PatienceScope for outcome in Outcome}
    assert every - never - behind_a_transfer <= seen <= every - never
