"""Shipped scenarios, and new ones made from them."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from capplan.files.errors import MissingScenarioError, Problem, nearest, quoted
from capplan.files.reader import SCENARIO, read_file
from capplan.files.shipped import packaged

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
    found: list[Template] = []
    for folder in sorted(p for p in _HOME.iterdir() if (p / SCENARIO).is_file()):
        title = read_file(folder / SCENARIO).keys["name"].value
        found.append(Template(folder.name, str(title), folder))
    return found


def new(name: str, template: str, into: str | Path = ".") -> Path:
    """Copy a shipped scenario into a new folder and give it its name.

    Args:
        name: name of the new scenario, and of its folder.
        template: name of a shipped scenario.
        into: folder in which the new folder is made.

    Returns:
        The new folder.

    Raises:
        MissingScenarioError: no such template, a name that is no folder's, or it exists already.
    """
    known = {t.name: t for t in templates()}
    if template not in known:
        text = f"there is no template {quoted(template)}{nearest(template, known)}"
        raise MissingScenarioError([Problem("", "", text)])
    if not _FOLDER.match(name):
        text = f"{quoted(name)} cannot be the name of a folder; write for example my-double-11"
        raise MissingScenarioError([Problem("", "", text)])
    target = Path(into) / name
    if target.exists():
        text = f"{target} exists already; nothing was changed"
        raise MissingScenarioError([Problem("", "", text)])
    draft = target.with_name(f".{name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        shutil.copytree(known[template].folder, draft)
        _rename(draft / SCENARIO, name)
        draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return target


def _rename(file: Path, name: str) -> None:
    line = f"name: {json.dumps(name, ensure_ascii=False)}"
    text = file.read_text(encoding="utf-8")
    file.write_text(_NAME_LINE.sub(lambda _: line, text, count=1), encoding="utf-8")
