"""The laws of a player's stats through the own side: what may be set, what a store tells, progress, the reset, and other users.

Rules: on a stepped clock every answer comes exactly one frame after its call. The life of a side is in test_local_client.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.callbacks import UserStatsReceived, UserStatsStored, UserStatsUnloaded
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID
from tests.support.client_world import APP, FRIEND, OWN, SCHEMA, START, STORED, shown, two_sides
from tests.support.places import ON_EVERY_STORE
from tests.support.stats_world import OTHER, PLAYER, SERVER
from tests.support.stepping import frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.local.client.client import LocalClient

pytestmark = ON_EVERY_STORE

# The own stats.

SETS: list[tuple[str, Callable[[LocalClient], bool], str]] = [
    ("an INT", lambda client: client.set_stat_int("games", 4), ""),
    ("a FLOAT", lambda client: client.set_stat_float("distance", 2.5), ""),
    ("an average", lambda client: client.update_avg_rate_stat("per_hour", 3, 2.0), ""),
    ("unlock", lambda client: client.set_achievement("ACH_FIRST"), ""),
    ("clear", lambda client: client.clear_achievement("ACH_FIRST"), ""),
    ("Set By GS", lambda client: client.set_stat_int("kills", 1), '"kills" is Set By GS; the player\'s program may set it only'),
    ("Set By Official GS", lambda client: client.set_stat_float("ranking", 1.0), '"ranking" is Set By Official GS; the player\'s program'),
    ("an unlock Set By GS", lambda client: client.set_achievement("ACH_SERVER"), '"ACH_SERVER" is Set By GS; the player\'s program'),
    ("a clear Set By GS", lambda client: client.clear_achievement("ACH_SERVER"), '"ACH_SERVER" is Set By GS'),
    ("above Max", lambda client: client.set_stat_int("level", 101), "more than Max Change 10"),
    ("below Min", lambda client: client.set_stat_int("level", 0), "below Min 1"),
    ("Max Change", lambda client: client.set_stat_int("level", 12), "more than Max Change 10 away from 1"),
    ("beyond int32", lambda client: client.set_stat_int("games", 2**31), "int32"),
    ("not a number", lambda client: client.set_stat_float("distance", float("nan")), "distance"),
    ("no length", lambda client: client.update_avg_rate_stat("per_hour", 1, 0.0), "session_length is 0.0"),
    ("the wrong type", lambda client: client.set_stat_float("games", 1.0), "set it with set_stat_int"),
    ("an average as FLOAT", lambda client: client.set_stat_float("per_hour", 1.0), "set it with update_avg_rate_stat"),
    ("an unknown name", lambda client: client.set_stat_int("gamse", 1), 'did you mean "games"?'),
    ("not published", lambda client: client.set_stat_int("secret", 1), "not published"),
    ("an unknown achievement", lambda client: client.set_achievement("ACH_FIRTS"), 'did you mean "ACH_FIRST"?'),
    ("a stat as achievement", lambda client: client.set_achievement("games"), "use the calls for stats"),
]


@pytest.mark.parametrize(("setter", "words"), [each[1:] for each in SETS], ids=[each[0] for each in SETS])
def test_what_a_player_may_set(setter: Callable[[LocalClient], bool], words: str) -> None:
    """A set of what is Set By Client is true; any other is false at once, changes nothing and says why in the player's words."""
    _, client = two_sides()
    names = ("kills", "games", "level")
    before = [client.get_stat_int(name) for name in names], client.get_stat_float("distance"), client.get_achievement("ACH_SERVER")
    assert setter(client) is (not words)
    assert words in client.why()
    assert "_user_" not in client.why()
    if words:
        assert before == (
            [client.get_stat_int(name) for name in names],
            client.get_stat_float("distance"),
            client.get_achievement("ACH_SERVER"),
        )


def test_a_limit_is_judged_between_each_set_and_the_value_before_it() -> None:
    """Max Change counts from what is in memory, IncrementOnly too; the old value stays."""
    _, client = two_sides()
    assert [client.set_stat_int("level", value) for value in (11, 21, 10, 32, 31)] == [True, True, False, False, True]
    assert [client.set_stat_float("distance", value) for value in (2.0, 1.5, 2.0, 3.0)] == [True, False, True, True]
    assert (client.get_stat_int("level"), client.get_stat_float("distance")) == (31, 3.0)


@pytest.mark.parametrize("call", ["get_stat_int", "get_stat_float", "get_achievement", "set_achievement", "clear_achievement"])
def test_a_name_that_is_no_text_raises(call: str) -> None:
    """A wrong Python type is an error at the call."""
    _, client = two_sides()
    with pytest.raises(TypeError):
        getattr(client, call)(7)


