"""The claims of theory hold on the floor (docs/model.md, section 11)."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))  # for `import verification`

from verification import run
from verification.claims import TOPICS, Claim, Effort

from capplan.results.estimates import mean

SEED = 20261111


@cache
def claims(topic: str) -> list[Claim]:
    return TOPICS[topic](Effort("compiled", SEED, run.FULL))


def failing(topic):
    return [run.row(c) for c in claims(topic) if not c.holds]


@pytest.mark.parametrize("topic", TOPICS)
def test_theory_holds(topic):
    assert len(claims(topic)) >= 1
    assert failing(topic) == []


@pytest.mark.parametrize("topic", run.FAST_TOPICS)
def test_both_engines_make_the_same_estimates(topic):
    compiled, reference = (
        TOPICS[topic](Effort(engine, SEED, 2)) for engine in ("compiled", "reference")
    )
    assert compiled == reference


# ---- the programme itself ------------------------------------------------------------------------


def claim(exact: float) -> Claim:
    return Claim("a figure", exact, mean(np.array([1.0, 2.0, 3.0, 4.0, 5.0])))


def test_a_claim_holds_within_three_standard_errors():
    error = claim(3.0).simulated.standard_error
    assert claim(3.0).z == 0
    assert claim(3.0 - 2.9 * error).holds
    assert claim(3.0 + 2.9 * error).holds
    assert not claim(3.0 - 3.1 * error).holds
    assert not claim(3.0 + 3.1 * error).holds


def test_an_estimate_without_spread_holds_only_if_it_is_exact():
    same = mean(np.full(5, 2.0))
    assert not Claim("a figure", 1.9, same).holds
    assert Claim("a figure", 2.0, same).holds


@pytest.mark.parametrize(("exact", "status", "word"), [(3.0, 0, "holds"), (9.0, 1, "FAILS")])
def test_the_programme_prints_a_table_and_says_whether_all_holds(
    exact, status, word, monkeypatch, capsys
):
    efforts = []

    def made_up(effort: Effort) -> list[Claim]:
        """A made-up topic."""
        efforts.append(effort)
        return [claim(3.0), claim(exact)]

    monkeypatch.setitem(TOPICS, "made_up", made_up)
    assert run.main(["made_up", "--engine", "reference", "--seed", "3"]) == status
    printed = capsys.readouterr().out
    assert word in printed
    assert "made_up: A made-up topic." in printed
    assert efforts == [Effort("reference", 3, run.FULL)]


def test_an_unknown_topic_is_refused(capsys):
    with pytest.raises(SystemExit) as stopped:
        run.main(["erlang_x"])
    assert stopped.value.code == 2
    assert "no topic erlang_x" in capsys.readouterr().err
