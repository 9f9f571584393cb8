"""A campaign plan as plain data, for `--json` and `certificate.json`."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pandas as pd

from capplan.campaign import CampaignPlan, tables
from capplan.report.bundle import Bundle
from capplan.report.results import of_study
from capplan.results.estimates import Estimate
from capplan.results.verdicts import Verdict
from capplan.staffing.certificate import RISK
from capplan.study.record import record


def campaign_json(plan: CampaignPlan) -> dict[str, object]:
    """People, cost, certificate and all tables of the plan."""
    return {
        "people": {g: plan.heads(g) for g in plan.scenario.group_names},
        "cost_yuan": _estimate(plan.cost()),
        "planned_cost_yuan": plan.planned_cost,
        "lost_share": _estimate(plan.lost()),
        "meets_all": plan.meets_all,
        "complete": plan.complete,
        "certificate": certificate(plan),
        "hiring": _records(tables.hiring(plan)),
        "releases": _records(tables.releases(plan)),
        "training": _records(tables.training(plan)),
        "shifts": _records(tables.shifts(plan)),
        "cost_by_day": _records(tables.cost_by_day(plan)),
        "people_by_name": _records(tables.people(plan)),
    }


def of_campaign(plan: CampaignPlan, resolved: str = "") -> Bundle:
    """All that the plan of a campaign leaves behind."""
    base = of_study(plan.study, resolved)
    found = {name: frame for name, frame in base.tables.items() if name != "roster"}
    return replace(
        base,
        kind="campaign",
        summary={
            **base.summary,
            "people": {g: plan.heads(g) for g in plan.scenario.group_names},
            "cost_yuan": _estimate(plan.cost()),
            "planned_cost_yuan": plan.planned_cost,
            "meets_all": plan.meets_all,
            "complete": plan.complete,
        },
        tables={
            **found,
            "hiring": tables.hiring(plan),
            "releases": tables.releases(plan),
            "training": tables.training(plan),
            "shifts": tables.shifts(plan),
            "people": tables.people(plan),
            "rota": tables.rota(plan),
            "cost-by-day": tables.cost_by_day(plan),
        },
        data={**base.data, "certificate": certificate(plan)},
    )


def certificate(plan: CampaignPlan) -> dict[str, object]:
    """What was shown of the plan, and how."""
    looked = plan.certification
    return {
        "planned_cost_yuan": plan.planned_cost,
        "verdicts": {
            "method": (
                "one-sided tests, exact binomial for shares of days, Student's t corrected for "
                "skewness for ratios; all together by Holm's procedure"
            ),
            "risk_of_all_certifications": RISK,
            "risk_spent": looked.risk,
            "fresh_days": looked.study.replications,
            "first_fresh_day": looked.study.first,
            "targets": [
                {**_verdict(plan, v), "power": power}
                for v, power in zip(looked.verdicts, looked.powers, strict=True)
            ],
            "all_kept_on_share_of_days": _estimate(looked.together()),
        },
        "less": {
            "search_days": plan.effort.days,
            "shifts_tried_with_fewer_people": plan.removals.tried,
            "targets_then_missed": plan.removals.needed,
        },
        "unfilled_shifts": plan.unfilled,
        "covers_tried": plan.rounds,
        "complete": plan.complete,
        "record": record(plan.study).as_dict(),
    }


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    return json.loads(frame.to_json(orient="records", date_format="iso", force_ascii=False))


def _verdict(plan: CampaignPlan, verdict: Verdict) -> dict[str, object]:
    target = verdict.target
    start, end = (str(plan.scenario.calendar.at(t)) for t in verdict.window)
    return {
        "queue": target.queue,
        "measure": str(target.measure),
        "within_s": target.within / 1000 if target.within else None,
        "bound": target.bound,
        "assurance": target.assurance,
        "start": start,
        "end": end,
        "measured": _estimate(verdict.measured),
        "kept": _estimate(verdict.kept),
        "answer": str(verdict.answer),
    }


def _estimate(estimate: Estimate | None) -> dict[str, float | int | None] | None:
    if estimate is None:
        return None
    fields = ("value", "low", "high", "replications", "level")
    values = {name: getattr(estimate, name) for name in fields}
    return {k: v if math.isfinite(v) else None for k, v in values.items()}
