"""Valve's library tried in a process of its own: loaded, looked through, and where it is asked for started.

Rules: a library can end the process that loads it, and Steam can take for ever to start; so the doctor runs this file and reads one line of
JSON from it. Without `--start` nothing of Steam's runs. Which SDK a library is of is told by the functions that came and went.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_FIRST, _LAST = 148, 165
SDKS: Final = {
    "SteamAPI_ISteamApps_BIsTimedTrial": (149, _LAST),
    "SteamAPI_ISteamFriends_ActivateGameOverlayInviteDialogConnectString": (151, _LAST),
    "SteamAPI_ISteamUtils_SetGameLauncherMode": (152, _LAST),
    "SteamAPI_ISteamUtils_ShowFloatingGamepadTextInput": (153, _LAST),
    "SteamAPI_ISteamFriends_BHasEquippedProfileItem": (154, _LAST),
    "SteamAPI_ISteamApps_SetDlcContext": (155, _LAST),
    "SteamAPI_ISteamUser_GetAuthTicketForWebApi": (157, _LAST),
    "SteamAPI_ISteamUtils_DismissGamepadTextInput": (159, _LAST),
    "SteamAPI_ISteamUser_InitiateGameConnection": (_FIRST, 151),
    "SteamAPI_ISteamFriends_SetPersonaName": (_FIRST, 161),
    "SteamAPI_ISteamUtils_IsSteamRunningOnSteamDeck": (152, 164),
}
"""The first and the last SDK that has a function, of the SDKs that steam_nodes knows."""


def sdk_of(has: Callable[[str], bool]) -> str:
    """Say which SDK a library is of, as "1.62 to 1.64"; "" if it is like none that is known.

    Args:
        has: Whether the library has a function.
    """
    held = {name: has(name) for name in SDKS}
    fitting = [sdk for sdk in range(_FIRST, _LAST + 1) if all((first <= sdk <= last) == held[name] for name, (first, last) in SDKS.items())]
    if not fitting:
        return ""
    return _text(fitting[0]) if len(fitting) == 1 else f"{_text(fitting[0])} to {_text(fitting[-1])}"


def _text(sdk: int) -> str:
    return f"{sdk // 100}.{sdk % 100}"


def look(path: str) -> dict[str, Any]:
    """Load a library and return what it is.

    Args:
        path: Its file.
    """
    from steam_nodes.steam.native.library import CLIENT_NEEDS, SERVER_NEEDS, Library  # noqa: PLC0415  # what may fail must fail in here
    from steam_nodes.steam.native.library_faults import SteamInitError  # noqa: PLC0415  # the same

    found: dict[str, Any] = {"faults": []}
    for side, needs in (("a server", SERVER_NEEDS), ("a player's program", CLIENT_NEEDS)):
        try:
            library = Library(Path(path), None, needs)
        except SteamInitError as error:
            found["faults"].append([side, str(error)])
        else:
            found |= {"mode": library.mode, "sdk": sdk_of(library.has)}
    return found


def start(path: str, app_id: int) -> dict[str, Any]:
    """Start Steam for a player's program and end it again.

    Args:
        path: The library's file.
        app_id: The app, 0 for what the environment or steam_appid.txt names.
    """
    from steam_nodes.steam.native import NativeClient, SteamInitError  # noqa: PLC0415  # what may fail must fail in here

    try:
        client = NativeClient(path, app_id or None)
    except SteamInitError as error:
        return {"status": 1, "verbal": str(error)}
    try:
        status, verbal = client.init(app_id)
        return {"status": status, "verbal": verbal, "running": client.is_steam_running()}
    finally:
        client.close()


def main(words: Sequence[str]) -> None:
    """Print what was found as one line of JSON.

    Args:
        words: The library, and where Steam is to be started the number of the app.
    """
    import logging  # noqa: PLC0415  # what is told goes into the answer

    logging.disable()
    print(json.dumps(start(words[0], int(words[1])) if len(words) > 1 else look(words[0])))  # noqa: T201  # read by who ran it


if __name__ == "__main__":
    main(sys.argv[1:])
