import json
import os
import signal
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from capplan.cli import app
from capplan.study.warm_up import warm_up

TINY = """
format: 1
name: 小店
days: {from: 2026-11-11 08:00, to: 2026-11-11 12:00, interval: 30 min}
queues:
  pre_sales:
    demand: {volumes: 咨询量.csv}
    targets: [{first_reply_within: 60 s, share: 50 %}]
groups:
  team: {people: 6, handles: {pre_sales: 1}, at_once: 5, pay: fixed}
shifts:
  morning: {at: 08:00-12:00}
pay:
  fixed: {hourly: 30 yuan/h, employer: 0 %}
roster:
  - {group: team, shift: morning, people: 3}
variants:
  twice: {queues.pre_sales.demand.0.times: 2}
"""


@pytest.fixture
def shop(tmp_path):
    folder = tmp_path / "小店 一"
    folder.mkdir()
    (folder / "scenario.yaml").write_text(TINY, encoding="utf-8")
    rows = "\n".join(f"2026-11-11 {8 + k // 2:02d}:{30 * (k % 2):02d},20" for k in range(8))
    (folder / "咨询量.csv").write_bytes(f"时间,pre_sales\n{rows}\n".encode("gbk"))
    return folder


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def test_check_lists_assumed_values(shop):
    result = run("check", shop, "--assumed")
    assert result.exit_code == 0
    assert "小店" in result.output
    assert "queues.pre_sales.chat.think" in result.output
    assert "Variants: twice" in result.output


def test_check_as_json(shop):
    data = json.loads(run("check", shop, "--json").stdout)
    assert data["name"] == "小店"
    assert {"path", "value", "mark", "source", "is_default"} == set(data["values"][0])


def test_simulate_writes_everything(shop, tmp_path):
    out = tmp_path / "结果"
    result = run("simulate", shop, "-n", 4, "--out", out)
    assert result.exit_code == 0, result.output
    written = {p.name for p in out.iterdir()}
    assert {
        "queues.csv",
        "groups.csv",
        "intervals.csv",
        "group-intervals.csv",
        "targets.csv",
        "record.json",
        "assumptions.csv",
        "summary.json",
        "scenario.resolved.yaml",
        "report.html",
        "pictures",
    } <= written
    record = json.loads((out / "record.json").read_text(encoding="utf-8"))
    assert record["replications"] == 4
    assert len(record["digest"]) == 64
    again = run("simulate", out / "scenario.resolved.yaml", "-n", 1)
    assert again.exit_code == 2  # the volumes file is not beside it: said, not guessed
    assert "咨询量.csv" in again.output


def test_simulate_as_json_carries_intervals(shop):
    data = json.loads(run("simulate", shop, "-n", 4, "--json").stdout)
    row = data["queues"][0]
    assert row["customers_low"] < row["customers"] < row["customers_high"]
    assert row["customers"] == pytest.approx(160, rel=0.3)


def test_figures_per_agent_run_each_day_once(shop, monkeypatch):
    study = sys.modules["capplan.study.replicate"]
    days, sample = [], study.sample
    monkeypatch.setattr(
        study, "sample", lambda *of, **more: days.append(of[2]) or sample(*of, **more)
    )
    data = json.loads(run("simulate", shop, "-n", 4, "--agents", "--json").stdout)
    assert sorted(days) == [0, 1, 2, 3]
    people = [row for row in data["agents"] if row["agent"] is not None]
    replies = sum(row["replies"] for row in people)
    assert replies == pytest.approx(data["groups"][-1]["replies"])
    assert len(people) == 3


def test_plan_says_who_and_what_it_costs(shop):
    result = run("plan", shop, "--days", 10)
    assert result.exit_code == 0, result.output
    assert "You need" in result.output
    assert "morning" in result.output
    assert "Rules of thumb" in result.output


def test_a_missed_target_is_exit_code_1(shop):
    result = run(
        "plan",
        shop,
        "-s",
        "groups.team.people=1",
        "-s",
        "queues.pre_sales.demand.0.times=4",
        "--days",
        10,
    )
    assert result.exit_code == 1
    assert "Missed" in result.output


