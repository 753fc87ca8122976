"""A player's profile in the cloud: one file that Steam keeps for the player and brings to every machine.

What it shows: stats and achievements belong to the app and are counted by its server; what a game wants to keep beside them is a file of
the player's in Remote Storage. It is written without waiting, and whole or not at all, so that no round is held up and no half is read.

Rules: it is written when Steam has stored a round, never more than one write at a time; what is stored meanwhile goes with the next one.
What cannot be written changes no round and no stat. A file that is none of this game's is not touched until the next round.
See https://partner.steamgames.com/doc/features/cloud.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from steam_nodes import Node, Result, Signal

from .card import CardState

if TYPE_CHECKING:
    from steam_nodes import Steam

    from .card import Card
    from .scorekeeper import Scorekeeper

NAME: Final = "profile.json"
MOST_BYTES: Final = 64 * 1024


class CloudProfile(Node):
    """Keeps the profile of a player in the cloud.

    Args:
        scorekeeper: Who tells when something was stored.
        steam: Steam as the player sees it.
        card: What the game's server knows of the player.
    """

    written: Signal[bool] = Signal("kept")

    def __init__(self, scorekeeper: Scorekeeper, steam: Steam, card: Card) -> None:
        """Listen to the scorekeeper."""
        super().__init__(name="CloudProfile")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self.kept: dict[str, Any] = {}
        """What the cloud holds, empty as long as it holds nothing."""
        self._card = card
        self._steam = steam
        self._writing = self._again = False
        scorekeeper.state_changed.connect(self._on_state_changed)

    @property
    def words(self) -> str:
        """What there is in the cloud, "" for nothing."""
        games = self.kept.get("NumGames", 0)
        return f"in the cloud: {games:,} {'round' if games == 1 else 'rounds'}" if games else ""

    def _ready(self) -> None:
        size = self._steam.get_file_size(NAME)
        if 0 < size <= MOST_BYTES:
            self.kept = read(self._steam.file_read(NAME, size)["buf"])

    def _on_state_changed(self, index: int, state: CardState) -> None:
        if index == self._card.index and state is CardState.STORED:
            self._again = True
            if not self._writing:
                _ = self._write()

    async def _write(self) -> None:
        """Write what is to be kept until nothing has changed meanwhile."""
        self._writing = True
        while self._again:
            self._again = False
            held = {**self._card.stats, "unlocked": sorted(name for name, there in self._card.unlocked.items() if there)}
            result = await self._steam.write_file(NAME, json.dumps(held, indent=1).encode())
            if result == Result.OK:
                self.kept = held
            self.written.emit(result == Result.OK)
        self._writing = False


def read(told: bytes) -> dict[str, Any]:
    """Return what a file holds; nothing where it is none that this game writes."""
    try:
        held = json.loads(told)
    except (ValueError, RecursionError):
        return {}
    games = held.get("NumGames") if isinstance(held, dict) else None
    return held if type(games) is int and games >= 0 else {}
