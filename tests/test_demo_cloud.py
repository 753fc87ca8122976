"""The laws of the profile in the cloud: it is there after a stored round, on the next start too, and nothing of it can hurt the game."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from demo_game.command_line import Options
from demo_game.game.match import MatchState
from demo_game.stats.cloud_profile import NAME, read
from demo_game.steam_world import opened
from steam_nodes import LocalClient, Result, Steam

if TYPE_CHECKING:
    from pathlib import Path

    from demo_game.play import Game
    from demo_game.stats.cloud_profile import CloudProfile


def cloud_of(game: Game) -> CloudProfile:
    """Return what keeps the profile."""
    assert game.cloud is not None
    return game.cloud


def play(game: Game, told: list[bool]) -> None:
    """Play a round of two bots, until it is told whether the profile is kept."""
    written = cloud_of(game).written
    if not told:
        written.connect(told.append)
    game.set_humans(0)
    game.match.start()
    count = len(told)
    while game.match.state is not MatchState.ROUND_OVER:
        assert game.get_tree().process()
    for _ in range(600):
        if len(told) > count:
            break
        assert game.get_tree().process()


def client_of(game: Game) -> LocalClient:
    """Return the first player's side of the local Steam."""
    backend = game.get_tree().root.get_node("Steam")._backend_
    assert isinstance(backend, LocalClient)
    return backend


def test_a_stored_round_is_in_the_cloud_and_on_the_next_start_too(tmp_path: Path) -> None:
    """The file says what Steam holds, and the profile tells of it."""
    options = Options(data=tmp_path, frames=1, seed=3)
    told: list[bool] = []
    with opened(options) as game:
        assert game.profile.in_cloud == ""
        play(game, told)
        steam = Steam.get_singleton()
        held: dict[str, Any] = json.loads(steam.file_read(NAME, steam.get_file_size(NAME))["buf"])
        card = game.scorekeeper.cards[0]
        assert told == [True]
        assert {name: held[name] for name in card.stats} == card.stats
        assert held["unlocked"] == sorted(name for name, there in card.unlocked.items() if there)
        assert game.profile.in_cloud == "in the cloud: 1 round"
    with opened(options) as game:
        assert game.profile.in_cloud == "in the cloud: 1 round"


def test_what_cannot_be_kept_changes_no_round(tmp_path: Path) -> None:
    """The stats are stored all the same, and the next round tries again."""
    told: list[bool] = []
    with opened(Options(data=tmp_path, frames=1, seed=3)) as game:
        client_of(game).faults.next_queries(*[Result.IO_FAILURE] * 20)
        play(game, told)
        assert told == [False]
        assert game.profile.in_cloud == ""
        assert game.scorekeeper.cards[0].stats["NumGames"] == 1
        client_of(game).faults.clear()
        game.match.to_title()
        play(game, told)
        assert told[-1] is True
        assert game.profile.in_cloud == "in the cloud: 2 rounds"


@pytest.mark.parametrize("told", [b"", b"{", b"[" * 60_000, b"[]", b"{}", b'{"NumGames": true}', b'{"NumGames": -1}', b"\xff\xfe", b'"x"'])
def test_a_file_that_is_none_of_the_games_says_nothing(told: bytes) -> None:
    """Whatever another program has left there."""
    assert read(told) == {}


def test_where_nobody_watches_nothing_is_kept() -> None:
    """Rounds that are played for their stats alone leave no file."""
    with opened(Options(headless=True, bench=True, seed=3)) as game:
        assert game.cloud is None
        assert game.profile.in_cloud == ""
