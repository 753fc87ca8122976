"""What the laws of recordings share: a backend that answers every call of a server, steps to run, and the test's own rule for ids.

Rules: the rule for ids is written here a second time, as a table of originals and what they become when they are first named in the
order of `IDS`; so every list of steps that is compared with its replay begins with `MEET`.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from steam_nodes.steam.callbacks import (
    AuthTicketValidated,
    ClanAssociated,
    ClientApproved,
    ClientDenied,
    ClientGroupStatus,
    ClientKicked,
    PlayerCompatibility,
    PolicyResponse,
    Record,
    ServerConnectFailure,
    ServersConnected,
    ServersDisconnected,
    StatsReceived,
    StatsStored,
    StatsUnloaded,
)
from steam_nodes.steam.enums import AuthSessionResponse, DenyReason
from steam_nodes.steam.recording.format import CALLS
from steam_nodes.steam.recording.record import record
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from steam_nodes.steam.backend import ServerBackend

Step: TypeAlias = tuple[Any, ...]

ALICE, BOB, CAROL = (int(SteamID.of_account(account)) for account in (22203, 71234567, 4294967295))
SERVER = int(SteamID.of_account(987654321, account_type=4, instance=4242))
OWN = int(SteamID.of_account(1, account_type=4))
CLAN = int(SteamID.of_account(4777282, account_type=7, instance=0))
BARE = 71234567
IDS = (ALICE, BOB, CAROL, SERVER, OWN, CLAN, BARE)
MEET: list[Step] = [("request_user_stats", steam_id) for steam_id in IDS]
TOKEN = "89ABCDEF0123456789ABCDEF01234567"  # noqa: S105 - nobody's
TICKETS = (b"\x14\0\0\0the ticket of Alice, 44 bytes of secret \xff\xfe", b"the second ticket")
PACKETS = (b"\xff\xff\xff\xffTSource Engine Query\0", b"an answer with the server's id in it")
HANDLE, FIRST_CALL = 4_000_000_000, 7_000_000_001
PLAYER_IP, PUBLIC_IP = "203.0.113.77", "198.51.100.7"


def number_of(address: str) -> int:
    """Return an IPv4 address as Steam's number."""
    return int.from_bytes(bytes(int(part) for part in address.split(".")), "big")


def stand_in(number: int, original: bytes) -> bytes:
    """Return what the n-th ticket or packet becomes."""
    return (b"%d invented " % number * 99)[: len(original)]


BECOMES: dict[Any, Any] = {
    ALICE: 76561197960265729,
    BOB: 76561197960265730,
    CAROL: 76561197960265731,
    SERVER: OWN,
    OWN: OWN + 1,
    CLAN: 103582791429521409,
    BARE: 1,
    -7: -1,
    2**64: 2**64,
    2**64 - 7: 0xFFFFFFFF_00000001,
    TOKEN: "TOKEN",
    **{original: stand_in(number, original) for number, original in enumerate(TICKETS, 1)},
    **{original: stand_in(number, original) for number, original in enumerate(PACKETS, 1)},
}
"""What each original becomes, by the order in which MEET and Scripted.STEPS name them."""

_TEXTS = {repr(original): repr(invention) for original, invention in BECOMES.items() if len(repr(original)) > 7}
_KINDS = {"id", "token", "ticket", "packet", "ip", "host"}


def as_recorded(steps: list[Step], addresses: dict[str, str] | None = None) -> list[Step]:
    """Return the steps as a test over a replay must do them."""
    table = dict(BECOMES)
    for original, invention in (addresses or {}).items():
        table |= {original: invention, number_of(original): number_of(invention)}
    found: list[Step] = []
    for name, *args in steps:
        kinds = CALLS[name].takes.values() if name in CALLS else [""] * len(args)
        given = [table.get(arg, arg) if kind in _KINDS else arg for arg, kind in zip(args, kinds, strict=True)]
        found.append((name, *(pseudonyms(arg, addresses) if isinstance(arg, str) else arg for arg in given)))
    return found


def pseudonyms(told: str, addresses: dict[str, str] | None = None) -> str:
    """Return what `run` told with each original replaced."""
    table = dict(_TEXTS) | {TOKEN: "TOKEN", str(Path.home()): "~"}
    for original, invention in (addresses or {}).items():
        packed, other = (number_of(one).to_bytes(4, "big") for one in (original, invention))
        table |= {original: invention, repr(packed): repr(other), str(number_of(original)): str(number_of(invention))}
    longest_first = sorted(table, key=len, reverse=True)
    told = re.sub("|".join(map(re.escape, longest_first)), lambda match: table[match[0]], told)
    return re.sub(r"7000000([0-9]{3})", lambda match: str(int(match[1])), told).replace(str(HANDLE), "1")


def run(backend: Any, steps: list[Step]) -> str:
    """Do the steps and tell what came: a line for each, with the reason after it."""
    told = []
    for name, *args in steps:
        if name == "frame":
            backend.advance(*args)
            came: Any = backend.poll()
        else:
            came = getattr(backend, name)(*args)
        told.append(f"{name}: {int(came) if isinstance(came, SteamID) else came!r} ({backend.why()})")
    return "\n".join(told)


@contextmanager
def made(path: Path, backend: Any) -> Iterator[tuple[Path, ServerBackend]]:
    """Give a recorder and its file, and close it."""
    recorder = record(backend, path)
    yield path, recorder
    recorder.close()


