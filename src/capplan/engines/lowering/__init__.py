"""From a scenario, a roster and a workload to the arrays of the kernels, checked on the way."""

from capplan.engines.lowering.prepare import Run, more_stints, prepare
from capplan.engines.lowering.rules import UnsupportedRule

__all__ = ["Run", "UnsupportedRule", "more_stints", "prepare"]
