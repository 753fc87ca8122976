"""ISteamRemoteStorage on the local Steam: the files of the player that Steam keeps.

Rules: the calls are Valve's ISteamRemoteStorage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steam_nodes.steam.local.client.session import ClientSession


class LocalRemoteStorage:
    """The calls of a player's program about the files of the player that Steam keeps.

    Args:
        session: The player's session.
    """

    def __init__(self, session: ClientSession) -> None:
        """Begin with what the schema says."""
        self._session = session
