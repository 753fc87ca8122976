"""A libsteam_api whose every answer comes from a backend in this process: `loopback(LocalSteam(...))` is the path to give to NativeSteam.

Rules: native/loopback.c is built once for each SDK, and asks the backend that was connected last. A frame of the library is a frame of the
backend; what that hands over is written as Valve's bytes and posted in the way `posting` says. An error in the backend never passes through
C: it is kept, and raised by `check`, by `close` or by the next `loopback`. Calls on the way when the server shuts down are not answered
any more, as on Steam, whose handles end with the pipe.
"""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
from ipaddress import IPv4Address
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import cffi

from steam_nodes.steam import callbacks
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from steam_nodes.steam.callbacks import Record
    from steam_nodes.steam.server_backend import ServerBackend

NATIVE: Final = Path(__file__).parent.parent / "native"
FLAGS: Final = ("-std=c11", "-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC")
FILE: Final = {"darwin": "libsteam_api.dylib", "win32": "steam_api64.dll"}.get(sys.platform, "libsteam_api.so")
INVALID_HANDLE: Final = 2

_RESULT, _BROADCAST, _LATER, _UNKNOWN = 1, 2, 4, 0
_WAYS: Final = {
    "result": (_RESULT,),
    "broadcast": (_BROADCAST,),
    "result, broadcast": (_RESULT, _BROADCAST),
    "broadcast, result": (_BROADCAST, _RESULT),
    "result, broadcast a frame later": (_RESULT, _BROADCAST | _LATER),
    "broadcast, result a frame later": (_BROADCAST, _RESULT | _LATER),
    "result twice": (_RESULT, _RESULT),
    "broadcast twice": (_BROADCAST, _BROADCAST),
    "both twice": (_RESULT, _RESULT, _BROADCAST, _BROADCAST),
    "unknown between": (_UNKNOWN, _RESULT, _UNKNOWN, _BROADCAST, _UNKNOWN),
}
POSTINGS: Final = tuple(_WAYS)
"""The ways to post an answer in which it arrives."""
LOSING: Final = ("failed", "wrong sizes")
"""The ways in which it does not: Steam says the call failed; the library declares sizes that are not those of the struct."""

_BYTES: Final[dict[type, tuple[int, Callable[[Any], bytes]]]] = {
    callbacks.StatsReceived: (1800, lambda it: struct.pack("<iQ", it.result, it.steam_id)),
    callbacks.StatsStored: (1801, lambda it: struct.pack("<iQ", it.result, it.steam_id)),
    callbacks.StatsUnloaded: (1108, lambda it: struct.pack("<Q", it.steam_id)),
    callbacks.ServersConnected: (101, lambda _: b"\0"),
    callbacks.ServerConnectFailure: (102, lambda it: struct.pack("<i?3x", it.result, it.still_retrying)),
    callbacks.ServersDisconnected: (103, lambda it: struct.pack("<i", it.result)),
    callbacks.PolicyResponse: (115, lambda it: struct.pack("<B", it.secure)),
    callbacks.AuthTicketValidated: (143, lambda it: struct.pack("<QiQ", it.steam_id, it.response, it.owner_id)),
    callbacks.ClientApproved: (201, lambda it: struct.pack("<QQ", it.steam_id, it.owner_id)),
    callbacks.ClientDenied: (202, lambda it: struct.pack("<Qi128s", it.steam_id, it.reason, b"denied")),
    callbacks.ClientKicked: (203, lambda it: struct.pack("<Qi", it.steam_id, it.reason)),
    callbacks.ClientGroupStatus: (208, lambda it: struct.pack("<QQ??", it.steam_id, it.group_id, it.member, it.officer)),
    callbacks.ClanAssociated: (210, lambda it: struct.pack("<i", it.result)),
    callbacks.PlayerCompatibility: (
        211,
        lambda it: struct.pack(
            "<iiiiQ",
            it.result,
            it.players_dont_like_candidate,
            it.players_candidate_doesnt_like,
            it.clan_players_dont_like_candidate,
            it.steam_id,
        ),
    ),
}


class NoCompilerError(unittest.SkipTest):
    """There is no C compiler to build the loopback with; a test that needs it is skipped."""


