"""How the kernels are compiled: apart from one another, then laid into one function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])

at: Callable[[Any], int] = cast(Any, np.uint64)
"""An index without a sign: a fifth faster, since Numba need not ask whether it counts from the
end."""
whole: Callable[[Any], int] = cast(Any, np.int64)
"""A number of 64 bits; one type of number means one copy of a helper."""

_njit: Any = njit  # its stubs know only the public options
OPTIONS: dict[str, Any] = {
    "error_model": "numpy",
    "_nrt": False,  # no array is made or kept, so none is counted: four times as fast
}


def helper(function: Function) -> Function:
    """Compile a function that only kernels call, without a way in from Python."""
    compiled = _njit(
        function, forceinline=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, **OPTIONS
    )
    return cast(Function, compiled)


def tested(function: Function) -> Function:
    """Compile a function of plain arrays that tests call as well."""
    return cast(Function, _njit(function, **OPTIONS))
