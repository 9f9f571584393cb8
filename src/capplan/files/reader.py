"""Step 1, syntax: YAML 1.2 text to a tree that remembers its lines."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning, YAMLError

from capplan.files.errors import MissingScenarioError, Problem, SyntaxStepError
from capplan.files.tree import Node, Scalar
from capplan.words import say

YamlNode = Any
"""A node as ruamel.yaml composes it; the library has no types for it."""
SCENARIO = "scenario.yaml"
_MOST_NODES = 200_000
_TORN_NUMBER = re.compile(r"^\d{3}( .*)?$")


def find_file(path: str | Path) -> Path:
    """The scenario file that a path means: a yaml file, or a folder that holds one.

    Raises:
        MissingScenarioError: there is no such file.
    """
    given = Path(path)
    file = given / SCENARIO if given.is_dir() else given
    if file.is_file():
        return file
    what = (
        say("the folder {given} holds no {file}", given=given, file=SCENARIO)
        if given.is_dir()
        else say("no file {given}", given=given)
    )
    raise MissingScenarioError(
        [Problem("", "", say("there is {what}", what=what) if given != file.parent else what)]
    )


def read_file(file: Path) -> Node:
    """Read a scenario file into a tree.

    Raises:
        SyntaxStepError: not UTF-8, not YAML, two equal keys, or not a map.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SyntaxStepError(
            [Problem(file.name, "", say("the file is not UTF-8 text; save it with encoding UTF-8"))]
        ) from None
    root = read_text(text, file.name)
    if root.value is None:
        raise SyntaxStepError([Problem(file.name, "", say("the file is empty; see `capplan new`"))])
    if not isinstance(root.value, dict):
        raise SyntaxStepError(
            [
                Problem(
                    root.where,
                    "",
                    say("a scenario is a map of keys (format: 1, name: ..., days: ...)"),
                )
            ]
        )
    return root


def read_text(text: str, name: str) -> Node:
    """Read YAML into a tree; `name` stands before each line number.

    Raises:
        SyntaxStepError: the text is not YAML, or two keys of a map are equal.
    """
    try:
        with catch_warnings():
            simplefilter("error", ReusedAnchorWarning)
            top = YAML(typ="safe", pure=True).compose(text)  # pyright: ignore[reportUnknownMemberType]
    except ReusedAnchorWarning as warning:
        raise SyntaxStepError([_reused_anchor(str(warning), name)]) from None
    except MarkedYAMLError as error:
        marked: Any = error
        mark = marked.problem_mark or marked.context_mark
        where = f"{name}:{mark.line + 1}" if mark else name
        raise SyntaxStepError([Problem(where, "", _syntax_sentence(error))]) from None
    except YAMLError as error:
        sentence = say("this is not YAML: {reason}", reason=str(error).splitlines()[0])
        raise SyntaxStepError([Problem(name, "", sentence)]) from None
    if top is None:
        return Node(None, name)
    conversion = _Conversion(name)
    root = conversion.node(top, ())
    if conversion.problems:
        raise SyntaxStepError(conversion.problems)
    return root


def read_value(text: str, where: str) -> Node:
    """Read the right side of ``--set path=value``: one YAML value.

    Raises:
        SyntaxStepError: the text is not YAML.
    """
    try:
        node = read_text(text, where)
    except SyntaxStepError as error:
        raise SyntaxStepError(
            [
                Problem(where, p.path, say("{text}; quote texts that hold : or #", text=p.text))
                for p in error.problems
            ]
        ) from None
    _stamp(node, where)
    return node


def _stamp(node: Node, where: str) -> None:
    node.where = where
    for below in (*node.keys.values(), *node.items):
        _stamp(below, where)