class Loopback(os.PathLike[str]):
    """A library that is connected to a backend, until `close` or until the next one is.

    Args:
        backend: Who answers. It stays the caller's, who closes it.
        posting: One of POSTINGS or LOSING; `loop.posting` may be changed between frames.
        path: The library, which `library` built.
    """

    def __init__(self, backend: ServerBackend, posting: str, path: str) -> None:
        """Connect."""
        before = _connected.get(path)
        if before is not None:
            before.close()
        self.backend = backend
        self.posting = posting
        self.delta = 1 / 60
        """How long a frame of the library lasts for the backend, in seconds."""
        self.errors: list[BaseException] = []
        self.ffi = _ffi()
        self.lib: Any = self.ffi.dlopen(path)
        """The library itself, with every function of steam_flat.h and loopback.h that it has."""
        self._path = path
        self._open = True
        self._waiting: set[int] = set()
        self._issued: set[int] = set()
        self._last = 0
        # They live as long as this object, and this object as long as it is connected: C holds their addresses.
        self._callbacks = dict(self._answers())
        self.lib.loopback_connect(self.ffi.new("loopback_answers *", self._callbacks))
        _connected[path] = self

    def __fspath__(self) -> str:
        """Return the path of the library."""
        return self._path

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close."""
        self.close()

    def check(self) -> None:
        """Raise what went wrong inside calls since the last check: errors of the backend, and what would have crashed Valve's library."""
        errors, self.errors = self.errors, []
        if self._open and (fault := self.ffi.string(self.lib.loopback_fault()).decode()):
            errors.append(AssertionError(f"Valve's library would have crashed: {fault}"))
        if errors:
            message = "the loopback's backend failed inside a call"
            raise errors[0] if len(errors) == 1 else BaseExceptionGroup(message, errors)

    def close(self) -> None:
        """Disconnect, and raise what went wrong; harmless twice."""
        try:
            self.check()
        finally:
            if self._open:
                self._open = False
                self.lib.loopback_connect(self.ffi.NULL)
                del _connected[self._path]

    # The table of answers.

    def _answers(self) -> Iterator[tuple[str, Any]]:
        """Make a C function for each entry of the table: one of the methods below, or the backend's of that name."""
        for name, field in self.ffi.typeof("loopback_answers").fields:
            answer = getattr(self, f"_ask_{name}", None) or functools.partial(self._ask, name)
            yield name, self.ffi.callback(field.type, answer, onerror=self._keep)

    def _keep(self, _kind: object, error: BaseException, _trace: object) -> None:
        """Keep an error; C gets 0."""
        self.errors.append(error)

    def _ask(self, name: str, *arguments: Any) -> Any:
        """Ask the backend, with texts as str; a call that is answered later is noted."""
        answer = getattr(self.backend, name)(*(self._text(it) if isinstance(it, self.ffi.CData) else it for it in arguments))
        if name in _LATER_ANSWERED:
            self._waiting.add(answer)
            self._issued.add(answer)
            self._last = answer
        return answer

    def _ask_init(self, ip: int, game: int, query: int, mode: int, version: Any, error: Any) -> int:
        code, sentence = self.backend.server_init(str(IPv4Address(ip)), game, query, mode, self._text(version))
        self.ffi.memmove(error, sentence.encode()[:1023] + b"\0", len(sentence.encode()[:1023]) + 1)
        return code

    def _ask_shutdown(self) -> None:
        self._waiting.clear()
        self.backend.server_shutdown()

    def _ask_run_frame(self) -> None:
        self.backend.advance(self.delta)
        for record in self.backend.poll():
            self._post(record)

    def _ask_get_user_stat_int(self, user: int, name: Any, value: Any) -> bool:
        return self._give(value, self.backend.get_user_stat_int(user, self._text(name)))

    def _ask_get_user_stat_float(self, user: int, name: Any, value: Any) -> bool:
        return self._give(value, self.backend.get_user_stat_float(user, self._text(name)))

    def _ask_get_user_achievement(self, user: int, name: Any, value: Any) -> bool:
        return self._give(value, self.backend.get_user_achievement(user, self._text(name)))

    def _ask_set_text(self, field: Any, value: Any) -> None:
        self._ask("set_server_field", field, value)

    _ask_set_number = _ask_set_switch = _ask_set_text

    def _ask_get_public_ip(self, to: Any) -> int:
        address = self.backend.get_public_ip()
        self.ffi.memmove(to, address, len(address))
        return len(address)

    def _ask_get_auth_session_ticket(self, remote: int, to: Any, room: int, size: Any) -> int:
        handle, ticket = self.backend.get_auth_session_ticket(remote)
        if len(ticket) > room:
            return 0
        self.ffi.memmove(to, ticket, len(ticket))
        size[0] = len(ticket)
        return handle

    def _ask_begin_auth_session(self, ticket: Any, size: int, user: int) -> int:
        return self.backend.begin_auth_session(self._buffer(ticket, size), user)

    def _ask_handle_incoming_packet(self, packet: Any, size: int, ip: int, port: int) -> bool:
        return self.backend.handle_incoming_packet(self._buffer(packet, size), ip, port)

    def _ask_get_next_outgoing_packet(self, to: Any, room: int, ip: Any, port: Any) -> int:
        waiting = self.backend.get_next_outgoing_packet()
        if waiting is None or len(waiting[0]) > room:
            return 0
        packet, ip[0], port[0] = waiting
        self.ffi.memmove(to, packet, len(packet))
        return len(packet)

    def _ask_get_ip_country(self, to: Any) -> None:
        country = self.backend.get_ip_country().encode()[:2] + b"\0"
        self.ffi.memmove(to, country, len(country))

    def _ask_get_api_call_failure_reason(self, call: int) -> int:
        if call not in self._issued:
            return INVALID_HANDLE
        return self.backend.get_api_call_failure_reason() if call == self._last else -1

    # What passes.

    def _text(self, pointer: Any) -> str:
        return "" if pointer == self.ffi.NULL else self.ffi.string(pointer).decode("utf-8", "replace")

    def _buffer(self, pointer: Any, size: int) -> bytes:
        return bytes(self.ffi.buffer(pointer, size)) if size > 0 else b""

    @staticmethod
    def _give(to: Any, value: float | None) -> bool:
        if value is not None:
            to[0] = value
        return value is not None

    def _post(self, record: Record) -> None:
        """Write a record as Valve's bytes and post it."""
        kind, encode = _BYTES[type(record)]
        told = encode(record)
        call: int | None = getattr(record, "call", None)
        if call is None:
            self.lib.loopback_post(kind, told, len(told), 0, False, _BROADCAST)  # noqa: FBT003 - C has no names for arguments
        elif call in self._waiting:
            self._waiting.remove(call)
            self._answer(kind, told, call, broken=record.result is Result.IO_FAILURE)  # type: ignore[union-attr]  # every answer has one

    def _answer(self, kind: int, told: bytes, call: int, *, broken: bool) -> None:
        """Post the answer to a call in the way that is set; one that broke by its call result alone, as Steam has no struct for it."""
        post = self.lib.loopback_post
        if self.posting == "wrong sizes":
            post(kind, told[:-4], len(told) - 4, call, False, _RESULT)  # noqa: FBT003
            post(kind, told + bytes(8), len(told) + 8, 0, False, _BROADCAST)  # noqa: FBT003
            return
        broken = broken or self.posting == "failed"
        for way in _WAYS.get(self.posting, (_RESULT,)):
            if way == _UNKNOWN:
                self._post_unknown(kind, told, call)
            elif not broken:
                post(kind, told, len(told), call, False, way)  # noqa: FBT003
        if broken:
            post(kind, bytes(len(told)), len(told), call, True, _RESULT)  # noqa: FBT003

    def _post_unknown(self, kind: int, told: bytes, call: int) -> None:
        """Post what a server never asked for: an unknown callback, two calls of somebody else, and an answer about somebody else."""
        post = self.lib.loopback_post
        foreign = call + 2**40 + 2**15  # far from the numbers in flight, also where the library keeps their results
        post(9999, bytes(range(24)), 24, 0, False, _BROADCAST)  # noqa: FBT003
        post(703, struct.pack("<QiI", self.lib.loopback_handle(foreign + 1), kind, len(told)), 16, 0, False, _BROADCAST)  # noqa: FBT003
        post(kind, told, len(told), foreign, False, _RESULT)  # noqa: FBT003
        post(1800, struct.pack("<iQ", 1, 1), 12, 0, False, _BROADCAST)  # noqa: FBT003


