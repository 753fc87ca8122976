"""The laws of leaderboards at a player's client: what is asked, what is refused, what arrives and when, over memory and SQLite.

Rules: who stands where is in test_boards.py. On a stepped clock every answer comes exactly one frame after its call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from steam_nodes.steam.callbacks import (
    LeaderboardEntry,
    LeaderboardFound,
    LeaderboardScoresDownloaded,
    LeaderboardScoreUploaded,
    LeaderboardUGCSet,
    NumberOfCurrentPlayers,
    ServersConnected,
    ServersDisconnected,
)
from steam_nodes.steam.leaderboard_checks import NO_UGC
from steam_nodes.steam.local import LocalSteam, MemoryStore, RealClock, SteppedClock
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID
from tests.support.client_world import FRIEND, SCHEMA, two_sides
from tests.support.places import ON_EVERY_STORE, STORES, place
from tests.support.stats_world import OTHER, PLAYER, SlowStore
from tests.support.stepping import answers, frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from steam_nodes.steam.local.client.client import LocalClient

STRANGER = OTHER + 9


@pytest.fixture(params=STORES)
def steam(request: pytest.FixtureRequest, tmp_path: Path) -> LocalSteam:
    """Give a world of both kinds in turn."""
    return LocalSteam(SCHEMA, place(request.param, tmp_path), clock=SteppedClock())


def board(client: LocalClient, name: str = "Best rounds", sort: int = 2) -> int:
    """Return the handle of a board, which is made if it is missing."""
    client.find_or_create_leaderboard(name, sort, 1)
    (record,) = frame(client)
    assert isinstance(record, LeaderboardFound)
    assert record.found
    return record.handle


def filled(steam: LocalSteam, **scores: int) -> tuple[LocalClient, int]:
    """Return the player's client and a board with these scores of the players."""
    ids = {"own": PLAYER, "other": OTHER, "friend": FRIEND, "stranger": STRANGER}
    handle = 0
    for name, score in scores.items():
        client = steam.client(ids[name])
        frame(client)
        handle = board(client)
        client.upload_leaderboard_score(handle, 1, score, ())
        assert [record.result for record in frame(client) if isinstance(record, LeaderboardScoreUploaded)] == [Result.OK]
        client.close()
    _, client = two_sides(steam)
    return client, board(client) if handle else 0


def shown(record: object) -> list[tuple[int, int, int]]:
    """Return (rank, id, score) of each entry that arrived."""
    assert isinstance(record, LeaderboardScoresDownloaded)
    assert record.result is Result.OK
    return [(entry.global_rank, int(entry.steam_id), entry.score) for entry in record.entries]


def test_a_board_is_found_or_made(steam: LocalSteam) -> None:
    """One that is missing is not found; one that was made is, by every side, under one handle, and tells of itself."""
    _, client = two_sides(steam)
    missing, made = client.find_leaderboard("Best rounds"), client.find_or_create_leaderboard("Best rounds", 1, 3)
    first, second = frame(client)
    assert first == LeaderboardFound(missing, Result.OK, 0, found=False)
    assert isinstance(second, LeaderboardFound)
    assert second == LeaderboardFound(made, Result.OK, second.handle, found=True)
    other = steam.client(OTHER)
    frame(other)
    assert other.get_leaderboard_name(second.handle) == ""
    assert "call find_leaderboard and wait" in other.why()
    assert board(other) == second.handle
    for side in (client, other):
        assert side.get_leaderboard_name(second.handle) == "Best rounds"
        assert (side.get_leaderboard_sort_method(second.handle), side.get_leaderboard_display_type(second.handle)) == (1, 3)
        assert side.get_leaderboard_entry_count(second.handle) == 0


def test_an_upload_tells_the_ranks_before_and_after(steam: LocalSteam) -> None:
    """The better score is kept, an equal or worse one changes nothing; a forced one is taken; the count is that of the answer."""
    client, handle = filled(steam, other=50, friend=30)
    calls = [client.upload_leaderboard_score(handle, method, score, ()) for method, score in [(1, 10), (1, 60), (1, 60), (1, 5), (2, 40)]]
    ranks = [(True, 3, 0), (True, 1, 3), (False, 1, 1), (False, 1, 1), (True, 2, 1)]
    expected = [
        LeaderboardScoreUploaded(call, Result.OK, True, handle, score, *rest)  # noqa: FBT003 - the record's order
        for call, score, rest in zip(calls, (10, 60, 60, 5, 40), ranks, strict=True)
    ]
    assert frame(client) == expected
    assert client.get_leaderboard_entry_count(handle) == 3


