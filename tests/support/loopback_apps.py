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


def _install_dir(side: UserLoopback, app: int, to: Any, room: int) -> int:
    folder = side.backend.apps.get_app_install_dir(app)
    if folder:
        side.write(to, room, folder)
    return len(folder.encode()) + bool(folder)


def _beta_info(side: UserLoopback, index: int, *to: Any) -> bool:
    found = side.backend.apps.get_beta_info(index)
    if found is None:
        return False
    flags, build, name, name_room, about, about_room, updated = to
    flags[0], build[0], updated[0] = int(found[0]), found[1], 1
    side.write(name, name_room, found[2])
    side.write(about, about_room, found[3])
    return True


def _current_beta(side: UserLoopback, to: Any, room: int) -> bool:
    name = side.backend.apps.get_current_beta_name()
    side.write(to, room, name or "public")
    return bool(name)


def _dlc_data(side: UserLoopback, index: int, app: Any, available: Any, name: Any, room: int) -> bool:
    found = side.backend.apps.get_dlc_data_by_index(index)
    if found is None:
        return False
    app[0], available[0] = found[:2]
    side.write(name, room, found[2])
    return True


def _progress(side: UserLoopback, app: int, done: Any, total: Any) -> bool:
    return _numbers(side.backend.apps.get_dlc_download_progress(app), done, total)


def _depots(side: UserLoopback, app: int, to: Any, room: int) -> int:
    depots = side.backend.apps.get_installed_depots(app)[:room]
    for at, depot in enumerate(depots):
        to[at] = depot
    return len(depots)


def _command_line(side: UserLoopback, to: Any, room: int) -> int:
    line = side.backend.apps.get_launch_command_line()
    side.write(to, room, line)
    return len(line.encode())


def _num_betas(side: UserLoopback, available: Any, private: Any) -> int:
    total, *rest = side.backend.apps.get_num_betas()
    _numbers(tuple(rest), available, private)
    return total


def _trial(side: UserLoopback, allowed: Any, played: Any) -> bool:
    return _numbers(side.backend.apps.is_timed_trial(), allowed, played)


def _numbers(found: tuple[int, ...] | None, *to: Any) -> bool:
    for place, number in zip(to, found or (), strict=found is not None):
        place[0] = number
    return found is not None


_ANSWERS: Final[dict[str, Callable[..., Any]]] = {
    "BGetDLCDataByIndex": _dlc_data,
    "BIsTimedTrial": _trial,
    "GetAppInstallDir": _install_dir,
    "GetBetaInfo": _beta_info,
    "GetCurrentBetaName": _current_beta,
    "GetDlcDownloadProgress": _progress,
    "GetInstalledDepots": _depots,
    "GetLaunchCommandLine": _command_line,
    "GetNumBetas": _num_betas,
}
ANSWERS: Final = {f"SteamAPI_ISteamApps_{name}": answer for name, answer in _ANSWERS.items()}
BYTES: Final[dict[type, tuple[int, Callable[[Any], bytes]]]] = {
    apps.DLCInstalled: (1005, lambda it: struct.pack("<I", it.app_id)),
    apps.NewLaunchURLParameters: (1014, lambda _: b"\0"),
    apps.FileDetails: (
        1023,
        lambda it: struct.pack("<i4xQ20sI" if _WIDE else "<iQ20sI", it.result, it.file_size, it.file_hash, it.flags),
    ),
    apps.TimedTrialStatus: (
        1030,
        lambda it: struct.pack("<I?3xII", it.app_id, it.is_offline, it.seconds_allowed, it.seconds_played),
    ),
}
