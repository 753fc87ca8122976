"""ISteamFriends over Valve's library: the pictures of people in three sizes.

Rules: those of calls.py and structs.py. Valve has a call for each size, and tells of large ones alone that they are loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from steam_nodes.steam.checks import require_int
from steam_nodes.steam.groups.avatars import AvatarImageLoaded, AvatarReady
from steam_nodes.steam.native.calls import FRIENDS, Argument, flat, id_fault, to_int
from steam_nodes.steam.native.structs import register, row
from steam_nodes.steam.stat_values import short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from steam_nodes.steam.native.calls import About
    from steam_nodes.steam.native.pipes.client_pipe import ClientPipe

register(
    row(334, "AvatarImageLoaded_t", "<Qiii", client=lambda user, *image: AvatarImageLoaded(SteamID(user), *image)),
)

_USER: Final = Argument("steam_id", int, lambda _call, value: id_fault(value), int)


class NativeAvatars:
    """The avatars of ISteamFriends on a player's pipe.

    Args:
        pipe: The player's side of Steam.
    """

    def __init__(self, pipe: ClientPipe) -> None:
        """Take the pipe."""
        self._pipe = pipe

    get_small_friend_avatar: ClassVar[About[int, int]] = flat(FRIENDS, "GetSmallFriendAvatar", to_int, _USER)
    get_medium_friend_avatar: ClassVar[About[int, int]] = flat(FRIENDS, "GetMediumFriendAvatar", to_int, _USER)
    get_large_friend_avatar: ClassVar[About[int, int]] = flat(FRIENDS, "GetLargeFriendAvatar", to_int, _USER)

    def tell_avatar(self, steam_id: int, size: int) -> bool:
        """Have AvatarReady tell of an avatar in a later frame, if it is loaded.

        Args:
            steam_id: Whose avatar.
            size: 1 small, 2 medium, 3 large.

        Returns:
            False if it is not loaded, or there is none. Steam loads a large one as it is asked for it; of the others it tells as it tells
            of all that changes about a person.
        """
        calls = {1: self.get_small_friend_avatar, 2: self.get_medium_friend_avatar, 3: self.get_large_friend_avatar}
        if require_int("tell_avatar", "size", size) not in calls:
            self._pipe.may(
                FRIENDS.group, "get_player_avatar", f"{short(size)} is no size of an avatar; pass 1 (small), 2 (medium) or 3 (large)"
            )
            return False
        handle = calls[size](steam_id)
        if handle > 0:
            self._pipe.tell(AvatarReady(SteamID(steam_id), handle))
        return handle > 0
