"""Run the shape models over a filled tree and say in plain words what does not fit."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from capplan.files.errors import ShapeStepError, nearest, quoted
from capplan.files.shape.base import Shape
from capplan.files.shape.grammar import EVERY_DAY, OTHER_DAYS, weekday_of
from capplan.files.shape.scenario import ScenarioShape
from capplan.files.shorthand import TORN_TEXT
from capplan.files.tree import Node, Path, Problems
from capplan.words import listed, say, told_by

_ELSEWHERE = {
    "day_factor": say("day_factor stands at the top of the file"),
    "slow_down": say("slow_down stands under floor"),
    "pick": say("pick stands under floor"),
    "interval": say("interval stands under days"),
    "timezone": say("timezone stands under days"),
    "concurrency": say('the number of chats at once is called "at_once"'),
    "limit": say('the number of chats at once is called "at_once"'),
    "breaks": say('a shift type has "break", a roster line "breaks"'),
    "absence": say('the share of absent people is called "absent"'),
    "absent": say("absent stands under a group"),
    "conversion": say("conversion stands under orders, demand or handles"),
}
_SOME_KEYS = 12
Fitted = TypeVar("Fitted", bound=Shape)


def validate(filled: Node) -> ScenarioShape:
    """Check the shape of a filled tree.

    Raises:
        ShapeStepError: with all that does not fit.
    """
    return fitted(
        filled,
        ScenarioShape,
        ("queues", "groups", "shifts", "pay", "calendar", "platforms", "incidents"),
    )


def fitted(root: Node, kind: type[Fitted], names: tuple[str, ...]) -> Fitted:
    """Check the shape of a file of any kind.

    Args:
        root: its tree.
        kind: what it should be.
        names: keys of the maps whose keys are names of the user's own.

    Raises:
        ShapeStepError: with all that does not fit.
    """
    problems = Problems(root)
    for name in names:
        node = root.child(name)
        for key in node.keys if node else ():
            if "." in key or not key:
                problems.add((name, key), say("a name must not be empty or hold a dot"))
    _check_day_types(root, problems)
    try:
        shape = kind.model_validate(root.plain())
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            problems.add(tuple(detail["loc"]), _sentence(detail, kind))
        problems.stop(ShapeStepError)
        raise  # pragma: no cover  (stop has raised)
    problems.stop(ShapeStepError)
    return shape


def _check_day_types(root: Node, problems: Problems) -> None:
    """Note day types whose name would be read as something else where days are written."""
    calendar = root.child("calendar")
    for name in calendar.keys if calendar else ():
        is_word = name in {EVERY_DAY, OTHER_DAYS}
        if is_word or name[:1].isdecimal() or weekday_of(name) is not None:
            text = say(
                "{quoted} cannot name a day type, for it reads as a date or weekday",
                quoted=quoted(name),
            )
            problems.add(
                ("calendar", name),
                say("{text}; write for example peak: {name}", text=text, name=name),
            )


def valid_keys(path: Path, root: type[BaseModel] = ScenarioShape) -> list[str]:
    """Keys that the map at a path may hold; empty for names of the user's own."""
    model = _model_at(path, root)
    if model is None:
        return []
    keys = [field.alias or name for name, field in model.model_fields.items()]
    return [*keys, "variants"] if not path and root is ScenarioShape else keys


def _model_at(path: Path, root: type[BaseModel]) -> type[BaseModel] | None:
    kind: Any = root
    for step in path:
        kind = _without_none(kind)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            fields = {field.alias or name: field for name, field in kind.model_fields.items()}
            if str(step) not in fields:
                return None
            kind = fields[str(step)].annotation
        elif get_origin(kind) in {dict, list}:
            kind = get_args(kind)[-1]
        else:
            return None
    kind = _without_none(kind)
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _without_none(kind: Any) -> Any:
    if get_origin(kind) in {Union, UnionType}:
        inner = [k for k in get_args(kind) if k is not NoneType]
        return inner[0] if len(inner) == 1 else kind
    return kind


def _sentence(detail: ErrorDetails, root: type[BaseModel]) -> str:
    path, value = tuple(detail["loc"]), detail["input"]
    match detail["type"]:
        case "extra_forbidden":
            torn = TORN_TEXT if value is None and " " in str(path[-1]) else ""
            text = _unknown_key(path, root)
            if torn:
                text = say("{text}{torn}", text=text, torn=torn)
        case "missing":
            text = _missing(path, root)
        case "value_error":
            error = detail.get("ctx", {}).get("error")
            text = told_by(error) if error else detail["msg"]
        case "model_type" | "dict_type" | "model_attributes_type":
            text = _not_a_map(path, value, root)
        case "list_type":
            text = say("this should be a list, not {described}", described=_described(value))
        case "too_short":
            text = say("needs at least one entry")
        case _:
            text = say("{described} does not fit here", described=_described(value))
    return text


def _unknown_key(path: Path, root: type[BaseModel]) -> str:
    key, valid = str(path[-1]), valid_keys(path[:-1], root)
    hint = nearest(key, valid)
    if "did you mean" not in hint and key in _ELSEWHERE:
        return say("unknown key; {elsewhere}{hint}", elsewhere=_ELSEWHERE[key], hint=hint)
    return say("unknown key{hint}", hint=hint)


def _missing(path: Path, root: type[BaseModel]) -> str:
    model = _model_at(path[:-1], root)
    description = ""
    for name, field in model.model_fields.items() if model else ():
        if (field.alias or name) == path[-1] and field.description:
            description = say(" ({description})", description=say(field.description))
    return say("is missing and has no default{description}", description=description)


def _not_a_map(path: Path, value: object, root: type[BaseModel]) -> str:
    keys = valid_keys(path, root)
    with_keys = (
        say(" with the keys {keys}", keys=listed(keys[:_SOME_KEYS])) if keys else say(" of names")
    )
    what = say("is empty; it should be a map") if value is None else say("this should be a map")
    tail = "" if value is None else say(", not {described}", described=_described(value))
    return say("{what}{keys}{tail}", what=what, keys=with_keys, tail=tail)


def _described(value: object) -> str:
    if value is None:
        return say("nothing")
    if isinstance(value, dict):
        return say("a map")
    if isinstance(value, list):
        return say("a list")
    return quoted(value)
