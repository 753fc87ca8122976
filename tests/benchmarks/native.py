"""What the binding costs over a library that does nothing: a set, a get, a batch, a drain and an idle frame, beside the ways of others.

Rules: what the stop watch itself costs for a call is taken off before calls are compared; drains are compared as lists of tuples, before
any record is made. All candidates call the same stub, built here with the C compiler; without one there is nothing to compare and a row
says so. The peers are the bare function of cffi, ctypes (a node with the same conversions and bookkeeping, and beside it the bare call), a
C extension written by hand, and the wrapper of steamworks-swig, which has its own library and returns before the call without Steam.
"""

from __future__ import annotations

import ctypes
import importlib.util
import shutil
import subprocess
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from steam_nodes import SceneTree, SteamServer
from steam_nodes.steam.native import NativeSteam
from tests.benchmarks.timing import Row, measure, ratio_row, time_text

HERE = Path(__file__).parent
NATIVE = HERE.parent.parent / "native"
PLAYER = 76561197960287931
MANY = 1000
STATS = {f"stat_{number}": number for number in range(20)}


class CtypesNode:
    """A node over ctypes, as the one over cffi is made: the same conversions, the same bookkeeping."""

    def __init__(self, path: str) -> None:
        """Declare what is called."""
        self.lib = ctypes.CDLL(path)
        prefix = "SteamAPI_ISteamGameServerStats_"
        self.set_function = getattr(self.lib, f"{prefix}SetUserStatInt32")
        self.set_function.argtypes = [ctypes.c_void_p, ctypes.c_uint64, ctypes.c_char_p, ctypes.c_int32]
        self.set_function.restype = ctypes.c_bool
        accessor = self.lib.SteamAPI_SteamGameServerStats_v001
        accessor.restype = ctypes.c_void_p
        self.stats = accessor()
        self.unstored: dict[int, None] = {}

    def set_user_stat_int(self, steam_id: int, name: str, stat: int) -> bool:
        """Set a stat."""
        if type(stat) is int and self.set_function(self.stats, steam_id, name.encode(), stat):
            self.unstored[steam_id] = None
            return True
        return False


class _Message(ctypes.Structure):
    _fields_ = (("user", ctypes.c_int32), ("kind", ctypes.c_int32), ("bytes", ctypes.c_void_p), ("size", ctypes.c_int32))


def ctypes_drain(lib: Any) -> list[tuple[Any, ...]]:
    """Drain a pipe with ctypes."""
    message, failed = _Message(), ctypes.c_bool()
    drained: list[tuple[Any, ...]] = []
    lib.SteamAPI_ManualDispatch_RunFrame(1)
    while lib.SteamAPI_ManualDispatch_GetNextCallback(1, ctypes.byref(message)) & 1:
        kind, size, told = message.kind, message.size, ctypes.string_at(message.bytes, message.size)
        call = 0
        if kind == 703:
            call, kind, size = (int.from_bytes(told[a:b], "little") for a, b in ((0, 8), (8, 12), (12, 16)))
            to = ctypes.create_string_buffer(size)
            lib.SteamAPI_ManualDispatch_GetAPICallResult(1, ctypes.c_uint64(call), to, size, kind, ctypes.byref(failed))
            told = to.raw
        lib.SteamAPI_ManualDispatch_FreeLastCallback(1)
        result, user = int.from_bytes(told[:4], "little", signed=True), int.from_bytes(told[4:12], "little")
        drained.append((kind, size, call, int(failed.value), result, user))
    return drained


