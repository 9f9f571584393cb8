"""Columns of tables as the workbook shows them: head in the reader's language, format, width."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from capplan.report.names import ANSWERS, COST_PARTS, MARKS, MEASURES
from capplan.words import Sentence, say, tell

HEADS: dict[str, Sentence] = {
    "date": say("date"),
    "group": say("group"),
    "shift": say("shift"),
    "queue": say("queue"),
    "target": say("target"),
    "window": say("window"),
    "joined": say("joined"),
    "start": say("start"),
    "end": say("end"),
    "breaks": say("breaks"),
    "people": say("people"),
    "paid_h": say("paid hours"),
    "cost_yuan": say("cost, yuan"),
    "part": say("part of the cost"),
    "chats": say("chats"),
    "needed": say("needed by theory"),
    "on_floor": say("people on the floor"),
    "customers": say("customers"),
    "contained": say("kept by the bot"),
    "offered": say("to people"),
    "handled": say("answered to the end"),
    "lost": say("lost"),
    "lost_share": say("lost, % of chats"),
    "first_response_s": say("first response, s"),
    "response_s": say("response, s"),
    "first_response_p90_s": say("first response, 90 % within, s"),
    "response_p90_s": say("response, 90 % within, s"),
    "reply_within_180s": say("replies within 3 min"),
    "orders": say("orders"),
    "sales_yuan": say("sales, yuan"),
    "lost_sales_yuan": say("lost sales, yuan"),
    "lost_margin_yuan": say("lost margin, yuan"),
    "answer_ask_ratio": say("answer/ask ratio"),
    "on_shift_h": say("hours on shift"),
    "break_h": say("hours of breaks"),
    "work_h": say("hours at work"),
    "overtime_h": say("overtime h"),
    "charged_h": say("hours charged"),
    "share": say("share of work"),
    "replies": say("replies"),
    "occupancy": say("occupancy"),
    "open_chats": say("open chats"),
    "measure": say("measure"),
    "within_s": say("within, s"),
    "bound": say("asked"),
    "measured": say("measured"),
    "assurance": say("on so many days"),
    "kept": say("kept on days"),
    "answer": say("verdict"),
    "metric": say("platform metric"),
    "platform": say("platform"),
    "shop": say("shop"),
    "rule": say("rule"),
    "says": say("people it says"),
    "counts": say("which people"),
    "why": say("what it does not see"),
    "path": say("value of the scenario"),
    "value": say("value"),
    "mark": say("mark"),
    "source": say("source"),
    "default": say("filled in"),
    "suffers": say("target that suffers most"),
    "quantile": say("demand of this day or less"),
    "day_factor": say("demand against the forecast"),
    "all_kept": say("all targets kept on days"),
    "agent": say("who"),
    "person": say("who"),
    "kind": say("kind"),
    "line": say("line"),
    "amount_yuan": say("yuan"),
    "spread_yuan": say("spread over months, yuan"),
    "month": say("month"),
    "gross_yuan": say("gross, yuan"),
    "withheld_yuan": say("withheld, yuan"),
    "tax_yuan": say("tax, yuan"),
    "net_yuan": say("net, yuan"),
    "profit_yuan": say("profit, yuan"),
    "priced_yuan": say("at the wage of pay, yuan"),
    "gross_per_hour_yuan": say("gross per hour, yuan"),
    "mean_gross_yuan": say("mean gross, yuan"),
    "least_gross_yuan": say("least gross, yuan"),
    "most_gross_yuan": say("most gross, yuan"),
    "charged_yuan": say("charged, yuan"),
    "days_worked": say("days worked"),
    "hours_worked_h": say("hours worked"),
    "busy_share": say("busy"),
    "chats_per_hour": say("chats an hour"),
    "warning": say("warning of law"),
    "from_other_groups": say("from other groups"),
    "newcomers": say("newcomers"),
    "call_by": say("call by"),
    "to_call": say("people to call"),
    "first_training": say("training from"),
    "last_training": say("training to"),
    "first_shift": say("first shift"),
    "first_day": say("first day"),
    "last_day": say("last day"),
    "shifts": say("shifts worked"),
    "moved_shifts": say("in other groups"),
    "most_days_in_a_row": say("days in a row"),
    "leave": say("leave"),
    "stay": say("stay"),
    "in_training": say("in training"),
    "training_h": say("hours of training"),
    "taught_on_floor": say("taught on the floor"),
    "mentors": say("mentors"),
    "mentors_lose_h": say("hours mentors lose"),
}
"""Words for the columns; others are shown by their names."""

VALUES: dict[str, Mapping[str, Sentence]] = {
    "answer": {str(code): words for code, words in ANSWERS.items()},
    "measure": {str(code): words for code, words in MEASURES.items()},
    "mark": {str(code): words for code, words in MARKS.items()},
    "part": COST_PARTS,
    "kind": {"pay": say("pay"), "withheld": say("withheld"), "added": say("added")},
    "default": {"True": say("yes"), "False": say("")},
    "group": {"all": say("all")},
    "queue": {"all": say("all")},
}
"""Words for codes in the cells of a column."""

_SHARES = frozenset({
    "occupancy", "assurance", "kept", "share", "reply_within_180s", "all_kept", "day_factor",
    "quantile",
})  # fmt: skip
_NUMBERS = {"_yuan": "#,##0", "_h": "#,##0.0", "_s": "#,##0.0", "_share": "0.0%", "_ratio": "0.00"}


def head(name: str) -> str:
    """The head of a column in the reader's language."""
    for end, words in (("_low", say("{figure}, at least")), ("_high", say("{figure}, at most"))):
        if name.endswith(end) and name.removesuffix(end) in HEADS:
            return tell(words.template, figure=HEADS[name.removesuffix(end)])
    return tell(HEADS[name]) if name in HEADS else name.replace("_", " ")


def number_format(name: str, dtype: str) -> str:
    """How Excel writes the numbers of a column."""
    plain = name.removesuffix("_low").removesuffix("_high")
    if plain in _SHARES or "_within_" in plain:
        return "0.0%"
    for end, form in _NUMBERS.items():
        if plain.endswith(end):
            return form
    return "#,##0" if dtype.lower().startswith("int") else "#,##0.0"


def letters(text: str) -> int:
    """Width of a text in letters; Chinese ones count double."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide
