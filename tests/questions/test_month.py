"""Months of whole sampled days, handed to persons and paid (rule E2); arithmetic beside each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pytest

from capplan.files import read_pay_plan
from capplan.files.pay_plans import read_plan_text
from capplan.model.calendar import Calendar, DayTypes
from capplan.model.chat import Orders, WaitCurve
from capplan.model.pay import PayPlan
from capplan.model.shifts import Break, Roster, Shift, ShiftType
from capplan.pay.paid_by import PaidBy
from capplan.questions.month import Terms, pay_months, tables
from capplan.questions.month.dates import days_of_month, whole_days
from capplan.questions.month.figures import metrics
from capplan.questions.month.persons import team
from capplan.units import DAY, HOUR, Grid
from shop import group, queue, scenario

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
ORDERS = Orders(0.5, 0.0, 20_000, WaitCurve.NONE, 0.0, (), 0.5, 0.0, 100.0, 0.3)
WAGE = PayPlan("plain", 30.0, None, 0.2, 0, 1.5)
NINE_TO_SIX = ShiftType(
    "day", 9 * HOUR, 18 * HOUR, (Break(HOUR, 12 * HOUR, 13 * HOUR, False),), ("agents",), (0,), 0.0
)


def shop_of(people=2, per_hour=0.0, days=1, kinds=(), **more):
    """A shop of whole days with one kind of shift; without customers unless told otherwise."""
    types = None
    if kinds:
        types = DayTypes((), (kinds[0],) * 5 + (kinds[-1],) * 2, "")
    names = tuple(types.of(date(2026, 11, 4 + n)) for n in range(days)) if types else ()
    base = scenario(
        queues=(queue(per_hour=per_hour, hours=24.0 * days, orders=ORDERS),),
        groups=(replace(group(limit=4), least=people, most=people, pay="plain"),),
        hours=24.0 * days,
        shift_types=(replace(NINE_TO_SIX, days=tuple(range(days))),),
        pay_plans=(WAGE,),
        **more,
    )
    grid = Grid(days * DAY, HOUR)
    return replace(base, calendar=Calendar(datetime(2026, 11, 4), grid, "x", names, "", types))


def roster_of(people=1, days=1, start=9, end=18):
    shifts = [
        Shift(n + people * d, "agents", d * DAY + start * HOUR, d * DAY + end * HOUR,
              ((d * DAY + 12 * HOUR, d * DAY + 13 * HOUR),) if start < 12 else (), "day", d, n)
        for d in range(days)
        for n in range(people)
    ]  # fmt: skip
    return Roster.of(shifts)


def paid(scheme, group_name="agents", **values):
    name = next(iter(scheme.groups))
    return (PaidBy(group_name, scheme, name, {k: Decimal(v) for k, v in values.items()}, {}),)


def monthly(amount, own="10.5 %", more=""):
    text = f"""\
