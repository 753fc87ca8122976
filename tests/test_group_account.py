"""The account of a player: the laws of the group, over the local world and over Valve's interface.

Rules: another player's program and the server stand beside the player's door in the same world, and judge the player's tickets.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.callbacks import AuthTicketValidated, GroupRecord
from steam_nodes.steam.enums import AuthSessionResponse, BeginAuthSessionResult, DenyReason
from steam_nodes.steam.groups.account import (
    AuthSessionTicket,
    DurationControlNotification,
    DurationControlOnlineState,
    DurationControlProgress,
    FailureType,
    MarketNotAllowedReasonFlags,
    UserHasLicenseForAppResult,
)
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.local.client.groups.account import ENCRYPTED_SECONDS
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.entries import SchemaError
from steam_nodes.steam.schema.schema import Schema
from tests.support.client_world import APP
from tests.support.group_worlds import WAYS, Way, group_world
from tests.support.loopback import library
from tests.support.places import ON_EVERY_STORE
from tests.support.source_files import ROOT
from tests.support.stats_world import OTHER, PLAYER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from steam_nodes.steam.local.client.client import LocalClient
    from tests.support.group_worlds import GroupWorld

pytestmark = ON_EVERY_STORE

SERVER = 90071992547409921
OK, FAILED = Result.OK, Result.IO_FAILURE


class Judge:
    """Another player's program in the world of a group."""

    def __init__(self, group: GroupWorld) -> None:
        """Open it."""
        self.client: LocalClient = group.world.client(OTHER)
        self.frames()

    def frames(self, count: int = 3) -> list[tuple[int, AuthSessionResponse, int]]:
        """Run some frames; return what was told of tickets."""
        told: list[Any] = []
        for _ in range(count):
            self.client.advance(1 / 60)
            told += self.client.poll()
        return [(it.steam_id, it.response, it.owner_id) for it in told if isinstance(it, AuthTicketValidated)]


@pytest.fixture
def judge(group: GroupWorld) -> Iterator[Judge]:
    """Give another player's program."""
    other = Judge(group)
    yield other
    other.client.close()


def of_server(group: GroupWorld, count: int = 3) -> list[tuple[int, AuthSessionResponse]]:
    """Run some frames of the server; return what was told of tickets."""
    told: list[Any] = []
    for _ in range(count):
        group.world.advance(1 / 60)
        told += group.world.poll()
    return [(it.steam_id, it.response) for it in told if isinstance(it, AuthTicketValidated)]


# Tickets.


def test_a_ticket_is_told_by_its_handle_and_let_in_by_the_server(group: GroupWorld) -> None:
    """What became of it comes later with its handle; the server of the world knows it, and is told when it is cancelled, once."""
    group.listen("get_auth_session_ticket_response")
    ticket = group.steam.getAuthSessionTicket()
    assert ticket["id"] == 1
    assert ticket["size"] == len(ticket["buffer"]) == 240
    assert group.heard == []
    assert group.frames() == [("get_auth_session_ticket_response", 1, OK)]
    assert group.world.begin_auth_session(ticket["buffer"], PLAYER) == BeginAuthSessionResult.OK
    assert of_server(group) == [(PLAYER, AuthSessionResponse.OK)]
    group.steam.cancelAuthTicket(1)
    group.steam.cancelAuthTicket(1)
    assert of_server(group) == [(PLAYER, AuthSessionResponse.AUTH_TICKET_CANCELED)]


def test_a_ticket_is_let_in_by_another_players_program(group: GroupWorld, judge: Judge) -> None:
    """It says whether the player has an app as long as the session lasts, and hears of the end of the ticket."""
    ticket = group.steam.get_auth_session_ticket()
    own = judge.client.account
    assert own.user_has_license_for_app(PLAYER, APP) == UserHasLicenseForAppResult.NO_AUTH
    assert own.begin_auth_session(ticket["buffer"], PLAYER) == BeginAuthSessionResult.OK
    assert own.begin_auth_session(ticket["buffer"], PLAYER) == BeginAuthSessionResult.DUPLICATE_REQUEST
    assert judge.frames() == [(PLAYER, AuthSessionResponse.OK, PLAYER)]
    assert own.user_has_license_for_app(PLAYER, APP) == UserHasLicenseForAppResult.HAS_LICENSE
    assert own.user_has_license_for_app(PLAYER, 7) == UserHasLicenseForAppResult.DOES_NOT_HAVE_LICENSE
    own.set_licenses(APP, 7, steam_id=PLAYER)
    assert own.user_has_license_for_app(PLAYER, 7) == UserHasLicenseForAppResult.HAS_LICENSE
    group.steam.cancel_auth_ticket(ticket["id"])
    assert judge.frames() == [(PLAYER, AuthSessionResponse.AUTH_TICKET_CANCELED, PLAYER)]
    own.end_auth_session(PLAYER)
    assert own.user_has_license_for_app(PLAYER, APP) == UserHasLicenseForAppResult.NO_AUTH


