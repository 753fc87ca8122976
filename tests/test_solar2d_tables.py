"""The truth tables of Solar2D's plugin: for each function what it returns, prints and brings, in every situation.

Rules: a row is (situation, arguments, return value, printed, events); events are those of the following frames, and without a connection
those that come when Steam has given up.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.solar2d_world import ME, OVERDUE, PAL, START, STRANGER, WAYS, Unset, World, save, sentences, unlock, update
from tests.support.stats_world import SERVER

Row = tuple[str, tuple[object, ...], Any, list[str], list[Any]]

ON, FRIEND_HERE, OFFLINE, OFF = "logged on", "friend loaded", "offline", "not logged on"
NAME = "ERROR: 1st argument must be set to the achievement's unique name."
ID = "ERROR: Given user ID is invalid: '{}'"
PAIR = [save(), update()]
LATE = [save(3)]
FIRST = {"unlocked": False, "localizedName": "First blood", "localizedDescription": "Win a game", "hidden": False}
PALS_FIRST = {**FIRST, "unlocked": True, "unlockTime": START}
LEVEL = {"unlocked": False, "localizedName": "Half way", "localizedDescription": "Unknown", "hidden": True}
NAMES = ["ACH_FIRST", "ACH_LEVEL", "ACH_FAR", "ACH_SERVER", "ACH_KILLS"]


def stat(name: object = "games", kind: object = "int", **more: object) -> dict[str, object]:
    """Return a table that names a stat."""
    return {"statName": name, "type": kind, **more}


WRONG_ID = "ERROR: Argument (userSteamId) is not of type string."
REQUEST: list[Row] = [
    (ON, (), True, [], [update()]),
    (ON, (None,), True, [], [update()]),
    (ON, (ME,), True, [], [update()]),
    (ON, (PAL,), True, [], [update(PAL)]),
    (ON, (STRANGER,), True, [], [update(STRANGER)]),
    (ON, (str(SERVER),), True, [], [update(str(SERVER), 2)]),
    (ON, (f" +{PAL}abc",), True, [], [update(PAL)]),
    (ON, (int(PAL),), False, [WRONG_ID], []),
    (ON, (1.5,), False, [WRONG_ID], []),
    (ON, (True,), False, [WRONG_ID], []),
    (ON, ({},), False, [WRONG_ID], []),
    (ON, ("",), False, [ID.format("")], []),
    (ON, ("FRIEND_ID",), False, [ID.format("FRIEND_ID")], []),
    (ON, ("-1",), False, [ID.format("-1")], []),
    (ON, ("1",), False, [ID.format("1")], []),
    (ON, ("7.6e16",), False, [ID.format("7.6e16")], []),
    (ON, (str(2**64),), False, [ID.format(2**64)], []),
    (OFFLINE, (), True, [], [update(code=3)]),
    (OFFLINE, (PAL,), True, [], [update(PAL, 3)]),
    (OFFLINE, ("FRIEND_ID",), False, [ID.format("FRIEND_ID")], []),
    (OFF, (), False, [], []),
    (OFF, (PAL,), False, [], []),
    (OFF, (5,), False, [WRONG_ID], []),
    (OFF, ("",), False, [ID.format("")], []),
]

WRONG_SECOND = "ERROR: 2nd argument (userSteamId) is not of type string."
INFO: list[Row] = [
    (ON, ("ACH_FIRST",), FIRST, [], []),
    (ON, ("ACH_FIRST", None), FIRST, [], []),
    (ON, ("ACH_FIRST", ME), FIRST, [], []),
    (ON, ("ACH_LEVEL",), LEVEL, [], []),
    (ON, ("ach_first",), None, [], []),
    (ON, ("ACH_SECRET",), None, [], []),
    (ON, ("",), None, [], []),
    (ON, (), None, [NAME], []),
    (ON, (5, 5), None, [NAME], []),
    (ON, ("ACH_FIRST", int(PAL)), None, [WRONG_SECOND], []),
    (ON, ("ACH_FIRST", "abc"), None, [ID.format("abc")], []),
    (ON, ("ACH_FIRST", PAL), None, [], []),
    (FRIEND_HERE, ("ACH_FIRST", PAL), PALS_FIRST, [], []),
    (FRIEND_HERE, ("ACH_LEVEL", PAL), LEVEL, [], []),
    (FRIEND_HERE, ("ACH_FIRST", STRANGER), None, [], []),
    (OFFLINE, ("ACH_FIRST",), FIRST, [], []),
    (OFFLINE, ("ACH_FIRST", PAL), None, [], []),
    (OFF, ("ACH_FIRST",), None, [], []),
    (OFF, (None,), None, [NAME], []),
    (OFF, ("ACH_FIRST", 5), None, [WRONG_SECOND], []),
    (OFF, ("ACH_FIRST", ""), None, [ID.format("")], []),
]

LIST: list[Row] = [
    (ON, (), NAMES, [], []),
    (ON, (5, "ignored"), NAMES, [], []),
    (OFFLINE, (), NAMES, [], []),
    (OFF, (), [], [], []),
]

IMAGE: list[Row] = [
    (ON, ("ACH_FIRST",), None, [], []),
    (ON, ("unknown",), None, [], []),
    (ON, (), None, [NAME], []),
    (ON, ({},), None, [NAME], []),
    (OFFLINE, ("ACH_FIRST",), None, [], []),
    (OFF, ("ACH_FIRST",), None, [], []),
    (OFF, (5,), None, [NAME], []),
]

NO_NAME = "ERROR: Table must contain a 'statName' field of type string."
NO_TYPE = "ERROR: Table must contain a 'type' field set to either 'int', 'float', or 'averageRate'."
WRONG_USER = "ERROR: The 'userSteamId' field is not of type string."
GET: list[Row] = [
    (ON, (stat(),), Unset(0), [], []),
    (ON, (stat("level"),), Unset(1), [], []),
    (ON, (stat("unknown"),), None, [], []),
    (ON, (stat("secret"),), None, [], []),
    (ON, (), None, ["ERROR: 1st argument must be a table."], []),
    (ON, ("games",), None, ["ERROR: 1st argument must be a table."], []),
    (ON, ({},), None, [NO_NAME], []),
    (ON, ([],), None, [NO_NAME], []),
    (ON, (stat(5),), None, [NO_NAME], []),
    (ON, (stat("", "no"),), None, ["ERROR: The 'statName' field cannot be set to an empty string."], []),
    (ON, ({"statName": "games"},), None, [NO_TYPE], []),
    (ON, (stat(kind="Int"),), None, [NO_TYPE], []),
    (ON, (stat(kind=["int"]),), None, [NO_TYPE], []),
    (ON, (stat(userSteamId=int(ME)),), None, [WRONG_USER], []),
    (ON, (stat(userSteamId="abc"),), None, ["ERROR: Given 'userSteamId' value is invalid: 'abc'"], []),
    (ON, (stat(userSteamId=PAL),), None, [], []),
    (FRIEND_HERE, (stat(userSteamId=PAL),), 12, [], []),
    (FRIEND_HERE, (stat("level", userSteamId=PAL),), 7, [], []),
    (FRIEND_HERE, (stat("kills", userSteamId=PAL),), Unset(0), [], []),
    (FRIEND_HERE, (stat("distance", "float", userSteamId=PAL),), 1.5, [], []),
    (FRIEND_HERE, (stat("per_hour", "averageRate", userSteamId=PAL),), 2.0, [], []),
    (FRIEND_HERE, (stat("distance", "int", userSteamId=PAL),), None, [], []),
    (FRIEND_HERE, (stat("games", "float", userSteamId=PAL),), None, [], []),
    (FRIEND_HERE, (stat(userSteamId=STRANGER),), None, [], []),
    (FRIEND_HERE, (stat(userSteamId=5),), None, [WRONG_USER], []),
    (OFFLINE, (stat(),), Unset(0), [], []),
    (OFF, (stat(),), None, [], []),
    (OFF, (None,), None, ["ERROR: 1st argument must be a table."], []),
    (OFF, (stat(userSteamId=""),), None, ["ERROR: Given 'userSteamId' value is invalid: ''"], []),
]

NO_ARRAY = "ERROR: 1st argument must be an array of tables."
MUST = "ERROR: Array element [{}] must contain a '{}' field set to {}."
A_TYPE, TEXT, NUMBER = "either 'int', 'float', or 'averageRate'", "a non-empty string", "a number"
ZERO = "ERROR: Array element [1] field 'sessionTimeLength' must be set to a value greater than zero."
RATE = {"statName": "per_hour", "type": "averageRate"}
SET: list[Row] = [
    (ON, ([stat(value=5)],), True, [], PAIR),
    (ON, ([stat(value=2), stat("level", value=3), stat("distance", "float", value=2)],), True, [], PAIR),
    (ON, ((stat(value=2.5),),), True, [], PAIR),
    (ON, ([{**RATE, "value": 5, "sessionTimeLength": 2}],), True, [], PAIR),
    (ON, ([stat("unknown", value=1)],), False, [], []),
    (ON, ([stat("kills", value=1)],), False, [], []),
    (ON, ([stat("level", value=1000)],), False, [], []),
    (ON, ([stat("distance", value=1)],), False, [], []),
    (ON, ([stat("distance", "float", value=1e300)],), False, [], []),
    (ON, ([stat("distance", "float", value=10**400)],), False, [], []),
    (ON, ([stat("unknown", value=1), stat(value=1)],), True, [], PAIR),
    (ON, ([5, stat(value=1)],), True, ["ERROR: Array element [1] is not a table."], PAIR),
    (ON, ([stat(value=1), {}],), True, [MUST.format(2, "statName", TEXT)], PAIR),
    (ON, ([stat("", value=1)],), False, [MUST.format(1, "statName", TEXT)], []),
    (ON, ([stat(kind="INT", value=1)],), False, [MUST.format(1, "type", A_TYPE)], []),
    (ON, ([stat(value="5")],), False, [MUST.format(1, "value", NUMBER)], []),
    (ON, ([stat(value=True)],), False, [MUST.format(1, "value", NUMBER)], []),
    (ON, ([stat(value=float("nan"))],), False, [MUST.format(1, "value", NUMBER)], []),
    (ON, ([{**RATE, "value": 5}],), False, [MUST.format(1, "sessionTimeLength", NUMBER)], []),
    (ON, ([{**RATE, "value": 5, "sessionTimeLength": 0}],), False, [ZERO], []),
    (ON, (), False, [NO_ARRAY], []),
    (ON, ([],), False, [NO_ARRAY], []),
    (ON, (stat(value=1),), False, [NO_ARRAY], []),
    (OFFLINE, ([stat(value=5)],), True, [], LATE),
    (OFF, ([stat(value=5)],), False, [], []),
    (OFF, ([5],), False, [], []),
    (OFF, ([],), False, [NO_ARRAY], []),
]

NO_VALUE = "ERROR: 2nd argument is missing. Expected current progress value of type number."
NO_MAXIMUM = "ERROR: 3rd argument is missing. Expected max progress value of type number."
HALF = unlock("ACH_FIRST", currentProgress=5, maxProgress=10)
PROGRESS: list[Row] = [
    (ON, ("ACH_FIRST", 5, 10), True, [], [*PAIR, HALF]),
    (ON, ("ACH_FIRST", 5.9, 10.1), True, [], [*PAIR, HALF]),
    (ON, ("ACH_FIRST", -5, 10), True, [], [*PAIR, unlock("ACH_FIRST", currentProgress=0, maxProgress=10)]),
    (ON, ("ACH_FIRST", 10, 10), True, [], [*PAIR, unlock("ACH_FIRST")]),
    (ON, ("ACH_FIRST", 11, 10), True, [], [*PAIR, unlock("ACH_FIRST")]),
    (ON, ("ACH_FIRST", 0, 0), True, [], [*PAIR, unlock("ACH_FIRST")]),
    (ON, ("ACH_FIRST", -1, -5), True, [], [*PAIR, unlock("ACH_FIRST")]),
    (ON, ("ACH_FIRST", float("inf"), 10), True, [], [*PAIR, unlock("ACH_FIRST")]),
    (ON, ("unknown", 5, 10), False, [], []),
    (ON, ("unknown", 10, 10), False, [], []),
    (ON, ("ACH_SERVER", 10, 10), False, [], []),
    (ON, (5, "5"), False, [NAME], []),
    (ON, (), False, [NAME], []),
    (ON, ("ACH_FIRST",), False, [NO_VALUE], []),
    (ON, ("ACH_FIRST", None), False, ["ERROR: 2nd argument is not of type number."], []),
    (ON, ("ACH_FIRST", "5", 10), False, ["ERROR: 2nd argument is not of type number."], []),
    (ON, ("ACH_FIRST", 5), False, [NO_MAXIMUM], []),
    (ON, ("ACH_FIRST", 5, None), False, ["ERROR: 3rd argument is not of type number."], []),
    (ON, ("ACH_FIRST", 5, True), False, ["ERROR: 3rd argument is not of type number."], []),
    (OFFLINE, ("ACH_FIRST", 10, 10), True, [], LATE),
    (OFF, ("ACH_FIRST", 5, 10), False, [], []),
    (OFF, ("ACH_FIRST", 5), False, [NO_MAXIMUM], []),
]

UNLOCK: list[Row] = [
    (ON, ("ACH_FIRST",), True, [], [*PAIR, unlock("ACH_FIRST")]),
    (ON, ("unknown",), False, [], []),
    (ON, ("ACH_SERVER",), False, [], []),
    (ON, (), False, [NAME], []),
    (ON, (5,), False, [NAME], []),
    (OFFLINE, ("ACH_FIRST",), True, [], LATE),
    (OFF, ("ACH_FIRST",), False, [], []),
    (OFF, (5,), False, [], []),
]

RESET: list[Row] = [
    (ON, (), True, [], [save()]),
    (ON, (5, "ignored"), True, [], [save()]),
    (OFFLINE, (), True, [], LATE),
    (OFF, (), False, [], []),
]

NO_EVENT, NO_LISTENER = "ERROR: 1st argument must be set to an event name.", "ERROR: 2nd argument must be set to a listener."
ADD: list[Row] = [
    (ON, ("userProgressUpdate", print), True, [], []),
    (ON, ("no event of Steam's", print), True, [], []),
    (ON, ("userProgressUpdate", {"userProgressUpdate": print}), True, [], []),
    (ON, (), False, [NO_EVENT], []),
    (ON, ("", print), False, [NO_EVENT], []),
    (ON, (5, 5), False, [NO_EVENT], []),
    (ON, ("userProgressUpdate",), False, [NO_LISTENER], []),
    (ON, ("userProgressUpdate", "a string"), False, [NO_LISTENER], []),
    (ON, ("userProgressUpdate", {"userProgressSave": print}), False, [NO_LISTENER], []),
    (OFFLINE, ("userProgressUpdate", print), True, [], []),
    (OFF, ("userProgressUpdate", print), True, [], []),
    (OFF, ("userProgressUpdate",), False, [NO_LISTENER], []),
]
REMOVE = [(situation, arguments, False, printed, events) for situation, arguments, _, printed, events in ADD]

TABLES = {
    "requestUserProgress": REQUEST,
    "getAchievementInfo": INFO,
    "getAchievementNames": LIST,
    "getAchievementImageInfo": IMAGE,
    "getUserStatValue": GET,
    "setUserStatValues": SET,
    "setAchievementProgress": PROGRESS,
    "setAchievementUnlocked": UNLOCK,
    "resetUserProgress": RESET,
    "resetUserStats": RESET,
    "addEventListener": ADD,
    "removeEventListener": REMOVE,
}


def in_situation(situation: str, way: str) -> World:
    """Make a world that is in a situation, with nothing pending."""
    world = World(way).started()
    if situation == FRIEND_HERE:
        assert world.steamworks.requestUserProgress(PAL)
        assert world.frames() == [update(PAL)]
    elif situation == OFFLINE:
        world.client.faults.lose_connection()
    elif situation == OFF:
        world.backend.shutdown()
    return world


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("function", "row"), [(name, row) for name, rows in TABLES.items() for row in rows])
def test_the_truth_table(function: str, row: Row, way: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every row returns, prints and brings exactly what it says, and nothing is ever brought inside the call."""
    situation, arguments, returned, printed, events = row
    world = in_situation(situation, way)
    if isinstance(returned, Unset):
        returned = world.unset(returned.default)
    capsys.readouterr()
    value = getattr(world.steamworks, function)(*arguments)
    assert (value, type(value) is bool) == (returned, type(returned) is bool)
    assert sentences(capsys.readouterr().out) == printed
    assert world.heard == []
    brought = world.frames()
    if situation == OFFLINE:
        assert world.steamworks.isLoggedOn is True
        brought += world.wait(OVERDUE)
    assert brought == events
    assert capsys.readouterr().out == ""
    world.close()


def test_every_function_has_a_table_with_every_situation() -> None:
    """A function without its rows would be untested, and so would a situation it never meets."""
    for function, rows in TABLES.items():
        assert {ON, OFFLINE, OFF} <= {situation for situation, *_ in rows}, function
    print({function: len(rows) for function, rows in TABLES.items()}, "rows")  # noqa: T201 - the counts
