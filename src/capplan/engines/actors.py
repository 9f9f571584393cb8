"""The moments, chats and agents of the reference engine."""

from __future__ import annotations

from collections.abc import Callable

import simpy
from simpy.events import Event, Process

from capplan.engines.contract import NONE, Outcome, Rank
from capplan.sampling import NEVER


class Moment(Event):
    """An event at a tick, with its rank and its number inside that tick (rule A2).

    SimPy's own cascades use the priorities 0 and 1; ranks begin at 2, so whatever a moment sets
    off is over before the next moment comes.
    """

    def __init__(self, env: simpy.Environment, delay: int, rank: Rank, number: int) -> None:
        self.env = env
        self.callbacks = []
        self._value = None
        self._ok = True
        self._defused = False
        env.schedule(self, (rank << 60) | number, delay)  # pyright: ignore[reportArgumentType]

    def then(self, action: Callable[..., None], *about: object) -> None:
        """Have something done when the moment comes."""
        self.add(lambda _: action(*about))

    def add(self, callback: Callable[[Event], None]) -> None:
        """Have a callback called with this moment when it comes."""
        self.callbacks.append(callback)  # pyright: ignore[reportUnknownMemberType]


class Chat:
    """One customer's chat on the floor."""

    __slots__ = (
        "agent", "answered", "arrival", "assigned", "closing", "ended", "first", "fresh", "gone",
        "handed_back", "left", "line_entry", "message", "number", "offline", "outcome",
        "patience", "queue", "retry", "retry_delay", "round", "rounds", "rounds_if_offline",
        "silent", "stays", "stint", "taken", "transfer_to", "unhurried", "wrap_up", "wrapping",
    )  # fmt: skip

    def __init__(self, number: int, queue: int, first: int, rounds: int) -> None:
        self.number = number
        self.queue = queue
        self.first = first  # place of its first round in the workload
        self.rounds = rounds
        self.round = 0
        self.message = NONE  # tick of the message that waits for a reply
        self.answered: Event | None = None  # while a message waits: what its writer waits for
        self.agent: Agent | None = None  # who holds it in a slot
        self.line_entry: tuple[int, int, Chat] | None = None
        self.handed_back = False
        self.fresh = False  # the message that waits is the first after a transfer
        self.unhurried = False  # it was written in closed hours and has no patience
        self.taken = False  # by an agent of its queue, so that patience for the line is met
        self.offline = False  # came in closed hours
        self.gone = False  # left silently
        self.wrapping = False
        self.patience = NEVER
        self.silent = False
        self.closing = 0
        self.wrap_up = 0
        self.transfer_to = NONE
        self.stays = True
        self.rounds_if_offline = rounds
        self.retry = NONE
        self.retry_delay = 0
        self.arrival = NONE
        self.assigned = NONE
        self.left = NONE
        self.ended = NONE
        self.stint = NONE
        self.outcome = Outcome.NOT_COME

    @property
    def is_answered_to_the_end(self) -> bool:
        """Whether no further round will follow, once the waiting message is answered."""
        return self.gone or self.round + 1 == self.rounds

    @property
    def is_sent_on(self) -> bool:
        """Whether the chat goes on in another queue after the reply just sent (C5)."""
        return self.round == 0 and self.transfer_to != NONE and not self.is_answered_to_the_end


class Agent:
    """One person on the floor."""

    __slots__ = (
        "accepting", "breaks_due", "called", "doing", "group", "handing_back", "inbox",
        "last_chat", "leaving", "number", "on_break", "open", "process", "shift",
    )  # fmt: skip

    def __init__(self, number: int, group: int) -> None:
        self.number = number
        self.group = group
        self.open: dict[Chat, None] = {}  # chats that hold a slot, in order of assignment
        self.inbox: list[tuple[int, int, int, Chat]] = []
        self.doing: Chat | None = None
        self.called: Event | None = None  # what the agent's process waits for when free
        self.process: Process | None = None
        self.last_chat = NONE
        self.accepting = False
        self.shift = NONE  # place of the shift in work, NONE if off duty
        self.leaving = False  # the shift is over, chats are not
        self.handing_back = False
        self.on_break = NONE  # place of the break, NONE if not on one
        self.breaks_due: list[tuple[int, int]] = []  # (place, length) not yet begun

    @property
    def is_clear(self) -> bool:
        """Whether nothing keeps the agent on the floor."""
        return not self.open and not self.inbox and self.doing is None
