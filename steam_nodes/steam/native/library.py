"""Steam's library, found and loaded: the file, its functions, and what it sends.

Rules: two ways lead to the same functions under Valve's names: the shim, compiled at installation, and cffi's ABI mode where no compiler
was there. `mode` says which one is active. Nothing is called while it is loaded; what is missing in a library is known before a call.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from struct import Struct
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from steam_nodes.steam.native.library_faults import SteamInitError, file_name, not_found, unloadable, why_not
from steam_nodes.steam.native.structs import CALL_COMPLETED

if TYPE_CHECKING:
    from collections.abc import Callable

Message = tuple[int, int, int, int, int, int]
"""What arrived: kind, size, call, failed, and the first 12 bytes as an int32 and an unsigned 64-bit number."""

MODES: Final = ("shim", "abi")
"""The ways into a library."""


class Needs(NamedTuple):
    """What one side of Steam cannot do without.

    `functions` are names, or how names begin where they end with an underscore: whatever steam_flat.h declares under them is needed, but
    for the `optional`, which came or went between SDK 1.48 and 1.65. Of the forms of the init, newest first, one is needed.
    """

    functions: tuple[str, ...]
    inits: tuple[str, ...]
    optional: tuple[str, ...] = ()


_ARRIVES: Final = ("SteamAPI_ManualDispatch_", "SteamAPI_ISteamUtils_IsAPICallCompleted")
SERVER_NEEDS: Final = Needs(
    (
        *("SteamGameServer_Shutdown", "SteamGameServer_GetHSteamPipe", *_ARRIVES),
        *("SteamAPI_SteamGameServerStats_", "SteamAPI_ISteamGameServerStats_"),
    ),
    ("SteamInternal_GameServer_Init_V2", "SteamInternal_GameServer_Init"),
)
CLIENT_NEEDS: Final = Needs(
    (
        *("SteamAPI_Shutdown", "SteamAPI_GetHSteamPipe", "SteamAPI_IsSteamRunning", "SteamAPI_RestartAppIfNecessary", *_ARRIVES),
        *("SteamAPI_ISteamUser_GetSteamID", "SteamAPI_ISteamUtils_GetAppID", "SteamAPI_ISteamUtils_GetImageSize"),
        *("SteamAPI_ISteamUtils_GetImageRGBA", "SteamAPI_ISteamUtils_IsOverlayEnabled", "SteamAPI_ISteamUserStats_"),
    ),
    ("SteamAPI_InitFlat", "SteamInternal_SteamAPI_Init", "SteamAPI_Init"),
    (
        "SteamAPI_ISteamUserStats_RequestCurrentStats",
        *("SteamAPI_ISteamUserStats_GetAchievementProgressLimitsInt32", "SteamAPI_ISteamUserStats_GetAchievementProgressLimitsFloat"),
    ),
)
_MESSAGE: Final = Struct("<iiQiiQ")
_HEAD: Final = 12
_LONGEST: Final = 1 << 20
_MOST: Final = 1 << 16
_ROOM: Final = 1024
_TOO_LONG: Final = 0x7FFF_FFFF

_UP_TO_160: Final = "SteamAPI_ISteamUserStats_RequestCurrentStats"
_OF_161: Final = frozenset(f"SteamAPI_ISteamApps_{name}" for name in ("GetBetaInfo", "GetNumBetas", "SetActiveBeta"))
"""Functions that SDK 1.60 has under these names with one argument more, before the others: called as later, they would write anywhere."""


def find(path: str | os.PathLike[str] | None) -> Path:
    """Return the library's file: the path, else what STEAM_API_LIBRARY names, else the one beside the program.

    Raises:
        SteamInitError: There is none; the message says where it was looked for.
    """
    if path is not None:
        return _in_folder(Path(path))
    named = os.environ.get("STEAM_API_LIBRARY", "")
    if named:
        return _in_folder(Path(named))
    program = Path(sys.argv[0]).resolve().parent if sys.argv and sys.argv[0] not in {"", "-c", "-m"} else Path.cwd()
    beside = program / file_name()
    if os.path.isfile(beside):  # noqa: PTH113 - as in _in_folder
        return beside
    raise SteamInitError(not_found(["no path was given", "STEAM_API_LIBRARY is not set", f"there is no {beside}"]))


def _in_folder(path: Path) -> Path:
    """Return the file in a folder if a folder is given and it is there; whole, for the system looks for a bare name in other places."""
    path = path.absolute()
    inside = path / file_name()
    # Not is_dir() and is_file(), which raise for a folder that may not be looked into: why it cannot be read is said where it is opened.
    return inside if os.path.isdir(path) and os.path.isfile(inside) else path  # noqa: PTH112, PTH113 - as the line above says


class Library:
    """One loaded library.

    Args:
        path: Its file.
        mode: "shim" or "abi"; None for the shim where it is there.
        needs: The functions without which it is of no use.

    Raises:
        SteamInitError: It cannot be loaded, or is no Steam library of SDK 1.48 or newer.
        ValueError: There is no such mode.
    """

    def __init__(
        self,
        path: Path,
        mode: Literal["shim", "abi"] | None = None,
        needs: Needs = SERVER_NEEDS,
    ) -> None:
        """Load it."""
        if mode not in (*MODES, None):
            message = f"mode is {mode!r}; pass {' or '.join(map(repr, MODES))}, or None for the shim where it was compiled"
            raise ValueError(message)
        self.path = path
        fault = unloadable(path)
        if fault:
            raise SteamInitError(fault)
        self.mode: Literal["shim", "abi"] = mode or ("shim" if _shim() is not None else "abi")
        self.functions: Any
        self.ffi: Any
        self.drain: Callable[[int], Any]
        self._found: dict[str, Any] = {}
        self._taken: Any = None
        if self.mode == "shim":
            self._open_shim()
        else:
            self._open_abi()
        missing = [name for name in self.needed(needs) if not self.has(name)]
        if not missing and not any(self.has(name) for name in needs.inits):
            missing = [needs.inits[0]]
        if missing:
            message = f"{path} lacks {missing[0]}; it is no libsteam_api of SDK 1.48 or newer, take one from a current Steamworks SDK"
            raise SteamInitError(message)

    def has(self, name: str) -> bool:
        """Whether the library has a function of steam_flat.h, and as it stands there."""
        if name in _OF_161 and self.has(_UP_TO_160):
            return False
        if self.mode == "shim":
            return bool(self.functions.steam_has(name.encode()))
        try:
            return getattr(self.functions, name) is not None
        except (AttributeError, self.ffi.error):
            return False

    def function(self, name: str) -> Any:
        """Return a function of steam_flat.h, None if the library lacks it."""
        if name not in self._found:
            self._found[name] = getattr(self.functions, name) if self.has(name) else None
        return self._found[name]

    def declared(self) -> list[str]:
        """Return every function of steam_flat.h, in order of the alphabet."""
        return sorted(name for name in dir(self.functions) if name.startswith("Steam"))

    def missing(self) -> list[str]:
        """Return the functions of steam_flat.h that this library does not have: those of other SDKs."""
        return [name for name in self.declared() if not self.has(name)]

    def needed(self, needs: Needs) -> list[str]:
        """Return the functions of steam_flat.h that one side needs, but for its init."""
        declared = self.declared()
        named = [name for part in needs.functions for name in declared if (name.startswith(part) if part.endswith("_") else name == part)]
        return [name for name in named if name not in needs.optional]

    def version(self, accessor: str) -> int:
        """Return the newest version of an interface that steam_flat.h declares and the library has, 0 if it has none."""
        return next((version for version in self._versions(accessor) if self.has(f"{accessor}_v{version:03}")), 0)

    def versions_text(self, accessor: str) -> str:
        """Return the versions of an interface that would do, for a sentence."""
        versions = self._versions(accessor)
        return f"{accessor}_v{versions[-1]:03} to v{versions[0]:03}"

    def _versions(self, accessor: str) -> list[int]:
        """Return the versions of an interface that steam_flat.h declares, newest first."""
        return [int(name[-3:]) for name in reversed(self.declared()) if name[:-3] == f"{accessor}_v"]

    def ticket_function(self, game_server: int) -> Callable[..., int]:
        """Return GetAuthSessionTicket with the arguments of this version of the interface; it takes all five in any case."""
        found: Callable[..., int] = self.functions.SteamAPI_ISteamGameServer_GetAuthSessionTicket
        if self.mode == "shim":
            self.functions.steam_version(game_server)
            return found
        if game_server >= 15:  # noqa: PLR2004 - the first interface whose tickets name who they are for
            return found
        old = self.ffi.cast("HAuthTicket(*)(ISteamGameServer *, void *, int32_t, uint32_t *)", found)
        return lambda server, ticket, room, size, _identity: int(old(server, ticket, room, size))

    def read(self, drained: Any) -> tuple[list[Message], bytes]:
        """Return what a drain took: the messages, and the bytes of those that are longer than 12, each at the next multiple of 8.

        Args:
            drained: What the drain returned: how many there are, or in the ABI mode the messages themselves.
        """
        if self.mode == "abi":
            messages, tail = drained
            return messages, bytes(tail)
        taken = self._taken
        head = self.ffi.buffer(taken.messages, drained * _MESSAGE.size)
        return list(_MESSAGE.iter_unpack(head)), self.ffi.buffer(taken.bytes, taken.length)[:] if taken.length else b""

    def _open_shim(self) -> None:
        shim = _shim()
        if shim is None:
            message = "the shim was not compiled at installation; install a C compiler, then steam_nodes again, or use the ABI mode"
            raise SteamInitError(message)
        self.ffi, self.functions = shim.ffi, shim.lib
        if "steam_server_begin" not in dir(shim.lib):
            message = "the shim was compiled for another version of steam_nodes; install steam_nodes again where it lies: pip install -e ."
            raise SteamInitError(message)
        fault = self.ffi.new("char[]", _ROOM)
        if not self.functions.steam_open(os.fsencode(self.path), fault, _ROOM):
            raise SteamInitError(why_not(self.path, self.ffi.string(fault).decode(errors="replace")))
        self.drain, self._taken = self.functions.steam_drain, self.functions.steam_taken()

    def _open_abi(self) -> None:
        try:
            made: Any = import_module("steam_nodes.steam.native._steam_abi")
        except ImportError as error:
            message = "steam_nodes is not installed, only lies there: run pip install in its folder, which makes the binding to Steam"
            raise SteamInitError(message) from error
        self.ffi = made.ffi
        try:
            self.functions = self.ffi.dlopen(str(self.path))
        except OSError as error:
            raise SteamInitError(why_not(self.path, str(error))) from error
        self._arrived = self.ffi.new("CallbackMsg_t *")
        self._failed = self.ffi.new("bool *")
        self.drain = self._drain_in_python

    def join(self, which: Literal["server", "user"], pipe: int, left: float) -> tuple[Any, Callable[[float], Any]]:
        """Let frames begin on a pipe.

        Args:
            which: Whose it is.
            pipe: The pipe.
            left: How many seconds there are until something is due.

        Returns:
            What frames know of the side, its `pipe` and `left`; and what begins one of so many seconds. That returns what a drain returns,
            or -1, with nothing done, where something is due by then.
        """
        if self.mode == "abi":
            held = SimpleNamespace(pipe=pipe, left=left)
            return held, partial(self._begin_in_python, held)
        side = getattr(self.functions, f"steam_{which}_side")()
        side.pipe, side.left = pipe, left
        return side, getattr(self.functions, f"steam_{which}_begin")

    def _begin_in_python(self, side: SimpleNamespace, delta: float) -> Any:
        """Do what the beginning of a frame does in drain.c."""
        left = side.left - delta
        if not (delta >= 0.0 and left > 0.0):
            return -1
        side.left = left
        return self._drain_in_python(side.pipe)

    def _drain_in_python(self, pipe: int) -> tuple[list[Message], bytearray] | None:
        """Do what steam_drain does in drain.c, call by call, and by the same rules."""
        lib, arrived = self.functions, self._arrived
        messages: list[Message] = []
        tail = bytearray()
        lib.SteamAPI_ManualDispatch_RunFrame(pipe)
        while len(messages) < _MOST and lib.SteamAPI_ManualDispatch_GetNextCallback(pipe, arrived):
            kind, size, told = arrived.m_iCallback, arrived.m_cubParam, arrived.m_pubParam
            call = failed = 0
            payload = bytes(self.ffi.buffer(told, size)) if told and 0 <= size <= _LONGEST else b""
            if kind == CALL_COMPLETED and len(payload) == 16:  # noqa: PLR2004 - the size of SteamAPICallCompleted_t
                call, kind, size, failed, payload = self._fetch(pipe, payload)
            elif len(payload) != size:
                size = _TOO_LONG
            # Freed before anything else: nothing may read it once it is gone, and nothing of a user runs between.
            lib.SteamAPI_ManualDispatch_FreeLastCallback(pipe)
            result, user = int.from_bytes(payload[:4].ljust(4, b"\0"), "little", signed=True), int.from_bytes(payload[4:_HEAD], "little")
            messages.append((kind, size, call, failed, result, user))
            if len(payload) > _HEAD:
                tail += payload.ljust(len(payload) + 7 & ~7, b"\0")
        return (messages, tail) if messages else None

    def _fetch(self, pipe: int, payload: bytes) -> tuple[int, int, int, int, bytes]:
        """Fetch the result of a completed call."""
        call, kind, size = int.from_bytes(payload[:8], "little"), int.from_bytes(payload[8:12], "little", signed=True), 0
        size = min(int.from_bytes(payload[12:16], "little"), _TOO_LONG)
        if size > _LONGEST or not call:  # No call has the handle 0, so nobody can have asked for what it carries.
            return call, kind, size, -1, b""
        found = self.call_result(pipe, call, kind, size)
        return (call, kind, size, -1, b"") if found is None else (call, kind, size, found[0], found[1])

    def call_result(self, pipe: int, call: int, kind: int, size: int) -> tuple[int, bytes] | None:
        """Ask for the result of a call: (1 if Steam says that it failed, its bytes), None if it is not there."""
        to, failed = self.ffi.new("uint8_t[]", max(size, 1)), self.ffi.new("bool *")
        if not self.functions.SteamAPI_ManualDispatch_GetAPICallResult(pipe, call, to, size, kind, failed):
            return None
        return int(failed[0]), bytes(self.ffi.buffer(to, size))


def _shim() -> Any:
    """Return the shim's module, None where it was not compiled."""
    try:
        return import_module("steam_nodes.steam.native._steam_shim")
    except ImportError:
        return None
