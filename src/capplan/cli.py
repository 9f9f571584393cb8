"""The command: parse, call, print."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from capplan.files import Resolved
    from capplan.model.shifts import Roster
    from capplan.results.study import Study
    from capplan.staffing import Goal
    from capplan.study.compare import Comparison

BAD_INPUT, INTERRUPTED, TARGET_MISSED = 2, 130, 1

app = typer.Typer(
    help="How many people a chat team needs, on which shifts, at what cost, and what is lost.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

ScenarioArgument = Annotated[
    Path,
    typer.Argument(help="Folder with a scenario.yaml, or the file itself.", show_default=False),
]
Variants = Annotated[
    list[str] | None,
    typer.Option("--variant", "-v", help="Apply a variant of the file; repeatable."),
]
Sets = Annotated[
    list[str] | None,
    typer.Option("--set", "-s", help="Set one value, e.g. groups.temps.at_once=6; repeatable."),
]
Seed = Annotated[int, typer.Option(help="Seed of all random numbers.", min=0)]
EngineOption = Annotated[str | None, typer.Option("--engine", help="Name of the engine.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", "-o", help="Write tables, pictures, record and resolved scenario here."),
]
Replications = Annotated[int, typer.Option("--replications", "-n", help="Days to run.", min=1)]


@app.command()
def check(
    scenario: ScenarioArgument,
    variant: Variants = None,
    set_: Sets = None,
    assumed: Annotated[
        bool, typer.Option("--assumed", help="List only what is assumed, not all that is marked.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Check a scenario file and list where its values come from."""
    resolved = _resolve(scenario, variant, set_)
    from capplan.model.provenance import Mark
    from capplan.report import text

    marked = [p for p in resolved.scenario.provenance if p.mark is not Mark.GIVEN]
    if assumed:
        marked = [p for p in marked if p.mark is Mark.ASSUME]
    if as_json:
        fields = ("path", "value", "mark", "source", "is_default")
        _print_json(
            {
                "name": resolved.scenario.name,
                "digest": resolved.digest,
                "variants": list(resolved.variants),
                "advice": [str(a) for a in resolved.advice],
                "values": [{f: getattr(p, f) for f in fields} for p in marked],
            }
        )
        return
    console = _console()
    console.print(text.title(resolved.scenario))
    console.print(text.provenance_table(marked))
    console.print(text.assumed_line(resolved.scenario))
    if resolved.variants:
        console.print(f"  Variants: {', '.join(resolved.variants)}")
    _advise(resolved)
    console.print("  The scenario is sound.", style="green")


