"""Night cover: what each way is, what it costs, and what it brings (rules E4d, E4e)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from capplan.model.calendar import Calendar
from capplan.model.chat import Orders, WaitCurve
from capplan.model.pay import PayPlan
from capplan.model.scenario import ClosedHours
from capplan.model.shifts import Roster, Shift, presence
from capplan.questions.money import roster_cost
from capplan.questions.night import night, usual_group, usual_night
from capplan.questions.night_cover import (
    NightTerms,
    arrange,
    check,
    covers,
    nights,
    shift_types,
    without,
)  # fmt: skip
from capplan.questions.night_tables import night_table
from capplan.report.night_text import answers, remarks
from capplan.units import DAY, HOUR, Grid
from capplan.words import reading, tell
from shop import chat, exponential, group, queue, scenario

ORDERS = Orders(0.5, 0.0, 20_000, WaitCurve.NONE, 0.0, (), 0.2, 0.0, 100.0, 0.5)
PLAN = PayPlan("plain", 30.0, None, 0.0, 0, 1.5)
NIGHT = NightTerms(closes=22 * HOUR, opens=8 * HOUR, group="agents", stays=0.0)


def shop(per_hour=6.0, days=2, closed=None):
    """Two days from 8:00, demand at all hours, served at once by whoever is there."""
    hours = 24.0 * days
    made = scenario(
        queues=(
            replace(
                queue(per_hour=per_hour, hours=hours, orders=ORDERS,
                      course=chat(work=exponential(30))),
                closed=closed,
            ),
        ),
        groups=(replace(group(limit=8), pay="plain"),),
        hours=hours,
        pay_plans=(PLAN,),
    )  # fmt: skip
    return replace(
        made, calendar=Calendar(datetime(2026, 11, 11, 8), Grid(days * DAY, HOUR), "Asia/Shanghai")
    )


def by_day(days=2, people=2):
    """People from 8:00 to 22:00 in two shifts; tick 0 is 8:00."""
    return Roster(
        tuple(
            Shift(n, "agents", day * DAY + 7 * HOUR * half, day * DAY + 7 * HOUR * (half + 1),
                  day=day, seat=n)
            for n in range(people)
            for day in range(days)
            for half in range(2)
        )
    )  # fmt: skip


# ---- what the ways are ---------------------------------------------------------------------------


def test_nights_are_whole_and_touch_the_horizon():
    assert nights(shop(), NIGHT) == ((14 * HOUR, DAY), (14 * HOUR + DAY, 2 * DAY))
    early = replace(NIGHT, closes=0, opens=9 * HOUR)
    assert nights(shop(), early)[0] == (-8 * HOUR, HOUR)


def test_a_closed_night_cuts_shifts_and_their_breaks():
    roster = Roster((Shift(0, "agents", 0, 10, breaks=((1, 2), (4, 6), (8, 9))),))
    left = without(roster, ((3, 7),)).shifts
    assert [(s.start, s.end, s.breaks) for s in left] == [(0, 3, ((1, 2),)), (7, 10, ((8, 9),))]


def test_the_ways_that_are_weighed():
    assert [c.name for c in covers(NIGHT, staffed=True)] == [
        "closed", "as_written", "bot", "until_24:00", "until_02:00", "until_04:00",
        "until_04:00_bot", "all_night_1", "all_night_2",
    ]  # fmt: skip


def test_a_night_of_ten_hours_is_two_shifts_of_five():
    whole = covers(NIGHT, staffed=False)[-1]
    assert [(t.start, t.end) for t in shift_types(shop(), whole, NIGHT)] == [
        (22 * HOUR, 27 * HOUR), (27 * HOUR, 32 * HOUR),
    ]  # fmt: skip
    made, roster = arrange(shop(), by_day(), whole, NIGHT)
    on = presence(roster, None, made.calendar.edges())
    assert on[14:24].tolist() == [2.0] * 10
    assert on[38:48].tolist() == [2.0] * 10
    # two people, two nights, two shifts each: 5 h x 30 yuan + 20 yuan; the days are 56 h x 30
    assert roster_cost(made, roster) == pytest.approx(8 * (5 * 30 + 20) + 56 * 30)


def test_a_cut_shift_is_paid_by_the_hour():
    long = Roster((Shift(0, "agents", 10 * HOUR, 18 * HOUR),))
    closed = covers(NIGHT, staffed=True)[0]
    made, roster = arrange(shop(), long, closed, NIGHT)
    assert [(s.start, s.end) for s in roster.shifts] == [(10 * HOUR, 14 * HOUR)]
    assert roster_cost(made, roster) == pytest.approx(4 * 30)


def test_the_night_bot_holds_its_hours_only():
    way = next(c for c in covers(NIGHT, staffed=False) if c.name == "until_04:00_bot")
    bot = arrange(shop(), by_day(), way, NIGHT)[0].queues[0].bot
    assert [(h.start / HOUR, h.end / HOUR) for h in bot.hours] == [(20, 24), (44, 48)]
    assert bot.contains == 0.0
    assert {(h.contains, h.returns, h.back_from) for h in bot.hours} == {(0.6, 0.3, 0)}


def test_volume_scales_the_night_alone():
    closed = covers(NIGHT, staffed=False)[0]
    demand = arrange(shop(), by_day(), closed, NIGHT, 3.0)[0].queues[0].demand
    hours = np.arange(49, dtype=np.int64) * HOUR
    expected = np.full(48, 6.0)
    expected[14:24] = expected[38:48] = 18.0
    assert demand.between(hours) == pytest.approx(expected)


def test_what_the_queue_says_about_closed_hours_stays():
    own = ClosedHours(0.9, None, after_live=True)
    closed = covers(NIGHT, staffed=False)[0]
    assert arrange(shop(closed=own), by_day(), closed, NIGHT)[0].queues[0].closed == own
    assert arrange(shop(), by_day(), closed, NIGHT)[0].queues[0].closed.stays == 0.0


def test_the_usual_night_is_the_longest_gap_on_the_clock():
    assert usual_night(shop(), by_day()) == (22 * HOUR, 8 * HOUR)
    assert usual_night(shop(), Roster((Shift(0, "agents", 0, 2 * DAY),))) is None
    assert usual_group(shop()) == "agents"


# ---- what they bring -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def found():
    return night(shop(), by_day(), replace(NIGHT, most=1), replications=12, seed=3)


def test_a_night_agent_brings_half_an_order_a_chat(found):
    # Closed, nobody stays and nobody orders silently: an agent at night sells to half of the 6
    # chats an hour, at 50 yuan of margin, for 10 h x 30 yuan and two allowances a night.
    way = [c.name for c in found.covers].index("all_night_1")
    orders = found.compared(way, "orders").difference
    assert orders.low < 2 * 10 * 6 * 0.5 < orders.high
    cost = found.compared(way, "people_cost_yuan").difference
    assert cost.value == pytest.approx(2 * (300 + 40), rel=0.01)
    assert found.chats_a_night == pytest.approx(60)


def test_it_pays_from_the_volume_at_which_the_margin_is_the_wage(found):
    # 340 yuan a night ÷ 25 yuan a chat = 13.6 chats a night
    way = [c.name for c in found.covers].index("all_night_1")
    volume = found.volumes[way]
    assert volume.value * 60 == pytest.approx(13.6, rel=0.2)
    assert volume.low <= volume.value <= volume.high


def test_a_bot_sells_to_those_it_keeps_and_those_who_come_back(found):
    # of 60: 42 % kept for good x 0.2; 18 % come back to people x 0.5; the others find it closed.
    # After the second night the horizon ends: whoever would come back is kept for good.
    way = [c.name for c in found.covers].index("bot")
    orders = found.compared(way, "orders").difference
    assert orders.low < 60 * (0.42 * 0.2 + 0.18 * 0.5) + 60 * 0.6 * 0.2 < orders.high


def test_the_table_and_the_text_agree(found):
    table = night_table(found).set_index("cover")
    assert table.loc["closed", "pays"] == ""
    assert table.loc["all_night_1", "pays"] == "yes"
    assert table.loc["all_night_1", "profit_more_yuan"] == pytest.approx(
        table.loc["all_night_1", "margin_more_yuan"] - table.loc["all_night_1", "cost_more_yuan"]
    )
    (line,) = answers(found)
    assert line.startswith("Best: ")
    with reading("zh"):
        assert tell(answers(found)[0]).startswith("最好：")
        assert not [r for r in remarks(found) if tell(r).isascii()]


# ---- wrong input ---------------------------------------------------------------------------------


def test_what_cannot_be_weighed_is_refused():
    with pytest.raises(ValueError, match="the night must not be empty: it closes and opens at"):
        NightTerms(HOUR, HOUR, "agents")
    with pytest.raises(ValueError, match="the bot's share must lie in 0 to 100 %, not at 150 %"):
        replace(NIGHT, contains=1.5)
    with pytest.raises(ValueError, match="there is no group 'temps'; there is agents"):
        check(shop(), by_day(), replace(NIGHT, group="temps"))
    with pytest.raises(ValueError, match="nobody is on outside 22:00-08:00"):
        check(shop(), Roster((Shift(0, "agents", 14 * HOUR, 20 * HOUR),)), NIGHT)
    bare = replace(shop(), queues=(replace(shop().queues[0], orders=None),))
    with pytest.raises(ValueError, match="no queue brings orders, and a night is judged by its"):
        check(bare, by_day(), NIGHT)
    short = replace(
        shop(),
        calendar=Calendar(datetime(2026, 11, 11, 9), Grid(4 * HOUR, HOUR), "Asia/Shanghai"),
        queues=(queue(hours=1.0, orders=ORDERS),),
    )  # fmt: skip
    with pytest.raises(ValueError, match="no night of 22:00-08:00 lies inside the horizon"):
        check(short, by_day(), NIGHT)
    with pytest.raises(ValueError, match="at least 2 replications are needed for intervals, not 1"):
        night(shop(), by_day(), NIGHT, replications=1)
