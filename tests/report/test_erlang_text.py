"""`capplan erlang`: the figures of the model page, and wrong words."""

import json

import pytest
from typer.testing import CliRunner

from capplan.cli import app


def run(*words):
    return CliRunner().invoke(app, ["erlang", *words])


HOURLY = ("--per-hour", "1000", "--work", "6 min", "--patience", "2 min", "--within", "60 s")


@pytest.mark.parametrize(("share", "agents"), [("80 %", 84), ("90 %", 94), ("95 %", 101)])
def test_the_figures_of_the_model_page(share, agents):
    data = json.loads(run(*HOURLY, "--share", share, "--json").stdout)
    assert data["least_agents"] == agents
    assert data["load_erlang"] == pytest.approx(100.0)
    assert data["performance"]["within_share"] >= data["share"]


def test_the_table_shows_the_answer_and_its_neighbours():
    out = run(*HOURLY).output
    assert "100.00 erlang of work need 84 agents" in out
    assert all(f"{n} " in out for n in (82, 83, 84, 85, 86))


def test_no_contacts_need_nobody():
    result = run("--per-hour", "0", "--work", "6 min")
    assert result.exit_code == 0
    assert "need 0 agents" in result.output


def test_erlang_b_and_c():
    blocked = json.loads(
        run(
            "--per-hour", "600", "--work", "1 min", "--model", "b", "--share", "98 %", "--json"
        ).stdout
    )
    assert blocked["performance"]["lost_share"] <= 0.02
    waiting = json.loads(
        run(
            "--per-hour", "2880", "--work", "1 min", "--model", "c", "--agents", "50", "--json"
        ).stdout
    )
    assert waiting["performance"]["waiting_probability"] == pytest.approx(0.694456, abs=1e-6)
    for model in ("a", "c"):
        never = run("--per-hour", "60", "--work", "1 min", "--model", model, "--patience", "never")
        assert never.exit_code == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--per-hour", "-1", "--work", "1 min"), "arrivals_per_s must be finite and 0 or more"),
        (("--per-hour", "1", "--work", "60"), "60"),
        (("--per-hour", "1", "--work", "1 min", "--model", "d"), "there is no model 'd'"),
        (("--per-hour", "1", "--work", "1 min", "--share", "100 %"), "share must be 0 or more"),
    ],
)
def test_wrong_words_are_one_sentence(words, sentence):
    result = run(*words)
    assert result.exit_code == 2
    assert sentence in result.output
    assert "Traceback" not in result.output
