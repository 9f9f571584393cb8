"""Cover a whole campaign at least cost: one integer programme over crews and days (rule S7c).

Whole people per crew and seat; how many of each cohort of temps are hired, and when they are
released; hours of regulars beyond the week's; people share their time among their queues; what
cannot be covered is shortage, at a price beyond every wage.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import milp

from capplan.campaign import rows
from capplan.campaign.layout import Layout
from capplan.campaign.shop import Shop
from capplan.staffing.programme import Programme, quiet

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class NoCoverError(RuntimeError):
    """The solver found nothing at all within its nodes."""


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """A solution of the programme.

    Attributes:
        people: people per column, shape (columns,); a column is a crew on a kind of seat.
        employed: people per crew and day; for regulars all of them, shape (crews, days).
        shortage: share of the asked work left uncovered, shape (queues, intervals) [1].
    """

    people: Ints
    employed: Ints
    shortage: Floats


def cover(
    shop: Shop,
    asked: Floats,
    kept: Cover | None = None,
    *,
    barred: Collection[int] = (),
    nodes: int = 10,
    gap: float = 2e-2,
) -> Cover:
    """Find the cheapest crews, and who of them takes which seat, that do the work asked for.

    Args:
        shop: the campaign.
        asked: replies asked for, shape (queues, intervals) [1/s].
        kept: people who stay on their shifts and are employed as long; the work asked for comes
            on top of theirs.
        barred: columns to which nobody is added to those kept.
        nodes: branches after which the solver may stop.
        gap: gap at which it may stop, relative to what people cost beyond those kept [1].

    Raises:
        NoCoverError: if the solver finds nothing at all within its nodes.
    """
    layout = Layout(shop, asked, kept, barred)
    programme = Programme(layout.columns)
    rows.work_rows(layout, programme)
    for number, crew in enumerate(shop.crews):
        rows.crew_rows(layout, programme, number, crew)
    rows.shop_rows(layout, programme)
    costs, constraint, bounds = layout.costs(), programme.constraint(), layout.bounds()
    with quiet():
        whole = milp(costs, constraints=constraint, bounds=bounds)
        if whole.x is None:
            raise NoCoverError(f"the programme of the campaign has no answer: {whole.message}")
        beyond = np.maximum(whole.x - layout.kept, 0.0)
        wages = float(costs[: layout.short_at] @ beyond[: layout.short_at])
        result = milp(
            costs,
            constraints=constraint,
            bounds=bounds,
            integrality=layout.integrality(),
            options={
                "node_limit": nodes,
                "mip_rel_gap": gap * wages / max(float(whole.fun), wages, 1e-9),
            },
        )
    if result.x is None:
        raise NoCoverError(f"the integer programme found no cover: {result.message}")
    return Cover(*layout.solution(result.x))
