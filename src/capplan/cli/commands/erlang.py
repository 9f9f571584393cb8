"""capplan erlang."""

from __future__ import annotations

from typing import Annotated

import typer

from capplan.cli.app import command
from capplan.cli.options import Json
from capplan.cli.output import print_json
from capplan.cli.screen import bad_input, screen
from capplan.words import tell


@command()
def erlang(
    per_hour: Annotated[float, typer.Option("--per-hour", help="Contacts per hour.")],
    work: Annotated[str, typer.Option(help="Mean work per contact, e.g. '6 min'.")],
    model: Annotated[str, typer.Option(help="a (they leave), b (no line), c (they wait).")] = "a",
    share: Annotated[str, typer.Option(help="Share to be served in time, e.g. '80 %'.")] = "80 %",
    within: Annotated[str, typer.Option(help="The time, e.g. '20 s'.")] = "20 s",
    patience: Annotated[str, typer.Option(help="Mean patience for model a; or never.")] = "2 min",
    agents: Annotated[
        int | None, typer.Option(help="Show this head-count instead of the least.", min=0)
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask Erlang's formulas: the least agents for one kind of contact, one at a time each."""
    from capplan.report.erlang_text import Question, erlang_data, erlang_table
    from capplan.units import parse_duration, parse_share, to_seconds

    with bad_input():
        never = patience.strip() == "never"
        question = Question(
            model=model.lower(),
            per_hour=per_hour,
            work_s=to_seconds(parse_duration(work)),
            share=parse_share(share),
            within_s=to_seconds(parse_duration(within)),
            patience_s=float("inf") if never else to_seconds(parse_duration(patience)),
        )
        least = question.least()
        if as_json:
            print_json(erlang_data(question, agents))
            return
        table = erlang_table(question, agents)
    console = screen()
    console.print(
        tell(
            "Erlang {model}: {load:,.2f} erlang of work need {least} agents.",
            model=question.model.upper(),
            load=question.rate * question.work_s,
            least=least,
        )
    )
    console.print(table)
