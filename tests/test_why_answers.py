"""Why an answer is not OK: the local Steam and Valve's library through the binding say the same of the same situation.

Rules: each situation is played on every backend behind a refusal of another kind, so that an older reason is seen. What is certain is one
sentence, word for word; where Steam gives no reason the call, the user and the remedy are the same.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.callbacks import StatsReceived
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.results import Result
from tests.support.client_world import world
from tests.support.loopback import POSTINGS
from tests.support.native_world import MODES, Looped, LoopedClient
from tests.support.places import ON_EVERY_STORE
from tests.support.stats_world import OTHER, PLAYER, SCHEMA, SERVER, START, load
from tests.support.stepping import frame, frames

if TYPE_CHECKING:
    from collections.abc import Callable

    Act = Callable[[Any, Any], object]
    """What is done in a situation: with the side that is asked, and with the world or the door behind it."""

pytestmark = ON_EVERY_STORE

NOT_A_PLAYER = "{} is not a player's account, and only players have stats; pass the 64-bit Steam ID of a player"
ASK = f"call request_user_stats({PLAYER})"
STORE_AGAIN = "the changes stay, store again"
PUT_BACK = "nothing was stored and"


def unloaded(steam: Any, local: LocalSteam) -> None:
    """Have a player's stats unloaded."""
    load(steam)
    local.unload(PLAYER)
    for _ in range(4):
        frame(steam)


def breaks_a_limit(steam: Any, _local: LocalSteam) -> None:
    """Store a value that changes by more than it may."""
    load(steam)
    assert steam.set_user_stat_int(PLAYER, "level", 90)
    steam.store_user_stats(PLAYER)


def faulty_store(result: Result) -> Act:
    """Return what stores where Steam answers so."""

    def act(steam: Any, local: LocalSteam) -> None:
        load(steam)
        steam.set_user_stat_int(PLAYER, "kills", 9)
        local.faults.next_stores(result)
        steam.store_user_stats(PLAYER)

    return act


def faulty_request(result: Result) -> Act:
    """Return what requests where Steam answers so."""

    def act(steam: Any, local: LocalSteam) -> None:
        local.faults.next_requests(result)
        steam.request_user_stats(PLAYER)

    return act


def logged_off(call: str) -> Act:
    """Return what asks of a server that logged off."""

    def act(steam: Any, _local: LocalSteam) -> None:
        steam.log_off()
        for _ in range(3):
            frame(steam)
        getattr(steam, call)(PLAYER)

    return act


def behind_an_unload(call: str, *arguments: object) -> Act:
    """Return what asks after an unload."""

    def act(steam: Any, local: LocalSteam) -> None:
        unloaded(steam, local)
        getattr(steam, call)(PLAYER, *arguments)

    return act


NOT_LOGGED_ON = "the server is not logged on; call log_on or log_on_anonymous and wait for the answer"
UNLOADED = f"the stats of {PLAYER} were unloaded; {ASK} again and wait until stats_received says OK"

