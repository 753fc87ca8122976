"""NativeSteam before a server runs: the library that is found, loaded or refused, and Valve's own libraries with no Steam there.

Rules: Valve's real libraries come from wheels on PyPI and are loaded in processes of their own, since they keep what they learnt. What a
library is refused for is named with the remedy.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import textwrap
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from types import SimpleNamespace

import pytest

from steam_nodes.object.plain_text import plain
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.native import NativeClient, NativeSteam, SteamInitError
from steam_nodes.steam.native.library import Library, find
from steam_nodes.steam.native.library_faults import built_for, file_name, this_machine, why_not
from steam_nodes.steam.native.pipes.init_words import with_remedy
from tests.support.loopback import NATIVE, library, loopback
from tests.support.loopback_side import groups_module
from tests.support.native_world import MODES, Looped, Mode
from tests.support.stats_world import PLAYER, SCHEMA, START
from tests.support.stepping import answers

ROOT = Path(__file__).parent.parent
WHEELS = {"1.65": "steamworks-swig", "1.64": "arepy-steamworks"}
ABSENT = {
    "1.65": {f"SteamAPI_Steam{side}Utils_v{version}" for side in ("GameServer", "") for version in ("009", "010")},
    "1.64": {f"SteamAPI_Steam{side}Utils_v{version}" for side in ("GameServer", "") for version in ("009", "011")},
}
HEADER = (NATIVE / "steam_flat.h").read_text(encoding="utf-8")
OLD_INIT = "is steamclient there, and the app id? A library of SDK 1.58 or newer says why"
OLD = {
    "SteamInternal_GameServer_Init",
    "SteamAPI_SteamGameServer_v013",
    "SteamAPI_SteamGameServer_v014",
    "SteamAPI_ISteamGameServer_EnableHeartbeats",
    "SteamAPI_Init",
    "SteamAPI_SteamUser_v020",
    "SteamAPI_SteamUser_v021",
    "SteamAPI_SteamUser_v022",
    "SteamAPI_SteamUserStats_v011",
    "SteamAPI_SteamUserStats_v012",
    "SteamAPI_SteamFriends_v017",
    "SteamAPI_SteamApps_v008",
    "SteamAPI_SteamRemoteStorage_v014",
    "SteamAPI_ISteamUserStats_RequestCurrentStats",
}


def valves(sdk: str) -> Path:
    """Return Valve's own library out of a wheel."""
    try:
        found = files(WHEELS[sdk]) or []
    except PackageNotFoundError:
        pytest.skip(f"no wheel of {WHEELS[sdk]} for this machine, which carries Valve's library of SDK {sdk}")
    return Path(str(next(file.locate() for file in found if "libsteam_api" in file.name)))


def in_a_process(program: str, *arguments: str, home: Path) -> str:
    """Run a program in a process of its own, and return what it printed."""
    environment = {**os.environ, "HOME": str(home)}
    for name in ("SteamAppId", "SteamGameId", "LD_LIBRARY_PATH"):
        environment.pop(name, None)
    command = [sys.executable, "-W", "error", "-c", textwrap.dedent(program), *arguments]
    run = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("sdk", WHEELS)
def test_valves_library_without_steam_says_which_module_it_could_not_load(sdk: str, mode: Mode, tmp_path: Path) -> None:
    """`serverInitEx` gives status 1 and Valve's sentence with the remedy; a hundred times in one process it crashes and leaks nothing."""
    program = """
        import os, sys
        from steam_nodes import SteamServer
        from steam_nodes.steam.native import NativeSteam

        def held():
            pages = int(open("/proc/self/statm").read().split()[1]) if os.path.exists("/proc/self/statm") else 0
            return len(os.listdir("/proc/self/fd")) if pages else 0, pages

        server = SteamServer(NativeSteam(sys.argv[1], app_id=480, mode=sys.argv[2]))
        answers, before = set(), None
        for turn in range(100):
            answers.add(tuple(server.serverInitEx("0.0.0.0", 27015, 27016, 3, "1.0.0.0").items()))
            if turn == 20:
                before = held()
        after = held()
        assert server.backend.initialised() is False
        server.backend.close()
        print(dict(answers.pop()), len(answers), after[0] - before[0], after[1] - before[1] < 250)
    """
    printed = in_a_process(program, str(valves(sdk)), mode, home=tmp_path)
    sentence = with_remedy(1, f"Failed to load module '{tmp_path}/.steam/sdk64/steamclient.so'")
    assert printed.splitlines()[-1] == f"{ {'status': 1, 'verbal': sentence} } 0 0 True"


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("sdk", WHEELS)
def test_every_function_we_declare_is_in_valves_library_or_known_to_be_absent(sdk: str, mode: Mode) -> None:
    """What an SDK lacks is exactly what it is known to lack."""
    opened = Library(valves(sdk), mode)
    number = int(sdk.replace(".", ""))
    of_groups = {it.function.name for it in groups_module().made(HEADER) if not it.first <= number <= it.last}
    assert opened.missing() == sorted(ABSENT[sdk] | OLD | of_groups)
    assert set(opened.missing()) < set(opened.declared())


