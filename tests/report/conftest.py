"""A plan and a study of a shop with hostile names, once for all tests of pages."""

from __future__ import annotations

import pytest
from hostile import hostile_shop

import capplan
from capplan.report.bundle import Bundle
from capplan.report.results import of_plan, of_study
from capplan.staffing import Effort


@pytest.fixture(scope="session")
def plan():
    return capplan.plan(hostile_shop(), effort=Effort(days=2, rounds=3, trials=4), fresh_days=6)


@pytest.fixture(scope="session")
def planned(plan) -> Bundle:
    return of_plan(plan, "format: 1\n")


@pytest.fixture(scope="session")
def simulated(plan) -> Bundle:
    return of_study(plan.study)
