"""What Valve's library says of an init that failed, with what to do about it.

Rules: pure text. Valve's own words come first and whole, on one line and without what a log must not get; the remedy follows them. A phrase
that is not in the table is told as it is, with the remedy of its status if that has one.
"""

from __future__ import annotations

from typing import Final

_APP: Final = (
    "give app_id=, or put a file steam_appid.txt with nothing but the app's number into the folder the program is started from; players "
    "start the game from Steam"
)
_START: Final = "start the Steam client and log on to it, then try again"

REMEDIES: Final = {
    "Can't determine AppID": _APP,
    "No appID found": _APP,
    "Failed to load module '(null)": "the process has no HOME, by which Steam is found; set it",
    "Failed to load module": (
        "Steam is not installed or not running here: start the Steam client, or on a server install Steamworks SDK Redist (app 1007) and "
        "link its steamclient to that place"
    ),
    "Unable to locate interface factory": (
        "the steamclient there is too old for this libsteam_api, or is none; update Steam, on a server app 1007, or take the libsteam_api "
        "of an older SDK"
    ),
    "Cannot create IPC pipe": _START,
    "ConnectToGlobalUser failed": f"nobody is logged on to Steam, or it runs for another user of this machine; {_START}",
    "CreateLocalUser failed": "Steam gave no account for a server; is another server of this process ending just now? Try again",
}
"""What to do, by how Valve's sentence begins; the first that fits holds."""
STATUSES: Final = {
    2: _START,
    3: (
        "steamclient is older than this libsteam_api and does not know the interface; update Steam, on a server app 1007, or take the "
        "libsteam_api of an older SDK"
    ),
}
"""What to do, by ESteamAPIInitResult, where the sentence has no remedy of its own."""


def with_remedy(status: int, said: str) -> str:
    """Return Valve's sentence with what to do about it.

    Args:
        status: The ESteamAPIInitResult.
        said: What the library wrote, "" for nothing.
    """
    if not status:
        return said
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in said).split())
    words = words or f"Steam answered {status} to the init, without a word"
    remedy = next((remedy for phrase, remedy in REMEDIES.items() if phrase in words), STATUSES.get(status, ""))
    return f"{words.removesuffix('.')}; {remedy}" if remedy else words
