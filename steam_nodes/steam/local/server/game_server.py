"""A local server as Steam sees it: init and log on, what it tells of itself, its packets, two requests about groups and players, utilities.

Rules: what the server told is readable as it was set; what Steam would know of the server's surroundings is an attribute that a test sets.
A refused call changes nothing and says why. Each request is answered exactly once, in a later frame. Where the server stands is kept by
session.py.
"""

from __future__ import annotations

from collections import deque
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from steam_nodes.steam import refusals
from steam_nodes.steam.callbacks import ClanAssociated, PlayerCompatibility
from steam_nodes.steam.checks import (
    ANY_ADDRESS,
    BEFORE_LOG_ON,
    PORT_MAX,
    dotted,
    field_fault,
    ipv4_number,
    require_bytes,
    require_int,
    require_str,
    text_fault,
)
from steam_nodes.steam.enums import APICallFailure, ServerMode
from steam_nodes.steam.local.server.session import NOT_LOGGED_ON
from steam_nodes.steam.local.world.options import is_clan, is_player
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.checks import ServerField
    from steam_nodes.steam.local.server.session import ServerSession

_FOR_STEAM: Final = b"\xff\xff\xff\xff"
_KEPT: Final = 1000
_MOST_OUTGOING: Final = 1 << 20
"""How many bytes wait at most to be sent."""
_PACKET_OUT: Final = 16_384
"""The room that Valve wants a game to give to GetNextOutgoingPacket."""
_PACKET_IN: Final = 65_507
"""The most bytes that a UDP packet over IPv4 can hold."""
_UINT32: Final = 0xFFFF_FFFF
_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF


