"""Made-up tables in the declared shape: figures read tables, whoever made them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from capplan.results.columns import declared
from capplan.results.tables import _TARGET_COLUMNS


def starts(hours: float, minutes: int = 60, first: str = "2026-11-10 16:00") -> pd.DatetimeIndex:
    return pd.date_range(first, periods=round(hours * 60 / minutes), freq=f"{minutes}min", unit="s")


def _estimated(name: str, value: np.ndarray, half: float | np.ndarray) -> dict[str, object]:
    return {name: value, f"{name}_low": value - half, f"{name}_high": value + half}


def queue_intervals(
    hours: float = 32,
    minutes: int = 60,
    names: tuple[str, ...] = ("pre_sales", "after_sales"),
    half: float = 0.05,
    offered: float = 40.0,
    wait: float = 20.0,
) -> pd.DataFrame:
    at = starts(hours, minutes)
    frames = []
    for number, name in enumerate(names, start=1):
        wave = 1.0 + np.sin(np.arange(at.size) / max(at.size, 2) * 6.0)
        came = offered * wave / number
        share = 0.1 * wave / number
        frame = pd.DataFrame({"start": at, "queue": name, "lost": came * share})
        for key, value, scale in (
            ("offered", came, offered),
            ("lost_share", share, 1.0),
            ("first_response_s", wait * (0.5 + wave), wait),
        ):
            frame = frame.assign(**_estimated(key, value, half * scale))
        frames.append(frame)
    table = pd.concat(frames, ignore_index=True)
    numbers = [c for c in table.columns if c not in {"start", "queue"}]
    return table.astype({"queue": "string", **dict.fromkeys(numbers, "Float64")})


def group_intervals(
    hours: float = 32,
    minutes: int = 60,
    names: tuple[str, ...] = ("pre_sales", "after_sales", "temps"),
) -> pd.DataFrame:
    at = starts(hours, minutes)
    people = [np.full(at.size, 10.0 / (n + 1)) for n in range(len(names))]
    return pd.concat(
        [
            pd.DataFrame({"start": at, "group": name, "on_floor": on})
            for name, on in zip(names, people, strict=True)
        ],
        ignore_index=True,
    ).astype({"group": "string", "on_floor": "Float64"})


def requirement(hours: float = 32, minutes: int = 60) -> pd.DataFrame:
    at = starts(hours, minutes)
    return pd.DataFrame(
        {"start": at, "queue": "pre_sales", "agents_by_theory": np.linspace(1.0, 30.0, at.size)}
    ).astype({"queue": "string", "agents_by_theory": "Float64"})


def roster(names: tuple[str, ...] = ("pre_sales", "after_sales", "temps")) -> pd.DataFrame:
    rows = [
        ("2026-11-10", names[0], "opening", "20:00", "08:00", 30),
        ("2026-11-11", names[0], "early", "08:00", "16:00", 15),
        ("2026-11-11", names[-1], "burst_night", "00:00", "24:00", 8),
    ]
    table = pd.DataFrame(rows, columns=["date", "group", "shift", "start", "end", "people"])
    return table.astype({"date": "datetime64[s]"}).assign(paid_h=[330.0, 112.5, 48.0])


def cost(names: tuple[str, ...] = ("pre_sales", "temps")) -> pd.DataFrame:
    amounts = {"wage": 9_000.0, "overtime": 0.0, "allowance": 120.0, "employer": 2_430.0}
    rows = [(name, part, yuan) for name in names for part, yuan in amounts.items()]
    return pd.DataFrame(rows, columns=["group", "part", "cost_yuan"])


def targets(queue: str = "pre_sales") -> pd.DataFrame:
    na, inf = np.nan, np.inf
    eve, opening, noon, end = (
        pd.Timestamp(t)
        for t in ("2026-11-10 16:00", "2026-11-11 00:00", "2026-11-11 12:00", "2026-11-12 00:00")
    )
    rows = [
        ("first_reply_within", 30.0, 0.8, eve, opening, 0.91, 0.9, 0.92, na, na, na, na, "met"),
        ("first_reply_within", 30.0, 0.8, opening, noon, 0.4, 0.3, 0.5, na, na, na, na, "missed"),
        ("first_reply_within", 30.0, 0.8, noon, end, na, na, na, na, na, na, na, "met"),
        ("lost", na, 0.05, eve, end, 0.04, 0.0, 0.1, 0.9, 0.95, 0.8, 1.0, "too close to call"),
        ("mean_first_response", na, 45.0, eve, end, 30.0, -inf, inf, na, na, na, na, "met"),
        ("occupancy", na, 0.85, eve, end, 0.7, 0.69, 0.71, na, na, na, na, "met"),
    ]
    names = [c.name for c in _TARGET_COLUMNS]
    table = pd.DataFrame([(queue, *row, "") for row in rows], columns=names)
    return declared(dict(table.items()), _TARGET_COLUMNS)


def split(half: float = 0.01) -> pd.DataFrame:
    """Three arrangements, two queues; the profit of generalists is 100 less."""
    posts = ("specialists", "flexible", "generalists")
    rows = [
        ("lost_share", queue, name, level / (number + 1), half)
        for queue, level in (("pre_sales", 0.02), ("after_sales", 0.2))
        for number, name in enumerate(posts)
    ]
    rows += [("profit_yuan", "", name, -50.0 * number, 20.0) for number, name in enumerate(posts)]
    value, width = np.array([r[3] for r in rows]), np.array([r[4] for r in rows])
    return pd.DataFrame(
        {
            "posts": [r[2] for r in rows],
            "measure": [r[0] for r in rows],
            "queue": [r[1] for r in rows],
            **_estimated("value", value, width),
            **_estimated("difference", value, width),
        }
    )
