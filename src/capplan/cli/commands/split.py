"""capplan split."""

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
)
from capplan.cli.output import (
    check_places,
    draw,
    leave_behind,
    print_json,
    records,
    say_where,
)
from capplan.cli.reading import advise, engine_named, resolve, roster_from
from capplan.cli.screen import bad_input, screen, status, warm_up
from capplan.words import say, tell, told_by

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from capplan.pay import Scheme
    from capplan.questions.split_pay import Earnings
    from capplan.report.bundle import Bundle


@command()
def split(
    scenario: ScenarioArgument,
    variant: Variants = None,
    set_: Sets = None,
    roster_file: RosterFile = None,
    sheet: RosterSheet = None,
    unfamiliar_speed: Annotated[
        str, typer.Option(help="Speed in a queue not their own, of that in their own (assumed).")
    ] = "80 %",
    unfamiliar_conversion: Annotated[
        str, typer.Option(help="Conversion in a queue not their own (assumed).")
    ] = "90 %",
    flexible: Annotated[
        str, typer.Option(help="Share of each group who serve all queues (assumed).")
    ] = "20 %",
    months: Annotated[
        int,
        typer.Option(help="Months of each arrangement in which pay is worked out; 0: none.", min=0),
    ] = 10,
    plan: Annotated[
        list[str] | None,
        typer.Option("--plan", help="One more pay plan to try: a YAML file; repeatable."),
    ] = None,
    replications: Replications = 40,
    seed: Seed = 1,
    engine: EngineOption = None,
    out: Out = None,
    report: ReportFile = None,
    as_json: Json = False,
) -> None:
    """Split or pooled: the same people as specialists, as generalists, and some of both."""
    check_places(out, report)
    resolved = resolve(scenario, variant, set_)
    given = roster_from(resolved, roster_file, sheet)
    advise(resolved)
    from capplan.questions import Terms, split_pay, split_pay_tables, split_tables
    from capplan.questions import split as ask
    from capplan.report.scenario_text import title
    from capplan.report.split_pay_text import earnings_text
    from capplan.report.split_text import split_text
    from capplan.units import parse_share

    chosen = engine_named(engine)
    with bad_input():
        shares = (unfamiliar_speed, unfamiliar_conversion, flexible)
        terms = Terms(*(parse_share(share) for share in shares))
        schemes = _schemes(plan or [])
        own = schemes[: len(plan or [])]
        if months:
            split_pay.check_months(months)
            split_pay.check_plans(resolved.scenario, given.roster, resolved.paid, own)
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
        earned, why_not = None, ""
        if months:
            try:
                earned = split_pay.earnings(
                    found, resolved.paid, schemes, months=months, report=show
                )
                split_pay.refuse_unfit(own, earned.ways, earned.unfit)
            except ValueError as error:
                if own:
                    raise
                why_not = say("What posts earn is not told: {why}", why=told_by(error))

    def bundle() -> Bundle:
        from capplan.report.results_of_questions import of_split

        return of_split(found, resolved.text, earned, why_not)

    def figure() -> Figure:
        from capplan.report.figures import split_or_pooled

        return split_or_pooled(split_tables.measures(found))

    leave_behind(out, report, bundle, draw({"split": figure}), given)
    if as_json:
        print_json(
            {
                "unfamiliar_speed": terms.speed,
                "unfamiliar_conversion": terms.conversion,
                "flexible": terms.flexible,
                "replications": found.replications,
                "measures": records(split_tables.measures(found)),
                "break_even": records(split_tables.break_evens(found)),
                "months": months if earned else 0,
                "pay": records(split_pay_tables.pay(earned)) if earned else [],
                "pay_unfit": records(split_pay_tables.unfit(earned)) if earned else [],
            }
        )
        return
    console = screen()
    console.print(title(resolved.scenario))
    console.print(split_text(found))
    if earned is not None:
        _say_unfit(earned, own)
        console.print()
        console.print(earnings_text(earned))
    elif why_not:
        console.print(f"  {tell(why_not)}", markup=False)
    say_where(out, report)


def _say_unfit(earned: Earnings, own: list[Scheme]) -> None:
    """Say which groups a named plan does not fit, and why."""
    for lacking in earned.unfit:
        if lacking.plan in {scheme.key for scheme in own}:
            said = tell(
                "{plan}, {group}: {why}",
                plan=lacking.plan,
                group=lacking.group,
                why=lacking.why,
            )
            screen(stderr=True).print(said, style="yellow", markup=False, soft_wrap=True)


def _schemes(named: list[str]) -> list[Scheme]:
    """The pay plans to try: those named, then the shipped ones of other names."""
    from capplan import files

    own = [files.read_pay_plan(name) for name in named]
    known = {scheme.key for scheme in own}
    return own + [files.read_pay_plan(key) for key in files.shipped_plans() if key not in known]
