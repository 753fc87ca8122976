"""The laws of the rules: the table user state x call -> answer walked whole, the limits at their edges, and a new player's defaults."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.callbacks import StatsReceived, StatsStored
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.local.rules.stat_rules import ANSWERS, CALLS
from steam_nodes.steam.local.rules.user import NEXT, State, User
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from steam_nodes.steam.stat_values import to_float32
from tests.support.places import ON_EVERY_STORE
from tests.support.stats_world import OTHER, PLAYER, SERVER, load, stepped
from tests.support.stepping import answers, frame

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = ON_EVERY_STORE

ARGUMENTS: dict[str, tuple[object, ...]] = {
    "request_user_stats": (),
    "get_user_stat_int": ("kills",),
    "get_user_stat_float": ("accuracy",),
    "get_user_achievement": ("ACH_WIN",),
    "set_user_stat_int": ("kills", 8),
    "set_user_stat_float": ("accuracy", 0.5),
    "update_user_avg_rate_stat": ("kills_per_hour", 3.0, 1.0),
    "set_user_achievement": ("ACH_WIN",),
    "clear_user_achievement": ("ACH_WIN",),
    "store_user_stats": (),
}
VALUES = {"get_user_stat_int": 7, "get_user_stat_float": 0.25, "get_user_achievement": False}
AFTER: dict[str, State] = {"request_user_stats": "loaded", "store_user_stats": "loaded"}


def in_state(state: State) -> tuple[LocalSteam, int]:
    """Make a world where a player is in this state; return it with the id to ask for."""
    steam = stepped()
    if state == "closed":
        steam.close()
    elif state == "shut down":
        steam.server_shutdown()
    elif state == "not logged on":
        assert steam.server_init("0.0.0.0", 27015, 27016, 3, "1.0.0.0")[0] == 0
    elif state == "not a player":
        return steam, SERVER
    elif state == "asked":
        steam.request_user_stats(PLAYER)
    elif state == "not playing":
        steam = stepped(strict=True)
        load(steam)
    elif state in {"loaded", "changed"}:
        load(steam)
        if state == "changed":
            assert steam.set_user_stat_int(PLAYER, "big", 5)
    return steam, PLAYER


def state_of(steam: LocalSteam, steam_id: int) -> State:
    """Return the row of the table a user is in now."""
    return steam._world.user(steam_id).state


@pytest.mark.parametrize("state", ANSWERS)
@pytest.mark.parametrize("call", CALLS)
def test_every_call_answers_in_every_state_as_the_table_says(state: State, call: str) -> None:
    """A right name, type and value give exactly the table's answer, and only what the table allows changes the state."""
    steam, steam_id = in_state(state)
    answer = ANSWERS[state][CALLS[call]]
    assert state_of(steam, steam_id) == state
    returned = getattr(steam, call)(steam_id, *ARGUMENTS[call])
    if CALLS[call] == "get":
        assert returned == (VALUES[call] if answer == "value" else None)
        assert state_of(steam, steam_id) == state
    elif CALLS[call] == "set":
        assert returned is (answer == "true")
        assert state_of(steam, steam_id) == NEXT[state].get("set", state)
    else:
        assert returned > 0
        assert state_of(steam, steam_id) == NEXT[state].get("request", state) if call == "request_user_stats" else state
        records = [record for record in frame(steam) + frame(steam) if isinstance(record, StatsReceived | StatsStored)]
        kind = StatsReceived if call == "request_user_stats" else StatsStored
        expected = [(kind, returned, answer, steam_id)] if answer != "nothing" else []
        mine = [(type(record), record.call, record.result, record.steam_id) for record in records if record.call == returned]
        assert mine == expected
        if answer is Result.OK:
            kept = state if state == "not playing" or (state == "changed" and call == "request_user_stats") else "loaded"
            assert state_of(steam, steam_id) == kept
    refused = answer in {"none", "false", "nothing"} or (isinstance(answer, Result) and answer is not Result.OK)
    assert bool(steam.why()) == refused
    if refused:
        assert str(steam_id) in steam.why() or state in {"closed", "shut down", "not logged on"}


def test_the_table_has_a_row_for_every_state_and_a_column_for_every_call() -> None:
    """Nothing is left to chance: every state x call is written, and every next state is a state."""
    columns = set(CALLS.values())
    assert len(CALLS) == 10
    assert all(set(row) == columns for row in ANSWERS.values())
    assert set(NEXT) == set(ANSWERS)
    assert all(target in ANSWERS for row in NEXT.values() for target in row.values())


