"""The JSON schema of the scenario file (2020-12), for editors that check while one types."""

from __future__ import annotations

from typing import Any, cast

from capplan.files.defaults import EMPTY_LISTS, EMPTY_MAPS, TABLE
from capplan.files.shape.pay_plans import PayPlanShape
from capplan.files.shape.scenario import ScenarioShape
from capplan.files.shorthand import AS_KEY, AS_LIST
from capplan.model.provenance import Mark

Json = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_COMPUTED = (
    "day_factor.per",
    "queues.*.kind",
    "queues.*.priority",
    "groups.*.handles.*.speed",
    "queues.*.orders.bot_conversion",
    "groups.*.learning.speed",
    "groups.*.learning.at_once",
)
_NAMES = "*"


def schema() -> Json:
    """The JSON schema of a scenario file: units, shorthands, marks and defaults included."""
    raw = ScenarioShape.model_json_schema(by_alias=True)
    writer = _Writer(raw.get("$defs", {}))
    root = writer.write({k: v for k, v in raw.items() if k != "$defs"}, "")
    variant: Json = {"type": "object", "description": "paths to values"}
    root["properties"]["variants"] = {
        "type": "object",
        "description": "named sets of changes: a flat map from an existing path to a value",
        "additionalProperties": variant,
    }
    return {"$schema": DIALECT, "title": "capplan scenario", **root}


def pay_schema() -> Json:
    """The JSON schema of a pay plan: no defaults, every key is written."""
    raw = PayPlanShape.model_json_schema(by_alias=True)
    writer = _Writer(raw.get("$defs", {}), plain=True)
    root = writer.write({k: v for k, v in raw.items() if k != "$defs"}, "")
    return {"$schema": DIALECT, "title": "capplan pay plan", **root}


class _Writer:
    """Writes the schema of each path: what pydantic knows, and what the file allows besides."""

    def __init__(self, definitions: Json, *, plain: bool = False) -> None:
        self._definitions = definitions
        table = () if plain else TABLE
        self._defaults = {d.path.replace("?", ""): d.value for d in reversed(table)}
        self._optional = {*self._defaults}
        if not plain:
            self._optional |= {*_COMPUTED, *EMPTY_LISTS, *EMPTY_MAPS}

    def write(self, node: Json, path: str) -> Json:
        """The schema at a path, with shorthands."""
        found = self._bare(node, path)
        if path in AS_KEY:
            key = AS_KEY[path]
            scalar = found["properties"][key]
            many = found["properties"].get("values")
            others = [scalar, *([many] if many else [])]
            found = {"anyOf": [*others, found]}
        if path in AS_LIST:
            found = {"anyOf": [found, self._item(node, path)]}
        if _is_optional(node):
            found = {"anyOf": [found, {"type": "null"}]}
        default = self._defaults.get(path)
        if default is not None:
            found = {**found, "default": list(default) if isinstance(default, tuple) else default}
        description = node.get("description")
        return {"description": description, **found} if description else found

    def _bare(self, node: Json, path: str) -> Json:
        node = self._resolved(node)
        if node.get("type") == "object" and "properties" in node:
            return self._map(node, path)
        if node.get("type") == "object" and isinstance(node.get("additionalProperties"), dict):
            inner = self.write(node["additionalProperties"], _join(path, _NAMES))
            return {"type": "object", "additionalProperties": inner}
        if node.get("type") == "array" and self._is_map(node.get("items", {})):
            return {"type": "array", "items": self.write(node["items"], _join(path, _NAMES))}
        return _with_mark({k: v for k, v in node.items() if k not in {"title", "default"}})

    def _map(self, node: Json, path: str) -> Json:
        properties = {
            key: self.write(value, _join(path, key)) for key, value in node["properties"].items()
        }
        required = [k for k in node.get("required", []) if _join(path, k) not in self._optional]
        found: Json = {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
        }
        return {**found, "required": required} if required else found

    def _resolved(self, node: Json) -> Json:
        """Follow references, and take the value of "a value or nothing"."""
        if "$ref" in node:
            return self._resolved(self._definitions[str(node["$ref"]).rpartition("/")[2]])
        if _is_optional(node):
            return self._resolved(next(o for o in node["anyOf"] if o.get("type") != "null"))
        return node

    def _item(self, node: Json, path: str) -> Json:
        """One item of the list at a path."""
        return self._bare(self._resolved(node)["items"], _join(path, _NAMES))

    def _is_map(self, node: Json) -> bool:
        return self._resolved(node).get("type") == "object"


def _is_optional(node: Json) -> bool:
    """Whether a schema is "a value or nothing"."""
    options = cast("list[Json]", node.get("anyOf", []))
    return len(options) == 2 and any(o.get("type") == "null" for o in options)


def _with_mark(value: Json) -> Json:
    """A value, or the value with its mark and source."""
    plain = {k: v for k, v in value.items() if k != "description"}
    wrapped: Json = {
        "type": "object",
        "properties": {
            "value": plain,
            "mark": {"enum": [str(mark) for mark in Mark]},
            "source": {"type": "string"},
        },
        "required": ["value"],
        "additionalProperties": False,
    }
    return {"anyOf": [plain, wrapped]}


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
