"""A server's whole life over Valve's interface: what it returns and brings is what the local world behind returns and brings.

Rules: one life is lived twice, on a LocalSteam as it is and on one behind the loopback library, in both ways and as an old and a new SDK;
the two accounts are the same, line by line.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import SteamServer
from steam_nodes.steam.callbacks import AuthTicketValidated, StatsReceived, StatsStored
from steam_nodes.steam.enums import AuthSessionResponse, DenyReason
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.native import NativeSteam
from steam_nodes.steam.steam_id import SteamID
from tests.support.loopback import library
from tests.support.native_world import MODES, Looped, Mode
from tests.support.stats_world import OTHER, PLAYER, SCHEMA, START
from tests.support.stepping import frame

if TYPE_CHECKING:
    from steam_nodes.steam.backend import ServerBackend
    from steam_nodes.steam.callbacks import Record
    from steam_nodes.steam.checks import ServerField

CLAN = int(SteamID.of_account(4, account_type=7, instance=0))
FIELDS: dict[ServerField, tuple[Any, Any]] = {
    "advertise_server_active": (True, False),
    "bot_player_count": (0, 16),
    "dedicated_server": (True, False),
    "game_data": ("mode:ctf", "ü" * 20),
    "game_description": ("Spacewar", ""),
    "game_tags": ("fast,new", "slow"),
    "map_name": ("orbit", "star"),
    "max_player_count": (2, 64),
    "mod_dir": ("spacewar", "mods"),
    "password_protected": (True, False),
    "product": ("spacewar", "480"),
    "region": ("255", "3"),
    "server_name": ("Needle & Wedge", "日本"),
    "spectator_port": (0, 27020),
    "spectator_server_name": ("watch", "see"),
}
WAYS = [(mode, sdk) for mode in MODES for sdk in (165, 164, 148)]


def world() -> LocalSteam:
    """Make the world of a life."""
    return LocalSteam(SCHEMA, clock=SteppedClock(), users=START, store_rate="allow")


class Life:
    """One life of a server, and the account of it; calls are named by their order, for each side numbers its own."""

    def __init__(self, steam: ServerBackend, local: LocalSteam) -> None:
        """Live it."""
        self.steam, self.local = steam, local
        self.account: list[object] = []
        self.calls: list[int] = []
        self.begin()
        self.utilities()
        self.sessions()
        self.groups()
        self.packets()
        steam.log_off()
        self.frames()
        self.account.append([steam.logged_on(), steam.get_steam_id()])
        steam.server_shutdown()
        self.frames(1)
        self.account.append(steam.initialised())

    def told(self, record: Record) -> object:
        """Return a record with the order of its call."""
        if not hasattr(record, "call"):
            return record
        values = {name: getattr(record, name) for name in record.__slots__ if name != "call"}
        return type(record).__name__, self.calls.index(record.call), values

    def frames(self, count: int = 2) -> None:
        """Let frames go by."""
        self.account += [[self.told(record) for record in frame(self.steam)] for _ in range(count)]

    def begin(self) -> None:
        """Start, tell of the server, log on."""
        steam, local = self.steam, self.local
        steam.server_shutdown()
        self.account.append([steam.initialised(), steam.logged_on(), steam.get_steam_id(), steam.get_server_steam_id(), steam.secure()])
        self.account.append(steam.server_init("127.0.0.1", 27015, 27016, 3, "1.0.0.0"))
        self.account.append(steam.initialised())
        for which in range(2):
            for field, values in FIELDS.items():
                steam.set_server_field(field, values[which])
            steam.set_key_value("gravity", str(which))
            steam.set_key_value("ünïcode", "日本")
            self.account.append((dict(local.server_data), dict(local.key_values)))
        steam.clear_all_key_values()
        self.account.append(dict(local.key_values))
        steam.log_on("0123456789ABCDEF")
        self.frames()
        self.account.append([steam.logged_on(), steam.get_steam_id(), steam.get_server_steam_id(), steam.secure()])

    def utilities(self) -> None:
        """Ask for the app, the time, the country and the address, and whether to start again."""
        steam, local = self.steam, self.local
        local.country, local.public_ip = "NZ", "203.0.113.7"
        self.account.append([steam.get_app_id(), steam.get_server_real_time(), steam.get_ip_country(), steam.get_public_ip()])
        local.public_ip = "2001:db8::7"
        self.account.append([steam.get_public_ip(), steam.was_restart_requested()])
        local.restart_requested = True
        self.account.append([steam.was_restart_requested(), steam.is_api_call_completed(), steam.get_api_call_failure_reason()])

    def sessions(self) -> None:
        """Judge tickets, good and bad; a session, its licences and stats, and its end."""
        steam, local = self.steam, self.local
        good, foreign = local.issue_ticket(PLAYER), local.issue_ticket(PLAYER, app_id=440)
        late = local.issue_ticket(OTHER, lifetime=0.001)
        self.frames(1)
        tickets = ((foreign, PLAYER), (late, OTHER), (b"", PLAYER), (b"x" * 240, PLAYER))
        self.account.append([steam.begin_auth_session(ticket, who) for ticket, who in tickets])
        self.account.append(steam.user_has_license_for_app(PLAYER, 480))
        self.account.append([steam.begin_auth_session(good, PLAYER), steam.begin_auth_session(good, PLAYER)])
        self.frames()
        local.licenses[PLAYER] = {480, 570}
        self.account.append([steam.user_has_license_for_app(PLAYER, app) for app in (480, 570, 440)])
        self.calls.append(steam.request_user_stats(PLAYER))
        self.frames()
        self.account.append(steam.set_user_stats(PLAYER, {"kills": 9, "accuracy": 0.5}))
        self.account.append([steam.get_user_stat_int(PLAYER, "kills"), steam.get_user_stat_float(PLAYER, "accuracy")])
        self.calls.append(steam.store_user_stats(PLAYER))
        self.frames()
        local.cancel_ticket(good)
        self.frames()
        steam.end_auth_session(PLAYER)
        self.frames()
        self.account.append(steam.user_has_license_for_app(PLAYER, 480))

    def groups(self) -> None:
        """Approve, deny, kick, and ask about groups."""
        steam, local = self.steam, self.local
        local.approve(OTHER)
        local.deny(OTHER, DenyReason.CHEATER)
        local.kick(OTHER, DenyReason.STEAM_CONNECTION_LOST)
        self.frames()
        self.account.append(steam.request_user_group_status(OTHER, CLAN))
        self.calls.append(steam.associate_with_clan(CLAN))
        self.calls.append(steam.compute_new_player_compatibility(OTHER))
        self.frames()
        self.account.append(steam.is_api_call_completed())

    def packets(self) -> None:
        """Send packets there and back."""
        steam, local = self.steam, self.local
        self.account.append(steam.handle_incoming_packet(b"\xff\xff\xff\xffTSource\0", 0xCB007107, 27005))
        self.account.append([tuple(packet) for packet in local.packets])
        local.send_packet(b"\xff\xff\xff\xff\0I", "203.0.113.8", 27006)
        self.account.append([steam.get_next_outgoing_packet(), steam.get_next_outgoing_packet()])


@pytest.mark.parametrize(("mode", "sdk"), WAYS)
def test_a_whole_life_is_the_same_over_valves_interface(mode: Mode, sdk: int) -> None:
    """Init, what the server tells, log on, tickets, a session, licences, kicks, groups, packets, log off, shutdown."""
    plain, behind = world(), world()
    looped = Looped(behind, mode, sdk=sdk)
    try:
        assert Life(looped, behind).account == Life(plain, plain).account
    finally:
        looped.close()
        plain.close()


@pytest.mark.parametrize(("mode", "sdk"), WAYS)
def test_the_servers_own_tickets_keep_their_bytes_and_whom_they_are_for(mode: Mode, sdk: int) -> None:
    """A handle and bytes come back; an SDK whose tickets name nobody is called with four arguments."""
    behind = world()
    looped = Looped(behind, mode, sdk=sdk).start()
    asked: list[int] = []
    make = behind.get_auth_session_ticket

    def watched(remote_steam_id: int) -> tuple[int, bytes]:
        asked.append(remote_steam_id)
        return make(remote_steam_id)

    behind.get_auth_session_ticket = watched  # type: ignore[method-assign]  # to see what arrives
    handle, ticket = looped.get_auth_session_ticket(0)
    other, second = looped.get_auth_session_ticket(PLAYER)
    assert handle > 0
    assert other > 0
    assert handle != other
    assert (len(ticket) > 100, len(second) > 100) == (True, True)
    assert asked == [0, PLAYER if sdk > 157 else 0]
    looped.cancel_auth_ticket(handle)
    looped.close()


@pytest.mark.parametrize("mode", MODES)
def test_a_session_that_ends_stores_what_was_set(mode: Mode) -> None:
    """Steam takes no changes for who does not play here, so the end of a session sends them first; nobody is told of that store."""
    behind = world()
    looped = Looped(behind, mode).start()
    assert looped.begin_auth_session(behind.issue_ticket(PLAYER), PLAYER) == 0
    looped.request_user_stats(PLAYER)
    assert any(isinstance(record, StatsReceived) for _ in range(2) for record in frame(looped))
    assert looped.set_user_stat_int(PLAYER, "kills", 41)
    looped.end_auth_session(PLAYER)
    assert not [record for _ in range(3) for record in frame(looped) if isinstance(record, StatsStored)]
    looped.request_user_stats(PLAYER)
    frame(looped)
    assert looped.get_user_stat_int(PLAYER, "kills") == 41
    looped.close()


@pytest.mark.parametrize("mode", MODES)
def test_without_an_init_each_call_says_godotsteams_sentence_every_time(mode: Mode, caplog: pytest.LogCaptureFixture) -> None:
    """In the group's own words, twice for two calls; why() adds what to call first."""
    server = SteamServer(NativeSteam(library(), mode=mode))
    with caplog.at_level(logging.ERROR, logger="steam_nodes.steam"):
        for _ in range(2):
            assert server.setUserStatInt(PLAYER, "kills", 1) is False
            assert server.getUserStatFloat(PLAYER, "accuracy") == 0.0
            assert server.getUserAchievement(PLAYER, "ACH_WIN") == {}
            server.setServerName("x")
            assert server.getAppID() == 0
            assert server.userHasLicenceForApp(PLAYER, 480) == 2
    groups = [
        "Server Stats class not found when calling: setUserStatInt",
        "Server Stats class not found when calling: getUserStatFloat",
        "Server Stats class not found when calling: getUserAchievement",
        "Server class not found when calling: setServerName",
        "Utils class not found when calling: getAppID",
        "Server class not found when calling: userHasLicenceForApp",
    ]
    assert [record.getMessage() for record in caplog.records] == [f"[STEAM SERVER] {text}" for text in groups] * 2
    assert server.why() == f"[STEAM SERVER] {groups[-1]}; call server_init first"
    server.backend.close()


@pytest.mark.parametrize("mode", MODES)
def test_a_judgement_that_changes_later_is_told_later(mode: Mode) -> None:
    """What Steam learns of a player in a session arrives as another response."""
    behind = world()
    looped = Looped(behind, mode).start()
    assert looped.begin_auth_session(behind.issue_ticket(PLAYER), PLAYER) == 0
    behind.judge_ticket(PLAYER, AuthSessionResponse.VAC_BANNED)
    responses = [record.response for _ in range(3) for record in frame(looped) if isinstance(record, AuthTicketValidated)]
    assert responses[-1] is AuthSessionResponse.VAC_BANNED
    looped.close()
