"""The bytes of the structs behind a player's groups, packed to 4 and to 8, as literals on any machine.

Rules: steam_group_structs.json holds Valve's headers: each field's place, and an example as bytes with its values. What a row of the
library leaves unread stands in UNREAD with its reason.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from struct import Struct, calcsize
from typing import Any

import pytest

from steam_nodes.steam.native import structs
from steam_nodes.steam.native.structs import CLIENT_ANSWERS, CLIENT_FETCHED, CLIENT_NEWS, STRUCTS, Answer, size_fault
from steam_nodes.steam.results import Result

TABLE: list[dict[str, Any]] = json.loads(Path(__file__).with_name("steam_group_structs.json").read_text(encoding="utf-8"))["structs"]
BY_THE_PIPE = {"SteamAPICallCompleted_t"}
"""What the pipe itself reads, for every answer comes by it."""
NEED_A_CALL = {
    "GamepadTextInputDismissed_t": "the text itself is fetched with a call",
    "RemoteStorageFileReadAsyncComplete_t": "what was read is fetched with a call",
    "RemoteStorageFileWriteAsyncComplete_t": "its result says all, and is read as that of every answer",
}
"""Structs whose bytes alone make no record; the laws of their groups see what they become."""
UNREAD: dict[tuple[str, str], str] = {}
"""Fields that no row reads, by their struct and name."""
GROWN: dict[str, tuple[int, ...]] = {"GameOverlayActivated_t": (1, 8), "GamepadTextInputDismissed_t": (8,)}
"""Structs to which Valve added fields, with the sizes that older SDKs declare."""


def all_bytes(text: str) -> bytes:
    """Return bytes as the table writes them: in hex, a run of one byte with the times it stands there."""
    parts = (part.partition("*") for part in text.split())
    return b"".join(bytes.fromhex(part) * int(times or 1) for part, _, times in parts)


def places(form: str) -> list[tuple[int, int]]:
    """Return where each value of a struct's format begins, and how many bytes it has."""
    found = []
    for match in re.finditer(r"(\d*)([a-zA-Z?])", form):
        start, code = calcsize("<" + form[1 : match.start()]), match[2]
        size = calcsize("<" + code)
        if code == "s":
            found.append((start, int(match[1] or 1)))
        elif code != "x":
            found += [(start + size * turn, size) for turn in range(int(match[1] or 1))]
    return found


def packed(entry: dict[str, Any]) -> list[tuple[Struct, dict[str, Any]]]:
    """Return how a struct's bytes are read in each packing, with what the table says of that one."""
    layout = STRUCTS[entry["number"]]
    return [(layout.pack4, entry["pack4"]), (layout.pack8, entry.get("pack8", entry["pack4"]))]


@pytest.fixture(autouse=True, scope="module")
def _all_loaded() -> None:
    """Load the files of the groups, which register their structs."""
    for hundred in (1, 3, 7, 10, 13):
        structs.load_group(hundred)


THERE = [entry for entry in TABLE if entry["name"] not in BY_THE_PIPE]


