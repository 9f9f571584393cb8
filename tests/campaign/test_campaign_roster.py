"""What a campaign writes is read back: the same roster, so the same floor, chat for chat."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from few_days import shop

from capplan.campaign import CampaignEffort, campaign
from capplan.engines import simulate
from capplan.files import read_roster
from capplan.report.campaign_json import of_campaign
from capplan.report.csv_file import write_csv
from capplan.report.workbook import write_workbook
from capplan.sampling import sample
from capplan.study import replicate
from capplan.units import DAY
from capplan.words import reading


def moving():
    """Only regulars who move to the helpers answer returns, on the two days after the peak."""
    base = shop()
    regulars, *others = base.groups
    chats, returns = base.targets
    after = tuple((start, end) for start, end in returns.windows if start >= 6 * DAY)
    return replace(
        base,
        groups=(replace(regulars, skills=regulars.skills[:1]), *others),
        targets=(chats, replace(returns, windows=after)),
    )


@pytest.fixture(scope="module")
def found():
    plan = campaign(moving(), effort=CampaignEffort(days=2, rounds=2, trials=1, fresh=2))
    moved = [s for s in plan.study.roster.shifts if s.group == "helpers"]
    assert moved
    assert {s.tenure is None for s in plan.study.roster.shifts} == {True, False}
    return plan


@pytest.fixture(scope="module")
def written(found, tmp_path_factory):
    folder = tmp_path_factory.mktemp("campaign")
    tables = of_campaign(found).tables
    for name in ("roster", "rota"):
        write_csv(tables[name], folder / f"{name}.csv")
    for language in ("en", "zh"):
        with reading(language):
            write_workbook(folder / f"{language}.xlsx", found)
    return folder


@pytest.mark.parametrize(
    ("file", "sheet"),
    [
        ("roster.csv", None),
        ("rota.csv", None),
        ("en.xlsx", None),
        ("zh.xlsx", None),
        ("en.xlsx", "by name"),
        ("zh.xlsx", "按人排班"),
    ],
)
def test_it_is_read_back_chat_by_chat(file, sheet, written, found):
    read = read_roster(written / file, found.scenario, sheet).roster
    assert read == found.study.roster
    workload = sample(found.scenario, 1, 0)
    logs = [simulate(found.scenario, r, workload) for r in (read, found.study.roster)]
    assert not logs[0].differences(logs[1])


def test_the_study_of_what_was_read_is_that_of_the_plan(written, found):
    read = read_roster(written / "rota.csv", found.scenario).roster
    again = replicate(found.scenario, read, 2, seed=1, first=found.study.first)
    assert again.queues.tobytes() == found.study.queues.tobytes()
    assert again.groups.tobytes() == found.study.groups.tobytes()


def test_without_the_days_of_joining_it_would_be_another_floor(written, found):
    read = read_roster(written / "roster.csv", found.scenario).roster
    old = replace(read, shifts=tuple(replace(s, tenure=None) for s in read.shifts))
    workload = sample(found.scenario, 1, 0)
    assert simulate(found.scenario, old, workload).differences(
        simulate(found.scenario, read, workload)
    )


def test_each_seat_of_the_workbook_is_a_person(found):
    from capplan.campaign.rota import seats

    rows = seats(found)
    assert len(rows) == len(found.people)
    worked = sum(len(row.shifts) for row in rows)
    assert worked == len(found.study.roster.shifts)
    hired = [row for row in rows if row.group == "temps"]
    assert [row.number for row in hired] == list(range(1, len(hired) + 1))
    assert all(row.joined is not None for row in hired)
    assert np.all([row.joined is None for row in rows if row.group != "temps"])
