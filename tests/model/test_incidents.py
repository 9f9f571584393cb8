"""Incidents before the run: who is hit, what is left of shifts, demand and bots (I1 to I4)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from capplan.engines import audit, simulate
from capplan.model.bot import Bot, BotHours
from capplan.model.follow_on import ContactsOfOrders, follow_on
from capplan.model.incidents import (
    Absent,
    BotChange,
    BreaksLater,
    CalledIn,
    FaultyOrders,
    Gone,
    Incident,
    MovedIn,
    Overtime,
    Slower,
    Volume,
    on_the_day,
    struck,
)
from capplan.model.incidents.cutting import share_of
from capplan.model.laws import TimeKind, TimeLaw
from capplan.model.people import EndRule, Skill
from capplan.model.shifts import PaceSpan, Roster, Shift, presence
from capplan.results.tally import LOST, QUEUE_SUMS, tally
from capplan.sampling import sample
from capplan.units import HOUR, MINUTE
from shop import chat, exponential, geometric, group, queue, scenario

H = HOUR
HALF_HOUR = TimeLaw(TimeKind.EXPONENTIAL, 0.5 * HOUR)


def floor(**more):
    course = chat(rounds=geometric(3), work=exponential(40), think=exponential(30),
                  patience=exponential(200))  # fmt: skip
    return scenario(
        queues=(
            queue("ask", hours=24, per_hour=60, course=course),
            queue("help", hours=24, per_hour=20, course=course, priority=2),
        ),
        groups=(
            group("sellers", skills=(Skill("ask", 1), Skill("help", 2)), limit=3),
            group("helpers", skills=(Skill("help", 1),), limit=3),
        ),
        hours=24,
        **more,
    )


BOTH = ("sellers", "helpers")


def crew(people: int = 4, name: str = "sellers", start=8 * H, end=16 * H, first=0, **more):
    return [Shift(first + n, name, start, end, seat=n, **more) for n in range(people)]


def left(effect, shifts, start=10 * H, end=12 * H, announced=None, shop=None):
    incident = Incident("x", start, end, announced, people=(effect,))
    return on_the_day(struck(shop or floor(), (incident,)), Roster.of(shifts)).shifts


def spans(shifts):
    return [(s.agent, s.start // H, s.end // H) for s in shifts]


# ---- who is hit ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "hit"),
    [(0.01, [5]), (0.3, [1, 5, 8]), (0.5, [1, 3, 5, 7, 9]), (1.0, list(range(10)))],
)
def test_a_share_is_spread_evenly_and_at_least_one(share, hit):
    assert share_of(list(range(10)), share) == hit
    assert share_of([], share) == []


def test_only_people_of_the_named_groups_on_in_the_span_are_hit():
    shifts = [*crew(2), *crew(2, "helpers", first=2), *crew(2, start=16 * H, end=24 * H, first=4)]
    there = left(Absent(("sellers",), 1.0), shifts)
    assert [s.agent for s in there] == [2, 3, 4, 5]


# ---- I1: a site fails ----------------------------------------------------------------------------


def test_whoever_is_gone_hands_back_and_is_back_at_the_end():
    there = left(Gone(BOTH, 1.0), crew(1))
    assert spans(there) == [(0, 8, 10), (0, 12, 16)]
    assert [s.end_rule for s in there] == [EndRule.HAND_BACK, None]


def test_who_comes_or_leaves_inside_the_span_is_there_outside_it_only():
    late, gone = crew(1, start=11 * H, end=14 * H), crew(1, start=10 * H, end=12 * H)
    assert spans(left(Gone(BOTH, 1.0), late)) == [(0, 12, 14)]
    assert left(Gone(BOTH, 1.0), gone) == ()


def test_breaks_inside_fall_out_and_those_over_an_edge_are_cut():
    breaks = ((9 * H, 9 * H + MINUTE), (9 * H + 30 * MINUTE, 10 * H + 10 * MINUTE),
              (11 * H, 11 * H + MINUTE), (11 * H + 50 * MINUTE, 12 * H + 5 * MINUTE))  # fmt: skip
    before, after = left(Gone(BOTH, 1.0), crew(1, breaks=breaks))
    assert before.breaks == (breaks[0], (9 * H + 30 * MINUTE, 10 * H))
    assert after.breaks == ((12 * H, 12 * H + 5 * MINUTE),)


def test_back_at_reduced_speed_for_a_while():
    there = left(Gone(BOTH, 0.5, back_speed=0.8, back_for=H), crew(2))
    assert spans(there) == [(0, 8, 16), (1, 8, 10), (1, 12, 16)]
    assert [s.spans for s in there if s.start == 12 * H] == [(PaceSpan(12 * H, 13 * H, 0.8),)]
    assert there[0].spans == ()


@pytest.mark.parametrize(
    ("announced", "there"),
    [
        (None, [(0, 8, 10), (0, 11, 16)]),  # away for the first hour
        (5 * H, [(0, 8, 9), (0, 10, 16)]),  # there in time
        (9 * H + 30 * MINUTE, [(0, 8, 9), (0, 10, 16)]),  # as soon as they hear of it
    ],
)
def test_those_who_move_are_away_only_to_get_there(announced, there):
    moved = left(Gone(BOTH, 1.0, moved=1, moved_speed=0.8, takes=H), crew(1), announced=announced)
    leave = max(9 * H, announced) if announced else 10 * H
    assert spans(moved) == there
    assert moved[0].end == leave
    assert moved[1].start == leave + H
    assert moved[1].spans == (PaceSpan(leave + H, 12 * H, 0.8),)[: leave + H < 12 * H]


def test_who_comes_later_comes_to_the_other_place_unless_on_the_way_when_it_happens():
    terms = Gone(BOTH, 1.0, moved=9, moved_speed=0.8, takes=H)
    later = crew(1, start=11 * H, end=14 * H)
    assert spans(left(terms, later)) == [(0, 11, 14)]
    assert left(terms, later)[0].spans == (PaceSpan(10 * H, 12 * H, 0.8),)
    same = crew(1, start=10 * H, end=14 * H)
    assert spans(left(terms, same)) == [(0, 11, 14)]
    assert spans(left(terms, same, announced=5 * H)) == [(0, 10, 14)]


def test_only_so_many_move():
    there = left(Gone(BOTH, 1.0, moved=1, takes=0), crew(4))
    at_eleven = [s.agent for s in there if s.start < 11 * H < s.end]
    assert len(at_eleven) == 1


# ---- I3: absent, slow ----------------------------------------------------------------------------


def test_who_is_absent_does_not_come_to_the_whole_shift():
    shifts = [*crew(2), *crew(1, start=12 * H, end=14 * H, first=9)]
    there = left(Absent(BOTH, 0.5), shifts, start=15 * H, end=20 * H)
    assert spans(there) == [(0, 8, 16), (9, 12, 14)]


def test_a_slow_network_slows_every_shift_of_the_group_that_begins_before_its_end():
    shifts = [*crew(1), *crew(1, "helpers", first=1), *crew(1, start=12 * H, first=2)]
    there = left(Slower(("sellers",), 2.0), shifts)
    assert [s.spans for s in there] == [(PaceSpan(10 * H, 12 * H, 0.5),), (), ()]


# ---- I4: help ------------------------------------------------------------------------------------


def test_people_moved_in_work_in_the_other_group_and_go_back():
    shifts = [*crew(1, "sellers"), *crew(2, "helpers", first=1)]
    there = left(MovedIn(1, "helpers", "sellers", 0.8), shifts)
    moved = next(s for s in there if s.home)
    assert (moved.group, moved.home, moved.agent) == ("sellers", "helpers", 3)
    assert (moved.start, moved.end, moved.end_rule) == (10 * H, 12 * H, EndRule.HAND_BACK)
    assert moved.spans == (PaceSpan(10 * H, 12 * H, 0.8),)
    own = [s for s in there if s.group == "helpers"]
    assert spans(own) == [(1, 8, 16), (2, 8, 10), (2, 12, 16)]
    edges = np.array([0, 10 * H, 12 * H, 24 * H])
    total = sum(presence(Roster(there), g, edges) for g in BOTH)
    before = presence(Roster.of(shifts), None, edges)
    assert total == pytest.approx(before)


def test_people_called_in_are_there_for_the_span():
    there = left(CalledIn(2, "helpers"), crew(3))
    assert spans(there)[3:] == [(3, 10, 12), (4, 10, 12)]
    assert [(s.group, s.seat) for s in there[3:]] == [("helpers", 0), ("helpers", 1)]


def test_who_would_leave_inside_stays_up_to_the_end_and_before_the_own_next_shift():
    shifts = [
        *crew(1, end=11 * H), *crew(1, end=10 * H, first=1), *crew(1, end=12 * H, first=2),
        Shift(3, "sellers", 8 * H, 11 * H), Shift(3, "sellers", 11 * H + 30 * MINUTE, 20 * H),
        Shift(4, "sellers", 8 * H, 11 * H, end_rule=EndRule.HAND_BACK),
    ]  # fmt: skip
    there = left(Overtime(BOTH, 2 * H), shifts)
    ends = [s.end for s in there]
    assert ends == [12 * H, 10 * H, 12 * H, 11 * H + 30 * MINUTE, 20 * H, 11 * H]
    short = left(Overtime(BOTH, 20 * MINUTE), crew(1, end=11 * H))
    assert short[0].end == 11 * H + 20 * MINUTE


def test_breaks_wait_for_the_end_of_the_span_or_fall_out():
    def at(*clock):
        return tuple((h, h + 30 * MINUTE) for h in clock)

    (there,) = left(BreaksLater(BOTH), crew(1, breaks=at(9 * H, 10 * H, 11 * H, 12.5 * H)))
    assert there.breaks == at(9 * H, 12 * H, 12.5 * H, 13 * H)
    (there,) = left(BreaksLater(BOTH), crew(1, end=12 * H + 40 * MINUTE, breaks=at(10 * H, 11 * H)))
    assert there.breaks == at(12 * H)


# ---- I2, I3: demand and bots ---------------------------------------------------------------------


def with_(shop, *effects, start=10 * H, end=12 * H):
    return struck(shop, (Incident("x", start, end, demand=effects),))


def hourly(rate, hours=24):
    return rate.between(np.arange(hours + 1, dtype=np.int64) * H)


def in_intervals(shop):
    edges = np.arange(25, dtype=np.int64) * H

    def cut(q):
        return replace(q, demand=type(q.demand)(edges, q.demand.between(edges)))

    return replace(shop, queues=tuple(cut(q) for q in shop.queues))


def contacts(days=3):
    return ContactsOfOrders(2.0, (0.5, *[0.5 / days] * days), (1 / 24,) * 24)


def followed(shop):
    """Each chat of `ask` brings one order, each order two contacts in `help`."""
    ask, helping = shop.queues
    part = follow_on("ask", ask.demand, 0.0, contacts(), shop.calendar)
    return replace(shop, queues=(ask, replace(helping, follow_ons=(part,))))


def test_volume_multiplies_the_arrivals_of_the_span_only():
    shop = in_intervals(floor())
    twice = with_(shop, Volume(("ask",), 2.0), start=10 * H + 30 * MINUTE)
    assert hourly(twice.queues[0].expected)[8:14] == pytest.approx([60, 60, 90, 120, 60, 60])
    assert hourly(twice.queues[1].expected) == pytest.approx(hourly(shop.queues[1].expected))


def test_orders_and_what_follows_them_grow_with_the_volume():
    shop = followed(in_intervals(floor()))
    before, after = (
        hourly(s.queues[1].expected) for s in (shop, with_(shop, Volume(("ask",), 2.0)))
    )
    assert after.sum() - before.sum() == pytest.approx(2 * 60 * 2 * 0.5)
    assert after[:10] == pytest.approx(before[:10])


def test_volume_of_a_queue_that_follows_multiplies_what_comes_in_the_span():
    shop = followed(in_intervals(floor()))
    none = with_(shop, Volume(("help",), 0.0))
    rate = hourly(none.queues[1].expected)
    assert rate[10:12] == pytest.approx([0, 0])
    assert rate[[9, 12]] == pytest.approx(hourly(shop.queues[1].expected)[[9, 12]])


def test_faulty_orders_bring_further_contacts_from_the_order_on():
    shop = in_intervals(floor())
    effect = FaultyOrders("ask", "help", 0.8, 1.5, contacts())
    more = hourly(with_(shop, effect).queues[1].expected) - hourly(shop.queues[1].expected)
    assert more[:10] == pytest.approx(np.zeros(10))
    assert more.sum() == pytest.approx(2 * 60 * 1.5 * 0.8 * 2.0 * 0.5)


def test_a_fault_goes_with_the_volume_of_its_span():
    shop, effect = in_intervals(floor()), FaultyOrders("ask", "help", 0.8, 1.5, contacts())
    totals = [
        with_(shop, *effects).queues[1].expected.total - shop.queues[1].expected.total
        for effects in ((effect,), (effect, Volume(("ask",), 3.0)))
    ]
    assert totals[1] == pytest.approx(3 * totals[0])


def test_a_bot_that_is_down_keeps_nobody_and_does_not_talk():
    talk = TimeLaw(TimeKind.DETERMINISTIC, 30_000.0)
    night = BotHours(9 * H, 11 * H, 0.9, 0.0, HALF_HOUR)
    bot = Bot(0.5, 0.3, HALF_HOUR, (night,), talk)
    shop = floor()
    shop = replace(shop, queues=(replace(shop.queues[0], bot=bot), shop.queues[1]))
    down = with_(shop, BotChange(("ask",), 0.0, 0.0, HALF_HOUR))
    hours = down.queues[0].bot.hours
    assert [(h.start // H, h.end // H, h.contains, h.talks) for h in hours] == [
        (9, 10, 0.9, True), (10, 12, 0.0, False),
    ]  # fmt: skip
    kept = sample(down, 1).contained.arrival // H
    assert not np.isin(kept, (10, 11)).any()
    assert (kept == 9).sum() > (kept == 8).sum() > 0


def test_a_queue_without_a_bot_gets_one_for_the_span():
    shop = with_(floor(), BotChange(("ask",), 1.0, 0.0, HALF_HOUR))
    workload = sample(shop, 1)
    came = workload.arrival[workload.queue == 0] // H
    assert not np.isin(came, (10, 11)).any()
    assert set((workload.contained.arrival // H).tolist()) == {10, 11}


# ---- all of it -----------------------------------------------------------------------------------


EVERYTHING = (
    Incident("cut", 9 * H, 12 * H, 7 * H,
             people=(Gone(("sellers",), 0.7, 0.8, H, moved=2, moved_speed=0.7, takes=H),)),
    Incident("more", 10 * H, 13 * H,
             demand=(Volume(("ask", "help"), 1.7), BotChange(("help",), 0.5, 0.3, HALF_HOUR),
                     FaultyOrders("ask", "help", 0.8, 1.0, contacts()))),
    Incident("less", 8 * H, 20 * H, people=(Absent(BOTH, 0.2), Slower(BOTH, 1.4))),
    Incident("help", 10 * H, 15 * H,
             people=(BreaksLater(BOTH), MovedIn(2, "helpers", "sellers", 0.8),
                     CalledIn(1, "sellers"), Overtime(BOTH, 2 * H))),
)  # fmt: skip


@pytest.mark.parametrize("engine", ["compiled", "reference"])
@pytest.mark.parametrize("replication", range(3))
def test_every_customer_ends_once_whatever_strikes(engine, replication):
    shop = struck(floor(), EVERYTHING)
    shifts = [
        *crew(5, breaks=((11 * H, 11.5 * H),)), *crew(4, "helpers", first=5, end=12 * H),
        *crew(4, start=14 * H, end=22 * H, first=9),
    ]  # fmt: skip
    roster = on_the_day(shop, Roster.of(shifts))
    workload = sample(shop, 1, replication)
    log = simulate(shop, roster, workload, engine)
    assert audit(log, shop, roster, workload) == []
    sums = tally(shop, roster, workload, log).queues.sum(axis=1)
    at = {name: sums[:, place] for place, name in enumerate(QUEUE_SUMS)}
    ended = sum(at[name] for name in ("handled", *LOST, "open_at_end"))
    assert at["offered"].tolist() == ended.tolist()
    assert at["customers"].tolist() == (at["offered"] + at["contained"]).tolist()
    assert at["offered"].sum() == workload.chats


def test_the_customers_are_those_of_the_scenario_without_what_strikes_its_people():
    shop, hit = floor(), struck(floor(), EVERYTHING[:1])
    a, b = sample(shop, 1), sample(hit, 1)
    assert np.array_equal(a.arrival, b.arrival)
    assert np.array_equal(a.work, b.work)


def test_an_incident_must_last():
    with pytest.raises(ValueError, match="incident x: it must end after it starts"):
        Incident("x", 5, 5)