def test_before_an_init_valves_library_is_asked_nothing(tmp_path: Path) -> None:
    """Every call of a game server on Valve's own library that was never initialised returns what it promises, and nothing crashes."""
    program = """
        import sys
        from steam_nodes.steam.native import NativeSteam
        steam = NativeSteam(sys.argv[1], app_id=480)
        steam.log_on("TOKEN"); steam.log_on_anonymous(); steam.log_off(); steam.end_auth_session(1); steam.cancel_auth_ticket(1)
        steam.set_server_field("server_name", "x"); steam.set_key_value("a", "b"); steam.clear_all_key_values()
        steam.release_current_thread_memory(); steam.server_shutdown(); steam.server_shutdown()
        print(steam.logged_on(), steam.get_steam_id(), steam.get_server_steam_id(), steam.secure(), steam.get_public_ip(),
              steam.was_restart_requested(), steam.get_auth_session_ticket(0), steam.begin_auth_session(b"x", 1),
              steam.user_has_license_for_app(1, 480), steam.request_user_group_status(1, 2), steam.handle_incoming_packet(b"x", 1, 1),
              steam.get_next_outgoing_packet(), steam.get_app_id(), steam.get_server_real_time(), steam.get_ip_country(),
              steam.get_api_call_failure_reason(), steam.is_api_call_completed())
        calls = [steam.associate_with_clan(1), steam.compute_new_player_compatibility(1)]
        calls += [steam.request_user_stats(1), steam.store_user_stats(1)]
        steam.advance(0.1)
        print([record.call for record in steam.poll()] == calls, {record.result.name for record in steam.poll()}, steam.why())
        steam.close()
    """
    expected = "False 0 0 False b'' False (0, b'') 1 2 False False None 0 0  -1 (False, False)"
    printed = in_a_process(program, str(valves("1.65")), home=tmp_path).splitlines()
    assert printed[0] == expected
    assert printed[1].startswith(
        "True set() [STEAM SERVER] Server Stats class not found when calling: storeUserStats; call server_init first"
    )


