"""Tables of real results: headers and cells as exports print them, and what is wrong with some."""
# ruff: noqa: E501  (the sentences stand as they are read)

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from capplan.files import read_month_text, read_pay_plan, read_profit, read_results
from capplan.files.pay_plans import read_plan_text
from capplan.pay import PayError, payroll

POINTS = "conversion-points"


@pytest.fixture
def read(tmp_path):
    def run(plan, text, encoding="utf-8"):
        file = tmp_path / "十月.csv"
        file.write_text(text, encoding=encoding)
        scheme = (
            read_pay_plan(plan) if "\n" not in plan else read_plan_text("own", plan, "own.yaml")
        )
        return scheme, read_results(file, scheme, date(2026, 10, 1))

    return run


def test_a_table_as_exports_print_it(read):
    text = (
        "自定义报表,,,,,\n"
        "客服昵称 ,接待人数,询单人数,询单->最终付款转化率,销售额,平均响应（秒)\n"
        '小美,"1,200",600,52.5%,"40,000.50",8分48秒\n'
        "小丽,300,200,0.525,1000,37.8\n"
        "小新,300,200,52.5,1000,-\n"
        "汇总,1800,1000,,,\n均值,600,,,,\n"
    )
    for encoding in ("utf-8", "gbk"):
        _, month = read(POINTS, text, encoding)
        assert [p.name for p in month.people] == ["小美", "小丽", "小新"]
        assert {p.values["conversion"] for p in month.people} == {Decimal("0.525")}
        assert month.people[0].values["sales"] == Decimal("40000.50")
        assert month.people[0].values["mean_response_s"] == 528
        assert "mean_response_s" not in month.people[2].values


def test_rates_are_weighted_and_counts_add_up(read):
    _, month = read(
        POINTS, "客服,周,询单人数,询单转化率,销售额\n小美,1,100,40%,5\n小美,2,300,60%,7\n"
    )
    assert month.people[0].values["conversion"] == Decimal("0.55")  # 40 + 180 of 400
    assert month.people[0].values["sales"] == 12
    assert month.periods == ("1", "2")


def test_days_are_gathered_into_weeks(read):
    days = [f"小美,2026-10-{d:02d},10,50%,1" for d in range(5, 19)]
    _, month = read(POINTS, "\n".join(["客服,日期,询单人数,询单转化率,销售额", *days]))
    assert month.periods == ("2026-10-05", "2026-10-12")


def test_a_second_column_of_a_metric_that_no_part_needs_is_left_aside(read):
    _, month = read(
        POINTS, "客服,询单转化率,销售额,平均响应时间,平均响应时长（新）\n小美,50%,1,20,30\n"
    )
    assert month.people[0].values["mean_response_s"] == 20


OWN = """\
format: 1
name: own
chinese: 自定
as_of: none
minimum: {monthly: 2490 yuan/month}
pools: {profit: {share: 5 %, by: score}}
groups:
  pre_sales: {contract: employee, employer: 27 %, own: 10.5 %, parts: {base: {base: PAY yuan/month}, quiz: {per_unit: {rate: 10 yuan, of: 测验}}, fine: {fine: {of: fines, each: 1 yuan, supervisor: 0 %}}}}
  shared: {contract: employee, employer: 27 %, own: 10.5 %, parts: {pool: {pool: profit}}}
"""


def test_a_column_of_ones_own(read):
    scheme, month = read(
        OWN.replace("PAY", "3000"), "agent,group,测验,fines\n甲,pre_sales,3,0\n甲,pre_sales,4,0\n"
    )
    assert payroll(scheme, month).slips[0].gross == Decimal("3070.00")


