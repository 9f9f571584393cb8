"""Functions that are compiled on first use, or taken from the cache on disk.

Numba keeps what it compiled beside the function's file, or in the user's cache folder, or in
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

from capplan.engines import jit

_PAUSE = 0.5
"""Time that another process has between a file and its seal [s]."""


def is_off() -> bool:
    """Whether Numba's compiler is switched off (`NUMBA_DISABLE_JIT`), so kernels run as Python."""
    return bool(numba.config.DISABLE_JIT)  # pyright: ignore


class MachineCode:
    """One function, compiled for one kind of arguments.

    Args:
        with_sources: makes the function; it must enclose the number it is given, which stands for
            the files of its helpers: Numba looks in its cache by a function's own file and by what
            the function encloses.
        folder: where its helpers are.
        name: what it is, for warnings.
    """

    def __init__(
        self, with_sources: Callable[[int], Callable[..., Any]], folder: Path, name: str
    ) -> None:
        self._with_sources = with_sources
        self._folder = folder
        self._name = name
        source = Path(with_sources.__code__.co_filename).stem
        self._pattern = f"{source}.{with_sources.__qualname__}.*"
        self._lock = threading.Lock()
        self._ready: Callable[..., Any] | None = None

    def is_ready(self) -> bool:
        """Whether this process has the function."""
        return self._ready is not None or is_off()

    def is_cached(self, example: tuple[Any, ...]) -> bool:
        """Whether the code for arguments like these lies in the cache on disk, unharmed."""
        if self.is_ready():
            return True
        try:
            entry = self._entry(cached=True)
            cache = entry._cache
            key = cache._index_key(_signature(example), entry.targetctx.codegen())
            return self._is_sealed(entry) and cache._cache_file.load(key) is not None
        except Exception:
            return False

    def function(self, example: tuple[Any, ...]) -> Callable[..., Any]:
        """The function for arguments like these."""
        if is_off():
            return self._with_sources(0)
        with self._lock:
            if self._ready is None:
                signature = _signature(example)
                entry = self._from_cache(signature) or self._compiled(signature)
                entry.disable_compile()  # other types would be a mistake, and take seconds
                self._ready = entry
        return cast("Callable[..., Any]", self._ready)

    def _compiled(self, signature: tuple[Any, ...]) -> Any:
        entry = self._entry(cached=False)
        entry.compile(signature)
        return entry

    def _from_cache(self, signature: tuple[Any, ...]) -> Any:
        """The code, from the cache or compiled into it; None if the cache is of no use."""
        try:
            entry = self._entry(cached=True)
        except RuntimeError as problem:  # Numba found no folder that it may write
            self._warn(f"is compiled for this run only: {problem}")
            return None
        folder = Path(entry.stats.cache_path)
        try:
            if not self._is_sealed(entry):
                raise ValueError("a file is not as it was written")
            entry.compile(signature)
            self._seal(entry)
        except Exception as problem:
            if entry.signatures:
                self._warn(f"is compiled for this run only: {folder} cannot be written ({problem})")
                return entry
            self._warn(f"is compiled again: what {folder} holds is of no use ({problem})")
            return self._anew(entry, signature)
        return entry

    def _anew(self, broken: Any, signature: tuple[Any, ...]) -> Any:
        """Throw the cached files away and compile again."""
        try:
            for file in self._files(broken):
                file.unlink(missing_ok=True)
            entry = self._entry(cached=True)
            entry.compile(signature)
            self._seal(entry)
        except OSError:
            return None
        return entry

    def _warn(self, what: str) -> None:
        warnings.warn(f"{self._name} {what}", RuntimeWarning, stacklevel=2)

    def _entry(self, *, cached: bool) -> Any:
        """The function, not yet compiled."""
        made = self._with_sources(self._fingerprint())
        return cast(Any, njit)(made, nogil=True, cache=cached, **jit.OPTIONS)

    def _fingerprint(self) -> int:
        digest = hashlib.sha256()
        for file in [Path(jit.__file__), *sorted(self._folder.glob("*.py"))]:
            digest.update(file.read_bytes())
        return int.from_bytes(digest.digest()[:7])

    # ---- seals: machine code that a damaged file holds would be run unseen ----------------------

    def _files(self, entry: Any) -> list[Path]:
        """The entry's files in the cache, of this Python."""
        python = f"py{sys.version_info.major}{sys.version_info.minor}"
        return sorted(Path(entry.stats.cache_path).glob(f"{self._pattern}{python}.*nb[cis]"))

    def _seal(self, entry: Any) -> None:
        """Note the digest of each file of machine code beside it, where it is not noted."""
        for file in self._files(entry):
            seal, digest = file.with_suffix(".nbs"), _digest(file)
            if file.suffix == ".nbc" and not (seal.exists() and seal.read_text() == digest):
                seal.write_text(digest)

    def _is_sealed(self, entry: Any) -> bool:
        """Whether every file of machine code is as it was written."""
        if self._seals_hold(entry):
            return True
        time.sleep(_PAUSE)
        return self._seals_hold(entry)

    def _seals_hold(self, entry: Any) -> bool:
        seals = [file for file in self._files(entry) if file.suffix == ".nbs"]
        return all(
            code.exists() and _digest(code) == seal.read_text()
            for seal, code in ((seal, seal.with_suffix(".nbc")) for seal in seals)
        )


def _signature(example: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(cast(Any, numba).typeof(argument) for argument in example)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
