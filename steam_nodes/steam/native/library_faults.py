"""What can be wrong with Steam's library before a first call, in whole sentences with the remedy.

Rules: pure reading of files and names; nothing is loaded here. A file is judged by its own first bytes: what it was built for, and what
this Python needs. What would end or hold up the process if it were loaded is refused before.
"""

from __future__ import annotations

import platform
import struct
import sys
from typing import TYPE_CHECKING, Final

from steam_nodes.object.plain_text import plain
from steam_nodes.steam.files import UnreadableError, irregular
from steam_nodes.steam.native.library_image import least_size

if TYPE_CHECKING:
    from pathlib import Path

_ELF: Final = {3: "x86", 40: "arm", 62: "x86_64", 183: "aarch64"}
_PE: Final = {0x14C: "x86", 0x8664: "x86_64", 0xAA64: "aarch64"}
_MACH: Final = {7: "x86", 12: "arm", 0x0100_0007: "x86_64", 0x0100_000C: "aarch64"}
_MACHINES: Final = {"amd64": "x86_64", "x64": "x86_64", "arm64": "aarch64", "i386": "x86", "i686": "x86", "armv7l": "arm"}
_HEAD: Final = 4096
_SDK: Final = {
    ("linux", "x86_64"): "redistributable_bin/linux64/libsteam_api.so",
    ("linux", "x86"): "redistributable_bin/linux32/libsteam_api.so",
    ("linux", "aarch64"): "redistributable_bin/linuxarm64/libsteam_api.so",
    ("darwin", "x86_64"): "redistributable_bin/osx/libsteam_api.dylib",
    ("darwin", "aarch64"): "redistributable_bin/osx/libsteam_api.dylib",
    ("win32", "x86_64"): "redistributable_bin/win64/steam_api64.dll",
    ("win32", "x86"): "redistributable_bin/steam_api.dll",
}


class SteamInitError(RuntimeError):
    """Steam's library cannot be used; the message names the file or the symbol, what is wrong and the remedy."""

    def __init__(self, text: str) -> None:
        """Make the text one line."""
        super().__init__(plain(text))


def this_machine() -> str:
    """Return what a library must be built for so that this Python can load it."""
    machine = platform.machine().lower()
    machine = _MACHINES.get(machine, machine)
    if struct.calcsize("P") == 4:  # noqa: PLR2004 - the size of a pointer of 32 bits, also on a 64-bit system
        return {"x86_64": "x86", "aarch64": "arm"}.get(machine, machine)
    return machine


def file_name() -> str:
    """Return how Steam's library is called on this system."""
    if sys.platform == "win32":
        return "steam_api64.dll" if this_machine() == "x86_64" else "steam_api.dll"
    return "libsteam_api.dylib" if sys.platform == "darwin" else "libsteam_api.so"


def in_the_sdk() -> str:
    """Return where the right file stands in the Steamworks SDK."""
    return _SDK.get((sys.platform, this_machine()), f"redistributable_bin/.../{file_name()}")


def built_for(head: bytes) -> tuple[str, list[str]]:
    """Read from the first bytes of a library which system and which machines it is built for; ("", []) if it is no library."""
    machines: list[str] = []
    if head[:4] == b"\x7fELF" and len(head) >= 20:  # noqa: PLR2004 - where the machine's number ends
        order = "<" if head[5] == 1 else ">"
        return "linux", [_ELF.get(struct.unpack_from(f"{order}H", head, 18)[0], "another machine")]
    if head[:2] == b"MZ" and len(head) >= 64:  # noqa: PLR2004 - where the offset of the real head ends
        at = struct.unpack_from("<I", head, 60)[0]
        if head[at : at + 4] == b"PE\0\0" and len(head) >= at + 6:
            machines = [_PE.get(struct.unpack_from("<H", head, at + 4)[0], "another machine")]
        return "win32", machines
    if head[:4] in {b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe"} and len(head) >= 8:  # noqa: PLR2004 - one machine
        return "darwin", [_MACH.get(struct.unpack_from("<I", head, 4)[0], "another machine")]
    if head[:4] == b"\xca\xfe\xba\xbe" and len(head) >= 8:  # noqa: PLR2004 - several machines in one file
        count = min(struct.unpack_from(">I", head, 4)[0], (len(head) - 8) // 20)
        return "darwin", [_MACH.get(struct.unpack_from(">I", head, 8 + 20 * turn)[0], "another machine") for turn in range(count)]
    return "", machines


def unloadable(path: Path) -> str:
    """Say why a file must not be given to the system to load, as a sentence with the remedy; "" if it may try.

    The system would wait for a pipe, read a device for ever, and kill this process at the first page that a file lacks.

    Args:
        path: The file.
    """
    size, needed, head, why = 0, 0, b"", ""
    try:
        why = irregular(path)
        if why and path.is_dir():
            return f"{path} is a folder; give the file in it, {file_name()}"
        size = path.stat().st_size
        if not why:
            with path.open("rb") as file:
                head, needed = file.read(_HEAD), least_size(file)
    except (OSError, UnreadableError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
    if why:
        return f"{path} cannot be read ({why}); give the path of {file_name()} from the Steamworks SDK, {in_the_sdk()}"
    if not head:
        return f"{path} is empty; copy {in_the_sdk()} of the Steamworks SDK again"
    if needed > size and built_for(head)[0] == sys.platform:
        return f"{path} is cut off, it has {size} bytes of {needed}; copy {in_the_sdk()} of the Steamworks SDK again"
    return ""


def why_not(path: Path, said: str) -> str:
    """Say why a file could not be loaded, as a sentence with the remedy.

    Args:
        path: The file, which the system was allowed to try.
        said: What the system said of it.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    system, machines = built_for(head)
    if not system:
        return f"{path} is no library; give {in_the_sdk()} of the Steamworks SDK"
    if system != sys.platform:
        names = {"linux": "Linux", "win32": "Windows", "darwin": "macOS"}
        return f"{path} is a library for {names[system]}; on this system give {in_the_sdk()} of the Steamworks SDK"
    if machines and this_machine() not in machines:
        return f"{path} is built for {' and '.join(machines)}, this Python for {this_machine()}; give {in_the_sdk()} of the Steamworks SDK"
    return f"{path} cannot be loaded ({said.strip()}); give {in_the_sdk()} of the Steamworks SDK"


def not_found(searched: list[str]) -> str:
    """Say that no library was found, and where it was looked for."""
    return (
        f"{file_name()} was not found: {'; '.join(searched)}. Take {in_the_sdk()} from the Steamworks SDK and give its path to "
        "NativeSteam(path), name it in STEAM_API_LIBRARY, or put it beside the program"
    )
