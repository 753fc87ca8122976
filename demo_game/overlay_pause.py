"""Steam's overlay and the game: while it is open the match stands still.

What it shows: `overlay_toggled` is all that a game needs. Steam draws its overlay itself, over the game's picture, and takes the keys; the
game is told when it opens and when it closes. On the local Steam nobody draws it or hears Shift+Tab: LocalOverlay is the player's hand
there, and what is to be seen is a plate of the game's own (view/screens/overlay.py).

Rules: only what the overlay has paused goes on when it closes; who has paused before pauses on.
See https://partner.steamgames.com/doc/features/overlay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes import InputEvent, InputEventKey, Node, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes import LocalClient, Steam

TAB: Final = 9
"""The key's number in pygame, which `translate` leaves as it is."""


class OverlayPause(Node):
    """Pauses the game while the overlay is open.

    Args:
        steam: Steam as the first player sees it.
        set_paused: Pauses the game, if it can be, or lets it go on.
    """

    toggled: Signal[bool] = Signal("is_open")

    def __init__(self, steam: Steam, set_paused: Callable[[bool], None]) -> None:
        """Listen to Steam."""
        super().__init__(name="OverlayPause")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self.is_open = False
        self._set_paused = set_paused
        self._has_paused = False
        steam.overlay_toggled.connect(self._on_overlay_toggled)

    def _on_overlay_toggled(self, toggled: bool, _user_initiated: bool, _app_id: int) -> None:  # noqa: FBT001 - the signal's own arguments
        self.is_open = toggled
        if toggled:
            was = self.get_tree().paused
            self._set_paused(toggled)
            self._has_paused = self.get_tree().paused and not was
        elif self._has_paused:
            self._has_paused = False
            self._set_paused(toggled)
        self.toggled.emit(toggled)


class LocalOverlay(Node):
    """Opens and closes the overlay of the local Steam with Shift+Tab, and takes every key meanwhile, as Steam's own does.

    Args:
        client: The player's side of the local Steam.
    """

    def __init__(self, client: LocalClient) -> None:
        """Give the player an overlay."""
        super().__init__(name="LocalOverlay")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self._client = client
        client.overlay = True

    def _input(self, event: InputEvent) -> None:
        overlay = self._client.game_overlay
        is_open = overlay.shown is not None
        if isinstance(event, InputEventKey) and event.pressed and event.keycode == TAB and event.shift_pressed:
            if is_open:
                overlay.close()
            else:
                overlay.open()
            is_open = True
        if is_open:
            self.get_viewport().set_input_as_handled()
