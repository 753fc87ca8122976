"""How a rotation is told in numbers: by angles, by an axis, by four components or by a matrix.

Rules: a matrix is its three rows of 32-bit floats; every step is rounded to 32 bits, in the order in which the engine takes them. Nothing
here knows the types that are made of such numbers.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from steam_nodes.gdscript.math.numbers import single
from steam_nodes.gdscript.math.scalars import (
    arc_sine,
    arc_tangent_single,
    cosine_single,
    divided,
    root_single,
    sine_single,
)

__all__ = [
    "EULER_ORDERS",
    "axis_angle_rows",
    "columns",
    "dot3",
    "euler_of",
    "euler_rows",
    "product",
    "quaternion_of",
    "quaternion_rows",
    "transposed",
]

Row = tuple[float, float, float]
Rows = tuple[Row, Row, Row]

EULER_ORDERS: Final = ("XYZ", "XZY", "YXZ", "YZX", "ZXY", "ZYX")
_NEARLY_ONE: Final = single(1.0 - single(0.00000025))
"""From here on the engine takes a sine for one."""


def dot3(left: Row, right: Row) -> float:
    """Return the dot product of two triples."""
    return single(single(single(left[0] * right[0]) + single(left[1] * right[1])) + single(left[2] * right[2]))


def transposed(rows: Rows) -> Rows:
    """Return the matrix with rows and columns exchanged."""
    a, b, c = zip(*rows, strict=True)
    return a, b, c


columns = transposed
"""A matrix made of its columns, or the columns of a matrix."""


def product(left: Rows, right: Rows) -> Rows:
    """Return the product of two matrices."""
    across = transposed(right)
    a, b, c = (tuple(dot3(column, row) for column in across) for row in left)
    return a, b, c  # type: ignore[return-value]  # each has as many numbers as there are columns


def axis_angle_rows(axis: Row, angle: float) -> Rows:
    """Return the matrix that turns around an axis of length 1."""
    x, y, z = axis
    cosine, sine = cosine_single(angle), sine_single(angle)
    rest = single(1.0 - cosine)

    def own(part: float) -> float:
        square = single(part * part)
        return single(square + single(cosine * single(1.0 - square)))

    def pair(one: float, other: float, third: float) -> tuple[float, float]:
        both, lone = single(single(one * other) * rest), single(third * sine)
        return single(both - lone), single(both + lone)

    xy, yx = pair(x, y, z)
    zx, xz = pair(x, z, y)
    yz, zy = pair(y, z, x)
    return (own(x), xy, xz), (yx, own(y), yz), (zx, zy, own(z))


def euler_rows(angles: Row, order: int) -> Rows:
    """Return the matrix that turns by three angles, in one of EULER_ORDERS."""
    x, y, z = angles
    c, s = cosine_single(x), sine_single(x)
    about = {"X": ((1.0, 0.0, 0.0), (0.0, c, -s), (0.0, s, c))}
    c, s = cosine_single(y), sine_single(y)
    about["Y"] = ((c, 0.0, s), (0.0, 1.0, 0.0), (-s, 0.0, c))
    c, s = cosine_single(z), sine_single(z)
    about["Z"] = ((c, -s, 0.0), (s, c, 0.0), (0.0, 0.0, 1.0))
    first, second, third = (about[letter] for letter in EULER_ORDERS[order])
    if EULER_ORDERS[order] == "XYZ":
        return product(first, product(second, third))
    return product(product(first, second), third)


class _Angles(NamedTuple):
    """Where a matrix keeps its three angles, for one order of turns. A place is a row and a column; an axis is 0, 1 or 2."""

    sine: tuple[int, int]
    """Where the sine of the middle angle stands."""
    sign: int
    """The sign of that sine."""
    middle: int
    """The axis of the middle angle."""
    others: tuple[tuple[int, int, tuple[int, int], tuple[int, int]], ...]
    """Of the two other angles: axis, sign of the upper term, and the two terms whose quotient is the tangent."""
    edge: tuple[int, int, int, tuple[int, int], tuple[int, int]]
    """Where the middle angle is a right one: the axis that keeps an angle, its signs below and above, and its two terms."""
    pure: tuple[tuple[int, int], tuple[int, int]] | None = None
    """The two terms of the middle angle where it is the only one; the engine asks for that in two orders."""


_ANGLES: Final = (
    _Angles((0, 2), 1, 1, ((0, -1, (1, 2), (2, 2)), (2, -1, (0, 1), (0, 0))), (0, 1, 1, (2, 1), (1, 1)), ((0, 2), (0, 0))),
    _Angles((0, 1), -1, 2, ((0, 1, (2, 1), (1, 1)), (1, 1, (0, 2), (0, 0))), (0, -1, -1, (1, 2), (2, 2))),
    _Angles((1, 2), -1, 0, ((1, 1, (0, 2), (2, 2)), (2, 1, (1, 0), (1, 1))), (1, 1, -1, (0, 1), (0, 0)), ((1, 2), (1, 1))),
    _Angles((1, 0), 1, 2, ((0, -1, (1, 2), (1, 1)), (1, -1, (2, 0), (0, 0))), (0, 1, 1, (2, 1), (2, 2))),
    _Angles((2, 1), 1, 0, ((1, -1, (2, 0), (2, 2)), (2, -1, (0, 1), (1, 1))), (1, 1, 1, (0, 2), (0, 0))),
    _Angles((2, 0), -1, 1, ((0, 1, (2, 1), (2, 2)), (2, 1, (1, 0), (0, 0))), (2, -1, -1, (0, 1), (1, 1))),
)
"""For each of EULER_ORDERS."""


def euler_of(rows: Rows, order: int) -> Row:
    """Return the three angles by which a matrix turns, in one of EULER_ORDERS."""
    angles = _ANGLES[order]
    sine = rows[angles.sine[0]][angles.sine[1]]
    found = [0.0, 0.0, 0.0]
    if -_NEARLY_ONE < sine < _NEARLY_ONE:
        if angles.pure is not None and _only_one(rows, angles.middle):
            upper, lower = angles.pure
            found[angles.middle] = _angle(rows, angles.sign, upper, lower)
            return found[0], found[1], found[2]
        found[angles.middle] = single(arc_sine(angles.sign * sine))
        for axis, sign, upper, lower in angles.others:
            found[axis] = _angle(rows, sign, upper, lower)
    else:
        axis, below, above, upper, lower = angles.edge
        found[axis] = (above if sine > 0 else below) * _angle(rows, 1, upper, lower)
        found[angles.middle] = single(math.copysign(math.pi / 2.0, angles.sign * sine))
    return found[0], found[1], found[2]


def _angle(rows: Rows, sign: int, upper: tuple[int, int], lower: tuple[int, int]) -> float:
    return arc_tangent_single(sign * rows[upper[0]][upper[1]], rows[lower[0]][lower[1]])


def _only_one(rows: Rows, axis: int) -> bool:
    """Tell whether a matrix turns around one axis alone."""
    others = [place for place in range(3) if place != axis]
    return rows[axis][axis] == 1 and all(rows[axis][other] == 0 and rows[other][axis] == 0 for other in others)


def quaternion_rows(parts: tuple[float, float, float, float]) -> Rows:
    """Return the matrix that turns as a quaternion does."""
    x, y, z, w = parts
    squared = single(single(single(single(x * x) + single(y * y)) + single(z * z)) + single(w * w))
    s = single(divided(2.0, squared))
    xs, ys, zs = single(x * s), single(y * s), single(z * s)
    wx, wy, wz = single(w * xs), single(w * ys), single(w * zs)
    xx, xy, xz = single(x * xs), single(x * ys), single(x * zs)
    yy, yz, zz = single(y * ys), single(y * zs), single(z * zs)
    return (
        (single(1.0 - single(yy + zz)), single(xy - wz), single(xz + wy)),
        (single(xy + wz), single(1.0 - single(xx + zz)), single(yz - wx)),
        (single(xz - wy), single(yz + wx), single(1.0 - single(xx + yy))),
    )


def quaternion_of(m: Rows) -> tuple[float, float, float, float]:
    """Return x, y, z and w of the quaternion that turns as a matrix does."""
    trace = single(single(m[0][0] + m[1][1]) + m[2][2])
    if trace > 0.0:
        s = root_single(single(trace + 1.0))
        w = single(s * 0.5)
        s = single(divided(0.5, s))
        return (
            single(single(m[2][1] - m[1][2]) * s),
            single(single(m[0][2] - m[2][0]) * s),
            single(single(m[1][0] - m[0][1]) * s),
            w,
        )
    larger = 1 if m[0][0] < m[1][1] else 0
    i = 2 if m[larger][larger] < m[2][2] else larger
    j, k = (i + 1) % 3, (i + 2) % 3
    s = root_single(single(single(single(m[i][i] - m[j][j]) - m[k][k]) + 1.0))
    parts = [0.0] * 4
    parts[i] = single(s * 0.5)
    s = single(divided(0.5, s))
    parts[3] = single(single(m[k][j] - m[j][k]) * s)
    parts[j] = single(single(m[j][i] + m[i][j]) * s)
    parts[k] = single(single(m[k][i] + m[i][k]) * s)
    x, y, z, w = parts
    return x, y, z, w
