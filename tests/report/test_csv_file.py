"""Texts of a CSV stay texts in a spreadsheet."""

import pandas as pd
import pytest

from capplan.report.csv_file import write_csv


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1+1", "＠x", " =1+1"]
)
def test_a_formula_stays_text(text, tmp_path):
    frame = pd.DataFrame({"queue": pd.array([text, "a=b", None], dtype="string"), "n": [-1, 2, 3]})
    write_csv(frame, tmp_path / "t.csv")
    written = (tmp_path / "t.csv").read_bytes().decode("utf-8-sig")
    assert f"'{text}" in written
    assert "'a=b" not in written
    assert ",-1" in written
