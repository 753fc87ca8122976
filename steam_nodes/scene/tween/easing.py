"""Easing: the curves of the engine's tweens, from 0 at the start to 1 at the end.

Rules: a curve is a function of the time and the duration, both in the same unit, as in the engine's easing_equations.h. The engine works
in single precision; here a curve gets its times rounded to that and its result is rounded so again, between them it is Python's own. A
curve has an in, an out and an in-out form; out-in is always out up to the middle and in from there. Where a curve is not defined, outside
of its duration, it is not a number.
"""

from __future__ import annotations

from math import cos, inf, isfinite, nan, pi, pow, sin, sqrt  # noqa: A004  # the C function: it raises where ** would give a complex number
from typing import TYPE_CHECKING, Final

from steam_nodes.object.introspection import single

if TYPE_CHECKING:
    from collections.abc import Callable

    Curve = Callable[[float, float], float]

EASE_IN: Final = 0
EASE_OUT: Final = 1
EASE_IN_OUT: Final = 2
EASE_OUT_IN: Final = 3

_OVERSHOOT: Final = 1.70158


def ease(trans: int, kind: int, time: float, duration: float) -> float:
    """Return how far a transition is.

    Args:
        trans: One of the TRANS_ numbers.
        kind: One of the EASE_ numbers.
        time: The time since its start.
        duration: The time it takes; with 0 it is at its end at once.

    Returns:
        0 at the start and 1 at the end, in single precision.
    """
    if duration == 0:
        return 1.0
    time, duration = single(time), single(duration)
    try:
        if kind == EASE_OUT_IN:
            return single(_halves(_CURVES[trans][EASE_OUT], _CURVES[trans][EASE_IN])(time, duration))
        return single(_CURVES[trans][kind](time, duration))
    except OverflowError:
        return inf
    except (ValueError, ZeroDivisionError):
        return nan


def round_away(number: float) -> int:
    """Round to the nearest whole number, halves away from zero, as C does; 0 for what has none."""
    if not isfinite(number):
        return 0
    whole = int(number)
    return whole + int((number - whole) * 2)


def _halves(first: Curve, second: Curve) -> Curve:
    """Put two curves one after the other, each in half of the time and of the way."""

    def curve(t: float, d: float) -> float:
        return first(t * 2, d) / 2 if t < d / 2 else 0.5 + second(t * 2 - d, d) / 2

    return curve


def _mirrored(out: Curve) -> tuple[Curve, Curve, Curve]:
    """Make all forms of a curve that is written down as out."""

    def ease_in(t: float, d: float) -> float:
        return 1 - out(d - t, d)

    return ease_in, out, _halves(ease_in, out)


def _power(exponent: int) -> tuple[Curve, Curve, Curve]:
    sign = 1 if exponent % 2 else -1

    def ease_out(t: float, d: float) -> float:
        return sign * (pow(t / d - 1, exponent) + sign)

    def in_out(t: float, d: float) -> float:
        t = t / d * 2
        return pow(t, exponent) / 2 if t < 1 else sign * (pow(t - 2, exponent) + 2 * sign) / 2

    return lambda t, d: pow(t / d, exponent), ease_out, in_out


def _linear(t: float, d: float) -> float:
    return t / d


def _sine_in(t: float, d: float) -> float:
    return 1 - cos(t / d * (pi / 2))


def _sine_out(t: float, d: float) -> float:
    return sin(t / d * (pi / 2))


def _sine_in_out(t: float, d: float) -> float:
    return (1 - cos(pi * t / d)) / 2


def _expo_in(t: float, d: float) -> float:
    return 0.0 if t == 0 else pow(2, 10 * (t / d - 1)) - 0.001


def _expo_out(t: float, d: float) -> float:
    return 1.0 if t == d else 1.001 * (1 - pow(2, -10 * t / d))


def _expo_in_out(t: float, d: float) -> float:
    if t in (0, d):
        return t / d
    t = t / d * 2
    return pow(2, 10 * (t - 1)) / 2 - 0.0005 if t < 1 else 1.0005 * (2 - pow(2, -10 * (t - 1))) / 2


def _elastic_in(t: float, d: float) -> float:
    if t in (0, d):
        return t / d
    t = t / d - 1
    period = d * 0.3
    return -pow(2, 10 * t) * sin((t * d - period / 4) * (2 * pi) / period)


def _elastic_out(t: float, d: float) -> float:
    if t in (0, d):
        return t / d
    t /= d
    period = d * 0.3
    return pow(2, -10 * t) * sin((t * d - period / 4) * (2 * pi) / period) + 1


def _elastic_in_out(t: float, d: float) -> float:
    if t in (0, d):
        return t / d
    t = t / (d / 2) - 1
    period = d * (0.3 * 1.5)
    wave = sin((t * d - period / 4) * (2 * pi) / period) / 2
    return -pow(2, 10 * t) * wave if t < 0 else pow(2, -10 * t) * wave + 1


def _circ_in(t: float, d: float) -> float:
    t /= d
    return 1 - sqrt(1 - t * t)


def _circ_out(t: float, d: float) -> float:
    t = t / d - 1
    return sqrt(1 - t * t)


def _circ_in_out(t: float, d: float) -> float:
    t /= d / 2
    if t < 1:
        return (1 - sqrt(1 - t * t)) / 2
    t -= 2
    return (sqrt(1 - t * t) + 1) / 2


def _bounce_out(t: float, d: float) -> float:
    t /= d
    for end, middle, height in ((1, 0, 0), (2, 1.5, 0.75), (2.5, 2.25, 0.9375)):
        if t < end / 2.75:
            t -= middle / 2.75
            return 7.5625 * t * t + height
    t -= 2.625 / 2.75
    return 7.5625 * t * t + 0.984375


def _back_in(t: float, d: float) -> float:
    t /= d
    return t * t * ((_OVERSHOOT + 1) * t - _OVERSHOOT)


def _back_out(t: float, d: float) -> float:
    t = t / d - 1
    return t * t * ((_OVERSHOOT + 1) * t + _OVERSHOOT) + 1


def _back_in_out(t: float, d: float) -> float:
    overshoot = _OVERSHOOT * 1.525
    t /= d / 2
    if t < 1:
        return t * t * ((overshoot + 1) * t - overshoot) / 2
    t -= 2
    return (t * t * ((overshoot + 1) * t + overshoot) + 2) / 2


def _spring_out(t: float, d: float) -> float:
    t /= d
    s = 1 - t
    return (sin(t * pi * (0.2 + 2.5 * t * t * t)) * pow(s, 2.2) + t) * (1 + 1.2 * s)


_CURVES: Final = (
    (_linear, _linear, _linear),
    (_sine_in, _sine_out, _sine_in_out),
    _power(5),
    _power(4),
    _power(2),
    (_expo_in, _expo_out, _expo_in_out),
    (_elastic_in, _elastic_out, _elastic_in_out),
    _power(3),
    (_circ_in, _circ_out, _circ_in_out),
    _mirrored(_bounce_out),
    (_back_in, _back_out, _back_in_out),
    _mirrored(_spring_out),
)
"""The forms in, out and in-out by the TRANS_ numbers."""
