"""Which ints are known not to be below zero: there `%` and `/` become Python's own, elsewhere the runtime's exact ones."""

from __future__ import annotations

import pytest

from steam_nodes.port.analyzer import analyze
from steam_nodes.port.parser import parse
from steam_nodes.port.source import Source
from steam_nodes.port.writer import write

HEAD = "extends RefCounted\n\n\nfunc f(n: int, other: int, list: Array) -> void:\n"


def ported(body: str) -> str:
    """Return what a function with these statements becomes."""
    source = Source("res://signs.gd", HEAD + "".join(f"\t{line}\n" for line in body.split("|")))
    tree, problems = parse(source)
    assert problems == []
    return write(analyze(tree, source)).text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("print(list.size() % 3)", "len(list) % 3"),
        ("for i in range(2, 9):|\tprint(i % 3)", "i % 3"),
        ("for i in range(1, 9, 2):|\tprint(i / 2)", "i // 2"),
        ("var x := 2|x += 3|print(x % 3)", "x % 3"),
        ("if n < 2:|\treturn|print(n % 3)", "n % 3"),
        ("if n <= 0:|\treturn|while true:|\tprint(n / 2)", "n // 2"),
    ],
)
def test_a_number_that_cannot_be_below_zero_is_divided_as_python_divides(body: str, expected: str) -> None:
    """A number that cannot be below zero is divided as Python divides."""
    text = ported(body)
    assert expected in text
    assert "gd.mod" not in text
    assert "gd.div" not in text


@pytest.mark.parametrize(
    "body",
    [
        "print(n % 3)",
        "for i in range(-3, 3):|\tprint(i % 3)",
        "for i in range(9, 0, -1):|\tprint(i % 3)",
        "var x := 2|x -= 3|print(x % 3)",
        "var x := 2|x = other|print(x % 3)",
        "var x := 2|while x > 0:|\tx = x * 31 + 1|print(x % 3)",
        "var x := 2|while x > 0:|\tx += x|print(x % 3)",
        "if n < -2:|\treturn|print(n % 3)",
        "if other < 2:|\treturn|print(n % 3)",
        "if n < 2:|\tn = 5|print(n % 3)",
        "if n < 2:|\tprint(1)|print(n % 3)",
        "print(n % 3)|if n < 2:|\treturn",
        "var x: int = n if n > 0 else 1|print(x % 3)",
    ],
)
def test_a_number_that_may_be_below_zero_is_divided_exactly(body: str) -> None:
    """A number that may be below zero is divided exactly."""
    assert "gd.mod(" in ported(body)


def test_a_float_is_divided_as_a_float() -> None:
    """A float that begins with a whole number is no int."""
    assert "x / 2" in ported("var x: float = 2|print(x / 2)")
