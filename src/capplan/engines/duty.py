"""Shifts, breaks and limit windows on the floor of the reference engine (rules P2, P4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from capplan.engines.actors import Agent
from capplan.engines.contract import NONE, DutyChange, Rank, first_breaks, on_the_floor
from capplan.model.people import EndRule
from capplan.model.shifts import Roster
from capplan.sampling import attend

if TYPE_CHECKING:
    from capplan.engines.reference import Floor


class Duty:
    """Who is on the floor: begins and ends shifts and breaks."""

    def __init__(self, floor: Floor, roster: Roster) -> None:
        self.floor = floor
        scenario = floor.scenario
        self.shifts = on_the_floor(roster, attend(scenario, roster, floor.workload))
        self.first_break: list[int] = first_breaks(roster).tolist()
        self.shift_start = [NONE] * len(self.shifts)
        self.shift_end = [NONE] * len(self.shifts)
        self.break_start = [NONE] * self.first_break[-1]
        self.break_end = [NONE] * self.first_break[-1]
        self.on = 0
        self.staff = [0] * len(scenario.queues)  # agents on shift who may serve each queue
        self.to_come = sum(s is not None for s in self.shifts)
        group_of = {name: place for place, name in enumerate(scenario.group_names)}
        self.agents = {
            s.agent: Agent(s.agent, group_of[s.group]) for s in self.shifts if s is not None
        }
        self.roster_agents = roster.agents

    @property
    def nobody_left(self) -> bool:
        """Whether no agent is on the floor or still to come."""
        return self.on == 0 and self.to_come == 0

    def schedule(self) -> None:
        """Put every shift, break and limit window into the run."""
        for place, shift in enumerate(self.shifts):
            if shift is None:
                continue
            agent = self.agents[shift.agent]
            self._at(shift.start, agent, DutyChange.SHIFT_START, self.come, place)
            kept = self.first_break[place + 1] - len(shift.breaks)  # earlier ones were over
            for number, (begin, finish) in enumerate(shift.breaks, kept):
                due = (number, finish - begin)
                self._at(begin, agent, DutyChange.BREAK_START, self.break_due, place, *due)
            self._at(shift.end, agent, DutyChange.SHIFT_END, self.go, place)
        for group, terms in enumerate(self.floor.scenario.groups):
            for window in sorted(terms.limit_windows, key=lambda w: w.start):
                number = 4 * self.roster_agents + group
                for tick, limit in ((window.start, window.limit), (window.end, None)):
                    if window.end > 0:
                        moment = self.floor.at(max(0, tick), Rank.DUTY, number)
                        moment.then(self.floor.change_limit, group, limit)

    def come(self, agent: Agent, place: int) -> None:
        """A shift begins; one that ran over into it ends."""
        if agent.shift == NONE:
            self.on += 1
        else:
            self.shift_end[agent.shift] = self.floor.now
        self.to_come -= 1
        self._count(agent, 1)
        self.shift_start[place] = self.floor.now
        agent.shift = place
        agent.leaving = agent.handing_back = False
        self._accept(agent, accepting=True)

    def break_due(self, agent: Agent, shift: int, place: int, length: int) -> None:
        """No new chats; the break begins once the agent is clear."""
        if agent.shift != shift or agent.leaving:
            return
        agent.breaks_due.append((place, length))
        self._stop(agent, self.floor.scenario.groups[agent.group].break_rule)

    def break_over(self, agent: Agent, place: int) -> None:
        """Back to work, or into the next break if it is due."""
        if agent.on_break != place:
            return
        self.break_end[place] = self.floor.now
        agent.on_break = NONE
        if agent.breaks_due:
            self.floor.touch(agent)
        else:
            agent.handing_back = False
            self._accept(agent, accepting=True)

    def go(self, agent: Agent, place: int) -> None:
        """The shift is over; a break ends with it, one not yet begun is skipped."""
        if agent.on_break != NONE:
            self.break_end[agent.on_break] = self.floor.now
            agent.on_break = NONE
        agent.breaks_due.clear()
        agent.leaving = True
        self._count(agent, -1)
        assert agent.shift == place
        shift = self.shifts[place]
        assert shift is not None
        usual = self.floor.scenario.groups[agent.group].end_rule
        self._stop(agent, usual if shift.end_rule is None else shift.end_rule)

    def leave_if_due(self, agent: Agent) -> None:
        """A clear agent goes home, or into a break."""
        if agent.leaving:
            self.shift_end[agent.shift] = self.floor.now
            agent.shift = NONE
            agent.leaving = agent.handing_back = False
            self.on -= 1
        elif agent.breaks_due and agent.on_break == NONE:
            place, length = agent.breaks_due.pop(0)
            agent.on_break = place
            self.break_start[place] = self.floor.now
            end = self.floor.now + length
            self._at(end, agent, DutyChange.BREAK_END, self.break_over, place)

    def _count(self, agent: Agent, change: int) -> None:
        """Note who is on shift for the queues of the agent's group (D6)."""
        for queue, skill in enumerate(self.floor.skills[agent.group]):
            if skill is not None:
                self.staff[queue] += change

    def _stop(self, agent: Agent, rule: EndRule) -> None:
        self._accept(agent, accepting=False)
        if rule is EndRule.HAND_BACK:
            agent.handing_back = True
            for chat in list(agent.open):
                self.floor.hand_back(agent, chat)

    def _accept(self, agent: Agent, *, accepting: bool) -> None:
        agent.accepting = accepting
        self.floor.update_pools(agent)
        self.floor.touch(agent)

    def _at(
        self,
        tick: int,
        agent: Agent,
        change: DutyChange,
        action: Callable[..., None],
        *about: int,
    ) -> None:
        number = 4 * agent.number + change
        self.floor.at(tick, Rank.DUTY, number).then(action, agent, *about)
