"""The laws of the PNG reader: what was packed comes out, whatever the kind and the filters, and what is broken says how.

Rules: pictures are packed here by the definition of the format, so the reader is compared with its inverse.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steam_nodes.steam.local.client.png import PNGError, read_png
from tests.support.client_world import chunk, plain, png

CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def guess(kind: int, left: int, up: int, corner: int) -> int:
    """Return what a filter subtracts from a byte."""
    if kind == 4:
        around = (left, up, corner)
        return min(around, key=lambda near: (abs(left + up - corner - near), around.index(near)))
    return (0, left, up, (left + up) // 2)[kind]


def packed(rows: list[bytes], filters: list[int], step: int) -> bytes:
    """Filter rows."""
    raw = bytearray()
    above = bytes(len(rows[0]))
    for row, kind in zip(rows, filters, strict=True):
        raw.append(kind)
        for at, byte in enumerate(row):
            left, corner = (row[at - step], above[at - step]) if at >= step else (0, 0)
            raw.append(byte - guess(kind, left, above[at], corner) & 0xFF)
        above = row
    return bytes(raw)


def shown(row: bytes, color: int, palette: bytes) -> bytes:
    """Return a row as RGBA."""
    step = CHANNELS[color]
    dots = [row[at : at + step] for at in range(0, len(row), step)]
    looks = {
        0: lambda dot: dot * 3 + b"\xff",
        2: lambda dot: dot + b"\xff",
        3: lambda dot: palette[3 * dot[0] : 3 * dot[0] + 3] + b"\xff",
        4: lambda dot: dot[:1] * 3 + dot[1:],
        6: lambda dot: dot,
    }
    return b"".join(map(looks[color], dots))


@given(st.data(), st.sampled_from(sorted(CHANNELS)), st.integers(1, 6), st.integers(1, 6))
def test_what_was_packed_comes_out(data: st.DataObject, color: int, width: int, height: int) -> None:
    """Every kind of colour and every filter of a row gives back the pixels."""
    size = width * CHANNELS[color]
    rows = data.draw(st.lists(st.binary(min_size=size, max_size=size), min_size=height, max_size=height))
    filters = data.draw(st.lists(st.integers(0, 4), min_size=height, max_size=height))
    palette = bytes(range(256)) * 3
    file = png(width, height, packed(rows, filters, CHANNELS[color]), color, chunk(b"PLTE", palette) if color == 3 else b"")
    assert read_png(file) == (width, height, b"".join(shown(row, color, palette) for row in rows))


@pytest.mark.parametrize(
    ("color", "extra", "row", "rgba"),
    [
        (0, chunk(b"tRNS", b"\x00\x07"), b"\x07\x08", b"\x07\x07\x07\x00\x08\x08\x08\xff"),
        (2, chunk(b"tRNS", b"\x00\x01\x00\x02\x00\x03"), b"\x01\x02\x03\x03\x02\x01", b"\x01\x02\x03\x00\x03\x02\x01\xff"),
        (3, chunk(b"PLTE", b"abcdef") + chunk(b"tRNS", b"\x80"), b"\x00\x01", b"abc\x80def\xff"),
    ],
    ids=["grey", "RGB", "palette"],
)
def test_a_colour_that_is_clear_is_clear(color: int, extra: bytes, row: bytes, rgba: bytes) -> None:
    """The transparency of pictures without alpha is read."""
    assert read_png(png(2, 1, b"\0" + row, color, extra)) == (2, 1, rgba)


GOOD = plain(2, 2, b"\x01\x02\x03\x04")


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"", "no PNG"),
        (b"GIF89a", "no PNG"),
        (GOOD[:40], "cut off"),
        (GOOD[:-6], "cut off"),
        (GOOD[:45] + bytes((GOOD[45] ^ 1,)) + GOOD[46:], "damaged"),
        (GOOD[:8] + chunk(b"IEND", b""), "no header"),
        (png(0, 1, b""), "0 x 1 pixels"),
        (png(5000, 1, b""), "5000 x 1 pixels"),
        (png(1, 1, b"\0\0\0", 0, bits=16), "16 bits of kind 0"),
        (png(1, 1, b"\0\0", 1), "kind 1"),
        (png(1, 1, b"\0\0\0\0\0", interlaced=1), "interlaced"),
        (png(2, 2, b"\0\1\2\3\4"), "not as many"),
        (png(1, 1, b"\0" * 100_000), "not as many"),
        (png(1, 1, b"\5\0\0\0\0"), "filter 5"),
        (png(1, 1, b"\0\1", 3, chunk(b"PLTE", b"abc")), "palette"),
        (GOOD.replace(chunk(b"IEND", b""), b"").replace(b"IDAT", b"IDOT"), "damaged"),
    ],
)
def test_what_is_no_such_picture_says_why(file: bytes, words: str) -> None:
    """Each way to be broken has its own sentence, and none gets further."""
    with pytest.raises(PNGError, match=words):
        read_png(file)


@given(st.integers(8, len(GOOD) - 1), st.integers(0, 255))
def test_a_damaged_byte_is_noticed(at: int, byte: int) -> None:
    """No byte behind the head of a file can change without being noticed."""
    broken = GOOD[:at] + bytes((byte,)) + GOOD[at + 1 :]
    if broken == GOOD:
        assert read_png(broken)[:2] == (2, 2)
    else:
        with pytest.raises(PNGError):
            read_png(broken)
