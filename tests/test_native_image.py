"""A library's file that is cut off, or is no file, ends and holds up no process: it is refused before the system may load it.

Rules: whatever might end the process by a signal, or wait for ever, runs in a process of its own. Whole libraries of each system are those
that the packages of the tests carry.
"""

from __future__ import annotations

import io
import os
import random
import struct
import subprocess
import sys
import sysconfig
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steam_nodes.steam.native import NativeClient, NativeSteam, SteamInitError
from steam_nodes.steam.native.library_image import least_size
from tests.support.loopback import library
from tests.support.native_world import MODES, Mode
from tests.test_native import WHEELS, valves

PACKAGES = Path(sysconfig.get_path("purelib"))
INSTALLED = sorted(file for ending in ("so", "dylib", "dll", "exe", "pyd") for file in PACKAGES.rglob(f"*.{ending}"))
"""Libraries and programs of every system there is."""

LOADER = """
    import sys
    from pathlib import Path
    from steam_nodes.steam.native import NativeSteam, SteamInitError

    whole, folder, mode = Path(sys.argv[1]).read_bytes(), Path(sys.argv[2]), sys.argv[3]
    for length in map(int, sys.argv[4:]):
        cut = folder / f"{length}.so"
        cut.write_bytes(whole[:length])
        try:
            NativeSteam(cut, app_id=480, mode=mode).close()
        except SteamInitError as error:
            assert str(cut) in str(error) and "Steamworks SDK" in str(error), error
            if length >= 64:
                assert f"is cut off, it has {length} bytes of " in str(error), error
        else:
            raise SystemExit(f"{length} of {len(whole)} bytes were loaded")
        finally:
            cut.unlink()
    print("alive")
"""


