"""What the command prints: tables of at most 100 columns and a few plain sentences."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import timedelta

import pandas as pd
from rich.console import Group as Lines
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from capplan.model.provenance import Mark, Provenance
from capplan.model.scenario import Scenario
from capplan.model.shifts import presence
from capplan.model.targets import Measure, Target
from capplan.report.closed_text import closed_lines
from capplan.report.plain import estimate_number, estimate_percent, percent, plain_table
from capplan.report.platform_text import platform_lines
from capplan.report.shop_text import shop_lines
from capplan.results import tables
from capplan.results.estimates import Estimate
from capplan.results.study import Study
from capplan.results.verdicts import Answer, Verdict, verdicts
from capplan.staffing import tables as plan_tables
from capplan.staffing.aims import Aim
from capplan.staffing.certificate import RISK
from capplan.staffing.plan import Plan
from capplan.staffing.reconcile import reconcile
from capplan.study.compare import Comparison
from capplan.units import HOUR

_COLOURS = {Answer.MET: "green", Answer.MISSED: "red", Answer.OPEN: "yellow"}
LONGEST_VALUE = 24
"""Most letters of a value in a table; the resolved scenario has it in full."""
_SHORT = {Answer.MET: "met", Answer.MISSED: "missed", Answer.OPEN: "close"}
MEASURE_NAMES = {
    Measure.FIRST_REPLY_WITHIN: "first reply within",
    Measure.REPLY_WITHIN: "reply within",
    Measure.LOST: "lost",
    Measure.MEAN_FIRST_RESPONSE: "mean first response",
    Measure.MEAN_RESPONSE: "mean response",
    Measure.OCCUPANCY: "occupancy",
    Measure.PLATFORM_METRIC: "platform metric",
}


def title(scenario: Scenario) -> Text:
    """Name and horizon of a scenario."""
    start, end = scenario.calendar.start, scenario.calendar.end
    span = f"{start:%d %b %H:%M} to {end:%d %b %H:%M}"
    return Text.assemble((scenario.name, "bold"), f" · {span}")


def plan_text(plan: Plan) -> RenderableType:
    """The answer: people, cost, loss, certainty, shifts, targets, rules of thumb."""
    scenario = plan.scenario
    people = {g: plan.headcount(g) for g in scenario.group_names}
    by_group = ", ".join(f"{n} {name}" for name, n in people.items() if n) or "nobody"
    lost = tables.lost_margin(plan.study)
    lines: list[RenderableType] = [title(scenario), Text()]
    lines.append(
        Text.assemble(
            "  You need ",
            (f"{sum(people.values())} people", "bold"),
            f": {by_group}.",
        )
    )
    lines.append(
        Text(
            f"  Cost {estimate_number(plan.cost(), 'yuan')}.  Lost: {estimate_percent(plan.lost())}"
            f" of chats{_margin(scenario, lost)}."
        )
    )
    lines += _aim(plan)
    lines += [
        Text(f"  {plan.scenario.groups[place].name} hold {limit} chats at once, as chosen.")
        for place, limit in plan.chosen_limits
    ]
    lines.append(_sureness(plan))
    lines += _certificate(plan)
    lines.append(_peak(plan))
    lines += [Text(), roster_table(plan), *closed_lines(plan.study)]
    lines += [*shop_lines(plan.study), *platform_lines(plan.study)]
    lines += [
        Text(),
        *_unmet(plan),
        *_enough(plan),
        *_tightest(plan),
        _trade(plan),
        assumed_line(scenario),
    ]
    return Lines(*lines)


def _aim(plan: Plan) -> Iterable[RenderableType]:
    """What an aim other than the least cost came to."""
    match plan.goal.aim:
        case Aim.COST:
            return
        case Aim.PROFIT:
            profit = estimate_number(plan.profit(), "yuan")
            yield Text(f"  Margin of the orders less the cost of people: {profit}.")
        case Aim.BUDGET:
            budget = plan.goal.budget or 0.0
            left = budget - plan.planned_cost
            over = f"{left:,.0f} yuan left" if left >= 0 else f"{-left:,.0f} yuan too much"
            yield Text(
                f"  Best service found for a budget of {budget:,.0f} yuan, overtime not counted: "
                f"{over}.",
                "" if left >= 0 else "red",
            )


def _peak(plan: Plan) -> Text:
    edges = plan.scenario.calendar.edges()
    on = presence(plan.roster, None, edges)
    when = plan.scenario.calendar.at(int(edges[int(on.argmax())]))
    return Text(f"  At most {on.max():.0f} people are on the floor at once: {when:%d %b, %H:%M}.")


def _margin(scenario: Scenario, lost: Estimate) -> str:
    if not any(q.orders for q in scenario.queues):
        return ""
    return f", {estimate_number(lost, 'yuan')} of margin"


def _sureness(plan: Plan) -> Text:
    study = plan.study
    days = f"{study.replications} fresh days, {plan.search_days} days in the search"
    answers = [v.answer for v in plan.verdicts]
    if not answers:
        if plan.goal.aim is not Aim.COST:
            return Text("  There are no targets: the aim alone decides.")
        return Text(
            "  There are no targets: nobody is needed. Write targets to plan for.", "yellow"
        )
    met = answers.count(Answer.MET)
    still_open = answers.count(Answer.OPEN)
    sure = f"{100 * (1 - RISK):g} % sure of all together"
    text = f"  {met} of {len(answers)} targets met, {sure} ({days})"
    if still_open:
        text += f"; {still_open} too close to call"
    missed = answers.count(Answer.MISSED)
    if missed:
        text += f"; {missed} missed"
    if not plan.complete:
        text += ".  Interrupted: the best found so far"
    return Text(text + ".", "red" if missed else "yellow" if still_open else "green")


def _certificate(plan: Plan) -> Iterable[RenderableType]:
    """What else is known: nobody to spare, a bad forecast, the lower bound, other rosters."""
    if plan.thinner:
        yield Text(f"  {_less_one(plan)}")
    if plan.proof is not None:
        proof = plan.proof
        all_tried = "no single exchange either" if proof.is_complete else (
            f"{proof.exchanges - proof.left} of {proof.exchanges} exchanges do not either, "
            f"the others were not tried"
        )  # fmt: skip
        yield Text(f"  On the search days no removal improves it; {all_tried}.")
    if plan.bound is not None and math.isfinite(plan.bound.cost) and plan.gap is not None:
        yield Text(
            f"  At least {plan.bound.cost:,.0f} yuan is needed, by {plan.bound.method} "
            f"(gap {percent(plan.gap)})."
        )
    elif plan.bound is not None and math.isfinite(plan.bound.cost):
        yield Text(
            f"  To meet all targets takes at least {plan.bound.cost:,.0f} yuan, by "
            f"{plan.bound.method}."
        )
    elif plan.bound is not None:
        yield Text(
            f"  No roster within these limits can meet all targets, by {plan.bound.method}.", "red"
        )
    if plan.forecasts:
        at = ", ".join(
            f"{percent(f.together.value)} at {100 * f.factor:.0f} % (P{100 * f.probability:.0f})"
            for f in plan.forecasts
        )
        together = estimate_percent(plan.certification.together())
        yield Text(
            f"  All targets at once are kept on {together} of days; by demand against the "
            f"forecast: {at}."
        )
    if plan.near.count > 1:
        shared = int(plan.near.shared.sum())
        yield Text(
            f"  {plan.near.count} rosters tried cost within 1 % of it; {shared} of its "
            f"{int(plan.people.sum())} shifts are in all of them."
        )


def _less_one(plan: Plan) -> str:
    """One sentence on the plan less one person."""
    number = len(plan.thinner)
    worse = sum(not t.better for t in plan.thinner)
    text = f"One person less in any shift is worse on the search days in {worse} of {number} cases"
    missed = sum(t.answer is Answer.MISSED for t in plan.thinner)
    return f"{text}; on fresh days {missed} of them miss a target beyond doubt."


def roster_table(plan: Plan) -> Table:
    """People per group and shift type, day by day."""
    frame = plan_tables.roster(plan)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name, justify in (
        ("", "left"), ("shift", "left"), ("day", "left"), ("time", "left"),
        ("people", "right"), ("paid hours", "right"), ("cost, yuan", "right"),
    ):  # fmt: skip
        table.add_column(name, justify=justify)  # pyright: ignore[reportArgumentType]
    rows: list[dict[str, object]] = frame.to_dict("records")  # pyright: ignore[reportAssignmentType]
    seen = ""
    for row in rows:
        group = str(row["group"])
        date = pd.Timestamp(str(row["date"]))
        table.add_row(
            "" if group == seen else group,
            str(row["shift"]),
            f"{date:%a %d %b}",
            f"{row['start']}–{row['end']}",
            f"{row['people']}",
            f"{row['paid_h']:,.0f}",
            f"{row['cost_yuan']:,.0f}",
        )
        seen = group
    return table


def _unmet(plan: Plan) -> Iterable[RenderableType]:
    for unmet in plan.unmet:
        yield Text(
            f"  Missed: {verdict_line(unmet.verdict, plan.scenario)}: {unmet.reason}.", "red"
        )


def _enough(plan: Plan) -> Iterable[RenderableType]:
    """Where it fails, what unlimited staff reaches, and what would be enough."""
    short = plan.shortfall
    if short is None:
        return
    for place, worst, reached in zip(short.windows, short.worst, short.unlimited, strict=True):
        verdict = plan.verdicts[place]
        if verdict.answer is not Answer.MISSED:
            continue
        target = verdict.target
        yield Text(
            f"    {target.queue}, {target_phrase(target)}: worst at "
            f"{window_phrase(worst, plan.scenario)}; with more people than are of use "
            f"{_value(target.measure, reached)}."
        )
    for span in short.uncovered:
        yield Text(f"    No shift type covers {window_phrase(span, plan.scenario)}.")
    for remedy in short.remedies:
        yield Text(f"  Enough on the search days: {remedy}.", "yellow")
    if not short.remedies:
        yield Text(
            "  Not enough, each alone: more people and seats, up to four chats at once more or "
            "fewer in one group, shifts an hour longer."
        )


def verdict_line(verdict: Verdict, scenario: Scenario) -> str:
    """One target in one window, as a sentence."""
    target = verdict.target
    measured = _value(target.measure, verdict.measured.value)
    asked = f"{_value(target.measure, target.bound)} asked"
    if verdict.kept is not None and target.assurance is not None:
        kept = estimate_percent(verdict.kept)
        asked += f", kept on {kept} of days, {100 * target.assurance:g} % asked"
    window = window_phrase(verdict.window, scenario)
    return f"{target.queue} {window} {_measure(target)} {measured} ({asked})"


def _value(measure: Measure, value: float) -> str:
    if measure in {Measure.MEAN_FIRST_RESPONSE, Measure.MEAN_RESPONSE}:
        return f"{value:.1f} s"
    return percent(value)


def _tightest(plan: Plan) -> Iterable[RenderableType]:
    met = [v for v in plan.verdicts if v.answer is not Answer.MISSED and math.isfinite(v.slack)]
    if met:
        tightest = min(met, key=lambda v: v.slack)
        yield Text(f"  Tightest: {verdict_line(tightest, plan.scenario)}.")


def _trade(plan: Plan) -> RenderableType:
    frame = reconcile(plan)
    parts: list[str] = []
    for queue in plan.scenario.queue_names:
        answers: list[float] = frame.loc[frame["queue"] == queue, "answer"].tolist()
        trade, daily, slots = (f"{a:.0f}" for a in answers[:3])
        own = f"{answers[-1]:.0f}"
        parts.append(
            f"{queue} {trade} by the trade's formula, {daily} by its daily rule, "
            f"{slots} on the floor by Erlang C with slots; here {own} at the peak"
        )
    return Text("  Rules of thumb: " + "; ".join(parts) + ".")


def assumed_line(scenario: Scenario) -> Text:
    """How many values are assumed."""
    names = [p.path for p in scenario.provenance if p.mark is Mark.ASSUME]
    if not names:
        return Text("  Nothing is assumed.")
    return Text(
        f"  Assumed, not known: {len(names)} values; `capplan check --assumed` lists them.", "dim"
    )


def study_text(study: Study) -> RenderableType:
    """What a roster does: per queue, per group, and the targets."""
    lines: list[RenderableType] = [title(study.scenario), Text()]
    lines += [queue_table(study), Text(), group_table(study)]
    lines += [*closed_lines(study), *shop_lines(study), *platform_lines(study), Text()]
    judged = verdicts(study)
    if judged:
        lines += [target_table(judged, study.scenario), Text()]
    how = f"  {study.replications} replications, 95 % intervals, engine {study.engine}"
    lines.append(Text(how + ("." if study.complete else "; interrupted before all were run.")))
    lines.append(assumed_line(study.scenario))
    return Lines(*lines)


def _seconds(milliseconds: Estimate) -> str:
    """A mean response time with the half-width of its interval; a dash where there is none."""
    if math.isnan(milliseconds.value):
        return "–"
    return f"{milliseconds.value / 1000:,.0f} s ± {milliseconds.half_width / 1000:,.0f}"


def queue_table(study: Study) -> Table:
    """One row per queue."""
    table = plain_table(
        ("queue", "customers", "to people", "lost", "first resp.", "3 min", "orders lost")
    )
    for name in study.scenario.queue_names:
        first = study.ratio("first_response_ms", "first_replies", name)
        lost = study.total("orders_if_prompt", name) - study.total("orders", name)
        table.add_row(
            name,
            f"{study.mean('customers', name).value:,.0f}",
            f"{study.mean('offered', name).value:,.0f}",
            estimate_percent(study.ratio("lost", "offered", name)),
            _seconds(first),
            percent(study.ratio("reply_within_180000", "rounds", name).value),
            f"{lost.mean():,.0f}",
        )
    return table


def group_table(study: Study) -> Table:
    """One row per group."""
    table = plain_table(("group", "hours on shift", "occupancy", "open chats", "overtime h"))
    frame = tables.groups(study)
    rows: list[dict[str, float]] = frame.to_dict("records")  # pyright: ignore[reportAssignmentType]
    for row in rows[:-1]:
        unknown = pd.isna(row["occupancy"])
        table.add_row(
            str(row["group"]),
            f"{row['on_shift_h']:,.0f}",
            "–" if unknown else percent(row["occupancy"]),
            "–" if unknown else f"{row['open_chats']:.1f}",
            f"{row['overtime_h']:,.1f}",
        )
    return table


def target_table(judged: Iterable[Verdict], scenario: Scenario) -> Table:
    """One row per target: how many of its windows hold, and the worst of them."""
    judged = list(judged)
    days = ["days"] if any(v.kept is not None for v in judged) else []
    table = plain_table(("queue", "target", "met", "worst", "there", *days, ""), right=4)
    by_target: dict[Target, list[Verdict]] = {}
    for verdict in judged:
        by_target.setdefault(verdict.target, []).append(verdict)
    for target, found in by_target.items():
        worst = min(found, key=lambda v: v.slack)
        met = sum(v.answer is Answer.MET for v in found)
        table.add_row(
            target.queue,
            target_phrase(target),
            f"{met} of {len(found)}",
            window_phrase(worst.window, scenario),
            _value(target.measure, worst.measured.value),
            *["" if worst.kept is None else percent(worst.kept.value) for _ in days],
            Text(_SHORT[worst.answer], _COLOURS[worst.answer]),
        )
    return table


def target_phrase(target: Target) -> str:
    """A target in a few words: ``"first reply within 30 s ≥ 80.0 %"``."""
    sign = "≥" if target.measure.at_least else "≤"
    days = "" if target.assurance is None else f" on {100 * target.assurance:g} % of days"
    bound = _value(target.measure, target.bound)
    return f"{_measure(target)} {sign} {bound}{days}"


def _measure(target: Target) -> str:
    """What a target measures: ``"first reply within 30 s"``, or the platform's metric."""
    if target.metric is not None:
        return target.metric.key
    within = f" {target.within / 1000:g} s" if target.within else ""
    return f"{MEASURE_NAMES[target.measure]}{within}"


