"""Apps: which app runs and who owns it, its DLC, languages, branches and files, as every backend tells of them.

Rules: those of backend.py and callbacks.py; the records stand first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from steam_nodes.steam.callbacks import GroupRecord

if TYPE_CHECKING:
    from steam_nodes.steam.results import Result


@dataclass(frozen=True, slots=True)
class DLCInstalled(GroupRecord):
    """A DLC was installed while the game runs (Valve's DlcInstalled_t, 1005)."""

    app_id: int


@dataclass(frozen=True, slots=True)
class FileDetails(GroupRecord):
    """The answer to one `get_file_details` (Valve's FileDetailsResult_t, 1023)."""

    call: int
    result: Result
    file_size: int
    file_hash: bytes
    flags: int


class Apps(Protocol):
    """ISteamApps, as a player's own program calls it."""

    def get_current_game_language(self) -> str:
        """The language the player wants the game in, such as "english"; "" if not initialised."""

    def get_dlc_data_by_index(self, index: int) -> tuple[int, bool, str] | None:
        """The (app, whether it can be bought, name) of a DLC by place; None if there is none."""

    def get_file_details(self, filename: str) -> int:
        """Ask for the size and hash of a file of the game; FileDetails answers with this number."""

    def is_dlc_installed(self, app_id: int) -> bool:
        """Whether the player owns a DLC and it is installed."""
