"""Queues: demand, bot, chat and orders."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from capplan.files.errors import quoted
from capplan.files.shape.base import Shape
from capplan.files.shape.laws import CountLawShape, PatienceShape, TimeLawShape, WorkLawShape
from capplan.files.shape.quantities import (
    Attempts,
    Chats,
    ClockRange,
    ClockTime,
    DelayText,
    Duration,
    DurationAbove,
    FallsBy,
    Moment,
    Money,
    MoneyAbove,
    Multiple,
    Name,
    OnDays,
    OrdersText,
    PerChat,
    PerOrder,
    ProfileText,
    Share,
    ShareAbove,
    ShareBelow,
    ShareWithin,
    Variation,
    Whole,
    one_of,
)
from capplan.files.shape.targets import TargetShape
from capplan.words import listed, say

_PARTS = {
    "sales_target": {"order_value", "chat_share", "conversion", "profile", "on", "times"},
    "daily": {"profile", "on", "times"},
    "volumes": {"sheet", "time", "date", "column", "on", "times"},
    "burst": {"at", "half_life", "times"},
    "follows": {
        "contacts",
        "orders_per_chat",
        "delay",
        "profile",
        "orders_before",
        "faults",
        "times",
    },
}
_NEEDS = {
    "sales_target": ("order_value", "chat_share", "conversion", "profile"),
    "daily": ("profile",),
    "volumes": (),
    "burst": ("at", "half_life"),
    "follows": ("contacts", "delay", "profile", "orders_before"),
}


class FaultShape(Shape):
    """A span whose orders bring more contacts: wrong variants sold, parcels late."""

    from_: Moment = Field(alias="from", description="start of the span")
    to: Moment = Field(description="end of the span")
    share: ShareAbove = Field(description="share of the span's orders that are hit")
    times: Multiple = Field(description="multiplies the contacts of these orders")


class DemandShape(Shape):
    """One part of a queue's demand; the parts of a list add up.

    Either the trade's five numbers (sales_target ...), a daily volume, a table of volumes, a burst
    that decays, or what follows the orders of another queue.
    """

    on: OnDays | None = Field(None, description="days that count; default every day")
    times: Multiple = Field(description="multiplies this part")
    sales_target: MoneyAbove | None = Field(None, description="sales aimed at, per day")
    order_value: MoneyAbove | None = Field(None, description="mean value of an order")
    chat_share: Share | None = Field(None, description="share of orders that follow a chat")
    conversion: ShareAbove | None = Field(None, description="share of chats that end in an order")
    daily: Chats | None = Field(None, description="chats of a whole day")
    profile: ProfileText | None = Field(
        None, description="hourly curve: a name, or 24 numbers of any scale"
    )
    volumes: Name | None = Field(None, description="table of volumes, CSV or XLSX")
    sheet: Name | None = Field(None, description="sheet of an XLSX table")
    time: Name | None = Field(None, description="column that holds the start times")
    date: Name | None = Field(None, description="column that holds the dates")
    column: Name | None = Field(None, description="column that holds the volumes")
    burst: Chats | None = Field(None, description="chats of a burst that decays")
    at: Moment | None = Field(None, description="when the burst starts")
    half_life: DurationAbove | None = Field(None, description="time in which the burst halves")
    follows: Name | None = Field(None, description="name of the queue whose orders these follow")
    contacts: PerOrder | None = Field(None, description="contacts per order")
    orders_per_chat: PerChat | None = Field(
        None, description="orders per chat of that queue, orders without a chat included"
    )
    delay: DelayText | None = Field(
        None, description="shares of an order's contacts by day: its own, the next, and so on"
    )
    orders_before: OrdersText | None = Field(None, description="orders a day before the horizon")
    faults: list[FaultShape] | None = Field(None, description="spans whose orders bring more")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        given = self.given()
        kinds = [kind for kind in _PARTS if kind in given]
        if len(kinds) != 1:
            found = say(", not {found}", found=listed(kinds, "{left} and {right}")) if kinds else ""
            raise ValueError(
                say("needs exactly one of {keys}{what}", keys=listed(_PARTS), what=found)
            )
        kind = kinds[0]
        missing = [key for key in _NEEDS[kind] if key not in given]
        if missing:
            raise ValueError(
                say(
                    "{kind} needs {missing} beside it",
                    kind=kind,
                    missing=listed(missing, "{left} and {right}"),
                )
            )
        odd = sorted(given - _PARTS[kind] - {kind})
        if odd:
            valid = ", ".join(sorted(_PARTS[kind]))
            raise ValueError(
                say(
                    "{quoted} does not belong to {kind} (valid: {valid})",
                    quoted=quoted(odd[0]),
                    kind=kind,
                    valid=valid,
                )
            )
        return self


class BotHoursShape(Shape):
    """Hours in which a bot answers otherwise; what is not given stays."""

    between: ClockRange = Field(description="clock times of each day")
    on: OnDays | None = Field(None, description="days on which they start; default every day")
    contains: Share | None = Field(None, description="share of chats that the bot ends")
    comes_back: ShareWithin | None = Field(None, description="share of these who come back")
    within: DurationAbove | None = Field(None, description="most come back within this time")
    back_from: ClockTime | None = Field(None, description="nobody comes back before this time")

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.given() - {"between", "on"}:
            valid = say("contains, comes_back, within or back_from")
            raise ValueError(say("these hours change nothing; give {valid}", valid=valid))
        return self


class BotShape(Shape):
    """A bot in front of a queue."""

    contains: Share = Field(description="share of chats that the bot ends")
    comes_back: ShareWithin = Field(description="share of these who come back to a person")
    within: DurationAbove = Field(
        description="most come back within this time (exponential, mean half of it)"
    )
    hours: list[BotHoursShape] = Field(description="hours in which it answers otherwise")
    talk: TimeLawShape = Field(description="how long it talks before it passes a chat on")


class ClosedShape(Shape):
    """What becomes of chats that come while nobody who may serve the queue is on shift."""

    stays: Share = Field(description="share of customers who leave a message and stay")
    rounds: CountLawShape | None = Field(
        None, description="rounds of an offline message; nothing: as of a live chat"
    )
    order: Annotated[str, *one_of("by_age", "after_live")] = Field(
        description="offline messages are taken by their age among live chats, or after these"
    )


class RetryShape(Shape):
    """Lost customers who come back."""

    share: Share = Field(description="share of lost customers who come back")
    after: TimeLawShape = Field(description="from the loss to the next attempt")
    attempts: Attempts = Field(description="most attempts of one customer, the first included")


class ChatShape(Shape):
    """The course of a chat."""

    rounds: CountLawShape = Field(description="customer message and reply, times per chat")
    work: WorkLawShape = Field(description="agent's work per round")
    think: TimeLawShape = Field(description="from a reply to the customer's next message")
    messages: CountLawShape = Field(description="customer's messages per round")
    replies: CountLawShape = Field(description="agent's messages per round")
    closing: TimeLawShape = Field(description="time the chat stays open after the last reply")
    wrap_up: TimeLawShape = Field(description="work after the chat; takes no slot")
    idle_timeout: Duration = Field(description="time a silent leaver's slot is held")
    patience: PatienceShape = Field(description="when customers leave")


class OrdersShape(Shape):
    """What a served chat is worth."""

    conversion: Share = Field(description="share of served customers who order")
    at_first_response: Duration = Field(description="first response time at which that holds")
    falls_by: FallsBy = Field(description="10 % per min, a list of steps, or none")
    lost_then: ShareBelow = Field(
        description="share of inquirers lost when conversion was measured over all of them; "
        "0 % if it was measured over those served"
    )
    bot_conversion: Share = Field(description="share of those whom the bot keeps who order")
    silent_orders: Share = Field(description="share of lost customers who order all the same")
    order_value: MoneyAbove = Field(description="mean value of an order")
    margin: Share = Field(description="share of the order value that is earned")


class PriceShape(Shape):
    """What lost and late contacts cost, besides lost orders."""

    lost: Money = Field(description="price of a lost customer")
    late: Money = Field(description="price of an attempt not answered in time, lost ones too")
    late_after: DurationAbove = Field(description="the time in which a first reply is not late")


class UsualShape(Shape):
    """How a queue fares on its other days, for a platform's figures over 30 days."""

    share: ShareAbove = Field(description="usual value of the platform's shares")
    a_day: Chats | None = Field(
        None, description="usual chats a day; nothing: as on normal days of the horizon"
    )


