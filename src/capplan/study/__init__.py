"""Replications and comparisons."""

from capplan.study.compare import compare
from capplan.study.replicate import replicate

__all__ = ["compare", "replicate"]
