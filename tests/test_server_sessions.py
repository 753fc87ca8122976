"""The sessions of players: tickets and how they are judged, licences, groups, kicks, and the questions answered later.

Rules: over the local Steam, in memory, on a stepped clock. The record of a ticket comes in the frame after its call; a session and
playing on the server are one thing.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steam_nodes import LocalSteam, Result, SceneTree, Schema, SteamID, SteamServer, SteppedClock
from steam_nodes.steam.callbacks import AuthTicketValidated, ClanAssociated, PlayerCompatibility, StatsStored, StatsUnloaded
from steam_nodes.steam.enums import AuthSessionResponse, BeginAuthSessionResult, DenyReason
from tests.support.places import ON_EVERY_STORE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Recorder

pytestmark = ON_EVERY_STORE

ALICE = 76561197960287931
BOB = ALICE + 1
CLAN = SteamID.of_account(4, account_type=7, instance=0)
SCHEMA = Schema.parse('app_id = 480\n[stats.kills]\ntype = "INT"\nset_by = "GS"\n')
OK = AuthSessionResponse.OK


def begin(server: SteamServer, ticket: bytes, steam_id: int = ALICE) -> int:
    """Begin a session with a ticket of the right size."""
    return int(server.beginAuthSession(ticket, len(ticket), steam_id))


def step(world: LocalSteam, delta: float = 1 / 60) -> list[Any]:
    """Step one frame and return what arrived."""
    world.advance(delta)
    return list(world.poll())


def validated(world: LocalSteam, delta: float = 1 / 60) -> list[tuple[int, AuthSessionResponse]]:
    """Step one frame and return whose tickets were judged, and how."""
    return [(record.steam_id, record.response) for record in step(world, delta) if isinstance(record, AuthTicketValidated)]


def test_a_good_ticket_begins_a_session_and_is_validated_in_a_later_frame(
    tree: SceneTree, world: LocalSteam, server: SteamServer, recorder: Recorder
) -> None:
    """The signal names the player, the response and the owner, once."""
    recorder.watch(server.validate_auth_ticket_response)
    assert server.beginAuthSession(world.issue_ticket(ALICE), 240, ALICE) is BeginAuthSessionResult.OK
    assert recorder.lines == []
    tree.process()
    tree.process()
    assert recorder.lines == [("validate_auth_ticket_response", ALICE, OK, ALICE)]
    assert recorder.lines[0][2] is OK


@pytest.mark.parametrize(
    ("ticket", "whose", "result"),
    [
        ("of another app", ALICE, BeginAuthSessionResult.GAME_MISMATCH),
        ("expired", ALICE, BeginAuthSessionResult.EXPIRED_TICKET),
        ("of another", BOB, BeginAuthSessionResult.INVALID_TICKET),
        ("cut", ALICE, BeginAuthSessionResult.INVALID_TICKET),
        ("changed", ALICE, BeginAuthSessionResult.INVALID_TICKET),
        ("longer", ALICE, BeginAuthSessionResult.INVALID_TICKET),
        ("empty", ALICE, BeginAuthSessionResult.INVALID_TICKET),
        ("the server's", 0, BeginAuthSessionResult.INVALID_TICKET),
    ],
)
def test_a_ticket_that_is_not_right_begins_no_session(
    world: LocalSteam, server: SteamServer, ticket: str, whose: int, result: BeginAuthSessionResult
) -> None:
    """Steam's own result says why, why() says what to do, nobody is let in and no record follows."""
    good = world.issue_ticket(ALICE)
    shown = {
        "of another app": world.issue_ticket(ALICE, app_id=570),
        "expired": world.issue_ticket(ALICE, lifetime=2.0),
        "of another": good,
        "cut": good[:-1],
        "changed": good[:100] + bytes([good[100] ^ 1]) + good[101:],
        "longer": good + b"\0",
        "empty": b"",
        "the server's": server.getAuthSessionTicket()["buffer"],
    }[ticket]
    step(world, 2.0)
    whose = whose or server.getSteamID()
    assert begin(server, shown, whose) == result
    assert server.why().startswith("begin_auth_session: ")
    assert step(world) == []
    assert server.userHasLicenceForApp(whose, 480) == 2


