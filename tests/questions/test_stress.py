"""Stress: what hurts, when it shows, what helps (rule I5)."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import datetime
from io import StringIO

import numpy as np
import pytest
from rich.console import Console

from capplan.model.calendar import Calendar
from capplan.model.chat import Orders, WaitCurve
from capplan.model.demand import RateProfile
from capplan.model.incidents import Absent, CalledIn, Gone, Incident, Overtime, Volume, struck
from capplan.model.pay import PayPlan
from capplan.model.people import Skill
from capplan.model.shifts import Roster, Shift
from capplan.questions import money, stress, stress_tables
from capplan.questions.alarm import alarm, usual_most
from capplan.questions.help import Help, HelpTerms
from capplan.questions.stress import when_help_comes
from capplan.report import pages
from capplan.report.results_of_questions import of_stress
from capplan.report.stress_text import remarks, stress_text, verdict
from capplan.units import HOUR, MINUTE, Grid
from capplan.words import reading
from shop import chat, exponential, geometric, group, queue, scenario

ORDERS = Orders(0.5, 0.0, 20_000, WaitCurve.EXPONENTIAL, 0.1, (), 0.5, 0.0, 100.0, 0.3)
COURSE = chat(rounds=geometric(3), work=exponential(40), think=exponential(30),
              patience=exponential(120))  # fmt: skip
SHOP = scenario(
    queues=(
        queue("ask", per_hour=90, hours=8, course=COURSE, orders=ORDERS),
        queue("help", per_hour=20, hours=8, course=COURSE, priority=2),
    ),
    groups=(
        replace(group("sellers", skills=(Skill("ask", 1),), limit=2), pay="plain"),
        replace(group("helpers", skills=(Skill("help", 1),), limit=2), pay="plain"),
    ),
    hours=8,
    interval_h=0.25,
    pay_plans=(PayPlan("plain", 30.0, None, 0.2, 0, 1.5),),
)
TEAM = Roster(
    tuple(
        Shift(n, name, 0, (8 if n % 2 else 5) * HOUR, ((3 * HOUR, 3 * HOUR + 30 * MINUTE),), seat=n)
        for n, name in enumerate(["sellers"] * 7 + ["helpers"] * 4)
    )
)
CUT = Incident("cut", 2 * HOUR, 4 * HOUR, people=(Gone(("sellers",), 0.7),))
FEW = Incident("few", 2 * HOUR, 3 * HOUR, people=(Absent(("helpers",), 0.1),))


@pytest.fixture(scope="module")
def found():
    return stress(SHOP, TEAM, [FEW, CUT], replications=8)


def test_the_worst_comes_first_and_is_measured_in_pairs(found):
    worst = found.blows[0]
    assert [b.incident.name for b in found.blows] == ["cut", "few"]
    assert worst.hurt == "ask"
    assert worst.margin.high < 0 < worst.lost.low
    assert worst.orders.value == pytest.approx(worst.margin.value / 30.0)
    assert worst.fate.lost.sum() - found.base.lost.sum() == pytest.approx(8 * worst.lost.value)


def test_it_is_noticed_after_it_starts_and_over_after_that(found):
    seen = found.blows[0].alarm
    assert seen.share.value >= 0.3
    assert 15 * MINUTE <= seen.noticed.value <= HOUR
    assert seen.noticed.value < seen.over.value
    assert seen.over.value <= 6 * HOUR


def test_each_answer_is_tried_or_says_why_not(found):
    answers = {a.help: a for a in found.blows[0].answers}
    assert set(answers) == set(Help)
    assert answers[Help.OVERTIME].why_not is not None or answers[Help.OVERTIME].cost.value > 0
    assert answers[Help.BOT].profit.low > 0
    assert answers[Help.BOT].lost.high < 0
    assert all(a.start >= 2 * HOUR + 15 * MINUTE for a in answers.values())


def test_the_verdict_says_what_hurts_when_it_shows_and_what_helps(found):
    hurts, shows, helping = verdict(found)
    assert hurts.startswith("Hurts most: cut, ")
    assert "It strikes on 11 Nov 02:00, is noticed by 11 Nov 02:" in shows
    assert helping.startswith(("Helps most: bot on", "Helps most: people moved"))
    told = remarks(replace(found, left_out=(("bot-down", "no queue has a bot"),)))
    assert told[0].startswith("8 runs each, same customers")
    assert told[-1] == "Not tried: bot-down (no queue has a bot)."


def test_what_outlasts_the_horizon_is_not_called_over(found):
    worst = found.blows[0]
    over = replace(worst.alarm.over, value=math.inf)
    endless = replace(worst, alarm=replace(worst.alarm, over=over))
    lasting = replace(found, blows=(endless,))
    assert "and not over at the end of the horizon (medians; noticed on" in verdict(lasting)[1]
    assert re.search(r"cut .* min +not over$", printed(lasting), re.MULTILINE)
    with reading("zh"):
        assert re.search(r"cut .* 分钟 +未恢复$", printed(lasting), re.MULTILINE)
    assert stress_tables.blows(lasting)["over_after_h"].isna().all()
    page = pages.page(of_stress(lasting, "format: 1\n")).html()
    assert ">not over</td>" in page


def printed(found):
    console = Console(width=200, file=StringIO())
    console.print(stress_text(found))
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines())


def test_tables_have_a_row_for_each_incident_answer_and_interval(found):
    assert list(stress_tables.blows(found)["incident"]) == ["cut", "few"]
    assert len(stress_tables.answers(found)) == sum(len(b.answers) for b in found.blows)
    hours = stress_tables.hours(found)
    assert len(hours) == 2 * 32
    cut = hours.loc[hours["incident"] == "cut"]
    before = cut.loc[cut["start"] < np.datetime64("2026-11-11T02:00")]
    assert (before["waiting"] == before["waiting_without"]).all()


def test_a_picture_shows_each_incident(found):
    from capplan.report.figures.incident import incident

    hours = stress_tables.hours(found)
    figure = incident(hours.loc[hours["incident"] == "cut"], datetime(2026, 11, 11, 2),
                      datetime(2026, 11, 11, 4))  # fmt: skip
    assert len(figure.axes) == 2
    assert [line.get_label() for line in figure.axes[1].get_lines()] == [
        "without it", "with it", "usual at most",
    ]  # fmt: skip


# ---- the alarm (I5a) -----------------------------------------------------------------------------


def waits(*rows):
    return np.array(rows, dtype=np.float64)


CALENDAR = Calendar(datetime(2026, 11, 11), Grid(6 * HOUR, HOUR), "")


def test_noticed_is_the_first_interval_beyond_and_over_the_last():
    without = waits([1, 1, 1, 1, 1, 1], [2, 2, 2, 2, 2, 2])
    hit = waits([1, 9, 1, 9, 1, 1], [2, 2, 2, 2, 2, 2])
    found = alarm(Incident("x", HOUR, 2 * HOUR), CALENDAR, without, hit)
    assert (found.noticed.value, found.over.value) == (HOUR, 3 * HOUR)
    assert found.share.value == 0.5


def test_one_that_reaches_the_end_of_the_horizon_is_not_over():
    without, hit = waits(*[[1.0] * 6] * 3), waits(*[[1, 9, 1, 9, 1, 9]] * 3)
    incident = Incident("x", HOUR, 2 * HOUR)
    found = alarm(incident, CALENDAR, without, hit)
    assert (found.noticed.value, found.over.value) == (HOUR, math.inf)
    terms = HelpTerms(react=15 * MINUTE)
    span = when_help_comes(incident, found, terms, CALENDAR.grid.horizon)
    assert span == (2 * HOUR + 15 * MINUTE, 6 * HOUR)


def test_a_busy_day_is_no_alarm_and_neither_is_what_came_before():
    without = waits(*[[1.0] * 6] * 30, [9.0] * 6)
    assert alarm(Incident("x", HOUR, 2 * HOUR), CALENDAR, without, without).share.value == 0.0
    early = without.copy()
    early[:, 0] = 50.0
    assert alarm(Incident("x", HOUR, 2 * HOUR), CALENDAR, without, early).share.value == 0.0


def test_what_is_usual_looks_at_the_neighbours():
    assert usual_most(waits([0, 0, 6, 0, 0])).tolist() == pytest.approx([0, 5.4, 5.4, 5.4, 0])


@pytest.mark.parametrize(
    ("announced", "span"),
    [(None, (2.75, 4.0)), (-3.0, (2.0, 4.0)), (1.9, (2.15, 4.0))],
)
def test_help_comes_when_somebody_knows(announced, span):
    without, hit = waits([1.0] * 6), waits([1.0, 1.0, 9.0, 9.0, 1.0, 1.0])
    tick = None if announced is None else round(announced * HOUR)
    incident = Incident("x", 2 * HOUR, 4 * HOUR, tick)
    seen = alarm(incident, CALENDAR, without, hit)
    when = when_help_comes(incident, seen, HelpTerms(), 6 * HOUR)
    expected = (3.25, 4.25) if announced is None else span
    assert when == tuple(round(h * HOUR) for h in expected)


# ---- money (I5c) ---------------------------------------------------------------------------------


def test_people_called_in_and_who_stays_are_paid_as_overtime():
    call = Incident("x", 2 * HOUR, 4 * HOUR, people=(CalledIn(2, "sellers"),))
    stay = Incident("y", 4 * HOUR, 7 * HOUR, people=(Overtime(("sellers",), HOUR),))
    hour = 30 * 1.5 * 1.2
    assert money.help_cost(struck(SHOP, (call,)), TEAM) == pytest.approx(2 * 2 * hour)
    assert money.help_cost(struck(SHOP, (stay,)), TEAM) == pytest.approx(4 * 1 * hour)
    assert money.help_cost(SHOP, TEAM) == 0.0


# ---- the same customers --------------------------------------------------------------------------


def hourly(q):
    edges = np.arange(9, dtype=np.int64) * HOUR
    return replace(q, demand=RateProfile(edges, q.demand.between(edges)))


def test_more_customers_join_those_of_the_other_days():
    from capplan.sampling import sample

    shop = replace(SHOP, queues=tuple(hourly(q) for q in SHOP.queues))
    surge = Incident("x", 2 * HOUR, 3 * HOUR, demand=(Volume(("ask",), 2.0),))
    plain, more = sample(shop, 1), sample(struck(shop, (surge,)), 1)
    kept = np.isin(plain.arrival, more.arrival)
    assert kept.all()
    added = more.chats - plain.chats
    assert 50 < added < 130
    inside = (more.arrival >= 2 * HOUR) & (more.arrival < 3 * HOUR)
    assert inside.sum() - ((plain.arrival >= 2 * HOUR) & (plain.arrival < 3 * HOUR)).sum() == added


# ---- wrong input ---------------------------------------------------------------------------------


def test_without_an_incident_or_with_one_run_there_is_nothing_to_ask():
    with pytest.raises(ValueError, match="there is no incident to try; name one with --with"):
        stress(SHOP, TEAM, [])
    with pytest.raises(ValueError, match="at least 2 replications are needed for intervals, not 1"):
        stress(SHOP, TEAM, [CUT], replications=1)
