"""The engine's value types and functions of mathematics: gdscript_math.tsv holds what the real engine printed, the rest are laws.

The table is made anew by `GODOT=... python -m tests.support.math_table`.
"""

from __future__ import annotations

import copy
import logging
import pickle
import subprocess
import sys

import pytest

from steam_nodes import gdscript as gd
from tests.support.math_table import TABLE, evaluated

VECTORS = '"Vector2", "Vector2i", "Vector3", "Vector3i", "Vector4", or "Vector4i"'


def test_every_expression_of_the_table_has_the_type_and_the_text_that_the_engine_printed(caplog: pytest.LogCaptureFixture) -> None:
    """Every expression of the table has the type and the text that the engine printed."""
    caplog.set_level(logging.CRITICAL)
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 1000
    wrong = [f"{text}: {(kind, shown)}" for text, kind, shown in rows if evaluated(text) != (kind, shown)]
    assert wrong == []


def test_a_value_never_changes_and_says_how_to_have_another() -> None:
    """A value never changes and says how to have another."""
    place = gd.Vector2(1, 2)
    with pytest.raises(AttributeError, match=r"never changes; write `v = v.replaced\(x=...\)`"):
        place.x = 5
    with pytest.raises(AttributeError, match="keeps its x"):
        del place.x
    assert str(place.replaced(x=5)) == "(5.0, 2.0)"
    assert str(place) == "(1.0, 2.0)"
    assert copy.deepcopy(place) is place
    assert pickle.loads(pickle.dumps(place)) == place  # noqa: S301  # made two words before


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"foo": 2}, "Invalid assignment of property or key 'foo' with value of type 'int' on a base object of type 'Vector2'."),
        ({"x": "s"}, "Invalid assignment of property or key 'x' with value of type 'String' on a base object of type 'Vector2'."),
    ],
)
def test_a_component_that_is_not_there_or_no_number_is_refused_in_the_engines_words(change: dict[str, object], sentence: str) -> None:
    """A component that is not there or no number is refused in the engines words."""
    with pytest.raises(gd.ScriptError) as refused:
        gd.Vector2().replaced(**change)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("index", "sentence"),
    [
        (2, "Invalid access of index '2' on a base object of type: 'Vector2'."),
        ("z", "Invalid access to property or key 'z' on a base object of type 'Vector2'."),
    ],
)
def test_an_index_beyond_the_components_is_refused_in_the_engines_words(index: int | str, sentence: str) -> None:
    """An index beyond the components is refused in the engines words."""
    with pytest.raises(gd.ScriptError) as refused:
        gd.Vector2()[index]
    assert str(refused.value) == sentence


def test_equal_values_have_equal_hashes_and_other_types_are_other_keys() -> None:
    """Equal values have equal hashes and other types are other keys."""
    assert gd.Vector2(0.0, -0.0) == gd.Vector2()
    assert hash(gd.Vector2(0.0, -0.0)) == hash(gd.Vector2())
    assert len({gd.Vector2(1, 2): 0, gd.Vector2i(1, 2): 1, (1.0, 2.0): 2}) == 3
    assert gd.Vector2(float("nan"), 0) != gd.Vector2(float("nan"), 0)


