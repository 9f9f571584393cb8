"""What the keys of a scenario file become in the model."""
# ruff: noqa: E501  (one row of a table is one line)

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from capplan.files import Resolved, load, resolve
from capplan.model.chat import PatienceScope, WaitCurve
from capplan.model.laws import CountKind, TimeKind
from capplan.model.people import EndRule, LimitWindow, MessageOrder, PickRule
from capplan.model.provenance import Mark
from capplan.model.scenario import Scenario
from capplan.model.targets import Measure
from capplan.units import DAY, HOUR, MINUTE, SECOND

Make = Callable[..., Path]
DEMAND = "demand: {daily: 1000 chats, profile: normal}"
TARGET = "{first_reply_within: 30 s, share: 80 %, every: 2 h, on: 90 % of days}"
EARLY = "early: {at: 08:00-16:00, break: 30 min between 11:30 and 14:00}"
NIGHT = "night: {at: 22:00-06:00}"
ROSTER = "{group: regulars, shift: early, people: 4}"
CLICKS = 99.1
"""Sum of the published click shares [%]."""


def demand_of(make: Make, text: str) -> np.ndarray:
    """Expected arrivals per half-hour of 11 November."""
    return load(make((DEMAND, f"demand: {text}"))).queues[0].demand.expected


def test_the_small_scenario(make: Make) -> None:
    shop = load(make())
    assert shop.name == "Small shop"
    assert shop.calendar.start == datetime(2026, 11, 11)
    assert shop.calendar.grid.count == 48
    assert shop.calendar.zone == "Asia/Shanghai"
    assert (shop.pick, shop.slowdown, shop.seats) == (PickRule.FEWEST_OPEN, 0.02, None)
    assert (shop.day_factor.common_cv, shop.day_factor.period) == (0.2, DAY)
    assert shop.queue_names == ("pre_sales",)
    assert shop.pay_plan(shop.groups[0]).hourly == pytest.approx(5500 / 174)
    assert shop.pay_plan(shop.groups[0]).employer == 0.27
    assert shop.roster is not None
    assert shop.roster.agents == 4
    assert len(shop.digest) == 64


def test_defaults_follow_the_kind_of_queue(make: Make) -> None:
    chat = load(make()).queues[0].chat
    assert (chat.rounds.kind, chat.rounds.mean) == (CountKind.GEOMETRIC, 5)
    assert (chat.work.kind, chat.work.mean, chat.work.shape) == (TimeKind.GAMMA, 13_000, 2)
    assert (chat.think.kind, chat.think.mean) == (TimeKind.EXPONENTIAL, 80_000)
    assert chat.patience.scope is PatienceScope.FIRST_REPLY
    assert (chat.patience.law.kind, chat.patience.law.shape) == (TimeKind.WEIBULL, 2)
    assert (chat.patience.silent, chat.patience.at_once, chat.idle_timeout) == (1, 0, 120_000)
    assert (chat.closing_delay.kind, chat.closing_delay.mean) == (TimeKind.DETERMINISTIC, 0)
    lines = "  after_sales: {demand: {daily: 9 chats}}\n  refunds: {kind: after_sales, demand: {daily: 9 chats}}\n"
    folder = make(
        ("groups:\n", f"{lines}groups:\n"),
        ("{pre_sales: 1}", "{pre_sales: 1, after_sales: 2, refunds: 3}"),
    )
    for queue in load(folder).queues[1:]:
        assert (queue.chat.rounds.mean, queue.chat.work.mean) == (6, 24_000)


# --- demand --------------------------------------------------------------------------------


def test_a_daily_volume_follows_its_profile(make: Make) -> None:
    expected = demand_of(make, "{daily: 1000 chats, profile: normal}")
    assert expected.sum() == pytest.approx(1000)
    assert expected[0] == pytest.approx(1000 * 3.3 / CLICKS / 2, rel=0.01)
    assert expected[42] == expected[43] == expected.max()


def test_the_five_numbers_of_the_trade(make: Make) -> None:
    text = '{sales_target: "10,000,000 yuan", order_value: 80 yuan, chat_share: 20 %, conversion: 70 %}'
    assert demand_of(make, text).sum() == pytest.approx(35_714.3, abs=0.1)


def test_of_a_part_of_a_day_only_its_hours_count(make: Make) -> None:
    folder = make(("from: 2026-11-11 00:00", "from: 2026-11-11 12:00"))
    flat = f"[{', '.join(['1'] * 24)}]"
    scenario = load(folder, overrides=[f"queues.pre_sales.demand.profile={flat}"])
    assert scenario.queues[0].demand.total == pytest.approx(500)