class _Conversion:
    """Turns composed YAML into nodes and collects equal keys and torn numbers."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._open: set[int] = set()
        self._count = 0
        self.problems: list[Problem] = []

    def node(self, source: YamlNode, path: tuple[str, ...], line: int | None = None) -> Node:
        line = source.start_mark.line + 1 if line is None else line
        where = f"{self._name}:{line}"
        self._count += 1
        if id(source) in self._open or self._count > _MOST_NODES:
            self.problems.append(Problem(where, ".".join(path), say("this block repeats itself")))
            return Node(None, where)
        if source.id == "scalar":
            return Node(_scalar(source), where)
        self._open.add(id(source))
        try:
            if source.id == "sequence":
                items = [self.node(n, (*path, str(i))) for i, n in enumerate(source.value)]
                return Node(items, where)
            return Node(self._map(source, path), where)
        finally:
            self._open.discard(id(source))

    def _map(self, source: YamlNode, path: tuple[str, ...]) -> dict[str, Node]:
        found: dict[str, Node] = {}
        torn: dict[str, list[str]] = {}
        last = ""
        for key, value in source.value:
            line = key.start_mark.line + 1
            where = f"{self._name}:{line}"
            if key.id != "scalar":
                self.problems.append(
                    Problem(where, ".".join(path), say("a key must be a plain word"))
                )
                continue
            name = str(key.value)
            here = ".".join((*path, name))
            if source.flow_style and _TORN_NUMBER.match(name) and _is_empty(value):
                torn.setdefault(last, []).append(name)
            elif name in found:
                first = found[name].where.rpartition(":")[2]
                text = say(
                    "this key stands twice (first in line {first}); keep one of them", first=first
                )
                self.problems.append(Problem(where, here, text))
            else:
                found[name] = self.node(value, (*path, name), line)
                last = name
        for name, rest in torn.items():
            where = found[name].where if name in found else f"{self._name}"
            self.problems.append(Problem(where, ".".join((*path, name)), _torn(found, name, rest)))
        return found


def _is_empty(node: YamlNode) -> bool:
    return bool(node.id == "scalar" and node.tag.endswith(":null") and node.value == "")


def _torn(found: dict[str, Node], name: str, rest: list[str]) -> str:
    parts = [str(found[name].value) if name in found else "", *rest]
    return say(
        "between {{ }} a comma ends a value, so {parts} is torn apart; write "
        "{whole} without commas, or put it between quotes",
        parts=",".join(parts),
        whole="".join(parts),
    )


def _scalar(node: YamlNode) -> Scalar:
    text, kind = str(node.value), node.tag.rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    try:
        if kind == "int":
            return int(
                text.replace("_", ""), 0 if text.lstrip("+-")[:2].lower() in {"0x", "0o"} else 10
            )
        if kind == "float":
            return float(text.replace("_", "").replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:
        pass
    return text


def _reused_anchor(warning: str, name: str) -> Problem:
    """What is wrong with an anchor that is given twice: ``&x`` on two lines."""
    anchor = re.search(r"anchor '(.*?)'", warning)
    lines = re.findall(r"\(line: (\d+)\)", warning)
    where = f"{name}:{lines[-1]}" if lines else name
    first = say(", first in line {line}", line=lines[0]) if lines else ""
    label = f"&{anchor.group(1)}" if anchor else say("an anchor")
    text = say(
        "{label} is given twice{first}; call one of them otherwise", label=label, first=first
    )
    return Problem(where, "", text)


def _syntax_sentence(error: Any) -> str:
    problem = str(error.problem or error.context or "")
    if "mapping values are not allowed" in problem:
        return say('this is not YAML: a second ":" in one line; put the text between quotes')
    if "\\t" in problem or "'\t'" in problem:
        return say("this is not YAML: indent with spaces, not with a tab")
    if "undefined alias" in problem:
        return say("this is not YAML: a text that starts with * must stand between quotes")
    if "another document" in problem:
        return say("the file holds two documents (a line ---); a scenario is one")
    if "end of stream" in problem or "<stream end>" in problem or "expected ',' or" in problem:
        return say(
            "this is not YAML: a bracket, brace or quote is opened here or above and not closed"
        )
    return say("this is not YAML: {problem}", problem=problem)
