"""Erlang B, C and A: one line, n equal agents, one contact at a time each.

Letters of the field inside this file: ``a`` offered load [erlang], ``n`` agents. The three models
differ in what a contact does that finds every agent at work: B is lost at once, C waits for ever,
A waits for an exponential patience. Palm (1957); Mandelbaum & Zeltyn (2007), "Service engineering
in action: the Palm/Erlang-A queue".
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from capplan.queueing import checks
from capplan.queueing.least import least_agents
from capplan.queueing.line_states import line_states


@dataclass(frozen=True, slots=True)
class LinePerformance:
    """What arrivals meet in the steady state.

    Attributes:
        waiting_probability: share of arrivals that find no free agent and join the line [1].
        lost_share: share of arrivals that are turned away or leave the line [1].
        mean_wait_s: mean time in line of all arrivals, lost ones included [s].
        mean_wait_served_s: mean time in line of the served; infinite if nobody is served [s].
        within_share: served within the time asked for ÷ all offered [1].
        occupancy: share of the agents' time that is work; 0 if there is no agent [1].
    """

    waiting_probability: float
    lost_share: float
    mean_wait_s: float
    mean_wait_served_s: float
    within_share: float
    occupancy: float


def inverse_blocking(load_erlang: float, agents: int) -> float:
    """Compute 1 ÷ the share that Erlang B turns away; stable at any load.

    1/B is the sum of n (n-1) ... (n-k+1) / a^k over k = 0 ... n (Jagerman 1974).

    Args:
        load_erlang: offered load, zero or more [erlang].
        agents: agents, zero or more.

    Returns:
        1/B [1]; infinite where B is zero or below the smallest float.
    """
    if agents == 0:
        return 1.0
    if load_erlang == 0:
        return math.inf
    with np.errstate(over="ignore"):
        terms = np.cumprod(np.arange(float(agents), 0.0, -1.0) / load_erlang)
        return 1.0 + float(terms.sum())


def erlang_b(arrivals_per_s: float, mean_work_s: float, agents: int) -> LinePerformance:
    """Erlang B (M/G/n/n): who finds every agent at work is lost at once.

    Args:
        arrivals_per_s: arrival rate, zero or more [1/s].
        mean_work_s: mean work per contact, above zero [s].
        agents: agents, zero or more.

    Raises:
        ValueError: an argument is out of its range.
    """
    a, n = _offered(arrivals_per_s, mean_work_s), checks.whole("agents", agents)
    lost = 1.0 / inverse_blocking(a, n)
    return LinePerformance(
        waiting_probability=0.0,
        lost_share=lost,
        mean_wait_s=0.0,
        mean_wait_served_s=0.0 if n else math.inf,
        within_share=1.0 - lost,
        occupancy=a * (1.0 - lost) / n if n else 0.0,
    )


def erlang_c(
    arrivals_per_s: float, mean_work_s: float, agents: int, within_s: float = 0.0
) -> LinePerformance:
    """Erlang C (M/M/n): who finds every agent at work waits for as long as it takes.

    Without enough agents for the load the line grows for ever: everybody waits, without end.

    Args:
        arrivals_per_s: arrival rate, zero or more [1/s].
        mean_work_s: mean of the exponential work per contact, above zero [s].
        agents: agents, zero or more.
        within_s: wait up to which a contact counts in `within_share`, zero or more [s].

    Raises:
        ValueError: an argument is out of its range.
    """
    a, n = _offered(arrivals_per_s, mean_work_s), checks.whole("agents", agents)
    within_s = checks.not_negative("within_s", within_s)
    if a >= n:
        return LinePerformance(1.0, 0.0, math.inf, math.inf, 0.0, 1.0 if n else 0.0)
    waiting = 1.0 / (1.0 + (1.0 - a / n) * (inverse_blocking(a, n) - 1.0))
    spare = (n - a) / mean_work_s
    return LinePerformance(
        waiting_probability=waiting,
        lost_share=0.0,
        mean_wait_s=waiting / spare,
        mean_wait_served_s=waiting / spare,
        within_share=1.0 - waiting * math.exp(-spare * within_s),
        occupancy=a / n,
    )


def erlang_a(
    arrivals_per_s: float,
    mean_work_s: float,
    agents: int,
    mean_patience_s: float,
    within_s: float = 0.0,
) -> LinePerformance:
    """Erlang A (M/M/n+M): who waits leaves after an exponential patience; exact at any load.

    Args:
        arrivals_per_s: arrival rate, zero or more [1/s].
        mean_work_s: mean of the exponential work per contact, above zero [s].
        agents: agents, zero or more; fewer than the offered load is a steady state too.
        mean_patience_s: mean of the exponential patience in the line, above zero; infinity is
            Erlang C [s].
        within_s: wait up to which a served contact counts in `within_share`, zero or more [s].

    Raises:
        ValueError: an argument is out of its range, or the patience is finite but so long that
            an overloaded line has more states than memory holds.
    """
    a, n = _offered(arrivals_per_s, mean_work_s), checks.whole("agents", agents)
    within_s = checks.not_negative("within_s", within_s)
    if checks.positive_or_infinite("mean_patience_s", mean_patience_s) == math.inf:
        return erlang_c(arrivals_per_s, mean_work_s, agents, within_s)
    line = line_states(arrivals_per_s, n / mean_work_s, mean_patience_s)
    # P(some agent free) ÷ P(all at work) = P(fewer than n at work) ÷ P(n) x P(nobody in line).
    odds_of_no_wait = (inverse_blocking(a, n) - 1.0) * math.exp(line.log_nobody_ahead)
    waiting = 1.0 / (1.0 + odds_of_no_wait)
    lost = waiting * line.lost_share
    served = 1.0 - waiting + waiting * float(line.served.sum())
    waits_of_served = waiting * float(line.served @ line.mean_wait_if_served_s())
    return LinePerformance(
        waiting_probability=waiting,
        lost_share=lost,
        mean_wait_s=lost * mean_patience_s,  # Little's law in the line: lost rate = length/patience
        mean_wait_served_s=waits_of_served / served if n else math.inf,
        within_share=min(1.0, 1.0 - waiting + waiting * line.served_within(within_s)),
        occupancy=min(1.0, a * served / n) if n else 0.0,
    )


def least_agents_erlang_b(arrivals_per_s: float, mean_work_s: float, lost_at_most: float) -> int:
    """Find the least agents with which Erlang B turns away at most a share.

    Args:
        arrivals_per_s: arrival rate, zero or more; none needs no agent [1/s].
        mean_work_s: mean work per contact, above zero [s].
        lost_at_most: share of arrivals that may be lost, above 0 and at most 1 [1].

    Raises:
        ValueError: an argument is out of its range.
    """
    a = _offered(arrivals_per_s, mean_work_s)
    lost_at_most = checks.share_above_zero("lost_at_most", lost_at_most)
    if a == 0:
        return 0
    return least_agents(lambda n: 1.0 / inverse_blocking(a, n) <= lost_at_most, guess=a)


def least_agents_erlang_c(
    arrivals_per_s: float, mean_work_s: float, share: float, within_s: float
) -> int:
    """Find the least agents with which Erlang C serves a share within a time.

    Args:
        arrivals_per_s: arrival rate, zero or more; none needs no agent [1/s].
        mean_work_s: mean of the exponential work per contact, above zero [s].
        share: share of all offered to be served within `within_s`, in [0, 1) [1].
        within_s: the time, zero or more [s].

    Raises:
        ValueError: an argument is out of its range.
    """
    return least_agents_erlang_a(arrivals_per_s, mean_work_s, math.inf, share, within_s)


def least_agents_erlang_a(
    arrivals_per_s: float,
    mean_work_s: float,
    mean_patience_s: float,
    share: float,
    within_s: float,
) -> int:
    """Find the least agents with which Erlang A serves a share within a time.

    The answer may lie below the offered load: who leaves needs no agent.

    Args:
        arrivals_per_s: arrival rate, zero or more; none needs no agent [1/s].
        mean_work_s: mean of the exponential work per contact, above zero [s].
        mean_patience_s: mean of the exponential patience in the line, above zero [s].
        share: share of all offered to be served within `within_s`, in [0, 1) [1].
        within_s: the time, zero or more [s].

    Raises:
        ValueError: an argument is out of its range.
    """
    a = _offered(arrivals_per_s, mean_work_s)
    share = checks.share_below_one("share", share)
    checks.not_negative("within_s", within_s)
    patience = checks.positive_or_infinite("mean_patience_s", mean_patience_s)
    if a == 0:
        return 0

    def meets(n: int) -> bool:
        return erlang_a(arrivals_per_s, mean_work_s, n, patience, within_s).within_share >= share

    return least_agents(meets, guess=a if patience == math.inf else a * share)


def _offered(arrivals_per_s: float, mean_work_s: float) -> float:
    """Offered load a [erlang], its two factors checked."""
    rate = checks.not_negative("arrivals_per_s", arrivals_per_s)
    return rate * checks.positive("mean_work_s", mean_work_s)
