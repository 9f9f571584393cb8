"""Campaigns that cannot be: what is changed, and the whole sentence that a planner reads."""
# ruff: noqa: E501  (the sentences stand as they are read)

from __future__ import annotations

from pathlib import Path

import pytest

from capplan.files import ConstructionStepError, ReferenceStepError, ScenarioError, load, resolve

CAMPAIGN = """\
format: 1
name: Five days
days: {from: 2026-11-09 00:00, to: 2026-11-14 00:00, interval: 30 min}
queues:
  pre_sales:
    demand:
      - {daily: 1000 chats}
      - {on: 2026-11-11, daily: 3000 chats}
    targets: {first_reply_within: 60 s, share: 80 %, between: 08:00-24:00}
groups:
  regulars: {people: 20, handles: {pre_sales: 1}, pay: monthly}
  temps:
    people: up to 30
    temporary: true
    handles: {pre_sales: 2}
    pay: hourly
    hire: {cost: 150 yuan, training: 3 days, at_least: 2 days, lead: 2 weeks}
shifts:
  early: {at: 08:00-16:00}
  late: {at: 16:00-24:00}
pay:
  monthly: {base: 5500 yuan/month}
  hourly: {hourly: 22 yuan/h}
campaign: {planned_on: 2026-10-20}
"""


@pytest.fixture
def write(tmp_path: Path):
    def one(*changes: tuple[str, str]) -> Path:
        text = CAMPAIGN
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return one


WRONG = (
    ("planned_on: 2026-10-20", "planned_on: 2026-11-01", ConstructionStepError,
     "scenario.yaml:17: groups.temps.hire.lead: the lead time has passed: called on 2026-11-01, temps come 14 days later, on 2026-11-15, and they are needed on 2026-11-11; call them by 2026-10-25, shorten it, or give a later needed_by"),
    ("planned_on: 2026-10-20", "planned_on: 2026-10-26", ConstructionStepError,
     "scenario.yaml:17: groups.temps.hire.training: the training ends on 2026-11-11, too late: temps are needed on the floor on 2026-11-11; call them by 2026-10-25, shorten it, or give a later needed_by"),
    ("at_least: 2 days", "at_least: 6 days", ConstructionStepError,
     "scenario.yaml:17: groups.temps.hire.at_least: each is paid for at least 6 days, and can work at most 5 from 2026-11-09 to 2026-11-13"),
    ("people: 20, handles", "people: 0, handles", ConstructionStepError,
     "scenario.yaml:11: groups.regulars.people: nobody is in this group, so nobody can be on its shifts; give it people, or leave it out"),
    ("planned_on: 2026-10-20", "peak: 2026-12-11", ConstructionStepError,
     "scenario.yaml:24: campaign.peak: 2026-12-11 lies outside the horizon"),
    ("planned_on: 2026-10-20", "moves: {group: regulars, to: regulars, on: sat}", ReferenceStepError,
     "scenario.yaml:24: campaign.moves.to: people cannot move to the group they are in"),
    ("planned_on: 2026-10-20", "moves: {group: regulars, to: temps, on: wed}", ConstructionStepError,
     "scenario.yaml:24: campaign.moves.to: temps are temps; only regulars change their group"),
    ("planned_on: 2026-10-20", "moves: {group: nobody, to: temps, on: wed}", ReferenceStepError,
     'scenario.yaml:24: campaign.moves.group: there is no group "nobody" (valid: regulars, temps)'),
)  # fmt: skip


@pytest.mark.parametrize(("old", "new", "error", "sentence"), WRONG)
def test_it_is_refused_in_one_sentence(
    write, old, new, error: type[ScenarioError] | None, sentence
):
    folder = write((old, new))
    if error is None:
        load(folder)
        return
    with pytest.raises(error) as caught:
        load(folder)
    assert str(caught.value).splitlines() == [sentence]


def test_a_team_on_no_shift_is_refused(write):
    folder = write(
        ("early: {at: 08:00-16:00}", "early: {at: 08:00-16:00, groups: regulars}"),
        ("late: {at: 16:00-24:00}", "late: {at: 16:00-24:00, groups: regulars}"),
    )
    with pytest.raises(ConstructionStepError) as caught:
        load(folder)
    assert str(caught.value).splitlines() == [
        "scenario.yaml:12: groups.temps: nobody of this group can be on any shift: no shift type is open to it within the horizon"
    ]


def test_events_on_the_same_days_are_allowed_and_said(write):
    folder = write(
        (
            "{on: 2026-11-11, daily: 3000 chats}",
            "{on: 2026-11-11, daily: 3000 chats}\n      - {on: 2026-11-10 to 2026-11-12, daily: 500 chats}",
        ),
    )
    advice = [str(a) for a in resolve(folder).advice]
    assert any(
        "queues.pre_sales.demand.2: falls on the same days as part 2, 2026-11-11 is the first; both are counted"
        in a
        for a in advice
    ), advice


def test_without_a_campaign_the_defaults_are_those_of_the_law(write):
    found = load(write(("campaign: {planned_on: 2026-10-20}", "campaign: {}"))).campaign
    assert found is not None
    assert (found.peak, found.told, found.days_in_a_row) == (2, None, 6)
    assert found.overtime == 36 * 3_600_000
