"""Rows of a mixed-integer programme, and a solver that keeps quiet."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint
from scipy.sparse import coo_array, csr_array

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Programme:
    """Rows of a mixed-integer programme, collected one by one."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self._entries: list[tuple[Ints, Ints, Floats]] = []
        self._low: list[float] = []
        self._high: list[float] = []

    def row(self, columns: Ints, values: Floats, low: float, high: float) -> None:
        """Add one row: low <= values @ x[columns] <= high."""
        number = np.full(columns.size, len(self._low), dtype=np.int64)
        self._entries.append((number, columns, values))
        self._low.append(low)
        self._high.append(high)

    def constraint(self) -> LinearConstraint:
        """All rows, for the solver."""
        rows, columns, values = (np.concatenate([e[k] for e in self._entries]) for k in range(3))
        shape = (len(self._low), self.columns)
        matrix = csr_array(coo_array((values, (rows, columns)), shape=shape))
        return LinearConstraint(matrix, np.array(self._low), np.array(self._high))


@contextmanager
def quiet() -> Generator[None]:
    """Keep lines that the solver's own code prints now and then out of the command's output."""
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
