"""From what was typed to a scenario, a roster, a goal, and the run of a roster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from capplan.cli.screen import bad_input, fail, screen, status, warm_up
from capplan.words import listed, say, tell, told_by

if TYPE_CHECKING:
    from capplan.files import Resolved
    from capplan.files.roster_table import ReadRoster
    from capplan.model.scenario import Scenario
    from capplan.model.shifts import Roster
    from capplan.pay.paid_by import PaidBy
    from capplan.questions.sensitivity import Sensitivity
    from capplan.results.study import Study
    from capplan.staffing import Goal


def resolve(
    scenario: Path,
    variants: list[str] | None,
    sets: list[str] | None,
    incidents: list[str] | None = None,
) -> Resolved:
    """Load a scenario with variants and single values set, and what strikes it."""
    from capplan import files

    with bad_input():
        return files.resolve(scenario, variants or (), sets or (), incidents or ())


def advise(resolved: Resolved) -> None:
    """Print what the files have to say about a sound scenario."""
    console = screen(stderr=True)
    for advice in resolved.advice:
        console.print(
            tell("advice: {text}", text=advice.sentence),
            style="yellow",
            markup=False,
            soft_wrap=True,
        )


@dataclass(frozen=True, slots=True)
class GivenRoster:
    """The roster that a command runs.

    Attributes:
        scenario: the shop.
        roster: who is on.
        place: the file it was read from, with its sheet; "" for that of the scenario.
    """

    scenario: Scenario
    roster: Roster
    place: str = ""


def roster_from(resolved: Resolved, file: Path | None, sheet: str | None) -> GivenRoster:
    """The roster of a file, or without one that of the scenario; says how a file was read."""
    if file is None:
        if sheet is not None:
            fail(say("--sheet names a sheet of the file that --roster names; there is none"))
        return GivenRoster(resolved.scenario, _written(resolved))
    with bad_input():
        found = _read(resolved, file, sheet)
    console = screen(stderr=True)
    text = tell("Roster from {place}: {meanings}.", place=found.place, meanings=found.meanings)
    console.print(text, style="dim", markup=False, soft_wrap=True)
    return GivenRoster(resolved.scenario, found.roster, found.place)


def same_roster(name: str, other: Resolved, file: Path | None, sheet: str | None) -> GivenRoster:
    """The same for a variant or incident that was set against the base, which it must fit."""
    if file is None:
        return GivenRoster(other.scenario, _written(other))
    from capplan.files.tables import TableError

    with bad_input():
        try:
            found = _read(other, file, sheet)
        except TableError as error:
            fail(
                say("the roster does not fit {name}: {problem}", name=name, problem=told_by(error))
            )
    return GivenRoster(other.scenario, found.roster, found.place)


def _written(resolved: Resolved) -> Roster:
    """The roster that the scenario holds."""
    if resolved.scenario.roster is None:
        fail(
            say(
                "the scenario has no roster: write one under `roster:`, name a table with "
                "--roster, or use `capplan plan`"
            )
        )
    return resolved.scenario.roster


def _read(resolved: Resolved, file: Path, sheet: str | None) -> ReadRoster:
    """The roster of a file.

    Raises:
        TableError: it cannot be read, or does not fit; or what was set is a roster too.
    """
    from capplan.files import read_roster
    from capplan.files.tables import TableError

    for path in resolved.changed:
        if path.split(".")[0] == "roster":
            raise TableError(
                say(
                    "{path} is set in the roster of the scenario, and --roster puts that of "
                    "{file} in its place; leave one of them out",
                    path=path,
                    file=file.name,
                )
            )
    return read_roster(file, resolved.scenario, sheet)


def paid_by(resolved: Resolved, plan: str | None) -> tuple[PaidBy, ...]:
    """How the groups of a scenario are paid: as it says, or all by one plan.

    Raises:
        ValueError: the plan cannot be worked out from a run of this scenario.
    """
    if plan is None:
        return resolved.paid
    from capplan import files
    from capplan.pay.paid_by import PaidBy, check_paid, group_in

    scheme = files.read_pay_plan(plan)
    known = {paid.group: paid for paid in resolved.paid}
    found = tuple(
        known[name].under(scheme)
        if name in known
        else PaidBy(name, scheme, group_in(scheme, name), {}, {})
        for name in resolved.scenario.group_names
    )
    for paid in found:
        check_paid(resolved.scenario, paid, found)
    return found


def engine_named(name: str | None) -> str:
    """The name of an engine that exists."""
    from capplan.engines import DEFAULT_ENGINE, ENGINES

    if name is not None and name not in ENGINES:
        fail(
            say(
                "there is no engine {name!r}; there is {engines}",
                name=name,
                engines=listed(ENGINES, "{left} and {right}"),
            )
        )
    return name or DEFAULT_ENGINE


def goal_of(aim: str, budget: float | None) -> Goal:
    """What a plan is to be best at."""
    from capplan.staffing import Aim, Goal

    if aim not in list(Aim):
        fail(say("there is no aim {aim!r}; there is {aims}", aim=aim, aims=listed(Aim)))
    with bad_input():
        return Goal(Aim(aim), budget)


def replicate(
    resolved: Resolved,
    roster: Roster,
    replications: int,
    seed: int,
    engine: str | None,
    by_shift: bool = False,
) -> Study:
    """Run a roster, with a bar."""
    from rich.progress import Progress

    from capplan.study import replicate

    chosen = engine_named(engine)
    warm_up(chosen)
    with bad_input(), Progress(console=screen(stderr=True), transient=True) as bar:
        task = bar.add_task(resolved.scenario.name, total=replications)
        return replicate(
            resolved.scenario,
            roster,
            replications,
            seed=seed,
            engine=chosen,
            progress=lambda done, _: bar.update(task, completed=done),
            by_shift=by_shift,
        )


def replicate_until(
    resolved: Resolved,
    roster: Roster,
    until: str,
    seed: int,
    engine: str | None,
    by_shift: bool = False,
) -> Study:
    """Run a roster until its loss is known well enough."""
    from capplan.study import Precision, replicate_until
    from capplan.units import parse_share

    chosen = engine_named(engine)
    warm_up(chosen)
    with bad_input(), status() as show:
        return replicate_until(
            resolved.scenario,
            roster,
            Precision(parse_share(until)),
            seed=seed,
            engine=chosen,
            progress=lambda done, wanted: show(
                say("{done} of {wanted} days so far", done=done, wanted=wanted)
            ),
            by_shift=by_shift,
        )


def move_assumed(
    resolved: Resolved,
    roster: Roster,
    seed: int,
    engine: str | None,
    limits: Sequence[tuple[int, int]] = (),
    replications: int | None = None,
) -> Sensitivity:
    """Run a roster with each assumed value moved, and say how far it is."""
    from capplan import files
    from capplan.files.moves import limited
    from capplan.questions.sensitivity import REPLICATIONS, sensitivity

    chosen = engine_named(engine)
    warm_up(chosen)
    number = len(files.movable(resolved))
    with bad_input(), status() as show:
        show(tell("moving {number} assumed values", number=number))
        return sensitivity(
            limited(resolved.scenario, limits),
            roster,
            files.moves(resolved, limits),
            replications=replications or REPLICATIONS,
            seed=seed,
            engine=chosen,
            report=lambda what: show(
                tell("moving {number} assumed values: {what}", number=number, what=what)
            ),
        )
