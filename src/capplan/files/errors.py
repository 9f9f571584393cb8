"""What can be wrong with a scenario file, step by step, and advice that never stops."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from capplan.words import Sentence, listed, say


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in a sentence that a planner understands.

    Attributes:
        where: file and line, the variant or the ``--set``; "" if nowhere in particular.
        path: dotted path in the scenario file; "" for the file as a whole.
        text: what is wrong and what would be right.
    """

    where: str
    path: str
    text: str

    @property
    def sentence(self) -> Sentence:
        """Place, path and sentence on one line."""
        return listed((p for p in (self.where, self.path, self.text) if p), "{left}: {right}")

    def __str__(self) -> str:
        """Write it in English."""
        return str(self.sentence)


@dataclass(frozen=True, slots=True)
class Advice(Problem):
    """Something that is allowed but worth a second look; it never stops a run."""


class ScenarioError(Exception):
    """A scenario that cannot be used; its text has one line for each problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(listed((p.sentence for p in self.problems), "{left}\n{right}"))


class MissingScenarioError(ScenarioError):
    """There is no scenario at the given place, or one stands already where one should go."""


class SyntaxStepError(ScenarioError):
    """Step 1: the text is not YAML, or two keys are equal."""


class ShapeStepError(ScenarioError):
    """Step 2: an unknown or missing key, or a value of the wrong kind or out of range."""


class ReferenceStepError(ScenarioError):
    """Step 3: a name, path or file that does not exist."""


class ConstructionStepError(ScenarioError):
    """Step 4: values that are fine one by one but not together."""


def quoted(name: object) -> str:
    """Write a value between double quotes; numbers and truth values without."""
    return f'"{name}"' if isinstance(name, str) else str(name)


def nearest(name: str, valid: Iterable[str]) -> Sentence:
    """Name the nearest valid word and list the others: ``; did you mean "think"? (valid: ...)``."""
    words = list(valid)
    lowered = {word.lower(): word for word in words}
    found = difflib.get_close_matches(name.lower(), lowered, n=1, cutoff=0.6)
    hint = say('; did you mean "{word}"?', word=lowered[found[0]]) if found else ""
    return say("{hint} (valid: {words})", hint=hint, words=listed(words or [say("none")]))
