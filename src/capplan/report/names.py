"""Codes of the lower rooms as people read them."""

from __future__ import annotations

from capplan.model.platform import Metric, Platform
from capplan.model.provenance import Mark
from capplan.model.targets import Measure
from capplan.questions import value_tables
from capplan.results.verdicts import Answer
from capplan.words import language, say

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


def named(thing: Metric | Platform) -> str:
    """A platform or one of its metrics: its Chinese name in Chinese, else its key."""
    return thing.chinese if language() == "zh" else thing.key
