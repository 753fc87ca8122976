"""The engine's global functions of mathematics, by the engine's names: `gd.lerp`, `gd.clamp`, `gd.snapped` ...

Rules: numbers are 64-bit floats and integers here; what Python would raise an error for (a root of -1, a division by zero) gives nan or
infinity, as in C. A function that keeps the type (abs, floor, clamp, lerp) tells by the type of its argument; a wrong type is a
ScriptError in the engine's words. Mirrors https://docs.godotengine.org/en/stable/classes/class_@globalscope.html.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript.errors import ScriptError, kind_of, not_convertible, reported
from steam_nodes.gdscript.math import curves, scalars
from steam_nodes.gdscript.math.numbers import single
from steam_nodes.gdscript.math.scalars import as_float as _float
from steam_nodes.gdscript.math.scalars import as_floats as _floats
from steam_nodes.gdscript.math.scalars import as_int as _int
from steam_nodes.gdscript.math.scalars import as_ints as _ints
from steam_nodes.gdscript.math.value import is_number as _is_number
from steam_nodes.gdscript.math.vectors.float_vector import FloatVector
from steam_nodes.gdscript.math.vectors.int_vector import IntVector

if TYPE_CHECKING:
    from collections.abc import Callable

_VECTORS: Final = '"Vector2", "Vector2i", "Vector3", "Vector3i", "Vector4", or "Vector4i"'
_NUMBER_OR_VECTOR: Final = f'Argument "x" must be "int", "float", {_VECTORS}.'
_GONE_BETWEEN: Final = '"Vector2", "Vector3", "Vector4", "Color", "Quaternion", "Basis", "Transform2D", or "Transform3D"'
_LERPED: Final = f'Argument "from" must be "int", "float", {_GONE_BETWEEN}.'
_BETWEEN: Final = {
    **dict.fromkeys(("Vector2", "Vector3", "Vector4", "Color"), "lerp"),
    **dict.fromkeys(("Quaternion", "Basis"), "slerp"),
    **dict.fromkeys(("Transform2D", "Transform3D"), "interpolate_with"),
}
"""The method that goes from one value of a type to another."""

_DECIMALS: Final = (
    *(0.9999, 0.09999, 0.009999, 0.0009999, 0.00009999, 0.000009999),
    *(0.0000009999, 0.00000009999, 0.000000009999, 0.0000000009999),
)
"""What the part behind the point must reach to have so many decimals; a little less than a power of ten, for what calculating loses."""


def _not_called(function: str, sentence: str) -> ScriptError:
    return ScriptError(f'Error calling utility function "{function}()": {sentence}')


def sin(angle_rad: float) -> float:
    """Return the sine of an angle in radians."""
    try:
        return math.sin(angle_rad)
    except ValueError:
        return math.nan
    except TypeError:
        raise not_convertible("sin", 1, angle_rad, "float") from None


def cos(angle_rad: float) -> float:
    """Return the cosine of an angle in radians."""
    try:
        return math.cos(angle_rad)
    except ValueError:
        return math.nan
    except TypeError:
        raise not_convertible("cos", 1, angle_rad, "float") from None


def tan(angle_rad: float) -> float:
    """Return the tangent of an angle in radians."""
    angle = _float("tan", 1, angle_rad)
    return math.tan(angle) if math.isfinite(angle) else math.nan


def sinh(x: float) -> float:
    """Return the hyperbolic sine."""
    number = _float("sinh", 1, x)
    try:
        return math.sinh(number)
    except OverflowError:
        return math.copysign(math.inf, number)


def cosh(x: float) -> float:
    """Return the hyperbolic cosine."""
    try:
        return math.cosh(_float("cosh", 1, x))
    except OverflowError:
        return math.inf


def tanh(x: float) -> float:
    """Return the hyperbolic tangent."""
    return math.tanh(_float("tanh", 1, x))


def asin(x: float) -> float:
    """Return the arc sine in radians; what is beyond -1 and 1 counts as these."""
    return scalars.arc_sine(_float("asin", 1, x))


def acos(x: float) -> float:
    """Return the arc cosine in radians; what is beyond -1 and 1 counts as these."""
    return scalars.arc_cosine(_float("acos", 1, x))


def atan(x: float) -> float:
    """Return the arc tangent in radians."""
    return math.atan(_float("atan", 1, x))


def atan2(y: float, x: float) -> float:
    """Return the angle of the point (x, y) in radians."""
    return math.atan2(_float("atan2", 1, y), _float("atan2", 2, x))


def asinh(x: float) -> float:
    """Return the hyperbolic arc sine."""
    return math.asinh(_float("asinh", 1, x))


def acosh(x: float) -> float:
    """Return the hyperbolic arc cosine, 0.0 below 1."""
    number = _float("acosh", 1, x)
    return 0.0 if number < 1 else math.acosh(number)


def atanh(x: float) -> float:
    """Return the hyperbolic arc tangent, infinite from -1 and 1 on."""
    number = _float("atanh", 1, x)
    return math.copysign(math.inf, number) if math.fabs(number) >= 1 else math.atanh(number)


def sqrt(x: float) -> float:
    """Return the square root, nan below zero."""
    try:
        return math.sqrt(x)
    except ValueError:
        return math.nan
    except TypeError:
        raise not_convertible("sqrt", 1, x, "float") from None


def fmod(x: float, y: float) -> float:
    """Return the rest of x / y with the sign of x."""
    return scalars.mod(*_floats("fmod", x, y))


def fposmod(x: float, y: float) -> float:
    """Return the rest of x / y with the sign of y."""
    return scalars.fposmod(*_floats("fposmod", x, y))


def posmod(x: int, y: int) -> int:
    """Return the rest of two integers with the sign of y."""
    left, right = _ints("posmod", x, y)
    if right == 0:
        reported("Division by zero in posmod is undefined. Returning 0 as fallback.")
        return 0
    return left % right


def _kept(function: str, x: Any, of_float: Callable[[float], float], of_vector: str) -> Any:
    """Apply a function that keeps the type; integers are whole already."""
    if x.__class__ is float:
        return of_float(x)
    if x.__class__ is int or isinstance(x, IntVector):
        return x
    if isinstance(x, FloatVector):
        return getattr(x, of_vector)()
    raise _not_called(function, _NUMBER_OR_VECTOR)


def _floor(x: float) -> float:
    return float(math.floor(x)) if math.isfinite(x) else x


def _ceil(x: float) -> float:
    return math.copysign(math.ceil(x), x) if math.isfinite(x) else x


def floor(x: Any) -> Any:
    """Return a number, or each component of a vector, rounded down; the type stays."""
    return _kept("floor", x, _floor, "floor")


def floorf(x: float) -> float:
    """Return x rounded down, as a float."""
    return _floor(_float("floorf", 1, x))


def floori(x: float) -> int:
    """Return x rounded down, as an integer."""
    return scalars.truncated(_floor(_float("floori", 1, x)))


def ceil(x: Any) -> Any:
    """Return a number, or each component of a vector, rounded up; the type stays."""
    return _kept("ceil", x, _ceil, "ceil")


def ceilf(x: float) -> float:
    """Return x rounded up, as a float."""
    return _ceil(_float("ceilf", 1, x))


def ceili(x: float) -> int:
    """Return x rounded up, as an integer."""
    return scalars.truncated(_ceil(_float("ceili", 1, x)))


def round(x: Any) -> Any:
    """Return a number, or each component of a vector, rounded to the nearest whole number, halves away from zero; the type stays."""
    return _kept("round", x, scalars.round_away, "round")


def roundf(x: float) -> float:
    """Return x rounded to the nearest whole number, as a float."""
    return scalars.round_away(_float("roundf", 1, x))


def roundi(x: float) -> int:
    """Return x rounded to the nearest whole number, as an integer."""
    return scalars.truncated(scalars.round_away(_float("roundi", 1, x)))


def abs(x: Any) -> Any:
    """Return a number, or each component of a vector, without its sign; the type stays."""
    if x.__class__ is float:
        return math.fabs(x)
    if x.__class__ is int:
        return x if x >= 0 else scalars.int64(-x)
    if isinstance(x, (FloatVector, IntVector)):
        return x.abs()
    raise _not_called("abs", _NUMBER_OR_VECTOR)


def absf(x: float) -> float:
    """Return x without its sign, as a float."""
    return math.fabs(_float("absf", 1, x))


def absi(x: int) -> int:
    """Return x without its sign, as an integer."""
    number = _int("absi", 1, x)
    return number if number >= 0 else scalars.int64(-number)


def sign(x: Any) -> Any:
    """Return 1, 0 or -1 for a number, or for each component of a vector; the type stays."""
    if x.__class__ is int:
        return (x > 0) - (x < 0)
    if x.__class__ is float:
        return scalars.sign(x)
    if isinstance(x, (FloatVector, IntVector)):
        return x.sign()
    raise _not_called("sign", _NUMBER_OR_VECTOR)


def signf(x: float) -> float:
    """Return 1.0, 0.0 or -1.0."""
    return scalars.sign(_float("signf", 1, x))


def signi(x: int) -> int:
    """Return 1, 0 or -1."""
    number = _int("signi", 1, x)
    return (number > 0) - (number < 0)


def snapped(x: Any, step: Any) -> Any:
    """Return a number, or each component of a vector, rounded to a multiple of step."""
    if x.__class__ is float and step.__class__ is float:
        return scalars.snapped(x, step)
    if _is_number(x):
        if not _is_number(step):
            raise _not_called("snapped", 'Argument "step" must be "int" or "float".')
        result = scalars.snapped(x, step)
        return scalars.truncated(result) if step.__class__ is int else result
    if isinstance(x, (FloatVector, IntVector)):
        if step.__class__ is not x.__class__:
            raise not_convertible("snapped", 2, step, kind_of(x))
        return x.snapped(step)  # type: ignore[arg-type]  # both are of one class
    raise _not_called("snapped", _NUMBER_OR_VECTOR)


def snappedf(x: float, step: float) -> float:
    """Return x rounded to a multiple of step, as a float."""
    return scalars.snapped(*_floats("snappedf", x, step))


def snappedi(x: float, step: int) -> int:
    """Return x rounded to a multiple of step, as an integer."""
    return scalars.truncated(scalars.snapped(_float("snappedi", 1, x), _int("snappedi", 2, step)))


def pow(base: float, exp: float) -> float:
    """Return base to the power of exp, always a float."""
    return scalars.power(*_floats("pow", base, exp))


def log(x: float) -> float:
    """Return the natural logarithm, -inf for zero and nan below."""
    number = _float("log", 1, x)
    if number > 0:
        return math.log(number)
    return -math.inf if number == 0 else math.nan


def exp(x: float) -> float:
    """Return e to the power of x."""
    try:
        return math.exp(_float("exp", 1, x))
    except OverflowError:
        return math.inf


def is_nan(x: float) -> bool:
    """Tell whether x is not a number."""
    return math.isnan(_float("is_nan", 1, x))


def is_inf(x: float) -> bool:
    """Tell whether x is infinite."""
    return math.isinf(_float("is_inf", 1, x))


def is_finite(x: float) -> bool:
    """Tell whether x is neither infinite nor nan."""
    return math.isfinite(_float("is_finite", 1, x))


def is_equal_approx(a: float, b: float) -> bool:
    """Tell whether two numbers are equal but for what calculating loses."""
    left, right = _floats("is_equal_approx", a, b)
    return _equal(left, right)


def _equal(left: float, right: float) -> bool:
    return left == right or math.fabs(left - right) < maxf(scalars.EPSILON * math.fabs(left), scalars.EPSILON)


def is_zero_approx(x: float) -> bool:
    """Tell whether x is zero but for what calculating loses."""
    return math.fabs(_float("is_zero_approx", 1, x)) < scalars.EPSILON


def ease(x: float, curve: float) -> float:
    """Return x, from 0 to 1, bent by a curve: ease in, ease out, or both for a negative one."""
    part, bend = map(single, _floats("ease", x, curve))
    part = _between(part, 0.0, 1.0)
    if bend > 0:
        return 1.0 - scalars.power(1.0 - part, 1.0 / bend) if bend < 1.0 else scalars.power(part, bend)
    if bend < 0:
        half = 0.5
        if part < half:
            return scalars.power(part * 2.0, -bend) * half
        return (1.0 - scalars.power(1.0 - (part - half) * 2.0, -bend)) * half + half
    return 0.0


def step_decimals(x: float) -> int:
    """Return how many decimals a number has, at most nine."""
    size = math.fabs(_float("step_decimals", 1, x))
    rest = size - scalars.truncated(size)
    return next((place for place, least in enumerate(_DECIMALS) if rest >= least), 0)


def lerp(from_: Any, to: Any, weight: Any) -> Any:
    """Return the value between two of one type, at a part of the way; numbers give a float.

    Args:
        from_: Where weight 0 is.
        to: Where weight 1 is.
        weight: The part of the way.

    Raises:
        ScriptError: The type has no way from one value to another, or the types differ.
    """
    kind = from_.__class__
    if kind is float and to.__class__ is float and weight.__class__ is float:
        return from_ + (to - from_) * weight
    if kind is not float and kind is not int and kind.__name__ not in _BETWEEN:
        raise _not_called("lerp", _LERPED)
    if to.__class__ is not kind:
        raise not_convertible("lerp", 2, to, kind_of(from_))
    if weight.__class__ is not float:
        weight = _weight(weight)
    if kind is float or kind is int:
        return from_ + (to - from_) * weight
    return getattr(from_, _BETWEEN[kind.__name__])(to, weight)


def _weight(value: object) -> float:
    """Return what the engine makes of a weight that is no float: any other type than a number or its text counts as 0."""
    if not isinstance(value, (bool, int, str)):
        return 0.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def lerpf(from_: float, to: float, weight: float) -> float:
    """Return the number between two, at a part of the way."""
    first, last, part = from_, to, weight
    if not (from_.__class__ is float and to.__class__ is float and weight.__class__ is float):
        first, last, part = _floats("lerpf", from_, to, weight)
    return first + (last - first) * part


def cubic_interpolate(from_: float, to: float, pre: float, post: float, weight: float) -> float:
    """Return the number between from_ and to on a curve through all four."""
    first, last, before, after, part = _floats("cubic_interpolate", from_, to, pre, post, weight)
    return float(curves.cubic_interpolate(first, last, before, after, part, float))


def _turns(first: float, last: float, before: float, after: float) -> tuple[float, float, float, float]:
    """Return four angles, each the nearest turn to the one beside it."""
    start = scalars.mod(first, math.tau)
    ahead = _nearest_turn(start, before)
    end = _nearest_turn(start, last)
    return start, end, ahead, _nearest_turn(end, after)


def _nearest_turn(start: float, angle: float) -> float:
    way = scalars.mod(angle - start, math.tau)
    return start + scalars.mod(2.0 * way, math.tau) - way


def cubic_interpolate_angle(from_: float, to: float, pre: float, post: float, weight: float) -> float:
    """Return the angle between from_ and to on a curve through all four, the short way round."""
    first, last, before, after, part = _floats("cubic_interpolate_angle", from_, to, pre, post, weight)
    return float(curves.cubic_interpolate(*_turns(first, last, before, after), part, float))


def cubic_interpolate_in_time(
    from_: float,
    to: float,
    pre: float,
    post: float,
    weight: float,
    to_t: float,
    pre_t: float,
    post_t: float,
) -> float:
    """Return the number between from_ and to on a curve through all four, each of which has its time."""
    values = _floats("cubic_interpolate_in_time", from_, to, pre, post, weight, to_t, pre_t, post_t)
    first, last, before, after, part, last_t, before_t, after_t = values
    times = (part, last_t, before_t, after_t)
    return float(curves.cubic_interpolate_in_time(first, last, before, after, times, float))


def cubic_interpolate_angle_in_time(
    from_: float,
    to: float,
    pre: float,
    post: float,
    weight: float,
    to_t: float,
    pre_t: float,
    post_t: float,
) -> float:
    """Return the angle between from_ and to on a curve through all four, each of which has its time."""
    values = _floats("cubic_interpolate_angle_in_time", from_, to, pre, post, weight, to_t, pre_t, post_t)
    first, last, before, after, part, last_t, before_t, after_t = values
    times = (part, last_t, before_t, after_t)
    return float(curves.cubic_interpolate_in_time(*_turns(first, last, before, after), times, float))


def bezier_interpolate(start: float, control_1: float, control_2: float, end: float, t: float) -> float:
    """Return the number at t on a cubic Bézier curve."""
    first, second, third, last, part = _floats("bezier_interpolate", start, control_1, control_2, end, t)
    return float(curves.bezier_interpolate(first, second, third, last, part, float))


def bezier_derivative(start: float, control_1: float, control_2: float, end: float, t: float) -> float:
    """Return the slope at t of a cubic Bézier curve."""
    first, second, third, last, part = _floats("bezier_derivative", start, control_1, control_2, end, t)
    return float(curves.bezier_derivative(first, second, third, last, part, float))


def _difference(first: float, last: float) -> float:
    way = scalars.mod(last - first, math.tau)
    return scalars.mod(2.0 * way, math.tau) - way


def angle_difference(from_: float, to: float) -> float:
    """Return the way from one angle to another, from -PI to PI."""
    return _difference(*_floats("angle_difference", from_, to))


def lerp_angle(from_: float, to: float, weight: float) -> float:
    """Return the angle between two, the short way round."""
    first, last, part = _floats("lerp_angle", from_, to, weight)
    return first + _difference(first, last) * part


def inverse_lerp(from_: float, to: float, weight: float) -> float:
    """Return which part of the way from from_ to to the number weight is."""
    first, last, value = _floats("inverse_lerp", from_, to, weight)
    return scalars.divided(value - first, last - first)


def remap(value: float, istart: float, istop: float, ostart: float, ostop: float) -> float:
    """Return the number that lies in one range where value lies in another."""
    number, first, last, begin, end = _floats("remap", value, istart, istop, ostart, ostop)
    return begin + (end - begin) * scalars.divided(number - first, last - first)


def smoothstep(from_: float, to: float, x: float) -> float:
    """Return 0.0 up to from_, 1.0 from to on, and a smooth step between."""
    first, last, value = _floats("smoothstep", from_, to, x)
    if _equal(first, last):
        return float(value > first) if first <= last else float(value <= last)
    part = _between(scalars.divided(value - first, last - first), 0.0, 1.0)
    return part * part * (3.0 - 2.0 * part)


def move_toward(from_: float, to: float, delta: float) -> float:
    """Return the number that lies delta nearer to another, which it never passes."""
    first, last, step = from_, to, delta
    if not (from_.__class__ is float and to.__class__ is float and delta.__class__ is float):
        first, last, step = _floats("move_toward", from_, to, delta)
    return last if math.fabs(last - first) <= step else first + scalars.sign(last - first) * step


def rotate_toward(from_: float, to: float, delta: float) -> float:
    """Return the angle that lies delta nearer to another, the short way round."""
    first, last, step = _floats("rotate_toward", from_, to, delta)
    way = _difference(first, last)
    size = math.fabs(way)
    return first + _between(step, size - math.pi, size) * (1.0 if way >= 0.0 else -1.0)


def deg_to_rad(deg: float) -> float:
    """Return degrees as radians."""
    return _float("deg_to_rad", 1, deg) * (math.pi / 180.0)


def rad_to_deg(rad: float) -> float:
    """Return radians as degrees."""
    return _float("rad_to_deg", 1, rad) * (180.0 / math.pi)


def linear_to_db(lin: float) -> float:
    """Return the decibels of a loudness from 0 to 1."""
    return log(_float("linear_to_db", 1, lin)) * 8.6858896380650365530225783783321


def db_to_linear(db: float) -> float:
    """Return the loudness from 0 to 1 of decibels."""
    return exp(_float("db_to_linear", 1, db) * 0.11512925464970228420089957273422)


def wrap(value: Any, min: Any, max: Any) -> Any:
    """Return value brought into a range by going round; with three integers an integer."""
    for place, each in enumerate((value, min, max), 1):
        if not _is_number(each):
            raise not_convertible("wrap", place, each, "float" if place == 1 else kind_of(value))
    if value.__class__ is int and min.__class__ is int and max.__class__ is int:
        return wrapi(value, min, max)
    return wrapf(value, min, max)


def wrapi(value: int, min: int, max: int) -> int:
    """Return value brought into a range of integers by going round; max is the same as min."""
    number, least, end = value, min, max
    if not (value.__class__ is int and min.__class__ is int and max.__class__ is int):
        number, least, end = _ints("wrapi", value, min, max)
    width = end - least
    if width == 0:
        return least
    return scalars.int64(least + scalars.mod_whole(scalars.int64(scalars.mod_whole(number - least, width) + width), width))


def wrapf(value: float, min: float, max: float) -> float:
    """Return value brought into a range by going round; max is the same as min."""
    number, least, end = _floats("wrapf", value, min, max)
    width = end - least
    if math.fabs(width) < scalars.EPSILON:
        return least
    result = number - width * _floor(scalars.divided(number - least, width))
    return least if _equal(result, end) else result


def max(*values: Any) -> Any:
    """Return the largest of two or more numbers, as it was given."""
    if len(values) == 2:  # noqa: PLR2004  # two of one type, which is what games mostly compare
        first, second = values
        if first.__class__ is second.__class__ and (first.__class__ is int or first.__class__ is float):
            return second if first < second else first
    _numbers("max", values)
    largest = values[0]
    for value in values:
        if largest < value:
            largest = value
    return largest


def min(*values: Any) -> Any:
    """Return the smallest of two or more numbers, as it was given."""
    if len(values) == 2:  # noqa: PLR2004  # two of one type, which is what games mostly compare
        first, second = values
        if first.__class__ is second.__class__ and (first.__class__ is int or first.__class__ is float):
            return second if first > second else first
    _numbers("min", values)
    smallest = values[0]
    for value in values:
        if smallest > value:
            smallest = value
    return smallest


def _numbers(function: str, values: tuple[Any, ...]) -> None:
    """Refuse fewer than two arguments and one that is no number."""
    if len(values) < 2:  # noqa: PLR2004  # a comparison takes two
        text = f'Invalid call to utility function "{function}()". Expected 2 argument(s).'
        raise ScriptError(text)
    for place, value in enumerate(values, 1):
        if value.__class__ is not float and value.__class__ is not int and not _is_number(value):
            raise not_convertible(function, place, value, "float")


def maxi(a: int, b: int) -> int:
    """Return the larger of two integers."""
    left, right = (a, b) if a.__class__ is int and b.__class__ is int else _ints("maxi", a, b)
    return left if left > right else right


def maxf(a: float, b: float) -> float:
    """Return the larger of two floats."""
    left, right = (a, b) if a.__class__ is float and b.__class__ is float else _floats("maxf", a, b)
    return left if left > right else right


def mini(a: int, b: int) -> int:
    """Return the smaller of two integers."""
    left, right = (a, b) if a.__class__ is int and b.__class__ is int else _ints("mini", a, b)
    return left if left < right else right


def minf(a: float, b: float) -> float:
    """Return the smaller of two floats."""
    left, right = (a, b) if a.__class__ is float and b.__class__ is float else _floats("minf", a, b)
    return left if left < right else right


def clamp(value: Any, min: Any, max: Any) -> Any:
    """Return value brought between two others by comparing them, vectors as wholes; a bound is returned as it was given."""
    kind = value.__class__
    if min.__class__ is not kind or max.__class__ is not kind:
        for place, bound in ((2, min), (3, max)):
            if bound.__class__ is not kind and not (_is_number(bound) and _is_number(value)):
                raise not_convertible("clamp", place, bound, kind_of(value))
    if value < min:
        value = min
    return max if value > max else value


def _between(value: float, least: float, most: float) -> float:
    return least if value < least else most if value > most else value


def clampi(value: int, min: int, max: int) -> int:
    """Return an integer brought between two others."""
    number, least, most = value, min, max
    if not (value.__class__ is int and min.__class__ is int and max.__class__ is int):
        number, least, most = _ints("clampi", value, min, max)
    return least if number < least else most if number > most else number


def clampf(value: float, min: float, max: float) -> float:
    """Return a float brought between two others."""
    if value.__class__ is float and min.__class__ is float and max.__class__ is float:
        return min if value < min else max if value > max else value
    return _between(*_floats("clampf", value, min, max))


def nearest_po2(value: int) -> int:
    """Return the smallest power of two that is not less than value, 0 from zero down."""
    number = _int("nearest_po2", 1, value)
    return scalars.int64(1 << (number - 1).bit_length()) if number > 0 else 0


def pingpong(value: float, length: float) -> float:
    """Return value sent to and fro between 0 and length."""
    number, end = _floats("pingpong", value, length)
    if end == 0.0:
        return 0.0
    part = (number - end) / (end * 2.0)
    return math.fabs((part - _floor(part)) * end * 2.0 - end)
