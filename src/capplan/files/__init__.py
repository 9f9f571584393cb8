"""Scenario files: from YAML to a checked `Scenario`, in five steps.

Syntax (`reader`), shape (`shorthand`, `fill`, `validate`), references, construction (`build`),
advice.  Pydantic and YAML live in this room only.
"""

from __future__ import annotations

from capplan.files.editor_schema import schema
from capplan.files.errors import (
    Advice,
    ConstructionStepError,
    MissingScenarioError,
    Problem,
    ReferenceStepError,
    ScenarioError,
    ShapeStepError,
    SyntaxStepError,
)
from capplan.files.resolve import Resolved, load, resolve
from capplan.files.templates import Template, new, templates

__all__ = [
    "Advice",
    "ConstructionStepError",
    "MissingScenarioError",
    "Problem",
    "ReferenceStepError",
    "Resolved",
    "ScenarioError",
    "ShapeStepError",
    "SyntaxStepError",
    "Template",
    "load",
    "new",
    "resolve",
    "schema",
    "templates",
]
