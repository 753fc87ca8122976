"""The laws that hold for any bytes: a schema, a recording, an icon and a packet are taken or refused by name, within a second and 100 MB.

Rules: good files are spoiled by a seeded chance, so that a failure can be had again by its number. A few hundred of each by default,
20,000 with --long.
"""

from __future__ import annotations

import logging
import random
import time
import tomllib
import tracemalloc
from typing import TYPE_CHECKING, Any, Final

import pytest

from steam_nodes.steam.local.client.png import PNGError, read_png
from steam_nodes.steam.recording.format import CALLS
from steam_nodes.steam.recording.record import RecordingError, ReplayDivergedError, replay
from steam_nodes.steam.schema.entries import SchemaError
from steam_nodes.steam.schema.schema import Schema
from tests.support.bounds import MEGABYTES, SECONDS, alarm, is_quick, megabytes
from tests.support.client_world import TEXT, chunk, png
from tests.support.recorded_world import IDS, Scripted, made, run
from tests.support.stats_world import PLAYER, stepped
from tests.support.stepping import frame
from tests.test_schema import FULL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHORT: Final = 200
LONG: Final = 20_000
# What the readers look for, so that chance comes further than the first byte.
WORDS: Final[dict[str, list[bytes]]] = {
    "schema": [
        *b"[ ] { } . , = # ' \" ''' \"\"\" [[ ]] \\ \\u \\UFFFFFFFF \\ud800 0x 0b 1e999 nan inf -0 1_0 2020-01-01 00:00:00".split(b" "),
        *b"stats achievements players official_servers window progress icon friends min max default AVGRATE FLOAT".split(),
        *(
            b"\n",
            b"\r\n",
            b"\r",
            b"\t",
            b"\0",
            b"\xff",
            b"\xc3",
            b"\xef\xbb\xbf",
            b"9" * 400,
            b"9" * 5000,
            b"a." * 300,
            b"[" * 300,
            b"{a=" * 99,
        ),
    ],
    "recording": [
        *b'call poll frame why record close # -> raises null true NaN Infinity [] {} [ { " , : \\ \\ud800 0 -1 1e999 1.5'.split(),
        *(name.encode() for name in CALLS),
        *(
            b"9" * 400,
            b"9" * 5000,
            b"[" * 3000,
            b'{"hex": "0x',
            b"packet 1 of 9999999 bytes",
            b"ticket 2 of 9999999 bytes",
            b"\n",
            b"\r",
            b"\xff",
        ),
        *b"OSError UnicodeDecodeError ExceptionGroup SystemExit __import__ StatsReceived ServersDisconnected steam_id OK".split(),
    ],
    "icon": [
        *(b"IHDR", b"IDAT", b"PLTE", b"tRNS", b"IEND", b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x78\x9c"),
        *(chunk(b"tRNS", b"\0\1"), chunk(b"PLTE", b"abc"), chunk(b"IDAT", b""), chunk(b"IHDR", bytes(13)), chunk(b"IEND", b"")),
    ],
    "packet": [b"\xff\xff\xff\xff", b"\0", b"TSource Engine Query\0", b"\xf0\0\0\0", b"\r\n", b"\x1b[2J"],
}


def spoiled(chance: random.Random, data: bytes, words: list[bytes]) -> bytes:
    """Return bytes with a few things done to them that spoil files."""
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(spoilt))
        end = min(len(spoilt), at + chance.choice((1, 2, 4, 16, 200)))
        deed = chance.randrange(7)
        if deed == 0 and spoilt:
            spoilt[at % len(spoilt)] ^= 1 << chance.randrange(8)
        elif deed == 1:
            del spoilt[at:end]
        elif deed == 2:
            del spoilt[at:]
        elif deed == 3:
            spoilt[at:end] = spoilt[at:end] * chance.choice((2, 3, 50))
        elif deed == 4:
            spoilt[at:at] = chance.choice(words) * chance.choice((1, 1, 1, 2, 100))
        elif deed == 5:
            spoilt[at:end] = chance.choice(words)
        else:
            spoilt[at:at] = chance.randbytes(end - at)
    return bytes(spoilt)