def test_a_store_tells_what_it_unlocked() -> None:
    """UserStatsStored comes first, then one record for each achievement that was not unlocked in the store before."""
    _, client = two_sides()
    for level in (11, 21, 31, 41, 50):
        assert client.set_stat_int("level", level)
    assert client.set_achievement("ACH_FIRST")
    assert client.get_achievement("ACH_LEVEL") == (True, START)
    assert client.store_stats()
    assert client.store_stats()
    assert frame(client) == [STORED, shown("ACH_FIRST"), shown("ACH_LEVEL"), STORED]
    assert client.set_achievement("ACH_FIRST")
    assert client.store_stats()
    assert frame(client) == [STORED]
    assert client.clear_achievement("ACH_FIRST")
    assert client.store_stats()
    assert client.set_achievement("ACH_FIRST")
    assert client.store_stats()
    assert frame(client) == [STORED, STORED, shown("ACH_FIRST")]


def test_an_unlock_has_the_time_of_the_sides_own_clock() -> None:
    """The time is that of the first set, and 0 while it is locked."""
    _, client = two_sides(clock=SteppedClock(5000.0))
    assert client.get_achievement("ACH_FIRST") == (False, 0)
    frame(client, 60.0)
    assert client.set_achievement("ACH_FIRST")
    frame(client, 60.0)
    assert client.set_achievement("ACH_FIRST")
    assert client.get_achievement("ACH_FIRST") == (True, 5060)


def test_requests_of_the_own_stats_are_told_as_nobodys_call() -> None:
    """`request_current_stats` is answered with call 0; a request by the own id with its number; several in flight each."""
    _, client = two_sides()
    assert client.request_current_stats()
    call = client.request_user_stats(PLAYER)
    assert client.request_current_stats()
    assert client.set_stat_int("games", 9)
    assert frame(client) == [OWN, UserStatsReceived(call, APP, Result.OK, SteamID(PLAYER)), OWN]
    assert client.get_stat_int("games") == client.get_user_stat_int(PLAYER, "games") == 9


PROGRESS: list[tuple[str, tuple[str, int, int], str]] = [
    ("good", ("ACH_FIRST", 3, 10), ""),
    ("none yet", ("ACH_FIRST", 0, 1), ""),
    ("Set By GS", ("ACH_SERVER", 3, 10), ""),
    ("all of it", ("ACH_FIRST", 10, 10), "no progress"),
    ("a maximum of 0", ("ACH_FIRST", 0, 0), "no progress"),
    ("below 0", ("ACH_FIRST", -1, 10), "no progress"),
    ("beyond uint32", ("ACH_FIRST", 1, 2**32), "no progress"),
    ("beyond every text", ("ACH_FIRST", 1, 10**5000), "1 of an int of 16610 bits is no progress"),
    ("unlocked", ("ACH_KILLS", 3, 10), "unlocked already"),
    ("unknown", ("ACH_FIRTS", 3, 10), 'did you mean "ACH_FIRST"?'),
    ("not published", ("ACH_SECRET", 3, 10), "not published"),
]


@pytest.mark.parametrize(("given", "words"), [each[1:] for each in PROGRESS], ids=[each[0] for each in PROGRESS])
def test_progress_is_shown_and_sets_nothing(given: tuple[str, int, int], words: str) -> None:
    """True: both records follow with the numbers. False: the reason is said and nothing arrives."""
    _, client = two_sides(LocalSteam(SCHEMA, clock=SteppedClock(), users={PLAYER: {"ACH_KILLS": True}}))
    assert client.indicate_achievement_progress(*given) is (not words)
    assert frame(client) == ([] if words else [STORED, shown(*given)])
    assert words in client.why()
    if not words:
        assert client.get_achievement(given[0]) == (False, 0)


# was_set and the reset.


def test_never_set_is_known_apart_from_the_default() -> None:
    """A stat set to its default was set, stored or not; what cannot be known is None."""
    steam, client = two_sides()
    assert client.was_set(PLAYER, "games") is False
    assert client.set_stat_int("games", 0)
    assert client.was_set(PLAYER, "games") is True
    assert client.was_set(OTHER, "games") is None
    assert client.was_set(PLAYER, "gamse") is None
    assert client.was_set(PLAYER, "ACH_FIRST") is None
    client.close()
    assert steam.client(PLAYER).was_set(PLAYER, "games") is True


