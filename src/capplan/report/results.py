"""Bundles of a study and of a plan: their tables, and the figures of the answer."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from capplan.model.people import Group
from capplan.model.scenario import Scenario
from capplan.model.shifts import Roster
from capplan.questions.next_hour import NextHour
from capplan.report.bundle import SCENARIO, Bundle, Data
from capplan.report.next_hour_text import next_hour_sentence
from capplan.results import backlog, tables
from capplan.results.columns import Column, declared
from capplan.results.day_tables import queue_days
from capplan.results.estimates import NOTHING, Estimate
from capplan.results.platform_tables import platforms
from capplan.results.platforms import judged
from capplan.results.roster_tables import SHIFTS, shift_list
from capplan.results.shop_tables import charge_out, shop_names, shops
from capplan.results.study import Study
from capplan.results.verdicts import Verdict
from capplan.staffing import tables as plan_tables
from capplan.staffing.aims import Aim
from capplan.staffing.certificate import RISK
from capplan.staffing.certificate_record import certificate
from capplan.staffing.limits import per_head
from capplan.staffing.plan import Plan
from capplan.staffing.reconcile import reconcile, rows
from capplan.study.record import record
from capplan.units import DAY, HOUR, MINUTE, format_clock
from capplan.words import tell

_ASSUMPTIONS = (
    Column("path", "", "string", "where the value stands in the scenario"),
    Column("value", "", "string", "the value as a person reads it"),
    Column("mark", "", "string", "how far to trust it"),
    Column("source", "", "string", "where it comes from"),
    Column("is_default", "", "bool", "whether the scenario was silent"),
)


def with_roster(bundle: Bundle, scenario: Scenario, roster: Roster, place: str) -> Bundle:
    """The same results, with the roster that was run in place of that of the scenario.

    Args:
        bundle: the results.
        scenario: the shop.
        roster: who was on.
        place: the file it was read from, with its sheet.
    """
    return replace(
        bundle,
        summary={**bundle.summary, "roster": place},
        tables={**bundle.tables, "given-roster": shift_list(scenario, roster)},
    )


def of_study(study: Study, resolved: str = "", agents: pd.DataFrame | None = None) -> Bundle:
    """All that a study of a given roster leaves behind; perhaps with figures per agent."""
    per_agent = {} if agents is None else {"agents": agents}
    return Bundle(
        kind="simulate",
        summary=_of_run(study),
        tables={
            **_tables(study),
            "roster": shift_list(study.scenario, study.roster),
            **per_agent,
        },
        data={"record": record(study).as_dict()},
        texts={SCENARIO: resolved},
    )


def of_plan(plan: Plan, resolved: str = "", next_hour: NextHour | None = None) -> Bundle:
    """All that a plan leaves behind."""
    found = {name: frame for name, frame in _tables(plan.study).items() if name != "shifts"}
    return Bundle(
        kind="plan",
        summary=_of_run(plan.study) | _of_plan(plan) | _of_next_hour(plan, next_hour),
        tables={
            **found,
            "targets": targets(plan.study, plan.verdicts),
            "roster": plan_tables.roster(plan),
            "cost": plan_tables.cost(plan),
            "requirement": plan_tables.requirement(plan),
            "reconciliation": _told(reconcile(plan), "rule", "counts", "why"),
        },
        data={"record": record(plan.study).as_dict(), "certificate": certificate(plan)},
        texts={SCENARIO: resolved},
    )


def _of_next_hour(plan: Plan, found: NextHour | None) -> Data:
    if found is None:
        return {}
    return {"next_hour": next_hour_sentence(found, plan.scenario)}


def further_tables(study: Study) -> Iterator[tuple[str, pd.DataFrame]]:
    """Tables of days, backlog, shops and platforms, where they say more than the others."""
    if study.scenario.calendar.days > 1:
        yield "days", queue_days(study)
    if any(queue.closed is not None for queue in study.scenario.queues):
        yield "backlog", backlog.table(study)
    if len(shop_names(study.scenario)) > 1:
        yield "shops", shops(study)
        yield "charge-out", charge_out(study)
    if judged(study.scenario):
        yield "platforms", platforms(study)


def targets(study: Study, judged: Sequence[Verdict]) -> pd.DataFrame:
    """Each target in each window, with the answers that a certification gave to all together."""
    answers = pd.array([str(verdict.answer) for verdict in judged], dtype="string")
    return tables.targets(study).assign(answer=answers)


def assumptions(scenario: Scenario) -> pd.DataFrame:
    """One row per value of the scenario, with its mark and source."""
    names = [column.name for column in _ASSUMPTIONS]
    data = {n: [getattr(p, n) for p in scenario.provenance] for n in names}
    return declared({**data, "mark": [str(m) for m in data["mark"]]}, _ASSUMPTIONS)


def roster(study: Study) -> pd.DataFrame:
    """One row per group, day and kind of shift of a study's roster."""
    calendar = study.scenario.calendar
    counted = Counter(
        (s.group, s.shift_type, (s.start - calendar.first_midnight) // DAY, s.start, s.end)
        for s in study.roster.shifts
    )
    keys = sorted(counted, key=lambda k: (study.scenario.group_names.index(k[0]), k[2], k[3]))
    data: dict[str, object] = {
        "date": np.array([calendar.date(k[2]) for k in keys], dtype="datetime64[s]"),
        "group": [k[0] for k in keys],
        "shift": [k[1] for k in keys],
        "start": [format_clock((k[3] - calendar.first_midnight) % DAY) for k in keys],
        "end": [format_clock((k[4] - calendar.first_midnight - 1) % DAY + 1) for k in keys],
        "people": [counted[k] for k in keys],
    }
    return declared(data, SHIFTS)


def summary_of(scenario: Scenario) -> Data:
    """What every page says of the shop: name, time planned, queues and groups."""
    calendar = scenario.calendar
    return {
        "name": scenario.name,
        "start": calendar.start.isoformat(),
        "end": calendar.end.isoformat(),
        "interval_min": calendar.grid.interval / MINUTE,
        "queues": [{"name": q.name, "orders": q.orders is not None} for q in scenario.queues],
        "groups": [_group(g) for g in scenario.groups],
    }


def figures(estimate: Estimate) -> Data:
    """An estimate as data; what is not finite is absent."""
    return dict(estimate.as_data())


def estimate(data: Data | None) -> Estimate:
    """The opposite of `figures`; NaN where there is nothing."""
    if data is None or data["value"] is None:
        return NOTHING
    low, high = (
        math.copysign(math.inf, sign) if data[name] is None else data[name]
        for name, sign in (("low", -1.0), ("high", 1.0))
    )
    return Estimate(data["value"], low, high, data["replications"], data["level"])


def _group(group: Group) -> Data:
    return {
        "name": group.name,
        "temporary": group.is_temporary,
        "training_h": group.training / HOUR,
        "absent": group.absence,
        "at_once": group.limit,
    }


def _tables(study: Study) -> dict[str, pd.DataFrame]:
    return {
        "queues": tables.queues(study),
        "groups": tables.groups(study),
        "intervals": tables.queue_intervals(study),
        "group-intervals": tables.group_intervals(study),
        "targets": tables.targets(study),
        "shifts": roster(study),
        "assumptions": assumptions(study.scenario),
        **dict(further_tables(study)),
    }


def _told(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """A table meant for reading: the sentences of some columns in the reader's language."""
    return frame.assign(
        **{c: pd.array([tell(text) for text in frame[c].tolist()], "string") for c in columns}
    )


def _of_run(study: Study) -> Data:
    return {
        **summary_of(study.scenario),
        "lost": figures(study.ratio("lost", "offered")),
        "lost_margin_yuan": figures(tables.lost_margin(study)),
        "complete": study.complete,
    }


def _of_plan(plan: Plan) -> Data:
    groups = plan.scenario.group_names
    return {
        "aim": str(plan.goal.aim),
        "budget_yuan": plan.goal.budget,
        "people": {g: plan.headcount(g) for g in groups},
        "hiring_each_yuan": {
            g.name: per_head(plan.scenario, g) for g in plan.scenario.groups if g.is_temporary
        },
        "cost_yuan": figures(plan.cost()),
        "planned_cost_yuan": plan.planned_cost,
        "profit_yuan": figures(plan.profit()) if plan.goal.aim is Aim.PROFIT else None,
        "chosen_limits": {groups[place]: limit for place, limit in plan.chosen_limits},
        "risk": RISK,
        "search_days": plan.search_days,
        "unmet": [{**_window(plan, u.verdict), "reason": u.reason} for u in plan.unmet],
        "remedies": None if plan.shortfall is None else list(plan.shortfall.remedies),
        "rules": [
            {"queue": q.name, "rule": r[0], "answer": r[1], "counts": r[2], "why": r[3]}
            for q in plan.scenario.queues
            for r in rows(plan, q)
        ],
        "complete": plan.complete,
    }


def _window(plan: Plan, verdict: Verdict) -> Data:
    """Place of a verdict in the table of targets."""
    return {"target": plan.verdicts.index(verdict)}
