"""Replications and comparisons."""

from capplan.study.compare import compare
from capplan.study.replicate import replicate
from capplan.study.until import Precision, replicate_until

__all__ = ["Precision", "compare", "replicate", "replicate_until"]