def nested(depth: int) -> Any:
    """Return a list in a list, and so on."""
    deep: Any = 1
    for _ in range(depth):
        deep = [deep]
    return deep


VALUES: Final[tuple[Any, ...]] = (
    *(None, True, 0, -1, 480, 2**31, 10**400, 10**5000, -(10**5000), 1.5, -1.0, 1e39, float("nan"), float("inf")),
    *("", "INT", "AVGRATE", "GS", "kills", "\ud800", "a\0b", "9" * 5000, "1.2.3.4-", "1.2.3.4/" + "9" * 5000, b"x", object()),
    *([], {}, [[]], {"a": 1}, [10**5000], [None], nested(5000), (nested(5000),), {"stat": 10**5000}, {"stat": "NumGames", "max": 10**400}),
)
KEYS: Final[tuple[Any, ...]] = (
    None,
    True,
    1,
    10**5000,
    "",
    "k" * 5000,
    "9" * 5000,
    "\ud800",
    "a\0b",
    str(PLAYER),
    ("a",),
    b"app_id",
    "window",
    "icon",
)


def altered(chance: random.Random, value: Any) -> Any:
    """Return a copy of a document in which some values and keys are others."""
    if chance.random() < 0.02:
        return chance.choice(VALUES)
    if isinstance(value, dict):
        return {chance.choice(KEYS) if chance.random() < 0.01 else key: altered(chance, part) for key, part in value.items()}
    return [altered(chance, part) for part in value] if isinstance(value, list) else value


def fuzz(
    count: int, give: Callable[[random.Random], bytes | Any], take: Callable[[Any], object], named: tuple[type[Exception], ...]
) -> None:
    """Give so many things and see that each is taken, or refused by a named error with its remedy, within the bounds.

    What takes long under tracemalloc, or as it is busy elsewhere, is measured once more without.
    """

    def attempt() -> None:
        try:
            take(thing)
        except named as refusal:
            said = str(refusal)
            assert len(said) < 2000, said[:2000]

    logging.disable()
    tracemalloc.start()
    try:
        for number in range(count):
            thing = give(random.Random(number))
            start = time.process_time()
            with alarm():
                assert megabytes(attempt) < MEGABYTES, f"number {number}"
            if time.process_time() - start >= SECONDS:
                tracemalloc.stop()
                assert is_quick(attempt), f"number {number}"
                tracemalloc.start()
    finally:
        tracemalloc.stop()
        logging.disable(logging.NOTSET)


@pytest.fixture
def count(*, long: bool) -> int:
    """Return how many of each are given."""
    return LONG if long else SHORT


def test_any_text_is_a_schema_or_a_schema_error(tmp_path: Path, count: int) -> None:
    """A spoiled TOML file is read or refused."""
    path = tmp_path / "game.toml"

    def take(data: bytes) -> None:
        path.write_bytes(data)
        try:
            Schema.load(path)
        except SchemaError as refusal:
            assert str(refusal).startswith(f"{path}: ")  # noqa: PT017 - a refusal is one of two things that may come
            assert "; " in str(refusal)  # noqa: PT017 - the same

    fuzz(count, lambda chance: spoiled(chance, chance.choice((FULL, TEXT)).encode(), WORDS["schema"]), take, ())


def test_any_mapping_is_a_schema_or_a_schema_error(count: int) -> None:
    """Whatever a program hands over in place of a document is read or refused."""
    goods = [tomllib.loads(text) for text in (FULL, TEXT)]
    fuzz(count, lambda chance: altered(chance, chance.choice(goods)), Schema.of, (SchemaError,))


