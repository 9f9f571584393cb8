"""The trade's own rules beside the plan, with the reason for each difference (rule S6)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from capplan.model.people import Group
from capplan.model.scenario import Queue, Scenario
from capplan.model.shifts import presence
from capplan.queueing import concurrency_rule, least_agents_erlang_a, seconds_rule, volume_rule
from capplan.results.columns import Column, declared
from capplan.staffing.plan import Plan
from capplan.staffing.requirement import human_arrivals
from capplan.units import DAY, to_seconds

_COLUMNS = (
    Column("queue", "", "string", "kind of contact"),
    Column("rule", "", "string", "how the answer is found"),
    Column("answer", "people", "Float64", "people it says"),
    Column("counts", "", "string", "which people it speaks of"),
    Column("why", "", "string", "what it does not see"),
)
TRADE_MESSAGES, TRADE_SECONDS, TRADE_HOURS = 10.0, 5.0, 8.0
"""The trade formula: 3600 s ÷ (10 messages x 5 s) x 8 h = 576 chats a day and agent."""
TRADE_CHATS_A_DAY = 50.0
"""The trade's daily rule: 50 inquiries per agent and day, and a fifth more people."""
USUAL_SHARE, USUAL_WITHIN_S = 0.8, 30.0


def reconcile(plan: Plan) -> pd.DataFrame:
    """One row per queue and rule, and the plan's own answer."""
    rows = [row for queue in plan.scenario.queues for row in _rows(plan, queue)]
    data: dict[str, object] = {
        column.name: [row[place] for row in rows] for place, column in enumerate(_COLUMNS)
    }
    return declared(data, _COLUMNS)


def _rows(plan: Plan, queue: Queue) -> list[tuple[str, str, float, str, str]]:
    scenario = plan.scenario
    arrivals = human_arrivals(scenario, queue)
    busiest_day = float(max(_per_day(scenario, arrivals)))
    peak = float(arrivals.max()) / to_seconds(scenario.calendar.grid.interval)
    chat = queue.chat
    handling = chat.rounds.mean * to_seconds(chat.work.mean + chat.think.mean)
    group = _first_group(scenario, queue)
    limit = group.limit if group else 1
    rows = [
        (
            "chats ÷ (3600 ÷ (10 messages x 5 s) x 8 h)",
            float(seconds_rule(busiest_day, TRADE_MESSAGES, TRADE_SECONDS, TRADE_HOURS).agents),
            "people on the busiest day",
            "a flat day, every second used, no opening, no breaks, one shift",
        ),
        (
            "chats ÷ 50 a day x 1.2",
            float(volume_rule(busiest_day, TRADE_CHATS_A_DAY).agents),
            "people on the busiest day",
            "no hours, no waiting; an average agent of an average day",
        ),
        (
            f"handling time ÷ {limit} chats at once, Erlang C, busiest interval",
            float(concurrency_rule(peak, handling, limit, USUAL_SHARE, USUAL_WITHIN_S).agents),
            "people on the floor",
            "takes a slot for an agent; nobody leaves; a peak that lasts for ever",
        ),
        (
            "work only, Erlang A, busiest interval",
            float(
                least_agents_erlang_a(
                    peak,
                    max(chat.rounds.mean * to_seconds(chat.work.mean), 1e-3),
                    _patience_s(queue),
                    USUAL_SHARE,
                    USUAL_WITHIN_S,
                )
            ),
            "people on the floor",
            "takes a chat for one piece of work; no rounds, no slower agents, no shifts",
        ),
    ]
    edges = scenario.calendar.edges()
    serving = [g.name for g in scenario.groups if g.skill(queue.name)]
    on = sum((presence(plan.roster, name, edges) for name in serving), np.zeros(edges.size - 1))
    rows.append(
        (
            "this plan, simulated",
            float(np.ceil(on.max() - 1e-9)),
            "people on the floor at the peak",
            "all groups that serve the queue, also for other queues; shifts and breaks included",
        )
    )
    return [(queue.name, *row) for row in rows]


def _per_day(scenario: Scenario, arrivals: NDArray[np.float64]) -> list[float]:
    starts = scenario.calendar.edges()[:-1]
    day = (starts - scenario.calendar.first_midnight) // DAY
    return np.bincount(day, arrivals).tolist()


def _first_group(scenario: Scenario, queue: Queue) -> Group | None:
    serving = [(s.preference, g) for g in scenario.groups if (s := g.skill(queue.name))]
    return min(serving, key=lambda pair: pair[0])[1] if serving else None


def _patience_s(queue: Queue) -> float:
    mean = to_seconds(queue.chat.patience.law.mean)
    return min(max(mean, 1.0), 1e7)
