"""Cells of a roster: letters and names of shift types, hours such as 08:30-17:30, days off."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from capplan.files.tables import is_filled
from capplan.model.scenario import Scenario
from capplan.model.shift_letters import OFF_WORDS, TRAINING_WORDS, plain, shift_letters
from capplan.model.shifts import ShiftType
from capplan.units import DAY, format_clock, parse_clock_range
from capplan.words import Sentence, listed, say

_DASH = r"\s*(?:-|–|—|~|至|到)\s*"
_HOURS = re.compile(
    rf"^(\d{{1,2}}(?::\d{{2}})?){_DASH}(\d{{1,2}}(?::\d{{2}})?)\s*(?:\(([-\d:,;、–~ ]*)\))?$"
)
_OCLOCK = re.compile(r"[点时](?:(半)|(\d{1,2})分?|整)?")
"""9点, 9点半, 9点30分."""
_BETWEEN_SHIFTS = re.compile(r"[/+、&]")
_BETWEEN_BREAKS = re.compile(r"[,;、]")


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of their own, on the clock of the day on which they start.

    Attributes:
        start: start, ticks after midnight.
        end: end, same clock; beyond 24 h on the next day.
        breaks: (start, end) of each break, same clock, in order; None: nothing was said.
    """

    start: int
    end: int
    breaks: tuple[tuple[int, int], ...] | None


Worked = ShiftType | Hours


class ShiftWords:
    """What letters and names mean: those of the scenario, and those of a sheet's own legend."""

    def __init__(self, scenario: Scenario) -> None:
        self._types = scenario.shift_types
        self.letters = shift_letters(scenario.shift_types)
        self._known: dict[str, ShiftType] = {}
        for kind in self._types:
            self._known.setdefault(plain(self.letters[kind.name]), kind)
        for kind in self._types:
            self._known[key_of(kind.name)] = kind
            self._known.setdefault(key_of(kind.name).removesuffix("班"), kind)

    def learn(self, letter: object, words: Iterable[object]) -> bool:
        """Take a line of a legend: a letter, and cells that name a shift type or its hours.

        Returns:
            Whether the letter has a meaning now.
        """
        if self.is_off(letter):
            return True
        for word in (w for w in words if is_filled(w)):
            kind = self._named(str(word)) or self._type_at(str(word))
            if kind is not None:
                self._known[plain(str(letter))] = kind
                return True
        return False

    def is_off(self, cell: object) -> bool:
        """Whether a cell says that somebody is not on the floor that day."""
        if not is_filled(cell) or plain(str(cell)) in OFF_WORDS:
            return True
        return plain(str(cell)) in TRAINING_WORDS and self._named(str(cell)) is None

    def read(self, cell: object) -> list[Worked]:
        """The shifts in a cell; none for a day off.

        Raises:
            ValueError: it says neither; the error holds what it says.
        """
        if self.is_off(cell):
            return []
        whole = self._one(str(cell))
        if whole is not None:
            return [whole]
        parts = [part for part in _BETWEEN_SHIFTS.split(str(cell)) if plain(part)]
        found = [self._one(part) for part in parts]
        for part, worked in zip(parts, found, strict=True):
            if worked is None:
                raise ValueError(part.strip())
        return [worked for worked in found if worked is not None]

    def has_shift(self, cell: object) -> bool:
        """Whether a cell names a shift, and not a day off."""
        try:
            return bool(self.read(cell))
        except ValueError:
            return False

    def likely(self, text: str) -> str | None:
        """The letter or name that was probably meant."""
        words = {plain(word): word for pair in self.letters.items() for word in pair}
        found = difflib.get_close_matches(plain(text), words, n=1, cutoff=0.5)
        return words[found[0]] if found else None

    def allowed(self, group: str | None, day: int | None) -> Sentence:
        """What may be written for a group on a day, as a list."""
        return listed(
            say("{letter} ({shift} {hours})", letter=letter, shift=t.name, hours=hours_of(t))
            for t, letter in zip(self._types, self.letters.values(), strict=True)
            if (group is None or group in t.groups) and (day is None or day in t.days)
        )

    def _one(self, text: str) -> Worked | None:
        kind = self._named(text)
        if kind is not None:
            return kind
        hours = read_hours(text)
        if hours is None or hours.breaks is not None:
            return hours
        return self._type_at(text) or hours

    def _named(self, text: str) -> ShiftType | None:
        words = (plain(text), key_of(text), plain(text).removesuffix("班"))
        return next((self._known[word] for word in words if word in self._known), None)

    def _type_at(self, text: str) -> ShiftType | None:
        """The only shift type with these hours."""
        hours = read_hours(text)
        if hours is None:
            return None
        found = [t for t in self._types if (t.start, t.end) == (hours.start, hours.end)]
        return found[0] if len(found) == 1 else None


def key_of(name: str) -> str:
    """A name without what people leave out or add: spaces, hyphens, underscores."""
    return re.sub(r"[\s_-]", "", plain(name))


def read_hours(text: str) -> Hours | None:
    """Hours such as ``08:30-17:30 (12:00-12:30)``, ``9-18`` or ``9点半-18点``, or None."""
    match = _HOURS.match(_on_the_clock(text))
    if match is None:
        return None
    first, last = (clock if ":" in clock else f"{clock}:00" for clock in match.group(1, 2))
    try:
        start, end = parse_clock_range(f"{first}-{last}")
        breaks = None if match[3] is None else _breaks(match[3], start)
    except ValueError:
        return None
    return Hours(start, end, breaks)


def split_hours(text: str) -> list[str]:
    """The two ends of hours such as ``08:30-17:30``, whatever stands between them."""
    return re.split(_DASH, _on_the_clock(text), maxsplit=1)


def clock_text(cell: object) -> str:
    """A clock time as a sheet holds it, as text without seconds: ``08:30``, ``24:00``."""
    if isinstance(cell, timedelta):  # what Excel makes of 24:00
        hours, minutes = divmod(round(cell.total_seconds() / 60), 60)
        return f"{hours:02d}:{minutes:02d}"
    if isinstance(cell, datetime | time):
        return f"{cell:%H:%M}"
    text = _on_the_clock("" if cell is None else str(cell))
    return re.sub(r"^(\d{1,2}:\d{2}):\d{2}$", r"\1", text)


def _on_the_clock(text: str) -> str:
    """A text with plain digits and colons."""

    def minutes(match: re.Match[str]) -> str:
        return ":30" if match[1] else f":{int(match[2] or 0):02d}"

    return _OCLOCK.sub(minutes, unicodedata.normalize("NFKC", text).strip())


def _breaks(text: str, start: int) -> tuple[tuple[int, int], ...]:
    """Breaks on the clock of the shift: times before its start are of the next day."""
    spans = [parse_clock_range(s) for s in _BETWEEN_BREAKS.split(text) if s.strip(" -–~")]
    return tuple(sorted((a + DAY, b + DAY) if a < start else (a, b) for a, b in spans))


def hours_of(kind: ShiftType) -> str:
    """Hours of a shift type as ``08:00-16:00``."""
    return f"{format_clock(kind.start)}-{format_clock((kind.end - 1) % DAY + 1)}"
