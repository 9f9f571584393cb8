"""What a silent scenario means: every default with its mark and source, in one table.

Figures are those of docs/model.md section 10; where that is silent, of the domain notes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from capplan.files.tree import Node, Scalar
from capplan.model.provenance import Mark

AFTER = "after_sales"


@dataclass(frozen=True, slots=True)
class Default:
    """The value of a key that the file does not hold.

    Attributes:
        path: where it goes; ``*`` is any name, a step with ``?`` is filled only if written.
        value: the value as it would be written.
        mark: how far to trust it.
        source: where it comes from.
        after_sales: another value for queues of kind after_sales; None: the same.
        only_if: filled only if this holds for the map that would hold the key.
    """

    path: str
    value: Scalar | tuple[Scalar, ...]
    mark: Mark
    source: str = ""
    after_sales: Scalar = None
    only_if: Callable[[Node], bool] | None = None


def _silent(*keys: str) -> Callable[[Node], bool]:
    return lambda node: not any(node.written(key) for key in keys)


def _has(key: str) -> Callable[[Node], bool]:
    return lambda node: node.written(key)


def _needs_shape(node: Node) -> bool:
    law = node.keys.get("law")
    return law is not None and law.value in {"gamma", "weibull"} and not node.written("cv")


def _law(path: str, law: str, source: str, mark: Mark = Mark.ASSUME) -> tuple[Default, ...]:
    """Family and shape of a law; written values make it empirical."""
    return (
        Default(
            f"{path}.law", "empirical", Mark.DERIVED, "from the values", only_if=_has("values")
        ),
        Default(f"{path}.law", law, mark, source),
        Default(f"{path}.shape", 2, Mark.ASSUME, "start value", only_if=_needs_shape),
    )


def _count(path: str, source: str) -> tuple[Default, ...]:
    return (
        Default(
            f"{path}.law", "empirical", Mark.DERIVED, "from the values", only_if=_has("values")
        ),
        Default(f"{path}.law", "geometric", Mark.ASSUME, source),
    )


_ASSUME, _SOURCED, _DERIVED = Mark.ASSUME, Mark.SOURCED, Mark.DERIVED
_RULE = "rule of the tool"
_NEUTRAL = "nothing was said, nothing is changed"
_WORK = "trade figures: 11 s and 18 s per message, 6 and 8 agent messages a chat"
_CHAT = "queues.*.chat"
_NO_VALUES = _silent("values")
_DEMAND = "queues.*.demand.*"
DELAY = (
    "15 %", "20 %", "15 %", "12 %", "10 %", "8 %", "6 %", "5 %",
    "1.3 %", "1.3 %", "1.3 %", "1.3 %", "1.3 %", "1.3 %", "1.2 %",
)  # fmt: skip
"""Share of an order's contacts by day after it."""
CHAT_SHARE = "20 %"

