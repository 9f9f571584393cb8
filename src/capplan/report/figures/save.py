"""Write a plan's or a study's pictures to files."""

# matplotlib leaves the types of its keyword arguments open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.text import Text

from capplan.campaign import CampaignPlan
from capplan.campaign import tables as campaign_tables
from capplan.report.figures import fonts, look
from capplan.report.figures.campaign_days import campaign_days
from capplan.report.figures.cost_by_part import cost_by_part
from capplan.report.figures.demand_and_people import demand_and_people
from capplan.report.figures.hiring import hiring
from capplan.report.figures.service import service
from capplan.report.figures.shifts import shifts
from capplan.report.figures.targets import targets
from capplan.report.results import roster as written_roster
from capplan.report.results import targets as targets_of
from capplan.results import tables
from capplan.results.study import Study
from capplan.staffing import Plan
from capplan.staffing import tables as plan_tables
from capplan.words import say, tell

_NOTE = say(
    "Empty boxes: this machine has no font for these letters; the .svg beside this file has them."
)


def save_pictures(source: Plan | CampaignPlan | Study, folder: str | Path) -> list[Path]:
    """Write the pictures as PNG, 1,400 px wide, and as SVG with its text as text.

    A study has no costs: it brings demand and people, service, shifts and, if the scenario
    has any, targets.

    Args:
        source: a plan, the plan of a campaign, or a study of a given roster.
        folder: the pictures come into its subfolder ``pictures``, which is made if need be.

    Returns:
        The files, in the order of the story: ``pictures/demand-and-people.png`` and so on.
    """
    return save_all(_drawings(source), folder)


def save_all(drawings: Mapping[str, Callable[[], Figure]], folder: str | Path) -> list[Path]:
    """Draw figures and write them into the subfolder ``pictures``, each as SVG and PNG."""
    place = Path(folder) / "pictures"
    place.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name, draw in drawings.items():
        figure = draw()
        for path in (place / f"{name}.svg", place / f"{name}.png"):
            save(figure, path)
            written.append(path)
    return written


def save(figure: Figure, path: Path) -> None:
    """Write one figure; the same figure gives the same file, byte by byte."""
    if path.suffix == ".svg":
        with path.open("w", encoding="utf-8") as file:
            save_svg(figure, file)
        return
    texts = (text.get_text() for text in figure.findobj(Text))
    if not fonts.all_drawable(texts):
        note = figure.supxlabel(tell(_NOTE), fontsize=look.SMALL, color=look.QUIET)
        note.set_fontfamily(list(fonts.families()))
    with _quiet_about_fonts():
        figure.savefig(path)


def save_svg(figure: Figure, file: TextIO) -> None:
    """Write one figure as SVG with its text as text, always the same for the same figure."""
    with _quiet_about_fonts(), mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "capplan"}):
        figure.savefig(file, format="svg", metadata={"Date": None})


@contextmanager
def _quiet_about_fonts() -> Generator[None]:
    """No words about letters and weights that a font lacks: the picture itself says it."""
    log = logging.getLogger("matplotlib.font_manager")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from font", UserWarning)
            yield
    finally:
        log.setLevel(level)


def _drawings(source: Plan | CampaignPlan | Study) -> dict[str, Callable[[], Figure]]:
    """What to draw, by file name."""
    study = source if isinstance(source, Study) else source.study
    queues, groups = tables.queue_intervals(study), tables.group_intervals(study)
    judged = (
        tables.targets(study) if isinstance(source, Study) else targets_of(study, source.verdicts)
    )
    needs = plan_tables.requirement(source) if isinstance(source, Plan) else None
    roster = source.roster_table if isinstance(source, Plan) else written_roster(study)
    names = study.scenario.group_names
    drawings: dict[str, Callable[[], Figure]] = {
        "demand-and-people": lambda: demand_and_people(queues, groups, requirement=needs),
        "service": lambda: service(queues, targets=judged),
    }
    if isinstance(source, Plan):
        drawings["cost"] = lambda: cost_by_part(plan_tables.cost(source))
    if isinstance(source, CampaignPlan):
        on, training = campaign_tables.shifts(source), campaign_tables.training(source)
        by_day, called = campaign_tables.cost_by_day(source), campaign_tables.hiring(source)
        drawings["campaign"] = lambda: campaign_days(on, training, by_day, groups=names)
        drawings["hiring"] = lambda: hiring(called)
    drawings["shifts"] = lambda: shifts(roster, groups=names)
    if not judged.empty:
        drawings["targets"] = lambda: targets(judged)
    return drawings
