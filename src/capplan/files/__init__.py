"""Scenario files: from YAML to a checked `Scenario`, in five steps.

Syntax (`reader`), shape (`shorthand`, `fill`, `validate`), references, construction (`build`),
advice.  Pydantic and YAML live in this room only.
"""

from __future__ import annotations

from capplan.files.editor_schema import pay_schema, schema
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
from capplan.files.incident_files import (
    copy_incidents,
    incidents_text,
    incidents_title,
    shipped_incidents,
)
from capplan.files.moves import movable, moves
from capplan.files.pay_plans import read_pay_plan
from capplan.files.platform_profiles import Profile, shipped_profile
from capplan.files.resolve import Resolved, load, resolve
from capplan.files.result_table import read_month_text, read_profit, read_results
from capplan.files.roster_table import ReadRoster, read_roster
from capplan.files.shipped_pay_plans import shipped_plan_text, shipped_plans
from capplan.files.shipped_platforms import shipped, shipped_text
from capplan.files.templates import Template, new, read_day_text, template_titles, templates

__all__ = [
    "Advice",
    "ConstructionStepError",
    "MissingScenarioError",
    "Problem",
    "Profile",
    "ReadRoster",
    "ReferenceStepError",
    "Resolved",
    "ScenarioError",
    "ShapeStepError",
    "SyntaxStepError",
    "Template",
    "copy_incidents",
    "incidents_text",
    "incidents_title",
    "load",
    "movable",
    "moves",
    "new",
    "pay_schema",
    "read_day_text",
    "read_month_text",
    "read_pay_plan",
    "read_profit",
    "read_results",
    "read_roster",
    "resolve",
    "schema",
    "shipped",
    "shipped_incidents",
    "shipped_plan_text",
    "shipped_plans",
    "shipped_profile",
    "shipped_text",
    "template_titles",
    "templates",
]
