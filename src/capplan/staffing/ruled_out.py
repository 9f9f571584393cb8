"""What a roster that misses a target rules out without a run (rule S2j).

If a roster misses a target, so does every roster with no more people of any group present at any
time from an hour before to an hour after the target's window.  Monotony is assumed; it is tested
by simulation in the tests.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from capplan.model.scenario import Scenario
from capplan.staffing.seats import Seat
from capplan.staffing.slack import Window
from capplan.units import HOUR

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

CARRY_OVER = HOUR
"""People who left longer than this before a window begins, or come longer than this after it
ends, do not help there [ticks]."""


class RuledOut:
    """Rosters that were seen to miss, and the question whether they rule another one out.

    Args:
        scenario: the shop.
        kinds: the kinds of seats.
        present: people present per person rostered, shape (kinds, intervals) [1].
        windows: the targets and their windows.
    """

    def __init__(
        self,
        scenario: Scenario,
        kinds: tuple[Seat, ...],
        present: Floats,
        windows: list[Window],
    ) -> None:
        groups, intervals = len(scenario.groups), present.shape[1]
        self._shape = (groups, intervals)
        self._present = present
        self._group = np.array([s.group for s in kinds], dtype=np.int64)
        interval = scenario.calendar.grid.interval
        starts = np.arange(intervals, dtype=np.int64) * interval
        self._around = np.array(
            [
                (starts + interval > start - CARRY_OVER) & (starts < end + CARRY_OVER)
                for _, (start, end) in windows
            ],
            dtype=np.float64,
        ).reshape(len(windows), intervals)
        self._rows: list[Floats] = []
        self._missed: list[Flags] = []

    def note(self, people: Ints, missed: Flags) -> None:
        """Remember a roster and which windows it missed, shape (windows,)."""
        if missed.any():
            self._rows.append(self._by_group(people))
            self._missed.append(missed)

    def forget(self) -> None:
        """Forget all of them: what counts as missed has changed."""
        self._rows.clear()
        self._missed.clear()

    def holds(self, people: Ints) -> bool:
        """Whether one of them rules a roster out."""
        if not self._rows:
            return False
        more = self._by_group(people) > np.stack(self._rows) + 1e-9
        somewhere = more.any(axis=1).astype(np.float64) @ self._around.T > 0.0
        return bool((~somewhere & np.stack(self._missed)).any())

    def _by_group(self, people: Ints) -> Floats:
        """People present, shape (groups, intervals) [1]."""
        found = np.zeros(self._shape)
        np.add.at(found, self._group, people[:, np.newaxis] * self._present)
        return found