def test_a_shim_of_another_version_is_refused_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout that was brought up to date and not installed again says so; the ABI mode needs no compiled part."""
    old = SimpleNamespace(ffi=None, lib=SimpleNamespace(steam_open=None, steam_drain=None, steam_taken=None))
    monkeypatch.setattr("steam_nodes.steam.native.library._shim", lambda: old)
    with pytest.raises(SteamInitError, match=r"compiled for another version of steam_nodes; .*pip install -e \."):
        Library(Path(library(165)))
    assert Library(Path(library(165)), "abi").mode == "abi"


def test_where_there_is_a_compiler_the_shim_is_active() -> None:
    """The shim is what is used unless the other way is asked for; in CI it must be there."""
    if not os.environ.get("CI") and not (shutil.which("cc") or shutil.which("gcc")):
        pytest.skip("no C compiler, so no shim")
    steam = NativeSteam(library())
    assert steam.mode == "shim"
    steam.close()


@pytest.mark.parametrize("mode", MODES)
def test_a_path_that_is_no_library_is_refused_with_the_remedy(mode: Mode, tmp_path: Path) -> None:
    """Missing, a folder, a text, another system's or machine's library, one that is cut off or empty, no path at all: each is named."""
    other = "aarch64" if this_machine() == "x86_64" else "x86_64"
    number = {"x86_64": 62, "aarch64": 183}[other]
    elf = b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack("<HH", 3, number) + bytes(44)
    pe = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<H", 0x8664)
    empty = tmp_path / "folder"
    empty.mkdir()
    cases = [
        (tmp_path / "none.so", "cannot be read"),
        (empty, "is a folder"),
        (tmp_path / "text.so", "is no library"),
        (tmp_path / "elf.so", f"is built for {other}, this Python for {this_machine()}"),
        (tmp_path / "pe.dll", "is a library for Windows"),
        (tmp_path / "cut.so", "is cut off, it has 200 bytes of "),
        (tmp_path / "nothing.so", "is empty"),
        (Path(f"{tmp_path}/{'x' * 5000}.so"), "cannot be read"),
        (Path(f"{tmp_path}/a\0b.so"), "cannot be read"),
    ]
    (tmp_path / "text.so").write_text("Steam")
    (tmp_path / "nothing.so").touch()
    (tmp_path / "elf.so").write_bytes(elf)
    (tmp_path / "pe.dll").write_bytes(pe)
    (tmp_path / "cut.so").write_bytes(Path(library()).read_bytes()[:200])
    for path, words in cases:
        with pytest.raises(SteamInitError) as caught:
            NativeSteam(path, mode=mode)
        assert words in str(caught.value), path
        assert plain(str(path))[:1000] in str(caught.value)  # of a very long one the beginning
        assert "redistributable_bin" in str(caught.value) or file_name() in str(caught.value)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"\x7fELF\x01\x01" + bytes(12) + struct.pack("<H", 3), ("linux", ["x86"])),
        (b"\x7fELF\x02\x02" + bytes(12) + struct.pack(">H", 183), ("linux", ["aarch64"])),
        (b"\x7fELF\x02\x01" + bytes(12) + struct.pack("<H", 243), ("linux", ["another machine"])),
        (b"\xcf\xfa\xed\xfe" + struct.pack("<I", 0x0100000C), ("darwin", ["aarch64"])),
        (b"\xca\xfe\xba\xbe" + struct.pack(">II16xI16x", 2, 0x01000007, 0x0100000C), ("darwin", ["x86_64", "aarch64"])),
        (b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<H", 0x14C), ("win32", ["x86"])),
        (b"MZ" + bytes(20), ("", [])),
        (b"", ("", [])),
    ],
)
def test_a_library_says_by_its_first_bytes_what_it_is_built_for(head: bytes, expected: tuple[str, list[str]]) -> None:
    """Linux, macOS (also with two machines in one file) and Windows, whole or cut off."""
    assert built_for(head) == expected


def test_a_library_that_is_not_steams_lacks_a_named_function(tmp_path: Path) -> None:
    """Any other shared library is refused with the first function it lacks and the SDK to take."""
    import _cffi_backend  # noqa: PLC0415 - any shared library will do, and this one is always there

    other = Path(_cffi_backend.__file__)
    for mode in MODES:
        with pytest.raises(SteamInitError, match=r"lacks SteamGameServer_Shutdown.*SDK 1\.48 or newer"):
            NativeSteam(other, mode=mode)
    assert "cannot be loaded (it said so)" in why_not(other, "it said so\n")
    assert tmp_path.is_dir()


def test_the_library_is_looked_for_by_path_then_environment_then_beside_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder stands for the file in it; where nothing is found all three places are named."""
    beside, named, given = (tmp_path / name for name in ("beside", "named", "given"))
    for folder in (beside, named, given):
        folder.mkdir()
        shutil.copy(library(), folder / file_name())
    monkeypatch.delenv("STEAM_API_LIBRARY", raising=False)
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "play.py")])
    with pytest.raises(SteamInitError) as caught:
        find(None)
    for words in ("no path was given", "STEAM_API_LIBRARY is not set", str(tmp_path / file_name()), "NativeSteam(path)"):
        assert words in str(caught.value)
    monkeypatch.setattr(sys, "argv", [str(beside / "play.py")])
    assert find(None) == beside / file_name()
    monkeypatch.setenv("STEAM_API_LIBRARY", str(named))
    assert find(None) == named / file_name()
    assert find(given / file_name()) == find(given) == given / file_name()
    monkeypatch.chdir(given)
    assert find(file_name()) == given / file_name()
    NativeSteam(file_name()).close()


def test_a_second_native_world_is_refused_until_the_first_is_closed_or_dropped() -> None:
    """Steam is one to a process; the message names the one that is there."""
    first = NativeSteam(library())
    with pytest.raises(SteamInitError, match=r"already, over .*close\(\) that one first"):
        NativeSteam(library())
    first.close()
    second = NativeSteam(library())
    del second
    NativeSteam(library()).close()


