"""Pictures for icons: a PNG file of 8 bits becomes rows of RGBA.

Rules: zlib is all it needs. Grey, RGB, palette and both kinds with alpha are read, not interlaced, up to 4096 pixels a side; anything
else raises PNGError with what is wrong. Nothing in a file can make it use more memory than such a picture has.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from steam_nodes.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

SIDE: Final = 4096
_MAGIC: Final = b"\x89PNG\r\n\x1a\n"
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_BITS: Final = 8
_HEADER: Final = 13
_GREY, _RGB, _PALETTE, _GREY_ALPHA = 0, 2, 3, 4
_NONE, _SUB, _UP, _AVERAGE, _PAETH = range(5)


class PNGError(ValueError):
    """A file that is no picture this can read; the message says why."""

    def __init__(self, text: str) -> None:
        """Make the text one line."""
        super().__init__(plain(text))


def read_png(data: bytes) -> tuple[int, int, bytes]:
    """Read a picture.

    Args:
        data: The whole file.

    Returns:
        (width, height, the pixels as RGBA, row by row from the top).

    Raises:
        PNGError: It is no PNG, damaged, or of a kind that is not read.
    """
    header, palette, alpha, packed = b"", b"", b"", []
    for kind, body in _chunks(data):
        if kind == b"IHDR":
            header = body
        elif kind == b"PLTE":
            palette = body
        elif kind == b"tRNS":
            alpha = body
        elif kind == b"IDAT":
            packed.append(body)
    width, height, color = _look(header)
    channels = _CHANNELS[color]
    raw = _inflate(b"".join(packed), height * (1 + width * channels))
    pixels = _unfilter(raw, width * channels, channels)
    return width, height, _to_rgba(bytes(pixels), color, palette, alpha)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Go through the pieces of a file up to its end."""
    if not data.startswith(_MAGIC):
        message = "it is no PNG file"
        raise PNGError(message)
    at = len(_MAGIC)
    while True:
        size = int.from_bytes(data[at : at + 4], "big")
        kind, body, check = data[at + 4 : at + 8], data[at + 8 : at + 8 + size], data[at + 8 + size : at + 12 + size]
        if len(check) < 4:  # noqa: PLR2004 - the size of a checksum
            message = "it is cut off"
            raise PNGError(message)
        if zlib.crc32(kind + body) != int.from_bytes(check, "big"):
            message = f"its piece {kind.decode('ascii', 'replace')} is damaged"
            raise PNGError(message)
        if kind == b"IEND":
            return
        yield kind, body
        at += 12 + size


def _look(header: bytes) -> tuple[int, int, int]:
    """Return (width, height, kind of colour)."""
    if len(header) != _HEADER:
        message = "it has no header"
        raise PNGError(message)
    width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
    bits, color, interlaced = header[8], header[9], header[12]
    if not (1 <= width <= SIDE and 1 <= height <= SIDE):
        message = f"it is {width} x {height} pixels, and a side has 1 to {SIDE}"
        raise PNGError(message)
    if bits != _BITS or color not in _CHANNELS:
        message = f"it has {bits} bits of kind {color}, not 8 bits of grey, RGB, palette or alpha"
        raise PNGError(message)
    if interlaced:
        message = "it is interlaced"
        raise PNGError(message)
    return width, height, color


def _inflate(packed: bytes, size: int) -> bytes:
    """Unpack exactly so many bytes."""
    try:
        raw = zlib.decompressobj().decompress(packed, size + 1)
    except zlib.error as error:
        message = f"its pixels are damaged ({error})"
        raise PNGError(message) from error
    if len(raw) != size:
        message = "its pixels are damaged (there are not as many as its size says)"
        raise PNGError(message)
    return raw


def _unfilter(raw: bytes, stride: int, step: int) -> bytearray:
    """Undo what was done to each row to pack it better."""
    pixels = bytearray()
    above = bytearray(stride)
    for start in range(0, len(raw), stride + 1):
        kind, row = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
        if kind > _PAETH:
            message = f"a row has the filter {kind}, and there are 0 to 4"
            raise PNGError(message)
        for at in range(stride) if kind != _NONE else ():
            left = row[at - step] if at >= step else 0
            if kind == _SUB:
                guess = left
            elif kind == _UP:
                guess = above[at]
            elif kind == _AVERAGE:
                guess = (left + above[at]) // 2
            else:
                guess = _paeth(left, above[at], above[at - step] if at >= step else 0)
            row[at] = row[at] + guess & 0xFF
        pixels += row
        above = row
    return pixels


def _paeth(left: int, up: int, corner: int) -> int:
    """Return the neighbour that is nearest to left + up - corner."""
    guess = left + up - corner
    far = abs(guess - left), abs(guess - up), abs(guess - corner)
    return (left, up, corner)[far.index(min(far))]


def _to_rgba(pixels: bytes, color: int, palette: bytes, alpha: bytes) -> bytes:
    """Return the pixels with four bytes each."""
    if color == _PALETTE:
        if max(pixels) * 3 + 3 > len(palette):
            message = "a pixel has a colour that is not in its palette"
            raise PNGError(message)
        colors = [palette[3 * index : 3 * index + 3] + alpha[index : index + 1].ljust(1, b"\xff") for index in range(len(palette) // 3)]
        return b"".join(map(colors.__getitem__, pixels))
    if color == _GREY:
        clear = alpha[1:2]
        tones = [bytes((tone, tone, tone, 0 if clear == bytes((tone,)) else 255)) for tone in range(256)]
        return b"".join(map(tones.__getitem__, pixels))
    if color == _GREY_ALPHA:
        return b"".join(pixels[at : at + 1] * 3 + pixels[at + 1 : at + 2] for at in range(0, len(pixels), 2))
    if color == _RGB:
        clear = alpha[1::2]
        dots = (pixels[at : at + 3] for at in range(0, len(pixels), 3))
        return b"".join(dot + (b"\0" if dot == clear else b"\xff") for dot in dots)
    return pixels
