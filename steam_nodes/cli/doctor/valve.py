"""Valve's side: which libsteam_api is found, whether Steam is here and runs, which app a program is, and whether Steam starts.

Rules: this_machine.py's. A library is tried in a process of its own (trial.py), and Steam is started only where it was asked for. A game on
the local Steam needs none of this, so what is missing is a note; what is there and cannot be used must be mended.
"""

from __future__ import annotations

import json
import os
import re
import sys
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.cli.doctor.this_machine import SECONDS, Answer
from steam_nodes.steam.native.library_faults import file_name, in_the_sdk, unloadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from steam_nodes.cli.doctor.this_machine import Ran, Surroundings

TOPIC: Final = "Valve's library"
STEAM: Final = "Steam"
VARIABLE: Final = "STEAM_API_LIBRARY"
APP_FILE: Final = "steam_appid.txt"
_APP: Final = re.compile(r"\s*([0-9]{1,10})\s*")
_APP_MAX: Final = 2**32 - 1
_FOLDERS: Final = {
    "linux": (".steam/steam", ".steam/root", ".local/share/Steam", ".var/app/com.valvesoftware.Steam/.local/share/Steam"),
    "darwin": ("Library/Application Support/Steam",),
}
_CLIENTS: Final = {"linux": ".steam/sdk64/steamclient.so"}


def library(here: Surroundings, named: str | None = None) -> Path | None:
    """Return the library that a game would load here, None if there is none.

    Args:
        here: Where to look.
        named: The path that was given, None for none.
    """
    chosen = named or here.environment.get(VARIABLE, "")
    path = here.folder / (chosen or file_name())
    inside = path / file_name()
    found = inside if path.is_dir() and inside.is_file() else path
    return found if chosen or found.is_file() else None


def valve(here: Surroundings, named: str | None = None) -> Iterator[Answer]:
    """Look at the library.

    Args:
        here: Where to look.
        named: The path that was given, None for none.
    """
    path = library(here, named)
    if path is None:
        searched = f"{VARIABLE} is not set, and there is no {here.folder / file_name()}"
        beside = [folder / in_the_sdk() for folder in _sdk_folders(here)]
        for each in beside:
            if each.is_file():
                remedy = f"set {VARIABLE}={each}, or copy it beside your program"
                yield Answer(TOPIC, "note", f"{each} is there, where no program looks", remedy)
                return
        remedy = f"for real Steam take {in_the_sdk()} from the Steamworks SDK, and set {VARIABLE} to it or put it beside your program"
        yield Answer(TOPIC, "note", f"no {file_name()} is found: {searched}", remedy)
        return
    fault = unloadable(path)
    if fault:
        says, _, remedy = fault.rpartition("; ")
        yield Answer(TOPIC, "wrong", says, remedy)
        return
    yield from _tried(here, path)


def _sdk_folders(here: Surroundings) -> Iterator[Path]:
    """Return the folders in which the SDK lies often: the one we are in, and those in it."""
    yield here.folder
    try:
        inside = sorted(path for path in here.folder.iterdir() if path.is_dir())
    except OSError:
        return
    for folder in inside:
        yield folder
        yield folder / "sdk"


def _tried(here: Surroundings, path: Path) -> Iterator[Answer]:
    """Load the library in a process of its own."""
    ran = here.run([sys.executable, "-m", "steam_nodes.cli.doctor.trial", str(path)])
    found = _told(ran)
    if found is None:
        remedy = f"take {in_the_sdk()} from a Steamworks SDK of 1.48 to 1.65"
        yield Answer(TOPIC, "wrong", f"{path} {_end_of(ran)} when it is loaded", remedy)
        return
    for side, fault in found["faults"]:
        says, _, remedy = str(fault).rpartition("; ")
        yield Answer(TOPIC, "wrong", f"for {side}: {says}", remedy)
    if "mode" in found:
        sdk = f"of SDK {found['sdk']}" if found["sdk"] else "like none of the SDKs 1.48 to 1.65"
        yield Answer(TOPIC, "ok", f"{path}, {sdk}, loaded by the {'shim' if found['mode'] == 'shim' else 'ABI mode'}")


def _told(ran: Ran) -> Any:
    """Return what the trial printed, None if it did not come to that."""
    try:
        return json.loads(ran.output.splitlines()[-1]) if ran.code == 0 else None
    except (IndexError, ValueError):
        return None


