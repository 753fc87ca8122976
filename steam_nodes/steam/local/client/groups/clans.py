"""ISteamFriends on the local Steam: Steam's groups of people and their chats.

Rules: the calls are Valve's ISteamFriends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steam_nodes.steam.local.client.session import ClientSession


class LocalClans:
    """The calls of a player's program about Steam's groups of people and their chats.

    Args:
        session: The player's session.
    """

    def __init__(self, session: ClientSession) -> None:
        """Begin with what the schema says."""
        self._session = session
