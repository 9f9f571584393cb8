"""Incidents in a scenario and in files of their own, and what is wrong with them."""
# ruff: noqa: E501  (the sentences stand as they are read)

from __future__ import annotations

from functools import cache
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from capplan.files import (
    ConstructionStepError,
    MissingScenarioError,
    ReferenceStepError,
    ScenarioError,
    ShapeStepError,
    copy_incidents,
    incidents_text,
    incidents_title,
    load,
    resolve,
    schema,
    shipped_incidents,
    templates,
)
from capplan.model.incidents import (
    Absent,
    BotChange,
    BreaksLater,
    CalledIn,
    FaultyOrders,
    Gone,
    MovedIn,
    Overtime,
    Slower,
    Volume,
)
from capplan.units import HOUR, MINUTE

DAYS = "days: {from: 2026-11-11 00:00, to: 2026-11-12 00:00, interval: 30 min}"
TWO_GROUPS = ("    pay: monthly\nshifts:", "    pay: monthly\n  others: {people: 5, handles: {pre_sales: 2}, pay: monthly}\nshifts:")  # fmt: skip


def of(make, text, *changes):
    """The incidents of the small scenario with these lines under `incidents`."""
    block = "incidents:\n" + "".join(f"  {line}\n" for line in text.strip().splitlines())
    return load(make(("variants:\n", f"{block}variants:\n"), *changes)).incidents


def one(make, text, *changes):
    (found,) = of(make, f"x: {text}", *changes)
    return found


# ---- when ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "start", "end"),
    [
        ("from: day 1 08:00, lasts: 90 min", 8 * HOUR, 9.5 * HOUR),
        ("from: day 1 20:00, to: day 2 02:00", 20 * HOUR, 26 * HOUR),
        ("from: 2026-11-11 08:00, to: day 1 24:00", 8 * HOUR, 24 * HOUR),
        ("from: busiest hour, lasts: 1 h", 21 * HOUR, 22 * HOUR),
    ],
)
def test_moments_fit_any_horizon(make, span, start, end):
    found = one(make, f"{{{span}, volume: 2}}")
    assert (found.start, found.end, found.announced) == (start, end, None)


def test_days_count_from_the_first_midnight_of_the_horizon(make):
    late = (DAYS, "days: {from: 2026-11-11 16:00, to: 2026-11-12 16:00, interval: 30 min}")
    assert one(make, "{from: day 1 20:00, lasts: 1 h, volume: 2}", late).start == 4 * HOUR
    assert one(make, "{from: day 2 08:00, lasts: 1 h, volume: 2}", late).start == 16 * HOUR


@pytest.mark.parametrize(
    ("announced", "tick"), [("6 h before", 2 * HOUR), ("day 1 07:30", 7 * HOUR + 30 * MINUTE)]
)
def test_an_announcement_is_a_moment_or_so_long_before(make, announced, tick):
    found = one(make, f"{{announced: {announced}, from: day 1 08:00, lasts: 1 h, volume: 2}}")
    assert found.announced == tick


# ---- what ----------------------------------------------------------------------------------------

AT = "from: day 1 08:00, lasts: 1 h"


def test_every_effect_with_its_shorthand_and_its_defaults(make):
    found = one(
        make,
        f"{{{AT}, says: all at once, gone: 60 %, moved: {{people: 3}}, back: {{}}, absent: 30 %, "
        "work: 1.5, overtime: 2 h, breaks_wait: regulars, called_in: {people: 2, group: others}, "
        "moved_in: {people: 2, from: others, to: regulars}, volume: 2, bot: down}",
        TWO_GROUPS,
    )
    both = ("regulars", "others")
    assert found.says == "all at once"
    assert found.people == (
        Absent(both, 0.3),
        Gone(both, 0.6, 0.85, HOUR, 3, 0.85, HOUR),
        Slower(both, 1.5),
        BreaksLater(("regulars",)),
        Overtime(both, 2 * HOUR),
        MovedIn(2, "others", "regulars", 0.8),
        CalledIn(2, "others"),
    )
    volume, bot = found.demand
    assert volume == Volume(("pre_sales",), 2.0)
    assert isinstance(bot, BotChange)
    assert (bot.queues, bot.contains, bot.returns) == (("pre_sales",), 0.0, 0.3)
    assert bot.return_delay.mean == HOUR


