"""Awaiting Steam: each request, store, search, download and upload wakes its own awaiter, in any mixture, also when it broke."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steam_nodes import LocalSteam, Node, Result, SceneTree, Steam, SteppedClock, start
from steam_nodes.steam.callbacks import UserStatsStored
from tests.support import client_world
from tests.support.fake_user import APP, FRIEND, HUGE, ME, STRANGER, FakeUser, told
from tests.support.native_world import PLAYED, LoopedClient
from tests.support.places import ON_EVERY_STORE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.conftest import Recorder

pytestmark = ON_EVERY_STORE

ASKS: dict[str, tuple[Callable[[Steam], Awaitable[Any]], str]] = {
    "request": (lambda steam: steam.request(FRIEND), "user_stats_received"),
    "store": (lambda steam: steam.store(), "user_stats_stored"),
    "percentages": (lambda steam: steam.global_percentages(), "global_achievement_percentages_ready"),
    "global": (lambda steam: steam.global_stats(3), "global_stats_received"),
    "players": (lambda steam: steam.current_players(), "number_of_current_players"),
    "find": (lambda steam: steam.find_board("laps"), "leaderboard_find_result"),
    "create": (lambda steam: steam.find_or_create_board("laps", 1, 3), "leaderboard_find_result"),
    "download": (lambda steam: steam.download_board(1, 10), "leaderboard_scores_downloaded"),
    "download users": (lambda steam: steam.download_board_for_users([ME]), "leaderboard_scores_downloaded"),
    "upload": (lambda steam: steam.upload_score(5), "leaderboard_score_uploaded"),
    "attach": (lambda steam: steam.attach_ugc(7), "leaderboard_ugc_set"),
}


def result_of(answer: Any) -> Result:
    """Return the Result of what was awaited: itself, or a record's."""
    found: Result = answer if isinstance(answer, Result) else answer.result
    return found


class Game(Node):
    """A game that awaits."""

    async def ask(self, query: Callable[[], Awaitable[Any]], woken: list[Any]) -> None:
        """Note the answer."""
        woken.append(await query())


@pytest.mark.parametrize("name", ASKS)
@pytest.mark.parametrize("broken", [Result.OK, Result.IO_FAILURE, Result.FAIL])
def test_an_await_gets_the_answer_to_its_own_call_after_the_signal(tree: SceneTree, recorder: Recorder, name: str, broken: Result) -> None:
    """The signal is emitted once, first; a call that broke is answered too."""
    user = FakeUser()
    steam = Steam.attach(tree, user)
    query, signal = ASKS[name]
    user.breaks.append(broken)
    recorder.watch(getattr(steam, signal))

    class Asking(Node):
        async def _ready(self) -> None:
            answer = await query(steam)
            recorder.lines.append(("awaited", result_of(answer)))

    tree.root.add_child(Asking())
    for _ in range(3):
        tree.process()
    assert [line[0] for line in recorder.lines] == [signal, "awaited"]
    assert recorder.lines[1][1] is broken


@given(names=st.lists(st.sampled_from(sorted(ASKS)), max_size=30), breaks=st.lists(st.sampled_from([Result.OK, Result.IO_FAILURE])))
def test_however_many_are_in_flight_each_is_answered_once(names: list[str], breaks: list[Result]) -> None:
    """As many emissions of each signal and as many answers as calls, each answer with the Result of its own call."""
    tree, user = SceneTree(fixed_fps=60), FakeUser()
    steam = Steam.attach(tree, user)
    user.breaks.extend(breaks)
    wanted = [*breaks, *[Result.OK] * len(names)][: len(names)]
    emitted: Counter[str] = Counter()
    for signal in {signal for _, signal in ASKS.values()}:
        getattr(steam, signal).connect(lambda *_, signal=signal: emitted.update([signal]))
    game = Game()
    tree.root.add_child(game)
    woken: list[list[Any]] = [[] for _ in names]
    for name, answers in zip(names, woken, strict=True):
        start(game.ask(lambda name=name: ASKS[name][0](steam), answers))  # type: ignore[misc]  # a lambda with a default
    for _ in range(3):
        tree.process()
    assert [[result_of(answer) for answer in answers] for answers in woken] == [[result] for result in wanted]
    assert emitted == Counter(ASKS[name][1] for name in names)
    tree.close()