def test_every_kind_of_download(steam: LocalSteam) -> None:
    """Global by ranks, around the player, the player and friends, and some users; always in the order of the ranks."""
    client, handle = filled(steam, stranger=90, own=20, other=50, friend=10)
    everything = [(1, STRANGER, 90), (2, OTHER, 50), (3, PLAYER, 20), (4, FRIEND, 10)]
    assert sorted(client.get_friends()) == [OTHER, FRIEND]
    client.download_leaderboard_entries(handle, 0, 2, 3)
    client.download_leaderboard_entries(handle, 1, -1, 0)
    client.download_leaderboard_entries(handle, 1, 0, 2)
    client.download_leaderboard_entries(handle, 2, 0, 0)
    client.download_leaderboard_entries_for_users(handle, [FRIEND, STRANGER, FRIEND, 5])
    client.download_leaderboard_entries_for_users(handle, [])
    found = [shown(record) for record in frame(client)]
    assert found == [everything[1:3], everything[1:3], everything[1:], everything[1:], [everything[0], everything[3]], []]


def test_an_entry_has_its_details_and_its_file(steam: LocalSteam) -> None:
    """Both come back exactly; without an entry a file is answered with FAIL and the reason."""
    client, handle = filled(steam, other=1)
    failed = client.attach_leaderboard_ugc(handle, 7)
    assert frame(client) == [LeaderboardUGCSet(failed, Result.FAIL, handle)]
    assert "upload a score first" in client.why()
    details = [2**31 - 1, -(2**31), *range(62)]
    client.upload_leaderboard_score(handle, 1, -(2**31), details)
    done = client.attach_leaderboard_ugc(handle, 2**63)
    client.download_leaderboard_entries(handle, 0, 1, 10)
    _, attached, page = frame(client)
    assert attached == LeaderboardUGCSet(done, Result.OK, handle)
    assert isinstance(page, LeaderboardScoresDownloaded)
    assert page.entries == (
        LeaderboardEntry(SteamID(OTHER), 1, 1, (), NO_UGC),
        LeaderboardEntry(SteamID(PLAYER), 2, -(2**31), tuple(details), 2**63),
    )


# What is refused.

REFUSALS: list[tuple[Callable[[LocalClient, int], int], str]] = [
    (lambda client, _: client.find_leaderboard(""), "find_leaderboard: the name of a leaderboard has 1 to 127 bytes"),
    (lambda client, _: client.find_leaderboard("x" * 128), "this one has 128"),
    (lambda client, _: client.find_or_create_leaderboard("x", 0, 1), "the sort method is 0"),
    (lambda client, _: client.find_or_create_leaderboard("x", 1, 0), "the display type is 0"),
    (lambda client, _: client.find_or_create_leaderboard("x", 1, 2**40), "pass a whole number"),
    (lambda client, handle: client.download_leaderboard_entries(handle + 1, 0, 1, 2), "was found by this program; call find_leaderboard"),
    (lambda client, handle: client.download_leaderboard_entries(handle, 3, 1, 2), "download_leaderboard_entries_for_users"),
    (lambda client, handle: client.download_leaderboard_entries(handle, 0, 2, 1), "pass the lower one first"),
    (lambda client, handle: client.download_leaderboard_entries(handle, 1, 0, 2**31), "the end of the range is 2147483648"),
    (lambda client, handle: client.download_leaderboard_entries_for_users(handle, range(101)), "at most 100"),
    (lambda client, handle: client.upload_leaderboard_score(handle, 1, 2**31, ()), "the score is 2147483648"),
    (lambda client, handle: client.upload_leaderboard_score(handle, 1, 1.5, ()), "the score is 1.5"),  # type: ignore[arg-type]  # a wrong score is the point
    (lambda client, handle: client.upload_leaderboard_score(handle, 0, 1, ()), "the method is 0"),
    (lambda client, handle: client.upload_leaderboard_score(handle, 1, 1, [0] * 65), "there are 65 details"),
    (lambda client, handle: client.upload_leaderboard_score(handle, 1, 1, [2**31]), "detail 0 is 2147483648"),
    (lambda client, _: client.upload_leaderboard_score(0, 1, 1, ()), "no leaderboard with the handle 0"),
    (lambda client, handle: client.attach_leaderboard_ugc(handle, NO_UGC), "pass the one that Steam gave"),
]


