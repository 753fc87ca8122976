"""The laws of files that are no schema, recording, icon or store: refused by name with the remedy, within a second and 100 MB.

Rules: each table holds what may stand in a file or in its place, and the words of the refusal that say where and what. bounds.py
measures; nothing is waited for, whatever it is.
"""

from __future__ import annotations

import logging
import os
import stat
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import pytest

from steam_nodes.object.plain_text import plain
from steam_nodes.steam.files import UnreadableError, read_file
from steam_nodes.steam.local import LocalSteam, StoreError
from steam_nodes.steam.local.client.png import PNGError, read_png
from steam_nodes.steam.native.library import Library, find
from steam_nodes.steam.native.library_faults import SteamInitError
from steam_nodes.steam.recording.format import MOST_BYTES as MOST_OF_A_RECORDING
from steam_nodes.steam.recording.record import RecordingError, ReplayDivergedError, record, replay
from steam_nodes.steam.schema.entries import MOST_BYTES as MOST_OF_A_SCHEMA
from steam_nodes.steam.schema.entries import SchemaError
from steam_nodes.steam.schema.schema import Schema
from tests.support.bounds import alarm, assert_cheap
from tests.support.client_world import chunk, png, two_sides
from tests.support.recorded_world import Scripted
from tests.support.stats_world import PLAYER, SCHEMA, stepped
from tests.support.stepping import answers, frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD: Final = "steam_nodes recording 1\n"
APP: Final = "app_id = 480\n"


def special(kind: int) -> Callable[[Path], str]:
    """Return what makes a node of this kind in a folder."""

    def make(folder: Path) -> str:
        os.mknod(folder / "special", kind | 0o600)
        return str(folder / "special")

    return make


def written(folder: Path, data: bytes, size: int = 0) -> str:
    """Make a file of these bytes, and zeros behind them up to a size, which take no room on the disk."""
    with (folder / "written").open("wb") as file:
        file.write(data)
        file.truncate(max(size, len(data)))
    return str(folder / "written")


def loop(folder: Path) -> str:
    """Make a link to itself."""
    (folder / "loop").symlink_to("loop")
    return str(folder / "loop")


PLACES: Final[dict[str, tuple[Callable[[Path], str], str]]] = {
    "a pipe": (special(stat.S_IFIFO), "it is a pipe, not a regular file"),
    "a socket": (special(stat.S_IFSOCK), "it is a socket, not a regular file"),
    "an endless device": (lambda _: "/dev/zero", "it is a device, not a regular file"),
    "a folder": (str, "it is a folder"),
    "a link to itself": (loop, "symbolic link"),
    "NUL in the name": (lambda folder: f"{folder}/a\0b", "no file can have this name"),
    "half a letter in the name": (lambda folder: f"{folder}/\ud800", "no file can have this name"),
    "a name of 5,000 letters": (lambda folder: str(folder / ("n" * 5000)), "name too long"),
}
MISSING: Final[dict[str, tuple[Callable[[Path], str], str]]] = {
    "nothing": (lambda folder: str(folder / "nothing"), "No such file"),
    "below a file": (lambda folder: f"{written(folder, b'')}/a", "Not a directory"),
    "a terabyte": (lambda folder: written(folder, b"", 1 << 40), "it has more than"),
}


def refused(kind: type[Exception], act: Callable[[], object], *words: str, traced: bool = True) -> None:
    """Assert that something is refused cheaply, by an error that has these words and is no longer than anyone reads."""

    def work() -> None:
        with pytest.raises(kind) as caught:
            act()
        said = str(caught.value)
        # A sentence shows every name as plain text, and of a very long one its beginning.
        assert all(plain(word)[:500].lower() in said.lower() for word in words), said
        assert len(said) < 1000 + 2 * len(words[0])

    assert_cheap(work, traced=traced)


@pytest.mark.parametrize("name", [*PLACES, *MISSING])
def test_what_is_no_readable_file_is_refused_wherever_a_file_is_read(tmp_path: Path, name: str) -> None:
    """A schema, a recording and an icon's file each refuse it by name, and nothing waits for it or reads it without end."""
    make, words = (PLACES | MISSING)[name]
    path = make(tmp_path)
    refused(SchemaError, lambda: Schema.load(path), path, words, "; give the path of a TOML file in UTF-8")
    refused(RecordingError, lambda: replay(path), path, words, "; pass the path that record() was given")
    refused(UnreadableError, lambda: read_file(path, 1000), words)


