"""The trade's own rules, for the reconciliation sheet (rule S6): what a planner computes by hand.

They are kept as the trade states them, with what they leave out; none is a recommendation.
"""

from __future__ import annotations

from dataclasses import dataclass

from capplan.queueing import checks
from capplan.queueing.erlang import least_agents_erlang_c
from capplan.queueing.least import whole_agents

SECONDS_PER_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """What a rule of thumb says.

    Attributes:
        exact: before rounding [agents].
        agents: rounded up, forgiving float dust.
    """

    exact: float
    agents: int


def chats_from_sales(
    sales_target: float, order_value: float, chat_share: float, conversion: float
) -> float:
    """Chats of a day from its sales target: target ÷ order value x chat share ÷ conversion.

    Args:
        sales_target: sales of the day, zero or more [yuan].
        order_value: mean sales per order, above zero [yuan].
        chat_share: share of the orders that ask first, in (0, 1] [1].
        conversion: share of those who ask that order, in (0, 1] [1].

    Returns:
        Chats of the day.

    Raises:
        ValueError: an argument is out of its range.
    """
    target = checks.not_negative("sales_target", sales_target)
    orders = target / checks.positive("order_value", order_value)
    asked = orders * checks.share_above_zero("chat_share", chat_share)
    return asked / checks.share_above_zero("conversion", conversion)


def volume_rule(chats: float, chats_per_agent: float, uplift: float = 1.2) -> RuleAnswer:
    """Volume ÷ chats per agent x 1.2; knows no hours, no waiting, no opening.

    Args:
        chats: chats of the day, zero or more.
        chats_per_agent: chats that one agent handles in a day, above zero.
        uplift: factor for safety, above zero [1].

    Raises:
        ValueError: an argument is out of its range.
    """
    volume = checks.not_negative("chats", chats)
    each = checks.positive("chats_per_agent", chats_per_agent)
    return _answer(volume / each * checks.positive("uplift", uplift))


def seconds_rule(
    chats: float,
    messages_per_chat: float,
    seconds_per_message: float,
    hours: float,
    used_share: float = 1.0,
) -> RuleAnswer:
    """Volume ÷ (3600 ÷ (messages x seconds) x hours x used share); a flat day, no waiting.

    Args:
        chats: chats of the day, zero or more.
        messages_per_chat: messages an agent writes per chat, above zero.
        seconds_per_message: work per message, above zero [s].
        hours: paid hours of an agent's day, above zero [h].
        used_share: share of the hours spent on chats, in (0, 1]; the trade takes 1 [1].

    Raises:
        ValueError: an argument is out of its range.
    """
    volume = checks.not_negative("chats", chats)
    per_chat = checks.positive("messages_per_chat", messages_per_chat)
    per_chat *= checks.positive("seconds_per_message", seconds_per_message)
    day = checks.positive("hours", hours) * checks.share_above_zero("used_share", used_share)
    return _answer(volume * per_chat / (SECONDS_PER_HOUR * day))


def concurrency_rule(
    arrivals_per_s: float,
    mean_handling_s: float,
    concurrency: float,
    share: float,
    within_s: float,
) -> RuleAnswer:
    """AHT ÷ concurrency through Erlang C: an agent with slots as that many times faster an agent.

    It takes the think times of one customer as work for another, always; and it knows no
    abandonment. `exact` is the load AHT ÷ concurrency x rate, `agents` what Erlang C asks for it.

    Args:
        arrivals_per_s: arrival rate, zero or more [1/s].
        mean_handling_s: mean time from assignment to the end of a chat, above zero [s].
        concurrency: chats open at once, 1 or more.
        share: share of chats to be taken up within `within_s`, in [0, 1) [1].
        within_s: the time, zero or more [s].

    Raises:
        ValueError: an argument is out of its range.
    """
    work_s = checks.positive("mean_handling_s", mean_handling_s)
    work_s /= checks.at_least_one("concurrency", concurrency)
    agents = least_agents_erlang_c(arrivals_per_s, work_s, share, within_s)
    return RuleAnswer(arrivals_per_s * work_s, agents)


def _answer(exact: float) -> RuleAnswer:
    return RuleAnswer(exact, whole_agents(exact))
