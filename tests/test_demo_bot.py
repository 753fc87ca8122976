"""The laws of the bot: it keeps out of the star, beats who does nothing, leads, dodges, and is better with more skill."""

from __future__ import annotations

from math import atan2, hypot
from random import Random
from typing import TYPE_CHECKING

import pytest

from demo_game.game import rules
from demo_game.game.arena import Arena
from demo_game.game.bot import Bot
from demo_game.game.match import Match
from demo_game.game.pilot import Pilot
from demo_game.game.ship import Intent
from steam_nodes import SceneTree

if TYPE_CHECKING:
    from collections.abc import Callable

    from demo_game.game.ship import Ship

    Crew = Callable[[Ship, Match, Random], Pilot]


def bot(skill: float) -> Crew:
    """Return who makes a bot of that skill."""
    return lambda ship, match, rng: Bot(ship, match.arena, rng, skill)


def nobody(ship: Ship, match: Match, rng: Random) -> Pilot:
    """Make a pilot who never touches the controls."""
    del match, rng
    return Pilot(ship, "Nobody")


def play(rounds: int, seed: int, one: Crew, two: Crew) -> list[int]:
    """Play that many rounds and return who has won how many."""
    rng = Random(seed)
    match = Match(rng, countdown=0.0, intermission=0.0)
    match.auto = True
    match.set_pilots(one(match.arena.ships[0], match, rng), two(match.arena.ships[1], match, rng))
    tree = SceneTree(match, fixed_fps=rules.TICKS)
    match.start()
    while sum(match.wins) + match.draws < rounds:
        tree.process()
    wins = match.wins
    tree.close()
    return wins


@pytest.fixture
def arena(tree: SceneTree) -> Arena:
    """Give an arena in a tree."""
    arena = Arena(Random(3))
    tree.root.add_child(arena)
    return arena


@pytest.mark.parametrize("skill", [0.0, 0.6, 1.0])
def test_a_bot_alone_survives_the_star(skill: float) -> None:
    """A minute with nobody to fight: no bot of any skill falls into the star."""
    for seed in range(4):
        rng = Random(seed)
        arena = Arena(rng)
        ship = arena.ships[0]
        ship.add_child(Bot(ship, arena, rng, skill))
        arena.ships[1].destroy("star")
        tree = SceneTree(arena, fixed_fps=rules.TICKS)
        for _ in range(60 * rules.TICKS):
            tree.process()
        assert ship.alive, f"seed {seed}"
        assert ship.feet > 100.0
        tree.close()


def test_a_bot_that_falls_towards_the_star_turns_away(tree: SceneTree, arena: Arena) -> None:
    """Set on a course straight into the star with room to turn, a bot comes out alive."""
    ship = arena.ships[0]
    ship.add_child(Bot(ship, arena, Random(1), 0.6))
    arena.ships[1].destroy("star")
    ship.place(arena.star.x - 28.0, arena.star.y + 2.0, 10.0, 0.0, 0.0)
    for _ in range(300):
        tree.process()
    assert ship.alive


def test_bots_beat_a_pilot_who_does_nothing() -> None:
    """Nearly every round against an idle ship is won, in time and without a scratch from it."""
    wins = play(10, 5, bot(0.6), nobody)
    assert wins[0] >= 9
    assert wins[1] == 0


def test_both_sides_win_when_bots_are_equal() -> None:
    """Neither ship has the better side of the game."""
    assert min(play(20, 1, bot(0.6), bot(0.6))) >= 4


def test_more_skill_wins_more() -> None:
    """A skilled bot beats an unskilled one clearly, from either side."""
    assert play(10, 2, bot(1.0), bot(0.1))[0] >= 7
    assert play(10, 2, bot(0.1), bot(1.0))[1] >= 7


def test_a_bot_leads_its_shots(tree: SceneTree, arena: Arena) -> None:
    """At a ship that crosses, it aims ahead of where the ship is, and hits."""
    ship, foe = arena.ships
    ship.place(60.0, 12.0, 0.0, 0.0, 0.0)
    foe.place(90.0, 5.0, 0.0, 9.0, 0.0)
    ship.add_child(Bot(ship, arena, Random(2), 1.0))
    for _ in range(60):
        tree.process()
        if arena.torpedoes:
            break
    dx, dy = rules.shortest(ship.x, ship.y, foe.x, foe.y)
    assert rules.turn_between(atan2(dy, dx), ship.angle) > 0.1
    for _ in range(90):
        tree.process()
    assert foe.hits_taken >= 1


@pytest.mark.parametrize("pilot", ["bot", "nobody"])
def test_a_bot_steps_aside_of_a_torpedo(tree: SceneTree, arena: Arena, pilot: str) -> None:
    """A torpedo from afar that hits who does nothing misses a skilled bot."""
    ship, foe = arena.ships
    ship.place(30.0, 10.0, 0.0, 0.0, 1.5)
    foe.place(70.0, 10.0, 0.0, 0.0, 3.14159265)
    if pilot == "bot":
        ship.add_child(Bot(ship, arena, Random(1), 1.0))
    foe.intent = Intent(fire=True)
    tree.process()
    foe.intent = Intent()
    for _ in range(110):
        tree.process()
        foe.x, foe.y, foe.hull = 70.0, 70.0, rules.HULL
    assert ship.hits_taken == (0 if pilot == "bot" else 1)


def test_a_bot_in_need_jumps(tree: SceneTree, arena: Arena) -> None:
    """With its last point of hull and a torpedo before its nose, a skilled bot goes through hyperspace."""
    jumps = 0
    ship, foe = arena.ships
    pilot = Bot(ship, arena, Random(4), 1.0)
    ship.add_child(pilot)
    for _ in range(10):
        ship.place(30.0, 10.0, 0.0, 0.0, 1.5)
        foe.place(40.0, 10.0, 0.0, 0.0, 3.14159265)
        ship.hull = 1
        pilot.reset()
        foe.intent = Intent(fire=True)
        for _ in range(30):
            tree.process()
            foe.intent = Intent()
        jumps += ship.jumps
    assert jumps >= 3


def test_a_bot_flies_with_the_same_four_controls(tree: SceneTree, arena: Arena) -> None:
    """What a bot wants stays within what a keyboard can say."""
    ship = arena.ships[0]
    pilot = Bot(ship, arena, Random(1), 0.6)
    ship.add_child(pilot)
    for _ in range(300):
        tree.process()
        assert -1.0 <= ship.intent.turn <= 1.0
        assert hypot(ship.vx, ship.vy) <= rules.TOP_SPEED + 1e-9
