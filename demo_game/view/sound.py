"""Sound that the program makes itself: every sample is computed, none is loaded.

Rules: the host plays the sounds (`host.window`); where there is no audio device there is none, and no error. Sounds are mono, 16 bits, RATE
samples a second; building all of them takes a moment at the start and no frame afterwards.
"""

from __future__ import annotations

from array import array
from math import exp, sin, tau
from random import Random
from typing import TYPE_CHECKING, Final

from steam_nodes import Node

from ..game.match import MatchState
from ..settings import LOUDEST as LOUDEST_STEP

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..game.match import RoundSummary
    from ..game.ship import Ship
    from ..play import Game
    from ..settings import Settings
    from .host.speaker import Speaker
    from .host_input import Controls

RATE: Final = 22050
LOUDEST: Final = 30000


def samples(seconds: float, volume: float, wave: Callable[[float], float]) -> array[int]:
    """Return `wave` (seconds to -1.0 .. 1.0) as samples, with two milliseconds of fading at both ends against clicks."""
    count = int(seconds * RATE)
    edge = RATE // 500
    top = volume * LOUDEST
    found = array("h", bytes(2 * count))
    for place in range(count):
        fade = min(1.0, place / edge, (count - place) / edge)
        found[place] = int(max(-1.0, min(1.0, wave(place / RATE))) * top * fade)
    return found


def sweep(start: float, end: float, seconds: float, decay: float, *, square: bool = False) -> Callable[[float], float]:
    """Return a tone that glides from one frequency (Hz) to another and dies away."""

    def wave(time: float) -> float:
        # The phase is the integral of the frequency: otherwise a glide would be heard twice as wide as it is written.
        tone = sin(tau * (start * time + (end - start) * time * time / (2 * seconds)))
        return ((0.55 if tone > 0.0 else -0.55) if square else tone) * exp(-decay * time)

    return wave


def noise(seed: int, smooth: float, decay: float) -> Callable[[float], float]:
    """Return noise that dies away; the nearer `smooth` is to 1.0, the deeper it rumbles."""
    uniform = Random(seed).uniform
    level = 0.0
    gain = 1.0 + 2.4 * smooth

    def wave(time: float) -> float:
        nonlocal level
        level = level * smooth + uniform(-1.0, 1.0) * (1.0 - smooth)
        return level * gain * exp(-decay * time)

    return wave


def mix(*waves: Callable[[float], float]) -> Callable[[float], float]:
    """Return the sum of waves."""
    return lambda time: sum(wave(time) for wave in waves)


def tune(notes: tuple[float, ...], each: float, decay: float) -> Callable[[float], float]:
    """Return notes (Hz) one after the other, each with its octave."""

    def wave(time: float) -> float:
        place = min(len(notes) - 1, int(time / each))
        local = time - place * each
        tone = sin(tau * notes[place] * local) + 0.35 * sin(tau * 2 * notes[place] * local)
        return 0.7 * tone * exp(-decay * local) * min(1.0, local * 300)

    return wave


def build() -> dict[str, array[int]]:
    """Return every sound of the game."""
    return {
        "fire": samples(0.16, 0.30, sweep(1250.0, 210.0, 0.16, 12.0, square=True)),
        "burst": samples(0.18, 0.35, noise(1, 0.55, 20.0)),
        "hit": samples(0.30, 0.60, mix(noise(2, 0.7, 11.0), sweep(300.0, 80.0, 0.3, 9.0))),
        "explosion": samples(1.20, 0.95, mix(noise(3, 0.93, 3.2), sweep(120.0, 32.0, 1.2, 3.5))),
        "bump": samples(0.16, 0.55, sweep(190.0, 70.0, 0.16, 16.0)),
        "jump": samples(0.50, 0.35, sweep(160.0, 1900.0, 0.5, 2.5)),
        "arrive": samples(0.40, 0.35, sweep(1500.0, 180.0, 0.4, 4.0)),
        "thrust": samples(0.60, 0.80, noise(4, 0.9, 0.0)),
        "count": samples(0.10, 0.28, sweep(520.0, 520.0, 0.1, 14.0)),
        "go": samples(0.34, 0.34, sweep(1040.0, 1040.0, 0.34, 7.0)),
        "menu": samples(0.05, 0.22, sweep(700.0, 760.0, 0.05, 20.0)),
        "choose": samples(0.16, 0.28, tune((660.0, 990.0), 0.07, 12.0)),
        "progress": samples(0.22, 0.24, tune((784.0, 1046.5), 0.09, 10.0)),
        "unlock": samples(0.72, 0.34, tune((523.3, 659.3, 784.0, 1046.5), 0.12, 6.0)),
        "win": samples(0.90, 0.30, tune((392.0, 523.3, 659.3, 784.0), 0.17, 5.0)),
        "draw": samples(0.60, 0.30, tune((392.0, 311.1), 0.24, 5.0)),
        "fail": samples(0.40, 0.30, tune((220.0, 164.8), 0.16, 6.0)),
    }


