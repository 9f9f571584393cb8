"""Step 4, construction: from checked shapes to the frozen dataclasses of the model."""

from __future__ import annotations

from capplan.files.build.scenario import Built, build

__all__ = ["Built", "build"]
