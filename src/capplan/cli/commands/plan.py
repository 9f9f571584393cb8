"""capplan plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from capplan.cli.app import command
from capplan.cli.options import (
    EngineOption,
    Json,
    MoveAssumed,
    Out,
    PlanXlsx,
    ReportFile,
    ScenarioArgument,
    Seed,
    Sets,
    Variants,
    With,
)
from capplan.cli.output import (
    check_places,
    leave,
    leave_behind,
    print_json,
    records,
    say_where,
    study_files,
    study_json,
    workbook_of,
    write_xlsx,
)
from capplan.cli.reading import advise, engine_named, goal_of, move_assumed, resolve
from capplan.cli.screen import bad_input, screen, shown, status, warm_up
from capplan.words import say

if TYPE_CHECKING:
    from capplan.report.bundle import Bundle


@command()
def plan(
    scenario: ScenarioArgument,
    variant: Variants = None,
    set_: Sets = None,
    with_: With = None,
    aim: Annotated[
        str, typer.Option(help="cost, profit, or budget (best service for --budget).")
    ] = "cost",
    budget: Annotated[
        float | None, typer.Option(help="Most that shifts and hirings may cost, in yuan.")
    ] = None,
    days: Annotated[
        int | None, typer.Option("--days", help="Fresh days for the certificate.", min=2)
    ] = None,
    sure: Annotated[
        bool,
        typer.Option("--sure", help="Search on until fresh days show every target to be met."),
    ] = False,
    seed: Seed = 1,
    engine: EngineOption = None,
    out: Out = None,
    xlsx: PlanXlsx = None,
    report: ReportFile = None,
    sensitivity: MoveAssumed = None,
    as_json: Json = False,
) -> None:
    """Find a low-cost roster that meets the targets, and certify it on fresh days."""
    check_places(out, report, xlsx)
    resolved = resolve(scenario, variant, set_, with_)
    advise(resolved)
    from dataclasses import replace

    from capplan import staffing
    from capplan.questions.next_hour import next_hour
    from capplan.report.next_hour_text import next_hour_data
    from capplan.report.plan_text import plan_text

    chosen = engine_named(engine)
    goal = goal_of(aim, budget)
    warm_up(chosen)
    with bad_input(), status() as show:
        found = staffing.plan(
            resolved.scenario,
            goal=goal,
            seed=seed,
            engine=chosen,
            effort=replace(staffing.usual_effort(chosen, resolved.scenario)[0], sure=sure),
            fresh_days=days,
            report=shown(show),
        )
        show(say("what the next agent-hour is worth"))
        more = next_hour(found)
    wanted = report is not None if sensitivity is None else sensitivity
    moved = (
        move_assumed(resolved, found.roster, seed, engine, found.chosen_limits)
        if wanted and found.complete
        else None
    )

    def bundle() -> Bundle:
        from capplan.report.results import of_plan
        from capplan.report.results_of_questions import with_sensitivity

        made = of_plan(found, resolved.text, more)
        return made if moved is None else with_sensitivity(made, moved)

    leave_behind(out, report, bundle, study_files(found, more))
    write_xlsx(xlsx, workbook_of(found, more))
    if as_json:
        from capplan.staffing import tables
        from capplan.staffing.certificate_record import certificate

        print_json(
            {
                "people": {g: found.headcount(g) for g in resolved.scenario.group_names},
                "cost_yuan": found.cost().as_data(),
                "lost_share": found.lost().as_data(),
                "meets_all": found.meets_all,
                "next_hour": next_hour_data(more, found.scenario),
                "certificate": certificate(found),
                "complete": found.complete,
                "roster": records(tables.roster(found)),
                **study_json(found.study),
            }
        )
    else:
        screen().print(plan_text(found, more))
        say_where(out, report)
    leave(found.complete, missed=not found.meets_all)
