"""Steam beside GodotSteam: every method, signal, enum and constant of the table godotsteam_client.json, and how many there are.

Rules: the table holds what GodotSteam's client 4.11 declares in its groups Main and User Stats, but for ten handles of other groups, and
nothing of ours.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, get_args

import pytest

from steam_nodes import SceneTree, Steam
from steam_nodes.steam import callbacks
from steam_nodes.steam.enums import ClientConstants
from tests.support.fake_user import FRIEND, FakeUser

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE: dict[str, Any] = json.loads(Path(__file__).with_name("godotsteam_client.json").read_text(encoding="utf-8"))
METHODS: list[dict[str, Any]] = TABLE["methods"]
SIGNALS: list[dict[str, Any]] = TABLE["signals"]

TYPES = {
    "int": "int",
    "String": "str",
    "bool": "bool",
    "float": "float",
    "Array": "Sequence[",
    "PackedInt32Array": "Sequence[int]",
    "enum LeaderboardDataRequest": "int",
    "enum LeaderboardDisplayType": "int",
    "enum LeaderboardSortMethod": "int",
}
RETURNS = {
    "int": "int",
    "String": "str",
    "bool": "bool",
    "float": "float",
    "void": "None",
    "Dictionary": "dict[str, Any]",
    "Array": "list[dict[str, Any]]",
    "PackedInt64Array": "list[int]",
    "PackedFloat64Array": "list[float]",
}
NEWER = {"Result": {130}}
"""What Valve added since, and GodotSteam's server has."""
DEFAULTS = {"true": True, "false": False, "0": 0, "PackedInt32Array()": ()}


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method["name"])
def test_every_method_is_there_with_its_argument_names(method: dict[str, Any]) -> None:
    """Names, order, types and defaults of the arguments and the type of what is returned are GodotSteam's."""
    signature = inspect.signature(getattr(Steam, method["name"]))
    parameters = list(signature.parameters.values())[1:]
    assert [parameter.name for parameter in parameters] == [arg["name"] for arg in method["args"]]
    assert signature.return_annotation == RETURNS[method["return"]]
    for parameter, arg in zip(parameters, method["args"], strict=True):
        assert parameter.annotation.startswith(TYPES[arg["type"]])
        assert (parameter.default is inspect.Parameter.empty) == ("default" not in arg)
        if "default" in arg:
            assert parameter.default == DEFAULTS[arg["default"]]


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method["name"])
def test_every_method_has_a_name_in_snake_case_that_is_the_same_function(method: dict[str, Any]) -> None:
    """A second name is never a second function, and the first one is what the function calls itself; a signal of that name has it too."""
    function = getattr(Steam, method["name"])
    assert function.__name__.islower()
    found = getattr(Steam, function.__name__)
    assert getattr(found, "call", found) is function
    assert function.__doc__


@pytest.mark.parametrize("spec", SIGNALS, ids=lambda spec: spec["name"])
def test_every_signal_is_there_with_its_argument_names(spec: dict[str, Any], tree: SceneTree) -> None:
    """Names and order of what a signal carries are GodotSteam's, on Godot's lane and on blinker's."""
    steam = Steam.attach(tree, FakeUser())
    listed = {entry["name"]: [arg["name"] for arg in entry["args"]] for entry in steam.get_signal_list()}
    assert listed[spec["name"]] == spec["args"]


def test_every_record_has_its_signal() -> None:
    """The 13 signals come of 12 records: the player's own stats and a user's are one record of Valve's, and two signals."""
    of_account = {callbacks.ServersConnected, callbacks.ServerConnectFailure, callbacks.ServersDisconnected, callbacks.AuthTicketValidated}
    of_stats = set(get_args(callbacks.ClientRecord)) - of_account - {callbacks.GroupRecord}
    assert len(of_stats) == len(SIGNALS) - 1


