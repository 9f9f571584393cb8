"""A sentence that remembers how it was made, so that it can be read in another language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Translate = Callable[[str], str]
"""From a template in English to the same template in another language."""


class Sentence(str):
    """Text in English, with the template and the values that it was made of.

    It is a plain string wherever one is wanted: in an error, a table, a test.

    Attributes:
        template: the text with named places, as `str.format` reads them.
        values: what stands in these places; may hold sentences.
    """

    template: str
    values: Mapping[str, Any]

    __slots__ = ("template", "values")

    def __new__(cls, template: str, values: Mapping[str, Any]) -> Sentence:
        """Put the values into the template."""
        made = super().__new__(cls, template.format(**values) if values else template)
        made.template, made.values = template, values
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.template, dict(self.values))

    def through(self, translate: Translate) -> str:
        """The sentence in another language, its values included."""
        template = translate(self.template)
        if not self.values:
            return template
        return template.format(**{k: _through(v, translate) for k, v in self.values.items()})


class Listing(Sentence):
    """Several texts after one another, put together by a template for two: ``{left}, {right}``."""

    __slots__ = ()

    def __new__(cls, template: str, values: Mapping[str, Any]) -> Listing:
        """Chain the items."""
        made = str.__new__(cls, _chain(template, values["items"]))
        made.template, made.values = template, values
        return made

    def through(self, translate: Translate) -> str:
        """The list in another language, its items included."""
        items = [_through(item, translate) for item in self.values["items"]]
        return _chain(translate(self.template), items)


def say(template: str, /, **values: Any) -> Sentence:
    """Make a sentence: ``say("{group} has {people} people", group="temps", people=8)``."""
    return Sentence(template, values)


def told_by(error: Exception) -> str:
    """What an error says, still as a sentence if it was raised with one."""
    first = error.args[0] if error.args else None
    return first if isinstance(first, Sentence) and str(error) == first else str(error)


def listed(items: Iterable[object], template: str = "{left}, {right}") -> Sentence:
    """Make a list of texts; nothing for no items.

    Args:
        items: the texts; sentences among them are translated with the list.
        template: how a list goes on, e.g. ``"{left} and {right}"``.
    """
    return Listing(template, {"items": tuple(items)})


def _chain(template: str, items: Iterable[object]) -> str:
    text = ""
    for place, item in enumerate(items):
        text = template.format(left=text, right=item) if place else str(item)
    return text


def _through(value: object, translate: Translate) -> object:
    return value.through(translate) if isinstance(value, Sentence) else value
