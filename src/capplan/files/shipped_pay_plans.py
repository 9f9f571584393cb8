"""The pay plans that ship with capplan: names and texts."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from capplan.files.errors import MissingScenarioError, Problem, nearest, quoted
from capplan.words import say


def shipped_plans() -> tuple[str, ...]:
    """Names of the shipped plans."""
    return tuple(sorted(p.stem for p in _home().iterdir() if p.suffix == ".yaml"))


def shipped_plan_text(key: str) -> str:
    """The YAML of a shipped plan, to copy and edit.

    Raises:
        MissingScenarioError: there is none of that name.
    """
    if key not in shipped_plans():
        text = say(
            "there is no pay plan {quoted}{nearest}",
            quoted=quoted(key),
            nearest=nearest(key, shipped_plans()),
        )
        raise MissingScenarioError([Problem("", "", text)])
    return (_home() / f"{key}.yaml").read_text(encoding="utf-8")


def is_plan_file(name: str) -> bool:
    """Whether a name is that of a file, not of a shipped plan."""
    return name.endswith((".yaml", ".yml"))


def _home() -> Path:
    return Path(str(files("capplan.files"))) / "pay_plans"
