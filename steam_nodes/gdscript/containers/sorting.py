"""The engine's sort: an introsort that is not stable, so that what compares equal ends where it ends in the engine.

Rules: the three steps are those of the engine's SortArray: quicksort down to 16 elements with the median of three, heapsort where that goes
too deep, and insertion over the whole. A comparison that says nonsense is reported and ends the search, as in the engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript.errors import reported

if TYPE_CHECKING:
    from collections.abc import Callable as Function

_SMALL: Final = 16
_BAD: Final = "bad comparison function; sorting will be broken"


def introsort(values: list[Any], less: Function[[Any, Any], bool]) -> None:
    """Sort a list in its place by a function that tells whether one value comes before another."""
    size = len(values)
    if size > 1:
        _intro(values, 0, size, 2 * (size.bit_length() - 1), less)
        _final_insertion(values, size, less)


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