@pytest.mark.parametrize("name", TABLE["enums"])
def test_every_enum_is_there_nested_and_flat(name: str) -> None:
    """Each value has GodotSteam's flat name, and the enum nested under its own name has exactly these."""
    nested = getattr(Steam, name)
    values: dict[str, int] = TABLE["enums"][name]
    assert {flat: int(getattr(Steam, flat)) for flat in values} == values
    assert all(getattr(Steam, flat) is nested(number) for flat, number in values.items())
    assert set(map(int, nested)) - set(values.values()) == NEWER.get(name, set())


def test_every_constant_is_there() -> None:
    """The constants are GodotSteam's, all of them and no others."""
    ours = {name: getattr(ClientConstants, name) for name in dir(ClientConstants) if name.isupper()}
    assert ours == TABLE["constants"]
    assert {name: getattr(Steam, name) for name in TABLE["constants"]} == TABLE["constants"]


def test_the_keys_of_every_dictionary_are_godotsteams(tree: SceneTree) -> None:
    """Where there is something to say it is said under GodotSteam's keys, in its order."""
    steam = Steam.attach(tree, FakeUser())
    steam.requestUserStats(FRIEND)
    steam.requestGlobalAchievementPercentages()
    steam.findOrCreateLeaderboard("laps", 1, 3)
    tree.process()
    tree.process()
    given: dict[str, tuple[Any, ...]] = {
        "steamInit": (),
        "steamInitEx": (),
        "getAchievement": ("ACH_A",),
        "getAchievementAchievedPercent": ("ACH_A",),
        "getAchievementAndUnlockTime": ("ACH_A",),
        "getAchievementProgressLimitsInt": ("ACH_A",),
        "getAchievementProgressLimitsFloat": ("ACH_B",),
        "getLeaderboardDisplayType": (),
        "getLeaderboardSortMethod": (),
        "getMostAchievedAchievementInfo": (),
        "getNextMostAchievedAchievementInfo": (0,),
        "getUserAchievement": (FRIEND, "ACH_A"),
        "getUserAchievementAndUnlockTime": (FRIEND, "ACH_A"),
    }
    wanted = {method["name"]: method["dictionary_keys"] for method in METHODS if "dictionary_keys" in method}
    assert {name: list(getattr(steam, name)(*values)) for name, values in given.items()} == wanted


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("getLeaderboardEntries", "get_leaderboard_entries"),
        ("setLeaderboardDetailsMax", "set_leaderboard_details_max"),
    ],
)
def test_names_that_changed_over_the_years_are_the_same_functions(alias: str, name: str) -> None:
    """An older script finds what it calls."""
    assert getattr(Steam, alias) is getattr(Steam, name)


@pytest.mark.parametrize(
    "name", ["current_app_id", "current_steam_id", "leaderboard_handle", "leaderboard_details_max", "leaderboard_entries"]
)
def test_what_has_a_getter_and_a_setter_is_a_property_too(name: str) -> None:
    """GodotSteam's scripts write `Steam.leaderboard_details_max = 10`, and call the setter as well."""
    found = getattr(Steam, name)
    assert isinstance(found, property)
    told: list[int] = []
    steam = SimpleNamespace(**{f"get_{name}": lambda: 5, f"set_{name}": told.append})
    assert found.fget is not None
    assert found.fset is not None
    assert found.fget(steam) == 5
    found.fset(steam, 7)
    assert told == [7]


def test_how_much_there_is(printed: Callable[[str], None]) -> None:
    """69 methods and 13 signals, and the number of values and constants, printed for whoever reads the run."""
    values = sum(len(enum) for enum in TABLE["enums"].values())
    main, stats = (
        sum(callable(getattr(Steam, method["name"], None)) for method in METHODS if method["group"] == group)
        for group in ("Main", "User Stats")
    )
    signals = sum(hasattr(Steam, spec["name"]) for spec in SIGNALS)
    constants = sum(hasattr(Steam, name) for name in TABLE["constants"])
    printed(
        f"{main + stats} methods ({main} Main, {stats} User Stats), {signals} signals, "
        f"{len(TABLE['enums'])} enums with {values} values, {constants} constants as in GodotSteam's client"
    )
    assert (main, stats, signals, len(TABLE["enums"]), constants) == (25, 44, 13, 10, 20)
