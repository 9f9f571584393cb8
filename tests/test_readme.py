"""The README in Chinese says the same commands as the one in English."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


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