@pytest.mark.parametrize(("query", "reason"), REFUSALS)
def test_what_does_not_fit_is_refused_and_answered_once(query: Callable[[LocalClient, int], int], reason: str) -> None:
    """The reason is there at once, the answer INVALID_PARAM comes one frame later, and nothing was sent or changed."""
    client, handle = filled(LocalSteam(SCHEMA, clock=SteppedClock()), own=3)
    call = query(client, handle)
    assert reason in client.why()
    assert client.poll() == []
    (record,) = frame(client)
    assert (record.call, record.result) == (call, Result.INVALID_PARAM)  # type: ignore[union-attr]  # every record here carries one
    assert getattr(record, "success", False) is getattr(record, "found", False) is False
    client.find_leaderboard("x")
    client.download_leaderboard_entries(handle, 0, 1, 9)
    missing, page = frame(client)
    assert isinstance(missing, LeaderboardFound)
    assert not missing.found
    assert shown(page) == [(1, PLAYER, 3)]


@pytest.mark.parametrize(
    "query",
    [
        lambda client: client.find_leaderboard(7),
        lambda client: client.find_or_create_leaderboard("x", "1", 1),
        lambda client: client.download_leaderboard_entries("x", 0, 1, 2),
        lambda client: client.download_leaderboard_entries(1, 0, None, 2),
        lambda client: client.download_leaderboard_entries_for_users(1, ["Alice"]),
        lambda client: client.upload_leaderboard_score(1, 1, "10", ()),
        lambda client: client.upload_leaderboard_score(1, 1, 10, "ab"),
        lambda client: client.attach_leaderboard_ugc(1, "7"),
        lambda client: client.get_leaderboard_name("x"),
    ],
)
def test_a_wrong_type_raises_at_the_call(query: Callable[[LocalClient], object]) -> None:
    """Nothing is asked then, and nothing arrives."""
    _, client = two_sides()
    with pytest.raises(TypeError):
        query(client)
    assert frame(client) == []


# When it is answered.


def test_answers_come_one_frame_later_in_the_order_asked(steam: LocalSteam) -> None:
    """Never inside the call, never in the same frame; many in flight are each answered once; a refused one keeps its place."""
    client, handle = filled(steam, own=1)
    calls = []
    for number in range(10):
        calls.append(client.upload_leaderboard_score(handle, 1, number, ()))
        calls.append(client.find_leaderboard("" if number % 2 else "Best rounds"))
        calls.append(client.get_number_of_current_players())
    assert client.poll() == []
    assert [record.call for record in frame(client)] == calls  # type: ignore[union-attr]  # every record here carries one
    assert frame(client) == frame(client) == []


def test_no_frame_waits_for_the_disk_on_a_real_clock() -> None:
    """As long as the store is not done, a poll gives nothing and goes on; then each answer comes."""
    store = SlowStore()
    client = LocalSteam(SCHEMA, MemoryStore(store), clock=RealClock()).client(PLAYER, clock=RealClock())
    answers(client, 1)
    slow = SlowStore()
    slow._shared = store._shared
    client._world.store = slow
    calls = [client.find_or_create_leaderboard("x", 1, 1), client.find_leaderboard("x")]
    assert frame(client) == frame(client) == []
    slow.release()
    assert [record.call for record in frame(client)] == calls  # type: ignore[union-attr]  # every record here carries one


