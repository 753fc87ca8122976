"""Who moves a ship: what every pilot does, and the pilot a human moves by hand.

Rules: a pilot gives its ship one Intent a physics tick; the same record comes from a keyboard, a gamepad or a bot. Pilots run before ships
(process_physics_priority), so what is wanted in a tick happens in that tick.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from steam_nodes import Node

from .ship import IDLE, Intent

if TYPE_CHECKING:
    from .ship import Ship

PILOT_PRIORITY: Final = -10


class Pilot(Node):
    """Someone who moves a ship: hands `decide()` to it once a physics tick."""

    def __init__(self, ship: Ship, name: str) -> None:
        """Take the controls of `ship`."""
        super().__init__(name=name)
        self.ship = ship
        self.process_physics_priority = PILOT_PRIORITY

    def decide(self, delta: float) -> Intent:
        """Return what is wanted in this tick of `delta` seconds; the base pilot lets go of the controls."""
        del delta
        return IDLE

    def reset(self) -> None:
        """Forget the last round."""

    def _physics_process(self, delta: float) -> None:
        if self.ship.alive:
            self.ship.intent = self.decide(delta)


class HumanPilot(Pilot):
    """A pilot whose wishes come from outside, from a view that reads keys or a gamepad."""

    def __init__(self, ship: Ship, name: str) -> None:
        """Take the controls of `ship` with nothing held."""
        super().__init__(ship, name)
        self._held = IDLE
        self._tapped = IDLE

    def hold(self, intent: Intent) -> None:
        """Set what is held down now; it stays so until the next call."""
        self._held = intent

    def tap(self, *, fire: bool = False, hyperspace: bool = False) -> None:
        """Note a key that went down; it counts in the next tick even if the key is up again by then."""
        self._tapped = replace(self._tapped, fire=self._tapped.fire or fire, hyperspace=self._tapped.hyperspace or hyperspace)

    def decide(self, delta: float) -> Intent:
        """Return what is held or was tapped since the last tick."""
        del delta
        held, tapped = self._held, self._tapped
        self._tapped = IDLE
        return Intent(held.turn, held.thrust, held.fire or tapped.fire, held.hyperspace or tapped.hyperspace)

    def reset(self) -> None:
        """Forget taps of the last round; keys that are still down stay down."""
        self._tapped = IDLE
