"""Engine and tally are compiled side by side, or one after the other where that cannot be."""

from __future__ import annotations

import subprocess
import sys

import pytest

from capplan.study import warm_up


@pytest.fixture
def calls(monkeypatch):
    """What is done, in order, on a machine on which nothing has been compiled."""
    done = []

    class Beside:
        def __init__(self, words, **_):
            assert words[:2] == [sys.executable, "-c"]
            done.append("tally begins beside")

        def wait(self):
            done.append("tally ends beside")
            return 1

    monkeypatch.setattr(subprocess, "Popen", Beside)
    for part, name in ((warm_up.compiled, "engine"), (warm_up.compiled_tally, "tally")):
        monkeypatch.setattr(part, "is_cached", lambda: False)
        monkeypatch.setattr(part, "warm_up", lambda name=name: done.append(name))
    return done


def test_both_are_compiled_side_by_side(calls):
    warm_up.warm_up(lambda: calls.append("said"))
    assert calls == ["said", "tally begins beside", "engine", "tally ends beside", "tally"]


def test_what_is_cached_is_only_loaded(calls, monkeypatch):
    for part in (warm_up.compiled, warm_up.compiled_tally):
        monkeypatch.setattr(part, "is_cached", lambda: True)
    warm_up.warm_up(lambda: calls.append("said"))
    assert calls == ["engine", "tally"]


def test_another_program_than_python_is_never_started(calls, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/opt/spreadsheet")
    warm_up.warm_up()
    assert calls == ["engine", "tally"]


def test_where_no_process_may_be_started_all_is_compiled_here(calls, monkeypatch):
    def refuse(*_, **__):
        raise OSError("no more processes")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    warm_up.warm_up()
    assert calls == ["engine", "tally"]


def test_the_code_beside_is_python_that_runs():
    assert subprocess.run([sys.executable, "-c", warm_up.TALLY], check=False).returncode == 0
