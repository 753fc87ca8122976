"""The laws of players on a server: who sees what others store, who may be changed, who is unloaded and how often one may be stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steam_nodes.steam.callbacks import StatsReceived, StatsStored, StatsUnloaded
from steam_nodes.steam.local import LocalSteam, RealClock, SteppedClock
from steam_nodes.steam.local.world.rate_limit import MINUTE, RateLimit
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID
from tests.support.places import ON_EVERY_STORE, STORES, Rows, stores
from tests.support.stats_world import OTHER, PLAYER, SCHEMA, SERVER, load, stepped
from tests.support.stepping import answers, frame

if TYPE_CHECKING:
    from pathlib import Path


def store(steam: LocalSteam, player: int = PLAYER) -> Result:
    """Store a player and return the answer."""
    call = steam.store_user_stats(player)
    (result,) = [record.result for record in answers(steam, 1) if isinstance(record, StatsStored) and record.call == call]
    return result


# What others store.


@pytest.fixture(params=STORES)
def servers(request: pytest.FixtureRequest, tmp_path: Path) -> list[LocalSteam]:
    """Give two servers on one store."""
    return [LocalSteam(SCHEMA, store, clock=SteppedClock()) for store in stores(request.param, tmp_path, 2)]


def test_a_player_is_shown_within_a_frame_what_others_store(servers: list[LocalSteam]) -> None:
    """Who plays here sees it without a request; whoever does not keeps the values of the last one."""
    first, second = servers
    first.join(PLAYER)
    for steam in servers:
        load(steam, PLAYER, OTHER)
    for kills in (5, 6):
        for player in (PLAYER, OTHER):
            second.set_user_stat_int(player, "kills", kills)
            second.set_user_achievement(player, "ACH_WIN")
            assert store(second, player) is Result.OK
        assert frame(first) == []
        assert first.get_user_stat_int(PLAYER, "kills") == kills
        assert first.get_user_achievement(PLAYER, "ACH_WIN") is True
        assert first.get_user_stat_int(OTHER, "kills") == 0
    first.join(OTHER)
    frame(first)
    assert first.get_user_stat_int(OTHER, "kills") == 6
    for steam in servers:
        steam.close()


def test_on_a_real_clock_too(tmp_path: Path) -> None:
    """A few frames later it is there, and no frame waits for it."""
    first, second = (LocalSteam(SCHEMA, tmp_path / "steam.db", clock=RealClock()) for _ in range(2))
    first.join(PLAYER)
    load(first)
    load(second)
    second.set_user_stat_int(PLAYER, "kills", 5)
    assert store(second) is Result.OK
    for _ in range(1000):
        frame(first)
        if first.get_user_stat_int(PLAYER, "kills") == 5:
            break
        first._world.store.wait(1.0)
    assert first.get_user_stat_int(PLAYER, "kills") == 5
    first.close()
    second.close()


def test_an_unstored_set_stays_and_is_not_written_over_what_it_never_saw(servers: list[LocalSteam]) -> None:
    """The set value is shown on; its store is INVALID_PARAM, because the other server's value came between; then that one is shown."""
    first, second = servers
    first.join(PLAYER)
    for steam in servers:
        load(steam)
    first.set_user_stat_int(PLAYER, "kills", 1)
    second.set_user_stat_int(PLAYER, "kills", 5)
    second.set_user_stat_int(PLAYER, "big", 6)
    assert store(second) is Result.OK
    frame(first)
    assert first.get_user_stat_int(PLAYER, "kills") == 1
    assert first.get_user_stat_int(PLAYER, "big") == 6
    assert store(first) is Result.INVALID_PARAM
    assert first.get_user_stat_int(PLAYER, "kills") == 5
    for steam in servers:
        steam.close()


def test_what_goes_back_goes_back_to_what_others_stored(servers: list[LocalSteam]) -> None:
    """A value that Steam rejects gives way to the newest one, also if that was stored while it was unstored here."""
    first, second = servers
    first.join(PLAYER)
    for steam in servers:
        load(steam)
    first.set_user_stat_int(PLAYER, "kills", 1)
    second.set_user_stat_int(PLAYER, "kills", 5)
    assert store(second) is Result.OK
    frame(first)
    first.faults.next_stores(Result.INVALID_PARAM)
    assert store(first) is Result.INVALID_PARAM
    frame(first)
    assert first.get_user_stat_int(PLAYER, "kills") == 5
    for steam in servers:
        steam.close()


@ON_EVERY_STORE
def test_what_others_store_right_after_a_store_here_is_shown_too() -> None:
    """The other server's value is newer than the one whose answer is on its way: it is shown a frame after that answer."""
    rows = Rows(prompt=True)
    first, second = (LocalSteam(SCHEMA, rows.store(), clock=SteppedClock()) for _ in range(2))
    first.join(PLAYER)
    for steam in (first, second):
        load(steam)
    first.set_user_stat_int(PLAYER, "kills", 1)
    first.store_user_stats(PLAYER)
    load(second)
    second.set_user_stat_int(PLAYER, "kills", 2)
    assert store(second) is Result.OK
    frame(first)
    frame(first)
    assert first.get_user_stat_int(PLAYER, "kills") == 2


