"""Shorthands: ``patience: 3 min`` for ``patience: {mean: 3 min}``, one item for a list, marks.

After this step each value stands at its full path, whichever way it was written.
"""

from __future__ import annotations

from collections.abc import Iterator

from capplan.files.errors import ShapeStepError, nearest, quoted
from capplan.files.tree import Node, Path, Problems
from capplan.model.provenance import Mark
from capplan.words import say

LAWS = ("rounds", "work", "think", "messages", "replies", "closing", "wrap_up", "patience")
AS_KEY: dict[str, str] = {
    **{f"queues.*.chat.{law}": "mean" for law in LAWS},
    "queues.*.bot.talk": "mean",
    "queues.*.closed.rounds": "mean",
    "queues.*.retry.after": "mean",
    "groups.*.handles.*": "choice",
    "groups.*.hire": "cost",
    "groups.*.pay_plan": "plan",
    "shifts.*": "at",
    "incidents.*.gone": "share",
    "incidents.*.absent": "share",
    "incidents.*.faulty_orders": "share",
    "incidents.*.work": "times",
    "incidents.*.volume": "times",
    "incidents.*.bot": "contains",
    "incidents.*.overtime": "most",
}
"""A scalar at this path means a map with this one key."""
AS_LIST = (
    "queues.*.demand",
    "queues.*.demand.*.faults",
    "queues.*.targets",
    "queues.*.bot.hours",
    "groups.*.at_once_windows",
    "shifts.*.break",
    "shifts.*.groups",
    "roster",
    "roster.*.breaks",
    "campaign.moves",
    "incidents.*.gone.groups",
    "incidents.*.absent.groups",
    "incidents.*.work.groups",
    "incidents.*.overtime.groups",
    "incidents.*.volume.queues",
    "incidents.*.bot.queues",
    "incidents.*.breaks_wait",
)
"""A single value at this path means a list of one."""
WITHIN = ("queues.*.bot", "queues.*.bot.hours.*", "incidents.*.bot")
"""Maps in which ``comes_back: 30 % within 2 h`` means comes_back and within."""
TORN_TEXT = say("; between { } a comma ends a value, so quote texts that hold one")
_WRAPPER = ("value", "mark", "source")


def expand(root: Node) -> None:
    """Take off the wrappers and write out the shorthands, in place.

    Raises:
        ShapeStepError: a mark that does not exist, an unknown key in a wrapper, a value twice.
    """
    problems = Problems(root)
    _unwrap(root, (), problems)
    problems.stop(ShapeStepError)
    for pattern in AS_LIST:
        for _, node in matches(root, pattern):
            if node.value is not None and not isinstance(node.value, list):
                node.value = [_lowered(node)]
    for pattern, key in AS_KEY.items():
        for _, node in matches(root, pattern):
            if isinstance(node.value, list) and pattern.startswith("queues"):
                node.value = {"values": _lowered(node)}
            elif node.value is not None and not isinstance(node.value, dict | list):
                node.value = {key: _lowered(node)}
    for pattern in WITHIN:
        for path, node in matches(root, pattern):
            _split_within(node, path, problems)
    problems.stop(ShapeStepError)


def matches(root: Node, pattern: str) -> Iterator[tuple[Path, Node]]:
    """All nodes at a dotted path in which ``*`` stands for any key or number."""
    found: list[tuple[Path, Node]] = [((), root)]
    for step in pattern.split(".") if pattern else ():
        found = [
            ((*path, name), below) for path, node in found for name, below in _below(node, step)
        ]
    yield from found


def _below(node: Node, step: str) -> Iterator[tuple[str | int, Node]]:
    if step != "*":
        child = node.child(step)
        if child is not None:
            yield step, child
    elif isinstance(node.value, dict):
        yield from node.value.items()
    elif isinstance(node.value, list):
        yield from enumerate(node.value)


def _split_within(node: Node, path: Path, problems: Problems) -> None:
    """Take ``within 2 h`` off ``comes_back: 30 % within 2 h``."""
    both, old = node.keys.get("comes_back"), node.keys.get("within")
    share, word, time = str(both.scalar if both else "").partition(" within ")
    if both is None or not word:
        return
    if old is not None and not old.is_implied:
        problems.add(
            (*path, "comes_back"), say("within stands here and beside it; keep one of them")
        )
        return
    within = _lowered(both)
    both.value, within.value = share.strip(), time.strip()
    node.keys["within"] = within


def _lowered(node: Node) -> Node:
    """A copy of a node to stand one step lower; it takes the mark along."""
    return Node(node.value, node.where, node.mark, node.source, node.is_default, is_implied=True)


def _unwrap(node: Node, path: Path, problems: Problems) -> None:
    inner = node.keys.get("value")
    if inner is not None and not isinstance(inner.value, dict):
        for key in node.keys:
            if key not in _WRAPPER:
                hint = "" if node.keys[key].value is not None else TORN_TEXT
                problems.add(
                    (*path, key),
                    say("unknown key{nearest}{hint}", nearest=nearest(key, _WRAPPER), hint=hint),
                )
        mark = node.keys.get("mark")
        source = node.keys.get("source")
        if mark is not None:
            if mark.value in set(Mark):
                node.mark = Mark(mark.value)
            else:
                text = say(
                    "{quoted} is no mark{nearest}",
                    quoted=quoted(mark.value),
                    nearest=nearest(str(mark.value), Mark),
                )
                problems.add((*path, "mark"), text)
        node.source = "" if source is None or source.value is None else str(source.value)
        if len(path):
            node.value = inner.value
    for key, below in node.keys.items():
        _unwrap(below, (*path, key), problems)
    for number, below in enumerate(node.items):
        _unwrap(below, (*path, number), problems)
