"""The laws of friends in the game's profile: each with the avatar that the local world has, and with what they play."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pygame
import pytest

from demo_game.avatars import make_avatars
from demo_game.game import rules
from demo_game.play import Game
from demo_game.stats.scorekeeper import PLAYERS
from demo_game.steam_world import SCHEMA
from steam_nodes import LocalSteam, SceneTree, Schema, Steam, SteamServerStats, SteppedClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLAYED = 40
"""Frames in which the profile has asked for every friend."""


@contextmanager
def shown(steam: LocalSteam) -> Iterator[Game]:
    """Give a game whose profile is open."""
    clients = [steam.client(player) for player in PLAYERS]
    tree = SceneTree(fixed_fps=rules.TICKS)
    try:
        stats = SteamServerStats.attach(tree, steam)
        game = Game(stats, seed=1, seats=(Steam.attach(tree, clients[0]), Steam(clients[1])))
        tree.root.add_child(game)
        game.profile.open()
        run(game)
        yield game
    finally:
        tree.close()
        for client in clients:
            client.close()


def run(game: Game, count: int = PLAYED) -> None:
    """Run frames."""
    for _ in range(count):
        assert game.get_tree().process()


def test_friends_are_shown_with_their_avatars() -> None:
    """Each has the picture that the schema names, 64 pixels a side."""
    steam = LocalSteam(SCHEMA, clock=SteppedClock())
    with shown(steam) as game:
        assert len(game.profile.friends) == 6
        for friend in game.profile.friends:
            there = pygame.image.load(make_avatars.FOLDER / f"{friend.name}.png")
            assert game.profile.picture(friend.avatar) == (64, 64, pygame.image.tobytes(there, "RGBA"))
    steam.close()


def test_a_friend_without_an_avatar_has_none() -> None:
    """The handle is 0, of which there is no picture."""
    one, two = PLAYERS
    steam = LocalSteam(Schema.parse(f"app_id = 480\n[players.{one}]\nfriends = [{two}]\n"), clock=SteppedClock())
    with shown(steam) as game:
        (friend,) = game.profile.friends
        assert (friend.avatar, friend.playing) == (0, "")
        assert game.profile.picture(friend.avatar) is None
    steam.close()


def test_friends_who_play_are_shown_with_how_they_stand() -> None:
    """The second player is one, in the same match; another's program is seen as well."""
    steam = LocalSteam(SCHEMA, clock=SteppedClock())
    with shown(steam) as game:
        game.set_humans(0)
        altair = game.profile.friends[1].name
        assert [friend.playing for friend in game.profile.friends] == [""] * 6
        other = steam.client(next(player for player, told in steam.schema.players.items() if told.name == altair))
        other.presence.set_rich_presence("status", "Round 7, 3 : 3")
        other.advance(1.0)
        other.poll()
        game.match.start()
        run(game, 3 * rules.TICKS)
        assert [friend.playing for friend in game.profile.friends][:3] == ["Round 1, 0 : 0", "Round 7, 3 : 3", ""]
        other.close()
    steam.close()


@pytest.mark.thorough
def test_the_avatars_are_what_our_script_makes(tmp_path: Path) -> None:
    """Each player of the schema has one beside it, drawn by make_avatars and by nothing else."""
    told = {entry.name: entry.avatar for entry in Schema.load(SCHEMA).players.values()}
    assert told == {name: ("", "", f"avatars/{name}.png") for name in make_avatars.AVATARS}
    assert {path.stem for path in make_avatars.FOLDER.glob("*.png")} == set(make_avatars.AVATARS)
    for path in make_avatars.write(tmp_path):
        kept = make_avatars.FOLDER / path.name
        # The pixels are compared, not the files: no two makers of PNG pack them alike.
        drawn, there = (pygame.image.tobytes(pygame.image.load(file), "RGBA") for file in (path, kept))
        assert drawn == there, f"{path.name}: run python -m demo_game.avatars.make_avatars"
