"""Replications and comparisons."""

from capplan.study.replicate import replicate

__all__ = ["replicate"]
