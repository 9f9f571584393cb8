"""Wrong words in pay plans; the whole sentence that a planner reads."""
# ruff: noqa: E501  (the sentences stand as they are read)

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from capplan.files import (
    MissingScenarioError,
    ScenarioError,
    pay_schema,
    read_pay_plan,
    shipped_plans,
)
from capplan.files.pay_plans import read_plan_text, shipped_plan_text
from capplan.files.result_columns import COLUMNS
from capplan.files.shape.pay_plans import KINDS
from capplan.model.provenance import Mark

PLAN = """\
format: 1
name: own
chinese: 自定
as_of: 2026-10
minimum: {monthly: 2490 yuan/month, hourly: 24 yuan/h}
pools:
  profit: {share: 5 %, by: score}
sheets:
  work:
    conversion:
      weight: 100 %
      bands:
        - {below: 40 %, points: 60}
        - {from: 40 %, points: 100}
groups:
  pre_sales:
    contract: employee
    employer: 27 %
    own: 10.5 %
    parts:
      base: {base: 3000 yuan/month}
      performance: {performance: {commission: {share: 1 %}, sheet: work}}
      pool: {pool: profit}
  after_sales:
    contract: employee
    employer: 27 %
    own: 10.5 %
    parts:
      performance: {performance: {mean_of: pre_sales}}
  temps:
    contract: services
    employer: 0 %
    own: 0 %
    parts:
      pay: {hourly: {rate: 24 yuan/h, least_shift: 4 h}}
"""


def test_the_plan_itself_is_sound():
    scheme = read_plan_text("own", PLAN, "own.yaml")
    assert [g.name for g in scheme.in_order()] == ["pre_sales", "after_sales", "temps"]


