"""Folders, JSON and exit codes: what a command leaves behind."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from capplan.cli.codes import INTERRUPTED, TARGET_MISSED
from capplan.cli.screen import fail, screen
from capplan.words import say, tell, told_by

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from capplan.campaign import CampaignPlan
    from capplan.cli.reading import GivenRoster
    from capplan.questions.next_hour import NextHour
    from capplan.report.bundle import Bundle
    from capplan.results.study import Study
    from capplan.staffing import Plan


def check_places(out: Path | None, report: Path | None, xlsx: Path | None = None) -> None:
    """Refuse a folder, a report or a workbook that cannot be written, before the work is done."""
    if xlsx is not None:
        _check_xlsx(xlsx)
    if out is None and report is None:
        return
    from capplan.report.folder import OutputError, check_file, check_folder

    try:
        if out is not None:
            check_folder(out)
        if report is not None:
            check_file(report)
    except OutputError as error:
        fail(told_by(error))


def leave_behind(
    out: Path | None,
    report: Path | None,
    bundle: Callable[[], Bundle],
    pictures: Callable[[Path], object] | None = None,
    given: GivenRoster | None = None,
) -> None:
    """Write the folder and the report that were asked for; fail if the disk says no."""
    if out is None and report is None:
        return
    made = bundle()
    if given is not None and given.place:
        from capplan.report.results import with_roster

        made = with_roster(made, given.scenario, given.roster, given.place)
    html = _page(made)
    if out is not None:
        from capplan.report.folder import write_results

        write_out(out, lambda: write_results(out, made, html, pictures))
    if report is not None:
        _write_page(report, html)


def write_report(report: Path, bundle: Bundle) -> None:
    """Write a report; fail with a sentence if the disk says no, or a part is missing."""
    _write_page(report, _page(bundle))


def _page(bundle: Bundle) -> str:
    """The report as HTML; fails with a sentence if a part of the results is missing."""
    from capplan.report.bundle import BundleError
    from capplan.report.pages import page

    try:
        return page(bundle).html()
    except BundleError as error:
        fail(told_by(error))


def _write_page(report: Path, html: str) -> None:
    try:
        report.absolute().parent.mkdir(parents=True, exist_ok=True)
        report.write_text(html, encoding="utf-8")
    except OSError as error:
        problem = error.strerror or str(error)
        fail(tell("--report {file}: {problem}", file=report, problem=problem))


def draw(names: Mapping[str, Callable[[], Figure]]) -> Callable[[Path], object]:
    """What draws figures into a folder, each as SVG and PNG."""

    def into(draft: Path) -> None:
        from capplan.report.figures.save import save_all

        save_all(names, draft)

    return into


def write_out(out: Path, write: Callable[[], None]) -> None:
    """Write a folder; fail with a sentence if the disk says no."""
    try:
        write()
    except OSError as error:
        fail(say("--out {out}: {reason}", out=out, reason=error.strerror or error))


def _check_xlsx(xlsx: Path) -> None:
    if xlsx.suffix.lower() != ".xlsx":
        fail(say("--xlsx {file}: the name must end in .xlsx", file=xlsx))
    if xlsx.is_dir() or not xlsx.absolute().parent.is_dir():
        fail(say("--xlsx {file}: this is no file in a folder that exists", file=xlsx))


def write_xlsx(xlsx: Path | None, write: Callable[[Path], None]) -> None:
    """Write a workbook if one is asked for; fail with a sentence if it is open elsewhere."""
    if xlsx is None:
        return
    from xlsxwriter.exceptions import FileCreateError

    try:
        write(xlsx)
    except (OSError, FileCreateError) as error:
        fail(say("--xlsx {file}: {error}; is it open in Excel?", file=xlsx, error=error))


def workbook_of(
    source: Study | Plan | CampaignPlan, next_hour: NextHour | None = None
) -> Callable[[Path], None]:
    """What writes the workbook of a study, of a plan with its next agent-hour, or of a campaign."""

    def write(file: Path) -> None:
        from capplan.report.workbook import write_workbook

        write_workbook(file, source, next_hour=next_hour)

    return write


def with_workbook(
    pictures: Callable[[Path], object], workbook: Callable[[Path], None]
) -> Callable[[Path], object]:
    """What draws pictures into a folder and writes the workbook beside them."""

    def into(draft: Path) -> None:
        pictures(draft)
        workbook(draft / "workbook.xlsx")

    return into


def study_files(
    source: Study | Plan | CampaignPlan, next_hour: NextHour | None = None
) -> Callable[[Path], object]:
    """What draws the pictures of a run into a folder, and writes its workbook."""

    def pictures(draft: Path) -> None:
        from capplan.report.figures import save_pictures

        save_pictures(source, draft)

    return with_workbook(pictures, workbook_of(source, next_hour))


def say_where(out: Path | None, report: Path | None = None) -> None:
    """Name what was written."""
    if out is not None:
        names = ", ".join(sorted(p.name + ("/" if p.is_dir() else "") for p in out.iterdir()))
        screen().print(f"\n  {out}/  {names}", markup=False, soft_wrap=True)
    if report is not None:
        screen().print("\n  " + tell("Report: {file}", file=report), markup=False, soft_wrap=True)


def missed(study: Study) -> bool:
    """Whether a target is missed beyond doubt."""
    from capplan.results.verdicts import Answer, verdicts

    return any(v.answer is Answer.MISSED for v in verdicts(study))


def leave(complete: bool, *, missed: bool) -> None:
    """Leave with the code of an interrupted run, or of a missed target; else go on."""
    if not complete:
        raise typer.Exit(INTERRUPTED)
    if missed:
        raise typer.Exit(TARGET_MISSED)


def print_json(data: object) -> None:
    """Print JSON, Chinese as it is."""
    sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=False, default=str) + "\n")


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows of a table for JSON."""
    from capplan.results.columns import as_records

    return as_records(frame)


def study_json(study: Study) -> dict[str, object]:
    """A study for JSON: its record and its tables."""
    from capplan.report.results import further_tables
    from capplan.results import tables
    from capplan.study.record import record

    return {
        "record": record(study).as_dict(),
        "queues": records(tables.queues(study)),
        "groups": records(tables.groups(study)),
        "targets": records(tables.targets(study)),
        **{name.replace("-", "_"): records(frame) for name, frame in further_tables(study)},
    }
