"""The laws of the game's space: wrap-around, gravity, hits, hyperspace, and how a round ends."""

from __future__ import annotations

from dataclasses import replace
from math import hypot, pi, tau
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo_game.game import rules
from demo_game.game.arena import Arena
from demo_game.game.match import Match, MatchState, RoundSummary, judge
from demo_game.game.pilot import HumanPilot, Pilot
from demo_game.game.ship import Intent
from steam_nodes import is_instance_valid

if TYPE_CHECKING:
    from demo_game.game.ship import Ship
    from steam_nodes import SceneTree
    from tests.conftest import Recorder

ANYWHERE = st.floats(-1000.0, 1000.0)
INSIDE_X = st.floats(0.0, rules.WIDTH, exclude_max=True)
INSIDE_Y = st.floats(0.0, rules.HEIGHT, exclude_max=True)


@pytest.fixture
def arena(tree: SceneTree) -> Arena:
    """Give an arena in a tree, with both ships far from the star and from each other, at rest."""
    arena = Arena(Random(1))
    tree.root.add_child(arena)
    arena.ships[0].place(10.0, 10.0, 0.0, 0.0, 0.0)
    arena.ships[1].place(80.0, 5.0, 0.0, 0.0, 0.0)
    return arena


@pytest.fixture
def match(tree: SceneTree) -> Match:
    """Give a match without waiting times in a tree, with nobody at the controls."""
    match = Match(Random(1), countdown=0.0, intermission=0.0)
    match.set_pilots(*(HumanPilot(ship, "Human") for ship in match.arena.ships))
    tree.root.add_child(match)
    return match


def frames(tree: SceneTree, count: int) -> None:
    """Run that many frames of 1/60 s."""
    for _ in range(count):
        tree.process()


def shoot(shooter: Ship) -> None:
    """Let a ship fire in the next tick."""
    shooter.intent = Intent(fire=True)


def aim_at_each_other(arena: Arena, distance: float) -> tuple[Ship, Ship]:
    """Put the ships nose to nose, above the star."""
    one, two = arena.ships
    one.place(80.0 - distance / 2, 10.0, 0.0, 0.0, 0.0)
    two.place(80.0 + distance / 2, 10.0, 0.0, 0.0, pi)
    return one, two


@given(ANYWHERE, ANYWHERE)
def test_what_leaves_by_one_edge_comes_back_by_the_opposite_one(x: float, y: float) -> None:
    """A wrapped place lies inside, and a whole number of worlds away from where it was."""
    wx, wy = rules.wrap(x, y)
    assert 0.0 <= wx < rules.WIDTH
    assert 0.0 <= wy < rules.HEIGHT
    for moved, size in ((x - wx, rules.WIDTH), (y - wy, rules.HEIGHT)):
        assert abs(moved / size - round(moved / size)) < 1e-9


@given(INSIDE_X, INSIDE_Y, INSIDE_X, INSIDE_Y)
def test_the_shortest_way_is_never_longer_than_half_the_world_and_leads_there(ax: float, ay: float, bx: float, by: float) -> None:
    """Following the shortest way ends at the goal, and back is the same way reversed."""
    dx, dy = rules.shortest(ax, ay, bx, by)
    assert abs(dx) <= rules.WIDTH / 2
    assert abs(dy) <= rules.HEIGHT / 2
    assert hypot(*rules.shortest(*rules.wrap(ax + dx, ay + dy), bx, by)) < 1e-6
    assert hypot(*rules.shortest(bx, by, ax, ay)) == pytest.approx(hypot(dx, dy))


@given(st.floats(-20.0, 20.0), st.floats(-20.0, 20.0))
def test_the_smaller_turn_is_at_most_half_a_circle_and_ends_at_the_heading(start: float, goal: float) -> None:
    """Turning by `turn_between` ends at the wanted heading."""
    turn = rules.turn_between(start, goal)
    assert -pi - 1e-9 <= turn <= pi + 1e-9
    off = (start + turn - goal) % tau
    assert min(off, tau - off) < 1e-6


def test_a_ship_that_crosses_an_edge_says_so_and_has_flown_only_its_own_way(tree: SceneTree, arena: Arena, recorder: Recorder) -> None:
    """Crossing the right edge brings a ship to the left one without adding the world's width to its feet."""
    ship = arena.ships[0]
    ship.place(rules.WIDTH - 0.1, 5.0, 12.0, 0.0, 0.0)
    recorder.watch(arena.ship_wrapped)
    frames(tree, 3)
    assert recorder.lines == [("ship_wrapped", ship)]
    assert ship.x < 1.0
    assert ship.feet == pytest.approx(12.0 * 3 / 60, rel=0.01)


