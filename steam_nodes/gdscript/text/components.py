"""The numbers that each vector and its kin is made of: what hashes, texts and bytes of them are made from.

Rules: numbers stand column by column, as the members do; `rows_of` gives those of a basis row by row, as the engine keeps and writes them.
"""

from __future__ import annotations

from typing import Any, Final

from steam_nodes.gdscript import variant

FIELDS: Final[dict[int, tuple[str, ...]]] = {
    variant.TYPE_VECTOR2: ("x", "y"),
    variant.TYPE_VECTOR2I: ("x", "y"),
    variant.TYPE_RECT2: ("position", "size"),
    variant.TYPE_RECT2I: ("position", "size"),
    variant.TYPE_VECTOR3: ("x", "y", "z"),
    variant.TYPE_VECTOR3I: ("x", "y", "z"),
    variant.TYPE_TRANSFORM2D: ("x", "y", "origin"),
    variant.TYPE_VECTOR4: ("x", "y", "z", "w"),
    variant.TYPE_VECTOR4I: ("x", "y", "z", "w"),
    variant.TYPE_PLANE: ("normal", "d"),
    variant.TYPE_QUATERNION: ("x", "y", "z", "w"),
    variant.TYPE_AABB: ("position", "size"),
    variant.TYPE_BASIS: ("x", "y", "z"),
    variant.TYPE_TRANSFORM3D: ("basis", "origin"),
    variant.TYPE_PROJECTION: ("x", "y", "z", "w"),
    variant.TYPE_COLOR: ("r", "g", "b", "a"),
}
"""The members that each kind of vector is made of."""

_PARTS: Final[dict[int, tuple[tuple[str, int], ...]]] = {
    variant.TYPE_RECT2: (("Vector2", 2), ("Vector2", 2)),
    variant.TYPE_RECT2I: (("Vector2i", 2), ("Vector2i", 2)),
    variant.TYPE_TRANSFORM2D: (("Vector2", 2),) * 3,
    variant.TYPE_AABB: (("Vector3", 3),) * 2,
    variant.TYPE_BASIS: (("Vector3", 3),) * 3,
    variant.TYPE_PROJECTION: (("Vector4", 4),) * 4,
}


def numbers_of(value: Any) -> list[Any]:
    """Return the numbers that a vector or its kin is made of, column by column."""
    fields = FIELDS.get(variant.typeof(value))
    if fields is None:
        return [value]
    return [number for field in fields for number in numbers_of(getattr(value, field))]


def rows_of(value: Any) -> list[Any]:
    """Return the numbers of a vector or its kin as the engine keeps them: those of a basis row by row."""
    number = variant.typeof(value)
    if number == variant.TYPE_TRANSFORM3D:
        return rows_of(value.basis) + numbers_of(value.origin)
    numbers = numbers_of(value)
    return transposed(numbers) if number == variant.TYPE_BASIS else numbers


def transposed(numbers: list[Any]) -> list[Any]:
    """Return the nine numbers of a basis with rows and columns exchanged, and what follows them as it is."""
    return [numbers[row + 3 * column] for row in range(3) for column in range(3)] + numbers[9:]


def made_of(number: int, numbers: list[Any]) -> Any:
    """Return the vector or its kin that is made of numbers, column by column."""
    cls = variant.class_of(number)
    if number == variant.TYPE_TRANSFORM3D:
        return cls(made_of(variant.TYPE_BASIS, numbers[:9]), made_of(variant.TYPE_VECTOR3, numbers[9:]))
    if number not in _PARTS:
        return cls(*numbers)
    parts, at = [], 0
    for name, size in _PARTS[number]:
        parts.append(variant.class_of(variant.NUMBER_OF[name])(*numbers[at : at + size]))
        at += size
    return cls(*parts)


def count_of(number: int) -> int:
    """Return how many numbers a vector or its kin is made of."""
    if number == variant.TYPE_TRANSFORM3D:
        return 12
    if number == variant.TYPE_PLANE:
        return 4
    return sum(size for _, size in _PARTS[number]) if number in _PARTS else len(FIELDS[number])
