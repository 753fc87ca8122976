"""The laws of the loopback itself: it behaves as Valve's library was seen to behave, also where that is unkind.

Rules: everything is called as a C program would call it, through cffi and without NativeSteam, so that a mistake cannot hide by being made
on both sides. What each call and each record becomes is in test_loopback_calls.py.
"""

from __future__ import annotations

import re
import struct
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import cffi
import pytest

from steam_nodes.steam import callbacks
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID
from tests.support.loopback import NATIVE, POSTINGS, library, loopback
from tests.support.loopback_driver import NAMES, Driver, Message
from tests.support.loopback_side import groups_module
from tests.support.stats_world import PLAYER, TEXT, stepped

if TYPE_CHECKING:
    from collections.abc import Iterator


A = SteamID(PLAYER)
OK = struct.pack("<iQ", 1, PLAYER)


@pytest.fixture
def driver() -> Iterator[Driver]:
    """Give a server that is not initialised yet, over a local world."""
    backend = stepped()
    with loopback(backend) as loop:
        yield Driver(loop)
    backend.close()


def accessors(driver: Driver) -> list[bool]:
    """Return which of the three interfaces are there."""
    lib = driver.lib
    found = (lib.SteamAPI_SteamGameServerStats_v001(), lib.SteamAPI_SteamGameServer_v015(), lib.SteamAPI_SteamGameServerUtils_v011())
    return [it != driver.ffi.NULL for it in found]


def test_before_init_there_is_no_pipe_and_no_interface(driver: Driver) -> None:
    """Before the first init the pipe is 0, the interfaces are NULL, the server's id is 1, and nothing can be dispatched."""
    assert driver.lib.SteamGameServer_GetHSteamPipe() == 0
    assert accessors(driver) == [False] * 3
    assert driver.lib.SteamGameServer_GetSteamID() == 1
    assert not driver.lib.SteamGameServer_BSecure()
    driver.lib.SteamAPI_ManualDispatch_Init()
    assert driver.frame() == []
    driver.lib.SteamGameServer_Shutdown()


def test_a_failed_init_leaves_a_pipe_and_interfaces(driver: Driver) -> None:
    """Only the return code tells that an init failed; another one can be tried, and gets another pipe."""
    code, sentence = driver.init(port=0)
    assert (code, bool(sentence)) == (1, True)
    first = driver.lib.SteamGameServer_GetHSteamPipe()
    assert first > 0
    assert accessors(driver) == [True] * 3
    driver.lib.SteamAPI_ManualDispatch_Init()
    driver.pipe = first
    assert driver.frame() == []
    driver.start()
    assert driver.pipe == first + 1


def test_after_shutdown_there_is_nothing_and_init_works_again(driver: Driver) -> None:
    """After a shutdown pipe and interfaces are gone, what was on its way too; an init after it is as good as the first."""
    driver.start()
    handle = driver.request(PLAYER)
    driver.lib.SteamGameServer_Shutdown()
    assert driver.lib.SteamGameServer_GetHSteamPipe() == 0
    assert accessors(driver) == [False] * 3
    assert driver.frame() == []
    before = driver.pipe
    driver.start()
    assert driver.pipe > before
    assert [message.kind for _ in range(3) for message in driver.frame() if message.kind in {703, 1800}] == []
    assert driver.fetch(handle) is None
    driver.request(PLAYER)
    assert 703 in [message.kind for message in driver.frame()]


@pytest.mark.parametrize(
    ("names", "answer"),
    [
        (None, 0),
        (b"", 0),
        (NAMES, 0),
        (b"SteamUtils011\0SteamGameServerStats999\0SteamNothing001\0", 3),
        (b"SteamUtils011,SteamGameServer015\0", 3),
        (b"SteamUtils010\0", 3),
    ],
)
def test_versions_are_checked_name_by_name(driver: Driver, names: bytes | None, answer: int) -> None:
    """The list of versions is ended by an empty name; the first unknown one is the error."""
    code, sentence = driver.init(names)
    assert code == answer
    if code:
        unknown = next(name for name in (names or b"").decode().split("\0") if name != "SteamUtils011")
        assert sentence == f"No {unknown}"


def test_without_answers_the_module_cannot_be_loaded() -> None:
    """A library nobody is connected to behaves as Valve's on a machine without Steam: status 1, and nothing is open."""
    backend = stepped()
    loop = loopback(backend)
    driver = Driver(loop)
    loop.close()
    code, sentence = driver.init()
    assert (code, sentence.startswith("Failed to load module")) == (1, True)
    assert driver.lib.SteamGameServer_GetHSteamPipe() == 0
    assert accessors(driver) == [False] * 3
    backend.close()


