"""The page of moved assumptions."""

from __future__ import annotations

from dataclasses import replace

from capplan.report.bundle import Bundle
from capplan.report.page import Page
from capplan.report.pages.parts import answer, assumptions, made, tornado
from capplan.words import tell


def page(bundle: Bundle) -> Page:
    """The value that the answer leans on most, the picture, all of them."""
    found = assumptions.section(bundle)
    return Page(
        title=bundle.summary["name"],
        subtitle=answer.subtitle(bundle),
        answer=tell("{finding}.", finding=tornado.heading(bundle.table("sensitivity"))),
        sections=(replace(found, heading=tell("What each assumed value does"), name=""),),
        foot=made.lines(bundle),
    )