def test_an_empty_cell_of_what_most_have_none_of_means_none_and_is_said(read):
    head = "agent,grade,supervisor,fines\n"
    scheme, month = read("grades-and-fines", f"{head}甲,agent,乙,\n乙,captain,甲,3\n丙,agent,乙,\n")
    assert [p.values["fines"] for p in month.people] == [0, 3, 0]
    assert [str(note) for note in month.notes] == [
        "十月.csv, column fines: empty for 甲, 丙, taken as none"
    ]
    assert payroll(scheme, month).slips[0].gross == Decimal("5001.50") - Decimal(
        "3.00"
    )  # half of 3 yuan is 甲's


def test_an_empty_cell_beside_a_figure_says_nothing(read):
    head = "agent,week,grade,supervisor,fines\n"
    _, month = read("grades-and-fines", f"{head}甲,1,agent,乙,\n甲,2,agent,乙,2\n乙,1,agent,甲,0\n")
    assert month.people[0].values["fines"] == 2
    assert month.notes == ()


def test_what_no_part_needs_is_left_empty(read):
    _, month = read("fixed", "agent,fines\n甲,\n")
    assert "fines" not in month.people[0].values
    assert month.notes == ()


WRONG = {
    "a dash is not none": (
        "grades-and-fines",
        "agent,grade,supervisor,fines\n甲,agent,乙,--\n",
        "十月.csv, column fines: nothing is said of 甲, but groups.team.parts.fines needs it",
    ),
    "an empty cell of what everybody has": (
        POINTS,
        "客服昵称,销售额,询单转化率\n小美,,50%\n",
        "十月.csv, column 销售额: nothing is said of 小美, but groups.pre_sales.parts.commission needs it",
    ),
    "no agents": (POINTS, "店铺,销售额\n童装,1\n", "十月.csv has no column of agents within its first 10 rows; name it agent, 客服昵称, 客服 or 旺旺昵称"),
    "a metric that the table lacks": (
        POINTS,
        "客服昵称,销售额,询单转换\n小美,1,50%\n",
        '十月.csv has no column "conversion", which groups.pre_sales.parts.conversion of the plan conversion-points names (valid: sales)',
    ),
    "a blank cell": (
        POINTS,
        "客服昵称,销售额,询单转化率\n小美,1,--\n",
        "十月.csv, column 询单转化率: nothing is said of 小美, but groups.pre_sales.parts.conversion needs it",
    ),
    "a share above 100 %": (
        POINTS,
        "客服昵称,销售额,询单转化率\n小美,1,50%\n小丽,1,540%\n",
        "十月.csv, row 3, column 询单转化率: must lie between 0 % and 100 %, not 540%",
    ),
    "no number": (POINTS, "客服昵称,销售额,询单转化率\n小美,many,50%\n", '十月.csv, row 2, column 销售额: "many" is not a number'),
    "a comma that parts no thousands": (POINTS, '客服昵称,销售额,询单转化率\n小美,"1,5",50%\n', '十月.csv, row 2, column 销售额: "1,5" is not a number'),
    "below 0": (POINTS, "客服昵称,销售额,询单转化率\n小美,-5,50%\n", "十月.csv, row 2, column 销售额: must be 0 or more, not -5"),
    "half a chat": (POINTS, "客服昵称,接待人数,销售额,询单转化率\n小美,1.5,5,50%\n", "十月.csv, row 2, column 接待人数: must be a whole number, not 1.5"),
    "two columns of one metric": (
        POINTS,
        "客服昵称,销售额,客服销售额,询单转化率\n小美,1,1,50%\n",
        "十月.csv, row 1: the columns 销售额 and 客服销售额 both hold sales; leave one out",
    ),
    "another month": (POINTS, "客服,日期,销售额,询单转化率\n小美,2026-11-02,1,50%\n", "十月.csv, row 2, column 日期: 2026-11-02 is not in the month 2026-10"),
    "no such group": (
        "kpi-and-mean",
        "客服,岗位\n小美,pre_sale\n",
        '十月.csv, row 2, column 岗位: the plan kpi-and-mean has no group "pre_sale"; did you mean "pre_sales"? (valid: pre_sales, after_sales)',
    ),
    "groups not told": (
        "kpi-and-mean",
        "客服,销售额\n小美,1\n",
        "十月.csv, row 2, column group is missing: the plan has several groups; name the column group, 组 or 岗位",
    ),
    "two groups": (
        "kpi-and-mean",
        "客服,岗位\n小美,pre_sales\n小美,after_sales\n",
        '十月.csv: 小美 has more than one group in the month: "pre_sales" (row 2) and "after_sales" (row 3)',
    ),
    "not yet there": ("fixed", "agent,joined\n甲,2026-11-05\n", "十月.csv, row 2: 甲 was not employed on any paid day of 2026-10 (joined 2026-11-05, left not yet)"),
    "nobody": ("fixed", "agent\n汇总\n", "十月.csv holds no row of an agent below its header"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_wrong_tables(case, read):
    plan, text, sentence = WRONG[case]
    with pytest.raises(ValueError) as error:  # noqa: PT011  (the sentence is compared)
        read(plan, text)
    assert str(error.value) == sentence


WRONG_PAY = {
    "negative pay": ("3000", "甲,pre_sales,0,3500", "the pay of 甲 would be -500.00 yuan, below 0 (fine -3500.00)"),
    "below the minimum": (
        "2400",
        "甲,pre_sales,0,0",
        "the wage of 甲 is 2400.00 yuan without overtime and allowances, below the minimum of 2490.00 yuan that the plan sets for 22 of 22 paid days",
    ),
    "a pool of a profit not known": (
        "3000",
        "甲,shared,0,0",
        "the pool profit is 5 % of the month's profit, which is not known; give it, for example --profit 120000",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG_PAY)
def test_pay_that_cannot_be(case, read):
    amount, row, sentence = WRONG_PAY[case]
    head = "agent,group,测验,fines,score\n"
    scheme, month = read(OWN.replace("PAY", amount), f"{head}{row},5\n")
    with pytest.raises(PayError) as error:
        payroll(scheme, month)
    assert str(error.value) == sentence


def test_a_link_to_a_group_without_people(read):
    text = "客服,岗位,店铺,质检分,客户满意率,缺勤天数,bonus\n安安,after_sales,童装,92,85%,0,0\n"
    scheme, month = read("kpi-and-mean", text)
    with pytest.raises(PayError) as error:
        payroll(scheme, month)
    assert str(error.value) == (
        "performance of 安安 is the mean of pre_sales of the shop 童装, but nobody of pre_sales is in the table for it"
    )


def test_a_supervisor_who_is_not_there(read):
    text = "agent,group,grade,supervisor,fines\n甲,team,agent,老王,5\n"
    scheme, month = read("grades-and-fines", text)
    with pytest.raises(PayError) as error:
        payroll(scheme, month)
    assert str(error.value) == (
        'fines of 甲 is shared with the supervisor "老王", who must be another person of the table'
    )


def test_a_shared_fine_without_a_supervisor(read):
    scheme, month = read("grades-and-fines", "agent,grade,supervisor,fines\n甲,agent,,5\n")
    with pytest.raises(PayError) as error:
        payroll(scheme, month)
    assert str(error.value) == (
        "fines of 甲 is shared with the supervisor, but the table names none; add a column supervisor or 主管"
    )


def test_a_grade_without_an_amount(read):
    scheme, month = read("grades-and-fines", "agent,grade,supervisor,fines\n甲,boss,乙,0\n")
    with pytest.raises(PayError, match='has the grade "boss", for which base has no amount'):
        payroll(scheme, month)


def test_months_and_profits():
    assert read_month_text("2026-10") == date(2026, 10, 1)
    assert read_profit("120,000") == 120000
    with pytest.raises(ValueError, match='"Oct" is not a month; write for example 2026-10'):
        read_month_text("Oct")
    with pytest.raises(ValueError, match='--profit: "lots" is not an amount'):
        read_profit("lots")
