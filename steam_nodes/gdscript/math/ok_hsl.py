"""Hue, saturation and lightness as the eye judges them: OKHSL by Björn Ottosson (https://bottosson.github.io/posts/colorpicker).

Rules: every step is rounded to 32 bits, in the order of the engine's own copy of his formulas, so that colours agree to the last digit.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from steam_nodes.gdscript.math.numbers import Single

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["from_rgb", "to_rgb"]

_Triple = tuple[Single, Single, Single]

_LMS_OF_RGB = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_LAB_OF_LMS = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_LMS_OF_LAB = ((0.3963377774, 0.2158037573), (-0.1055613458, -0.0638541728), (-0.0894841775, -1.2914855480))
_RGB_OF_LMS = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_SATURATION = (
    (1.19086277, 1.76576728, 0.59662641, 0.75515197, 0.56771245),
    (0.73956515, -0.45954404, 0.08285427, 0.12541070, 0.14503204),
    (1.35733652, -0.00915799, -1.15130210, -0.50559606, 0.00692167),
)
"""A first guess of the largest saturation, for the component (red, green or blue) that goes below zero first."""

_PI = Single(math.pi)
_MIDDLE = Single(0.8)
_MIDDLE_INVERSE = Single(1.25)
_K1 = Single(0.206)
_K2 = Single(0.03)
_K3 = (1.0 + _K1) / (1.0 + _K2)
_HUGE = Single(3.4028234663852886e38)


class _Cusp(NamedTuple):
    """The most colourful point of a hue."""

    lightness: Single
    chroma: Single


class _Chromas(NamedTuple):
    """The chroma at three saturations: grey's slope, the middle and the most."""

    zero: Single
    middle: Single
    most: Single


def _root(value: float) -> Single:
    return Single(math.sqrt(value)) if value >= 0 else Single(math.nan)


def _cube_root(value: float) -> Single:
    return Single(math.cbrt(value))


def _power(value: float, exponent: float) -> Single:
    return Single(math.pow(value, Single(exponent))) if value >= 0 else Single(math.nan)


def _dot(row: Sequence[float], parts: Sequence[Single]) -> Single:
    return row[0] * parts[0] + row[1] * parts[1] + row[2] * parts[2]


def _gamma(part: Single) -> Single:
    return Single(12.92) * part if Single(0.0031308) >= part else Single(1.055) * _power(part, 0.4166666666666667) - 0.055


def _linear(part: Single) -> Single:
    return _power((part + 0.055) / 1.055, 2.4) if Single(0.04045) < part else part / 12.92


def _rgb_of_lab(lightness: Single, a: Single, b: Single) -> _Triple:
    cubes = []
    for of_a, of_b in _LMS_OF_LAB:
        one = lightness + Single(of_a) * a + Single(of_b) * b
        cubes.append(one * one * one)
    red, green, blue = (_dot(row, cubes) for row in _RGB_OF_LMS)
    return red, green, blue


def _slopes(a: Single, b: Single) -> list[Single]:
    return [Single(of_a) * a + Single(of_b) * b for of_a, of_b in _LMS_OF_LAB]


def _most_saturation(a: Single, b: Single) -> Single:
    """Return the largest saturation of a hue, by a guess and one step of Halley's method."""
    first = 1 if Single(1.81444104) * a - Single(1.19445276) * b > 1 else 2
    if Single(-1.88170328) * a - Single(0.80936493) * b > 1:
        first = 0
    k0, k1, k2, k3, k4 = map(Single, _SATURATION[first])
    guess = k0 + k1 * a + k2 * b + k3 * a * a + k4 * a * b
    slopes = _slopes(a, b)
    roots = [1.0 + guess * slope for slope in slopes]
    row = _RGB_OF_LMS[first]
    value = _dot(row, [one * one * one for one in roots])
    slope_1 = _dot(row, [3.0 * slope * one * one for slope, one in zip(slopes, roots, strict=True)])
    slope_2 = _dot(row, [6.0 * slope * slope * one for slope, one in zip(slopes, roots, strict=True)])
    return guess - value * slope_1 / (slope_1 * slope_1 - 0.5 * value * slope_2)


def _cusp(a: Single, b: Single) -> _Cusp:
    saturation = _most_saturation(a, b)
    lightness = _cube_root(1.0 / max(_rgb_of_lab(Single(1.0), saturation * a, saturation * b)))
    return _Cusp(lightness, lightness * saturation)


