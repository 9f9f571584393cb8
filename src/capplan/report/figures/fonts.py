"""Fonts: Chinese is legible on every machine.

matplotlib takes each letter from the first family that has it: its own, that which comes with
capplan (the characters of GB 2312), then those of the machine.  Where no family has it the PNG
shows an empty box; the SVG keeps its text as text, and whoever opens it has the fonts.
"""

# matplotlib leaves the type of a path open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties

LATIN = "DejaVu Sans"
"""Comes with matplotlib, so pictures look the same on every machine."""
SHIPPED = "capplan Sans SC"
"""Comes with capplan; its licence stands beside it in ``chinese``."""
CHINESE = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Source Han Sans",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Microsoft YaHei",
    "SimHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Noto Sans CJK JP",
)
"""Asked in this order for what the first two lack; Noto Sans CJK JP holds the same letters."""


@cache
def families() -> tuple[str, ...]:
    """The families of all text: Latin first, then those for Chinese."""
    for font in sorted((Path(__file__).parent / "chinese").glob("*.otf")):
        font_manager.fontManager.addfont(font)
    installed = set(font_manager.fontManager.get_font_names())
    return (LATIN, SHIPPED, *(name for name in CHINESE if name in installed))


def is_drawable(text: str) -> bool:
    """Whether every letter is in one of the families."""
    return set(text) <= {" ", "\n"} or _missing(text) == set()


def _missing(text: str) -> set[str]:
    letters = {letter for letter in text if not letter.isspace()}
    for family in families():
        known = _codes(family)
        letters = {letter for letter in letters if ord(letter) not in known}
    return letters


@cache
def _codes(family: str) -> frozenset[int]:
    """Code points of all letters of a family."""
    path = font_manager.findfont(FontProperties(family=family))
    return frozenset(font_manager.get_font(path).get_charmap())


def telling(names: Sequence[str]) -> list[str]:
    """Names that stay apart even as empty boxes: those that cannot be drawn get a number."""
    return [
        name if is_drawable(name) else f"{name} ({number})"
        for number, name in enumerate(names, start=1)
    ]


def all_drawable(texts: Iterable[str]) -> bool:
    """Whether this machine can draw all of them."""
    return all(is_drawable(text) for text in texts)