def test_parts_add_up_and_days_choose(make: Make) -> None:
    text = """
      - {daily: 1000 chats}
      - {daily: 100 chats, on: wed, times: 2}
      - {daily: 100 chats, on: [2026-11-11, 2026-11-12]}
      - {daily: 5000 chats, on: [mon, tue]}"""
    assert demand_of(make, text).sum() == pytest.approx(1300)


def test_a_burst_halves_each_half_life(make: Make) -> None:
    expected = demand_of(make, "{burst: 800 chats, at: 2026-11-11 20:00, half_life: 30 min}")
    assert expected[:40].sum() == 0
    assert expected[40:44] == pytest.approx([400, 200, 100, 50])


# --- chat, bot, orders ---------------------------------------------------------------------

LAWS = (
    (
        "think: 80 s",
        "think: {mean: 80 s, law: lognormal, cv: 0.7}",
        TimeKind.LOGNORMAL,
        80_000,
        0.7,
    ),
    ("think: 80 s", "think: {mean: 80 s, law: gamma, cv: 0.5}", TimeKind.GAMMA, 80_000, 4),
    ("think: 80 s", "think: {mean: 80 s, law: weibull}", TimeKind.WEIBULL, 80_000, 2),
    ("think: 80 s", "think: [60 s, 100 s]", TimeKind.EMPIRICAL, 80_000, 1),
    ("think: 80 s", "think: {values: [60 s, 100 s]}", TimeKind.EMPIRICAL, 80_000, 1),
    ("think: 80 s", "think: {value: 80 s, mark: case}", TimeKind.EXPONENTIAL, 80_000, 1),
)


@pytest.mark.parametrize("row", LAWS)
def test_laws_of_time(row: tuple[str, str, TimeKind, float, float], make: Make) -> None:
    old, new, kind, mean, shape = row
    law = load(make((old, new))).queues[0].chat.think
    assert (law.kind, law.mean, law.shape) == (kind, mean, pytest.approx(shape))


@pytest.mark.parametrize("text", ["never", "{mean: never}"])
def test_patience_without_end(text: str, make: Make) -> None:
    law = load(make(("{mean: 3 min}", text))).queues[0].chat.patience.law
    assert law.mean == math.inf


def test_laws_of_counts(make: Make) -> None:
    rounds = "rounds: {mean: 5, law: negative_binomial, dispersion: 3}\n      work: 13 s"
    law = load(make(("work: 13 s", rounds))).queues[0].chat.rounds
    assert (law.kind, law.mean, law.dispersion) == (CountKind.NEGATIVE_BINOMIAL, 5, 3)
    law = load(make(("work: 13 s", "rounds: [1, 2, 6]\n      work: 13 s"))).queues[0].chat.rounds
    assert (law.kind, law.mean, law.values) == (CountKind.EMPIRICAL, 3, (1, 2, 6))


def test_bot_and_orders(make: Make) -> None:
    queue = load(make()).queues[0]
    assert queue.bot is not None
    assert (queue.bot.contains, queue.bot.returns) == (0.4, 0.3)
    assert (queue.bot.return_delay.kind, queue.bot.return_delay.mean) == ("exponential", HOUR)
    assert queue.orders is not None
    assert (queue.orders.conversion, queue.orders.bot_conversion) == (0.6, 0.6)
    assert (queue.orders.curve, queue.orders.fall_per_minute) == (WaitCurve.EXPONENTIAL, 0.1)
    assert queue.orders.reference_response == 20 * SECOND


FALLS = (
    ("none", WaitCurve.NONE, ()),
    (
        "[{up_to: 30 s, share: 100 %}, {up_to: 1 min, share: 85 %}]",
        WaitCurve.STEPS,
        ((30 * SECOND, 1.0), (MINUTE, 0.85)),
    ),
)


@pytest.mark.parametrize(("text", "curve", "steps"), FALLS)
def test_how_conversion_falls(
    text: str, curve: WaitCurve, steps: tuple[tuple[int, float], ...], make: Make
) -> None:
    orders = load(make(("margin: 30 %", f"margin: 30 %, falls_by: {text}"))).queues[0].orders
    assert orders is not None
    assert (orders.curve, orders.steps) == (curve, steps)


# --- targets -------------------------------------------------------------------------------

