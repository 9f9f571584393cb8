"""Incidents, laid on the horizon of a scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from capplan.files.build.bot import return_delay
from capplan.files.build.demand import shares_of_hours
from capplan.files.fill import orders_per_chat
from capplan.files.references import ALL
from capplan.files.shape.incidents import FaultyOrdersShape, IncidentShape
from capplan.files.shape.moments import When
from capplan.files.shape.scenario import ScenarioShape
from capplan.files.tree import Node, Path, Problems
from capplan.model.follow_on import ContactsOfOrders
from capplan.model.incidents import (
    Absent,
    BotChange,
    BreaksLater,
    CalledIn,
    FaultyOrders,
    Gone,
    Incident,
    MovedIn,
    Overtime,
    Slower,
    Volume,
)
from capplan.model.incidents.incident import DemandEffect, PeopleEffect
from capplan.model.scenario import Scenario
from capplan.units import DAY, HOUR
from capplan.words import say


def build_incidents(
    shape: ScenarioShape, scenario: Scenario, filled: Node, problems: Problems
) -> list[Incident]:
    """The incidents of a scenario that is built but for them; notes what is wrong on the way.

    Args:
        shape: the checked file.
        scenario: the shop without its incidents.
        filled: the tree of the file.
        problems: where to note.
    """
    builder = _Builder(shape, scenario, filled, problems)
    found = (builder.build(name, incident) for name, incident in shape.incidents.items())
    return [incident for incident in found if incident is not None]


class _Builder:
    def __init__(
        self, shape: ScenarioShape, scenario: Scenario, filled: Node, problems: Problems
    ) -> None:
        self.shape = shape
        self.scenario = scenario
        self.filled = filled
        self.problems = problems

    def build(self, name: str, shape: IncidentShape) -> Incident | None:
        path: Path = ("incidents", name)
        span = self._span(shape, path)
        if span is None:
            return None
        start, end = span
        announced = None
        if shape.announced is not None:
            before = shape.announced.before
            announced = self._tick(shape.announced) if before is None else start - before
            if announced > start:
                text = say("it is announced after it starts; leave announced out")
                self.problems.add((*path, "announced"), text)
        return Incident(
            name, start, end, announced, shape.says or "",
            tuple(self._demand(shape, path)), tuple(self._people(shape)),
        )  # fmt: skip

    # ---- when ------------------------------------------------------------------------------

    def _span(self, shape: IncidentShape, path: Path) -> tuple[int, int] | None:
        start = self._tick(shape.from_)
        end = start + (shape.lasts or 0) if shape.to is None else self._tick(shape.to)
        if end <= start:
            self.problems.add((*path, "to"), say("the incident ends before it starts"))
            return None
        calendar = self.scenario.calendar
        if start >= calendar.grid.horizon or end <= 0:
            text = say(
                "the incident lies outside the horizon, {first} to {last}; days are counted from "
                "the first of the horizon",
                first=f"{calendar.start:%Y-%m-%d %H:%M}", last=f"{calendar.end:%Y-%m-%d %H:%M}",
            )  # fmt: skip
            self.problems.add((*path, "from"), text)
            return None
        return start, end

    def _tick(self, when: When) -> int:
        calendar = self.scenario.calendar
        if when.moment is not None:
            return calendar.tick(when.moment)
        if when.day is not None:
            return calendar.first_midnight + (when.day - 1) * DAY + when.clock
        return busiest_hour(self.scenario)

    # ---- who -------------------------------------------------------------------------------

    def _groups(self, named: list[str]) -> tuple[str, ...]:
        return _names(named, self.shape.groups)

    def _queues(self, named: list[str]) -> tuple[str, ...]:
        return _names(named, self.shape.queues)

    # ---- what ------------------------------------------------------------------------------

    def _demand(self, shape: IncidentShape, path: Path) -> Iterator[DemandEffect]:
        if shape.volume is not None:
            yield Volume(self._queues(shape.volume.queues), shape.volume.times)
        if shape.faulty_orders is not None:
            yield from self._faulty(shape.faulty_orders, (*path, "faulty_orders"))
        if shape.bot is not None:
            named = self._queues(shape.bot.queues)
            if ALL in shape.bot.queues:
                named = tuple(q.name for q in self.scenario.queues if q.bot is not None)
            if not named:
                text = say("no queue has a bot; name queues that get one for the span")
                self.problems.add((*path, "bot", "queues"), text)
            delay = return_delay(shape.bot.within)
            yield BotChange(named, shape.bot.contains, shape.bot.comes_back, delay)

    def _people(self, shape: IncidentShape) -> Iterator[PeopleEffect]:
        if shape.absent is not None:
            yield Absent(self._groups(shape.absent.groups), shape.absent.share)
        if shape.gone is not None:
            yield Gone(
                groups=self._groups(shape.gone.groups),
                share=shape.gone.share,
                back_speed=shape.back.speed if shape.back else 1.0,
                back_for=shape.back.for_ if shape.back else 0,
                moved=shape.moved.people if shape.moved else 0,
                moved_speed=shape.moved.speed if shape.moved else 1.0,
                takes=shape.moved.takes if shape.moved else 0,
            )
        if shape.work is not None:
            yield Slower(self._groups(shape.work.groups), shape.work.times)
        if shape.breaks_wait is not None:
            yield BreaksLater(self._groups(shape.breaks_wait))
        if shape.overtime is not None:
            yield Overtime(self._groups(shape.overtime.groups), shape.overtime.most)
        if shape.moved_in is not None:
            moved = shape.moved_in
            yield MovedIn(moved.people, moved.from_, moved.to, moved.speed)
        if shape.called_in is not None:
            yield CalledIn(shape.called_in.people, shape.called_in.group)

    def _faulty(self, shape: FaultyOrdersShape, path: Path) -> Iterator[FaultyOrders]:
        """The effect for each queue whose orders go wrong."""
        rates = {
            name: rate
            for name in self.shape.queues
            if (rate := self._orders_per_chat(name)) is not None
        }
        sources = list(rates) if shape.of is None else [shape.of]
        if not set(sources) & set(rates):
            self.problems.add(
                path,
                say(
                    "no orders are known that could go wrong; write orders, or a sales target, "
                    "under a queue"
                ),
            )
            return
        for source in sources:
            into = shape.into or self._after(source)
            if into is None:
                self.problems.add(
                    (*path, "into"),
                    say("say in which queue the contacts of {queue} come", queue=source),
                )
                return
            if into == source:
                self.problems.add((*path, "into"), say("must be another queue than the orders'"))
                return
            yield FaultyOrders(
                source, into, shape.share, rates[source],
                ContactsOfOrders(
                    shape.contacts, shape.delay, tuple(shares_of_hours(shape.profile).tolist())
                ),
            )  # fmt: skip

    def _orders_per_chat(self, name: str) -> float | None:
        """Orders per chat of a queue: as others that follow it say, or by its own values."""
        for queue in self.shape.queues.values():
            for part in queue.demand:
                if part.follows == name and part.orders_per_chat is not None:
                    return part.orders_per_chat
        queue = self.scenario.queues[list(self.shape.queues).index(name)]
        node = self.filled.find(("queues", name))
        found = orders_per_chat(node) if node is not None and queue.demand.total else None
        return None if found is None else found[0]

    def _after(self, source: str) -> str | None:
        """The queue that follows these orders, or the only after-sales queue of the shop."""
        queues = self.shape.queues
        following = [n for n, q in queues.items() if any(p.follows == source for p in q.demand)]
        shop = queues[source].shop
        after = [n for n, q in queues.items() if q.kind == "after_sales" and q.shop == shop]
        return next((names[0] for names in (following, after) if len(names) == 1), None)


def busiest_hour(scenario: Scenario) -> int:
    """Start of the hour in which most customers are expected; of several the first [ticks]."""
    edges = scenario.calendar.edges()
    expected = np.sum([q.expected.between(edges) for q in scenario.queues], axis=0)
    hour = min(expected.size, max(1, HOUR // scenario.calendar.grid.interval))
    sums = np.convolve(expected, np.ones(hour), mode="valid")
    return int(edges[int(np.argmax(sums >= (1.0 - 1e-9) * sums.max()))])


def _names(named: list[str], known: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(known) if ALL in named else tuple(dict.fromkeys(named))
