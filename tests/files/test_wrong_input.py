"""Wrong scenario files: what is changed, and the whole sentence that a planner reads."""
# ruff: noqa: E501  (the sentences stand as they are read)

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from capplan.files import (
    ConstructionStepError,
    MissingScenarioError,
    ReferenceStepError,
    ScenarioError,
    ShapeStepError,
    SyntaxStepError,
    load,
    resolve,
)

Change = tuple[str, str]


class Wrong(NamedTuple):
    """One wrong file: name of the case, changes of the small scenario, step, lines read."""

    case: str
    changes: tuple[Change, ...]
    error: type[ScenarioError]
    lines: tuple[str, ...]


def wrong(case: str, old: str, new: str, error: type[ScenarioError], *lines: str) -> Wrong:
    """A row with one change."""
    return Wrong(case, ((old, new),), error, lines)


DEMAND = "demand: {daily: 1000 chats, profile: normal}"
TARGET = "{first_reply_within: 30 s, share: 80 %, every: 2 h, on: 90 % of days}"
EARLY = "early: {at: 08:00-16:00, break: 30 min between 11:30 and 14:00}"
ROSTER = "{group: regulars, shift: early, people: 4}"

WRONG = (
    wrong(
        "unclosed brace",
        "bot: {contains: 40 %}",
        "bot: {contains: 40 %",
        SyntaxStepError,
        "scenario.yaml:9: this is not YAML: a bracket, brace or quote is opened here or above and not closed",
    ),
    wrong(
        "tab",
        "    people: 10",
        "\tpeople: 10",
        SyntaxStepError,
        "scenario.yaml:18: this is not YAML: indent with spaces, not with a tab",
    ),
    wrong(
        "two colons",
        "name: Small shop",
        "name: Small: shop",
        SyntaxStepError,
        'scenario.yaml:2: this is not YAML: a second ":" in one line; put the text between quotes',
    ),
    wrong(
        "equal keys",
        "    at_once: 5",
        "    at_once: 5\n    at_once: 6",
        SyntaxStepError,
        "scenario.yaml:21: groups.regulars.at_once: this key stands twice (first in line 20); keep one of them",
    ),
    wrong(
        "torn number",
        DEMAND,
        "demand: {daily: 10,000,000 chats, profile: normal}",
        SyntaxStepError,
        "scenario.yaml:7: queues.pre_sales.demand.daily: between { } a comma ends a value, so 10,000,000 chats is torn apart; write 10000000 chats without commas, or put it between quotes",
    ),
    wrong(
        "two documents",
        "groups:\n",
        "---\ngroups:\n",
        SyntaxStepError,
        "scenario.yaml:16: the file holds two documents (a line ---); a scenario is one",
    ),
    Wrong(
        "an anchor twice",
        (
            ("name: Small shop", "name: &shop Small shop"),
            ("      think: 80 s", "      think: &shop 80 s"),
        ),
        SyntaxStepError,
        ("scenario.yaml:11: &shop is given twice, first in line 2; call one of them otherwise",),
    ),
    wrong(
        "star",
        "name: Small shop",
        "name: *shop",
        SyntaxStepError,
        "scenario.yaml:2: this is not YAML: a text that starts with * must stand between quotes",
    ),
    wrong(
        "unknown key",
        "      think: 80 s",
        "      thnik: 80 s",
        ShapeStepError,
        'scenario.yaml:11: queues.pre_sales.chat.thnik: unknown key; did you mean "think"? (valid: rounds, work, think, messages, replies, closing, wrap_up, idle_timeout, patience)',
    ),
    wrong(
        "unknown top key",
        "day_factor:",
        "day_faktor:",
        ShapeStepError,
        'scenario.yaml:4: day_faktor: unknown key; did you mean "day_factor"? (valid: format, name, days, calendar, day_factor, floor, seats, queues, groups, shifts, pay, roster, campaign, incidents, platforms, variants)',
    ),
    wrong(
        "misplaced key",
        "    bot:",
        "    day_factor: {cv: 0.1}\n    bot:",
        ShapeStepError,
        "scenario.yaml:8: queues.pre_sales.day_factor: unknown key; day_factor stands at the top of the file (valid: kind, priority, own_cv, demand, bot, chat, transfers, closed, retry, orders, price, targets, shop, platform, usual)",
    ),
    wrong(
        "no unit",
        "think: 80 s",
        "think: 80",
        ShapeStepError,
        "scenario.yaml:11: queues.pre_sales.chat.think: 80 has no unit; a duration needs one, for example 30 s, 15 min or 8 h",
    ),
    wrong(
        "wrong unit",
        "think: 80 s",
        "think: 80 %",
        ShapeStepError,
        "scenario.yaml:11: queues.pre_sales.chat.think: '80 %' is not a duration; write for example 30 s, 15 min, 8 h or 2 days",
    ),
    wrong(
        "no unit text",
        "think: 80 s",
        'think: "80"',
        ShapeStepError,
        "scenario.yaml:11: queues.pre_sales.chat.think: '80' has no unit; a duration needs one, for example 30 s, 15 min, 8 h or 2 days",
    ),
    wrong(
        "negative duration",
        "think: 80 s",
        "think: -80 s",
        ShapeStepError,
        "scenario.yaml:11: queues.pre_sales.chat.think: a duration must be 0 s or more, not -80 s",
    ),
    wrong(
        "percent over 100",
        "contains: 40 %",
        "contains: 120 %",
        ShapeStepError,
        "scenario.yaml:8: queues.pre_sales.bot.contains: must lie between 0 % and 100 %, not 120 %",
    ),
    wrong(
        "share without percent",
        "contains: 40 %",
        "contains: 0.4",
        ShapeStepError,
        "scenario.yaml:8: queues.pre_sales.bot.contains: 0.4 has no unit; a share needs one, for example 80 %",
    ),
    wrong(
        "limit 0",
        "at_once: 5",
        "at_once: 0",
        ShapeStepError,
        "scenario.yaml:20: groups.regulars.at_once: must lie between 1 and 1000, not 0",
    ),
    wrong(
        "limit 2.5",
        "at_once: 5",
        "at_once: 2.5",
        ShapeStepError,
        "scenario.yaml:20: groups.regulars.at_once: must be a whole number, not 2.5",
    ),
    wrong(
        "patience 0",
        "{mean: 3 min}",
        "0 s",
        ShapeStepError,
        "scenario.yaml:12: queues.pre_sales.chat.patience: must be longer than 0 s, not 0 s",
    ),
    wrong(
        "patience mean 0",
        "{mean: 3 min}",
        "{mean: 0 s}",
        ShapeStepError,
        "scenario.yaml:12: queues.pre_sales.chat.patience.mean: must be longer than 0 s, not 0 s",
    ),
    wrong(
        "patience law",
        "{mean: 3 min}",
        "{mean: 3 min, law: weibul}",
        ShapeStepError,
        'scenario.yaml:12: queues.pre_sales.chat.patience.law: "weibul" is not known here; did you mean "weibull"? (valid: exponential, gamma, lognormal, weibull, deterministic, empirical)',
    ),
    wrong(
        "work 0",
        "work: 13 s",
        "work: 0 s",
        ShapeStepError,
        "scenario.yaml:10: queues.pre_sales.chat.work: must be longer than 0 s, not 0 s",
    ),
    wrong(
        "clock past 24",
        "08:00-16:00",
        "08:00-25:00",
        ShapeStepError,
        "scenario.yaml:23: shifts.early.at: '25:00' is not a clock time between 00:00 and 24:00",
    ),
    wrong(
        "zero shift",
        "22:00-06:00",
        "22:00-22:00",
        ShapeStepError,
        "scenario.yaml:24: shifts.night.at: '22:00-22:00' is a span of zero length",
    ),
    wrong(
        "minutes 75",
        "08:00-16:00",
        "08:00-15:75",
        ShapeStepError,
        "scenario.yaml:23: shifts.early.at: '15:75' is not a clock time between 00:00 and 24:00",
    ),
    wrong(
        "people text",
        "people: 10",
        "people: many",
        ShapeStepError,
        'scenario.yaml:18: groups.regulars.people: "many" must be a number of people: 30, up to 60, or 4 to 9',
    ),
    wrong(
        "people 9 to 4",
        "people: 10",
        "people: 9 to 4",
        ShapeStepError,
        'scenario.yaml:18: groups.regulars.people: "9 to 4": the first number must not be above the second',
    ),
    wrong(
        "missing key",
        "    pay: monthly\n",
        "",
        ShapeStepError,
        "scenario.yaml:17: groups.regulars.pay: is missing and has no default (name of a pay plan)",
    ),
    wrong(
        "missing margin",
        "margin: 30 %, ",
        "",
        ShapeStepError,
        "scenario.yaml:13: queues.pre_sales.orders.margin: is missing and has no default (share of the order value that is earned)",
    ),
    wrong(
        "queues list",
        "queues:\n",
        "queues: []\nx:\n",
        ShapeStepError,
        "scenario.yaml:5: queues: this should be a map of names, not a list",
        "scenario.yaml:6: x: unknown key (valid: format, name, days, calendar, day_factor, floor, seats, queues, groups, shifts, pay, roster, campaign, incidents, platforms, variants)",
    ),
    wrong(
        "a list for a map",
        "bot: {contains: 40 %}",
        "bot: [40 %]",
        ShapeStepError,
        "scenario.yaml:8: queues.pre_sales.bot: this should be a map with the keys contains, comes_back, within, hours, talk, not a list",
    ),
    wrong(
        "chat scalar",
        "day_factor: {cv: 0.2}",
        "day_factor: 0.2",
        ShapeStepError,
        "scenario.yaml:4: day_factor: this should be a map with the keys cv, per, not 0.2",
    ),
    wrong(
        "cv too big",
        "day_factor: {cv: 0.2}",
        "day_factor: {cv: 20}",
        ShapeStepError,
        "scenario.yaml:4: day_factor.cv: must lie between 0 and 3, not 20",
    ),
    wrong(
        "format 2",
        "format: 1",
        "format: 2",
        ShapeStepError,
        "scenario.yaml:1: format: this capplan reads format 1, not 2",
    ),
    wrong(
        "interval",
        "interval: 30 min",
        "interval: 7 min",
        ShapeStepError,
        "scenario.yaml:3: days.interval: must be one of 5 min, 10 min, 15 min, 20 min, 30 min, 60 min, not 7 min",
    ),
    wrong(
        "bad date",
        "from: 2026-11-11 00:00",
        "from: 2026-11-31 00:00",
        ShapeStepError,
        'scenario.yaml:3: days.from: "2026-11-31" is not a date; write year, month and day, for example 2026-11-11',
    ),
    wrong(
        "no clock",
        "from: 2026-11-11 00:00",
        "from: 2026-11-11",
        ShapeStepError,
        'scenario.yaml:3: days.from: "2026-11-11" has no clock time; write for example 2026-11-11 16:00',
    ),
    wrong(
        "mark",
        "work: 13 s",
        "work: {value: 13 s, mark: guess}",
        ShapeStepError,
        'scenario.yaml:10: queues.pre_sales.chat.work.mark: "guess" is no mark (valid: given, case, sourced, derived, assume)',
    ),
    wrong(
        "wrapper key",
        "work: 13 s",
        "work: {value: 13 s, makr: assume}",
        ShapeStepError,
        'scenario.yaml:10: queues.pre_sales.chat.work.makr: unknown key; did you mean "mark"? (valid: value, mark, source)',
    ),
    wrong(
        "wrapper comma",
        "work: 13 s",
        "work: {value: 13 s, source: one, two}",
        ShapeStepError,
        "scenario.yaml:10: queues.pre_sales.chat.work.two: unknown key (valid: value, mark, source); between { } a comma ends a value, so quote texts that hold one",
    ),
    wrong(
        "break text",
        "break: 30 min between 11:30 and 14:00",
        "break: 30 min",
        ShapeStepError,
        'scenario.yaml:23: shifts.early.break: "30 min" is not a break; write for example 30 min between 11:30 and 14:00, or 30 min at 12:00 (unpaid unless it ends with paid)',
    ),
    wrong(
        "a platform's metric without a platform",
        TARGET,
        "{platform_metric: reply_3_min, share: 95 %}",
        ConstructionStepError,
        "scenario.yaml:15: queues.pre_sales.targets.0.platform_metric: the queue has no platform; write for example platform: tmall",
    ),
    wrong(
        "a platform's metric without a share",
        TARGET,
        "{platform_metric: reply_3_min}",
        ShapeStepError,
        "scenario.yaml:15: queues.pre_sales.targets.0: platform_metric needs a share, for example share: 80 %",
    ),
    wrong(
        "a platform's metric at other hours",
        TARGET,
        "{platform_metric: reply_3_min, share: 95 %, between: 08:00-12:00}",
        ShapeStepError,
        "scenario.yaml:15: queues.pre_sales.targets.0: a platform counts whole days at its own hours; leave out windows",
    ),
    wrong(
        "a platform's metric on some days",
        TARGET,
        "{platform_metric: reply_3_min, share: 95 %, days: sat}",
        ShapeStepError,
        "scenario.yaml:15: queues.pre_sales.targets.0: a platform counts whole days at its own hours; leave out windows",
    ),
    wrong(
        "a platform's metric every two hours",
        TARGET,
        "{platform_metric: reply_3_min, share: 95 %, every: 2 h}",
        ShapeStepError,
        "scenario.yaml:15: queues.pre_sales.targets.0: a platform counts whole days; write every: 1 day, or leave it out",
    ),
    wrong(
        "a metric that the platform does not have",
        f"targets:\n      - {TARGET}",
        "platform: kuaishou\n    targets: {platform_metric: reply_5_min, share: 95 %}",
        ConstructionStepError,
        'scenario.yaml:15: queues.pre_sales.targets.platform_metric: there is no metric "reply_5_min" on kuaishou; did you mean "reply_3_min"? (valid: reply_3_min, reply_3_min_sessions)',
    ),
    wrong(
        "a mean of the platform as a share",
        f"targets:\n      - {TARGET}",
        "platform: jd\n    targets: {platform_metric: mean_response, share: 95 %}",
        ConstructionStepError,
        'scenario.yaml:15: queues.pre_sales.targets.platform_metric: no share is measured by "mean_response" on jd (valid: answer_30_s)',
    ),
    wrong(
        "two measures",
        TARGET,
        "{lost: 5 %, occupancy: 80 %}",
        ShapeStepError,
        "scenario.yaml:15: queues.pre_sales.targets.0: needs exactly one of first_reply_within, reply_within, lost, mean_first_response, mean_response, occupancy, platform_metric, not lost and occupancy",
    ),
    wrong(
        "no measure",
        TARGET,
        "{share: 80 %}",
        ShapeStepError,
        "scenario.yaml:15: queues.pre_sales.targets.0: needs exactly one of first_reply_within, reply_within, lost, mean_first_response, mean_response, occupancy, platform_metric",
    ),
    wrong(
        "no share",
        TARGET,
        "{first_reply_within: 30 s}",
        ShapeStepError,
        "scenario.yaml:15: queues.pre_sales.targets.0: first_reply_within needs a share, for example share: 80 %",
    ),
    wrong(
        "100 % of days",
        "90 % of days",
        "100 % of days",
        ShapeStepError,
        "scenario.yaml:15: queues.pre_sales.targets.0.on: no number of simulated days can show that something holds on 100 % of days; write less, for example 95 % of days",
    ),
    wrong(
        "on text",
        "90 % of days",
        "90 %",
        ShapeStepError,
        'scenario.yaml:15: queues.pre_sales.targets.0.on: "90 %" is not a share of days; write for example 90 % of days',
    ),
    wrong(
        "demand kinds",
        DEMAND,
        "demand: {daily: 1000 chats, burst: 20 chats}",
        ShapeStepError,
        "scenario.yaml:7: queues.pre_sales.demand: needs exactly one of sales_target, daily, volumes, burst, follows, not daily and burst",
    ),
    wrong(
        "demand none",
        DEMAND,
        "demand: {profile: normal}",
        ShapeStepError,
        "scenario.yaml:7: queues.pre_sales.demand: needs exactly one of sales_target, daily, volumes, burst, follows",
    ),
    wrong(
        "five numbers lacking",
        DEMAND,
        "demand: {sales_target: 1000000 yuan, order_value: 80 yuan}",
        ShapeStepError,
        "scenario.yaml:7: queues.pre_sales.demand: sales_target needs conversion beside it",
    ),
    wrong(
        "odd key of a kind",
        DEMAND,
        "demand: {daily: 1000 chats, half_life: 40 min}",
        ShapeStepError,
        'scenario.yaml:7: queues.pre_sales.demand: "half_life" does not belong to daily (valid: on, profile, times)',
    ),
    wrong(
        "chats without unit",
        DEMAND,
        "demand: {daily: 1000}",
        ShapeStepError,
        "scenario.yaml:7: queues.pre_sales.demand.daily: 1000 has no unit; a number of chats needs one, for example 3000 chats",
    ),
    wrong(
        "profile 23",
        DEMAND,
        "demand: {daily: 1000 chats, profile: [1, 2, 3]}",
        ShapeStepError,
        "scenario.yaml:7: queues.pre_sales.demand.profile: a profile has 24 numbers, one per hour, not 3",
    ),
    wrong(
        "weekday",
        DEMAND,
        "demand: {daily: 1000 chats, on: [mno]}",
        ReferenceStepError,
        'scenario.yaml:7: queues.pre_sales.demand.on: "mno" is neither a date nor a weekday; did you mean "mon"? (valid: mon, tue, wed, thu, fri, sat, sun, every day)',
    ),
    wrong(
        "money",
        DEMAND,
        "demand: {sales_target: 1000000, order_value: 80 yuan, conversion: 60 %}",
        ShapeStepError,
        "scenario.yaml:7: queues.pre_sales.demand.sales_target: 1000000 has no unit; an amount of money needs one, for example 80 yuan",
    ),
    wrong(
        "wage",
        "5500 yuan/month",
        "5500 yuan",
        ShapeStepError,
        'scenario.yaml:26: pay.monthly.base: "5500 yuan" is not a wage per month; write for example 5500 yuan/month',
    ),
    wrong(
        "no wage",
        "{base: 5500 yuan/month}",
        "{employer: 27 %}",
        ShapeStepError,
        "scenario.yaml:26: pay.monthly: needs base (5500 yuan/month) or hourly (22 yuan/h), one of them",
    ),
    wrong(
        "falls_by",
        "margin: 30 %",
        "margin: 30 %, falls_by: 10 %",
        ShapeStepError,
        'scenario.yaml:13: queues.pre_sales.orders.falls_by: "10 %" must be a fall per minute (10 % per min), a list of steps, or none',
    ),
    wrong(
        "steps that fall back",
        "silent_orders: 5 %}",
        "silent_orders: 5 %, falls_by: [{up_to: 1 min, share: 100 %}, {up_to: 30 s, share: 50 %}]}",
        ShapeStepError,
        "scenario.yaml:13: queues.pre_sales.orders.falls_by: up_to must rise from step to step, and step 2 of 2 does not",
    ),
    wrong(
        "a step without an end",
        "silent_orders: 5 %}",
        "silent_orders: 5 %, falls_by: [{share: 100 %}]}",
        ShapeStepError,
        "scenario.yaml:13: queues.pre_sales.orders.falls_by: step 1 of 1 must have up_to and share and no other key; write {up_to: 30 s, share: 100 %}",
    ),
    wrong(
        "roster both",
        ROSTER,
        "{group: regulars, people: 4}",
        ShapeStepError,
        "scenario.yaml:28: roster.0: needs a shift, or from and to, one of them",
    ),
    wrong(
        "nan",
        "cv: 0.2",
        "cv: .nan",
        ShapeStepError,
        "scenario.yaml:4: day_factor.cv: must be a finite number, not nan",
    ),
    wrong(
        "yes/no",
        "    people: 10",
        "    people: 10\n    temporary: maybe",
        ShapeStepError,
        'scenario.yaml:19: groups.regulars.temporary: must be true or false, not "maybe"',
    ),
    wrong(
        "profile name",
        DEMAND,
        "demand: {daily: 1000 chats, profile: nomral}",
        ReferenceStepError,
        'scenario.yaml:7: queues.pre_sales.demand.profile: there is no profile "nomral"; did you mean "normal"? (valid: normal, normal_purchases, event_midnight, event_20)',
    ),
    wrong(
        "skill for no queue",
        "handles: {pre_sales: 1}",
        "handles: {pre_sales: 1, refunds: 2}",
        ReferenceStepError,
        'scenario.yaml:19: groups.regulars.handles.refunds: there is no queue "refunds" (valid: pre_sales)',
    ),
    wrong(
        "queue nobody serves",
        "groups:\n",
        "  refunds: {demand: {daily: 10 chats}}\ngroups:\n",
        ReferenceStepError,
        "scenario.yaml:16: queues.refunds: no group handles this queue; add it to the handles of a group",
    ),
    wrong(
        "handles nothing",
        "handles: {pre_sales: 1}",
        "handles: {}",
        ReferenceStepError,
        "scenario.yaml:19: groups.regulars.handles: the group handles no queue; name at least one",
        "scenario.yaml:6: queues.pre_sales: no group handles this queue; add it to the handles of a group",
    ),
    wrong(
        "pay plan",
        "pay: monthly",
        "pay: montly",
        ReferenceStepError,
        'scenario.yaml:21: groups.regulars.pay: there is no pay plan "montly"; did you mean "monthly"? (valid: monthly)',
    ),
    wrong(
        "shift group",
        "night: {at: 22:00-06:00}",
        "night: {at: 22:00-06:00, groups: temps}",
        ReferenceStepError,
        'scenario.yaml:24: shifts.night.groups: there is no group "temps" (valid: regulars)',
    ),
    wrong(
        "roster shift",
        "shift: early",
        "shift: erly",
        ReferenceStepError,
        'scenario.yaml:28: roster.0.shift: there is no shift "erly"; did you mean "early"? (valid: early, night)',
    ),
    wrong(
        "roster group",
        ROSTER,
        "{group: temps, shift: early, people: 4}",
        ReferenceStepError,
        'scenario.yaml:28: roster.0.group: there is no group "temps" (valid: regulars)',
    ),
    wrong(
        "variant path",
        "queues.pre_sales.bot.contains: 0 %",
        "queues.pre_sales.bot.contain: 0 %",
        ReferenceStepError,
        'scenario.yaml:30: variants.no_bot: there is no path queues.pre_sales.bot.contain: no "contain" under queues.pre_sales.bot; did you mean "contains"? (valid: contains, talk, hours, comes_back, within)',
    ),
    wrong(
        "variant list",
        "no_bot: {queues.pre_sales.bot.contains: 0 %}",
        "no_bot: [1]",
        ShapeStepError,
        "scenario.yaml:30: variants.no_bot: a variant is a map from paths to values, for example no_bot: {queues.pre_sales.bot.contains: 0 %}",
    ),
    wrong(
        "variant below optional",
        "queues.pre_sales.bot.contains: 0 %",
        "seats.number: 3",
        ReferenceStepError,
        "scenario.yaml:30: variants.no_bot: there is no path seats.number: seats is not in the file",
    ),
    wrong(
        "empty horizon",
        "to: 2026-11-12 00:00",
        "to: 2026-11-11 00:00",
        ConstructionStepError,
        "scenario.yaml:3: days.to: the horizon is empty: it ends at 2026-11-11 00:00, not after its start 2026-11-11 00:00",
    ),
    wrong(
        "off grid",
        "to: 2026-11-12 00:00",
        "to: 2026-11-11 23:50",
        ConstructionStepError,
        "scenario.yaml:3: days.to: 23:50 is not on a step of 30 min, the interval",
    ),
    wrong(
        "break outside",
        "11:30 and 14:00",
        "15:45 and 16:30",
        ConstructionStepError,
        "scenario.yaml:23: shifts.early.break: the break between 15:45 and 16:30 lies outside the shift 08:00-16:00",
    ),
    wrong(
        "break too long",
        "30 min between 11:30 and 14:00",
        "3 h between 11:30 and 14:00",
        ConstructionStepError,
        "scenario.yaml:23: shifts.early.break: 3 h do not fit between 11:30 and 14:00",
    ),
    wrong(
        "two breaks",
        EARLY,
        "early: {at: 08:00-16:00, break: [30 min between 11:30 and 14:00, 15 min at 12:00]}",
        ConstructionStepError,
        "scenario.yaml:23: shifts.early.break: two breaks overlap; give each a time of its own",
    ),
    wrong(
        "every not multiple",
        "every: 2 h",
        "every: 45 min",
        ConstructionStepError,
        "scenario.yaml:15: queues.pre_sales.targets.0.every: 45 min is not a multiple of the interval (30 min)",
    ),
    wrong(
        "window outside",
        TARGET,
        "{lost: 5 %, from: 2026-12-01 00:00, to: 2026-12-02 00:00}",
        ConstructionStepError,
        "scenario.yaml:15: queues.pre_sales.targets.0: the window lies outside the horizon",
    ),
    wrong(
        "window backwards",
        TARGET,
        "{lost: 5 %, from: 2026-11-11 20:00, to: 2026-11-11 08:00}",
        ConstructionStepError,
        "scenario.yaml:15: queues.pre_sales.targets.0.to: the window ends before it starts",
    ),
    wrong(
        "roster off day",
        ROSTER,
        "{group: regulars, shift: early, people: 4, on: 2026-11-20}",
        ConstructionStepError,
        "scenario.yaml:28: roster.0.on: the shift early is not worked on these days within the horizon",
    ),
    wrong(
        "by hand backwards",
        ROSTER,
        "{group: regulars, people: 4, from: 2026-11-11 20:00, to: 2026-11-11 08:00}",
        ConstructionStepError,
        "scenario.yaml:28: roster.0.to: the shift ends before it starts",
    ),
    wrong(
        "by hand break",
        ROSTER,
        "{group: regulars, people: 4, from: 2026-11-11 08:00, to: 2026-11-11 12:00, breaks: [13:00-14:00]}",
        ConstructionStepError,
        "scenario.yaml:28: roster.0.breaks.0: the break lies outside the shift",
    ),
    wrong(
        "windows overlap",
        "    at_once: 5",
        "    at_once: 5\n    at_once_windows:\n    - {from: 2026-11-11 00:00, to: 2026-11-11 02:00, at_once: 8}\n    - {from: 2026-11-11 01:00, to: 2026-11-11 03:00, at_once: 9}",
        ConstructionStepError,
        "scenario.yaml:21: groups.regulars.at_once_windows: two windows overlap; their limits would contradict each other",
    ),
    wrong(
        "lognormal",
        "work: 13 s",
        "work: {mean: 13 s, law: lognormal}",
        ShapeStepError,
        "scenario.yaml:10: queues.pre_sales.chat.work: law: lognormal needs a cv, for example cv: 0.7",
    ),
    wrong(
        "shape of exponential",
        "think: 80 s",
        "think: {mean: 80 s, shape: 2}",
        ShapeStepError,
        "scenario.yaml:11: queues.pre_sales.chat.think: a shape has no meaning with law: exponential",
    ),
    wrong(
        "dot name",
        "groups:\n  regulars:",
        "groups:\n  regu.lars:",
        ShapeStepError,
        "scenario.yaml:17: groups.regu.lars: a name must not be empty or hold a dot",
    ),
)


