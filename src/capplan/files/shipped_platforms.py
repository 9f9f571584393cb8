"""The shipped platform profiles: their names and their text."""

from __future__ import annotations

from pathlib import Path

from capplan.files.errors import nearest, quoted
from capplan.files.shipped import among_sources, shipped_files, shipped_one
from capplan.words import say

_HOME = among_sources("platforms")


def shipped() -> tuple[str, ...]:
    """Names of the shipped profiles."""
    return tuple(shipped_files(_HOME))


def shipped_file(key: str) -> Path:
    """The file of a shipped profile.

    Raises:
        MissingScenarioError: there is none of that name.
    """
    lack = say(
        "there is no platform profile {quoted}{nearest}",
        quoted=quoted(key),
        nearest=nearest(key, shipped()),
    )
    return shipped_one(_HOME, key, lack)


def shipped_text(key: str) -> str:
    """The YAML of a shipped profile, to copy and edit.

    Raises:
        MissingScenarioError: there is none of that name.
    """
    return shipped_file(key).read_text(encoding="utf-8")
