"""Letters of shift types, as rosters on paper write them: A for the first, B for the next."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from string import ascii_uppercase

from capplan.model.shifts import Shift, ShiftType
from capplan.units import DAY, format_clock

SHORT = 2
"""A name of so many letters at most is its own letter: ``A``, ``早``, ``夜班``."""
_LETTER = re.compile(r"^[^\W\d_][^\W_]{0,3}$")
"""One to four letters and digits, a letter first."""
OFF_WORDS = frozenset({
    "", "-", "--", "—", "/", "off", "rest", "leave", "休", "休息", "公休", "轮休", "调休", "补休",
    "假", "休假", "请假", "事假", "病假", "年假", "婚假", "产假",
})  # fmt: skip
"""What a cell says of somebody who does not work that day, as `plain` writes it."""
OFF = "休"
"""What is written where nobody works."""


def plain(text: str) -> str:
    """A text without the differences that people do not mean: width, case, spaces around it."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def shift_letters(types: Sequence[ShiftType]) -> dict[str, str]:
    """One letter for each shift type, by its name, in the order of the types.

    A type keeps the letter that it was given, a short name is its own letter, and the others take
    A, B, C and so on, less those in use.
    """
    own = {
        t.name: t.letter or (t.name if len(t.name) <= SHORT and is_letter(t.name) else "")
        for t in types
    }
    taken = {plain(letter) for letter in own.values()} | {plain(name) for name in own} | OFF_WORDS
    free = (letter for letter in _alphabet() if plain(letter) not in taken)
    return {name: letter or next(free) for name, letter in own.items()}


def is_letter(text: str) -> bool:
    """Whether a text may stand for a shift type in a cell."""
    return bool(_LETTER.match(plain(text))) and plain(text) not in OFF_WORDS


def _alphabet() -> Iterator[str]:
    """A to Z, then AA, AB and so on."""
    yield from ascii_uppercase
    for pair in product(ascii_uppercase, repeat=2):
        yield "".join(pair)


TRAINING_WORDS = frozenset({"training", "trained", "in training", "培训", "培训中"})
"""What a cell says of somebody in training, off the floor, unless a shift type has that name."""


def cell_of(shifts: Sequence[Shift], letters: Mapping[str, str], midnight: int, group: str) -> str:
    """What a roster's cell says of one seat's shifts of one day: ``A``, ``A/C``, ``08:30-17:30``.

    Args:
        shifts: shifts that start on the day, in order; none for a day off.
        letters: letters of the shift types.
        midnight: midnight that begins the day [ticks].
        group: group of the seat; a shift in another group names it, ``A (helpers)``.
    """
    words = [letters[s.shift_type] if s.shift_type else _hours(s, midnight) for s in shifts]
    moved = [s.group for s in shifts if s.group != group]
    return ("/".join(words) + (f" ({moved[0]})" if moved else "")) if words else OFF


def _hours(shift: Shift, midnight: int) -> str:
    """Hours and breaks of a shift written by hand: ``08:30-17:30 (12:00-12:30)``."""
    spans = [_span(start - midnight, end - midnight) for start, end in shift.breaks]
    return f"{_span(shift.start - midnight, shift.end - midnight)} ({','.join(spans) or '-'})"


def _span(start: int, end: int) -> str:
    return f"{format_clock(start % DAY)}-{format_clock((end - 1) % DAY + 1)}"
