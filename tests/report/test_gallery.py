"""The gallery of the documentation has every figure, with its call and a picture that exists."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from capplan.report import figures

DOCS = Path(__file__).parents[2] / "docs"
MOST = 1_200_000
"""All pictures of the gallery together [bytes]."""
DRAWN = [
    name
    for name in figures.__all__
    if "axes" in inspect.signature(getattr(figures, name)).parameters
]


def entries() -> dict[str, str]:
    """Text of each entry by the name of its figure."""
    text = (DOCS / "gallery.md").read_text(encoding="utf-8")
    parts = re.split(r"^##+ (.*)$", text, flags=re.MULTILINE)
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return {name: entry for name, entry in pairs if entry.strip()}


def test_every_figure_has_its_entry_and_no_other_is_told():
    assert sorted(entries()) == sorted(DRAWN)


@pytest.mark.parametrize("name", DRAWN)
def test_an_entry_says_shows_and_calls(name: str):
    entry = entries()[name]
    assert re.match(r"\s*[A-Z][^`]+\. ", entry), "one sentence what it shows"
    assert f"figures.{name}(" in entry
    assert f"![{name}](pictures/gallery/{name.replace('_', '-')}.png)" in entry


def test_pictures_are_there_and_small():
    text = (DOCS / "gallery.md").read_text(encoding="utf-8")
    pictures = [DOCS / place for place in re.findall(r"!\[.*?\]\((.*?)\)", text)]
    assert all(picture.is_file() for picture in pictures)
    assert sorted((DOCS / "pictures" / "gallery").iterdir()) == sorted(pictures)
    assert sum(picture.stat().st_size for picture in pictures) < MOST


def test_the_calls_are_python():
    text = (DOCS / "gallery.md").read_text(encoding="utf-8")
    for block in re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL):
        compile(block, "gallery.md", "exec")
