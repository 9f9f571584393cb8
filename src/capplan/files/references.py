"""Step 3, references: each name that is used must exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath

from capplan.files.errors import ReferenceStepError, nearest, quoted
from capplan.files.profiles import CURVES
from capplan.files.shape.grammar import EVERY_DAY, WEEKDAYS, Days
from capplan.files.shape.incidents import IncidentShape
from capplan.files.shape.scenario import ScenarioShape
from capplan.files.shipped_pay_plans import is_plan_file, shipped_plans
from capplan.files.shipped_platforms import shipped
from capplan.files.tree import Node, Path, Problems
from capplan.words import listed, say

ALL = "all"


def check_references(shape: ScenarioShape, filled: Node, folder: FilePath) -> None:
    """See that each name that is used exists.

    Raises:
        ReferenceStepError: with all that do not.
    """
    problems = Problems(filled)
    _check_groups(shape, problems)
    _check_queues(shape, problems, folder)
    _check_shifts(shape, problems)
    _check_moves(shape, problems)
    _check_days(shape, problems)
    _check_follows(shape, problems)
    _check_platforms(shape, problems, folder)
    _check_pay_plans(shape, problems, folder)
    _check_incidents(shape, problems)
    problems.stop(ReferenceStepError)


def _name(problems: Problems, path: Path, what: str, word: str, valid: Iterable[str]) -> None:
    names = list(valid)
    if word not in names:
        problems.add(
            path,
            say(
                "there is no {what} {quoted}{nearest}",
                what=what,
                quoted=quoted(word),
                nearest=nearest(word, names),
            ),
        )


def _check_groups(shape: ScenarioShape, problems: Problems) -> None:
    for key, group in shape.groups.items():
        path: Path = ("groups", key)
        if not group.handles:
            problems.add((*path, "handles"), say("the group handles no queue; name at least one"))
        for queue in group.handles:
            _name(problems, (*path, "handles", queue), say("queue"), queue, shape.queues)
        _name(problems, (*path, "pay"), say("pay plan"), group.pay, shape.pay)
        mentors = group.learning.mentors if group.learning else None
        if mentors is not None:
            others = [name for name in shape.groups if name != key]
            at = (*path, "learning", "mentors")
            if mentors == key:
                problems.add(
                    at,
                    say("newcomers cannot teach themselves{nearest}", nearest=nearest("", others)),
                )
            else:
                _name(problems, at, say("group"), mentors, others)
        pay = shape.pay.get(group.pay)
        if group.temporary and pay is not None and not (pay.hourly or pay.base):
            text = say(
                "the temps are paid nothing: pay.{pay} has a wage of 0 yuan; give a wage",
                pay=group.pay,
            )
            problems.add((*path, "pay"), text)


def _check_queues(shape: ScenarioShape, problems: Problems, folder: FilePath) -> None:
    served = {queue for group in shape.groups.values() for queue in group.handles}
    for key, queue in shape.queues.items():
        if key not in served:
            text = say("no group handles this queue; add it to the handles of a group")
            problems.add(("queues", key), text)
        for other in queue.transfers:
            at: Path = ("queues", key, "transfers", other)
            if other == key:
                problems.add(at, say("a chat cannot be handed to the queue it is in"))
            else:
                _name(
                    problems,
                    at,
                    say("queue"),
                    other,
                    [name for name in shape.queues if name != key],
                )
        for number, part in enumerate(queue.demand):
            path: Path = ("queues", key, "demand", number)
            if isinstance(part.profile, str):
                _name(problems, (*path, "profile"), say("profile"), part.profile, CURVES)
            if part.volumes is not None and not (folder / part.volumes).is_file():
                text = say(
                    "there is no file {quoted} beside the scenario ({folder})",
                    quoted=quoted(part.volumes),
                    folder=folder,
                )
                problems.add((*path, "volumes"), text)


def _check_shifts(shape: ScenarioShape, problems: Problems) -> None:
    for key, shift in shape.shifts.items():
        for number, word in enumerate(shift.groups):
            if word != ALL:
                _name(problems, ("shifts", key, "groups", number), say("group"), word, shape.groups)
    for number, line in enumerate(shape.roster):
        path: Path = ("roster", number)
        _name(problems, (*path, "group"), say("group"), line.group, shape.groups)
        if line.shift is None:
            continue
        _name(problems, (*path, "shift"), say("shift"), line.shift, shape.shifts)
        shift = shape.shifts.get(line.shift)
        if shift and ALL not in shift.groups and line.group not in shift.groups:
            text = say(
                "the shift {shift} is not open to the group {group}",
                shift=line.shift,
                group=line.group,
            )
            problems.add(
                (*path, "group"),
                say("{text} (its groups: {groups})", text=text, groups=listed(shift.groups)),
            )


def _check_moves(shape: ScenarioShape, problems: Problems) -> None:
    for number, move in enumerate(shape.campaign.moves if shape.campaign else ()):
        path: Path = ("campaign", "moves", number)
        _name(problems, (*path, "group"), "group", move.group, shape.groups)
        others = [name for name in shape.groups if name != move.group]
        if move.to == move.group:
            text = say("people cannot move to the group they are in")
            problems.add((*path, "to"), text)
        else:
            _name(problems, (*path, "to"), "group", move.to, others)


def _check_platforms(shape: ScenarioShape, problems: Problems, folder: FilePath) -> None:
    for key, file in shape.platforms.items():
        if not (folder / file).is_file():
            text = say(
                "there is no file {quoted} beside the scenario ({folder})",
                quoted=quoted(file),
                folder=folder,
            )
            problems.add(("platforms", key), text)
    known = dict.fromkeys((*shape.platforms, *shipped()))
    for key, queue in shape.queues.items():
        path: Path = ("queues", key)
        if queue.platform is not None:
            _name(problems, (*path, "platform"), say("platform profile"), queue.platform, known)
        elif queue.usual is not None:
            text = say("says what is usual for a platform, and the queue has no platform")
            problems.add(
                (*path, "usual"), say("{text}; write for example platform: tmall", text=text)
            )


def _check_pay_plans(shape: ScenarioShape, problems: Problems, folder: FilePath) -> None:
    for key, group in shape.groups.items():
        if group.pay_plan is None:
            continue
        path: Path = ("groups", key, "pay_plan", "plan")
        name = group.pay_plan.plan
        if not is_plan_file(name):
            _name(problems, path, say("pay plan"), name, shipped_plans())
        elif not (folder / name).is_file():
            problems.add(
                path,
                say(
                    "there is no file {file} beside the scenario ({folder})",
                    file=quoted(name),
                    folder=folder,
                ),
            )


def _check_incidents(shape: ScenarioShape, problems: Problems) -> None:
    """See that incidents strike groups and queues that exist."""
    for key, incident in shape.incidents.items():
        for kind, many, path, names in _hit(incident):
            known = list(shape.groups if kind == "group" else shape.queues)
            for name in names:
                if name != ALL or not many:
                    valid = [*known, ALL] if many else known
                    _name(problems, ("incidents", key, *path), kind, name, valid)
        faulty, moved = incident.faulty_orders, incident.moved_in
        if faulty is not None and isinstance(faulty.profile, str):
            path = ("incidents", key, "faulty_orders", "profile")
            _name(problems, path, "profile", faulty.profile, CURVES)
        if moved is not None and moved.from_ == moved.to:
            text = say("people cannot be moved into the group that they come from")
            problems.add(("incidents", key, "moved_in", "to"), text)


def _hit(incident: IncidentShape) -> Iterator[tuple[str, bool, Path, list[str]]]:
    """Kind of name, whether several or all may stand there, path and names."""
    for keys, kind, what in (
        (("gone", "absent", "work", "overtime"), "group", "groups"),
        (("volume", "bot"), "queue", "queues"),
    ):
        for key in keys:
            effect = getattr(incident, key)
            if effect is not None:
                yield kind, True, (key, what), getattr(effect, what)
    yield "group", True, ("breaks_wait",), incident.breaks_wait or []
    if incident.moved_in is not None:
        yield "group", False, ("moved_in", "from"), [incident.moved_in.from_]
        yield "group", False, ("moved_in", "to"), [incident.moved_in.to]
    if incident.called_in is not None:
        yield "group", False, ("called_in", "group"), [incident.called_in.group]
    if incident.faulty_orders is not None:
        for key in ("of", "into"):
            name = getattr(incident.faulty_orders, key)
            yield "queue", False, ("faulty_orders", key), [] if name is None else [name]


def _check_days(shape: ScenarioShape, problems: Problems) -> None:
    """See that each word that stands for days is a day type of the calendar."""
    types = list(shape.calendar)
    kinds = (
        say("a date, a weekday nor a day type of the calendar")
        if types
        else say("a date nor a weekday")
    )
    for path, on in _all_days(shape):
        for word in on.words if on else ():
            if word not in types:
                valid = nearest(word, (*types, *WEEKDAYS, EVERY_DAY))
                problems.add(
                    path,
                    say(
                        "{quoted} is neither {kinds}{valid}",
                        quoted=quoted(word),
                        kinds=kinds,
                        valid=valid,
                    ),
                )


def _all_days(shape: ScenarioShape) -> Iterator[tuple[Path, Days | None]]:
    """Wherever days are written."""
    for key, queue in shape.queues.items():
        for number, part in enumerate(queue.demand):
            yield ("queues", key, "demand", number, "on"), part.on
        for number, hours in enumerate(queue.bot.hours if queue.bot else ()):
            yield ("queues", key, "bot", "hours", number, "on"), hours.on
        for number, target in enumerate(queue.targets):
            yield ("queues", key, "targets", number, "days"), target.days
    for key, shift in shape.shifts.items():
        yield ("shifts", key, "on"), shift.on
    for number, line in enumerate(shape.roster):
        yield ("roster", number, "on"), line.on
    for number, move in enumerate(shape.campaign.moves if shape.campaign else ()):
        yield ("campaign", "moves", number, "on"), move.on


def _check_follows(shape: ScenarioShape, problems: Problems) -> None:
    """See that orders are followed of a queue that exists and has some, in no circle."""
    followed = {
        key: [part.follows for part in queue.demand if part.follows is not None]
        for key, queue in shape.queues.items()
    }
    for key, queue in shape.queues.items():
        for number, part in enumerate(queue.demand):
            name, path = part.follows, ("queues", key, "demand", number)
            if name is None:
                continue
            if name not in followed:
                _name(problems, (*path, "follows"), say("queue"), name, shape.queues)
            elif fault := _fault_of(key, name, followed, shape):
                problems.add((*path, "follows"), fault)
            elif part.orders_per_chat is None:
                kinds = [p for p in shape.queues[name].demand if p.sales_target is not None]
                why = say("has neither a sales target nor orders")
                if kinds:
                    why = say("has sales targets that differ in conversion ÷ chat_share")
                text = say(
                    "needs orders_per_chat beside follows, for {name} {why}", name=name, why=why
                )
                problems.add(path, text)


def _fault_of(key: str, name: str, followed: dict[str, list[str]], shape: ScenarioShape) -> str:
    """What is wrong with a queue that follows another; "" for nothing."""
    if name == key:
        return say("a queue cannot follow its own orders")
    reached: set[str] = set()
    ahead = [name]
    while ahead:
        here = ahead.pop()
        if here not in reached:
            reached.add(here)
            ahead += followed.get(here, [])
    if key in reached:
        return say("{name} follows {key} in turn; this is a circle", name=name, key=key)
    if all(part.follows is not None for part in shape.queues[name].demand):
        return say(
            "{name} itself only follows; follow {followed} instead",
            name=name,
            followed=listed(followed[name], "{left} or {right}"),
        )
    return ""
