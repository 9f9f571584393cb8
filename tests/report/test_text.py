"""Tables on the screen."""

from rich.console import Console

from capplan.model.provenance import Mark, Provenance
from capplan.report.text import LONGEST_VALUE, provenance_table


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