def test_an_event_the_table_does_not_know_changes_nothing() -> None:
    """A user stays in the state where an event means nothing there."""
    user = User(PLAYER, "not asked")
    user.happen("stored")
    assert user.state == "not asked"


# Names, types and Set By.


@pytest.mark.parametrize(
    ("call", "arguments", "reason"),
    [
        ("get_user_stat_int", ("kils",), 'is not a stat of app 480; did you mean "kills"?'),
        ("get_user_stat_int", ("KILLS",), 'did you mean "kills"?'),
        ("get_user_stat_int", ("zzzzzz",), "add [stats.zzzzzz] to the schema"),
        ("get_user_stat_int", ("",), "is not a stat"),
        ("get_user_stat_int", ("ACH_WIN",), "use the calls for achievements"),
        ("get_user_achievement", ("kills",), "use the calls for stats"),
        ("get_user_achievement", ("ACH_WINN",), 'did you mean "ACH_WIN"?'),
        ("get_user_stat_int", ("accuracy",), "is a FLOAT stat; read it with get_user_stat_float"),
        ("get_user_stat_float", ("kills",), "is an INT stat; read it with get_user_stat_int"),
        ("get_user_stat_int", ("kills_per_hour",), "is an AVGRATE stat; read it with get_user_stat_float"),
        ("set_user_stat_int", ("accuracy", 1), "is a FLOAT stat; set it with set_user_stat_float"),
        ("set_user_stat_float", ("kills", 1.0), "is an INT stat; set it with set_user_stat_int"),
        ("set_user_stat_float", ("kills_per_hour", 1.0), "is an AVGRATE stat; set it with update_user_avg_rate_stat"),
        ("update_user_avg_rate_stat", ("kills", 1.0, 1.0), "set it with set_user_stat_int"),
        ("update_user_avg_rate_stat", ("accuracy", 1.0, 1.0), "set it with set_user_stat_float"),
        ("update_user_avg_rate_stat", ("kills_per_hour", 1.0, 0.0), "session_length is 0.0; pass a length above 0"),
        ("update_user_avg_rate_stat", ("kills_per_hour", 1.0, -1), "pass a length above 0"),
        ("update_user_avg_rate_stat", ("kills_per_hour", math.nan, 1.0), "not a finite number"),
        ("update_user_avg_rate_stat", ("kills_per_hour", 1.0, math.inf), "not a finite number"),
        ("update_user_avg_rate_stat", ("kills_per_hour", 3e38, 1e-9), "does not fit in a float32"),
        ("get_user_stat_int", ("secret",), "is not published"),
        ("set_user_stat_int", ("secret", 1), "is not published"),
        ("get_user_achievement", ("ACH_SECRET",), "is not published"),
        ("set_user_achievement", ("ACH_SECRET",), "is not published"),
        ("set_user_stat_int", ("played", 1), 'is Set By Client; a game server may set it only with set_by = "GS"'),
        ("set_user_stat_float", ("ranking", 1.0), "is Set By Official GS"),
        ("set_user_achievement", ("ACH_CLIENT",), "is Set By Client"),
        ("clear_user_achievement", ("ACH_CLIENT",), "is Set By Client"),
        ("clear_user_achievement", ("ACH_OFFICIAL",), "official_servers"),
        ("set_user_stat_int", ("kills", 2**31), "does not fit in an int32"),
        ("set_user_stat_int", ("kills", -(2**31) - 1), "does not fit in an int32"),
        ("set_user_stat_int", ("kills", 10**5000), "does not fit in an int32"),
        ("set_user_stat_int", ("kills", True), "is a bool"),
        ("set_user_stat_int", ("kills", 2.0), "pass int(...) of it"),
        ("set_user_stat_float", ("accuracy", True), "is a bool"),
        ("set_user_stat_float", ("accuracy", math.nan), "not a finite number"),
        ("set_user_stat_float", ("accuracy", -math.inf), "not a finite number"),
        ("set_user_stat_float", ("accuracy", 3.5e38), "does not fit in a float32"),
        ("set_user_stat_float", ("accuracy", 10**400), "not a finite number"),
    ],
)
def test_a_refused_call_changes_nothing_and_says_why(call: str, arguments: tuple[object, ...], reason: str) -> None:
    """It returns False or None, the values stay, nothing is unstored, and the sentence names the call, the user and the remedy."""
    steam = stepped()
    load(steam)
    before = (steam.get_user_stat_int(PLAYER, "kills"), steam.get_user_stat_float(PLAYER, "accuracy"))
    assert getattr(steam, call)(PLAYER, *arguments) is (None if call.startswith("get") else False)
    assert reason in steam.why()
    assert steam.why().startswith(f"{call}({PLAYER}")
    assert state_of(steam, PLAYER) == "loaded"
    assert (steam.get_user_stat_int(PLAYER, "kills"), steam.get_user_stat_float(PLAYER, "accuracy")) == before


