"""The page of a plan."""

from __future__ import annotations

from capplan.report.bundle import Bundle
from capplan.report.page import Page
from capplan.report.pages.parts import (
    answer,
    assumptions,
    certificate,
    demand,
    hiring,
    made,
    money,
    night,
    rules,
    service,
    shifts,
    targets,
)


def page(bundle: Bundle) -> Page:
    """The answer, the day, the people, the money, the proof."""
    sections = (
        demand.section(bundle),
        service.section(bundle),
        targets.section(bundle),
        shifts.section(bundle),
        hiring.section(bundle),
        night.section(bundle),
        money.section(bundle),
        certificate.section(bundle),
        rules.section(bundle),
        assumptions.section(bundle),
    )
    return Page(
        title=bundle.summary["name"],
        subtitle=answer.subtitle(bundle),
        answer=answer.of_plan(bundle),
        cards=answer.cards(bundle),
        remarks=answer.remarks(bundle),
        sections=tuple(section for section in sections if section is not None),
        foot=made.lines(bundle),
    )
