"""The table of what the real engine answers to expressions over its value types and functions of mathematics.

Run it with GODOT set to the engine's executable: `GODOT=... python -m tests.support.math_table` writes tests/gdscript_math.tsv anew, from
the engine's own list of constructors, methods, operators, constants and functions. With `--seed N --each N` it compares other expressions
instead, and prints where the two differ. Rules: each expression is valid GDScript and valid Python; what it names is `gd`'s.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import re
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from steam_nodes import gdscript as gd
from steam_nodes.gdscript.math.numbers import number_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TABLE: Final = Path(__file__).parents[1] / "gdscript_math.tsv"
TYPES: Final = (
    *("Vector2", "Vector2i", "Vector3", "Vector3i", "Vector4", "Vector4i", "Rect2", "Rect2i", "Transform2D"),
    *("Basis", "Quaternion", "Transform3D", "Plane", "AABB", "Projection", "Color", "RID"),
)
_NUMBERS: Final = ("0.0", "1.0", "-1.0", "0.5", "2.0", "-2.5", "0.1", "3.7", "-0.3", "10.25", "1.3333", "100.7", "0.001")
_WHOLE: Final = ("1", "-1", "2", "3", "-5", "7", "12", "-100")
_ORDERS: Final = ("0", "1", "2", "3", "4", "5")
_ANY: Final = ("float", "int", "Vector2", "Vector2i", "Vector3", "Vector3i", "Vector4", "Vector4i")
_PLAIN: Final = frozenset({"floor", "ceil", "round", "abs", "sign", "snapped"})
_UNITS: Final = frozenset({"n", "axis"})


class Maker:
    """Makes expressions of each type, out of literals and constructors.

    Args:
        seed: What the expressions follow from.
    """

    def __init__(self, seed: int) -> None:
        """Begin with a seed."""
        self._chance = random.Random(seed)

    def of(self, kind: str, name: str = "") -> str:
        """Return an expression of a type; the name of the parameter tells where only some values make sense."""
        pick = self._chance.choice
        if kind == "float":
            return pick((*_NUMBERS, f"{self._chance.uniform(-10, 10):.4f}", f"{self._chance.uniform(0, 1):.4f}"))
        if kind == "int":
            return pick(_ORDERS if name == "order" else ("0", "1", "2", "3") if name in {"side", "eye", "plane", "idx"} else _WHOLE)
        if kind == "bool":
            return pick(("true", "false"))
        if kind == "String":
            return pick(('"red"', '"#ff8000"', '"12345678"', '"Dark Slate Blue"', '"#f80"', '"f80c"'))
        if kind == "Vector3" and name in _UNITS:
            return pick(("Vector3(0.6, 0.0, 0.8)", "Vector3(0, 1, 0)", "Vector3(1, 2, 3).normalized()"))
        if kind == "Vector2" and name in _UNITS:
            return pick(("Vector2(0.6, 0.8)", "Vector2(0, 1)", "Vector2(1, 2).normalized()"))
        return self._made(kind)

    def _number(self) -> str:
        return self.of("float")

    def _whole(self) -> str:
        return self._chance.choice(_WHOLE)

    def _vector(self) -> str:
        return f"Vector3({self._number()}, {self._number()}, {self._number()})"

    def _turn(self) -> str:
        return f"Basis({self.of('Vector3', 'axis')}, {self._number()})"

    def _made(self, kind: str) -> str:
        number, whole, vector, turn = self._number, self._whole, self._vector, self._turn
        made: dict[str, Callable[[], str]] = {
            "Vector2": lambda: f"Vector2({number()}, {number()})",
            "Vector2i": lambda: f"Vector2i({whole()}, {whole()})",
            "Vector3": vector,
            "Vector3i": lambda: f"Vector3i({whole()}, {whole()}, {whole()})",
            "Vector4": lambda: f"Vector4({number()}, {number()}, {number()}, {number()})",
            "Vector4i": lambda: f"Vector4i({whole()}, {whole()}, {whole()}, {whole()})",
            "Rect2": lambda: f"Rect2({number()}, {number()}, {number()}, {number()})",
            "Rect2i": lambda: f"Rect2i({whole()}, {whole()}, {whole()}, {whole()})",
            "Transform2D": lambda: self._chance.choice(
                (
                    f"Transform2D({number()}, Vector2({number()}, {number()}))",
                    f"Transform2D({number()}, Vector2({number()}, 1.5), 0.3, Vector2({number()}, {number()}))",
                ),
            ),
            "Basis": lambda: self._chance.choice((turn(), f"{turn()}.scaled({vector()})")),
            "Quaternion": lambda: f"Quaternion({self.of('Vector3', 'axis')}, {number()})",
            "Transform3D": lambda: f"Transform3D({turn()}, {vector()})",
            "Plane": lambda: f"Plane({self.of('Vector3', 'axis')}, {number()})",
            "AABB": lambda: f"AABB({vector()}, {vector()})",
            "Projection": lambda: f"Projection.create_perspective(70.0, 1.5, {self._chance.uniform(0.1, 1):.3f}, 100.0)",
            "Color": lambda: self._chance.choice(
                (
                    f"Color({', '.join(f'{self._chance.random():.3f}' for _ in range(4))})",
                    f"Color({', '.join(f'{self._chance.random():.3f}' for _ in range(3))})",
                    "Color.CORNFLOWER_BLUE",
                ),
            ),
            "RID": lambda: "RID()",
        }
        return made[kind]()

    def arguments(self, wanted: list[dict[str, Any]]) -> str:
        """Return arguments for parameters, as they stand in the engine's list."""
        return ", ".join(self.of(each["type"], each["name"]) for each in wanted)


