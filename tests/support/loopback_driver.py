"""A game server of one screen over Steam's C functions: what the laws of the loopback are tested with, without NativeSteam.

Rules: it calls the library as a C program would, checks nothing, and takes every message with its bytes before it frees it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from tests.support.loopback import Loopback

NAMES = b"SteamUtils011\0SteamGameServer015\0SteamGameServerStats001\0"
"""The versions of the interfaces that are used, as SDK 1.65 lists them; cffi adds the second NUL of the end."""


class Message(NamedTuple):
    """One callback: Valve's number of it, and its bytes."""

    kind: int
    body: bytes


class Driver:
    """A game server over a loopback of SDK 1.65.

    Args:
        loop: The library.
    """

    def __init__(self, loop: Loopback) -> None:
        """Begin before init."""
        self.loop = loop
        self.lib: Any = loop.lib
        self.ffi: Any = loop.ffi
        self.pipe = 0
        self.stats: Any = None
        self.server: Any = None
        self.utils: Any = None
        self.message = self.ffi.new("CallbackMsg_t *")

    def init(self, names: bytes | None = NAMES, port: int = 27015) -> tuple[int, str]:
        """Call Valve's init; return its code and its sentence."""
        error = self.ffi.new("char[1024]")
        versions = self.ffi.NULL if names is None else names
        code = self.lib.SteamInternal_GameServer_Init_V2(0x7F000001, port, 27016, 3, b"1.0.0.0", versions, error)
        return code, self.ffi.string(error).decode()

    def start(self) -> None:
        """Init, take the interfaces, and log on."""
        assert self.init() == (0, "Server initialized successfully")
        self.pipe = self.lib.SteamGameServer_GetHSteamPipe()
        self.stats = self.lib.SteamAPI_SteamGameServerStats_v001()
        self.server = self.lib.SteamAPI_SteamGameServer_v015()
        self.utils = self.lib.SteamAPI_SteamGameServerUtils_v011()
        self.lib.SteamAPI_ManualDispatch_Init()
        self.lib.SteamAPI_ISteamGameServer_LogOnAnonymous(self.server)
        assert 101 in [message.kind for _ in range(3) for message in self.frame()]

    def frame(self) -> list[Message]:
        """Run a frame; return what arrived."""
        messages = []
        self.lib.SteamAPI_ManualDispatch_RunFrame(self.pipe)
        while self.lib.SteamAPI_ManualDispatch_GetNextCallback(self.pipe, self.message):
            messages.append(Message(self.message.m_iCallback, bytes(self.ffi.buffer(self.message.m_pubParam, self.message.m_cubParam))))
            self.lib.SteamAPI_ManualDispatch_FreeLastCallback(self.pipe)
        return messages

    def request(self, user: int) -> int:
        """Ask for a user's stats; return the handle."""
        return int(self.lib.SteamAPI_ISteamGameServerStats_RequestUserStats(self.stats, user))

    def fetch(self, handle: int, kind: int = 1800, size: int = 12) -> tuple[bytes, bool] | None:
        """Fetch the result of a call; return its bytes and whether it failed, None if there is none of this kind and size."""
        to = self.ffi.new("uint8_t[]", size)
        failed = self.ffi.new("bool *")
        found = self.lib.SteamAPI_ManualDispatch_GetAPICallResult(self.pipe, handle, to, size, kind, failed)
        return (bytes(to), bool(failed[0])) if found else None

    def completed(self, handle: int) -> tuple[bool, bool]:
        """Return whether a call is completed, and whether it failed."""
        failed = self.ffi.new("bool *")
        return bool(self.lib.SteamAPI_ISteamUtils_IsAPICallCompleted(self.utils, handle, failed)), bool(failed[0])
