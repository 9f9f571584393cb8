"""Which sheets a plan's and a study's workbook has, in order."""

# XlsxWriter leaves the types of its options open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
from rich.console import Group as Lines
from rich.console import RenderableType
from rich.text import Text
from xlsxwriter.worksheet import Worksheet

from capplan.campaign import CampaignPlan
from capplan.campaign import tables as campaign_tables
from capplan.campaign.rota import seats as campaign_seats
from capplan.model.provenance import Mark
from capplan.model.scenario import Scenario
from capplan.model.seat_rows import seat_rows
from capplan.questions.next_hour import NextHour
from capplan.report.campaign_text import campaign_text
from capplan.report.plan_text import plan_text
from capplan.report.study_text import study_text
from capplan.report.workbook.book import Book, Sheet, table, write_sheets
from capplan.report.workbook.campaign_sheets import campaign_sheets
from capplan.report.workbook.certificate_sheet import certificate_sheets
from capplan.report.workbook.charts import charts_sheet
from capplan.report.workbook.figure_sheets import interval_table, queues_sheet, targets_sheet
from capplan.report.workbook.heads import letters
from capplan.report.workbook.roster_sheet import roster_sheet
from capplan.results import tables
from capplan.results.roster_tables import shift_list
from capplan.results.study import Study
from capplan.staffing import tables as plan_tables
from capplan.staffing.plan import Plan
from capplan.staffing.reconcile import reconcile
from capplan.study.record import record
from capplan.words import say, tell

_GROUP = (
    "group", "on_shift_h", "break_h", "work_h", "overtime_h", "replies", "occupancy", "open_chats",
)  # fmt: skip


Source = Plan | CampaignPlan | Study


def write_workbook(
    path: Path,
    source: Source,
    more: Iterable[Sheet] = (),
    *,
    next_hour: NextHour | None = None,
) -> None:
    """Write the workbook of a plan, the plan of a campaign, or a study.

    Args:
        path: where, ending in .xlsx.
        source: what was found.
        more: further sheets, at the end.
        next_hour: where the next agent-hour of a plan is worth most.
    """
    write_sheets(path, source.scenario.name, [*_sheets(source, next_hour), *more])


def _sheets(source: Source, next_hour: NextHour | None) -> Iterator[Sheet]:
    plan = source if isinstance(source, Plan) else None
    campaign = source if isinstance(source, CampaignPlan) else None
    study = source if isinstance(source, Study) else source.study
    scenario = study.scenario
    yield Sheet(say("answer"), lambda book, page: _answer(book, page, source, next_hour))
    rows = seat_rows(study.roster, scenario.calendar, scenario.rest)
    yield roster_sheet(scenario, rows if campaign is None else campaign_seats(campaign))
    if campaign is not None:
        yield from campaign_sheets(campaign)
        listed = campaign_tables.shifts(campaign)
    else:
        listed = plan_tables.roster(plan) if plan else shift_list(scenario, study.roster)
    yield table(say("shifts"), listed.dropna(axis="columns", how="all"))
    by_interval = interval_table(plan or study)
    yield charts_sheet(say("charts"), by_interval, say("by interval"), scenario.group_names)
    heads = {group: group for group in scenario.group_names}
    yield table(say("by interval"), by_interval, heads=heads)
    yield queues_sheet(study)
    yield table(say("groups"), _some(tables.groups(study), _GROUP), say("Means of one run."))
    yield from targets_sheet(study, () if isinstance(source, Study) else source.verdicts)
    if plan is not None:
        cost = plan_tables.cost(plan)
        yield table(say("cost"), cost[cost["cost_yuan"] > 0].reset_index(drop=True))
        yield from certificate_sheets(plan)
        rules = reconcile(plan).rename(columns={"answer": "says"})
        yield table(say("rules of thumb"), rules, say("The trade's own rules beside this plan."))
    assumed = _assumptions(scenario)
    if len(assumed):
        yield table(
            say("assumptions"), assumed, say("Values that were not given, with their marks.")
        )


def _some(frame: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    return frame[[name for name in names if name in frame.columns]]


def _assumptions(scenario: Scenario) -> pd.DataFrame:
    """Values of the scenario with their marks, the assumed ones first."""
    marked = [p for p in scenario.provenance if p.mark is not Mark.GIVEN]
    marked.sort(key=lambda p: p.mark is not Mark.ASSUME)
    return pd.DataFrame(
        {
            "path": pd.array([p.path for p in marked], dtype="string"),
            "value": pd.array([p.value for p in marked], dtype="string"),
            "mark": pd.array([str(p.mark) for p in marked], dtype="string"),
            "source": pd.array([p.source for p in marked], dtype="string"),
            "default": pd.array([str(p.is_default) for p in marked], dtype="string"),
        }
    )


def _answer(book: Book, page: Worksheet, source: Source, next_hour: NextHour | None) -> None:
    """What the command prints, less its tables, and how it was found."""
    study = source if isinstance(source, Study) else source.study
    printed = _printed(source, next_hour)
    row = book.put_title(page, study.scenario.name)
    for line in _lines(printed):
        text = line.plain.strip()
        if not text or text.startswith(study.scenario.name):
            continue
        colour = {"red": "#B23A1E", "green": "#1E7A4C", "yellow": "#8A6100"}.get(
            str(line.style), ""
        )
        form: dict[str, object] = {"text_wrap": True, "valign": "top"}
        page.merge_range(
            row, 0, row, 3, "", book.format(**form, **({"font_color": colour} if colour else {}))
        )
        page.write_string(
            row, 0, text, book.format(**form, **({"font_color": colour} if colour else {}))
        )
        page.set_row(row, 15.0 * -(-letters(text) // 108) + 3.0)
        row += 1
    row += 1
    book.put_head(page, row, 0, tell("how it was found"))
    for column in (1, 2, 3):
        book.put_head(page, row, column, "")
    for key, value in record(study).as_dict().items():
        if key == "versions" or not str(value):
            continue
        row += 1
        page.write_string(row, 0, tell(_RECORD[key]), book.format())
        page.write_string(row, 1, str(value), book.format(font_color="#666666"))
    page.set_column(0, 0, 24)
    page.set_column(1, 3, 25)
    page.print_area(0, 0, row, 3)


def _printed(source: Source, next_hour: NextHour | None) -> RenderableType:
    match source:
        case Plan():
            return plan_text(source, next_hour)
        case CampaignPlan():
            return campaign_text(source)
        case Study():
            return study_text(source)


_RECORD = {
    "scenario": say("scenario"),
    "digest": say("hash of the resolved scenario"),
    "engine": say("engine"),
    "seed": say("seed"),
    "first_replication": say("first replication"),
    "replications": say("replications"),
    "complete": say("complete"),
}


def _lines(printed: RenderableType) -> Iterator[Text]:
    """The sentences of what is printed."""
    if isinstance(printed, Lines):
        for part in printed.renderables:
            yield from _lines(part)
    elif isinstance(printed, Text):
        yield printed
