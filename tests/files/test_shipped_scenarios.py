"""The shipped scenarios load, with every variant, and hold the figures of case 004."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from capplan.engines import ENGINES, Outcome, simulate
from capplan.engines.audit import audit
from capplan.files import MissingScenarioError, load, new, resolve, schema, templates
from capplan.files.profiles import CURVES
from capplan.model.incidents import on_the_day
from capplan.model.shifts import presence
from capplan.sampling import sample
from capplan.units import HOUR

SHIPPED = {t.name: t.folder for t in templates()}


def test_all_are_there() -> None:
    assert [(t.name, t.title) for t in templates()] == [
        ("double-11-campaign", "Double 11 campaign, food flagship"),
        ("double-11-food", "Double 11, food flagship"),
        ("food-power-cut", "Double 11 night without power, food flagship"),
        ("infant-gifts-split", "Infant gifts, split or pooled"),
        ("mini-programs-closed-nights", "Mini-programs, closed nights"),
        ("normal-week-food", "Normal week, food flagship"),
        ("shoes-agency-peak", "Double 11, agency of five shops"),
        ("shoes-platform-fault", "Double 11 with a broken platform, shoe shop"),
        ("watches-small-team", "Watches, six people"),
    ]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_variant_loads(name: str) -> None:
    plain = resolve(SHIPPED[name])
    for variant in plain.variants:
        assert resolve(SHIPPED[name], [variant]).digest != plain.digest


def test_double_11_holds_the_figures_of_the_case() -> None:
    shop = load(SHIPPED["double-11-food"])
    pre_sales, after_sales = (queue.demand for queue in shop.queues)
    eve = 32
    assert pre_sales.expected[eve:].sum() == pytest.approx(35_714.3, abs=0.1)
    assert after_sales.expected[eve:].sum() == pytest.approx(4_688 + 514)
    assert pre_sales.expected[eve : eve + 4].sum() == pytest.approx(
        0.1 / 0.985 * 35_714.3, rel=0.02
    )
    assert sum(group.most for group in shop.groups if not group.is_temporary) == 67
    assert shop.roster is not None
    on = presence(shop.roster, None, shop.calendar.edges())
    at_midnight = 8 * HOUR // shop.calendar.grid.interval
    assert on[at_midnight] == 42
    assert on.min() > 0


def test_a_20_o_clock_opening_moves_chats_to_the_eve() -> None:
    classic = load(SHIPPED["double-11-food"]).queues[0].demand
    moved = load(SHIPPED["double-11-food"], ["opening_at_20"]).queues[0].demand
    assert moved.total == pytest.approx(classic.total, rel=0.001)
    assert moved.expected[16:20].sum() == pytest.approx(2_600, rel=0.1)
    assert moved.expected[32:36].sum() < classic.expected[32:36].sum() / 2


def test_a_normal_week() -> None:
    shop = load(SHIPPED["normal-week-food"])
    assert [q.demand.total for q in shop.queues] == pytest.approx([7 * 1_054, 7 * 514])
    assert shop.calendar.days == 7
    assert shop.calendar.start.weekday() == 0


def test_infant_gifts_hold_the_figures_of_the_case() -> None:
    shop = load(SHIPPED["infant-gifts-split"])
    assert sum(group.most for group in shop.groups) == 12
    assert [[s.queue for s in g.skills] for g in shop.groups] == [["pre_sales"], ["after_sales"]]
    assert [t.queue for t in shop.queues[0].transfers] == ["after_sales"]


def test_closed_nights_hold_the_figures_of_the_case() -> None:
    shop = load(SHIPPED["mini-programs-closed-nights"])
    assert shop.roster is not None
    on = presence(shop.roster, None, shop.calendar.edges())
    at = [shop.calendar.at(int(tick)).hour for tick in shop.calendar.edges()[:-1]]
    assert {hour for hour, people in zip(at, on, strict=True) if people > 0} == set(range(9, 18))
    assert all(queue.closed for queue in shop.queues)
    per_order = [float(f.contacts.max()) for queue in shop.queues for f in queue.follow_ons]
    assert per_order == pytest.approx([1.2, 3.0])
    assert sum(group.most for group in shop.groups) == 4


def test_an_evening_shift_leaves_a_third_of_the_closed_hours_chats() -> None:
    shares: list[float] = []
    for variants in ([], ["evening_shift"]):
        shop = load(SHIPPED["mini-programs-closed-nights"], variants)
        assert shop.roster is not None
        come = shop.queues[0].demand.expected
        shut = presence(shop.roster, None, shop.calendar.edges()) == 0
        shares.append(float(come[shut].sum() / come.sum()))
    assert shares == pytest.approx([0.572, 0.206], abs=0.001)


AGENCY_SALES = (
    "shoes_tmall", "shoes_jd", "men_tmall", "women_tmall", "women_douyin", "kids_douyin", "bags_jd",
)  # fmt: skip


def test_the_agency_holds_the_figures_of_the_case() -> None:
    shop = load(SHIPPED["shoes-agency-peak"])
    assert {q.shop for q in shop.queues} == {"Shoes", "Menswear", "Womenswear", "Kidswear", "Bags"}
    assert {q.platform.key for q in shop.queues if q.platform} == {"tmall", "jd", "douyin"}
    assert all(queue.bot for queue in shop.queues)
    regulars = sum(group.most for group in shop.groups if not group.is_temporary)
    assert regulars == 140
    assert shop.roster is not None
    peak = sum(shop.calendar.date(shift.day).day == 11 for shift in shop.roster.shifts)
    assert peak > 1_000
    on = presence(shop.roster, None, shop.calendar.edges())
    assert 750 < on.max() < 900
    peak_day = slice(64, 160)
    chats = sum(q.expected.expected[peak_day].sum() for q in shop.queues if not q.follow_ons)
    orders = 42e6 / 280 + 40e6 / 300 + 82e6 / 260 + 21e6 / 180 + 17e6 / 420
    assert chats == pytest.approx(orders * 0.2 / 0.55)


def test_a_fault_brings_the_shoe_shop_four_times_the_contacts_of_its_orders() -> None:
    plain, fault = (load(SHIPPED["shoes-agency-peak"], v) for v in ([], ["platform_fault"]))
    before, after = (
        {queue.name: queue.expected.total for queue in shop.queues} for shop in (plain, fault)
    )
    assert 3 < after.pop("shoes_after") / before.pop("shoes_after") < 1 + 0.8 * 4
    assert after == before


def test_a_week_of_closed_nights_on_both_engines() -> None:
    shop = load(SHIPPED["mini-programs-closed-nights"])
    assert shop.roster is not None
    workload = sample(shop, 1)
    logs = [simulate(shop, shop.roster, workload, engine) for engine in ENGINES]
    assert not logs[0].differences(logs[1])
    assert audit(logs[0], shop, shop.roster, workload) == []
    assert (logs[0].offline == 1).sum() > 300


def test_the_agency_with_a_hundredth_of_its_chats() -> None:
    """All thousand people and all rules, in a run that is short."""
    parts = [
        f"queues.{queue}.demand.{part}.times=0.01" for queue in AGENCY_SALES for part in range(4)
    ]
    shop = load(SHIPPED["shoes-agency-peak"], [], parts)
    assert shop.roster is not None
    workload = sample(shop, 1)
    log = simulate(shop, shop.roster, workload)
    assert audit(log, shop, shop.roster, workload) == []
    assert (log.outcome == Outcome.HANDLED).sum() > 3_000


@pytest.mark.parametrize("name", CURVES)
def test_named_curves(name: str) -> None:
    curve = CURVES[name]
    assert len(curve.shares) == 24
    assert min(curve.shares) > 0
    assert sum(curve.shares) == pytest.approx(100, abs=2)
    assert curve.source


@pytest.mark.parametrize("name", SHIPPED)
def test_no_figure_stands_without_source(name: str) -> None:
    """Each assumed or sourced value of a shipped file says where it comes from."""
    for value in load(SHIPPED[name]).provenance:
        assert value.source or value.mark == "given" or value.is_default, value.path


# --- the editor's schema -------------------------------------------------------------------


@cache
def validator() -> jsonschema.Draft202012Validator:
    """A validator of the exported schema."""
    found = schema()
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_schema_accepts_shipped_and_resolved_files(name: str) -> None:
    check = validator()
    reader = YAML(typ="safe", pure=True)
    for text in (
        (SHIPPED[name] / "scenario.yaml").read_text(encoding="utf-8"),
        resolve(SHIPPED[name]).text,
    ):
        plain = _as_text(reader.load(text))
        assert [f"{e.json_path}: {e.message}" for e in check.iter_errors(plain)] == []


WRONG = (
    "{think: 80}",
    "{thnik: 80 s}",
    "{think: {value: 80 s, mark: guess}}",
    "{patience: {mean: 3 min, law: weibul}}",
)


@pytest.mark.parametrize("chat", WRONG)
def test_the_schema_refuses(chat: str) -> None:
    reader = YAML(typ="safe", pure=True)
    text = (SHIPPED["normal-week-food"] / "scenario.yaml").read_text(encoding="utf-8")
    plain = _as_text(reader.load(text))
    plain["queues"]["pre_sales"]["chat"] = reader.load(chat)
    assert not validator().is_valid(plain)


def _as_text(value: object) -> object:
    """Dates as editors see them: texts."""
    if isinstance(value, dict):
        return {key: _as_text(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_as_text(below) for below in value]
    return value if isinstance(value, bool | int | float | None) else str(value)


# --- new scenarios -------------------------------------------------------------------------


def test_new_copies_and_renames(tmp_path: Path) -> None:
    folder = new("双十一 2026", "double-11-food", tmp_path)
    assert folder == tmp_path / "双十一 2026"
    assert load(folder).name == "双十一 2026"
    assert (folder / "README.md").is_file()
    with pytest.raises(MissingScenarioError, match="exists already; nothing was changed"):
        new("双十一 2026", "double-11-food", tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["双十一 2026"]


def test_new_refuses_what_it_does_not_know(tmp_path: Path) -> None:
    with pytest.raises(MissingScenarioError, match=re.escape('did you mean "double-11-food"?')):
        new("mine", "double-11", tmp_path)
    for name in ("../mine", "a/b", "", "."):
        with pytest.raises(MissingScenarioError, match="cannot be the name of a folder"):
            new(name, "double-11-food", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_watches_hold_the_figures_of_the_case() -> None:
    shop = load(SHIPPED["watches-small-team"])
    assert shop.roster is not None
    regular = [g for g in shop.groups if g.name != "newcomer"]
    assert sum(g.most for g in regular) == 6
    shifts = [s for s in shop.roster.shifts if s.group == "pre_sales"]
    assert len(shifts) == 4 * 6
    chat = shop.queues[0].chat
    assert chat.replies.mean / chat.messages.mean == pytest.approx(1.44)


def test_the_power_cut_holds_the_figures_of_the_case() -> None:
    found = resolve(SHIPPED["food-power-cut"])
    shop = found.calm
    assert sum(group.most for group in shop.groups) == 67
    assert len(shop.groups) == 6
    (cut,) = found.scenario.incidents
    at = shop.calendar.at
    assert cut.announced is not None
    assert [f"{at(t):%d %H:%M}" for t in (cut.announced, cut.start, cut.end)] == [
        "10 14:00", "10 20:00", "11 08:00",
    ]  # fmt: skip
    assert shop.roster is not None
    moved = on_the_day(found.scenario, shop.roster)
    on = presence(moved, None, shop.calendar.edges())
    assert on[0] == 42
    assert all(s.spans and s.spans[0].speed == 0.85 for s in moved.shifts if s.start == 0)
    pre_sales, vip = (queue.demand.expected[16:].sum() for queue in shop.queues[:2])
    assert pre_sales + vip == pytest.approx(35_714, abs=1)
    contacts = sum(float(f.contacts.max()) for q in shop.queues for f in q.follow_ons)
    assert contacts * 0.95 == pytest.approx(0.25, rel=0.02)


def test_nobody_is_on_while_the_power_is_off_unless_people_move() -> None:
    struck = load(SHIPPED["food-power-cut"], ["nobody_moves"])
    assert struck.roster is not None
    on = presence(on_the_day(struck, struck.roster), None, struck.calendar.edges())
    assert on[:48].max() == 0
    assert on[48] == 21


def test_the_platform_fault_holds_the_figures_of_the_case() -> None:
    found = resolve(SHIPPED["shoes-platform-fault"])
    regular = sum(g.most for g in found.calm.groups if not g.is_temporary)
    assert regular == 14
    assert found.scenario.incidents[0].demand[0].share == 0.8  # type: ignore[union-attr]
    calm, struck = (
        {q.name: q.expected.total for q in shop.queues} for shop in (found.calm, found.scenario)
    )
    assert struck["pre_sales"] == calm["pre_sales"]
    assert struck["after_sales"] == pytest.approx(2.7 * calm["after_sales"], rel=0.03)
