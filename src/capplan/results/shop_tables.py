"""Tables of many shops in one pool: what each gets, and what each is charged (rule M5)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from capplan.model.scenario import Queue, Scenario
from capplan.results import estimates
from capplan.results.columns import Column, declared, estimated
from capplan.results.estimates import LEVEL, Estimate
from capplan.results.study import Study
from capplan.results.tables import queue_rows
from capplan.units import HOUR

Floats = NDArray[np.float64]

ALL = "all"
_FIGURES = (
    "customers", "offered", "lost", "lost_share", "first_response_s", "orders", "sales_yuan",
    "lost_sales_yuan", "lost_margin_yuan",
)  # fmt: skip
_CHARGE_COLUMNS = (
    Column("group", "", "string", "group of agents"),
    Column("shop", "", "string", "shop for which they worked"),
    *estimated("work_h", "h", "hours at work for the shop, mean per run"),
    *estimated("share", "1", "share of the group's work, sum over sum"),
    *estimated("charged_h", "h", "hours on shift, shared in proportion to work, mean per run"),
)


def shop_names(scenario: Scenario) -> tuple[str, ...]:
    """The shops in order of their queues; queues without one belong to "the scenario"."""
    return tuple(dict.fromkeys(shop_of(scenario, queue) for queue in scenario.queues))


def shop_of(scenario: Scenario, queue: Queue) -> str:
    """Name of a queue's shop; the scenario's where it names none."""
    return queue.shop or scenario.name


def shops(study: Study, level: float = LEVEL) -> pd.DataFrame:
    """One row per shop and platform, and one for all of them."""
    scenario = study.scenario
    of_queue = [
        (shop_of(scenario, q), q.platform.key if q.platform else "") for q in scenario.queues
    ]
    rows = list(dict.fromkeys(of_queue))
    belongs = np.array(
        [[key == row for key in of_queue] for row in rows] + [[True] * len(of_queue)]
    )

    def by_shop(sums: Floats) -> Floats:
        return sums.sum(axis=2) @ belongs.T.astype(np.float64)

    return queue_rows(
        study,
        {
            Column("shop", "", "string", "shop"): [shop for shop, _ in rows] + [ALL],
            Column("platform", "", "string", "platform profile, if any"): [
                *(platform for _, platform in rows),
                "",
            ],
        },
        by_shop,
        _FIGURES,
        level,
    )


def charge_out(study: Study, level: float = LEVEL) -> pd.DataFrame:
    """One row per group and shop, then the same for all groups together.

    Of each group the shares add up to 1 and the charged hours to its hours on shift.
    """
    scenario, names = study.scenario, shop_names(study.scenario)
    of_queue = [names.index(shop_of(scenario, q)) for q in scenario.queues]
    belongs = np.eye(len(names))[of_queue]
    work = study.work @ belongs / HOUR
    on_shift = study.group_sums("on_shift_ms").sum(axis=2) / HOUR
    handled = [[g.skill(q) is not None for q in scenario.queue_names] for g in scenario.groups]
    served = np.minimum(np.array(handled, dtype=np.float64) @ belongs, 1.0)
    charged = _shares(work, served) * on_shift[..., np.newaxis]
    work = np.concatenate((work, work.sum(axis=1, keepdims=True)), axis=1)
    charged = np.concatenate((charged, charged.sum(axis=1, keepdims=True)), axis=1)
    groups = (*scenario.group_names, ALL)
    figures: dict[str, list[Estimate]] = {"work_h": [], "share": [], "charged_h": []}
    for group in range(len(groups)):
        whole = work[:, group].sum(axis=1)
        for shop in range(len(names)):
            figures["work_h"].append(estimates.mean(work[:, group, shop], level))
            figures["share"].append(estimates.ratio(work[:, group, shop], whole, level))
            figures["charged_h"].append(estimates.mean(charged[:, group, shop], level))
    data: dict[str, object] = {
        "group": [group for group in groups for _ in names],
        "shop": list(names) * len(groups),
    }
    for name, found in figures.items():
        least, most = 0.0, 1.0 if name == "share" else np.inf
        data[name] = [e.value for e in found]
        data[f"{name}_low"] = [max(e.low, least) for e in found]
        data[f"{name}_high"] = [min(e.high, most) for e in found]
    return declared(data, _CHARGE_COLUMNS)


def _shares(work: Floats, served: Floats) -> Floats:
    """Share of each shop in each group's work, shape (replications, groups, shops).

    A group that did nothing in a replication is shared as over all of them; one that never did
    anything, evenly among the shops it serves.

    Args:
        work: time at work, shape (replications, groups, shops).
        served: 1 where a group serves a shop, shape (groups, shops) [1].
    """
    total = work.sum(axis=0)
    usual: Floats = np.where(total.sum(axis=1, keepdims=True) > 0.0, total, served)
    usual = usual / usual.sum(axis=1, keepdims=True)
    own = work.sum(axis=2, keepdims=True)
    shares: Floats = np.where(own > 0.0, work / np.where(own > 0.0, own, 1.0), usual)
    return shares
