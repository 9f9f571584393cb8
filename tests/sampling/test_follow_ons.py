"""After-sales that follow sales in every replication (rules D2 and D4)."""

from dataclasses import replace

import numpy as np
import pytest

from capplan.model.demand import DayFactor
from capplan.model.follow_on import ContactsOfOrders, follow_on
from capplan.model.people import Skill
from capplan.sampling import sample
from capplan.sampling.arrivals import follow_on_rate
from capplan.staffing.requirement import human_arrivals
from capplan.units import DAY, HOUR
from shop import chat, count, fixed, group, queue, scenario

DAYS = 4
DELAY = (0.4, 0.3, 0.2, 0.1)
FLAT = (1 / 24,) * 24
PER_CHAT, PER_ORDER, BEFORE = 2.0, 0.25, 600.0


def shop(*, cv=0.0, own=0.0, per=DAY, extra=0.0):
    """60 chats an hour, 2 orders each, 0.25 contacts per order; the days before had 600 orders."""
    brief = chat(rounds=count(1), work=fixed(1))
    hours = 24.0 * DAYS
    sales = queue("sales", per_hour=60, hours=hours, course=brief, own_cv=0.0)
    care = queue("care", per_hour=extra, hours=hours, course=brief, own_cv=own)
    skills = (Skill("sales", 1), Skill("care", 1))
    base = scenario(queues=(sales, care), groups=(group(skills=skills),), hours=hours)
    contacts = ContactsOfOrders(PER_ORDER, DELAY, FLAT)
    part = follow_on("sales", sales.demand.times(PER_CHAT), BEFORE, contacts, base.calendar)
    return replace(
        base,
        queues=(sales, replace(care, follow_ons=(part,))),
        day_factor=DayFactor(cv, per),
    )


def by_day(ticks):
    return np.histogram(ticks, np.arange(DAYS + 1) * DAY)[0]


def daily(factors):
    """Contacts by day: the order's factor, the share of the delay, and the days before at 1."""
    of_day = PER_ORDER * PER_CHAT * 60 * 24 * np.asarray(factors)
    inside = [sum(of_day[d - k] * DELAY[k] for k in range(d + 1)) for d in range(DAYS)]
    early = [PER_ORDER * BEFORE * sum(DELAY[d + 1 :]) for d in range(DAYS)]
    return np.array(inside) + early


def mean_of(floor, n=400, seed=7):
    drawn = np.zeros((n, DAYS))
    for k in range(n):
        w = sample(floor, seed, k)
        drawn[k] = by_day(w.arrival[w.queue == 1])
    return drawn


def test_the_mean_of_many_replications_is_the_closed_form():
    drawn = mean_of(shop())
    expected = daily(np.ones(DAYS))
    assert np.all(np.abs(drawn.mean(axis=0) - expected) < 3 * np.sqrt(expected / len(drawn)))
    ratio = drawn.var(axis=0, ddof=1) / expected  # Poisson
    assert np.all(np.abs(ratio - 1) < 4 * np.sqrt(2 / len(drawn)))


def test_with_a_day_factor_the_mean_stays_and_days_hang_together():
    drawn = mean_of(shop(cv=0.3), 600)
    expected = daily(np.ones(DAYS))
    z = (drawn.mean(axis=0) - expected) / (drawn.std(axis=0, ddof=1) / np.sqrt(len(drawn)))
    assert np.all(np.abs(z) < 4)
    # day 0 and day 1 share the factor of day 0: covariance cv² x 288 x 216
    products = (drawn[:, 0] - expected[0]) * (drawn[:, 1] - expected[1])
    exact = 0.3**2 * (720 * DELAY[0]) * (720 * DELAY[1])
    assert abs(products.mean() - exact) < 4 * products.std(ddof=1) / np.sqrt(len(products))


@pytest.mark.parametrize("per", [DAY, DAYS * DAY])
def test_a_replication_with_f_times_the_sales_has_f_times_the_contacts(per):
    floor = shop(cv=0.5, per=per)
    part = floor.queues[1].follow_ons[0]
    for k in range(5):
        factors = sample(floor, 3, k).day_factors["sales"]
        rate = follow_on_rate(part, floor.day_factor, factors)
        of_day = np.broadcast_to(factors, DAYS) if factors.size == 1 else factors
        assert np.diff(np.interp(np.arange(DAYS + 1) * DAY, rate.edges, rate.cumulative())) == (
            pytest.approx(daily(of_day))
        )


def test_the_contacts_of_one_day_do_not_take_its_own_factor():
    floor = shop(cv=0.5)
    part = floor.queues[1].follow_ons[0]
    high = follow_on_rate(part, floor.day_factor, np.array([1.0, 1.0, 1.0, 9.0]))
    low = follow_on_rate(part, floor.day_factor, np.ones(4))
    assert high.expected[:72] == pytest.approx(low.expected[:72])


def test_the_own_factor_of_the_after_sales_queue_is_that_of_its_day():
    floor = shop(own=0.8)
    w = sample(floor, 3, 1)
    own = w.day_factors["care"]
    assert np.ptp(own) > 0.1
    assert np.all(w.day_factors["sales"] == 1.0)
    drawn = np.array([by_day(w.arrival[w.queue == 1])])
    expected = daily(np.ones(DAYS)) * own
    assert np.all(np.abs(drawn - expected) < 5 * np.sqrt(expected) + 1)


def test_demand_of_its_own_is_drawn_together_with_what_follows():
    floor = shop(extra=30)
    drawn = mean_of(floor, 200)
    expected = daily(np.ones(DAYS)) + 30 * 24
    assert np.all(np.abs(drawn.mean(axis=0) - expected) < 3.5 * np.sqrt(expected / len(drawn)))
    care = floor.queues[1]
    assert human_arrivals(floor, care).reshape(DAYS, 24).sum(axis=1) == pytest.approx(expected)


def test_what_follows_changes_no_draw_of_the_queue_that_is_followed():
    floor = shop(cv=0.3, own=0.4)
    plain = replace(floor, queues=(floor.queues[0], replace(floor.queues[1], follow_ons=())))
    a, b = sample(floor, 1, 2), sample(plain, 1, 2)
    assert np.array_equal(a.arrival[a.queue == 0], b.arrival[b.queue == 0])
    assert not (b.queue == 1).any()
    assert all(np.array_equal(a.day_factors[q], b.day_factors[q]) for q in ("sales", "care"))


def test_contacts_come_at_any_hour_of_a_flat_day():
    w = sample(shop(), 1)
    hours = (w.arrival[(w.queue == 1) & (w.arrival >= DAY)] % DAY) // HOUR
    assert set(hours.tolist()) == set(range(24))
