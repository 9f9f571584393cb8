"""Pages made from the program itself: keys, commands, tables, public names of Python."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

import capplan
from capplan import files as scenario_files
from capplan.cli import app
from capplan.results.columns import Column

ROOMS = ("results", "study", "staffing", "campaign", "questions", "pay")
"""Rooms whose declared tables are listed."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    for name, text in (
        ("keys", keys_page()),
        ("commands", commands_page()),
        ("tables", tables_page()),
        ("python", python_page()),
    ):
        path = f"reference/{name}.md"
        files.append(File.generated(config, path, content=text))
    return files


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _table(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def keys_page() -> str:
    """All keys of a scenario file, from its JSON schema."""
    schema = scenario_files.schema()
    text = [
        "# Keys of the scenario file\n",
        "Made from the JSON schema that `capplan schema` prints. `*` stands for a name of your "
        "own. Quantities carry units; any value may be written with its mark and source, "
        "`{value: 80 s, mark: assume, source: ...}`. The [guide](../scenario-file.md) shows them "
        "at work.\n",
    ]
    for name, node in schema["properties"].items():
        rows = list(_keys(name, node))
        text += [f"## {name}\n", _table(("key", "meaning", "default"), iter(rows))]
    return "\n".join(text)


def _keys(path: str, node: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """A key and the keys below it: path, meaning, default."""
    default = node.get("default")
    shown = "" if default is None else f"`{default}`"
    own = "a name of your own" if path.endswith("*") else ""
    yield f"`{path}`", str(node.get("description", own)), shown
    seen: set[str] = set()
    for below, child in _below(node):
        if below not in seen:
            seen.add(below)
            yield from _keys(f"{path}.{below}", child)


def _below(node: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Keys right below one, whichever of its forms has them; a marked value has none."""
    if "value" in node.get("properties", {}) and "mark" in node["properties"]:
        return
    yield from node.get("properties", {}).items()
    more = node.get("additionalProperties")
    if isinstance(more, dict):
        yield "*", more
    if isinstance(node.get("items"), dict):
        yield from _below(node["items"])
    for form in node.get("anyOf", ()):
        yield from _below(form)


def commands_page() -> str:
    """All commands with their options."""
    from typer.main import get_command

    group: Any = get_command(app)
    text = ["# Commands\n", "`capplan COMMAND --help` says the same.\n"]
    for name, command in group.commands.items():
        text += [f"## capplan {name}\n", f"{command.help}\n"]
        rows = (
            (f"`{' '.join(p.opts) or p.name}`", str(getattr(p, "help", None) or ""))
            for p in command.params
        )
        text.append(_table(("argument or option", "meaning"), rows))
    return "\n".join(text)


def tables_page() -> str:
    """All declared tables: what each column means."""
    text = [
        "# Tables\n",
        "Columns of the tables that Python returns and that `--out` writes as CSV. A column that "
        "ends in `_low` or `_high` is an end of the 95 % interval.\n",
    ]
    for title, columns in _declared():
        shown = (c for c in columns if not c.name.endswith(("_low", "_high")))
        rows = ((f"`{c.name}`", c.unit, c.meaning) for c in shown)
        text += [f"## {title}\n", _table(("column", "unit", "meaning"), rows)]
    return "\n".join(text)


def _declared() -> Iterator[tuple[str, tuple[Column, ...]]]:
    for room in ROOMS:
        package = importlib.import_module(f"capplan.{room}")
        for found in pkgutil.walk_packages(package.__path__, f"capplan.{room}."):
            module = importlib.import_module(found.name)
            for name, value in sorted(vars(module).items()):
                if isinstance(value, tuple) and value and isinstance(value[0], Column):
                    what = name.strip("_").lower().replace("_", " ")
                    short = found.name.removeprefix("capplan.")
                    yield (short if what == "columns" else f"{short}: {what}"), value


def python_page() -> str:
    """The public names of the package, each where it is written."""
    found = ((name, getattr(capplan, name)) for name in sorted(capplan.__all__))
    blocks = (f"::: {thing.__module__}.{thing.__qualname__}\n" for _, thing in found)
    return "\n".join(("# Python\n", "The names that `import capplan` offers.\n", *blocks))
