"""ISteamApps over Valve's library, for a player's own program, and its structs.

Rules: those of calls.py and structs.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.checks import require_str, text_fault
from steam_nodes.steam.groups.apps import DLCInstalled, FileDetails
from steam_nodes.steam.native.calls import APPS, Request, flat, number, to_bool, to_text
from steam_nodes.steam.native.structs import Answer, register, row, to_result

if TYPE_CHECKING:
    from steam_nodes.steam.native.pipes.client_pipe import ClientPipe

_NAME_ROOM: Final = 1024
_FILE_DETAILS: Final = 1023

register(
    row(1005, "DlcInstalled_t", "<I", client=DLCInstalled),
    row(
        *(_FILE_DETAILS, "FileDetailsResult_t", "<iQ20sI", "<i4xQ20sI"),
        client=Answer(
            lambda lost: FileDetails(lost.number, lost.result, 0, bytes(20), 0),
            lambda number, result, *fields: FileDetails(number, to_result(result), *fields),
        ),
    ),
)


class NativeApps:
    """ISteamApps of a player's pipe.

    Args:
        pipe: The player's side of Steam.
    """

    def __init__(self, pipe: ClientPipe) -> None:
        """Take the pipe."""
        self._pipe = pipe

    get_current_game_language = flat(APPS, "GetCurrentGameLanguage", to_text)
    is_dlc_installed = flat(APPS, "BIsDlcInstalled", to_bool, number("app_id"))

    def get_dlc_data_by_index(self, index: int) -> tuple[int, bool, str] | None:
        """Return the (app, whether it can be bought, name) of a DLC by place."""
        ffi: Any = self._pipe.ffi
        app, available, name = ffi.new("AppId_t *"), ffi.new("bool *"), ffi.new("char[]", _NAME_ROOM)
        if not self._pipe.call(APPS, "get_dlc_data_by_index", "BGetDLCDataByIndex", index, app, available, name, _NAME_ROOM):
            return None
        return int(app[0]), bool(available[0]), ffi.string(name).decode(errors="replace")

    def get_file_details(self, filename: str) -> int:
        """Ask for the size and hash of a file of the game."""
        call = "get_file_details"
        fault = text_fault(call, require_str(call, "filename", filename))
        return self._pipe.request(APPS, Request(call, "GetFileDetails", _FILE_DETAILS, _FILE_DETAILS), filename.encode(), fault=fault)
