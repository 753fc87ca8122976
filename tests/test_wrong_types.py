"""What a call says to an argument of the wrong type: a TypeError of its own that names the argument, or a refusal that was told.

Rules: calls and parameters are found by their signatures (every_call.py). An exception counts only if a `raise` of the library made it:
one that Python made somewhere inside says nothing to who called.
"""

from __future__ import annotations

import inspect
import linecache
import logging
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.local import LocalSteam
from steam_nodes.steam.stat_values import short
from tests.support.every_call import SIDES, ask, calls, right, settle
from tests.support.stats_world import SCHEMA

if TYPE_CHECKING:
    from tests.support.every_call import Call

LIBRARY = str(Path(__file__).parent.parent / "steam_nodes")
NO_NUMBERS: tuple[Any, ...] = (None, True, "7", b"7", [], {}, object(), int)
WRONG: dict[str, tuple[Any, ...]] = {
    "int": (*NO_NUMBERS, 1.5, float("nan"), 2 + 1j),
    "float": (*NO_NUMBERS, 2 + 1j),
    "Clock": (7, 1.5, "now", b"", [], {}, object(), int),
    "str": (None, 7, 1.5, b"kills", [], {}, object(), str),
    "bytes": (None, 7, 1.5, "ticket", [], {}, object(), bytes),
    "bool": (None, "True", b"", 2, 1.5, [], object()),
    "Mapping": (None, 7, "kills", b"kills", [], [("kills", 1)], object(), {7: 1}, {"kills": "1"}, {"kills": None}),
    "Sequence": (None, 7, 1.5, object(), "12", [None], ["1"], [b""], [[]], {"a": 1}),
    "Iterable": (None, 7, 1.5, object(), "12", [None], ["1"], [b""], [[]]),
}
OUT_OF_RANGE: dict[str, tuple[Any, ...]] = {
    "int": (-1, 2**31, 2**32, 2**63, 2**64, -(2**63) - 1, 10**400, 10**5000),
    "float": (float("nan"), float("inf"), 10**400, -1.0, 1e308, 10**5000),
    "str": ("", "x" * 100_000, "\0", "\ud800"),
    "bytes": (b"", b"\0" * 100_000, bytearray(b"x"), memoryview(b"x")),
    "Sequence": ((), [2**64], [-1], [10**5000], [True], list(range(1000)), range(3)),
}


def kind_of(parameter: inspect.Parameter) -> tuple[str, bool]:
    """Return what kind of argument a parameter takes, and whether it may be None."""
    written = str(parameter.annotation)
    optional = written.endswith(" | None")
    written = written.removesuffix(" | None").split("[")[0]
    return {"DenyReason": "int", "AuthSessionResponse": "int", "Literal": "str", "ServerField": "str"}.get(written, written), optional


def tried(steam: Any, call: Call, parameter: inspect.Parameter, value: Any, caplog: pytest.LogCaptureFixture) -> str:
    """Make a call with one argument replaced; return what became of it."""
    arguments = {each.name: right(call, each) for each in call.parameters} | {parameter.name: value}
    caplog.clear()
    try:
        result = ask(steam, call, arguments)
    except (TypeError, ValueError) as fault:
        place = fault.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        assert place is not None
        file = place.tb_frame.f_code.co_filename
        line = linecache.getline(file, place.tb_lineno).strip()
        if file.startswith(LIBRARY) and line.startswith("raise "):
            return type(fault).__name__ if str(fault) else "an error without a word"
        return f"{fault!r} by accident in {Path(file).name}:{place.tb_lineno}"
    except Exception as fault:
        return f"{short(fault)}"
    return "refused" if caplog.records else f"taken: {short(result)}"


@pytest.mark.parametrize("side", SIDES)
def test_a_wrong_type_is_named_and_never_taken(side: str, caplog: pytest.LogCaptureFixture) -> None:
    """Each value of a wrong type, for each argument of each call, is answered with the library's own error or a refusal that is told."""
    caplog.set_level(logging.DEBUG)
    wrong = []
    with SIDES[side][1]() as steam:
        for call, parameter, value in _cases(side, WRONG):
            came = tried(steam, call, parameter, value, caplog)
            if came not in {"TypeError", "ValueError", "DoesNotFitError", "refused"}:
                wrong.append(f"{call}({parameter.name}={short(value)}): {came}")
        settle(steam)
    assert wrong == []


@pytest.mark.parametrize("side", SIDES)
def test_what_is_out_of_range_never_breaks_a_call(side: str, caplog: pytest.LogCaptureFixture) -> None:
    """Every argument given each value that is too big, too small, too long or odd: taken, refused or a named error, never a broken call."""
    caplog.set_level(logging.DEBUG)
    wrong = []
    with SIDES[side][1]() as steam:
        for call, parameter, value in _cases(side, OUT_OF_RANGE):
            came = tried(steam, call, parameter, value, caplog)
            if came not in {"TypeError", "ValueError", "DoesNotFitError", "refused"} and not came.startswith("taken"):
                wrong.append(f"{call}({parameter.name}={short(value)}): {came}")
        settle(steam)
    assert wrong == []


@pytest.mark.parametrize("name", list(inspect.signature(LocalSteam).parameters))
def test_a_world_is_not_made_with_a_wrong_type(name: str, tmp_path: Path) -> None:
    """Each argument of LocalSteam, given values of types that it never takes, is refused by the library itself."""
    right: dict[str, Any] = {"schema": SCHEMA, "store": tmp_path / "steam.db"}
    for value in (7, 1.5, object(), [], {7: 7}, {"a": {}}, b"\0", "no such"):
        if (name == "store" and isinstance(value, str)) or (
            name in {"max_users", "timeout", "ticket_seed"} and isinstance(value, int | float)
        ):
            continue
        with pytest.raises((TypeError, ValueError)) as raised:
            LocalSteam(**right | {name: value})
        frames = [frame for frame, _ in traceback.walk_tb(raised.value.__traceback__)]
        assert frames[-1].f_code.co_filename.startswith(LIBRARY), (value, raised.value)


def _cases(side: str, table: dict[str, tuple[Any, ...]]) -> list[tuple[Call, inspect.Parameter, Any]]:
    """Return every call of a side with every parameter of it and every value of the table."""
    cases = []
    for call in calls():
        for parameter in call.parameters if call.side == side else ():
            kind, optional = kind_of(parameter)
            cases += [(call, parameter, value) for value in table.get(kind, ()) if not (value is None and optional)]
    return cases