@pytest.mark.parametrize("entry", THERE, ids=lambda entry: entry["name"])
def test_a_struct_of_a_group_is_laid_out_as_valves(entry: dict[str, Any]) -> None:
    """Its number, its name, its size and the place and size of each field it reads, in both packings; what it does not read is named."""
    layout = STRUCTS[entry["number"]]
    assert layout.name == entry["name"]
    for struct, wanted in packed(entry):
        assert struct.size == wanted["size"]
        unread = []
        read = places(struct.format)
        for name, kind, at, size in wanted["fields"]:
            inside = [place for place in read if at <= place[0] < at + size]
            read = [place for place in read if place not in inside]
            if not inside:
                unread.append((entry["name"], name))
                continue
            each = 8 if kind.startswith("CSteamID [") and len(inside) > 1 else size
            assert inside == [(at + each * turn, each) for turn in range(size // each)], name
        assert read == [], "a value that is no field"
        assert unread == [key for key in UNREAD if key[0] == entry["name"]]


@pytest.mark.parametrize("entry", THERE, ids=lambda entry: entry["name"])
def test_a_struct_of_a_group_is_read_from_its_bytes(entry: dict[str, Any]) -> None:
    """Each value comes out of the example as the table says, in both packings; one byte more or less is refused."""
    for struct, wanted in packed(entry):
        told = all_bytes(wanted["bytes"])
        assert len(told) == wanted["size"]
        values = iter(struct.unpack(told))
        for (name, kind, *_), value in zip(wanted["fields"], entry["values"], strict=True):
            if (entry["name"], name) in UNREAD:
                continue
            given = next(values)
            if isinstance(value, list):
                given = [given, *(next(values) for _ in value[1:])] if isinstance(given, int) else list(Struct("<50Q").unpack(given))
            elif isinstance(value, str):
                given = f"hex:{given.hex()}" if kind.startswith("uint8") else given.rstrip(b"\0").decode()
                value = f"hex:{all_bytes(value[4:]).hex()}" if kind.startswith("uint8") else value  # noqa: PLW2901  # as it is compared
            assert given == value, name
        assert next(values, None) is None
    size = STRUCTS[entry["number"]].struct.size
    assert size_fault(entry["number"], size) == ""
    for wrong in (size - 1, size + 1, 0x7FFFFFFF):
        if wrong not in GROWN.get(entry["name"], ()):
            assert f"declares {wrong} bytes for {entry['name']}" in size_fault(entry["number"], wrong)


@pytest.mark.parametrize("entry", [entry for entry in THERE if entry["name"] not in NEED_A_CALL], ids=lambda entry: entry["name"])
def test_the_bytes_of_a_struct_become_its_record(entry: dict[str, Any]) -> None:
    """Each field is where a program looks for it: news as it is, an answer as that to call 7."""
    kind = entry["number"]
    fields = STRUCTS[kind].pack4.unpack(all_bytes(entry["pack4"]["bytes"]))
    if kind in CLIENT_NEWS:
        assert repr(CLIENT_NEWS[kind](*fields)) == entry["record"]
    else:
        made = CLIENT_ANSWERS[kind].of_fields
        assert made is not None
        assert repr(made(7, *fields)) == entry["record"]


def test_every_struct_of_a_group_has_its_bytes_here() -> None:
    """No struct is bound that no literal holds, and none of the table is left unbound."""
    bound = {kind for kind in {*CLIENT_ANSWERS, *CLIENT_FETCHED, *CLIENT_NEWS} if not 1100 <= kind < 1200}
    wanted = {entry["number"] for entry in TABLE if entry["name"] not in BY_THE_PIPE}
    assert bound == wanted


def test_a_struct_that_grew_is_read_in_its_older_sizes() -> None:
    """The fields that an older SDK has not got are zeros."""
    layouts = {entry["name"]: STRUCTS[entry["number"]] for entry in THERE}
    assert {name: layout.older for name, layout in layouts.items() if layout.older} == GROWN
    for name, sizes in GROWN.items():
        whole = b"\1" * layouts[name].struct.size
        for size in sizes:
            assert size_fault(layouts[name].kind, size) == ""
            filled = [1 if start + length <= size else 0 for start, length in places(layouts[name].struct.format)]
            assert [bool(value) for value in layouts[name].fields(whole[:size])] == [bool(value) for value in filled]


def test_an_answer_of_a_group_that_broke_is_a_record_too() -> None:
    """Each answer makes its record also without bytes, with the call's number and result."""
    for kind, answer in CLIENT_ANSWERS.items():
        if not 1100 <= kind < 1200:
            assert isinstance(answer, Answer)
            record: Any = answer.lost(structs.Lost(7, Result.IO_FAILURE, 0, 0, 480))
            assert record.call == 7, STRUCTS[kind].name
