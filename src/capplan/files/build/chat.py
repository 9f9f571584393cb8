"""Laws, chats and orders."""

from __future__ import annotations

import math

from capplan.files.shape.laws import CountLawShape, TimeLawShape
from capplan.files.shape.queues import ChatShape, ClosedShape, OrdersShape, RetryShape
from capplan.model.chat import Chat, Orders, Patience, PatienceScope, WaitCurve
from capplan.model.laws import CountKind, CountLaw, TimeKind, TimeLaw
from capplan.model.scenario import ClosedHours, Retry


def time_law(shape: TimeLawShape) -> TimeLaw:
    """A law of durations; a cv becomes the shape of its family."""
    kind = TimeKind(shape.law)
    if shape.values is not None:
        values = tuple(float(v) for v in shape.values)
        return TimeLaw(kind, sum(values) / len(values), values=values)
    assert shape.mean is not None
    if shape.mean == math.inf:
        return TimeLaw(TimeKind.DETERMINISTIC, math.inf)
    return TimeLaw(kind, float(shape.mean), _shape(kind, shape))


def _shape(kind: TimeKind, shape: TimeLawShape) -> float:
    if shape.cv is None:
        return 1.0 if shape.shape is None else shape.shape
    return shape.cv**-2 if kind is TimeKind.GAMMA else shape.cv


def count_law(shape: CountLawShape) -> CountLaw:
    """A law of counts from 1."""
    kind = CountKind(shape.law)
    if shape.values is not None:
        return CountLaw(kind, sum(shape.values) / len(shape.values), values=tuple(shape.values))
    assert shape.mean is not None
    return CountLaw(kind, shape.mean, 1.0 if shape.dispersion is None else shape.dispersion)


def build_chat(shape: ChatShape) -> Chat:
    """The course of a chat."""
    patience = shape.patience
    return Chat(
        rounds=count_law(shape.rounds),
        work=time_law(shape.work),
        think=time_law(shape.think),
        messages=count_law(shape.messages),
        replies=count_law(shape.replies),
        patience=Patience(
            scope=PatienceScope[patience.scope.upper()],
            law=time_law(patience),
            at_once=patience.at_once,
            silent=patience.silent,
        ),
        closing_delay=time_law(shape.closing),
        wrap_up=time_law(shape.wrap_up),
        idle_timeout=shape.idle_timeout,
    )


def build_closed(shape: ClosedShape | None) -> ClosedHours | None:
    """What becomes of chats in closed hours."""
    if shape is None:
        return None
    rounds = None if shape.rounds is None else count_law(shape.rounds)
    return ClosedHours(shape.stays, rounds, shape.order == "after_live")


def build_retry(shape: RetryShape | None) -> Retry | None:
    """Lost customers who come back."""
    return shape and Retry(shape.share, time_law(shape.after), shape.attempts)


def build_orders(shape: OrdersShape | None) -> Orders | None:
    """What a served chat is worth."""
    if shape is None:
        return None
    fall = shape.falls_by
    if fall is None:
        curve = WaitCurve.NONE
    else:
        curve = WaitCurve.STEPS if isinstance(fall, tuple) else WaitCurve.EXPONENTIAL
    return Orders(
        conversion=shape.conversion,
        lost_then=shape.lost_then,
        reference_response=shape.at_first_response,
        curve=curve,
        fall_per_minute=fall if isinstance(fall, float) else 0.0,
        steps=fall if isinstance(fall, tuple) else (),
        bot_conversion=shape.bot_conversion,
        silent_orders=shape.silent_orders,
        order_value=shape.order_value,
        margin=shape.margin,
    )
