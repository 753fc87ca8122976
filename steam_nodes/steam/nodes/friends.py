"""Friends: what players are called and who the player's friends are, the few calls of GodotSteam's Friends that a script about stats makes.

Rules: methods are GodotSteam's, in snake_case, with GodotSteam's spellings as second names of the same functions at the foot of the
class. What is not known is 0, "" or False, and no error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes.steam.checks import require_int
from steam_nodes.steam.nodes.steam_node import SteamNode

if TYPE_CHECKING:
    from steam_nodes.steam.backend import ClientBackend

_IMMEDIATE: Final = 0x04


class Friends(SteamNode):
    """What players are called, and who the player's friends are.

    Args:
        backend: Steam as the player's program sees it.
    """

    _backend_: ClientBackend

    def get_persona_name(self) -> str:
        """Return what the player is called, "" if that is not known.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetPersonaName.
        """
        return self._backend_.get_persona_name(self._backend_.get_steam_id())

    def get_friend_persona_name(self, steam_id: int) -> str:
        """Return what a user is called, "" if that is not known.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendPersonaName.

        Args:
            steam_id: The user's 64-bit Steam ID; it need not be a friend's.
        """
        return self._backend_.get_persona_name(steam_id)

    def get_friend_count(self, friend_flags: int = _IMMEDIATE) -> int:
        """Return how many friends the player has.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendCount.

        Args:
            friend_flags: Which kinds count, as bits; only the friends themselves (4) are known here.
        """
        return len(self._friends_("get_friend_count", friend_flags))

    def get_friend_by_index(self, friend_number: int, friend_flags: int = _IMMEDIATE) -> int:
        """Return the Steam ID of a friend by place, 0 if there is none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendByIndex.

        Args:
            friend_number: The place, 0 to `get_friend_count(friend_flags) - 1`.
            friend_flags: As in `get_friend_count`.
        """
        require_int("get_friend_by_index", "friend_number", friend_number)
        friends = self._friends_("get_friend_by_index", friend_flags)
        return friends[friend_number] if 0 <= friend_number < len(friends) else 0

    def _friends_(self, call: str, flags: int) -> list[int]:
        return self._backend_.get_friends() if require_int(call, "friend_flags", flags) & _IMMEDIATE else []

    getFriendByIndex = get_friend_by_index
    getFriendCount = get_friend_count
    getFriendPersonaName = get_friend_persona_name
    getPersonaName = get_persona_name
