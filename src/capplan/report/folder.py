"""Write results into a folder: all of them, or nothing."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from capplan.pay import tables as pay_tables
from capplan.pay.payroll import Payroll
from capplan.questions import Posts, Split, split_tables
from capplan.questions.month import Months
from capplan.questions.month import tables as month_tables
from capplan.questions.night import Night
from capplan.questions.night_tables import night_table
from capplan.report.csv_file import write_csv
from capplan.report.workbook import write_workbook
from capplan.results import backlog, tables
from capplan.results.day_tables import queue_days
from capplan.results.platform_tables import platforms
from capplan.results.platforms import judged
from capplan.results.roster_tables import shift_list
from capplan.results.shop_tables import charge_out, shop_names, shops
from capplan.results.study import Study
from capplan.staffing import tables as plan_tables
from capplan.staffing.certificate_record import certificate
from capplan.staffing.plan import Plan
from capplan.staffing.reconcile import reconcile
from capplan.study.record import record
from capplan.words import say, tell

Pictures = Callable[[Path], object]


class OutputError(Exception):
    """The folder cannot be written; the message says why."""


def check_folder(folder: Path) -> None:
    """Make sure, before a long run, that its results can be written.

    Raises:
        OutputError: if the folder is a file, or cannot be made or written.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(say("--out {folder}: this is a file; name a folder", folder=folder))
    parent = next(p for p in (folder, *folder.absolute().parents) if p.exists())
    if not os.access(parent, os.W_OK):
        raise OutputError(
            say("--out {folder}: {parent} cannot be written", folder=folder, parent=parent)
        )


@contextmanager
def _all_or_nothing(folder: Path) -> Generator[Path]:
    """A draft folder whose files take their places only when all are written."""
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as name:
        draft = Path(name)
        yield draft
        for file in sorted(p for p in draft.rglob("*") if p.is_file()):
            target = folder / file.relative_to(draft)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(file, target)


def write_study(
    folder: Path,
    study: Study,
    resolved: str,
    pictures: Pictures,
    agents: pd.DataFrame | None = None,
) -> None:
    """Write a study's tables, pictures, record and resolved scenario; perhaps those per agent."""
    with _all_or_nothing(folder) as draft:
        _write_study(draft, study, resolved)
        write_csv(shift_list(study.scenario, study.roster), draft / "roster.csv")
        if agents is not None:
            write_csv(agents, draft / "agents.csv")
        pictures(draft)
        write_workbook(draft / "workbook.xlsx", study)


def write_plan(folder: Path, plan: Plan, resolved: str, pictures: Pictures) -> None:
    """Write a plan's tables, pictures, record and resolved scenario."""
    with _all_or_nothing(folder) as draft:
        _write_study(draft, plan.study, resolved)
        for name, frame in (
            ("roster", plan_tables.roster(plan)),
            ("cost", plan_tables.cost(plan)),
            ("requirement", plan_tables.requirement(plan)),
            ("reconciliation", _told(reconcile(plan), "rule", "counts", "why")),
        ):
            write_csv(frame, draft / f"{name}.csv")
        _json(certificate(plan), draft / "certificate.json")
        pictures(draft)
        write_workbook(draft / "workbook.xlsx", plan)


def write_frontier(folder: Path, table: pd.DataFrame, resolved: str) -> None:
    """Write a frontier's table, its picture and the resolved scenario."""
    from capplan.report.figures import cost_against_loss  # noqa: PLC0415  (matplotlib is heavy)
    from capplan.report.figures.save import save  # noqa: PLC0415

    with _all_or_nothing(folder) as draft:
        write_csv(table, draft / "frontier.csv")
        (draft / "scenario.resolved.yaml").write_text(resolved, encoding="utf-8")
        (draft / "pictures").mkdir()
        for ending in ("svg", "png"):
            save(cost_against_loss(table), draft / "pictures" / f"frontier.{ending}")


def write_split(folder: Path, split: Split, resolved: str) -> None:
    """Write a split's tables, its picture, the specialists' record and the resolved scenario."""
    from capplan.report.figures import split_or_pooled  # noqa: PLC0415  (matplotlib is heavy)
    from capplan.report.figures.save import save  # noqa: PLC0415

    table = split_tables.measures(split)
    with _all_or_nothing(folder) as draft:
        write_csv(table, draft / "split.csv")
        write_csv(split_tables.break_evens(split), draft / "break-even.csv")
        _json(record(split.studies[Posts.SPECIALISTS]).as_dict(), draft / "record.json")
        (draft / "scenario.resolved.yaml").write_text(resolved, encoding="utf-8")
        (draft / "pictures").mkdir()
        for ending in ("svg", "png"):
            save(split_or_pooled(table), draft / "pictures" / f"split.{ending}")


