"""The whole scenario, built from its checked shape."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from capplan.files.build.calendar import build_calendar, build_day_factor
from capplan.files.build.chat import build_bot, build_chat, build_orders
from capplan.files.build.contradictions import check_targets
from capplan.files.build.demand import build_demand
from capplan.files.build.people import build_group, build_pay, pick_rule
from capplan.files.build.shifts import build_roster, build_shift_type
from capplan.files.build.targets import build_target
from capplan.files.errors import Advice, ConstructionStepError
from capplan.files.shape.scenario import ScenarioShape
from capplan.files.tree import Node, Problems
from capplan.model.calendar import Calendar
from capplan.model.scenario import Queue, Scenario
from capplan.model.targets import Target


@dataclass(frozen=True, slots=True)
class Built:
    """A scenario, and what its construction made one think of."""

    scenario: Scenario
    advice: tuple[Advice, ...]


def build(shape: ScenarioShape, filled: Node, folder: Path) -> Built:
    """Build the scenario.

    Args:
        shape: the checked file.
        filled: its tree, for the lines of what is wrong.
        folder: where the volume tables lie.

    Raises:
        ConstructionStepError: values that do not go together.
    """
    calendar = build_calendar(shape.days, filled)
    problems = Problems(filled)
    advice: list[Advice] = []
    queues = _queues(shape, calendar, folder, problems, advice)
    groups = [build_group(n, g, calendar, problems) for n, g in shape.groups.items()]
    names = list(shape.groups)
    types = [build_shift_type(n, s, names, calendar, problems) for n, s in shape.shifts.items()]
    targets = _targets(shape, calendar, problems)
    for queue in queues:
        check_targets(queue, [t for t in targets if t.queue == queue.name], problems)
    problems.stop(ConstructionStepError)
    roster = build_roster(shape.roster, types, names, calendar, problems)
    problems.stop(ConstructionStepError)
    try:
        scenario = Scenario(
            name=shape.name,
            calendar=calendar,
            queues=tuple(queues),
            groups=tuple(groups),
            pick=pick_rule(shape.floor.pick),
            slowdown=shape.floor.slow_down,
            day_factor=build_day_factor(shape.day_factor, calendar),
            shift_types=tuple(types),
            pay_plans=tuple(build_pay(n, p) for n, p in shape.pay.items()),
            targets=tuple(targets),
            rest=shape.floor.rest,
            seats=shape.seats,
            roster=roster,
        )
    except ValueError as error:
        problems.add((), str(error))
        problems.stop(ConstructionStepError)
        raise  # pragma: no cover  (stop has raised)
    return Built(scenario, tuple(advice))


def _queues(
    shape: ScenarioShape, calendar: Calendar, folder: Path, problems: Problems, advice: list[Advice]
) -> list[Queue]:
    return [
        Queue(
            name=name,
            demand=build_demand(name, queue.demand, calendar, folder, problems, advice),
            own_cv=queue.own_cv,
            priority=queue.priority,
            chat=build_chat(queue.chat),
            bot=build_bot(queue.bot),
            orders=build_orders(queue.orders),
        )
        for name, queue in shape.queues.items()
    ]


def _targets(shape: ScenarioShape, calendar: Calendar, problems: Problems) -> list[Target]:
    return [
        build_target(name, target, calendar, ("queues", name, "targets", number), problems)
        for name, queue in shape.queues.items()
        for number, target in enumerate(queue.targets)
    ]
