"""The scenario as a tree of nodes: each value knows where it was written and its mark."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from capplan.files.errors import Advice, Problem, ScenarioError
from capplan.model.provenance import Mark

Scalar = str | int | float | bool | None
Step = str | int
Path = tuple[Step, ...]


@dataclass(slots=True)
class Node:
    """A value of the file: a scalar, a map or a list.

    Attributes:
        value: the scalar, or the nodes below.
        where: file and line, ``variant no_bot``, ``--set a=b`` or "default".
        mark: how far to trust the value; None if nothing was said.
        source: where the value comes from.
        is_default: whether capplan filled it in.
        is_implied: whether its step was left out in the file (``think: 80 s`` for its mean).
    """

    value: Scalar | dict[str, Node] | list[Node]
    where: str = ""
    mark: Mark | None = None
    source: str = ""
    is_default: bool = False
    is_implied: bool = False

    @property
    def keys(self) -> dict[str, Node]:
        """The nodes of a map; empty if it is none."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> list[Node]:
        """The nodes of a list; empty if it is none."""
        return self.value if isinstance(self.value, list) else []

    @property
    def scalar(self) -> Scalar:
        """The value of a scalar; None if it is a map or a list."""
        return None if isinstance(self.value, dict | list) else self.value

    def child(self, step: Step) -> Node | None:
        """The node one step below, or None."""
        if isinstance(self.value, dict):
            return self.value.get(str(step))
        if isinstance(self.value, list):
            number = int(step) if str(step).isdecimal() else -1
            return self.value[number] if 0 <= number < len(self.value) else None
        return None

    def find(self, path: Path) -> Node | None:
        """The node at a path, or None."""
        node: Node | None = self
        for step in path:
            node = node.child(step) if node else None
        return node

    def written(self, key: str) -> bool:
        """Whether a map has a key with something behind it."""
        child = self.keys.get(key)
        return child is not None and child.value is not None

    def copy(self) -> Node:
        """A copy that shares nothing."""
        return deepcopy(self)

    def plain(self) -> object:
        """The value as ordinary dicts, lists and scalars."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def leaves(self, path: Path = ()) -> Iterator[tuple[Path, Node]]:
        """All scalars and lists of scalars below, with their paths."""
        if isinstance(self.value, dict):
            for key, node in self.value.items():
                yield from node.leaves((*path, key))
        elif any(isinstance(node.value, dict | list) for node in self.items):
            for number, node in enumerate(self.items):
                yield from node.leaves((*path, number))
        else:
            yield path, self


def dotted(path: Path) -> str:
    """Write a path as ``queues.pre_sales.chat``."""
    return ".".join(str(step) for step in path)


def as_written(root: Node, path: Path) -> str:
    """Write a path as the file has it, without the steps that were left out."""
    node: Node | None = root
    steps: list[Step] = []
    for step in path:
        node = node.child(step) if node else None
        if node is None or not node.is_implied:
            steps.append(step)
    return dotted(tuple(steps))


def place(root: Node, path: Path) -> str:
    """Where the nearest written value at or above a path stands."""
    node, where = root, root.where
    for step in path:
        child = node.child(step)
        if child is None:
            break
        node = child
        if not node.is_default and node.where:
            where = node.where
    return where


class Problems:
    """Collects what is wrong in one step, so that all of it is shown at once."""

    def __init__(self, root: Node) -> None:
        self._root = root
        self._found: list[Problem] = []

    def add(self, path: Path, text: str) -> None:
        """Note a problem at a path."""
        self._found.append(Problem(place(self._root, path), as_written(self._root, path), text))

    def advice(self, path: Path, text: str) -> Advice:
        """Advice on what stands at a path."""
        return Advice(place(self._root, path), as_written(self._root, path), text)

    def __len__(self) -> int:
        """Count what was found."""
        return len(self._found)

    def stop(self, error: type[ScenarioError]) -> None:
        """Raise the error of this step if anything was found.

        Raises:
            ScenarioError: of the given class, with all problems.
        """
        if self._found:
            raise error(dict.fromkeys(self._found))
