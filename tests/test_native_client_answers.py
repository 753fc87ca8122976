"""What arrives on the player's side of Valve's interface: every call is answered once, and what passes is whole.

Rules: behind the loopback stands a player's door to a LocalSteam; what is posted in which way stands in loopback_side.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.callbacks import (
    GlobalStatsReceived,
    LeaderboardFound,
    LeaderboardScoresDownloaded,
    NumberOfCurrentPlayers,
    UserAchievementIconFetched,
    UserStatsReceived,
    UserStatsStored,
)
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID
from tests.support.client_world import APP, FRIEND, plain
from tests.support.native_world import LoopedClient, played
from tests.support.stats_world import OTHER, PLAYER
from tests.support.stepping import frames

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ME = SteamID(PLAYER)


@pytest.fixture
def client() -> Iterator[LoopedClient]:
    """Give a client that is initialised, over the newest library."""
    with played() as looped:
        yield looped


@pytest.mark.parametrize("posting", ["failed", "wrong sizes"])
def test_a_call_that_broke_is_answered_once_with_io_failure(client: LoopedClient, posting: str) -> None:
    """Each of several in flight, of every kind; what has another size is named and not read."""
    client.loop.posting = posting
    calls = [client.request_user_stats(OTHER), client.request_user_stats(OTHER), client.find_or_create_leaderboard("Best", 2, 1)]
    calls += [client.get_number_of_current_players(), client.request_global_stats(1), client.request_global_achievement_percentages()]
    told: list[Any] = frames(client, 8)
    assert sorted(record.call for record in told) == calls
    assert {record.result for record in told} == {Result.IO_FAILURE}
    assert ("the library declares" in client.why()) is (posting == "wrong sizes")


def test_a_call_that_steam_does_not_take_is_answered_too(client: LoopedClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A handle of 0: IO_FAILURE in a later frame, behind those before it."""
    first = client.request_user_stats(OTHER)
    monkeypatch.setattr(client.local, "request_user_stats", lambda _user: 0)
    second = client.request_user_stats(OTHER)
    assert "could not issue the call" in client.why()
    assert frames(client) == [
        UserStatsReceived(first, APP, Result.OK, SteamID(OTHER)),
        UserStatsReceived(second, APP, Result.IO_FAILURE, SteamID(OTHER)),
    ]


def test_what_does_not_fit_is_answered_with_invalid_param_and_sent_nowhere(client: LoopedClient) -> None:
    """Names, ranges, scores and days, as on the local Steam."""
    calls = [
        client.find_leaderboard("x" * 200),
        client.find_or_create_leaderboard("Best", 7, 1),
        client.download_leaderboard_entries(1, 0, 5, 2),
        client.download_leaderboard_entries_for_users(1, [PLAYER] * 101),
        client.upload_leaderboard_score(1, 1, 2**31, []),
        client.upload_leaderboard_score(1, 1, 0, range(65)),
        client.attach_leaderboard_ugc(0, 1),
        client.request_global_stats(61),
    ]
    told: list[Any] = frames(client)
    assert [(record.call, record.result) for record in told] == [(call, Result.INVALID_PARAM) for call in calls]
    assert client.request_user_stats(-1) == calls[-1] + 1
    assert frames(client) == [UserStatsReceived(calls[-1] + 1, APP, Result.FAIL, SteamID(2**64 - 1))]


def test_the_own_stats_are_told_of_when_steam_tells_of_them_unasked(client: LoopedClient) -> None:
    """A broadcast about the player that no call explains has call 0; right behind an answer it only repeats that."""
    told = UserStatsReceived(0, APP, Result.OK, ME)
    client.loop.current += 2
    client.loop._post(told)
    assert frames(client, 1) == []
    client.advance(3.0)
    client.poll()
    client.loop._post(told)
    assert frames(client) == [told]


def test_another_users_stats_can_be_unloaded(client: LoopedClient) -> None:
    """They are not held any more until they are asked for again; the reason says so."""
    client.request_user_stats(OTHER)
    frames(client)
    assert client.get_user_stat_int(OTHER, "games") == 0
    client.local.unload(OTHER)
    assert [type(record).__name__ for record in frames(client)] == ["UserStatsUnloaded"]
    assert client.get_user_stat_int(OTHER, "games") is None
    assert "were unloaded" in client.why()


def test_a_store_that_failed_leaves_its_values_unstored(client: LoopedClient) -> None:
    """They are stored at the end; after INVALID_PARAM Steam has put its own values back, and nothing is left."""
    for result, unstored in ((Result.FAIL, True), (Result.INVALID_PARAM, False)):
        client.set_stat_int("games", 5)
        client.local.faults.next_stores(result)
        assert client.store_stats()
        assert frames(client) == [UserStatsStored(APP, result)]
        assert client._pipe.unstored is unstored
    assert client.was_set(PLAYER, "games") is None