format: 1
name: plain
chinese: 固定
as_of: none
groups:
  agents:
    contract: employee
    employer: 27 %
    own: {own}
    parts:
      base: {{base: {amount} yuan/month}}
{more}"""
    return read_plan_text("plain", text, "plain.yaml")


# ---- which day stands for which date (E2b) -------------------------------------------------------


def test_one_whole_run_stands_for_all_dates():
    month = days_of_month(shop_of().calendar, roster_of(), NOVEMBER)
    assert (len(month.days), month.runs, month.alike) == (30, 30, True)
    assert [d.run for d in month.days] == list(range(30))


def test_a_day_of_the_type_and_if_there_is_one_of_the_weekday():
    shop = shop_of(days=7, kinds=("work", "weekend"))  # Wed 4 to Tue 10 November
    month = days_of_month(shop.calendar, roster_of(days=7), NOVEMBER)
    stands = {d.date.day: d.day for d in month.days}
    assert stands[1] == 4  # Sunday: Sunday 8
    assert [stands[n] for n in range(2, 9)] == [5, 6, 0, 1, 2, 3, 4]
    assert month.runs == 5  # five Sundays and five Mondays
    assert [d.run for d in month.days if d.date.weekday() == 6] == [0, 1, 2, 3, 4]


def test_days_that_the_horizon_cuts_are_not_whole():
    shop = shop_of(days=3)
    late = replace(
        shop.calendar, start=datetime(2026, 11, 4, 12), day_types=()
    )  # to Saturday 7, 12:00
    assert whole_days(late, Roster(())) == {"": [1, 2]}
    night = Roster((Shift(0, "agents", 2 * DAY + 22 * HOUR, 3 * DAY + 6 * HOUR, day=2),))
    assert whole_days(shop.calendar, night) == {"": [0, 1]}


def test_weeks_run_from_monday_and_a_short_one_joins_its_neighbour():
    weeks = days_of_month(shop_of().calendar, roster_of(), NOVEMBER).weeks()
    # 1 November is a Sunday, 30 a Monday: four weeks of 8, 7, 7 and 8 days
    assert [weeks.count(w) for w in dict.fromkeys(weeks)] == [8, 7, 7, 8]


def test_a_missing_day_type_is_refused():
    shop = shop_of(days=2, kinds=("work", "weekend"))
    with pytest.raises(ValueError, match="the horizon holds no whole day of the type weekend, "
                       r"which 2026-11-01 has \(there is work\); let it hold one"):  # fmt: skip
        days_of_month(shop.calendar, roster_of(days=2), NOVEMBER)
    unknown = replace(shop.calendar, types=DayTypes((), ("work",) * 5 + ("",) * 2, ""))
    with pytest.raises(ValueError, match="2026-11-01 has no day type, so no sampled day can stand"):
        days_of_month(unknown, roster_of(days=2), NOVEMBER)
    cut = replace(shop_of(days=2).calendar, start=datetime(2026, 11, 4, 12), day_types=())
    night = Roster((Shift(0, "agents", 12 * HOUR + 22 * HOUR, 3 * DAY, day=1),))
    with pytest.raises(ValueError, match="the horizon holds no whole day, from 0:00 to 24:00"):
        days_of_month(cut, night, NOVEMBER)


# ---- who works when (E2c) ------------------------------------------------------------------------


def handed_out(people, on_a_day, days_off=1, first=NOVEMBER, **shift):
    shop, roster = shop_of(people), roster_of(on_a_day, **shift)
    month = days_of_month(shop.calendar, roster, first)
    return team(shop, roster, month, shop.groups[0], days_off)


def test_shifts_go_round():
    found = handed_out(2, 1)
    assert [d.person for d in found.duties] == [0, 1] * 15


def test_everybody_has_a_day_off_in_each_week():
    found = handed_out(3, 2)
    for person in range(3):
        for monday in (2, 9, 16, 23):
            week = range(monday, monday + 7)
            worked = [d for d in found.duties if d.person == person and d.on.date.day in week]
            assert len(worked) <= 6
            assert [d.nth for d in worked] == list(range(1, len(worked) + 1))


def test_rest_between_shifts_is_kept():
    shop = shop_of(4)
    late_and_early = Roster.of(
        [Shift(0, "agents", 0, 8 * HOUR), Shift(1, "agents", 15 * HOUR, 23 * HOUR)]
    )
    month = days_of_month(shop.calendar, late_and_early, NOVEMBER)
    found = team(shop, late_and_early, month, shop.groups[0], 1)
    for one in found.duties:
        if one.place == 1:  # ends at 23:00: not again at 0:00
            tomorrow = {d.person for d in found.duties
                        if d.place == 0 and d.on.date.day == one.on.date.day + 1}  # fmt: skip
            assert one.person not in tomorrow


def test_as_many_people_as_needed_where_the_group_is_open():
    shop = shop_of()
    open_group = replace(shop.groups[0], least=0, most=60)
    month = days_of_month(shop.calendar, roster_of(6), NOVEMBER)
    found = team(shop, roster_of(6), month, open_group, 1)
    assert found.people == 7  # 42 shifts a week, six for each


def test_too_few_people_are_refused():
    with pytest.raises(ValueError, match="agents: 2026-11-08 needs 2 people, but of 2 too few may "
                       "work, with 1 days off a week and the rest between shifts"):  # fmt: skip
        handed_out(2, 2)


# ---- figures and pay (E2d) -----------------------------------------------------------------------


def test_october_with_three_public_holidays_by_hand():
    scheme = read_pay_plan("temps-and-agency")
    found = pay_months(shop_of(), roster_of(), paid(scheme), [OCTOBER], replications=2)
    (month,) = found.months[0]
    # 16 and 15 days of 8 h, the first on 1, 3, 5 ... October; 1 to 3 October are public holidays.
    first, second = month.people
    assert first.sums["days_worked"] == 16
    assert first.sums["hours_worked"] == 16 * 8
    assert first.sums["holiday_h"] == 16
    assert second.sums["holiday_h"] == 8
    assert first.sums["rest_day_h"] == first.sums["overtime_h"] == 0
    # 5,500 / 21.75 / 8 = 31.6091954; x 3 x 16 = 1,517.24; x 3 x 8 = 758.62
    assert [s.gross for s in month.slips.values()] == [Decimal("7017.24"), Decimal("6258.62")]
    # at the wage of pay: 30 yuan x 8 h x 1.2 a day
    assert [p.priced for p in month.people] == pytest.approx([16 * 288.0, 15 * 288.0])


def test_a_sixth_day_of_the_week_is_a_rest_day_worked():
    found = pay_months(shop_of(1), roster_of(), paid(monthly(5000)), [OCTOBER], Terms(days_off=0),
                       replications=2)  # fmt: skip
    sums = found.months[0][0].people[0].sums
    # October 2026: Thu 1 to Sun 4 (four days), then weeks of seven: Sat 10, Sun 11, ... 25: six
    # days beyond the fifth, and Sat 31: seven; 1 to 3 October are public holidays.
    assert sums["rest_day_h"] == 7 * 8
    assert sums["holiday_h"] == 3 * 8


def test_night_and_evening_shifts():
    for start, end, night, evening in ((22, 30, 30, 0), (15, 23, 0, 30), (9, 18, 0, 0),
                                       (16, 24, 0, 30), (0, 8, 30, 0)):  # fmt: skip
        roster = Roster((Shift(0, "agents", start * HOUR, end * HOUR),))
        found = pay_months(shop_of(2), roster, paid(monthly(5000)), [NOVEMBER], replications=2)
        people = found.months[0][0].people
        assert sum(p.sums["night_shifts"] for p in people) == night
        assert sum(p.sums["evening_shifts"] for p in people) == evening


def test_rates_are_sum_over_sum_and_of_nothing_0():
    sums = dict.fromkeys(metrics_names(), 0.0)
    assert metrics(sums)["conversion"] == 0
    sums |= {"orders": 13.0, "inquirers": 25.0, "first_response_ms": 90_000.0, "first_replies": 6.0}
    found = metrics(sums)
    assert (found["conversion"], found["first_response_s"]) == (Decimal("0.52"), 15)


def metrics_names():
    from capplan.questions.month.figures import DUTIES
    from capplan.results.agents import COUNTS

    return (*COUNTS, *DUTIES)


@pytest.fixture(scope="module")
def busy():
    """Thirty chats an hour, two of four people on a day, paid by points of conversion."""
    scheme = read_pay_plan("conversion-points")
    return pay_months(shop_of(4, per_hour=30), roster_of(2), paid(scheme), [NOVEMBER],
                      replications=3)  # fmt: skip


def test_months_have_days_of_their_own(busy):
    assert len({m.work.orders for (m,) in busy.months}) == 3


def test_persons_and_nobody_make_the_month(busy):
    for (month,) in busy.months:
        mine = sum(p.sums["orders"] for p in month.people)
        work = month.work
        assert 0 < mine <= work.orders
        assert work.margin == pytest.approx(30 * work.orders)
        assert month.profit == pytest.approx(work.margin - month.cost)
        assert month.cost == pytest.approx(sum(float(s.cost) for s in month.slips.values()))


def test_a_bonus_by_week_is_not_that_of_the_mean_month(busy):
    """Weeks below 50 % pay nothing, so the mean of weeks is not what the month's mean would pay."""
    differs = 0
    for (month,) in busy.months:
        for person, slip in zip(month.people, month.slips.values(), strict=True):
            bonus = next(line.amount for line in slip.parts if line.name == "conversion")
            weeks = [float(metrics(dict(zip(metrics_names(), w, strict=True)))["conversion"])
                     for w in person.weeks.values()]  # fmt: skip
            by_hand = np.mean([800 + 20_000 * (c - 0.5) if c >= 0.5 else 0.0 for c in weeks])
            assert float(bonus) == pytest.approx(by_hand, abs=0.01)
            whole = float(metrics(person.sums)["conversion"])
            of_mean = 800 + 20_000 * (whole - 0.5) if whole >= 0.5 else 0.0
            differs += abs(of_mean - by_hand) > 50
    assert differs >= 6