def test_the_player_judges_tickets_too(group: GroupWorld, judge: Judge) -> None:
    """The other way round: what the node is shown, it judges, with the size that the script says."""
    group.listen("validate_auth_ticket_response")
    _, data = judge.client.account.get_auth_session_ticket(0)
    assert group.steam.beginAuthSession(data + b"rest", len(data), OTHER) is BeginAuthSessionResult.OK
    assert group.steam.beginAuthSession(data, 1000, OTHER) is BeginAuthSessionResult.DUPLICATE_REQUEST
    assert "end_auth_session" in group.steam.why()
    assert group.frames() == [("validate_auth_ticket_response", OTHER, AuthSessionResponse.OK, OTHER)]
    assert group.steam.userHasLicenseForApp(OTHER, APP) is UserHasLicenseForAppResult.HAS_LICENSE
    group.client.account.judge_ticket(OTHER, AuthSessionResponse.VAC_BANNED)
    judge.client.account.cancel_auth_ticket(1)
    assert [heard[2] for heard in group.frames()] == [AuthSessionResponse.VAC_BANNED, AuthSessionResponse.AUTH_TICKET_CANCELED]
    group.steam.endAuthSession(OTHER)
    assert group.steam.userHasLicenseForApp(OTHER, APP) is UserHasLicenseForAppResult.NO_AUTH
    assert "begin_auth_session" in group.steam.why()


def test_a_servers_ticket_is_judged_by_a_player(group: GroupWorld) -> None:
    """A server proves by a ticket of its own who it is; a ticket that another is shown is none of the other's."""
    group.listen("validate_auth_ticket_response")
    _, data = group.world.get_auth_session_ticket(PLAYER)
    server = group.world.get_steam_id()
    assert group.steam.begin_auth_session(data, len(data), PLAYER) is BeginAuthSessionResult.INVALID_TICKET
    assert group.steam.begin_auth_session(data, len(data), server) is BeginAuthSessionResult.OK
    assert group.frames() == [("validate_auth_ticket_response", server, AuthSessionResponse.OK, server)]


@pytest.mark.parametrize("size", [0, -1, 239])
def test_a_ticket_that_was_cut_is_no_ticket(group: GroupWorld, judge: Judge, size: int) -> None:
    """Bytes that are not exactly a ticket begin no session, and it is said why."""
    _, data = judge.client.account.get_auth_session_ticket(0)
    assert group.steam.begin_auth_session(data, size, OTHER) is BeginAuthSessionResult.INVALID_TICKET
    assert "no ticket" in group.steam.why()


def test_what_steam_says_of_a_ticket(group: GroupWorld, judge: Judge) -> None:
    """One that was used, one for somebody else, one of who does not own the game, one of a verdict by script, one that is too old."""
    group.listen("validate_auth_ticket_response")

    def said(data: bytes) -> AuthSessionResponse:
        assert group.steam.begin_auth_session(data, len(data), OTHER) is BeginAuthSessionResult.OK
        group.steam.end_auth_session(OTHER)
        ((_, _, response, _),) = group.frames()
        return AuthSessionResponse(response)

    def fresh(remote: int = 0) -> bytes:
        return judge.client.account.get_auth_session_ticket(remote)[1]

    used = fresh(PLAYER)
    assert [said(used), said(used)] == [AuthSessionResponse.OK, AuthSessionResponse.AUTH_TICKET_INVALID_ALREADY_USED]
    assert said(fresh(SERVER)) == AuthSessionResponse.AUTH_TICKET_NETWORK_IDENTITY_FAILURE
    group.client.account.judge_ticket(OTHER, AuthSessionResponse.PUBLISHER_ISSUED_BAN)
    assert [said(fresh()), said(fresh())] == [AuthSessionResponse.PUBLISHER_ISSUED_BAN, AuthSessionResponse.OK]
    group.client.account.set_licenses(steam_id=OTHER)
    assert said(fresh()) == AuthSessionResponse.NO_LICENSE_OR_EXPIRED
    handle, old = judge.client.account.get_auth_session_ticket(0)
    judge.client.account.expire_ticket(handle)
    assert group.steam.begin_auth_session(old, len(old), OTHER) is BeginAuthSessionResult.EXPIRED_TICKET


