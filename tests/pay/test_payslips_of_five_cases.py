"""Payslips of the five founding cases, worked by hand; the arithmetic stands beside each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from capplan.files import read_pay_plan, read_results
from capplan.files.pay_plans import read_plan_text
from capplan.pay import Payroll, Payslip, payroll

OCTOBER = date(2026, 10, 1)


@pytest.fixture
def paid(tmp_path: Path):
    def run(plan: str, table: str, profit: str | None = None, first: date = OCTOBER) -> Payroll:
        file = tmp_path / "results.csv"
        file.write_text(table, encoding="utf-8")
        scheme = read_pay_plan(plan)
        month = read_results(file, scheme, first, Decimal(profit) if profit else None)
        return payroll(scheme, month)

    return run


def slip(found: Payroll, name: str) -> Payslip:
    return next(s for s in found.slips if s.person == name)


def lines(found: Payslip) -> dict[str, str]:
    return {line.name: str(line.amount) for line in (*found.parts, *found.taken, *found.added)}


# ---- case 000: KPI coefficient, after-sales by the mean of pre-sales ----------------------------

CASE_000 = """\
客服昵称,岗位,店铺,接待人数,询单人数,询单转化率,平均响应(秒),回复率,销售额,质检分,客户满意率,缺勤天数,bonus
小美,pre_sales,童装,1000,600,50%,30,99%,400000,,,0,100
小丽,pre_sales,童装,300,300,40%,40,95%,100000,,,1,0
小丽,pre_sales,礼盒,700,700,40%,40,95%,200000,,,0,0
安安,after_sales,童装,200,,,,,,92,85%,0,50
安安,after_sales,礼盒,600,,,,,,92,85%,0,0
"""


def test_case_000(paid):
    found = paid("kpi-and-mean", CASE_000)
    # 0.5 % of 400,000 = 2,000; coefficient 0.5 x 1 + 0.3 x 1 + 0.2 x 1 = 1
    assert lines(slip(found, "小美")) == {
        "base": "3000.00",
        "performance": "2000.00",
        "bonus": "100.00",
        "full_attendance": "200.00",
        "own insurance": "556.50",  # 10.5 % of 5,300
        "income tax": "0.00",  # 5,300 - 556.50 is below 5,000
        "employer's add-on": "1431.00",  # 27 % of 5,300
    }
    # two shops: 0.5 % of 100,000 + 200,000 = 1,500; coefficient 0.5 x 0.8 + 0.3 x 0.8 + 0.2 x 0.8
    assert slip(found, "小丽").gross == Decimal("4200.00")  # 3,000 + 1,200, one day missed
    assert lines(slip(found, "小丽"))["performance"] == "1200.00"
    # 童装: 小美 with all her work (weight 1), 小丽 with 300 of 1,000 (0.3):
    #   (2,000 x 1 + 1,500 x 0.3) / 1.3 = 1,884.615...;  礼盒: 小丽 alone, 1,500
    # 安安 200 of 800 chats for 童装: 0.25 x 1,884.615 + 0.75 x 1,500 = 1,596.153... -> 1,596.15
    # coefficient 0.6 x 1 + 0.4 x 0.8 = 0.92: 1,596.15 x 0.92 = 1,468.458 -> 1,468.46
    assert lines(slip(found, "安安"))["performance"] == "1468.46"
    assert slip(found, "安安").gross == Decimal("4718.46")  # 3,000 + 1,468.46 + 50 + 200


def test_the_mean_is_taken_before_the_coefficients_of_those_averaged(paid):
    good = paid("kpi-and-mean", CASE_000)
    slow = paid("kpi-and-mean", CASE_000.replace("50%,30,99%", "50%,50,99%"))
    assert lines(slip(slow, "小美"))["performance"] == "1760.00"  # 0.5 + 0.3 x 0.6 + 0.2 = 0.88
    assert slip(slow, "安安") == slip(good, "安安")


# ---- case 001: fixed, and the proposal ----------------------------------------------------------


def test_case_001_as_it_is(paid):
    found = paid("fixed", "客服,咨询量\n甲,400\n乙,40\n")
    for person in found.slips:
        assert person.gross == person.net == person.cost == Decimal("3200.00")


CASE_001 = """\
agent,orders,praise_rate,problems_solved,days_worked,absent_days,score
甲,120,98%,80,22,0,90
乙,60,95%,250,20,2,60
丙,30,85%,150,22,0,60
"""


def test_case_001_as_proposed(paid):
    found = paid("profit-pool", CASE_001, "100000.10")
    # pool: 5 % of 100,000.10 = 5,000.005 -> 5,000.01, by 90 : 60 : 60
    #   2,142.861..., 1,428.574..., 1,428.574...: down 2,142.86 + 1,428.57 + 1,428.57 = 5,000.00;
    #   the cent left goes to the first of the largest remainders (0.0043 against 0.0043 and 0.0043:
    #   90/210 of 5,000.01 = 2,142.8614; 60/210 = 1,428.5743), so to 乙
    assert [lines(s)["pool"] for s in found.slips] == ["2142.86", "1428.58", "1428.57"]
    first = slip(found, "甲")
    # orders 120 x 10 = 1,200; coefficient 0.5 x 1 + 0.5 x 0.6 = 0.8: 960
    # base 3,200 + full attendance 200 + meals 22 x 15 = 330 + 960 + 2,142.86 = 6,832.86
    assert first.gross == Decimal("6832.86")
    # own 10.5 % = 717.4503 -> 717.45; taxable 6,832.86 - 717.45 - 5,000 = 1,115.41; 3 % = 33.4623
    assert lines(first)["own insurance"] == "717.45"
    assert lines(first)["income tax"] == "33.46"
    assert first.net == Decimal("6081.95")
    assert first.cost == Decimal("8677.73")  # + 27 % = 1,844.8722 -> 1,844.87


def test_a_loss_fills_no_pool(paid):
    found = paid("profit-pool", CASE_001, "-5000")
    assert {lines(s)["pool"] for s in found.slips} == {"0.00"}


# ---- case 002: temps and agency -----------------------------------------------------------------

CASE_002 = """\
agent,group,week,hours_worked,shifts,days_worked,overtime_h,rest_day_h,holiday_h,night_shifts,chats,seats
甲,regulars,2026-10-05,200,22,22,10,8,8,3,,
乙,hourly_temps,2026-10-05,10,3,3,,,,,,
乙,hourly_temps,2026-10-12,100,10,10,,,,,,
丙,daily_temps,2026-10-05,,,12,,,,,,
外包甲,agency_chats,2026-10-05,,,,,,,,2001,
外包乙,agency_seats,2026-10-05,,,,,,,,,3
"""


def test_case_002(paid):
    found = paid("temps-and-agency", CASE_002)
    # October has three public holidays: 8 h of one at 300 %.  5,500 / 21.75 / 8 = 31.6091954...
    # x (10 x 1.5 + 8 x 2 + 8 x 3 = 55) = 1,738.5057... ; nights 3 x 20
    assert lines(slip(found, "甲")) == {
        "base": "5500.00",
        "overtime": "1738.51",
        "nights": "60.00",
        "own insurance": "766.34",  # 10.5 % of 7,298.51 = 766.34355
        "income tax": "45.97",  # 3 % of 7,298.51 - 766.34 - 5,000 = 1,532.17: 45.9651
        "employer's add-on": "1970.60",  # 27 % = 1,970.5977
    }
    # week 1: three shifts for at least 4 h each: 12 h, not 10; week 2: 100 h; 112 x 22 = 2,464
    # pay for services: (2,464 - 800) x 20 % = 332.80
    assert slip(found, "乙").gross == Decimal("2464.00")
    assert slip(found, "乙").net == Decimal("2131.20")
    assert slip(found, "丙").gross == Decimal("2400.00")  # 12 x 200
    assert slip(found, "外包甲").cost == Decimal("2401.20")  # 2,001 x 1.20, nothing withheld
    assert slip(found, "外包乙").cost == slip(found, "外包乙").net == Decimal("13500.00")


# ---- case 003: points of conversion -------------------------------------------------------------


@pytest.mark.parametrize(
    ("conversion", "bonus"),
    [("49.99%", "0.00"), ("50%", "800.00"), ("52%", "1200.00"), ("54%", "1600.00"),
     ("53.5%", "1500.00"), ("80%", "6800.00")],
)  # fmt: skip
def test_case_003_steps(paid, conversion, bonus):
    found = paid("conversion-points", f"客服昵称,询单转化率,销售额\n小美,{conversion},10000\n")
    assert lines(found.slips[0]) == {
        "base": "4000.00",
        "commission": "20.00",  # 0.2 % of 10,000
        "conversion": bonus,
        "own insurance": str(
            ((4020 + Decimal(bonus)) * Decimal("0.105")).quantize(Decimal("0.01"))
        ),
        "income tax": lines(found.slips[0])["income tax"],
        "employer's add-on": lines(found.slips[0])["employer's add-on"],
    }


WEEKS = """\
客服昵称,周,询单人数,询单转化率,销售额
小美,1,100,46%,0
小美,2,100,54%,0
小美,3,100,54%,0
小美,4,100,46%,0
小新,3,100,54%,0
小新,4,100,54%,0
"""


def test_weeks_are_measured_for_themselves(paid):
    found = paid("conversion-points", WEEKS)
    # the month's 50 % would pay 800; the weeks pay (0 + 1,600 + 1,600 + 0) / 4 = 800: alike by
    # chance of symmetry, so the second: two weeks of four at 1,600 = 800, not 1,600
    assert lines(slip(found, "小美"))["conversion"] == "800.00"
    assert lines(slip(found, "小新"))["conversion"] == "800.00"
    uneven = paid("conversion-points", WEEKS.replace("小美,4,100,46%", "小美,4,100,30%"))
    assert lines(slip(uneven, "小美"))["conversion"] == "800.00"  # the month's 46 % would pay 0


# ---- case 004: grades, shared fines, charge-out -------------------------------------------------

CASE_004 = """\
agent,group,grade,supervisor,shop,chats,fines
主管,team,supervisor,,食品,100,0
小美,team,agent,主管,食品,300,50.01
小美,team,agent,主管,干果,600,0
"""


def test_case_004(paid):
    found = paid("grades-and-fines", CASE_004)
    # the fine of 50.01: the supervisor bears half, 25.005 -> 25.01, the agent the rest, 25.00
    assert lines(slip(found, "小美"))["fines"] == "-25.00"
    assert lines(slip(found, "主管"))["fines shared"] == "-25.01"
    assert slip(found, "小美").gross == Decimal("4975.00")
    assert slip(found, "主管").gross == Decimal("7974.99")
    # cost x 1.1: 小美 4,975 x 1.27 = 6,318.25 -> 6,950.08 (6,950.075), a third to 食品: 2,316.69
    # (2,316.6933) and two thirds to 干果: 4,633.39 (4,633.3867, the cent left); 主管 7,974.99 +
    # 2,153.25 (2,153.2473) = 10,128.24 -> 11,141.06 (11,141.064), all 食品
    assert found.charged() == {"食品": Decimal("13457.75"), "干果": Decimal("4633.39")}


def test_who_has_no_shop_is_charged_to_none(paid):
    found = paid("grades-and-fines", "agent,grade,fines\n甲,agent,0\n")
    assert found.charged() == {"no shop": Decimal("6985.00")}  # 5,000 x 1.27 x 1.1


# ---- part of a month ----------------------------------------------------------------------------


def test_who_joins_in_the_middle_is_paid_by_paid_days(paid):
    # October 2026 has 22 days from Monday to Friday, 12 from the 15th on; its holidays are paid
    found = paid("fixed", "agent,joined\n甲,2026-10-15\n乙,2026-10-01\n")
    assert slip(found, "甲").gross == Decimal("1745.45")  # 3,200 x 12 / 22 = 1,745.4545
    assert slip(found, "乙").gross == Decimal("3200.00")


def test_who_joins_in_the_middle_has_no_full_attendance(paid):
    head, row, *_ = CASE_001.splitlines()
    found = paid("profit-pool", f"{head},joined\n{row},2026-10-16\n", "0")
    assert lines(found.slips[0])["full_attendance"] == "0.00"


JOINER = """\
客服昵称,岗位,接待人数,询单人数,询单转化率,平均响应(秒),回复率,销售额,质检分,客户满意率,缺勤天数,bonus,入职日期,离职日期
小美,pre_sales,1000,600,50%,30,99%,400000,,,,100,,
小新,pre_sales,300,300,50%,30,99%,100000,,,,,2026-10-15,
小去,pre_sales,300,300,50%,30,99%,200000,,,,,,2026-10-15
安安,after_sales,200,,,,,,92,95%,,,2026-10-20,
"""


def test_joiners_and_leavers_of_case_000_have_whole_slips(paid):
    """October 2026 has 22 paid days: 12 from the 15th on, 11 up to it, 9 from the 20th on."""
    found = paid("kpi-and-mean", JOINER)
    # base 3,000 x 12 / 22 = 1,636.3636...; 0.5 % of 100,000 = 500, coefficient 1
    assert lines(slip(found, "小新")) == {
        "base": "1636.36",
        "performance": "500.00",
        "bonus": "0.00",  # the cell is empty
        "full_attendance": "0.00",
        "own insurance": "224.32",  # 10.5 % of 2,136.36 = 224.3178
        "income tax": "0.00",
        "employer's add-on": "576.82",  # 27 % = 576.8172
    }
    assert slip(found, "小新").net == Decimal("1912.04")
    assert slip(found, "小新").cost == Decimal("2713.18")
    assert lines(slip(found, "小去"))["base"] == "1500.00"  # 3,000 x 11 / 22
    assert lines(slip(found, "小去"))["full_attendance"] == "0.00"
    # no shops: the plain mean of 2,000, 500 and 1,000 = 1,166.666..., however long they were there;
    # base 3,000 x 9 / 22 = 1,227.2727...; coefficient 1
    assert lines(slip(found, "安安"))["performance"] == "1166.67"
    assert slip(found, "安安").gross == Decimal("2393.94")


def test_a_joiner_is_held_to_the_minimum_of_her_days(tmp_path):
    text = """\