def test_components_are_rounded_to_32_bits_and_too_large_ones_become_infinite() -> None:
    """Components are rounded to 32 bits and too large ones become infinite."""
    assert gd.Vector2(0.1, 16777217).x == 0.10000000149011612
    assert gd.Vector2(0.1, 16777217).y == 16777216.0
    assert str(gd.Vector2(1e39, 1) * -2) == "(-inf, -2.0)"
    assert str(gd.Vector2(1e38, 1) + gd.Vector2(3e38, 1)) == "(inf, 2.0)"
    assert str(gd.Vector2i(2147483647, 0) + gd.Vector2i.ONE) == "(-2147483648, 1)"


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ("Vector2('a', 1)", "Invalid call. Nonexistent 'Vector2' constructor."),
        ("Vector2(1)", "Invalid call. Nonexistent 'Vector2' constructor."),
        ("Vector2i(7, 7) / 0", "Division by zero error in operator '/'."),
        ("Vector2i(7, 7) / 0.0", "Division by zero error in operator '/'."),
        ("Vector2i(7, 7) % Vector2i(1, 0)", "Modulo by zero error in operator '%'."),
        ("sin('a')", 'Invalid type in utility function "sin()". Cannot convert argument 1 from String to float.'),
        ("posmod('a', 1)", 'Invalid type in utility function "posmod()". Cannot convert argument 1 from String to int.'),
        ("move_toward(1, 2, 'a')", 'Invalid type in utility function "move_toward()". Cannot convert argument 3 from String to float.'),
        ("lerp(1, 2.5, 0.5)", 'Invalid type in utility function "lerp()". Cannot convert argument 2 from float to int.'),
        ("clamp(1, 2, 'x')", 'Invalid type in utility function "clamp()". Cannot convert argument 3 from String to int.'),
        ("max(1, 'a', 2)", 'Invalid type in utility function "max()". Cannot convert argument 2 from String to float.'),
        ("min(null, 1)", 'Invalid type in utility function "min()". Cannot convert argument 1 from Nil to float.'),
        ("snapped(Vector2(5, 5), 2)", 'Invalid type in utility function "snapped()". Cannot convert argument 2 from int to Vector2.'),
        ("abs('a')", f'Error calling utility function "abs()": Argument "x" must be "int", "float", {VECTORS}.'),
    ],
)
def test_what_the_engine_refuses_is_refused_in_its_words(call: str, sentence: str) -> None:
    """What the engine refuses is refused in its words."""
    with pytest.raises(gd.ScriptError) as refused:
        evaluated(call)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("call", ["Vector2(1, 2) + 1", "Vector2(1, 2) * 'a'", "Vector2(1, 2) + Vector2i(1, 2)", "Vector2(1, 2) < 3"])
def test_an_operator_that_the_engine_does_not_have_is_left_to_the_other_operand(call: str) -> None:
    """An operator that the engine does not have is left to the other operand."""
    with pytest.raises(TypeError):
        evaluated(call)


ENGINES_CHANCE = {
    0: (881477183, 0.30908739566802979, 3, 62, 424571676),
    42: (492690617, 0.44696149230003357, 3, 12, 593302951),
    -7: (1682724661, 0.81258195638656616, 2, -82, 483635827),
}


@pytest.mark.parametrize("seed", ENGINES_CHANCE)
def test_a_seed_gives_the_numbers_that_the_engine_gives(seed: int) -> None:
    """A seed gives the numbers that the engine gives."""
    gd.seed(seed)
    first = (gd.randi(), gd.randf(), gd.randi_range(1, 6), gd.randi_range(-100, 100))
    gd.randf_range(-1, 2.5), gd.randfn(0, 1), gd.randi(), gd.randi_range(5, -5), gd.randi_range(-(2**31), 2**31 - 1)
    assert (*first, gd.randi_range(0, 5000000000)) == ENGINES_CHANCE[seed]
    assert gd.rand_from_seed(seed) == [ENGINES_CHANCE[seed][0], seed]


def test_a_generator_of_its_own_gives_the_engines_numbers_and_goes_back_to_a_kept_state() -> None:
    """A generator of its own gives the engines numbers and goes back to a kept state."""
    own = gd.RandomNumberGenerator()
    own.seed = 42
    assert (own.seed, own.state) == (42, 708718527385777908)
    drawn = (own.randi(), own.randf(), own.state, own.randi_range(1, 6), own.randf_range(-1, 2.5), own.randfn(1, 2))
    assert drawn == (492690617, 0.41467067599296570, -4172175810446367027, 2, 0.043653845787048340, 1.3186843395233154)
    assert own.rand_weighted([1, 2, 0.5]) == 0
    kept = own.state
    again = [own.randi() for _ in range(3)]
    own.state = kept
    assert [own.randi() for _ in range(3)] == again


def test_the_library_loads_without_the_runtime_of_ported_code() -> None:
    """The library loads without the runtime of ported code."""
    program = "import sys, steam_nodes; print([name for name in sys.modules if name.startswith('steam_nodes.gdscript')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