def test_what_was_bought_is_known_to_whoever_was_shown_a_ticket(group: GroupWorld, judge: Judge) -> None:
    """A server and another player's program know it as long as the program runs; that licences changed is told to the player."""
    group.listen("licenses_updated")
    for number, judging in ((1, group.world), (2, judge.client.account)):
        ticket = group.steam.get_auth_session_ticket()["buffer"]
        dlc = 480 + number
        assert judging.begin_auth_session(ticket, PLAYER) == 0
        assert judging.user_has_license_for_app(PLAYER, dlc) == UserHasLicenseForAppResult.DOES_NOT_HAVE_LICENSE
        group.client.apps.buy(dlc)
        assert judging.user_has_license_for_app(PLAYER, dlc) == UserHasLicenseForAppResult.HAS_LICENSE
        group.client.apps.take_away(dlc)
        assert judging.user_has_license_for_app(PLAYER, dlc) == UserHasLicenseForAppResult.DOES_NOT_HAVE_LICENSE
        assert group.frames() == [("licenses_updated",)] * 2
    group.client.apps.take_away(APP)
    late = group.steam.get_auth_session_ticket()["buffer"]
    judge.frames()
    judge.client.account.end_auth_session(PLAYER)
    assert judge.client.account.begin_auth_session(late, PLAYER) == 0
    assert judge.frames() == [(PLAYER, AuthSessionResponse.NO_LICENSE_OR_EXPIRED, PLAYER)]


def test_a_borrowed_game_is_told_with_its_owner() -> None:
    """Whose it is, is known by the ticket, and the owner's licences count."""
    with group_world("local") as group:
        borrower = group.world.client(OTHER, owner=PLAYER)
        handle, data = borrower.account.get_auth_session_ticket(0)
        group.listen("validate_auth_ticket_response")
        assert group.steam.begin_auth_session(data, len(data), OTHER) is BeginAuthSessionResult.OK
        assert group.frames() == [("validate_auth_ticket_response", OTHER, AuthSessionResponse.OK, PLAYER)]
        group.client.account.set_licenses(481, steam_id=PLAYER)
        assert group.steam.user_has_license_for_app(OTHER, 481) is UserHasLicenseForAppResult.HAS_LICENSE
        assert group.steam.user_has_license_for_app(OTHER, APP) is UserHasLicenseForAppResult.DOES_NOT_HAVE_LICENSE
        assert handle == 1
        borrower.close()
        assert group.frames() == [("validate_auth_ticket_response", OTHER, AuthSessionResponse.AUTH_TICKET_CANCELED, PLAYER)]


PROGRAM = """
import sys
from steam_nodes import LocalSteam
from steam_nodes.steam.local import SteppedClock
from steam_nodes.steam.schema.schema import Schema
client = LocalSteam(Schema.of({"app_id": 480}), sys.argv[1], clock=SteppedClock()).client(int(sys.argv[2]))
for line in sys.stdin:
    print(eval(line), flush=True)
    client.advance(0.1)
    client.poll()
"""
"""A player's program: it does what it is told, line by line."""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Give what has another process, which plays as OTHER over the same file, do something; "" ends it on the spot."""
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "steam.db"), str(OTHER)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def do(line: str) -> str:
        if not line:
            process.kill()
            process.wait()
            return ""
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line + "\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    with process:
        yield do
        process.kill()


def test_a_ticket_of_another_process_is_judged_over_the_same_file(tmp_path: Path, program: Callable[[str], str]) -> None:
    """A server and another player's program know it and what its player has; they hear that it is cancelled, or its process killed."""
    schema = Schema.of({"app_id": APP})
    world = LocalSteam(schema, tmp_path / "steam.db", clock=SteppedClock())
    client = world.client(PLAYER)

    def fresh(remote: int = 0) -> bytes:
        return bytes.fromhex(program(f"client.account.get_auth_session_ticket({remote})[1].hex()"))

    def told(side: Any) -> list[tuple[int, AuthSessionResponse]]:
        records: list[Any] = []
        for _ in range(3):
            side.advance(0.1)
            records += side.poll()
        return [(it.steam_id, it.response) for it in records if isinstance(it, AuthTicketValidated)]

    good = (OTHER, AuthSessionResponse.OK)
    program("client.apps.buy(481)")
    first, second, third = fresh(), fresh(), fresh(SERVER)
    assert world.begin_auth_session(first[:-1] + bytes([first[-1] ^ 1]), OTHER) == BeginAuthSessionResult.INVALID_TICKET
    assert world.begin_auth_session(first, PLAYER) == BeginAuthSessionResult.INVALID_TICKET
    assert world.begin_auth_session(first, OTHER) == 0
    assert world.begin_auth_session(first, OTHER) == BeginAuthSessionResult.DUPLICATE_REQUEST
    assert client.account.begin_auth_session(second, OTHER) == 0
    assert [told(world), told(client)] == [[good], [good]]
    for judging in (world, client.account):
        has = [judging.user_has_license_for_app(OTHER, app) for app in (APP, 481, 482)]
        assert has == [0, 0, 1]
    program("client.account.cancel_auth_ticket(1)")
    assert told(world) == [(OTHER, AuthSessionResponse.AUTH_TICKET_CANCELED)]
    assert told(client) == []
    world.end_auth_session(OTHER)
    for ticket, response in (
        (second, AuthSessionResponse.AUTH_TICKET_INVALID_ALREADY_USED),
        (third, AuthSessionResponse.AUTH_TICKET_NETWORK_IDENTITY_FAILURE),
        (fresh(), AuthSessionResponse.OK),
    ):
        assert world.begin_auth_session(ticket, OTHER) == 0
        assert told(world) == [(OTHER, response)]
        world.end_auth_session(OTHER)
    last = fresh()
    assert world.begin_auth_session(last, OTHER) == 0
    told(world)
    program("")
    assert told(world) == told(client) == [(OTHER, AuthSessionResponse.AUTH_TICKET_CANCELED)]
    world.end_auth_session(OTHER)
    assert world.begin_auth_session(last, OTHER) == BeginAuthSessionResult.INVALID_TICKET
    client.close()
    world.close()


