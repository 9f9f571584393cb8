"""Shipped scenarios, forms for the trade's events, and new scenarios made from either."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from capplan.files.errors import MissingScenarioError, Problem, nearest, quoted
from capplan.files.event_dates import EVENTS
from capplan.files.event_scenario import event_files
from capplan.files.reader import SCENARIO
from capplan.files.shipped import packaged
from capplan.words import say

_HOME = packaged("templates", "scenarios")
_NAME_LINE = re.compile(r"^name:.*$", re.MULTILINE)
_FOLDER = re.compile(r"^[^\s./\\][^/\\]*$")


@dataclass(frozen=True, slots=True)
class Template:
    """A shipped scenario.

    Attributes:
        name: name of its folder.
        title: the `name:` in its file.
        folder: where it is.
    """

    name: str
    title: str
    folder: Path


def templates() -> list[Template]:
    """The shipped scenarios, by name."""
    return [
        Template(folder.name, _title(folder / SCENARIO), folder)
        for folder in sorted(p for p in _HOME.iterdir() if (p / SCENARIO).is_file())
    ]


def template_titles() -> dict[str, str]:
    """Titles of all that a new scenario can be made from, by name; events first."""
    titles = {event.name: event.title for event in EVENTS.values()}
    return titles | {t.name: t.title for t in templates()}


def read_day_text(text: str) -> date:
    """The day of an event, written ``2027-06-18``."""
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d").date()
    except ValueError:
        text = say("--day: {day} is not a date; write for example 2027-06-18", day=quoted(text))
        raise ValueError(text) from None


def new(name: str, template: str, into: str | Path = ".", *, day: date | None = None) -> Path:
    """Make a new scenario from a shipped one, or for an event, and give it its name.

    Args:
        name: name of the new scenario, and of its folder.
        template: name of a shipped scenario or of an event.
        into: folder in which the new folder is made.
        day: day of the event, with which all its dates move.

    Returns:
        The new folder.

    Raises:
        MissingScenarioError: no such template, one whose dates do not move, a name that is no
            folder's, or it exists already.
    """
    known = template_titles()
    if template not in known:
        text = say(
            "there is no template {template}{near}; `capplan templates` lists them",
            template=quoted(template),
            near=nearest(template, known),
        )
        raise MissingScenarioError([Problem("", "", text)])
    if day is not None and template not in EVENTS:
        text = say(
            "{template} has its own dates; only those of events move with a day: {events}",
            template=quoted(template),
            events=", ".join(EVENTS),
        )
        raise MissingScenarioError([Problem("", "", text)])
    if not _FOLDER.match(name):
        text = say(
            "{name} cannot be the name of a folder; write for example my-double-11",
            name=quoted(name),
        )
        raise MissingScenarioError([Problem("", "", text)])
    target = Path(into) / name
    if target.exists():
        text = say("{file} exists already; nothing was changed", file=target)
        raise MissingScenarioError([Problem("", "", text)])
    draft = target.with_name(f".{name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        if template in EVENTS:
            draft.mkdir(parents=True)
            for file, text in event_files(EVENTS[template], day, name).items():
                (draft / file).write_text(text, encoding="utf-8")
        else:
            shutil.copytree(next(t.folder for t in templates() if t.name == template), draft)
        _rename(draft / SCENARIO, name)
        draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return target


def _title(file: Path) -> str:
    """The `name:` of a shipped file, which stands on a line of its own, without quotes."""
    line = _NAME_LINE.search(file.read_text(encoding="utf-8"))
    return line[0].partition(":")[2].strip() if line else file.parent.name


def _rename(file: Path, name: str) -> None:
    line = f"name: {json.dumps(name, ensure_ascii=False)}"
    text = file.read_text(encoding="utf-8")
    file.write_text(_NAME_LINE.sub(lambda _: line, text, count=1), encoding="utf-8")