def alone(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a process of its own."""
    command = [sys.executable, "-W", "error", "-c", textwrap.dedent(program), *arguments]
    root = Path(__file__).parent.parent
    return subprocess.run(command, cwd=root, check=False, capture_output=True, text=True, timeout=120)


@pytest.mark.skipif(sys.platform != "linux", reason="the tables of this system's libraries are read below; here ELF is loaded")
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("which", ["loopback", *WHEELS])
def test_a_library_cut_off_anywhere_is_refused_by_name_and_kills_nobody(which: str, mode: Mode, tmp_path: Path, *, long: bool) -> None:
    """At each length, 60,000 bytes among them, the error names the file, its size and the remedy, and the process lives."""
    file = Path(library()) if which == "loopback" else valves(which)
    size = needed_by(file)
    lengths = {60_000, 64, 1000, *(turn * size // 24 for turn in range(24)), *range(4095, size, 4096 * (1 if long else 16)), size - 1}
    chosen = sorted(length for length in (*lengths, *random.Random(8).sample(range(size), 200 if long else 10)) if length < size)
    run = alone(LOADER, str(file), str(tmp_path), mode, *map(str, chosen))
    assert (run.returncode, run.stdout) == (0, "alive\n"), run.stderr


def needed_by(file: Path) -> int:
    """Return how many bytes a file needs."""
    with file.open("rb") as opened:
        return least_size(opened)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name on this system")
@pytest.mark.parametrize("mode", MODES)
def test_a_pipe_and_a_device_are_refused_at_once(mode: Mode, tmp_path: Path) -> None:
    """Nobody writes into the pipe and the device never ends: neither is waited for."""
    os.mkfifo(tmp_path / "pipe.so")
    program = """
        import sys
        from steam_nodes.steam.native import NativeClient, NativeSteam, SteamInitError
        for owner in (NativeSteam, NativeClient):
            for path in sys.argv[2:]:
                try:
                    owner(path, mode=sys.argv[1])
                except SteamInitError as error:
                    assert f"{path} cannot be read (it is a " in str(error), error
                    print("refused")
    """
    run = alone(program, mode, str(tmp_path / "pipe.so"), "/dev/zero", "/dev/null")
    assert (run.returncode, run.stdout) == (0, "refused\n" * 6), run.stderr


@pytest.mark.parametrize("owner", [NativeSteam, NativeClient])
def test_a_folder_that_may_not_be_looked_into_is_said(owner: type[NativeSteam | NativeClient], monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own word stands in the sentence, wherever it comes up."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(SteamInitError, match=r"cannot be read \(Permission denied\)"):
        owner("/nobody/libsteam_api.so")


@pytest.mark.parametrize("file", INSTALLED, ids=lambda file: str(file.relative_to(PACKAGES)))
def test_a_whole_library_needs_no_more_than_it_has_and_a_part_needs_more(file: Path) -> None:
    """Of Linux, macOS and Windows alike: what its tables say fits its file, and a file cut anywhere below is seen."""
    whole = file.read_bytes()
    needed = needed_by(file)
    assert 64 < needed <= len(whole)
    for length in (64, 600, 4096, needed // 2, needed - 1):
        if length < needed:
            assert least_size(io.BytesIO(whole[:length])) > length


def test_libraries_of_linux_and_macos_are_among_those() -> None:
    """The law above is not about nothing."""
    heads = {file.read_bytes()[:4] for file in INSTALLED}
    assert {b"\x7fELF", b"\xcf\xfa\xed\xfe"} <= heads


def elf(width: int, order: str, segments: list[tuple[int, int, int]], sections: int = 0) -> bytes:
    """Return the head and the table of segments of an ELF file: (type, offset, length) each."""
    size, entry = (52, 32) if width == 1 else (64, 56)
    word = "I" if width == 1 else "Q"
    head = b"\x7fELF" + bytes([width, 1 if order == "<" else 2, 1]) + bytes(9) + struct.pack(order + "HHI" + word, 3, 62, 1, 0)
    head += struct.pack(order + word * 2 + "I6H", size, sections, 0, size, entry, len(segments), 40, 2 if sections else 0, 0)
    for kind, offset, length in segments:
        values = (kind, offset, 0, 0, length, length, 5, 4096) if width == 1 else (kind, 5, offset, 0, 0, length, length, 4096)
        head += struct.pack(order + ("8I" if width == 1 else "II6Q"), *values)
    return head


def pe(sections: list[tuple[int, int]]) -> bytes:
    """Return the heads of a DLL whose sections have (offset, length)."""
    head = (
        b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<HHIIIHH", 0x8664, len(sections), 0, 0, 0, 16, 0) + bytes(16)
    )
    return head + b"".join(bytes(16) + struct.pack("<II", length, offset) + bytes(16) for offset, length in sections)


def mach(commands: list[bytes], magic: bytes = b"\xcf\xfa\xed\xfe") -> bytes:
    """Return the head and the commands of a Mach-O file for one machine."""
    told = b"".join(commands)
    wide = bytes(4) if magic[0] == 0xCF else b""
    return magic + struct.pack("<iiIIII", 7, 3, 6, len(commands), len(told), 0) + wide + told


SEGMENT = struct.pack("<II16sQQQQ", 0x19, 72, b"__LINKEDIT", 0, 0, 30_000, 70_000) + bytes(16)
NARROW = struct.pack("<II16sIIII", 1, 56, b"__LINKEDIT", 0, 0, 300, 700) + bytes(16)
OTHER = struct.pack("<II", 2, 24) + bytes(16)


@pytest.mark.parametrize(
    ("head", "needed"),
    [
        (elf(2, "<", [(1, 0, 500), (1, 4096, 1000), (6, 9999, 9999)]), 5096),
        (elf(2, "<", [(1, 0, 500), (2, 8000, 1)]), 8001),
        (elf(2, "<", [(1, 0, 500)], sections=20_000), 20_080),
        (elf(2, ">", [(1, 0x1_0000_0000, 1)]), 0x1_0000_0001),
        (elf(1, "<", [(1, 0, 500), (1, 4096, 1000)], sections=5000), 5096),
        (elf(1, ">", [(1, 0, 500), (1, 4096, 1000)]), 5096),
        (pe([(1024, 512), (1536, 100), (0, 0)]), 1636),
        (mach([OTHER, SEGMENT]), 100_000),
        (mach([OTHER, NARROW], b"\xce\xfa\xed\xfe"), 1000),
        (b"\xca\xfe\xba\xbe" + struct.pack(">I5I5I", 2, 7, 3, 4096, 5000, 12, 12, 3, 16_384, 6000, 14), 22_384),
        (b"\xca\xfe\xba\xbf" + struct.pack(">IIIQQII", 1, 7, 3, 4096, 0x1_0000_0000, 12, 0), 0x1_0000_1000),
        (b"Steam", 0),
        (b"MZ" + bytes(70), 0),
        (b"", 0),
    ],
)
def test_the_tables_of_a_library_say_where_its_last_byte_stands(head: bytes, needed: int) -> None:
    """Segments, sections and parts, of 32 and 64 bits and in both orders of bytes; what is no library needs nothing."""
    assert least_size(io.BytesIO(head)) == needed


@pytest.mark.parametrize("place", [1 << 40, (1 << 63) - 1, 1 << 63, (1 << 64) - 1])
def test_a_table_beyond_the_file_is_what_is_cut_off(tmp_path: Path, place: int) -> None:
    """A place that no file reaches, or that no file could have, is a number like any other: more bytes are needed than there are."""
    head = bytearray(elf(2, "<", [(1, 0, 100)]))
    struct.pack_into("<Q", head, 32, place)
    file = tmp_path / "libsteam_api.so"
    file.write_bytes(head)
    assert needed_by(file) == least_size(io.BytesIO(head)) == place + 56


MAGICS = [
    b"\x7fELF\1\1",
    b"\x7fELF\2\1",
    b"\x7fELF\2\2",
    b"MZ",
    b"\xca\xfe\xba\xbe",
    b"\xca\xfe\xba\xbf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
]


@given(st.sampled_from(MAGICS), st.binary(max_size=300) | st.binary(min_size=60, max_size=300))
def test_no_bytes_are_too_odd_to_be_read(magic: bytes, rest: bytes) -> None:
    """Any bytes behind any magic number give a number, and nothing is raised."""
    assert least_size(io.BytesIO(magic + rest)) >= 0


@given(st.sampled_from([elf(2, "<", [(1, 0, 500), (1, 4096, 1000)]), pe([(1024, 512)]), mach([OTHER, SEGMENT])]), st.data())
def test_a_damaged_table_is_read_all_the_same(head: bytes, data: st.DataObject) -> None:
    """A few bytes changed anywhere: a number, and nothing is raised."""
    damaged = bytearray(head)
    for place, value in data.draw(st.lists(st.tuples(st.integers(0, len(head) - 1), st.integers(0, 255)), min_size=1, max_size=4)):
        damaged[place] = value
    assert least_size(io.BytesIO(bytes(damaged))) >= 0
