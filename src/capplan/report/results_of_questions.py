"""Bundles of the questions: variants, split, frontier, sensitivity, a month's pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from capplan.model.scenario import Scenario
from capplan.pay import tables as pay_tables
from capplan.pay.law.check import LawWarning
from capplan.pay.payroll import Payroll
from capplan.questions import (
    Posts,
    Split,
    Stress,
    split_pay_tables,
    split_tables,
    stress_tables,
    value_tables,
)
from capplan.questions.month import Months
from capplan.questions.month import tables as month_tables
from capplan.questions.month.risk import Borne
from capplan.questions.night import Night
from capplan.questions.night_tables import night_table
from capplan.questions.sensitivity import RANGE, Sensitivity, table
from capplan.questions.split_pay import Earnings
from capplan.questions.value import Value
from capplan.report import night_text, stress_text, value_text
from capplan.report.bundle import SCENARIO, WARNINGS, Bundle, Data
from capplan.report.month_text import law_lines
from capplan.report.results import assumptions, figures, summary_of
from capplan.report.split_pay_text import earning_answers, earning_remarks, what
from capplan.report.split_text import answers, remarks
from capplan.results.columns import Column, declared, estimated
from capplan.results.roster_tables import shift_list
from capplan.results.study import Study
from capplan.study.compare import Comparison
from capplan.study.record import record

_COMPARISON = (
    Column("variant", "", "string", "name of the variant"),
    Column("measure", "", "string", "what is compared"),
    Column("unit", "", "string", "unit of the figures"),
    *estimated("base", "unit", "figure of the base"),
    *estimated("variant_value", "unit", "figure of the variant"),
    *estimated("difference", "unit", "variant less base, paired"),
)
_IN_SECONDS = 1e-3
"""Milliseconds to seconds."""


def of_comparison(
    base: Study, names: Sequence[str], rows: Sequence[Sequence[Comparison]], resolved: str
) -> Bundle:
    """Variants set against the base."""
    return Bundle(
        kind="compare",
        summary={**summary_of(base.scenario), "variants": list(names)},
        tables={
            "comparison": comparison(names, rows),
            "assumptions": assumptions(base.scenario),
        },
        data={"record": record(base).as_dict()},
        texts={SCENARIO: resolved},
    )


def comparison(names: Sequence[str], rows: Sequence[Sequence[Comparison]]) -> pd.DataFrame:
    """One row per variant and measure."""
    pairs = [
        (name, found) for name, measures in zip(names, rows, strict=True) for found in measures
    ]
    scales = [_unit(found) for _, found in pairs]
    data: dict[str, object] = {
        "variant": [name for name, _ in pairs],
        "measure": [found.measure.removesuffix("_ms") for _, found in pairs],
        "unit": [unit for _, unit in scales],
    }
    for column, part in (("base", "first"), ("variant_value", "second"), ("difference",) * 2):
        figures = [getattr(found, part) for _, found in pairs]
        for ending, end in (("", "value"), ("_low", "low"), ("_high", "high")):
            data[f"{column}{ending}"] = [
                getattr(figure, end) * scale
                for figure, (scale, _) in zip(figures, scales, strict=True)
            ]
    return declared(data, _COMPARISON)


def _unit(found: Comparison) -> tuple[float, str]:
    """What a figure is multiplied by, and its unit then."""
    if found.measure.endswith("_ms"):
        return _IN_SECONDS, "s"
    return (1.0, "1") if found.per else (1.0, "per run")


def of_split(
    split: Split, resolved: str, earned: Earnings | None = None, why_not: str = ""
) -> Bundle:
    """One team in three arrangements.

    Args:
        split: the arrangements.
        resolved: the resolved scenario.
        earned: what posts earn in each, if it can be told.
        why_not: why it cannot.
    """
    base = split.studies[Posts.SPECIALISTS]
    more = {} if earned is None else _earned(earned)
    return Bundle(
        kind="split",
        summary={
            **summary_of(split.scenario),
            "answers": answers(split),
            "remarks": [*remarks(split), *([why_not] if why_not else [])],
            "earnings": []
            if earned is None
            else [*earning_answers(earned), what(earned), *earning_remarks(earned)],
        },
        tables={
            "split": split_tables.measures(split),
            "break-even": split_tables.break_evens(split),
            **more,
            "assumptions": assumptions(split.scenario),
        },
        data={"record": record(base).as_dict()},
        texts={SCENARIO: resolved},
    )


def _earned(earned: Earnings) -> dict[str, pd.DataFrame]:
    return {
        "split-pay": split_pay_tables.pay(earned),
        "split-pay-unfit": split_pay_tables.unfit(earned),
    }


def of_night(night: Night, resolved: str) -> Bundle:
    """Ways to cover the night."""
    return Bundle(
        kind="night",
        summary={
            **summary_of(night.scenario),
            "night": night.terms.span,
            "nights": night.nights,
            "chats_a_night": night.chats_a_night,
            "group": night.terms.group,
            "titles": [cover.title for cover in night.covers],
            "answers": night_text.answers(night),
            "remarks": night_text.remarks(night),
        },
        tables={"night": night_table(night), "assumptions": assumptions(night.scenario)},
        data={"record": record(night.studies[0]).as_dict()},
        texts={SCENARIO: resolved},
    )


def of_value(value: Value, resolved: str) -> Bundle:
    """What one more agent-hour earns, and the roster at which it no longer pays."""
    return Bundle(
        kind="value",
        summary={
            **summary_of(value.scenario),
            "settled": value.settled,
            "profit_yuan": figures(value.profit),
            "met_profit_yuan": figures(value.met_profit),
            "answers": value_text.answers(value),
            "remarks": value_text.remarks(value),
        },
        tables={
            "hour-value": value_tables.stretches(value),
            "steps": value_tables.steps(value),
            "forecast-risk": value_tables.risks(value),
            "roster": shift_list(value.scenario, value.met),
            "assumptions": assumptions(value.scenario),
        },
        data={"record": record(value.base).as_dict()},
        texts={SCENARIO: resolved},
    )


def of_stress(stress: Stress, resolved: str) -> Bundle:
    """Incidents, and what helps."""
    return Bundle(
        kind="stress",
        summary={
            **summary_of(stress.scenario),
            "earns": stress.earns,
            "harmful": [stress_text.does_harm(blow, stress) for blow in stress.blows],
            "answers": stress_text.verdict(stress),
            "remarks": stress_text.remarks(stress),
            "told": [stress_text.told(blow, stress) for blow in stress.blows],
            "why_not": [one.why_not or "" for blow in stress.blows for one in blow.answers],
        },
        tables={
            "incidents": stress_tables.blows(stress),
            "help": stress_tables.answers(stress),
            "hours": stress_tables.hours(stress),
            "assumptions": assumptions(stress.scenario),
        },
        data={"record": record(stress.study).as_dict()},
        texts={SCENARIO: resolved},
    )


def of_frontier(measured: Study, points: pd.DataFrame, days: int, resolved: str) -> Bundle:
    """Cost against loss.

    Args:
        measured: the fresh days of one of the points.
        points: `capplan.staffing.frontier.frontier_table`.
        days: fresh days that were asked for.
        resolved: the resolved scenario.
    """
    scenario = measured.scenario
    return Bundle(
        kind="frontier",
        summary={**summary_of(scenario), "days": days, "targets": _windows(scenario)},
        tables={"frontier": points, "assumptions": assumptions(scenario)},
        data={"record": record(measured).as_dict()},
        texts={SCENARIO: resolved},
    )


def _windows(scenario: Scenario) -> int:
    return sum(len(target.windows) for target in scenario.targets)


def of_sensitivity(found: Sensitivity, resolved: str) -> Bundle:
    """Assumed values moved, as results of their own."""
    scenario = found.base.scenario
    bundle = Bundle(
        kind="sensitivity",
        summary=summary_of(scenario),
        tables={"assumptions": assumptions(scenario)},
        data={"record": record(found.base).as_dict()},
        texts={SCENARIO: resolved},
    )
    return with_sensitivity(bundle, found)


def with_sensitivity(bundle: Bundle, found: Sensitivity) -> Bundle:
    """The same results with what moving the assumed values does."""
    how: Data = {
        "replications": found.base.replications,
        "range": RANGE,
        "moved": len(found.effects),
    }
    return replace(
        bundle,
        summary={**bundle.summary, "sensitivity": how, "tightest": _tightest(found)},
        tables={**bundle.tables, "sensitivity": table(found)},
    )


def _tightest(found: Sensitivity) -> Data | None:
    verdict = found.tightest
    if verdict is None:
        return None
    target = verdict.target
    at = found.base.scenario.calendar.at
    return {
        "queue": target.queue,
        "measure": str(target.measure),
        "metric": "" if target.metric is None else target.metric.key,
        "within_s": target.within / 1000 if target.within else None,
        "bound": target.bound,
        "start": at(verdict.window[0]).isoformat(),
        "end": at(verdict.window[1]).isoformat(),
        "measured": verdict.measured.value,
    }


def of_payroll(found: Payroll, warnings: Sequence[LawWarning]) -> Bundle:
    """The payslips of a month."""
    tables = {
        "payslip-lines": pay_tables.lines(found),
        "payslips": pay_tables.slips(found),
        "pay-groups": pay_tables.groups(found),
    }
    if found.scheme.charge_out is not None:
        tables["pay-charged"] = pay_tables.charged(found)
    return Bundle(
        kind="pay",
        summary={
            "name": found.scheme.name,
            "chinese": found.scheme.chinese,
            "month": f"{found.month.first:%Y-%m}",
            "notes": list(found.month.notes),
            "warnings": [warning.sentence for warning in warnings],
        },
        tables=tables,
        texts={WARNINGS: "".join(f"{warning}\n" for warning in warnings)},
    )


def of_months(found: Months, resolved: str, strayed: Borne | None = None) -> Bundle:
    """Pay over sampled months."""
    warnings = law_lines(found)
    scenario = found.scenario
    return Bundle(
        kind="months",
        summary={
            **summary_of(scenario),
            "months": [f"{month.first:%Y-%m}" for month in found.calendar],
            "replications": found.replications,
            "warnings": warnings,
            **({} if strayed is None else {"risk": strayed.sentence()}),
        },
        tables={
            **({} if strayed is None else {"pay-risk": strayed.table()}),
            "pay-lines": month_tables.lines(found),
            "pay-people": month_tables.people(found),
            "pay-posts": month_tables.posts(found),
            "pay-units": month_tables.units(found),
            "pay-months": month_tables.months(found),
            "payslips": month_tables.slips(found),
            "assumptions": assumptions(scenario),
        },
        data={"record": found.record.as_dict()},
        texts={SCENARIO: resolved, WARNINGS: "".join(f"{line}\n" for line in warnings)},
    )