def test_a_message_stays_until_it_is_freed_and_is_poisoned_then(driver: Driver) -> None:
    """GetNextCallback gives the same message until it is freed; then its bytes are overwritten; a second free is harmless."""
    driver.start()
    driver.request(PLAYER)
    driver.lib.SteamAPI_ManualDispatch_RunFrame(driver.pipe)
    first, second = driver.ffi.new("CallbackMsg_t *"), driver.ffi.new("CallbackMsg_t *")
    assert driver.lib.SteamAPI_ManualDispatch_GetNextCallback(driver.pipe, first)
    assert driver.lib.SteamAPI_ManualDispatch_GetNextCallback(driver.pipe, second)
    assert bytes(driver.ffi.buffer(first)) == bytes(driver.ffi.buffer(second))
    assert first.m_iCallback == 703
    driver.lib.SteamAPI_ManualDispatch_FreeLastCallback(driver.pipe)
    assert bytes(driver.ffi.buffer(first.m_pubParam, first.m_cubParam)) == b"\xdd" * 16
    driver.lib.SteamAPI_ManualDispatch_FreeLastCallback(driver.pipe)
    assert not driver.lib.SteamAPI_ManualDispatch_GetNextCallback(driver.pipe, first)


def test_only_the_open_pipe_is_served(driver: Driver) -> None:
    """Another pipe has no frames, no messages and no results."""
    driver.start()
    handle = driver.request(PLAYER)
    right = driver.pipe
    for wrong in (0, right + 1, 99):
        driver.pipe = wrong
        assert driver.frame() == []
    driver.pipe = right
    assert [message.kind for message in driver.frame()].count(703) == 1
    driver.pipe = 99
    assert driver.fetch(handle) is None


ARRIVALS = {
    "result": ([703], []),
    "broadcast": ([1800], []),
    "result, broadcast": ([703, 1800], []),
    "broadcast, result": ([1800, 703], []),
    "result, broadcast a frame later": ([703], [1800]),
    "broadcast, result a frame later": ([1800], [703]),
    "result twice": ([703, 703], []),
    "broadcast twice": ([1800, 1800], []),
    "both twice": ([703, 703, 1800, 1800], []),
    "unknown between": ([9999, 703, 703, 1800, 703, 9999, 703, 703, 1800, 1800, 9999, 703, 703, 1800], []),
}


@pytest.mark.parametrize("posting", POSTINGS)
def test_answers_arrive_as_the_posting_says(driver: Driver, posting: str) -> None:
    """Each way to post gives its messages in its frames, and the result can be fetched from the first on, as often as one likes."""
    driver.start()
    driver.loop.posting = posting
    handle = driver.request(PLAYER)
    assert driver.completed(handle) == (False, False)
    assert driver.fetch(handle) is None
    now, later = driver.frame(), driver.frame()
    assert ([message.kind for message in now], [message.kind for message in later]) == ARRIVALS[posting]
    ours = struct.pack("<QiI", handle, 1800, 12)
    told = [message for message in now + later if message in {Message(703, ours), Message(1800, OK)}]
    assert len(told) == len([kind for kinds in ARRIVALS[posting] for kind in kinds]) - 4 * 3 * (posting == "unknown between")
    assert driver.completed(handle) == (True, False)
    assert driver.fetch(handle) == driver.fetch(handle) == (OK, False)


def test_a_result_is_given_for_its_own_kind_and_size(driver: Driver) -> None:
    """A result is refused for another kind, a smaller buffer and a handle nobody has; a larger buffer is filled in part."""
    driver.start()
    handle = driver.request(PLAYER)
    driver.frame()
    assert driver.fetch(handle, 1801) is None
    assert driver.fetch(handle, size=11) is None
    assert driver.fetch(handle, size=64) == (OK + bytes(52), False)
    assert driver.fetch(handle + 1) is None
    assert driver.lib.SteamAPI_ISteamUtils_GetAPICallFailureReason(driver.utils, handle) == -1
    assert driver.lib.SteamAPI_ISteamUtils_GetAPICallFailureReason(driver.utils, handle + 1) == 2


@pytest.mark.parametrize("posting", ["failed", "scripted, result", "scripted, broadcast"])
def test_a_call_that_broke_is_told_by_its_result_alone(posting: str) -> None:
    """What the backend answers with IO_FAILURE, and everything while the posting is "failed", is a call result with the flag set."""
    backend = stepped()
    with loopback(backend) as loop:
        driver = Driver(loop)
        driver.start()
        loop.posting = posting.removeprefix("scripted, ")
        handle = driver.request(PLAYER)
        if posting != "failed":
            loop._post(callbacks.StatsReceived(loop.last, Result.IO_FAILURE, A))
        kinds = [message.kind for message in driver.frame()]
        assert kinds == [703]
        assert driver.fetch(handle) == (bytes(12), True)
        assert driver.completed(handle) == (True, True)
    backend.close()