format: 1
name: least
chinese: 最低
as_of: none
minimum: {monthly: 2490 yuan/month}
groups:
  agents: {contract: employee, employer: 27 %, own: 10.5 %, parts: {base: {base: 2490 yuan/month}}}
"""
    file = tmp_path / "results.csv"
    file.write_text("agent,joined\n甲,2026-10-15\n", encoding="utf-8")
    scheme = read_plan_text("least", text, "least.yaml")
    found = payroll(scheme, read_results(file, scheme, OCTOBER))
    assert found.slips[0].gross == Decimal("1358.18")  # 2,490 x 12 / 22, the minimum of 12 days


# ---- a month with public holidays ---------------------------------------------------------------


def test_public_holidays_are_paid_days_and_hours_on_them_three_times(paid):
    """October 2026: 1 to 3 are holidays, two of them on paid days, which nobody loses for them."""
    head = "agent,group,overtime_h,rest_day_h,holiday_h,night_shifts\n"
    found = paid("temps-and-agency", f"{head}甲,regulars,,,24,\n乙,regulars,,,,\n")
    # 5,500 / 21.75 / 8 = 31.6091954 an hour x 3 x 24 h = 2,275.8620...
    assert lines(slip(found, "甲"))["overtime"] == "2275.86"
    assert slip(found, "乙").gross == Decimal("5500.00")


def test_a_joiner_behind_the_holidays_is_not_paid_for_them(paid):
    # paid days from Monday 5 October on: 20 of 22
    found = paid("fixed", "agent,joined\n甲,2026-10-05\n")
    assert slip(found, "甲").gross == Decimal("2909.09")  # 3,200 x 20 / 22


# ---- an agent over several shops ----------------------------------------------------------------


def test_one_agent_over_three_shops_is_charged_to_each(paid):
    head = "agent,grade,supervisor,fines,shop,chats\n"
    rows = "甲,agent,乙,2,童装,100\n甲,agent,乙,,礼盒,250\n甲,agent,乙,4,食品,50\n"
    rows += "乙,captain,甲,,童装,10\n"
    found = paid("grades-and-fines", head + rows)
    # 甲: 5,000 less 3 of 6 yuan of fines, the other 3 are 乙's; 27 % of 4,997 = 1,349.19
    assert slip(found, "甲").cost == Decimal("6346.19")
    assert slip(found, "乙").gross == Decimal("6497.00")
    assert slip(found, "乙").cost == Decimal("8251.19")  # + 27 % of 6,497 = 1,754.19
    # with the fee of 10 %: 甲 6,980.809 -> 6,980.81 by 100 : 250 : 50 of 400 = 1,745.2025,
    # 4,363.00625 and 872.60125: down 1,745.20 + 4,363.00 + 872.60 = 6,980.80, the cent left
    # to the largest remainder 0.00625, 礼盒; 乙 8,251.19 x 1.1 = 9,076.309 -> 9,076.31, all to 童装
    assert found.charged() == {
        "童装": Decimal("10821.51"),
        "礼盒": Decimal("4363.01"),
        "食品": Decimal("872.60"),
    }


# ---- whatever the plan --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "table"),
    [("kpi-and-mean", CASE_000), ("profit-pool", CASE_001), ("temps-and-agency", CASE_002),
     ("conversion-points", WEEKS)],
)  # fmt: skip
def test_sums_are_exact(paid, plan, table):
    for found in paid(plan, table, "77777.77").slips:
        assert found.gross == sum(line.amount for line in found.parts)
        assert found.net == found.gross - sum(line.amount for line in found.taken)
        assert found.cost == found.gross + sum(line.amount for line in found.added)
        for amount in (found.gross, found.net, found.cost):
            assert amount == amount.quantize(Decimal("0.01"))


# ---- insurance and housing fund in lines of their own (E1u) -------------------------------------


def test_insurance_by_line(tmp_path):
    text = """\
