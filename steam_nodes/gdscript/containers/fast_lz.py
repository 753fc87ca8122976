"""FastLZ, the engine's quick compression: bytes as runs of letters and copies of what stood before.

Rules: what is written is of the first level: a run of up to 32 bytes, or a copy of 3 to 264 bytes from up to 8192 bytes before. Both levels
are read. A faulty stream gives nothing.
"""

from __future__ import annotations

from typing import Final

_RUN: Final = 32
_SHORTEST: Final = 3
_LONGEST: Final = 264
_NO_COPY_BEFORE_END: Final = 12
_LETTERS_AT_END: Final = 3
_FAR: Final = 8192
_LONG_COPY: Final = 7
_SHORT_COPY: Final = 9
_LEVEL_2_FAR: Final = 8191
_BYTE: Final = 255


def compressed(data: bytes) -> bytes:
    """Return bytes compressed."""
    out = bytearray()
    places: dict[bytes, int] = {}
    at = run = 0
    while at < len(data):
        start = data[at : at + _SHORTEST]
        found = places.get(start, -1)
        places[start] = at
        if found < 0 or at >= len(data) - _NO_COPY_BEFORE_END or at - found > _FAR:
            at += 1
            continue
        length = _SHORTEST
        while length < _LONGEST and at + length < len(data) - _LETTERS_AT_END and data[found + length] == data[at + length]:
            length += 1
        _write_run(out, data[run:at])
        _write_copy(out, at - found - 1, length)
        at += length
        run = at
    _write_run(out, data[run:])
    return bytes(out)


def _write_run(out: bytearray, run: bytes) -> None:
    for at in range(0, len(run), _RUN):
        part = run[at : at + _RUN]
        out.append(len(part) - 1)
        out += part


def _write_copy(out: bytearray, distance: int, length: int) -> None:
    if length < _SHORT_COPY:
        out += bytes([(length - 2) << 5 | distance >> 8, distance & _BYTE])
    else:
        out += bytes([_LONG_COPY << 5 | distance >> 8, length - _SHORT_COPY, distance & _BYTE])


def decompressed(data: bytes, most: int) -> bytes:
    """Return what was compressed; nothing if it is faulty or has more bytes than `most`."""
    out = bytearray()
    if not data:
        return b""
    second_level = bool(data[0] >> 5)
    at = 0
    try:
        while at < len(data):
            control = data[at] & 31 if at == 0 else data[at]
            at += 1
            if control < _RUN:
                out += data[at : at + control + 1]
                at += control + 1
                continue
            length, distance = control >> 5, (control & 31) << 8
            if length == _LONG_COPY:
                length, at = _long_length(data, at, second_level=second_level)
            distance += data[at]
            at += 1
            if second_level and distance == _LEVEL_2_FAR:
                distance += (data[at] << 8) + data[at + 1]
                at += 2
            for _ in range(length + 2):
                out.append(out[-distance - 1])
    except IndexError:
        return b""
    return bytes(out) if len(out) <= most else b""


def _long_length(data: bytes, at: int, *, second_level: bool) -> tuple[int, int]:
    length = _LONG_COPY
    while True:
        more = data[at]
        length += more
        at += 1
        if not second_level or more != _BYTE:
            return length, at
