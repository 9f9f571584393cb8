"""Codes of the lower rooms as people read them."""

from __future__ import annotations

from capplan.model.platform import Metric, Platform
from capplan.model.provenance import Mark
from capplan.model.targets import Measure
from capplan.pay.law.insurance import HOUSING, INJURY
from capplan.pay.payroll import EMPLOYER, INSURANCE, SHARED_FINES, TAX
from capplan.questions import value_tables
from capplan.results.verdicts import Answer
from capplan.words import language, say, tell

ANSWERS = {
    Answer.MET: say("met"),
    Answer.MISSED: say("missed"),
    Answer.OPEN: say("too close to call"),
}
MARKS = {
    Mark.GIVEN: say("given"),
    Mark.CASE: say("case"),
    Mark.SOURCED: say("sourced"),
    Mark.DERIVED: say("derived"),
    Mark.ASSUME: say("assume"),
}
MEASURES = {
    Measure.FIRST_REPLY_WITHIN: say("first reply within"),
    Measure.REPLY_WITHIN: say("reply within"),
    Measure.LOST: say("lost"),
    Measure.MEAN_FIRST_RESPONSE: say("mean first response"),
    Measure.MEAN_RESPONSE: say("mean response"),
    Measure.OCCUPANCY: say("occupancy"),
    Measure.PLATFORM_METRIC: say("platform metric"),
}

PAYS = {
    value_tables.YES: say("pays"),
    value_tables.NO: say("does not pay"),
    value_tables.OPEN: say("too close to call"),
}
COST_PARTS = {
    "wage": say("wage"),
    "overtime": say("overtime pay"),
    "allowance": say("allowance"),
    "employer": say("employer's add-on"),
    "hiring": say("hiring and training"),
    "training": say("pay in training"),
    "top_up": say("up to the least paid time"),
    "standby": say("people paid, not needed"),
}
PAY_LINES = {
    "base": say("base pay"),
    "performance": say("performance pay"),
    "commission": say("commission"),
    "conversion": say("bonus on conversion"),
    "bonus": say("bonus"),
    "full_attendance": say("full attendance"),
    "piece_rate": say("piece rate"),
    "meals": say("meal allowance"),
    "nights": say("night allowance"),
    "evenings": say("evening allowance"),
    "seniority": say("seniority pay"),
    "overtime": say("overtime pay"),
    "pool": say("share of the pool"),
    "fines": say("fines"),
    "pay": say("wages"),
    "chats": say("pay by chat"),
    "seats": say("pay by seat"),
    "pension": say("pension insurance"),
    "medical": say("medical insurance"),
    "unemployment": say("unemployment insurance"),
    **{str(line): line for line in (SHARED_FINES, INSURANCE, TAX, EMPLOYER, HOUSING, INJURY)},
}
"""Usual names of the lines of a payslip; a plan may give its parts any others."""
_EMPLOYERS = "employer's "


def pay_line(name: str) -> str:
    """A line of a payslip by its name; one that only the plan knows is shown as written there."""
    if name in PAY_LINES:
        return tell(PAY_LINES[name])
    if name.startswith(_EMPLOYERS):
        return tell("employer's {name}", name=pay_line(name.removeprefix(_EMPLOYERS)))
    return name


def named(thing: Metric | Platform) -> str:
    """A platform or one of its metrics: its Chinese name in Chinese, else its key."""
    return thing.chinese if language() == "zh" else thing.key
