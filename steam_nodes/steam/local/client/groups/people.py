"""ISteamFriends on the local Steam: the people: names, states, relationships, avatars, levels, nicknames, and whom one played with.

Rules: the calls are Valve's ISteamFriends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steam_nodes.steam.local.client.session import ClientSession


class LocalPeople:
    """The calls of a player's program about the people.

    Args:
        session: The player's session.
    """

    def __init__(self, session: ClientSession) -> None:
        """Begin with what the schema says."""
        self._session = session