class Scripted:
    """A backend that answers every call by a table, with every kind of original in it."""

    ADDRESSES: ClassVar = {PUBLIC_IP: "198.18.0.1", PLAYER_IP: "198.18.0.2"}
    RECORDS: ClassVar[list[Record]] = [
        ServersConnected(),
        PolicyResponse(secure=True),
        StatsReceived(FIRST_CALL, Result.OK, SteamID(ALICE)),
        StatsStored(FIRST_CALL + 1, 9999, SteamID(BOB)),  # type: ignore[arg-type]  # newer than the table
        StatsUnloaded(SteamID(BOB)),
        ServerConnectFailure(Result.NO_CONNECTION, still_retrying=True),
        ServersDisconnected(Result.OK),
        AuthTicketValidated(SteamID(ALICE), AuthSessionResponse.VAC_BANNED, SteamID(CAROL)),
        ClientApproved(SteamID(ALICE), SteamID(CAROL)),
        ClientDenied(SteamID(BOB), DenyReason.NO_LICENSE),
        ClientKicked(SteamID(BOB), 77),  # type: ignore[arg-type]  # newer than the table
        ClientGroupStatus(SteamID(ALICE), SteamID(CLAN), member=True, officer=False),
        ClanAssociated(FIRST_CALL + 2, Result.OK),
        PlayerCompatibility(FIRST_CALL + 3, Result.OK, 1, 2, 3, SteamID(CAROL)),
    ]
    ANSWERS: ClassVar[dict[str, Any]] = {
        "server_init": (0, "Server initialized successfully"),
        "initialised": True,
        "secure": False,
        "logged_on": True,
        "get_steam_id": OWN,
        "get_server_steam_id": SteamID(OWN),
        "get_user_stat_int": 7,
        "get_user_stat_float": 0.25,
        "get_user_achievement": None,
        "set_user_stats": ["kils"],
        "get_public_ip": number_of(PUBLIC_IP).to_bytes(4, "big"),
        "get_auth_session_ticket": (HANDLE, TICKETS[1]),
        "begin_auth_session": 0,
        "user_has_license_for_app": 2,
        "get_next_outgoing_packet": (PACKETS[1], number_of(PLAYER_IP), 27005),
        "get_app_id": 480,
        "get_server_real_time": 1_723_456_789,
        "get_ip_country": "DE",
        "get_api_call_failure_reason": -1,
        "is_api_call_completed": (True, False),
    }
    STEPS: ClassVar[list[Step]] = [
        *MEET,
        ("server_init", PUBLIC_IP, 27015, 27016, 3, "1.0.0.0"),
        ("log_on", TOKEN),
        ("log_on_anonymous",),
        ("begin_auth_session", TICKETS[0], ALICE),
        ("frame", 1 / 60),
        ("handle_incoming_packet", PACKETS[0], number_of(PLAYER_IP), 27005),
        ("secure",),
        ("get_next_outgoing_packet",),
        ("get_public_ip",),
        ("get_auth_session_ticket", ALICE),
        ("set_user_stats", ALICE, {"kills": 7, "accuracy": float("nan"), "kils": 10**5000}),
        *((name, BOB, "kills") for name in ("get_user_stat_int", "get_user_stat_float", "get_user_achievement")),
        *((name, BOB, "ACH_WIN") for name in ("set_user_achievement", "clear_user_achievement")),
        ("set_user_stat_int", BOB, "kills", -5),
        ("set_user_stat_float", BOB, "accuracy", 1),
        ("update_user_avg_rate_stat", BOB, "kills_per_hour", 3, 0.5),
        ("store_user_stats", BOB),
        ("set_server_field", "server_name", "Café\u2028 \ud800 #1"),
        ("set_server_field", "password_protected", True),
        ("set_server_field", "max_player_count", 16),
        ("set_key_value", "owner", f"{ALICE}, {TOKEN} at {PLAYER_IP}"),
        ("clear_all_key_values",),
        ("frame", 1 / 60),
        ("user_has_license_for_app", ALICE, 480),
        ("request_user_group_status", ALICE, CLAN),
        ("associate_with_clan", CLAN),
        ("compute_new_player_compatibility", CAROL),
        ("cancel_auth_ticket", 0),
        ("end_auth_session", ALICE),
        *((name,) for name in sorted(CALLS) if not CALLS[name].takes),
        ("frame", 1 / 60),
    ]
    SECRETS: ClassVar = (
        *(str(steam_id) for steam_id in (ALICE, BOB, CAROL, SERVER, CLAN, BARE)),
        TOKEN,
        *(spelling for one in (*TICKETS, *PACKETS) for spelling in (one.hex(), repr(one)[2:-1], one[5:12].decode("latin-1"))),
        *(spelling for one in (PLAYER_IP, PUBLIC_IP) for spelling in (one, str(number_of(one)))),
        str(HANDLE),
        "7000000",
    )

    def __init__(self) -> None:
        """Begin with nothing asked."""
        self.calls = FIRST_CALL - 1
        self.waiting = list(self.RECORDS)
        self.reason = ""

    @property
    def schema(self) -> None:
        """None: it knows no schema."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Answer any call of the seam by the table, and refuse a few with a reason that names the ids in it."""
        if name not in CALLS:
            raise AttributeError(name)

        def call(*_args: object) -> Any:
            if name == "secure":
                self.reason = f"{name}: {ALICE} of {BARE} with {TOKEN} from {PLAYER_IP} in {Path.home()}/.steam: 0.9999999999999999"
            if CALLS[name].gives == ("call",):
                self.calls += 1
                return self.calls
            return self.ANSWERS.get(name)

        return call

    def advance(self, delta: float) -> None:
        """Begin a frame."""

    def poll(self) -> list[Record]:
        """Hand all records over at once."""
        waiting, self.waiting = self.waiting, []
        return waiting

    def why(self) -> str:
        """Return the last reason."""
        return self.reason

    def close(self) -> None:
        """End."""
