"""The tally of a log as machine code."""

from __future__ import annotations

from pathlib import Path

from capplan.engines.machine_code import MachineCode
from capplan.results.kernel import summing

PASS = MachineCode(summing.with_sources, Path(__file__).parent, "The tally")