def write_night(folder: Path, night: Night, resolved: str) -> None:
    """Write the table and picture of a night, the closed night's record, the scenario."""
    from capplan.report.figures.night_cover import night_cover  # noqa: PLC0415
    from capplan.report.figures.save import save  # noqa: PLC0415

    table = night_table(night)
    titles = [tell(cover.title) for cover in night.covers]
    with _all_or_nothing(folder) as draft:
        write_csv(table, draft / "night.csv")
        _json(record(night.studies[0]).as_dict(), draft / "record.json")
        (draft / "scenario.resolved.yaml").write_text(resolved, encoding="utf-8")
        (draft / "pictures").mkdir()
        for ending in ("svg", "png"):
            save(night_cover(table, titles=titles), draft / "pictures" / f"night.{ending}")


def write_months(folder: Path, found: Months, resolved: str, warnings: Iterable[str]) -> None:
    """Write the pay of sampled months: all slips, tables, warnings, and who carries what."""
    from capplan.report.figures import load_and_pay  # noqa: PLC0415  (matplotlib is heavy)
    from capplan.report.figures.save import save  # noqa: PLC0415

    people = month_tables.people(found)
    with _all_or_nothing(folder) as draft:
        for name, frame in (
            ("pay-lines", month_tables.lines(found)),
            ("pay-people", people),
            ("pay-posts", month_tables.posts(found)),
            ("pay-units", month_tables.units(found)),
            ("pay-months", month_tables.months(found)),
            ("payslips", month_tables.slips(found)),
        ):
            write_csv(frame, draft / f"{name}.csv")
        text = "".join(f"{warning}\n" for warning in warnings)
        (draft / "pay-warnings.txt").write_text(text, encoding="utf-8")
        (draft / "scenario.resolved.yaml").write_text(resolved, encoding="utf-8")
        (draft / "pictures").mkdir()
        for ending in ("svg", "png"):
            save(load_and_pay(people), draft / "pictures" / f"load-and-pay.{ending}")


def write_payroll(folder: Path, found: Payroll, warnings: Iterable[object]) -> None:
    """Write the payslips, totals and warnings of a month."""
    with _all_or_nothing(folder) as draft:
        for name, frame in (
            ("payslip-lines", pay_tables.lines(found)),
            ("payslips", pay_tables.slips(found)),
            ("pay-groups", pay_tables.groups(found)),
        ):
            write_csv(frame, draft / f"{name}.csv")
        if found.scheme.charge_out is not None:
            write_csv(pay_tables.charged(found), draft / "pay-charged.csv")
        text = "".join(f"{warning}\n" for warning in warnings)
        (draft / "pay-warnings.txt").write_text(text, encoding="utf-8")


def further_tables(study: Study) -> Iterator[tuple[str, pd.DataFrame]]:
    """Tables of days, backlog, shops and platforms, where they say more than the others."""
    if study.scenario.calendar.days > 1:
        yield "days", queue_days(study)
    if any(queue.closed is not None for queue in study.scenario.queues):
        yield "backlog", backlog.table(study)
    if len(shop_names(study.scenario)) > 1:
        yield "shops", shops(study)
        yield "charge-out", charge_out(study)
    if judged(study.scenario):
        yield "platforms", platforms(study)


def _write_study(draft: Path, study: Study, resolved: str) -> None:
    for name, frame in (
        ("queues", tables.queues(study)),
        ("groups", tables.groups(study)),
        ("intervals", tables.queue_intervals(study)),
        ("group-intervals", tables.group_intervals(study)),
        ("targets", tables.targets(study)),
        *further_tables(study),
    ):
        write_csv(frame, draft / f"{name}.csv")
    (draft / "scenario.resolved.yaml").write_text(resolved, encoding="utf-8")
    _json(record(study).as_dict(), draft / "record.json")


def _told(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """A table meant for reading: the sentences of some columns in the reader's language."""
    return frame.assign(
        **{c: pd.array([tell(text) for text in frame[c].tolist()], "string") for c in columns}
    )


def _json(data: dict[str, object], path: Path) -> None:
    text = json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")
