"""NativeClient: Steam for a player's own program, over Valve's own library.

Rules: it keeps every law of the player's seam; it is made of Valve's interfaces, each in the file of its name, over a ClientPipe. While
Steam is not initialised every call changes nothing, says so once, and returns what the seam promises, without a crossing. What Steam
refuses is looked into, as far as it can be known from outside.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from steam_nodes.steam import refusals
from steam_nodes.steam.native.calls import UINT32
from steam_nodes.steam.native.leaderboards import NativeLeaderboards
from steam_nodes.steam.native.library import CLIENT_NEEDS, Library, find
from steam_nodes.steam.native.pipes.client_pipe import ClientPipe
from steam_nodes.steam.native.pipes.pipe import check_app, may_open
from steam_nodes.steam.native.user_stats import NativeUserStats
from steam_nodes.steam.native.utils import get_image_rgba, get_image_size, is_overlay_enabled
from steam_nodes.steam.refusal_log import RefusalLog
from steam_nodes.steam.schema.schema import Schema
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    import os

    from steam_nodes.steam.native.groups.account import NativeAccount
    from steam_nodes.steam.native.groups.apps import NativeApps
    from steam_nodes.steam.native.groups.avatars import NativeAvatars
    from steam_nodes.steam.native.groups.clans import NativeClans
    from steam_nodes.steam.native.groups.game_overlay import NativeGameOverlay
    from steam_nodes.steam.native.groups.people import NativePeople
    from steam_nodes.steam.native.groups.player_utils import NativePlayerUtils
    from steam_nodes.steam.native.groups.presence import NativePresence
    from steam_nodes.steam.native.groups.remote_storage import NativeRemoteStorage

_FRIENDS: Final = 4
"""k_EFriendFlagImmediate: the friends, not who is asked or blocked."""


class NativeClient(NativeUserStats, NativeLeaderboards):
    """Valve's Steam for a player's own program: the developer's own libsteam_api, loaded at run time.

    Nothing works before `init`, which starts Steam; the player's own stats are there after it, and one UserStatsReceived with call 0 tells
    so. Each refusal sets `why()` and logs one warning to "steam_nodes.steam" for each kind of mistake. What was set and not stored is
    stored by `close`, by `shutdown`, when the object is dropped and when the interpreter ends, waiting at most 5 seconds. It is used from
    one thread, and a process has one at a time; a NativeSteam over the same file may stand beside it.

    Mirrors https://partner.steamgames.com/doc/api/ISteamUserStats.

    Args:
        path: The library, libsteam_api.so, libsteam_api.dylib or steam_api64.dll of SDK 1.48 to 1.65, or its folder. None for the one
            that the environment variable STEAM_API_LIBRARY names, or else the one beside the program.
        app_id: The app, 1 to 4294967295; it is put into the environment for Steam's library to read. None where `init`, SteamAppId or
            steam_appid.txt names it.
        schema: What App Admin holds, as for LocalSteam: a Schema or the path of a TOML file. Steam does not need it; with it `why()`
            knows the reason of a refusal, without it only what to look at.
        mode: "shim" or "abi", the two ways into the library; None for the shim where it was compiled.

    Raises:
        SteamInitError: The library is not found, cannot be loaded or is too old, or this process has a NativeClient already.
        SchemaError: The schema's file says what App Admin would not accept.
        TypeError: The app id is not an int.
        ValueError: The app id is out of range, or there is no such mode.
    """

    def __init__(
        self,
        path: str | os.PathLike[str] | None = None,
        app_id: int | None = None,
        *,
        schema: Schema | str | os.PathLike[str] | None = None,
        mode: Literal["shim", "abi"] | None = None,
    ) -> None:
        """Load the library; nothing of it runs yet."""
        check_app(app_id)
        file = find(path)
        may_open(ClientPipe.owner, file)
        known = schema if schema is None or isinstance(schema, Schema) else Schema.load(schema)
        super().__init__(ClientPipe(Library(file, mode, CLIENT_NEEDS), app_id, RefusalLog()), known)

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
        pipe = self._pipe
        fault = "" if 0 <= app_id <= UINT32 else f"{short(app_id)} is no app; pass the number of the app on Steam, or 0"
        if pipe.closed:
            fault = refusals.why_absent("closed")
        elif pipe.handle and app_id not in {0, pipe.app}:
            fault = f"Steam is active already, for app {pipe.app}; call shutdown first, or pass 0"
        if fault:
            pipe.refuse("init", fault)
            return 1, fault
        if pipe.handle:
            return 0, "Steamworks active"
        status, sentence = pipe.init(app_id)
        if status:
            pipe.refuse("init", sentence)
        self._bind()
        return status, sentence

    def shutdown(self) -> None:
        """End Steam for this program: store what is unstored; what was asked before is still answered. Harmless twice."""
        self._pipe.shutdown()
        self._bind()

    def is_steam_running(self) -> bool:
        """Whether a Steam client runs on this machine; it needs no init."""
        return not self._pipe.closed and bool(self._pipe.lib.SteamAPI_IsSteamRunning())

    def restart_app_if_necessary(self, app_id: int) -> bool:
        """Whether Steam starts the program anew, so that this process must end; to be called before the init.

        Mirrors https://partner.steamgames.com/doc/api/steam_api#SteamAPI_RestartAppIfNecessary.

        Args:
            app_id: The app, 1 to 4294967295.
        """
        if isinstance(app_id, bool) or not isinstance(app_id, int):
            message = f"restart_app_if_necessary: the app is an int such as 480, not {type(app_id).__name__} {short(app_id)}"
            raise TypeError(message)
        if self._pipe.closed or not 1 <= app_id <= UINT32:
            return False
        return bool(self._pipe.lib.SteamAPI_RestartAppIfNecessary(app_id))

    def get_app_id(self) -> int:
        """Return the app, 0 if not initialised."""
        return self._pipe.app

    def get_app_owner(self) -> int:
        """Return who owns the game: another's id where it is borrowed; 0 if not initialised."""
        pipe = self._pipe
        if pipe.apps and pipe.library.has("SteamAPI_ISteamApps_GetAppOwner"):
            return int(pipe.lib.SteamAPI_ISteamApps_GetAppOwner(pipe.apps))
        return pipe.own

    def get_steam_id(self) -> int:
        """Return the player's own id, 0 if not initialised."""
        return self._pipe.own

    def logged_on(self) -> bool:
        """Whether there is a player: also without a connection, as long as Steam knows who plays."""
        return bool(self._pipe.own)

    # ISteamUtils, and friends in short; `people` knows more of them.

    is_overlay_enabled = is_overlay_enabled
    get_image_size = get_image_size
    get_image_rgba = get_image_rgba

    def get_friends(self) -> list[int]:
        """Return the ids of the player's friends."""
        everyone = self.people
        return [everyone.get_friend_by_index(index, _FRIENDS) for index in range(everyone.get_friend_count(_FRIENDS))]

    def get_persona_name(self, steam_id: int) -> str:
        """Return what a player is called; "" if that is not known."""
        return self.people.get_friend_persona_name(steam_id)

    # The groups beside stats.

    @cached_property
    def apps(self) -> NativeApps:
        """ISteamApps."""
        from steam_nodes.steam.native.groups.apps import NativeApps  # noqa: PLC0415 - loaded on first use

        return NativeApps(self._pipe)

    @cached_property
    def people(self) -> NativePeople:
        """ISteamFriends: the people: names, states, relationships, levels, nicknames, and whom one played with."""
        from steam_nodes.steam.native.groups.people import NativePeople  # noqa: PLC0415 - loaded on first use

        return NativePeople(self._pipe)

    @cached_property
    def avatars(self) -> NativeAvatars:
        """ISteamFriends: the pictures of people in three sizes."""
        from steam_nodes.steam.native.groups.avatars import NativeAvatars  # noqa: PLC0415 - loaded on first use

        return NativeAvatars(self._pipe)

    @cached_property
    def clans(self) -> NativeClans:
        """ISteamFriends: Steam's groups of people and their chats."""
        from steam_nodes.steam.native.groups.clans import NativeClans  # noqa: PLC0415 - loaded on first use

        return NativeClans(self._pipe)

    @cached_property
    def presence(self) -> NativePresence:
        """ISteamFriends: rich presence, invitations and messages between friends."""
        from steam_nodes.steam.native.groups.presence import NativePresence  # noqa: PLC0415 - loaded on first use

        return NativePresence(self._pipe)

    @cached_property
    def game_overlay(self) -> NativeGameOverlay:
        """The overlay, of ISteamFriends: the calls that open it, and the signals that say so."""
        from steam_nodes.steam.native.groups.game_overlay import NativeGameOverlay  # noqa: PLC0415 - loaded on first use

        return NativeGameOverlay(self._pipe)

    @cached_property
    def player_utils(self) -> NativePlayerUtils:
        """ISteamUtils: the player's machine: battery, language, keyboard of a gamepad, text filter."""
        from steam_nodes.steam.native.groups.player_utils import NativePlayerUtils  # noqa: PLC0415 - loaded on first use

        return NativePlayerUtils(self._pipe)

    @cached_property
    def remote_storage(self) -> NativeRemoteStorage:
        """ISteamRemoteStorage: the files of the player that Steam keeps."""
        from steam_nodes.steam.native.groups.remote_storage import NativeRemoteStorage  # noqa: PLC0415 - loaded on first use

        return NativeRemoteStorage(self._pipe)

    @cached_property
    def account(self) -> NativeAccount:
        """ISteamUser: the player's account: tickets, badges, phone, market."""
        from steam_nodes.steam.native.groups.account import NativeAccount  # noqa: PLC0415 - loaded on first use

        return NativeAccount(self._pipe)

    def close(self) -> None:
        """Store what is unstored and end; harmless twice."""
        self._finalizer()
        self._bind()
