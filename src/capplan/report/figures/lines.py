"""Text broken into lines: at spaces, and between Chinese characters."""

from __future__ import annotations

import re
import unicodedata

_NOT_FIRST = "，。、；：！？）》」』％%…"
"""Punctuation that no line begins with."""
_PIECES = re.compile(r"[ \n]+|[\u2e80-\u9fff\uff00-\uffef]|[^ \n\u2e80-\u9fff\uff00-\uffef]+")
"""Spaces; one Chinese character; a word, in which a no-break space may stand."""


def folded(text: str, width: int) -> str:
    """Break a text into lines of a width, on which a Chinese character counts twice."""
    lines = [""]
    for piece in _pieces(text):
        if columns(lines[-1] + piece.rstrip(" \n")) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip(" \n")
    return "\n".join(line.rstrip(" \n") for line in lines if line)


def columns(text: str) -> int:
    """How wide a text is, in Latin letters."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _pieces(text: str) -> list[str]:
    """What stays together: words, and characters with the punctuation behind them."""
    pieces: list[str] = []
    for found in _PIECES.finditer(text):
        piece = found.group()
        if pieces and piece[0] in _NOT_FIRST:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces
