"""Platform profiles: shipped ones, own ones beside a scenario, and what is wrong with some."""
# ruff: noqa: E501  (the sentences stand as they are read)

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from capplan.files import (
    MissingScenarioError,
    ReferenceStepError,
    ScenarioError,
    ShapeStepError,
    SyntaxStepError,
    load,
    resolve,
    shipped,
    shipped_profile,
    shipped_text,
)
from capplan.model.platform import Asked, Unit, Usual
from capplan.model.provenance import Mark
from capplan.units import DAY, HOUR, MINUTE, SECOND

Make = Callable[..., Path]
ROSTER = "roster:\n"
BOT = "    bot: {contains: 40 %}\n"

OWN = """\
format: 1
name: My platform
chinese: 我的平台
as_of: 2026-05
metrics:
  quick:
    name: quick answers
    chinese: 快速应答率
    what: reply_within
    within: 1 min
    unit: customer
    between: 09:30-22:00
    exempt: [2026-02-04 to 2026-02-17, 2026-11-11]
    offline_counts: false
    bot_counts: yes
    unanswered: miss
    threshold: at least 85 %
    mark: given
    source: a letter of the platform
"""


@pytest.fixture
def own(make: Make) -> Callable[..., Path]:
    """The small scenario, judged by a profile of its own with some of its text replaced."""

    def write(*changes: tuple[str, str]) -> Path:
        folder = make(
            (ROSTER, "platforms: {mine: mine.yaml}\nroster:\n"), (BOT, f"    platform: mine\n{BOT}")
        )
        text = OWN
        for old, new in changes:
            assert text.count(old) == 1, f"{old!r} must stand once in the profile"
            text = text.replace(old, new)
        (folder / "mine.yaml").write_text(text, encoding="utf-8")
        return folder

    return write


# ---- the shipped ones ---------------------------------------------------------------------------


def test_the_five_that_are_shipped() -> None:
    assert shipped() == ("douyin", "jd", "kuaishou", "pinduoduo", "tmall")


def test_they_hold_what_was_found() -> None:
    found = {
        (key, m.key): (m.asked, m.within, m.unit, m.between, m.threshold)
        for key in shipped()
        for m in shipped_profile(key).platform.metrics
    }
    within, first, mean = Asked.REPLY_WITHIN, Asked.FIRST_REPLY_WITHIN, Asked.MEAN_RESPONSE
    late = (8 * HOUR, 23 * HOUR)
    assert found == {
        ("tmall", "reply_3_min"): (within, 3 * MINUTE, Unit.ROUND, (8 * HOUR, DAY), None),
        ("tmall", "mean_response"): (mean, 0, Unit.ROUND, (0, DAY), None),
        ("tmall", "mean_first_response"): (
            Asked.MEAN_FIRST_RESPONSE, 0, Unit.SESSION, (0, DAY), None,
        ),
        ("jd", "answer_30_s"): (
            first, 30 * SECOND, Unit.SESSION, (9 * HOUR, 23 * HOUR), 0.8,
        ),
        ("jd", "mean_response"): (mean, 0, Unit.ROUND, (9 * HOUR, 23 * HOUR), 40.0),
        ("pinduoduo", "reply_3_min"): (within, 3 * MINUTE, Unit.CUSTOMER, late, None),
        ("pinduoduo", "reply_5_min"): (within, 5 * MINUTE, Unit.CUSTOMER, late, None),
        ("douyin", "reply_3_min"): (within, 3 * MINUTE, Unit.MESSAGE, late, 0.5),
        ("kuaishou", "reply_3_min"): (within, 3 * MINUTE, Unit.CUSTOMER, late, None),
        ("kuaishou", "reply_3_min_sessions"): (within, 3 * MINUTE, Unit.SESSION, late, None),
    }  # fmt: skip


def test_the_holiday_relief_of_jd_counts_neither_rate_nor_mean() -> None:
    for metric in shipped_profile("jd").platform.metrics:
        assert [metric.is_exempt(date(2024, 2, day)) for day in (3, 4, 17, 18)] == [
            False, True, True, False,
        ]  # fmt: skip
        assert not metric.offline_counts


@pytest.mark.parametrize("key", shipped())
def test_each_figure_of_a_shipped_profile_has_a_mark_and_a_source(key: str) -> None:
    for value in shipped_profile(key).provenance:
        assert value.source, value.path
        assert value.mark in {Mark.SOURCED, Mark.ASSUME, Mark.DERIVED}


