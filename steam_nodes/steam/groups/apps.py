"""Apps: which app runs and who owns it, its DLC, languages, branches and files, as every backend tells of them.

Rules: those of backend.py and callbacks.py; the records stand first. What Steam does not know is "", 0, False, empty or None.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final, Protocol

from steam_nodes.steam.callbacks import GroupRecord

if TYPE_CHECKING:
    from steam_nodes.steam.results import Result

NO_HASH: Final = bytes(20)
"""What stands in the place of a hash where there is no file."""


class BetaBranchFlags(IntEnum):
    """What may be true of a branch, added up.

    Mirrors https://partner.steamgames.com/doc/api/ISteamApps#EBetaBranchFlags.
    """

    NONE = 0
    DEFAULT = 1
    AVAILABLE = 2
    PRIVATE = 4
    SELECTED = 8
    INSTALLED = 16

    BETA_BRANCH_NONE = NONE
    BETA_BRANCH_DEFAULT = DEFAULT
    BETA_BRANCH_AVAILABLE = AVAILABLE
    BETA_BRANCH_PRIVATE = PRIVATE
    BETA_BRANCH_SELECTED = SELECTED
    BETA_BRANCH_INSTALLED = INSTALLED


@dataclass(frozen=True, slots=True)
class DLCInstalled(GroupRecord):
    """A DLC was installed while the game runs (Valve's DlcInstalled_t, 1005)."""

    app_id: int


@dataclass(frozen=True, slots=True)
class NewLaunchURLParameters(GroupRecord):
    """A steam:// URL with parameters for the game was opened while it runs (Valve's NewUrlLaunchParameters_t, 1014)."""


@dataclass(frozen=True, slots=True)
class FileDetails(GroupRecord):
    """The answer to one `get_file_details` (Valve's FileDetailsResult_t, 1023)."""

    call: int
    result: Result
    file_size: int
    file_hash: bytes
    flags: int


@dataclass(frozen=True, slots=True)
class TimedTrialStatus(GroupRecord):
    """How much of a timed trial is played, once a minute while one runs (Valve's TimedTrialStatus_t, 1030)."""

    app_id: int
    is_offline: bool
    seconds_allowed: int
    seconds_played: int


class Apps(Protocol):
    """ISteamApps, as a player's own program calls it."""

    # The app, and how it was started.

    def get_app_build_id(self) -> int:
        """The number of the build that runs."""

    def get_app_install_dir(self, app_id: int) -> str:
        """The folder of an app."""

    def get_available_game_languages(self) -> str:
        """The languages that there are, with commas between."""

    def get_current_game_language(self) -> str:
        """The language the player wants the game in, such as "english"; "" if not initialised."""

    def get_file_details(self, filename: str) -> int:
        """Ask for the size and hash of a file of the game; FileDetails answers with this number."""

    def get_installed_depots(self, app_id: int) -> tuple[int, ...]:
        """The depots of an app that are installed, in the order in which they are mounted."""

    def get_launch_command_line(self) -> str:
        """What a steam:// URL gave to the game as its command line."""

    def get_launch_query_param(self, key: str) -> str:
        """The value of a parameter of the steam:// URL."""

    def is_app_installed(self, app_id: int) -> bool:
        """Whether an app is installed, owned or not; a DLC is none."""

    def mark_content_corrupt(self, missing_files_only: bool) -> bool:
        """Have Steam check the game's files before its next start."""

    # Branches.

    def get_beta_info(self, index: int) -> tuple[int, int, str, str] | None:
        """The (flags, build, name, description) of a branch by place; None if there is none."""

    def get_current_beta_name(self) -> str:
        """The branch that runs, "" for the default one."""

    def get_num_betas(self) -> tuple[int, int, int]:
        """How many branches there are (in all, for the player, behind a password)."""

    def set_active_beta(self, beta_name: str) -> bool:
        """Select the branch that the next start brings."""

    # DLC.

    def get_dlc_count(self) -> int:
        """How many DLC the app has."""

    def get_dlc_data_by_index(self, index: int) -> tuple[int, bool, str] | None:
        """The (app, whether it can be bought, name) of a DLC by place; None if there is none."""

    def get_dlc_download_progress(self, app_id: int) -> tuple[int, int] | None:
        """The (downloaded, total) bytes of a DLC that is on its way; None if it is not."""

    def install_dlc(self, app_id: int) -> None:
        """Have a DLC downloaded and installed; DLCInstalled tells of it."""

    def is_dlc_installed(self, app_id: int) -> bool:
        """Whether the player owns a DLC and it is installed."""

    def set_dlc_context(self, app_id: int) -> bool:
        """Tell Steam which DLC is played now, 0 for none."""

    def uninstall_dlc(self, app_id: int) -> None:
        """Have a DLC removed from the machine; its owner keeps it."""

    # What the player may use, and by what right.

    def get_earliest_purchase_unix_time(self, app_id: int) -> int:
        """When an app was bought first, in seconds since 1970."""

    def is_cybercafe(self) -> bool:
        """Whether the licence is one of a cyber cafe."""

    def is_low_violence(self) -> bool:
        """Whether the licence is one for a version of low violence."""

    def is_subscribed(self) -> bool:
        """Whether the player may play the app."""

    def is_subscribed_app(self, app_id: int) -> bool:
        """Whether the player has a licence for an app or a DLC."""

    def is_subscribed_from_family_sharing(self) -> bool:
        """Whether the licence is that of somebody of the family."""

    def is_subscribed_from_free_weekend(self) -> bool:
        """Whether the licence ends with a free weekend."""

    def is_timed_trial(self) -> tuple[int, int] | None:
        """The (allowed, played) seconds of a timed trial; None if this is none."""

    def is_vac_banned(self) -> bool:
        """Whether VAC has banned the account."""
