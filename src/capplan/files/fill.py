"""Fill the defaults into the tree, each with its mark, so that nothing stays unsaid."""

from __future__ import annotations

from capplan.files.defaults import (
    AFTER,
    CHAT_SHARE,
    CURVES,
    EMPTY_LISTS,
    EMPTY_MAPS,
    TABLE,
    Default,
)
from capplan.files.shape.readers import read_moment
from capplan.files.shorthand import expand, matches
from capplan.files.tree import Node, Scalar
from capplan.model.provenance import Mark
from capplan.units import parse_share

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
    _fill_curves(filled)
    for default in TABLE:
        _apply(filled, default)
    expand(filled)
    _fill_speeds(filled)
    _fill_bot_conversions(filled)
    _fill_orders_per_chat(filled)
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


def _put(node: Node, key: str, value: Scalar | tuple[Scalar, ...], mark: Mark, source: str) -> None:
    if isinstance(node.value, dict):
        is_list = isinstance(value, tuple)
        held = [Node(v, WHERE, is_default=True) for v in value] if is_list else value
        node.value[key] = Node(held, WHERE, mark, source, is_default=True)


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


def _fill_curves(root: Node) -> None:
    """Newcomers learn as one curve says, unless the file has one."""
    for _, learning in matches(root, "groups.*.learning"):
        for key, (points, source) in CURVES.items():
            if isinstance(learning.value, dict) and not learning.written(key):
                curve = {
                    tenure: Node(share, WHERE, Mark.ASSUME, source, is_default=True)
                    for tenure, share in points.items()
                }
                learning.value[key] = Node(curve, WHERE, is_default=True)


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


def _fill_orders_per_chat(root: Node) -> None:
    """Orders per chat of the queue that a part follows, if its values say so (rule D4a)."""
    for _, part in matches(root, "queues.*.demand.*"):
        followed = part.child("follows")
        if followed is None or followed.scalar is None or part.written("orders_per_chat"):
            continue
        queue = root.find(("queues", str(followed.scalar)))
        found = orders_per_chat(queue) if queue else None
        if found is not None:
            _put(part, "orders_per_chat", found[0], Mark.DERIVED, found[1])


def orders_per_chat(queue: Node) -> tuple[float, str] | None:
    """Orders per chat, and where that comes from; None where nothing says it, or two values."""
    demand = queue.child("demand")
    targets = [p for p in (demand.items if demand else ()) if p.written("sales_target")]
    orders = queue.child("orders")
    if targets:
        pairs = [(p.child("conversion"), p.child("chat_share")) for p in targets]
        source = "conversion ÷ chat_share, so that orders are sales target ÷ order value"
    elif orders is not None:
        pairs = [(orders.child("conversion"), Node(CHAT_SHARE))]
        source = f"conversion ÷ {CHAT_SHARE} of orders that follow a chat"
    else:
        return None
    try:
        ratios = {
            round(parse_share(str(c and c.scalar)) / parse_share(str(s and s.scalar)), 9)
            for c, s in pairs
        }
    except (ValueError, ZeroDivisionError):
        return None
    return (ratios.pop(), source) if len(ratios) == 1 else None
