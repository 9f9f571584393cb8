"""Reports in a real browser: nothing asked of the network, no error, no overflow."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from html import unescape

import kinds
import pytest
from browsing import read

from capplan.report.bundle import Bundle
from capplan.report.pages import KINDS, page
from capplan.words import LANGUAGES, reading

BROWSER = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)
needs_browser = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on this machine")

PROBE = """
<script>
addEventListener("load", () => {
  const outside = [...document.body.querySelectorAll("*")].filter(one =>
    !one.closest(".wide") && one.getBoundingClientRect().right > innerWidth + 1);
  const seen = {
    page: document.documentElement.scrollWidth, window: innerWidth,
    outside: outside.map(one => one.tagName + " " + one.textContent.slice(0, 40)),
    asked: performance.getEntriesByType("resource").map(one => one.name),
  };
  document.title = JSON.stringify(seen);
});
</script>
"""
"""What a browser says of the page; its own policy would stop it, so the policy is widened here."""


def look(pages: Sequence[tuple[str, int]], folder) -> tuple[list[dict[str, object]], str]:
    """What pages are like at their widths, and what the browser complained about."""
    frames = "".join(_frame(html, width) for html, width in pages)
    watch = (
        "<script>setInterval(() => {"
        " const titles = [...document.querySelectorAll('iframe')]"
        "   .map(one => one.contentDocument.title);"
        " if (titles.every(one => one.startsWith('{')))"
        "   document.body.dataset.seen = JSON.stringify(titles); }, 50)</script>"
    )
    file = folder / "all.html"
    file.write_text(f'<!DOCTYPE html><meta charset="utf-8"><body>{frames}{watch}', encoding="utf-8")
    command = [
        str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
        f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=4000", "--dump-dom",
        file.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    found = re.search(r'data-seen="([^"]*)"', done.stdout)
    assert found, done.stderr[-2000:]
    return [json.loads(one) for one in json.loads(unescape(found.group(1)))], done.stderr


def _frame(html: str, width: int) -> str:
    probed = html.replace("default-src 'none'", "default-src 'none'; script-src 'unsafe-inline'")
    style = f"width:{width}px;height:900px;border:0"
    return f'<iframe srcdoc="{_attribute(probed + PROBE)}" style="{style}"></iframe>'


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;")


WIDTHS = (1280, 390)
OF_A_PLAN = (
    kinds.valued, kinds.stressed, kinds.nights, kinds.points, kinds.compared, kinds.months,
)  # fmt: skip
LOOKED_AT = sorted(set(KINDS) - {"split", "sensitivity"})
OTHERS = (kinds.campaigned, kinds.paid)


@pytest.fixture(scope="module")
def bundles(plan, planned: Bundle, simulated: Bundle) -> dict[str, Bundle]:
    """One of each kind, but those of two queues."""
    found = [planned, simulated, *(make(plan) for make in OF_A_PLAN), *(make() for make in OTHERS)]
    return {bundle.kind: bundle for bundle in found}


@pytest.fixture(scope="module")
def shown(bundles: dict[str, Bundle]):
    """The page of a kind in a language, drawn once."""

    @cache
    def draw(kind: str, language: str) -> str:
        with reading(language):
            return page(bundles[kind]).html()

    return draw


def test_all_kinds_but_those_of_two_queues_are_looked_at(bundles: dict[str, Bundle]) -> None:
    assert set(bundles) == set(LOOKED_AT)


@pytest.mark.parametrize("kind", LOOKED_AT)
def test_hostile_names_stay_text(kind: str, shown) -> None:
    html = shown(kind, "en")
    assert "script" not in read(html).tags
    assert "&lt;script&gt;" in html


@pytest.mark.slow
@needs_browser
@pytest.mark.parametrize("kind", LOOKED_AT)
def test_a_browser_opens_it(kind: str, shown, tmp_path) -> None:
    pages = [(shown(kind, language), width) for language in LANGUAGES for width in WIDTHS]
    found, log = look(pages, tmp_path)
    for seen, (_, width) in zip(found, pages, strict=True):
        assert seen["window"] == width
        assert seen["page"] <= width
        assert seen["outside"] == []
        assert seen["asked"] == []
    assert "CONSOLE" not in log


@pytest.mark.slow
@needs_browser
def test_the_probe_sees_what_is_wrong(tmp_path) -> None:
    wide = page_of('<div style="width:2000px">wide</div><img src="data:,x"><script>x()</script>')
    (seen,), log = look([(wide, 390)], tmp_path)
    assert seen["page"] > 390
    assert seen["outside"]
    assert "CONSOLE" in log


def page_of(body: str) -> str:
    return f"<!DOCTYPE html><meta charset='utf-8'><body>{body}</body>"
