"""The pay plans that ship with capplan: names and texts."""

from __future__ import annotations

from capplan.files.errors import nearest, quoted
from capplan.files.shipped import among_sources, shipped_files, shipped_one
from capplan.words import say

_HOME = among_sources("pay_plans")


def shipped_plans() -> tuple[str, ...]:
    """Names of the shipped plans."""
    return tuple(shipped_files(_HOME))


def shipped_plan_text(key: str) -> str:
    """The YAML of a shipped plan, to copy and edit.

    Raises:
        MissingScenarioError: there is none of that name.
    """
    lack = say(
        "there is no pay plan {quoted}{nearest}",
        quoted=quoted(key),
        nearest=nearest(key, shipped_plans()),
    )
    return shipped_one(_HOME, key, lack).read_text(encoding="utf-8")


def is_plan_file(name: str) -> bool:
    """Whether a name is that of a file, not of a shipped plan."""
    return name.endswith((".yaml", ".yml"))
