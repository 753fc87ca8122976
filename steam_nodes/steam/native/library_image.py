"""How long the file of a library must be: its own tables say where its last byte stands.

Rules: pure reading; nothing is loaded here. The system maps a library into memory by these tables and does not compare them with the file,
so that one which is cut off ends the whole process by a signal as soon as a missing page is touched. What is no library, and a table that
cannot be read, needs nothing: the system refuses that itself.
"""

from __future__ import annotations

import os
import struct
from typing import IO, Final

_ELF: Final = {1: (52, "28xII4x2xHHHH", 32, "II8xI"), 2: (64, "32xQQ4x2xHHHH", 56, "I4xQ16xQ")}
"""By the class of 32 or 64 bits: the size and form of the head, the size and form of an entry of the table of segments."""
_PT_LOAD, _PT_DYNAMIC = 1, 2
_MACH_FAT: Final = {b"\xca\xfe\xba\xbe": (20, ">8xII"), b"\xca\xfe\xba\xbf": (32, ">8xQQ")}
_MACH_THIN: Final = {b"\xce\xfa\xed\xfe": (28, 0x1, "<32xII"), b"\xcf\xfa\xed\xfe": (32, 0x19, "<40xQQ")}
_MOST: Final = 1 << 24
"""More bytes than any table has: a number in a damaged file must not make us read on and on."""


def least_size(file: IO[bytes]) -> int:
    """Return how many bytes a library's file needs, 0 if it is none.

    Args:
        file: The file, open for reading from any place.
    """
    head = _read(file, 0, 64)
    if head[:4] == b"\x7fELF":
        return _of_elf(file, head)
    if head[:2] == b"MZ":
        return _of_pe(file, head)
    if head[:4] in _MACH_FAT:
        return _of_mach_fat(file, head)
    if head[:4] in _MACH_THIN:
        return _of_mach_thin(file, head)
    return 0


def _read(file: IO[bytes], at: int, count: int) -> bytes:
    """Read so many bytes from a place, or those that are there."""
    # A damaged table names places that no file could have, and the system refuses to go there.
    if at >= file.seek(0, os.SEEK_END):
        return b""
    file.seek(at)
    return file.read(min(count, _MOST))


def _of_elf(file: IO[bytes], head: bytes) -> int:
    """Return what an ELF file of Linux needs: its segments, and the table of its sections, which stands last."""
    width, order = head[4:5], ">" if head[5:6] == b"\2" else "<"
    known = _ELF.get(width[0]) if width else None
    if known is None:
        return 0
    size, form, entry, segment = known
    if len(head) < size:
        return size
    segments_at, sections_at, segment_size, segments, section_size, sections = struct.unpack_from(order + form, head)
    needed: int = max(size, segments_at + segment_size * segments, sections_at + section_size * sections if sections_at else 0)
    table = _read(file, segments_at, segment_size * segments)
    if segment_size < entry:
        return needed
    for at in range(0, len(table) - entry + 1, segment_size):
        kind, offset, length = struct.unpack_from(order + segment, table, at)
        if kind in {_PT_LOAD, _PT_DYNAMIC}:
            needed = max(needed, offset + length)
    return needed


def _of_pe(file: IO[bytes], head: bytes) -> int:
    """Return what a DLL of Windows needs: its sections."""
    if len(head) < 64:  # noqa: PLR2004 - where the offset of the real head ends
        return 64
    at: int = struct.unpack_from("<I", head, 60)[0]
    real = _read(file, at, 24)
    if real[:4] != b"PE\0\0"[: len(real)]:
        return 0
    needed: int = at + 24
    if len(real) < 24:  # noqa: PLR2004 - its size
        return needed
    sections, optional = struct.unpack_from("<6xH12xH", real)
    table: int = at + 24 + optional
    needed = table + 40 * sections
    for length, offset in struct.iter_unpack("<16xII16x", _whole(_read(file, table, 40 * sections), 40)):
        needed = max(needed, offset + length)
    return needed


def _of_mach_fat(file: IO[bytes], head: bytes) -> int:
    """Return what a file of macOS for several machines needs: the part of each."""
    size, form = _MACH_FAT[head[:4]]
    if len(head) < 8:  # noqa: PLR2004 - where the number of parts ends
        return 8
    parts: int = struct.unpack_from(">4xI", head)[0]
    needed = 8 + size * parts
    table = _read(file, 8, size * parts)
    for at in range(0, len(table) - size + 1, size):
        offset, length = struct.unpack_from(form, table, at)
        needed = max(needed, offset + length)
    return needed


def _of_mach_thin(file: IO[bytes], head: bytes) -> int:
    """Return what a file of macOS for one machine needs: its segments."""
    size, segment, form = _MACH_THIN[head[:4]]
    if len(head) < size:
        return size
    commands, length = struct.unpack_from("<16xII", head)
    table = _read(file, size, length)
    needed: int = size + length
    at = 0
    for _ in range(commands):
        if at + 8 > len(table):
            break
        kind, step = struct.unpack_from("<II", table, at)
        if kind == segment and at + struct.calcsize(form) <= len(table):
            offset, count = struct.unpack_from(form, table, at)
            needed = max(needed, offset + count)
        if step < 8:  # noqa: PLR2004 - the size of a command's head: less would never end
            break
        at += step
    return needed


def _whole(table: bytes, entry: int) -> bytes:
    """Return the whole entries of a table that may be cut off."""
    return table[: len(table) - len(table) % entry]
