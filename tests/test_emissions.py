"""The laws of the seam as the nodes see it: what a record becomes, what a backend must be, and which names stand flat on a class.

Rules: the tables are read from the classes themselves, the records and calls from the seam; nothing is listed here a second time.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, fields
from typing import Any, get_args

import pytest

from steam_nodes import LocalSteam, SceneTree, Steam, SteamServer, SteamServerStats
from steam_nodes.steam.backend import Backend, ClientBackend, ServerBackend
from steam_nodes.steam.callbacks import ClientRecord, GroupRecord, Record, StatsReceived, StatsUnloaded
from steam_nodes.steam.enums import ClientConstants, ClientNames, ServerConstants, ServerNames, flat
from steam_nodes.steam.nodes.steam_node import Emits
from steam_nodes.steam.recording.format import CALLS, FIELDS
from steam_nodes.steam.results import Result, ResultNames
from steam_nodes.steam.steam_id import SteamID
from tests.support.fake_user import FakeUser
from tests.support.source_files import ROOT
from tests.support.stats_world import PLAYER, stepped

ROWS = [
    (node, kind, row)
    for node in (SteamServer, Steam)
    for base in node.__mro__
    for kind, row in vars(base).get("_emissions_", {}).items()
    if isinstance(row, Emits)
]


@pytest.mark.parametrize(("node", "records"), [(SteamServer, Record), (Steam, ClientRecord)], ids=["server", "player"])
def test_every_record_of_a_side_becomes_a_signal(node: Any, records: Any) -> None:
    """The table of a singleton has a row for each record that its backends send, and for no other; a group's join them as it loads."""
    of_groups = {kind for kind in node._rows_ if issubclass(kind, GroupRecord)} - {GroupRecord}
    assert set(node._rows_) - of_groups == set(get_args(records))


@pytest.mark.parametrize(("node", "kind", "row"), ROWS, ids=lambda each: getattr(each, "__name__", ""))
def test_a_row_carries_what_its_signal_declares(node: Any, kind: type, row: Emits) -> None:
    """A row names fields of its record, as many as its signal has arguments, and what a waiter gets is one of them or the record."""
    made = node(FakeUser() if node is Steam else stepped())
    declared = {entry["name"]: entry["args"] for entry in made.get_signal_list()}
    known = {field.name for field in fields(kind)}
    assert set(row.fields) <= known
    assert len(row.fields) == len(declared[row.signal])
    assert row.answer is None or ("call" in known and row.answer in {*known, ""})
    made.free()


def test_a_record_of_a_later_kind_is_passed_by(tree: SceneTree) -> None:
    """What a node knows no row for is no error, and stops none of the others."""

    @dataclass(frozen=True)
    class Later:
        call: int = 1

    world = stepped()
    stats = SteamServerStats.attach(tree, world)
    heard: list[object] = []
    stats.stats_unloaded.connect(heard.append)
    records: Any = [Later(), StatsUnloaded(SteamID(PLAYER))]
    stats._dispatch_(records)
    assert heard == [PLAYER]
    world.close()


def test_each_steam_keeps_the_seam_of_its_side_and_of_no_other() -> None:
    """A server's Steam is no player's, and a player's no server's; what keeps a whole server keeps its stats."""
    world = stepped()
    player = world.client(PLAYER)
    assert [isinstance(world, seam) for seam in (Backend, ServerBackend, ClientBackend)] == [True, True, False]
    assert [isinstance(player, seam) for seam in (Backend, ServerBackend, ClientBackend)] == [False, False, True]
    with pytest.raises(TypeError, match="wants all of Steam's server"):
        SteamServer(player)  # type: ignore[arg-type]  # a player's side is the point
    world.close()


def probes(source: str) -> list[str]:
    """Return every call of a source that looks whether a backend has something."""
    asked = {"hasattr": 2, "getattr": 3}
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    found = [call for call in calls if len(call.args) == asked.get(ast.unparse(call.func)) and "backend" in ast.unparse(call.args[0])]
    return [ast.unparse(call) for call in found]


