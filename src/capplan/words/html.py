"""What a notebook shows of a result: a few sentences and a small table, all of it escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from capplan.words.reader import tell
from capplan.words.sentence import Sentence

MOST_ROWS = 20
"""A table shows so many rows; the tables of the result have all."""
_LEFT, _RIGHT = "text-align:left", "text-align:right"


def html(
    title: str,
    lines: Iterable[str],
    heads: Sequence[str] = (),
    rows: Iterable[Sequence[object]] = (),
    left: int = 1,
) -> str:
    """A piece of HTML in the reader's language.

    Args:
        title: shown bold.
        lines: sentences, one below the other.
        heads: heads of the table.
        rows: its cells.
        left: so many columns, from the first, hold text and stand left.
    """
    parts = [f"<p><b>{_shown(title)}</b></p>"]
    parts += [f"<p>{_shown(line)}</p>" for line in lines]
    listed = [[_shown(cell) for cell in row] for row in rows]
    if listed:
        parts.append(_table([_shown(head) for head in heads], listed, left))
    return f'<div class="capplan">{"".join(parts)}</div>'


def _shown(cell: object) -> str:
    return escape(tell(cell) if isinstance(cell, Sentence) else str(cell))


def _table(heads: list[str], rows: list[list[str]], left: int) -> str:
    sides = [_LEFT if place < left else _RIGHT for place in range(len(heads))]
    top = "".join(f'<th style="{s}">{h}</th>' for s, h in zip(sides, heads, strict=True))
    body = "".join(
        "<tr>"
        + "".join(f'<td style="{s}">{c}</td>' for s, c in zip(sides, row, strict=True))
        + "</tr>"
        for row in rows[:MOST_ROWS]
    )
    further = f"<p>… + {len(rows) - MOST_ROWS}</p>" if len(rows) > MOST_ROWS else ""
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>{further}"