def test_the_star_pulls_a_ship_at_rest_into_itself(tree: SceneTree, arena: Arena, recorder: Recorder) -> None:
    """Nobody at the controls near the star: the ship falls and is lost to the star."""
    ship = arena.ships[0]
    ship.place(arena.star.x + 12.0, arena.star.y, 0.0, 0.0, 0.0)
    recorder.watch(arena.ship_destroyed)
    frames(tree, 180)
    assert [line[1:3] for line in recorder.lines] == [(ship, "star")]
    assert not ship.alive


def test_gravity_grows_with_the_inverse_square_of_the_distance(arena: Arena) -> None:
    """At half the distance the star pulls four times as hard, and towards itself."""
    far, _ = arena.star.pull_at(arena.star.x + 30.0, arena.star.y)
    near, _ = arena.star.pull_at(arena.star.x + 15.0, arena.star.y)
    assert far < 0.0
    assert near == pytest.approx(4 * far)
    assert arena.star.pull_at(arena.star.x, arena.star.y) == (0.0, 0.0)


def test_a_ship_thrusts_where_it_points_up_to_its_top_speed(tree: SceneTree, arena: Arena) -> None:
    """Thrust adds speed along the nose and never exceeds the top speed."""
    ship = arena.ships[0]
    ship.intent = Intent(thrust=True)
    frames(tree, 6)
    assert ship.thrusting
    assert ship.vx == pytest.approx(rules.THRUST * 6 / 60, rel=0.1)
    frames(tree, 240)
    assert ship.speed <= rules.TOP_SPEED + 1e-9


def test_a_turn_is_no_faster_than_the_ship_turns(tree: SceneTree, arena: Arena) -> None:
    """An intent beyond 1 turns like 1."""
    ship = arena.ships[0]
    ship.intent = Intent(turn=5.0)
    frames(tree, 6)
    assert ship.angle == pytest.approx(rules.TURN_RATE * 6 / 60)


def test_a_torpedo_that_meets_the_other_ship_takes_one_point_of_hull(tree: SceneTree, arena: Arena, recorder: Recorder) -> None:
    """One shot, one hit, one burst; the score goes to the shooter and the torpedo is gone."""
    one, two = aim_at_each_other(arena, 20.0)
    for signal in (arena.torpedo_fired, arena.torpedo_burst, arena.ship_hit):
        recorder.watch(signal)
    shoot(one)
    tree.process()
    one.intent = Intent()
    frames(tree, 60)
    assert [line[0] for line in recorder.lines] == ["torpedo_fired", "torpedo_burst", "ship_hit"]
    assert (two.hull, two.hits_taken, one.hits_scored, one.torpedoes_fired) == (rules.HULL - 1, 1, 1, 1)
    assert arena.torpedoes == []


def test_after_a_hit_there_is_grace(tree: SceneTree, arena: Arena) -> None:
    """A second hit right after the first does not count; one after the grace does."""
    ship = arena.ships[0]
    assert ship.take_hit()
    assert ship.shielded
    assert not ship.take_hit()
    frames(tree, int(rules.GRACE * 60) + 1)
    assert ship.take_hit()
    assert ship.hull == rules.HULL - 2


def test_the_last_hit_destroys(tree: SceneTree, arena: Arena, recorder: Recorder) -> None:
    """A ship with one point of hull that is hit is destroyed by the torpedo."""
    one, two = aim_at_each_other(arena, 20.0)
    two.hull = 1
    recorder.watch(arena.ship_destroyed)
    shoot(one)
    frames(tree, 60)
    assert [line[1:3] for line in recorder.lines] == [(two, "torpedo")]
    assert two.destroyed_by == "torpedo"


def test_two_ships_that_shoot_at_once_are_judged_by_the_same_moment(tree: SceneTree, arena: Arena) -> None:
    """Mirror images shoot each other down in the same tick: neither is first."""
    one, two = aim_at_each_other(arena, 20.0)
    for ship in (one, two):
        ship.hull = 1
        shoot(ship)
    frames(tree, 60)
    assert not one.alive
    assert not two.alive
    assert judge(arena.ships) == (None, "both ships were lost")


