"""The scenario: everything a run needs to know of a shop, checked as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field

from capplan.model.calendar import Calendar
from capplan.model.chat import Chat, Orders
from capplan.model.demand import DayFactor, RateProfile
from capplan.model.laws import TimeLaw
from capplan.model.pay import PayPlan
from capplan.model.people import Group, PickRule
from capplan.model.provenance import Provenance
from capplan.model.shifts import Roster, ShiftType
from capplan.model.targets import Target
from capplan.units import HOUR


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot in front of a queue (rule D5).

    Attributes:
        contains: probability that the bot ends the chat [1].
        returns: share of the contained who come back to a person [1].
        return_delay: time until they do.
    """

    contains: float
    returns: float
    return_delay: TimeLaw


@dataclass(frozen=True, slots=True)
class Queue:
    """One kind of contact.

    Attributes:
        name: the key in the scenario file.
        demand: expected arrivals through the horizon, before the bot.
        own_cv: coefficient of variation of the queue's own day factor [1].
        priority: among queues at the same preference, the lower goes first.
        chat: the course of a chat.
        bot: the bot in front, or None.
        orders: what a chat is worth, or None.
    """

    name: str
    demand: RateProfile
    own_cv: float
    priority: int
    chat: Chat
    bot: Bot | None
    orders: Orders | None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A shop's chat team over one horizon.

    Attributes:
        name: title of the scenario.
        calendar: the horizon.
        queues: kinds of contact.
        groups: kinds of agents.
        pick: which agent inside a group takes a chat.
        slowdown: share by which work grows per other open chat [1] (rule P2).
        day_factor: how demand strays from its forecast, shared by all queues.
        shift_types: working periods that a plan may use.
        pay_plans: what people cost.
        targets: what a plan must reach.
        rest: time off between two shifts of one person [ticks].
        seats: greatest number of people on shift at once, or None [people].
        roster: the roster written in the scenario, or None.
        provenance: where the values come from.
        digest: hash of the resolved scenario file; "" if made in Python.
    """

    name: str
    calendar: Calendar
    queues: tuple[Queue, ...]
    groups: tuple[Group, ...]
    pick: PickRule
    slowdown: float
    day_factor: DayFactor
    shift_types: tuple[ShiftType, ...] = ()
    pay_plans: tuple[PayPlan, ...] = ()
    targets: tuple[Target, ...] = ()
    rest: int = 10 * HOUR
    seats: int | None = None
    roster: Roster | None = None
    provenance: tuple[Provenance, ...] = field(default=(), repr=False)
    digest: str = ""

    def __post_init__(self) -> None:
        self._check_names()
        served = {s.queue for g in self.groups for s in g.skills}
        for queue in self.queues:
            if queue.demand.edges[0] < 0 or queue.demand.edges[-1] > self.calendar.grid.horizon:
                raise ValueError(f"queue {queue.name}: its demand lies outside the horizon")
            if queue.name not in served and queue.demand.total > 0:
                raise ValueError(f"queue {queue.name}: no group serves it")
        if self.slowdown < 0:
            raise ValueError(f"the slow-down per other chat must be 0 or more, not {self.slowdown}")

    def _check_names(self) -> None:
        queues = {q.name for q in self.queues}
        groups = {g.name for g in self.groups}
        if len(queues) < len(self.queues) or len(groups) < len(self.groups):
            raise ValueError("queues and groups need names of their own")
        for group in self.groups:
            for skill in group.skills:
                if skill.queue not in queues:
                    raise ValueError(f"group {group.name}: there is no queue {skill.queue!r}")
        for target in self.targets:
            if target.queue not in queues:
                raise ValueError(f"a target names the queue {target.queue!r}, which does not exist")
        for shift in self.roster.shifts if self.roster else ():
            if shift.group not in groups:
                raise ValueError(f"a shift names the group {shift.group!r}, which does not exist")

    @property
    def group_names(self) -> tuple[str, ...]:
        """Names of the groups, in order."""
        return tuple(g.name for g in self.groups)

    @property
    def queue_names(self) -> tuple[str, ...]:
        """Names of the queues, in order."""
        return tuple(q.name for q in self.queues)

    def pay_plan(self, group: Group) -> PayPlan:
        """The pay plan of a group."""
        for plan in self.pay_plans:
            if plan.name == group.pay:
                return plan
        raise ValueError(f"group {group.name}: there is no pay plan {group.pay!r}")
