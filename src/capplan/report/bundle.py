"""What a run leaves behind: tables, figures of the answer, records; a folder or a page holds it.

A page is made from a bundle alone, so it can be made again from the folder, in another language.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pandas as pd

from capplan.report.csv_file import as_written, write_csv
from capplan.words import Sentence, listed, say

SUMMARY = "summary.json"
"""What kind of run it was, and the figures of its answer that no table holds."""
SCENARIO, WARNINGS = "scenario.resolved.yaml", "pay-warnings.txt"
_TEXTS = (SCENARIO, WARNINGS)

Data = dict[str, Any]
"""Plain data, as JSON holds it; in a summary there may be sentences."""


class BundleError(ValueError):
    """The folder was not written by capplan, or not by this version; the message says so."""


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """All that a run leaves behind.

    Attributes:
        kind: what was run: ``"plan"``, ``"simulate"`` and so on.
        summary: the figures of its answer, and sentences that no table holds.
        tables: by the name of their file, declared tables.
        data: by the name of their file, what JSON holds besides: record, certificate.
        texts: by file name with its ending: the resolved scenario, warnings.
    """

    kind: str
    summary: Data
    tables: dict[str, pd.DataFrame]
    data: dict[str, Data] = field(default_factory=dict[str, Data])
    texts: dict[str, str] = field(default_factory=dict[str, str])

    def table(self, name: str) -> pd.DataFrame:
        """A table that must be there.

        Raises:
            BundleError: if it is not.
        """
        if name not in self.tables:
            raise BundleError(say("the results hold no {name}.csv", name=name))
        return self.tables[name]


def write(bundle: Bundle, folder: Path) -> None:
    """Write every part of a bundle into a folder that exists."""
    for name, frame in bundle.tables.items():
        write_csv(frame, folder / f"{name}.csv")
    for name, data in bundle.data.items():
        _write_json(data, folder / f"{name}.json")
    columns = {name: _columns(frame) for name, frame in bundle.tables.items()}
    summary = {"kind": bundle.kind, **_plain(bundle.summary), "columns": columns}
    _write_json(summary, folder / SUMMARY)
    for name, text in bundle.texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def read(folder: Path) -> Bundle:
    """Read what `write` wrote.

    Raises:
        BundleError: if the folder holds no results, or part of them is missing.
    """
    path = folder / SUMMARY
    if not path.is_file():
        wanted = say(
            "{folder}: there is no {file}; name a folder that --out wrote, by this version",
            folder=folder,
            file=SUMMARY,
        )
        raise BundleError(wanted)
    try:
        summary = _spoken(json.loads(path.read_text(encoding="utf-8")))
        kind, columns = summary.pop("kind"), summary.pop("columns")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BundleError(say("{file}: this is not a summary of results", file=path)) from error
    missing = [f"{name}.csv" for name in columns if not (folder / f"{name}.csv").is_file()]
    if missing:
        raise BundleError(say("{folder}: {file} is missing", folder=folder, file=missing[0]))
    return Bundle(
        kind=kind,
        summary=summary,
        tables={name: _read_csv(folder / f"{name}.csv", types) for name, types in columns.items()},
        data={
            file.stem: json.loads(file.read_text(encoding="utf-8"))
            for file in sorted(folder.glob("*.json"))
            if file.name != SUMMARY
        },
        texts={n: p.read_text(encoding="utf-8") for n in _TEXTS if (p := folder / n).is_file()},
    )


def _write_json(data: Mapping[str, object], path: Path) -> None:
    text = json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def _columns(frame: pd.DataFrame) -> dict[str, str]:
    """Types of the columns that do not hold numbers."""
    types = {str(name): str(dtype) for name, dtype in frame.dtypes.items()}
    return {name: t for name, t in types.items() if t in {"string", "bool"} or "date" in t}


def _read_csv(path: Path, types: dict[str, str]) -> pd.DataFrame:
    words = [name for name, dtype in types.items() if dtype == "string"]
    times = [name for name, dtype in types.items() if "date" in dtype]
    frame = pd.read_csv(
        path,
        encoding="utf-8-sig",
        dtype=dict.fromkeys(words, "string"),
        keep_default_na=False,
        na_values={n: [""] for n in pd.read_csv(path, nrows=0).columns if n not in words},
        parse_dates=times,
    )
    for name in words:
        frame[name] = frame[name].map(as_written).astype("string")
    for name in times:
        frame[name] = frame[name].astype("datetime64[s]")
    numbers = [name for name in frame.columns if name not in types]
    return frame.astype(dict.fromkeys(numbers, "Float64"))


def _plain(value: Any) -> Any:
    """Sentences, and what stands in them, as data from which they can be made again."""
    if isinstance(value, Sentence):
        return {
            "text": str(value),
            "template": value.template,
            "values": _plain(dict(value.values)),
        }
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in cast("Mapping[Any, Any]", value).items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in cast("list[Any]", value)]
    return value


def _spoken(value: Any) -> Any:
    """The opposite of `_plain`."""
    if isinstance(value, list):
        return [_spoken(v) for v in cast("list[Any]", value)]
    if not isinstance(value, dict):
        return value
    found = {k: _spoken(v) for k, v in cast("dict[str, Any]", value).items()}
    if set(found) == {"moment"}:
        return datetime.fromisoformat(found["moment"])
    if set(found) == {"date"}:
        return date.fromisoformat(found["date"])
    if set(found) == {"decimal"}:
        return Decimal(found["decimal"])
    if set(found) != {"text", "template", "values"}:
        return found
    values: dict[str, Any] = found["values"]
    if set(values) == {"items"}:
        return listed(values["items"], found["template"])
    return say(found["template"], **values)
