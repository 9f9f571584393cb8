"""The shipped platform profiles: their names and their text."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from capplan.files.errors import MissingScenarioError, Problem, nearest, quoted
from capplan.words import say


def shipped() -> tuple[str, ...]:
    """Names of the shipped profiles."""
    return tuple(sorted(p.stem for p in _home().iterdir() if p.suffix == ".yaml"))


def shipped_file(key: str) -> Path:
    """The file of a shipped profile."""
    return _home() / f"{key}.yaml"


def shipped_text(key: str) -> str:
    """The YAML of a shipped profile, to copy and edit.

    Raises:
        MissingScenarioError: there is none of that name.
    """
    if key not in shipped():
        text = say(
            "there is no platform profile {quoted}{nearest}",
            quoted=quoted(key),
            nearest=nearest(key, shipped()),
        )
        raise MissingScenarioError([Problem("", "", text)])
    return shipped_file(key).read_text(encoding="utf-8")


def _home() -> Path:
    return Path(str(files("capplan.files"))) / "platforms"