class QueueShape(Shape):
    """One kind of contact."""

    kind: Annotated[str, *one_of("pre_sales", "after_sales", "other")] = Field(
        description="which defaults a silent chat uses"
    )
    priority: Whole = Field(description="among equal preferences the lower goes first")
    own_cv: Variation = Field(description="the queue's own day factor, coefficient of variation")
    demand: list[DemandShape] = Field(description="parts that add up", min_length=1)
    bot: BotShape | None = Field(None, description="the bot in front, or nothing")
    chat: ChatShape = Field(description="the course of a chat")
    transfers: dict[str, Share] = Field(
        description="other queue: share of the chats with a round left that go on there"
    )
    closed: ClosedShape | None = Field(
        None, description="chats of closed hours; nothing: they wait like all others"
    )
    retry: RetryShape | None = Field(None, description="lost customers who come back, or nothing")
    orders: OrdersShape | None = Field(None, description="what a chat is worth, or nothing")
    price: PriceShape | None = Field(None, description="what lost and late contacts cost")
    targets: list[TargetShape] = Field(description="what a plan must reach")
    shop: Name | None = Field(None, description="the shop it belongs to, of several")
    platform: Name | None = Field(None, description="the platform that judges its replies")
    usual: UsualShape | None = Field(None, description="how it fares on days outside the horizon")

    @model_validator(mode="after")
    def _transfers_fit(self) -> Self:
        total = sum(self.transfers.values())
        if total > 1 + 1e-9:
            raise ValueError(
                say(
                    "the transfers add up to {total:g} %; no more than 100 % can go on elsewhere",
                    total=100 * total,
                )
            )
        return self
