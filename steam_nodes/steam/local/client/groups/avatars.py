"""ISteamFriends on the local Steam: the pictures of people in three sizes.

Rules: the calls are Valve's ISteamFriends. The files are those of the schema, [players.ID] avatar; how they become images stands in
avatar_images.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.steam.checks import require_int, require_str
from steam_nodes.steam.groups.people_enums import AvatarSizes, PersonaChange
from steam_nodes.steam.local.client.avatar_images import SIDES
from steam_nodes.steam.local.world.options import require_player
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from steam_nodes.steam.local.client.avatar_images import AvatarImages
    from steam_nodes.steam.local.client.session import ClientSession


class LocalAvatars:
    """The calls of a player's program about avatars.

    Args:
        session: The player's session.
        images: The avatars as images.
    """

    def __init__(self, session: ClientSession, images: AvatarImages) -> None:
        """Begin with what the schema says."""
        self._session = session
        self._images = images

    # What happens in the world, by script.

    def put_on(self, steam_id: int, large: str = "", *, medium: str = "", small: str = "") -> None:
        """Have a person put on another avatar; PersonaStateChanged with AVATAR tells of it.

        Args:
            steam_id: The person.
            large: The PNG file, beside the schema's file; "" for no avatar.
            medium: One of its own for the medium size, "" for the large one made smaller.
            small: The same for the small size.
        """
        require_player(steam_id, "give put_on the 64-bit Steam ID of a player")
        files = (small, medium, large)
        for file in files:
            require_str("put_on", "the file of an avatar", file)
        self._session.personas.of(steam_id).avatar = files
        self._session.personas.tell(steam_id, PersonaChange.AVATAR)

    # The seam.

    def get_small_friend_avatar(self, steam_id: int) -> int:
        """Return the handle of an avatar of 32 pixels a side; 0 for none."""
        return max(self._handle("get_small_friend_avatar", steam_id, AvatarSizes.SMALL), 0)

    def get_medium_friend_avatar(self, steam_id: int) -> int:
        """Return the handle of an avatar of 64 pixels a side; 0 for none."""
        return max(self._handle("get_medium_friend_avatar", steam_id, AvatarSizes.MEDIUM), 0)

    def get_large_friend_avatar(self, steam_id: int) -> int:
        """Return the handle of an avatar of 184 pixels a side; 0 for none, -1 as long as it loads."""
        return self._handle("get_large_friend_avatar", steam_id, AvatarSizes.LARGE)

    def tell_avatar(self, steam_id: int, size: int) -> bool:
        """Have AvatarReady tell of an avatar if it is loaded."""
        if require_int("get_player_avatar", "size", size) not in SIDES:
            sentence = f"get_player_avatar: {short(size)} is no size of an avatar; pass 1 (small), 2 (medium) or 3 (large)"
            return self._session.present("get_player_avatar") and self._session.refuse(Refusal(("get_player_avatar", "size"), sentence))
        return self._session.is_person("get_player_avatar", steam_id) and self._images.ready(steam_id, size)

    def _handle(self, call: str, steam_id: int, size: AvatarSizes) -> int:
        return self._images.handle(steam_id, size) if self._session.is_person(call, steam_id) else 0
