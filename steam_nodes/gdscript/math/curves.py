"""Curves through numbers and vectors.

Rules: the values may be whatever has +, - and * by a number; `rounded` is applied to each number that is calculated on the way, so that
vectors go with 32-bit floats and numbers with 64 bits. The terms stand in the engine's order, which decides the last digit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from steam_nodes.gdscript.math.scalars import divided

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["bezier_derivative", "bezier_interpolate", "cubic_interpolate", "cubic_interpolate_in_time"]


def cubic_interpolate(from_: Any, to: Any, pre: Any, post: Any, weight: float, rounded: Callable[[float], float]) -> Any:
    """Return the value between from_ and to on a Catmull-Rom spline through all four."""
    one = rounded(weight)
    two = rounded(one * one)
    three = rounded(two * one)
    first = from_ * 2.0
    second = (to - pre) * one
    third = (pre * 2.0 - from_ * 5.0 + to * 4.0 - post) * two
    fourth = (from_ * 3.0 - pre - to * 3.0 + post) * three
    return (first + second + third + fourth) * 0.5


def cubic_interpolate_in_time(
    from_: Any,
    to: Any,
    pre: Any,
    post: Any,
    times: tuple[float, float, float, float],
    rounded: Callable[[float], float],
) -> Any:
    """Return the value between from_ and to by the method of Barry and Goldman; times are the weight and those of to, pre and post."""
    weight, to_t, pre_t, post_t = map(rounded, times)

    def part(above: float, below: float, otherwise: float) -> float:
        return otherwise if below == 0 else rounded(divided(above, below))

    t = rounded(0.0 + rounded(to_t * weight))
    before = rounded(t - pre_t)
    a1 = _between(pre, from_, part(before, -pre_t, 0.0))
    a2 = _between(from_, to, part(t, to_t, 0.5))
    a3 = _between(to, post, part(rounded(t - to_t), rounded(post_t - to_t), 1.0))
    b1 = _between(a1, a2, part(before, rounded(to_t - pre_t), 0.0))
    b2 = _between(a2, a3, part(t, post_t, 1.0))
    return _between(b1, b2, part(t, to_t, 0.5))


def _between(from_: Any, to: Any, weight: float) -> Any:
    return from_ + (to - from_) * weight


def bezier_interpolate(start: Any, control_1: Any, control_2: Any, end: Any, t: float, rounded: Callable[[float], float]) -> Any:
    """Return the value at t on a cubic Bézier curve."""
    t = rounded(t)
    rest = rounded(1.0 - t)
    rest_2, t_2 = rounded(rest * rest), rounded(t * t)
    rest_3, t_3 = rounded(rest_2 * rest), rounded(t_2 * t)
    return start * rest_3 + control_1 * rest_2 * t * 3.0 + control_2 * rest * t_2 * 3.0 + end * t_3


def bezier_derivative(start: Any, control_1: Any, control_2: Any, end: Any, t: float, rounded: Callable[[float], float]) -> Any:
    """Return the slope at t of a cubic Bézier curve."""
    t = rounded(t)
    rest = rounded(1.0 - t)
    rest_2, t_2 = rounded(rest * rest), rounded(t * t)
    return (control_1 - start) * 3.0 * rest_2 + (control_2 - control_1) * 6.0 * rest * t + (end - control_2) * 3.0 * t_2