TARGETS = (
    (TARGET, Measure.FIRST_REPLY_WITHIN, 0.8, 30 * SECOND, 12, 0.9),
    ("{lost: 5 %}", Measure.LOST, 0.05, 0, 1, None),
    ("{reply_within: 3 min, share: 95 %, between: 08:00-24:00}", Measure.REPLY_WITHIN, 0.95, 3 * MINUTE, 1, None),
    ("{mean_first_response: 30 s}", Measure.MEAN_FIRST_RESPONSE, 30, 0, 1, None),
    ("{mean_response: 1 min}", Measure.MEAN_RESPONSE, 60, 0, 1, None),
    ("{occupancy: 85 %, every: 5 h}", Measure.OCCUPANCY, 0.85, 0, 5, None),
    ("{lost: 5 %, between: 22:00-02:00, every: 1 h}", Measure.LOST, 0.05, 0, 4, None),
    ("{lost: 0 %, from: 2026-11-10 00:00, to: 2026-11-11 02:00}", Measure.LOST, 0, 0, 1, None),
)  # fmt: skip


@pytest.mark.parametrize("row", TARGETS)
def test_targets(row: tuple[str, Measure, float, int, int, float | None], make: Make) -> None:
    text, measure, bound, within, windows, assurance = row
    target = load(make((TARGET, text))).targets[0]
    assert (target.measure, target.bound, target.within) == (measure, bound, within)
    assert (len(target.windows), target.assurance) == (windows, assurance)


def test_windows_are_clipped_to_the_horizon(make: Make) -> None:
    target = load(make((TARGET, "{lost: 5 %, between: 22:00-02:00}"))).targets[0]
    assert target.windows == ((0, 2 * HOUR), (22 * HOUR, 24 * HOUR))


# --- people --------------------------------------------------------------------------------

PEOPLE = (("30", 30, 30), ("up to 60", 0, 60), ("4 to 9", 4, 9), ("12 people", 12, 12))


@pytest.mark.parametrize(("text", "least", "most"), PEOPLE)
def test_people(text: str, least: int, most: int, make: Make) -> None:
    group = load(make(("people: 10", f"people: {text}"))).groups[0]
    assert (group.least, group.most) == (least, most)


def test_a_group_with_everything(make: Make) -> None:
    text = """temporary: true
    speed: 70 %
    absent: 5 %
    hire: 150 yuan
    at_end: hand_back
    at_break: hand_back
    order: first_replies_first
    at_once_windows: {from: 2026-11-11 00:00, to: 2026-11-11 02:00, at_once: 12}
    handles: {pre_sales: {choice: 2, conversion: 90 %, at_once: 4}}"""
    group = load(make(("handles: {pre_sales: 1}", text))).groups[0]
    skill = group.skills[0]
    assert (skill.preference, skill.speed, skill.conversion_factor, skill.limit) == (2, 0.7, 0.9, 4)
    assert (group.is_temporary, group.absence, group.hiring_cost) == (True, 0.05, 150)
    assert (group.end_rule, group.break_rule) == (EndRule.HAND_BACK, EndRule.HAND_BACK)
    assert group.message_order is MessageOrder.FIRST_REPLIES_FIRST
    assert group.limit_windows == (LimitWindow(0, 2 * HOUR, 12),)


def test_a_skill_may_have_a_speed_of_its_own(make: Make) -> None:
    text = "speed: 0.7\n    handles: {pre_sales: {choice: 1, speed: 0.5}}"
    assert load(make(("handles: {pre_sales: 1}", text))).groups[0].skills[0].speed == 0.5


# --- shifts and roster ---------------------------------------------------------------------


def test_shift_types_and_breaks(make: Make) -> None:
    early, night = load(make()).shift_types
    assert (early.start, early.end, early.paid) == (8 * HOUR, 16 * HOUR, 7 * HOUR + 30 * MINUTE)
    assert (night.start, night.end, night.breaks) == (22 * HOUR, 30 * HOUR, ())
    assert night.groups == ("regulars",)
    assert early.days == night.days == (0,)


def test_breaks_after_midnight_and_paid_ones(make: Make) -> None:
    text = "night: {at: 22:00-06:00, break: [1 h between 23:30 and 03:00, 15 min at 04:00 paid]}"
    night = load(make((NIGHT, text))).shift_types[1]
    first, second = night.breaks
    assert (first.earliest, first.latest_end) == (23 * HOUR + 30 * MINUTE, 27 * HOUR)
    assert (second.earliest, second.latest_end, second.paid) == (
        28 * HOUR,
        28 * HOUR + 15 * MINUTE,
        True,
    )
    assert night.paid == 7 * HOUR