@pytest.mark.parametrize("row", WRONG, ids=lambda row: row.case)
def test_a_wrong_file_is_refused_in_a_sentence(row: Wrong, make: Callable[..., Path]) -> None:
    folder = make(*row.changes)
    with pytest.raises(row.error) as caught:
        load(folder)
    assert str(caught.value).splitlines() == list(row.lines)
    assert type(caught.value) is row.error


WHOLE_FILES = (
    ("", SyntaxStepError, "scenario.yaml: the file is empty; see `capplan new`"),
    ("# nothing\n", SyntaxStepError, "scenario.yaml: the file is empty; see `capplan new`"),
    (
        "- a\n- b\n",
        SyntaxStepError,
        "scenario.yaml:1: a scenario is a map of keys (format: 1, name: ..., days: ...)",
    ),
    (
        "just words\n",
        SyntaxStepError,
        "scenario.yaml:1: a scenario is a map of keys (format: 1, name: ..., days: ...)",
    ),
    ("a: &a [*a]\n", SyntaxStepError, "scenario.yaml:1: a.0: this block repeats itself"),
    ("a: \0\n", SyntaxStepError, "scenario.yaml: this is not YAML: "),
)


@pytest.mark.parametrize(("text", "error", "sentence"), WHOLE_FILES)
def test_a_file_that_is_no_scenario(
    text: str, error: type[ScenarioError], sentence: str, tmp_path: Path
) -> None:
    (tmp_path / "scenario.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(error) as caught:
        load(tmp_path)
    assert str(caught.value).startswith(sentence)


def test_a_gbk_scenario_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_bytes("name: 双十一, 西域美农".encode("gbk"))
    with pytest.raises(SyntaxStepError, match="not UTF-8 text; save it with encoding UTF-8"):
        load(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingScenarioError, match=r"there is no file .*nowhere"):
        load(tmp_path / "nowhere")
    with pytest.raises(MissingScenarioError, match=r"the folder .* holds no scenario.yaml"):
        load(tmp_path)


def test_a_missing_table_is_named(make: Callable[..., Path]) -> None:
    folder = make((DEMAND, "demand: {volumes: 每小时.csv}"))
    with pytest.raises(ReferenceStepError) as caught:
        load(folder)
    assert str(caught.value) == (
        "scenario.yaml:7: queues.pre_sales.demand.volumes: "
        f'there is no file "每小时.csv" beside the scenario ({folder})'
    )


def test_all_problems_of_a_step_are_shown_at_once(make: Callable[..., Path]) -> None:
    folder = make(("think: 80 s", "think: 80"), ("at_once: 5", "at_once: 0"))
    with pytest.raises(ShapeStepError) as caught:
        load(folder)
    assert [problem.path for problem in caught.value.problems] == [
        "queues.pre_sales.chat.think",
        "groups.regulars.at_once",
    ]


CHANGED = (
    (
        (),
        ("queues.pre_sales.bot.contain=0 %",),
        '--set queues.pre_sales.bot.contain=0 %: there is no path queues.pre_sales.bot.contain: no "contain" under queues.pre_sales.bot; did you mean "contains"? (valid: contains, talk, hours, comes_back, within)',
    ),
    (
        (),
        ("queues.refunds.own_cv=0.1",),
        '--set queues.refunds.own_cv=0.1: there is no path queues.refunds.own_cv: no "refunds" under queues (valid: pre_sales)',
    ),
    (
        (),
        ("queues.pre_sales.demand.3.daily=10 chats",),
        "--set queues.pre_sales.demand.3.daily=10 chats: there is no path queues.pre_sales.demand.3.daily: queues.pre_sales.demand has 1 entries, from 0",
    ),
    ((), ("seats",), "--set seats: write path=value, for example seats=80"),
    ((), ("seats=0.5",), "--set seats=0.5: seats: must be a whole number, not 0.5"),
    (
        (),
        ("queues.pre_sales.bot.contains=130 %",),
        "--set queues.pre_sales.bot.contains=130 %: queues.pre_sales.bot.contains: must lie between 0 % and 100 %, not 130 %",
    ),
    (
        (),
        ("queues.pre_sales.bot={contains: 130 %}",),
        "--set queues.pre_sales.bot={contains: 130 %}: queues.pre_sales.bot.contains: must lie between 0 % and 100 %, not 130 %",
    ),
    (
        (),
        ("queues.pre_sales.bot={contains: 10 %",),
        "--set queues.pre_sales.bot={contains: 10 %: this is not YAML: a bracket, brace or quote is opened here or above and not closed; quote texts that hold : or #",
    ),
    (
        ("no_bots",),
        (),
        'variants: there is no variant "no_bots"; did you mean "no_bot"? (valid: no_bot, half_bot, loud)',
    ),
    (
        ("no_bot", "half_bot"),
        (),
        "scenario.yaml:31: variants: no_bot and half_bot both set queues.pre_sales.bot.contains; they cannot go together",
    ),
    (
        ("loud",),
        (),
        "variant loud: groups.regulars.at_once: must lie between 1 and 1000, not 0",
    ),
)


@pytest.mark.parametrize(("variants", "overrides", "sentence"), CHANGED)
def test_wrong_changes_say_where_they_come_from(
    variants: tuple[str, ...], overrides: tuple[str, ...], sentence: str, make: Callable[..., Path]
) -> None:
    folder = make(("  half_bot:", "  loud: {groups.regulars.at_once: 0}\n  half_bot:"))
    sentence = sentence.replace("yaml:31", "yaml:32").replace(
        "no_bot, half_bot, loud", "no_bot, loud, half_bot"
    )
    with pytest.raises(ScenarioError) as caught:
        resolve(folder, variants, overrides)
    assert str(caught.value) == sentence
