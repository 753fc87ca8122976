"""A player's friends and the names of players, as the player's program asks for them.

Rules: the calls are Valve's ISteamFriends. Players and friends are those of the schema, beside what the client was opened with; nobody is
asked, so every answer is there at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.steam.local.world.options import is_player

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steam_nodes.steam.local.client.session import ClientSession


class FriendList:
    """Who the player's friends are.

    Args:
        session: The player's session.
        more: The player's friends beside those of the schema.
    """

    def __init__(self, session: ClientSession, more: Iterable[int]) -> None:
        """Put those of the schema first."""
        player = session.rules.schema.players.get(session.me)
        self.ids: tuple[int, ...] = tuple(dict.fromkeys((*(player.friends if player else ()), *more)))
        """Each friend's id once."""


class ClientFriends:
    """The calls of a player's program about friends.

    Args:
        session: The player's session.
        friends: The player's friends.
        name: What the player is called, "" for what the schema says.
    """

    def __init__(self, session: ClientSession, friends: FriendList, name: str) -> None:
        """Take what the player is called."""
        self._session = session
        self._friends = friends
        self._name = name

    def get_friends(self) -> list[int]:
        """Return the ids of the player's friends: those of the schema, then those this client was given.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendByIndex, for all of them at once.

        Returns:
            Each id once; none if Steam is not initialised, which is said.
        """
        return list(self._friends.ids) if self._session.present("get_friends") else []

    def get_persona_name(self, steam_id: int) -> str:
        """Return what a player is called; "" if that is not known.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendPersonaName.

        Args:
            steam_id: Any player; the own name is what the client was opened with, else that of the schema.

        Raises:
            TypeError: The id is no int.
        """
        if not is_player(steam_id) or not self._session.present("get_persona_name"):
            return ""
        if steam_id == self._session.me and self._name:
            return self._name
        player = self._session.rules.schema.players.get(steam_id)
        return player.name if player else ""