@pytest.mark.parametrize("too", [False, True])
def test_a_reset_gives_back_what_the_client_may_set_and_nothing_else(*, too: bool) -> None:
    """Stats Set By Client were never set afterwards, whatever their limits say; achievements only if asked; it is stored at once."""
    start = {"kills": 7, "games": 3, "distance": 5.0, "level": 20, "per_hour": (6.0, 2.0), "ACH_FIRST": True, "ACH_SERVER": True}
    steam, client = two_sides(LocalSteam(SCHEMA, clock=SteppedClock(), users={PLAYER: start}))
    assert client.set_stat_int("games", 4)
    assert client.set_stat_int("level", 30)
    assert client.reset_all_stats(too)
    stats = ("games", "level", "distance", "per_hour")

    def values(client: LocalClient) -> list[object]:
        return [
            client.get_stat_int("games"),
            client.get_stat_int("level"),
            client.get_stat_float("distance"),
            client.get_stat_float("per_hour"),
        ]

    assert values(client) == [0, 1, 0.0, 0.0]
    assert [client.was_set(PLAYER, name) for name in stats] == [False] * 4
    assert frame(client) == [STORED]
    again = steam.client(PLAYER)
    assert values(again) == [0, 1, 0.0, 0.0]
    assert [again.was_set(PLAYER, name) for name in (*stats, "kills")] == [False, False, False, False, True]
    assert again.get_stat_int("kills") == 7
    assert again.get_achievement("ACH_FIRST") == ((False, 0) if too else (True, START))
    assert again.get_achievement("ACH_SERVER") == (True, START)
    assert client.set_stat_float("distance", 0.5)
    assert client.was_set(PLAYER, "distance") is True
    assert client.store_stats()
    assert frame(client) == [STORED]


def test_a_reset_that_cannot_be_stored_is_still_there_to_store() -> None:
    """A failed store keeps the reset in memory, and the next one brings it to the disk."""
    steam, client = two_sides(LocalSteam(SCHEMA, clock=SteppedClock(), users={PLAYER: {"distance": 5.0}}))
    client.faults.next_stores(Result.BUSY)
    assert client.reset_all_stats(achievements_too=True)
    assert frame(client) == [UserStatsStored(APP, Result.BUSY)]
    assert client.was_set(PLAYER, "distance") is False
    assert client.store_stats()
    assert frame(client) == [STORED]
    assert steam.client(PLAYER).was_set(PLAYER, "distance") is False


# Other users.


def test_other_users_are_read_after_a_request_and_never_set() -> None:
    """Before the answer everything is refused; afterwards it stays as it came; who is no player has no stats."""
    steam = LocalSteam(SCHEMA, clock=SteppedClock(), users={OTHER: {"games": 5, "ACH_FIRST": True, "distance": 2.5}})
    _, client = two_sides(steam)
    assert client.get_user_stat_int(OTHER, "games") is None
    assert f"call request_user_stats({OTHER}) and wait until user_stats_received says OK" in client.why()
    calls = [client.request_user_stats(each) for each in (OTHER, FRIEND, OTHER, SERVER)]
    assert client.get_user_stat_int(OTHER, "games") is None
    answers = [(record.call, record.result) for record in frame(client) if isinstance(record, UserStatsReceived)]
    assert answers == [*((call, Result.OK) for call in calls[:3]), (calls[3], Result.FAIL)]
    assert client.get_user_stat_int(OTHER, "games") == 5
    assert client.get_user_stat_float(OTHER, "distance") == 2.5
    assert client.get_user_achievement(OTHER, "ACH_FIRST") == (True, START)
    assert client.get_user_stat_int(FRIEND, "level") == 1
    assert (client.was_set(OTHER, "games"), client.was_set(FRIEND, "games")) == (True, False)
    other = steam.client(OTHER)
    assert other.set_stat_int("games", 6)
    other.close()
    assert frame(client) == frame(client) == []
    assert client.get_user_stat_int(OTHER, "games") == 5


def test_memory_is_made_by_forgetting_others_never_the_player() -> None:
    """Beyond `max_users` the other user used longest ago is unloaded and told of; the own stats stay."""
    _, client = two_sides(max_users=1)
    for each in (OTHER, FRIEND):
        client.request_user_stats(each)
    records = frame(client)
    assert UserStatsUnloaded(SteamID(OTHER)) in records
    assert client.get_user_stat_int(OTHER, "games") is None
    assert client.get_user_stat_int(FRIEND, "games") == 0
    assert client.get_stat_int("games") == 0
    client.unload(FRIEND)
    client.unload(PLAYER)
    client.unload(OTHER)
    assert frame(client) == [UserStatsUnloaded(SteamID(FRIEND))]
    assert client.get_stat_int("games") == 0
