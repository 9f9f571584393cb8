"""The trade's own rules beside the plan, with the reason for each difference (rule S6)."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from capplan.model.people import Group
from capplan.model.scenario import Queue, Scenario
from capplan.model.shifts import presence
from capplan.queueing import (
    concurrency_rule,
    least_agents_erlang_a,
    seconds_rule,
    volume_rule,
    whole_agents,
)
from capplan.results.columns import Column, declared
from capplan.staffing.plan import Plan
from capplan.staffing.requirement import human_arrivals
from capplan.units import DAY, to_seconds
from capplan.words import Sentence, moment, say

_COLUMNS = (
    Column("queue", "", "string", "kind of contact"),
    Column("rule", "", "string[python]", "how the answer is found"),
    Column("answer", "people", "Float64", "people it says"),
    Column("counts", "", "string[python]", "which people it speaks of"),
    Column("why", "", "string[python]", "what it does not see"),
)
TRADE_MESSAGES, TRADE_SECONDS, TRADE_HOURS = 10.0, 5.0, 8.0
"""The trade formula: 3600 s ÷ (10 messages x 5 s) x 8 h = 576 chats a day and agent."""
TRADE_CHATS_A_DAY = 50.0
"""The trade's daily rule: 50 inquiries per agent and day, and a fifth more people."""
USUAL_SHARE, USUAL_WITHIN_S = 0.8, 30.0


def reconcile(plan: Plan) -> pd.DataFrame:
    """One row per queue and rule, and the plan's own answer.

    Rules, counts and reasons are sentences; `capplan.report` tells them in the reader's language.
    """
    found = [(queue.name, *row) for queue in plan.scenario.queues for row in rows(plan, queue)]
    data: dict[str, object] = {
        column.name: [row[place] for row in found] for place, column in enumerate(_COLUMNS)
    }
    return declared(data, _COLUMNS)


Row = tuple[Sentence, float, Sentence, Sentence]
"""Rule, answer, which people it counts, what it does not see."""


def rows(plan: Plan, queue: Queue) -> list[Row]:
    """Each rule's answer for a queue, and last the plan's own."""
    scenario = plan.scenario
    arrivals = human_arrivals(scenario, queue)
    busiest_day = float(max(_per_day(scenario, arrivals)))
    peak = float(arrivals.max()) / to_seconds(scenario.calendar.grid.interval)
    chat = queue.chat
    handling = chat.rounds.mean * to_seconds(chat.work.mean + chat.think.mean)
    group = _first_group(scenario, queue)
    limit = group.limit if group else 1
    found: list[Row] = [
        (
            say("chats ÷ (3600 ÷ (10 messages x 5 s) x 8 h)"),
            float(seconds_rule(busiest_day, TRADE_MESSAGES, TRADE_SECONDS, TRADE_HOURS).agents),
            say("people on the busiest day"),
            say("a flat day, every second used, no opening, no breaks, one shift"),
        ),
        (
            say("chats ÷ 50 a day x 1.2"),
            float(volume_rule(busiest_day, TRADE_CHATS_A_DAY).agents),
            say("people on the busiest day"),
            say("no hours, no waiting; an average agent of an average day"),
        ),
        (
            say("handling time ÷ {limit} chats at once, Erlang C, busiest interval", limit=limit),
            float(concurrency_rule(peak, handling, limit, USUAL_SHARE, USUAL_WITHIN_S).agents),
            say("people on the floor"),
            say("takes a slot for an agent; nobody leaves; a peak that lasts for ever"),
        ),
        (
            say("work only, Erlang A, busiest interval"),
            float(_erlang_a(queue, peak)),
            say("people on the floor"),
            say("takes a chat for one piece of work; no rounds, no slower agents, no shifts"),
        ),
    ]
    found += _with_shrinkage(plan, queue, peak)
    found.append(_by_theory(plan, queue))
    edges = scenario.calendar.edges()
    serving = [g.name for g in scenario.groups if g.skill(queue.name)]
    on = sum((presence(plan.roster, name, edges) for name in serving), np.zeros(edges.size - 1))
    found.append(
        (
            say("this plan, simulated"),
            float(np.ceil(on.max() - 1e-9)),
            say("people on the floor at the peak"),
            say(
                "all groups that serve the queue, also for other queues; shifts and breaks included"
            ),
        )
    )
    return found


