"""The language of whoever reads, and text in that language."""

from __future__ import annotations

import locale
import os
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from capplan.words.catalogue import LANGUAGES, translation
from capplan.words.sentence import Sentence

VARIABLE = "CAPPLAN_LANG"
"""Environment variable that names the language."""

_chosen = {"language": "en"}
"""What `use` chose: for all threads, and for all cells of a notebook."""
_reading: ContextVar[str | None] = ContextVar("reading", default=None)


def language() -> str:
    """The language in force: ``"en"`` unless `use` or `reading` said otherwise."""
    return _reading.get() or _chosen["language"]


def use(name: str) -> None:
    """Speak this language from now on.

    Raises:
        ValueError: if there is no such language.
    """
    _chosen["language"] = _known(name)


@contextmanager
def reading(name: str) -> Generator[None]:
    """Speak this language inside a ``with`` statement.

    Raises:
        ValueError: if there is no such language.
    """
    token = _reading.set(_known(name))
    try:
        yield
    finally:
        _reading.reset(token)


def of_system() -> str:
    """The language of the system: `CAPPLAN_LANG`, else the locale; English if it is another."""
    named = os.environ.get(VARIABLE, "").lower()
    if named in LANGUAGES:
        return named
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "zh" if value.lower().startswith("zh") else "en"
    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


def tell(text: str, /, **values: Any) -> str:
    """Text in the reader's language.

    Args:
        text: a sentence, or a template with named places.
        values: what stands in these places; sentences among them are translated too.
    """
    sentence = text if isinstance(text, Sentence) else Sentence(text, values)
    return str(sentence) if language() == "en" else sentence.through(translation(language()))


def _known(name: str) -> str:
    if name not in LANGUAGES:
        raise ValueError(f"there is no language {name!r}; there is {' and '.join(LANGUAGES)}")
    return name
