"""Contacts that follow orders, by hand (rule D4)."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from capplan.model.calendar import Calendar
from capplan.model.demand import RateProfile
from capplan.model.follow_on import ContactsOfOrders, Fault, follow_on
from capplan.units import DAY, HOUR, MINUTE, Grid
from shop import group, queue, scenario

FLAT = (1 / 24,) * 24
TEN_TO_FOURTEEN = tuple(0.25 if 10 <= hour < 14 else 0.0 for hour in range(24))
ALL_TODAY = ContactsOfOrders(1.0, (1.0,), TEN_TO_FOURTEEN)


def calendar(days=4, start=datetime(2026, 11, 11), interval=HOUR, hours=0):
    return Calendar(start, Grid(days * DAY + hours * HOUR, interval), "")


def orders(when, *placed):
    """Orders in single intervals: (day, hour, orders)."""
    edges = when.edges()
    expected = np.zeros(edges.size - 1)
    for day, hour, number in placed:
        expected[(when.midnight(day) + round(hour * HOUR)) // when.grid.interval] += number
    return RateProfile(edges, expected)


def by_day(rate, when):
    return np.bincount(
        (rate.edges[:-1] - when.first_midnight) // DAY, rate.expected, minlength=when.days
    )


# ---- days ---------------------------------------------------------------------------------------


def test_a_small_delay_by_hand():
    when = calendar()
    part = follow_on("a", orders(when, (0, 0, 100), (2, 0, 10)), 0.0,
                     ContactsOfOrders(0.5, (0.2, 0.5, 0.3), FLAT), when)  # fmt: skip
    # 50 contacts: 10, 25, 15 on days 0, 1, 2; 5 contacts: 1 and 2.5 on days 2 and 3, 1.5 too late
    assert by_day(part.rate(), when) == pytest.approx([10, 25, 16, 2.5])


def test_orders_before_the_horizon_bring_contacts_on_its_first_days():
    when = calendar()
    part = follow_on("a", orders(when), 100.0,
                     ContactsOfOrders(0.5, (0.2, 0.5, 0.3), FLAT), when)  # fmt: skip
    # days -2 and -1 bring 50 contacts each: day 0 gets 0.3 + 0.5 of them, day 1 gets 0.3
    assert by_day(part.rate(), when) == pytest.approx([40, 15, 0, 0])


def test_the_hours_before_the_start_count_as_before():
    when = calendar(days=1, start=datetime(2026, 11, 11, 18), hours=6)
    part = follow_on("a", orders(when), 96.0, ContactsOfOrders(1.0, (0.0, 1.0), FLAT), when)
    # before 18:00 of the first day 72 orders: all of them on the next day; day -1 brings 96
    assert by_day(part.rate(), when) == pytest.approx([96 / 4, 72])


def test_later_days_follow_the_hours_of_the_profile():
    when = calendar(days=2)
    part = follow_on("a", orders(when, (0, 23, 8)), 0.0,
                     ContactsOfOrders(1.0, (0.0, 1.0), TEN_TO_FOURTEEN), when)  # fmt: skip
    assert part.rate().expected[24:].tolist() == pytest.approx(
        [2.0 if 10 <= hour < 14 else 0.0 for hour in range(24)]
    )


def test_a_horizon_that_ends_inside_a_day_cuts_off_what_comes_later():
    when = calendar(days=1, hours=12)
    part = follow_on("a", orders(when, (0, 0, 8), (1, 11, 4)), 0.0,
                     ContactsOfOrders(1.0, (0.5, 0.5), TEN_TO_FOURTEEN), when)  # fmt: skip
    # of the 4 contacts on day 1 half comes by 12:00; of the 2 of 11:00 one third
    assert by_day(part.rate(), when) == pytest.approx([4, 2 + 2 / 3])


# ---- the day of the order -----------------------------------------------------------------------


def test_nobody_asks_before_ordering():
    when = calendar(days=1, interval=15 * MINUTE)
    for hour in range(24):
        part = follow_on("a", orders(when, (0, hour, 1)), 0.0, ALL_TODAY, when)
        rate = part.rate()
        assert rate.expected[: 4 * hour].sum() == 0
        assert rate.total == pytest.approx(1)


def test_on_its_day_an_order_brings_contacts_by_the_hours_that_are_left():
    when = calendar(days=1)
    rate = follow_on("a", orders(when, (0, 12, 6)), 0.0, ALL_TODAY, when).rate().expected
    assert rate[12:14].tolist() == pytest.approx([3, 3])
    rate = follow_on("a", orders(when, (0, 8, 6)), 0.0, ALL_TODAY, when).rate().expected
    assert rate[10:14].tolist() == pytest.approx([1.5] * 4)


def test_an_order_after_the_last_hour_of_the_profile_asks_at_once():
    when = calendar(days=1)
    rate = follow_on("a", orders(when, (0, 14, 5), (0, 23, 7)), 0.0, ALL_TODAY, when).rate()
    assert (rate.expected[14], rate.expected[23], rate.total) == pytest.approx((5, 7, 12))


# ---- conservation -------------------------------------------------------------------------------


def test_every_contact_comes_on_one_day_or_falls_behind_the_horizon():
    rng = np.random.default_rng(4)
    delay = tuple(rng.dirichlet(np.ones(6)))
    contacts = ContactsOfOrders(0.3, delay, tuple(rng.dirichlet(np.ones(24))))
    short, long = calendar(days=5), calendar(days=11)
    placed = rng.uniform(0, 9, short.grid.count)
    within = RateProfile(short.edges(), placed)
    padded = RateProfile(long.edges(), np.concatenate((placed, np.zeros(6 * 24))))
    whole = follow_on("a", padded, 0.0, contacts, long).rate()
    cut = follow_on("a", within, 0.0, contacts, short).rate()
    assert whole.total == pytest.approx(0.3 * placed.sum())
    assert cut.expected == pytest.approx(whole.expected[: 5 * 24])
    # by the closed form: an order of day d brings sum(delay[: 5 - d]) of its contacts in time
    in_time = [sum(delay[: 5 - d]) for d in range(5)]
    assert cut.total == pytest.approx(0.3 * placed.reshape(5, 24).sum(axis=1) @ in_time)


# ---- factors and faults -------------------------------------------------------------------------


def test_factors_are_those_of_the_orders_not_of_the_contacts():
    when = calendar()
    contacts = ContactsOfOrders(1.0, (0.5, 0.25, 0.25), FLAT)
    part = follow_on("a", orders(when, (0, 3, 80), (1, 5, 8)), 4.0, contacts, when)
    factors = np.repeat([2.0, 5.0, 7.0, 11.0], 24)
    before = np.array([4 * 0.5, 4 * 0.25, 0, 0])
    varied = np.array([2 * 40, 2 * 20 + 5 * 4, 2 * 20 + 5 * 2, 5 * 2])
    assert by_day(part.rate(factors), when) == pytest.approx(before + varied)
    assert by_day(part.rate(), when) == pytest.approx(before + np.array([40, 24, 22, 2]))


def test_a_fault_multiplies_the_contacts_of_the_orders_it_hit():
    when = calendar(days=1)
    fault = Fault(10 * HOUR, 11 * HOUR + 30 * MINUTE, 0.8, 5.0)
    part = follow_on("a", orders(when, (0, 9, 10), (0, 10, 10), (0, 11, 10)), 0.0,
                     ContactsOfOrders(0.1, (1.0,), FLAT, (fault,)), when)  # fmt: skip
    # 1 at 9; 0.2 + 0.8 x 5 = 4.2 at 10; half of the hour of 11 is hit: (1 + 4.2) / 2 = 2.6
    assert part.rate().total == pytest.approx(1 + 4.2 + 2.6)


def test_a_fault_of_the_days_before_counts_and_overlapping_ones_add_up():
    when = calendar(days=2)
    faults = (Fault(-DAY, 0, 0.5, 3.0), Fault(-DAY, 0, 0.25, 5.0))
    contacts = ContactsOfOrders(1.0, (0.0, 1.0), FLAT, faults)
    part = follow_on("a", orders(when), 10.0, contacts, when)
    assert by_day(part.rate(), when) == pytest.approx([10 * (1 + 0.5 * 2 + 0.25 * 4), 0])


# ---- the scenario -------------------------------------------------------------------------------


def shop(*queues):
    skills = tuple(replace(group().skills[0], queue=q.name) for q in queues)
    return scenario(queues=queues, groups=(group(skills=skills),))


def after(followed, name="after", per_hour=0.0):
    when = scenario().calendar
    contacts = ContactsOfOrders(0.5, (1.0,), FLAT)
    part = follow_on(followed, orders(when, (0, 0, 24)), 0.0, contacts, when)
    return replace(queue(name, per_hour=per_hour), follow_ons=(part,))


def test_all_that_is_expected_of_a_queue():
    both = after("before", per_hour=10)
    # 12 contacts over the day, of which 4 hours lie in the horizon
    assert both.expected.total == pytest.approx(40 + 2)
    assert queue().expected is not None
    assert queue("x", per_hour=3).expected.total == 12
    assert shop(queue("before"), both).queues[1].expected.total == pytest.approx(42)


def test_what_cannot_be_followed():
    with pytest.raises(ValueError, match="follows the queue 'nobody', which does not exist"):
        shop(after("nobody"))
    with pytest.raises(ValueError, match="queue after: it follows itself, in a circle"):
        shop(after("after", per_hour=1))
    with pytest.raises(ValueError, match="queue a: it follows itself, in a circle"):
        shop(after("b", "a", per_hour=1), after("c", "b", per_hour=1), after("a", "c", per_hour=1))
    with pytest.raises(ValueError, match="queue c: it follows b, which itself only follows"):
        shop(queue("a"), after("a", "b"), after("b", "c"))
    with pytest.raises(ValueError, match="queue after: no group serves it"):
        scenario(queues=(queue(), after("chats")))


def test_numbers_that_make_no_sense():
    with pytest.raises(ValueError, match="the shares of a delay must be 0 or more and add up to 1"):
        ContactsOfOrders(0.1, (0.5, 0.4), FLAT)
    with pytest.raises(ValueError, match="the shares of a profile"):
        ContactsOfOrders(0.1, (1.0,), (0.5,) * 24)
    with pytest.raises(ValueError, match="contacts per order must be 0 or more, not -1"):
        ContactsOfOrders(-1, (1.0,), FLAT)
    with pytest.raises(ValueError, match="a fault must end after it starts"):
        Fault(5, 5, 0.5, 2)
    with pytest.raises(ValueError, match="hits 0 to 100 % of orders"):
        Fault(0, 5, 1.5, 2)
    part = follow_on("a", orders(calendar()), 0.0, ALL_TODAY, calendar())
    with pytest.raises(ValueError, match="must cover the horizon in whole days"):
        replace(part, horizon=5 * DAY)
    with pytest.raises(ValueError, match="have different intervals"):
        replace(part, contacts=np.ones((4, 12)))
    odd = calendar(days=1, start=datetime(2026, 11, 11, 0, 30))
    with pytest.raises(ValueError, match="intervals that begin at each midnight"):
        follow_on("a", orders(calendar()), 0.0, ALL_TODAY, odd)