def test_a_torpedo_passes_its_own_ship_and_ends_by_age(tree: SceneTree, arena: Arena) -> None:
    """A torpedo fired along an empty line hits nothing, and leaves the tree when its time is over."""
    ship = arena.ships[0]
    ship.place(10.0, 5.0, 0.0, 0.0, pi / 2)
    shoot(ship)
    tree.process()
    ship.intent = Intent()
    (torpedo,) = arena.torpedoes
    frames(tree, int(rules.TORPEDO_LIFE * 60) + 2)
    assert arena.torpedoes == []
    assert not is_instance_valid(torpedo)
    assert ship.hits_taken == 0


def test_the_star_swallows_torpedoes(tree: SceneTree, arena: Arena, recorder: Recorder) -> None:
    """A shot at a ship behind the star ends in the star."""
    one, two = arena.ships
    one.place(arena.star.x - 20.0, arena.star.y, 0.0, 0.0, 0.0)
    two.place(arena.star.x + 20.0, arena.star.y, 0.0, 0.0, 0.0)
    recorder.watch(arena.torpedo_burst)
    shoot(one)
    tree.process()
    one.intent = Intent()
    frames(tree, 50)
    assert len(recorder.lines) == 1
    assert two.hull == rules.HULL


def test_the_magazine_limits_the_rate_of_fire_and_fills_again(tree: SceneTree, arena: Arena) -> None:
    """Holding fire empties the magazine at the cooldown's pace; letting go fills it."""
    ship = arena.ships[0]
    shoot(ship)
    frames(tree, (int(rules.FIRE_COOLDOWN * 60) + 2) * (rules.TORPEDOES_MAX - 1) + 1)
    assert ship.torpedoes_fired == rules.TORPEDOES_MAX
    ship.intent = Intent()
    frames(tree, int(rules.RELOAD * 60 * rules.TORPEDOES_MAX) + 1)
    assert ship.torpedoes_ready == rules.TORPEDOES_MAX


def test_ships_that_meet_bounce_and_are_both_hit(tree: SceneTree, arena: Arena, recorder: Recorder) -> None:
    """A head-on meeting turns both around and costs each one point of hull, once."""
    one, two = aim_at_each_other(arena, 8.0)
    one.vx, two.vx = 10.0, -10.0
    recorder.watch(arena.ships_bumped)
    frames(tree, 30)
    assert len(recorder.lines) == 1
    assert one.vx < 0.0 < two.vx
    assert (one.hull, two.hull) == (rules.HULL - 1, rules.HULL - 1)


def test_hyperspace_hides_a_ship_and_brings_it_back_away_from_the_star(tree: SceneTree, arena: Arena, recorder: Recorder) -> None:
    """A jump makes a ship untouchable for its time, and every jump ends outside of the star's clearance."""
    ship = arena.ships[0]
    recorder.watch(arena.hyperspace_entered)
    recorder.watch(arena.hyperspace_left)
    for jump in range(1, 6):
        ship.hyperspace_cooldown = 0.0
        ship.hyperspace_risk = 0.0
        ship.intent = Intent(hyperspace=True)
        tree.process()
        ship.intent = Intent()
        assert ship.in_hyperspace
        assert not ship.take_hit()
        frames(tree, int(rules.HYPERSPACE_TIME * 60) + 1)
        assert not ship.in_hyperspace
        assert hypot(*rules.shortest(ship.x, ship.y, arena.star.x, arena.star.y)) > rules.HYPERSPACE_CLEARANCE
        assert ship.jumps == jump
    assert [line[0] for line in recorder.lines] == ["hyperspace_entered", "hyperspace_left"] * 5


def test_hyperspace_needs_its_cooldown_and_grows_more_dangerous(tree: SceneTree, arena: Arena) -> None:
    """A second jump right after the first does not happen, and the risk has risen."""
    ship = arena.ships[0]
    ship.hyperspace_risk = 0.0
    ship.intent = Intent(hyperspace=True)
    frames(tree, int(rules.HYPERSPACE_TIME * 60) + 10)
    assert ship.jumps == 1
    assert ship.hyperspace_risk == rules.HYPERSPACE_RISK


def test_a_jump_of_full_risk_destroys(tree: SceneTree, arena: Arena, recorder: Recorder) -> None:
    """A ship whose jump fails never comes out."""
    ship = arena.ships[0]
    ship.hyperspace_risk = 1.0
    ship.intent = Intent(hyperspace=True)
    recorder.watch(arena.ship_destroyed)
    frames(tree, int(rules.HYPERSPACE_TIME * 60) + 2)
    assert [line[1:3] for line in recorder.lines] == [(ship, "hyperspace")]


