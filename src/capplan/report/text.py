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
from capplan.questions.next_hour import NextHour
from capplan.report.closed_text import closed_lines
from capplan.report.incident_text import incident_lines
from capplan.report.names import ANSWERS, MARKS, MEASURES, named
from capplan.report.next_hour_text import next_hour_sentence
from capplan.report.plain import estimate_number, estimate_percent, line, percent, plain_table, yuan
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
from capplan.words import Sentence, day, listed, moment, say, tell, weekday

_COLOURS = {Answer.MET: "green", Answer.MISSED: "red", Answer.OPEN: "yellow"}
LONGEST_VALUE = 24
"""Most letters of a value in a table; the resolved scenario has it in full."""
_SHORT = {**ANSWERS, Answer.OPEN: say("close")}
_COMPARED = {
    "first_response_ms": say("first_response"),
    "response_ms": say("response"),
    "lost": say("lost"),
    "orders": say("orders"),
    "left_closed": say("left_closed"),
    "offline": say("offline"),
    "offline_age_ms": say("offline_age"),
}


def title(scenario: Scenario) -> Text:
    """Name and horizon of a scenario."""
    start, end = scenario.calendar.start, scenario.calendar.end
    span = tell("{start} to {end}", start=moment(start), end=moment(end))
    return Text.assemble((scenario.name, "bold"), f" · {span}")


def plan_text(plan: Plan, next_hour: NextHour | None = None) -> RenderableType:
    """The answer: people, cost, loss, certainty, shifts, targets, rules of thumb."""
    scenario = plan.scenario
    people = {g: plan.headcount(g) for g in scenario.group_names}
    lines: list[RenderableType] = [title(scenario), *incident_lines(scenario), Text()]
    lines += [_needed(people), _cost(plan)]
    lines += _aim(plan)
    lines += [
        line(
            tell(
                "{group} hold {limit} chats at once, as chosen.",
                group=plan.scenario.groups[place].name,
                limit=limit,
            )
        )
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
        *([] if next_hour is None else [line(tell(next_hour_sentence(next_hour, scenario)))]),
        _trade(plan),
        assumed_line(scenario),
    ]
    return Lines(*lines)


def _needed(people: dict[str, int]) -> Text:
    """How many people, and of which group."""
    by_group = [say("{people} {group}", people=n, group=name) for name, n in people.items() if n]
    needed = say("{people} people", people=sum(people.values()))
    groups = listed(by_group or [say("nobody")])
    text = line(tell("You need {people}: {groups}.", people=needed, groups=groups))
    text.highlight_words([tell(needed)], "bold")
    return text


def _cost(plan: Plan) -> Text:
    """What the plan costs, and who is lost."""
    cost = estimate_number(plan.cost(), say("yuan"))
    lost = estimate_percent(plan.lost())
    if not any(q.orders for q in plan.scenario.queues):
        return line(tell("Cost {cost}.  Lost: {lost} of chats.", cost=cost, lost=lost))
    margin = estimate_number(tables.lost_margin(plan.study), say("yuan"))
    return line(
        tell(
            "Cost {cost}.  Lost: {lost} of chats, {margin} of margin.",
            cost=cost,
            lost=lost,
            margin=margin,
        )
    )


def _aim(plan: Plan) -> Iterable[RenderableType]:
    """What an aim other than the least cost came to."""
    match plan.goal.aim:
        case Aim.COST:
            return
        case Aim.PROFIT:
            profit = estimate_number(plan.profit(), say("yuan"))
            yield line(
                tell("Margin of the orders less the cost of people: {profit}.", profit=profit)
            )
        case Aim.BUDGET:
            budget = plan.goal.budget or 0.0
            left = budget - plan.planned_cost
            over = (
                say("{yuan} left", yuan=yuan(left))
                if left >= 0
                else say("{yuan} too much", yuan=yuan(-left))
            )
            yield line(
                tell(
                    "Best service found for a budget of {budget}, overtime not counted: {over}.",
                    budget=yuan(budget),
                    over=over,
                ),
                "" if left >= 0 else "red",
            )


def _peak(plan: Plan) -> Text:
    edges = plan.scenario.calendar.edges()
    on = presence(plan.roster, None, edges)
    when = plan.scenario.calendar.at(int(edges[int(on.argmax())]))
    return line(
        tell(
            "At most {people} people are on the floor at once: {date}, {clock}.",
            people=f"{on.max():.0f}",
            date=day(when),
            clock=f"{when:%H:%M}",
        )
    )


