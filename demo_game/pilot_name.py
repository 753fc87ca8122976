"""What a player is called: asked for at Steam's keyboard, which a gamepad can type at, and shown wherever the ship is named.

What it shows: `showGamepadTextInput`, `gamepad_text_input_dismissed` and the text filter are all that a game needs. Steam draws its
keyboard itself, over the game's picture, in Big Picture mode and on a Steam Deck. On the local Steam nobody draws it or types at it:
LocalKeyboard is the player's hand there, and what is to be seen is a plate of the game's own (view/screens/name_entry.py).

Rules: an empty name and one that was not submitted change nothing. Others read the name, so it is filtered as theirs would be.
See https://partner.steamgames.com/doc/api/ISteamUtils#ShowGamepadTextInput.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes import InputEvent, InputEventKey, Node, Signal

if TYPE_CHECKING:
    from steam_nodes import LocalClient, Steam

    from .stats.card import Card

LONGEST: Final = 10
BACKSPACE: Final = 8
ENTER: Final = (13, 0x4000_0058)
ESCAPE: Final = 27
"""The keys' numbers in pygame, which `translate` leaves as they are."""


class PilotName(Node):
    """Asks for a name, and writes it on a card.

    Args:
        steam: Steam as the player sees it.
        card: The player's card.
    """

    answered: Signal[()] = Signal()
    """The keyboard is gone, with a name or without."""

    def __init__(self, steam: Steam, card: Card) -> None:
        """Listen to Steam."""
        super().__init__(name="PilotName")
        self._steam = steam
        self._card = card
        steam.gamepad_text_input_dismissed.connect(self._on_dismissed)

    @property
    def called(self) -> str:
        """What the player is called."""
        return self._card.name

    @property
    def field(self) -> tuple[str, str, int] | None:
        """What is asked for, what was typed, and for how many letters more there is room; None where no keyboard is to be drawn."""
        keyboard = self.get_tree().root.get_node_or_null(keyboard_of(self._card.index))
        if not isinstance(keyboard, LocalKeyboard) or keyboard.asks_for is None:
            return None
        return keyboard.asks_for, keyboard.typed, LONGEST - len(keyboard.typed)

    def ask(self, question: str = "What are you called?") -> bool:
        """Show the keyboard; return whether Steam has one here."""
        steam = self._steam
        return steam.show_gamepad_text_input(
            steam.GAMEPAD_TEXT_INPUT_MODE_NORMAL,
            steam.GAMEPAD_TEXT_INPUT_LINE_MODE_SINGLE_LINE,
            question,
            LONGEST,
            self._card.name,
        )

    def _on_dismissed(self, submitted: bool, text: str, _app_id: int) -> None:  # noqa: FBT001 - the signal's own arguments
        name = text.strip()
        if submitted and name:
            self._steam.init_filter_text()
            self._card.name = self._steam.filter_text(self._steam.TEXT_FILTERING_CONTEXT_NAME, 0, name)
        self.answered.emit()


def keyboard_of(index: int) -> str:
    """Return what the node of a player's LocalKeyboard is called."""
    return f"LocalKeyboard{index + 1 if index else ''}"


class LocalKeyboard(Node):
    """Types at the keyboard of the local Steam with the keys of the real one, and takes them all meanwhile, as Steam's own does.

    Args:
        client: The player's side of the local Steam.
        index: Which player it is.
    """

    def __init__(self, client: LocalClient, index: int = 0) -> None:
        """Stand beside the player."""
        super().__init__(name=keyboard_of(index))
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self.typed = ""
        """What stands in the field."""
        self._client = client
        self._answered: object = None

    @property
    def asks_for(self) -> str | None:
        """What the game asks for at the keyboard; None while it is not shown."""
        shown = self._client.player_utils.text_input
        if shown is None:
            return None
        if shown is not self._answered:
            self._answered, self.typed = shown, shown.preset_text
        return shown.description

    def _input(self, event: InputEvent) -> None:
        if self.asks_for is None:
            return
        if isinstance(event, InputEventKey) and event.pressed:
            self._press(event)
        self.get_viewport().set_input_as_handled()

    def _press(self, event: InputEventKey) -> None:
        machine = self._client.player_utils
        if event.keycode in ENTER:
            machine.submit(self.typed)
        elif event.keycode == ESCAPE:
            machine.cancel()
        elif event.keycode == BACKSPACE:
            self.typed = self.typed[:-1]
        elif event.unicode and chr(event.unicode).isprintable() and len(self.typed) < LONGEST:
            self.typed += chr(event.unicode)
