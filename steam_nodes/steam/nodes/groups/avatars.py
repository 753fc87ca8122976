"""Avatars: the pictures of people in three sizes, as GodotSteam has them.

Rules: those of apps.py. An avatar is the handle of an image, which `get_image_size` and `get_image_rgba` read. GodotSteam emits
`avatar_loaded` inside of the very call of `get_player_avatar` where the avatar is loaded already; here it comes in a later frame, as every
answer does, and it comes too where a small or medium one is loaded later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.object.signal import Signal
from steam_nodes.steam.checks import require_int
from steam_nodes.steam.groups import avatars, people
from steam_nodes.steam.groups.people_enums import AvatarSizes, PersonaChange
from steam_nodes.steam.nodes.groups.people import People

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.backend import ClientBackend
    from steam_nodes.steam.steam_id import SteamID


def _tell_state(node: Avatars, record: people.PersonaStateChanged) -> None:
    """Emit what changed of a person, and have an avatar told of that was waited for."""
    node.persona_state_change.emit(record.steam_id, record.flags)
    waited = node._waited_avatars_
    if waited and record.flags & PersonaChange.AVATAR:
        told = {each for each in waited if each[0] == record.steam_id and node._backend_.avatars.tell_avatar(*each)}
        node._waited_avatars_ = tuple(each for each in waited if each not in told)


def _tell_large(node: Avatars, record: avatars.AvatarImageLoaded) -> None:
    """Emit both signals of an avatar that was loaded: its handle, and its pixels."""
    node.avatar_image_loaded.emit(record.steam_id, record.handle, record.width, record.height)
    _tell_pixels(node, record)


def _tell_pixels(node: Avatars, record: avatars.AvatarImageLoaded | avatars.AvatarReady) -> None:
    """Emit the pixels of an avatar."""
    size, pixels = node._backend_.get_image_size(record.handle), node._backend_.get_image_rgba(record.handle)
    if size is not None and pixels is not None:
        node.avatar_loaded.emit(record.steam_id, size[0], pixels)


class Avatars(People):
    """The pictures of people in three sizes.

    Args:
        backend: Steam as the player's program sees it.
    """

    _backend_: ClientBackend
    _waited_avatars_: tuple[tuple[int, int], ...] = ()
    """Which avatars, each (person, size), `get_player_avatar` was asked for before they were loaded."""
    _emissions_: ClassVar[Mapping[type, Any]] = {
        people.PersonaStateChanged: _tell_state,
        avatars.AvatarImageLoaded: _tell_large,
        avatars.AvatarReady: _tell_pixels,
    }

    avatar_image_loaded: Signal[SteamID, int, int, int] = Signal("avatar_id", "avatar_handle", "width", "height", blinker=True)
    """A large avatar that was asked for is loaded: whose, the handle of the image, and its size in pixels.

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#AvatarImageLoaded_t.
    """
    avatar_loaded: Signal[SteamID, int, bytes] = Signal("avatar_id", "width", "data", blinker=True)
    """An avatar that `get_player_avatar` was asked for: whose, how many pixels wide and high, and the pixels, four bytes each (RGBA).

    Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#AvatarImageLoaded_t.
    """

    AvatarSizes = AvatarSizes

    def get_small_friend_avatar(self, steam_id: int) -> int:
        """Return the handle of an avatar of 32 pixels a side, 0 for none.

        Where Steam has to load it first `persona_state_change` with PERSONA_CHANGE_AVATAR follows; then ask again.
        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetSmallFriendAvatar.

        Args:
            steam_id: The person's 64-bit Steam ID.

        Raises:
            TypeError: It is not an int.
        """
        return self._backend_.avatars.get_small_friend_avatar(require_int("get_small_friend_avatar", "steam_id", steam_id))

    def get_medium_friend_avatar(self, steam_id: int) -> int:
        """Return the handle of an avatar of 64 pixels a side, 0 for none.

        Where Steam has to load it first `persona_state_change` with PERSONA_CHANGE_AVATAR follows; then ask again.
        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetMediumFriendAvatar.

        Args:
            steam_id: The person's 64-bit Steam ID.

        Raises:
            TypeError: It is not an int.
        """
        return self._backend_.avatars.get_medium_friend_avatar(require_int("get_medium_friend_avatar", "steam_id", steam_id))

    def get_large_friend_avatar(self, steam_id: int) -> int:
        """Return the handle of an avatar of 184 pixels a side, 0 for none, -1 as long as it loads.

        `avatar_image_loaded` and `avatar_loaded` follow where it was not loaded.
        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetLargeFriendAvatar.

        Args:
            steam_id: The person's 64-bit Steam ID.

        Raises:
            TypeError: It is not an int.
        """
        return self._backend_.avatars.get_large_friend_avatar(require_int("get_large_friend_avatar", "steam_id", steam_id))

    def get_player_avatar(self, size: int = AvatarSizes.MEDIUM, steam_id: int = 0) -> None:
        """Ask for the pixels of an avatar; `avatar_loaded` answers in a later frame, unless the person has none.

        Mirrors https://partner.steamgames.com/doc/api/ISteamFriends#GetMediumFriendAvatar.

        Args:
            size: 1 for 32 pixels a side, 2 for 64, 3 for 184; no other size is answered.
            steam_id: The person's 64-bit Steam ID, 0 for the player.

        Raises:
            TypeError: An argument is not an int.
        """
        require_int("get_player_avatar", "size", size)
        whose = require_int("get_player_avatar", "steam_id", steam_id) or self._backend_.get_steam_id()
        if not self._backend_.avatars.tell_avatar(whose, size) and size in {AvatarSizes.SMALL, AvatarSizes.MEDIUM}:
            self._waited_avatars_ = tuple(dict.fromkeys((*self._waited_avatars_, (whose, size))))
            # Steam loads a large avatar as it is asked for it; of a stranger's others it knows nothing until their person is asked for.
            self._backend_.people.request_user_information(whose, require_name_only=False)

    getLargeFriendAvatar = get_large_friend_avatar
    getMediumFriendAvatar = get_medium_friend_avatar
    getPlayerAvatar = get_player_avatar
    getSmallFriendAvatar = get_small_friend_avatar
