"""Rule S7c: more people where targets miss, within all rules; and rule S7g: what stops them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from few_days import PEAK, asked, search_shop, shop

from capplan.campaign import CampaignEffort, campaign
from capplan.campaign.cover import cover
from capplan.campaign.crews import is_taught
from capplan.campaign.dismiss import dismiss
from capplan.campaign.mend import mend, put_on
from capplan.campaign.search import CampaignSearch
from capplan.model.scenario import Scenario
from capplan.results.verdicts import Answer
from capplan.staffing.requirement import requirement
from capplan.study.days import Days
from capplan.words import reading, tell


def hired(ready, found):
    return sum(int(found.employed[n, c.first]) for n, c in enumerate(ready.crews) if c.is_hired)


def of_peak_only(scenario: Scenario) -> Scenario:
    """The evening of the peak is the only target."""
    chats = scenario.targets[0]
    return replace(scenario, targets=(replace(chats, windows=(chats.windows[2 * PEAK + 1],)),))


def started(scenario, share=2.0):
    """A search that knows one plan, which covers too little."""
    ready = search_shop(of_peak_only(scenario))
    days = Days(ready.scenario, 2, seed=1, first=0, engine="compiled")
    search = CampaignSearch(ready, days, requirement(ready.scenario), lambda _stage, _cost: None)
    work = share * asked(ready) * search.factor
    return ready, days, search, cover(ready, work)


@pytest.fixture(scope="module")
def on_top():
    """A plan that misses its only target, what the mending tried, and one with a tenth more."""
    ready, days, search, first = started(shop(regulars=14, temps=40))
    with days:
        before = search.try_out(first)
        mend(search, 20)
    return ready, search, before


def test_where_all_are_on_one_more_is_hired_and_holds_the_target(on_top):
    ready, search, before = on_top
    assert not search.holds(before)
    on = np.zeros(len(ready.crews), dtype=int)
    for (c, k), people in zip(ready.columns, before.cover.people, strict=True):
        on[c] += people * (ready.kinds[k].day == PEAK)
    assert (on == before.cover.employed[:, PEAK]).all()
    assert search.holds(search.best)
    assert hired(ready, search.best.cover) > hired(ready, before.cover)


def test_who_is_hired_keeps_all_rules(on_top):
    ready, search, _ = on_top
    newcomers, mentors = np.zeros(ready.present.shape[1]), np.zeros(ready.present.shape[1])
    worked = np.zeros(len(ready.crews))
    for (c, k), people in zip(ready.columns, search.best.cover.people, strict=True):
        seat = ready.kinds[k]
        worked[c] += people
        newcomers += (
            people
            * ready.present[k]
            * (is_taught(ready.scenario, ready.crews[c], seat) is not None)
        )
        mentors += people * ready.present[k] * (seat.group == 0)
    assert (newcomers <= mentors + 1e-9).all()
    for number, crew in enumerate(ready.crews):
        if crew.is_hired:
            there = search.best.cover.employed[number]
            assert (
                worked[number] + 2 * there[crew.first]
                >= 3 / 7 * (there.sum() + 2 * there[crew.first]) - 1.0
            )
    assert hired(ready, search.best.cover) <= 40


def test_people_who_are_kept_stay_and_only_the_work_on_top_is_added(on_top):
    ready, _, before = on_top
    none = put_on(ready, np.zeros_like(asked(ready)), before.cover)
    assert none is not None
    assert (none.people == before.cover.people).all()
    assert (none.employed >= before.cover.employed).all()
    more = put_on(ready, 0.2 * asked(ready), before.cover)
    assert more is not None
    assert (more.people >= before.cover.people).all()
    assert more.people.sum() > before.cover.people.sum()


def test_nobody_is_added_to_what_is_barred(on_top):
    ready, _, before = on_top
    barred = [n for n, (c, _) in enumerate(ready.columns) if c == 0]
    more = put_on(ready, 0.2 * asked(ready), before.cover, barred)
    assert more is not None
    assert (more.people[barred] == before.cover.people[barred]).all()


def test_temps_who_are_not_needed_are_not_hired(on_top):
    ready, mended, _ = on_top
    held = mended.best
    plenty = put_on(ready, 0.3 * asked(ready) * mended.factor, held.cover)
    assert plenty is not None
    assert hired(ready, plenty) > hired(ready, held.cover)
    _, days, search, _ = started(shop(regulars=14, temps=40))
    with days:
        assert search.holds(search.try_out(plenty))
        dismiss(search, 8)
    assert hired(ready, search.best.cover) < hired(ready, plenty)
    assert search.best.cost < search.known[0].cost
    assert search.holds(search.best)


def test_temps_leave_after_their_last_shift(on_top):
    ready, search, _ = on_top
    for person in search.best.staff.people:
        if ready.crews[person.crew].is_hired and person.shifts:
            assert person.last == max(ready.kinds[k].day for k, _ in person.shifts)


# ---- what stops them --------------------------------------------------------------------------

EFFORT = CampaignEffort(days=2, rounds=2, trials=4, fresh=30)


def reasons(scenario):
    found = campaign(of_peak_only(scenario), effort=EFFORT)
    assert [v.answer for v in found.verdicts] == [Answer.MISSED]
    return found


def test_no_more_newcomers_than_mentors_and_it_is_said():
    found = reasons(shop(told=PEAK - 9, regulars=3, temps=80))
    (unmet,) = found.missed.unmet
    assert "not enough people can be on; more could but for" in unmet.reason
    assert "one mentor for each newcomer of temps" in unmet.reason
    with reading("zh"):
        assert "temps的新人每人要配一名师傅" in tell(unmet.reason)


def test_no_more_people_than_there_are_and_it_is_said():
    found = reasons(shop(regulars=3, temps=1))
    (unmet,) = found.missed.unmet
    assert "the 1 people of temps" in unmet.reason
    assert "mentor" not in unmet.reason