def test_compare_is_paired_and_points_the_right_way(shop):
    data = json.loads(run("compare", shop, "twice", "-n", 6, "--json").stdout)
    rows = {row["measure"]: row for row in data["twice"]}
    assert rows["first_response_ms"]["difference"]["low"] > 0


def test_verify_says_in_one_line_that_the_engines_agree(shop):
    result = run("verify", shop)
    assert result.exit_code == 0, result.output
    assert "agree on all" in result.stdout
    assert result.stdout.count("\n") == 1


@pytest.fixture
def two_queues(tmp_path):
    folder = tmp_path / "two"
    folder.mkdir()
    extra = """  after_sales:
    demand: {daily: 100 chats, profile: normal}
groups:
  help: {people: 2, handles: {after_sales: 1}, at_once: 2, pay: fixed}
"""
    orders = (
        "    orders: {conversion: 50 %, order_value: 80 yuan, margin: 30 %, silent_orders: 5 %}\n"
    )
    text = TINY.replace("volumes: 咨询量.csv", "daily: 400 chats, profile: normal")
    text = text.replace("groups:\n", orders + extra)
    text += "  quiet: {queues.pre_sales.demand.0.times: 0.5}\n"
    text = text.replace(
        "people: 3}\n", "people: 3}\n  - {group: help, shift: morning, people: 2}\n"
    )
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    return folder


def test_one_run_has_no_intervals(shop):
    result = run("simulate", shop, "-n", 1)
    assert " inf" not in result.stdout
    assert "nan" not in result.stdout


def test_split_prints_one_screen_and_writes_everything(two_queues, tmp_path):
    out = tmp_path / "out"
    result = run("split", two_queues, "-n", 3, "--out", out)
    assert result.exit_code == 0, result.output
    words = ("specialists", "flexible", "generalists", "profit, yuan", "no orders", "3 runs each")
    assert [word for word in words if word not in result.output] == []
    assert len(result.stdout.splitlines()) < 40
    assert {p.name for p in out.iterdir()} == {
        "assumptions.csv", "break-even.csv", "pictures", "record.json", "report.html",
        "scenario.resolved.yaml", "split.csv", "summary.json",
    }  # fmt: skip
    assert (out / "pictures" / "split.png").stat().st_size > 10_000


def test_night_prints_one_screen_and_writes_everything(two_queues, tmp_path):
    out = tmp_path / "夜班"
    hours = ("--hours", "11:00-12:00", "--most", 1)
    result = run("night", two_queues, *hours, "-n", 2, "--out", out)
    assert result.exit_code == 0, result.output
    assert "Nights 11:00-12:00" in result.stdout
    assert {p.name for p in out.iterdir()} == {
        "assumptions.csv", "night.csv", "pictures", "record.json", "report.html",
        "scenario.resolved.yaml", "summary.json",
    }  # fmt: skip
    assert (out / "pictures" / "night.png").stat().st_size > 10_000


def test_split_as_json_carries_intervals(two_queues):
    result = run("split", two_queues, "-n", 3, "--flexible", "50 %", "--json")
    data = json.loads(result.stdout)
    assert data["flexible"] == 0.5
    row = next(r for r in data["measures"] if r["measure"] == "profit_yuan")
    assert row["value_low"] <= row["value"] <= row["value_high"]
    assert [r["lever"] for r in data["break_even"]] == ["speed", "conversion"]


