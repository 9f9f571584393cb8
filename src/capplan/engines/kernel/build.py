"""The one way into the kernels: compiled on first use, or taken from the cache on disk.

Numba keeps what it compiled beside this file, or in the user's cache folder, or in
`NUMBA_CACHE_DIR`.  A cache that is corrupt is thrown away and made anew; one that cannot be
written is done without; either with one warning.
"""

from __future__ import annotations

import hashlib
import sys
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numba
from numba import njit

from capplan.engines.kernel import loop
from capplan.engines.kernel.jit import OPTIONS
from capplan.engines.kernel.layout import Demand, Log, Rules, State

Kernel = Callable[[Rules, Demand, Log, State], int]

_PATTERN = "loop.with_sources.*"
"""Numba's name for the files of the kernel."""
_PAUSE = 0.5
"""Time that another process has between a file and its seal [s]."""

_lock = threading.Lock()
_ready: list[Kernel] = []


def is_off() -> bool:
    """Whether Numba's compiler is switched off (`NUMBA_DISABLE_JIT`), so kernels run as Python."""
    return bool(numba.config.DISABLE_JIT)  # pyright: ignore


def is_ready() -> bool:
    """Whether this process has its kernel."""
    return bool(_ready) or is_off()


def is_cached(example: tuple[Any, ...]) -> bool:
    """Whether the kernel for arguments like these lies in the cache on disk, unharmed."""
    if is_ready():
        return True
    try:
        kernel = _entry(cached=True)
        cache = kernel._cache
        key = cache._index_key(_signature(example), kernel.targetctx.codegen())
        return _is_sealed(kernel) and cache._cache_file.load(key) is not None
    except Exception:
        return False


def kernel(example: tuple[Any, ...]) -> Kernel:
    """The kernel for arguments like these."""
    if is_off():
        return loop.run
    with _lock:
        if not _ready:
            signature = _signature(example)
            entry = _from_cache(signature) or _compiled(signature)
            entry.disable_compile()  # other types would be a mistake, and take seconds
            _ready.append(entry)
    return _ready[0]


def _signature(example: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(cast(Any, numba).typeof(argument) for argument in example)


def _compiled(signature: tuple[Any, ...]) -> Any:
    entry = _entry(cached=False)
    entry.compile(signature)
    return entry


def _from_cache(signature: tuple[Any, ...]) -> Any:
    """The kernel, from the cache or compiled into it; None if the cache is of no use."""
    try:
        entry = _entry(cached=True)
    except RuntimeError as problem:  # Numba found no folder that it may write
        _warn(f"is compiled for this run only: {problem}")
        return None
    folder = Path(entry.stats.cache_path)
    try:
        if not _is_sealed(entry):
            raise ValueError("a file is not as it was written")
        entry.compile(signature)
        _seal(entry)
    except Exception as problem:
        if entry.signatures:
            _warn(f"is compiled for this run only: {folder} cannot be written ({problem})")
            return entry
        _warn(f"is compiled again: what {folder} holds is of no use ({problem})")
        return _anew(entry, signature)
    return entry


def _anew(broken: Any, signature: tuple[Any, ...]) -> Any:
    """Throw the cached files away and compile again."""
    try:
        for file in _files(broken):
            file.unlink(missing_ok=True)
        entry = _entry(cached=True)
        entry.compile(signature)
        _seal(entry)
    except OSError:
        return None
    return entry


def _warn(what: str) -> None:
    warnings.warn(f"The engine {what}", RuntimeWarning, stacklevel=2)


def _entry(*, cached: bool) -> Any:
    """The kernel, not yet compiled."""
    return njit(loop.with_sources(_fingerprint()), nogil=True, cache=cached, **OPTIONS)


def _fingerprint() -> int:
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return int.from_bytes(digest.digest()[:7])


# ---- seals: machine code that a damaged file holds would be run unseen ---------------------------


def _files(entry: Any) -> list[Path]:
    """The entry's files in the cache, of this Python."""
    python = f"py{sys.version_info.major}{sys.version_info.minor}"
    return sorted(Path(entry.stats.cache_path).glob(f"{_PATTERN}{python}.*nb[cis]"))


def _seal(entry: Any) -> None:
    """Note the digest of each file of machine code beside it, where it is not noted."""
    for file in _files(entry):
        seal, digest = file.with_suffix(".nbs"), _digest(file)
        if file.suffix == ".nbc" and not (seal.exists() and seal.read_text() == digest):
            seal.write_text(digest)


def _is_sealed(entry: Any) -> bool:
    """Whether every file of machine code is as it was written."""
    if _seals_hold(entry):
        return True
    time.sleep(_PAUSE)
    return _seals_hold(entry)


def _seals_hold(entry: Any) -> bool:
    seals = [file for file in _files(entry) if file.suffix == ".nbs"]
    return all(
        code.exists() and _digest(code) == seal.read_text()
        for seal, code in ((seal, seal.with_suffix(".nbc")) for seal in seals)
    )


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