class Sounds(Node):
    """Says what is heard.

    Args:
        game: Whose signals are heard.
        controls: Whose menus click.
        speaker: Who plays the sounds of `build`.
    """

    def __init__(self, game: Game, controls: Controls, speaker: Speaker) -> None:
        """Listen."""
        super().__init__(name="Sounds")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self.on = True
        """Whether anything is to be heard, as the settings say."""
        self._game = game
        self._speaker = speaker
        self._last_count = 0
        arena, match, scorekeeper = game.match.arena, game.match, game.scorekeeper
        arena.torpedo_fired.connect(self._on_torpedo_fired)
        arena.torpedo_burst.connect(self._on_torpedo_burst)
        arena.ship_hit.connect(self._on_ship_hit)
        arena.ship_destroyed.connect(self._on_ship_destroyed)
        arena.ships_bumped.connect(self._on_ships_bumped)
        arena.hyperspace_entered.connect(self._on_hyperspace_entered)
        arena.hyperspace_left.connect(self._on_hyperspace_left)
        match.state_changed.connect(self._on_state_changed)
        match.round_ended.connect(self._on_round_ended)
        scorekeeper.achievement_unlocked.connect(self._on_achievement_unlocked)
        scorekeeper.achievement_progress.connect(self._on_achievement_progress)
        scorekeeper.store_failed.connect(self._on_store_failed)
        controls.menu_moved.connect(self._on_menu_moved)
        controls.menu_chosen.connect(self._on_menu_chosen)
        game.settings.changed.connect(self._on_settings_changed)
        self._on_settings_changed(game.settings.now)

    def play(self, name: str) -> None:
        """Play a sound unless the sound is off."""
        if self.on:
            self._speaker.play(name)

    def _process(self, delta: float) -> None:
        del delta
        match = self._game.match
        running = self.on and match.state is MatchState.FIGHT and not self._game.paused
        for ship in match.arena.ships:
            self._speaker.hum(ship.index, "thrust" if running and ship.thrusting and ship.here else None)
        count = -int(-match.time_left // 1) if match.state is MatchState.COUNTDOWN else 0
        if count != self._last_count:
            self._last_count = count
            if count > 0:
                self.play("count")

    def _exit_tree(self) -> None:
        self._speaker.silence()

    def _on_torpedo_fired(self, _ship: Ship, _x: float, _y: float, _angle: float) -> None:
        self.play("fire")

    def _on_torpedo_burst(self, _x: float, _y: float) -> None:
        self.play("burst")

    def _on_ship_hit(self, _ship: Ship, _x: float, _y: float) -> None:
        self.play("hit")

    def _on_ship_destroyed(self, _ship: Ship, _cause: str, _x: float, _y: float) -> None:
        self.play("explosion")

    def _on_ships_bumped(self, _x: float, _y: float) -> None:
        self.play("bump")

    def _on_hyperspace_entered(self, _ship: Ship, _x: float, _y: float) -> None:
        self.play("jump")

    def _on_hyperspace_left(self, _ship: Ship, _x: float, _y: float) -> None:
        self.play("arrive")

    def _on_state_changed(self, state: MatchState) -> None:
        if state is MatchState.FIGHT:
            self.play("go")

    def _on_round_ended(self, summary: RoundSummary) -> None:
        self.play("draw" if summary.winner is None else "win")

    def _on_achievement_unlocked(self, _index: int, _name: str) -> None:
        self.play("unlock")

    def _on_achievement_progress(self, _index: int, _name: str, _current: float, _goal: float) -> None:
        self.play("progress")

    def _on_store_failed(self, _index: int, _note: str) -> None:
        self.play("fail")

    def _on_menu_moved(self) -> None:
        self.play("menu")

    def _on_menu_chosen(self) -> None:
        self.play("choose")

    def _on_settings_changed(self, now: Settings) -> None:
        self.on = now.volume > 0 and not now.muted
        # Ears tell steps apart by their ratio, so low ones lie closer together.
        self._speaker.set_volume((now.volume / LOUDEST_STEP) ** 2)
