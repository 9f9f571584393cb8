"""The cache of the compiled engine: made once, thrown away if harmed, done without if need be."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numba import config

from capplan.engines import compiled, machine_code
from capplan.engines.kernel import build
from capplan.engines.machine_code import MachineCode

pytestmark = pytest.mark.skipif(bool(config.DISABLE_JIT), reason="nothing is compiled")

EXAMPLE = (np.zeros(3), 1, 2, 3)


def small_kernel(sources: int) -> Callable[..., int]:
    """Something with four arguments that is compiled in no time."""

    def run(a: Any, b: int, c: int, d: int) -> int:
        sources  # noqa: B018
        return a.size + b + c + d

    return run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder for the small kernel, which stands in for the engine's."""
    monkeypatch.setattr(config, "CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(machine_code, "_PAUSE", 0.0)
    return tmp_path


def fresh() -> MachineCode:
    """The small kernel as a fresh process has it."""
    return MachineCode(small_kernel, Path(__file__).parent, "The small kernel")


def load() -> list[str]:
    """Get the kernel as a fresh process would; returns the warnings."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        assert fresh().function(EXAMPLE)(*EXAMPLE) == 9
    return [str(w.message) for w in seen]


def test_it_is_compiled_once(folder: Path) -> None:
    assert not fresh().is_cached(EXAMPLE)
    assert load() == []
    assert fresh().is_cached(EXAMPLE)
    code = {file: file.stat().st_mtime_ns for file in folder.rglob("*.nbc")}
    assert load() == []
    assert code == {file: file.stat().st_mtime_ns for file in folder.rglob("*.nbc")}


@pytest.mark.parametrize(
    ("suffix", "harm"),
    [(s, h) for s in ("nbi", "nbc", "nbs") for h in ("emptied", "cut")] + [("nbc", "flipped")],
)
def test_a_corrupt_cache_is_made_anew_with_one_warning(
    folder: Path, suffix: str, harm: str
) -> None:
    load()
    (file,) = folder.rglob(f"*.{suffix}")
    content = file.read_bytes()
    third = len(content) // 3
    harmed = {"emptied": b"", "cut": content[:third], "flipped": content[:third] + b"\0?"}
    file.write_bytes(harmed[harm] + (content[third + 2 :] if harm == "flipped" else b""))
    (warning,) = load()
    assert "compiled again" in warning
    assert str(folder) in warning
    assert load() == []


def test_a_cache_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "numba.core.caching.IndexDataCacheFile._open_for_write", _refuse, raising=True
    )
    (warning,) = load()
    assert "this run only" in warning
    assert "no room" in warning


def test_no_folder_for_a_cache(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("numba.core.caching.CacheImpl._locator_classes", [])
    (warning,) = load()
    assert "this run only" in warning


def _refuse(*_: object) -> None:
    raise OSError("no room")


def test_warming_up_says_so_only_before_compiling(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    compiled.warm_up()
    assert compiled.is_cached()
    compiled.warm_up(lambda: said.append("ready"))
    monkeypatch.setattr(build.RUN, "_ready", None)
    compiled.warm_up(lambda: said.append("cached"))
    assert said == []
    monkeypatch.setattr(build.RUN, "_ready", None)
    monkeypatch.setattr(build.RUN, "is_cached", lambda _: False)
    compiled.warm_up(lambda: said.append("compiling"))
    assert said == ["compiling"]


def test_numba_is_imported_only_when_it_runs() -> None:
    code = "import sys, capplan.engines; assert not {'numba', 'simpy'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | {"NUMBA_DEBUG": "0"})
