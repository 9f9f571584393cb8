"""The words in other languages: gettext's `.po` files, one per topic."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from capplan.words.sentence import Translate

LANGUAGES = ("en", "zh")
"""English is the language of the code; every other has a folder of catalogues."""


@cache
def words(language: str) -> dict[str, str]:
    """All templates of a language, by the English ones; empty for English."""
    if language == "en":
        return {}
    import polib  # a language other than English is asked for: only then is it needed

    found: dict[str, str] = {}
    for file in sorted(files("capplan.words").joinpath(language).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".po"):
            entries = polib.pofile(file.read_text(encoding="utf-8"))
            found |= {e.msgid: e.msgstr for e in entries if e.msgstr and not e.fuzzy}
    return found


def translation(language: str) -> Translate:
    """The templates of a language; one that is missing stays English."""
    known = words(language)
    return lambda template: known.get(template, template)
