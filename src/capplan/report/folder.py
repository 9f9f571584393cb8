"""Write results into a folder: all of them, or nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from capplan.report import bundle as bundles
from capplan.report.bundle import Bundle
from capplan.words import say

Pictures = Callable[[Path], object]
REPORT = "report.html"


class OutputError(Exception):
    """The folder cannot be written; the message says why."""


def check_folder(folder: Path) -> None:
    """Make sure, before a long run, that its results can be written.

    Raises:
        OutputError: if the folder is a file, or cannot be made or written.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(say("--out {folder}: this is a file; name a folder", folder=folder))
    _check_parent("--out", folder)


def check_file(file: Path) -> None:
    """Make sure, before a long run, that a report can be written.

    Raises:
        OutputError: if the file is a folder, or cannot be made or written.
    """
    if file.is_dir():
        raise OutputError(
            say("--report {file}: this is a folder; name a file, e.g. report.html", file=file)
        )
    _check_parent("--report", file)


def _check_parent(option: str, path: Path) -> None:
    parent = next(p for p in (path, *path.absolute().parents) if p.exists())
    if not os.access(parent, os.W_OK):
        raise OutputError(
            say(
                "{option} {path}: {parent} cannot be written",
                option=option,
                path=path,
                parent=parent,
            )
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


def write_results(
    folder: Path, bundle: Bundle, report: str, pictures: Pictures | None = None
) -> None:
    """Write tables, records, texts, pictures and the report, a page of HTML."""
    with _all_or_nothing(folder) as draft:
        bundles.write(bundle, draft)
        if pictures is not None:
            pictures(draft)
        (draft / REPORT).write_text(report, encoding="utf-8")