@pytest.mark.parametrize("state", ["not asked", "loaded"])
@pytest.mark.parametrize(
    ("call", "arguments"),
    [
        ("get_user_stat_int", (None,)),
        ("get_user_stat_float", (["accuracy"],)),
        ("get_user_achievement", (5,)),
        ("set_user_stat_int", (b"kills", 1)),
        ("set_user_stat_int", ("kills", "1")),
        ("set_user_stat_int", ("kills", None)),
        ("set_user_stat_float", ("accuracy", "0.5")),
        ("set_user_stat_float", ("accuracy", 1j)),
        ("update_user_avg_rate_stat", ("kills_per_hour", "1", 1.0)),
        ("update_user_avg_rate_stat", ("kills_per_hour", 1.0, None)),
        ("set_user_achievement", ({},)),
        ("clear_user_achievement", (None,)),
    ],
)
def test_a_wrong_python_type_raises_at_the_call(state: State, call: str, arguments: tuple[object, ...]) -> None:
    """Names that are no text and values that are no numbers raise TypeError in any state."""
    steam, steam_id = in_state(state)
    with pytest.raises(TypeError):
        getattr(steam, call)(steam_id, *arguments)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("steam_id", ["76561197960287931", float(PLAYER), None, True])
def test_a_steam_id_that_is_no_int_raises_at_the_call(call: str, steam_id: object) -> None:
    """Text, floats, None and bools raise TypeError, also for a user who is loaded."""
    steam = stepped()
    load(steam)
    with pytest.raises(TypeError, match="Steam ID"):
        getattr(steam, call)(steam_id, *ARGUMENTS[call])


@pytest.mark.parametrize(("address", "may"), [("203.0.113.5", True), ("203.0.114.5", False), ("", False)])
def test_official_gs_is_for_servers_of_the_ranges(address: str, *, may: bool) -> None:
    """Set and clear of what is Set By Official GS ask for the server's address."""
    steam = stepped(server_ip=address)
    load(steam)
    assert steam.set_user_stat_float(PLAYER, "ranking", 2.0) is may
    assert steam.set_user_achievement(PLAYER, "ACH_OFFICIAL") is may
    assert steam.clear_user_achievement(PLAYER, "ACH_OFFICIAL") is may
    assert not steam.set_user_achievement(PLAYER, "ACH_CLIENT")


# Limits.

STEPS: list[tuple[str, float, list[float], bool]] = [
    ("level", 5, [0], False),
    ("level", 5, [1], True),
    ("level", 95, [100], True),
    ("level", 95, [101], False),
    ("level", 50, [60], True),
    ("level", 50, [61], False),
    ("level", 50, [40], True),
    ("level", 50, [39], False),
    ("level", 50, [60, 70], True),
    ("level", 50, [61, 55], False),
    ("distance", 2.5, [2.5], True),
    ("distance", 2.5, [2.4999998], False),
    ("distance", 2.5, [2.5000002], True),
    ("distance", 2.5, [2.0, 3.0], True),
]


def setter(steam: LocalSteam, name: str) -> Callable[[float], bool]:
    """Return what sets this stat of the player."""
    if name == "level":
        return lambda value: steam.set_user_stat_int(PLAYER, name, int(value))
    return lambda value: steam.set_user_stat_float(PLAYER, name, value)


def value_of(steam: LocalSteam, name: str) -> float | None:
    """Read a stat of the player."""
    return steam.get_user_stat_int(PLAYER, name) if name == "level" else steam.get_user_stat_float(PLAYER, name)


