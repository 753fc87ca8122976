"""ISteamFriends on the local Steam: rich presence, invitations and messages between friends.

Rules: the calls are Valve's ISteamFriends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steam_nodes.steam.local.client.session import ClientSession


class LocalPresence:
    """The calls of a player's program about rich presence, invitations and messages between friends.

    Args:
        session: The player's session.
    """

    def __init__(self, session: ClientSession) -> None:
        """Begin with what the schema says."""
        self._session = session