def test_only_one_metric_takes_a_bot_for_an_answer() -> None:
    counting = [
        (key, m.key)
        for key in shipped()
        for m in shipped_profile(key).platform.metrics
        if m.bot_counts
    ]
    assert counting == [("pinduoduo", "reply_5_min")]


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(MissingScenarioError) as caught:
        shipped_text("tmal")
    assert str(caught.value) == (
        'there is no platform profile "tmal"; did you mean "tmall"? '
        "(valid: douyin, jd, kuaishou, pinduoduo, tmall)"
    )


# ---- in a scenario ------------------------------------------------------------------------------


def test_a_queue_names_its_platform_and_shop(make: Make) -> None:
    queue = load(make((BOT, f"    platform: jd\n    shop: shoes\n{BOT}"))).queues[0]
    assert queue.platform == shipped_profile("jd").platform
    assert queue.shop == "shoes"
    assert queue.usual == Usual(0.98, None)


def test_without_a_platform_nothing_is_usual(make: Make) -> None:
    queue = load(make()).queues[0]
    assert (queue.platform, queue.usual, queue.shop) == (None, None, "")


def test_what_is_usual_may_be_written_with_its_mark(make: Make) -> None:
    usual = "{share: {value: 96 %, mark: case}, a_day: 5000 chats}"
    scenario = load(make((BOT, f"    platform: jd\n    usual: {usual}\n{BOT}")))
    assert scenario.queues[0].usual == Usual(0.96, 5000)
    marks = {p.path: p.mark for p in scenario.provenance}
    assert marks["queues.pre_sales.usual.share"] == "case"


def test_the_usual_share_is_shown_as_assumed(make: Make) -> None:
    scenario = load(make((BOT, f"    platform: jd\n{BOT}")))
    found = {p.path: (p.value, p.mark) for p in scenario.provenance}
    assert found["queues.pre_sales.usual.share"] == ("98 %", Mark.ASSUME)
    assert found["platforms.jd.answer_30_s.unit"] == ("session", Mark.ASSUME)
    assert found["platforms.jd.answer_30_s.threshold"] == ("at least 80 %", Mark.SOURCED)


def test_a_profile_beside_the_scenario(own: Callable[..., Path]) -> None:
    platform = load(own()).queues[0].platform
    assert platform is not None
    assert (platform.key, platform.chinese, platform.as_of) == ("mine", "我的平台", "2026-05")
    metric = platform.metric("quick")
    assert metric is not None
    assert (metric.within, metric.unit) == (MINUTE, Unit.CUSTOMER)
    assert metric.between == (9 * HOUR + 30 * MINUTE, 22 * HOUR)
    assert metric.exempt == (
        (date(2026, 2, 4), date(2026, 2, 17)),
        (date(2026, 11, 11), date(2026, 11, 11)),
    )
    assert (metric.offline_counts, metric.bot_counts, metric.unanswered_misses) == (
        False, True, True,
    )  # fmt: skip
    assert (metric.threshold, metric.mark) == (0.85, "given")
    assert platform.metric("slow") is None


def test_a_profile_of_the_same_name_replaces_the_shipped_one(make: Make) -> None:
    folder = make(
        (ROSTER, "platforms: {tmall: tmall.yaml}\nroster:\n"), (BOT, f"    platform: tmall\n{BOT}")
    )
    text = shipped_text("tmall").replace("within: 3 min", "within: 2 min")
    (folder / "tmall.yaml").write_text(text, encoding="utf-8")
    platform = load(folder).queues[0].platform
    assert platform is not None
    assert platform.metrics[0].within == 2 * MINUTE


def test_the_digest_covers_the_profiles_used(own: Callable[..., Path], make: Make) -> None:
    before = resolve(own()).digest
    assert resolve(own()).digest == before
    assert resolve(own(("at least 85 %", "at least 86 %"))).digest != before
    by_jd = resolve(make((BOT, f"    platform: jd\n{BOT}"))).digest
    assert by_jd != resolve(make()).digest


def test_a_platform_can_be_set(make: Make) -> None:
    folder = make((BOT, f"    platform: jd\n{BOT}"))
    platform = load(folder, overrides=["queues.pre_sales.platform=tmall"]).queues[0].platform
    assert platform is not None
    assert platform.key == "tmall"


TARGETS = "    targets:\n"
TWO_DAYS = ("from: 2026-11-11 00:00", "from: 2026-11-09 12:00")