def test_nothing_probes_a_backend() -> None:
    """The seam says what a backend has: a Protocol, never a name that is looked for."""
    assert probes("hasattr(self._backend_, 'x'); getattr(backend, 'y', None); getattr(self, 'z', 1); getattr(backend, name)") == [
        "hasattr(self._backend_, 'x')",
        "getattr(backend, 'y', None)",
    ]
    files = sorted((ROOT / "steam_nodes/steam").rglob("*.py"))
    assert {path.name: found for path in files if (found := probes(path.read_text(encoding="utf-8")))} == {}


def test_what_names_somebody_is_never_recorded_as_it_is() -> None:
    """An argument or a field that is an id, a token, a ticket, a packet, a handle or an address has a type of its own in the seam."""
    kinds = {"token": "token", "ticket": "ticket", "packet": "packet", "handle": "handle", "ip": ("ip", "host")}
    for name, call in CALLS.items():
        for label, kind in call.takes.items():
            wanted = "id" if label.endswith("_id") and label != "app_id" else kinds.get(label, kind)
            assert kind in wanted, f"{name}: {label} is recorded as {kind}"
        if name.endswith("_id") and name != "get_app_id":
            assert call.gives == ("id",), name
    assert {label for label in FIELDS if label.endswith("_id")} == {label for label, kind in FIELDS.items() if kind == "id"}


def test_a_backend_may_pass_calls_on() -> None:
    """An object that answers by `__getattr__` alone is a whole server, with its batch."""

    class Passing:
        def __init__(self, world: LocalSteam) -> None:
            self._world = world

        def __getattr__(self, name: str) -> Any:
            return getattr(self._world, name)

    world = stepped()
    passing: Any = Passing(world)
    server = SteamServer(passing)
    assert server.get_app_id() == world.get_app_id()
    with pytest.raises(TypeError):
        server.set_user_stats(PLAYER, {"kills": 1, "games": "x"})  # type: ignore[dict-item]  # a text is no value
    assert world.get_user_stat_int(PLAYER, "kills") in (None, 0)
    server.free()
    world.close()


@pytest.mark.parametrize(
    ("node", "tables"),
    [
        (SteamServerStats, (ResultNames,)),
        (SteamServer, (ResultNames, ServerNames, ServerConstants)),
        (Steam, (ResultNames, ClientNames, ClientConstants)),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_what_type_checkers_see_of_a_table_is_there(node: Any, tables: tuple[type, ...]) -> None:
    """Every flat name of a table stands on the class with the table's value, and the table is no base of it."""
    for table in tables:
        assert table not in node.__mro__
        names = {name: getattr(table, name) for name in dir(table) if name.isupper()}
        assert names
        assert {name: getattr(node, name) for name in names} == names


def test_flat_puts_the_names_of_a_table_and_of_its_bases() -> None:
    """A table's own name comes before one of its base's, and only names in capitals are taken."""

    class Below:
        ONE = 1
        TWO = 2
        small = 3

    class Table(Below):
        TWO = 22

    @flat(Table)
    class Node:
        pass

    assert {name: value for name, value in vars(Node).items() if name[0] != "_"} == {"ONE": 1, "TWO": 22}


def test_a_class_of_the_games_says_itself_what_a_frame_does(tree: SceneTree) -> None:
    """An overridden `run_callbacks` is called once a frame, and by it everything arrives."""
    frames: list[str] = []

    class Own(SteamServerStats):
        def run_callbacks(self) -> None:
            frames.append("mine")
            super().run_callbacks()

    node = Own.attach(tree, stepped())
    heard: list[object] = []
    node.stats_received.connect(lambda result, _steam_id: heard.append(result))
    node.request_user_stats(PLAYER)
    tree.process(1 / 60)
    tree.process(1 / 60)
    assert frames == ["mine", "mine"]
    assert len(heard) == 1


def test_a_record_of_a_derived_class_is_emitted_as_its_base(tree: SceneTree) -> None:
    """What inherits from a record becomes the signal of that record."""

    class Late(StatsReceived):
        """A record of somebody's own."""

    world = stepped()
    node = SteamServerStats.attach(tree, world)
    heard: list[object] = []
    node.stats_received.connect(lambda result, _steam_id: heard.append(result))
    world.poll = lambda: [Late(6, Result.OK, SteamID(PLAYER))]  # type: ignore[method-assign]  # what a wrapper would hand over
    tree.process(1 / 60)
    assert heard == [Result.OK]
