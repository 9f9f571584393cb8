"""Variants and ``--set``: flat maps from an existing path to a value."""

from __future__ import annotations

from collections.abc import Sequence

from capplan.files.errors import Problem, ReferenceStepError, ShapeStepError, nearest, quoted
from capplan.files.reader import read_value
from capplan.files.tree import Node, Path, Step, dotted
from capplan.words import say

Changes = dict[str, Node]
"""Dotted path to new value."""


def take_variants(root: Node) -> dict[str, Changes]:
    """Take the variants out of the tree.

    Raises:
        ShapeStepError: a variant is not a map of paths.
    """
    block = root.keys.pop("variants", None)
    if block is None or block.value is None:
        return {}
    problems: list[Problem] = []
    example = "no_bot: {queues.pre_sales.bot.contains: 0 %}"
    if not isinstance(block.value, dict):
        text = say("this should be a map of names, for example {example}", example=example)
        raise ShapeStepError([Problem(block.where, "variants", text)])
    for name, variant in block.value.items():
        if not isinstance(variant.value, dict):
            text = say(
                "a variant is a map from paths to values, for example {example}", example=example
            )
            problems.append(Problem(variant.where, f"variants.{name}", text))
    if problems:
        raise ShapeStepError(problems)
    return {name: variant.keys for name, variant in block.value.items()}


def check_variants(variants: dict[str, Changes], filled: Node) -> None:
    """See that each path of each variant exists.

    Raises:
        ReferenceStepError: with all paths that do not.
    """
    problems = [
        Problem(node.where, f"variants.{name}", fault)
        for name, changes in variants.items()
        for path, node in changes.items()
        if (fault := _fault(filled, path))
    ]
    if problems:
        raise ReferenceStepError(problems)


def choose(variants: dict[str, Changes], names: Sequence[str]) -> Changes:
    """The changes of the chosen variants together.

    Raises:
        ReferenceStepError: an unknown variant, or two that set the same path.
    """
    chosen: Changes = {}
    setter: dict[str, str] = {}
    problems: list[Problem] = []
    for name in dict.fromkeys(names):
        if name not in variants:
            text = say(
                "there is no variant {quoted}{nearest}",
                quoted=quoted(name),
                nearest=nearest(name, variants),
            )
            problems.append(Problem("", "variants", text))
            continue
        for path, node in variants[name].items():
            for other, owner in setter.items():
                if _overlap(path, other) and owner != name:
                    both = say(
                        "{owner} and {name} both set {path}; they cannot go together",
                        owner=owner,
                        name=name,
                        path=path,
                    )
                    problems.append(Problem(node.where, "variants", both))
            setter[path] = name
            chosen[path] = _from(node, say("variant {name}", name=name))
    if problems:
        raise ReferenceStepError(problems)
    return chosen


def read_sets(overrides: Sequence[str], filled: Node) -> Changes:
    """Read ``path=value`` texts; the last of two for the same path holds.

    Raises:
        SyntaxStepError: a value is not YAML.
        ReferenceStepError: a path does not exist, or there is no "=".
    """
    changes: Changes = {}
    problems: list[Problem] = []
    for text in overrides:
        path, equals, value = (part.strip() for part in text.partition("="))
        where = f"--set {text}"
        if not equals or not path or not value:
            problems.append(Problem(where, "", say("write path=value, for example seats=80")))
        elif fault := _fault(filled, path):
            problems.append(Problem(where, "", fault))
        else:
            changes[path] = read_value(value, where)
    if problems:
        raise ReferenceStepError(problems)
    return changes


def apply(base: Node, filled: Node, changes: Changes) -> Node:
    """A copy of the unfilled tree with changes made; paths must exist in the filled one."""
    changed = base.copy()
    for text, node in changes.items():
        _set(changed, canonical(filled, text), node.copy())
    return changed


def canonical(filled: Node, text: str) -> Path:
    """The full path; the number of the only item of a list may be left out.

    Raises:
        KeyError: there is no such path; its argument is (steps that exist, first that does not).
    """
    node, path = filled, ()
    steps: list[Step] = list(text.split("."))
    while steps:
        step = steps[0]
        child = node.child(step)
        if child is None and len(node.items) == 1 and not str(step).isdecimal():
            step, child = 0, node.items[0]
        else:
            steps.pop(0)
        if child is None:
            raise KeyError(path, str(step))
        node, path = child, (*path, step)
    return path


def _fault(filled: Node, text: str) -> str:
    try:
        canonical(filled, text)
    except KeyError as error:
        path, step = error.args
        node = filled.find(path)
        assert node is not None
        at = say(" under {dotted}", dotted=dotted(path)) if path else ""
        if isinstance(node.value, list):
            return say(
                "there is no path {text}: {dotted} has {node} entries, from 0",
                text=text,
                dotted=dotted(path),
                node=len(node.value),
            )
        if not isinstance(node.value, dict):
            nothing = (
                say("is not in the file") if node.value is None else say("has nothing below it")
            )
            return say(
                "there is no path {text}: {dotted} {nothing}",
                text=text,
                dotted=dotted(path),
                nothing=nothing,
            )
        return say(
            "there is no path {text}: no {quoted}{at}{nearest}",
            text=text,
            quoted=quoted(step),
            at=at,
            nearest=nearest(step, node.keys),
        )
    return ""


def _overlap(path: str, other: str) -> bool:
    return f"{path}.".startswith(f"{other}.") or f"{other}.".startswith(f"{path}.")


def _from(node: Node, where: str) -> Node:
    copy = node.copy()
    stack = [copy]
    while stack:
        current = stack.pop()
        current.where = where
        stack += [*current.keys.values(), *current.items]
    return copy


def _set(root: Node, path: Path, new: Node) -> None:
    node = root
    for step in path[:-1]:
        child = node.child(step)
        if child is None or not isinstance(child.value, dict | list):
            child = Node({}, new.where)
            assert isinstance(node.value, dict)
            node.value[str(step)] = child
        node = child
    if isinstance(node.value, list):
        node.value[int(path[-1])] = new
    elif isinstance(node.value, dict):
        node.value[str(path[-1])] = new
