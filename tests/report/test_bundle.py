"""What a run leaves behind survives the way through a folder."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from capplan.report import bundle as bundles
from capplan.report.bundle import Bundle, BundleError
from capplan.words import listed, reading, say, tell


def made() -> Bundle:
    table = pd.DataFrame(
        {
            "queue": pd.array(["=售前", "007", "NA", ""], dtype="string"),
            "start": np.array(["2026-11-11T00:15"] * 4, dtype="datetime64[s]"),
            "lost": pd.array([0.1, None, 3.0, 12_345_678.0], dtype="Float64"),
            "people": pd.array([1, 2, 3, 4], dtype="Int64"),
            "is_default": [True, False, True, False],
        }
    )
    groups = listed(say("{number} {group}", number=n, group="a") for n in (1, 2))
    people = say("You need {people} people: {groups}.", people=3, groups=groups)
    law = say(
        "{most} h from {first:%Y-%m} to {last:%H:%M}",
        most=Decimal(36), first=date(2026, 11, 1), last=datetime(2026, 11, 30, 20),
    )  # fmt: skip
    return Bundle(
        "plan",
        {"name": "双11", "cost": None, "people": people, "list": [people], "law": law},
        {"queues": table},
        {"record": {"seed": 1}},
        {"scenario.resolved.yaml": "format: 1\n"},
    )


def test_tables_come_back_as_they_were(tmp_path) -> None:
    bundles.write(made(), tmp_path)
    back = bundles.read(tmp_path)
    first, second = made().table("queues"), back.table("queues")
    assert second["queue"].tolist() == ["=售前", "007", "NA", ""]
    assert second["start"].tolist() == first["start"].tolist()
    assert second["lost"].isna().tolist() == [False, True, False, False]
    assert second["lost"].tolist()[3] == 12_345_678.0
    assert second["is_default"].tolist() == [True, False, True, False]
    assert back.texts == {"scenario.resolved.yaml": "format: 1\n"}
    assert back.data == {"record": {"seed": 1}}


def test_spreadsheets_take_no_text_for_a_formula(tmp_path) -> None:
    bundles.write(made(), tmp_path)
    assert "'=售前" in (tmp_path / "queues.csv").read_text(encoding="utf-8-sig")


def test_sentences_can_still_be_told_in_another_language(tmp_path) -> None:
    bundles.write(made(), tmp_path)
    back = bundles.read(tmp_path).summary["people"]
    assert back == made().summary["people"] == "You need 3 people: 1 a, 2 a."
    with reading("zh"):
        assert "、" in tell(back)


def test_what_stands_in_a_sentence_comes_back_too(tmp_path) -> None:
    bundles.write(made(), tmp_path)
    law = bundles.read(tmp_path).summary["law"]
    assert law == made().summary["law"] == "36 h from 2026-11 to 20:00"
    assert dict(law.values) == dict(made().summary["law"].values)
    plain = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert plain["people"]["text"] == "You need 3 people: 1 a, 2 a."


def test_a_folder_of_something_else_is_refused(tmp_path) -> None:
    with pytest.raises(BundleError, match=r"there is no summary\.json; name a folder that --out"):
        bundles.read(tmp_path)
    (tmp_path / "summary.json").write_text("[]", encoding="utf-8")
    with pytest.raises(BundleError, match="this is not a summary of results"):
        bundles.read(tmp_path)


def test_a_missing_table_is_named(tmp_path) -> None:
    bundles.write(made(), tmp_path)
    (tmp_path / "queues.csv").unlink()
    with pytest.raises(BundleError, match=r"queues\.csv is missing"):
        bundles.read(tmp_path)
