"""What theory expects behind a bot: the mean of many drawn days (rule S1b)."""

import numpy as np
import pytest

from capplan.model.bot import Bot, BotHours
from capplan.sampling import sample
from capplan.staffing.requirement import human_arrivals
from capplan.units import HOUR, MINUTE
from shop import exponential, group, queue, scenario


def shop(bot):
    return scenario(queues=(queue(hours=48, bot=bot),), groups=(group(),), hours=48)


def test_each_hour_has_its_share():
    day = BotHours(3 * HOUR, 5 * HOUR + 15 * MINUTE, 0.9, 0.2, exponential(60))
    floor = shop(Bot(0.4, 0.5, exponential(60), (day,)))
    passed = human_arrivals(floor, floor.queues[0])
    assert passed[[0, 2, 3, 4, 6, 47]] == pytest.approx([48, 48, 16.8, 16.8, 48, 48])
    assert passed[5] == pytest.approx(15 * 0.28 + 45 * 0.8)


def test_the_wave_of_the_morning_is_expected_where_it_comes():
    night = BotHours(22 * HOUR, 32 * HOUR, 0.9, 0.5, exponential(1800), back_from=8 * HOUR)
    floor = shop(Bot(0.4, 0.0, exponential(60), (night,)))
    expected = human_arrivals(floor, floor.queues[0])
    assert expected[22:32] == pytest.approx([6.0] * 10)
    assert expected[32] == pytest.approx(36 + 270 * (1 - np.exp(-2)))
    assert expected.sum() == pytest.approx(10 * 6 + 38 * 36 + 270)
    n = 200
    drawn = np.zeros((n, 48))
    for k in range(n):
        drawn[k] = np.histogram(sample(floor, 3, k).arrival, floor.calendar.edges())[0]
    z = (drawn.mean(axis=0) - expected) / (drawn.std(axis=0, ddof=1) / np.sqrt(n))
    assert np.all(np.abs(z) < 4)
