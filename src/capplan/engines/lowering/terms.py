"""The scenario's terms as records of the kernels."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from capplan.engines.kernel import codes, layout
from capplan.engines.lowering.rules import END, ORDER, PICK, SCOPE, code_of
from capplan.model.learning import Pace, personal_limit
from capplan.model.people import Group, PickRule, Skill
from capplan.model.scenario import Scenario

Records = NDArray[np.void]
Ints = NDArray[np.int64]

LONGEST_WORK = 2.0**53
"""No work may take longer, however slow the agent [ticks]."""


class Terms(NamedTuple):
    """Records of `layout`, and the factor on work by the number of other open chats."""

    pick: int
    queues: Records
    groups: Records
    skills: Records
    choices: Records
    pools: Records
    slow: NDArray[np.float64]
    personal: int
    speed_share: NDArray[np.float64]
    limit_share: NDArray[np.float64]
    ranks: Ints
    rank_of: Ints
    widest: int


def lower_terms(
    scenario: Scenario,
    group_sizes: Ints,
    chats: int,
    longest_work: int,
    pace: Pace,
    slowest: float = 1.0,
) -> Terms:
    """The scenario's terms.

    Args:
        scenario: the shop.
        group_sizes: agents of each group.
        chats: number of chats.
        longest_work: the longest work drawn [ticks].
        pace: what tenure and teaching make of each shift.
        slowest: least factor on speed in any span of another pace [1].

    Raises:
        ValueError: if a term is out of range; names it.
        UnsupportedRule: if the kernels lack a rule.
    """
    skills = _skills(scenario)
    personal = not pace.is_even
    lowered, pools = _pools(scenario, skills, group_sizes, personal)
    ranks, rank_of, widest = _ranks(scenario, pace)
    choices, first_choice = _choices(scenario, skills)
    terms = Terms(
        pick=code_of(PICK, scenario.pick),
        queues=_queues(scenario, first_choice),
        groups=_groups(scenario, group_sizes, pools["group"]),
        skills=lowered,
        choices=choices,
        pools=pools,
        slow=1.0 + scenario.slowdown * np.arange(_most_open(scenario, chats) + 1, dtype=np.float64),
        personal=int(personal),
        speed_share=pace.speed,
        limit_share=pace.limit,
        ranks=ranks,
        rank_of=rank_of,
        widest=widest,
    )
    _check(terms, longest_work, float(pace.speed.min(initial=1.0)) * slowest)
    return terms


def _skills(scenario: Scenario) -> dict[tuple[int, int], Skill]:
    """Skills by (group, queue); of two in one queue the first counts."""
    number = {queue.name: place for place, queue in enumerate(scenario.queues)}
    return {
        (g, number[skill.queue]): skill
        for g, group in enumerate(scenario.groups)
        for skill in reversed(group.skills)
    }


def _pools(
    scenario: Scenario, skills: dict[tuple[int, int], Skill], group_sizes: Ints, personal: bool
) -> tuple[Records, Records]:
    """Skills as records, shape (groups * queues,), and the pools they draw on."""
    shared = scenario.pick is PickRule.FEWEST_OPEN and not personal
    lowered = np.zeros(len(scenario.groups) * len(scenario.queues), dtype=layout.SKILL)
    lowered["speed"] = 1.0
    lowered["pool"] = codes.NONE
    pool_of: dict[tuple[int, int], int] = {}
    rows: list[tuple[int, int]] = []
    for g, q in sorted(skills):
        skill = skills[g, q]
        own = scenario.groups[g].limit if skill.limit is None else skill.limit
        pool = pool_of.setdefault((g, 0 if shared else own), len(rows))
        if pool == len(rows):
            rows.append((own, g))
        lowered[g * len(scenario.queues) + q] = (skill.speed, own, pool)
    pools = np.zeros(len(rows), dtype=layout.POOL)
    for place, (own, g) in enumerate(rows):
        pools[place]["limit"], pools[place]["group"] = own, g
        pools[place]["leaves"] = 1 << max(0, int(group_sizes[g]) - 1).bit_length()
    trees = 2 * pools["leaves"]
    pools["first"] = np.cumsum(trees) - trees
    return lowered, pools


def _choices(scenario: Scenario, skills: dict[tuple[int, int], Skill]) -> tuple[Records, Ints]:
    """The groups that serve each queue, best first; and where each queue's begin."""
    order = sorted((q, skill.preference, g) for (g, q), skill in skills.items())
    choices = np.zeros(len(order), dtype=layout.CHOICE)
    for place, (_, preference, g) in enumerate(order):
        choices[place] = (g, preference)
    queues = np.array([q for q, _, _ in order], dtype=np.int64)
    return choices, np.searchsorted(queues, np.arange(len(scenario.queues) + 1))