def test_who_has_left_is_shown_nothing_more(servers: list[LocalSteam]) -> None:
    """After a leave and a new request the values are those of the request."""
    first, second = servers
    first.join(PLAYER)
    for steam in servers:
        load(steam)
    first.leave(PLAYER)
    assert frame(first) == [StatsUnloaded(SteamID(PLAYER))]
    load(first)
    second.set_user_stat_int(PLAYER, "kills", 5)
    assert store(second) is Result.OK
    frame(first)
    assert first.get_user_stat_int(PLAYER, "kills") == 0
    for steam in servers:
        steam.close()


# Joining and leaving.


@ON_EVERY_STORE
def test_a_player_who_leaves_is_stored_and_then_unloaded() -> None:
    """Unstored changes are in the store, StatsUnloaded comes once, and gets are refused until the next request."""
    steam = stepped()
    steam.join(PLAYER)
    load(steam)
    steam.set_user_stat_int(PLAYER, "kills", 8)
    steam.leave(PLAYER)
    steam.leave(OTHER)
    assert frame(steam) == [StatsUnloaded(SteamID(PLAYER))]
    assert steam.get_user_stat_int(PLAYER, "kills") is None
    load(steam)
    assert steam.get_user_stat_int(PLAYER, "kills") == 8


@ON_EVERY_STORE
def test_a_player_who_leaves_before_the_answer_gets_it_and_is_unloaded() -> None:
    """The order asked is the order answered; a request that fails unloads nothing."""
    steam = stepped()
    steam.join(PLAYER)
    call = steam.request_user_stats(PLAYER)
    steam.leave(PLAYER)
    assert frame(steam) == [StatsReceived(call, Result.OK, SteamID(PLAYER)), StatsUnloaded(SteamID(PLAYER))]
    steam.faults.next_requests(Result.FAIL)
    call = steam.request_user_stats(PLAYER)
    steam.leave(PLAYER)
    assert frame(steam) == [StatsReceived(call, Result.FAIL, SteamID(PLAYER))]


@ON_EVERY_STORE
def test_who_cannot_be_stored_stays_until_a_store_succeeds() -> None:
    """Leaving loses nothing: the values stay unstored, and the unload follows the store that brings them."""
    steam = stepped()
    steam.join(PLAYER)
    load(steam)
    steam.set_user_stat_int(PLAYER, "kills", 8)
    steam.faults.io_failure = True
    steam.leave(PLAYER)
    assert frame(steam) == []
    assert steam.get_user_stat_int(PLAYER, "kills") == 8
    steam.faults.io_failure = False
    call = steam.store_user_stats(PLAYER)
    assert frame(steam) + frame(steam) == [StatsStored(call, Result.OK, SteamID(PLAYER)), StatsUnloaded(SteamID(PLAYER))]


@ON_EVERY_STORE
def test_in_a_strict_world_only_players_may_be_changed() -> None:
    """Before the join and after the leave sets are refused and gets work; the other calls are as ever."""
    steam = stepped(strict=True)
    load(steam)
    assert not steam.set_user_stat_int(PLAYER, "kills", 8)
    assert not steam.clear_user_achievement(PLAYER, "ACH_WIN")
    assert f"{PLAYER} does not play on this server" in steam.why()
    assert "call join" in steam.why()
    assert steam.get_user_stat_int(PLAYER, "kills") == 7
    steam.join(PLAYER)
    assert steam.set_user_stat_int(PLAYER, "kills", 8)
    steam.leave(PLAYER)
    assert not steam.set_user_stat_int(PLAYER, "kills", 9)
    assert frame(steam) == [StatsUnloaded(SteamID(PLAYER))]
    load(steam)
    assert steam.get_user_stat_int(PLAYER, "kills") == 8


@ON_EVERY_STORE
def test_a_player_who_comes_back_before_the_unload_may_be_changed_until_then() -> None:
    """What is set in between is stored before the unload."""
    steam = stepped(strict=True)
    steam.join(PLAYER)
    load(steam)
    steam.set_user_stat_int(PLAYER, "kills", 8)
    steam.leave(PLAYER)
    steam.join(PLAYER)
    assert steam.set_user_stat_int(PLAYER, "big", 9)
    assert frame(steam) == [StatsUnloaded(SteamID(PLAYER))]
    load(steam)
    assert (steam.get_user_stat_int(PLAYER, "kills"), steam.get_user_stat_int(PLAYER, "big")) == (8, 9)


@ON_EVERY_STORE
@pytest.mark.parametrize(("steam_id", "error"), [(SERVER, ValueError), (0, ValueError), ("7", TypeError)])
def test_only_players_can_join(steam_id: int, error: type[Exception]) -> None:
    """Ids of servers and of nobody are named."""
    with pytest.raises(error):
        stepped().join(steam_id)