_LATER_ANSWERED: Final = {"request_user_stats", "store_user_stats", "associate_with_clan", "compute_new_player_compatibility"}
_connected: dict[str, Loopback] = {}


def loopback(backend: ServerBackend, *, posting: str = "result", sdk: int = 165, path: str | None = None) -> Loopback:
    """Connect a backend to a library, and return what stands for its path.

    Args:
        backend: Who answers.
        posting: How answers to calls arrive: one of POSTINGS or LOSING.
        sdk: Whose names the library has, 148 to 165.
        path: A library that `library` built, None for the one of this `sdk`.

    Raises:
        NoCompilerError: There is no C compiler.
    """
    if posting not in {*POSTINGS, *LOSING}:
        message = f"there is no posting {posting!r}; use one of {', '.join((*POSTINGS, *LOSING))}"
        raise ValueError(message)
    return Loopback(backend, posting, path or library(sdk))


@functools.cache
def library(sdk: int = 165, *flags: str) -> str:
    """Build the library of an SDK, once, into a folder of its own that goes at the end of the program; return its path."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if compiler is None:
        message = "no C compiler in PATH to build native/loopback.c with: install gcc or clang"
        raise NoCompilerError(message)
    folder = tempfile.mkdtemp(prefix="steam_nodes-loopback-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = str(Path(folder) / FILE)
    command = [compiler, *FLAGS, *flags, f"-DLOOPBACK_SDK={sdk}", str(NATIVE / "loopback.c"), "-o", path]
    subprocess.run(command if sys.platform == "win32" else [*command, "-ldl"], check=True)
    return path


@functools.cache
def _ffi() -> Any:
    """Read the two headers with cffi."""
    ffi = cffi.FFI()
    for header in ("steam_flat.h", "loopback.h"):
        ffi.cdef((NATIVE / header).read_text(encoding="utf-8"))
    return ffi