def test_a_second_session_is_a_duplicate_until_the_first_has_ended(world: LocalSteam, server: SteamServer) -> None:
    """Also for another ticket; after the end a new ticket is good again."""
    assert begin(server, world.issue_ticket(ALICE)) == 0
    assert begin(server, world.issue_ticket(ALICE)) == BeginAuthSessionResult.DUPLICATE_REQUEST
    assert begin(server, world.issue_ticket(BOB), BOB) == 0
    assert validated(world) == [(ALICE, OK), (BOB, OK)]
    server.endAuthSession(ALICE)
    assert begin(server, world.issue_ticket(ALICE)) == 0
    assert validated(world) == [(ALICE, OK)]


def test_a_ticket_is_good_for_one_session(world: LocalSteam, server: SteamServer) -> None:
    """The second session begins, and Steam tells that the ticket was used."""
    ticket = world.issue_ticket(ALICE)
    assert begin(server, ticket) == 0
    server.endAuthSession(ALICE)
    assert begin(server, ticket) == 0
    assert validated(world) == [(ALICE, OK), (ALICE, AuthSessionResponse.AUTH_TICKET_INVALID_ALREADY_USED)]


def test_a_cancelled_ticket_is_told_whenever_that_happens(world: LocalSteam, server: SteamServer) -> None:
    """In the session once, before it when the session begins, after it never."""
    ticket, early = world.issue_ticket(ALICE), world.issue_ticket(BOB)
    assert begin(server, ticket) == 0
    assert validated(world) == [(ALICE, OK)]
    world.cancel_ticket(ticket)
    world.cancel_ticket(ticket)
    world.cancel_ticket(early)
    assert validated(world) == [(ALICE, AuthSessionResponse.AUTH_TICKET_CANCELED)]
    assert begin(server, early, BOB) == 0
    assert validated(world) == [(BOB, AuthSessionResponse.AUTH_TICKET_CANCELED)]
    late = world.issue_ticket(ALICE)
    server.endAuthSession(ALICE)
    assert begin(server, late) == 0
    server.endAuthSession(ALICE)
    step(world)
    world.cancel_ticket(late)
    assert validated(world) == []
    with pytest.raises(ValueError, match="issue_ticket"):
        world.cancel_ticket(b"nothing")


def test_what_steam_knows_of_a_player_is_told_by_script(world: LocalSteam, server: SteamServer) -> None:
    """In a session at once; before it when it begins, and once."""
    world.judge_ticket(ALICE, AuthSessionResponse.VAC_BANNED)
    assert begin(server, world.issue_ticket(ALICE)) == 0
    assert validated(world) == [(ALICE, AuthSessionResponse.VAC_BANNED)]
    world.judge_ticket(ALICE, AuthSessionResponse.LOGGED_IN_ELSEWHERE)
    assert validated(world) == [(ALICE, AuthSessionResponse.LOGGED_IN_ELSEWHERE)]
    server.endAuthSession(ALICE)
    assert begin(server, world.issue_ticket(ALICE)) == 0
    assert validated(world) == [(ALICE, OK)]


def test_a_session_works_offline_and_its_answer_takes_the_latency(world: LocalSteam, server: SteamServer) -> None:
    """A ticket can be judged without Steam; answers keep their order when the latency shrinks."""
    world.faults.lose_connection()
    world.faults.latency = 1.0
    ticket = world.issue_ticket(ALICE)
    assert begin(server, ticket) == 0
    assert validated(world, 0.5) == []
    world.faults.latency = 0.0
    world.cancel_ticket(ticket)
    assert validated(world, 0.25) == []
    assert validated(world, 0.25) == [(ALICE, OK), (ALICE, AuthSessionResponse.AUTH_TICKET_CANCELED)]


def test_a_session_is_playing_here_and_its_end_stores_and_unloads(server: SteamServer) -> None:
    """In a strict world only who has a session may be changed; what is unstored at its end is stored."""
    with_rule = LocalSteam(SCHEMA, clock=SteppedClock(), strict=True)
    with_rule.request_user_stats(ALICE)
    step(with_rule)
    assert not with_rule.set_user_stat_int(ALICE, "kills", 1)
    assert with_rule.begin_auth_session(with_rule.issue_ticket(ALICE), ALICE) == 0
    assert with_rule.set_user_stat_int(ALICE, "kills", 1)
    with_rule.end_auth_session(ALICE)
    assert {type(record) for record in step(with_rule)} == {AuthTicketValidated, StatsUnloaded}
    with_rule.request_user_stats(ALICE)
    step(with_rule)
    assert with_rule.get_user_stat_int(ALICE, "kills") == 1
    with_rule.close()
    server.endAuthSession(ALICE)
    assert "has no session" in server.why()


