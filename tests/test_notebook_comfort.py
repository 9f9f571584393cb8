"""What notebooks show of results, and lines of progress."""

from __future__ import annotations

import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest
import small

import shop
from capplan.model.chat import Orders, WaitCurve
from capplan.model.people import Skill
from capplan.questions.posts import Terms
from capplan.questions.split import split
from capplan.results.estimates import Estimate
from capplan.results.shown import number, percent, seconds
from capplan.staffing import plan
from capplan.staffing.effort import Effort
from capplan.staffing.frontier import Frontier, Point
from capplan.study import bar, compare, replicate
from capplan.words import html, reading, say

ORDERS = Orders(0.5, 0.0, 20_000, WaitCurve.NONE, 0.0, (), 0.5, 0.0, 100.0, 0.3)
EVIL = "<script>alert(1)</script>"


def named():
    queue = replace(shop.queue(hours=1.0), name=EVIL)
    team = shop.group(EVIL, skills=(Skill(EVIL, 1),))
    return replace(shop.scenario(queues=(queue,), groups=(team,), hours=1.0), name=EVIL)


@pytest.fixture(scope="module")
def study():
    return replicate(named(), shop.all_day(1, 1.0, EVIL), 3)


def test_text_is_escaped_and_short(study):
    frontier = Frontier((Point(None, 1234.5, 3, study, 2),), True)
    for shown in (study, study.scenario, compare(study, study), frontier):
        text = shown._repr_html_()
        assert "<script>" not in text
        assert len(text) < 2000
        assert "<table>" in text
    assert "&lt;script&gt;" in study._repr_html_()
    assert "1,234" in frontier._repr_html_()


def test_it_speaks_the_readers_language(study):
    with reading("zh"):
        assert "仿真 3 次" in study._repr_html_()
        assert "接待组" in study.scenario._repr_html_()


def test_a_plan():
    found = plan(
        small.day(), effort=Effort(days=2, rounds=1, trials=1, proof=0), fresh_days=3, progress=True
    )
    text = found._repr_html_()
    assert f"You need {sum(found.headcount(g) for g in found.scenario.group_names)} people" in text
    assert text.count("<tr>") == 1 + len(found.roster_table)


def test_a_long_table_is_cut():
    text = html("x", ["y"], (say("queue"),), [(n,) for n in range(25)])
    assert text.count("<tr>") == 21
    assert "… + 5" in text


def test_figures_with_their_intervals():
    assert percent(Estimate(0.021, 0.017, 0.026, 9)) == "2.1 % (1.7–2.6)"
    assert seconds(Estimate(20400.0, 19900.0, 20900.0, 9)) == "20.4 s (19.9–20.9)"
    assert number(Estimate(23400.0, float("nan"), float("nan"), 1)) == "23,400"
    assert number(Estimate(float("nan"), 0.0, 1.0, 1)) == "–"


def test_progress_in_a_terminal_leaves_nothing(capsys):
    replicate(named(), shop.all_day(1, 1.0, EVIL), 2, progress=True)
    assert capsys.readouterr().out == ""
    assert replicate(named(), shop.all_day(1, 1.0, EVIL), 1, progress=False).replications == 1


def test_progress_in_a_notebook(monkeypatch):
    shown = []

    class Handle:
        def update(self, what):
            shown.append(what)

    page = SimpleNamespace(
        HTML=lambda text: text,
        display=lambda first, display_id: shown.append(first) or Handle(),
    )
    monkeypatch.setitem(
        sys.modules,
        "IPython",
        SimpleNamespace(get_ipython=lambda: SimpleNamespace(kernel=1), display=page),
    )
    assert bar.is_notebook()
    replicate(named(), shop.all_day(1, 1.0, EVIL), 2, progress=True)
    assert "&lt;script&gt;" in shown[0]
    assert '<progress value="1.000">' in shown[-2]
    assert "2 of 2 days" in shown[-2]
    assert shown[-1] == ""


def test_a_split():
    pre, after = (shop.queue(n, hours=1.0, orders=ORDERS) for n in ("pre", "after"))
    team = tuple(shop.group(n, skills=(Skill(n, 1),)) for n in ("pre", "after"))
    team = tuple(replace(g, pay="regular") for g in team)
    scenario = replace(
        shop.scenario(queues=(pre, after), groups=team, hours=1.0), pay_plans=(small.REGULAR,)
    )
    roster = shop.all_day(2, 1.0, "pre")
    roster = type(roster)((*roster.shifts, *shop.all_day(2, 1.0, "after", 2).shifts))
    text = split(scenario, roster, Terms(), replications=2)._repr_html_()
    assert "generalists" in text