def test_any_file_is_a_recording_or_a_recording_error(tmp_path: Path, count: int) -> None:
    """A spoiled recording is refused, or played: then each call is answered, raises as recorded, or diverges."""
    with made(tmp_path / "good.rec", Scripted()) as (file, recorder):
        run(recorder, Scripted.STEPS)
    good = file.read_bytes()
    path = tmp_path / "a.rec"

    def take(data: bytes) -> None:
        path.write_bytes(data)
        try:
            player: Any = replay(path)
        except RecordingError as refusal:
            assert str(refusal).startswith(f"{path}:")  # noqa: PT017 - a refusal is one of two things that may come
            assert "; " in str(refusal)  # noqa: PT017 - the same
            return
        assert all(isinstance(ticket, bytes) for ticket in player.tickets)
        assert all(isinstance(player_id, int) for player_id in player.players)
        for step in player._steps[:20]:
            assert len(step.shown) < 1_000_000
        for step in Scripted.STEPS:
            try:
                run(player, [step])
            except ReplayDivergedError as difference:
                assert str(difference).startswith(f"{path}:")  # noqa: PT017 - the same
                break

    fuzz(count, lambda chance: spoiled(chance, good, WORDS["recording"]), take, ())


def resealed(data: bytes) -> bytes:
    """Return a spoiled PNG file with the right checksum of each piece that is whole, so that more is looked at than the first."""
    made, at = bytearray(data[:8]), 8
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        made += chunk(data[at + 4 : at + 8], data[at + 8 : at + 8 + size])
        at += 12 + size
    return bytes(made + data[at:])


def test_any_bytes_are_an_icon_or_a_png_error(count: int) -> None:
    """A spoiled picture, with its checksums put right or not, has all its pixels or is refused."""
    rows = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
    goods = [
        png(
            9,
            7,
            b"".join(bytes((row % 5, *range(9 * step))) for row in range(7)),
            color,
            chunk(b"PLTE", bytes(768)) + chunk(b"tRNS", bytes(6)),
        )
        for color, step in rows.items()
    ]
    goods.append(png(256, 256, (b"\4" + bytes(range(256)) * 4) * 256))

    def give(chance: random.Random) -> bytes:
        data = spoiled(chance, goods[-1] if chance.random() < 0.02 else chance.choice(goods[:-1]), WORDS["icon"])
        return resealed(data) if chance.random() < 0.7 else data

    def take(data: bytes) -> None:
        width, height, pixels = read_png(data)
        assert len(pixels) == width * height * 4

    fuzz(count, give, take, (PNGError,))


def test_any_packet_and_any_ticket_is_taken_or_refused(count: int) -> None:
    """What comes from the net, any bytes with any numbers beside them, never raises, and never piles up beyond the bound."""
    steam = stepped()
    steam.server_init("0.0.0.0", 27015, 27016, 3, "1.0.0.0")
    steam.log_on_anonymous()
    frame(steam, 1.0)
    assert steam.logged_on()
    ticket = steam.issue_ticket(PLAYER)
    numbers = [*IDS, PLAYER, PLAYER, 0, 1, -1, 27015, 0xFFFF, 0xFFFF_FFFF, 2**64, 10**5000]

    def give(chance: random.Random) -> tuple[bytes, list[int]]:
        good = chance.choice((ticket, b"\xff\xff\xff\xffTSource Engine Query\0", b"\xff\xff\xff\xff" + bytes(60_000)))
        return spoiled(chance, good, WORDS["packet"]), chance.choices(numbers, k=4)

    def take(thing: tuple[bytes, list[int]]) -> None:
        data, (ip, port, steam_id, handle) = thing
        assert steam.handle_incoming_packet(data, ip, port) == (
            data.startswith(b"\xff\xff\xff\xff") and len(data) <= 65507 and 0 <= ip <= 0xFFFF_FFFF and 1 <= port <= 0xFFFF
        )
        if steam.begin_auth_session(data, steam_id) == 0:
            assert data == ticket
        steam.user_has_license_for_app(steam_id, handle)
        steam.request_user_group_status(steam_id, handle)
        steam.associate_with_clan(steam_id)
        steam.cancel_auth_ticket(handle)
        steam.end_auth_session(steam_id)
        frame(steam)

    fuzz(count, give, take, ())
    assert sum(len(packet) for packet, _, _ in steam.packets) < MEGABYTES * 1e6
    steam.close()
