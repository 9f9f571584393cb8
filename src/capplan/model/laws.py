"""Laws of counts and of waiting times, as data; `sampling` draws from them (rule C1)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class TimeKind(StrEnum):
    """The shape of a time law."""

    EXPONENTIAL = "exponential"
    GAMMA = "gamma"
    LOGNORMAL = "lognormal"
    WEIBULL = "weibull"
    DETERMINISTIC = "deterministic"
    EMPIRICAL = "empirical"


class CountKind(StrEnum):
    """The shape of a law of counts that are at least 1."""

    GEOMETRIC = "geometric"
    NEGATIVE_BINOMIAL = "negative_binomial"
    POISSON = "poisson"
    DETERMINISTIC = "deterministic"
    EMPIRICAL = "empirical"


@dataclass(frozen=True, slots=True)
class TimeLaw:
    """A law of durations.

    Attributes:
        kind: the family.
        mean: mean [ticks]; ``math.inf`` for a time that never ends (only exponential or
            deterministic).
        shape: gamma or Weibull shape [1]; coefficient of variation for lognormal [1]; else 1.
        values: for `EMPIRICAL`: equally likely values [ticks].
    """

    kind: TimeKind
    mean: float
    shape: float = 1.0
    values: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.kind is TimeKind.EMPIRICAL and not self.values:
            raise ValueError("an empirical law needs at least one value")
        if any(not math.isfinite(v) or v < 0 for v in self.values):
            raise ValueError("the values of an empirical law must be finite and not negative")
        if math.isnan(self.mean) or self.mean < 0:
            raise ValueError(f"the mean of a time must be zero or more, not {self.mean}")
        if not (math.isfinite(self.shape) and self.shape > 0):
            raise ValueError(f"the shape of a law must be above zero, not {self.shape}")

    @property
    def squared_cv(self) -> float:
        """Variance ÷ squared mean [1]."""
        match self.kind:
            case TimeKind.DETERMINISTIC:
                return 0.0
            case TimeKind.EXPONENTIAL:
                return 1.0
            case TimeKind.GAMMA:
                return 1.0 / self.shape
            case TimeKind.LOGNORMAL:
                return self.shape**2
            case TimeKind.WEIBULL:
                first, second = (math.gamma(1.0 + n / self.shape) for n in (1, 2))
                return second / first**2 - 1.0
            case TimeKind.EMPIRICAL:
                mean = sum(self.values) / len(self.values)
                squares = sum(v * v for v in self.values) / len(self.values)
                return squares / mean**2 - 1.0 if mean else 0.0


@dataclass(frozen=True, slots=True)
class CountLaw:
    """A law of counts that are at least 1: rounds per chat, messages per round.

    Attributes:
        kind: the family; Poisson and negative binomial are shifted by one.
        mean: mean [1], at least 1.
        dispersion: variance over mean of the count less one, for the negative binomial, above 1.
        values: for `EMPIRICAL`: equally likely counts.
    """

    kind: CountKind
    mean: float
    dispersion: float = 1.0
    values: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.kind is CountKind.EMPIRICAL and not self.values:
            raise ValueError("an empirical law needs at least one value")
        if any(v < 1 for v in self.values):
            raise ValueError("the values of a law of counts must be 1 or more")
        if not (math.isfinite(self.mean) and self.mean >= 1):
            raise ValueError(f"the mean count must be 1 or more, not {self.mean}")
        if self.kind is CountKind.DETERMINISTIC and self.mean != int(self.mean):
            raise ValueError(f"a fixed count must be a whole number, not {self.mean}")
        if self.kind is CountKind.NEGATIVE_BINOMIAL and not self.dispersion > 1:
            raise ValueError("a negative binomial needs a dispersion above 1")
