"""Ctrl-C while replications run: it raises between them, never inside somebody's lock."""

import os
import signal
import threading

import pytest

from capplan.study.interrupts import interrupts_as
from capplan.study.replicate import run_each

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals differ on Windows")


@pytest.fixture(autouse=True)
def usual_ctrl_c():
    """Who runs the tests in the background has Ctrl-C ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupt():
    os.kill(os.getpid(), signal.SIGINT)


def consumed_until(at, of):
    """Numbers of the replications whose results were gone through, Ctrl-C at one of them."""
    gone_through = []

    def consume():
        for number, _ in run_each(lambda number: number, range(of), "compiled"):
            if number == at:
                interrupt()
            gone_through.append(number)

    with pytest.raises(KeyboardInterrupt):
        consume()
    return gone_through


def test_it_raises_where_the_next_replication_is_waited_for():
    numbers = consumed_until(at=5, of=1_000)
    assert 5 in numbers  # nothing was raised between the interrupt and the next replication
    assert len(numbers) < 1_000
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_one_that_falls_into_the_last_replication_is_not_lost():
    assert 1 in consumed_until(at=1, of=2)


def test_all_workers_are_free_afterwards():
    before = threading.active_count()
    for _ in range(20):
        consumed_until(at=3, of=1_000)
    assert threading.active_count() == before


def test_what_ctrl_c_does_already_is_left_alone():
    heard = []
    usual = signal.signal(signal.SIGINT, lambda *_: heard.append("own"))
    try:
        with interrupts_as(lambda: heard.append("message")):
            interrupt()
    finally:
        signal.signal(signal.SIGINT, usual)
    assert heard == ["own"]


def test_it_raises_at_the_end_of_the_block_at_the_latest():
    heard = []

    def block():
        with interrupts_as(lambda: heard.append("message")):
            interrupt()
            heard.append("after")

    with pytest.raises(KeyboardInterrupt):
        block()
    assert heard == ["message", "after"]