def _sureness(plan: Plan) -> Text:
    study = plan.study
    answers = [v.answer for v in plan.verdicts]
    if not answers:
        if plan.goal.aim is not Aim.COST:
            return line(tell("There are no targets: the aim alone decides."))
        return line(
            tell("There are no targets: nobody is needed. Write targets to plan for."), "yellow"
        )
    met = answers.count(Answer.MET)
    still_open = answers.count(Answer.OPEN)
    missed = answers.count(Answer.MISSED)
    said: list[Sentence] = [
        say(
            "{met} of {all} targets met, {sure:g} % sure of all together ({fresh} fresh days, "
            "{search} days in the search)",
            met=met,
            all=len(answers),
            sure=100 * (1 - RISK),
            fresh=study.replications,
            search=plan.search_days,
        )
    ]
    if still_open:
        said.append(say("{number} too close to call", number=still_open))
    if missed:
        said.append(say("{number} missed", number=missed))
    text = say("{text}.", text=listed(said, "{left}; {right}"))
    if not plan.complete:
        text = say("{text}  Interrupted: the best found so far.", text=text)
    return line(tell(text), "red" if missed else "yellow" if still_open else "green")


def _certificate(plan: Plan) -> Iterable[RenderableType]:
    """What else is known: nobody to spare, a bad forecast, the lower bound, other rosters."""
    if plan.thinner:
        yield line(_less_one(plan))
    if plan.proof is not None:
        proof = plan.proof
        if proof.is_complete:
            text = say("On the search days no removal improves it; no single exchange either.")
        else:
            text = say(
                "On the search days no removal improves it; {tried} of {all} exchanges do not "
                "either, the others were not tried.",
                tried=proof.exchanges - proof.left,
                all=proof.exchanges,
            )
        yield line(tell(text))
    if plan.bound is not None and math.isfinite(plan.bound.cost) and plan.gap is not None:
        yield line(
            tell(
                "At least {yuan} is needed, by {method} (gap {gap}).",
                yuan=yuan(plan.bound.cost),
                method=plan.bound.method,
                gap=percent(plan.gap),
            )
        )
    elif plan.bound is not None and math.isfinite(plan.bound.cost):
        yield line(
            tell(
                "To meet all targets takes at least {yuan}, by {method}.",
                yuan=yuan(plan.bound.cost),
                method=plan.bound.method,
            )
        )
    elif plan.bound is not None:
        yield line(
            tell(
                "No roster within these limits can meet all targets, by {method}.",
                method=plan.bound.method,
            ),
            "red",
        )
    yield from _believed(plan)
    if plan.forecasts:
        at = listed(
            say(
                "{share} at {demand} % (P{quantile})",
                share=percent(f.together.value),
                demand=f"{100 * f.factor:.0f}",
                quantile=f"{100 * f.probability:.0f}",
            )
            for f in plan.forecasts
        )
        yield line(
            tell(
                "All targets at once are kept on {together} of days; by demand against the "
                "forecast: {at}.",
                together=estimate_percent(plan.certification.together()),
                at=at,
            )
        )
    if plan.near.count > 1:
        yield line(
            tell(
                "{others} other rosters that hold on the search days cost at most 1 % more; "
                "{shared} of this plan's {shifts} shifts are in all of them.",
                others=plan.near.count - 1,
                shared=int(plan.near.shared.sum()),
                shifts=int(plan.people.sum()),
            )
        )


def _believed(plan: Plan) -> Iterable[RenderableType]:
    """The bound by the level model, which is not proven."""
    bound = plan.believed
    if bound is None:
        return
    if not math.isfinite(bound.cost):
        yield line(
            tell(
                "Believed, not proven: no roster within these limits can meet all targets, by "
                "{method}.",
                method=bound.method,
            )
        )
    elif plan.believed_gap is not None:
        yield line(
            tell(
                "Believed, not proven: at least {yuan} is needed, by {method} (gap {gap}).",
                yuan=yuan(bound.cost),
                method=bound.method,
                gap=percent(plan.believed_gap),
            )
        )
    else:
        yield line(
            tell(
                "Believed, not proven: to meet all targets takes at least {yuan}, by {method}.",
                yuan=yuan(bound.cost),
                method=bound.method,
            )
        )


def _less_one(plan: Plan) -> str:
    """One sentence on the plan less one person."""
    number, shifts = len(plan.thinner), int((plan.people > 0).sum())
    worse = sum(not t.better for t in plan.thinner)
    missed = sum(t.answer is Answer.MISSED for t in plan.thinner)
    if number < shifts:
        return tell(
            "One person less, tried in the {number} largest of {shifts} shifts, is worse on the "
            "search days in {worse} cases; on fresh days {missed} of them miss a target beyond "
            "doubt.",
            number=number,
            shifts=shifts,
            worse=worse,
            missed=missed,
        )
    return tell(
        "One person less in any shift is worse on the search days in {worse} of {number} cases; "
        "on fresh days {missed} of them miss a target beyond doubt.",
        worse=worse,
        number=number,
        missed=missed,
    )


