"""Everything random, drawn before the run: the only home of random generators."""

from capplan.sampling.attendance import attend
from capplan.sampling.sample import sample
from capplan.sampling.workload import NEVER, Workload

__all__ = ["NEVER", "Workload", "attend", "sample"]