def _queues(scenario: Scenario, first_choice: Ints) -> Records:
    queues = np.zeros(len(scenario.queues), dtype=layout.QUEUE)
    for place, queue in enumerate(scenario.queues):
        if queue.chat.idle_timeout < 0:
            raise ValueError(f"idle_timeout: that of queue {queue.name} is below 0")
        queues[place] = (
            code_of(SCOPE, queue.chat.patience.scope),
            queue.priority,
            min(queue.chat.idle_timeout, codes.NEVER),
            first_choice[place],
            first_choice[place + 1],
            codes.NONE,
            queue.closed is not None,
            queue.closed is not None and queue.closed.after_live,
            0,
        )
    return queues


def _groups(scenario: Scenario, group_sizes: Ints, pool_groups: Ints) -> Records:
    groups = np.zeros(len(scenario.groups), dtype=layout.GROUP)
    first_pool = np.searchsorted(pool_groups, np.arange(len(scenario.groups) + 1))
    end_member = np.cumsum(group_sizes)
    for g, group in enumerate(scenario.groups):
        groups[g] = (
            code_of(END, group.break_rule),
            code_of(ORDER, group.message_order),
            first_pool[g],
            first_pool[g + 1],
            end_member[g] - group_sizes[g],
            end_member[g],
            codes.NONE,
            group.weight,
        )
    return groups


def _ranks(scenario: Scenario, pace: Pace) -> tuple[Ints, Ints, int]:
    """Order of all shares open ÷ (weight x limit), as whole numbers that a pool's key can hold.

    Returns:
        Ranks by (group's limit, open chats), flat; where each group's limit begins, flat; one
        more than the greatest limit.  All empty where everybody has the group's limits.
    """
    widest = 1 + max(0, *_limits(scenario), 0)
    none = np.zeros(0, dtype=np.int64)
    if pace.is_even:
        return none, none, widest
    rank_of = np.zeros(len(scenario.groups) * widest, dtype=np.int64)
    rows: list[NDArray[np.float64]] = []
    size = 0
    for g, group in enumerate(scenario.groups):
        base = {*_limits_of(group), *(w.limit for w in group.limit_windows)}
        shares = sorted(set(pace.limit.tolist()))
        for limit in sorted({personal_limit(b, share) for b in base if b for share in shares}):
            rank_of[g * widest + limit] = size
            rows.append(np.arange(limit, dtype=np.float64) / (group.weight * limit))
            size += limit
    if not rows:
        return none, rank_of, widest
    ranks = np.unique(np.concatenate(rows), return_inverse=True)[1].astype(np.int64)
    return ranks, rank_of, widest


def _most_open(scenario: Scenario, chats: int) -> int:
    """Most chats that an agent may ever have open."""
    return max(0, min(max(_limits(scenario), default=0), chats))


def _limits(scenario: Scenario) -> list[int]:
    """All limits that are ever in force."""
    windows = [w.limit for g in scenario.groups for w in g.limit_windows]
    return [*windows, *(limit for g in scenario.groups for limit in _limits_of(g))]


def _limits_of(group: Group) -> list[int]:
    """A group's own limits, outside its windows."""
    return [group.limit, *(s.limit for s in group.skills if s.limit is not None)]


def _check(terms: Terms, longest_work: int, slowest: float) -> None:
    speed = terms.skills["speed"] * slowest
    if not (np.isfinite(speed).all() and speed.min(initial=1.0) > 0):
        raise ValueError("speed: the speeds of skills must be above 0 and finite")
    if not longest_work * terms.slow[-1] / speed.min(initial=1.0) <= LONGEST_WORK:
        raise ValueError("work, slowdown, speed: work would take longer than the clock can hold")
