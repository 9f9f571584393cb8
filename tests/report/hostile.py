"""A shop whose names a page must not take for its own."""

from __future__ import annotations

from dataclasses import replace

from small import day

from capplan.model.chat import Orders, WaitCurve
from capplan.model.provenance import Mark, Provenance

HOSTILE = "<script>alert(1)</script>"
TEMPS = '临时"工" & 1 > 0'


def hostile_shop():
    base = day()
    (queue,) = base.queues
    regulars, temps = base.groups
    terms = Orders(
        conversion=0.5,
        order_value=80.0,
        margin=0.3,
        reference_response=20_000,
        curve=WaitCurve.NONE,
        fall_per_minute=0.0,
        steps=(),
        lost_then=0.0,
        silent_orders=0.05,
        bot_conversion=0.0,
    )

    def skilled(group, name):
        skills = tuple(replace(s, queue=HOSTILE) for s in group.skills)
        return replace(group, name=name, skills=skills)

    return replace(
        base,
        name="双11 <b>店</b> $x$",
        queues=(replace(queue, name=HOSTILE, orders=terms),),
        groups=(replace(skilled(regulars, "regulars"), most=3), skilled(temps, TEMPS)),
        shift_types=tuple(
            replace(t, groups=tuple(TEMPS if g == "temps" else g for g in t.groups))
            for t in base.shift_types
        ),
        targets=tuple(replace(t, queue=HOSTILE) for t in base.targets),
        provenance=(
            Provenance(f"queues.{HOSTILE}.chat.work", "13 s", Mark.ASSUME, "<i>none</i>"),
            Provenance("floor.rest", "10 h", Mark.SOURCED, "=1+1", is_default=True),
        ),
    )
