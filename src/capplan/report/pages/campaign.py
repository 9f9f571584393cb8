"""The page of a campaign: who is called, trained, on and released when, at what cost, how sure."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from capplan.report.bundle import Bundle
from capplan.report.figures import campaign_days
from capplan.report.figures import hiring as hiring_figure
from capplan.report.figures.look import spoken
from capplan.report.page import More, Page, Section, Table
from capplan.report.pages.parts import (
    answer,
    assumptions,
    certificate,
    demand,
    made,
    money,
    phrases,
    service,
    shifts,
    targets,
)
from capplan.words import listed, say, tell


def page(bundle: Bundle) -> Page:
    """The answer, the days, the temps, then the same as of a plan."""
    sections = (
        _days(bundle),
        _hiring(bundle),
        _training(bundle),
        demand.section(bundle),
        service.section(bundle),
        targets.section(bundle),
        shifts.section(bundle),
        _people(bundle),
        money.section(_with_cost(bundle)),
        _certificate(bundle),
        assumptions.section(bundle),
    )
    return Page(
        title=bundle.summary["name"],
        subtitle=answer.subtitle(bundle),
        answer=answer.of_plan(bundle),
        cards=answer.cards(bundle),
        remarks=(*answer.remarks(bundle), *_remarks(bundle)),
        sections=tuple(section for section in sections if section is not None),
        foot=made.lines(bundle),
    )


def _remarks(bundle: Bundle) -> tuple[str, ...]:
    unfilled = bundle.summary["unfilled"]
    if not unfilled:
        return ()
    return (
        tell(
            "{number} shifts that theory wanted could be given to nobody within the rules of rest.",
            number=unfilled,
        ),
    )


def _with_cost(bundle: Bundle) -> Bundle:
    """The same with the cost of all days together, by group and part."""
    by_day = bundle.table("cost-by-day")
    whole = by_day.groupby(["group", "part"], sort=False, as_index=False)["cost_yuan"].sum()
    return replace(bundle, tables={**bundle.tables, "cost": whole})


def _days(bundle: Bundle) -> Section:
    on, training = bundle.table("shifts"), bundle.table("training")
    cost = bundle.table("cost-by-day")
    names = [group["name"] for group in bundle.summary["groups"]]
    people = on.groupby("date")["people"].sum()
    return Section(
        tell("Nobody works")
        if people.empty
        else tell(
            "Most people, {people}, work on {day}",
            people=phrases.whole(people.max()),
            day=phrases.day(pd.Timestamp(str(people.idxmax()))),
        ),
        figure=campaign_days(on, training, cost, groups=names),
        more=(More(tell("People and cost, day by day"), table=_by_day(on, training, cost, names)),),
        name=tell("day by day"),
    )


def _by_day(
    on: pd.DataFrame, training: pd.DataFrame, cost: pd.DataFrame, names: list[str]
) -> Table:
    """One row per day: people of each group on a shift, in training, and the cost."""
    people = on.groupby(["date", "group"])["people"].sum()
    taught = training.groupby("date")["in_training"].sum()
    yuan = cost.groupby("date")["cost_yuan"].sum()
    dates = sorted({*on["date"], *training["date"], *cost["date"]})
    return Table(
        heads=(
            tell("day"),
            *(spoken(name) for name in names),
            tell("in training"),
            tell("cost, yuan"),
        ),
        rows=tuple(
            (
                phrases.day(date),
                *(phrases.whole(people.get((date, name), 0)) for name in names),
                phrases.whole(taught.get(date, 0)),
                phrases.whole(yuan.get(date, 0.0)),
            )
            for date in dates
        ),
    )


def _hiring(bundle: Bundle) -> Section | None:
    """Who is called when, and who leaves when; None where nobody is hired."""
    frame = bundle.table("hiring")
    if frame.empty:
        return None
    rows = phrases.rows(frame)
    return Section(
        tell(
            "Call {people} temps, the first by {day}",
            people=phrases.whole(frame["to_call"].sum()),
            day=phrases.day(min(row["call_by"] for row in rows)),
        ),
        sentences=tuple(_leaving(bundle)),
        figure=hiring_figure(frame),
        table=Table(
            heads=(
                tell("group"),
                tell("call by"),
                tell("call"),
                tell("come"),
                tell("training"),
                tell("first shift"),
                tell("last day"),
                tell("shifts worked"),
            ),
            rows=tuple(
                (
                    spoken(row["group"]),
                    phrases.day(row["call_by"]),
                    phrases.whole(row["to_call"]),
                    phrases.whole(row["people"]),
                    _trained(row),
                    phrases.day(row["first_shift"]),
                    phrases.day(row["last_day"]),
                    phrases.whole(row["shifts"]),
                )
                for row in rows
            ),
            words=(0, 1, 4, 5, 6),
        ),
        name=tell("temps"),
    )


def _trained(row: phrases.Row) -> str:
    first, last = row["first_training"], row["last_training"]
    if pd.isna(first):
        return "–"
    return f"{phrases.day(first)} – {phrases.day(last)}"


def _leaving(bundle: Bundle) -> list[str]:
    """When temps leave, a sentence for each group."""
    rows = phrases.rows(bundle.table("releases"))
    steps = {
        name: listed(
            say("{people} after {day}", people=f"{row['leave']:,.0f}", day=phrases.day(row["date"]))
            for row in rows
            if row["group"] == name
        )
        for name in dict.fromkeys(row["group"] for row in rows)
    }
    return [
        tell("{group} leave in steps: {steps}.", group=spoken(name), steps=step)
        for name, step in steps.items()
    ]


def _training(bundle: Bundle) -> Section | None:
    """The training calendar; None without training."""
    frame = bundle.table("training")
    if frame.empty:
        return None
    rows = phrases.rows(frame)
    taught = any(row["taught_on_floor"] for row in rows)
    heads = [tell("day"), tell("group"), tell("in training"), tell("hours of training")]
    heads += (
        [tell("taught on the floor"), tell("mentors"), tell("hours mentors lose")] if taught else []
    )
    return Section(
        tell(
            "{hours} hours of training off the floor, at most {people} people on one day",
            hours=phrases.whole(frame["training_h"].sum()),
            people=phrases.whole(frame.groupby("date")["in_training"].sum().max()),
        ),
        table=Table(
            tuple(heads),
            tuple(
                (
                    phrases.day(row["date"]),
                    spoken(row["group"]),
                    phrases.whole(row["in_training"]),
                    phrases.whole(row["training_h"]),
                    *(
                        [
                            phrases.whole(row["taught_on_floor"]),
                            spoken(row["mentors"]),
                            phrases.number(row["mentors_lose_h"]),
                        ]
                        if taught
                        else []
                    ),
                )
                for row in rows
            ),
            words=(0, 1, 5) if taught else (0, 1),
        ),
        name=tell("training"),
    )


def _people(bundle: Bundle) -> Section | None:
    """Everybody's days and hours, against the limits of law."""
    frame = bundle.table("people")
    if frame.empty:
        return None
    return Section(
        tell(
            "Nobody works more than {days} days in a row; the most overtime of one person in a "
            "month is {hours:.1f} h (limit {limit:g} h)",
            days=phrases.whole(frame["most_days_in_a_row"].max()),
            hours=bundle.summary["most_overtime_h"],
            limit=bundle.summary["overtime_limit_h"],
        ),
        more=(
            More(
                tell("Everybody in one line"),
                table=Table(
                    heads=(
                        tell("who"),
                        tell("first day"),
                        tell("last day"),
                        tell("shifts worked"),
                        tell("in other groups"),
                        tell("paid hours"),
                        tell("overtime, h"),
                        tell("days in a row"),
                    ),
                    rows=tuple(
                        (
                            row["person"],
                            *(
                                "–" if pd.isna(row[name]) else phrases.day(row[name])
                                for name in ("first_day", "last_day")
                            ),
                            phrases.whole(row["shifts"]),
                            phrases.whole(row["moved_shifts"]),
                            phrases.whole(row["paid_h"]),
                            phrases.number(row["overtime_h"]),
                            phrases.whole(row["most_days_in_a_row"]),
                        )
                        for row in phrases.rows(frame)
                    ),
                    words=(0, 1, 2),
                ),
            ),
        ),
        name=tell("people"),
    )


def _certificate(bundle: Bundle) -> Section | None:
    """How sure the targets are; None without targets."""
    found = bundle.data["certificate"]
    if not found["verdicts"]["targets"]:
        return None
    less = found["less"]
    said = [certificate.how_judged(bundle, found)]
    if less["shifts_tried_with_fewer_people"]:
        said.append(
            tell(
                "On the search days people were taken off {tried} shifts; in {needed} of them "
                "fewer do not meet the targets.",
                tried=less["shifts_tried_with_fewer_people"],
                needed=less["targets_then_missed"],
            )
        )
    return Section(
        certificate.headline(bundle),
        sentences=tuple(said),
        name=tell("certificate"),
    )
