"""The match: title, countdown, fight, round over, and who has won how often in this session.

Rules: one state at a time, told by `state_changed`; the arena is still (process mode DISABLED) in every state but FIGHT. A round ends when
a ship is lost, a moment later so that the other may be lost too, or when its time is over; then the hulls decide. A round that is left
before its end is no game: it has no winner and no summary. The match emits what happened, and knows neither stats nor Steam.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from steam_nodes import Node, Signal, Timer

from . import rules
from .arena import Arena

if TYPE_CHECKING:
    from random import Random

    from .pilot import Pilot
    from .ship import Ship

MATCH_PRIORITY: Final = 20


class MatchState(Enum):
    """Where a match stands."""

    TITLE = "title"
    COUNTDOWN = "countdown"
    FIGHT = "fight"
    ROUND_OVER = "round over"


@dataclass(frozen=True, slots=True)
class ShipSummary:
    """One ship's round: distances in feet; `destroyed_by` is None for a ship that was not lost."""

    name: str
    feet: float
    hits_taken: int
    torpedoes_fired: int
    hits_scored: int
    jumps: int
    hull_left: int
    destroyed_by: str | None


@dataclass(frozen=True, slots=True)
class RoundSummary:
    """How a round ended: `winner` is a player's index, None for a draw; `reason` says it in words."""

    number: int
    winner: int | None
    reason: str
    seconds: float
    ships: tuple[ShipSummary, ShipSummary]


class Match(Node):
    """Rounds of two ships, one after the other.

    Args:
        rng: The only source of chance.
        countdown: Seconds before each fight.
        intermission: Seconds between rounds where `auto` is on.
    """

    state_changed: Signal[MatchState] = Signal("state")
    round_started: Signal[int] = Signal("number")
    round_ended: Signal[RoundSummary] = Signal("summary")
    feet_traveled: Signal[int, float] = Signal("index", "feet")

    def __init__(self, rng: Random, *, countdown: float = rules.COUNTDOWN, intermission: float = rules.INTERMISSION) -> None:
        """Build the arena; `set_pilots` gives each ship someone to fly it."""
        super().__init__(name="Match")
        self.process_physics_priority = MATCH_PRIORITY
        self.state = MatchState.TITLE
        self.time_left = 0.0
        self.round_number = 0
        self.wins = [0, 0]
        self.draws = 0
        self.summary: RoundSummary | None = None
        self.auto = False
        self.countdown = countdown
        self.intermission = intermission
        self.pilots: list[Pilot] = []
        self._aftermath = 0.0
        self.arena = Arena(rng)
        self.arena.process_mode = Node.PROCESS_MODE_DISABLED
        self.add_child(self.arena)
        self._odometer = Timer()
        self._odometer.name = "Odometer"
        self._odometer.wait_time = 1.0
        self._odometer.timeout.connect(self._on_odometer)
        self.arena.add_child(self._odometer)
        self._odometer.autostart = True

    def set_pilots(self, one: Pilot, two: Pilot) -> None:
        """Give the ships to two pilots; those who flew before leave."""
        for pilot in self.pilots:
            pilot.ship.remove_child(pilot)
            pilot.queue_free()
        self.pilots = [one, two]
        for ship, pilot in zip(self.arena.ships, self.pilots, strict=True):
            ship.add_child(pilot)

    def start(self) -> None:
        """Leave the title and count down to round 1; in any other state nothing happens."""
        if self.state is MatchState.TITLE:
            self.round_number = 0
            self.wins = [0, 0]
            self.draws = 0
            self._begin_round()

    def next_round(self) -> None:
        """Go on after a round; in any other state nothing happens."""
        if self.state is MatchState.ROUND_OVER:
            self._begin_round()

    def to_title(self) -> None:
        """Leave the match; a round that has not ended is no game."""
        self.arena.reset()
        self._enter(MatchState.TITLE, 0.0)

    def _begin_round(self) -> None:
        self.round_number += 1
        self._aftermath = rules.AFTERMATH
        self.arena.reset()
        for pilot in self.pilots:
            pilot.reset()
        self._enter(MatchState.COUNTDOWN, self.countdown)
        self.round_started.emit(self.round_number)

    def _enter(self, state: MatchState, seconds: float) -> None:
        self.state = state
        self.time_left = seconds
        self.arena.process_mode = Node.PROCESS_MODE_INHERIT if state is MatchState.FIGHT else Node.PROCESS_MODE_DISABLED
        self.state_changed.emit(state)

    def _physics_process(self, delta: float) -> None:
        if self.state is MatchState.FIGHT:
            self._watch_fight(delta)
        elif self.state is MatchState.COUNTDOWN:
            self.time_left -= delta
            if self.time_left <= 0.0:
                self._enter(MatchState.FIGHT, rules.ROUND_LIMIT)
        elif self.state is MatchState.ROUND_OVER and self.auto:
            self.time_left -= delta
            if self.time_left <= 0.0:
                self.next_round()

    def _watch_fight(self, delta: float) -> None:
        self.time_left -= delta
        lost = sum(not ship.alive for ship in self.arena.ships)
        if lost:
            self._aftermath -= delta
        if lost == len(self.arena.ships) or self._aftermath <= 0.0 or self.time_left <= 0.0:
            self._end_round()

    def _end_round(self) -> None:
        winner, reason = judge(self.arena.ships)
        if winner is None:
            self.draws += 1
        else:
            self.wins[winner] += 1
        one, two = (_summary_of(ship) for ship in self.arena.ships)
        self.summary = RoundSummary(self.round_number, winner, reason, self.arena.round_time, (one, two))
        self._enter(MatchState.ROUND_OVER, self.intermission)
        self.round_ended.emit(self.summary)

    def _on_odometer(self) -> None:
        for ship in self.arena.ships:
            self.feet_traveled.emit(ship.index, ship.feet)


def judge(ships: tuple[Ship, Ship]) -> tuple[int | None, str]:
    """Return the index of the winner (None: a draw) and the reason in words."""
    one, two = ships
    if not one.alive and not two.alive:
        return None, "both ships were lost"
    if one.alive != two.alive:
        winner, loser = (one, two) if one.alive else (two, one)
        return winner.index, f"{loser.ship_name} {_ENDINGS[loser.destroyed_by or '']}"
    if one.hull == two.hull:
        return None, "time is up, and the hulls are equal"
    winner = one if one.hull > two.hull else two
    return winner.index, f"time is up, and {winner.ship_name} has the better hull"


_ENDINGS: Final = {
    "torpedo": "was shot down",
    "star": "fell into the star",
    "collision": "broke in a collision",
    "hyperspace": "never came out of hyperspace",
    "": "was lost",
}


def _summary_of(ship: Ship) -> ShipSummary:
    return ShipSummary(
        ship.ship_name,
        ship.feet,
        ship.hits_taken,
        ship.torpedoes_fired,
        ship.hits_scored,
        ship.jumps,
        max(0, ship.hull) if ship.alive else 0,
        ship.destroyed_by,
    )
