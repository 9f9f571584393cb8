"""Planes above what rosters reach, laid through rosters that were run (rule S5h).

What a target reaches rises less and less with every further person.  So a plane that touches it at
one roster lies above it everywhere, and a roster on which the plane itself misses the target
misses it too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from capplan.staffing.effects import batches, effects_at
from capplan.staffing.people_columns import PeopleColumns
from capplan.staffing.programme import Programme, quiet
from capplan.staffing.search import Candidate, Search
from capplan.words import say

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NARROW = 0.25
"""Planes lie above every roster tried that misses by less than this [normalised slack]."""
FLAT = 1e-3
"""Weight of the slopes against the height above the roster: of equal planes the flattest."""
DIGITS = 9
"""What the solver is given is rounded, so that its answer does not hang on the last bit of a sum,
which differs from processor to processor."""
TOGETHER = 4
"""So many rosters are run side by side."""
NODES, GAP = 500, 1e-3
"""Where the solver may stop; what it has proven by then is a bound all the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """What a target reaches at most.

    Attributes:
        window: place of the target and window.
        at: the roster through which it was laid, shape (kinds,).
        room: slack beyond the margin there, the height of the plane above it included [1].
        slope: what each further person adds, shape (kinds,) [1].
    """

    window: int
    at: Ints
    room: float
    slope: Floats

    def of(self, people: Ints) -> Floats:
        """Room of rosters, shape (...,) from (..., kinds) [1]."""
        return np.asarray(self.room + (people - self.at) @ self.slope, dtype=np.float64)


class Planes:
    """Planes by target and roster, none below a roster that was run.

    The slopes are measured once, at the first best roster, and serve for those that follow it.

    Args:
        search: the search.
    """

    def __init__(self, search: Search) -> None:
        self._search = search
        self._slopes: tuple[Floats, Floats] | None = None
        self._missing: list[Candidate] = []

    def through(self, candidate: Candidate) -> bool:
        """Lay planes through a roster that was run as well; False if some are."""
        if any(candidate is known for known in self._missing):
            return False
        self._missing.append(candidate)
        return True

    def measure(self) -> None:
        """Measure what one person more adds, and one less takes, at the best roster, on all days.

        Targets rise by no more than the one and fall by no less than the other.
        """
        if self._slopes is not None:
            return
        search, base = self._search, self._search.the_best()
        for rosters in batches(base.people, TOGETHER):
            search.report(say("bounding the cost: what one person changes"), search.best_cost)
            search.try_all(rosters, base.shortage)
        found = effects_at(base.people, lambda people: search.try_out(people, base.shortage).slack)
        more, less = (np.round(each, DIGITS) for each in (found.more, -found.less))
        low, high = np.minimum(more, less), np.maximum(more, less)
        self._slopes = np.maximum(low, 0.0), np.maximum(high, 0.0)

    def laid(self) -> list[Plane]:
        """For each target a plane through the best roster, and through each that misses it."""
        found: list[Plane] = []
        for candidate in (self._search.the_best(), *self._missing):
            room = candidate.slack - self._search.margin
            asked = np.isfinite(room)
            if candidate is not self._search.the_best():
                asked &= room < 0.0
            found += [self._laid(window, candidate) for window in np.flatnonzero(asked).tolist()]
        return found

    def _laid(self, window: int, through: Candidate) -> Plane:
        """The lowest plane through a roster, or above it, that no roster tried lies above."""
        people, room = self._tried(window)
        at, here = through.people, float(through.slack[window] - self._search.margin[window])
        away = people - at
        assert self._slopes is not None  # measured before
        low, high = (slope[:, window] for slope in self._slopes)
        with quiet():
            answer = milp(
                np.append(np.full(at.size, FLAT), 1.0),
                constraints=LinearConstraint(
                    np.column_stack((away, np.ones(len(away)))),
                    np.round(room - here, DIGITS),
                    np.inf,
                ),
                bounds=Bounds(np.append(low, 0.0), np.append(high, np.inf)),
            )
        assert answer.x is not None  # it can always be raised far enough
        return Plane(window, at, here + float(answer.x[-1]), np.asarray(answer.x[:-1]))

    def _tried(self, window: int) -> tuple[Ints, Floats]:
        """Rosters tried that hold a target or miss it narrowly, and the room that planes owe them.

        A roster that holds must not be cut off; how far it holds is of no interest.
        """
        margin = float(self._search.margin[window])
        known = [c for c in self._search.known.values() if c.slack[window] - margin > -NARROW]
        room = np.minimum([c.slack[window] - margin for c in known], 0.0)
        return np.array([c.people for c in known], dtype=np.int64), room

    def cheapest(self, spare: Floats | float = 0.0) -> tuple[Ints, float] | None:
        """The cheapest roster of whole people below no plane, and what any such roster costs.

        Args:
            spare: room that planes are to leave, by window, shape (windows,) [1].

        Returns:
            None if the solver finds no roster within its nodes.
        """
        wanted = np.broadcast_to(spare, len(self._search.windows))
        search = self._search
        people = PeopleColumns(search.scenario, search.kinds, search.terms)
        programme = Programme(people.count)
        people.rows(programme)
        for plane in self.laid():
            slope, room = np.round(plane.slope, DIGITS), round(plane.room, DIGITS)
            kinds = np.flatnonzero(slope)
            if kinds.size:
                asked = float(slope @ plane.at) - room + float(wanted[plane.window])
                programme.row(kinds, slope[kinds], round(asked, DIGITS), np.inf)
        with quiet():
            answer = milp(
                people.costs,
                constraints=programme.constraint(),
                bounds=Bounds(np.zeros(people.count), people.most),
                integrality=np.ones(people.count, dtype=np.int64),
                options={"node_limit": NODES, "mip_rel_gap": GAP},
            )
        if answer.x is None:
            return None
        found = np.round(answer.x[: people.heads_at]).astype(np.int64)
        return found, float(answer.mip_dual_bound or 0.0)
