"""Who plays, with whom, and pictures: the few calls of GodotSteam's User, Friends, Apps and Utils that every script about stats makes.

Rules: methods are GodotSteam's, in snake_case, with GodotSteam's spellings as second names of the same functions at the foot of the
class. What is not known is 0, "" or False, and no error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.checks import require_int
from steam_nodes.steam.nodes.steam_node import SteamNode

if TYPE_CHECKING:
    from steam_nodes.steam.backend import ClientBackend

_IMMEDIATE: Final = 0x04


class Friends(SteamNode):
    """Who plays, with whom, and pictures.

    Args:
        backend: Steam as the player's program sees it.
    """

    _backend: ClientBackend

    def get_steam_id(self) -> int:
        """Return the player's own 64-bit Steam ID, 0 if Steam is not initialised.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#GetSteamID.
        """
        return self._backend.get_steam_id()

    def logged_on(self) -> bool:
        """Return whether there is a player: true also without a connection, as long as Steam knows who plays.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#BLoggedOn.
        """
        return self._backend.logged_on()

    def get_app_id(self) -> int:
        """Return the app that runs, 0 if Steam is not initialised.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetAppID.
        """
        return self._backend.get_app_id()

    def get_app_owner(self) -> int:
        """Return the Steam ID of who owns the game: another's where it is borrowed.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#GetAppOwner.
        """
        return self._backend.get_app_owner()

    def is_overlay_enabled(self) -> bool:
        """Return whether Steam's overlay can be shown.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#IsOverlayEnabled.
        """
        return self._backend.is_overlay_enabled()

    def get_persona_name(self) -> str:
        """Return what the player is called, "" if that is not known.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetPersonaName.
        """
        return self._backend.get_persona_name(self._backend.get_steam_id())

    def get_friend_persona_name(self, steam_id: int) -> str:
        """Return what a user is called, "" if that is not known.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendPersonaName.

        Args:
            steam_id: The user's 64-bit Steam ID; it need not be a friend's.
        """
        return self._backend.get_persona_name(steam_id)

    def get_friend_count(self, friend_flags: int = _IMMEDIATE) -> int:
        """Return how many friends the player has.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendCount.

        Args:
            friend_flags: Which kinds count, as bits; only the friends themselves (4) are known here.
        """
        return len(self._friends("get_friend_count", friend_flags))

    def get_friend_by_index(self, friend_number: int, friend_flags: int = _IMMEDIATE) -> int:
        """Return the Steam ID of a friend by place, 0 if there is none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetFriendByIndex.

        Args:
            friend_number: The place, 0 to `get_friend_count(friend_flags) - 1`.
            friend_flags: As in `get_friend_count`.
        """
        require_int("get_friend_by_index", "friend_number", friend_number)
        friends = self._friends("get_friend_by_index", friend_flags)
        return friends[friend_number] if 0 <= friend_number < len(friends) else 0

    def get_image_size(self, image: int) -> dict[str, Any]:
        """Return the size of an image, such as an achievement's icon.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetImageSize.

        Args:
            image: The handle, such as `get_achievement_icon` gives.

        Returns:
            `{"success": bool, "width": int, "height": int}`, in pixels; both are 0 for an unknown handle.
        """
        size = self._backend.get_image_size(image)
        width, height = size or (0, 0)
        return {"success": size is not None, "width": width, "height": height}

    def get_image_rgba(self, image: int) -> dict[str, Any]:
        """Return the pixels of an image, such as an achievement's icon.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetImageRGBA.

        Args:
            image: The handle, such as `get_achievement_icon` gives.

        Returns:
            `{"success": True, "buffer": bytes}`, four bytes for each pixel, row by row; `{"success": False}` for an unknown handle.
        """
        pixels = self._backend.get_image_rgba(image)
        return {"success": False} if pixels is None else {"success": True, "buffer": pixels}

    def _friends(self, call: str, flags: int) -> list[int]:
        return self._backend.get_friends() if require_int(call, "friend_flags", flags) & _IMMEDIATE else []

    getAppID = get_app_id
    getAppOwner = get_app_owner
    getFriendByIndex = get_friend_by_index
    getFriendCount = get_friend_count
    getFriendPersonaName = get_friend_persona_name
    getImageRGBA = get_image_rgba
    getImageSize = get_image_size
    getPersonaName = get_persona_name
    getSteamID = get_steam_id
    isOverlayEnabled = is_overlay_enabled
    loggedOn = logged_on
