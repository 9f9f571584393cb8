"""Many shops in print: what each gets, and what each is charged (rule M5)."""

from __future__ import annotations

import math

import pandas as pd
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from capplan.report.plain import estimate_number, estimate_percent, plain_table
from capplan.results.estimates import Estimate
from capplan.results.shop_tables import ALL, charge_out, shop_names, shops
from capplan.results.study import Study
from capplan.words import say, tell


def shop_lines(study: Study) -> list[RenderableType]:
    """What each shop gets and is charged; nothing if there is only one."""
    if len(shop_names(study.scenario)) < 2:
        return []
    return [Text(), shop_table(study), Text(), charge_table(study)]


def shop_table(study: Study) -> Table:
    """One row per shop and platform."""
    table = plain_table(
        ("shop", "platform", "customers", "lost", "first resp.", "orders", "lost, yuan")
    )
    table.columns[0].no_wrap = False  # names of shops may be long; figures may not
    for row in _rows(shops(study)):
        table.add_row(
            tell("all") if str(row["shop"]) == ALL else str(row["shop"]),
            str(row["platform"]),
            f"{row['customers']:,.0f}",
            estimate_percent(_estimate(row, "lost_share")),
            estimate_number(_estimate(row, "first_response_s"), say("s")),
            f"{row['orders']:,.0f}",
            f"{row['lost_margin_yuan']:,.0f}",
        )
    return table


def charge_table(study: Study) -> Table:
    """One row per group and shop with hours charged."""
    table = plain_table(("group", "shop", "share of work", "hours at work", "hours charged"))
    seen = ""
    for row in _rows(charge_out(study)):
        if row["charged_h"] == 0.0:
            continue
        group = str(row["group"])
        table.add_row(
            "" if group == seen else group,
            str(row["shop"]),
            estimate_percent(_estimate(row, "share")),
            f"{row['work_h']:,.0f}",
            f"{row['charged_h']:,.0f}",
        )
        seen = group
    return table


def _rows(frame: pd.DataFrame) -> list[dict[str, float]]:
    return frame.to_dict("records")  # pyright: ignore[reportReturnType]


def _estimate(row: dict[str, float], name: str) -> Estimate:
    """A figure of a row with its interval; NaN where it is absent."""
    ends = (row[name], row[f"{name}_low"], row[f"{name}_high"])
    value, low, high = (math.nan if pd.isna(x) else float(x) for x in ends)
    return Estimate(value, low, high, 0)