@app.command()
def simulate(
    scenario: ScenarioArgument,
    variant: Variants = None,
    set_: Sets = None,
    replications: Replications = 40,
    until: Annotated[
        str | None,
        typer.Option(help="Go on until the share of lost chats is known to this, e.g. '0.5 %'."),
    ] = None,
    seed: Seed = 1,
    engine: EngineOption = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Run the roster written in the scenario and show what it does."""
    _check_out(out)
    resolved = _resolve(scenario, variant, set_)
    roster = _roster(resolved)
    _advise(resolved)
    if until is None:
        study = _replicate(resolved, roster, replications, seed, engine)
    else:
        study = _replicate_until(resolved, roster, until, seed, engine)
    from capplan.report import text

    if out is not None:
        from capplan.report.folder import write_study

        _write(out, lambda: write_study(out, study, resolved.text, _study_pictures(study)))
    if as_json:
        _print_json(_study_json(study))
    else:
        _console().print(text.study_text(study))
        _say_where(out)
    _leave(study.complete, missed=_missed(study))


@app.command()
def plan(
    scenario: ScenarioArgument,
    variant: Variants = None,
    set_: Sets = None,
    aim: Annotated[
        str, typer.Option(help="cost, profit, or budget (best service for --budget).")
    ] = "cost",
    budget: Annotated[
        float | None, typer.Option(help="Most that shifts and hirings may cost [yuan].")
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
    as_json: Json = False,
) -> None:
    """Find a low-cost roster that meets the targets, and certify it on fresh days."""
    _check_out(out)
    resolved = _resolve(scenario, variant, set_)
    _advise(resolved)
    from dataclasses import replace

    from capplan import staffing
    from capplan.report import text

    chosen = _engine(engine)
    goal = _goal(aim, budget)
    _warm_up(chosen)
    with _bad_input(), _status() as show:
        found = staffing.plan(
            resolved.scenario,
            goal=goal,
            seed=seed,
            engine=chosen,
            effort=replace(staffing.usual_effort(chosen)[0], sure=sure),
            fresh_days=days,
            report=_shown(show),
        )
    if out is not None:
        from capplan.report.figures import save_pictures
        from capplan.report.folder import write_plan

        _write(
            out, lambda: write_plan(out, found, resolved.text, lambda d: save_pictures(found, d))
        )
    if as_json:
        from capplan.staffing import tables
        from capplan.staffing.certificate_record import certificate

        _print_json(
            {
                "people": {g: found.headcount(g) for g in resolved.scenario.group_names},
                "cost_yuan": _estimate_json(found.cost()),
                "lost_share": _estimate_json(found.lost()),
                "meets_all": found.meets_all,
                "certificate": certificate(found),
                "complete": found.complete,
                "roster": _records(tables.roster(found)),
                **_study_json(found.study),
            }
        )
    else:
        _console().print(text.plan_text(found))
        _say_where(out)
    _leave(found.complete, missed=not found.meets_all)


@app.command()
def compare(
    scenario: ScenarioArgument,
    variants: Annotated[list[str], typer.Argument(help="Variants to set against the base.")],
    set_: Sets = None,
    replications: Replications = 40,
    seed: Seed = 1,
    engine: EngineOption = None,
    as_json: Json = False,
) -> None:
    """Run the same roster and the same customers under variants, paired with the base."""
    base = _resolve(scenario, None, set_)
    others = [_resolve(scenario, [name], set_) for name in variants]
    first = _replicate(base, _roster(base), replications, seed, engine)
    from capplan.report import text
    from capplan.study.compare import compare as pair

    rows: list[list[Comparison]] = []
    for name, other in zip(variants, others, strict=True):
        study = _replicate(other, _roster(other), replications, seed, engine)
        if not (first.complete and study.complete):
            _fail(f"interrupted while running {name}; there is no comparison", INTERRUPTED)
        rows.append(pair(first, study))
    if as_json:
        _print_json(
            {
                name: [
                    {
                        "measure": c.measure,
                        "per": c.per,
                        "base": _estimate_json(c.first),
                        "variant": _estimate_json(c.second),
                        "difference": _estimate_json(c.difference),
                    }
                    for c in row
                ]
                for name, row in zip(variants, rows, strict=True)
            }
        )
        return
    console = _console()
    console.print(text.title(base.scenario))
    console.print(text.comparison_table(list(variants), rows))
    console.print(f"  {replications} paired replications, same customers and roster.")


@app.command()
def verify(
    scenario: ScenarioArgument,
    variant: Variants = None,
    set_: Sets = None,
    replications: Annotated[
        int, typer.Option("--replications", "-n", help="Days to compare.", min=1)
    ] = 2,
    seed: Seed = 1,
) -> None:
    """Run the scenario's roster on both engines and compare every chat, with no tolerance."""
    resolved = _resolve(scenario, variant, set_)
    roster = _roster(resolved)
    from capplan.study.verify import verify as compare_engines

    _warm_up("compiled")
    with _bad_input(), _status() as show:
        show("running both engines")
        found = compare_engines(resolved.scenario, roster, replications, seed=seed)
    if found.problems:
        _fail("\n".join(found.problems), TARGET_MISSED)
    _console().print(found.sentence, style="green", soft_wrap=True)


@app.command()
def frontier(
    scenario: ScenarioArgument,
    variant: Variants = None,
    set_: Sets = None,
    days: Annotated[
        int, typer.Option("--days", help="Fresh days on which each point is measured.", min=2)
    ] = 60,
    seed: Seed = 1,
    engine: EngineOption = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Set cost against loss: the best roster found for each of a range of budgets."""
    _check_out(out)
    resolved = _resolve(scenario, variant, set_)
    _advise(resolved)
    from capplan.report import text
    from capplan.staffing.frontier import frontier as find
    from capplan.staffing.frontier import frontier_table

    chosen = _engine(engine)
    _warm_up(chosen)
    with _bad_input(), _status() as show:
        points = find(
            resolved.scenario, seed=seed, engine=chosen, fresh_days=days, report=_shown(show)
        )
    table = frontier_table(points)
    if out is not None:
        from capplan.report.folder import write_frontier

        _write(out, lambda: write_frontier(out, table, resolved.text))
    if as_json:
        _print_json(_records(table))
        return
    console = _console()
    console.print(text.title(resolved.scenario))
    console.print(text.frontier_text(table))
    console.print(f"  {days} fresh days for each point, 95 % intervals; overtime not counted.")
    _say_where(out)


@app.command()
def split(
    scenario: ScenarioArgument,
    variant: Variants = None,
    set_: Sets = None,
    unfamiliar_speed: Annotated[
        str, typer.Option(help="Speed in a queue not their own, of that in their own (assumed).")
    ] = "80 %",
    unfamiliar_conversion: Annotated[
        str, typer.Option(help="Conversion in a queue not their own (assumed).")
    ] = "90 %",
    flexible: Annotated[
        str, typer.Option(help="Share of each group who serve all queues (assumed).")
    ] = "20 %",
    replications: Replications = 40,
    seed: Seed = 1,
    engine: EngineOption = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Split or pooled: the same people as specialists, as generalists, and some of both."""
    _check_out(out)
    resolved = _resolve(scenario, variant, set_)
    roster = _roster(resolved)
    _advise(resolved)
    from capplan.questions import Terms, split_tables
    from capplan.questions import split as ask
    from capplan.report import text
    from capplan.report.split_text import split_text
    from capplan.units import parse_share

    chosen = _engine(engine)
    with _bad_input():
        shares = (unfamiliar_speed, unfamiliar_conversion, flexible)
        terms = Terms(*(parse_share(share) for share in shares))
    _warm_up(chosen)
    with _bad_input(), _status() as show:
        found = ask(
            resolved.scenario,
            roster,
            terms,
            replications=replications,
            seed=seed,
            engine=chosen,
            report=show,
        )
    if out is not None:
        from capplan.report.folder import write_split

        _write(out, lambda: write_split(out, found, resolved.text))
    if as_json:
        _print_json(
            {
                "unfamiliar_speed": terms.speed,
                "unfamiliar_conversion": terms.conversion,
                "flexible": terms.flexible,
                "replications": found.replications,
                "measures": _records(split_tables.measures(found)),
                "break_even": _records(split_tables.break_evens(found)),
            }
        )
        return
    console = _console()
    console.print(text.title(resolved.scenario))
    console.print(split_text(found))
    _say_where(out)


@app.command()
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

    with _bad_input():
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
            _print_json(erlang_data(question, agents))
            return
        table = erlang_table(question, agents)
    console = _console()
    console.print(
        f"Erlang {question.model.upper()}: {question.rate * question.work_s:,.2f} erlang of work "
        f"need {least} agents."
    )
    console.print(table)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="Name of the new scenario and its folder.")],
    template: Annotated[str, typer.Option("--from", help="Shipped scenario to start from.")] = (
        "double-11-food"
    ),
    into: Annotated[Path, typer.Option(help="Where the folder is made.")] = Path(),
) -> None:
    """Make a working scenario folder from a shipped one."""
    from capplan import files

    with _bad_input():
        folder = files.new(name, template, into)
    _console().print(f"Made {folder}. Next: capplan check {folder}")


