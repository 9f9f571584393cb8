"""Offered load that lags the arrivals: the mean number in progress if nobody ever had to wait.

The infinite-server (modified offered load) view: ``m(t)`` is the sum over all earlier arrivals of
the probability that the chat is still in progress (Eick, Massey & Whitt 1993). A jump of the rate
does not move m at once, so an opening at 0:00 is neither its hourly average nor its peak at 0:00.

Letters: ``d`` mean duration [s]; ``h`` length of an interval [s]; ``S(u)`` probability that a chat
lasts longer than u.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.interpolate import CubicHermiteSpline
from scipy.special import roots_legendre

from capplan.queueing import checks

FloatArray = NDArray[np.float64]

GRID = 4096
"""Pieces into which a general survival function is cut."""

REMAINDER = 1e-6
"""Greatest share of chats that may outlast `longest_s` [1]."""


@dataclass(frozen=True, slots=True)
class LaggedLoad:
    """Offered load through time.

    Attributes:
        edges_s: (intervals+1,) rising edges of the intervals [s].
        at_edges: (..., intervals+1) mean number in progress at each edge [erlang].
        mean: (..., intervals) mean over each interval [erlang].
        maximum: (..., intervals) greatest in each interval, edges included [erlang].
    """

    edges_s: FloatArray
    at_edges: FloatArray
    mean: FloatArray
    maximum: FloatArray


def lagged_load(
    edges_s: ArrayLike,
    arrivals_per_s: ArrayLike,
    mean_duration_s: float,
    before_per_s: ArrayLike = 0.0,
) -> LaggedLoad:
    """Compute the offered load for exponential durations, in closed form.

    Inside an interval of steady rate r the load goes from where it stands towards r d as
    exp(-t/d); so it is monotone there and its maximum lies at an edge. A chat with a geometric
    number of rounds lasts about an exponential time.

    Args:
        edges_s: (intervals+1,) rising edges of the intervals [s].
        arrivals_per_s: (..., intervals) arrival rate in each interval, zero or more [1/s].
        mean_duration_s: d, mean duration of a chat, above zero [s].
        before_per_s: (...) steady arrival rate for ever before the first edge [1/s]; 0 starts
            empty.

    Raises:
        ValueError: an argument is out of its range or the shapes do not fit.
    """
    edges, rates, before = _checked(edges_s, arrivals_per_s, before_per_s)
    d = checks.positive("mean_duration_s", mean_duration_s)
    h = np.diff(edges)
    keep = np.exp(-h / d)
    towards = rates * d
    at_edges = np.empty((*rates.shape[:-1], len(edges)))
    at_edges[..., 0] = before * d
    for i in range(len(h)):
        at_edges[..., i + 1] = towards[..., i] - (towards[..., i] - at_edges[..., i]) * keep[i]
    start, end = at_edges[..., :-1], at_edges[..., 1:]
    mean = towards + (start - towards) * (-np.expm1(-h / d) * d / h)
    return LaggedLoad(edges, at_edges, mean, np.maximum(start, end))


def lagged_load_of_law(
    edges_s: ArrayLike,
    arrivals_per_s: ArrayLike,
    survival: Callable[[FloatArray], FloatArray],
    longest_s: float,
    before_per_s: ArrayLike = 0.0,
) -> LaggedLoad:
    """Compute the offered load for any law of durations, by its survival function.

    Every step of the rate adds (height) x H(time since the step), where H is the integral of S.
    H is interpolated between `GRID` points by cubics with the true slope S: for a smooth S the
    error is below 1e-9 of the load. The maximum is the greatest of 33 points per interval.

    Args:
        edges_s: (intervals+1,) rising edges of the intervals [s].
        arrivals_per_s: (..., intervals) arrival rate in each interval, zero or more [1/s].
        survival: S, from (points,) times [s] to (points,) probabilities of lasting longer [1].
        longest_s: duration that is passed with a probability below 1e-6; S counts as 0 there [s].
        before_per_s: (...) steady arrival rate for ever before the first edge [1/s]; 0 starts
            empty.

    Raises:
        ValueError: an argument is out of its range, the shapes do not fit, or `survival` is not
            a survival function on 0 ... longest_s.
    """
    edges, rates, before = _checked(edges_s, arrivals_per_s, before_per_s)
    served = _integrated(survival, checks.positive("longest_s", longest_s))
    served_twice = served.antiderivative()
    longest = float(longest_s)
    in_progress = float(served(longest))

    def once(u: FloatArray) -> FloatArray:
        return np.asarray(served(np.clip(u, 0.0, longest)), dtype=np.float64)

    def twice(u: FloatArray) -> FloatArray:
        beyond = in_progress * np.maximum(u - longest, 0.0)
        return np.asarray(served_twice(np.clip(u, 0.0, longest)) + beyond, dtype=np.float64)

    points = 33
    inside = np.linspace(0.0, 1.0, points)
    h = np.diff(edges)
    times = edges[:-1, np.newaxis] + h[:, np.newaxis] * inside
    load = np.zeros((*rates.shape[:-1], len(h), points)) + before[..., None, None] * in_progress
    mean = np.zeros(rates.shape) + before[..., None] * in_progress
    steps = np.diff(rates, axis=-1, prepend=before[..., None])
    for k in range(len(h)):
        load[..., k:, :] += steps[..., k, None, None] * once(times[k:] - edges[k])
        mean[..., k:] += steps[..., k, None] * np.diff(twice(edges[k:] - edges[k])) / h[k:]
    at_edges = np.concatenate((load[..., :, 0], load[..., -1:, -1]), axis=-1)
    return LaggedLoad(edges, at_edges, mean, load.max(axis=-1))


def _checked(
    edges_s: ArrayLike, arrivals_per_s: ArrayLike, before_per_s: ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    edges = np.asarray(edges_s, dtype=np.float64)
    rates = np.asarray(arrivals_per_s, dtype=np.float64)
    before = np.asarray(before_per_s, dtype=np.float64)
    if edges.ndim != 1 or len(edges) < 2 or not np.isfinite(edges).all():
        raise ValueError(f"edges_s must be two or more finite times in one row, not {edges_s}")
    if not (np.diff(edges) > 0).all():
        raise ValueError("edges_s must rise from each edge to the next")
    if rates.ndim == 0 or rates.shape[-1] != len(edges) - 1:
        raise ValueError(
            f"arrivals_per_s must end in an axis of {len(edges) - 1} intervals, one less than the"
            f" edges, not have the shape {rates.shape}"
        )
    for name, values in (("arrivals_per_s", rates), ("before_per_s", before)):
        if not (np.isfinite(values) & (values >= 0)).all():
            raise ValueError(f"{name} must be finite and 0 or more everywhere, not {values}")
    try:
        before = np.broadcast_to(before, rates.shape[:-1])
    except ValueError:
        raise ValueError(
            f"before_per_s must fit the shape {rates.shape[:-1]} of the rates, not {before.shape}"
        ) from None
    return edges, rates, before


def _integrated(
    survival: Callable[[FloatArray], FloatArray], longest_s: float
) -> CubicHermiteSpline:
    """H(u), the integral of S from 0 to u, on 0 ... longest_s."""
    knots = np.linspace(0.0, longest_s, GRID + 1)
    at_knots = np.asarray(survival(knots), dtype=np.float64)
    if not (np.isfinite(at_knots).all() and (at_knots >= 0).all() and at_knots[0] <= 1):
        raise ValueError("survival must give probabilities between 0 and 1")
    if (np.diff(at_knots) > REMAINDER).any():
        raise ValueError("survival must not rise with time")
    if at_knots[-1] > REMAINDER:
        raise ValueError(
            f"longest_s must be passed by at most {REMAINDER} of the chats, but {at_knots[-1]}"
            f" of them outlast {longest_s} s"
        )
    nodes, weights = roots_legendre(6)
    width = longest_s / GRID
    inner = knots[:-1, np.newaxis] + 0.5 * width * (nodes + 1.0)
    pieces = np.asarray(survival(inner.ravel()), dtype=np.float64).reshape(inner.shape)
    values = np.concatenate((np.zeros(1), np.cumsum(0.5 * width * (pieces @ weights))))
    return CubicHermiteSpline(knots, values, at_knots)
