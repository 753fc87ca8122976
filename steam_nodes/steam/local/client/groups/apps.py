"""Apps on the local Steam: what the schema says of the app, its DLC and languages, and what a test changes while it runs.

Rules: the calls are Valve's ISteamApps. What the schema does not say is as for a player who owns the app and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.steam.checks import require_str
from steam_nodes.steam.groups.apps import DLCInstalled, FileDetails
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from steam_nodes.steam.local.client.session import ClientSession


def _found(result: Result) -> Result:
    """Return what became of a search for a file: there is none."""
    return Result.FILE_NOT_FOUND if result is Result.OK else result


class LocalApps:
    """The calls of a player's program about the app.

    Args:
        session: The player's session.
    """

    def __init__(self, session: ClientSession) -> None:
        """Begin with what the schema says."""
        self._session = session
        self.language = "english"
        """The language that the player wants the game in."""
        self._dlc: dict[int, str] = {}
        self._installed: set[int] = set()

    # What happens in the world, by script.

    def install(self, app_id: int, name: str = "") -> None:
        """Have a DLC bought and installed while the game runs; `DLCInstalled` tells of it."""
        self._dlc.setdefault(app_id, name)
        self._installed.add(app_id)
        self._session.post(DLCInstalled(app_id))

    # The seam.

    def get_current_game_language(self) -> str:
        """The language the player wants the game in; "" if not initialised."""
        return self.language if self._session.present("get_current_game_language") else ""

    def get_dlc_data_by_index(self, index: int) -> tuple[int, bool, str] | None:
        """The (app, whether it can be bought, name) of a DLC by place."""
        if not self._session.present("get_dlc_data_by_index") or not 0 <= index < len(self._dlc):
            return None
        app, name = list(self._dlc.items())[index]
        return app, True, name

    def get_file_details(self, filename: str) -> int:
        """Ask for the size and hash of a file of the game."""
        require_str("get_file_details", "filename", filename)
        return self._session.later("get_file_details", lambda it: FileDetails(it.call, _found(it.answer), 0, bytes(20), 0))

    def is_dlc_installed(self, app_id: int) -> bool:
        """Whether the player owns a DLC and it is installed."""
        return self._session.present("is_dlc_installed") and app_id in self._installed
