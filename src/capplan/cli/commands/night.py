"""capplan night."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from capplan.cli.app import command
from capplan.cli.options import (
    EngineOption,
    Json,
    Out,
    Replications,
    ReportFile,
    RosterFile,
    RosterSheet,
    ScenarioArgument,
    Seed,
    Sets,
    Variants,
)  # fmt: skip
from capplan.cli.output import (
    check_places,
    draw,
    leave_behind,
    print_json,
    records,
    say_where,
)
from capplan.cli.reading import advise, engine_named, resolve, roster_from
from capplan.cli.screen import bad_input, fail, screen, status, warm_up
from capplan.words import say, tell

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from capplan.report.bundle import Bundle


@command()
def night(
    scenario: ScenarioArgument,
    variant: Variants = None,
    set_: Sets = None,
    roster_file: RosterFile = None,
    sheet: RosterSheet = None,
    hours: Annotated[
        str | None,
        typer.Option(help="The night, e.g. 23:00-08:00; else when nobody is on the roster."),
    ] = None,
    group: Annotated[
        str | None, typer.Option(help="Who covers it; else who serves most queues.")
    ] = None,
    most: Annotated[int, typer.Option(help="Most people at once through the night.", min=1)] = 2,
    allowance: Annotated[
        str, typer.Option(help="Paid for each night shift on top of the wage (assumed).")
    ] = "20 yuan",
    contains: Annotated[
        str, typer.Option(help="Share of chats that a night bot ends (assumed).")
    ] = "60 %",
    comes_back: Annotated[
        str, typer.Option(help="Share of these who come back after the opening (assumed).")
    ] = "30 %",
    stays: Annotated[
        str,
        typer.Option(help="Share who leave a message, where the file does not say (assumed)."),
    ] = "60 %",
    replications: Replications = 40,
    seed: Seed = 1,
    engine: EngineOption = None,
    out: Out = None,
    report: ReportFile = None,
    as_json: Json = False,
) -> None:
    """Weigh a closed night, a bot, an evening shift and night agents against one another."""
    check_places(out, report)
    resolved = resolve(scenario, variant, set_)
    given = roster_from(resolved, roster_file, sheet)
    advise(resolved)
    from capplan.questions.night import night as ask
    from capplan.questions.night import usual_group, usual_night
    from capplan.questions.night_cover import NightTerms
    from capplan.questions.night_tables import night_table
    from capplan.report.night_text import night_text
    from capplan.report.scenario_text import title
    from capplan.units import DAY, parse_clock_range, parse_money, parse_share

    chosen = engine_named(engine)
    with bad_input():
        span = usual_night(resolved.scenario, given.roster)
        if hours is not None:
            closes, opens = parse_clock_range(hours)
            span = closes % DAY, opens % DAY
        if span is None:
            fail(say("the roster has people at all hours: name the night, e.g. --hours 0:00-8:00"))
        terms = NightTerms(
            *span,
            group=group or usual_group(resolved.scenario),
            most=most,
            allowance=parse_money(allowance),
            contains=parse_share(contains),
            returns=parse_share(comes_back),
            stays=parse_share(stays),
        )
    warm_up(chosen)
    with bad_input(), status() as show:
        found = ask(
            resolved.scenario,
            given.roster,
            terms,
            replications=replications,
            seed=seed,
            engine=chosen,
            report=show,
        )

    def bundle() -> Bundle:
        from capplan.report.results_of_questions import of_night

        return of_night(found, resolved.text)

    def figure() -> Figure:
        from capplan.report.figures import night_cover

        titles = [tell(cover.title) for cover in found.covers]
        return night_cover(night_table(found), titles=titles, nights=found.nights)

    leave_behind(out, report, bundle, draw({"night": figure}), given)
    if as_json:
        print_json(
            {
                "night": terms.span,
                "nights": found.nights,
                "chats_a_night": found.chats_a_night,
                "group": terms.group,
                "replications": replications,
                "covers": records(night_table(found)),
            }
        )
        return
    console = screen()
    console.print(title(resolved.scenario))
    console.print(night_text(found))
    say_where(out, report)
