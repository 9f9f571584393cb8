"""Bots that fail, or take more than usual (rules I3a and I4e)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from capplan.model.bot import Bot, BotHours
from capplan.model.laws import TimeLaw
from capplan.model.spans import left_of

if TYPE_CHECKING:
    from capplan.model.incidents.incident import Incident
    from capplan.model.scenario import Queue, Scenario


@dataclass(frozen=True, slots=True)
class BotChange:
    """Bots keep another share of the chats of the span; down, they keep none (rule I3a).

    Attributes:
        queues: names of the queues; one without a bot gets one for the span.
        contains: share of the chats that the bot ends [1].
        returns: share of these who come back to a person [1].
        return_delay: time until they do.
    """

    queues: tuple[str, ...]
    contains: float
    returns: float
    return_delay: TimeLaw

    def on_scenario(self, scenario: Scenario, incident: Incident) -> Scenario:
        """Lay the span over the hours of the bots."""
        queues = (
            self._change(q, incident) if q.name in self.queues else q for q in scenario.queues
        )
        return replace(scenario, queues=tuple(queues))

    def _change(self, queue: Queue, incident: Incident) -> Queue:
        bot = queue.bot or Bot(0.0, self.returns, self.return_delay)
        span = BotHours(
            incident.start, incident.end, self.contains, self.returns, self.return_delay,
            talks=self.contains > 0.0,
        )  # fmt: skip
        hours = [*(part for other in bot.hours for part in _outside(other, span)), span]
        hours.sort(key=lambda part: part.start)
        return replace(queue, bot=replace(bot, hours=tuple(hours)))


def _outside(hours: BotHours, span: BotHours) -> list[BotHours]:
    """What of some hours lies outside a span."""
    left = left_of((hours.start, hours.end), [(span.start, span.end)])
    return [replace(hours, start=start, end=end) for start, end in left]
