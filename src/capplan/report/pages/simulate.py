"""The page of a study: what a given roster does."""

from __future__ import annotations

from capplan.report.bundle import Bundle
from capplan.report.page import Page
from capplan.report.pages.parts import (
    answer,
    assumptions,
    demand,
    made,
    money,
    night,
    service,
    shifts,
    targets,
)


def page(bundle: Bundle) -> Page:
    """What is lost, the targets, the day, the roster, the money."""
    sections = (
        demand.section(bundle),
        service.section(bundle),
        targets.section(bundle),
        shifts.section(bundle),
        night.section(bundle),
        money.section(bundle),
        assumptions.section(bundle),
    )
    return Page(
        title=bundle.summary["name"],
        subtitle=answer.subtitle(bundle),
        answer=answer.of_study(bundle),
        cards=answer.cards(bundle),
        remarks=answer.remarks(bundle),
        sections=tuple(section for section in sections if section is not None),
        foot=made.lines(bundle),
    )