def test_a_shift_may_be_just_its_hours(make: Make) -> None:
    assert load(make((NIGHT, "night: 22:00-06:00"))).shift_types[1].length == 8 * HOUR


def test_only_days_on_which_the_shift_meets_the_horizon(make: Make) -> None:
    folder = make(
        (
            "from: 2026-11-11 00:00, to: 2026-11-12 00:00",
            "from: 2026-11-10 16:00, to: 2026-11-12 20:00",
        ),
        (NIGHT, "night: {at: 22:00-06:00, on: [2026-11-10, 2026-11-12]}"),
    )
    early, night = load(folder).shift_types
    assert early.days == (1, 2)
    assert night.days == (0,)


def test_a_roster_by_shift_and_by_hand(make: Make) -> None:
    hand = (
        "  - {group: regulars, from: 2026-11-10 22:00, to: 2026-11-11 06:00, people: 2, "
        "breaks: [00:30-01:00]}\n"
    )
    roster = load(make(("variants:", f"{hand}variants:"))).roster
    assert roster is not None
    assert roster.agents == 6
    early, late = roster.shifts[0], roster.shifts[-1]
    assert (early.shift_type, early.day, early.start, early.end) == (
        "early",
        0,
        8 * HOUR,
        16 * HOUR,
    )
    assert [s.seat for s in roster.shifts] == [0, 1, 2, 3, 0, 1]
    assert (late.start, late.end, late.day) == (-2 * HOUR, 6 * HOUR, -1)
    assert late.breaks == ((30 * MINUTE, HOUR),)


def test_lines_of_the_same_shift_share_their_seats(make: Make) -> None:
    more = "  - {group: regulars, shift: early, people: 3}\nvariants:"
    roster = load(make(("variants:", more))).roster
    assert roster is not None
    assert [s.seat for s in roster.shifts] == list(range(7))


# --- marks, text, digest -------------------------------------------------------------------


def provenance(scenario: Scenario, path: str) -> tuple[str, Mark, str, bool]:
    """Value, mark, source and whether it is a default."""
    p = next(p for p in scenario.provenance if p.path == path)
    return p.value, p.mark, p.source, p.is_default


def test_every_value_has_its_mark(make: Make) -> None:
    shop = load(make(("work: 13 s", "work: {value: 13 s, mark: case, source: own count}")))
    chat = "queues.pre_sales.chat"
    assert provenance(shop, f"{chat}.work.mean") == ("13 s", Mark.CASE, "own count", False)
    assert provenance(shop, f"{chat}.think.mean") == ("80 s", Mark.GIVEN, "", False)
    assert provenance(shop, f"{chat}.idle_timeout")[1:] == (Mark.ASSUME, "start value", True)
    assert provenance(shop, "queues.pre_sales.priority")[1] is Mark.DERIVED
    assert provenance(shop, "groups.regulars.temporary")[0] == "no"


def test_the_resolved_text_means_the_same(make: Make, tmp_path: Path) -> None:
    first = resolve(make(), ["no_bot"], ["groups.regulars.at_once=7"])
    again = tmp_path / "again.yaml"
    again.write_text(first.text, encoding="utf-8")
    second = resolve(again)
    assert (second.text, second.digest) == (first.text, first.digest)
    assert second.scenario.groups == first.scenario.groups
    assert second.scenario.queues[0].chat == first.scenario.queues[0].chat


def test_the_digest_sees_values_not_comments(make: Make) -> None:
    plain = resolve(make()).digest
    assert resolve(make(("format: 1", "# a comment\nformat: 1"))).digest == plain
    assert resolve(make(("at_once: 5", "at_once: 6"))).digest != plain


# --- variants and --set --------------------------------------------------------------------


def contained(resolved: Resolved) -> float:
    """What the bot contains."""
    bot = resolved.scenario.queues[0].bot
    assert bot is not None
    return bot.contains


def test_variants_and_sets(make: Make) -> None:
    folder = make()
    assert resolve(folder).variants == ("no_bot", "half_bot")
    assert contained(resolve(folder)) == 0.4
    assert contained(resolve(folder, ["half_bot"])) == 0.2
    override = "queues.pre_sales.bot.contains = 10 %"
    assert contained(resolve(folder, ["half_bot"], [override])) == 0.1
    shop = load(folder, overrides=["queues.pre_sales.demand.0.daily=2000 chats", "seats=80"])
    assert shop.queues[0].demand.total == pytest.approx(2000)
    assert shop.seats == 80


