"""What contacts earn and what bad service costs: margin of orders, price of lost and late (E3a)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from capplan.results.study import Study

Floats = NDArray[np.float64]


def margin(study: Study, orders: str = "orders") -> Floats:
    """Margin of the orders, shape (replications,) [yuan].

    Args:
        study: the runs.
        orders: ``"orders"``, or ``"orders_if_prompt"`` for those that could have been.
    """
    total = np.zeros(study.replications)
    for queue in study.scenario.queues:
        if queue.orders is not None:
            total += (
                queue.orders.order_value * queue.orders.margin * study.total(orders, queue.name)
            )
    return total


def price_of_contacts(study: Study) -> Floats:
    """Price of lost customers and of late attempts, shape (replications,) [yuan]."""
    total = np.zeros(study.replications)
    for queue in study.scenario.queues:
        price = queue.price
        if price is not None:
            in_time = study.total(f"first_within_{price.late_after}", queue.name)
            total += price.lost * study.total("lost", queue.name)
            total += price.late * (study.total("attempts", queue.name) - in_time)
    return total


def earned(study: Study) -> Floats:
    """Margin less the price of lost and late contacts, shape (replications,) [yuan]."""
    return margin(study) - price_of_contacts(study)


def is_priced(study: Study) -> bool:
    """Whether any queue prices lost or late contacts."""
    return any(queue.price is not None for queue in study.scenario.queues)
