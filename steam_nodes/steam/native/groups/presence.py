"""ISteamFriends over Valve's library: rich presence, invitations and messages between friends.

Rules: those of calls.py and structs.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from steam_nodes.steam.native.pipes.client_pipe import ClientPipe


class NativePresence:
    """ISteamFriends of a player's pipe.

    Args:
        pipe: The player's side of Steam.
    """

    def __init__(self, pipe: ClientPipe) -> None:
        """Take the pipe."""
        self._pipe = pipe
