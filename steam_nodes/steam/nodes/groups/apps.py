"""Apps: which app runs and who owns it, its DLC, languages, branches and files, as GodotSteam's group Apps.

Rules: methods are GodotSteam's, in snake_case, with GodotSteam's spellings as second names of the same functions at the foot of the class.
The class is no base of the singleton at run time: `later.py` puts what stands here on it at the first use of one of its names. The owner,
`get_app_owner`, is in client.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.object.signal import Signal
from steam_nodes.steam.checks import require_bool, require_int, require_str
from steam_nodes.steam.groups import apps
from steam_nodes.steam.nodes.steam_node import Emits, SteamNode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.backend import ClientBackend
    from steam_nodes.steam.results import Result


class Apps(SteamNode):
    """Which app runs, and what of it the player owns.

    Args:
        backend: Steam as the player's program sees it.
    """

    _backend_: ClientBackend
    _emissions_: ClassVar[Mapping[type, Any]] = {
        apps.DLCInstalled: Emits("dlc_installed", ("app_id",)),
        apps.FileDetails: Emits("file_details_result", ("result", "file_size", "file_hash", "flags"), answer=""),
        apps.NewLaunchURLParameters: Emits("new_launch_url_parameters", ()),
        apps.TimedTrialStatus: Emits("timed_trial_status", ("app_id", "is_offline", "seconds_allowed", "seconds_played")),
    }

    dlc_installed: Signal[int] = Signal("app_id", blinker=True)
    """A DLC was installed while the game runs.

    Mirrors https://partner.steamgames.com/doc/api/ISteamApps#DlcInstalled_t.
    """
    file_details_result: Signal[Result, int, bytes, int] = Signal("result", "file_size", "file_hash", "flags", blinker=True)
    """The answer to one `get_file_details`: a Result, the size in bytes, all 20 bytes of the SHA-1, and Valve's flags.

    Mirrors https://partner.steamgames.com/doc/api/ISteamApps#FileDetailsResult_t.
    """
    new_launch_url_parameters: Signal[()] = Signal(blinker=True)
    """A steam:// URL for the game was opened while it runs; `get_launch_command_line` and `get_launch_query_param` have what is new.

    Mirrors https://partner.steamgames.com/doc/api/ISteamApps#NewUrlLaunchParameters_t.
    """
    timed_trial_status: Signal[int, bool, int, int] = Signal("app_id", "is_offline", "seconds_allowed", "seconds_played", blinker=True)
    """How much of a timed trial is played; emitted once a minute while one runs.

    Mirrors https://partner.steamgames.com/doc/api/ISteamApps#TimedTrialStatus_t.
    """

    APP_PROOF_OF_PURCHASE_KEY_MAX = 240
    BetaBranchFlags = apps.BetaBranchFlags
    BETA_BRANCH_NONE = apps.BetaBranchFlags.NONE
    BETA_BRANCH_DEFAULT = apps.BetaBranchFlags.DEFAULT
    BETA_BRANCH_AVAILABLE = apps.BetaBranchFlags.AVAILABLE
    BETA_BRANCH_PRIVATE = apps.BetaBranchFlags.PRIVATE
    BETA_BRANCH_SELECTED = apps.BetaBranchFlags.SELECTED
    BETA_BRANCH_INSTALLED = apps.BetaBranchFlags.INSTALLED

    def get_app_build_id(self) -> int:
        """Return the number of the build that runs; 0 if it is none of Steam's.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#GetAppBuildId.
        """
        return self._backend_.apps.get_app_build_id()

    def get_app_install_dir(self, app_id: int) -> str:
        """Return the folder of an app, "" if that is not known.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#GetAppInstallDir.

        Args:
            app_id: The app, 1 to 4294967295.

        Raises:
            TypeError: The app is not an int.
        """
        return self._backend_.apps.get_app_install_dir(require_int("get_app_install_dir", "app_id", app_id))

    def get_available_game_languages(self) -> str:
        """Return the languages that the game has, such as "english,german"; "" if Steam is not initialised.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#GetAvailableGameLanguages.
        """
        return self._backend_.apps.get_available_game_languages()

    def get_beta_info(self) -> dict[str, Any]:
        """Return what is known of the branch that is selected, which may be another one than runs until the game starts again.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#GetBetaInfo. Valve's is in SDK 1.61 and newer.

        Returns:
            `{"index": int, "flags": int, "build_id": int, "name": str, "description": str}`, the flags those of BetaBranchFlags; `{}` if
            there is none.
        """
        for index in range(self._backend_.apps.get_num_betas()[0]):
            found = self._backend_.apps.get_beta_info(index)
            if found is not None and found[0] & apps.BetaBranchFlags.SELECTED:
                return dict(zip(("index", "flags", "build_id", "name", "description"), (index, *found), strict=True))
        return {}

    def get_current_beta_name(self) -> str:
        """Return the branch that runs; "" for the default one.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#GetCurrentBetaName.
        """
        return self._backend_.apps.get_current_beta_name()

    def get_current_game_language(self) -> str:
        """Return the language that the player wants the game in, such as "english"; "" if Steam is not initialised.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#GetCurrentGameLanguage.
        """
        return self._backend_.apps.get_current_game_language()

    def get_dlc_count(self) -> int:
        """Return how many DLC the game has.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#GetDLCCount.
        """
        return self._backend_.apps.get_dlc_count()

    def get_dlc_data(self) -> list[dict[str, Any]]:
        """Return what is known of each DLC, as `get_dlc_data_by_index` does of one."""
        found = map(self.get_dlc_data_by_index, range(self.get_dlc_count()))
        return [data for data in found if data]

    def get_dlc_data_by_index(self, this_dlc_index: int) -> dict[str, Any]:
        """Return what is known of a DLC by its place.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#BGetDLCDataByIndex.

        Args:
            this_dlc_index: The place, 0 to `get_dlc_count() - 1`.

        Returns:
            `{"id": int, "available": bool, "name": str}`; `{}` if there is none.

        Raises:
            TypeError: The place is not an int.
        """
        found = self._backend_.apps.get_dlc_data_by_index(require_int("get_dlc_data_by_index", "this_dlc_index", this_dlc_index))
        return {} if found is None else dict(zip(("id", "available", "name"), found, strict=True))

    def get_dlc_download_progress(self, dlc_id: int) -> dict[str, Any]:
        """Return how far the download of a DLC is.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#GetDlcDownloadProgress.

        Args:
            dlc_id: The DLC, 1 to 4294967295.

        Returns:
            `{"ret": bool, "downloaded": int, "total": int}` in bytes; `ret` is False and the numbers are 0 if it is not on its way.

        Raises:
            TypeError: The DLC is not an int.
        """
        found = self._backend_.apps.get_dlc_download_progress(require_int("get_dlc_download_progress", "dlc_id", dlc_id))
        return dict(zip(("ret", "downloaded", "total"), (found is not None, *(found or (0, 0))), strict=True))

    def get_earliest_purchase_unix_time(self, app_id: int) -> int:
        """Return when the player first bought an app, in seconds since 1970; 0 if that is not known.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#GetEarliestPurchaseUnixTime.

        Args:
            app_id: The app or the DLC, 1 to 4294967295.

        Raises:
            TypeError: The app is not an int.
        """
        return self._backend_.apps.get_earliest_purchase_unix_time(require_int("get_earliest_purchase_unix_time", "app_id", app_id))

    def get_file_details(self, filename: str) -> None:
        """Ask for the size and the hash of a file of the game; `file_details_result` answers.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#GetFileDetails.

        Args:
            filename: Its path inside the game's folder.

        Raises:
            TypeError: The name is not a str.
        """
        require_str("get_file_details", "filename", filename)
        self._backend_.apps.get_file_details(filename)

    def get_installed_depots(self, app_id: int) -> list[int]:
        """Return the depots of an app that are installed, in the order in which they are mounted.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#GetInstalledDepots.

        Args:
            app_id: The app, 1 to 4294967295.

        Raises:
            TypeError: The app is not an int.
        """
        return list(self._backend_.apps.get_installed_depots(require_int("get_installed_depots", "app_id", app_id)))

    def get_launch_command_line(self) -> str:
        """Return the command line that a steam:// URL gave to the game; "" if it was not started by one.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#GetLaunchCommandLine.
        """
        return self._backend_.apps.get_launch_command_line()

    def get_launch_query_param(self, key: str) -> str:
        """Return a parameter of the steam:// URL that started the game; "" if it has none of this name.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#GetLaunchQueryParam.

        Args:
            key: The parameter; what begins with "@" is Steam's own and always "".

        Raises:
            TypeError: The key is not a str.
        """
        return self._backend_.apps.get_launch_query_param(require_str("get_launch_query_param", "key", key))

    def get_num_betas(self) -> dict[str, Any]:
        """Return how many branches there are.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#GetNumBetas. Valve's is in SDK 1.61 and newer.

        Returns:
            `{"available": int, "private": int, "total": int}`: those that the player may select, those behind a password, and all.
        """
        total, available, private = self._backend_.apps.get_num_betas()
        return {"available": available, "private": private, "total": total}

    def install_dlc(self, dlc_id: int) -> None:
        """Download and install a DLC that the player owns; `dlc_installed` comes when it is there.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#InstallDLC.

        Args:
            dlc_id: The DLC, 1 to 4294967295.

        Raises:
            TypeError: The DLC is not an int.
        """
        self._backend_.apps.install_dlc(require_int("install_dlc", "dlc_id", dlc_id))

    def is_app_installed(self, app_id: int) -> bool:
        """Return whether an app is installed, whoever owns it; for a DLC ask `is_dlc_installed`.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#BIsAppInstalled.

        Args:
            app_id: The app, 1 to 4294967295.

        Raises:
            TypeError: The app is not an int.
        """
        return self._backend_.apps.is_app_installed(require_int("is_app_installed", "app_id", app_id))

    def is_cyber_cafe(self) -> bool:
        """Return whether the licence is one of a cyber cafe; Valve gives none of these any more.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#BIsCybercafe. GodotSteam up to 4.11 spells it isCybercafe.
        """
        return self._backend_.apps.is_cybercafe()

    def is_dlc_installed(self, dlc_id: int) -> bool:
        """Return whether the player owns a DLC and it is installed.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#BIsDlcInstalled.

        Args:
            dlc_id: The DLC, 1 to 4294967295.

        Raises:
            TypeError: The DLC is not an int.
        """
        return self._backend_.apps.is_dlc_installed(require_int("is_dlc_installed", "dlc_id", dlc_id))

    def is_low_violence(self) -> bool:
        """Return whether the licence is one for a version of low violence.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#BIsLowViolence.
        """
        return self._backend_.apps.is_low_violence()

    def is_subscribed(self) -> bool:
        """Return whether the player may play the game.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#BIsSubscribed.
        """
        return self._backend_.apps.is_subscribed()

    def is_subscribed_app(self, app_id: int) -> bool:
        """Return whether the player has a licence for an app or a DLC, installed or not.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#BIsSubscribedApp.

        Args:
            app_id: The app or the DLC, 1 to 4294967295.

        Raises:
            TypeError: The app is not an int.
        """
        return self._backend_.apps.is_subscribed_app(require_int("is_subscribed_app", "app_id", app_id))

    def is_subscribed_from_family_sharing(self) -> bool:
        """Return whether the player has the game from somebody of the family, whom `get_app_owner` names.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#BIsSubscribedFromFamilySharing.
        """
        return self._backend_.apps.is_subscribed_from_family_sharing()

    def is_subscribed_from_free_weekend(self) -> bool:
        """Return whether the player has the game for a free weekend.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#BIsSubscribedFromFreeWeekend.
        """
        return self._backend_.apps.is_subscribed_from_free_weekend()

    def is_timed_trial(self) -> dict[str, Any]:
        """Return how much of a timed trial is played.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#BIsTimedTrial. Valve's is in SDK 1.49 and newer.

        Returns:
            `{"seconds_allowed": int, "seconds_played": int}`; `{}` if this is no timed trial.
        """
        found = self._backend_.apps.is_timed_trial()
        return {} if found is None else dict(zip(("seconds_allowed", "seconds_played"), found, strict=True))

    def is_vac_banned(self) -> bool:
        """Return whether VAC has banned the player's account.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#BIsVACBanned.
        """
        return self._backend_.apps.is_vac_banned()

    def mark_content_corrupt(self, missing_files_only: bool) -> bool:
        """Have Steam check the game's files before its next start.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#MarkContentCorrupt.

        Args:
            missing_files_only: Whether only missing files are looked for, and none is read.

        Returns:
            Whether Steam has taken note of it.

        Raises:
            TypeError: It is not a bool.
        """
        return self._backend_.apps.mark_content_corrupt(require_bool("mark_content_corrupt", "missing_files_only", missing_files_only))

    def set_active_beta(self, beta_name: str) -> bool:
        """Select the branch that the game's next start brings.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#SetActiveBeta. Valve's is in SDK 1.61 and newer.

        Args:
            beta_name: The branch; "public" is the default one.

        Returns:
            Whether there is such a branch and the player may select it.

        Raises:
            TypeError: The name is not a str.
        """
        return self._backend_.apps.set_active_beta(require_str("set_active_beta", "beta_name", beta_name))

    def set_dlc_context(self, app_id: int) -> bool:
        """Tell Steam which DLC is played now, so that it counts the time.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#SetDlcContext. Valve's is in SDK 1.55 and newer.

        Args:
            app_id: The DLC, 0 for none.

        Returns:
            Whether Steam has taken note of it.

        Raises:
            TypeError: The DLC is not an int.
        """
        return self._backend_.apps.set_dlc_context(require_int("set_dlc_context", "app_id", app_id))

    def uninstall_dlc(self, dlc_id: int) -> None:
        """Have a DLC removed from the machine; who owns it keeps it.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#UninstallDLC.

        Args:
            dlc_id: The DLC, 1 to 4294967295.

        Raises:
            TypeError: The DLC is not an int.
        """
        self._backend_.apps.uninstall_dlc(require_int("uninstall_dlc", "dlc_id", dlc_id))

    getAppBuildId = get_app_build_id
    getAppInstallDir = get_app_install_dir
    getAvailableGameLanguages = get_available_game_languages
    getBetaInfo = get_beta_info
    getCurrentBetaName = get_current_beta_name
    getCurrentGameLanguage = get_current_game_language
    getDLCCount = get_dlc_count
    getDLCData = get_dlc_data
    getDLCDataByIndex = get_dlc_data_by_index
    getDLCDownloadProgress = get_dlc_download_progress
    getEarliestPurchaseUnixTime = get_earliest_purchase_unix_time
    getFileDetails = get_file_details
    getInstalledDepots = get_installed_depots
    getLaunchCommandLine = get_launch_command_line
    getLaunchQueryParam = get_launch_query_param
    getNumBetas = get_num_betas
    installDLC = install_dlc
    isAppInstalled = is_app_installed
    is_cybercafe = is_cyber_cafe
    isCyberCafe = is_cyber_cafe
    isCybercafe = is_cyber_cafe
    isDLCInstalled = is_dlc_installed
    isLowViolence = is_low_violence
    isSubscribed = is_subscribed
    isSubscribedApp = is_subscribed_app
    isSubscribedFromFamilySharing = is_subscribed_from_family_sharing
    isSubscribedFromFreeWeekend = is_subscribed_from_free_weekend
    isTimedTrial = is_timed_trial
    isVACBanned = is_vac_banned
    markContentCorrupt = mark_content_corrupt
    setActiveBeta = set_active_beta
    setDLCContext = set_dlc_context
    uninstallDLC = uninstall_dlc