def test_split_tells_what_posts_earn_or_why_not(two_queues, tmp_path):
    less = run("split", two_queues, "-n", 2, "--months", 2)
    assert "What posts earn is not told: help: " in less.stdout
    named = run("split", two_queues, "-n", 2, "--months", 2, "--plan", "fixed")
    assert named.exit_code == 2
    assert "help: " in named.output
    file, out = two_queues / "scenario.yaml", tmp_path / "out"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("help: {people: 2,", "help: {people: 4,"), encoding="utf-8")
    more = run("split", two_queues, "-n", 2, "--months", 2, "--out", out, "--json")
    data = json.loads(more.stdout)
    assert data["months"] == 2
    assert {r["plan"] for r in data["pay"]} == {"fixed", "conversion-points"}
    assert {r["plan"] for r in data["pay_unfit"]} >= {"grades-and-fines"}
    assert (out / "split-pay.csv").is_file()
    assert "Paid by conversion-points, team get" in (out / "report.html").read_text(
        encoding="utf-8"
    )
    assert "pay" not in run("split", two_queues, "-n", 2, "--months", 0).stdout.split()


LOW = """
format: 1
name: low
chinese: 低薪
as_of: none
minimum: {monthly: 2490 yuan/month}
groups:
  team: {contract: employee, employer: 20 %, own: 10 %, parts: {fee: {per_unit: {rate: 1 yuan, of: shifts}}}}
  help: {contract: employee, employer: 20 %, own: 10 %, parts: {fee: {per_unit: {rate: 1 yuan, of: shifts}}}}
"""  # noqa: E501


def test_split_refuses_a_named_plan_that_pays_below_its_own_minimum(two_queues, tmp_path):
    file, low = two_queues / "scenario.yaml", tmp_path / "low.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("help: {people: 2,", "help: {people: 4,"), encoding="utf-8")
    low.write_text(LOW, encoding="utf-8")
    result = run("split", two_queues, "-n", 2, "--months", 2, "--plan", low)
    assert result.exit_code == 2
    last = result.output.splitlines()[-1]
    assert last.startswith("low, help: the wage of help 1 is "), last
    assert "below the minimum of 2490.00 yuan that the plan sets" in result.output


def test_split_asks_for_a_roster(two_queues):
    file = two_queues / "scenario.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("roster:")], encoding="utf-8")
    result = run("split", two_queues)
    assert result.exit_code == 2
    assert "the scenario has no roster: write one under `roster:`" in result.output


def test_new_makes_a_working_folder(tmp_path):
    result = run("new", "我的双11", "--from", "normal-week-food", "--into", tmp_path)
    assert result.exit_code == 0, result.output
    assert run("check", tmp_path / "我的双11").exit_code == 0
    again = run("new", "我的双11", "--from", "normal-week-food", "--into", tmp_path)
    assert again.exit_code == 2
    assert "exists already" in again.output


def test_templates_are_listed_and_an_event_takes_a_day(tmp_path):
    listed = run("templates")
    assert listed.exit_code == 0
    assert "event-618" in listed.stdout
    assert "watches-small-team" in listed.stdout
    words = ("new", "年货节", "--from", "event-new-year-goods", "--into", tmp_path)
    assert run(*words, "--day", "2028-01-01").exit_code == 0
    text = (tmp_path / "年货节" / "scenario.yaml").read_text(encoding="utf-8")
    assert 'name: "年货节"' in text
    assert "2028-01-01 00:00" in text


def test_schema_is_json():
    assert json.loads(run("schema").stdout)["type"] == "object"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("check", "{shop}", "--set", "groups.team.at_onse=6"), "at_once"),
        (("check", "{shop}", "--set", "groups.team.at_once=0"), "at_once"),
        (("check", "{shop}", "--variant", "tvice"), "twice"),
        (("check", "{shop}/nowhere"), "nowhere"),
        (("simulate", "{shop}", "--engine", "warp"), "there is no engine 'warp'"),
        (("plan", "{shop}", "--out", "{shop}/scenario.yaml"), "this is a file"),
        (("new", "x", "--from", "double-12-food"), "double-11-food"),
        (
            ("new", "x", "--from", "event-618", "--day", "nonsense"),
            '--day: "nonsense" is not a date; write for example 2027-06-18',
        ),
        (("split", "{shop}"), "a split needs at least two queues; there is only pre_sales"),
        (("split", "{shop}", "--months", "1"), "pay needs at least 2 months for its intervals"),
        (("split", "{shop}", "--plan", "fixd"), "there is no pay plan"),
        (("split", "{shop}", "--plan", "grades-and-fines"), "needs grade, and no run measures it"),
        (("split", "{shop}", "--flexible", "0 %"), "the flexible share must lie above 0 %"),
        (("split", "{shop}", "--flexible", "120 %"), "at most at 100 %, not at 120 %"),
        (("split", "{shop}", "--unfamiliar-speed", "0 %"), "the unfamiliar speed must lie above"),
        (("split", "{shop}", "--unfamiliar-speed", "0.8"), "'0.8' has no unit"),
    ],
)
def test_wrong_input_is_one_sentence_and_exit_code_2(shop, words, sentence):
    result = run(*(w.format(shop=shop) for w in words))
    assert result.exit_code == 2
    assert sentence in result.output
    assert "Traceback" not in result.output