def expressions(api: dict[str, Any], seed: int, each: int) -> Iterator[str]:
    """Yield expressions over everything that the engine lists.

    Args:
        api: What `--dump-extension-api` writes.
        seed: What the expressions follow from.
        each: How many there are of a method or an operator.
    """
    maker = Maker(seed)
    kinds = {kind["name"]: kind for kind in api["builtin_classes"]}
    for name in TYPES:
        kind = kinds[name]
        yield from _of_kind(maker, name, kind, each)
    for function in api["utility_functions"]:
        if function["category"] == "math":
            yield from _of_function(maker, function, each)


def _of_kind(maker: Maker, name: str, kind: dict[str, Any], each: int) -> Iterator[str]:
    for constructor in kind["constructors"]:
        yield f"{name}({maker.arguments(constructor.get('arguments', []))})"
    for constant in kind.get("constants", []):
        yield f"{name}.{constant['name']}"
    for member in kind.get("members", []):
        yield f"{maker.of(name)}.{member['name']}"
    for method in kind.get("methods", []):
        for _ in range(each):
            on = name if method["is_static"] else maker.of(name)
            given = method.get("arguments", [])
            needed = [argument for argument in given if "default_value" not in argument]
            arguments = maker.arguments(maker._chance.choice((given, needed)))
            if method["name"] in {"slerp", "slerpni"} and name == "Basis":
                on = "Basis(Vector3(0.6, 0.0, 0.8), 0.7)"
                arguments = f"Basis(Vector3(0, 1, 0), {maker.of('float')}), 0.3"
            yield f"{on}.{method['name']}({arguments})"
    for operator in kind["operators"]:
        right = operator.get("right_type")
        if operator["name"] == "in" or right in {"Variant", "Dictionary", "Array"} or str(right).startswith("Packed"):
            continue
        for _ in range(each):
            if right is None:
                sign = operator["name"].removeprefix("unary")
                yield f"{sign} {maker.of(name)}" if sign == "not" else f"{sign}{maker.of(name)}"
            else:
                divisor = maker.of(right)
                yield f"{maker.of(name)} {operator['name']} {'0.25' if divisor == '0.0' else divisor}"


def _of_function(maker: Maker, function: dict[str, Any], each: int) -> Iterator[str]:
    name, wanted = function["name"], function["arguments"]
    for _ in range(each * 2):
        if all(argument["type"] == "Variant" for argument in wanted):
            among: tuple[str, ...] = _ANY if name in _PLAIN else ("float", "int")
            if name == "lerp":
                among = ("float", "int", "Vector2", "Color", "Vector4")
            kind = maker._chance.choice(among)
            given = [maker.of(kind) for _ in wanted]
            if name == "lerp":
                given[-1] = maker.of("float")
            yield f"{name}({', '.join(given)})"
        else:
            yield f"{name}({maker.arguments(wanted)})"


