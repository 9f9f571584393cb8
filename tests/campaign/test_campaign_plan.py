"""Rules S7a to S7e: crews, the cover of all days, people by name, money, the plan."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from few_days import DAYS, PEAK, asked, search_shop, shop

from capplan.campaign import CampaignEffort, blocks, campaign, tables
from capplan.campaign.cover import cover
from capplan.campaign.crews import is_taught
from capplan.campaign.money import called, costs
from capplan.campaign.people import name_people, overtime_h, to_roster
from capplan.campaign.rota import rota as rota_of
from capplan.campaign.search import CampaignSearch
from capplan.campaign.trim import trim
from capplan.campaign.working_time import normal_week_h
from capplan.engines import simulate
from capplan.engines.audit import audit
from capplan.model.campaign import days_to_floor, most_work_days, training_days
from capplan.model.learning import paces
from capplan.sampling import sample
from capplan.staffing.requirement import requirement
from capplan.study.days import Days
from capplan.units import DAY, HOUR, to_hours

EFFORT = CampaignEffort(days=2, rounds=3, trials=2, fresh=4)


@pytest.fixture(scope="module")
def found():
    return campaign(shop(), effort=EFFORT)


@pytest.fixture(scope="module")
def covered():
    ready = search_shop(shop())
    return ready, cover(ready, asked(ready))


# ---- crews ------------------------------------------------------------------------------------


def test_temps_come_on_some_days_up_to_the_peak_after_their_training():
    crews = [c for c in search_shop(shop()).crews if c.is_hired]
    assert {c.first for c in crews} <= set(range(PEAK + 1))
    assert {c.first for c in crews} >= {0, PEAK}
    assert all(c.training == (c.first - 2, c.first - 1) for c in crews)
    assert all(c.joined == c.first - 2 for c in crews)


def test_nobody_is_called_before_the_plan_is_made():
    crews = [c for c in search_shop(shop(told=-6)).crews if c.is_hired]
    assert min(c.training[0] for c in crews) == -6 + 7


def test_after_days_in_a_row_comes_a_day_off_in_training_too():
    assert training_days(7, 6) == (0, 1, 2, 3, 4, 5, 7)
    assert days_to_floor(2, 6) == 2
    assert days_to_floor(6, 6) == 7
    assert most_work_days(7, 6) == 6
    assert most_work_days(13, 6) == 12


def test_only_regulars_move_and_only_on_their_days():
    ready = search_shop(shop())
    helpers = ready.scenario.group_names.index("helpers")
    moved = [(c, ready.kinds[k].day) for c, k in ready.columns if ready.kinds[k].group == helpers]
    assert {day for _, day in moved} == {6, 7}
    assert {ready.crews[c].group for c, _ in moved} == {0}


def test_newcomers_give_less_and_more_with_every_day():
    ready = search_shop(shop())
    temps = {
        (ready.crews[c].first, ready.kinds[k].day): rates[0]
        for (c, k), rates in zip(ready.columns, ready.capacity, strict=True)
        if ready.crews[c].is_hired
    }
    assert temps[0, 0] < temps[0, 7]
    assert temps[5, 5] == temps[0, 0]


def test_a_mentor_gives_fewer_replies():
    ready = search_shop(shop())
    assert ready.loses(0, 0.0) == 0.0
    assert 0.03 < ready.loses(0, 0.1) < ready.loses(0, 0.2) < 0.5


# ---- the cover of all days --------------------------------------------------------------------


def test_blocks_part_where_people_or_work_change():
    asked = np.array([[1.0, 1.05, 2.0, 2.0]])
    present = np.array([[1.0, 1.0, 1.0, 0.0]])
    starts = blocks.parts(asked, present)
    assert starts.tolist() == [0, 2, 3]
    assert blocks.greatest(asked, starts).tolist() == [[1.05, 2.0, 2.0]]


def test_the_cover_keeps_people_days_and_mentors(covered):
    ready, answer = covered
    assert (answer.people >= 0).all()
    for number, crew in enumerate(ready.crews):
        mine = np.zeros(DAYS, dtype=int)
        for (c, k), people in zip(ready.columns, answer.people, strict=True):
            mine[ready.kinds[k].day] += people * (c == number)
        assert (mine <= answer.employed[number]).all()
        if crew.is_hired:
            assert (np.diff(answer.employed[number, crew.first :]) <= 0).all()
    newcomers, mentors = np.zeros(DAYS), np.zeros(DAYS)
    for (c, k), people in zip(ready.columns, answer.people, strict=True):
        seat = ready.kinds[k]
        taught = is_taught(ready.scenario, ready.crews[c], seat) is not None
        newcomers[seat.day] += people * taught
        mentors[seat.day] += people * (seat.group == 0)
    assert (newcomers <= mentors).all()
    assert answer.shortage.max() < 0.05


def test_more_work_needs_more_people(covered):
    ready, answer = covered
    more = cover(ready, 1.5 * asked(ready))
    assert more.people.sum() > answer.people.sum()


def test_temps_are_hired_only_where_regulars_are_too_few():
    ready = search_shop(shop(regulars=40))
    answer = cover(ready, asked(ready))
    hired = [answer.employed[n].sum() for n, c in enumerate(ready.crews) if c.is_hired]
    assert sum(hired) == 0


# ---- people by name ---------------------------------------------------------------------------


@pytest.mark.parametrize("in_a_row", [6, 3])
def test_everybody_rests_within_the_rules(in_a_row):
    ready = search_shop(shop(in_a_row=in_a_row, regulars=14))
    answer = cover(ready, asked(ready))
    staff = name_people(ready, answer)
    rest = ready.scenario.rest
    for person in staff.people:
        on = [ready.kinds[k] for k, _ in person.shifts]
        for before, after in pairwise(on):
            assert after.start - before.end >= rest
        days = {s.day for s in on} | set(ready.crews[person.crew].training)
        assert not any(all(day + n in days for n in range(in_a_row + 1)) for day in range(-5, DAYS))
        assert len({s.day for s in on}) == len(on)
    given = sum(len(p.shifts) for p in staff.people)
    assert given + staff.unfilled == answer.people.sum()


def test_overtime_stays_within_the_month():
    ready = search_shop(shop(long_day=True, overtime_h=8.0))
    staff = name_people(ready, cover(ready, asked(ready)))
    hours = [sum(overtime_h(ready, p).values()) for p in staff.people]
    assert max(hours) > 0.0
    assert all(
        sum(to_hours(ready.kinds[k].paid) - 8.0 for k, _ in p.shifts) <= 8.0 for p in staff.people
    )


def test_hours_of_a_week():
    assert normal_week_h(range(7)) == 44.0
    assert normal_week_h(range(2)) == 16.0
    assert normal_week_h(range(7), trained=2) == 28.0


def test_the_roster_carries_tenure_and_the_floor_slows_newcomers(covered):
    ready, answer = covered
    staff = name_people(ready, answer)
    roster = to_roster(ready, staff.people)
    temps = [n for n, s in enumerate(roster.shifts) if s.group == "temps"]
    assert temps
    first = {c.first: n for n, c in enumerate(ready.crews) if c.is_hired}
    assert all(roster.shifts[n].tenure is not None for n in temps)
    assert paces(ready.scenario, roster).speed[temps].max() < 1.0
    assert {roster.shifts[n].day - roster.shifts[n].tenure // DAY for n in temps} <= {
        day - 2 for day in first
    }


def test_nobody_is_lost_over_the_whole_campaign(covered):
    ready, answer = covered
    roster = to_roster(ready, name_people(ready, answer).people)
    workload = sample(ready.scenario, 1, 0)
    log = simulate(ready.scenario, roster, workload, "compiled")
    assert audit(log, ready.scenario, roster, workload) == []


# ---- the search -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def searched():
    ready = search_shop(shop())
    needs = requirement(ready.scenario)
    with Days(ready.scenario, 2, seed=1, first=0, engine="compiled") as days:
        search = CampaignSearch(ready, days, needs, lambda _stage, _cost: None)
        search.run(2)
        covers = len(search.known)
        trim(search, 6)
    return search, covers


def test_people_who_teach_are_not_taken_off(searched):
    search, covers = searched
    assert len(search.known) > covers
    shop, taught = search.shop, 0.0
    for tried in search.known[covers:]:
        newcomers = np.zeros(shop.present.shape[1])
        mentors = np.zeros(shop.present.shape[1])
        for (c, k), people in zip(shop.columns, tried.cover.people, strict=True):
            if is_taught(shop.scenario, shop.crews[c], shop.kinds[k]) is not None:
                newcomers += people * shop.present[k]
            mentors += people * shop.present[k] * (shop.kinds[k].group == 0)
        assert (newcomers <= mentors + 1e-9).all()
        taught += newcomers.sum()
    assert taught > 0.0


def test_days_of_training_are_days_of_work(searched):
    """Of the days of the stay three in seven; with a lead of two days of training."""
    search, covers = searched
    shop = search.shop
    for tried in search.known[:covers]:
        for number, crew in enumerate(shop.crews):
            if not crew.is_hired:
                continue
            worked = sum(
                int(people)
                for (c, _), people in zip(shop.columns, tried.cover.people, strict=True)
                if c == number
            )
            there = tried.cover.employed[number]
            stay = float(there.sum()) + 2.0 * float(there[crew.first])
            assert worked + 2 * there[crew.first] >= 3.0 / 7.0 * stay - 1e-6
    assert crew.owed_before(3.0 / 7.0) == pytest.approx(2 * 3.0 / 7.0 - 2)


# ---- money ------------------------------------------------------------------------------------


def test_cost_is_that_of_shifts_training_calls_and_least_time():
    ready = search_shop(shop(least_paid=80 * HOUR))
    staff = name_people(ready, cover(ready, asked(ready)))
    parts: dict[str, float] = {}
    for (_, _, part), value in costs(ready, staff.people).items():
        parts[part] = parts.get(part, 0.0) + value
    temps = [p for p in staff.people if ready.crews[p.crew].is_hired]
    assert temps
    assert parts["training"] == pytest.approx(len(temps) * 16 * 20.0)
    per_class: dict[int, int] = {}
    for person in temps:
        per_class[person.crew] = per_class.get(person.crew, 0) + 1
    calls = sum(called(ready, 1, n) for n in per_class.values())
    assert parts["hiring"] == pytest.approx(50.0 * calls)
    short = sum(
        80.0 - sum(to_hours(ready.kinds[k].paid) for k, _ in person.shifts) for person in temps
    )
    assert parts["top_up"] == pytest.approx(20.0 * short)


def test_a_fifth_drops_out_so_five_are_called_for_four():
    assert called(search_shop(shop()), 1, 4) == 5
    assert called(search_shop(shop()), 1, 0) == 0


# ---- the plan ---------------------------------------------------------------------------------


def test_a_plan_says_who_is_hired_trained_on_and_released(found):
    hiring, training = tables.hiring(found), tables.training(found)
    shifts, people = tables.shifts(found), tables.people(found)
    assert not hiring.empty
    first = hiring.iloc[0]
    assert (first["first_training"] - first["call_by"]).days == 7
    assert (first["first_shift"] - first["last_training"]).days == 1
    assert int(training["in_training"].sum()) == 2 * int(hiring["people"].sum())
    assert int(tables.releases(found)["leave"].sum()) == int(hiring["people"].sum())
    assert int(shifts["people"].sum()) == int(people["shifts"].sum())
    assert int(people["most_days_in_a_row"].max()) <= 6
    rota = rota_of(found).set_index("person")
    cells = rota.drop(columns=["group", "joined"]).to_numpy().ravel().tolist()
    assert cells.count("training") == int(training["in_training"].sum())
    on = sum(c not in {"", "off", "training"} for c in cells)
    assert on == int(people["shifts"].sum())


def test_costs_by_day_add_up(found):
    total = float(tables.cost_by_day(found)["cost_yuan"].sum())
    assert total == pytest.approx(found.planned_cost)
    assert found.cost().value >= found.planned_cost


def test_it_is_certified_on_fresh_days(found):
    assert found.study.first == 1_000_000
    assert found.study.replications == 4
    assert len(found.verdicts) == 4 * DAYS
    assert found.complete


def test_the_same_seed_gives_the_same_plan(found):
    again = campaign(shop(), effort=EFFORT)
    assert again.planned_cost == found.planned_cost
    assert again.study.queues.tobytes() == found.study.queues.tobytes()


def test_ctrl_c_gives_the_best_so_far():
    calls: list[str] = []

    def interrupt(stage: str, _cost: float | None) -> None:
        calls.append(stage)
        if len(calls) == 2:
            raise KeyboardInterrupt

    stopped = campaign(shop(), effort=replace(EFFORT, fresh=2), report=interrupt)
    assert not stopped.complete
    assert stopped.people


def test_ctrl_c_before_anything_was_tried_is_passed_on():
    def interrupt(_stage: str, _cost: float | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        campaign(shop(), effort=EFFORT, report=interrupt)


def test_a_scenario_without_a_campaign_is_refused():
    with pytest.raises(ValueError, match=r"no campaign; write `campaign: \{\}`"):
        campaign(replace(shop(), campaign=None))