def test_wrong_sizes_never_have_the_size_of_the_struct(driver: Driver) -> None:
    """While sizes are wrong, both the result and the broadcast declare one that is not 12."""
    driver.start()
    driver.loop.posting = "wrong sizes"
    handle = driver.request(PLAYER)
    told, broadcast = driver.frame()
    assert told == Message(703, struct.pack("<QiI", handle, 1800, 8))
    assert broadcast == Message(1800, OK + bytes(8))
    assert driver.fetch(handle, size=8) == (OK[:8], False)


def test_handles_use_all_64_bits(driver: Driver) -> None:
    """Handles are all different, have the highest bit, and do not follow one another."""
    driver.start()
    handles = [driver.request(PLAYER) for _ in range(200)]
    assert len(set(handles)) == 200
    assert all(handle >> 63 for handle in handles)
    assert handles != sorted(handles)


def test_a_bool_fills_only_the_low_byte(driver: Driver) -> None:
    """The upper bytes of a returned bool are rubbish, as in Valve's library, whether it is true or false."""
    driver.start()
    raw = driver.ffi.cast("uint32_t(*)(void *)", driver.ffi.addressof(driver.lib, "SteamAPI_ISteamGameServer_BLoggedOn"))
    assert (raw(driver.server) & 0xFF, raw(driver.server) >> 8 != 0) == (1, True)
    driver.lib.SteamAPI_ISteamGameServer_LogOff(driver.server)
    assert (raw(driver.server) & 0xFF, raw(driver.server) >> 8 != 0) == (0, True)


def test_getters_write_only_what_they_found(driver: Driver) -> None:
    """A getter that returns false leaves its argument as it was; one that returns true writes one value and nothing beside it."""
    driver.start()
    lib, new = driver.lib, driver.ffi.new
    whole, real, flags = new("int32_t *", 42), new("float *", 42.0), new("bool[4]", [True] * 4)
    for load in (False, True):
        if load:
            driver.request(PLAYER)
            driver.frame()
        found = (
            lib.SteamAPI_ISteamGameServerStats_GetUserStatInt32(driver.stats, PLAYER, b"kills", whole),
            lib.SteamAPI_ISteamGameServerStats_GetUserStatFloat(driver.stats, PLAYER, b"accuracy", real),
            lib.SteamAPI_ISteamGameServerStats_GetUserAchievement(driver.stats, PLAYER, b"ACH_WIN", flags),
        )
        assert found == (load,) * 3
        assert (whole[0], real[0], list(flags)) == ((7, 0.25, [False, True, True, True]) if load else (42, 42.0, [True] * 4))
    assert not lib.SteamAPI_ISteamGameServerStats_GetUserStatInt32(driver.stats, PLAYER, driver.ffi.NULL, whole)
    assert not lib.SteamAPI_ISteamGameServerStats_GetUserStatInt32(driver.stats, PLAYER, b"accuracy", whole)
    assert whole[0] == 7


@pytest.mark.parametrize("which", ["NULL", "stale", "wrong"])
def test_what_would_crash_valves_library_is_named(which: str) -> None:
    """A call on a NULL interface, on one of another pipe, or on one of another kind is answered with 0 and raised by `check`."""
    backend = stepped()
    loop = loopback(backend)
    driver = Driver(loop)
    driver.start()
    stats = {"NULL": driver.ffi.NULL, "stale": driver.stats, "wrong": driver.ffi.cast("void *", driver.utils)}[which]
    if which == "stale":
        driver.lib.SteamGameServer_Shutdown()
        driver.start()
    assert driver.lib.SteamAPI_ISteamGameServerStats_RequestUserStats(stats, PLAYER) == 0
    with pytest.raises(AssertionError, match=r"SteamAPI_ISteamGameServerStats_RequestUserStats was called on a"):
        loop.close()
    backend.close()