def asked(godot: str, texts: list[str]) -> list[tuple[str, str] | None]:
    """Return type and text that the engine gives for each expression; None where it ends in an error.

    Args:
        godot: The engine's executable.
        texts: GDScript expressions.
    """
    lines = ["extends SceneTree", "func say(x): print('@', type_string(typeof(x)), '\\t', str(x).c_escape())"]
    for place, text in enumerate(texts):
        lines += [f"func t{place}():", f"\tprint('#{place}')", f"\tsay({text})"]
    lines += ["func _init():", *(f"\tt{place}()" for place in range(len(texts))), "\tquit()"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "project.godot").write_text("config_version=5\n")
        (folder / "main.gd").write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [godot, "--headless", "--path", name, "-s", "main.gd"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, stdin=subprocess.DEVNULL)
    answers: list[tuple[str, str] | None] = [None] * len(texts)
    place = 0
    for line in done.stdout.splitlines():
        if line.startswith("#"):
            place = int(line[1:])
        elif line.startswith("@"):
            kind, _, text = line[1:].partition("\t")
            answers[place] = (kind, text)
    if not any(answers):
        raise RuntimeError(_reason(done.stderr, lines))
    return answers


def _reason(said: str, lines: list[str]) -> str:
    """Return why the engine did not take the script, with the line that it names."""
    at = re.search(r"main\.gd:(\d+)", said)
    return f"{said[:2000]}\n{lines[int(at[1]) - 1] if at else ''}"


def evaluated(text: str) -> tuple[str, str]:
    """Return type and text that this library gives for an expression.

    Args:
        text: An expression that is GDScript and Python at once.
    """
    value = eval(text, {}, _Names())  # noqa: S307  # expressions of our own table
    kind = {"NoneType": "Nil", "str": "String"}.get(type(value).__name__, type(value).__name__)
    shown = {None: "<null>", True: "true", False: "false"}.get(value) if value is None or isinstance(value, bool) else None
    return kind, shown or (number_text(value) if isinstance(value, float) else str(value))


class _Names(dict[str, Any]):
    """The names of GDScript: constants, and everything of gd."""

    def __missing__(self, name: str) -> Any:
        """Find a name."""
        fixed = {"true": True, "false": False, "null": None, "PI": math.pi, "TAU": math.tau, "INF": math.inf, "NAN": math.nan}
        return fixed[name] if name in fixed else getattr(gd, name)


def api_of(godot: str) -> dict[str, Any]:
    """Return the engine's own list of what it has.

    Args:
        godot: The engine's executable.
    """
    with tempfile.TemporaryDirectory() as name:
        subprocess.run([godot, "--headless", "--dump-extension-api"], cwd=name, capture_output=True, check=False, timeout=60)
        found: dict[str, Any] = json.loads((Path(name) / "extension_api.json").read_text(encoding="utf-8"))
        return found


def main() -> None:
    """Write the table, or compare other expressions than it holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--each", type=int, default=1)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    godot = os.environ["GODOT"]
    texts = list(dict.fromkeys(expressions(api_of(godot), options.seed or 0, options.each)))
    texts = [text for text in texts if options.only in text]
    answers = asked(godot, texts)
    if options.seed is None:
        rows = [f"{text}\t{answer[0]}\t{answer[1]}" for text, answer in zip(texts, answers, strict=True) if answer is not None]
        TABLE.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return
    wrong = 0
    for text, answer in zip(texts, answers, strict=True):
        try:
            here: tuple[str, str] | str = evaluated(text)
        except Exception as error:
            here = f"{type(error).__name__}: {error}"
        if here != answer and not (answer is None and isinstance(here, str)):
            wrong += 1
            print(f"{text}\n    engine {answer}\n    here   {here}")
    print(f"{len(texts)} expressions, {wrong} differ")


if __name__ == "__main__":
    main()
