"""ISteamUtils on the local Steam: the player's machine: battery, language, keyboard of a gamepad, text filter.

Rules: the calls are Valve's ISteamUtils.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steam_nodes.steam.local.client.session import ClientSession


class LocalPlayerUtils:
    """The calls of a player's program about the player's machine.

    Args:
        session: The player's session.
    """

    def __init__(self, session: ClientSession) -> None:
        """Begin with what the schema says."""
        self._session = session
