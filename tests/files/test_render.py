"""A resolved scenario is written as ruamel would write it, only sooner."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from capplan.files import resolve, templates
from capplan.files.render import HEAD, by_hand, by_ruamel

LETTERS = "aZ_09 .,:;#-+/()%'\"[]{}?!&*|>@`=~<\n\t小×–"
texts = st.text(LETTERS, max_size=12) | st.sampled_from(
    ["80 s", "3 min", "20 %", "true", "Null", "No", "y", "1 e5", "1e5", "0x1", "1_000", ".5", "-",
     "2026-11-10", "2026-11-10 16:00", "08:00-16:00", "<<", "=", "~", "x" * 120, "é", "小店", ""]
)  # fmt: skip
scalars = texts | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False)
trees = st.recursive(
    scalars,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(texts, below, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(texts, trees, min_size=1, max_size=3))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_any_tree(data: dict[str, object]) -> None:
    assert by_hand(data) in {None, by_ruamel(data)}


def test_long_texts_and_texts_of_several_lines_are_left_to_ruamel() -> None:
    assert by_hand({"k": ["a\nb"]}) is None
    assert by_hand({"k": "x " * 3000}) is None
    assert by_hand({"x" * 200: 1}) is None


@pytest.mark.parametrize("name", ["double-11-food", "mini-programs-closed-nights"])
def test_shipped_scenarios(name: str) -> None:
    folder = next(t.folder for t in templates() if t.name == name)
    text = resolve(folder).text
    data = YAML(typ="safe", pure=True).load(text)
    assert by_hand(data) == by_ruamel(data) == text.removeprefix(HEAD)