def window_phrase(window: tuple[int, int], scenario: Scenario) -> str:
    """A window as ``"11 Nov 00:00–02:00"``; midnight at its end is 24:00."""
    if window == (0, scenario.calendar.grid.horizon):
        return "over all"
    start, end = (scenario.calendar.at(t) for t in window)
    last = end - timedelta(milliseconds=1)
    closing = "24:00" if end.hour == end.minute == 0 else f"{end:%H:%M}"
    day = "" if last.date() == start.date() else f"{last:%d %b} "
    return f"{start:%d %b %H:%M}–{day}{closing}"


def comparison_table(names: list[str], comparisons: list[list[Comparison]]) -> Table:
    """One row per variant and measure, paired against the base."""
    table = plain_table(("variant", "measure", "base", "variant", "difference (95 %)"))
    for name, rows in zip(names, comparisons, strict=True):
        for row in rows:
            scale, unit = _unit(row)
            table.add_row(
                name,
                Text(f"{row.measure.removesuffix('_ms')} {unit}"),  # "[s]" is no markup
                f"{row.first.value * scale:,.1f}",
                f"{row.second.value * scale:,.1f}",
                f"{row.difference.value * scale:+,.1f} "
                f"({row.difference.low * scale:+,.1f} to {row.difference.high * scale:+,.1f})",
            )
    return table


