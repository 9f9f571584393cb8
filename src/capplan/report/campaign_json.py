"""A campaign plan as plain data, for `--json` and `certificate.json`."""

from __future__ import annotations

from dataclasses import replace

from capplan.campaign import CampaignPlan, tables
from capplan.campaign.rota import rota
from capplan.report.bundle import Bundle
from capplan.report.results import of_study, targets
from capplan.results.columns import as_records
from capplan.staffing.certificate import RISK
from capplan.staffing.certificate_record import METHOD, verdict_record
from capplan.study.record import record
from capplan.units import to_hours


def campaign_json(plan: CampaignPlan) -> dict[str, object]:
    """People, cost, certificate and all tables of the plan."""
    return {
        "people": {g: plan.heads(g) for g in plan.scenario.group_names},
        "cost_yuan": plan.cost().as_data(),
        "planned_cost_yuan": plan.planned_cost,
        "lost_share": plan.lost().as_data(),
        "meets_all": plan.meets_all,
        "missed": [
            {**verdict_record(plan.scenario, u.verdict), "reason": str(u.reason)}
            for u in plan.missed.unmet
        ],
        "enough_on_search_days": [str(remedy) for remedy in plan.missed.remedies or ()],
        "complete": plan.complete,
        "certificate": certificate(plan),
        "hiring": as_records(tables.hiring(plan)),
        "releases": as_records(tables.releases(plan)),
        "training": as_records(tables.training(plan)),
        "shifts": as_records(tables.shifts(plan)),
        "cost_by_day": as_records(tables.cost_by_day(plan)),
        "people_by_name": as_records(tables.people(plan)),
    }


def of_campaign(plan: CampaignPlan, resolved: str = "") -> Bundle:
    """All that the plan of a campaign leaves behind."""
    base = of_study(plan.study, resolved)
    return replace(
        base,
        kind="campaign",
        summary={
            **base.summary,
            "people": {g: plan.heads(g) for g in plan.scenario.group_names},
            "cost_yuan": plan.cost().as_data(),
            "planned_cost_yuan": plan.planned_cost,
            "most_overtime_h": tables.most_overtime_h(plan),
            "overtime_limit_h": to_hours(plan.shop.campaign.overtime),
            "unfilled": plan.unfilled,
            "unmet": [
                {"target": plan.verdicts.index(u.verdict), "reason": u.reason}
                for u in plan.missed.unmet
            ],
            "remedies": None if plan.missed.remedies is None else list(plan.missed.remedies),
            "risk": RISK,
            "search_days": plan.effort.days,
            "complete": plan.complete,
        },
        tables={
            **base.tables,
            "targets": targets(plan.study, plan.verdicts),
            "hiring": tables.hiring(plan),
            "releases": tables.releases(plan),
            "training": tables.training(plan),
            "shifts": tables.shifts(plan),
            "people": tables.people(plan),
            "rota": rota(plan),
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
            "method": METHOD,
            "risk_of_all_certifications": RISK,
            "risk_spent": looked.risk,
            "fresh_days": looked.study.replications,
            "first_fresh_day": looked.study.first,
            "targets": [
                {**verdict_record(plan.scenario, v), "power": power}
                for v, power in zip(looked.verdicts, looked.powers, strict=True)
            ],
            "all_kept_on_share_of_days": looked.together().as_data(),
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
