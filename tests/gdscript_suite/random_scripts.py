"""Makes scripts by chance: many small functions that do something with values of all kinds and print what comes.

Rules: the same seed makes the same script. Each function stands alone, so that an error in one, which aborts it, leaves the others to be
compared. Some values are declared with a type, most are not: what is refused beforehand is compared too, but shows less.
"""

from __future__ import annotations

import random
from typing import Final

_VALUES: Final = {
    "int": ("0", "1", "-7", "3", "255", "9223372036854775807", "-2147483648", "1 << 40"),
    "float": ("0.0", "1.5", "-2.25", "1e20", "0.1", "3.0", "INF", "-0.0"),
    "String": ('""', '"a"', '"Hello World"', '"12"', '"-3.5x"', '"äöü"', '"a,b,,c"', '"%d and %s"'),
    "bool": ("true", "false"),
    "Array": ("[]", "[1, 2, 3]", '["b", "a"]', "[1, [2, 3]]", "[null, 1.5]", "range(4)"),
    "Dictionary": ("{}", '{"a": 1}', "{1: 2, 3: [4]}", '{"x": {"y": 2}}'),
    "Vector2": ("Vector2()", "Vector2(1, 2)", "Vector2(-0.5, 3)"),
    "Vector2i": ("Vector2i(3, -4)", "Vector2i()"),
    "Vector3": ("Vector3(1, 2, 3)",),
    "Color": ("Color.RED", "Color(0.1, 0.2, 0.3)"),
    "StringName": ('&"name"',),
    "NodePath": ('^"A/B:c"',),
    "PackedInt32Array": ("PackedInt32Array([1, 2])",),
    "PackedStringArray": ('PackedStringArray(["a", "b"])',),
    "null": ("null",),
}
_BINARY: Final = ("+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "and", "or", "in", "&", "|", "^", "<<", ">>", "**")
_METHODS: Final = {
    "String": (
        "length()",
        "to_upper()",
        "split(',')",
        "to_int()",
        "to_float()",
        "reverse()",
        "substr(1, 3)",
        "find('l')",
        "capitalize()",
        "md5_text()",
        "hash()",
        "is_empty()",
        "left(2)",
        "right(2)",
        "repeat(2)",
        "pad_zeros(4)",
        "c_escape()",
        "begins_with('H')",
    ),
    "Array": (
        "size()",
        "max()",
        "min()",
        "duplicate()",
        "front()",
        "back()",
        "has(1)",
        "find(2)",
        "slice(1)",
        "is_empty()",
        "hash()",
        "map(func(x): return [x])",
        "filter(func(x): return x)",
        "pop_back()",
        "count(1)",
    ),
    "Dictionary": ("keys()", "values()", "size()", "has('a')", "get('a', 5)", "erase('a')", "merged({'z': 1})", "is_empty()", "hash()"),
    "Vector2": ("length()", "normalized()", "angle()", "rotated(1.0)", "abs()", "dot(Vector2(1, 1))", "floor()", "snapped(Vector2(2, 2))"),
    "Color": ("to_html()", "inverted()", "lightened(0.5)"),
}
_FUNCTIONS: Final = (
    "str",
    "var_to_str",
    "typeof",
    "abs",
    "sign",
    "floor",
    "ceil",
    "round",
    "sqrt",
    "len",
    "int",
    "float",
    "bool",
    "hash",
    "JSON.stringify",
    "type_string",
    "str_to_var",
    "is_same.bind(1).call",
)
_HIDDEN: Final = 0.85
"""How many values are hidden from the analyzer, so that the script is not refused and something happens at run time."""
_TYPED_SHARE: Final = 0.4
_TYPED: Final = ("int", "float", "String", "bool", "Array", "Dictionary", "Vector2")


class _Maker:
    """Makes one script."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def script(self, functions: int) -> str:
        """Return a script with so many functions, and a `test` that calls them all."""
        parts = [self._function(number) for number in range(functions)]
        calls = "".join(f"\tprint({number}, ': ', f{number}())\n" for number in range(functions))
        return "\n".join([*parts, f"func hidden(value): return value\n\nfunc test():\n{calls}"])

    def _value(self, kind: str = "") -> tuple[str, str]:
        kind = kind or self._chance.choice(list(_VALUES))
        return kind, self._chance.choice(_VALUES[kind])

    def _function(self, number: int) -> str:
        lines = []
        kinds = {}
        for name in ("a", "b"):
            kind, value = self._value()
            typed = self._chance.random()
            hidden = self._chance.random() < _HIDDEN
            told = " ="
            if not hidden and typed < _TYPED_SHARE and kind in _TYPED:
                told = f": {kind} ="
            lines.append(f"var {name}{told} {f'hidden({value})' if hidden else value}")
            kinds[name] = kind
        for _ in range(self._chance.randint(1, 3)):
            lines += self._statement(kinds)
        lines.append(f"return {self._expression(kinds)}")
        return f"func f{number}():\n" + "".join(f"\t{line}\n" for line in lines)

    def _statement(self, kinds: dict[str, str]) -> list[str]:
        pick = self._chance.randrange(7)
        name = self._chance.choice(("a", "b"))
        if pick == 0:
            return [f"if {self._expression(kinds)}:", f"\tprint({self._expression(kinds)})", "else:", "\tprint('else')"]
        if pick == 1:
            return [f"for i in {self._expression(kinds)}:", "\tprint(i)", "\tif str(i).length() > 3:", "\t\tbreak"]
        if pick == 2:
            return [
                f"match {name}:",
                f"\t{self._value()[1] if self._chance.random() < 0.5 else '_'}:",
                "\t\tprint('first')",
                "\tvar other:",
                "\t\tprint('other ', other)",
            ]
        if pick == 3:
            return [f"{name} {self._chance.choice(('+=', '-=', '*=', '='))} {self._expression(kinds)}"]
        if pick == 4:
            return [f"{name}[{self._value()[1]}] = {self._value()[1]}", f"print({name})"]
        return [f"print({self._expression(kinds)})"]

    def _expression(self, kinds: dict[str, str]) -> str:
        pick = self._chance.randrange(7)
        name = self._chance.choice(("a", "b"))
        if pick <= 1:
            other = self._chance.choice(("a", "b", self._value()[1], self._value(kinds[name])[1]))
            return f"{name} {self._chance.choice(_BINARY)} {other}"
        if pick == 2:
            return f"{self._chance.choice(_FUNCTIONS)}({name})"
        if pick == 3:
            return f"{name}.{self._chance.choice(_METHODS.get(kinds[name], ('size()', 'length()', 'x', 'foo()')))}"
        if pick == 4:
            return f"{name}[{self._value()[1]}]"
        if pick == 5:
            return f"{self._chance.choice(('-', 'not ', '~', '+'))}{name}"
        return f"[{name}, {self._value()[1]}]"


def random_script(seed: int, functions: int = 12) -> str:
    """Return the script of a seed.

    Args:
        seed: Any number.
        functions: How many functions it has.
    """
    return _Maker(seed).script(functions)