def _unit(row: Comparison) -> tuple[float, str]:
    if row.measure == "offline_age_ms":
        return 1 / HOUR, "[h]"
    if row.measure.endswith("_ms"):
        return 1e-3, "[s]"
    return (100.0, "[%]") if row.per else (1.0, "per run")


def frontier_text(points: pd.DataFrame) -> Table:
    """One row per point of a frontier: cost, people, loss, and what one lost chat less costs."""
    table = plain_table(
        ("cost, yuan", "people", "lost", "margin lost, yuan", "targets kept"), right=None
    )
    rows: list[dict[str, float]] = points.to_dict("records")  # pyright: ignore[reportAssignmentType]
    for row in rows:
        low, high = 100 * row["lost_share_low"], 100 * row["lost_share_high"]
        table.add_row(
            f"{row['cost_yuan']:,.0f}",
            f"{row['people']:.0f}",
            f"{percent(row['lost_share'])} ({low:.1f}–{high:.1f})",
            f"{row['lost_margin_yuan']:,.0f}",
            f"{row['targets_kept']:.0f}",
        )
    return table


def provenance_table(values: Iterable[Provenance]) -> Table:
    """Values with their mark and source."""
    table = plain_table(("value", "", "mark", "source"), right=1)
    for value in values:
        short = len(value.value) <= LONGEST_VALUE
        shown = value.value if short else f"{value.value[: LONGEST_VALUE - 2]} …"
        table.add_row(value.path, shown, str(value.mark), value.source)
    return table
