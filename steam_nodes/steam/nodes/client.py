"""Steam: GodotSteam's client singleton as a node: the life of a player's program on Steam around its stats and its leaderboards.

Rules: methods are GodotSteam's, in snake_case, with GodotSteam's spellings as second names of the same functions at the foot of the
class; the start, the end and who plays stand here, the rest by Valve's interface in user_stats.py, leaderboards.py and the folder groups.
Every signal is emitted once for each record that Steam sent, first in Godot's lane, then in blinker's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from steam_nodes.steam.enums import (
    AccountType,
    ClientConstants,
    ClientNames,
    GameIDType,
    IPType,
    LeaderboardDataRequest,
    LeaderboardDisplayType,
    LeaderboardSortMethod,
    LeaderboardUploadScoreMethod,
    SteamAPIInitResult,
    Universe,
    flat,
)
from steam_nodes.steam.nodes.call_signal import call_signal
from steam_nodes.steam.nodes.later import later, load_all
from steam_nodes.steam.nodes.leaderboards import Leaderboards
from steam_nodes.steam.nodes.steam_node import SteamNode
from steam_nodes.steam.nodes.user_stats import UserStats
from steam_nodes.steam.nodes.utils import (
    get_godotsteam_version,
    get_steam_id_32,
    is_anon_account,
    is_anon_user_account,
    is_chat_account,
    is_clan_account,
    is_console_user_account,
    is_individual_account,
    is_lobby,
    unsigned_64,
)
from steam_nodes.steam.results import Result, ResultNames
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.object.object import AnySignal
    from steam_nodes.steam.backend import ClientBackend
    from steam_nodes.steam.nodes.groups.account import Account
    from steam_nodes.steam.nodes.groups.apps import Apps
    from steam_nodes.steam.nodes.groups.avatars import Avatars
    from steam_nodes.steam.nodes.groups.clans import Clans
    from steam_nodes.steam.nodes.groups.game_overlay import GameOverlay
    from steam_nodes.steam.nodes.groups.people import People
    from steam_nodes.steam.nodes.groups.player_utils import PlayerUtils
    from steam_nodes.steam.nodes.groups.presence import Presence
    from steam_nodes.steam.nodes.groups.remote_storage import RemoteStorage
    from steam_nodes.steam.nodes.groups.shared_files import SharedFiles

    class _Base(
        Apps,
        Avatars,
        People,
        Clans,
        Presence,
        GameOverlay,
        RemoteStorage,
        SharedFiles,
        Account,
        PlayerUtils,
        ResultNames,
        ClientNames,
        ClientConstants,
    ):
        """What `flat` and `later` make of the node, for type checkers."""
else:
    _Base = SteamNode

_OLD_STATUS: Final[dict[Result, str]] = {
    Result.OK: "Steamworks active.",
    Result.FAIL: "Steamworks failed to initialize.",
    Result.SERVICE_UNAVAILABLE: "Steam not running.",
    Result.UNEXPECTED_ERROR: "Invalid app ID or app not installed.",
}
_OF_PEOPLE: Final = ("persona_state_change", "equipped_profile_items_changed")
_OF_PRESENCE: Final = (
    "friend_rich_presence_update",
    "join_game_requested",
    "connected_friend_chat_message",
    "unread_chat_messages_changed",
)
"""The signals of what others do without being asked, by the part of the backend that tells of it."""


@later("Apps", "Friends", "Remote Storage", "User", "Utils")
@flat(ResultNames, ClientNames, ClientConstants)
class Steam(UserStats, Leaderboards, _Base):
    """Steam as a player's own program sees it: start, the player's stats and achievements, other users, leaderboards.

    Where it needs an init, each call before a successful `steam_init` and after `steam_shutdown` changes nothing and returns False, 0, ""
    or `{}`. LocalClient is initialised as it is made; calling `steam_init` on it is harmless.
    Mirrors https://godotsteam.com/classes/main/, https://godotsteam.com/classes/user_stats/ and
    https://partner.steamgames.com/doc/api/ISteamUserStats.

    Args:
        backend: Steam as this player sees it: `LocalSteam(...).client(steam_id)`, or another object that keeps the laws of `ClientBackend`.

    Raises:
        TypeError: The backend is a server's.
    """

    singleton_names: ClassVar[tuple[str, ...]] = ("Steam",)

    _other_seam_: ClassVar[str] = (
        "Steam wants one player's side of Steam, and {backend!r} is not that; pass LocalSteam(...).client(steam_id)"
    )

    _app_id_: int | None = None
    _steam_id_: int | None = None

    def __init__(self, backend: ClientBackend) -> None:
        """Make the node outside of a tree; `attach` does this and puts it in its place."""
        super().__init__(backend)

    @staticmethod
    def _own_call_(backend: ClientBackend) -> object:
        return backend.request_current_stats

    def _own_signal_(self, name: str, signal: AnySignal) -> None:
        super()._own_signal_(name, signal)
        # A backend need not look for what others do as long as nobody has such a signal: this is where it begins to.
        if name in _OF_PEOPLE:
            self._backend_.people.listen()
        elif name in _OF_PRESENCE:
            _ = self._backend_.presence

    def get_signal_list(self) -> list[dict[str, Any]]:
        """Return a dictionary with name and args for each signal, those of the groups that are loaded on their first use too."""
        load_all(Steam)
        return super().get_signal_list()

    def steam_init(self, retrieve_stats: bool | int = True, app_id: int | bool = 0, embed_callbacks: bool = False) -> dict[str, Any]:
        """Start Steam for this program, with the older status numbers; arguments, in both forms, and errors are those of `steam_init_ex`.

        Mirrors https://partner.steamgames.com/doc/api/steam_api#SteamAPI_Init.

        Returns:
            `{"status": int, "verbal": str}`. Unlike in `steam_init_ex` the status is a Result: RESULT_OK (1) is success,
            RESULT_SERVICE_UNAVAILABLE (20) says that no Steam client runs, RESULT_UNEXPECTED_ERROR (79) that the app is not known to the
            player's Steam, RESULT_FAIL (2) that this Steam is too old. verbal is GodotSteam's sentence, then Steam's own.
        """
        code, sentence = self._init_("steam_init", retrieve_stats, app_id, embed_callbacks)
        if code == SteamAPIInitResult.OK:
            status = Result.OK
        elif code == SteamAPIInitResult.NO_STEAM_CLIENT or not self._backend_.is_steam_running():
            status = Result.SERVICE_UNAVAILABLE
        else:
            status = Result.FAIL if code == SteamAPIInitResult.VERSION_MISMATCH else Result.UNEXPECTED_ERROR
        cause = f" {sentence}" if sentence and status != Result.OK else ""
        return {"status": status, "verbal": _OLD_STATUS[status] + cause}

    def steam_init_ex(self, retrieve_stats: bool | int = True, app_id: int | bool = 0, embed_callbacks: bool = False) -> dict[str, Any]:
        """Start Steam for this program and say how that went.

        Newer GodotSteams have no `retrieve_stats`: `steam_init_ex(app_id, embed_callbacks)` is taken too, and known by the number in front.
        Mirrors https://partner.steamgames.com/doc/api/steam_api#SteamAPI_InitEx.

        Args:
            retrieve_stats: Whether `current_stats_received` is to come. Steam sends it after its start without asking, once; this asks
                again where that is over.
            app_id: The app, 0 for the one that is known already.
            embed_callbacks: Whether the answers come without `run_callbacks`; the node does that by itself in any case.

        Returns:
            `{"status": int, "verbal": str}`; status STEAM_API_INIT_RESULT_OK (0) is success, verbal a sentence.

        Raises:
            TypeError: An argument has the wrong type.
        """
        code, sentence = self._init_("steam_init_ex", retrieve_stats, app_id, embed_callbacks)
        return {"status": code, "verbal": sentence}

    def _init_(self, call: str, retrieve_stats: bool | int, app_id: int | bool, embed_callbacks: bool) -> tuple[int, str]:
        """Check the arguments and start."""
        if isinstance(retrieve_stats, int) and not isinstance(retrieve_stats, bool):
            # The newer form: (app_id, embed_callbacks), the second by its place or by its name.
            if isinstance(app_id, bool) and embed_callbacks is False:
                retrieve_stats, app_id, embed_callbacks = True, retrieve_stats, app_id
            elif app_id == 0:
                retrieve_stats, app_id = True, retrieve_stats
        if not isinstance(retrieve_stats, bool) or not isinstance(embed_callbacks, bool):
            message = (
                f"{call}(retrieve_stats, app_id, embed_callbacks) takes a bool, an int and a bool, or its last two alone, "
                f"not {short(retrieve_stats)}, {short(app_id)}, {short(embed_callbacks)}; write {call}(app_id=...)"
            )
            raise TypeError(message)
        if isinstance(app_id, bool) or not isinstance(app_id, int):
            message = f"{call}: app_id is an int, not {type(app_id).__name__} {short(app_id)}"
            raise TypeError(message)
        before = self._backend_.initialised()
        code, sentence = self._backend_.init(app_id)
        if code == SteamAPIInitResult.OK:
            self._app_id_ = self._steam_id_ = None
            self._own_due_ = self._own_due_ or not before
            if retrieve_stats and not self._own_due_:
                self.request_current_stats()
        return code, sentence

    @call_signal()
    def steam_shutdown(self) -> None:
        """End Steam for this program; what is unstored is stored first. Harmless when it never started.

        The signal of the same name tells that Steam itself is about to end (Valve's SteamShutdown_t), and so should the game.
        Mirrors https://partner.steamgames.com/doc/api/steam_api#SteamAPI_Shutdown.
        """
        self._backend_.shutdown()
        self._boards_sought_ = {}

    def is_steam_running(self) -> bool:
        """Return whether a Steam client runs on this machine.

        Mirrors https://partner.steamgames.com/doc/api/steam_api#SteamAPI_IsSteamRunning.
        """
        return self._backend_.is_steam_running()

    def restart_app_if_necessary(self, app_id: int) -> bool:
        """Have Steam start the program anew if it was not Steam that started it.

        Mirrors https://partner.steamgames.com/doc/api/steam_api#SteamAPI_RestartAppIfNecessary.

        Args:
            app_id: The app.

        Returns:
            Whether Steam does so; then this process must end.
        """
        return self._backend_.restart_app_if_necessary(app_id)

    def get_steam_id(self) -> int:
        """Return the player's own 64-bit Steam ID, 0 if Steam is not initialised.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#GetSteamID.
        """
        return self._backend_.get_steam_id()

    def logged_on(self) -> bool:
        """Return whether there is a player: true also without a connection, as long as Steam knows who plays.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUser#BLoggedOn.
        """
        return self._backend_.logged_on()

    def get_app_id(self) -> int:
        """Return the app that runs, 0 if Steam is not initialised.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetAppID.
        """
        return self._backend_.get_app_id()

    def get_app_owner(self) -> int:
        """Return the Steam ID of who owns the game: another's where it is borrowed.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#GetAppOwner.
        """
        return self._backend_.get_app_owner()

    def is_overlay_enabled(self) -> bool:
        """Return whether Steam's overlay can be shown.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#IsOverlayEnabled.
        """
        return self._backend_.is_overlay_enabled()

    def get_image_size(self, image: int) -> dict[str, Any]:
        """Return the size of an image, such as an achievement's icon.

        Mirrors https://partner.steamgames.com/doc/api/ISteamUtils#GetImageSize.

        Args:
            image: The handle, such as `get_achievement_icon` gives.

        Returns:
            `{"success": bool, "width": int, "height": int}`, in pixels; both are 0 for an unknown handle.
        """
        size = self._backend_.get_image_size(image)
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
        pixels = self._backend_.get_image_rgba(image)
        return {"success": False} if pixels is None else {"success": True, "buffer": pixels}

    def get_current_app_id(self) -> int:
        """Return the app: the one that runs, or what a script left here since the init."""
        return self._backend_.get_app_id() if self._app_id_ is None else self._app_id_

    def set_current_app_id(self, new_current_app_id: int) -> None:
        """Leave another app id here; Steam's own does not change.

        Args:
            new_current_app_id: The app.

        Raises:
            TypeError: The id is not an int.
            ValueError: The id does not fit in 64 bits.
        """
        self._app_id_ = unsigned_64("set_current_app_id", new_current_app_id)

    def get_current_steam_id(self) -> int:
        """Return the player's 64-bit Steam ID, or what a script left here since the init."""
        return self._backend_.get_steam_id() if self._steam_id_ is None else self._steam_id_

    def set_current_steam_id(self, new_current_steam_id: int) -> None:
        """Leave another Steam ID here; who plays does not change. Arguments and errors are those of `set_current_app_id`."""
        self._steam_id_ = unsigned_64("set_current_steam_id", new_current_steam_id)

    @property
    def current_app_id(self) -> int:
        """The app."""
        return self.get_current_app_id()

    @current_app_id.setter
    def current_app_id(self, new_current_app_id: int) -> None:
        self.set_current_app_id(new_current_app_id)

    @property
    def current_steam_id(self) -> int:
        """The player's 64-bit Steam ID."""
        return self.get_current_steam_id()

    @current_steam_id.setter
    def current_steam_id(self, new_current_steam_id: int) -> None:
        self.set_current_steam_id(new_current_steam_id)

    AccountType = AccountType
    GameIDType = GameIDType
    IPType = IPType
    LeaderboardDataRequest = LeaderboardDataRequest
    LeaderboardDisplayType = LeaderboardDisplayType
    LeaderboardSortMethod = LeaderboardSortMethod
    LeaderboardUploadScoreMethod = LeaderboardUploadScoreMethod
    Result = Result
    SteamAPIInitResult = SteamAPIInitResult
    Universe = Universe

    get_godotsteam_version = get_godotsteam_version
    get_steam_id_32 = get_steam_id_32
    getSteamID32 = get_steam_id_32
    is_anon_account = is_anon_account
    isAnonAccount = is_anon_account
    is_anon_user_account = is_anon_user_account
    isAnonUserAccount = is_anon_user_account
    is_chat_account = is_chat_account
    isChatAccount = is_chat_account
    is_clan_account = is_clan_account
    isClanAccount = is_clan_account
    is_console_user_account = is_console_user_account
    isConsoleUserAccount = is_console_user_account
    is_individual_account = is_individual_account
    isIndividualAccount = is_individual_account
    is_lobby = is_lobby
    isLobby = is_lobby

    getAppID = get_app_id
    getAppOwner = get_app_owner
    getImageRGBA = get_image_rgba
    getImageSize = get_image_size
    getSteamID = get_steam_id
    isOverlayEnabled = is_overlay_enabled
    isSteamRunning = is_steam_running
    loggedOn = logged_on
    restartAppIfNecessary = restart_app_if_necessary
    steamInit = steam_init
    steamInitEx = steam_init_ex
    steamShutdown: ClassVar[Callable[[Any], None]] = steam_shutdown.call
