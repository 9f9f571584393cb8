"""What one person more or less on each kind of seat changes (rule S2g)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Effects:
    """What one person more or less on each kind of seat changes on the first few days.

    Attributes:
        more: change of (slack by window, earned, lost) by one person more, shape
            (kinds, windows + 2).
        less: the same by one person less; 0 where nobody is on.
    """

    more: Floats
    less: Floats

    def predict(self, moves: Ints) -> Floats:
        """Change by each move, shape (moves, windows + 2)."""
        return np.maximum(moves, 0) @ self.more + np.maximum(-moves, 0) @ self.less