def test_a_ticket_that_is_told_ok_is_known_in_other_worlds(tmp_path: Path) -> None:
    """On a clock that waits for nothing the answer comes when the ticket is in the file, and not before."""
    schema = Schema.of({"app_id": APP})
    worlds = [LocalSteam(schema, tmp_path / "steam.db") for _ in range(2)]
    client = worlds[0].client(OTHER)
    _, data = client.account.get_auth_session_ticket(0)
    told: list[Any] = []
    for _ in range(100):
        told += _polled(client)
        if any(isinstance(record, AuthSessionTicket) for record in told):
            break
        client._world.store.wait(1.0)
    assert [record for record in told if isinstance(record, AuthSessionTicket)] == [AuthSessionTicket(1, OK)]
    assert worlds[1].begin_auth_session(data, OTHER) == BeginAuthSessionResult.OK
    client.close()
    for world in worlds:
        world.close()


def test_who_loses_the_connection_is_told_to_whoever_was_shown_a_ticket(group: GroupWorld, judge: Judge) -> None:
    """A session hears that its player is gone; a ticket got without a connection is told late, and is good from then on."""
    group.listen("get_auth_session_ticket_response")
    first = group.steam.get_auth_session_ticket()
    group.frames()
    assert judge.client.account.begin_auth_session(first["buffer"], PLAYER) == 0
    judge.frames()
    group.client.faults.lose_connection()
    assert judge.frames() == [(PLAYER, AuthSessionResponse.USER_NOT_CONNECTED_TO_STEAM, PLAYER)]
    second = group.steam.get_auth_session_ticket()
    assert group.frames() == []
    assert group.world.begin_auth_session(second["buffer"], PLAYER) == 0
    assert of_server(group) == [(PLAYER, AuthSessionResponse.USER_NOT_CONNECTED_TO_STEAM)]
    group.client.faults.restore_connection()
    assert group.frames() == [("get_auth_session_ticket_response", second["id"], OK)]


def test_tickets_end_with_the_program(group: GroupWorld) -> None:
    """A shutdown takes them back, so that no session goes on with somebody who has left; what they had is known until it ends."""
    group.client.apps.buy(481)
    ticket = group.steam.get_auth_session_ticket()
    group.frames()
    group.world.begin_auth_session(ticket["buffer"], PLAYER)
    of_server(group)
    group.steam.steam_shutdown()
    assert of_server(group) == [(PLAYER, AuthSessionResponse.AUTH_TICKET_CANCELED)]
    assert [group.world.user_has_license_for_app(PLAYER, app) for app in (APP, 481, 482)] == [0, 0, 1]


def test_a_ticket_for_a_web_service_comes_later_and_opens_no_session(group: GroupWorld) -> None:
    """Its bytes come with the signal; each is another; a broken one has none."""
    group.listen("get_ticket_for_web_api")
    handles = [group.steam.getAuthTicketForWebApi("shop"), group.steam.getAuthTicketForWebApi()]
    first, second = group.frames()
    assert [first[:4], second[:4]] == [("get_ticket_for_web_api", handle, OK, 240) for handle in handles]
    assert len(first[4]) == 240
    assert first[4] != second[4]
    assert group.world.begin_auth_session(first[4], PLAYER) == BeginAuthSessionResult.INVALID_TICKET
    group.client.faults.next_queries(Result.BUSY)
    third = group.steam.get_auth_ticket_for_web_api("shop")
    assert group.frames() == [("get_ticket_for_web_api", third, Result.BUSY, 0, b"")]
    group.steam.cancel_auth_ticket(third)


def test_an_encrypted_ticket_is_there_after_its_answer(group: GroupWorld) -> None:
    """Before it there is none; Steam takes one request at a time and one a minute."""
    group.listen("encrypted_app_ticket_response")
    steam, told = group.steam, "encrypted_app_ticket_response"
    assert steam.getEncryptedAppTicket() == {}
    assert "request_encrypted_app_ticket" in steam.why()
    steam.requestEncryptedAppTicket("secret")
    steam.requestEncryptedAppTicket("secret")
    assert steam.getEncryptedAppTicket() == {}
    assert group.frames() == [(told, OK), (told, Result.DUPLICATE_REQUEST)]
    ticket = steam.getEncryptedAppTicket()
    assert ticket["size"] == len(ticket["buffer"]) > len("secret")
    assert b"secret" not in ticket["buffer"]
    steam.request_encrypted_app_ticket("")
    assert group.frames() == [(told, Result.LIMIT_EXCEEDED)]
    group.frames(1, ENCRYPTED_SECONDS)
    steam.request_encrypted_app_ticket("x" * 2048)
    steam.request_encrypted_app_ticket("x" * 2049)
    answers = [answer for _, answer in group.frames()]
    assert answers == [OK, Result.INVALID_PARAM]
    assert steam.get_encrypted_app_ticket()["buffer"] != ticket["buffer"]


