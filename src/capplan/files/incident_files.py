"""Files of incidents: the shipped ones and the user's own, laid on a scenario."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from capplan.files.errors import (
    MissingScenarioError,
    Problem,
    ReferenceStepError,
    ShapeStepError,
    nearest,
    quoted,
)
from capplan.files.reader import read_file
from capplan.files.shipped import packaged, shipped_files, shipped_one
from capplan.files.tree import Node
from capplan.words import say

_HOME = packaged("shipped_incidents", "incidents")
KEYS = ("format", "name", "incidents")


def shipped_incidents() -> dict[str, Path]:
    """The shipped files of incidents, by name."""
    return shipped_files(_HOME)


def incidents_text(name: str) -> str:
    """The YAML of a shipped file of incidents, to copy and edit.

    Raises:
        MissingScenarioError: there is none of that name.
    """
    return _shipped(name).read_text(encoding="utf-8")


def incidents_title(file: Path) -> str:
    """The `name:` of a file of incidents."""
    return str(_read(file).keys["name"].value)


def copy_incidents(name: str, into: str | Path = ".") -> Path:
    """Copy a shipped file of incidents into a folder.

    Raises:
        MissingScenarioError: there is none of that name, or the file exists already.
    """
    text = incidents_text(name)
    target = Path(into) / f"{name}.yaml"
    if target.exists():
        said = say("{file} exists already; nothing was changed", file=target)
        raise MissingScenarioError([Problem("", "", said)])
    target.write_text(text, encoding="utf-8")
    return target


def find_incidents(named: str | Path) -> Path:
    """The file that a path or the name of a shipped one means.

    Raises:
        MissingScenarioError: there is neither.
    """
    path = Path(named)
    return path if path.is_file() else _shipped(str(named))


def add_incidents(root: Node, named: Sequence[str | Path]) -> None:
    """Lay the incidents of files on the tree of a scenario.

    Raises:
        MissingScenarioError: there is no such file.
        SyntaxStepError: one is not YAML.
        ShapeStepError: one holds other keys, or no incidents.
        ReferenceStepError: an incident of that name is there already.
    """
    for name in named:
        block = _read(find_incidents(name)).keys["incidents"]
        held = root.keys.setdefault("incidents", Node({}, block.where))
        if held.value is None:
            held.value = {}
        for key, incident in block.keys.items():
            if key in held.keys:
                said = say(
                    "this incident stands in {other} too; give one of them another name",
                    other=held.keys[key].where,
                )
                raise ReferenceStepError([Problem(incident.where, f"incidents.{key}", said)])
            held.keys[key] = incident


def _read(file: Path) -> Node:
    root = read_file(file)
    problems = [
        Problem(node.where, key, say("unknown key{near}", near=nearest(key, KEYS)))
        for key, node in root.keys.items()
        if key not in KEYS
    ]
    block = root.keys.get("incidents")
    if block is None or not block.keys:
        said = say(
            "a file of incidents holds a map of them: incidents: {bot_down: {from: day 1 20:00, "
            "lasts: 2 h, bot: down}}"
        )
        problems.append(Problem(root.where, "incidents", said))
    if not root.written("name"):
        problems.append(Problem(root.where, "name", say("is missing; give the incidents a title")))
    if root.written("format") and root.keys["format"].value != 1:
        said = say("this capplan reads format 1, not {value}", value=root.keys["format"].value)
        problems.append(Problem(root.keys["format"].where, "format", said))
    if problems:
        raise ShapeStepError(problems)
    return root


def _shipped(name: str) -> Path:
    lack = say(
        "there is no file {name}, nor are incidents of that name shipped{near}",
        name=quoted(name), near=nearest(name, shipped_incidents()),
    )  # fmt: skip
    return shipped_one(_HOME, name, lack)
