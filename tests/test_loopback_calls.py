"""The laws of what passes through the loopback: each call reaches the backend whole, and each record arrives as Valve's bytes.

Rules: the bytes are written out, with the packing of Linux and macOS; no struct is computed from another.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any, cast

import pytest

from steam_nodes.steam import callbacks
from steam_nodes.steam.enums import AuthSessionResponse, DenyReason
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID
from tests.support.loopback import Loopback, loopback
from tests.support.loopback_driver import Driver, Message
from tests.support.stats_world import OTHER, PLAYER, stepped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.steam.backend import ServerBackend
    from steam_nodes.steam.callbacks import Record

A, B = SteamID(PLAYER), SteamID(OTHER)


@pytest.fixture
def driver() -> Iterator[Driver]:
    """Give a server that is not initialised yet, over a local world."""
    backend = stepped()
    with loopback(backend) as loop:
        yield Driver(loop)
    backend.close()


RECORDS: list[tuple[Record, int, str]] = [
    (callbacks.StatsReceived(1, Result.OK, A), 1800, "01000000 bb56000001001001"),
    (callbacks.StatsStored(1, Result.INVALID_PARAM, A), 1801, "08000000 bb56000001001001"),
    (callbacks.StatsUnloaded(A), 1108, "bb56000001001001"),
    (callbacks.ServersConnected(), 101, "00"),
    (callbacks.ServerConnectFailure(Result.NO_CONNECTION, still_retrying=True), 102, "03000000 01000000"),
    (callbacks.ServersDisconnected(Result.OK), 103, "01000000"),
    (callbacks.PolicyResponse(secure=True), 115, "01"),
    (callbacks.AuthTicketValidated(A, AuthSessionResponse.VAC_BANNED, B), 143, "bb56000001001001 03000000 bc56000001001001"),
    (callbacks.ClientApproved(A, B), 201, "bb56000001001001 bc56000001001001"),
    (callbacks.ClientDenied(A, DenyReason.CHEATER), 202, "bb56000001001001 05000000 64656e696564" + "00" * 122),
    (callbacks.ClientKicked(A, DenyReason.CHEATER), 203, "bb56000001001001 05000000"),
    (callbacks.ClientGroupStatus(A, B, member=True, officer=False), 208, "bb56000001001001 bc56000001001001 01 00"),
    (callbacks.ClanAssociated(1, Result.FAIL), 210, "02000000"),
    (callbacks.PlayerCompatibility(1, Result.OK, 2, 3, 4, A), 211, "01000000 02000000 03000000 04000000 bb56000001001001"),
]


@pytest.mark.parametrize(("record", "kind", "body"), RECORDS, ids=lambda it: type(it).__name__ if hasattr(it, "__slots__") else "")
def test_every_record_is_written_as_valves_bytes(driver: Driver, record: Record, kind: int, body: str) -> None:
    """A record arrives as the bytes of Valve's struct: an answer as the result of its call, anything else as a broadcast."""
    driver.start()
    driver.loop.waiting.add(1)
    driver.loop._post(record)
    assert sum(type(record) is type(other) for other, _, _ in RECORDS) == 1
    message = driver.frame()[0]
    if hasattr(record, "call"):
        handle = driver.lib.loopback_handle(1)
        assert message == Message(703, struct.pack("<QiI", handle, kind, len(bytes.fromhex(body))))
        message = Message(kind, (driver.fetch(handle, kind, len(bytes.fromhex(body))) or (b"", True))[0])
    assert message == Message(kind, bytes.fromhex(body))


class Told:
    """A backend that notes what it is told and answers what it was given."""

    def __init__(self, **answers: Any) -> None:
        """Give the answers by the name of the call."""
        self.answers = answers
        self.calls: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Any:
        """Return a method that notes its call."""

        def call(*arguments: Any) -> Any:
            self.calls.append((name, *arguments))
            return self.answers.get(name)

        return call


