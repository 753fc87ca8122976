"""Apps on the loopback: what writes through pointers, and the bytes of what arrives."""

from __future__ import annotations

import struct
import sys
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.groups import apps

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.loopback_user import UserLoopback

_WIDE: Final = sys.platform == "win32"


def _dlc_data(side: UserLoopback, index: int, app: Any, available: Any, name: Any, room: int) -> bool:
    found = side.backend.apps.get_dlc_data_by_index(index)
    if found is None:
        return False
    app[0], available[0] = found[:2]
    side.write(name, room, found[2])
    return True


ANSWERS: Final[dict[str, Callable[..., Any]]] = {"SteamAPI_ISteamApps_BGetDLCDataByIndex": _dlc_data}
BYTES: Final[dict[type, tuple[int, Callable[[Any], bytes]]]] = {
    apps.DLCInstalled: (1005, lambda it: struct.pack("<I", it.app_id)),
    apps.FileDetails: (
        1023,
        lambda it: struct.pack("<i4xQ20sI" if _WIDE else "<iQ20sI", it.result, it.file_size, it.file_hash, it.flags),
    ),
}
