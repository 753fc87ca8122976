"""The engine's sort: an introsort that is not stable, so that what compares equal ends where it ends in the engine.

Rules: the three steps are those of the engine's SortArray: quicksort down to 16 elements with the median of three, heapsort where that goes
too deep, and insertion over the whole. A comparison that says nonsense is reported and ends the search, as in the engine. A function of
which `orders` knows that it only compares what stands in two values is not called: what it looks at is taken once from each value, which
nobody can see, and where no two are equal there is only one result.
"""

from __future__ import annotations

from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from steam_nodes.gdscript.errors import ScriptError, reported

if TYPE_CHECKING:
    from collections.abc import Callable as Function

_SMALL: Final = 16
_MISSING: Final = object()


class Order(NamedTuple):
    """What a function of a script compares two values by.

    Args:
        levels: What is looked at first, what decides between equals, and so on: for each the path from a value to it, of keys (True)
            and members (False), and whether the greater comes first.
        kind: The class to which the function would convert another value, None where it takes what it gets.
    """

    levels: tuple[tuple[tuple[tuple[bool, Any], ...], bool], ...]
    kind: type | None = None


orders: Final[dict[tuple[str, int, str], Order | None]] = {}
"""The functions of scripts that do nothing but compare, by file, first line and name; None where two have one place."""


def order_of(function: Any) -> Order | None:
    """Return what a function compares by, None where it is not known or does more than that."""
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    return None if code is None else orders.get((code.co_filename, code.co_firstlineno, code.co_name))


_BAD: Final = "bad comparison function; sorting will be broken"


def introsort(values: list[Any], less: Function[[Any, Any], bool]) -> None:
    """Sort a list in its place by a function that tells whether one value comes before another."""
    size = len(values)
    if size > 1:
        _intro(values, 0, size, 2 * (size.bit_length() - 1), less)
        _final_insertion(values, size, less)


def sort_by(array: list[Any], function: Any) -> None:
    """Sort a list in its place by a function of a script, which need not be called where it is known what it looks at.

    Args:
        array: The list.
        function: Tells whether one value comes before another.
    """
    order = order_of(function)
    columns = None if order is None else _columns(array, order)
    if order is None or columns is None:
        values = [*array]
        introsort(values, function)
    else:
        rows = [*zip(*columns, strict=True)]
        distinct = len(set(rows)) == len(rows)
        places = [*range(len(rows))] if distinct else [*{row: place for place, row in enumerate(rows)}.values()]
        for column, (_, descending) in zip(reversed(columns), reversed(order.levels), strict=True):
            places.sort(key=column.__getitem__, reverse=descending)
        if distinct:
            values = [array[place] for place in places]
        else:
            # Where equals end depends on the steps, which the ranks take as the values would.
            ranks = {rows[place]: rank for rank, place in enumerate(places)}
            ranked = [(ranks[row], value) for row, value in zip(rows, array, strict=True)]
            introsort(ranked, lambda a, b: a[0] < b[0])
            values = [value for _, value in ranked]
    list.__setitem__(array, slice(None), values)


def _columns(array: list[Any], order: Order) -> list[list[Any]] | None:
    """Return what is compared first of each value, what second, and so on; None where only the function itself can tell."""
    if order.kind is not None and any(type(value) is not order.kind for value in array):
        return None
    columns = []
    for path, _ in order.levels:
        column = _looked_up(array, path)
        if column is None or not _comparable(column):
            return None
        columns.append(column)
    return columns


def _comparable(column: list[Any]) -> bool:
    """Whether values are of one kind which has a total order: whole numbers, texts, or numbers without a not-a-number."""
    kinds = {type(value) for value in column}
    return kinds in ({int}, {str}) or (kinds == {float} and all(value == value for value in column))  # noqa: PLR0124  # only not-a-number differs from itself


def _looked_up(values: list[Any], path: tuple[tuple[bool, Any], ...]) -> list[Any] | None:
    """Return what stands in each value at the end of a path; None where to look there may have an effect or fails."""
    for is_key, name in path:
        kinds = {type(value) for value in values}
        if is_key:
            if not all(issubclass(kind, (dict, list)) for kind in kinds):
                return None
            try:
                values = [value[name] for value in values]
            except (LookupError, TypeError, ScriptError):
                return None
        else:
            if not all(_is_plain(kind, name) for kind in kinds):
                return None
            values = [getattr(value, name, None) for value in values]
    return values


