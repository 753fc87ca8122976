"""ISteamFriends on the local Steam: the overlay: what opens it, and what tells that it is open.

Rules: the calls are Valve's ISteamFriends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steam_nodes.steam.local.client.session import ClientSession


class LocalGameOverlay:
    """The calls of a player's program about the overlay.

    Args:
        session: The player's session.
    """

    def __init__(self, session: ClientSession) -> None:
        """Begin with what the schema says."""
        self._session = session
