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
from capplan.files.platform_profiles import Profile, shipped_profile
from capplan.files.resolve import Resolved, load, resolve
from capplan.files.shipped_platforms import shipped, shipped_text
from capplan.files.templates import Template, new, templates

__all__ = [
    "Advice",
    "ConstructionStepError",
    "MissingScenarioError",
    "Problem",
    "Profile",
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
    "shipped",
    "shipped_profile",
    "shipped_text",
    "templates",
]
