"""Columns of a table of results per agent: names, kinds, ranges, headers of exports (E1i)."""

# ruff: noqa: E501  (headers as exports print them)

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    DATE = "date"
    COUNT = "count"
    NUMBER = "number"
    MONEY = "yuan"
    SHARE = "share"
    SECONDS = "seconds"


class Over(StrEnum):
    """How rows of one person come together."""

    SUM = "sum"
    MEAN = "mean"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: as plans call it.
        kind: what its cells hold.
        over: how rows come together.
        weight: the column by which a mean is weighted, "" if all rows count alike.
        headers: further headers, as exports print them.
    """

    name: str
    kind: Kind
    over: Over
    weight: str = ""
    headers: tuple[str, ...] = ()


def _texts() -> tuple[Column, ...]:
    same, text, day = Over.SAME, Kind.TEXT, Kind.DATE
    return (
        Column("agent", text, same, "", ("客服昵称", "客服", "旺旺昵称", "旺旺账号名称", "账户名", "客服账号")),
        Column("group", text, same, "", ("组", "岗位", "技能组", "旺旺分组")),
        Column("shop", text, same, "", ("店铺",)),
        Column("week", text, same, "", ("周", "周次", "日期")),
        Column("grade", text, same, "", ("等级", "职级")),
        Column("supervisor", text, same, "", ("主管",)),
        Column("joined", day, same, "", ("入职日期",)),
        Column("left", day, same, "", ("离职日期",)),
    )  # fmt: skip


def _counts() -> tuple[Column, ...]:
    count, number, money, add = Kind.COUNT, Kind.NUMBER, Kind.MONEY, Over.SUM
    return (
        Column("asked", count, add, "", ("咨询人数", "聊天人数", "聊天人数(原咨询人数)", "咨询量")),
        Column("chats", count, add, "", ("接待人数", "接待量", "人工接待人数", "人工接待会话量", "接待会话量")),
        Column("inquirers", count, add, "", ("询单人数", "售前接待人数")),
        Column("orders", count, add, "", ("订单量", "销售订单数")),
        Column("buyers", count, add, "", ("销售人数", "支付人数", "促成下单人数", "最终付款人数", "最终成团人数")),
        Column("sales", money, add, "", ("销售额", "客服销售额", "客服询单支付额")),
        Column("net_sales", money, add, "", ("净销售额", "退款后销售额", "去退销售额(元)")),
        Column("problems_solved", count, add, "", ("解决问题数",)),
        Column("days_worked", number, add, "", ("上班天数", "客服在线天数")),
        Column("absent_days", number, add, "", ("缺勤天数",)),
        Column("hours_worked", number, add, "", ("工时",)),
        Column("shifts", count, add, "", ("班次数",)),
        Column("overtime_h", number, add, "", ("平日加班工时",)),
        Column("rest_day_h", number, add, "", ("休息日加班工时",)),
        Column("holiday_h", number, add, "", ("节假日加班工时",)),
        Column("night_shifts", count, add, "", ("夜班次数",)),
        Column("evening_shifts", count, add, "", ("晚班次数",)),
        Column("seats", number, add, "", ("坐席数",)),
        Column("fines", money, add, "", ("罚款",)),
        Column("faults", count, add, "", ("差错数",)),
        Column("bonus", money, add),
    )  # fmt: skip


def _rates() -> tuple[Column, ...]:
    share, seconds, number, mean = Kind.SHARE, Kind.SECONDS, Kind.NUMBER, Over.MEAN
    return (
        Column("conversion", share, mean, "inquirers", ("询单转化率", "询单->最终付款转化率", "询单最终付款转化率")),
        Column("target_conversion", share, mean, "", ("目标转化率",)),
        Column("reply_rate", share, mean, "asked", ("回复率", "旺旺回复率")),
        Column("reply_3_min", share, mean, "chats", ("3分钟人工响应率", "3分钟人工回复率(8-23点)", "客服3分钟人工回复率")),
        Column("answer_30_s", share, mean, "chats", ("30s应答率", "30秒应答率(8-23点)")),
        Column("satisfaction", share, mean, "chats", ("客户满意率", "客户满意比", "满意率", "满意度")),
        Column("praise_rate", share, mean, "chats", ("好评率",)),
        Column("lost_inquiries", share, mean, "inquirers", ("询单流失率",)),
        Column("attainment", share, mean, "", ("目标达成率",)),
        Column("first_response_s", seconds, mean, "chats", ("首次响应(秒)", "首次响应时长(秒)", "首响时长", "首次平均响应时间")),
        Column("mean_response_s", seconds, mean, "chats", ("平均响应(秒)", "平均响应时长(秒)", "平响时长", "平均响应时长", "平均响应时间", "平均响应时长(新)")),
        Column("answer_ratio", number, mean, "chats", ("答问比",)),
        Column("order_value", number, mean, "buyers", ("客单价", "询单客单价")),
        Column("quality", number, mean, "", ("质检分",)),
        Column("score", number, mean, "", ("得分", "绩效得分")),
    )  # fmt: skip


def _history() -> tuple[Column, ...]:
    return (
        Column("years_of_service", Kind.NUMBER, Over.SAME, "", ("工龄",)),
        Column("months_before", Kind.COUNT, Over.SAME, "", ("累计月数",)),
        Column("income_before", Kind.MONEY, Over.SAME, "", ("累计收入",)),
        Column("insurance_before", Kind.MONEY, Over.SAME, "", ("累计社保",)),
        Column("withheld_before", Kind.MONEY, Over.SAME, "", ("累计已扣税额",)),
    )


NOW_AND_THEN = frozenset(
    {
        "absent_days", "overtime_h", "rest_day_h", "holiday_h", "night_shifts", "evening_shifts",
        "fines", "faults", "bonus",
    }
)  # fmt: skip
"""What most people have none of, so that an empty cell means none."""
COLUMNS = (*_texts(), *_counts(), *_rates(), *_history())
"""All columns that have a meaning of their own."""
BY_NAME = {column.name: column for column in COLUMNS}


def normal(header: str) -> str:
    """A header with plain brackets and without spaces; mixed brackets are mended."""
    text = unicodedata.normalize("NFKC", header)
    return "".join(text.split()).lower()


BY_HEADER = {
    normal(header): column for column in COLUMNS for header in (column.name, *column.headers)
}
"""Column by normalised header."""
