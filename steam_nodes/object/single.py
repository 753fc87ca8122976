"""Single floats: the numbers the engine's strengths, positions and factors are kept in.

Rules: a Python float goes in, and comes out as the nearest number a 32-bit float can hold, infinite beyond its range.
"""

from __future__ import annotations

import math
from struct import Struct
from typing import Final

_FLOAT: Final = Struct("f")


def single(value: float) -> float:
    """Return the number nearest to a value that a 32-bit float holds."""
    try:
        rounded: float = _FLOAT.unpack(_FLOAT.pack(value))[0]
    except OverflowError:
        return math.copysign(math.inf, value)
    return rounded