class GameServer:
    """The calls of a server about itself.

    Args:
        session: The server's session.
    """

    def __init__(self, session: ServerSession) -> None:
        """Begin with nothing told."""
        self._session = session
        self._world = session.world
        self._server_data: dict[ServerField, str | int | bool] = {}
        self._key_values: dict[str, str] = {}
        self._public_ip = ""
        self._outgoing: deque[tuple[bytes, int, int]] = deque()
        self._outgoing_bytes = 0
        self.packets: deque[tuple[bytes, str, int]] = deque(maxlen=_KEPT)
        """The last 1,000 packets that `handle_incoming_packet` took: (bytes, IPv4 address, port)."""
        self.country = ""
        """The two letters of the country this server is in, "" if Steam does not know it."""
        self.restart_requested: bool = False
        """Whether Steam wants the server to be updated and started again; asked once, it is False again, as on Steam."""
        self.compatibility: dict[int, tuple[int, int, int]] = {}
        """By player: how many here do not like them, how many they do not like, and how many of the server's group do not; else 0."""

    # Init and log on.

    def server_init(self, ip: str, game_port: int, query_port: int, server_mode: int, version: str) -> tuple[int, str]:
        """Start the server's side of Steam; calls about stats then need a log on.

        Args:
            ip: The IPv4 address to use; "0.0.0.0" or "" for any.
            game_port: The port the players use, 1 to 65535.
            query_port: The port server browsers ask, 1 to 65535 (65535: the game's own).
            server_mode: 1 without authentication, 2 with it, 3 with it and secure.
            version: The server's version, such as "1.0.0.0".

        Returns:
            (0, "Server initialized successfully"), or (1, what is wrong and what to pass instead).

        Raises:
            TypeError: An argument has the wrong type.
        """
        fault = self._session.init(ip, game_port, query_port, server_mode, version)
        if fault:
            return 1, fault
        self._server_data.clear()
        self._key_values.clear()
        return 0, "Server initialized successfully"

    def server_shutdown(self) -> None:
        """End the server's side of Steam: store what is unstored, end every session; what was asked before is still answered."""
        self._session.shut_down()

    def initialised(self) -> bool:
        """Whether calls can be made: always, but for the time after `server_shutdown` and `close`."""
        return self._session.initialised

    def log_on(self, token: str) -> None:
        """Log the server on with a game server login token; any token that is not empty is right here."""
        if not isinstance(token, str):
            message = f"log_on: the token is a str, not {type(token).__name__} {short(token)}"
            raise TypeError(message)
        if token.strip() or not self._session.initialised:
            self._session.log_on("log_on", account_type=3)
        else:
            self._session.fail_log_on("log_on", "token", "the token is empty; pass a game server login token, or call log_on_anonymous")

    def log_on_anonymous(self) -> None:
        """Log the server on without an account; ServersConnected answers one frame later."""
        self._session.log_on("log_on_anonymous", account_type=4)

    def log_off(self) -> None:
        """Log the server off; ServersDisconnected with Result.OK follows if it was on."""
        if self._session.present("log_off"):
            self._session.log_off()

    def logged_on(self) -> bool:
        """Whether the server is logged on now."""
        return self._session.present("logged_on") and self._world.offline_state is None and not self._world.faults.offline

    def get_steam_id(self) -> int:
        """Return the server's own id, 0 while it is not logged on."""
        return self._session.steam_id if self._session.present("getSteamID") else 0

    def get_server_steam_id(self) -> int:
        """Return the server's own id, 0 while it is not logged on; never an error."""
        return self._session.steam_id

    def secure(self) -> bool:
        """Whether the server is secure: it was initialised with server_mode 3 and is logged on."""
        on = self._session.present("secure") and self._world.offline_state is None
        return on and self._session.mode is ServerMode.AUTHENTICATION_AND_SECURE

    def release_current_thread_memory(self) -> None:
        """Do nothing: a local world keeps nothing for a thread."""

    # What the server tells of itself.

    @property
    def server_data(self) -> Mapping[ServerField, str | int | bool]:
        """What the server said of itself since it was initialised, by field."""
        return MappingProxyType(self._server_data)

    @property
    def key_values(self) -> Mapping[str, str]:
        """The pairs of the server's rules."""
        return MappingProxyType(self._key_values)

    def set_server_field(self, field: ServerField, value: str | int | bool) -> None:
        """Tell one thing of the server; what is too long or out of range is refused and the old value stays."""
        fault = field_fault(field, value)
        call = f"set_{field}"
        if not self._session.present(call):
            return
        if fault:
            self._session.refuse_call(call, fault)
            return
        if field in BEFORE_LOG_ON and self._session.init_succeeded and self._world.offline_state is None:
            sentence = f"{call}: Steam may leave it as it is, for the server is logged on; set it before log_on"
            self._world.world_log.remark(Refusal((call, "logged on"), sentence))
        self._server_data[field] = value

    def set_key_value(self, key: str, value: str) -> None:
        """Tell a pair of the server's rules."""
        faults = [text_fault("set_key_value", text) for text in (key, value)]
        if not self._session.present("set_key_value"):
            return
        fault = "the key is empty; give it a name" if not key else faults[0] or faults[1]
        if fault:
            self._session.refuse_call("set_key_value", fault)
        else:
            self._key_values[key] = value

    def clear_all_key_values(self) -> None:
        """Take all those pairs back."""
        if self._session.present("clear_all_key_values"):
            self._key_values.clear()

    @property
    def public_ip(self) -> str:
        """The server's address as Steam sees it, IPv4 or IPv6; as long as it is not set, the one the server was given, if any.

        Raises:
            ValueError: It is no address.
        """
        return self._public_ip or next((ip for ip in self._session.addresses if ip not in ANY_ADDRESS), "")

    @public_ip.setter
    def public_ip(self, address: str) -> None:
        _packed(address)
        self._public_ip = address

    def get_public_ip(self) -> bytes:
        """Return the server's address, 4 or 16 bytes; b"" while it is not logged on or nobody knows it."""
        if not self._session.present("getPublicIP") or self._world.offline_state is not None:
            return b""
        return _packed(self.public_ip)

    def was_restart_requested(self) -> bool:
        """Whether Steam wants the server to be updated and started again; True once for each request."""
        asked = self._session.present("was_restart_requested") and self.restart_requested
        if asked:
            self.restart_requested = False
        return asked

    # Packets on the game's own port.

    def send_packet(self, packet: bytes, ip: str, port: int) -> None:
        """Have Steam want a packet sent from the game's own port: `get_next_outgoing_packet` gives it.

        At most 1,000 packets and 1 MiB wait for that. Where there is no room the new packet is dropped, as a full socket does, and it is
        said once.

        Args:
            packet: What to send, up to 16,384 bytes.
            ip: The IPv4 address to send it to.
            port: The port, 1 to 65535.

        Raises:
            TypeError: An argument has the wrong type.
            ValueError: The packet is too long, or the address or the port is none.
        """
        data = require_bytes("send_packet", "packet", packet)
        address = ipv4_number(require_str("send_packet", "ip", ip))
        if not 1 <= require_int("send_packet", "port", port) <= PORT_MAX:
            message = f"{short(port)} is not a port; pass a number from 1 to {PORT_MAX}"
            raise ValueError(message)
        if len(data) > _PACKET_OUT:
            message = f"the packet has {len(data)} bytes; Steam sends up to {_PACKET_OUT} at once"
            raise ValueError(message)
        if len(self._outgoing) >= _KEPT or self._outgoing_bytes + len(data) > _MOST_OUTGOING:
            sentence = "send_packet: too many packets wait and this one is dropped; call get_next_outgoing_packet until there is none"
            self._world.world_log.remark(Refusal(("send_packet", "full"), sentence))
            return
        self._outgoing.append((data, address, port))
        self._outgoing_bytes += len(data)

    def handle_incoming_packet(self, packet: bytes, ip: int, port: int) -> bool:
        """Take a packet that came to the game's own port; False for one that is not Steam's: those begin with four bytes FF."""
        data = require_bytes("handle_incoming_packet", "packet", packet)
        for label, number in (("ip", ip), ("port", port)):
            require_int("handle_incoming_packet", label, number)
        if not self._session.present("handle_incoming_packet"):
            return False
        fault = ""
        if not 0 <= ip <= _UINT32:
            fault = f"{short(ip)} is not an IPv4 address; pass a number of 32 bits"
        elif not 1 <= port <= PORT_MAX:
            fault = f"{short(port)} is not a port; pass a number from 1 to {PORT_MAX}"
        elif len(data) > _PACKET_IN:
            fault = f"the packet has {len(data)} bytes, and none that came by UDP has more than {_PACKET_IN}; pass what came in one read"
        elif not data.startswith(_FOR_STEAM):
            fault = "the packet is the game's own; pass on only what begins with FF FF FF FF"
        if fault:
            self._session.refuse_call("handle_incoming_packet", fault)
            return False
        self.packets.append((data, dotted(ip), port))
        return True

    def get_next_outgoing_packet(self) -> tuple[bytes, int, int] | None:
        """Return the next packet to send, (bytes, IPv4 address, port), None if there is none."""
        if not self._session.present("get_next_outgoing_packet") or not self._outgoing:
            return None
        packet = self._outgoing.popleft()
        self._outgoing_bytes -= len(packet[0])
        return packet

    # Requests that are answered later.

    def associate_with_clan(self, clan_id: int) -> int:
        """Associate the server with a group; a ClanAssociated with this number answers in a later frame."""
        fault = "" if is_clan(clan_id) else refusals.NO_CLAN.format(short(clan_id))
        call, result = self._request("associate_with_clan", fault)
        self._world.post_late(ClanAssociated(call, result))
        return call

    def compute_new_player_compatibility(self, steam_id: int) -> int:
        """Ask how a new player goes with those here; a PlayerCompatibility with this number answers in a later frame."""
        fault = "" if is_player(steam_id) else refusals.NO_PLAYER.format(short(steam_id))
        call, result = self._request("compute_new_player_compatibility", fault)
        counts = self.compatibility.get(steam_id, (0, 0, 0)) if result is Result.OK else (0, 0, 0)
        self._world.post_late(PlayerCompatibility(call, result, *counts, SteamID(steam_id & _UINT64)))
        return call

    # Steam's utilities.

    def get_app_id(self) -> int:
        """Return the app of the schema, 0 if the server is not initialised."""
        return self._world.rules.schema.app_id if self._session.present("getAppID", "Utils") else 0

    def get_server_real_time(self) -> int:
        """Return the time of the world's clock in seconds since 1970, 0 if the server is not initialised."""
        return int(self._world.clock.now()) if self._session.present("get_server_real_time", "Utils") else 0

    def get_ip_country(self) -> str:
        """Return the two letters of `country`, "" if they are not known."""
        return self.country if self._session.present("getIPCountry", "Utils") else ""

    def get_api_call_failure_reason(self) -> int:
        """Return NETWORK_FAILURE if the last call that is answered later broke, else -1."""
        if self._session.present("getAPICallFailureReason", "Utils") and self._session.last_result is Result.IO_FAILURE:
            return APICallFailure.NETWORK_FAILURE
        return APICallFailure.NONE

    def is_api_call_completed(self) -> tuple[bool, bool]:
        """Return whether the last call that is answered later is answered, and whether it broke."""
        if not self._session.present("isAPICallCompleted", "Utils"):
            return False, False
        return self._session.last_result is not None, self._session.last_result is Result.IO_FAILURE

    # What is used above.

    def _request(self, call: str, fault: str) -> tuple[int, Result]:
        """Number a request, and find how it will be answered, saying why if not with OK."""
        number = self._session.asked(self._world.number())
        if not self._session.present(call):
            return number, Result.NO_CONNECTION
        result = Result.OK
        if self._world.offline_state is not None:
            result, fault = Result.NOT_LOGGED_ON, NOT_LOGGED_ON
        elif fault:
            result = Result.FAIL
        elif self._world.faults.offline:
            result, fault = Result.NO_CONNECTION, "there is no connection to Steam; ask again when it is back"
        elif self._world.faults.io_failure:
            result, fault = Result.IO_FAILURE, "the call broke, as a script of faults says; ask again"
        if fault:
            self._session.refuse_call(call, fault)
        return number, result


def _packed(address: str) -> bytes:
    """Return an address as its bytes, most significant first; b"" for none."""
    if not address:
        return b""
    import ipaddress  # noqa: PLC0415 - milliseconds that only who asks for the address pays

    return ipaddress.ip_address(address).packed
