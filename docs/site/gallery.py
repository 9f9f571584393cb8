"""The pictures of docs/gallery.md, from short studies of the shipped scenarios.

    python docs/site/gallery.py

Figures of short studies are rough: they show what a picture looks like, not what a shop needs.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

import capplan
from capplan import files, questions
from capplan.campaign import CampaignEffort, CampaignPlan, campaign
from capplan.campaign import tables as campaign_tables
from capplan.model.shifts import Roster
from capplan.pay import tables as pay_tables
from capplan.questions import split_tables, stress_tables, value_tables
from capplan.questions.month import Months, pay_months
from capplan.questions.month import tables as month_tables
from capplan.questions.night import night, usual_group, usual_night
from capplan.questions.night_cover import NightTerms
from capplan.questions.night_tables import night_table
from capplan.questions.sensitivity import sensitivity, table
from capplan.questions.value import value
from capplan.report import figures
from capplan.report.figures.save import save
from capplan.report.results_of_questions import comparison
from capplan.results import tables
from capplan.staffing import Effort, Plan
from capplan.staffing import tables as plan_tables
from capplan.staffing.frontier import frontier, frontier_table
from capplan.words import tell

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures" / "gallery"
COLOURS = 64
"""Colours of a picture at most; it halves the files."""

Drawn = tuple[tuple[Any, ...], dict[str, Any]]
"""What a figure function is called with."""


@cache
def resolved(name: str, *variants: str) -> files.Resolved:
    """A shipped scenario."""
    return files.resolve(ROOT / "scenarios" / name, variants)


@cache
def plan() -> Plan:
    """A plan of the shipped Double 11, hardly searched."""
    scenario = resolved("double-11-food").scenario
    return capplan.plan(scenario, effort=Effort(days=2, rounds=4, trials=4), fresh_days=12)


@cache
def event() -> CampaignPlan:
    """A plan of the shipped weeks around Double 11, hardly searched."""
    effort = CampaignEffort(days=1, rounds=2, trials=2, fresh=8)
    return campaign(resolved("double-11-campaign").scenario, effort=effort, fresh_days=4)


@cache
def months() -> Months:
    """Months of twelve people, paid."""
    shop = resolved("infant-gifts-split")
    return pay_months(
        shop.scenario, roster_of(shop), shop.paid, [date(2026, 11, 1)], replications=4
    )


def roster_of(shop: files.Resolved) -> Roster:
    """The roster that a shop's file holds."""
    assert shop.scenario.roster is not None
    return shop.scenario.roster


def _demand_and_people() -> Drawn:
    found = plan()
    given = tables.queue_intervals(found.study), tables.group_intervals(found.study)
    return given, {"requirement": plan_tables.requirement(found)}


def _service() -> Drawn:
    study = plan().study
    return (tables.queue_intervals(study),), {"targets": tables.targets(study)}


def _cost_by_part() -> Drawn:
    return (plan_tables.cost(plan()),), {}


def _shifts() -> Drawn:
    return (plan().roster_table,), {}


def _targets() -> Drawn:
    return (tables.targets(plan().study),), {}


def _cost_against_loss() -> Drawn:
    shop = resolved("infant-gifts-split", "busy_day")
    found = frontier(shop.scenario, days=3, trials=3, fresh_days=20)
    return (frontier_table(found.points),), {}


def _differences() -> Drawn:
    names = ("no_bot", "limit_6")
    roster = roster_of(resolved("double-11-food"))
    base, *others = (
        capplan.replicate(resolved("double-11-food", *variant).scenario, roster, 8)
        for variant in ((), *((name,) for name in names))
    )
    return (comparison(names, [capplan.compare(base, other) for other in others]),), {}


def _tornado() -> Drawn:
    shop = resolved("infant-gifts-split", "busy_day")
    found = sensitivity(shop.scenario, roster_of(shop), files.moves(shop), replications=8)
    return (table(found),), {}


def _campaign_days() -> Drawn:
    found = event()
    given = (
        campaign_tables.shifts(found),
        campaign_tables.training(found),
        campaign_tables.cost_by_day(found),
    )
    return given, {"groups": found.study.scenario.group_names}


def _hiring() -> Drawn:
    return (campaign_tables.hiring(event()),), {}


def _incident() -> Drawn:
    shop = resolved("food-power-cut")
    hit = shop.scenario.incidents[0]
    found = questions.stress(shop.calm, roster_of(shop), [hit], replications=5)
    at = shop.scenario.calendar.at
    return (stress_tables.hours(found), at(hit.start), at(hit.end)), {}


def _split_or_pooled() -> Drawn:
    shop = resolved("infant-gifts-split", "busy_day")
    found = questions.split(shop.scenario, roster_of(shop), replications=12)
    return (split_tables.measures(found),), {}


def _night_cover() -> Drawn:
    shop = resolved("mini-programs-closed-nights")
    roster = roster_of(shop)
    span = usual_night(shop.scenario, roster)
    assert span is not None
    terms = NightTerms(*span, group=usual_group(shop.scenario))
    found = night(shop.scenario, roster, terms, replications=6)
    titles = [tell(cover.title) for cover in found.covers]
    return (night_table(found),), {"titles": titles, "nights": found.nights}


def _hour_value() -> Drawn:
    shop = resolved("infant-gifts-split", "busy_day")
    found = value(shop.scenario, roster_of(shop), replications=30, meet=False)
    return (value_tables.stretches(found),), {}


def _load_and_pay() -> Drawn:
    return (month_tables.people(months()),), {}


def _pay_by_person() -> Drawn:
    return (pay_tables.lines(months().months[0][0].payrolls[0]),), {}


GALLERY: dict[str, Callable[[], Drawn]] = {
    "demand_and_people": _demand_and_people,
    "service": _service,
    "targets": _targets,
    "shifts": _shifts,
    "cost_by_part": _cost_by_part,
    "cost_against_loss": _cost_against_loss,
    "campaign_days": _campaign_days,
    "hiring": _hiring,
    "incident": _incident,
    "differences": _differences,
    "tornado": _tornado,
    "split_or_pooled": _split_or_pooled,
    "night_cover": _night_cover,
    "hour_value": _hour_value,
    "load_and_pay": _load_and_pay,
    "pay_by_person": _pay_by_person,
}
"""What each figure function is called with, by its name, in the order of the page."""


def shrink(file: Path) -> None:
    """Write a picture anew in few colours."""
    data = io.BytesIO()
    with Image.open(file) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(data, format="PNG", optimize=True)
    file.write_bytes(data.getvalue())


def main() -> None:
    """Draw them all."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, make in GALLERY.items():
        given, options = make()
        file = PICTURES / f"{name.replace('_', '-')}.png"
        save(getattr(figures, name)(*given, **options), file)
        shrink(file)
        sys.stdout.write(f"{file.name}: {file.stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    main()