class InterruptedStore(SlowStore):
    """A slow store one of whose waits is left by Ctrl-C."""

    left = -1

    def wait(self, seconds: float | None = None) -> bool:
        """Count down to the wait that is interrupted; any other does one job, and those about players before all others."""
        self.left -= 1
        if not self.left:
            raise KeyboardInterrupt
        self.held.sort(key=lambda job: job.kind == "query")
        if self.held:
            MemoryStore.submit(self, self.held.pop(0))
        return not self.held


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_an_interrupted_poll_loses_no_answer_of_the_players_side(number: int) -> None:
    """Whichever wait for the disk an exception comes out of, what had arrived by then comes with the next poll, in the same order."""
    store = InterruptedStore()
    client = LocalSteam(SCHEMA, MemoryStore(store), clock=SteppedClock()).client(PLAYER)
    answers(client, 1)
    slow = InterruptedStore()
    slow._shared = store._shared
    client._world.store = slow
    calls = [client.find_leaderboard(""), client.request_user_stats(OTHER), client.request_user_stats(PLAYER), client.find_leaderboard("x")]
    slow.left = number
    client.advance(1 / 60)
    with pytest.raises(KeyboardInterrupt):
        client.poll()
    found = [record.call for record in frame(client)]  # type: ignore[union-attr]  # every record here carries one
    assert found == [calls[1], calls[2], calls[0], calls[3]]
    assert frame(client) == []


def test_a_side_with_latency_answers_later(steam: LocalSteam) -> None:
    """Not before the time, and still in order."""
    _, client = two_sides(steam)
    client.faults.latency = 1.0
    first = client.find_or_create_leaderboard("x", 1, 1)
    client.faults.latency = 0.0
    second = client.find_leaderboard("x")
    assert frame(client, 0.75) == []
    found = frame(client, 0.5)
    assert [record.call for record in found if isinstance(record, LeaderboardFound) and record.found] == [first, second]


def test_what_is_refused_takes_no_time_and_holds_up_nothing(steam: LocalSteam) -> None:
    """A refused question has no latency: it is answered in the next frame, and so is what is asked behind it without one."""
    _, client = two_sides(steam)
    client.faults.latency = 5.0
    refused = client.request_global_stats(61)
    client.faults.latency = 0.0
    asked = client.get_number_of_current_players()
    assert [record.call for record in frame(client)] == [refused, asked]  # type: ignore[union-attr]  # both carry one


def test_a_broken_call_and_a_script_are_answered_and_nothing_is_written(steam: LocalSteam) -> None:
    """IO_FAILURE and the scripted Results arrive in their places, and the reason is told."""
    client, handle = filled(steam, own=1)
    client.faults.io_failure = True
    client.upload_leaderboard_score(handle, 1, 5, ())
    client.faults.clear()
    client.faults.next_queries(Result.OK, Result.TIMEOUT)
    client.upload_leaderboard_score(handle, 1, 6, ())
    client.upload_leaderboard_score(handle, 1, 7, ())
    client.get_number_of_current_players()
    first, second, third, last = frame(client)
    assert isinstance(first, LeaderboardScoreUploaded)
    assert isinstance(second, LeaderboardScoreUploaded)
    assert isinstance(third, LeaderboardScoreUploaded)
    assert [record.result for record in (first, second, third)] == [Result.IO_FAILURE, Result.OK, Result.TIMEOUT]
    assert [record.success for record in (first, second, third)] == [False, True, False]
    assert last == NumberOfCurrentPlayers(third.call + 1, Result.OK, success=True, players=1)
    assert client.why() == "upload_leaderboard_score: Steam answers TIMEOUT, as a script of faults says; ask again"
    client.download_leaderboard_entries(handle, 0, 1, 9)
    (page,) = frame(client)
    assert shown(page) == [(1, PLAYER, 6)]


def test_without_a_connection_it_waits_for_one_and_no_longer_than_the_timeout(steam: LocalSteam) -> None:
    """What waited is sent in order when the connection returns; what waited 75 s is answered with NO_CONNECTION and was never sent."""
    client, handle = filled(steam, own=1)
    client.faults.lose_connection()
    early = client.upload_leaderboard_score(handle, 2, 5, ())
    assert frame(client, 70.0) == [ServersDisconnected(Result.NO_CONNECTION)]
    late = [client.upload_leaderboard_score(handle, 2, score, ()) for score in (6, 7)]
    (record,) = frame(client, 6.0)
    assert isinstance(record, LeaderboardScoreUploaded)
    assert (record.call, record.result, record.success) == (early, Result.NO_CONNECTION, False)
    assert client.logged_on()
    client.faults.restore_connection()
    late.append(client.upload_leaderboard_score(handle, 2, 8, ()))
    connected, *records = frame(client)
    assert connected == ServersConnected()
    assert [record.call for record in records] == late  # type: ignore[union-attr]  # every record here carries one
    client.download_leaderboard_entries(handle, 0, 1, 9)
    assert shown(frame(client)[0]) == [(1, PLAYER, 8)]