@pytest.mark.parametrize("name", PLACES)
def test_what_is_no_file_is_no_store_and_no_library(tmp_path: Path, name: str) -> None:
    """A store there is a StoreError with the remedy, and Steam's library a SteamInitError; neither waits."""
    make, words = PLACES[name]
    path = make(tmp_path)
    refused(StoreError, lambda: LocalSteam(SCHEMA, path), path, "the store cannot be opened", words, "; give ")
    if name != "a folder":  # What is said of one is a law of test_native.py.
        refused(SteamInitError, lambda: Library(find(path)), path, words, "from the Steamworks SDK")


@pytest.mark.parametrize("name", ["a pipe", "an endless device", "NUL in the name", "half a letter in the name"])
def test_a_recording_is_made_in_no_such_place(tmp_path: Path, name: str) -> None:
    """Where no file can be made, RecordingError says so before anything is recorded."""
    path = PLACES[name][0](tmp_path)
    refused(RecordingError, lambda: record(Scripted(), path), path, "; ")


def test_a_log_that_is_a_pipe_holds_no_store_up(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """stats_log.txt is given up with one warning, and the store goes on."""
    (tmp_path / "logs").mkdir()
    os.mkfifo(tmp_path / "logs" / "stats_log.txt")
    steam = stepped(store=tmp_path / "players.db")
    with alarm():
        steam.request_user_stats(PLAYER)
        assert [type(record).__name__ for record in answers(steam, 1)] == ["StatsReceived"]
        steam.close()
    assert "stats_log.txt cannot be written (it is a pipe, not a regular file); it is tried again with the next lines" in caplog.text


WORST: Final = MOST_OF_A_SCHEMA - 100
LONG: Final = "abcdefghij" * 12
SCHEMAS: Final[dict[str, tuple[str, str, str]]] = {
    "an int of 5,000 digits": (APP + '[stats.a]\ntype = "INT"\nmax = ' + "9" * 5000, "line 4", "write a shorter one"),
    "hexadecimal": (APP + '[stats.a]\ntype = "INT"\nmax = 0x' + "f" * 5000, "[stats.a]: max is an int of 20000 bits", "a whole number"),
    "an app of 5,000 digits": ("app_id = 0x" + "f" * 5000, "app_id is an int of 20000 bits", "whole number from 1"),
    "a window of 400 digits": (
        APP + '[stats.a]\ntype = "AVGRATE"\nwindow = ' + "9" * 400,
        "[stats.a]: window is",
        "write a number above 0",
    ),
    "a float of 400 digits": (APP + '[stats.a]\ntype = "FLOAT"\nmax = ' + "9" * 400, "[stats.a]: max is an int of", "write a number from"),
    "a player of 100 digits": (APP + f"[players.{'9' * 100}]", "is not a player's account", "64-bit Steam ID"),
    "a friend of 900 digits": (APP + f"[players.76561197960287931]\nfriends = [{'9' * 900}]", "friends holds an int of", "64-bit Steam ID"),
    "bits of 5,000 digits": (APP + f'official_servers = ["1.2.3.4/{"9" * 5000}"]', "official_servers holds", "number of bits"),
    "an address of 9,999 letters": (APP + f'official_servers = ["{"1" * 9999}"]', "official_servers holds", "four numbers"),
    "arrays 10,000 deep": (APP + "name = " + "[" * 10000, "line 2 has more than 16 brackets", "a list holds"),
    "tables 10,000 deep": (APP + "name = " + "{a=" * 10000, "line 2 has more than 16 brackets", "a list holds"),
    "arrays 200 deep": (APP + "official_servers = " + "[" * 200 + "]" * 200, "official_servers holds a list", "in quotes"),
    "50,000 dotted keys": (APP + ".".join("a" * 50000) + " = 1", "line 2 has a key of more than 16 parts", "[stats.NAME]"),
    "50,000 dots between spaces": (APP + " \t. ".join(["'a'"] * 50000) + " = 1", "line 2 has a key of more than 16 parts", "[stats.NAME]"),
    "a table of 50,000 parts": (APP + '\n["' + '"."'.join("a" * 50000) + '"]\nb = 1', "line 3 has a key of more than 16", "[stats.NAME]"),
    "a key of 100,000 letters": (APP + "k" * 100000 + " = 1", "is not a key of this table", "the keys are"),
    "a name of 100,000 letters": (APP + f"[stats.{'k' * 100000}]", "this one has 100000", "another API Name"),
    "a key twice, of 100,000 letters": (APP + f"name = {{{'k' * 100000} = 1, {'k' * 100000} = 2}}", "not valid TOML", "written once"),
    "text without an end": (APP + 'name = """' + '\\"' * 100000, "not valid TOML", "text stands in quotes"),
    "a list of ones": (APP + "official_servers = [" + "1," * (WORST // 2) + "]", "official_servers holds 1", "in quotes"),
    "a list of tables": (APP + "official_servers = [" + "{}," * (WORST // 3) + "]", "official_servers holds a table", "in quotes"),
    "keys and keys": (APP + "".join(f"k{number:x} = 1\n" for number in range(WORST // 10)), "k0 is not a key", "the keys are"),
    "tables and tables": (APP + "[[stats]]\n" * (WORST // 10), "stats is a list", "[stats.NAME]"),
    "one name like 3,500": (
        APP
        + "".join(f'[stats.{number:05}{LONG[:110]}]\ntype = "INT"\n' for number in range(3500))
        + f'[achievements.A]\nprogress = {{ stat = "{LONG[::-1][:115]}", max = 1 }}',
        "is not a stat of this schema",
        "name one of",
    ),
    "too long": (APP + "#" * MOST_OF_A_SCHEMA, "it has more than 524288 bytes", "give the path of a TOML file"),
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_what_is_no_schema_is_refused(tmp_path: Path, name: str, *, long: bool) -> None:
    """Only SchemaError, with the file, the line or the key, and what to write; the memory of the largest is measured in the long form."""
    text, place, remedy = SCHEMAS[name]
    path = written(tmp_path, text.encode())
    traced = long or len(text) < MOST_OF_A_SCHEMA // 2 or len(text) > MOST_OF_A_SCHEMA
    refused(SchemaError, lambda: Schema.load(path), f"{path}: ", place, remedy, traced=traced)


def test_a_text_is_bounded_as_its_file_is() -> None:
    """What `parse` is given may come from anywhere too."""
    refused(SchemaError, lambda: Schema.parse(" " * (MOST_OF_A_SCHEMA + 1)), "schema: it has 524289 characters; a schema has at most")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'app_id = 480\nname = "\xe9"\n', "line 2 has the byte E9, which is not UTF-8 there"),
        ("app_id = 480\n".encode("utf-16"), "line 1 has the byte FF, which is not UTF-8 there"),
        (b"\0" * 100, "not valid TOML"),
        (b"\x89PNG\r\n\x1a\n", "line 1 has the byte 89"),
    ],
)
def test_a_schema_that_is_no_text_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    """The line of the first byte that is not UTF-8 is named."""
    path = written(tmp_path, data)
    refused(SchemaError, lambda: Schema.load(path), f"{path}: ", words, "; ")


def test_a_bom_is_no_part_of_a_file(tmp_path: Path) -> None:
    """A schema and a recording that an editor of Windows saved are read as they were."""
    (tmp_path / "a.toml").write_text(APP + 'name = "é"', encoding="utf-8-sig")
    assert Schema.load(tmp_path / "a.toml").name == "é"
    (tmp_path / "a.rec").write_text(HEAD + "# é\r\nframe 0.5\r\n", encoding="utf-8-sig")
    assert replay(tmp_path / "a.rec").frames == (0.5,)


def lines(count: int, line: str) -> str:
    """Return so many lines, each with its number in place of N."""
    return "".join(line.replace("N", str(number)) + "\n" for number in range(1, count + 1))


RECORDINGS: Final[dict[str, tuple[str, str, str]]] = {
    "no end of a line": ("steam_nodes recording 1" * 100_000, ":1: ", "pass a file that record() wrote"),
    "a line of 2 MB": (HEAD + "#" * 2_000_000 + "\n", ":2: ", "more than 1048576 bytes"),
    "a last line of 2 MB": (HEAD + "#" * 2_000_000, ":2: ", "more than 1048576 bytes"),
    "arrays 10,000 deep": (HEAD + "frame " + "[" * 10000 + "\n", ":2: ", "record again"),
    "objects 10,000 deep": (HEAD + 'why {"a":' * 10000 + "\n", ":2: ", "record again"),
    "a million values": (HEAD + "call get_app_id [" + "0," * 500_000 + "0] -> 1\n", ":2: ", "record again"),
    "a million objects": (HEAD + "call get_app_id [] -> [" + "{}," * 340_000 + "{}]\n", ":2: ", "record again"),
    "5,000 digits": (HEAD + "call get_app_id [] -> " + "9" * 5000 + "\n", ":2: ", "record again"),
    "hexadecimal letters": (HEAD + 'call get_app_id [] -> {"hex": "' + "z" * 900_000 + '"}\n', ":2: ", "record again"),
    "a name of 900,000 letters": (HEAD + "poll 1\nrecord " + "A" * 900_000 + " {}\n", ":3: ", "there is no record AAA"),
    "a word of 900,000 letters": (HEAD + "A" * 900_000 + "\n", ":2: ", "a line begins with"),
    "a result of 900,000 letters": (
        HEAD + 'poll 1\nrecord ServersDisconnected {"result": "' + "A" * 900_000 + '"}\n',
        ":3: ",
        "has no 'AAA",
    ),
    "an address of 900,000 letters": (HEAD + 'call get_public_ip [] -> "' + "1" * 900_000 + '"\n', ":2: ", "record again"),
    "a call of 900,000 letters": (HEAD + "call " + "A" * 900_000 + " [] -> 1\n", ":2: ", "no call 'AAA"),
    "not UTF-8": (HEAD + "why \udcff\n", ":2: ", "record again"),
    "tickets of 1.4 GB": (
        HEAD + lines(140, 'call begin_auth_session ["ticket N of 9999999 bytes", 1] -> 0'),
        ": its tickets have 1399999860 bytes together",
        "cut it",
    ),
}


@pytest.mark.parametrize("name", RECORDINGS)
def test_what_is_no_recording_is_refused_cheaply(tmp_path: Path, name: str) -> None:
    """Only RecordingError, with the file, the line and what to do."""
    text, place, remedy = RECORDINGS[name]
    path = written(tmp_path, text.encode(errors="surrogateescape"))
    refused(RecordingError, lambda: replay(path), f"{path}{place}", remedy)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "line", ["", "#", "poll 0", "frame 0", "call get_app_id [] -> 1", 'call set_user_stats [1, {"a": 1}] -> ["a"]', "why 0.5" + "[" * 9]
)
def test_a_recording_costs_what_its_length_is_worth(tmp_path: Path, line: str, *, long: bool) -> None:
    """A megabyte of the shortest lines of each kind is read, or refused, within the bounds; its memory is measured in the long form."""
    path = written(tmp_path, (HEAD + f"{line}\n" * (1_000_000 // (len(line) + 1))).encode())

    def work() -> None:
        with suppress(RecordingError):
            replay(path)

    assert_cheap(work, traced=long)


def test_a_small_recording_stays_small(tmp_path: Path) -> None:
    """Lines that stand for 1.4 GB of packets cost what the lines are worth, and each packet is there when its call is made."""
    path = written(tmp_path, (HEAD + lines(140, 'call handle_incoming_packet ["packet N of 9999999 bytes", 1, 2] -> true')).encode())
    assert_cheap(lambda: replay(path))
    player = replay(path)

    def call() -> None:
        with pytest.raises(ReplayDivergedError, match=rf"{path}:2: .*\(9999999 bytes\), 1, 2\)"):
            player.handle_incoming_packet(b"1 invented ", 1, 2)

    assert_cheap(call)
    data = b"1 invented " * 909_091
    assert player.handle_incoming_packet(data[:9_999_999], 1, 2)


def test_a_recorder_writes_nothing_that_cannot_be_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line, a packet or a file that would be too long ends the recording with one error; what was written before replays."""
    for number, spoil in enumerate(("line", "packet", "file")):
        caplog.clear()
        path = tmp_path / f"{number}.rec"
        recorder = record(stepped(), path)
        recorder.advance(0.5)
        if spoil == "line":
            recorder.set_key_value("key", "v" * (1 << 20))
        elif spoil == "packet":
            recorder.handle_incoming_packet(b"\xff" * 10_000_000, 1, 2)
        else:
            monkeypatch.setattr("steam_nodes.steam.recording.record.MOST_BYTES", 100)
            for _ in range(100):
                recorder.advance(0.5)
        with caplog.at_level(logging.ERROR, logger="steam_nodes.steam"):
            recorder.close()
        assert caplog.text.count("the recording ends here: ") == 1
        assert set(replay(path).frames) == {0.5}
    assert MOST_OF_A_RECORDING > 100


PAETH: Final = png(1024, 1024, (b"\4" + bytes(range(256)) * 16) * 1024)
PICTURES: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "1024 x 1024 with Paeth": (lambda: PAETH, "it is 1024 x 1024 pixels, and a side has 1 to 256"),
    "a side of two thousand million": (lambda: png((1 << 31) - 1, (1 << 31) - 1, b""), "2147483647 x 2147483647 pixels"),
    "no side": (lambda: png(0, 0, b""), "0 x 0 pixels"),
    "interlaced": (lambda: png(8, 8, b"", interlaced=1), "interlaced"),
    "pixels that swell": (lambda: png(1, 1, bytes(40_000_000)), "not as many as its size says"),
    "pixels that are missing": (lambda: png(256, 256, b"\4"), "not as many as its size says"),
    "a text that swells": (lambda: png(1, 1, b"", extra=chunk(b"zTXt", zlib.compress(bytes(40_000_000)))), "not as many"),
    "80,000 pieces": (lambda: png(1, 1, b"", extra=chunk(b"tEXt", b"") * 80_000), "more than 1000 pieces"),
    "a palette of 300,000 colours": (lambda: png(1, 1, b"\0\xff", 3, chunk(b"PLTE", b"ab")), "not in its palette"),
    "a wrong checksum": (lambda: PAETH[:20] + b"\1" + PAETH[21:], "IHDR is damaged"),
    "a piece of 4 GB": (lambda: PAETH[:8] + b"\xff\xff\xff\xff" + PAETH[12:], "it is cut off"),
}
"""What makes each picture, and the words of its refusal: some take a second to make, which only their tests pay."""


@pytest.mark.parametrize("name", PICTURES)
def test_what_is_no_icon_is_refused(name: str) -> None:
    """Only PNGError, cheaply, which says what is wrong."""
    make, words = PICTURES[name]
    data = make()
    refused(PNGError, lambda: read_png(data), words)


def test_the_largest_icon_is_cheap() -> None:
    """256 x 256 pixels with the slowest filter, all of it at once."""
    largest = png(256, 256, b"".join(bytes((4, *(row * at % 251 for at in range(1024)))) for row in range(256)))
    assert_cheap(lambda: read_png(largest))


@pytest.mark.parametrize("name", [*PLACES, *MISSING, *PICTURES])
def test_an_icon_that_is_none_is_said_with_its_remedy(tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str) -> None:
    """The warning names the achievement, the file and what to put there, and the record comes with the handle 0."""
    if name in PICTURES:
        path, words = written(tmp_path, PICTURES[name][0]()), PICTURES[name][1]
    else:
        path, words = (PLACES | MISSING)[name][0](tmp_path), (PLACES | MISSING)[name][1]
    steam, client = two_sides(LocalSteam(Schema.of({"app_id": 480, "achievements": {"A": {"icon": path}}}), clock=None, store_rate="allow"))

    def ask() -> None:
        assert client.get_achievement_icon("A") == 0
        frame(client)
        assert client.get_achievement_icon("A") == 0

    assert_cheap(ask)
    (sentence,) = [entry.getMessage() for entry in caplog.records]
    assert sentence.startswith(f"[achievements.A]: icon {plain(path)[:500]}")
    assert " cannot be shown (" in sentence
    assert words.lower() in sentence.lower()
    assert "; put a PNG file of 8 bits there, not interlaced, of at most 256 x 256 pixels" in sentence
    client.close()
    steam.close()
