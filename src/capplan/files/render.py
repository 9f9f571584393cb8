"""The resolved scenario as text: every value, every default, every mark."""

from __future__ import annotations

import io

from ruamel.yaml import YAML

from capplan.files.tree import Node, Scalar, dotted
from capplan.model.provenance import Mark, Provenance


def render(filled: Node) -> str:
    """Write a filled tree as YAML that capplan reads again."""
    writer = YAML(typ="rt")
    writer.width = 4096
    writer.allow_unicode = True
    out = io.StringIO()
    writer.dump(_data(filled), out)  # pyright: ignore[reportUnknownMemberType]
    return (
        "# resolved by capplan: variants applied, defaults filled in and marked\n" + out.getvalue()
    )


def _data(node: Node) -> object:
    if isinstance(node.value, dict):
        return {key: _data(below) for key, below in node.value.items()}
    value: object = node.value
    if isinstance(node.value, list):
        is_marked = node.mark is not None and not any(below.keys for below in node.value)
        value = node.plain() if is_marked else [_data(below) for below in node.value]
        if not is_marked:
            return value
    if node.value is None or (node.mark is None and not node.source):
        return value
    return {"value": value, "mark": str(node.mark or Mark.GIVEN), "source": node.source}


def list_provenance(filled: Node) -> tuple[Provenance, ...]:
    """Mark and source of every value that is there."""
    return tuple(
        Provenance(
            path=dotted(path),
            value=_readable(node),
            mark=node.mark or Mark.GIVEN,
            source=node.source,
            is_default=node.is_default,
        )
        for path, node in filled.leaves()
        if node.value is not None and node.value not in ([], {})
    )


def _readable(node: Node) -> str:
    if isinstance(node.value, list):
        return ", ".join(_readable(below) for below in node.value)
    value: Scalar | dict[str, Node] = node.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