def _edge(a: Single, b: Single, lightness: Single, cusp: _Cusp) -> Single:
    """Return how far the chroma of a lightness reaches before it leaves what a screen shows."""
    one = Single(1.0)
    if (lightness - lightness) * cusp.chroma - (cusp.lightness - lightness) * one <= 0:
        return cusp.chroma * lightness / (one * cusp.lightness + cusp.chroma * (lightness - lightness))
    t = cusp.chroma * (lightness - 1.0) / (one * (cusp.lightness - 1.0) + cusp.chroma * (lightness - lightness))
    slopes = [0.0 + one * slope for slope in _slopes(a, b)]
    level = lightness * (1.0 - t) + t * lightness
    roots = [level + t * slope for slope in _slopes(a, b)]
    cubes = [root * root * root for root in roots]
    first = [3.0 * slope * root * root for slope, root in zip(slopes, roots, strict=True)]
    second = [6.0 * slope * slope * root for slope, root in zip(slopes, roots, strict=True)]
    steps = []
    for row in _RGB_OF_LMS:
        value, slope_1, slope_2 = _dot(row, cubes) - 1.0, _dot(row, first), _dot(row, second)
        unit = slope_1 / (slope_1 * slope_1 - 0.5 * value * slope_2)
        steps.append(-value * unit if unit >= 0 else _HUGE)
    return t + min(steps)


def _chromas(lightness: Single, a: Single, b: Single) -> _Chromas:
    cusp = _cusp(a, b)
    most = _edge(a, b, lightness, cusp)
    rest = 1.0 - lightness
    scale = most / min(lightness * (cusp.chroma / cusp.lightness), rest * (cusp.chroma / (1.0 - cusp.lightness)))
    s = Single(0.11516993) + 1.0 / (
        Single(7.44778970)
        + Single(4.15901240) * b
        + a
        * (
            Single(-2.19557347)
            + Single(1.75198401) * b
            + a
            * (Single(-2.13704948) - Single(10.02301043) * b + a * (Single(-4.24894561) + Single(5.38770819) * b + Single(4.69891013) * a))
        )
    )
    t = Single(0.11239642) + 1.0 / (
        Single(1.61320320)
        - Single(0.68124379) * b
        + a
        * (
            Single(0.40370612)
            + Single(0.90148123) * b
            + a
            * (Single(-0.27087943) + Single(0.61223990) * b + a * (Single(0.00299215) - Single(0.45399568) * b - Single(0.14661872) * a))
        )
    )
    low, high = lightness * s, rest * t
    fourth = 1.0 / (1.0 / (low * low * low * low) + 1.0 / (high * high * high * high))
    middle = Single(0.9) * scale * _root(_root(fourth))
    low, high = lightness * 0.4, rest * 0.8
    return _Chromas(_root(1.0 / (1.0 / (low * low) + 1.0 / (high * high))), middle, most)


def to_rgb(hue: float, saturation: float, lightness: float) -> tuple[float, float, float]:
    """Return red, green and blue of a colour.

    Args:
        hue: From 0 to 1.
        saturation: From 0 to 1.
        lightness: From 0 to 1.
    """
    h, s, l = map(Single, (hue, saturation, lightness))  # noqa: E741  # the letters of the formula
    if l in {0.0, 1.0}:
        return float(l), float(l), float(l)
    a, b = Single(math.cos(2.0 * _PI * h)), Single(math.sin(2.0 * _PI * h))
    level = (l * l + _K1 * l) / (_K3 * (l + _K2))
    zero, middle, most = _chromas(level, a, b)
    if s < _MIDDLE:
        t = _MIDDLE_INVERSE * s
        k1 = _MIDDLE * zero
        chroma = t * k1 / (1.0 - (1.0 - k1 / middle) * t)
    else:
        t = (s - _MIDDLE) / (1.0 - _MIDDLE)
        k1 = (1.0 - _MIDDLE) * middle * middle * _MIDDLE_INVERSE * _MIDDLE_INVERSE / zero
        chroma = middle + t * k1 / (1.0 - (1.0 - k1 / (most - middle)) * t)
    red, green, blue = (float(_gamma(part)) for part in _rgb_of_lab(level, chroma * a, chroma * b))
    return red, green, blue


def from_rgb(red: float, green: float, blue: float) -> tuple[float, float, float]:
    """Return hue, saturation and lightness of a colour; nan where it has none.

    Args:
        red: From 0 to 1.
        green: From 0 to 1.
        blue: From 0 to 1.
    """
    linear = [_linear(Single(part)) for part in (red, green, blue)]
    roots = [_cube_root(_dot(tuple(map(Single, row)), linear)) for row in _LMS_OF_RGB]
    level, a, b = (_dot(tuple(map(Single, row)), roots) for row in _LAB_OF_LMS)
    chroma = _root(a * a + b * b)
    hue = 0.5 + 0.5 * Single(math.atan2(-b, -a)) / _PI
    a, b = a / chroma, b / chroma
    zero, middle, most = _chromas(level, a, b)
    if chroma < middle:
        k1 = _MIDDLE * zero
        saturation = chroma / (k1 + (1.0 - k1 / middle) * chroma) * _MIDDLE
    else:
        k1 = (1.0 - _MIDDLE) * middle * middle * _MIDDLE_INVERSE * _MIDDLE_INVERSE / zero
        over = chroma - middle
        saturation = _MIDDLE + (1.0 - _MIDDLE) * (over / (k1 + (1.0 - k1 / (most - middle)) * over))
    bent = _K3 * level - _K1
    lightness = 0.5 * (bent + _root(bent * bent + 4.0 * _K2 * _K3 * level))
    return float(hue), float(saturation), float(lightness)