def told(sdk: int = 165, **answers: Any) -> tuple[Told, Loopback, Any, Any]:
    """Start a library over a backend that only notes; return it, the library, and the interfaces of the server and the utilities."""
    backend = Told(server_init=(0, ""), **answers)
    loop = loopback(cast("ServerBackend", backend), sdk=sdk)  # it has every method there is
    if sdk >= 158:
        assert loop.lib.SteamInternal_GameServer_Init_V2(0x0A000001, 1, 2, 3, b"4", loop.ffi.NULL, loop.ffi.NULL) == 0
    else:
        assert loop.lib.SteamInternal_GameServer_Init(0x0A000001, 9, 1, 2, 3, b"4")
    assert backend.calls == [("server_init", "10.0.0.1", 1, 2, 3, "4")]
    backend.calls.clear()
    server = getattr(loop.lib, f"SteamAPI_SteamGameServer_v{15 if sdk >= 157 else 13:03}")()
    utils = getattr(loop.lib, f"SteamAPI_SteamGameServerUtils_v{11 if sdk >= 165 else 9:03}")()
    return backend, loop, server, utils


CALLS: list[tuple[str, tuple[Any, ...], tuple[Any, ...], Any]] = [
    ("LogOn", (b"TOKEN",), ("log_on", "TOKEN"), None),
    ("LogOff", (), ("log_off",), None),
    ("GetSteamID", (), ("get_steam_id",), 90071992547409921),
    ("BSecure", (), ("secure",), True),
    ("WasRestartRequested", (), ("was_restart_requested",), True),
    ("SetProduct", (b"spacewar",), ("set_server_field", "product", "spacewar"), None),
    ("SetGameDescription", ("Größe".encode(),), ("set_server_field", "game_description", "Größe"), None),
    ("SetModDir", (b"",), ("set_server_field", "mod_dir", ""), None),
    ("SetDedicatedServer", (True,), ("set_server_field", "dedicated_server", True), None),
    ("SetMaxPlayerCount", (8,), ("set_server_field", "max_player_count", 8), None),
    ("SetBotPlayerCount", (-1,), ("set_server_field", "bot_player_count", -1), None),
    ("SetServerName", (b"here",), ("set_server_field", "server_name", "here"), None),
    ("SetMapName", (b"map",), ("set_server_field", "map_name", "map"), None),
    ("SetPasswordProtected", (False,), ("set_server_field", "password_protected", False), None),
    ("SetSpectatorPort", (65535,), ("set_server_field", "spectator_port", 65535), None),
    ("SetSpectatorServerName", (b"tv",), ("set_server_field", "spectator_server_name", "tv"), None),
    ("SetGameTags", (b"a,b",), ("set_server_field", "game_tags", "a,b"), None),
    ("SetGameData", (b"x",), ("set_server_field", "game_data", "x"), None),
    ("SetRegion", (b"255",), ("set_server_field", "region", "255"), None),
    ("SetAdvertiseServerActive", (True,), ("set_server_field", "advertise_server_active", True), None),
    ("SetKeyValue", (b"k", b"v"), ("set_key_value", "k", "v"), None),
    ("ClearAllKeyValues", (), ("clear_all_key_values",), None),
    ("BeginAuthSession", (b"\0\1\2", 3, PLAYER), ("begin_auth_session", b"\0\1\2", PLAYER), 5),
    ("EndAuthSession", (PLAYER,), ("end_auth_session", PLAYER), None),
    ("CancelAuthTicket", (7,), ("cancel_auth_ticket", 7), None),
    ("UserHasLicenseForApp", (PLAYER, 480), ("user_has_license_for_app", PLAYER, 480), 1),
    ("RequestUserGroupStatus", (PLAYER, OTHER), ("request_user_group_status", PLAYER, OTHER), True),
    ("HandleIncomingPacket", (b"\0p", 2, 0x0A000002, 27015), ("handle_incoming_packet", b"\0p", 0x0A000002, 27015), True),
]


