"""Queueing theory of a chat team: telephone formulas, open chats, lagging load, rules of thumb.

Times are seconds and rates per second, as floats. The room knows arrays and nothing of scenarios.
"""

from capplan.queueing.chat_level import ChatLevel, ChatPace, chat_level, level_for_target
from capplan.queueing.chat_team import ChatTeam, ChatTeamPerformance
from capplan.queueing.erlang import (
    LinePerformance,
    erlang_a,
    erlang_b,
    erlang_c,
    least_agents_erlang_a,
    least_agents_erlang_b,
    least_agents_erlang_c,
)
from capplan.queueing.least import least_agents, whole_agents
from capplan.queueing.offered_load import LaggedLoad, lagged_load, lagged_load_of_law
from capplan.queueing.open_chats import open_chats_markov
from capplan.queueing.open_chats_levels import open_chats_levels
from capplan.queueing.rules_of_thumb import (
    RuleAnswer,
    chats_from_sales,
    concurrency_rule,
    seconds_rule,
    volume_rule,
)
from capplan.queueing.square_root import (
    beta_garnett,
    beta_halfin_whitt,
    delay_probability_garnett,
    delay_probability_halfin_whitt,
    square_root_agents,
)

__all__ = [
    "ChatLevel",
    "ChatPace",
    "ChatTeam",
    "ChatTeamPerformance",
    "LaggedLoad",
    "LinePerformance",
    "RuleAnswer",
    "beta_garnett",
    "beta_halfin_whitt",
    "chat_level",
    "chats_from_sales",
    "concurrency_rule",
    "delay_probability_garnett",
    "delay_probability_halfin_whitt",
    "erlang_a",
    "erlang_b",
    "erlang_c",
    "lagged_load",
    "lagged_load_of_law",
    "least_agents",
    "least_agents_erlang_a",
    "least_agents_erlang_b",
    "least_agents_erlang_c",
    "level_for_target",
    "open_chats_levels",
    "open_chats_markov",
    "seconds_rule",
    "square_root_agents",
    "volume_rule",
    "whole_agents",
]