WRONG = {
    "bands that overlap": (
        "{from: 40 %, points: 100}",
        "{from: 35 %, points: 100}",
        "own.yaml:12: sheets.work.conversion.bands: the bands overlap between 0.35 and 0.4",
    ),
    "bands with a hole": (
        "{from: 40 %, points: 100}",
        "{from: 45 %, points: 100}",
        "own.yaml:12: sheets.work.conversion.bands: the bands leave a hole between 0.4 and 0.45",
    ),
    "bands with a hole above": (
        "{from: 40 %, points: 100}",
        "{from: 40 %, below: 60 %, points: 100}",
        "own.yaml:12: sheets.work.conversion.bands: the bands leave a hole: nothing is said from 0.6; leave out below of the last band",
    ),
    "bands with a hole below": (
        "{below: 40 %, points: 60}",
        "{from: 20 %, below: 40 %, points: 60}",
        "own.yaml:12: sheets.work.conversion.bands: the bands leave a hole: nothing is said below 0.2; leave out from of the first band",
    ),
    "edges of two kinds": (
        "{below: 40 %, points: 60}",
        "{up_to: 40 %, points: 60}",
        "own.yaml:12: sheets.work.conversion.bands: write the edges of all bands with from and below, or with above and up_to",
    ),
    "bands without points": (
        "{below: 40 %, points: 60}",
        "{below: 40 %, pays: 60 yuan/month}",
        "own.yaml:12: sheets.work.conversion.bands: each band needs points, for example points: 80",
    ),
    "weights": (
        "weight: 100 %",
        "weight: 90 %",
        "own.yaml:9: sheets.work: the weights add up to 90 %, not to 100 %",
    ),
    "a pool over 100 %": (
        "{share: 5 %, by: score}",
        "{share: 105 %, by: score}",
        "own.yaml:7: pools.profit.share: must be at most 100 %, not 105 %",
    ),
    "pools over 100 % together": (
        "  profit: {share: 5 %, by: score}",
        "  profit: {share: 60 %, by: score}\n  more: {share: 50 %, by: score}",
        "own.yaml:1: the pools profit and more are 110 % of the profit together; at most 100 % can be shared",
    ),
    "a link to no group": (
        "{mean_of: pre_sales}",
        "{mean_of: presales}",
        'own.yaml:29: groups.after_sales.parts.performance.performance.mean_of: there is no group "presales"; did you mean "pre_sales"? (valid: pre_sales, after_sales, temps)',
    ),
    "a circle": (
        "{performance: {commission: {share: 1 %}, sheet: work}}",
        "{performance: {mean_of: after_sales}}",
        "own.yaml:1: the links go in a circle: pre_sales → after_sales → pre_sales; one group must stand on its own",
    ),
    "a wage below the minimum": (
        "{rate: 24 yuan/h, least_shift: 4 h}",
        "{rate: 22 yuan/h, least_shift: 4 h}",
        "own.yaml:1: pay of temps pays 22 yuan/h, below the minimum of 24 yuan/h that the plan sets",
    ),
    "no such sheet": (
        "sheet: work}",
        "sheet: wrok}",
        'own.yaml:22: groups.pre_sales.parts.performance.performance.sheet: there is no sheet "wrok"; did you mean "work"? (valid: work)',
    ),
    "no such pool": (
        "{pool: profit}",
        "{pool: bonus}",
        'own.yaml:23: groups.pre_sales.parts.pool.pool: there is no pool "bonus" (valid: profit)',
    ),
    "the pool twice": (
        "      pool: {pool: profit}",
        "      pool: {pool: profit}\n      again: {pool: profit}",
        "own.yaml:1: pre_sales draws on the pool profit twice; keep one part",
    ),
    "two kinds of part": (
        "{pool: profit}",
        "{pool: profit, base: 3 yuan/month}",
        'own.yaml:23: groups.pre_sales.parts.pool: needs exactly one of "base", "base_by_grade", "per_unit", "full_attendance", "commission", "per_point", "steps", "performance", "pool", "fine", "overtime", "hourly", not base and pool',
    ),
    "a bare number": (
        "{base: 3000 yuan/month}",
        "{base: 3000}",
        "own.yaml:21: groups.pre_sales.parts.base.base: 3000 has no unit; a wage needs one, for example 3200 yuan/month",
    ),
    "insurance in two ways": (
        "  pre_sales:\n    contract: employee\n    employer: 27 %",
        "  pre_sales:\n    contract: employee\n    insurance: usual\n    employer: 27 %",
        "own.yaml:16: groups.pre_sales: needs employer and own, or insurance: usual, or insurance_lines; one of the three",
    ),
    "an unknown key": (
        "{base: 3000 yuan/month}",
        "{bas: 3000 yuan/month}",
        'own.yaml:21: groups.pre_sales.parts.base.bas: unknown key; did you mean "base"? (valid: base, base_by_grade, per_unit, full_attendance, commission, per_point, steps, performance, pool, fine, overtime, hourly, mark, source)',
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_words(case):
    old, new, sentence = WRONG[case]
    assert PLAN.count(old) == 1
    with pytest.raises(ScenarioError) as error:
        read_plan_text("own", PLAN.replace(old, new), "own.yaml")
    assert sentence in str(error.value).splitlines()


def test_the_schema_knows_all_that_is_shipped_and_refuses_the_rest():
    from ruamel.yaml import YAML

    check = jsonschema.Draft202012Validator(pay_schema())
    for key in shipped_plans():
        assert not list(check.iter_errors(YAML(typ="safe").load(shipped_plan_text(key)))), key
    wrong = YAML(typ="safe").load(PLAN.replace("contract: services", "contract: service"))
    assert list(check.iter_errors(wrong))
    lacking = YAML(typ="safe").load(PLAN.replace("      - {below", "      - {belo"))
    assert list(check.iter_errors(lacking))


def test_an_unknown_plan():
    with pytest.raises(MissingScenarioError) as error:
        read_pay_plan("fixd")
    assert str(error.value) == (
        'there is no pay plan "fixd"; did you mean "fixed"? (valid: conversion-points, fixed, grades-and-fines, kpi-and-mean, profit-pool, temps-and-agency)'
    )


@pytest.mark.parametrize("key", shipped_plans())
def test_each_part_of_a_shipped_plan_has_a_mark_and_a_source(key):
    scheme = read_pay_plan(key)
    assert shipped_plan_text(key).startswith("# Founding case 00")
    for group in scheme.groups.values():
        for part in group.parts:
            assert part.mark is not Mark.GIVEN, (key, part.name)
            assert part.source, (key, part.name)


def test_the_plan_of_the_guide_is_sound():
    guide = Path(__file__).parents[2] / "docs" / "pay.md"
    text = guide.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
    scheme = read_plan_text("ours", text, "ours.yaml")
    assert len(scheme.groups["pre_sales"].parts) == 5


def test_the_guide_has_each_kind_of_part_and_each_column():
    guide = (Path(__file__).parents[2] / "docs" / "pay.md").read_text(encoding="utf-8")
    for name in (*KINDS, *(c.name for c in COLUMNS), *shipped_plans()):
        assert f"`{name}`" in guide, name