# A situation, and the sentence that is said of it; a list names what stands in it.
SITUATIONS: dict[str, tuple[Act, str | list[str]]] = {
    "a request for id 0": (lambda steam, _: steam.request_user_stats(0), "request_user_stats(0): " + NOT_A_PLAYER.format(0)),
    "a request for a server": (
        lambda steam, _: steam.request_user_stats(SERVER),
        f"request_user_stats({SERVER}): " + NOT_A_PLAYER.format(SERVER),
    ),
    "a request for no id": (lambda steam, _: steam.request_user_stats(-1), "request_user_stats(-1): " + NOT_A_PLAYER.format(-1)),
    "a store for id 0": (lambda steam, _: steam.store_user_stats(0), "store_user_stats(0): " + NOT_A_PLAYER.format(0)),
    "a store for a stranger": (
        lambda steam, _: steam.store_user_stats(PLAYER),
        f"store_user_stats({PLAYER}): the stats of {PLAYER} were not requested; {ASK} and wait until stats_received says OK",
    ),
    "a get after an unload": (
        behind_an_unload("get_user_stat_int", "kills"),
        f'get_user_stat_int({PLAYER}, "kills"): {UNLOADED}',
    ),
    "a set after an unload": (
        behind_an_unload("set_user_achievement", "ACH_WIN"),
        f'set_user_achievement({PLAYER}, "ACH_WIN"): {UNLOADED}',
    ),
    "a store after an unload": (behind_an_unload("store_user_stats"), f"store_user_stats({PLAYER}): {UNLOADED}"),
    "a request while logged off": (logged_off("request_user_stats"), f"request_user_stats({PLAYER}): {NOT_LOGGED_ON}"),
    "a store while logged off": (logged_off("store_user_stats"), f"store_user_stats({PLAYER}): {NOT_LOGGED_ON}"),
    "a store beyond a limit": (breaks_a_limit, [f"store_user_stats({PLAYER}): ", PUT_BACK, "set them again and store"]),
    "a store that is not taken": (faulty_store(Result.INVALID_PARAM), [f"store_user_stats({PLAYER}): ", "INVALID_PARAM", PUT_BACK]),
    "a store that is too much": (faulty_store(Result.RATE_LIMIT_EXCEEDED), [f"store_user_stats({PLAYER}): ", "RATE_LIMIT", STORE_AGAIN]),
    "a store without a connection": (
        faulty_store(Result.NO_CONNECTION),
        f"store_user_stats({PLAYER}): there is no connection to Steam; {STORE_AGAIN}",
    ),
    "a store that broke": (faulty_store(Result.IO_FAILURE), [f"store_user_stats({PLAYER}): ", STORE_AGAIN]),
    "a request while Steam is busy": (
        faulty_request(Result.BUSY),
        [f"request_user_stats({PLAYER}): ", "Steam answers BUSY", "request again"],
    ),
    "a request that fails": (faulty_request(Result.FAIL), [f"request_user_stats({PLAYER}): ", "Steam answers FAIL", "request again"]),
    "a request that is not right": (faulty_request(Result.INVALID_PARAM), [f"request_user_stats({PLAYER}): ", "request again"]),
    "a request without a connection": (
        faulty_request(Result.NO_CONNECTION),
        f"request_user_stats({PLAYER}): there is no connection to Steam; request again",
    ),
    "a request that broke": (faulty_request(Result.IO_FAILURE), [f"request_user_stats({PLAYER}): ", "request again"]),
    "a player's id for a group": (
        lambda steam, _: steam.associate_with_clan(PLAYER),
        f"associate_with_clan: {PLAYER} is not a group; pass the 64-bit Steam ID of one",
    ),
    "no id for a group": (
        lambda steam, _: steam.associate_with_clan(-5),
        "associate_with_clan: -5 is not a group; pass the 64-bit Steam ID of one",
    ),
    "a server for a player": (
        lambda steam, _: steam.compute_new_player_compatibility(SERVER),
        f"compute_new_player_compatibility: {SERVER} is not a player's account; pass the 64-bit Steam ID of a player",
    ),
    "a session of nobody": (
        lambda steam, _: steam.begin_auth_session(b"x", 0),
        "begin_auth_session: the 1 bytes are no ticket of 0; send exactly the bytes that the player's Steam gave, with their id",
    ),
    "a licence without a session": (
        lambda steam, _: steam.user_has_license_for_app(PLAYER, 480),
        f"user_has_license_for_app: {PLAYER} has no session here; call begin_auth_session first",
    ),
    "a group that is none": (
        lambda steam, _: steam.request_user_group_status(PLAYER, OTHER),
        f"request_user_group_status: {OTHER} is not a group; pass the 64-bit Steam ID of one",
    ),
    "a packet of the game": (
        lambda steam, _: steam.handle_incoming_packet(b"hello", 1, 27015),
        "handle_incoming_packet: the packet is the game's own; pass on only what begins with FF FF FF FF",
    ),
    "no id for a player": (
        lambda steam, _: steam.compute_new_player_compatibility(2**64),
        f"compute_new_player_compatibility: {2**64} is not a player's account; pass the 64-bit Steam ID of a player",
    ),
}
BACKENDS: dict[str, Callable[[LocalSteam], Any]] = {"local": lambda local: local}
for _mode in MODES:
    BACKENDS |= {
        f"{_mode}, {_posting}": lambda local, mode=_mode, posting=_posting: Looped(local, mode, posting).start()  # type: ignore[misc]  # a lambda with defaults
        for _posting in ("result", "broadcast", "result, broadcast", "unknown between")
    }


def check(said: str, expected: str | list[str]) -> None:
    """Compare a reason with what is expected of it."""
    if isinstance(expected, str):
        assert said == expected
    else:
        assert said.startswith(expected[0])
        assert [words for words in expected if words not in said] == []


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("which", BACKENDS)
def test_why_has_the_reason_of_the_answer_and_never_an_older_one(which: str, situation: str) -> None:
    """In each situation, on each backend: when the answer is here `why()` is about it, though another refusal came before."""
    act, expected = SITUATIONS[situation]
    local = LocalSteam(SCHEMA, clock=SteppedClock(), users=START, store_rate="allow")
    with contextlib.closing(BACKENDS[which](local)) as steam:
        load(steam, OTHER)
        assert steam.get_user_stat_int(OTHER, "older") is None
        assert "older" in steam.why()
        act(steam, local)
        # The result of a call about a group says nothing of the group: where it is only broadcast a sweep must find it.
        for _ in range(80):
            frame(steam)
        check(steam.why(), expected)


# Calls with numbers that are nobody's, and what they return.
NUMBERS: dict[str, tuple[tuple[Any, ...], object]] = {
    "begin_auth_session": ((b"x", -1), 1),
    "end_auth_session": ((2**64,), None),
    "user_has_license_for_app": ((-1, 480), 2),
    "request_user_group_status": ((2**64, 1), False),
    "cancel_auth_ticket": ((-1,), None),
    "handle_incoming_packet": ((b"\xff\xff\xff\xff", -1, 1), False),
}