# What Steam tells by itself.


def test_the_connection_comes_and_goes_with_a_word(group: GroupWorld) -> None:
    """It is lost, tried again, and back; each is told."""
    group.listen("steam_server_disconnected", "steam_server_connect_failed", "steam_server_connected")
    group.client.faults.lose_connection()
    group.client.account.fail_to_connect(Result.TIMEOUT)
    group.client.account.fail_to_connect(still_retrying=False)
    group.client.faults.restore_connection()
    assert group.frames() == [
        ("steam_server_disconnected", Result.NO_CONNECTION),
        ("steam_server_connect_failed", Result.TIMEOUT, True),
        ("steam_server_connect_failed", Result.NO_CONNECTION, False),
        ("steam_server_connected",),
    ]
    with pytest.raises(ValueError, match="lose_connection"):
        group.client.account.fail_to_connect()


LISTENER = """
import sys
import blinker
from steam_nodes import LocalSteam, SceneTree, Steam
from steam_nodes.steam.local import SteppedClock
from steam_nodes.steam.schema.schema import Schema
from tests.support.native_world import LoopedClient
client = backend = LocalSteam(Schema.of({"app_id": 480}), clock=SteppedClock()).client(76561197960287931)
if sys.argv[1] != "local":
    backend = LoopedClient(client, sys.argv[1]).start()
tree = SceneTree(fixed_fps=60)
steam = Steam.attach(tree, backend)
heard = []
def lost(sender, **told):
    heard.append((sender is steam, told))
def back(sender, **told):
    heard.append((sender is steam, told))
blinker.signal("steam_server_disconnected").connect(lost)
blinker.signal("steam_server_connected").connect(back)
for cut in (True, False, True):
    client.faults.lose_connection() if cut else client.faults.restore_connection()
    for _ in range(3):
        tree.process()
print(heard == [(True, {"result": 3}), (True, {}), (True, {"result": 3})])
"""


@pytest.mark.parametrize("way", WAYS)
def test_who_listens_on_blinkers_lane_alone_hears_of_the_connection(way: Way) -> None:
    """No name of the group was used before it is lost, and none of its structs read: a program of its own has nothing of it loaded."""
    library()  # skips where there is no compiler
    done = subprocess.run([sys.executable, "-c", LISTENER, way], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.stdout, done.stderr) == ("True\n", "")


def test_what_happens_by_script_is_told(group: GroupWorld) -> None:
    """Purchases, links, servers that deny, licences and a broken pipe, with whole numbers of 64 bits and texts up to their room."""
    signals = ("microtransaction_auth_response", "game_web_callback", "client_game_server_deny", "licenses_updated", "ipc_failure")
    group.listen(*signals)
    script = group.client.account
    script.authorize_purchase(2**64 - 1)
    script.authorize_purchase(7, authorized=False)
    script.call_game("x" * 255)
    script.deny_by_server(0xCB007105, 65535, secure=False, reason=DenyReason.CHEATER)
    script.set_licenses(APP, 7)
    script.break_ipc()
    script.break_ipc(FailureType.FLUSHED_CALLBACK_QUEUE)
    assert group.frames() == [
        ("microtransaction_auth_response", APP, 2**64 - 1, True),
        ("microtransaction_auth_response", APP, 7, False),
        ("game_web_callback", "x" * 255),
        ("client_game_server_deny", APP, "203.0.113.5", 65535, 0, DenyReason.CHEATER),
        ("licenses_updated",),
        ("ipc_failure", FailureType.PIPE_FAIL),
        ("ipc_failure", FailureType.FLUSHED_CALLBACK_QUEUE),
    ]


def test_the_market_is_what_the_script_says(group: GroupWorld) -> None:
    """Without a script nobody may use it, with the reason; several reasons are one number."""
    group.listen("market_eligibility_response")
    flags = MarketNotAllowedReasonFlags
    group.steam.getMarketEligibility()
    assert group.frames()[0][1:] == (False, flags.TEMPORARY_FAILURE, 0, 0, 0)
    assert "allow_market" in group.client.why()
    group.client.account.allow_market()
    group.steam.getMarketEligibility()
    assert group.frames()[0][1:] == (True, flags.NONE, 0, 0, 0)
    group.client.account.deny_market(flags.TRADE_BANNED + flags.ACCOUNT_LIMITED, allowed_at=2**32 - 1, guard_days=15, new_device_days=7)
    group.steam.getMarketEligibility()
    assert group.frames()[0][1:] == (False, 24, 2**32 - 1, 15, 7)
    group.client.faults.next_queries(FAILED)
    group.steam.getMarketEligibility()
    assert group.frames()[0][1:] == (False, flags.TEMPORARY_FAILURE, 0, 0, 0)