@app.command()
def platforms(
    name: Annotated[
        str | None, typer.Argument(help="Print this profile's YAML, to copy and edit.")
    ] = None,
) -> None:
    """List the shipped platform profiles: how Tmall, JD and others measure replies."""
    from capplan import files

    with _bad_input():
        if name is not None:
            sys.stdout.write(files.shipped_text(name))
            return
        profiles = [files.shipped_profile(key).platform for key in files.shipped()]
    from capplan.report.platform_text import profile_table

    console = _console()
    console.print(profile_table(profiles))
    console.print("  Found second hand, all of it. `capplan platforms tmall` prints a profile.")


@app.command("pay-plans")
def pay_plans(
    name: Annotated[
        str | None, typer.Argument(help="Print this plan's YAML, to copy and edit.")
    ] = None,
) -> None:
    """List the shipped pay plans: examples of how teams are paid."""
    from capplan import files

    with _bad_input():
        if name is not None:
            sys.stdout.write(files.shipped_plan_text(name))
            return
        schemes = [files.read_pay_plan(key) for key in files.shipped_plans()]
    from capplan.report.pay_text import plan_table

    console = _console()
    console.print(plan_table(schemes))
    console.print("  `capplan pay-plans fixed` prints a plan with the source of each amount.")


@app.command()
def pay(
    table: Annotated[
        Path, typer.Argument(help="CSV or XLSX with the results per agent of a month.")
    ],
    plan: Annotated[str, typer.Option("--plan", help="Shipped plan, or a YAML file of your own.")],
    month: Annotated[str, typer.Option("--month", help="The month, e.g. 2026-10.")],
    profit: Annotated[
        str | None, typer.Option("--profit", help="The month's profit for pools, e.g. 120000.")
    ] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help="Sheet of an Excel file.")] = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Work out everybody's payslip of a month from a table of real results."""
    _check_out(out)
    from capplan import files
    from capplan.pay import payroll
    from capplan.pay.law.check import check as check_law

    with _bad_input():
        scheme = files.read_pay_plan(plan)
        first = files.read_month_text(month)
        results = files.read_results(table, scheme, first, files.read_profit(profit), sheet)
        found = payroll(scheme, results)
        warnings = check_law(found)
    if out is not None:
        from capplan.report.folder import write_payroll

        _write(out, lambda: write_payroll(out, found, warnings))
    if as_json:
        from capplan.report.pay_json import payroll_json

        _print_json(payroll_json(found, warnings))
        return
    from capplan.report.pay_text import payroll_text

    for warning in warnings:
        text = f"warning: {warning}"
        _console(stderr=True).print(text, style="yellow", markup=False, soft_wrap=True)
    _console().print(payroll_text(found))
    _say_where(out)