# Memory pressure.


@ON_EVERY_STORE
def test_memory_pressure_unloads_who_was_used_longest_ago() -> None:
    """Gets, sets and requests count as use; who has something unstored stays, and goes when it is stored."""
    players = [PLAYER + number for number in range(5)]
    steam = stepped(max_users=3)
    load(steam, *players[:3])
    steam.get_user_stat_int(players[0], "kills")
    call = steam.request_user_stats(players[3])
    assert frame(steam) == [StatsReceived(call, Result.OK, SteamID(players[3])), StatsUnloaded(SteamID(players[1]))]
    for player in (players[2], players[0], players[3]):
        assert steam.set_user_stat_int(player, "kills", 9)
    call = steam.request_user_stats(players[4])
    assert frame(steam) == [StatsReceived(call, Result.OK, SteamID(players[4]))]
    call = steam.store_user_stats(players[0])
    assert frame(steam) == [StatsStored(call, Result.OK, SteamID(players[0])), StatsUnloaded(SteamID(players[4]))]
    assert [steam.get_user_stat_int(player, "kills") for player in players] == [9, None, 9, 9, None]


@ON_EVERY_STORE
def test_without_the_option_everyone_stays() -> None:
    """A thousand users are held."""
    steam = stepped()
    load(steam, *range(PLAYER, PLAYER + 1000))
    assert all(steam.get_user_stat_int(player, "kills") is not None for player in range(PLAYER, PLAYER + 1000))


# The rate.


@ON_EVERY_STORE
def test_storing_one_user_more_than_once_a_minute_is_warned_about(caplog: pytest.LogCaptureFixture) -> None:
    """By the world's clock and for each user; the store is answered with OK, and why() has nothing to say."""
    steam = stepped()
    load(steam, PLAYER, OTHER)
    assert [store(steam, player) for player in (PLAYER, OTHER)] == [Result.OK] * 2
    assert not caplog.records
    assert store(steam) is Result.OK
    (record,) = caplog.records
    assert "once a minute is what Steam allows" in record.getMessage()
    assert steam.why() == ""


@ON_EVERY_STORE
def test_by_option_it_is_refused() -> None:
    """The answer is RATE_LIMIT_EXCEEDED, the changes stay, and after a minute the store is taken; refused stores do not count."""
    steam = stepped(store_rate="refuse")
    load(steam)
    assert store(steam) is Result.OK
    steam.set_user_stat_int(PLAYER, "kills", 8)
    frame(steam, 58.0)
    assert store(steam) is Result.RATE_LIMIT_EXCEEDED
    assert "this store is refused, the changes stay" in steam.why()
    frame(steam, 2.0)
    assert steam.get_user_stat_int(PLAYER, "kills") == 8
    assert store(steam) is Result.OK


@ON_EVERY_STORE
def test_by_another_option_nothing_is_said(caplog: pytest.LogCaptureFixture) -> None:
    """For games whose rounds are shorter than a minute."""
    steam = stepped(store_rate="allow")
    load(steam)
    assert [store(steam) for _ in range(3)] == [Result.OK] * 3
    assert not caplog.records


@ON_EVERY_STORE
@pytest.mark.parametrize("result", [Result.FAIL, Result.INVALID_PARAM])
def test_a_store_that_failed_does_not_count(result: Result) -> None:
    """It can be tried again at once."""
    steam = stepped(store_rate="refuse")
    load(steam)
    steam.faults.next_stores(result)
    assert [store(steam), store(steam)] == [result, Result.OK]


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from([0.0, 0.5, 9.0, 30.0, 60.0, 61.0]), st.booleans()), max_size=40))
def test_who_was_stored_in_the_last_minute_is_known_and_nobody_else_is_kept_for_ever(stores: list[tuple[int, float, bool]]) -> None:
    """As in a plain list of all stores, of which those that failed are struck out; never more are kept than were stored in one minute."""
    rate_limit, now, most = RateLimit(), 0.0, 0
    taken: list[tuple[int, float]] = []
    for user, wait, fails in stores:
        now += wait
        rate_limit.stored(user, now)
        taken.append((user, now))
        recent = {who: time for who, time in taken if now - time < MINUTE}
        most = max(most, len(recent))
        assert len(rate_limit._last) <= most
        assert {who: rate_limit.since(who, now) for who in range(6)} == {
            who: now - recent[who] if who in recent else None for who in range(6)
        }
        if fails:
            rate_limit.failed(user, now)
            taken = [entry for entry in taken if entry[0] != user]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"store_rate": "never"}, '"allow", "warn" or "refuse"'),
        ({"max_users": 0}, "1 or more"),
        ({"max_users": 1.5}, "1 or more"),
        ({"timeout": -1}, "seconds, 0 or more"),
        ({"timeout": "1"}, "seconds, 0 or more"),
    ],
)
def test_a_wrong_option_is_named(options: dict[str, object], words: str) -> None:
    """Options are checked when the world is made."""
    with pytest.raises(ValueError, match=words):
        stepped(**options)