def roster_table(plan: Plan) -> Table:
    """People per group and shift type, day by day."""
    frame = plan_tables.roster(plan)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name, justify in (
        (say(""), "left"), (say("shift"), "left"), (say("day"), "left"), (say("time"), "left"),
        (say("people"), "right"), (say("paid hours"), "right"), (say("cost, yuan"), "right"),
    ):  # fmt: skip
        table.add_column(tell(name), justify=justify)  # pyright: ignore[reportArgumentType]
    rows: list[dict[str, object]] = frame.to_dict("records")  # pyright: ignore[reportAssignmentType]
    seen = ""
    for row in rows:
        group = str(row["group"])
        date = pd.Timestamp(str(row["date"]))
        table.add_row(
            "" if group == seen else group,
            str(row["shift"]),
            tell(weekday(date)),
            f"{row['start']}–{row['end']}",
            f"{row['people']}",
            f"{row['paid_h']:,.0f}",
            f"{row['cost_yuan']:,.0f}",
        )
        seen = group
    return table


def _unmet(plan: Plan) -> Iterable[RenderableType]:
    for unmet in plan.unmet:
        yield line(
            tell(
                "Missed: {verdict}: {reason}.",
                verdict=verdict_line(unmet.verdict, plan.scenario),
                reason=unmet.reason,
            ),
            "red",
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
        text = tell(
            "{queue}, {target}: worst at {window}; with more people than are of use {reached}.",
            queue=target.queue,
            target=target_phrase(target),
            window=window_phrase(worst, plan.scenario),
            reached=_value(target.measure, reached),
        )
        yield line(f"  {text}")
    for span in short.uncovered:
        window = window_phrase(span, plan.scenario)
        yield line("  " + tell("No shift type covers {window}.", window=window))
    for remedy in short.remedies:
        yield line(tell("Enough on the search days: {remedy}.", remedy=remedy), "yellow")
    if not short.remedies:
        yield line(
            tell(
                "Not enough, each alone: more people and seats, up to four chats at once more or "
                "fewer in one group, shifts an hour longer."
            )
        )


def verdict_line(verdict: Verdict, scenario: Scenario) -> Sentence:
    """One target in one window, as a sentence."""
    target = verdict.target
    asked = say("{value} asked", value=_value(target.measure, target.bound))
    if verdict.kept is not None and target.assurance is not None:
        asked = say(
            "{asked}, kept on {kept} of days, {assurance:g} % asked",
            asked=asked,
            kept=estimate_percent(verdict.kept),
            assurance=100 * target.assurance,
        )
    return say(
        "{queue} {window} {measure} {measured} ({asked})",
        queue=target.queue,
        window=window_phrase(verdict.window, scenario),
        measure=_measure(target),
        measured=_value(target.measure, verdict.measured.value),
        asked=asked,
    )


def _value(measure: Measure, value: float) -> str:
    if measure in {Measure.MEAN_FIRST_RESPONSE, Measure.MEAN_RESPONSE}:
        return tell("{number} s", number=f"{value:.1f}")
    return percent(value)


def _tightest(plan: Plan) -> Iterable[RenderableType]:
    met = [v for v in plan.verdicts if v.answer is not Answer.MISSED and math.isfinite(v.slack)]
    if met:
        tightest = min(met, key=lambda v: v.slack)
        verdict = verdict_line(tightest, plan.scenario)
        yield line(tell("Tightest: {verdict}.", verdict=verdict))


def _trade(plan: Plan) -> RenderableType:
    frame = reconcile(plan)
    parts: list[Sentence] = []
    for queue in plan.scenario.queue_names:
        answers: list[float] = frame.loc[frame["queue"] == queue, "answer"].tolist()
        trade, daily, slots = (f"{a:.0f}" for a in answers[:3])
        parts.append(
            say(
                "{queue} {trade} by the trade's formula, {daily} by its daily rule, {slots} on "
                "the floor by Erlang C with slots; here {own} at the peak",
                queue=queue,
                trade=trade,
                daily=daily,
                slots=slots,
                own=f"{answers[-1]:.0f}",
            )
        )
    return line(tell("Rules of thumb: {parts}.", parts=listed(parts, "{left}; {right}")))


def assumed_line(scenario: Scenario) -> Text:
    """How many values are assumed."""
    names = [p.path for p in scenario.provenance if p.mark is Mark.ASSUME]
    if not names:
        return line(tell("Nothing is assumed."))
    return line(
        tell(
            "Assumed, not known: {number} values; `capplan check --assumed` lists them.",
            number=len(names),
        ),
        "dim",
    )


def study_text(study: Study) -> RenderableType:
    """What a roster does: per queue, per group, and the targets."""
    lines: list[RenderableType] = [title(study.scenario), *incident_lines(study.scenario), Text()]
    lines += [queue_table(study), Text(), group_table(study)]
    lines += [*closed_lines(study), *shop_lines(study), *platform_lines(study), Text()]
    judged = verdicts(study)
    if judged:
        lines += [target_table(judged, study.scenario), Text()]
    how = say(
        "{number} replications, 95 % intervals, engine {engine}",
        number=study.replications,
        engine=study.engine,
    )
    if not study.complete:
        how = say("{how}; interrupted before all were run", how=how)
    lines.append(line(tell("{text}.", text=how)))
    lines.append(assumed_line(study.scenario))
    return Lines(*lines)


def _seconds(milliseconds: Estimate) -> str:
    """A mean response time with the half-width of its interval; a dash where there is none."""
    if math.isnan(milliseconds.value):
        return "–"
    seconds = f"{milliseconds.value / 1000:,.0f}"
    if not math.isfinite(milliseconds.half_width):
        return tell("{seconds} s", seconds=seconds)
    return tell(
        "{seconds} s ± {half}",
        seconds=seconds,
        half=f"{milliseconds.half_width / 1000:,.0f}",
    )


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
    days = [tell("days")] if any(v.kept is not None for v in judged) else []
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
            tell("{number} of {all}", number=met, all=len(found)),
            window_phrase(worst.window, scenario),
            _value(target.measure, worst.measured.value),
            *["" if worst.kept is None else percent(worst.kept.value) for _ in days],
            Text(tell(_SHORT[worst.answer]), _COLOURS[worst.answer]),
        )
    return table