def _end_of(ran: Ran) -> str:
    """Say how a process ended that told nothing."""
    if ran.code is None:
        return f"holds its process up for more than {SECONDS} seconds"
    if ran.code < 0:
        return f"ends its process by signal {-ran.code}"
    last = ran.errors.strip().splitlines()[-1:] or ["it said nothing"]
    return f"ends its process with code {ran.code} ({last[0]})"


def steam(here: Surroundings) -> Iterator[Answer]:
    """Look at Steam's client and at the number of the app.

    Args:
        here: Where to look.
    """
    yield _client(here)
    yield _app_id(here)


def _client(here: Surroundings) -> Answer:
    """Look at whether Steam is here, and whether it runs."""
    if here.system == "win32":
        return Answer(STEAM, "ok", "whether Steam runs is told by --start")
    folder = next((here.home / each for each in _FOLDERS.get(here.system, ()) if (here.home / each).is_dir()), None)
    remedy = "install Steam and log on; on a server install Steamworks SDK Redist (app 1007)"
    if folder is None:
        client = here.home / _CLIENTS.get(here.system, "")
        if here.system in _CLIENTS and client.is_file():
            return Answer(STEAM, "ok", f"steamclient for servers: {client}")
        return Answer(STEAM, "note", f"there is no Steam in {here.home}: programs run on the local Steam only", remedy)
    pid = _number(here.home / ".steam" / "steam.pid", 2**22) if here.system == "linux" else None
    if pid and here.runs(pid):
        return Answer(STEAM, "ok", f"Steam runs (process {pid}), from {folder}")
    if here.system == "linux":
        return Answer(STEAM, "note", f"Steam is in {folder} and does not run", "start it and log on")
    return Answer(STEAM, "ok", f"Steam is in {folder}; whether it runs is told by --start")


def _app_id(here: Surroundings) -> Answer:
    """Look at which app a program is that is started here."""
    path, variable = here.folder / APP_FILE, here.environment.get("SteamAppId", "")
    if variable:
        if _as_app(variable):
            return Answer(STEAM, "ok", f"the app is {variable}, by SteamAppId")
        return Answer(
            STEAM, "wrong", f"SteamAppId is {variable!r}, which is no number of an app", "set it to the app's number, or unset it"
        )
    if not path.exists():
        remedy = f"pass app_id= to NativeSteam and NativeClient, or write the number alone into {APP_FILE}"
        return Answer(STEAM, "note", f"there is no {path}: a program must say itself which app it is", remedy)
    number = _number(path, _APP_MAX)
    if number:
        return Answer(STEAM, "ok", f"the app is {number}, by {path}")
    return Answer(STEAM, "wrong", f"{path} holds no number of an app", "write the number alone into it, such as 480, without quotes")


def _as_app(text: str) -> int:
    """Return the number of an app that a text is, 0 if it is none."""
    found = _APP.fullmatch(text)
    return int(found[1]) if found and int(found[1]) <= _APP_MAX else 0


def _number(path: Path, most: int) -> int:
    """Return the number that a file holds, 0 if it holds none."""
    from steam_nodes.steam.files import UnreadableError, read_text  # noqa: PLC0415  # only where there is such a file

    try:
        found = _APP.fullmatch(read_text(path, 1000))
    except UnreadableError:
        return 0
    return int(found[1]) if found and int(found[1]) <= most else 0


def started(here: Surroundings, named: str | None = None) -> Iterator[Answer]:
    """Start Steam for a player's program, and end it again.

    Args:
        here: Where to look.
        named: The path of the library that was given, None for none.
    """
    path = library(here, named)
    if path is None or unloadable(path):
        yield Answer(STEAM, "wrong", "Steam cannot start without its library", "see above")
        return
    app = _number(here.folder / APP_FILE, _APP_MAX) or _as_app(here.environment.get("SteamAppId", ""))
    ran = here.run([sys.executable, "-m", "steam_nodes.cli.doctor.trial", str(path), str(app)])
    found = _told(ran)
    if found is None:
        yield Answer(STEAM, "wrong", f"Steam's start {_end_of(ran)}", "start the Steam client by hand and look at what it says")
    elif found["status"]:
        says, _, remedy = str(found["verbal"]).partition("; ")
        yield Answer(STEAM, "wrong", f"Steam does not start: {says}", remedy or f"see {os.path.join('docs', 'guide', 'real_steam.md')}")  # noqa: PTH118  # a name to read
    else:
        yield Answer(STEAM, "ok", f"Steam starts: {found['verbal']}")