def test_limits_of_play_are_asked_for_and_told(group: GroupWorld) -> None:
    """Nobody is limited without a script; news come without being asked, with the note that an answer never has."""
    group.listen("duration_control")
    level, note = DurationControlProgress, DurationControlNotification
    free = {"app_id": APP, "applicable": False, "seconds_last_5hrs": 0, "progress": level.FULL, "notification": note.NONE}
    group.steam.getDurationControl()
    assert group.frames() == [("duration_control", OK, {**free, "notification_verbal": ""})]
    group.client.account.limit_play(level.HALF, note.HALF_PROGRESS, seconds_last_5hrs=10800)
    ((_, result, told),) = group.frames()
    limited = {**free, "applicable": True, "seconds_last_5hrs": 10800, "progress": level.HALF}
    assert (result, told["notification"]) == (OK, note.HALF_PROGRESS)
    assert told.pop("notification_verbal").endswith(".")
    assert told == {**limited, "notification": note.HALF_PROGRESS}
    group.steam.getDurationControl()
    assert group.frames() == [("duration_control", OK, {**limited, "notification_verbal": ""})]
    state = DurationControlOnlineState.ONLINE_HIGH_PRIORITY
    assert group.steam.setDurationControlOnlineState(state)
    assert group.client.account.online_state is state
    assert not group.steam.set_duration_control_online_state(0)
    assert "1 to 3" in group.steam.why()


def test_an_address_of_the_store_is_what_the_script_says(group: GroupWorld) -> None:
    """Without one there is none, and the reason; with a fault there is none either."""
    group.listen("store_auth_url_response")
    group.steam.requestStoreAuthURL("https://store.steampowered.com/itemstore/480")
    assert group.frames() == [("store_auth_url_response", "")]
    assert "store_auth_url" in group.client.why()
    group.client.account.store_auth_url = url = "https://store.example/" + "x" * (511 - 22)
    group.steam.request_store_auth_url("https://store.steampowered.com/")
    assert group.frames() == [("store_auth_url_response", url)]
    group.client.faults.next_queries(FAILED)
    group.steam.request_store_auth_url("https://store.steampowered.com/")
    assert group.frames() == [("store_auth_url_response", "")]


# The account, and game servers of before tickets.

FACTS = {
    "is_behind_nat": "behind_nat",
    "is_phone_identifying": "phone_identifying",
    "is_phone_requiring_verification": "phone_requiring_verification",
    "is_phone_verified": "phone_verified",
    "is_two_factor_enabled": "two_factor_enabled",
}


def test_what_is_known_of_the_account_is_what_the_script_says(group: GroupWorld) -> None:
    """Nothing is known at first; each fact is its own."""
    for call, fact in FACTS.items():
        assert getattr(group.steam, call)() is False
        setattr(group.client.account, fact, True)
        assert [name for name in FACTS if getattr(group.steam, name)()] == [call]
        setattr(group.client.account, fact, False)
    assert group.steam.getPlayerSteamLevel() == 0
    group.client.people.raise_level(PLAYER, 12)
    group.client.account.badges = {(1, False): 5, (1, True): 1}
    assert group.steam.getPlayerSteamLevel() == 12
    assert [group.steam.getGameBadgeLevel(*badge) for badge in ((1, False), (1, True), (2, False), (-1, True))] == [5, 1, 0, 0]


def test_a_server_that_does_not_use_steam_is_told_to_friends(group: GroupWorld) -> None:
    """Its address, and none any more; whoever is a friend in the world sees it."""
    friend = group.world.client(OTHER, friends=[PLAYER])
    group.steam.advertiseGame("203.0.113.5", 27015)
    assert group.client.account.advertised == (2, 0xCB007105, 27015)
    assert friend.people.get_friend_game_played(PLAYER) == (APP, "203.0.113.5", 27015, 0, 0)
    group.steam.advertiseGame()
    assert group.client.account.advertised is None
    assert friend.people.get_friend_game_played(PLAYER) == (APP, "0.0.0.0", 0, 0, 0)
    friend.close()
    with pytest.raises(ValueError, match="advertise_game"):
        group.steam.advertiseGame("localhost", 1)


