"""Apps: which app runs and who owns it, its DLC, languages, branches and files, as GodotSteam's group Apps.

Rules: methods are GodotSteam's, in snake_case, with GodotSteam's spellings as second names of the same functions at the foot of the class.
The class is no base of the singleton at run time: `later.py` puts what stands here on it at the first use of one of its names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from steam_nodes.object.signal import Signal
from steam_nodes.steam.checks import require_int, require_str
from steam_nodes.steam.groups import apps
from steam_nodes.steam.nodes.steam_node import Emits, SteamNode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.backend import ClientBackend


class Apps(SteamNode):
    """Which app runs, and what of it the player owns.

    Args:
        backend: Steam as the player's program sees it.
    """

    _backend_: ClientBackend
    _emissions_: ClassVar[Mapping[type, Any]] = {
        apps.DLCInstalled: Emits("dlc_installed", ("app_id",)),
        apps.FileDetails: Emits("file_details_result", ("result", "file_size", "file_hash", "flags"), answer=""),
    }

    dlc_installed: Signal[int] = Signal("app_id", blinker=True)
    """A DLC was installed while the game runs.

    Mirrors https://partner.steamgames.com/doc/api/ISteamApps#DlcInstalled_t.
    """
    file_details_result: Signal[int, int, bytes, int] = Signal("result", "file_size", "file_hash", "flags", blinker=True)
    """The answer to one `get_file_details`.

    Mirrors https://partner.steamgames.com/doc/api/ISteamApps#FileDetailsResult_t.
    """

    APP_PROOF_OF_PURCHASE_KEY_MAX = 240

    def get_current_game_language(self) -> str:
        """Return the language that the player wants the game in, such as "english"; "" if Steam is not initialised.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#GetCurrentGameLanguage.
        """
        return self._backend_.apps.get_current_game_language()

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

    def is_dlc_installed(self, app_id: int) -> bool:
        """Return whether the player owns a DLC and it is installed.

        Mirrors https://partner.steamgames.com/doc/api/ISteamApps#BIsDlcInstalled.

        Args:
            app_id: The DLC.

        Raises:
            TypeError: The app is not an int.
        """
        return self._backend_.apps.is_dlc_installed(require_int("is_dlc_installed", "app_id", app_id))

    getCurrentGameLanguage = get_current_game_language
    getDLCDataByIndex = get_dlc_data_by_index
    getFileDetails = get_file_details
    isDLCInstalled = is_dlc_installed
