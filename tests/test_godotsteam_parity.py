"""SteamServer beside GodotSteam: every method, signal, enum and constant of the table godotsteam_server.json, and how many there are.

Rules: the table holds what GodotSteam Server 4.6 declares, and nothing of ours. Where GodotSteam has a defect the table is what it says,
and the exception stands here with its reason.
"""

from __future__ import annotations

import inspect
import json
import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from steam_nodes import LocalSteam, SceneTree, Schema, SteamServer, SteamServerStats
from steam_nodes.steam import callbacks
from steam_nodes.steam.enums import ServerConstants

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE: dict[str, Any] = json.loads(Path(__file__).with_name("godotsteam_server.json").read_text(encoding="utf-8"))
METHODS: list[dict[str, Any]] = TABLE["methods"]
SIGNALS: list[dict[str, Any]] = TABLE["signals"]
LOGGED = [method for method in METHODS if "logs_when_not_initialised" in method]

ALICE = 76561197960287931
SCHEMA = Schema.parse('app_id = 480\n[stats.kills]\ntype = "INT"\nset_by = "GS"\n[achievements.WIN]\nset_by = "GS"\n')

BYTES_FOR_INT = {("handleIncomingPacket", "packet")}
"""GodotSteam takes the length of a packet there, and so cannot take the packet."""
VALUES = {"int": ALICE, "String": "203.0.113.7", "bool": True, "float": 1.0, "PackedByteArray": b"ticket", "enum ServerMode": 3}
NOTHING = {"int": 0, "String": "", "bool": False, "float": 0.0, "Dictionary": {}, "void": None}
CLOSED = {"beginAuthSession": 1, "userHasLicenceForApp": 2}
"""What is returned, in place of nothing, where nothing would let somebody in."""
TYPES = {"int": "int", "String": "str", "bool": "bool", "float": "float", "PackedByteArray": "bytes", "enum ServerMode": "int"}


def arguments(method: dict[str, Any]) -> list[Any]:
    """Return one argument of the right type for each of a method's."""
    values = [b"\xff\xff\xff\xffT" if (method["name"], arg["name"]) in BYTES_FOR_INT else VALUES[arg["type"]] for arg in method["args"]]
    if method["name"] == "setSpectatorPort" or method["name"].endswith("Count") or method["name"] == "handleIncomingPacket":
        values[-1] = 27020
    return values


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method["name"])
def test_every_method_is_there_with_its_argument_names(method: dict[str, Any]) -> None:
    """Names, order, types and defaults of the arguments are GodotSteam's."""
    parameters = list(inspect.signature(getattr(SteamServer, method["name"])).parameters.values())[1:]
    assert [parameter.name for parameter in parameters] == [arg["name"] for arg in method["args"]]
    for parameter, arg in zip(parameters, method["args"], strict=True):
        wanted = "bytes" if (method["name"], arg["name"]) in BYTES_FOR_INT else TYPES[arg["type"]]
        assert parameter.annotation == wanted
        assert (parameter.default is inspect.Parameter.empty) == ("default" not in arg)
        if "default" in arg:
            assert str(parameter.default) == arg["default"]


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method["name"])
def test_every_method_has_a_name_in_snake_case_that_is_the_same_function(method: dict[str, Any]) -> None:
    """A second name is never a second function, and the first one is what the function calls itself."""
    function = getattr(SteamServer, method["name"])
    assert function.__name__.islower()
    assert getattr(SteamServer, function.__name__) is function
    assert function.__doc__


@pytest.mark.parametrize("spec", SIGNALS, ids=lambda spec: spec["name"])
def test_every_signal_is_there_with_its_argument_names(spec: dict[str, Any], server: SteamServer) -> None:
    """Names and order of what a signal carries are GodotSteam's, on Godot's lane and on blinker's."""
    listed = {entry["name"]: [arg["name"] for arg in entry["args"]] for entry in server.get_signal_list()}
    assert listed[spec["name"]] == spec["args"]


def test_every_signal_has_its_record_with_valves_number() -> None:
    """What becomes a signal is one record each, and its docstring names the number of Valve's callback."""
    records = get_args(callbacks.Record)
    numbers = [int(found[1]) for record in records if (found := re.search(r"\(Valve's \w+_t, (\d+)\)", record.__doc__ or ""))]
    assert sorted(numbers) == sorted(spec["callback_id"] for spec in SIGNALS)


@pytest.mark.parametrize("name", TABLE["enums"])
def test_every_enum_is_there_nested_and_flat(name: str) -> None:
    """Each value has GodotSteam's flat name, and the enum nested under its own name has exactly these."""
    nested = getattr(SteamServer, name)
    values: dict[str, int] = TABLE["enums"][name]
    assert {flat: int(getattr(SteamServer, flat)) for flat in values} == values
    assert all(getattr(SteamServer, flat) is nested(number) for flat, number in values.items())
    assert sorted(map(int, nested)) == sorted(set(values.values()))


