"""Assumed values moved down and up, each as a scenario of its own (rule E5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from capplan.files.errors import ScenarioError
from capplan.files.resolve import Resolved, resolve
from capplan.model.provenance import Mark, Provenance
from capplan.model.scenario import Scenario
from capplan.questions.sensitivity import RANGE, Moved
from capplan.words import say

_NUMBER = re.compile(r"(?P<number>[\d,]*\.?\d+)(?P<unit>\s*[^\d].*)?")
MOST_ZERO_SHARE = "5 %"
"""What a share of 0 % is moved up to."""
_LEFT_OUT = re.compile(
    r"days\.|pay\.|shifts\.|seats|floor\.rest|groups\.[^.]+\.(people|hire|learning\.taught_for)"
    r"|.*\.(shape|cv)$|targets\."
)
"""Values that a fixed roster does not feel, and shapes of laws."""


def movable(resolved: Resolved) -> list[Provenance]:
    """The assumed numbers that may change what a fixed roster does."""
    return [
        value
        for value in resolved.scenario.provenance
        if value.mark is Mark.ASSUME and _others(value) and not _is_left_out(value)
    ]


def moves(resolved: Resolved, limits: Sequence[tuple[int, int]] = ()) -> Iterator[Moved]:
    """Each assumed number moved down and up; what the scenario does not allow is left out.

    Args:
        resolved: the scenario, from a file.
        limits: (place of the group, chats at once) where a plan chose that number.

    Raises:
        ValueError: if the scenario does not come from a file.
    """
    if resolved.file is None:
        raise ValueError(say("only values of a scenario file can be moved"))
    for value in movable(resolved):
        for to, up in _others(value):
            sets = (*resolved.overrides, f"{value.path}={to}")
            try:
                found = resolve(resolved.file, resolved.applied, sets)
            except ScenarioError:
                continue
            yield Moved(value.path, value.value, to, up, limited(found.scenario, limits))


def limited(scenario: Scenario, limits: Sequence[tuple[int, int]]) -> Scenario:
    """A scenario with the numbers of chats at once that a plan chose, by place of the group."""
    chosen = dict(limits)
    groups = tuple(
        replace(group, limit=chosen.get(place, group.limit))
        for place, group in enumerate(scenario.groups)
    )
    return replace(scenario, groups=groups)


def _is_left_out(value: Provenance) -> bool:
    is_skill_of_group = value.is_default and value.path.endswith(".speed") and (
        ".handles." in value.path
    )  # fmt: skip
    is_day_factor = value.path == "day_factor.cv"
    return is_skill_of_group or (not is_day_factor and _LEFT_OUT.match(value.path) is not None)


def _others(value: Provenance) -> list[tuple[str, bool]]:
    """The values that it is moved to, as they would be written, and whether they are greater."""
    found = _NUMBER.fullmatch(value.value.strip())
    if found is None:
        return []
    text, unit = found["number"].replace(",", ""), (found["unit"] or "").strip()
    number, is_share = float(text), unit == "%"
    if number == 0.0:
        return [(MOST_ZERO_SHARE, True)] if is_share else []
    pairs = [(number / (1.0 + RANGE), False), (number * (1.0 + RANGE), True)]
    if is_share:
        pairs = [(min(other, 100.0), up) for other, up in pairs]
    if not unit and float(text).is_integer() and "." not in text:
        pairs = [(_next_whole(number, up), up) for _, up in pairs]
    return [
        (f"{other:.4g} {unit}".strip(), up)
        for other, up in pairs
        if other != number and other > 0.0
    ]


def _next_whole(number: float, up: bool) -> float:
    """A whole number moved by the range, and by one at least."""
    step = max(1, round(number * RANGE))
    return number + step if up else number - step
