"""Leaderboards and the number of players in Solar2D's plugin: truth tables, and what the listeners of the requests get.

Rules: a row is (situation, arguments, return value, printed); `listener` stands for a function that hears exactly one event if the
return value is True, and none if it is False. The board "Best" is there, "None" is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.solar2d import Steamworks
from steam_nodes.solar2d.leaderboards import _range
from steam_nodes.steam.results import Result
from tests.support.fake_user import FakeUser
from tests.support.places import ON_EVERY_STORE
from tests.support.solar2d_world import ME, OVERDUE, PAL, WAYS, World, sentences
from tests.support.stats_world import OTHER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes import SceneTree
    from steam_nodes.solar2d import Event

pytestmark = ON_EVERY_STORE

ON, OFFLINE, OFF = "logged on", "offline", "not logged on"
Row = tuple[str, object, bool, list[str]]


def listener(event: Event) -> None:
    """Stand for a function; the tests put one that hears in its place."""
    raise AssertionError(event)


def queries(name: object = "Best", **more: object) -> dict[str, object]:
    """Return a table that names a leaderboard and a listener."""
    return {"leaderboardName": name, "listener": listener, **more}


TABLE = "ERROR: 1st argument must be a table."
NO_NAME = "ERROR: Table must contain a 'leaderboardName' field of type string."
EMPTY = "ERROR: The 'leaderboardName' field cannot be set to an empty string."
NO_LISTENER = "ERROR: Table must contain a 'listener' field of type function."
COMMON: list[Row] = [
    (ON, None, False, [TABLE]),
    (ON, "Best", False, [TABLE]),
    (ON, {}, False, [NO_NAME]),
    (ON, queries(5), False, [NO_NAME]),
    (ON, queries(""), False, [EMPTY]),
    (OFF, queries(), False, []),
    (OFF, None, False, []),
]
INFO: list[Row] = [
    *COMMON,
    (ON, queries(), True, []),
    (ON, queries("None"), True, []),
    (ON, {"leaderboardName": "Best"}, False, [NO_LISTENER]),
    (ON, queries(listener="a string"), False, [NO_LISTENER]),
    (OFFLINE, queries(), True, []),
]
ENTRIES: list[Row] = [
    *INFO,
    (ON, queries(playerScope="GLOBALaroundUSER"), True, []),
    (ON, queries(playerScope="FriendsOnly", startIndex="ignored"), True, []),
    (ON, queries(startIndex=1.5, endIndex=3), True, []),
    (ON, queries(playerScope=5), False, ["ERROR: The 'playerScope' field is not of type string."]),
    (ON, queries(playerScope="everybody"), False, ["ERROR: Given unknown playerScope name 'everybody'"]),
    (ON, queries(startIndex="1", endIndex=2), False, ["ERROR: The 'startIndex' field must be of type number."]),
    (ON, queries(startIndex=1, endIndex=True), False, ["ERROR: The 'endIndex' field must be of type number."]),
    (ON, queries(startIndex=1), False, ["ERROR: The 'endIndex' field is missing."]),
    (ON, queries(endIndex=1), False, ["ERROR: The 'startIndex' field is missing."]),
]
NO_VALUE = "ERROR: Table must contain a 'value' field of type number."
SCORE: list[Row] = [
    *COMMON,
    (ON, queries(value=5), True, []),
    (ON, queries("None", value=5), True, []),
    (ON, queries(value=1e300), True, []),
    (ON, queries(), False, [NO_VALUE]),
    (ON, queries(value="5", listener=None), False, [NO_VALUE]),
    (ON, queries(value=5, listener=None), False, [NO_LISTENER]),
    (OFFLINE, queries(value=5), True, []),
]
NO_FUNCTION = "ERROR: 1st argument must be a Lua function."
COUNT: list[Row] = [
    (ON, listener, True, []),
    (ON, None, False, [NO_FUNCTION]),
    (ON, {"activePlayerCount": listener}, False, [NO_FUNCTION]),
    (OFFLINE, listener, True, []),
    (OFF, listener, False, []),
    (OFF, None, False, [NO_FUNCTION]),
]
TABLES = {
    "requestLeaderboardInfo": ("leaderboardInfo", INFO),
    "requestLeaderboardEntries": ("leaderboardEntries", ENTRIES),
    "requestSetHighScore": ("setHighScore", SCORE),
    "requestActivePlayerCount": ("activePlayerCount", COUNT),
}


@pytest.fixture(params=WAYS)
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """Give a world with a leaderboard in which a friend and another have a score, and nothing pending."""
    world = World(request.param).started()
    world.client.find_or_create_leaderboard("Best", 2, 1)
    world.frames()
    for player, score in ((OTHER, 70), (OTHER + 5, 90)):
        other = world.steam.client(player)
        other.find_leaderboard("Best")
        handle = 0
        for _ in range(5):
            other.advance(0.1)
            for record in other.poll():
                if not handle and hasattr(record, "handle"):
                    handle = record.handle
                    other.upload_leaderboard_score(handle, 1, score, [])
        other.close()
    yield world
    world.close()


def hear(world: World, function: str, params: object) -> tuple[bool, list[Event]]:
    """Call a function with a listener that hears; return what it returned and what was heard in the frames after it."""
    heard: list[Event] = []
    if params is listener:
        params = heard.append
    elif isinstance(params, dict) and params.get("listener") is listener:
        params = {**params, "listener": heard.append}
    returned = getattr(world.steamworks, function)(params)
    assert heard == []
    world.frames()
    if world.client.faults.offline:
        assert heard == []
        world.wait(OVERDUE)
        world.wait(OVERDUE)
    return returned, heard


@pytest.mark.parametrize(("function", "row"), [(name, row) for name, (_, rows) in TABLES.items() for row in rows])
def test_the_truth_table(function: str, row: Row, world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """Every row returns and prints what it says; an accepted request has exactly one event, and a refused one none."""
    situation, params, returned, printed = row
    if situation == OFFLINE:
        world.client.faults.lose_connection()
    elif situation == OFF:
        world.backend.shutdown()
    value, heard = hear(world, function, params)
    assert value is returned
    assert sentences(capsys.readouterr().out) == printed
    assert [event.name for event in heard] == [TABLES[function][0]] * returned
    if returned:
        missing = isinstance(params, dict) and params["leaderboardName"] == "None"
        assert heard[0].isError is (situation == OFFLINE or missing)


def test_the_info_of_a_leaderboard(world: World) -> None:
    """Its handle is text, its sort method and display type are words; of one that is missing there is the name only."""
    _, (event,) = hear(world, "requestLeaderboardInfo", queries())
    assert event.leaderboardHandle.isdecimal()
    assert event == {
        "name": "leaderboardInfo",
        "isError": False,
        "leaderboardName": "Best",
        "leaderboardHandle": event.leaderboardHandle,
        "entryCount": 2,
        "sortMethod": "descending",
        "displayType": "numeric",
    }
    _, (event,) = hear(world, "requestLeaderboardInfo", queries("None"))
    assert event == {"name": "leaderboardInfo", "isError": True, "leaderboardName": "None"}


def test_a_score_and_the_entries(world: World) -> None:
    """A better score changes the entry and tells both ranks; a worse one is no error and changes nothing."""
    _, (event,) = hear(world, "requestSetHighScore", queries(value=50.9))
    assert (event.isError, event.scoreChanged, event.currentGlobalRank, event.previousGlobalRank) == (False, True, 3, None)
    _, (event,) = hear(world, "requestSetHighScore", queries(value=80))
    assert (event.scoreChanged, event.currentGlobalRank, event.previousGlobalRank) == (True, 2, 3)
    _, (event,) = hear(world, "requestSetHighScore", queries(value=10))
    assert (event.isError, event.scoreChanged) == (False, False)
    assert "currentGlobalRank" not in event
    _, (event,) = hear(world, "requestLeaderboardEntries", queries())
    assert [(entry.userSteamId, entry.globalRank, entry.score) for entry in event.entries] == [
        (str(OTHER + 5), 1, 90),
        (ME, 2, 80),
        (PAL, 3, 70),
    ]
    _, (event,) = hear(world, "requestLeaderboardEntries", queries(startIndex=-5, endIndex=1))
    assert [entry.score for entry in event.entries] == [90]
    _, (event,) = hear(world, "requestLeaderboardEntries", queries(startIndex=2, endIndex=1))
    assert [entry.score for entry in event.entries] == [80]
    _, (event,) = hear(world, "requestLeaderboardEntries", queries(playerScope="friendsonly"))
    assert [entry.score for entry in event.entries] == [80, 70]
    _, (event,) = hear(world, "requestLeaderboardEntries", queries("None"))
    assert event == {"name": "leaderboardEntries", "isError": True, "leaderboardName": "None", "leaderboardHandle": "0", "entries": []}


def test_the_ranges_that_reach_steam() -> None:
    """By default 1 to 25 and -12 to 12; a global range begins at 1 at the earliest, and an end before the start is the start."""
    table: list[tuple[dict[str, Any], tuple[int, int, int]]] = [
        ({}, (0, 1, 25)),
        ({"playerScope": "GlobalAroundUser"}, (1, -12, 12)),
        ({"playerScope": "FriendsOnly"}, (2, 0, 0)),
        ({"startIndex": -3, "endIndex": -2}, (0, 1, 1)),
        ({"playerScope": "globalarounduser", "startIndex": -4, "endIndex": 5}, (1, -4, 5)),
        ({"startIndex": 7, "endIndex": 1e300}, (0, 7, 2**31 - 1)),
    ]
    assert [_range(params) for params, _ in table] == [wanted for _, wanted in table]


def test_the_number_of_players(world: World) -> None:
    """A number, or isError without one."""
    _, (event,) = hear(world, "requestActivePlayerCount", listener)
    assert event == {"name": "activePlayerCount", "isError": False, "count": event["count"]}
    assert event.count >= 1
    world.client.faults.lose_connection()
    _, (event,) = hear(world, "requestActivePlayerCount", listener)
    assert event == {"name": "activePlayerCount", "isError": True}


def test_several_requests_in_flight_are_each_answered_in_order(world: World) -> None:
    """Each listener hears its own event, and the board is found for each."""
    heard: list[tuple[int, str]] = []
    for number, function in enumerate(["requestLeaderboardInfo"] * 3):
        getattr(world.steamworks, function)(
            {"leaderboardName": "Best", "listener": lambda event, number=number: heard.append((number, event.name))}
        )
    world.frames()
    assert heard == [(number, "leaderboardInfo") for number in range(3)]


@pytest.mark.parametrize("good", [0, 1])
def test_a_broken_call_is_an_error_event(good: int, tree: SceneTree) -> None:
    """Wherever on the way a call breaks, the listener hears isError, once."""
    fake = FakeUser()
    fake.find_or_create_leaderboard("Best", 2, 1)
    plugin = Steamworks.attach(tree, fake)
    tree.process()
    heard: list[Event] = []
    for function in ("requestLeaderboardEntries", "requestSetHighScore"):
        # The board is forgotten, so that each request finds it first.
        plugin._handles.clear()
        fake.breaks.extend([Result.OK] * good + [Result.IO_FAILURE])
        assert getattr(plugin, function)({"leaderboardName": "Best", "value": 5, "listener": heard.append})
        for _ in range(5):
            tree.process()
    if not good:
        fake.breaks.append(Result.IO_FAILURE)
        assert plugin.requestActivePlayerCount(heard.append)
        fake.breaks.append(Result.IO_FAILURE)
        assert plugin.requestLeaderboardInfo({"leaderboardName": "Best", "listener": heard.append})
        for _ in range(3):
            tree.process()
    names = ["leaderboardEntries", "setHighScore", "activePlayerCount", "leaderboardInfo"][: 2 if good else 4]
    assert [(event.name, event.isError) for event in heard] == [(name, True) for name in names]
    assert not fake.breaks
