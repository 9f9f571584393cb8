"""READMEs: both languages name the same commands, and those of scenarios can be run."""

import re
from functools import cache
from pathlib import Path

import pytest

from capplan.cli import app
from capplan.files import resolve

ROOT = Path(__file__).parents[1]
SCENARIOS = sorted(p.parent for p in ROOT.glob("scenarios/*/README.md"))
KNOWN = {c.name or c.callback.__name__.replace("_", "-") for c in app.registered_commands}
of_each = pytest.mark.parametrize("folder", SCENARIOS, ids=lambda folder: folder.name)


def commands(name):
    """All lines of code that start a command, without remarks."""
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.findall(r"^```(?:sh)?\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    lines = (line.partition(" #")[0].strip() for block in blocks for line in block.splitlines())
    return [line for line in lines if line.startswith(("capplan ", ".venv/bin/", "python3 "))]


def test_both_have_the_same_commands():
    assert len(commands("README.md")) > 15
    assert commands("README.zh-CN.md") == commands("README.md")


def test_they_name_each_other():
    assert "(README.zh-CN.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "(README.md)" in (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")


def test_pictures_of_both_are_there():
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pictures = re.findall(r"!\[.*?\]\((.*?)\)", text)
        assert pictures
        assert all((ROOT / picture).is_file() for picture in pictures)


@cache
def variants_of(folder):
    return resolve(folder).variants


def told(folder):
    """The commands of a scenario's README, in lines of code or in sentences, as words."""
    text = (folder / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^    (capplan .*)$", text, re.MULTILINE)
    return [found.split() for found in (*re.findall(r"`(capplan [^`]*)`", text), *lines)]


@of_each
def test_commands_of_a_scenario_name_what_there_is(folder):
    found = told(folder)
    assert found
    variants = variants_of(folder)
    for _, command, *words in found:
        assert command in KNOWN
        named = [w for w in words if w.startswith("scenarios/")]
        assert all((ROOT / w / "scenario.yaml").is_file() for w in named)
        if command == "compare" and named:
            end = next((n for n, w in enumerate(words) if w.startswith("-")), len(words))
            assert set(words[1:end]) <= set(variants)


@of_each
def test_a_scenario_tells_its_question_before_its_sources(folder):
    """The first screen: the command that answers, then the answer in bold."""
    text = (folder / "README.md").read_text(encoding="utf-8")
    first, _, rest = text.partition("## Where each number comes from")
    assert rest
    assert re.search(r"^    capplan ", first, re.MULTILINE)
    assert re.search(r"question|asks:", first)


@of_each
def test_every_variant_of_a_scenario_is_explained(folder):
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert [v for v in variants_of(folder) if f"`{v}`" not in text] == []
