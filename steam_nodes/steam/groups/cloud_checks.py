"""What a program may pass to Steam's remote storage: the names of files, and how much is written in one call.

Rules: pure functions; a wrong value is a fault, a clause of a sentence with its remedy, or "". There is one rule for names, `file_name`.
Steam wants names that every system can have, so what one of them forbids is forbidden everywhere, and two names that one of them cannot
tell apart are one file: upper and lower case, the two slashes, and the two ways to write an accent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE_NAME_MAX: Final = 260
"""The room that Steam has for a name, with the NUL that ends it."""
MAX_CLOUD_FILE_CHUNK_SIZE: Final = 100 * 1024 * 1024
INT32_MAX: Final = 0x7FFF_FFFF
UINT32_MAX: Final = 0xFFFF_FFFF
UINT64_MAX: Final = 0xFFFF_FFFF_FFFF_FFFF
_FORBIDDEN: Final = frozenset('<>:"|?*\x7f').union(map(chr, range(32)))
_DEVICES: Final = frozenset(("con", "prn", "aux", "nul", "conin$", "conout$")).union(
    f"{device}{number}" for device in ("com", "lpt") for number in "0123456789\u00b9\u00b2\u00b3"
)


def file_name(name: str) -> tuple[str, str]:
    """Return the name under which Steam keeps a file, and what is wrong with it.

    A name has 1 to 259 bytes of UTF-8, in parts with a slash between them. No part is empty, "." or "..", so nothing leads out of the
    player's folder; none ends with a dot or a space, begins with a space, is called like a device of Windows (CON, PRN, AUX, NUL, CONIN$,
    CONOUT$, COM0 to COM9, LPT0 to LPT9, also with an extension), or has one of < > : " | ? * or a control character in it. A backslash is a
    slash. The name is kept in lower case and with its accents composed (NFC).

    Args:
        name: The name that a program gives.

    Returns:
        (the name, ""), or (the name as far as it goes, what is wrong with it and the remedy).
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        return name, f"{short(name)} cannot be written as UTF-8; leave the lone surrogates out"
    kept = normalize("NFC", normalize("NFC", name.replace("\\", "/")).lower())
    size = len(kept.encode())
    if not 1 <= size < FILE_NAME_MAX:
        return kept, f"the name of a file has 1 to {FILE_NAME_MAX - 1} bytes of UTF-8, this one has {size}; choose another name"
    found = next((character for character in kept if character in _FORBIDDEN), None)
    if found is not None:
        return kept, f"{short(name)} has {found!r} in it, which not every system allows in a name; leave it out"
    fault = next(filter(None, _part_faults(kept)), "")
    return kept, f"{short(name)} {fault}; choose another name" if fault else ""


def _part_faults(name: str) -> Iterator[str]:
    """Say of each part of a name what is wrong with it."""
    for part in name.split("/"):
        if not part:
            yield "begins or ends with a slash, or has two of them in a row"
        elif part in {".", ".."}:
            yield f'has the part "{part}", and a name never leads out of the player\'s folder'
        elif part[-1] in ". " or part[0] == " ":
            yield f"has a part that {'begins with a space' if part[0] == ' ' else 'ends with a dot or a space'}, which Windows drops"
        elif part.partition(".")[0].rstrip(" ") in _DEVICES:
            yield f'has the part "{part}", which is a device on Windows'


def write_fault(length: int, size: int) -> str:
    """Say what is wrong with how much is to be written, "" if nothing is.

    Args:
        length: How many bytes there are.
        size: How many of them are to be written, 0 for all.
    """
    if not 0 <= size <= length:
        return f"size is {short(size)}, and there are {length} bytes; pass 0 for all of them, or how many"
    count = size or length
    if not count:
        return "there is nothing to write, and Steam keeps no empty files; pass at least one byte"
    if count > MAX_CLOUD_FILE_CHUNK_SIZE:
        return f"{count} bytes are more than one call takes, {MAX_CLOUD_FILE_CHUNK_SIZE}; write them in chunks with file_write_stream_open"
    return ""


def range_fault(label: str, value: int, most: int, least: int = 0) -> str:
    """Say that a number is out of its range, "" if it is not."""
    return "" if least <= value <= most else f"{label} is {short(value)}; pass {least} to {most}"
