"""Fill the defaults into the tree, each with its mark, so that nothing stays unsaid."""

from __future__ import annotations

from capplan.files.defaults import AFTER, EMPTY_LISTS, EMPTY_MAPS, TABLE, Default
from capplan.files.shape.readers import read_moment
from capplan.files.shorthand import expand, matches
from capplan.files.tree import Node, Scalar
from capplan.model.provenance import Mark

WHERE = "default"
_LONGEST_EVENT_DAYS = 3


def fill(root: Node) -> Node:
    """A copy of an expanded tree with every default filled in; wrong shapes are left alone."""
    filled = root.copy()
    for pattern in EMPTY_MAPS:
        _fill(filled, pattern, is_map=True)
    for pattern in EMPTY_LISTS:
        _fill(filled, pattern, is_map=False)
    _fill_computed(filled)
    for default in TABLE:
        _apply(filled, default)
    expand(filled)
    _fill_speeds(filled)
    _fill_bot_conversions(filled)
    return filled


def _fill(root: Node, pattern: str, *, is_map: bool) -> None:
    parent, _, key = pattern.rpartition(".")
    for _, node in matches(root, parent):
        if isinstance(node.value, dict) and not node.written(key):
            node.value[key] = Node({} if is_map else [], WHERE, is_default=True)


def _apply(root: Node, default: Default) -> None:
    parent, _, key = default.path.replace("?", "").rpartition(".")
    for path, node in matches(root, parent):
        if not isinstance(node.value, dict) or node.written(key):
            continue
        if default.only_if is not None and not default.only_if(node):
            continue
        value = default.value
        if default.after_sales is not None and _kind(root, str(path[1])) == AFTER:
            value = default.after_sales
        _put(node, key, value, default.mark, default.source)


def _put(node: Node, key: str, value: Scalar, mark: Mark, source: str) -> None:
    if isinstance(node.value, dict):
        node.value[key] = Node(value, WHERE, mark, source, is_default=True)


def _kind(root: Node, queue: str) -> Scalar:
    node = root.find(("queues", queue, "kind"))
    return node.scalar if node else None


def _fill_computed(root: Node) -> None:
    """Defaults that follow from other values."""
    queues = root.child("queues")
    for number, (name, queue) in enumerate(queues.keys.items() if queues else ()):
        if not queue.written("kind"):
            kind = name if name in {"pre_sales", AFTER} else "other"
            _put(queue, "kind", kind, Mark.DERIVED, "from the queue's name")
        if not queue.written("priority"):
            _put(queue, "priority", number + 1, Mark.DERIVED, "order in the file")
        if queue.written("platform") and not queue.written("usual"):
            queue.keys["usual"] = Node({}, WHERE, is_default=True)
    factor = root.child("day_factor")
    if factor is not None and not factor.written("per"):
        per = "horizon" if _is_short(root) else "day"
        _put(factor, "per", per, Mark.ASSUME, "horizon up to 3 days, else day")


def _is_short(root: Node) -> bool:
    first, last = root.find(("days", "from")), root.find(("days", "to"))
    try:
        span = read_moment(str(last and last.value)) - read_moment(str(first and first.value))
    except ValueError:
        return True
    return span.total_seconds() <= _LONGEST_EVENT_DAYS * 24 * 3600


def _fill_speeds(root: Node) -> None:
    """A skill without a speed works at the group's."""
    for path, skill in matches(root, "groups.*.handles.*"):
        speed = root.find((*path[:2], "speed"))
        if speed and speed.scalar is not None and not skill.written("speed"):
            mark, source = speed.mark or Mark.GIVEN, speed.source or "as the group"
            _put(skill, "speed", speed.scalar, mark, source)


def _fill_bot_conversions(root: Node) -> None:
    """Customers whom the bot keeps order like those whom a person serves."""
    source = "as with a person; 12 % of served people and 15 % of orders on 11 Nov 2017"
    for _, orders in matches(root, "queues.*.orders"):
        conversion = orders.child("conversion")
        if conversion and conversion.scalar is not None and not orders.written("bot_conversion"):
            _put(orders, "bot_conversion", conversion.scalar, Mark.ASSUME, source)
