"""The laws of a search that is not answered yet: what is then sent to "the board last found" is warned about, once.

Rules: over a local world on a stepped clock, where every answer comes one frame after its call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steam_nodes import LocalSteam, SceneTree, Steam, SteppedClock
from tests.support.client_world import SCHEMA
from tests.support.places import ON_EVERY_STORE
from tests.support.stats_world import PLAYER

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = ON_EVERY_STORE

TOLD = "this_leaderboard = 0 means the board last found"


@pytest.fixture
def steam() -> Steam:
    """Give a player's node in a tree, with two boards in the world."""
    steam = Steam.attach(SceneTree(fixed_fps=60), LocalSteam(SCHEMA, clock=SteppedClock()).client(PLAYER))
    for name in ("laps", "wins"):
        steam.findOrCreateLeaderboard(name, 2, 1)
        frames(steam)
    return steam


def frames(steam: Steam, count: int = 3) -> None:
    """Let what was asked be answered."""
    for _ in range(count):
        steam.get_tree().process()


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was warned of."""
    return [record.getMessage() for record in caplog.records if TOLD in record.getMessage()]


@pytest.mark.parametrize(
    "send",
    [
        lambda steam: steam.uploadLeaderboardScore(7),
        lambda steam: steam.upload_score(7),
        lambda steam: steam.downloadLeaderboardEntries(1, 9),
        lambda steam: steam.download_board(1, 9),
        lambda steam: steam.downloadLeaderboardEntriesForUsers([PLAYER]),
        lambda steam: steam.download_board_for_users([PLAYER]),
        lambda steam: steam.attachLeaderboardUGC(7),
        lambda steam: steam.attach_ugc(7),
    ],
)
@pytest.mark.parametrize(
    "find",
    [
        lambda steam: steam.findLeaderboard("laps"),
        lambda steam: steam.find_board("laps"),
        lambda steam: steam.findOrCreateLeaderboard("laps", 2, 1),
        lambda steam: steam.find_or_create_board("laps", 2, 1),
    ],
)
def test_what_is_sent_behind_a_search_is_warned_about_once(
    steam: Steam, caplog: pytest.LogCaptureFixture, find: Callable[[Steam], object], send: Callable[[Steam], object]
) -> None:
    """Find, send, find, send without waiting names the board that gets it and the one that is sought, the first time."""
    for _ in range(2):
        find(steam)
        send(steam)
    (told,) = warnings(caplog)
    assert "'wins'" in told
    assert "'laps'" in told
    frames(steam)
    steam.get_tree().close()


def test_a_score_goes_to_the_board_that_was_named_as_the_last_found(steam: Steam, caplog: pytest.LogCaptureFixture) -> None:
    """The warning tells the truth: the score lands on the board before."""
    heard: list[tuple[int, int]] = []
    steam.leaderboard_score_uploaded.connect(lambda success, handle, _score: heard.append((success, handle)))
    wins = steam.get_leaderboard_handle()
    steam.findLeaderboard("laps")
    steam.uploadLeaderboardScore(7)
    frames(steam)
    assert heard == [(True, wins)]
    assert steam.get_leaderboard_handle() != wins
    assert len(warnings(caplog)) == 1


def ask_in_order(steam: Steam) -> None:
    """Wait for each answer."""
    for name in ("laps", "wins"):
        steam.findLeaderboard(name)
        frames(steam)
        steam.uploadLeaderboardScore(7)
        frames(steam)


def name_the_board(steam: Steam) -> None:
    """Pass the handle."""
    handle = steam.get_leaderboard_handle()
    steam.findLeaderboard("laps")
    steam.uploadLeaderboardScore(7, this_leaderboard=handle)
    frames(steam)


def send_in_the_handler(steam: Steam) -> None:
    """Send to each board as it is found, with the next search on its way."""
    steam.leaderboard_find_result.connect(lambda _handle, _found: steam.uploadLeaderboardScore(7))
    steam.findLeaderboard("laps")
    steam.findLeaderboard("wins")
    frames(steam)


def start_anew(steam: Steam) -> None:
    """End Steam before the answer; there is none to come."""
    steam.findLeaderboard("laps")
    steam.steamShutdown()
    steam.uploadLeaderboardScore(7)


@pytest.mark.parametrize("play", [ask_in_order, name_the_board, send_in_the_handler, start_anew])
def test_who_waits_is_not_warned(steam: Steam, caplog: pytest.LogCaptureFixture, play: Callable[[Steam], None]) -> None:
    """Where it is clear which board is meant, nothing is said."""
    play(steam)
    assert warnings(caplog) == []