def test_nothing_is_written_after_an_error(shop, tmp_path):
    out = tmp_path / "out"
    result = run("simulate", shop, "--set", "groups.team.at_once=0", "--out", out)
    assert result.exit_code == 2
    assert not out.exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == [shop.name]


def test_formulas_in_names_stay_text(shop, tmp_path, monkeypatch):
    monkeypatch.setattr("capplan.report.figures.save_pictures", lambda *_: [])
    file = shop / "scenario.yaml"
    text = file.read_text(encoding="utf-8").replace("team", '"=1+1"')
    file.write_text(text, encoding="utf-8")
    assert run("simulate", shop, "-n", 1, "--out", tmp_path / "o").exit_code in {0, 1}
    table = (tmp_path / "o" / "groups.csv").read_text(encoding="utf-8-sig")
    assert "'=1+1" in table


@pytest.mark.skipif(os.name == "nt", reason="signals differ on Windows")
def test_ctrl_c_keeps_what_is_finished(shop, tmp_path):
    warm_up()  # so that the command is at work, not compiling, when it is stopped
    out = tmp_path / "out"
    words = ["simulate", shop, "-n", "1000000", "--out", out]
    code = (  # who runs the tests in the background has Ctrl-C ignored
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "from capplan.cli import main; main()"
    )
    for patience_s in (4, 15, 40):  # a busy machine may not have finished a day by then
        with subprocess.Popen(
            [sys.executable, "-c", code, *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ) as process:
            assert b"advice" in process.stdout.readline()  # it has read the file and goes to work
            time.sleep(patience_s)
            process.send_signal(signal.SIGINT)
            try:
                output, _ = process.communicate(timeout=60)
            finally:
                process.kill()  # one that hangs must not spoil other tests
        assert process.returncode == 130, output
        if out.exists():
            break
    assert json.loads((out / "record.json").read_text(encoding="utf-8"))["complete"] is False


def test_help_imports_nothing_heavy():
    code = (
        "import sys, capplan.cli;"
        "print([m for m in ('numpy','pandas','scipy','simpy','matplotlib','numba','pydantic')"
        " if m in sys.modules])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True
    )
    assert loaded.stdout.strip() == "[]", loaded.stderr


def test_platforms_are_listed_and_printed():
    listed = run("platforms")
    assert listed.exit_code == 0
    assert "reply_3_min" in listed.output
    assert "undated" in listed.output
    printed = run("platforms", "jd")
    assert printed.stdout.startswith("# How JD judges replies.")
    assert "30s应答率" in printed.stdout
    wrong = run("platforms", "tmal")
    assert wrong.exit_code == 2
    assert 'did you mean "tmall"?' in wrong.output


def test_stress_sets_values_of_the_incidents_it_names(shop):
    """A value of a file of incidents can be set, as with the other commands."""
    given = "incidents.volume_double.volume.times=3"
    result = run("stress", shop, "--with", "volume-double", "--set", given, "-n", 2, "--json")
    assert result.exit_code == 0, result.output
    plain = run("stress", shop, "--with", "volume-double", "-n", 2, "--json")
    lost = [json.loads(r.stdout)["incidents"][0]["lost_more"] for r in (result, plain)]
    assert lost[0] > lost[1]