def test_a_shutdown_ends_every_session(world: LocalSteam, server: SteamServer) -> None:
    """After a new start a player begins anew, and an old ticket that is cancelled is nobody's news."""
    ticket = world.issue_ticket(ALICE)
    assert begin(server, ticket) == 0
    server.serverShutdown()
    assert server.serverInit("0.0.0.0", 27015, 27016, 3, "1.0.0.0")
    assert validated(world) == [(ALICE, OK)]
    world.join(ALICE)
    world.cancel_ticket(ticket)
    assert validated(world) == []


def test_licences_are_asked_in_a_session_only(world: LocalSteam, server: SteamServer) -> None:
    """Everyone has the app itself; 0 is yes, 1 no, 2 not known; a borrowed game is the owner's."""
    assert server.userHasLicenseForApp(ALICE, 480) == 2
    world.join(ALICE)
    assert [server.userHasLicenceForApp(ALICE, app) for app in (480, 481)] == [0, 1]
    world.licenses[ALICE] = {480, 481}
    assert [server.userHasLicenceForApp(ALICE, app) for app in (480, 481, 482)] == [0, 0, 1]
    world.licenses[BOB] = set()
    assert begin(server, world.issue_ticket(BOB), BOB) == 0
    assert validated(world) == [(BOB, AuthSessionResponse.NO_LICENSE_OR_EXPIRED)]
    server.endAuthSession(BOB)
    world.owners[BOB] = ALICE
    assert begin(server, world.issue_ticket(BOB), BOB) == 0
    assert AuthTicketValidated(SteamID(BOB), OK, SteamID(ALICE)) in step(world)
    assert server.userHasLicenceForApp(BOB, 481) == 0


def test_the_size_of_a_ticket_never_stops_a_server(world: LocalSteam, server: SteamServer) -> None:
    """A longer buffer with the right size is the ticket; any other size is judged by the bytes it leaves, and raises nothing."""

    @given(size=st.integers(min_value=-300, max_value=2000), extra=st.binary(max_size=800))
    def judges(size: int, extra: bytes) -> None:
        ticket = world.issue_ticket(ALICE)
        left = (ticket + extra)[: max(size, 0)]
        assert (server.beginAuthSession(ticket + extra, size, ALICE) == 0) == (left == ticket)
        server.endAuthSession(ALICE)
        assert server.beginAuthSession(ticket + extra, len(ticket), ALICE) == 0
        server.endAuthSession(ALICE)

    judges()


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_a_ticket_may_come_in_any_kind_of_bytes(world: LocalSteam, server: SteamServer, kind: type) -> None:
    """What counts are the bytes; a number or text is no ticket."""
    assert begin(server, kind(world.issue_ticket(ALICE))) == 0
    with pytest.raises(TypeError, match="ticket is bytes"):
        server.beginAuthSession("ticket", 6, BOB)  # type: ignore[arg-type]  # a wrong type is the point
    with pytest.raises(TypeError, match="Steam ID"):
        server.beginAuthSession(b"ticket", 6, "BOB")  # type: ignore[arg-type]  # a wrong type is the point


def test_the_servers_own_tickets_have_exactly_their_bytes(server: SteamServer) -> None:
    """Each has its own handle and its own bytes, as many as size says; there is none while the server is not logged on."""
    first, second = server.getAuthSessionTicket(), server.getAuthSessionTicket(BOB)
    assert first["size"] == len(first["buffer"]) == 240
    assert isinstance(first["buffer"], bytes)
    assert first["id"] != second["id"]
    assert first["buffer"] != second["buffer"]
    server.cancelAuthTicket(first["id"])
    server.cancelAuthTicket(first["id"])
    assert server.why() == ""
    server.cancelAuthTicket(99)
    assert "99 is no ticket" in server.why()
    server.logOff()
    assert server.getAuthSessionTicket() == {"id": SteamServer.AUTH_TICKET_INVALID, "buffer": b"", "size": 0}


