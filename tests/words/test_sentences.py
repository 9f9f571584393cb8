"""Sentences keep how they were made, and are told in the reader's language."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

from capplan import words
from capplan.words import Sentence, catalogue, listed, of_system, reading, say, tell

CHINESE = {
    "{group} has {people:,.0f} people": "{group}有{people:,.0f}人",
    "nobody": "没有人",
    "{left}, {right}": "{left}、{right}",
    "Short: {what}.": "不够：{what}。",
}


@pytest.fixture
def chinese(monkeypatch):
    monkeypatch.setattr(catalogue, "words", lambda language: CHINESE if language == "zh" else {})


def test_a_sentence_is_a_plain_string_in_english():
    assert say("{group} has {people:,.0f} people", group="temps", people=1200) == (
        "temps has 1,200 people"
    )


@pytest.mark.usefixtures("chinese")
def test_it_is_told_in_the_readers_language_with_the_values_inside_it():
    one = say("{group} has {people:,.0f} people", group="temps", people=1200)
    both = say("Short: {what}.", what=listed([one, say("nobody"), "<b>"]))
    assert tell(both) == "Short: temps has 1,200 people, nobody, <b>."
    with reading("zh"):
        assert tell(both) == "不够：temps有1,200人、没有人、<b>。"
        assert tell("nobody") == "没有人"
        assert tell("unknown {x}", x=1) == "unknown 1"
    assert tell("nobody") == "nobody"


def test_braces_without_values_stay():
    assert say("write {value: 3}") == "write {value: 3}"


@pytest.mark.usefixtures("chinese")
def test_it_survives_a_trip_to_another_process():
    made = pickle.loads(pickle.dumps(listed([say("nobody"), "x"])))
    with reading("zh"):
        assert tell(made) == "没有人、x"
    assert made == "nobody, x"


def test_a_language_is_chosen_for_all_threads_and_reading_goes_before_it():
    words.use("zh")
    try:
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(words.language).result() == "zh"
        with reading("en"):
            assert words.language() == "en"
    finally:
        words.use("en")
    assert words.language() == "en"


def test_an_unknown_language_is_refused():
    with (
        pytest.raises(ValueError, match="there is no language 'fr'; there is en and zh"),
        reading("fr"),
    ):
        pass


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "CAPPLAN_LANG": "zh"}, "zh"),
        ({"CAPPLAN_LANG": "klingon", "LANG": "zh_TW"}, "zh"),
    ],
)
def test_the_language_of_the_system(monkeypatch, variables, expected):
    for name in ("CAPPLAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert of_system() == expected


def test_the_room_exports_what_it_says():
    assert all(hasattr(words, name) for name in words.__all__)
    assert isinstance(say("x"), Sentence)