def test_groups_and_queues_may_be_named(make):
    text = f"{{{AT}, gone: {{share: 50 %, groups: others}}, bot: {{contains: 60 %, queues: [pre_sales], comes_back: 10 % within 1 h}}}}"
    found = one(make, text, TWO_GROUPS)
    assert found.people == (Gone(("others",), 0.5),)
    assert found.demand[0].returns == pytest.approx(0.1)
    assert found.demand[0].return_delay.mean == HOUR / 2


AFTER = (
    "groups:\n  regulars:",
    "  after_sales:\n    demand: {daily: 200 chats}\ngroups:\n  helpers: {people: 3, handles: {after_sales: 1}, pay: monthly}\n  regulars:",
)


def test_faulty_orders_find_their_queues_and_the_orders_of_a_chat(make):
    found = one(make, f"{{{AT}, faulty_orders: 80 %}}", AFTER)
    (effect,) = found.demand
    assert isinstance(effect, FaultyOrders)
    assert (effect.source, effect.into, effect.share) == ("pre_sales", "after_sales", 0.8)
    assert effect.orders_per_chat == pytest.approx(0.6 / 0.2)
    assert (effect.contacts.per_order, len(effect.contacts.delay)) == (1.0, 15)


def test_they_follow_what_follows_the_orders_already(make):
    follows = (
        AFTER[0],
        AFTER[1].replace("{daily: 200 chats}", "{follows: pre_sales, orders_per_chat: 2.5}"),
    )
    found = one(
        make, f"{{{AT}, faulty_orders: {{share: 80 %, contacts: 3, delay: [50 %, 50 %]}}}}", follows
    )
    (effect,) = found.demand
    assert effect.orders_per_chat == 2.5
    assert effect.contacts.per_order == 3.0
    assert effect.contacts.delay == (0.5, 0.5)


# ---- files of incidents --------------------------------------------------------------------------


without_incidents = cache(resolve)


@pytest.mark.parametrize("name", shipped_incidents())
@pytest.mark.parametrize("shop", ["double-11-food", "normal-week-food", "shoes-agency-peak"])
def test_every_shipped_incident_strikes_shipped_scenarios(name, shop):
    folder = next(t.folder for t in templates() if t.name == shop)
    plain, struck = without_incidents(folder), resolve(folder, incidents=[name])
    assert plain.digest != struck.digest
    assert plain.scenario.incidents == ()
    (incident,) = struck.scenario.incidents
    assert incident.says
    assert 0 <= incident.start < plain.scenario.calendar.grid.horizon


def test_shipped_files_have_titles_and_fit_the_schema():
    found = schema()["properties"]["incidents"]
    for name, file in shipped_incidents().items():
        block = YAML(typ="safe").load(incidents_text(name))
        assert incidents_title(file) == block["name"]
        jsonschema.validate(block["incidents"], found)


def test_files_and_the_scenario_strike_together(make, tmp_path):
    own = tmp_path / "突发.yaml"
    own.write_text(
        "name: 停电\nincidents: {停电: {from: day 1 10:00, lasts: 1 h, gone: 100 %}}\n",
        encoding="utf-8",
    )
    folder = make(
        ("variants:\n", "incidents: {x: {from: day 1 08:00, lasts: 1 h, volume: 2}}\nvariants:\n")
    )
    shop = load(folder, incidents=[own, "bot-down"])
    assert [i.name for i in shop.incidents] == ["x", "停电", "bot_down"]
    again = load(folder, overrides=["incidents.停电.gone.share=50 %"], incidents=[own])
    assert again.incidents[1].people == (Gone(("regulars",), 0.5),)