SETS = (
    ("queues.pre_sales.chat.wrap_up=10 s", lambda s: s.queues[0].chat.wrap_up.mean == 10_000),
    ("queues.pre_sales.chat.rounds.mean=7", lambda s: s.queues[0].chat.rounds.mean == 7),
    ("queues.pre_sales.chat.patience.shape=1", lambda s: s.queues[0].chat.patience.law.shape == 1),
    ("queues.pre_sales.chat.work.law=exponential", lambda s: s.queues[0].chat.work.shape == 1),
    ("queues.pre_sales.bot=null", lambda s: s.queues[0].bot is None),
    ("floor.slow_down=5 %", lambda s: s.slowdown == 0.05),
    ("groups.regulars.handles.pre_sales.speed=80 %", lambda s: s.groups[0].skills[0].speed == 0.8),
    ("groups.regulars.speed=80 %", lambda s: s.groups[0].skills[0].speed == 0.8),
    ("shifts.early.break=[]", lambda s: s.shift_types[0].breaks == ()),
    ("roster.0.people=0", lambda s: s.roster.agents == 0),
)  # fmt: skip


@pytest.mark.parametrize(("text", "holds"), SETS, ids=[text for text, _ in SETS])
def test_any_resolved_path_can_be_set(
    text: str, holds: Callable[[Scenario], bool], make: Make
) -> None:
    assert holds(load(make(), overrides=[text]))


def test_a_set_value_is_marked_as_given(make: Make) -> None:
    shop = load(make(), overrides=["floor.slow_down=5 %"])
    assert provenance(shop, "floor.slow_down") == ("5 %", Mark.GIVEN, "", False)


# --- advice --------------------------------------------------------------------------------

ADVICE = (
    (("22:00-06:00", "18:00-08:00"), "shifts.night", "longer than 12 h"),
    (("22:00-06:00", "20:00-08:00"), "shifts.night", "Labour Law art. 36"),
    (("  monthly: {", "  spare: {hourly: 22 yuan/h}\n  monthly: {"), "pay.spare", "no group uses"),
    ((DEMAND, "demand: {daily: 0 chats}"), "queues", "the demand is zero everywhere"),
    ((DEMAND, "demand: [{daily: 9 chats}, {daily: 9 chats, on: 2026-12-24}]"), "queues.pre_sales.demand.1", "nothing of this part"),
    ((DEMAND, "demand: [{daily: 9 chats, profile: event_midnight}, {burst: 9 chats, at: 2026-11-11 00:00}]"), "queues.pre_sales.demand.1", "counted twice"),
    ((DEMAND, "demand: {burst: 9 chats, at: 2026-11-11 00:00}"), "queues.pre_sales.demand", "intervals of 5 to 15 min"),
    ((NIGHT, "night: {at: 22:00-06:00, on: sun}"), "shifts.night", "on no day of the horizon"),
    ((ROSTER, "{group: regulars, shift: early, people: 11}"), "roster", "at most 10"),
    (("think: 80 s", "think: 80 s"), "days.from", "empty floor"),
    (("think: 80 s", "think: 80 s"), "queues", "leave silently"),
    ((TARGET, "{occupancy: 95 %}"), "queues.pre_sales.targets.0.occupancy", "hardly time"),
    (("to: 2026-11-12 00:00,", "to: 2027-04-01 00:00, timezone: Europe/Berlin,"), "days.timezone", "clock is changed"),
)  # fmt: skip


@pytest.mark.parametrize(("change", "path", "part"), ADVICE)
def test_advice(change: tuple[str, str], path: str, part: str, make: Make) -> None:
    advice = resolve(make(change)).advice
    assert any(a.path == path and part in a.text and a.where for a in advice), advice


def test_a_chinese_scenario(tmp_path: Path, make: Make) -> None:
    folder = tmp_path / "双十一"
    folder.mkdir()
    text = (make() / "scenario.yaml").read_text(encoding="utf-8")
    text = text.replace("Small shop", "西域美农 双十一").replace("pre_sales", "售前")
    (folder / "方案.yaml").write_text(text, encoding="utf-8-sig")
    shop = load(folder / "方案.yaml", ["no_bot"])
    assert (shop.name, shop.queue_names) == ("西域美农 双十一", ("售前",))
