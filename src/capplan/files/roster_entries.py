"""The lines and cells of a roster, checked one by one: who works what on which day."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from capplan.files.roster_cells import Hours, ShiftWords, Worked, hours_of, key_of
from capplan.files.roster_people import Entry, groups_of, too_many
from capplan.files.tables import TableError, is_filled
from capplan.model.scenario import Scenario
from capplan.model.shift_letters import plain
from capplan.model.shifts import ShiftType
from capplan.units import format_clock
from capplan.words import Sentence, listed, say

MOST_PROBLEMS = 12
"""So many problems of a file are shown at once."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of a roster says beside the shift.

    Attributes:
        people: how many.
        joined: the day on which they joined, or None.
        seat: whose shift it is, "" for nobody's in particular; one seat's shifts do not overlap.
        home: the group whose people they are, where it is known not to be that of the shift.
    """

    people: int = 1
    joined: date | None = None
    seat: str = ""
    home: str | None = None


class Entries:
    """Gathers what a roster says, and all that is wrong with it."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self.words = ShiftWords(scenario)
        self.found: list[Entry] = []
        self._problems: list[Sentence] = []

    def add_problem(self, where: str, what: Sentence) -> None:
        """Note what is wrong with a cell."""
        self._problems.append(say("{where}: {what}", where=where, what=what))

    def stop(self) -> None:
        """Raise what was found to be wrong.

        Raises:
            TableError: one line per problem.
        """
        if not self._problems:
            return
        shown = list(dict.fromkeys(self._problems))
        further = len(shown) - MOST_PROBLEMS
        if further > 0:
            shown = [*shown[:MOST_PROBLEMS], say("... and {number} more", number=further)]
        raise TableError(listed(shown, "{left}\n{right}"))

    def group(self, where: str, cell: object) -> str | None:
        """The group that a cell names, or None; its problem is noted."""
        names = self._scenario.group_names
        found = self.known_group(cell)
        if found is None:
            near = difflib.get_close_matches(key_of(str(cell)), [key_of(n) for n in names], 1, 0.5)
            meant = next((n for n in names if near and key_of(n) == near[0]), None)
            what = say(
                "there is no group {value} in the scenario; its groups are {names}{hint}",
                value=_shown(cell),
                names=", ".join(names),
                hint=hint_of(meant),
            )
            self.add_problem(where, what)
        return found

    def known_group(self, cell: object) -> str | None:
        """The group that a cell names, or None."""
        key = key_of(str(cell))
        return next((n for n in self._scenario.group_names if key_of(n) == key), None)

    def elsewhere(self, cell: object) -> tuple[object, str | None]:
        """A cell such as ``A (helpers)`` without the other group that it names, and that group."""
        if not isinstance(cell, str):
            return cell, None
        text = unicodedata.normalize("NFKC", cell).strip()
        for name in self._scenario.group_names:
            end = f"({plain(name)})"
            if plain(text).endswith(end):
                return text[: len(text) - len(end)].strip(), name
        return cell, None

    def only_group(self, worked: Sequence[Worked]) -> str | None:
        """The group of a line that names none: the only one there is, or that may work this."""
        names = self._scenario.group_names
        if len(names) == 1:
            return names[0]
        may = [set(w.groups) for w in worked if isinstance(w, ShiftType)]
        both = set[str].intersection(*may) if may else set[str]()
        return both.pop() if len(both) == 1 else None

    def worked(self, where: str, cell: object, group: str | None, day: int | None) -> list[Worked]:
        """The shifts that a cell names; its problem is noted."""
        try:
            return self.words.read(cell)
        except ValueError as error:
            what = unsaved(cell) or say(
                "{value} is no shift; write {shifts}, hours such as 08:30-17:30, or 休 or nothing "
                "for a day off{hint}",
                value=_shown(error.args[0]),
                shifts=self.words.allowed(group, day),
                hint=hint_of(self.words.likely(str(error.args[0]))),
            )
            self.add_problem(where, what)
            return []

    def day(self, where: str, found: date, worked: Sequence[Worked]) -> int | None:
        """The number of a date's day; a problem is noted if it lies outside the horizon.

        Hours of their own may begin on the day before it.
        """
        calendar = self._scenario.calendar
        day = (found - calendar.date(0)).days
        first = 0 if any(isinstance(w, ShiftType) for w in worked) else -1
        if first <= day < calendar.days:
            return day
        first, last = calendar.date(0), calendar.date(calendar.days - 1)
        self.add_problem(
            where,
            say(
                "{date} lies outside the horizon of the scenario, {first} to {last}; leave it out, "
                "or change days in the scenario",
                date=found,
                first=first,
                last=last,
            ),
        )
        return None

    def add(self, where: str, group: str, day: int, worked: Worked, line: Line) -> None:
        """Take one line or cell; what does not fit is noted."""
        calendar = self._scenario.calendar
        midnight = calendar.midnight(day)
        breaks: tuple[tuple[int, int], ...] = ()
        if isinstance(worked, ShiftType):
            if not self._may_work(where, group, day, worked):
                return
            kind = worked
        else:
            kind = None
            breaks = tuple((midnight + a, midnight + b) for a, b in worked.breaks or ())
            if not self._is_sound(where, worked, midnight):
                return
        start, end = midnight + worked.start, midnight + worked.end
        mine = line.home or group
        if mine != group and group not in groups_of(self._scenario, mine, day):
            self._add_no_move(where, mine, group, day)
            return
        self.found.append(
            Entry(
                where, group, day, kind, start, end, breaks, line.people, line.joined, line.seat,
                line.home,
            )
        )  # fmt: skip

    def _add_no_move(self, where: str, home: str, group: str, day: int) -> None:
        what = say(
            "people of {home} do not work in {group} on {date}; who works where on which days "
            "stands in campaign.moves",
            home=home,
            group=group,
            date=self._scenario.calendar.date(day),
        )
        self.add_problem(where, what)

    def _may_work(self, where: str, group: str, day: int, kind: ShiftType) -> bool:
        if group not in kind.groups:
            groups = ", ".join(kind.groups)
            self.add_problem(
                where,
                say(
                    "the shift {shift} is not open to the group {group}; it is to {groups}",
                    shift=kind.name,
                    group=group,
                    groups=groups,
                ),
            )
        elif day not in kind.days:
            dates = [f"{self._scenario.calendar.date(d)}" for d in kind.days]
            days = ", ".join(dates) if len(dates) < 4 else f"{dates[0]}, {dates[1]} ... {dates[-1]}"
            date_of_it = self._scenario.calendar.date(day)
            self.add_problem(
                where,
                say(
                    "the shift {shift} is not worked on {date}; its days are {days}",
                    shift=kind.name,
                    date=date_of_it,
                    days=days,
                ),
            )
        else:
            return True
        return False

    def _is_sound(self, where: str, hours: Hours, midnight: int) -> bool:
        last = hours.start
        for start, end in hours.breaks or ():
            if not last <= start < end <= hours.end:
                span = f"{format_clock(start)}-{format_clock(end)}"
                self.add_problem(
                    where,
                    say(
                        "the break {span} does not lie inside the shift, or overlaps another",
                        span=span,
                    ),
                )
                return False
            last = end
        horizon = self._scenario.calendar.grid.horizon
        if midnight + hours.end <= 0 or midnight + hours.start >= horizon:
            self.add_problem(where, say("the shift lies outside the horizon"))
            return False
        return True

    def check(self) -> None:
        """See that no seat works twice at once, and no group has more people on than it has."""
        by_seat: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.found:
            if entry.seat:
                by_seat.setdefault((entry.home or entry.group, entry.seat), []).append(entry)
        for entries in by_seat.values():
            entries.sort(key=lambda e: (e.start, e.end))
            for before, after in pairwise(entries):
                if before.end > after.start:
                    what = say(
                        "{seat} of {group} works {after} here, which overlaps {before} of {cell}",
                        seat=after.seat,
                        group=after.home or after.group,
                        after=self._hours(after),
                        before=self._hours(before),
                        cell=before.where.rpartition(", ")[2],
                    )
                    self.add_problem(after.where, what)
        for entry, what in too_many(self._scenario, self.found):
            self.add_problem(entry.where, what)

    def _hours(self, entry: Entry) -> str:
        if entry.kind is not None:
            return f"{self.words.letters[entry.kind.name]} ({hours_of(entry.kind)})"
        calendar = self._scenario.calendar
        return f"{calendar.at(entry.start):%H:%M}-{calendar.at(entry.end):%H:%M}"


def unsaved(cell: object) -> Sentence | None:
    """What is said of a formula that a program wrote without its value; None for other cells."""
    if not str(cell).startswith("="):
        return None
    return say(
        "the formula {formula} has no value in the file; open it in Excel or WPS and save it",
        formula=str(cell),
    )


def hint_of(meant: str | None) -> Sentence:
    """What was probably meant, at the end of a sentence."""
    return say("; did you mean {word}?", word=meant) if meant else say("")


def _shown(cell: object) -> object:
    """A value as it stands, or that there is none."""
    return f'"{str(cell).strip()}"' if is_filled(cell) else say("an empty cell")