def test_the_resolved_text_holds_the_incidents_and_loads_again(make, tmp_path):
    text = resolve(make(), incidents=["power-cut-moved"]).text
    (tmp_path / "again.yaml").write_text(text, encoding="utf-8")
    assert (
        load(tmp_path / "again.yaml").incidents
        == load(make(), incidents=["power-cut-moved"]).incidents
    )


def test_a_shipped_file_is_copied_once(tmp_path):
    copied = copy_incidents("bot-down", tmp_path)
    assert copied.read_text(encoding="utf-8") == incidents_text("bot-down")
    with pytest.raises(
        MissingScenarioError, match=r"bot-down.yaml exists already; nothing was changed"
    ):
        copy_incidents("bot-down", tmp_path)


# ---- wrong input ---------------------------------------------------------------------------------

WRONG = (
    ("gone: 60 %, from: day 1 08:00, to: day 1 07:00", ConstructionStepError,
     "incidents.x.to: the incident ends before it starts"),
    ("gone: 60 %, from: day 3 08:00, lasts: 1 h", ConstructionStepError,
     "incidents.x.from: the incident lies outside the horizon, 2026-11-11 00:00 to 2026-11-12 00:00; days are counted from the first of the horizon"),
    ("gone: 60 %, from: 2026-11-10 08:00, lasts: 1 h", ConstructionStepError,
     "incidents.x.from: the incident lies outside the horizon, 2026-11-11 00:00 to 2026-11-12 00:00; days are counted from the first of the horizon"),
    (f"gone: 60 %, {AT}, announced: day 1 09:00", ConstructionStepError,
     "incidents.x.announced: it is announced after it starts; leave announced out"),
    (f"gone: 120 %, {AT}", ShapeStepError,
     "incidents.x.gone: must lie between 0 % and 100 %, not 120 %"),
    (f"absent: 0 %, {AT}", ShapeStepError, "incidents.x.absent: must be more than 0 %"),
    (f"work: 0.5, {AT}", ShapeStepError, "incidents.x.work: must lie between 1 and 100, not 0.5"),
    (f"gone: {{share: 60 %, groups: [regular]}}, {AT}", ReferenceStepError,
     'incidents.x.gone.groups: there is no group "regular"; did you mean "regulars"? (valid: regulars, all)'),
    (f"volume: {{times: 2, queues: presales}}, {AT}", ReferenceStepError,
     'incidents.x.volume.queues: there is no queue "presales"; did you mean "pre_sales"? (valid: pre_sales, all)'),
    (f"called_in: {{people: 2, group: temps}}, {AT}", ReferenceStepError,
     'incidents.x.called_in.group: there is no group "temps" (valid: regulars)'),
    (f"moved_in: {{people: 2, from: regulars, to: regulars}}, {AT}", ReferenceStepError,
     "incidents.x.moved_in.to: people cannot be moved into the group that they come from"),
    (AT, ShapeStepError,
     "incidents.x: nothing happens; write at least one of gone, absent, work, volume, bot, faulty_orders, moved_in, called_in, overtime, breaks_wait"),
    ("gone: 60 %, from: day 1 08:00", ShapeStepError, "incidents.x: needs to or lasts, one of them"),
    (f"gone: 60 %, to: day 1 20:00, {AT}", ShapeStepError,
     "incidents.x: needs to or lasts, one of them"),
    (f"absent: 60 %, moved: {{people: 3}}, {AT}", ShapeStepError,
     "incidents.x: moved belongs to gone; write gone: 100 % beside it"),
    ("gone: 60 %, from: day 0 08:00, lasts: 1 h", ShapeStepError,
     "incidents.x.from: days are counted from 1: the first of the horizon is day 1"),
    ("gone: 60 %, from: tomorrow, lasts: 1 h", ShapeStepError,
     'incidents.x.from: "tomorrow" is no moment; write day 1 14:00, 2026-11-10 14:00, or busiest hour'),
    (f"faulty_orders: 80 %, {AT}", ConstructionStepError,
     "incidents.x.faulty_orders.into: say in which queue the contacts of pre_sales come"),
    (f"faulty_orders: {{share: 80 %, into: pre_sales}}, {AT}", ConstructionStepError,
     "incidents.x.faulty_orders.into: must be another queue than the orders'"),
    (f"gone: 60 %, lost: 3, {AT}", ShapeStepError,
     'incidents.x.lost: unknown key; did you mean "lasts"? (valid: says, announced, from, to, lasts, gone, moved, back, absent, work, volume, bot, faulty_orders, moved_in, called_in, overtime, breaks_wait)'),
)  # fmt: skip


