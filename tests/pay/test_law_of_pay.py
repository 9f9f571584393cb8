"""Tax at the edges of its brackets, public holidays, and warnings that name the rule."""
# ruff: noqa: E501  (the sentences stand as they are read)

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capplan.files import read_pay_plan, read_results
from capplan.pay import PayError, payroll
from capplan.pay.law import income_tax, insurance, services
from capplan.pay.law.check import check
from capplan.pay.law.holidays import public_holidays
from capplan.pay.money import split
from capplan.pay.person import Month


@pytest.mark.parametrize(
    ("taxable", "tax"),
    [
        ("-1", "0"), ("0", "0"), ("36000", "1080"), ("36001", "1080.10"), ("144000", "11880"),
        ("144001", "11880.20"), ("300000", "43080"), ("300001", "43080.25"), ("420000", "73080"),
        ("420001", "73080.30"), ("660000", "145080"), ("660001", "145080.35"),
        ("960000", "250080"), ("960001", "250080.45"),
    ],
)  # fmt: skip
def test_tax_of_the_year_at_each_edge(taxable, tax):
    assert income_tax.tax_of_year(Decimal(taxable)) == Decimal(tax)


def test_brackets_meet_without_a_jump():
    edges = [most for most, _, _ in income_tax.BRACKETS if most is not None]
    for edge in edges:
        cent = Decimal("0.01")
        step = income_tax.tax_of_year(edge + cent) - income_tax.tax_of_year(edge)
        assert 0 <= step <= cent


def test_withholding_is_cumulative():
    # 30,000 a month, 3,150 own insurance: taxable 21,850 a month
    # month 1: 21,850 x 3 % = 655.50; month 2: 43,700 x 10 % - 2,520 = 1,850, less 655.50 = 1,194.50
    first = income_tax.withheld(Decimal(30000), Decimal(3150), 1, Decimal(0))
    second = income_tax.withheld(Decimal(60000), Decimal(6300), 2, first)
    assert (first, second) == (Decimal("655.50"), Decimal("1194.50"))
    assert income_tax.withheld(Decimal(60000), Decimal(6300), 2, Decimal(9999)) == 0


@pytest.mark.parametrize(
    ("pay", "tax"),
    [("800", "0"), ("800.05", "0.01"), ("4000", "640"), ("4001", "640.16"), ("25000", "4000"),
     ("25001", "4000.24"), ("62500", "13000"), ("62501", "13000.32")],
)  # fmt: skip
def test_pay_for_services(pay, tax):
    assert services.withheld(Decimal(pay)) == Decimal(tax)


def test_own_insurance_and_its_limits():
    assert sum(share.own for share in insurance.SHARES) == Decimal("0.105")
    assert sum(share.employer for share in insurance.SHARES) == Decimal("0.27")
    assert insurance.insured(Decimal(3000), Decimal(4000), Decimal(20000)) == 4000
    assert insurance.insured(Decimal(30000), Decimal(4000), Decimal(20000)) == 20000
    assert insurance.insured(Decimal(5000), None, None) == 5000


def test_public_holidays():
    assert public_holidays(date(2026, 10, 1)) == tuple(date(2026, 10, d) for d in (1, 2, 3))
    assert public_holidays(date(2026, 11, 1)) == ()  # 11 Nov is none
    for year, days in ((2024, 11), (2025, 13), (2026, 13), (2027, 13)):
        assert sum(len(public_holidays(date(year, m, 1))) for m in range(1, 13)) == days
    with pytest.raises(PayError, match="are known for 2024 to 2027, not for 2031"):
        public_holidays(date(2031, 1, 1))


@given(
    st.decimals(0, 10**6, places=2),
    st.lists(st.integers(0, 100), min_size=1, max_size=9).filter(any),
)
def test_a_split_adds_up(amount, weights):
    parts = split(amount, [Decimal(w) for w in weights])
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - amount * weight / sum(weights)) < Decimal("0.01") + Decimal("1e-9")


HEAD = (
    "agent,group,week,hours_worked,days_worked,shifts,overtime_h,rest_day_h,holiday_h,night_shifts"
)


@pytest.fixture
def warned(tmp_path):
    def run(plan, *rows, first=date(2026, 10, 1)):
        file = tmp_path / "results.csv"
        file.write_text("\n".join(rows), encoding="utf-8")
        scheme = read_pay_plan(str(plan))
        return [str(w) for w in check(payroll(scheme, read_results(file, scheme, first)))]

    return run


