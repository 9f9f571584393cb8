"""Step 3, references: each name that is used must exist."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path as FilePath

from capplan.files.errors import ReferenceStepError, nearest, quoted
from capplan.files.profiles import CURVES
from capplan.files.shape.scenario import ScenarioShape
from capplan.files.tree import Node, Path, Problems

ALL = "all"


def check_references(shape: ScenarioShape, filled: Node, folder: FilePath) -> None:
    """See that each name that is used exists.

    Raises:
        ReferenceStepError: with all that do not.
    """
    problems = Problems(filled)
    _check_groups(shape, problems)
    _check_queues(shape, problems, folder)
    _check_shifts(shape, problems)
    problems.stop(ReferenceStepError)


def _name(problems: Problems, path: Path, what: str, word: str, valid: Iterable[str]) -> None:
    names = list(valid)
    if word not in names:
        problems.add(path, f"there is no {what} {quoted(word)}{nearest(word, names)}")


def _check_groups(shape: ScenarioShape, problems: Problems) -> None:
    for key, group in shape.groups.items():
        path: Path = ("groups", key)
        if not group.handles:
            problems.add((*path, "handles"), "the group handles no queue; name at least one")
        for queue in group.handles:
            _name(problems, (*path, "handles", queue), "queue", queue, shape.queues)
        _name(problems, (*path, "pay"), "pay plan", group.pay, shape.pay)
        pay = shape.pay.get(group.pay)
        if group.temporary and pay is not None and not (pay.hourly or pay.base):
            text = f"the temps are paid nothing: pay.{group.pay} has a wage of 0 yuan; give a wage"
            problems.add((*path, "pay"), text)


def _check_queues(shape: ScenarioShape, problems: Problems, folder: FilePath) -> None:
    served = {queue for group in shape.groups.values() for queue in group.handles}
    for key, queue in shape.queues.items():
        if key not in served:
            text = "no group handles this queue; add it to the handles of a group"
            problems.add(("queues", key), text)
        for number, part in enumerate(queue.demand):
            path: Path = ("queues", key, "demand", number)
            if isinstance(part.profile, str):
                _name(problems, (*path, "profile"), "profile", part.profile, CURVES)
            if part.volumes is not None and not (folder / part.volumes).is_file():
                text = f"there is no file {quoted(part.volumes)} beside the scenario ({folder})"
                problems.add((*path, "volumes"), text)


def _check_shifts(shape: ScenarioShape, problems: Problems) -> None:
    for key, shift in shape.shifts.items():
        for number, word in enumerate(shift.groups):
            if word != ALL:
                _name(problems, ("shifts", key, "groups", number), "group", word, shape.groups)
    for number, line in enumerate(shape.roster):
        path: Path = ("roster", number)
        _name(problems, (*path, "group"), "group", line.group, shape.groups)
        if line.shift is None:
            continue
        _name(problems, (*path, "shift"), "shift", line.shift, shape.shifts)
        shift = shape.shifts.get(line.shift)
        if shift and ALL not in shift.groups and line.group not in shift.groups:
            text = f"the shift {line.shift} is not open to the group {line.group}"
            problems.add((*path, "group"), f"{text} (its groups: {', '.join(shift.groups)})")