def test_an_app_id_out_of_range_is_refused() -> None:
    """0 and what does not fit are no apps."""
    for wrong in (0, -1, 2**32):
        with pytest.raises(ValueError, match="app_id"):
            NativeSteam(library(), app_id=wrong)


@pytest.mark.parametrize("owner", [NativeSteam, NativeClient])
@pytest.mark.parametrize("wrong", ["wrong", "SHIM", "", 1, True, b"abi"])
def test_a_mode_that_is_none_is_refused_with_those_there_are(owner: type[NativeSteam | NativeClient], wrong: object) -> None:
    """Nothing else is taken in its place, and the next one can be made."""
    with pytest.raises(ValueError, match=r"mode is .*; pass 'shim' or 'abi', or None"):
        owner(library(), mode=wrong)  # type: ignore[arg-type]  # the law is about that
    owner(library()).close()


@pytest.mark.parametrize("owner", [NativeSteam, NativeClient])
@pytest.mark.parametrize("wrong", ["480", 480.0, True, b"480"])
def test_an_app_that_is_no_int_is_refused_by_name(owner: type[NativeSteam | NativeClient], wrong: object) -> None:
    """The argument, its type and an example stand in the error."""
    with pytest.raises(TypeError, match="app_id is an int such as 480, not"):
        owner(library(), app_id=wrong)  # type: ignore[arg-type]  # the law is about that


@pytest.mark.parametrize("sdk", [165, 164, 148])
@pytest.mark.parametrize("mode", MODES)
def test_a_failed_init_leaves_nothing_half_open_and_can_be_tried_again(mode: Mode, sdk: int) -> None:
    """Only the code counts: a failed init leaves a live pipe in the library, which is shut down; then init, shutdown and init work."""

    class Moody(LocalSteam):
        moods = 2

        def server_init(self, *arguments: object) -> tuple[int, str]:
            self.moods -= 1
            return (1, "Can't determine AppID") if self.moods >= 0 else super().server_init(*arguments)  # type: ignore[arg-type]  # passed on as it came

    local = Moody(SCHEMA, clock=SteppedClock(), users=START)
    local.server_shutdown()
    steam = Looped(local, mode, sdk=sdk)
    for _ in range(2):
        status, sentence = steam.server_init("0.0.0.0", 27015, 27016, 3, "1.0.0.0")
        assert status == 1
        assert sentence == (with_remedy(1, "Can't determine AppID") if sdk > 157 else "Steam's init failed without a word: " + OLD_INIT)
        assert steam.loop.lib.SteamGameServer_GetHSteamPipe() == 0
        assert not steam.initialised()
        assert steam.set_user_stat_int(PLAYER, "kills", 1) is False
    for _ in range(2):
        steam.start()
        assert steam.server_init("0.0.0.0", 27015, 27016, 3, "1.0.0.0") == (
            1,
            "the server is initialised already; call server_shutdown first",
        )
        steam.request_user_stats(PLAYER)
        assert len(answers(steam, 1)) == 1
        assert steam.get_user_stat_int(PLAYER, "kills") == 7
        steam.server_shutdown()
        assert steam.get_user_stat_int(PLAYER, "kills") is None
    steam.close()


def test_the_app_id_reaches_the_library_through_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steam's library reads SteamAppId, which `app_id` sets at the init and not before."""
    monkeypatch.delenv("SteamAppId", raising=False)
    monkeypatch.delenv("SteamGameId", raising=False)
    local = LocalSteam(SCHEMA, clock=SteppedClock())
    steam = Looped(local)
    names = "SteamAppId", "SteamGameId"
    assert [os.environ.get(name) for name in names] == [None, None]
    steam.start()
    assert [os.environ.get(name) for name in names] == ["480", "480"]
    steam.close()


def test_a_library_that_is_shut_behind_our_back_crashes_nothing() -> None:
    """The loopback is loaded by hand and told to forget its world: calls are refused, and the end ends."""
    local = LocalSteam(SCHEMA, clock=SteppedClock(), users=START)
    loop = loopback(local)
    steam = NativeSteam(loop, app_id=480)
    loop.close()
    status, sentence = steam.server_init("0.0.0.0", 27015, 27016, 3, "1.0.0.0")
    assert status
    assert sentence
    assert steam.request_user_stats(PLAYER) > 0
    steam.close()
    local.close()
