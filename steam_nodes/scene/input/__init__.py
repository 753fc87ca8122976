"""Input: the events, the actions of the game, and which are pressed.

Rules: the map of the actions knows events, and events know nobody; where one asks what it means for an action, it asks what this package
hands it here. The map is loaded then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.scene.input import input_event

if TYPE_CHECKING:
    from steam_nodes.scene.input.input_map import Actions


def _actions() -> Actions:
    from steam_nodes.scene.input.input_map import actions  # noqa: PLC0415  # loaded on first use

    return actions


input_event.actions.load = _actions