def test_the_schema_knows_the_account() -> None:
    """[players.ID.account] says it, and the level stands with what others see."""
    told = """
        badges = { 1 = 5, 2 = 0 }
        foil_badges = { 1 = 1 }
        phone_verified = true
        two_factor_enabled = true
    """
    text = f"app_id = {APP}\n[players.{PLAYER}]\nlevel = 9\n[players.{PLAYER}.account]{told}"
    with group_world("local", Schema.parse(text)) as group:
        steam = group.steam
        assert [steam.get_game_badge_level(series, foil) for series in (1, 2, 3) for foil in (False, True)] == [5, 1, 0, 0, 0, 0]
        assert [name for name in FACTS if getattr(steam, name)()] == ["is_phone_verified", "is_two_factor_enabled"]
        assert steam.get_player_steam_level() == 9


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("badge = 1", "badges"),
        ("badges = 5", r"\{ 1 = 5 \}"),
        ("badges = { one = 5 }", "not a series"),
        ("badges = { 1 = -1 }", "whole number from 0"),
        ('phone_verified = "yes"', "phone_verified"),
    ],
)
def test_a_mistake_in_the_account_is_named(line: str, words: str) -> None:
    """The error has the table, the key and the remedy."""
    with pytest.raises(SchemaError, match=words) as raised:
        Schema.parse(f"app_id = {APP}\n[players.{PLAYER}.account]\n{line}")
    assert f"[players.{PLAYER}.account]" in str(raised.value)


@pytest.mark.parametrize("sdk", [148, 165])
@pytest.mark.parametrize("way", ["shim", "abi"])
def test_a_connection_of_before_tickets_by_either_of_valves_names(way: Way, sdk: int) -> None:
    """Its bytes are given, by the address as a number or as a text, until it ends; SDK 1.52 gave the calls other names."""
    with group_world(way, sdk=sdk) as group:
        given = group.steam.initiateGameConnection(SERVER, "203.0.113.5", 27015, secure=True)
        again = group.steam.initiateGameConnection(SERVER, 0xCB007105, 27015, True)  # noqa: FBT003 - as a script writes it
        assert len(given.pop("auth_blob")) == len(again.pop("auth_blob")) > 0
        assert given == again == {"server_id": SERVER, "server_ip": 0xCB007105, "server_port": 27015}
        assert group.client.account.connections == {(0xCB007105, 27015): SERVER}
        group.steam.terminateGameConnection("203.0.113.5", 27015)
        assert group.client.account.connections == {}


def test_a_connection_that_is_not_there_cannot_be_ended() -> None:
    """It is said which."""
    with group_world("local") as group:
        group.steam.terminate_game_connection("203.0.113.5", 1)
        assert "203.0.113.5:1" in group.steam.why()


# What is refused.

NOTHING: dict[str, tuple[tuple[Any, ...], Any]] = {
    "begin_auth_session": ((b"x", 1, OTHER), BeginAuthSessionResult.INVALID_TICKET),
    "get_auth_session_ticket": ((), {"id": 0, "buffer": b"", "size": 0}),
    "get_auth_ticket_for_web_api": ((), 0),
    "get_encrypted_app_ticket": ((), {}),
    "get_game_badge_level": ((1, False), 0),
    "get_player_steam_level": ((), 0),
    "set_duration_control_online_state": ((1,), False),
    "user_has_license_for_app": ((OTHER, APP), UserHasLicenseForAppResult.NO_AUTH),
    "cancel_auth_ticket": ((1,), None),
    "end_auth_session": ((OTHER,), None),
    "advertise_game": (("203.0.113.5", 1), None),
    "terminate_game_connection": (("203.0.113.5", 1), None),
    "initiate_game_connection": (
        (SERVER, 1, 2, True),
        {"auth_blob": b"", "server_id": SERVER, "server_ip": 1, "server_port": 2},
    ),
    **dict.fromkeys(FACTS, ((), False)),
}


@pytest.mark.parametrize("way", WAYS)
def test_without_an_init_there_is_nothing(way: Way) -> None:
    """Each call returns what it returns for nothing, says why, and makes no ticket."""
    with group_world(way, started=False) as group:
        for call, (args, nothing) in NOTHING.items():
            assert getattr(group.steam, call)(*args) == nothing, call
            assert group.steam.why().startswith(f"{call}: "), call
        group.listen("encrypted_app_ticket_response", "market_eligibility_response", "duration_control", "store_auth_url_response")
        group.steam.request_encrypted_app_ticket("")
        group.steam.get_market_eligibility()
        group.steam.get_duration_control()
        group.steam.request_store_auth_url("x")
        heard = group.frames()
        assert [told[0] for told in heard] == [
            "encrypted_app_ticket_response",
            "market_eligibility_response",
            "duration_control",
            "store_auth_url_response",
        ]
        assert heard[0][1] == heard[2][1] == Result.NO_CONNECTION
        assert group.client.account.connections == {}


REFUSED: tuple[tuple[str, tuple[Any, ...], str], ...] = (
    ("get_auth_session_ticket", (2**64,), "64 bits"),
    ("cancel_auth_ticket", (2**32,), "no ticket"),
    ("user_has_license_for_app", (OTHER, 2**32), "app_id"),
    ("get_game_badge_level", (2**31, False), "series"),
    ("advertise_game", ("1.2.3.4", 65536), "port"),
    ("initiate_game_connection", (SERVER, 2**32, 1, True), "server_ip"),
    ("terminate_game_connection", ("1.2.3.4", -1), "port"),
    ("get_auth_ticket_for_web_api", ("a\0b",), "NUL"),
    ("request_store_auth_url", ("a\0b",), "NUL"),
    ("set_duration_control_online_state", (4,), "1 to 3"),
)


