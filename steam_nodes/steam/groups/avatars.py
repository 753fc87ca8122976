"""Avatars: the pictures of people in three sizes, as every backend tells of them.

Rules: those of backend.py and callbacks.py; the records stand first. An avatar is the handle of an image, of 32, 64 or 184 pixels a side: 0
where there is none, and for a large one -1 as long as it is not loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from steam_nodes.steam.callbacks import GroupRecord

if TYPE_CHECKING:
    from steam_nodes.steam.steam_id import SteamID


@dataclass(frozen=True, slots=True)
class AvatarImageLoaded(GroupRecord):
    """A large avatar that was asked for is loaded (Valve's AvatarImageLoaded_t, 334)."""

    steam_id: SteamID
    handle: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class AvatarReady(GroupRecord):
    """An avatar that `tell_avatar` was to tell of; not Valve's, who tells of large ones alone, and of none that is loaded already."""

    steam_id: SteamID
    handle: int


class Avatars(Protocol):
    """The avatars of ISteamFriends, as a player's own program asks for them."""

    def get_small_friend_avatar(self, steam_id: int) -> int:
        """The handle of an avatar of 32 pixels a side; 0 for none."""

    def get_medium_friend_avatar(self, steam_id: int) -> int:
        """The handle of an avatar of 64 pixels a side; 0 for none."""

    def get_large_friend_avatar(self, steam_id: int) -> int:
        """The handle of an avatar of 184 pixels a side; 0 for none, -1 as long as it loads: AvatarImageLoaded follows."""

    def tell_avatar(self, steam_id: int, size: int) -> bool:
        """Have AvatarReady tell of an avatar in a later frame, if it is loaded.

        It is not Valve's: GodotSteam's `getPlayerAvatar` tells of an avatar whether it was loaded before or not.

        Args:
            steam_id: Whose avatar.
            size: 1 small, 2 medium, 3 large.

        Returns:
            False if it is not loaded, or there is none. Then Steam begins to load it: AvatarImageLoaded tells of a large one,
            PersonaStateChanged with the bit AVATAR of the others.
        """