def test_warnings_name_the_rule_and_nothing_is_corrected(warned):
    found = warned(
        "temps-and-agency", HEAD, "甲,regulars,1,280,24,24,30,10,8,0", first=date(2026, 11, 1)
    )
    assert "甲: 40 h of overtime and rest days, more than 36 a month (Labour Law art. 41)" in found
    assert "甲: 11.7 h on a mean day of 1, more than 11 (Labour Law art. 36 and 41)" in found
    assert (
        "甲: 8 h on public holidays, but 2026-11 has 0 of them (State Council order 795 of 2024)"
        in found
    )
    assert any(
        "no income_before of theirs is known (SAT announcement 61 of 2018)" in w for w in found
    )


def test_weeks_without_rest(warned):
    rows = [f"甲,regulars,{w},45,{7 if w == 2 else 5},7,0,0,0,0" for w in (1, 2, 3, 4)]
    found = warned("temps-and-agency", HEAD, *rows)
    assert "甲: no rest day in week 2 (Labour Law art. 38)" in found
    assert "甲: 45 h in week 1, more than 44 in an average week (Labour Law art. 36)" in found
    assert sum("art. 38" in w for w in found) == 1


def test_a_longer_period_than_a_week_has_more_days_and_hours():
    # November 2026 begins on a Sunday, which joins the week from the 2nd: eight days.
    mondays = ("2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23")
    month = Month(date(2026, 11, 1), (), (*mondays, "2026-11-30"))
    assert [month.days_of(label) for label in (*mondays, "2026-11-30")] == [8, 7, 7, 7, 1]
    assert Month(date(2026, 11, 1), (), mondays).days_of("2026-11-23") == 8
    assert Month(date(2026, 11, 1), (), ("1", "2")).days_of("1") == 7


def test_seven_days_of_eight_leave_a_rest_day(warned):
    mondays = ("2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23")
    rows = [f"甲,regulars,{label},49,7,7,0,0,0,0" for label in mondays]
    found = warned("temps-and-agency", HEAD, *rows, first=date(2026, 11, 1))
    assert [w for w in found if "art. 38" in w] == [
        "甲: no rest day in week 2026-11-09 (Labour Law art. 38)",
        "甲: no rest day in week 2026-11-16 (Labour Law art. 38)",
    ]
    # 44 h a week are 50.3 h in eight days
    assert [w for w in found if "49 h in week" in w] == [
        f"甲: 49 h in week {label}, more than 44 in an average week (Labour Law art. 36)"
        for label in mondays[1:3]
    ]


def test_overtime_that_nobody_pays_and_no_insurance(warned):
    found = warned("fixed", "agent,overtime_h", "甲,5")
    assert "甲: 5 h of overtime are not paid by the plan (Labour Law art. 44)" in found
    assert (
        "agents: the plan pays no social insurance for employees (Social Insurance Law art. 58 and 60)"
        in found
    )


def test_fines_above_a_fifth_of_the_wage(warned):
    found = warned(
        "grades-and-fines",
        "agent,group,grade,supervisor,fines",
        "乙,team,supervisor,无,0",
        "甲,team,agent,乙,2002",
    )
    assert (
        "甲: fines of 1001.00 yuan are more than 20 % of the wage of 5000.00 yuan (Provisional rules on payment of wages art. 16)"
        in found
    )
    assert not any(w.startswith("乙: fines") for w in found)


PART_TIME = """\
format: 1
name: part
chinese: 非全日制
as_of: none
groups:
  students:
    contract: part_time
    employer: 0.5 %
    own: 0 %
    parts: {pay: {hourly: {rate: 25 yuan/h}}}
  night:
    contract: employee
    employer: 27 %
    own: 10.5 %
    parts:
      base: {base: 3000 yuan/month}
      extra: {overtime: {workday: 120 %, rest_day: 200 %, holiday: 300 %}}
"""


def test_part_time_and_multiples(warned, tmp_path):
    plan = tmp_path / "own.yaml"
    plan.write_text(PART_TIME, encoding="utf-8")
    found = warned(plan, HEAD, *(f"甲,students,{w},25,5,5,,,," for w in (1, 2, 3, 4)))
    assert "甲: 25 h in week 3, more than 24 (Labour Contract Law art. 68)" in found
    assert "甲: 5.0 h on a mean day, more than 4 (Labour Contract Law art. 68)" in found
    assert (
        "students: part-timers are to be paid at least every 15 days; these slips are monthly (Labour Contract Law art. 72)"
        in found
    )
    assert (
        "night: extra pays 120 % for overtime on workdays, less than 150 % (Labour Law art. 44)"
        in found
    )


def test_a_year_whose_holidays_are_not_known(warned):
    found = warned("fixed", "agent,holiday_h", "甲,0", first=date(2031, 10, 1))
    assert (
        "the public holidays of 2031 are not known, so none are checked (State Council order 795 of 2024)"
        in found
    )
