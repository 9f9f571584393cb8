"""In Chinese nothing stays English but names, units in scenario files, and commands."""

import re
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from capplan.cli import app
from capplan.cli.app import asked_language
from capplan.cli.help import error_text
from capplan.files import shipped_plans
from capplan.words import reading

SHOP = """
format: 1
name: 小店
days: {from: 2026-11-11 08:00, to: 2026-11-11 12:00, interval: 30 min}
queues:
  售前:
    kind: pre_sales
    demand: {volumes: 咨询量.csv, column: 售前}
    orders: {conversion: 50 %, margin: 30 %, order_value: 80 yuan, silent_orders: 5 %}
    targets:
      - {first_reply_within: 60 s, share: 50 %, on: 80 % of days}
      - {lost: 1 %}
  售后:
    kind: after_sales
    demand: {volumes: 咨询量.csv, column: 售后}
    closed: {}
    targets: [{mean_response: 60 s}]
groups:
  客服: {people: up to 6, handles: {售前: 1, 售后: 2}, at_once: 5, pay: 月薪}
  兼职: {people: up to 4, handles: {售后: 1}, at_once: 4, pay: 月薪}
shifts:
  早班: {at: 08:00-12:00}
  短班: {at: 09:00-12:00}
pay:
  月薪: {hourly: 30 yuan/h, employer: 0 %}
roster:
  - {group: 客服, shift: 早班, people: 3}
  - {group: 兼职, shift: 短班, people: 1}
variants:
  翻倍: {queues.售前.demand.0.times: 2}
"""
ALLOWED = {
    "capplan", "check", "assumed", "compiled", "reference", "Erlang", "csv", "json", "yaml",
    "fixed", "tmall", "out", "pay", "plans", "platforms", "split", "unfit", "CSV", "XLSX",
    "scenario",
}  # fmt: skip
"""Commands, files and names that have no Chinese."""
PLANS = {word for name in shipped_plans() for word in name.split("-")}
"""Pay plans are told by the name under which they are asked for."""
PATHS = re.compile(r"(scenario\.yaml:\d+: [^:]+: |`[^`]*`|[a-z_]+(\.[^\s：:，。；）]+)+|--[a-z-]+)")
"""Places in files, commands and keys of scenario files are written as they must be typed."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    folder = tmp_path_factory.mktemp("店") / "小店"
    folder.mkdir()
    (folder / "scenario.yaml").write_text(SHOP, encoding="utf-8")
    rows = "\n".join(f"2026-11-11 {8 + k // 2:02d}:{30 * (k % 2):02d},20,8" for k in range(8))
    (folder / "咨询量.csv").write_text(f"时间,售前,售后\n{rows}\n", encoding="utf-8")
    return folder


def run(*words):
    return CliRunner().invoke(app, [*map(str, words), "--lang", "zh"])


def english(text):
    """English words that should not be there."""
    words = re.findall(r"[A-Za-z]{2,}", PATHS.sub(" ", text))
    return [word for word in words if word not in ALLOWED | PLANS]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("simulate", "-n", 3), "平均响应 ≤ 60.0秒"),
        (("compare", "翻倍", "-n", 3), "首次响应（秒）"),
        (("split", "-n", 2), "专岗"),
        (("plan", "--days", 2), "需要"),
    ],
)
def test_the_main_commands(shop, words, says):
    command, *rest = words
    result = run(command, shop, *rest)
    assert result.exit_code in {0, 1}, result.output
    assert says in result.output
    assert english(result.output) == []


def test_sources_of_values_are_told_and_their_paths_stay(shop):
    output = run("check", shop).output
    assert "有来源" in output
    assert "起始值" in output
    assert "rule of the tool" not in output
    assert "The scenario is sound" not in output


def test_commands_without_a_scenario():
    output = run("erlang", "--per-hour", 100, "--work", "6 min").output
    assert english(output) == ["erlang"]
    assert "平均等待" in output


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("interval: 30 min", "interval: 30", "30 没有单位；时段可用"),
        ("at_once: 5", "at_onse: 5", '没有这个键；是不是想写 "at_once"？（可用：'),
        ("hourly: 30 yuan/h", "hourly: 30", "30 没有单位；工资需要单位"),
        ("售前: 1, 售后: 2", "售钱: 1", '没有咨询类型 "售钱"（可用：售前、售后）'),
        ("08:00-12:00", "08:00", "不是钟点时段；请写成例如 08:00-16:00"),
        ("share: 50 %, ", "", "first_reply_within 需要 share，例如 share: 80 %"),
        ("name: 小店", "", "缺少，且没有默认值（标题）"),
        ("to: 2026-11-11 12:00", "to: 2026-11-10 12:00", "计划期为空"),
        ("name: 小店", "name: [", "这不是 YAML"),
        ("咨询量.csv, column: 售后", "没有.csv, column: 售后", "场景所在文件夹里没有文件"),
    ],
)  # fmt: skip
def test_errors(shop, tmp_path, old, new, says):
    assert old in SHOP
    (tmp_path / "scenario.yaml").write_text(SHOP.replace(old, new, 1), encoding="utf-8")
    (tmp_path / "咨询量.csv").write_bytes((shop / "咨询量.csv").read_bytes())
    result = run("check", tmp_path)
    assert result.exit_code == 2
    assert says in result.output
    assert "scenario.yaml" in result.output


def test_other_mistakes(shop, tmp_path):
    assert "没有变体" in run("simulate", shop, "-v", "x").output
    assert "没有引擎" in run("simulate", shop, "--engine", "x").output
    assert "取向 budget 需要给出预算" in run("plan", shop, "--aim", "budget").output
    file = tmp_path / "file"
    file.touch()
    assert "这是文件，请写文件夹" in run("simulate", shop, "--out", file).output


def test_help_in_chinese():
    code = "from capplan.cli import main; main()"
    words = [sys.executable, "-c", code, "plan", "--help", "--lang", "zh"]
    output = subprocess.run(words, capture_output=True, check=True).stdout.decode()
    assert "找出达标且成本低的班表" in output
    assert "[默认：1]" in output
    assert "Search" not in output


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (["plan", "x", "--lang", "zh"], "zh"),
        (["--lang=zh", "plan"], "zh"),
        (["plan", "--lang", "en"], "en"),
        (["plan", "--lang", "fr"], "zh"),
        (["plan", "--lang"], "zh"),
    ],
)
def test_the_language_is_known_before_the_command_runs(monkeypatch, words, language):
    monkeypatch.setenv("CAPPLAN_LANG", "zh")
    assert asked_language(words) == language


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["plan"], "缺少参数 scenario"),
        (["plan", "x", "--foo"], "没有选项 --foo"),
        (["plam"], "没有命令 plam；是否想写 plan或platforms？"),
        (["simulate", "x", "-n", "0"], "'--replications' / '-n'：至少为 1"),
        (["simulate", "x", "-n"], "选项 -n 需要一个值"),
        (["simulate", "x", "y"], "多余的参数：y"),
        (["simulate", "x", "-n", "two"], "须是数字"),
        (["plan", "--lang", "fr", "x"], "fr 不是 'en', 'zh' 之一"),
    ],
)
def test_errors_of_the_arguments_themselves(words, said):
    """One process for each would be slow: what Typer says is caught and told here."""
    found = CliRunner().invoke(app, words)
    assert found.exit_code == 2
    *_, panel = re.split(r"╭.*╮", found.output)
    with reading("zh"):
        assert said in error_text(re.sub(r"[│╰╯─]", "", panel))


def test_the_command_tells_them_in_the_language_of_the_system():
    words = [sys.executable, "-c", "from capplan.cli import main; main()", "--lang=zh", "plan"]
    done = subprocess.run(
        words, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 2
    assert "缺少参数 scenario" in done.stderr
    assert "用法：" in done.stderr
    assert "Missing" not in done.stderr
