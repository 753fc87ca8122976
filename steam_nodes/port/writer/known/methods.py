"""Methods of built-in types that Python says in its own words: `x.size()` is `len(x)`.

Rules: a template stands here only where it means the same for every value of the type. `{b}` is the value, `{0}` an argument, written
with parentheses where the place needs them; the number is the strength of the whole in Python. What is not here is written as a function
of the type: `gd.String.pad_zeros(text, 3)`.
"""

from __future__ import annotations

from typing import Final

COMPARE, NOT, SUM, PRODUCT, ATOM = 5, 4, 10, 11, 15

TEXT: Final[dict[tuple[str, int], tuple[str, int]]] = {
    ("length", 0): ("len({b})", ATOM),
    ("begins_with", 1): ("{b}.startswith({0})", ATOM),
    ("ends_with", 1): ("{b}.endswith({0})", ATOM),
    ("to_lower", 0): ("{b}.lower()", ATOM),
    ("to_upper", 0): ("{b}.upper()", ATOM),
    ("strip_edges", 0): ("{b}.strip()", ATOM),
    ("is_empty", 0): ("not {b}", NOT),
    ("contains", 1): ("{0} in {b}", COMPARE),
    ("rpad", 1): ("{b}.ljust({0})", ATOM),
    ("lpad", 1): ("{b}.rjust({0})", ATOM),
    ("trim_prefix", 1): ("{b}.removeprefix({0})", ATOM),
    ("trim_suffix", 1): ("{b}.removesuffix({0})", ATOM),
}
LIST: Final[dict[tuple[str, int], tuple[str, int]]] = {
    ("size", 0): ("len({b})", ATOM),
    ("is_empty", 0): ("not {b}", NOT),
    ("append", 1): ("{b}.append({0})", ATOM),
    ("push_back", 1): ("{b}.append({0})", ATOM),
    ("append_array", 1): ("{b}.extend({0})", ATOM),
    ("has", 1): ("{0} in {b}", COMPARE),
    ("clear", 0): ("{b}.clear()", ATOM),
    ("reverse", 0): ("{b}.reverse()", ATOM),
    ("count", 1): ("{b}.count({0})", ATOM),
    ("duplicate", 0): ("{b}.copy()", ATOM),
}
MAPPING: Final[dict[tuple[str, int], tuple[str, int]]] = {
    ("size", 0): ("len({b})", ATOM),
    ("is_empty", 0): ("not {b}", NOT),
    ("has", 1): ("{0} in {b}", COMPARE),
    ("keys", 0): ("list({b})", ATOM),
    ("values", 0): ("list({b}.values())", ATOM),
    ("get", 1): ("{b}.get({0})", ATOM),
    ("get", 2): ("{b}.get({0}, {1})", ATOM),
    ("get_or_add", 2): ("{b}.setdefault({0}, {1})", ATOM),
    ("clear", 0): ("{b}.clear()", ATOM),
    ("duplicate", 0): ("{b}.copy()", ATOM),
}
MEMBERS: Final[dict[tuple[str, int], tuple[str, int]]] = {
    ("keys", 0): ("list({b}.__members__)", ATOM),
    ("values", 0): ("list({b}.__members__.values())", ATOM),
    ("size", 0): ("len({b}.__members__)", ATOM),
    ("has", 1): ("{0} in {b}.__members__", COMPARE),
}
"""Methods of an enum, which GDScript takes as a Dictionary."""
ANY: Final[dict[tuple[str, int], tuple[str, int]]] = {
    ("size", 0): ("len({b})", ATOM),
    ("is_empty", 0): ("not {b}", NOT),
    ("append", 1): ("{b}.append({0})", ATOM),
    ("push_back", 1): ("{b}.append({0})", ATOM),
    ("append_array", 1): ("{b}.extend({0})", ATOM),
    ("has", 1): ("{0} in {b}", COMPARE),
    ("keys", 0): ("list({b})", ATOM),
    ("get", 1): ("{b}.get({0})", ATOM),
    ("get", 2): ("{b}.get({0}, {1})", ATOM),
    ("clear", 0): ("{b}.clear()", ATOM),
    ("begins_with", 1): ("{b}.startswith({0})", ATOM),
    ("ends_with", 1): ("{b}.endswith({0})", ATOM),
    ("to_lower", 0): ("{b}.lower()", ATOM),
    ("to_upper", 0): ("{b}.upper()", ATOM),
    ("strip_edges", 0): ("{b}.strip()", ATOM),
}
"""Where the type is unknown: methods that say what type it must be, or that Python says in one way for all of them."""
