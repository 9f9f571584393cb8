"""capplan campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from capplan.cli.app import command
from capplan.cli.options import (
    CampaignXlsx,
    EngineOption,
    Json,
    Out,
    ReportFile,
    ScenarioArgument,
    Seed,
    Sets,
    Variants,
)
from capplan.cli.output import (
    check_places,
    leave,
    leave_behind,
    print_json,
    say_where,
    study_files,
    study_json,
    workbook_of,
    write_xlsx,
)
from capplan.cli.reading import advise, engine_named, resolve
from capplan.cli.screen import bad_input, screen, shown, status, warm_up

if TYPE_CHECKING:
    from capplan.report.bundle import Bundle


@command()
def campaign(
    scenario: ScenarioArgument,
    variant: Variants = None,
    set_: Sets = None,
    days: Annotated[
        int | None, typer.Option("--days", help="Fresh runs for the certificate.", min=2)
    ] = None,
    seed: Seed = 1,
    engine: EngineOption = None,
    out: Out = None,
    xlsx: CampaignXlsx = None,
    report: ReportFile = None,
    as_json: Json = False,
) -> None:
    """Plan all days of an event: who is called, trained, on and released when, at what cost."""
    check_places(out, report, xlsx)
    resolved = resolve(scenario, variant, set_)
    advise(resolved)
    from capplan.campaign import campaign as plan_campaign
    from capplan.campaign import campaign_of

    chosen = engine_named(engine)
    with bad_input():
        campaign_of(resolved.scenario)
    warm_up(chosen)
    with bad_input(), status() as show:
        found = plan_campaign(
            resolved.scenario, seed=seed, engine=chosen, fresh_days=days, report=shown(show)
        )

    def bundle() -> Bundle:
        from capplan.report.campaign_json import of_campaign

        return of_campaign(found, resolved.text)

    leave_behind(out, report, bundle, study_files(found))
    write_xlsx(xlsx, workbook_of(found))
    if as_json:
        from capplan.report.campaign_json import campaign_json

        print_json({**campaign_json(found), **study_json(found.study)})
    else:
        from capplan.report.campaign_text import campaign_text

        screen().print(campaign_text(found))
        say_where(out, report)
    leave(found.complete, missed=not found.meets_all)
