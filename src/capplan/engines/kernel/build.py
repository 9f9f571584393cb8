"""The run of the floor as machine code."""

from __future__ import annotations

from pathlib import Path

from capplan.engines.kernel import loop
from capplan.engines.machine_code import MachineCode

RUN = MachineCode(loop.with_sources, Path(__file__).parent, "The engine")