def test_a_leaderboard_passes_whole(client: LoopedClient) -> None:
    """Its name and form, details up to 64 int32, a file, ranks of others, and an empty page."""
    client.find_or_create_leaderboard("Bestenliste für Ü", 1, 3)
    found: Any = frames(client)[0]
    assert isinstance(found, LeaderboardFound)
    board = found.handle
    assert client.get_leaderboard_name(board) == "Bestenliste für Ü"
    assert (client.get_leaderboard_sort_method(board), client.get_leaderboard_display_type(board)) == (1, 3)
    assert client.get_leaderboard_entry_count(board) == 0
    details = [(-1) ** number * (2**31 - 1 - number) for number in range(64)]
    client.upload_leaderboard_score(board, 1, -(2**31), details)
    client.attach_leaderboard_ugc(board, 2**64 - 2)
    client.download_leaderboard_entries(board, 1, -4, 5)
    client.download_leaderboard_entries(board, 2, 0, 0)
    client.download_leaderboard_entries_for_users(board, [OTHER, FRIEND])
    told: list[Any] = frames(client)
    around, friends, users = (record for record in told if isinstance(record, LeaderboardScoresDownloaded))
    line = around.entries[0]
    assert (line.steam_id, line.global_rank, line.score, line.ugc_handle) == (ME, 1, -(2**31), 2**64 - 2)
    assert list(line.details) == details
    assert (friends.entries, users.entries) == (around.entries, ())
    assert client.get_leaderboard_entry_count(board) == 1


def test_numbers_of_everybody_together_pass_whole(client: LoopedClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """64-bit totals, doubles, histories of 60 days, percentages and the enumeration of achievements."""
    days = [2**62 - number for number in range(60)]
    monkeypatch.setattr(client.local, "get_global_stat_int", lambda _name: -(2**63))
    monkeypatch.setattr(client.local, "get_global_stat_float", lambda _name: 0.1)
    monkeypatch.setattr(client.local, "get_global_stat_int_history", lambda _name: days)
    monkeypatch.setattr(client.local, "get_global_stat_float_history", lambda _name: [0.1, 0.2])
    assert client.get_global_stat_int("games") == -(2**63)
    assert client.get_global_stat_float("distance") == 0.1
    assert client.get_global_stat_int_history("games") == days
    assert client.get_global_stat_float_history("distance") == [0.1, 0.2]
    client.set_achievement("ACH_FIRST")
    client.store_stats()
    frames(client)
    call = client.request_global_achievement_percentages()
    other = client.request_global_stats(60)
    people = client.get_number_of_current_players()
    told: list[Any] = frames(client)
    assert [record.call for record in told] == [call, other, people]
    assert told[1:] == [GlobalStatsReceived(other, APP, Result.OK), NumberOfCurrentPlayers(people, Result.OK, success=True, players=1)]
    assert client.get_achievement_achieved_percent("ACH_FIRST") == 100.0
    seen = [client.get_most_achieved_achievement_info()]
    while seen[-1][0] >= 0:
        seen.append(client.get_next_most_achieved_achievement_info(seen[-1][0]))
    assert seen[0] == (0, "ACH_FIRST", 100.0, True)
    assert [name for _, name, *_ in seen] == ["ACH_FIRST", "ACH_LEVEL", "ACH_FAR", "ACH_SERVER", "ACH_KILLS", ""]


def test_friends_and_their_names_pass_and_nobodys_name_is_empty(client: LoopedClient) -> None:
    """Valve says "[unknown]" for who is not known."""
    assert client.get_friends() == client.local.get_friends() != []
    assert [client.get_persona_name(who) for who in (PLAYER, OTHER, 5)] == ["Alice", "Bob", ""]


def test_an_icon_passes_whole_and_its_handle_with_it(tmp_path: Path) -> None:
    """0 while it loads; the record tells the handle, and size and pixels are what the file has."""
    pixel = b"\x01\x02\x03\xff"
    (tmp_path / "win.png").write_bytes(plain(5, 3, pixel))
    (tmp_path / "world.toml").write_text(f'app_id = {APP}\n[achievements.WIN]\nicon = "win.png"\n[achievements.NONE]\n', encoding="utf-8")
    steam = LocalSteam(tmp_path / "world.toml", clock=SteppedClock())
    looped = LoopedClient(steam.client(PLAYER)).start()
    assert [looped.get_achievement_icon(name) for name in ("WIN", "NONE")] == [0, 0]
    told = frames(looped)
    handle = looped.get_achievement_icon("WIN")
    assert told == [UserAchievementIconFetched(APP, "WIN", achieved=False, icon_handle=handle)]
    assert handle > 0
    assert looped.get_image_size(handle) == (5, 3)
    assert looped.get_image_rgba(handle) == pixel * 15
    assert looped.get_image_rgba(handle + 1) is None
    looped.close()
    steam.close()
