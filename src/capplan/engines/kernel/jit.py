"""How the kernels are compiled: apart from one another, then laid into one function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])

at = np.uint64
"""An index without a sign: Numba need not ask whether it counts from the end, at a fifth less time."""

OPTIONS: dict[str, Any] = {
    "error_model": "numpy",
    "_nrt": False,  # no array is made or kept, so none is counted: four times as fast
}


def helper(function: Function) -> Function:
    """Compile a function that only kernels call, without a way in from Python."""
    compiled = njit(
        function, forceinline=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, **OPTIONS
    )
    return cast(Function, compiled)


def tested(function: Function) -> Function:
    """Compile a function of plain arrays that tests call as well."""
    return cast(Function, njit(function, **OPTIONS))