@pytest.mark.parametrize(
    ("every", "windows"),
    [
        ("", ((0, 60 * HOUR),)),
        (", every: 1 day", ((0, 12 * HOUR), (12 * HOUR, 36 * HOUR), (36 * HOUR, 60 * HOUR))),
    ],
)
def test_a_target_by_platform_has_the_horizon_or_its_days(
    every: str, windows: tuple[tuple[int, int], ...], make: Make
) -> None:
    line = f"      - {{platform_metric: answer_30_s, share: 85 %, on: 90 % of days{every}}}\n"
    scenario = load(make(TWO_DAYS, (BOT, f"    platform: jd\n{BOT}"), (TARGETS, TARGETS + line)))
    target, other = scenario.targets
    assert (target.measure, target.bound, target.assurance) == ("platform_metric", 0.85, 0.9)
    assert target.windows == windows
    assert target.metric == shipped_profile("jd").platform.metric("answer_30_s")
    assert target.within == 30 * SECOND
    assert other.metric is None


# ---- wrong input --------------------------------------------------------------------------------

PATH = "mine.yaml:{}: metrics.quick{}: {}"
WRONG = (
    ("between: 09:30-22:00", "between: 24:00-08:00", 12, ".between", '"24:00-08:00" ends before it starts; a platform\'s hours lie within one day, for example 08:00-24:00'),
    ("between: 09:30-22:00", "between: 23:00-08:00", 12, ".between", '"23:00-08:00" ends before it starts; a platform\'s hours lie within one day, for example 08:00-24:00'),
    ("between: 09:30-22:00", "between: 08:00-08:00", 12, ".between", '"08:00-08:00" ends before it starts; a platform\'s hours lie within one day, for example 08:00-24:00'),
    ("between: 09:30-22:00", "between: 08:00", 12, ".between", '"08:00" is not a span of clock times; write for example 08:00-23:00'),
    ("between: 09:30-22:00", "between: 8-25", 12, ".between", "'8' is not a clock time; write hours and minutes, for example 20:00"),
    ("unit: customer", "unit: costumer", 11, ".unit", '"costumer" is not known here; did you mean "customer"? (valid: round, message, customer, session)'),
    ("what: reply_within", "what: replies_within", 9, ".what", '"replies_within" is not known here; did you mean "reply_within"? (valid: reply_within, first_reply_within, mean_response, mean_first_response)'),
    ("within: 1 min", "within: 0 s", 10, ".within", "must be longer than 0 s, not 0 s"),
    ("within: 1 min", "within: 60", 10, ".within", "60 has no unit; a duration needs one, for example 30 s, 15 min or 8 h"),
    ("    within: 1 min\n", "", 6, "", "reply_within needs within, for example within: 3 min"),
    ("[2026-02-04 to 2026-02-17, 2026-11-11]", "new year", 13, ".exempt", '"new year" is not a date; write year, month and day, for example 2026-11-11'),
    ("[2026-02-04 to 2026-02-17, 2026-11-11]", "2026-02-30", 13, ".exempt", '"2026-02-30" is not a date; write year, month and day, for example 2026-11-11'),
    ("[2026-02-04 to 2026-02-17, 2026-11-11]", "2026-02-17 to 2026-02-04", 13, ".exempt", '"2026-02-17 to 2026-02-04" ends before it starts'),
    ("at least 85 %", "85 %", 17, ".threshold", '"85 %" is not a threshold; write for example at least 80 %, at most 40 s, or none'),
    ("at least 85 %", "at least 0.85", 17, ".threshold", "'0.85' has no unit; a share needs one, for example 80 %"),
    ("at least 85 %", "at least 185 %", 17, ".threshold", "must lie between 0 % and 100 %, not 185 %"),
    ("at least 85 %", "at most 40 s", 6, "", "the threshold of reply_within is for example at least 80 %"),
    ("unanswered: miss", "unanswered: skip", 16, ".unanswered", '"skip" is not known here (valid: miss, left_out)'),
    ("bot_counts: yes", "bot_counts: maybe", 15, ".bot_counts", 'must be true or false, not "maybe"'),
    ("mark: given", "mark: sure", 18, ".mark", '"sure" is not known here; did you mean "sourced"? (valid: given, case, sourced, derived, assume)'),
    ("unit: customer", "units: customer", 11, ".units", 'unknown key; did you mean "unit"? (valid: name, chinese, what, within, unit, between, exempt, offline_counts, bot_counts, unanswered, threshold, mark, source)'),
    ("what: reply_within\n    within: 1 min\n    unit: customer", "what: mean_response\n    unit: customer", 6, "", "mean_response is counted by round or message, not by customer"),
    ("what: reply_within\n    within: 1 min\n    unit: customer", "what: mean_response\n    unit: round", 6, "", "mean_response is taken over replies that people sent; write bot_counts: false and unanswered: left_out"),
    ("what: reply_within\n    within: 1 min\n    unit: customer", "what: first_reply_within\n    within: 1 min\n    unit: round", 6, "", "first_reply_within is counted by customer or session, not by round"),
    ("what: reply_within", "what: mean_first_response", 6, "", '"within" does not belong to mean_first_response'),
)  # fmt: skip


