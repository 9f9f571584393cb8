"""Pay that cannot be worked out."""

from __future__ import annotations


class PayError(ValueError):
    """What is wrong with a plan or a month, in one sentence that a planner understands."""