@pytest.mark.parametrize("way", PLAYED)
@pytest.mark.parametrize("ready", [False, True], ids=["first", "board found"])
def test_over_a_local_world_each_is_answered_once_too(tree: SceneTree, way: str, ready: bool) -> None:
    """Also what that world refuses, such as a score for no board, is answered by one emission and one record."""
    with closing(LocalSteam(client_world.SCHEMA, clock=SteppedClock())) as world, closing(PLAYED[way](world.client(ME))) as side:
        if isinstance(side, LoopedClient):
            side.start()
        steam = Steam.attach(tree, side)
        game = Game()
        tree.root.add_child(game)
        if ready:
            steam.findOrCreateLeaderboard("laps", 1, 3)
            tree.process()
            tree.process()
        emitted: Counter[str] = Counter()
        for signal in {signal for _, signal in ASKS.values()}:
            getattr(steam, signal).connect(lambda *_, signal=signal: emitted.update([signal]))
        woken: list[list[Any]] = [[] for _ in ASKS]
        for (query, _), answers in zip(ASKS.values(), woken, strict=True):
            start(game.ask(lambda query=query: query(steam), answers))  # type: ignore[misc]  # a lambda with a default
        for _ in range(4):
            tree.process()
        assert [len(answers) for answers in woken] == [1] * len(ASKS)
        assert emitted == Counter(signal for _, signal in ASKS.values())
        results = dict(zip(ASKS, (result_of(answers[0]) for answers in woken), strict=True))
        assert (results["request"], results["store"], results["create"]) == (Result.OK, Result.OK, Result.OK)
        assert (results["upload"] is Result.OK) == ready


def test_showing_progress_wakes_nobody_who_waits_for_a_store(tree: SceneTree, recorder: Recorder) -> None:
    """The UserStatsStored of a shown progress is emitted, and is not the answer to a store, whichever came first."""
    user = FakeUser()
    steam = Steam.attach(tree, user)
    recorder.watch(steam.user_stats_stored)
    recorder.watch(steam.user_achievement_stored)
    woken: list[Any] = []
    game = Game()
    tree.root.add_child(game)
    assert steam.indicateAchievementProgress("ACH_A", 1, 10)
    user.breaks.append(Result.INVALID_PARAM)
    start(game.ask(steam.store, woken))
    assert steam.indicateAchievementProgress("ACH_A", 2, 10)
    start(game.ask(steam.store, woken))
    tree.process()
    tree.process()
    assert woken == [Result.INVALID_PARAM, Result.OK]
    stored, shown = "user_stats_stored", "user_achievement_stored"
    assert recorder.lines == [
        (stored, APP, Result.OK),
        (shown, APP, False, "ACH_A", 1, 10),
        (stored, APP, Result.INVALID_PARAM),
        (stored, APP, Result.OK),
        (shown, APP, False, "ACH_A", 2, 10),
        (stored, APP, Result.OK),
    ]


def test_an_unlock_told_with_its_full_progress_answers_its_store(tree: SceneTree) -> None:
    """Only progress below its maximum is shown without a store: an achievement told as 100 of 100 was stored, and who waits is woken."""
    user = FakeUser()
    steam = Steam.attach(tree, user)
    woken: list[Any] = []
    game = Game()
    tree.root.add_child(game)
    start(game.ask(steam.store, woken))
    user.arriving.clear()
    user.post(UserStatsStored(APP, Result.OK), told("ACH_A", 100, 100))
    tree.process()
    tree.process()
    assert woken == [Result.OK]