@pytest.mark.parametrize("raiser", ["check", "close", "the next one"])
def test_an_error_in_the_backend_is_raised_later(monkeypatch: pytest.MonkeyPatch, raiser: str) -> None:
    """An error of the backend answers the call with 0 and is raised by `check`, by `close`, and by the next loopback."""
    backend = stepped()
    loop = loopback(backend)
    driver = Driver(loop)
    driver.start()
    monkeypatch.setattr(backend, "logged_on", lambda: 1 // 0)
    assert not driver.lib.SteamAPI_ISteamGameServer_BLoggedOn(driver.server)
    with pytest.raises(ZeroDivisionError):
        loop.check() if raiser == "check" else loop.close() if raiser == "close" else loopback(backend)
    loop.close()
    backend.close()


def test_a_posting_that_does_not_exist_is_refused() -> None:
    """A posting that is not in the tables is an error that names those that are."""
    with pytest.raises(ValueError, match="no posting 'both'; use one of result, "):
        loopback(stepped(), posting="both")


OLD: dict[int, tuple[str, ...]] = {
    148: ("GameServer_v013", "ServerUtils_v009", "GameServer_Init", "EnableHeartbeats", "API_Init", "User_v020", "UserStats_v011"),
    155: ("GameServer_v014", "ServerUtils_v010", "GameServer_Init", "SetAdvertiseServerActive", "API_Init", "User_v022", "UserStats_v012"),
    158: ("GameServer_v015", "GameServer_Init_V2", "SteamAPI_Init", "User_v023", "UserStats_v012", "Friends_v017", "RequestCurrentStats"),
    160: ("GameServer_v015", "SteamAPI_InitFlat", "UserStats_v012", "SteamUtils_v010", "Apps_v008", "RequestCurrentStats"),
    164: ("GameServer_v015", "ServerUtils_v010", "GameServer_Init_V2", "InitFlat", "UserStats_v013", "SteamUtils_v010", "Friends_v018"),
    165: ("GameServer_v015", "ServerUtils_v011", "GameServer_Init_V2", "InitFlat", "UserStats_v013", "SteamUtils_v011", "Apps_v009"),
}
ONE_OF_EACH = (
    r"SteamGameServer_v\d+",
    r"SteamGameServerUtils_v\d+",
    r"SteamInternal_GameServer_Init\w*",
    r"EnableHeartbeats|SetAdvertise\w+",
    r"SteamUser_v\d+",
    r"SteamUserStats_v\d+",
    r"SteamUtils_v\d+",
    r"SteamFriends_v\d+",
    r"SteamApps_v\d+",
    r"SteamRemoteStorage_v\d+",
)
SOMETIMES = (r"SteamAPI_Init\w*", r"RequestCurrentStats", r"GetAchievementProgressLimits\w+")


@pytest.mark.thorough
@pytest.mark.parametrize("sdk", OLD)
def test_each_sdk_has_its_own_names(sdk: int) -> None:
    """A library has every function of steam_flat.h but those that other SDKs name otherwise or do not have."""
    ffi = cffi.FFI()
    ffi.cdef((NATIVE / "steam_flat.h").read_text(encoding="utf-8"))
    lib = ffi.dlopen(library(sdk))
    declared = set(re.findall(r"\b(Steam\w+)\(", (NATIVE / "steam_flat.h").read_text(encoding="utf-8")))

    def of(names: set[str], *patterns: str) -> set[str]:
        return {name for name in names if any(re.search(f"({pattern})$", name) for pattern in patterns)}

    found = {name for name in declared if hasattr(lib, name)}
    assert len(declared) > 130
    groups = groups_module().made((NATIVE / "steam_flat.h").read_text(encoding="utf-8"))
    other = {it.function.name for it in groups if not it.first <= sdk <= it.last}
    assert declared - of(declared, *ONE_OF_EACH, *SOMETIMES) - other <= found
    assert not other & found
    assert [len(of(found, pattern)) for pattern in ONE_OF_EACH] == [1] * len(ONE_OF_EACH)
    assert all(any(name.endswith(ending) for name in found) for ending in OLD[sdk])
    assert ("SteamAPI_ISteamUserStats_RequestCurrentStats" in found) is (sdk <= 160)


WAKE = """
import sys
import cffi
from tests.support.loopback import NATIVE
ffi = cffi.FFI()
ffi.cdef((NATIVE / "steam_flat.h").read_text())
lib = ffi.dlopen(sys.argv[1])
error = ffi.new("char[1024]")
print(lib.SteamInternal_GameServer_Init_V2(0, 27015, 27016, 3, b"1.0.0.0", ffi.NULL, error), ffi.string(error).decode())
print(lib.SteamAPI_SteamGameServerStats_v001() != ffi.NULL)
"""


@pytest.mark.parametrize("statement", ["import tests.support.loopback_world", "import nothing_of_this_name", ""])
def test_a_program_that_has_only_a_path_can_bring_its_world(tmp_path: Path, statement: str) -> None:
    """The first init runs the statement in STEAM_LOOPBACK; if nothing is connected after it, the init fails as without Steam."""
    schema = tmp_path / "world.toml"
    schema.write_text(TEXT, encoding="utf-8")
    environment = {"STEAM_LOOPBACK": statement, "LOOPBACK_SCHEMA": str(schema), "LOOPBACK_STORE": str(tmp_path / "a store.sqlite3")}
    command = [sys.executable, "-c", WAKE, library()]
    run = subprocess.run(command, env=environment, cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=True, timeout=60)
    lines = run.stdout.splitlines()
    assert (
        lines == ["0 Server initialized successfully", "True"] if "world" in statement else lines[0].startswith("1 Failed to load module")
    )
    assert ("No module named 'nothing_of_this_name'" in run.stderr) == ("nothing" in statement)
