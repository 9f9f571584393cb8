"""A plan's certificate as plain data: what `certificate.json` holds (rule S5)."""

from __future__ import annotations

from capplan.model.scenario import Scenario
from capplan.results.estimates import Estimate, finite
from capplan.results.verdicts import Verdict
from capplan.staffing.bound import Bound
from capplan.staffing.certificate import RISK, Forecast, Thinner
from capplan.staffing.plan import Plan
from capplan.study.record import record

METHOD = (
    "one-sided tests, exact binomial for shares of days, Student's t corrected for skewness for "
    "ratios; all together by Holm's procedure"
)
"""How verdicts of a certification are reached."""


def certificate(plan: Plan) -> dict[str, object]:
    """Everything that was shown of a plan, with how it was shown."""
    certification = plan.certification
    return {
        "aim": str(plan.goal.aim),
        "budget_yuan": plan.goal.budget,
        "planned_cost_yuan": plan.planned_cost,
        "verdicts": {
            "method": METHOD,
            "risk_of_all_certifications": RISK,
            "number_of_this_certification": certification.number,
            "risk_spent": certification.risk,
            "fresh_days": certification.study.replications,
            "first_fresh_day": certification.study.first,
            "targets": [
                {**verdict_record(plan.scenario, v), "power": power}
                for v, power in zip(certification.verdicts, certification.powers, strict=True)
            ],
            "all_kept_on_share_of_days": _estimate(certification.together()),
        },
        "less_one": [_thinner(plan, t) for t in plan.thinner],
        "forecast": [_forecast(plan, f) for f in plan.forecasts],
        "single_steps": None
        if plan.proof is None
        else {
            "search_days": plan.search_days,
            "removals_run": plan.proof.removals,
            "exchanges": plan.proof.exchanges,
            "exchanges_run": plan.proof.run,
            "exchanges_excluded": plan.proof.excluded,
            "locally_optimal": plan.proof.is_complete,
        },
        "lower_bound": _bound(plan.bound, plan.gap),
        "believed_lower_bound": _bound(plan.believed, plan.believed_gap),
        "near_equal": {
            "rosters": plan.near.count,
            "cheapest_other_yuan": plan.near.cheapest_other,
            "heads": [
                {**_seat(plan, k), "in_all": int(low), "at_most": int(high)}
                for k, (low, high) in enumerate(
                    zip(plan.near.shared.tolist(), plan.near.most.tolist(), strict=True)
                )
                if high
            ],
        },
        "complete": plan.complete,
        "rosters_tried": plan.tried,
        "record": record(plan.study).as_dict(),
    }


def _seat(plan: Plan, kind: int) -> dict[str, object]:
    seat, scenario = plan.kinds[kind], plan.scenario
    return {
        "date": str(scenario.calendar.date(seat.day)),
        "group": scenario.group_names[seat.group],
        "shift": scenario.shift_types[seat.kind].name,
    }


def verdict_record(scenario: Scenario, verdict: Verdict) -> dict[str, object]:
    """A target in a window, what was measured and the answer, as JSON holds it."""
    target = verdict.target
    start, end = (str(scenario.calendar.at(t)) for t in verdict.window)
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


def _thinner(plan: Plan, thinner: Thinner) -> dict[str, object]:
    suffers = None
    if thinner.window is not None:
        verdict = plan.verdicts[thinner.window]
        keys = ("queue", "measure", "start", "end")
        found = verdict_record(plan.scenario, verdict)
        suffers = {key: value for key, value in found.items() if key in keys}
    return {
        **_seat(plan, thinner.kind),
        "better_on_search_days": thinner.better,
        "suffers_most": suffers,
        "slack_on_search_days": finite(thinner.slack),
        "change_on_fresh_days": _estimate(thinner.change),
        "answer_on_fresh_days": str(thinner.answer),
        "margin_lost_yuan": thinner.earned_less,
    }


def _forecast(plan: Plan, forecast: Forecast) -> dict[str, object]:
    return {
        "quantile": forecast.probability,
        "day_factor": forecast.factor,
        "all_kept_on_share_of_days": _estimate(forecast.together),
        "lost": _estimate(forecast.lost),
        "kept_on_share_of_days": [
            {
                key: value
                for key, value in verdict_record(plan.scenario, verdict).items()
                if key in {"queue", "measure", "start", "end"}
            }
            | {"kept": _estimate(kept)}
            for verdict, kept in zip(plan.verdicts, forecast.kept, strict=True)
        ],
    }


def _estimate(estimate: Estimate | None) -> dict[str, float | int | None] | None:
    return None if estimate is None else estimate.as_data()


def _bound(bound: Bound | None, gap: float | None) -> dict[str, object] | None:
    if bound is None:
        return None
    return {"method": bound.method, "cost_yuan": finite(bound.cost), "gap": gap}