def target_phrase(target: Target) -> str:
    """A target in a few words: ``"first reply within 30 s ≥ 80.0 %"``."""
    sign = "≥" if target.measure.at_least else "≤"
    text = f"{tell(_measure(target))} {sign} {_value(target.measure, target.bound)}"
    if target.assurance is None:
        return text
    share = 100 * target.assurance
    return tell("{target} on {share:g} % of days", target=text, share=share)


def _measure(target: Target) -> Sentence:
    """What a target measures: ``"first reply within 30 s"``, or the platform's metric."""
    if target.metric is not None:
        return say("{metric}", metric=named(target.metric))
    name = MEASURES[target.measure]
    if not target.within:
        return name
    time = say("{number:g} s", number=target.within / 1000)
    return say("{measure} {time}", measure=name, time=time)


def window_phrase(window: tuple[int, int], scenario: Scenario) -> str:
    """A window as ``"11 Nov 00:00–02:00"``; midnight at its end is 24:00."""
    if window == (0, scenario.calendar.grid.horizon):
        return tell("over all")
    start, end = (scenario.calendar.at(t) for t in window)
    last = end - timedelta(milliseconds=1)
    closing = "24:00" if end.hour == end.minute == 0 else f"{end:%H:%M}"
    if last.date() != start.date():
        closing = tell("{date} {clock}", date=day(last), clock=closing)
    return f"{tell(moment(start))}–{closing}"


def comparison_table(names: list[str], comparisons: list[list[Comparison]]) -> Table:
    """One row per variant and measure, paired against the base."""
    table = plain_table(("variant", "measure", "base", "variant", "difference (95 %)"))
    for name, rows in zip(names, comparisons, strict=True):
        for row in rows:
            scale, unit = _unit(row)
            table.add_row(
                name,
                Text(tell("{measure} {unit}", measure=_compared(row.measure), unit=unit)),
                _or_dash(row.first.value, f"{row.first.value * scale:,.1f}"),
                _or_dash(row.second.value, f"{row.second.value * scale:,.1f}"),
                _or_dash(
                    row.difference.value,
                    tell(
                        "{value} ({low} to {high})",
                        value=f"{row.difference.value * scale:+,.1f}",
                        low=f"{row.difference.low * scale:+,.1f}",
                        high=f"{row.difference.high * scale:+,.1f}",
                    ),
                ),
            )
    return table


def _or_dash(value: float, text: str) -> str:
    """A dash where nothing was observed."""
    return "–" if math.isnan(value) else text


def _compared(measure: str) -> str:
    """A measure of a comparison by its name; those in English are the columns' names."""
    return tell(_COMPARED[measure]) if measure in _COMPARED else measure.removesuffix("_ms")


def _unit(row: Comparison) -> tuple[float, str]:
    if row.measure == "offline_age_ms":
        return 1 / HOUR, tell("[h]")
    if row.measure.endswith("_ms"):
        return 1e-3, tell("[s]")
    return (100.0, "[%]") if row.per else (1.0, tell("per run"))


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
        table.add_row(value.path, shown, tell(MARKS[value.mark]), tell(value.source))
    return table