def _is_plain(kind: type, name: str) -> bool:
    """Whether a member of a class's objects is a value that lies there, and no property."""
    found = getattr(kind, name, _MISSING)
    plain = isinstance(found, MemberDescriptorType) or hasattr(found, "_unseen_") or not hasattr(type(found), "__get__")
    return plain and not hasattr(kind, "__getattr__") and all("__getattribute__" not in vars(base) for base in kind.__mro__[:-1])


def _median(values: list[Any], a: int, b: int, c: int, less: Function[[Any, Any], bool]) -> Any:
    x, y, z = values[a], values[b], values[c]
    if less(x, y):
        if less(y, z):
            return y
        return z if less(x, z) else x
    if less(x, z):
        return x
    return z if less(y, z) else y


def _partition(values: list[Any], first: int, last: int, pivot: Any, less: Function[[Any, Any], bool]) -> int:
    lowest, highest = first, last - 1
    while True:
        while less(values[first], pivot):
            if first == highest:
                reported(_BAD)
                return first
            first += 1
        last -= 1
        while less(pivot, values[last]):
            if last == lowest:
                reported(_BAD)
                return first
            last -= 1
        if not first < last:
            return first
        values[first], values[last] = values[last], values[first]
        first += 1


def _intro(values: list[Any], first: int, last: int, depth: int, less: Function[[Any, Any], bool]) -> None:
    while last - first > _SMALL:
        if depth == 0:
            _heapsort(values, first, last, less)
            return
        depth -= 1
        pivot = _median(values, first, first + (last - first) // 2, last - 1, less)
        cut = _partition(values, first, last, pivot, less)
        _intro(values, cut, last, depth, less)
        last = cut


def _push_heap(values: list[Any], first: int, hole: int, top: int, value: Any, less: Function[[Any, Any], bool]) -> None:
    parent = (hole - 1) // 2
    while hole > top and less(values[first + parent], value):
        values[first + hole] = values[first + parent]
        hole = parent
        parent = (hole - 1) // 2
    values[first + hole] = value


def _adjust_heap(values: list[Any], first: int, hole: int, length: int, value: Any, less: Function[[Any, Any], bool]) -> None:
    top = hole
    child = 2 * hole + 2
    while child < length:
        if less(values[first + child], values[first + child - 1]):
            child -= 1
        values[first + hole] = values[first + child]
        hole = child
        child = 2 * (child + 1)
    if child == length:
        values[first + hole] = values[first + child - 1]
        hole = child - 1
    _push_heap(values, first, hole, top, value, less)


def _heapsort(values: list[Any], first: int, last: int, less: Function[[Any, Any], bool]) -> None:
    length = last - first
    for parent in range((length - 2) // 2, -1, -1):
        _adjust_heap(values, first, parent, length, values[first + parent], less)
    while last - first > 1:
        last -= 1
        value = values[last]
        values[last] = values[first]
        _adjust_heap(values, first, 0, last - first, value, less)


def _insert_unguarded(values: list[Any], last: int, value: Any, less: Function[[Any, Any], bool]) -> None:
    behind = last - 1
    while less(value, values[behind]):
        if behind == 0:
            reported(_BAD)
            break
        values[last] = values[behind]
        last = behind
        behind -= 1
    values[last] = value


def _insertion(values: list[Any], last: int, less: Function[[Any, Any], bool]) -> None:
    for at in range(1, last):
        value = values[at]
        if less(value, values[0]):
            values[1 : at + 1] = values[:at]
            values[0] = value
        else:
            _insert_unguarded(values, at, value, less)


def _final_insertion(values: list[Any], last: int, less: Function[[Any, Any], bool]) -> None:
    if last > _SMALL:
        _insertion(values, _SMALL, less)
        for at in range(_SMALL, last):
            _insert_unguarded(values, at, values[at], less)
    else:
        _insertion(values, last, less)