@pytest.mark.parametrize(("text", "error", "sentence"), WRONG)
def test_a_wrong_incident_is_refused_in_a_sentence(make, text, error, sentence):
    with pytest.raises(error) as caught:
        one(make, f"{{{text}}}")
    assert str(caught.value).partition(": ")[2] == sentence


def test_no_bot_to_go_down_and_no_orders_to_go_wrong(make):
    no_bot = ("    bot: {contains: 40 %}\n", "")
    no_variants = (
        "  no_bot: {queues.pre_sales.bot.contains: 0 %}\n  half_bot: {queues.pre_sales.bot.contains: 20 %}\n",
        "",
    )
    with pytest.raises(ScenarioError, match="no queue has a bot; name queues that get one"):
        one(make, f"{{{AT}, bot: down}}", no_bot, no_variants)
    no_orders = (
        "    orders: {conversion: 60 %, order_value: 80 yuan, margin: 30 %, silent_orders: 5 %}\n",
        "",
    )
    with pytest.raises(
        ScenarioError,
        match="no orders are known that could go wrong; write orders, or a sales target, under a queue",
    ):
        one(make, f"{{{AT}, faulty_orders: 80 %}}", AFTER, no_orders)


@pytest.mark.parametrize(
    ("span", "told"),
    [("day 1 08:00", False), ("day 1 03:00", True)],
)
def test_an_incident_that_concerns_nobody_on_the_roster_is_worth_a_look(make, span, told):
    """With a roster that is on from 08:00 to 16:00, a power cut at night does nothing."""
    block = f"incidents:\n  x: {{from: {span}, lasts: 1 h, gone: 60 %}}\n"
    sentence = "by the roster of this file it concerns nobody: its people are not on then"
    found = resolve(make(("variants:\n", f"{block}variants:\n")))
    assert found.scenario.roster is not None
    assert (sentence in [a.text for a in found.advice]) == told


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name: x\n", "x.yaml:1: incidents: a file of incidents holds a map of them: incidents: {bot_down: {from: day 1 20:00, lasts: 2 h, bot: down}}"),
        ("incidents: {x: {from: day 1 08:00, lasts: 1 h, bot: down}}\n", "x.yaml:1: name: is missing; give the incidents a title"),
        ("name: x\nincident: {}\nincidents: {x: {from: day 1 08:00, lasts: 1 h, bot: down}}\n",
         'x.yaml:2: incident: unknown key; did you mean "incidents"? (valid: format, name, incidents)'),
        ("format: 2\nname: x\nincidents: {x: {from: day 1 08:00, lasts: 1 h, bot: down}}\n", "x.yaml:1: format: this capplan reads format 1, not 2"),
        ("name: x\nincidents: {x: {from: day 1 08:00, lasts: 1 h, gone: 101 %}}\n", "x.yaml:2: incidents.x.gone: must lie between 0 % and 100 %, not 101 %"),
    ],
)  # fmt: skip
def test_a_wrong_file_of_incidents_is_refused_in_a_sentence(make, tmp_path: Path, text, sentence):
    folder = make()
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(folder, incidents=[tmp_path / "x.yaml"])
    assert str(caught.value) == sentence


def test_a_name_that_stands_twice_and_a_file_that_is_not_there(make):
    with pytest.raises(
        ReferenceStepError,
        match=r"incidents.bot_down: this incident stands in bot-down.yaml:\d+ too; give one of them another name",
    ):
        load(make(), incidents=["bot-down", "bot-down"])
    with pytest.raises(
        MissingScenarioError,
        match='there is no file "bot-dwn", nor are incidents of that name shipped; did you mean "bot-down"',
    ):
        load(make(), incidents=["bot-dwn"])