def _erlang_a(queue: Queue, per_s: float) -> int:
    """Agents whom Erlang A asks for, with the work of a whole chat at once [people]."""
    work = queue.chat.rounds.mean * to_seconds(queue.chat.work.mean)
    return least_agents_erlang_a(
        per_s, max(work, 1e-3), _patience_s(queue), USUAL_SHARE, USUAL_WITHIN_S
    )


def shrinkage(plan: Plan, queue: Queue) -> float:
    """Share of the shift time of the groups that serve a queue lost to breaks and absence [1]."""
    scenario = plan.scenario
    edges = scenario.calendar.edges()
    length = np.diff(edges)
    rostered = present = 0.0
    for group in scenario.groups:
        if group.skill(queue.name) is None:
            continue
        on = [s for s in plan.roster.shifts if s.group == group.name]
        rostered += sum(min(s.end, int(edges[-1])) - max(s.start, 0) for s in on)
        there = float(presence(plan.roster, group.name, edges) @ length)
        present += there * (1.0 - group.absence)
    return 1.0 - present / rostered if rostered > 0.0 else 0.0


def _with_shrinkage(plan: Plan, queue: Queue, peak: float) -> list[Row]:
    """Erlang A with the plan's breaks and absence, put on the people or, wrongly, on the chats."""
    lost = shrinkage(plan, queue)
    agents = _erlang_a(queue, peak)
    return [
        (
            say("the same, shrinkage {share:.1f} % on supply: ÷ (1 - shrinkage)", share=100 * lost),
            float(whole_agents(agents / (1.0 - lost))),
            say("people rostered"),
            say("spreads breaks and absence evenly; here breaks have hours and avoid the peak"),
        ),
        (
            say(
                "the same, shrinkage {share:.1f} % on demand: chats x (1 + shrinkage)",
                share=100 * lost,
            ),
            float(_erlang_a(queue, peak * (1.0 + lost))),
            say("people rostered"),
            say("more chats come with their own economies of scale; always fewer than on supply"),
        ),
    ]


def _by_theory(plan: Plan, queue: Queue) -> Row:
    """What theory asks for per interval, and the intervals that the plan does not cover by it."""
    scenario, needs = plan.scenario, plan.needs
    place = scenario.queue_names.index(queue.name)
    first = int(np.argmax(needs.capacity[:, place]))
    agents = needs.agents(place, first)
    edges = scenario.calendar.edges()
    can = np.zeros(edges.size - 1)
    for g, group in enumerate(scenario.groups):
        on = presence(plan.roster, group.name, edges) * (1.0 - group.absence)
        can += on * needs.capacity[g, place]
    short = np.flatnonzero(can < needs.replies_per_s[place] - 1e-9)
    if short.size:
        worst = short[np.argmax((needs.replies_per_s[place] - can)[short])]
        when = scenario.calendar.at(int(edges[worst]))
        why = say(
            "{short} of {all} intervals cannot be covered by it with the plan's people, worst at "
            "{when}; a window's other intervals and carry-over make up for it",
            short=short.size,
            all=can.size,
            when=moment(when),
        )
    else:
        why = say("every interval is covered; it knows no waiting line between intervals")
    group = scenario.group_names[first]
    return (
        say("agents with open chats, lagging load, busiest interval, all in {group}", group=group),
        float(np.ceil(agents.max(initial=0.0) - 1e-9)),
        say("people on the floor"),
        why,
    )


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