def test_stores_that_nobody_awaits_keep_their_place(tree: SceneTree) -> None:
    """storeStats, resetAllStats and an awaited store: the third is answered third."""
    user = FakeUser()
    steam = Steam.attach(tree, user)
    user.breaks.extend([Result.FAIL, Result.IO_FAILURE, Result.INVALID_PARAM])
    woken: list[Any] = []
    game = Game()
    tree.root.add_child(game)
    assert steam.storeStats()
    assert steam.resetAllStats(achievements_too=True)
    start(game.ask(steam.store, woken))
    tree.process()
    tree.process()
    assert woken == [Result.INVALID_PARAM]


def test_a_store_that_cannot_be_sent_is_answered_at_once(tree: SceneTree) -> None:
    """There is no signal for it, and `why()` tells."""
    steam = Steam.attach(tree, FakeUser(started=False))
    woken: list[Any] = []
    game = Game()
    tree.root.add_child(game)
    start(game.ask(steam.store, woken))
    assert woken == [Result.FAIL]
    assert "steam_init" in steam.why()


def test_a_user_without_stats_is_answered_with_fail(tree: SceneTree) -> None:
    """Two in flight for two users each get their own."""
    steam = Steam.attach(tree, FakeUser())
    woken: list[Any] = []
    game = Game()
    tree.root.add_child(game)
    start(game.ask(lambda: steam.request(STRANGER), woken))
    start(game.ask(lambda: steam.request(FRIEND), woken))
    tree.process()
    tree.process()
    assert woken == [Result.FAIL, Result.OK]


@pytest.mark.parametrize("name", ASKS)
def test_a_timeout_gives_timeout_and_a_late_answer_still_reaches_the_signal(tree: SceneTree, recorder: Recorder, name: str) -> None:
    """Waiting is bounded, answers are not lost; a timeout that could never come is refused before anything is asked."""
    user = FakeUser()
    steam = Steam.attach(tree, user)
    recorder.watch(getattr(steam, ASKS[name][1]))
    queries: dict[str, Callable[[float], Awaitable[Any]]] = {
        "request": lambda timeout: steam.request(FRIEND, timeout),
        "store": steam.store,
        "percentages": steam.global_percentages,
        "global": lambda timeout: steam.global_stats(3, timeout),
        "players": steam.current_players,
        "find": lambda timeout: steam.find_board("laps", timeout),
        "create": lambda timeout: steam.find_or_create_board("laps", 1, 3, timeout),
        "download": lambda timeout: steam.download_board(1, 10, timeout=timeout),
        "download users": lambda timeout: steam.download_board_for_users([ME], timeout=timeout),
        "upload": lambda timeout: steam.upload_score(5, timeout=timeout),
        "attach": lambda timeout: steam.attach_ugc(7, timeout=timeout),
    }
    for never in (0, -1.0, float("nan")):
        with pytest.raises(ValueError, match="timeout"):
            queries[name](never)
    tree.process()
    user.frame -= 60
    woken: list[Any] = []
    game = Game()
    tree.root.add_child(game)
    start(game.ask(lambda: queries[name](0.2), woken))
    user.arriving = type(user.arriving)((user.frame + 60, record) for _, record in user.arriving)
    for _ in range(30):
        tree.process()
    assert [result_of(answer) for answer in woken] == [Result.TIMEOUT]
    assert recorder.lines == []
    for _ in range(60):
        tree.process()
    assert len(woken) == len(recorder.lines) == 1


def test_a_game_finds_uploads_and_downloads_in_three_lines(tree: SceneTree) -> None:
    """The records that are awaited hold everything."""
    steam = Steam.attach(tree, FakeUser())
    seen: list[Any] = []

    class Asking(Node):
        async def _ready(self) -> None:
            board = await steam.find_or_create_board("laps", Steam.LEADERBOARD_SORT_METHOD_ASCENDING, 3)
            sent = await steam.upload_score(-5, details=[1, 2], this_leaderboard=board.handle)
            page = await steam.download_board(1, 10)
            seen.extend([board.handle, board.found, sent.success, sent.global_rank_new, page.entries[0].score, page.entries[0].details])

    tree.root.add_child(Asking())
    for _ in range(8):
        tree.process()
    assert seen == [HUGE, True, True, 1, -5, (1, 2)]