def test_every_constant_is_there() -> None:
    """The constants are GodotSteam's, all of them and no others."""
    ours = {name: getattr(ServerConstants, name) for name in dir(ServerConstants) if name.isupper()}
    assert ours == TABLE["constants"]
    assert {name: getattr(SteamServer, name) for name in TABLE["constants"]} == TABLE["constants"]


@pytest.mark.parametrize("method", LOGGED, ids=lambda method: method["name"])
def test_before_a_successful_init_each_call_logs_its_sentence_each_time(
    method: dict[str, Any], world: LocalSteam, server: SteamServer, caplog: pytest.LogCaptureFixture
) -> None:
    """The sentence is GodotSteam's, an error each time; what is returned is nothing, or what lets nobody in; why() adds the remedy."""
    world.server_shutdown()
    wanted = CLOSED.get(method["name"], NOTHING[method["return"]])
    with caplog.at_level(logging.ERROR, logger="steam_nodes.steam"):
        for _ in range(2):
            assert getattr(server, method["name"])(*arguments(method)) == wanted
    sentence = method["logs_when_not_initialised"]
    assert [record.getMessage() for record in caplog.records] == [sentence] * 2
    assert world.why().startswith(sentence)
    assert "call server_init" in world.why()


@pytest.mark.parametrize("method", [method for method in METHODS if method not in LOGGED], ids=lambda method: method["name"])
def test_the_others_log_nothing(method: dict[str, Any], world: LocalSteam, server: SteamServer, caplog: pytest.LogCaptureFixture) -> None:
    """What GodotSteam answers without Steam is answered without a word."""
    world.server_shutdown()
    values = arguments(method)
    if method["name"].startswith("serverInit"):
        values = ["0.0.0.0", 27015, 27016, 3, "1.0.0.0"]
    with caplog.at_level(logging.WARNING, logger="steam_nodes.steam"):
        getattr(server, method["name"])(*values)
    assert caplog.records == []


def test_the_keys_of_every_dictionary_are_godotsteams(tree: SceneTree, world: LocalSteam, server: SteamServer) -> None:
    """Where there is something to say it is said under GodotSteam's keys, in its order."""
    world.public_ip = "203.0.113.7"
    world.send_packet(b"\xff\xff\xff\xff", "198.51.100.1", 27005)
    server.request_user_stats(ALICE)
    tree.process()
    tree.process()
    given = {
        "getAuthSessionTicket": (),
        "getNextOutgoingPacket": (),
        "getPublicIP": (),
        "getUserAchievement": (ALICE, "WIN"),
        "handleIncomingPacket": (b"\xff\xff\xff\xffT", "198.51.100.1", 27005),
        "isAPICallCompleted": (),
        "serverInitEx": ("0.0.0.0", 27015, 27016, 3, "1.0.0.0"),
    }
    wanted = {method["name"]: method["dictionary_keys"] for method in METHODS if "dictionary_keys" in method}
    assert {name: list(getattr(server, name)(*values)) for name, values in given.items()} == wanted


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("userHasLicenseForApp", "userHasLicenceForApp"),
        ("user_has_license_for_app", "userHasLicenceForApp"),
        ("enableHeartbeats", "setAdvertiseServerActive"),
        ("beginServerAuthSession", "beginAuthSession"),
        ("cancelServerAuthTicket", "cancelAuthTicket"),
        ("endServerAuthSession", "endAuthSession"),
        ("getServerAuthSessionTicket", "getAuthSessionTicket"),
        ("serverLoggedOn", "loggedOn"),
        ("GetUserStatFloat", "getUserStatFloat"),
        ("serverGetUserStatFloat", "getUserStatFloat"),
        ("serverGetUserStatInt", "getUserStatInt"),
        ("serverRequestUserStats", "requestUserStats"),
    ],
)
def test_names_that_changed_over_the_years_are_the_same_functions(alias: str, name: str) -> None:
    """An older script finds what it calls."""
    assert getattr(SteamServer, alias) is getattr(SteamServer, name)


def test_a_backend_that_keeps_stats_only_is_refused_by_name() -> None:
    """A SteamServer over half a Steam would fail in the middle of a game."""
    with pytest.raises(TypeError, match="attach SteamServerStats"):
        SteamServer(object())  # type: ignore[arg-type]  # a wrong backend is the point


def test_how_much_there_is(printed: Callable[[str], None]) -> None:
    """70 methods and 14 signals, and the number of values and constants, printed for whoever reads the run."""
    values = sum(len(enum) for enum in TABLE["enums"].values())
    methods = sum(callable(getattr(SteamServer, method["name"], None)) for method in METHODS)
    signals = sum(hasattr(SteamServer, spec["name"]) for spec in SIGNALS)
    constants = sum(hasattr(SteamServer, name) for name in TABLE["constants"])
    printed(f"{methods} methods, {signals} signals, {values} enum values, {constants} constants as in GodotSteam")
    assert (methods, signals, len(TABLE["enums"]), constants) == (70, 14, 11, 18)
    assert issubclass(SteamServer, SteamServerStats)
