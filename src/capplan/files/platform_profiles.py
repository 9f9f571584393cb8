"""Platform profiles: the shipped ones, and files beside a scenario (rule M4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from capplan.files.build.platform import build_platform
from capplan.files.errors import Problem, SyntaxStepError
from capplan.files.reader import read_text
from capplan.files.shape.platforms import PlatformShape
from capplan.files.shipped_platforms import shipped_file
from capplan.files.shorthand import expand
from capplan.files.tree import Node, dotted
from capplan.files.validate import fitted
from capplan.model.platform import Platform
from capplan.model.provenance import Mark, Provenance
from capplan.words import listed


@dataclass(frozen=True, slots=True)
class Profile:
    """A platform profile and the file it came from.

    Attributes:
        platform: what it says.
        content: the file, byte for byte.
        provenance: mark and source of its figures.
    """

    platform: Platform
    content: bytes
    provenance: tuple[Provenance, ...]


def shipped_profile(key: str) -> Profile:
    """A shipped profile."""
    return read_profile_file(key, shipped_file(key), f"{key}.yaml")


def read_profile_file(key: str, file: Path, name: str) -> Profile:
    """Read a profile.

    Args:
        key: its name in scenario files.
        file: where it is.
        name: how it is called where something is wrong.

    Raises:
        SyntaxStepError: the text is not YAML.
        ShapeStepError: a key is unknown or missing, or a value does not fit.
    """
    content = file.read_bytes()
    try:
        root = read_text(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        lack = "the file is not UTF-8 text; save it with encoding UTF-8"
        raise SyntaxStepError([Problem(name, "", lack)]) from None
    if not isinstance(root.value, dict):
        lack = "a platform profile is a map of keys; copy one of `capplan platforms tmall`"
        raise SyntaxStepError([Problem(name, "", lack)])
    expand(root)
    shape = fitted(root, PlatformShape, ("metrics",))
    return Profile(build_platform(key, shape), content, tuple(_marked(key, root)))


def _marked(key: str, root: Node) -> Iterable[Provenance]:
    """Mark and source of each figure of each metric; its metric's where it has none of its own."""
    metrics = root.child("metrics")
    for metric, node in metrics.keys.items() if metrics else ():
        whole = {name: str(node.keys[name].scalar) for name in ("mark", "source")}
        for name, value in node.keys.items():
            if name in {"name", "chinese", "mark", "source"}:
                continue
            own = value.mark is not None
            yield Provenance(
                path=dotted(("platforms", key, metric, name)),
                value=listed(str(item.scalar) for item in value.items) or _plain(value),
                mark=value.mark or Mark(whole["mark"]),
                source=value.source if own else whole["source"],
            )


def _plain(node: Node) -> str:
    if isinstance(node.scalar, bool):
        return "yes" if node.scalar else "no"
    return str(node.scalar)