TABLE: tuple[Default, ...] = (
    Default("days.timezone", "Asia/Shanghai", _ASSUME, "Chinese shops"),
    Default("days.interval", "15 min", _ASSUME, _RULE),
    Default("day_factor.cv", 0.2, _ASSUME, "start value for an event; 0.1 on normal days"),
    Default("floor.pick", "fewest_open", _ASSUME, _RULE),
    Default("floor.slow_down", "2 %", _ASSUME, "start value"),
    Default("floor.rest", "10 h", _ASSUME, "no late shift before an early one"),
    Default("seats", None, _ASSUME),
    # queues
    Default("queues.*.own_cv", 0, _ASSUME, "start value"),
    Default("queues.*.bot", None, _ASSUME),
    Default("queues.*.orders", None, _ASSUME),
    Default("queues.*.closed", None, _ASSUME),
    Default("queues.*.closed?.stays", "60 %", _ASSUME, "no figure found"),
    Default("queues.*.closed?.rounds", None, _ASSUME),
    *_count("queues.*.closed?.rounds?", "start value"),
    Default("queues.*.closed?.order", "by_age", _ASSUME, _RULE),
    Default("queues.*.retry", None, _ASSUME),
    Default("queues.*.retry?.share", "20 %", _ASSUME, "start value"),
    Default("queues.*.retry?.after.mean", "20 min", _ASSUME, "start value", only_if=_NO_VALUES),
    *_law("queues.*.retry?.after", "exponential", "start value"),
    Default("queues.*.retry?.attempts", 3, _ASSUME, _RULE),
    Default("queues.*.demand.*.times", 1, _DERIVED, _NEUTRAL),
    Default(
        "queues.*.demand.*.chat_share",
        CHAT_SHARE,
        _SOURCED,
        "trade formula; no survey found",
        only_if=_has("sales_target"),
    ),
    Default(
        "queues.*.demand.*.profile",
        "normal",
        _SOURCED,
        "Taobao clicks 2017, a proxy of chats",
        only_if=lambda n: any(n.written(key) for key in ("sales_target", "daily", "follows")),
    ),
    Default(
        "queues.*.demand.*.half_life",
        "40 min",
        _ASSUME,
        "30 to 45 min in the trade",
        only_if=_has("burst"),
    ),
    Default(
        f"{_DEMAND}.contacts",
        0.15,
        _ASSUME,
        "normal days; 0.25 in an event",
        only_if=_has("follows"),
    ),
    Default(
        f"{_DEMAND}.delay",
        DELAY,
        _ASSUME,
        "the most come on the next days, parcels arrive in days 1 to 4",
        only_if=_has("follows"),
    ),
    Default(
        f"{_DEMAND}.orders_before", "0 orders", _ASSUME, "start value", only_if=_has("follows")
    ),
    Default(f"{_DEMAND}.faults", None, _ASSUME, only_if=_has("follows")),
    Default(f"{_DEMAND}.faults.*.times", 5, _ASSUME, "no figure found"),
    Default(
        "queues.*.bot?.contains", "35 %", _ASSUME, "normal days, between vendor figures", "45 %"
    ),
    Default("queues.*.bot?.comes_back", "30 %", _ASSUME, "70 % of contained chats are solved"),
    Default("queues.*.bot?.within", "2 h", _ASSUME, "start value"),
    Default("queues.*.bot?.talk.mean", "0 s", _ASSUME, "start value", only_if=_NO_VALUES),
    *_law("queues.*.bot?.talk", "deterministic", _NEUTRAL, Mark.DERIVED),
    # chat
    Default(
        f"{_CHAT}.rounds.mean",
        5,
        _SOURCED,
        "one agent-day of an export: 5.2 buyer messages",
        6,
        only_if=_NO_VALUES,
    ),
    *_count(f"{_CHAT}.rounds", "start value"),
    Default(f"{_CHAT}.work.mean", "13 s", _ASSUME, _WORK, "24 s", only_if=_NO_VALUES),
    *_law(f"{_CHAT}.work", "gamma", "start value"),
    Default(
        f"{_CHAT}.think.mean",
        "80 s",
        _DERIVED,
        "one agent-day: (528 - 5 x 37.8) / 4 s",
        only_if=_NO_VALUES,
    ),
    *_law(f"{_CHAT}.think", "exponential", "start value"),
    Default(
        f"{_CHAT}.messages.mean",
        1.04,
        _DERIVED,
        "5.2 buyer messages / 5 rounds",
        only_if=_NO_VALUES,
    ),
    *_count(f"{_CHAT}.messages", "start value"),
    Default(
        f"{_CHAT}.replies.mean",
        1.2,
        _DERIVED,
        "6 (after-sales 8) agent messages / rounds",
        1.33,
        only_if=_NO_VALUES,
    ),
    *_count(f"{_CHAT}.replies", "start value"),
    Default(f"{_CHAT}.closing.mean", "0 s", _ASSUME, "start value", only_if=_NO_VALUES),
    *_law(f"{_CHAT}.closing", "deterministic", _NEUTRAL, Mark.DERIVED),
    Default(f"{_CHAT}.wrap_up.mean", "0 s", _ASSUME, "start value", only_if=_NO_VALUES),
    *_law(f"{_CHAT}.wrap_up", "deterministic", _NEUTRAL, Mark.DERIVED),
    Default(f"{_CHAT}.idle_timeout", "120 s", _ASSUME, "start value"),
    Default(f"{_CHAT}.patience.scope", "first_reply", _ASSUME, "start value"),
    Default(
        f"{_CHAT}.patience.mean",
        "5 min",
        _ASSUME,
        "normal days; 3 min in an event",
        only_if=_NO_VALUES,
    ),
    *_law(f"{_CHAT}.patience", "weibull", "an exponential law loses too many at once"),
    Default(f"{_CHAT}.patience.at_once", "0 %", _ASSUME, "start value"),
    Default(f"{_CHAT}.patience.silent", "100 %", _ASSUME, "shop messengers: the message stays"),
    # orders
    Default("queues.*.orders?.at_first_response", "20 s", _ASSUME, "usual first response times"),
    Default("queues.*.orders?.falls_by", "10 % per min", _SOURCED, "a vendor's figure, unaudited"),
    Default("queues.*.orders?.lost_then", "0 %", _ASSUME, "conversion holds for those served"),
    Default("queues.*.price", None, _ASSUME),
    Default("queues.*.price?.lost", "0 yuan", _DERIVED, _NEUTRAL),
    Default("queues.*.price?.late", "0 yuan", _DERIVED, _NEUTRAL),
    Default("queues.*.price?.late_after", "3 min", _ASSUME, "start value"),
    # shops and platforms
    Default("queues.*.shop", None, _ASSUME),
    Default("queues.*.platform", None, _ASSUME),
    Default("queues.*.usual", None, _ASSUME),
    Default("queues.*.usual?.share", "98 %", _ASSUME, "start value"),
    Default("queues.*.usual?.a_day", None, _ASSUME),
    # people
    Default("groups.*.temporary", False, _DERIVED, _NEUTRAL),
    Default("groups.*.at_once", 6, _ASSUME, "5 to 15 in the trade"),
    Default("groups.*.speed", "100 %", _DERIVED, _NEUTRAL),
    Default("groups.*.absent", "0 %", _ASSUME, "start value"),
    Default("groups.*.pay_plan", None, _ASSUME),
    Default("groups.*.pay_plan?.as", None, _ASSUME),
    Default("groups.*.pay_plan?.figures", None, _ASSUME),
    Default("groups.*.hire", None, _ASSUME),
    Default("groups.*.hire?.training", "0 h", _DERIVED, _NEUTRAL),
    Default("groups.*.hire?.at_least", "0 h", _DERIVED, _NEUTRAL),
    Default("groups.*.hire?.lead", "2 weeks", _ASSUME, "hire 30 days ahead, train 14 to 7 before"),
    Default("groups.*.hire?.drop_out", "0 %", _ASSUME, "start value"),
    Default("groups.*.hire?.days_a_week", 5, _ASSUME, "nobody comes for less; no figure found"),
    Default("groups.*.hire?.needed_by", None, _ASSUME),
    Default("groups.*.at_end", "finish", _ASSUME, _RULE),
    Default("groups.*.at_break", "finish", _ASSUME, _RULE),
    Default("groups.*.order", "arrival", _ASSUME, _RULE),
    Default("groups.*.weight", "100 %", _DERIVED, _NEUTRAL),
    Default("groups.*.learning", None, _ASSUME),
    Default("groups.*.learning?.mentors", None, _ASSUME),
    Default("groups.*.learning?.mentor_loss", "20 %", _ASSUME, "no figure found"),
    Default("groups.*.learning?.taught_for", "2 weeks", _ASSUME, "start value"),
    Default("groups.*.handles.*.conversion", 1, _DERIVED, _NEUTRAL),
    Default("groups.*.handles.*.at_once", None, _ASSUME),
    # campaign
    Default("campaign", None, _ASSUME),
    Default("campaign?.planned_on", None, _ASSUME),
    Default("campaign?.peak", None, _ASSUME),
    Default("campaign?.days_in_a_row", 6, _SOURCED, "Labour Law of the PRC, art. 38"),
    Default("campaign?.overtime", "36 h", _SOURCED, "Labour Law of the PRC, art. 41"),
    # shifts and pay
    Default("shifts.*.groups", "all", _DERIVED, _NEUTRAL),
    Default("shifts.*.on", "every day", _DERIVED, _NEUTRAL),
    Default("shifts.*.people", None, _ASSUME),
    Default("shifts.*.allowance", "0 yuan", _DERIVED, _NEUTRAL),
    Default("pay.*.employer", "27 %", _DERIVED, "insurance rates, without housing fund"),
    Default("pay.*.at_least", "0 h", _DERIVED, _NEUTRAL),
    Default("pay.*.overtime", "150 %", _SOURCED, "Labour Law of the PRC, art. 44"),
    # incidents
    *(
        Default(f"incidents.*.{key}?.groups", "all", _DERIVED, _NEUTRAL)
        for key in ("gone", "absent", "work", "overtime")
    ),
    *(
        Default(f"incidents.*.{key}?.queues", "all", _DERIVED, _NEUTRAL)
        for key in ("volume", "bot")
    ),
    Default("incidents.*.moved?.takes", "1 h", _ASSUME, "no figure found"),
    Default("incidents.*.moved?.speed", "85 %", _ASSUME, "unfamiliar machines; no figure found"),
    Default("incidents.*.back?.speed", "85 %", _ASSUME, "no figure found"),
    Default("incidents.*.back?.for", "1 h", _ASSUME, "no figure found"),
    Default("incidents.*.bot?.comes_back", "30 %", _ASSUME, "70 % of contained chats are solved"),
    Default("incidents.*.bot?.within", "2 h", _ASSUME, "start value"),
    Default(
        "incidents.*.faulty_orders?.contacts", 1, _DERIVED, "0.25 an order in an event x (5 - 1)"
    ),
    Default(
        "incidents.*.faulty_orders?.delay",
        DELAY,
        _ASSUME,
        "the most come on the next days, parcels arrive in days 1 to 4",
    ),
    Default(
        "incidents.*.faulty_orders?.profile",
        "normal",
        _SOURCED,
        "Taobao clicks 2017, a proxy of chats",
    ),
    Default("incidents.*.moved_in?.speed", "80 %", _ASSUME, "as in a queue not their own"),
)
"""Later rows see what earlier rows filled in."""

CURVES: dict[str, tuple[dict[str, str], str]] = {
    "speed": (
        {"1 week": "50 %", "2 weeks": "65 %", "4 weeks": "80 %", "12 weeks": "100 %"},
        "typing at 62 % of the three-month level (case 000); no survey found",
    ),
    "at_once": (
        {"0 weeks": "50 %", "12 weeks": "100 %"},
        "newcomers hold half as many chats as others",
    ),
}
"""Learning curves of newcomers: points and source."""

EMPTY_LISTS = (
    "queues.*.targets",
    "queues.*.bot.hours",
    "groups.*.at_once_windows",
    "shifts.*.break",
    "roster",
    "campaign.moves",
)
"""Lists that are empty if silent."""
EMPTY_MAPS = (
    "calendar",
    "day_factor",
    "floor",
    "shifts",
    "pay",
    "platforms",
    "queues.*.chat",
    "queues.*.bot.talk",
    "queues.*.transfers",
    "queues.*.retry.after",
    *(
        f"queues.*.chat.{law}"
        for law in (
            "rounds",
            "work",
            "think",
            "messages",
            "replies",
            "closing",
            "wrap_up",
            "patience",
        )
    ),
)
"""Maps that are there even if silent, so that their keys can be filled in."""