@pytest.mark.parametrize("row", WRONG, ids=lambda row: row[1][:30])
def test_a_wrong_profile_is_refused_in_a_sentence(
    row: tuple[str, str, int, str, str], own: Callable[..., Path]
) -> None:
    old, new, line, key, sentence = row
    with pytest.raises(ShapeStepError) as caught:
        load(own((old, new)))
    found = str(caught.value).splitlines()
    assert PATH.format(line, key, sentence) in found


WHOLE_FILES = (
    ("", SyntaxStepError, "mine.yaml: a platform profile is a map of keys; copy one of `capplan platforms tmall`"),
    ("[", SyntaxStepError, "mine.yaml:1: this is not YAML: a bracket, brace or quote is opened here or above and not closed"),
    (OWN.replace("format: 1", "format: 2"), ShapeStepError, "mine.yaml:1: format: this capplan reads format 1, not 2"),
    (OWN.replace("as_of: 2026-05", "as_of: 2026-13"), ShapeStepError, 'mine.yaml:4: as_of: "2026-13-01" is not a date; write year, month and day, for example 2026-11-11'),
    (OWN.replace("as_of: 2026-05", "as_of: lately"), ShapeStepError, 'mine.yaml:4: as_of: "lately" is not a date; write year, month and day, for example 2026-11-11'),
    (OWN.replace("as_of: 2026-05", "as_of:"), ShapeStepError, "mine.yaml:4: as_of: is empty; write a year, a month or a date, or none if undated"),
    (OWN.replace("chinese: 我的平台\n", ""), ShapeStepError, "mine.yaml:1: chinese: is missing and has no default (Chinese name)"),
    (OWN.partition("metrics:")[0] + "metrics: {}\n", ShapeStepError, "mine.yaml:5: metrics: needs at least one entry"),
    (OWN.replace("  quick:", "  a.b:"), ShapeStepError, "mine.yaml:6: metrics.a.b: a name must not be empty or hold a dot"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "error", "sentence"), WHOLE_FILES)
def test_a_file_that_is_no_profile(
    text: str, error: type[ScenarioError], sentence: str, own: Callable[..., Path]
) -> None:
    folder = own()
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(error) as caught:
        load(folder)
    assert str(caught.value) == sentence


REFERENCES = (
    ((BOT, f"    platform: tmal\n{BOT}"), 'scenario.yaml:8: queues.pre_sales.platform: there is no platform profile "tmal"; did you mean "tmall"? (valid: douyin, jd, kuaishou, pinduoduo, tmall)'),
    ((ROSTER, "platforms: {mine: nowhere.yaml}\nroster:\n"), 'scenario.yaml:27: platforms.mine: there is no file "nowhere.yaml" beside the scenario ({folder})'),
    ((BOT, f"    usual: {{share: 90 %}}\n{BOT}"), "scenario.yaml:8: queues.pre_sales.usual: says what is usual for a platform, and the queue has no platform; write for example platform: tmall"),
)  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), REFERENCES)
def test_a_scenario_names_what_does_not_exist(
    change: tuple[str, str], sentence: str, make: Make
) -> None:
    folder = make(change)
    with pytest.raises(ReferenceStepError) as caught:
        load(folder)
    assert str(caught.value) == sentence.format(folder=folder)


@pytest.mark.parametrize(
    ("usual", "sentence"),
    [
        ("{share: 0.9}", "usual.share: 0.9 has no unit; a share needs one, for example 80 %"),
        ("{share: 0 %}", "usual.share: must be more than 0 %"),
        (
            "{a_day: 5000}",
            "usual.a_day: 5000 has no unit; a number of chats needs one, for example 3000 chats",
        ),
    ],
)
def test_wrong_usual_figures(usual: str, sentence: str, make: Make) -> None:
    with pytest.raises(ShapeStepError) as caught:
        load(make((BOT, f"    platform: jd\n    usual: {usual}\n{BOT}")))
    assert str(caught.value) == f"scenario.yaml:9: queues.pre_sales.{sentence}"