def test_approvals_denials_and_kicks_come_by_script(tree: SceneTree, world: LocalSteam, server: SteamServer, recorder: Recorder) -> None:
    """Each is one signal with its arguments; to a server that is shut down nothing is told."""
    for signal in (server.client_approved, server.client_denied, server.client_kick):
        recorder.watch(signal)
    world.owners[ALICE] = BOB
    world.approve(ALICE)
    world.deny(BOB, DenyReason.CHEATER)
    world.kick(ALICE, DenyReason.STEAM_VALIDATION_STALLED)
    tree.process()
    assert recorder.lines == [
        ("client_approved", ALICE, BOB),
        ("client_denied", BOB, SteamServer.DENY_CHEATER),
        ("client_kick", ALICE, SteamServer.DENY_STEAM_VALIDATION_STALLED),
    ]
    server.serverShutdown()
    world.kick(ALICE)
    tree.process()
    assert len(recorder.lines) == 3


def test_the_status_in_a_group_is_answered_with_a_signal(
    tree: SceneTree, world: LocalSteam, server: SteamServer, recorder: Recorder
) -> None:
    """Member and officer are told with the whole 64-bit ids; what is no player or no group is refused."""
    recorder.watch(server.client_group_status)
    world.groups[CLAN] = {ALICE: False, BOB: True}
    for player in (ALICE, BOB, BOB + 1):
        assert server.requestUserGroupStatus(player, CLAN)
    assert not server.requestUserGroupStatus(CLAN, CLAN)
    assert not server.requestUserGroupStatus(ALICE, BOB)
    assert "is not a group" in server.why()
    tree.process()
    tree.process()
    assert recorder.lines == [
        ("client_group_status", ALICE, CLAN, True, False),
        ("client_group_status", BOB, CLAN, True, True),
        ("client_group_status", BOB + 1, CLAN, False, False),
    ]
    world.faults.lose_connection()
    assert not server.requestUserGroupStatus(ALICE, CLAN)


def test_questions_about_group_and_players_are_answered_by_signals(
    tree: SceneTree, world: LocalSteam, server: SteamServer, recorder: Recorder
) -> None:
    """The counts are those of the script, the id is whole."""
    recorder.watch(server.associate_clan)
    recorder.watch(server.player_compat)
    world.compatibility[ALICE] = (1, 2, 3)
    server.associateWithClan(CLAN)
    server.computeNewPlayerCompatibility(ALICE)
    server.computeNewPlayerCompatibility(BOB)
    tree.process()
    tree.process()
    assert recorder.lines == [
        ("associate_clan", Result.OK),
        ("player_compat", Result.OK, 1, 2, 3, ALICE),
        ("player_compat", Result.OK, 0, 0, 0, BOB),
    ]


@pytest.mark.parametrize(
    ("state", "result"),
    [
        ("well", Result.OK),
        ("not logged on", Result.NOT_LOGGED_ON),
        ("shut down", Result.NO_CONNECTION),
        ("offline", Result.NO_CONNECTION),
        ("broken", Result.IO_FAILURE),
    ],
)
def test_each_question_is_answered_once_in_every_state(world: LocalSteam, state: str, result: Result) -> None:
    """Numbers are unique among all calls, each answer carries its own, and none comes in the frame that asked."""
    if state == "not logged on":
        world.log_off()
    elif state == "shut down":
        world.server_shutdown()
    elif state == "offline":
        world.faults.lose_connection()
    world.faults.io_failure = state == "broken"
    step(world)
    asked = []
    for number in range(20):
        asked += [world.associate_with_clan(CLAN), world.compute_new_player_compatibility(ALICE + number), world.store_user_stats(BOB)]
    assert world.poll() == []
    records = step(world) + step(world)
    answered = [record for record in records if isinstance(record, ClanAssociated | PlayerCompatibility)]
    assert Counter(record.call for record in records if hasattr(record, "call")) == Counter(asked)
    assert len(set(asked)) == 60
    assert [record.result for record in answered] == [result] * 40
    assert sum(isinstance(record, StatsStored) for record in records) == 20


def test_a_question_about_who_is_none_fails(world: LocalSteam) -> None:
    """A player is no group and a group no player; after the close nothing is answered."""
    first, second = world.associate_with_clan(ALICE), world.compute_new_player_compatibility(CLAN)
    assert step(world) == [ClanAssociated(first, Result.FAIL), PlayerCompatibility(second, Result.FAIL, 0, 0, 0, CLAN)]
    assert "is not a player's account" in world.why()
    world.faults.latency = 1.0
    world.associate_with_clan(CLAN)
    world.close()
    assert world.associate_with_clan(CLAN) > second
    assert [step(world, 1.0) for _ in range(3)] == [[]] * 3