format: 1
name: lines
chinese: 分项
as_of: 2026-10
groups:
  agents:
    contract: employee
    insurance: usual
    housing_fund: 7 %
    insured_from: 4812 yuan/month
    parts:
      base: {base: 9000 yuan/month}
"""
    file = tmp_path / "results.csv"
    file.write_text("客服,咨询量\n甲,400\n", encoding="utf-8")
    scheme = read_plan_text("lines", text, "lines.yaml")
    found = payroll(scheme, read_results(file, scheme, OCTOBER))
    # 9,000: own 8 % 720, 2 % 180, 0.5 % 45, 7 % 630 = 1,575; employer 16 % 1,440, 9.8 % 882,
    # 0.5 % 45, 0.7 % 63, 7 % 630 = 3,060; tax 3 % of 9,000 - 1,575 - 5,000 = 2,425: 72.75
    assert lines(found.slips[0]) == {
        "base": "9000.00",
        "pension": "720.00",
        "medical": "180.00",
        "unemployment": "45.00",
        "housing fund": "630.00",
        "income tax": "72.75",
        "employer's pension": "1440.00",
        "employer's medical": "882.00",
        "employer's unemployment": "45.00",
        "employer's work injury and maternity": "63.00",
        "employer's housing fund": "630.00",
    }
    assert found.slips[0].net == Decimal("7352.25")
    assert found.slips[0].cost == Decimal("12060.00")
