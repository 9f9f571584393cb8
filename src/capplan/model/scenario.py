"""The scenario: everything a run needs to know of a shop, checked as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field

from capplan.model.bot import Bot
from capplan.model.calendar import Calendar
from capplan.model.campaign import Campaign
from capplan.model.chat import Chat, Orders
from capplan.model.demand import DayFactor, RateProfile
from capplan.model.follow_on import FollowOn
from capplan.model.incidents.incident import Incident
from capplan.model.laws import CountLaw, TimeLaw
from capplan.model.pay import PayPlan
from capplan.model.people import Group, PickRule
from capplan.model.platform import Platform, Usual
from capplan.model.provenance import Mark, Provenance
from capplan.model.shifts import Roster, ShiftType
from capplan.model.targets import Target
from capplan.units import HOUR
from capplan.words import html, moment, say


@dataclass(frozen=True, slots=True)
class Transfer:
    """Cases that go on to another queue after their first reply (rule C5).

    Attributes:
        queue: name of the other queue.
        share: share of the chats with a round left that go there [1].
    """

    queue: str
    share: float


@dataclass(frozen=True, slots=True)
class ClosedHours:
    """What becomes of chats that come while nobody who may serve the queue is on shift (rule D6).

    Attributes:
        stays: probability that the customer leaves a message and stays [1].
        rounds: law of the number of rounds of an offline message; None: as of a live chat.
        after_live: whether offline messages are taken after all live chats, not by their age.
    """

    stays: float
    rounds: CountLaw | None
    after_live: bool


@dataclass(frozen=True, slots=True)
class Retry:
    """Lost customers who come back (rule D7).

    Attributes:
        share: probability that a lost customer comes back [1].
        delay: from the loss to the next attempt.
        attempts: most attempts of one customer, the first included.
    """

    share: float
    delay: TimeLaw
    attempts: int

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError(
                say("the share who try again must lie in 0 to 1, not {share}", share=self.share)
            )
        if self.attempts < 1:
            raise ValueError(
                say("a customer makes at least 1 attempt, not {attempts}", attempts=self.attempts)
            )


@dataclass(frozen=True, slots=True)
class ContactPrice:
    """What bad service costs besides lost orders (rule E3a).

    Attributes:
        lost: price of a lost customer [yuan].
        late: price of an attempt whose first reply is not sent in time, lost ones too [yuan].
        late_after: the time [ticks].
    """

    lost: float
    late: float
    late_after: int


@dataclass(frozen=True, slots=True)
class Queue:
    """One kind of contact.

    Attributes:
        name: the key in the scenario file.
        demand: expected arrivals of its own through the horizon, before the bot.
        own_cv: coefficient of variation of the queue's own day factor [1].
        priority: among queues at the same preference, the lower goes first.
        chat: the course of a chat.
        bot: the bot in front, or None.
        orders: what a chat is worth, or None.
        transfers: where hard cases go on, shares of at most 1 in all.
        closed: what becomes of chats in closed hours; None: they wait like all others.
        retry: lost customers who come back, or None.
        shop: name of the shop it belongs to; "" for the only one.
        follow_ons: arrivals that follow the orders of other queues (rule D4).
        platform: the platform that judges its replies, or None.
        usual: how it fares on other days, or None.
        price: what lost and late contacts cost, or None.
    """

    name: str
    demand: RateProfile
    own_cv: float
    priority: int
    chat: Chat
    bot: Bot | None
    orders: Orders | None
    transfers: tuple[Transfer, ...] = ()
    closed: ClosedHours | None = None
    retry: Retry | None = None
    shop: str = ""
    follow_ons: tuple[FollowOn, ...] = ()
    platform: Platform | None = None
    usual: Usual | None = None
    price: ContactPrice | None = None

    @property
    def expected(self) -> RateProfile:
        """All expected arrivals through the horizon, before the bot, at day factors of 1."""
        total = self.demand
        for part in self.follow_ons:
            total = total.plus(part.rate())
        return total


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
        campaign: what one plan over all its days must know, or None.
        incidents: what strikes; of their effects those on demand are done already, those on people
            are done to a roster before it runs (`model.incidents.on_the_day`).
        calm: the shop without incidents, whose customers come all the same; None where none strike.
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
    campaign: Campaign | None = None
    incidents: tuple[Incident, ...] = ()
    calm: Scenario | None = field(default=None, repr=False)
    provenance: tuple[Provenance, ...] = field(default=(), repr=False)
    digest: str = ""

    def __post_init__(self) -> None:
        self._check_names()
        served = {s.queue for g in self.groups for s in g.skills}
        for queue in self.queues:
            self._check_follow_ons(queue)
            expected = queue.expected
            if expected.edges[0] < 0 or expected.edges[-1] > self.calendar.grid.horizon:
                raise ValueError(
                    say("queue {name}: its demand lies outside the horizon", name=queue.name)
                )
            if queue.name not in served and expected.total > 0:
                raise ValueError(say("queue {name}: no group serves it", name=queue.name))
            self._check_transfers(queue)
        if self.slowdown < 0:
            raise ValueError(
                say(
                    "the slow-down per other chat must be 0 or more, not {slowdown}",
                    slowdown=self.slowdown,
                )
            )

    def _check_names(self) -> None:
        queues = {q.name for q in self.queues}
        groups = {g.name for g in self.groups}
        if len(queues) < len(self.queues) or len(groups) < len(self.groups):
            raise ValueError(say("queues and groups need names of their own"))
        for group in self.groups:
            for skill in group.skills:
                if skill.queue not in queues:
                    raise ValueError(
                        say(
                            "group {name}: there is no queue {queue!r}",
                            name=group.name,
                            queue=skill.queue,
                        )
                    )
        for group in self.groups:
            mentors = group.learning.mentors if group.learning else None
            if mentors is not None and (mentors not in groups or mentors == group.name):
                raise ValueError(
                    say(
                        "group {name}: {mentors!r} is no other group to teach it",
                        name=group.name,
                        mentors=mentors,
                    )
                )
        for target in self.targets:
            if target.queue not in queues:
                raise ValueError(
                    say(
                        "a target names the queue {queue!r}, which does not exist",
                        queue=target.queue,
                    )
                )
        for shift in self.roster.shifts if self.roster else ():
            if shift.group not in groups:
                raise ValueError(
                    say(
                        "a shift names the group {group!r}, which does not exist", group=shift.group
                    )
                )

    def _check_follow_ons(self, queue: Queue) -> None:
        known = {q.name: q for q in self.queues}
        reached: set[str] = set()
        ahead = [part.queue for part in queue.follow_ons]
        while ahead:
            name = ahead.pop()
            if name not in known:
                text = say(
                    "queue {name}: it follows the queue {name_2!r}, which does not exist",
                    name=queue.name,
                    name_2=name,
                )
                raise ValueError(text)
            if known[name].follow_ons and not known[name].demand.total:
                raise ValueError(
                    say(
                        "queue {name}: it follows {name_2}, which itself only follows",
                        name=queue.name,
                        name_2=name,
                    )
                )
            if name not in reached:
                reached.add(name)
                ahead += [part.queue for part in known[name].follow_ons]
        if queue.name in reached:
            raise ValueError(say("queue {name}: it follows itself, in a circle", name=queue.name))

    def _check_transfers(self, queue: Queue) -> None:
        for transfer in queue.transfers:
            if transfer.queue == queue.name:
                raise ValueError(say("queue {name}: a transfer to itself", name=queue.name))
            if transfer.queue not in {q.name for q in self.queues}:
                text = say(
                    "queue {name}: a transfer names the queue {queue!r}",
                    name=queue.name,
                    queue=transfer.queue,
                )
                raise ValueError(say("{text}, which does not exist", text=text))
        if not 0 <= sum(t.share for t in queue.transfers) <= 1 + 1e-9:
            raise ValueError(
                say("queue {name}: its transfers must add up to 0 to 100 %", name=queue.name)
            )

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        start, end = moment(self.calendar.start), moment(self.calendar.end)
        rows = [
            (q.name, f"{q.expected.total:,.0f}", ", ".join(self._serving(q.name)))
            for q in self.queues
        ]
        lines = [
            say("{start} to {end}", start=start, end=end),
            say(
                "{groups} groups, {shifts} shift types, {targets} targets, {assumed} values "
                "assumed.",
                groups=len(self.groups),
                shifts=len(self.shift_types),
                targets=len(self.targets),
                assumed=sum(p.mark is Mark.ASSUME for p in self.provenance),
            ),
        ]
        heads = (say("queue"), say("customers"), say("served by"))
        return html(self.name, lines, heads, rows)

    def _serving(self, queue: str) -> list[str]:
        return [g.name for g in self.groups if g.skill(queue)]

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
        raise ValueError(
            say("group {name}: there is no pay plan {pay!r}", name=group.name, pay=group.pay)
        )
