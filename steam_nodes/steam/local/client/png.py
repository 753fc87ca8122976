"""Pictures for icons: a PNG file of 8 bits becomes rows of RGBA.

Rules: zlib is all it needs. Grey, RGB, palette and both kinds with alpha are read, not interlaced, up to 256 pixels a side as Steam's own
icons are; anything else raises PNGError with what is wrong. Nothing in a file can make it use more memory than such a picture has. A
picture is read row by row, so that whoever has little time may read on later.
"""

from __future__ import annotations

import zlib
from itertools import accumulate
from typing import TYPE_CHECKING, Final, TypeAlias

from steam_nodes.object.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

Picture: TypeAlias = tuple[int, int, bytes]

SIDE: Final = 256
MOST_BYTES: Final = 1 << 20
"""How long the file of an icon may be."""
_PIECES: Final = 1000
_MAGIC: Final = b"\x89PNG\r\n\x1a\n"
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_BITS: Final = 8
_HEADER: Final = 13
_TONES: Final = 256
_RGB, _PALETTE, _GREY_ALPHA, _RGBA = 2, 3, 4, 6
_NONE, _SUB, _UP, _AVERAGE, _PAETH = range(5)


class PNGError(ValueError):
    """A file that is no picture this can read; the message says why."""

    def __init__(self, text: str) -> None:
        """Make the text one line."""
        super().__init__(plain(text))


def read_png(data: bytes) -> Picture:
    """Read a picture.

    Args:
        data: The whole file.

    Returns:
        (width, height, the pixels as RGBA, row by row from the top).

    Raises:
        PNGError: It is no PNG, damaged, or of a kind that is not read.
    """
    reading = reading_png(data)
    while True:
        try:
            next(reading)
        except StopIteration as end:
            picture: Picture = end.value
            return picture


def reading_png(data: bytes) -> Generator[int, None, Picture]:
    """Read a picture as `read_png` does, but stop after each row to say how many bytes it had.

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
    step = _CHANNELS[color]
    stride = width * step
    raw = _inflate(b"".join(packed), height * (1 + stride))
    pixels = bytearray()
    above = bytes(stride)
    for start in range(0, len(raw), 1 + stride):
        above = _unfilter(raw[start], raw[start + 1 : start + 1 + stride], above, step)
        pixels += _to_rgba(above, color, palette, alpha)
        yield stride
    return width, height, bytes(pixels)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Go through the pieces of a file up to its end."""
    if not data.startswith(_MAGIC):
        message = "it is no PNG file"
        raise PNGError(message)
    at = len(_MAGIC)
    for _ in range(_PIECES):
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
    message = f"it has more than {_PIECES} pieces"
    raise PNGError(message)


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


def _unfilter(kind: int, row: bytes, above: bytes, step: int) -> bytes:
    """Undo what was done to a row to pack it better."""
    if kind == _NONE:
        return row
    if kind == _UP:
        return _add(row, above)
    if kind > _PAETH:
        message = f"a row has the filter {kind}, and there are 0 to 4"
        raise PNGError(message)
    pixels = bytearray(len(row))
    for channel in range(step):
        line, over = row[channel::step], above[channel::step]
        if kind == _SUB:
            pixels[channel::step] = bytes([total & 0xFF for total in accumulate(line)])
        else:
            pixels[channel::step] = (_average if kind == _AVERAGE else _paeth)(line, over)
    return bytes(pixels)


def _add(row: bytes, above: bytes) -> bytes:
    """Add two rows byte by byte, all at once: the upper bits of the bytes apart, so that nothing is carried from one to the next."""
    low, high = (int.from_bytes(bits * len(row), "little") for bits in (b"\x7f", b"\x80"))
    one, two = int.from_bytes(row, "little"), int.from_bytes(above, "little")
    return (((one & low) + (two & low)) ^ ((one ^ two) & high)).to_bytes(len(row), "little")


def _average(line: bytes, over: bytes) -> bytearray:
    """Add to each byte of a channel the mean of the pixel to its left and the one above."""
    pixels = bytearray()
    left = 0
    for byte, up in zip(line, over, strict=True):
        left = byte + (left + up) // 2 & 0xFF
        pixels.append(left)
    return pixels


def _paeth(line: bytes, over: bytes) -> bytearray:
    """Add to each byte of a channel the neighbour that is nearest to left + up - corner."""
    pixels = bytearray()
    left = corner = 0
    for byte, up in zip(line, over, strict=True):
        down, along = up - corner, left - corner
        far_left, far_up, far_corner = abs(down), abs(along), abs(down + along)
        if not (far_left <= far_up and far_left <= far_corner):
            left = up if far_up <= far_corner else corner
        left = byte + left & 0xFF
        corner = up
        pixels.append(left)
    return pixels


def _to_rgba(row: bytes, color: int, palette: bytes, alpha: bytes) -> bytes:
    """Return a row with four bytes to a pixel."""
    if color == _RGBA:
        return row
    step = _CHANNELS[color]
    pixels = bytearray(b"\xff") * (len(row) // step * 4)
    if color == _PALETTE:
        if max(row) * 3 + 3 > len(palette):
            message = "a pixel has a colour that is not in its palette"
            raise PNGError(message)
        tones = [row.translate(palette[tone : 3 * _TONES : 3].ljust(_TONES, b"\0")) for tone in range(3)]
        pixels[3::4] = row.translate(alpha[:_TONES].ljust(_TONES, b"\xff"))
    elif color == _RGB:
        tones = [row[tone::3] for tone in range(3)]
        clear = alpha[1::2]
        for at in range(len(row) // 3) if clear else ():
            if row[3 * at : 3 * at + 3] == clear:
                pixels[4 * at + 3] = 0
    else:
        tones = [row[::step]] * 3
        if color == _GREY_ALPHA:
            pixels[3::4] = row[1::2]
        elif len(alpha) > 1:
            pixels[3::4] = row.translate(bytes(0 if tone == alpha[1] else 0xFF for tone in range(_TONES)))
    pixels[0::4], pixels[1::4], pixels[2::4] = tones
    return bytes(pixels)
