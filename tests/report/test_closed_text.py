"""What the command says of closed hours."""

import io
from dataclasses import replace

from rich.console import Console

from capplan.model.scenario import ClosedHours
from capplan.model.shifts import Roster, Shift
from capplan.report.study_text import study_text
from capplan.study import replicate
from shop import chat, exponential, geometric, group, queue, scenario

COURSE = chat(rounds=geometric(3), work=exponential(15), think=exponential(40))
CLOSED = ClosedHours(0.6, None, after_live=False)


def printed(closed, roster):
    shop = scenario(
        queues=(replace(queue(course=COURSE, per_hour=30, hours=12), closed=closed),),
        groups=(group(limit=5),),
        hours=12,
    )
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(study_text(replicate(shop, roster, 4)))
    return console.export_text()


HOUR = 3_600_000
NIGHT = Roster(tuple(Shift(n, "agents", 8 * HOUR, 12 * HOUR) for n in range(4)))


def test_a_closed_night_is_told_with_its_messages_their_age_and_when_they_are_cleared():
    text = printed(CLOSED, NIGHT)
    assert "closed hours  messages  turned away  age, h  waiting at most" in text
    assert "messages wait at 11 Nov 08:00; cleared after" in text


def test_a_shop_without_the_rule_says_nothing_of_closed_hours():
    assert "closed hours" not in printed(None, NIGHT)


def test_a_team_with_nobody_on_any_shift_runs_and_says_so():
    text = printed(CLOSED, Roster(()))
    assert "Nobody is on any shift: " in text
    assert "% (" in text.split("Nobody is on any shift: ")[1].split("of chats are lost")[0]
    assert "chats: nobody comes on again after its closed hours." in text
    assert "nan" not in text


def test_closed_hours_behind_the_last_shift_are_not_cleared():
    roster = Roster((Shift(0, "agents", 0, 2 * HOUR), Shift(1, "agents", 11 * HOUR, 11 * HOUR + 1)))
    assert "they are not cleared before the next closing" in printed(CLOSED, roster)
