"""The common base of all shapes: frozen, and no unknown keys."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """A part of the scenario file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def given(self) -> set[str]:
        """Keys that were written and hold something."""
        return {
            field.alias or name
            for name, field in type(self).model_fields.items()
            if getattr(self, name) is not None
        }
