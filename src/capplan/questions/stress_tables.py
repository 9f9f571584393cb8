"""Tables of incidents, of what helps, and of the hours with and without (rule I5)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from capplan.questions.alarm import usual_most
from capplan.questions.stress import Answered, Stress
from capplan.results.columns import Column, declared, estimated, filled
from capplan.results.estimates import NOTHING, Estimate
from capplan.units import HOUR, MINUTE

_BLOWS = (
    Column("incident", "", "string", "name of the incident"),
    Column("start", "local time", "datetime64[s]", "from when on it strikes"),
    Column("end", "local time", "datetime64[s]", "until when"),
    Column("hurt", "", "string", "queue that loses most"),
    *estimated("lost_more", "customers", "customers lost more than without it, paired"),
    *estimated("orders_more", "orders", "orders more than without it, paired"),
    *estimated("margin_more_yuan", "yuan", "margin more than without it, paired"),
    Column("missed", "", "Int64", "targets missed"),
    Column("missed_without", "", "Int64", "targets missed on days without it"),
    *estimated("noticed_share", "1", "share of days on which it is noticed"),
    *estimated("noticed_after_min", "min", "from its start until it is noticed, median"),
    *estimated("over_after_h", "h", "from its start until it is over, median; absent if not over"),
)
_HELPS = (
    Column("incident", "", "string", "name of the incident"),
    Column("help", "", "string", "what is tried"),
    Column("start", "local time", "datetime64[s]", "from when on it is there"),
    Column("end", "local time", "datetime64[s]", "until when"),
    *estimated("lost_more", "customers", "customers lost more than without help, paired"),
    *estimated("margin_more_yuan", "yuan", "margin more than without help, paired"),
    *estimated("cost_more_yuan", "yuan", "cost of people more than without help, paired"),
    *estimated("profit_more_yuan", "yuan", "margin less people more than without help, paired"),
    Column("why_not", "", "string", "why it was not tried"),
)
_HOURS = (
    Column("incident", "", "string", "name of the incident"),
    Column("start", "local time", "datetime64[s]", "start of the interval"),
    Column("waiting", "customers", "float64", "customers who wait for a reply, mean"),
    Column("waiting_without", "customers", "float64", "the same on days without it"),
    Column("waiting_usual", "customers", "float64", "most who usually wait"),
    Column("response_s", "s", "float64", "mean response to messages of the interval"),
    Column("response_without_s", "s", "float64", "the same on days without it"),
)


def blows(stress: Stress) -> pd.DataFrame:
    """One row per incident, the worst first."""
    found, at = stress.blows, stress.scenario.calendar.at
    data: dict[str, object] = {
        "incident": [b.incident.name for b in found],
        "start": _moments([at(b.incident.start) for b in found]),
        "end": _moments([at(b.incident.end) for b in found]),
        "hurt": [b.hurt for b in found],
        **filled("lost_more", [b.lost for b in found]),
        **filled("orders_more", [b.orders for b in found]),
        **filled("margin_more_yuan", [b.margin for b in found]),
        "missed": [b.fate.missed for b in found],
        "missed_without": [stress.base.missed] * len(found),
        **filled("noticed_share", [b.alarm.share for b in found]),
        **filled("noticed_after_min", [b.alarm.noticed.times(1.0 / MINUTE) for b in found]),
        **filled("over_after_h", [b.alarm.over.times(1.0 / HOUR) for b in found]),
    }
    return declared(data, _BLOWS)


def answers(stress: Stress) -> pd.DataFrame:
    """One row per incident and answer."""
    pairs = [(b.incident.name, a) for b in stress.blows for a in b.answers]
    at = stress.scenario.calendar.at
    found = [a for _, a in pairs]
    data: dict[str, object] = {
        "incident": [name for name, _ in pairs],
        "help": [a.help.value for a in found],
        "start": _moments([at(a.start) for a in found]),
        "end": _moments([at(a.end) for a in found]),
        **filled("lost_more", [_known(a, "lost") for a in found]),
        **filled("margin_more_yuan", [_known(a, "margin") for a in found]),
        **filled("cost_more_yuan", [_known(a, "cost") for a in found]),
        **filled("profit_more_yuan", [_known(a, "profit") for a in found]),
        "why_not": [str(a.why_not or "") for a in found],
    }
    return declared(data, _HELPS)


def hours(stress: Stress) -> pd.DataFrame:
    """One row per incident and interval of the horizon."""
    calendar, base = stress.scenario.calendar, stress.base
    starts = _moments([calendar.at(int(t)) for t in calendar.edges()[:-1]])
    usual = usual_most(base.waiting)
    frames = [
        declared(
            {
                "incident": [b.incident.name] * starts.size,
                "start": starts,
                "waiting": b.fate.waiting.mean(axis=0),
                "waiting_without": base.waiting.mean(axis=0),
                "waiting_usual": usual,
                "response_s": b.fate.response,
                "response_without_s": base.response,
            },
            _HOURS,
        )
        for b in stress.blows
    ]
    return pd.concat(frames, ignore_index=True)


def _known(answered: Answered, name: str) -> Estimate:
    found: Estimate | None = getattr(answered, name)
    return found or NOTHING


def _moments(times: list[object]) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    return np.array(times, dtype="datetime64[s]")