@pytest.mark.parametrize("call", NUMBERS)
@pytest.mark.parametrize("which", ["local", *(f"{mode}, result" for mode in MODES)])
def test_a_number_that_fits_nothing_is_refused_with_its_reason(which: str, call: str) -> None:
    """No id, port or handle of Valve's is so: the call returns what it promises, and `why()` is about it."""
    arguments, expected = NUMBERS[call]
    local = LocalSteam(SCHEMA, clock=SteppedClock(), users=START)
    with contextlib.closing(BACKENDS[which](local)) as steam:
        assert getattr(steam, call)(*arguments) == expected
        assert steam.why().startswith(f"{call}: ")


def test_what_is_open_when_the_server_is_shut_down_is_answered_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that never comes back: after the end `why()` says that the server was shut down."""
    with contextlib.closing(Looped(LocalSteam(SCHEMA, clock=SteppedClock(), users=START)).start()) as steam:
        monkeypatch.setattr("steam_nodes.steam.native.pipes.server_pipe.END_SECONDS", 0.0)
        steam.loop.waiting = NoCalls()
        steam.request_user_stats(PLAYER)
        steam.server_shutdown()
        assert [type(record) for record in steam.poll()] == [StatsReceived]
        assert steam.why() == f"request_user_stats({PLAYER}): the server was shut down; call server_init and log on again"


class NoCalls(set[int]):
    """The calls of which a library never answers any."""

    def add(self, _call: int) -> None:
        """Forget it."""


def client_store(result: Result) -> Act:
    """Return what stores where Steam answers so."""

    def act(client: Any, door: Any) -> None:
        client.set_stat_int("games", 9)
        door.faults.next_stores(result)
        client.store_stats()

    return act


def client_request(result: Result) -> Act:
    """Return what requests another's stats where Steam answers so."""

    def act(client: Any, door: Any) -> None:
        door.faults.next_requests(result)
        client.request_user_stats(OTHER)

    return act


def client_query(result: Result, call: str, *arguments: object) -> Act:
    """Return what asks about everybody where Steam answers so."""

    def act(client: Any, door: Any) -> None:
        door.faults.next_queries(result)
        getattr(client, call)(*arguments)

    return act


def client_unload(client: Any, door: Any) -> None:
    """Read another's stats after they were unloaded."""
    client.request_user_stats(OTHER)
    frames(client)
    door.unload(OTHER)
    frames(client)
    client.get_user_stat_int(OTHER, "games")


PLAYERS: dict[str, tuple[Act, str | list[str]]] = {
    "a request for id 0": (lambda client, _: client.request_user_stats(0), "request_user_stats(0): " + NOT_A_PLAYER.format(0)),
    "a request that fails": (client_request(Result.FAIL), [f"request_user_stats({OTHER}): ", "Steam answers FAIL", "request again"]),
    "a request that broke": (client_request(Result.IO_FAILURE), [f"request_user_stats({OTHER}): ", "request again"]),
    "a get after an unload": (
        client_unload,
        ["get_user_stat_int(", f"the stats of {OTHER} were unloaded; call request_user_stats({OTHER}) again and wait until user_stats_"],
    ),
    "a store that is not taken": (client_store(Result.INVALID_PARAM), ["store_stats(): ", PUT_BACK, "set them again and store"]),
    "a store that fails": (client_store(Result.BUSY), ["store_stats(): ", "Steam answers BUSY", STORE_AGAIN]),
    "a store without a connection": (
        client_store(Result.NO_CONNECTION),
        f"store_stats(): there is no connection to Steam; {STORE_AGAIN}",
    ),
    "a board while Steam is busy": (
        client_query(Result.IO_FAILURE, "find_leaderboard", "Best"),
        ["find_leaderboard: ", "ask again"],
    ),
    "totals while Steam is busy": (
        client_query(Result.BUSY, "request_global_stats", 1),
        ["request_global_stats: ", "Steam answers BUSY", "ask again"],
    ),
    "percentages without a connection": (
        client_query(Result.NO_CONNECTION, "request_global_achievement_percentages"),
        "request_global_achievement_percentages: there is no connection to Steam; ask again",
    ),
}


@pytest.mark.parametrize("situation", PLAYERS)
@pytest.mark.parametrize("which", ["local", *(f"{mode}, {posting}" for mode in MODES for posting in POSTINGS)])
def test_a_players_why_has_the_reason_of_the_answer_and_never_an_older_one(which: str, situation: str) -> None:
    """The same on the player's side, also of stores, whose answers name no call."""
    act, expected = PLAYERS[situation]
    local = world()
    door = local.client(PLAYER)
    client: Any = door
    if which != "local":
        mode, _, posting = which.partition(", ")
        client = LoopedClient(door, mode, posting).start()  # type: ignore[arg-type]  # one of MODES
    with contextlib.closing(local), contextlib.closing(client):
        frames(client)
        assert client.get_stat_int("older") is None
        assert "older" in client.why()
        act(client, door)
        frames(client, 6)
        check(client.why(), expected)