def rows() -> list[Row]:
    """Measure the binding."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return [Row("the binding", "not measured", note="no C compiler for the stub")]
    with tempfile.TemporaryDirectory() as folder:
        stub, peer = Path(folder, "libsteam_stub.so"), Path(folder, "peer.so")
        base = [compiler, "-std=c11", "-Wall", "-Wextra", "-Werror", "-O2", "-shared", "-fPIC", f"-I{NATIVE}"]
        subprocess.run([*base, str(HERE / "stub.c"), "-o", str(stub)], check=True)
        include = f"-I{sysconfig.get_paths()['include']}"
        link = [f"-L{folder}", "-lsteam_stub", f"-Wl,-rpath,{folder}"]
        subprocess.run([*base, "-Wno-pedantic", include, str(HERE / "peer.c"), *link, "-o", str(peer)], check=True)
        spec = importlib.util.spec_from_file_location("peer", peer)
        assert spec is not None
        assert spec.loader is not None
        by_hand: Any = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(by_hand)
        steam = NativeSteam(stub, app_id=480)
        tree = SceneTree()
        server = SteamServer.attach(tree, steam)
        server.server_init("0.0.0.0", 27015, 27016, 3, "1.0.0.0")
        try:
            return [Row("the way into the library", steam.mode, "shim", steam.mode == "shim"), *_measure(server, steam, by_hand, str(stub))]
        finally:
            tree.close()
            steam.close()


def _empty(_delta: float) -> None:
    """Do nothing: an empty Python call."""


def _measure(server: SteamServer, steam: NativeSteam, by_hand: Any, stub: str) -> list[Row]:
    pipe = steam._pipe
    lib, library, stats = pipe.lib, pipe.library, pipe.stats
    over_ctypes = CtypesNode(stub)
    arm = over_ctypes.lib.stub_arm
    name = b"kills"
    server.set_user_stat_int(PLAYER, "kills", 7)
    server.set_user_stats(PLAYER, STATS)

    def idle_frame() -> None:
        steam.advance(0.0)
        steam.poll()

    def empty_call() -> None:
        _empty(0.0)

    bare_ctypes, of_ctypes = over_ctypes.set_function, over_ctypes.stats

    calls = measure(
        {
            "bare": lambda: lib.SteamAPI_ISteamGameServerStats_SetUserStatInt32(stats, PLAYER, name, 7),
            "node": lambda: server.set_user_stat_int(PLAYER, "kills", 7),
            "get": lambda: server.get_user_stat_int(PLAYER, "kills"),
            "ctypes": lambda: over_ctypes.set_user_stat_int(PLAYER, "kills", 7),
            "one by one": lambda: [server.set_user_stat_int(PLAYER, each, value) for each, value in STATS.items()],
            "batch": lambda: server.set_user_stats(PLAYER, STATS),
            "idle": idle_frame,
            "empty": empty_call,
            "nothing": lambda: None,
            "bare ctypes": lambda: bare_ctypes(of_ctypes, PLAYER, name, 7),
            **_swig(),
        }
    )

    def drained(take: Any) -> Any:
        def run() -> None:
            arm(MANY)
            assert len(take()) == MANY

        return run

    drains = measure(
        {
            "ours": drained(lambda: library.read(library.drain(1))[0]),
            "by hand": drained(lambda: by_hand.drain(1)),
            "ctypes": drained(lambda: ctypes_drain(over_ctypes.lib)),
        },
        rounds=15,
    )
    idle = calls.seconds("idle") - calls.seconds("empty")
    alone = {kind: calls.seconds(kind) - calls.seconds("nothing") for kind in ("bare", "node", "get", "ctypes", "bare ctypes")}
    told = {kind: time_text(seconds) for kind, seconds in alone.items()}

    def ratio(what: str, above: str, below: str, **target: float) -> Row:
        return ratio_row(what, alone[above] / alone[below], note=f"{told[above]} against {told[below]}", **target)

    rows = [
        ratio("a set through the node, to the bare lib.f", "node", "bare", at_most=1.6),
        ratio("a node over ctypes, to a set through ours", "ctypes", "node", at_least=2.0),
        ratio("a bare ctypes call, bytes ready, to a set through ours", "bare ctypes", "node"),
        ratio("a get, to the set", "get", "node", at_most=1.5),
        ratio_row("20 sets one by one, to one batch", calls.ratio("one by one", "batch"), note=time_text(calls.seconds("batch"))),
        ratio_row("draining 1,000, to C by hand", drains.ratio("ours", "by hand"), at_most=1.2, note=time_text(drains.seconds("ours"))),
        ratio_row("ctypes draining 1,000, to ours", drains.ratio("ctypes", "ours"), at_least=8.0, note=time_text(drains.seconds("ctypes"))),
        Row("an idle frame over one empty call", time_text(max(idle, 0.0)), "<= 150 ns", idle <= 150e-9, "advance and poll"),
    ]
    if "swig" in calls.rounds:
        rows.append(
            ratio_row("steamworks-swig's set, to a set through the node", calls.ratio("swig", "node"), note="it returns before the call")
        )
    else:
        rows.append(Row("steamworks-swig's set", "not installed"))
    return rows


def _swig() -> dict[str, Any]:
    """Return the same call through the wrapper of steamworks-swig, if it is there."""
    try:
        from steamworks import steamworks as swig
    except ImportError:
        return {}
    function = swig.SWS_SteamAPI_ISteamGameServerStats_SetUserStatInt32
    try:
        function(PLAYER, "kills", 7)
    except TypeError:
        return {}
    return {"swig": lambda: function(PLAYER, "kills", 7)}
