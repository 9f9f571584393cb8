"""The floor in SimPy: for reading, and for trying another policy.

A chat is one process, an agent is another.  They meet in `Floor.settle`, which runs once at the
end of each tick in which something changed.  Rule numbers are those of docs/model.md.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from heapq import heapify, heappop, heappush
from typing import Any

import numpy as np
import simpy
from simpy.events import Event

from capplan.engines.actors import Agent, Chat, Moment
from capplan.engines.contract import NONE, ChatLog, Outcome, Rank
from capplan.engines.duty import Duty
from capplan.engines.lines import Lane, Line, Pool
from capplan.model.chat import PatienceScope
from capplan.model.learning import paces, personal_limit
from capplan.model.people import MessageOrder
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.sampling import NEVER, Workload

Life = Generator[Event, Any, None]


class Floor:
    """One run: a scenario, a roster and a workload turned into a `ChatLog`.

    To try another policy, subclass it and override `best_pair`, `put_in_inbox` or `work_time`.
    """

    def __init__(self, scenario: Scenario, roster: Roster, workload: Workload) -> None:
        self.scenario = scenario
        self.workload = workload
        self.pace = paces(scenario, roster)
        self.env = simpy.Environment(initial_time=0)
        self.duty = Duty(self, roster)
        self.lines = [Line() for _ in scenario.queues]
        self.skills = [[g.skill(q.name) for q in scenario.queues] for g in scenario.groups]
        self.pools = [
            [Pool(scenario.pick, roster.agents) for _ in scenario.queues] for _ in scenario.groups
        ]
        self.window_limit: list[int | None] = [None for _ in scenario.groups]
        self.waiting = 0  # chats in the lines
        self.settling = False
        self.touched: dict[Agent, None] = {}
        self.work: list[int] = workload.work.tolist()
        self.think: list[int] = workload.think.tolist()
        self.later_patience: list[int] = workload.later_patience.tolist()
        self.chats = _chats(workload)
        self.message, self.start, self.reply, self.worked_by = (
            [NONE] * len(self.work) for _ in range(4)
        )
        self.wrap_agent, self.wrap_start, self.wrap_end = (
            [NONE] * len(self.chats) for _ in range(3)
        )
        self.stints: list[list[int]] = []  # chat, agent, start, end

    # ---- the run ---------------------------------------------------------------------------

    def run(self) -> ChatLog:
        """Run until the horizon is over and the floor is empty, or its last agent has left (A3)."""
        self.duty.schedule()
        for agent in self.duty.agents.values():
            agent.process = self.env.process(self.agent(agent))
        self.env.process(self.customers())
        horizon = self.scenario.calendar.grid.horizon
        self.env.run(until=horizon + 1)
        while not self.duty.nobody_left and self.env.peek() < math.inf:
            self.env.step()
        return self._log(max([horizon, *self.duty.shift_end]))

    def at(self, tick: int, rank: Rank, number: int) -> Moment:
        """An event at a tick; ties inside a rank go by number."""
        return Moment(self.env, tick - self.now, rank, number)

    def after(self, delay: int, rank: Rank, number: int) -> Moment:
        """An event some ticks from now."""
        return Moment(self.env, delay, rank, number)

    @property
    def now(self) -> int:
        """The tick."""
        return self.env.now  # pyright: ignore[reportReturnType]

    # ---- the customer ----------------------------------------------------------------------

    def customers(self) -> Life:
        """Let the customers in, one after another."""
        arrivals: list[int] = self.workload.arrival[: self.workload.arrivals].tolist()
        for chat, arrival in zip(self.chats, arrivals, strict=False):
            yield self.at(arrival, Rank.ARRIVAL, chat.number)
            self.come(chat)

    def come(self, chat: Chat) -> None:
        """Come to the people's line; in closed hours leave a message, or leave (D6)."""
        chat.arrival = self.now
        chat.outcome = Outcome.OPEN_AT_END
        if self.is_closed(chat.queue):
            if not chat.stays:
                chat.left = chat.ended = self.now
                chat.outcome = Outcome.LEFT_CLOSED
                self.try_again(chat)
                return
            chat.offline = chat.unhurried = True
            chat.rounds = chat.rounds_if_offline
        self.env.process(self.customer(chat))

    def is_closed(self, queue: int) -> bool:
        """Whether nobody who may serve a queue with closed hours is on shift (D6)."""
        return self.scenario.queues[queue].closed is not None and self.duty.staff[queue] == 0

    def try_again(self, chat: Chat) -> None:
        """Come back after a loss, if the draw says so and the horizon is not over (D7)."""
        due = self.now + chat.retry_delay
        if chat.retry != NONE and due < self.scenario.calendar.grid.horizon:
            self.at(due, Rank.ARRIVAL, chat.retry).then(self.come, self.chats[chat.retry])

    def customer(self, chat: Chat) -> Life:
        """The course of one chat (C1): write, wait for the reply, think, write again."""
        while True:
            replied: bool = yield self.write(chat)
            if not replied:
                return  # left openly; `lose_patience` has done the rest
            if chat.is_answered_to_the_end:
                break
            think = self.think[chat.first + chat.round]
            chat.round += 1
            yield self.after(think, Rank.MESSAGE, chat.number)
        if chat.agent is not None:  # else its agent ended it when going home (P4)
            hold = self.scenario.queues[chat.queue].chat.idle_timeout if chat.gone else chat.closing
            number = (chat.agent.number << 32) | chat.number
            yield self.after(hold, Rank.CLOSING, number)
            if chat.ended == NONE:
                self.close(chat)

    def write(self, chat: Chat) -> Event:
        """Write a message, to the agent who holds the chat or into the line; await the answer."""
        chat.message = self.message[chat.first + chat.round] = self.now
        chat.answered = answered = Event(self.env)
        chat.unhurried = chat.unhurried or (chat.fresh and self.is_closed(chat.queue))
        self.start_patience(chat)
        if chat.agent is None:
            self.line_up(chat)
        else:
            self.put_in_inbox(chat.agent, chat)
        return answered

    def start_patience(self, chat: Chat) -> None:
        """Set the customer's patience running (C2, C5, D6)."""
        scope = self.scenario.queues[chat.queue].chat.patience.scope
        if chat.unhurried:
            return
        if chat.round == 0:
            patience = chat.patience
        elif chat.fresh or scope is PatienceScope.EVERY_REPLY:
            patience = self.later_patience[chat.first + chat.round]
        else:
            return
        if patience < NEVER:
            rank = Rank.LINE_PATIENCE if scope is PatienceScope.LINE else Rank.PATIENCE
            over = self.after(patience, rank, chat.number)
            over.then(self.lose_patience, chat, chat.answered, scope)

    def lose_patience(self, chat: Chat, waits_for: Event, scope: PatienceScope) -> None:
        """Leave, openly or silently, if what the customer waits for has not come (C2, C3)."""
        if chat.answered is not waits_for:
            return
        if scope is PatienceScope.LINE and chat.taken:
            return
        chat.left = self.now
        self.try_again(chat)
        if chat.silent:
            chat.gone = True
            return
        chat.ended = self.now
        if chat.round > 0:
            chat.outcome = Outcome.LEFT_LATER
        elif chat.assigned != NONE:
            chat.outcome = Outcome.LEFT_FIRST_REPLY
        else:
            chat.outcome = Outcome.LEFT_LINE
        if chat.agent is None:
            self.leave_line(chat)
        else:
            self.drop_message(chat.agent, chat)
            self.free_slot(chat)
        self.answer(chat, replied=False)

    def answer(self, chat: Chat, *, replied: bool) -> None:
        """Wake the customer: the reply has come, or is waited for no longer."""
        answered, chat.answered = chat.answered, None
        assert answered is not None
        answered.succeed(replied)

    def line_up(self, chat: Chat) -> None:
        """Join the line of the chat's queue."""
        self.lines[chat.queue].join(chat, self.now, self.lane(chat))
        self.waiting += 1
        self.settle_in_this_tick()

    def lane(self, chat: Chat) -> Lane:
        """Which part of the line a chat joins (A1, D6)."""
        if chat.handed_back:
            return Lane.HANDED_BACK
        closed = self.scenario.queues[chat.queue].closed
        late = chat.unhurried and closed is not None and closed.after_live
        return Lane.AFTER_LIVE if late else Lane.ENTERED

    def leave_line(self, chat: Chat) -> None:
        """Leave the line, for an agent or for good."""
        self.lines[chat.queue].leave(chat)
        self.waiting -= 1

    def close(self, chat: Chat) -> None:
        """End a chat that was answered to its end, or lay idle; its wrap-up remains (C3, C4)."""
        agent = chat.agent
        assert agent is not None
        chat.ended = self.now
        chat.outcome = Outcome.LEFT_SILENT if chat.gone else Outcome.HANDLED
        self.free_slot(chat)
        if chat.wrap_up > 0:
            chat.wrapping = True
            chat.message = self.now
            self.put_in_inbox(agent, chat)

    # ---- the agent -------------------------------------------------------------------------

    def agent(self, agent: Agent) -> Life:
        """A person at work: one message at a time (P2)."""
        while True:
            agent.called = Event(self.env)
            chat: Chat = yield agent.called
            try:
                yield self.after(self.work_time(agent, chat), Rank.REPLY, agent.number)
            except simpy.Interrupt:  # the customer left while the agent wrote (C3)
                continue
            agent.doing = None
            if chat.wrapping:
                self.wrap_end[chat.number] = self.now
            else:
                self.send_reply(agent, chat)
            self.touch(agent)

    def call(self, agent: Agent, chat: Chat) -> None:
        """Have a free agent begin to work."""
        agent.doing = chat
        if chat.wrapping:
            self.wrap_agent[chat.number], self.wrap_start[chat.number] = agent.number, self.now
        else:
            place = chat.first + chat.round
            self.worked_by[place], self.start[place] = agent.number, self.now
        assert agent.called is not None
        agent.called.succeed(chat)

    def work_time(self, agent: Agent, chat: Chat) -> int:
        """Time that this work takes, fixed at its start (P2, P6, P8) [ticks]."""
        skill = self.skills[agent.group][chat.queue]
        assert skill is not None
        drawn = chat.wrap_up if chat.wrapping else self.work[chat.first + chat.round]
        others = len(agent.open) - (0 if chat.wrapping else 1)
        slowed = drawn * (1.0 + self.scenario.slowdown * others)
        shift = self.duty.shifts[agent.shift]
        assert shift is not None
        speed = skill.speed * float(self.pace.speed[agent.shift]) * shift.pace_at(self.now)
        return max(1, math.floor(slowed / speed + 0.5))

    def send_reply(self, agent: Agent, chat: Chat) -> None:
        """The reply is sent; the chat goes on elsewhere if it is a hard case (C5, P4)."""
        self.reply[chat.first + chat.round] = self.now
        chat.fresh = chat.unhurried = False
        if chat.is_sent_on:
            self.transfer(chat)
        elif agent.handing_back:
            if chat.is_answered_to_the_end:
                self.close(chat)
            else:
                self.let_go(chat)
        self.answer(chat, replied=True)

    def put_in_inbox(self, agent: Agent, chat: Chat) -> None:
        """Add a message, or a wrap-up, to what the agent has to do (P3)."""
        order = self.scenario.groups[agent.group].message_order
        later = order is MessageOrder.FIRST_REPLIES_FIRST and (chat.round > 0 or chat.wrapping)
        heappush(agent.inbox, (int(later), self.now, chat.number, chat))
        self.touch(agent)

    def drop_message(self, agent: Agent, chat: Chat) -> None:
        """Take back a message that waits in the inbox, or stop the work begun on it (C3)."""
        if agent.doing is chat:
            assert agent.process is not None
            agent.doing = None
            agent.process.interrupt()
        else:
            agent.inbox = [entry for entry in agent.inbox if entry[3] is not chat]
            heapify(agent.inbox)

    # ---- slots -----------------------------------------------------------------------------

    def assign(self, chat: Chat, agent: Agent) -> None:
        """Give a waiting chat to an agent: it takes a slot, its message joins the inbox."""
        self.leave_line(chat)
        if chat.assigned == NONE:
            chat.assigned = self.now
        chat.taken = True
        chat.agent = agent
        chat.stint = len(self.stints)
        self.stints.append([chat.number, agent.number, self.now, NONE])
        agent.open[chat] = None
        agent.last_chat = self.now
        for pools in self.pools:
            pools[chat.queue].last = agent.number
        self.update_pools(agent)
        self.put_in_inbox(agent, chat)

    def free_slot(self, chat: Chat) -> None:
        """Take the chat off its agent."""
        agent = chat.agent
        assert agent is not None
        self.stints[chat.stint][3] = self.now
        del agent.open[chat]
        chat.agent = None
        self.update_pools(agent)
        self.touch(agent)

    def let_go(self, chat: Chat) -> None:
        """Free the slot of a chat that will go on with somebody else (P4)."""
        self.free_slot(chat)
        chat.handed_back = True

    def transfer(self, chat: Chat) -> None:
        """Free the slot of a chat that will go on in another queue (C5)."""
        self.free_slot(chat)
        chat.queue = chat.transfer_to
        chat.handed_back = chat.taken = False
        chat.fresh = True

    def hand_back(self, agent: Agent, chat: Chat) -> None:
        """Part with an open chat at the end of a shift or at a break (P4)."""
        if agent.doing is chat:
            return  # `send_reply` lets go of it
        if chat.answered is not None:
            self.drop_message(agent, chat)
            self.let_go(chat)
            self.line_up(chat)
        elif self.message[chat.first + chat.round] == NONE:  # the customer thinks
            self.let_go(chat)
        else:  # closing or idle
            self.close(chat)

    def update_pools(self, agent: Agent) -> None:
        """Tell the queues' pools whether the agent may take one more chat (P2, P6, P7)."""
        window = self.window_limit[agent.group]
        group = self.scenario.groups[agent.group]
        limit = group.limit if window is None else window
        share = 1.0 if agent.shift == NONE else float(self.pace.limit[agent.shift])
        for skill, pool in zip(self.skills[agent.group], self.pools[agent.group], strict=True):
            if skill is not None:
                own = skill.limit if window is None else None
                mine = personal_limit(limit if own is None else own, share)
                pool.update(agent, mine, group.weight)

    def change_limit(self, group: int, limit: int | None) -> None:
        """A window with another limit begins, or ends (None); open chats stay (P2)."""
        self.window_limit[group] = limit
        for agent in self.duty.agents.values():
            if agent.group == group:
                self.update_pools(agent)
        self.settle_in_this_tick()

    # ---- settling --------------------------------------------------------------------------

    def touch(self, agent: Agent) -> None:
        """Look at this agent when the tick settles."""
        self.touched[agent] = None
        if not self.settling:
            self.settle_in_this_tick()

    def settle_in_this_tick(self) -> None:
        """Ask for one settling at the end of this tick."""
        if not self.settling:
            self.settling = True
            Moment(self.env, 0, Rank.SETTLE, 0).add(self.settle)

    def settle(self, _: Event) -> None:
        """Assign what can be assigned; then the free start work, and who is clear may go (A2)."""
        while self.waiting and (pair := self.best_pair()):
            self.assign(*pair)
        touched, self.touched = self.touched, {}
        for agent in touched:
            if agent.doing is None and agent.inbox:
                self.call(agent, heappop(agent.inbox)[3])
            elif agent.is_clear:
                self.duty.leave_if_due(agent)
        self.settling = False

    def best_pair(self) -> tuple[Chat, Agent] | None:
        """The next chat to assign and the agent who takes it, in the order of A1, or None."""
        best: tuple[float, ...] | None = None
        pair: tuple[Chat, Agent] | None = None
        for place, (queue, line) in enumerate(zip(self.scenario.queues, self.lines, strict=True)):
            head = line.head()
            if head is None:
                continue
            lane, entry, number, chat = head
            for skills, pools in zip(self.skills, self.pools, strict=True):
                skill, choice = skills[place], pools[place].best()
                if skill is None or choice is None:
                    continue
                key = (skill.preference, queue.priority, lane, entry, number, *choice[:2])
                if best is None or key < best:
                    best, pair = key, (chat, choice[2])
        return pair

    # ---- the log ---------------------------------------------------------------------------

    def _log(self, stopped: int) -> ChatLog:
        duty, chats = self.duty, self.chats
        for chat in chats:
            if chat.gone and chat.ended == NONE:
                chat.outcome = Outcome.LEFT_SILENT
        stints = np.array(self.stints, dtype=np.int64).reshape(-1, 4)

        def ticks(values: list[int]) -> np.ndarray[Any, np.dtype[np.int64]]:
            return np.array(values, dtype=np.int64)

        return ChatLog(
            outcome=np.array([c.outcome for c in chats], dtype=np.int8),
            arrival=ticks([c.arrival for c in chats]),
            offline=np.array([c.offline for c in chats], dtype=np.int8),
            assigned=ticks([c.assigned for c in chats]),
            left=ticks([c.left for c in chats]),
            ended=ticks([c.ended for c in chats]),
            message=ticks(self.message),
            start=ticks(self.start),
            reply=ticks(self.reply),
            agent=np.array(self.worked_by, dtype=np.int32),
            wrap_agent=np.array(self.wrap_agent, dtype=np.int32),
            wrap_start=ticks(self.wrap_start),
            wrap_end=ticks(self.wrap_end),
            stint_chat=stints[:, 0].copy(),
            stint_agent=stints[:, 1].astype(np.int32),
            stint_start=stints[:, 2].copy(),
            stint_end=stints[:, 3].copy(),
            shift_start=ticks(duty.shift_start),
            shift_end=ticks(duty.shift_end),
            break_start=ticks(duty.break_start),
            break_end=ticks(duty.break_end),
            stopped=stopped,
        )


def _chats(workload: Workload) -> list[Chat]:
    """One `Chat` per customer of the workload."""
    first: list[int] = workload.first_round.tolist()
    rounds: list[int] = workload.rounds.tolist()
    chats = [
        Chat(number, queue, first[number], rounds[number])
        for number, queue in enumerate(workload.queue.tolist())
    ]
    draws = zip(
        chats,
        workload.patience.tolist(),
        workload.silent.tolist(),
        workload.closing.tolist(),
        workload.wrap_up.tolist(),
        strict=True,
    )
    for chat, patience, silent, closing, wrap_up in draws:
        chat.patience, chat.silent, chat.closing, chat.wrap_up = patience, silent, closing, wrap_up
    further = {
        "transfer_to": workload.transfer_to,
        "stays": workload.stays,
        "rounds_if_offline": workload.offline_rounds,
        "retry": workload.retry,
        "retry_delay": workload.retry_delay,
    }
    for name, column in further.items():  # a column that no queue needs is empty
        for chat, value in zip(chats, column.tolist(), strict=False):
            setattr(chat, name, value)
    return chats


def simulate(scenario: Scenario, roster: Roster, workload: Workload) -> ChatLog:
    """Run the floor once."""
    return Floor(scenario, roster, workload).run()