@pytest.mark.parametrize(
    "wrong",
    [
        lambda world: world.issue_ticket(CLAN),
        lambda world: world.issue_ticket(ALICE, app_id=0),
        lambda world: world.issue_ticket(ALICE, lifetime=float("nan")),
        lambda world: world.issue_ticket(ALICE, lifetime=-1.0),
        lambda world: world.judge_ticket(0, OK),
        lambda world: world.judge_ticket(ALICE, 77),
        lambda world: world.kick(CLAN),
        lambda world: world.deny(ALICE, 77),
        lambda world: world.approve(-1),
        lambda world: world.join(CLAN),
    ],
)
def test_a_script_that_cannot_be_meant_is_refused(world: LocalSteam, wrong: Any) -> None:
    """Ids, reasons, apps and times are checked where the script names them, and nothing is told."""
    with pytest.raises(ValueError, match=r"\d|nan"):
        wrong(world)
    assert step(world) == []


def test_a_ticket_of_another_run_or_a_computed_one_is_refused(world: LocalSteam, server: SteamServer) -> None:
    """The same calls of another world give other bytes, and neither those nor any bytes next to a good ticket begin a session."""
    other = LocalSteam(SCHEMA, clock=SteppedClock())
    good, foreign = world.issue_ticket(ALICE), other.issue_ticket(ALICE)
    other.close()
    assert len(good) == len(foreign) == 240
    shared = sum(one == two for one, two in zip(good[24:], foreign[24:], strict=True))
    assert shared < 30
    second = world.issue_ticket(ALICE)
    computed = bytes(second[place] + second[place] - good[place] & 0xFF for place in range(240))
    near = [good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :] for place in range(240)]
    for ticket in (foreign, computed, *near, second[:24] + good[24:]):
        assert begin(server, ticket) == BeginAuthSessionResult.INVALID_TICKET
    assert begin(server, good) == 0


def test_two_worlds_on_one_file_know_only_their_own_tickets(tmp_path: Path) -> None:
    """A ticket is good in the world that issued it: neither the same file nor a later run of the same program makes it good elsewhere."""
    worlds = [LocalSteam(SCHEMA, tmp_path / "players.db", clock=SteppedClock()) for _ in range(2)]
    ticket = worlds[0].issue_ticket(ALICE)
    assert worlds[1].begin_auth_session(ticket, ALICE) == BeginAuthSessionResult.INVALID_TICKET
    assert worlds[0].begin_auth_session(ticket, ALICE) == 0
    for world in worlds:
        world.close()
    later = LocalSteam(SCHEMA, tmp_path / "players.db", clock=SteppedClock())
    assert later.begin_auth_session(ticket, ALICE) == BeginAuthSessionResult.INVALID_TICKET
    later.close()


def test_a_seed_gives_the_same_tickets_every_time() -> None:
    """Worlds with one `ticket_seed` give the same bytes for the same calls, the server's own among them; another seed gives others."""
    runs = []
    for seed in (7, 7, 8):
        world = LocalSteam(SCHEMA, clock=SteppedClock(), ticket_seed=seed)
        runs.append([world.issue_ticket(ALICE), world.get_auth_session_ticket(0)[1], world.issue_ticket(BOB)])
        world.close()
    assert runs[0] == runs[1]
    assert not set(runs[0]) & set(runs[2])
    assert len(set(runs[0])) == 3


def test_so_many_tickets_are_held_and_the_oldest_is_forgotten(world: LocalSteam, server: SteamServer) -> None:
    """Of 65,536 tickets all are good; one more, and the oldest is nobody's any more, the server's own being counted by themselves."""
    first, second = world.issue_ticket(ALICE), world.issue_ticket(BOB)
    own = [world.get_auth_session_ticket(0)[0] for _ in range(3)]
    assert own == [1, 2, 3]
    for _ in range(65_536 - 4):
        world.issue_ticket(BOB)
    assert begin(server, first) == BeginAuthSessionResult.INVALID_TICKET
    assert begin(server, second, BOB) == 0