@pytest.mark.parametrize(("call", "arguments", "noted", "answer"), CALLS, ids=[call for call, *_ in CALLS])
def test_every_call_reaches_the_backend(call: str, arguments: tuple[Any, ...], noted: tuple[Any, ...], answer: Any) -> None:
    """A call comes to the backend's method of its name with its arguments whole, and its answer comes back."""
    backend, loop, server, _ = told(**{noted[0]: answer})
    with loop:
        assert getattr(loop.lib, f"SteamAPI_ISteamGameServer_{call}")(server, *arguments) == answer
        assert backend.calls == [noted]
        assert all(type(got) is type(wanted) for got, wanted in zip(backend.calls[0], noted, strict=True))


@pytest.mark.parametrize(("address", "kind"), [(b"", 0), (bytes([203, 0, 113, 7]), 0), (bytes(range(16)), 1)])
def test_an_address_has_its_four_or_sixteen_bytes(address: bytes, kind: int) -> None:
    """An IPv4 address is one number in the machine's own order, an IPv6 address its bytes."""
    _, loop, server, _ = told(get_public_ip=address)
    with loop:
        got = loop.lib.SteamAPI_ISteamGameServer_GetPublicIP(server)
        whole = bytes(loop.ffi.buffer(got.m_rgubIPv6))
        expected = struct.pack("=I", int.from_bytes(address, "big")) if len(address) == 4 else address
        assert (got.m_eType, whole) == (kind, expected.ljust(16, b"\0"))


@pytest.mark.parametrize("sdk", [165, 148])
def test_tickets_keep_their_bytes(sdk: int) -> None:
    """A ticket comes with all its bytes and its size; one that does not fit is none; before v015 nobody is named."""
    ticket = bytes(range(256))
    backend, loop, server, _ = told(sdk, get_auth_session_ticket=(7, ticket))
    with loop:
        room, size = loop.ffi.new("uint8_t[1024]"), loop.ffi.new("uint32_t *", 9)
        make = loop.lib.SteamAPI_ISteamGameServer_GetAuthSessionTicket
        who: tuple[Any, ...] = (
            loop.ffi.new("SteamNetworkingIdentity *", {"m_eType": 16, "m_steamID64": [PLAYER & 0xFFFFFFFF, PLAYER >> 32]}),
        )
        if sdk < 157:
            make, who = loop.ffi.cast("uint32_t(*)(void *, void *, int32_t, uint32_t *)", make), ()
        assert make(server, room, 100, size, *who) == 0
        assert size[0] == 9
        assert make(server, room, 1024, size, *who) == 7
        assert bytes(room)[: size[0]] == ticket
        assert backend.calls == [("get_auth_session_ticket", PLAYER if who else 0)] * 2


def test_outgoing_packets_come_whole_or_not_at_all() -> None:
    """A packet comes with its bytes, address and port; 0 where there is none or it does not fit."""
    for answer, room, size in ((None, 64, 0), ((b"\0ab", 0x0A000003, 27017), 2, 0), ((b"\0ab", 0x0A000003, 27017), 3, 3)):
        _, loop, server, _ = told(get_next_outgoing_packet=answer)
        with loop:
            to, ip, port = loop.ffi.new("uint8_t[64]"), loop.ffi.new("uint32_t *"), loop.ffi.new("uint16_t *")
            assert loop.lib.SteamAPI_ISteamGameServer_GetNextOutgoingPacket(server, to, room, ip, port) == size
            assert (bytes(to)[:size], ip[0], port[0]) == ((b"\0ab", 0x0A000003, 27017) if size else (b"", 0, 0))


def test_the_utilities_answer() -> None:
    """App id, server time and country come from the backend; a country that is not known is an empty text, never NULL."""
    for country in ("DE", ""):
        _, loop, _, utils = told(get_app_id=480, get_server_real_time=4_000_000_000, get_ip_country=country)
        with loop:
            assert loop.lib.SteamAPI_ISteamUtils_GetAppID(utils) == 480
            assert loop.lib.SteamAPI_ISteamUtils_GetServerRealTime(utils) == 4_000_000_000
            assert loop.ffi.string(loop.lib.SteamAPI_ISteamUtils_GetIPCountry(utils)).decode() == country
