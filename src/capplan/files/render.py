"""The resolved scenario as text: every value, every default, every mark."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import cast

from ruamel.yaml import YAML

from capplan.files.tree import Node, Scalar, dotted
from capplan.model.provenance import Mark, Provenance

HEAD = "# resolved by capplan: variants applied, defaults filled in and marked\n"
_WORD = r"[A-Za-z0-9_%.,()/;+\u4e00-\u9fff-]+"
_AS_IT_STANDS = re.compile(rf"(\d+(\.\d+)? [a-z%]|[A-Za-z_\u4e00-\u9fff])({_WORD})?( {_WORD})*")
"""Texts that YAML takes for nothing but texts, apart from these words."""
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
_WIDTH = 4096
_LONG, _LONG_KEY = _WIDTH // 2, 100
"""Letters of a text, and of a key, from which on ruamel may lay it out in lines."""


def render(filled: Node) -> str:
    """Write a filled tree as YAML that capplan reads again."""
    data = _data(filled)
    return HEAD + (by_hand(data) or by_ruamel(data))


def by_ruamel(data: object) -> str:
    """Maps, lists and scalars as YAML."""
    out = io.StringIO()
    _writer().dump(data, out)  # pyright: ignore[reportUnknownMemberType]
    return out.getvalue()


@cache
def _writer() -> YAML:
    writer = YAML(typ="rt")
    writer.width = _WIDTH
    writer.allow_unicode = True
    return writer


def by_hand(data: object) -> str | None:
    """The same in a tenth of the time; None where ruamel must lay out a text in lines."""
    try:
        return "".join(f"{line}\n" for line in _lines(data))
    except _LaidOutError:
        return None


class _LaidOutError(Exception):
    """A text or a key that depends on where it stands: it is long or has lines."""


def _lines(data: object) -> Iterator[str]:
    """A map or a list as a block; a list is not indented below its key."""
    if isinstance(data, dict):
        for key, below in cast("dict[str, object]", data).items():
            name, indent = _key(key), "" if isinstance(below, list) else "  "
            if below and isinstance(below, dict | list):
                yield f"{name}:"
                yield from (indent + line for line in _lines(cast(object, below)))
            else:
                yield f"{name}:" if below is None else f"{name}: {_short(cast(object, below))}"
    else:
        for below in cast("list[object]", data):
            if below and isinstance(below, dict | list):
                for number, line in enumerate(_lines(cast(object, below))):
                    yield ("  " if number else "- ") + line
            else:
                yield f"- {_short(below)}"


def _key(text: str) -> str:
    key = _text(text)
    if len(key) > _LONG_KEY:
        raise _LaidOutError
    return key


def _short(value: object) -> str:
    """A scalar, or a map or a list that is empty."""
    if isinstance(value, dict | list):
        return "[]" if isinstance(value, list) else "{}"
    if value is None:
        return ""
    return _text(value) if isinstance(value, str) else _number(type(value), value)


def _text(text: str) -> str:
    stands = _AS_IT_STANDS.fullmatch(text) and text.lower() not in _WORDS
    return text if stands and len(text) < _LONG else _quoted(text)


@cache
def _quoted(text: str) -> str:
    if len(text) >= _LONG or not text.isprintable():
        raise _LaidOutError
    return by_ruamel([text])[2:-1]


@cache
def _number(_kind: type, value: object) -> str:
    return by_ruamel([value])[2:-1]


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