@app.command()
def schema() -> None:
    """Print the JSON schema of scenario files, for editors."""
    from capplan import files

    _print_json(files.schema())


def main() -> None:
    """Entry point of the command."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


# ---- what the commands share -----------------------------------------------------------------


def _console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    console = Console(stderr=stderr, highlight=False)
    return console if console.is_terminal else Console(stderr=stderr, highlight=False, width=100)


def _fail(message: str, code: int = BAD_INPUT) -> NoReturn:
    _console(stderr=True).print(message, style="red", markup=False, soft_wrap=True)
    raise typer.Exit(code)


@contextmanager
def _bad_input() -> Generator[None]:
    """Turn what a user can mend into a sentence and exit code 2; an early Ctrl-C into 130."""
    from capplan.files import ScenarioError
    from capplan.study.replicate import NothingFinishedError

    try:
        yield
    except NothingFinishedError as error:
        _fail(str(error), INTERRUPTED)
    except (ScenarioError, ValueError) as error:
        _fail(str(error))


def _resolve(scenario: Path, variants: list[str] | None, sets: list[str] | None) -> Resolved:
    from capplan import files

    with _bad_input():
        return files.resolve(scenario, variants or (), sets or ())


def _advise(resolved: Resolved) -> None:
    console = _console(stderr=True)
    for advice in resolved.advice:
        console.print(f"advice: {advice}", style="yellow", markup=False, soft_wrap=True)


def _roster(resolved: Resolved) -> Roster:
    if resolved.scenario.roster is None:
        _fail("the scenario has no roster: write one under `roster:`, or use `capplan plan`")
    return resolved.scenario.roster


def _engine(name: str | None) -> str:
    from capplan.engines import DEFAULT_ENGINE, ENGINES

    if name is not None and name not in ENGINES:
        _fail(f"there is no engine {name!r}; there is {' and '.join(ENGINES)}")
    return name or DEFAULT_ENGINE


def _goal(aim: str, budget: float | None) -> Goal:
    from capplan.staffing import Aim, Goal

    if aim not in list(Aim):
        _fail(f"there is no aim {aim!r}; there is {', '.join(Aim)}")
    with _bad_input():
        return Goal(Aim(aim), budget)


def _shown(show: Callable[[str], None]) -> Callable[[str, float | None], None]:
    """Show what a search does, and the cost of the best roster so far."""

    def report(stage: str, cost: float | None) -> None:
        show(stage + (f" · best so far {cost:,.0f} yuan" if cost is not None else ""))

    return report


def _warm_up(engine: str) -> None:
    """Compile the engine if it must be, and say so: it happens once on a machine."""
    if engine == "compiled":
        from capplan.engines import compiled

        say = _console(stderr=True).print
        compiled.warm_up(lambda: say("Compiling the engine, once on this machine ...", style="dim"))


def _replicate(
    resolved: Resolved, roster: Roster, replications: int, seed: int, engine: str | None
) -> Study:
    from rich.progress import Progress

    from capplan.study import replicate

    chosen = _engine(engine)
    _warm_up(chosen)
    with _bad_input(), Progress(console=_console(stderr=True), transient=True) as bar:
        task = bar.add_task(resolved.scenario.name, total=replications)
        return replicate(
            resolved.scenario,
            roster,
            replications,
            seed=seed,
            engine=chosen,
            progress=lambda done, _: bar.update(task, completed=done),
        )


def _replicate_until(
    resolved: Resolved, roster: Roster, until: str, seed: int, engine: str | None
) -> Study:
    from capplan.study import Precision, replicate_until
    from capplan.units import parse_share

    chosen = _engine(engine)
    _warm_up(chosen)
    with _bad_input(), _status() as show:
        return replicate_until(
            resolved.scenario,
            roster,
            Precision(parse_share(until)),
            seed=seed,
            engine=chosen,
            progress=lambda done, wanted: show(f"{done} of {wanted} days so far"),
        )


@contextmanager
def _status() -> Generator[Callable[[str], None]]:
    """A line that says what is being done and for how long, on the screen only."""
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=_console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading the scenario", total=None)
        yield lambda stage: bar.update(task, description=stage)


def _check_out(out: Path | None) -> None:
    if out is not None:
        from capplan.report.folder import OutputError, check_folder

        try:
            check_folder(out)
        except OutputError as error:
            _fail(str(error))


def _write(out: Path, write: Callable[[], None]) -> None:
    try:
        write()
    except OSError as error:
        _fail(f"--out {out}: {error.strerror or error}")


def _study_pictures(study: Study) -> Callable[[Path], object]:
    from capplan.report.figures import save_pictures

    return lambda draft: save_pictures(study, draft)


def _say_where(out: Path | None) -> None:
    if out is not None:
        names = ", ".join(sorted(p.name + ("/" if p.is_dir() else "") for p in out.iterdir()))
        _console().print(f"\n  {out}/  {names}", markup=False, soft_wrap=True)


def _missed(study: Study) -> bool:
    from capplan.results.verdicts import Answer, verdicts

    return any(v.answer is Answer.MISSED for v in verdicts(study))


def _leave(complete: bool, *, missed: bool) -> None:
    if not complete:
        raise typer.Exit(INTERRUPTED)
    if missed:
        raise typer.Exit(TARGET_MISSED)


def _print_json(data: object) -> None:
    sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=False, default=str) + "\n")


def _estimate_json(estimate: Any) -> dict[str, float | int | None]:
    """An estimate for JSON, where infinity and NaN have no place."""
    import math

    fields = ("value", "low", "high", "replications", "level")
    values = {name: getattr(estimate, name) for name in fields}
    return {k: v if math.isfinite(v) else None for k, v in values.items()}


def _records(frame: Any) -> list[dict[str, object]]:
    return json.loads(frame.to_json(orient="records", date_format="iso", force_ascii=False))


def _study_json(study: Study) -> dict[str, object]:
    from capplan.report.folder import further_tables
    from capplan.results import tables
    from capplan.study.record import record

    return {
        "record": record(study).as_dict(),
        "queues": _records(tables.queues(study)),
        "groups": _records(tables.groups(study)),
        "targets": _records(tables.targets(study)),
        **{name.replace("-", "_"): _records(frame) for name, frame in further_tables(study)},
    }
