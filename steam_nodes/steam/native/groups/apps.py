"""ISteamApps over Valve's library, for a player's own program, and its structs.

Rules: those of calls.py and structs.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from steam_nodes.steam.checks import require_bool, require_int, require_str, text_fault
from steam_nodes.steam.groups.apps import NO_HASH, DLCInstalled, FileDetails, NewLaunchURLParameters, TimedTrialStatus
from steam_nodes.steam.native.calls import APPS, Request, flat, number, text, to_bool, to_int, to_nothing, to_text
from steam_nodes.steam.native.structs import Answer, register, row, to_result

if TYPE_CHECKING:
    from steam_nodes.steam.native.calls import About, Plain
    from steam_nodes.steam.native.pipes.client_pipe import ClientPipe

_NAME_ROOM: Final = 1024
_PATH_ROOM: Final = 4096
_LINE_ROOM: Final = 8192
_MOST_DEPOTS: Final = 1024
_FILE_DETAILS: Final = 1023

register(
    row(1005, "DlcInstalled_t", "<I", client=DLCInstalled),
    row(1014, "NewUrlLaunchParameters_t", "<x", client=NewLaunchURLParameters),
    row(
        *(_FILE_DETAILS, "FileDetailsResult_t", "<iQ20sI", "<i4xQ20sI"),
        client=Answer(
            lambda lost: FileDetails(lost.number, lost.result, 0, NO_HASH, 0),
            lambda number, result, *fields: FileDetails(number, to_result(result), *fields),
        ),
    ),
    row(1030, "TimedTrialStatus_t", "<I?3xII", client=TimedTrialStatus),
)


class NativeApps:
    """ISteamApps of a player's pipe.

    Args:
        pipe: The player's side of Steam.
    """

    def __init__(self, pipe: ClientPipe) -> None:
        """Take the pipe."""
        self._pipe = pipe

    get_app_build_id: ClassVar[Plain[int]] = flat(APPS, "GetAppBuildId", to_int)
    get_available_game_languages: ClassVar[Plain[str]] = flat(APPS, "GetAvailableGameLanguages", to_text)
    get_current_game_language: ClassVar[Plain[str]] = flat(APPS, "GetCurrentGameLanguage", to_text)
    get_dlc_count: ClassVar[Plain[int]] = flat(APPS, "GetDLCCount", to_int)
    get_earliest_purchase_unix_time: ClassVar[About[int, int]] = flat(APPS, "GetEarliestPurchaseUnixTime", to_int, number("app_id"))
    get_launch_query_param: ClassVar[About[str, str]] = flat(APPS, "GetLaunchQueryParam", to_text, text("key"))
    install_dlc: ClassVar[About[int, None]] = flat(APPS, "InstallDLC", to_nothing, number("app_id"))
    is_app_installed: ClassVar[About[int, bool]] = flat(APPS, "BIsAppInstalled", to_bool, number("app_id"))
    is_cybercafe: ClassVar[Plain[bool]] = flat(APPS, "BIsCybercafe", to_bool)
    is_dlc_installed: ClassVar[About[int, bool]] = flat(APPS, "BIsDlcInstalled", to_bool, number("app_id"))
    is_low_violence: ClassVar[Plain[bool]] = flat(APPS, "BIsLowViolence", to_bool)
    is_subscribed: ClassVar[Plain[bool]] = flat(APPS, "BIsSubscribed", to_bool)
    is_subscribed_app: ClassVar[About[int, bool]] = flat(APPS, "BIsSubscribedApp", to_bool, number("app_id"))
    is_subscribed_from_family_sharing: ClassVar[Plain[bool]] = flat(APPS, "BIsSubscribedFromFamilySharing", to_bool)
    is_subscribed_from_free_weekend: ClassVar[Plain[bool]] = flat(APPS, "BIsSubscribedFromFreeWeekend", to_bool)
    is_vac_banned: ClassVar[Plain[bool]] = flat(APPS, "BIsVACBanned", to_bool)
    set_active_beta: ClassVar[About[str, bool]] = flat(APPS, "SetActiveBeta", to_bool, text("beta_name"))
    set_dlc_context: ClassVar[About[int, bool]] = flat(APPS, "SetDlcContext", to_bool, number("app_id"))
    uninstall_dlc: ClassVar[About[int, None]] = flat(APPS, "UninstallDLC", to_nothing, number("app_id"))

    def mark_content_corrupt(self, missing_files_only: bool) -> bool:
        """Have Steam check the game's files before its next start."""
        call = "mark_content_corrupt"
        return bool(self._pipe.call(APPS, call, "MarkContentCorrupt", require_bool(call, "missing_files_only", missing_files_only)))

    # What writes through pointers.

    def get_app_install_dir(self, app_id: int) -> str:
        """Return the folder of an app."""
        ffi: Any = self._pipe.ffi
        call, folder = "get_app_install_dir", ffi.new("char[]", _PATH_ROOM)
        size = self._pipe.call(APPS, call, "GetAppInstallDir", require_int(call, "app_id", app_id), folder, _PATH_ROOM)
        return to_text(ffi, folder) if size else ""

    def get_beta_info(self, index: int) -> tuple[int, int, str, str] | None:
        """Return the (flags, build, name, description) of a branch by place."""
        ffi: Any = self._pipe.ffi
        flags, build, updated = ffi.new("uint32_t *"), ffi.new("uint32_t *"), ffi.new("uint32_t *")
        name, about = ffi.new("char[]", _NAME_ROOM), ffi.new("char[]", _NAME_ROOM)
        call, where = "get_beta_info", (flags, build, name, _NAME_ROOM, about, _NAME_ROOM, updated)
        if not self._pipe.call(APPS, call, "GetBetaInfo", require_int(call, "index", index), *where):
            return None
        return int(flags[0]), int(build[0]), to_text(ffi, name), to_text(ffi, about)

    def get_current_beta_name(self) -> str:
        """Return the branch that runs."""
        ffi: Any = self._pipe.ffi
        name = ffi.new("char[]", _NAME_ROOM)
        return to_text(ffi, name) if self._pipe.call(APPS, "get_current_beta_name", "GetCurrentBetaName", name, _NAME_ROOM) else ""

    def get_dlc_data_by_index(self, index: int) -> tuple[int, bool, str] | None:
        """Return the (app, whether it can be bought, name) of a DLC by place."""
        ffi: Any = self._pipe.ffi
        app, available, name = ffi.new("AppId_t *"), ffi.new("bool *"), ffi.new("char[]", _NAME_ROOM)
        call, where = "get_dlc_data_by_index", (app, available, name, _NAME_ROOM)
        if not self._pipe.call(APPS, call, "BGetDLCDataByIndex", require_int(call, "index", index), *where):
            return None
        return int(app[0]), bool(available[0]), to_text(ffi, name)

    def get_dlc_download_progress(self, app_id: int) -> tuple[int, int] | None:
        """Return the (downloaded, total) bytes of a DLC that is on its way."""
        ffi: Any = self._pipe.ffi
        call, done, total = "get_dlc_download_progress", ffi.new("uint64_t *"), ffi.new("uint64_t *")
        if not self._pipe.call(APPS, call, "GetDlcDownloadProgress", require_int(call, "app_id", app_id), done, total):
            return None
        return int(done[0]), int(total[0])

    def get_file_details(self, filename: str) -> int:
        """Ask for the size and hash of a file of the game."""
        call = "get_file_details"
        fault = text_fault(call, require_str(call, "filename", filename))
        request = Request(call, "GetFileDetails", _FILE_DETAILS, _FILE_DETAILS)
        return self._pipe.request(APPS, request, filename.encode(errors="replace"), fault=fault)

    def get_installed_depots(self, app_id: int) -> tuple[int, ...]:
        """Return the depots of an app that are installed."""
        call, depots = "get_installed_depots", self._pipe.ffi.new("uint32_t[]", _MOST_DEPOTS)
        count = self._pipe.call(APPS, call, "GetInstalledDepots", require_int(call, "app_id", app_id), depots, _MOST_DEPOTS)
        return tuple(int(depots[at]) for at in range(min(count or 0, _MOST_DEPOTS)))

    def get_launch_command_line(self) -> str:
        """Return what a steam:// URL gave to the game as its command line."""
        ffi: Any = self._pipe.ffi
        line = ffi.new("char[]", _LINE_ROOM)
        return to_text(ffi, line) if self._pipe.call(APPS, "get_launch_command_line", "GetLaunchCommandLine", line, _LINE_ROOM) else ""

    def get_num_betas(self) -> tuple[int, int, int]:
        """Return how many branches there are (in all, for the player, behind a password)."""
        ffi: Any = self._pipe.ffi
        available, private = ffi.new("int32_t *"), ffi.new("int32_t *")
        total = to_int(ffi, self._pipe.call(APPS, "get_num_betas", "GetNumBetas", available, private))
        return total, int(available[0]), int(private[0])

    def is_timed_trial(self) -> tuple[int, int] | None:
        """Return the (allowed, played) seconds of a timed trial."""
        ffi: Any = self._pipe.ffi
        allowed, played = ffi.new("uint32_t *"), ffi.new("uint32_t *")
        if not self._pipe.call(APPS, "is_timed_trial", "BIsTimedTrial", allowed, played):
            return None
        return int(allowed[0]), int(played[0])
