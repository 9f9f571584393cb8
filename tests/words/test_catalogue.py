"""Every template in the code has its translation, with the same places, and none is left over."""

import ast
import string
from functools import cache
from pathlib import Path

import polib
import pytest

import capplan
from capplan.files.defaults import TABLE
from capplan.words import LANGUAGES
from capplan.words.catalogue import words

SOURCE = Path(capplan.__file__).parent
MAKERS = {"say", "tell"}
HELPERS = {"Option", "Argument", "Typer"}
OTHERS = [language for language in LANGUAGES if language != "en"]


def _literal(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _is_command(node):
    """A function that `command` makes a command: its docstring is its help."""
    if not isinstance(node, ast.FunctionDef):
        return False
    calls = [d.func for d in node.decorator_list if isinstance(d, ast.Call)]
    return any(getattr(call, "id", "") == "command" for call in calls)


@cache
def templates():
    """All literal templates of the code, with the places where they stand."""
    found = {row.source: "files/defaults.py" for row in TABLE if row.source}
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if _is_command(node):
                found[ast.get_docstring(node)] = f"{file.relative_to(SOURCE)}:{node.lineno}"
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            texts = [_literal(a) for a in node.args[:1]] if name in MAKERS else []
            if name in HELPERS:
                texts = [_literal(k.value) for k in node.keywords if k.arg == "help"]
            if name == "Field" and not node.args:  # what a key that must be there is
                texts = [_literal(k.value) for k in node.keywords if k.arg == "description"]
            if name == "listed":
                given = [*node.args[1:2], *(k.value for k in node.keywords)]
                texts = [_literal(a) for a in given] or ["{left}, {right}"]
            if name == "plain_table" and node.args and isinstance(node.args[0], ast.Tuple):
                texts = [_literal(head) for head in node.args[0].elts]
            for text in filter(None, texts):
                found.setdefault(text, f"{file.relative_to(SOURCE)}:{node.lineno}")
    return found


def places(template):
    """Names of the places; a language may need one twice."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(template) if name}
    except ValueError:
        return set()


@pytest.mark.parametrize("language", OTHERS)
def test_every_template_is_translated(language):
    missing = {t: where for t, where in templates().items() if t not in words(language)}
    assert not missing


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_left_over(language):
    assert sorted(set(words(language)) - set(templates()) - {"{left}, {right}"}) == []


@pytest.mark.parametrize("language", OTHERS)
def test_one_template_has_one_translation(language):
    files = sorted((SOURCE / "words" / language).glob("*.po"))
    found = {}
    for entry in (entry for file in files for entry in polib.pofile(str(file))):
        found.setdefault(entry.msgid, set()).add(entry.msgstr)
    assert {template: said for template, said in found.items() if len(said) > 1} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_places_are_the_same(language):
    wrong = {t: s for t, s in words(language).items() if places(t) != places(s)}
    assert not wrong
