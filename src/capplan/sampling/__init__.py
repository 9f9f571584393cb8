"""Everything random, drawn before the run: the only home of random generators."""

from capplan.sampling.attendance import attend
from capplan.sampling.workload import NEVER, Workload, sample

__all__ = ["NEVER", "Workload", "attend", "sample"]
