"""The whole scenario, built from its checked shape."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from capplan.files.build.bot import build_bot
from capplan.files.build.calendar import build_calendar, build_day_factor
from capplan.files.build.campaign import build_campaign
from capplan.files.build.chat import build_chat, build_closed, build_orders, build_retry
from capplan.files.build.contradictions import check_targets
from capplan.files.build.demand import build_demand
from capplan.files.build.follow_on import build_follow_ons
from capplan.files.build.incidents import build_incidents
from capplan.files.build.people import build_group, build_pay, pick_rule
from capplan.files.build.platform import build_usual
from capplan.files.build.shifts import build_roster, build_shift_type, check_letters
from capplan.files.build.targets import build_target
from capplan.files.errors import Advice, ConstructionStepError
from capplan.files.shape.queues import PriceShape, QueueShape
from capplan.files.shape.scenario import ScenarioShape
from capplan.files.tree import Node, Problems
from capplan.model.calendar import Calendar
from capplan.model.incidents import struck
from capplan.model.platform import Platform
from capplan.model.scenario import ContactPrice, Queue, Scenario, Transfer
from capplan.model.targets import Target
from capplan.words import told_by


@dataclass(frozen=True, slots=True)
class Built:
    """A scenario, what its construction made one think of, and the same without incidents."""

    scenario: Scenario
    advice: tuple[Advice, ...]
    calm: Scenario


def build(
    shape: ScenarioShape, filled: Node, folder: Path, platforms: dict[str, Platform]
) -> Built:
    """Build the scenario.

    Args:
        shape: the checked file.
        filled: its tree, for the lines of what is wrong.
        folder: where the volume tables lie.
        platforms: the platform profiles, by name.

    Raises:
        ConstructionStepError: values that do not go together.
    """
    calendar = build_calendar(shape.days, shape.calendar, filled)
    problems = Problems(filled)
    advice: list[Advice] = []
    queues = _queues(shape, calendar, folder, problems, advice)
    queues = [_judged(queue, shape.queues[queue.name], platforms) for queue in queues]
    groups = [build_group(n, g, calendar, problems) for n, g in shape.groups.items()]
    names = list(shape.groups)
    types = [build_shift_type(n, s, names, calendar, problems) for n, s in shape.shifts.items()]
    check_letters(types, problems)
    targets = _targets(shape, queues, calendar, problems)
    for queue in queues:
        check_targets(queue, [t for t in targets if t.queue == queue.name], problems)
    problems.stop(ConstructionStepError)
    roster = build_roster(shape.roster, types, names, calendar, problems)
    campaign = build_campaign(shape.campaign, shape.groups, queues, types, calendar, problems)
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
            campaign=campaign,
        )
    except ValueError as error:
        problems.add((), told_by(error))
        problems.stop(ConstructionStepError)
        raise  # pragma: no cover  (stop has raised)
    hit = _struck(shape, scenario, filled, problems) if shape.incidents else scenario
    return Built(hit, tuple(advice), scenario)


def _struck(shape: ScenarioShape, scenario: Scenario, filled: Node, problems: Problems) -> Scenario:
    incidents = build_incidents(shape, scenario, filled, problems)
    problems.stop(ConstructionStepError)
    try:
        return struck(scenario, incidents)
    except ValueError as error:
        problems.add(("incidents",), str(error))
        problems.stop(ConstructionStepError)
        raise  # pragma: no cover  (stop has raised)


def _queues(
    shape: ScenarioShape, calendar: Calendar, folder: Path, problems: Problems, advice: list[Advice]
) -> list[Queue]:
    demands = {
        name: build_demand(name, queue.demand, calendar, folder, problems, advice)
        for name, queue in shape.queues.items()
    }
    return [
        Queue(
            name=name,
            demand=demands[name],
            follow_ons=build_follow_ons(name, queue.demand, demands, calendar, problems),
            own_cv=queue.own_cv,
            priority=queue.priority,
            chat=build_chat(queue.chat),
            bot=build_bot(name, queue.bot, calendar, problems),
            orders=build_orders(queue.orders),
            transfers=tuple(Transfer(to, share) for to, share in queue.transfers.items() if share),
            closed=build_closed(queue.closed),
            retry=build_retry(queue.retry),
        )
        for name, queue in shape.queues.items()
    ]


def _judged(queue: Queue, shape: QueueShape, platforms: dict[str, Platform]) -> Queue:
    """The queue with its shop, its platform and what is usual there."""
    return replace(
        queue,
        shop=shape.shop or "",
        platform=None if shape.platform is None else platforms[shape.platform],
        usual=build_usual(shape.usual),
        price=_price(shape.price),
    )


def _price(shape: PriceShape | None) -> ContactPrice | None:
    if shape is None:
        return None
    return ContactPrice(shape.lost, shape.late, shape.late_after)


def _targets(
    shape: ScenarioShape, queues: list[Queue], calendar: Calendar, problems: Problems
) -> list[Target]:
    found = (
        build_target(queue, target, calendar, ("queues", queue.name, "targets", number), problems)
        for queue in queues
        for number, target in enumerate(shape.queues[queue.name].targets)
    )
    return [target for target in found if target is not None]
