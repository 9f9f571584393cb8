"""The clock axis: local time, with the date at midnight."""

# matplotlib leaves the types of its keyword arguments open
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import cast

import numpy as np
import pandas as pd
from matplotlib import dates
from matplotlib.axes import Axes
from numpy.typing import NDArray

from capplan.report.figures.look import FAINT, QUIET, inches
from capplan.words import Sentence, say, tell, weekday, weekday_lines

Floats = NDArray[np.float64]

_HOURS = (0.25, 0.5, 1, 2, 3, 4, 6, 12, 24, 48, 168, 336, 672)
_TICK, _DATE = 0.45, 0.7
"""Room that a clock time and a date take [in]."""


def moments(column: pd.Series) -> Floats:
    """Times of a table as matplotlib's days, shape (rows,)."""
    return np.asarray(dates.date2num(column.to_numpy(dtype="datetime64[s]")), dtype=np.float64)


def edges(starts: Floats) -> Floats:
    """Edges of equal intervals from their starts, shape (n + 1,); a lone one lasts an hour."""
    length = np.diff(starts).min() if starts.size > 1 else 1.0 / 24.0
    return np.append(starts, starts[-1] + length)


def minutes(starts: Floats) -> int:
    """Length of the intervals [min]."""
    known = edges(starts)
    return round(float(known[-1] - known[-2]) * 24 * 60)


def date(moment: datetime) -> str:
    """A date as ``"Wed 11 Nov"``, in the reader's language, not the machine's."""
    return tell(weekday(moment)).replace(" ", "\N{NO-BREAK SPACE}")


def when(moment: float) -> Sentence:
    """A moment as ``"00:15 on Wed 11 Nov"``."""
    at = _datetime(moment)
    return say("{clock} on {date}", clock=f"{at:%H:%M}", date=date(at))


def clock_axis(panels: Sequence[Axes], first: float, last: float) -> None:
    """Put the clock on panels that share it, from the first moment to the last [days]."""
    start, end = _datetime(first), _datetime(last)
    hours = (end - start) / timedelta(hours=1)
    width = inches(panels[-1])
    step = next((h for h in _HOURS if hours / h * _TICK <= width), _HOURS[-1])
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    marks = [midnight + timedelta(hours=step * n) for n in range(int((hours + 24) / step) + 2)]
    marks = [mark for mark in marks if start <= mark <= end] or [start]
    dated = [mark for mark in marks if mark.time() == time()]
    if not dated or (dated[0] - marks[0]) / (end - start) * width > _DATE:
        dated.append(marks[0])
    labels = [_label(mark, step, dated=mark in dated) for mark in marks]
    axes = panels[-1]
    axes.set_xlim(first, last)
    axes.set_xticks([_number(mark) for mark in marks], labels)
    axes.set_xlabel(tell("local time"))
    for panel in panels:
        panel.grid(axis="x", color=FAINT, linewidth=0.6)
        for mark in marks if step < 24 else []:
            if mark.time() == time() and start < mark < end:
                panel.axvline(_number(mark), color=QUIET, linewidth=0.9, zorder=0.6)


def _label(mark: datetime, step: float, *, dated: bool) -> str:
    """Always two lines, so that all clock times stand at one height."""
    if step >= 24:
        return tell(weekday_lines(mark))
    return f"{mark:%H:%M}\n{date(mark) if dated else ' '}"


def _number(moment: datetime) -> float:
    return float(cast("float", dates.date2num(moment)))


def _datetime(moment: float) -> datetime:
    """The naive local time of a moment, to the second."""
    at = dates.num2date(moment).replace(tzinfo=None)
    return (at + timedelta(milliseconds=500)).replace(microsecond=0)
