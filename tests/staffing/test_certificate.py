"""What a plan shows on fresh days, and at what risk (rule S5)."""

from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console
from small import day

import capplan
from capplan.model.demand import DayFactor
from capplan.report.plan_text import plan_text
from capplan.results.verdicts import Answer, joint_verdicts
from capplan.staffing import Effort
from capplan.staffing.bound import Bound
from capplan.staffing.certificate import BLOCK, FRESH, RISK, risk_of
from capplan.staffing.certificate_record import certificate
from capplan.staffing.margins import share_needed
from shop import DAY

EFFORT = Effort(days=6, rounds=8, trials=25, proof=40)


@pytest.fixture(scope="module")
def found():
    shop = replace(day(), day_factor=DayFactor(0.15, DAY))
    return capplan.plan(shop, effort=EFFORT, fresh_days=60)


def test_certifications_spend_no_more_than_the_risk():
    assert sum(risk_of(number) for number in range(1, 40)) <= RISK + 1e-12
    assert risk_of(1) == RISK / 2


def test_fresh_days_are_of_no_search_and_no_other_certification(found):
    number = found.certification.number
    assert found.study.first == FRESH + (number - 1) * BLOCK
    assert found.certification.risk == risk_of(number)


def test_verdicts_are_those_of_all_targets_together(found):
    again = joint_verdicts(found.study, found.certification.risk)
    assert [v.answer for v in found.verdicts] == [v.answer for v in again]
    assert len(found.certification.powers) == len(found.verdicts)


def test_power_grows_with_slack(found):
    pairs = [
        (v.slack / v.measured.standard_error, p)
        for v, p in zip(found.verdicts, found.certification.powers, strict=True)
        if v.target.assurance is None and np.isfinite(v.slack)
    ]
    assert [p for _, p in sorted(pairs)] == sorted(p for _, p in pairs)


def test_one_person_less_is_tried_in_every_shift_in_use(found):
    used = np.flatnonzero(found.people).tolist()
    assert [t.kind for t in found.thinner] == used
    assert not any(t.better for t in found.thinner)  # else the search would have taken it
    spoilt = [t for t in found.thinner if t.slack < 0.0]
    assert spoilt
    for thinner in spoilt:
        assert thinner.change is not None
        target = found.verdicts[thinner.window].target
        worse = -thinner.change.value if target.measure.at_least else thinner.change.value
        assert worse > -0.01  # paired on the same days: one person less does not help


def test_a_busier_day_keeps_less(found):
    low, middle, high = found.forecasts
    assert low.factor < middle.factor < high.factor
    assert low.together.value >= middle.together.value >= high.together.value
    assert low.lost.value < high.lost.value


def test_all_together_are_kept_less_often_than_each(found):
    kept = [v.kept.value for v in found.verdicts if v.kept]
    assert found.certification.together().value <= min(kept)


def test_no_single_step_improves_it(found):
    proof = found.proof
    assert proof is not None
    assert proof.is_complete
    assert proof.left == 0
    assert proof.removals == int((found.people > 0).sum())


def test_near_equal_rosters_share_what_all_of_them_have(found):
    assert (found.near.shared <= found.people).all()
    assert (found.people <= found.near.most).all()
    assert found.near.count >= 1


def test_the_record_holds_all_of_it(found):
    data = certificate(found)
    assert data["planned_cost_yuan"] == found.planned_cost
    assert len(data["verdicts"]["targets"]) == len(found.verdicts)
    assert data["lower_bound"]["cost_yuan"] == pytest.approx(found.bound.cost)
    believed = data["believed_lower_bound"]
    assert believed["cost_yuan"] == pytest.approx(found.believed.cost)
    assert found.bound.cost < found.believed.cost <= found.planned_cost
    assert believed["gap"] == found.believed_gap < found.gap
    assert data["single_steps"]["locally_optimal"] is True
    assert len(data["forecast"]) == 3


def test_what_is_believed_is_never_said_to_be_proven(found):
    console = Console(width=300)

    def shown(plan):
        with console.capture() as captured:
            console.print(plan_text(plan))
        return captured.get()

    text = shown(found)
    assert "Believed, not proven: at least" in text
    assert "by what each person changes in the rosters tried (gap " in text
    out_of_reach = replace(found, believed=Bound(np.inf, found.believed.method))
    assert "Believed, not proven: no roster within these limits" in shown(out_of_reach)
    assert "Believed" not in shown(replace(found, believed=None))


def test_to_be_sure_costs_more_and_shows_every_target():
    shop = day()
    sure = capplan.plan(shop, effort=replace(EFFORT, sure=True), fresh_days=120)
    plain = capplan.plan(shop, effort=EFFORT, fresh_days=120)
    assert all(v.answer is Answer.MET for v in sure.verdicts)
    assert sure.planned_cost >= plain.planned_cost


def test_more_fresh_days_need_less_slack():
    needed = [share_needed(days, 0.9, 0.025) for days in (100, 300, 3000)]
    assert needed == sorted(needed, reverse=True)
    assert needed[1] == pytest.approx(0.951, abs=0.003)
    assert needed[2] < 0.92