def test_what_steam_cannot_take_is_refused_with_the_reason(group: GroupWorld) -> None:
    """A number that does not fit is never cut."""
    for call, args, words in REFUSED:
        getattr(group.steam, call)(*args)
        assert group.steam.why().startswith(f"{call}: "), call
        assert words in group.steam.why(), call


WRONG: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("get_auth_session_ticket", ("1",)),
    ("get_auth_ticket_for_web_api", (1,)),
    ("cancel_auth_ticket", (True,)),
    ("begin_auth_session", ("ticket", 6, OTHER)),
    ("begin_auth_session", (b"x", 1.0, OTHER)),
    ("begin_auth_session", (b"x", 1, str(OTHER))),
    ("end_auth_session", (None,)),
    ("user_has_license_for_app", (OTHER, "480")),
    ("request_encrypted_app_ticket", (b"x",)),
    ("request_store_auth_url", (None,)),
    ("advertise_game", (1, 1)),
    ("initiate_game_connection", (SERVER, None, 1, True)),
    ("initiate_game_connection", (SERVER, 1, 1, 1)),
    ("terminate_game_connection", (1, 1)),
    ("get_game_badge_level", (1, 0)),
    ("set_duration_control_online_state", ("1",)),
)


def test_what_has_the_wrong_type_raises(group: GroupWorld) -> None:
    """It names the call, or what a Steam ID is."""
    for call, args in WRONG:
        with pytest.raises(TypeError, match=f"{call}|a Steam ID is an int"):
            getattr(group.steam, call)(*args)


@pytest.mark.parametrize("way", ["shim", "abi"])
def test_what_an_sdk_lacks_is_refused_by_name(way: Way) -> None:
    """The function is named; the newest SDK has both."""
    for sdk, there in ((148, False), (165, True)):
        with group_world(way, sdk=sdk) as group:
            assert group.steam.set_duration_control_online_state(1) is there
            assert ("lacks SteamAPI_ISteamUser_BSetDurationControlOnlineState;" in group.steam.why()) is not there
            assert (group.steam.get_auth_ticket_for_web_api() > 0) is there
            assert ("lacks SteamAPI_ISteamUser_GetAuthTicketForWebApi;" in group.steam.why()) is not there


@pytest.mark.parametrize("way", ["shim", "abi"])
def test_an_sdk_whose_tickets_name_nobody_gives_them_all_the_same(way: Way) -> None:
    """Before 1.56 a ticket is for anybody: it is had as ever, and is good."""
    with group_world(way, sdk=148) as group:
        ticket = group.steam.get_auth_session_ticket()
        assert group.world.begin_auth_session(ticket["buffer"], PLAYER) == 0


IMPOSSIBLE: tuple[tuple[str, tuple[Any, ...], dict[str, Any], type[Exception]], ...] = (
    ("judge_ticket", (OTHER, 99), {}, ValueError),
    ("judge_ticket", ("x", 1), {}, TypeError),
    ("set_licenses", (0,), {}, ValueError),
    ("set_licenses", (1,), {"steam_id": SERVER}, ValueError),
    ("set_licenses", ("1",), {}, TypeError),
    ("authorize_purchase", (2**64,), {}, ValueError),
    ("authorize_purchase", (1,), {"authorized": 1}, TypeError),
    ("call_game", ("x" * 256,), {}, ValueError),
    ("call_game", (b"x",), {}, TypeError),
    ("deny_by_server", (2**32, 1), {}, ValueError),
    ("deny_by_server", (1, 65536), {}, ValueError),
    ("break_ipc", (2,), {}, ValueError),
    ("deny_market", (0,), {}, ValueError),
    ("deny_market", (1,), {"allowed_at": -1}, ValueError),
    ("limit_play", (6,), {}, ValueError),
    ("limit_play", (1, 8), {}, ValueError),
    ("limit_play", (1,), {"seconds_today": -1}, ValueError),
    ("expire_ticket", (7,), {}, ValueError),
)


def test_a_script_that_cannot_be_is_refused() -> None:
    """The error names the call or the account that is none; nothing is told."""
    with group_world("local") as group:
        for script, args, named, wrong in IMPOSSIBLE:
            with pytest.raises(wrong, match=f"{script}|is not a player's account|a Steam ID is an int"):
                getattr(group.client.account, script)(*args, **named)
        assert [record for record in _polled(group.client) if isinstance(record, GroupRecord)] == []


def _polled(client: LocalClient) -> list[Any]:
    """Run two frames of a client without its node."""
    told: list[Any] = []
    for _ in range(2):
        client.advance(1 / 60)
        told += client.poll()
    return told
