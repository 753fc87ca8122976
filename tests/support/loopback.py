"""The server's side of the loopback: a libsteam_api whose every answer to a server comes from a backend in this process.

Rules: those of loopback_side.py. `loopback(LocalSteam(...))` is the path to give to NativeSteam. Calls on the way when the server shuts
down are not answered any more, as on Steam, whose handles end with the pipe.
"""

from __future__ import annotations

import struct
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam import callbacks
from steam_nodes.steam.results import Result
from tests.support.loopback_side import LOSING, NATIVE, POSTINGS, NoCompilerError, Side, library

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.backend import ServerBackend
    from steam_nodes.steam.callbacks import Record

__all__ = ["INVALID_HANDLE", "LOSING", "NATIVE", "POSTINGS", "Loopback", "NoCompilerError", "library", "loopback"]

INVALID_HANDLE: Final = 2

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


class Loopback(Side):
    """A library that is connected to a server's backend, until `close` or until the next one is."""

    prefix = "loopback"
    later_answered = frozenset(("request_user_stats", "store_user_stats", "associate_with_clan", "compute_new_player_compatibility"))
    stranger = 1800, struct.pack("<iQ", 1, 1)
    backend: ServerBackend

    # The table of answers.

    def _ask_init(self, ip: int, game: int, query: int, mode: int, version: Any, error: Any) -> int:
        code, sentence = self.backend.server_init(str(IPv4Address(ip)), game, query, mode, self.text(version))
        self.ffi.memmove(error, sentence.encode()[:1023] + b"\0", len(sentence.encode()[:1023]) + 1)
        return code

    def _ask_shutdown(self) -> None:
        self.waiting.clear()
        self.backend.server_shutdown()
        # The pipe is gone, and what was still on its way to it: the next init opens another one.
        self.backend.advance(0.0)
        self.backend.poll()

    def _ask_run_frame(self) -> None:
        self.backend.advance(self.delta)
        for record in self.backend.poll():
            self._post(record)

    def _ask_get_user_stat_int(self, user: int, name: Any, value: Any) -> bool:
        return self._give(value, self.backend.get_user_stat_int(user, self.text(name)))

    def _ask_get_user_stat_float(self, user: int, name: Any, value: Any) -> bool:
        return self._give(value, self.backend.get_user_stat_float(user, self.text(name)))

    def _ask_get_user_achievement(self, user: int, name: Any, value: Any) -> bool:
        return self._give(value, self.backend.get_user_achievement(user, self.text(name)))

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
        if call not in self.issued:
            return INVALID_HANDLE
        return self.backend.get_api_call_failure_reason() if call == self.last else -1

    # What passes.

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
        call: int | None = getattr(record, "call", None)
        if call is None:
            self._post_news(kind, encode(record))
        else:
            self._post_answer(kind, encode(record), call, broken=record.result is Result.IO_FAILURE)  # type: ignore[union-attr]  # it has one


def loopback(backend: ServerBackend, *, posting: str = "result", sdk: int = 165, path: str | None = None) -> Loopback:
    """Connect a server's backend to a library, and return what stands for its path.

    Args:
        backend: Who answers.
        posting: How answers to calls arrive: one of POSTINGS or LOSING.
        sdk: Whose names the library has, 148 to 165.
        path: A library that `library` built, None for the one of this `sdk`.

    Raises:
        NoCompilerError: There is no C compiler.
    """
    return Loopback(backend, posting, path or library(sdk))
