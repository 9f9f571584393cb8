"""Folders of YAML files that ship with capplan: their names and texts."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from capplan.files.errors import MissingScenarioError, Problem
from capplan.words import Sentence


def shipped_files(home: Path) -> dict[str, Path]:
    """The YAML files of a folder, by name without the ending, in order."""
    return {file.stem: file for file in sorted(home.iterdir()) if file.suffix == ".yaml"}


def shipped_one(home: Path, key: str, lack: Sentence) -> Path:
    """One of them.

    Args:
        home: the folder.
        key: the name asked for.
        lack: what is said if there is none.

    Raises:
        MissingScenarioError: there is none of that name.
    """
    known = shipped_files(home)
    if key not in known:
        raise MissingScenarioError([Problem("", "", lack)])
    return known[key]


def among_sources(name: str) -> Path:
    """A folder beside the files of this room."""
    return Path(str(files("capplan.files"))) / name


def packaged(name: str, beside: str) -> Path:
    """A folder that the wheel holds under one name, and the sources beside them under another."""
    found = Path(str(files("capplan") / name))
    return found if found.is_dir() else Path(__file__).parents[3] / beside
