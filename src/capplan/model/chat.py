"""A kind of chat: its rounds, work, think time, patience and orders (rules C1 to C6)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from capplan.model.laws import CountLaw, TimeLaw


class PatienceScope(IntEnum):
    """What a customer's patience waits for (rule C2)."""

    LINE = 0
    """Until an agent takes the chat."""
    FIRST_REPLY = 1
    """Until the first reply is sent."""
    EVERY_REPLY = 2
    """Until each reply is sent, from the customer's message."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long customers wait before they leave (rules C2 and C3).

    Attributes:
        scope: what the patience waits for.
        law: the time until a customer leaves; a mean of infinity never leaves.
        at_once: share of customers whose patience is zero [1].
        silent: share of leavers who go without closing the chat [1].
    """

    scope: PatienceScope
    law: TimeLaw
    at_once: float
    silent: float


@dataclass(frozen=True, slots=True)
class Chat:
    """The course of a chat in one queue (rules C1, C3 and C4).

    Attributes:
        rounds: law of the number of rounds.
        work: agent's work per round at speed 1 with one chat open.
        think: time from a reply to the customer's next message.
        messages: law of the customer's messages per round; they count as one round.
        replies: law of the agent's messages per reply.
        patience: when customers leave.
        closing_delay: time for which the chat holds its slot after the last reply.
        wrap_up: agent's work after the closing; holds no slot.
        idle_timeout: time for which a silent leaver's slot is held after the reply [ticks].
    """

    rounds: CountLaw
    work: TimeLaw
    think: TimeLaw
    messages: CountLaw
    replies: CountLaw
    patience: Patience
    closing_delay: TimeLaw
    wrap_up: TimeLaw
    idle_timeout: int


class WaitCurve(StrEnum):
    """How conversion falls with the first response time (rule C6)."""

    NONE = "none"
    EXPONENTIAL = "exponential"
    STEPS = "steps"


@dataclass(frozen=True, slots=True)
class Orders:
    """What a served chat is worth (rule C6); read off the log after the run.

    Attributes:
        conversion: share of served customers who order, at the reference response time [1].
        lost_then: share of inquirers lost when `conversion` was measured, if it was measured over
            all inquirers; 0 if over those served [1].
        reference_response: first response time at which `conversion` holds [ticks].
        curve: how conversion falls with the first response time.
        fall_per_minute: for the exponential curve: relative fall in one minute [1].
        steps: for the steps curve: (up to this response time [ticks], share of the best [1]),
            rising; the last holds beyond.
        bot_conversion: share of the customers whom the bot keeps who order [1].
        silent_orders: share of lost or unanswered customers who order all the same [1].
        order_value: mean value of an order [yuan].
        margin: share of the order value that is earned [1].
    """

    conversion: float
    lost_then: float
    reference_response: int
    curve: WaitCurve
    fall_per_minute: float
    steps: tuple[tuple[int, float], ...]
    bot_conversion: float
    silent_orders: float
    order_value: float
    margin: float
