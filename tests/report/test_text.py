"""Tables on the screen."""

from rich.console import Console

from capplan.model.provenance import Mark, Provenance
from capplan.report.compare_text import comparison_table
from capplan.report.scenario_text import LONGEST_VALUE, provenance_table
from capplan.results.estimates import Estimate
from capplan.study.compare import Comparison


def test_a_long_value_leaves_room_for_its_mark_and_source():
    delay = ", ".join(["6.7 %"] * 15)
    values = [
        Provenance("queues.after_sales.demand.0.delay", delay, Mark.ASSUME, "start value"),
        Provenance("seats", "x" * LONGEST_VALUE, Mark.GIVEN),
    ]
    console = Console(width=100)
    with console.capture() as captured:
        console.print(provenance_table(values))
    lines = captured.get().splitlines()
    assert lines[1].split() == [
        "queues.after_sales.demand.0.delay", "6.7", "%,", "6.7", "%,", "6.7", "%,", "6", "…",
        "assume", "start", "value",
    ]  # fmt: skip
    assert "x" * LONGEST_VALUE in lines[2]


def test_a_comparison_shows_its_units():
    """Units stand in brackets, which the console would take for markup."""
    figures = (Estimate(7_200_000.0, 7_000_000.0, 7_400_000.0, 4),) * 3
    rows = [
        Comparison("first_response_ms", "first_replies", *figures),
        Comparison("offline_age_ms", "offline_replies", *figures),
    ]
    console = Console(width=100)
    with console.capture() as captured:
        console.print(comparison_table(["late"], [rows]))
    _, first, second = captured.get().splitlines()
    assert first.split()[:5] == ["late", "first_response", "[s]", "7,200.0", "7,200.0"]
    assert second.split()[:5] == ["late", "offline_age", "[h]", "2.0", "2.0"]