def test_after_a_shutdown_it_is_no_connection_and_after_a_close_nothing(steam: LocalSteam) -> None:
    """What was asked before a shutdown is still answered; after a close nothing is, but a score that was sent is kept."""
    client, handle = filled(steam, own=1)
    before = client.upload_leaderboard_score(handle, 1, 5, ())
    client.shutdown()
    after = client.find_leaderboard("Best rounds")
    assert client.get_leaderboard_name(handle) == ""
    found = [(record.call, record.result) for record in frame(client)]  # type: ignore[union-attr]  # every record here carries one
    assert found == [(before, Result.OK), (after, Result.NO_CONNECTION)]
    client.init(0)
    frame(client)
    client.upload_leaderboard_score(handle, 1, 9, ())
    client.close()
    assert client.find_leaderboard("Best rounds") > 0
    assert "closed" in client.why()
    assert frame(client) == frame(client) == []
    again, handle = filled(steam, other=1)
    again.download_leaderboard_entries(handle, 0, 1, 1)
    assert shown(frame(again)[0]) == [(1, PLAYER, 9)]


def test_the_number_of_players_is_that_of_the_open_sides_or_what_a_script_says(steam: LocalSteam) -> None:
    """Each player counts once, whoever closed the side does not, and other worlds are not counted."""
    _, client = two_sides(steam)
    more = [steam.client(player) for player in (PLAYER, OTHER, FRIEND)]
    _, another = two_sides()
    counted = []
    for number in (None, None, 1_000_000):
        client.current_players = number
        call = client.get_number_of_current_players()
        (record,) = frame(client)
        assert isinstance(record, NumberOfCurrentPlayers)
        assert (record.call, record.result, record.success) == (call, Result.OK, True)
        counted.append(record.players)
        more.pop().close()
    assert counted == [3, 2, 1_000_000]
    another.close()


@ON_EVERY_STORE
@pytest.mark.parametrize(
    ("rate", "results", "said"),
    [
        ("allow", [Result.OK] * 13, 0),
        ("warn", [Result.OK] * 13, 1),
        ("refuse", [Result.OK] * 10 + [Result.RATE_LIMIT_EXCEEDED] * 2 + [Result.OK], 1),
    ],
)
def test_ten_scores_in_ten_minutes_is_steams_limit(
    caplog: pytest.LogCaptureFixture, rate: Literal["allow", "warn", "refuse"], results: list[Result], said: int
) -> None:
    """The eleventh score in ten minutes is answered and told as the option says, whatever board it is for; later they count anew."""
    client = LocalSteam(SCHEMA, clock=SteppedClock()).client(PLAYER, upload_rate=rate)
    frame(client)
    handles = [board(client, name) for name in ("laps", "wins")]
    heard: list[LeaderboardScoreUploaded] = []
    for number in range(13):
        if number == 12:
            client.advance(600.0)
        client.upload_leaderboard_score(handles[number % 2], 2, number, ())
        heard += [record for record in frame(client) if isinstance(record, LeaderboardScoreUploaded)]
    assert [record.result for record in heard] == results
    assert [record.success for record in heard] == [result is Result.OK for result in results]
    told = [record for record in caplog.records if record.levelname == "WARNING" and "10 in 10 minutes" in record.getMessage()]
    assert len(told) == said


def test_a_rate_that_is_none_is_refused() -> None:
    """The message names what is taken."""
    with pytest.raises(ValueError, match='pass "allow", "warn" or "refuse"'):
        LocalSteam(SCHEMA, clock=SteppedClock()).client(PLAYER, upload_rate="never")  # type: ignore[arg-type]  # the law is about this