@pytest.mark.parametrize(("name", "start", "sets", "legal"), STEPS)
def test_limits_are_judged_at_the_store(name: str, start: float, sets: list[float], *, legal: bool) -> None:
    """Every set is true and readable; a store that breaks a limit is INVALID_PARAM and writes nothing, at the edge it is OK."""
    steam = stepped(users={PLAYER: {name: start}})
    load(steam)
    for value in sets:
        assert setter(steam, name)(value)
    assert value_of(steam, name) == to_float32(sets[-1])
    assert steam.set_user_stat_int(PLAYER, "kills", 99)
    assert steam.set_user_achievement(PLAYER, "ACH_WIN")
    steam.store_user_stats(PLAYER)
    (record,) = answers(steam, 1)
    assert isinstance(record, StatsStored)
    assert record.result is (Result.OK if legal else Result.INVALID_PARAM)
    assert value_of(steam, name) == (to_float32(sets[-1]) if legal else start)
    # The others stay changed and unstored: a refresh cannot take them away, and the next store brings them.
    assert steam.get_user_stat_int(PLAYER, "kills") == 99
    assert state_of(steam, PLAYER) == ("loaded" if legal else "changed")
    if not legal:
        assert f'"{name}" = ' in steam.why()
        load(steam)
        assert (steam.get_user_stat_int(PLAYER, "kills"), steam.get_user_achievement(PLAYER, "ACH_WIN")) == (99, True)
        steam.store_user_stats(PLAYER)
        assert [record.result for record in answers(steam, 1) if isinstance(record, StatsStored)] == [Result.OK]


@pytest.mark.parametrize(("name", "start", "sets", "legal"), [step for step in STEPS if len(step[2]) == 1])
def test_limits_can_be_judged_at_the_set(name: str, start: float, sets: list[float], *, legal: bool) -> None:
    """With limits="at_set" the set itself is false and changes nothing."""
    steam = stepped(users={PLAYER: {name: start}}, limits="at_set")
    load(steam)
    assert setter(steam, name)(sets[0]) is legal
    assert value_of(steam, name) == (to_float32(sets[0]) if legal else start)
    assert state_of(steam, PLAYER) == ("changed" if legal else "loaded")


def test_an_average_has_limits_too() -> None:
    """Max of an AVGRATE stat is judged on the average."""
    schema = Schema.parse('app_id = 480\n[stats.rate]\ntype = "AVGRATE"\nmax = 4.0\nset_by = "GS"')
    steam = LocalSteam(schema, clock=SteppedClock())
    load(steam)
    for count, result, rate in ((8.0, Result.OK, 4.0), (100.0, Result.INVALID_PARAM, 4.0)):
        assert steam.update_user_avg_rate_stat(PLAYER, "rate", count, 2.0)
        steam.store_user_stats(PLAYER)
        assert [record.result for record in answers(steam, 1) if isinstance(record, StatsStored)] == [result]
        assert steam.get_user_stat_float(PLAYER, "rate") == rate


# Progress.


def test_a_progress_stat_unlocks_its_achievement_when_it_reaches_its_max() -> None:
    """One below it stays locked, at it it unlocks; clear locks again, and the next set that reaches it unlocks."""
    steam = stepped(users={PLAYER: {"level": 48}})
    load(steam)
    for value, unlocked in ((49, False), (50, True)):
        assert steam.set_user_stat_int(PLAYER, "level", value)
        assert steam.get_user_achievement(PLAYER, "ACH_LEVEL_50") is unlocked
    steam.store_user_stats(PLAYER)
    answers(steam, 1)
    load(steam)
    assert steam.get_user_achievement(PLAYER, "ACH_LEVEL_50") is True
    assert steam.clear_user_achievement(PLAYER, "ACH_LEVEL_50")
    assert steam.get_user_achievement(PLAYER, "ACH_LEVEL_50") is False
    assert steam.set_user_stat_int(PLAYER, "level", 51)
    assert steam.get_user_achievement(PLAYER, "ACH_LEVEL_50") is True


@pytest.mark.parametrize("by_call", [False, True])
def test_what_a_refused_value_unlocked_is_locked_again(*, by_call: bool) -> None:
    """An achievement earned only by a value that went back goes back with it; one that was also set by call stays."""
    steam = stepped(users={PLAYER: {"level": 5}})
    load(steam)
    assert steam.set_user_stat_int(PLAYER, "level", 99)
    if by_call:
        assert steam.set_user_achievement(PLAYER, "ACH_LEVEL_50")
    steam.store_user_stats(PLAYER)
    answers(steam, 1)
    assert steam.get_user_stat_int(PLAYER, "level") == 5
    assert steam.get_user_achievement(PLAYER, "ACH_LEVEL_50") is by_call


def test_a_new_player_has_the_defaults() -> None:
    """Whoever the store does not know is loaded with the schema's defaults."""
    steam = stepped()
    load(steam, OTHER)
    assert steam.get_user_stat_int(OTHER, "kills") == 0
    assert steam.get_user_stat_int(OTHER, "level") == 1
    assert steam.get_user_stat_float(OTHER, "accuracy") == 0.0
    assert steam.get_user_achievement(OTHER, "ACH_WIN") is False