def test_tables_add_up(busy):
    people, posts = tables.people(busy), tables.posts(busy)
    whole = posts.set_index("group").loc["all"]
    for name in ("gross_yuan", "net_yuan", "cost_yuan", "chats", "hours_worked_h"):
        assert people[name].sum() == pytest.approx(whole[name])
    lines = tables.lines(busy)
    gross = lines.loc[lines["kind"] == "pay", "amount_yuan"].sum()
    assert gross == pytest.approx(whole["gross_yuan"])
    units = tables.units(busy).set_index("figure")["value"]
    assert units["cost per order"] == pytest.approx(units["people"] / units["orders"])
    slips = tables.slips(busy)
    assert len(slips) == 3 * 4
    assert float(slips["gross_yuan"].astype(float).sum()) / 3 == pytest.approx(whole["gross_yuan"])


def test_equal_pay_and_equal_load_are_not_unequal():
    found = pay_months(shop_of(2), roster_of(), paid(monthly(5000)), [NOVEMBER], replications=2)
    row = tables.posts(found).iloc[0]
    assert (row["unequal_gross"], row["unequal_chats"]) == (0, 0)


# ---- the year ------------------------------------------------------------------------------------


def test_income_tax_of_a_year_adds_up():
    firsts = [date(2026, month, 1) for month in range(1, 13)]
    found = pay_months(shop_of(), roster_of(), paid(monthly(12_000)), firsts, replications=2)
    tax = [
        next(line.amount for line in month.slips["agents 1"].taken if line.name == "income tax")
        for month in found.months[0]
    ]
    # own 10.5 % = 1,260; taxable 5,740 a month: 3 % = 172.20 while the year is below 36,000;
    # month 7: 40,180 x 10 % - 2,520 = 1,498.00 less 6 x 172.20 = 464.80; then 574.00 a month
    assert tax[0] == Decimal("172.20")
    assert tax[6] == Decimal("464.80")
    assert tax[7] == Decimal("574.00")
    # 12 x 5,740 = 68,880: x 10 % - 2,520 = 4,368
    assert sum(tax) == Decimal("4368.00")
    by_month = tables.months(found)
    assert by_month["month"].tolist()[0] == "2026-01"
    assert by_month["tax_yuan"].sum() == pytest.approx(2 * 4368)


# ---- wrong input ---------------------------------------------------------------------------------


def test_a_scenario_without_a_plan_is_refused():
    with pytest.raises(ValueError, match="no group names a pay plan; write pay_plan under a group"):
        pay_months(shop_of(), roster_of(), (), [NOVEMBER])


def test_days_off_out_of_range():
    with pytest.raises(ValueError, match="days off in a week must lie in 0 to 6, not 7"):
        Terms(days_off=7)
