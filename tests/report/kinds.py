"""Results of each kind of question, of a shop with hostile names, as small as they can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from few_days import shop as few_days
from hostile import HOSTILE, TEMPS, hostile_shop

from capplan.campaign import CampaignEffort, campaign
from capplan.files import read_pay_plan, read_results
from capplan.model.calendar import Calendar
from capplan.model.incidents import Absent, Incident
from capplan.model.shifts import ShiftType
from capplan.pay import payroll
from capplan.pay.law.check import check
from capplan.pay.paid_by import PaidBy, group_in
from capplan.questions import stress
from capplan.questions.month import pay_months
from capplan.questions.night import night
from capplan.questions.night_cover import NightTerms
from capplan.questions.value import value
from capplan.report import results_of_questions as of
from capplan.report.bundle import Bundle
from capplan.report.campaign_json import of_campaign
from capplan.staffing.frontier import Point, frontier_table
from capplan.study import replicate
from capplan.study.compare import compare
from capplan.units import HOUR, Grid
from shop import DAY

INCIDENT = "<script>alert(2)</script>"


def campaigned() -> Bundle:
    """Some days of a campaign."""
    return of_campaign(planned_campaign(), "format: 1\n")


@cache
def planned_campaign():
    """The plan of a campaign whose queue and temps have hostile names."""
    base = few_days()
    names = {"chats": HOSTILE, "temps": TEMPS}

    def renamed(group):
        skills = tuple(replace(s, queue=names.get(s.queue, s.queue)) for s in group.skills)
        return replace(group, name=names.get(group.name, group.name), skills=skills)

    def open_to(kind: ShiftType):
        return replace(kind, groups=tuple(names.get(g, g) for g in kind.groups))

    shop = replace(
        base,
        queues=tuple(replace(q, name=names.get(q.name, q.name)) for q in base.queues),
        groups=tuple(renamed(g) for g in base.groups),
        shift_types=tuple(open_to(t) for t in base.shift_types),
        targets=tuple(replace(t, queue=names.get(t.queue, t.queue)) for t in base.targets),
    )
    return campaign(shop, effort=CampaignEffort(days=2, rounds=2, trials=1, fresh=3))


def valued(plan) -> Bundle:
    """The value of an hour of a plan's roster."""
    return of.of_value(value(hostile_shop(), plan.roster, replications=2), "format: 1\n")


def stressed(plan) -> Bundle:
    """A plan's roster without most of its people for two hours."""
    group = plan.roster.shifts[0].group
    hit = Incident(INCIDENT, 12 * HOUR, 14 * HOUR, people=(Absent((group,), 0.9),))
    found = stress(hostile_shop(), plan.roster, [hit], replications=3)
    return of.of_stress(replace(found, left_out=(("none", "<b>not here</b>"),)), "format: 1\n")


def nights(plan) -> Bundle:
    """Ways to cover the hours before the first shift."""
    terms = NightTerms(closes=0, opens=8 * HOUR, group="regulars", most=1)
    return of.of_night(night(hostile_shop(), plan.roster, terms, replications=2), "format: 1\n")


def points(plan) -> Bundle:
    """Two points of cost against loss."""
    all_of_them = Point(plan.people, 900.0, 9, plan.study, 3)
    table = frontier_table((replace(all_of_them, cost=500.0, heads=5), all_of_them))
    return of.of_frontier(plan.study, table, 6, "format: 1\n")


def compared(plan) -> Bundle:
    """A plan's roster against itself."""
    study = replicate(hostile_shop(), plan.roster, 3)
    return of.of_comparison(study, [INCIDENT], [compare(study, study)], "format: 1\n")


def paid() -> Bundle:
    """A month's pay of two people."""
    return of.of_payroll(*pay_of_october())


def pay_of_october():
    """A payroll whose people have hostile names, and what law says of it."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "october.csv"
        rows = ('"=HYPERLINK(""x"")",0.52,40000', f"{HOSTILE},0.54,20000")
        file.write_text("\n".join(("客服昵称,询单转化率,销售额", *rows)), encoding="utf-8")
        scheme = read_pay_plan("conversion-points")
        found = payroll(scheme, read_results(file, scheme, date(2026, 10, 1)))
    return found, check(found)


def months(plan) -> Bundle:
    """Two sampled months of a plan's roster, a group of which is paid by a plan."""
    shop = hostile_shop()
    midnight = datetime.combine(shop.calendar.start.date(), datetime.min.time())
    grid = Grid(DAY, shop.calendar.grid.interval)
    shop = replace(
        shop,
        calendar=Calendar(midnight, grid, "Asia/Shanghai"),
        groups=tuple(replace(g, least=30, most=30) for g in shop.groups),
    )
    scheme = read_pay_plan("fixed")
    by = [PaidBy("regulars", scheme, group_in(scheme, "regulars"), {}, {})]
    found = pay_months(shop, plan.roster, by, [date(2026, 11, 1)], replications=2)
    return of.of_months(found, "format: 1\n")
