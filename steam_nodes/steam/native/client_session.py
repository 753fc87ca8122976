"""A player's program on Valve's library around its stats: init and shutdown, who plays, what the game says of its achievements, friends.

Rules: each call is Valve's flat function of the same name. While Steam is not initialised every call changes nothing, says so once, and
returns what backend.py promises, without a crossing. What Steam refuses is looked into, as far as it can be known from outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam import refusals
from steam_nodes.steam.native import diagnosis
from steam_nodes.steam.native.arguments import UINT64, check_id, check_name, encoded
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from steam_nodes.steam.native.client_pipe import ClientPipe
    from steam_nodes.steam.schema.schema import Schema

_FRIENDS: Final = 4
_MOST_PIXELS: Final = 1 << 24
_INT_MAX: Final = 2**31 - 1
_UINT32: Final = 0xFFFF_FFFF
_KEYS: Final = ("name", "desc", "hidden")
_STATS: Final = "SteamAPI_ISteamUserStats_"
_NOBODY: Final = "[unknown]"


class ClientLife:
    """What every part of a NativeClient stands on.

    Args:
        connection: The player's side of Steam.
        schema: What App Admin holds, None if the game gave no schema.
    """

    def __init__(self, connection: ClientPipe, schema: Schema | None) -> None:
        """Begin before the init."""
        self._connection = connection
        self.schema = schema
        self._names: dict[str, bytes] = {}
        ffi = connection.ffi
        self._ints, self._floats, self._unsigned = ffi.new("int32_t[2]"), ffi.new("float[2]"), ffi.new("uint32_t[2]")

    def init(self, app_id: int) -> tuple[int, str]:
        """Start Steam for this program.

        Mirrors https://partner.steamgames.com/doc/api/steam_api#SteamAPI_Init.

        Args:
            app_id: The app, 1 to 4294967295; 0 for the one given before, or that SteamAppId or steam_appid.txt names.

        Returns:
            (0, "Steamworks active"), also where it is active already, or Valve's ESteamAPIInitResult and its sentence
            with what to do about it.

        Raises:
            TypeError: The app is not an int.
        """
        if isinstance(app_id, bool) or not isinstance(app_id, int):
            message = f"init: the app is an int such as 480, not {type(app_id).__name__} {short(app_id)}"
            raise TypeError(message)
        connection = self._connection
        fault = "" if 0 <= app_id <= _UINT32 else f"{short(app_id)} is no app; pass the number of the app on Steam, or 0"
        if connection.closed:
            fault = refusals.why_absent("closed")
        elif connection.pipe and app_id not in {0, connection.app}:
            fault = f"Steam is active already, for app {connection.app}; call shutdown first, or pass 0"
        if fault:
            self._refuse(Refusal(("init", fault), f"init: {fault}"))
            return 1, fault
        if connection.pipe:
            return 0, "Steamworks active"
        status, sentence = connection.init(app_id)
        if status:
            self._refuse(Refusal(("init", sentence), f"init: {sentence}"))
        self._bind()
        return status, sentence

    def shutdown(self) -> None:
        """End Steam for this program: store what is unstored; what was asked before is still answered. Harmless twice."""
        self._connection.shutdown()
        self._bind()

    def initialised(self) -> bool:
        """Whether an init succeeded and no shutdown followed."""
        return bool(self._connection.pipe)

    def is_steam_running(self) -> bool:
        """Whether a Steam client runs on this machine; it needs no init."""
        return not self._connection.closed and bool(self._connection.lib.SteamAPI_IsSteamRunning())

    def restart_app_if_necessary(self, app_id: int) -> bool:
        """Whether Steam starts the program anew, so that this process must end; to be called before the init.

        Mirrors https://partner.steamgames.com/doc/api/steam_api#SteamAPI_RestartAppIfNecessary.

        Args:
            app_id: The app, 1 to 4294967295.
        """
        if isinstance(app_id, bool) or not isinstance(app_id, int):
            message = f"restart_app_if_necessary: the app is an int such as 480, not {type(app_id).__name__} {short(app_id)}"
            raise TypeError(message)
        if self._connection.closed or not 1 <= app_id <= _UINT32:
            return False
        return bool(self._connection.lib.SteamAPI_RestartAppIfNecessary(app_id))

    def get_app_id(self) -> int:
        """Return the app, 0 if not initialised."""
        return self._connection.app

    def get_app_owner(self) -> int:
        """Return who owns the game: another's id where it is borrowed; 0 if not initialised."""
        connection = self._connection
        if connection.apps and connection.library.has("SteamAPI_ISteamApps_GetAppOwner"):
            return int(connection.lib.SteamAPI_ISteamApps_GetAppOwner(connection.apps))
        return connection.own

    def get_steam_id(self) -> int:
        """Return the player's own id, 0 if not initialised."""
        return self._connection.own

    def logged_on(self) -> bool:
        """Whether there is a player: also without a connection, as long as Steam knows who plays."""
        return bool(self._connection.own)

    def is_overlay_enabled(self) -> bool:
        """Whether Steam's overlay can be shown."""
        connection = self._connection
        return bool(connection.pipe and connection.lib.SteamAPI_ISteamUtils_IsOverlayEnabled(connection.utils))

    # What the game says of its achievements.

    def get_num_achievements(self) -> int:
        """Return how many achievements there are."""
        return int(self._function("GetNumAchievements")(self._connection.stats)) if self._present("get_num_achievements") else 0

    def get_achievement_name(self, index: int) -> str:
        """Return the API Name of the achievement at an index from 0, in App Admin's order; "" if there is none."""
        if isinstance(index, bool) or not isinstance(index, int):
            message = f"get_achievement_name: the index is an int from 0, not {type(index).__name__} {short(index)}"
            raise TypeError(message)
        if not self._present("get_achievement_name"):
            return ""
        name = ""
        if 0 <= index <= _UINT32:
            name = self._text(self._function("GetAchievementName")(self._connection.stats, index))
        if not name:
            fault = f"there are {self.get_num_achievements()} achievements; pass an index from 0 to below that"
            self._refuse(Refusal(("get_achievement_name", "index"), f"get_achievement_name({short(index)}): {fault}"))
        return name

    def get_achievement_display_attribute(self, name: str, key: str) -> str:
        """Return the "name", "desc" or "hidden" ("0" or "1") of an achievement; "" if it is refused.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementDisplayAttribute.
        """
        call = "get_achievement_display_attribute"
        called = self._called(call, name)
        if called is None:
            return ""
        if key not in _KEYS:
            self._refuse(refusals.of_call(call, name, f'{short(key)} is no attribute; pass "name", "desc" or "hidden"'))
            return ""
        found = self._text(self._function("GetAchievementDisplayAttribute")(self._connection.stats, called, key.encode()))
        if not found:
            # A description may be empty: whether the achievement is known says its state.
            self._knows(call, name, called)
        return found

    def get_achievement_icon(self, name: str) -> int:
        """Return the handle of the icon for the achievement's present state.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats#GetAchievementIcon.

        Returns:
            0 while it loads, and a UserAchievementIconFetched follows; 0 too if there is none.
        """
        called = self._called("get_achievement_icon", name)
        if called is None:
            return 0
        found = int(self._function("GetAchievementIcon")(self._connection.stats, called))
        if not found:
            self._knows("get_achievement_icon", name, called)
        return found

    def get_achievement_progress_limits_int(self, name: str) -> tuple[int, int] | None:
        """Return the (min, max) of an achievement whose progress stat is INT; None if it has none."""
        found: tuple[int, int] | None = self._limits("get_achievement_progress_limits_int", "Int32", name, self._ints)
        return found

    def get_achievement_progress_limits_float(self, name: str) -> tuple[float, float] | None:
        """Return the (min, max) of an achievement whose progress stat is FLOAT; None if it has none."""
        found: tuple[float, float] | None = self._limits("get_achievement_progress_limits_float", "Float", name, self._floats)
        return found

    def get_image_size(self, handle: int) -> tuple[int, int] | None:
        """Return the (width, height) of an image in pixels; None for an unknown handle.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetImageSize.
        """
        return self._image_size("get_image_size", handle)

    def get_image_rgba(self, handle: int) -> bytes | None:
        """Return the pixels of an image, four bytes each, row by row from the top; None for an unknown handle.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetImageRGBA.
        """
        size = self._image_size("get_image_rgba", handle)
        if size is None or not 0 < size[0] * size[1] <= _MOST_PIXELS:
            return None
        connection, room = self._connection, 4 * size[0] * size[1]
        pixels = connection.ffi.new("uint8_t[]", room)
        if not connection.lib.SteamAPI_ISteamUtils_GetImageRGBA(connection.utils, handle, pixels, room):
            return None
        return bytes(connection.ffi.buffer(pixels))

    # The friends.

    def get_friends(self) -> list[int]:
        """Return the ids of the player's friends."""
        connection = self._connection
        count, by_index = (f"SteamAPI_ISteamFriends_{name}" for name in ("GetFriendCount", "GetFriendByIndex"))
        if not self._present("get_friends") or not self._befriended("get_friends", count, by_index):
            return []
        number = int(getattr(connection.lib, count)(connection.friends, _FRIENDS))
        return [int(getattr(connection.lib, by_index)(connection.friends, index, _FRIENDS)) for index in range(number)]

    def get_persona_name(self, steam_id: int) -> str:
        """Return what a player is called; "" if that is not known."""
        check_id(steam_id)
        connection, function = self._connection, "SteamAPI_ISteamFriends_GetFriendPersonaName"
        if not 0 <= steam_id <= UINT64 or not self._present("get_persona_name") or not self._befriended("get_persona_name", function):
            return ""
        name = self._text(getattr(connection.lib, function)(connection.friends, steam_id))
        return "" if name == _NOBODY else name

    # What the parts of the client use.

    def _bind(self) -> None:
        """Take Valve's functions of the stats where Steam is active; NativeClient does."""

    def _function(self, name: str) -> Any:
        """Return a function of ISteamUserStats."""
        return getattr(self._connection.lib, _STATS + name)

    def _refuse(self, refusal: Refusal) -> None:
        """Say why a call was refused."""
        self._connection.refusal_log.refuse(refusal)

    def _present(self, call: str) -> bool:
        """Whether Steam is active; if it is not, say which call it is missed by."""
        connection = self._connection
        if connection.pipe:
            return True
        if connection.closed or connection.was_initialised:
            self._refuse(refusals.of_absence(call, "closed" if connection.closed else "shut down"))
        else:
            self._refuse(Refusal((call, "not initialised"), f"{call}: Steam is not initialised; call init first"))
        return False

    def _befriended(self, call: str, *functions: str) -> bool:
        """Whether the library has the friends; if not, say so."""
        connection = self._connection
        if connection.friends and all(map(connection.library.has, functions)):
            return True
        sentence = f"{call}: {connection.library.path} has none of SteamAPI_SteamFriends_v017 to v018; take another libsteam_api"
        self._refuse(Refusal((call, "absent"), sentence))
        return False

    def _called(self, call: str, name: str) -> bytes | None:
        """Return a name as Steam takes it, None if the call is refused for what it is given."""
        check_name(call, name)
        if not self._present(call):
            return None
        found = encoded(name, self._names)
        if found is None:
            own = self._connection.own
            self._refuse(diagnosis.of_long_name(call, own, name))
        return found

    def _knows(self, call: str, name: str, called: bytes) -> bool:
        """Whether there is an achievement of this name; if not, say so."""
        connection = self._connection
        unlocked = connection.ffi.new("bool *")
        if self._function("GetAchievementAndUnlockTime")(connection.stats, called, unlocked, self._unsigned):
            return True
        entry = None if self.schema is None else self.schema.achievements.get(name)
        if self.schema is not None and (entry is None or not entry.published):
            self._refuse(refusals.of_achievement(call, name, self.schema))
        else:
            fault = "Steam refused it and gives no reason; check in App Admin that it is a published achievement of this app (case counts)"
            self._refuse(refusals.of_call(call, name, fault))
        return False

    def _limits(self, call: str, kind: str, name: str, out: Any) -> Any:
        """Ask for the limits of an achievement's progress."""
        called = self._called(call, name)
        if called is None:
            return None
        connection, function = self._connection, f"GetAchievementProgressLimits{kind}"
        if not connection.library.has(_STATS + function):
            sentence = f"{call}: {connection.library.path} lacks {_STATS}{function}; take a libsteam_api of SDK 1.49 or newer"
            self._refuse(Refusal((call, "absent"), sentence))
            return None
        if self._function(function)(connection.stats, called, out, out + 1):
            return out[0], out[1]
        if self._knows(call, name, called):
            other = "float" if kind == "Int32" else "int"
            fault = f"it has no such progress stat; if its stat is of the other type, call get_achievement_progress_limits_{other}"
            self._refuse(refusals.of_call(call, name, fault))
        return None

    def _image_size(self, call: str, handle: int) -> tuple[int, int] | None:
        """Ask for the size of an image, and say so if there is none."""
        if isinstance(handle, bool) or not isinstance(handle, int):
            message = f"{call}: the handle of an image is an int, not {type(handle).__name__} {short(handle)}"
            raise TypeError(message)
        if not self._present(call):
            return None
        connection, size = self._connection, self._unsigned
        if 0 < handle <= _INT_MAX and connection.lib.SteamAPI_ISteamUtils_GetImageSize(connection.utils, handle, size, size + 1):
            return int(size[0]), int(size[1])
        sentence = f"{call}({short(handle)}): there is no such image; pass the handle that get_achievement_icon returned, once it is not 0"
        self._refuse(Refusal((call, "handle"), sentence))
        return None

    def _text(self, pointer: Any) -> str:
        """Return a text that Steam holds."""
        found: str = self._connection.ffi.string(pointer).decode(errors="replace") if pointer else ""
        return found
