"""Reports in a real browser: nothing asked of the network, no error, no overflow."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest

from capplan.report.bundle import Bundle
from capplan.report.pages import page

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


def look(html: str, folder, width: int) -> tuple[dict[str, object], str]:
    """What the page is like at a width, and what the browser complained about."""
    probed = html.replace("default-src 'none'", "default-src 'none'; script-src 'unsafe-inline'")
    style = f"width:{width}px;height:900px;border:0"
    frame = f'<iframe srcdoc="{_attribute(probed + PROBE)}" style="{style}"></iframe>'
    watch = (
        "<script>setInterval(() => {"
        " const title = document.querySelector('iframe').contentDocument.title;"
        " if (title.startsWith('{')) document.body.dataset.seen = title; }, 50)</script>"
    )
    file = folder / f"{width}.html"
    file.write_text(f'<!DOCTYPE html><meta charset="utf-8"><body>{frame}{watch}', encoding="utf-8")
    command = [
        str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
        f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=4000", "--dump-dom",
        file.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    found = re.search(r'data-seen="([^"]*)"', done.stdout)
    assert found, done.stderr[-2000:]
    return json.loads(found.group(1).replace("&quot;", '"').replace("&amp;", "&")), done.stderr


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;")


@pytest.mark.slow
@needs_browser
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("kind", ["planned", "simulated"])
def test_a_browser_opens_it(kind: str, width: int, request, tmp_path) -> None:
    bundle: Bundle = request.getfixturevalue(kind)
    seen, log = look(page(bundle).html(), tmp_path, width)
    assert seen["window"] == width
    assert seen["page"] <= width
    assert seen["outside"] == []
    assert seen["asked"] == []
    assert "CONSOLE" not in log


@pytest.mark.slow
@needs_browser
def test_the_probe_sees_what_is_wrong(tmp_path) -> None:
    wide = page_of('<div style="width:2000px">wide</div><img src="data:,x"><script>x()</script>')
    seen, log = look(wide, tmp_path, 390)
    assert seen["page"] > 390
    assert seen["outside"]
    assert "CONSOLE" in log


def page_of(body: str) -> str:
    return f"<!DOCTYPE html><meta charset='utf-8'><body>{body}</body>"