def test_a_tap_counts_once_even_if_the_key_is_up_again(tree: SceneTree, match: Match) -> None:
    """A key that goes down and up between two frames still fires one torpedo, and only one."""
    match.start()
    frames(tree, 2)
    pilot = match.pilots[0]
    assert isinstance(pilot, HumanPilot)
    pilot.hold(Intent(turn=0.5))
    pilot.tap(fire=True)
    assert replace(pilot.decide(0.0)) == Intent(turn=0.5, fire=True)
    assert pilot.decide(0.0) == Intent(turn=0.5)
    pilot.tap(fire=True)
    frames(tree, 60)
    assert match.arena.ships[0].torpedoes_fired == 1


def test_nothing_moves_but_in_a_fight(tree: SceneTree, match: Match) -> None:
    """On the title the ships stand still; a fight moves them; the summary stops them again."""
    one, two = match.arena.ships
    frames(tree, 30)
    assert (match.state, one.feet) == (MatchState.TITLE, 0.0)
    match.start()
    frames(tree, 30)
    assert one.feet > 1.0
    one.destroy("star")
    two.destroy("star")
    frames(tree, 2)
    feet = one.feet, two.feet
    frames(tree, 30)
    assert match.state is MatchState.ROUND_OVER
    assert (one.feet, two.feet) == feet


def ended(tree: SceneTree, match: Match) -> RoundSummary:
    """Run a round to its end."""
    for _ in range(int((rules.ROUND_LIMIT + rules.AFTERMATH) * 60) + 10):
        tree.process()
        if match.state is MatchState.ROUND_OVER:
            break
    assert match.summary is not None
    return match.summary


def test_the_ship_that_is_left_wins_after_a_moment(tree: SceneTree, match: Match) -> None:
    """One ship is lost: the round goes on for the aftermath, then the other has won."""
    match.start()
    frames(tree, 2)
    match.arena.ships[0].destroy("star")
    summary = ended(tree, match)
    assert (summary.winner, summary.reason) == (1, "Needle fell into the star")
    assert summary.seconds == pytest.approx(rules.AFTERMATH, abs=0.1)
    assert (match.wins, match.draws) == ([0, 1], 0)


@pytest.mark.parametrize(("hulls", "winner"), [((3, 1), 0), ((1, 2), 1), ((2, 2), None)])
def test_when_time_is_up_the_hulls_decide(tree: SceneTree, match: Match, hulls: tuple[int, int], winner: int | None) -> None:
    """Two ships that only circle end at the time limit, and the better hull wins."""
    match.start()
    frames(tree, 2)
    for ship, hull in zip(match.arena.ships, hulls, strict=True):
        ship.hull = hull
    match.time_left = 0.5
    summary = ended(tree, match)
    assert summary.winner == winner
    assert summary.reason.startswith("time is up")


def test_a_round_that_is_left_has_no_summary(tree: SceneTree, match: Match, recorder: Recorder) -> None:
    """Going back to the title in the middle of a fight ends no round."""
    recorder.watch(match.round_ended)
    match.start()
    frames(tree, 60)
    match.to_title()
    frames(tree, 60)
    assert recorder.lines == []
    assert match.state is MatchState.TITLE
    match.start()
    assert (match.round_number, match.wins) == (1, [0, 0])


def test_the_next_round_waits_for_the_players_or_comes_by_itself(tree: SceneTree, match: Match) -> None:
    """Without `auto` a summary stays until `next_round`; with it the next round follows."""
    match.start()
    frames(tree, 2)
    match.time_left = 0.0
    ended(tree, match)
    frames(tree, 60)
    assert match.state is MatchState.ROUND_OVER
    match.next_round()
    assert match.round_number == 2
    frames(tree, 2)
    match.auto = True
    match.time_left = 0.0
    frames(tree, 4)
    assert match.round_number == 3


def test_a_pilot_of_a_lost_ship_touches_nothing(tree: SceneTree, arena: Arena) -> None:
    """The controls of a destroyed ship stay as they were."""
    ship = arena.ships[0]
    pilot = Pilot(ship, "Pilot")
    ship.add_child(pilot)
    ship.destroy("star")
    ship.intent = Intent(fire=True)
    frames(tree, 2)
    assert ship.intent == Intent(fire=True)
    assert arena.torpedoes == []
