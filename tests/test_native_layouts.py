"""The bytes of Valve's structs, packed to 4 and to 8, as literals; what is declared in another size is refused and named."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam import callbacks
from steam_nodes.steam import callbacks as records
from steam_nodes.steam.callbacks import StatsReceived
from steam_nodes.steam.enums import AuthSessionResponse, DenyReason
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.native.pipes.client_pipe import ClientPipe
from steam_nodes.steam.native.pipes.pending_calls import Call
from steam_nodes.steam.native.structs import (
    CLIENT_ANSWERS,
    CLIENT_NEWS,
    LEADERBOARD_ENTRY,
    SERVER_ANSWERS,
    SERVER_NEWS,
    STRUCTS,
    about,
    of_entry,
    of_news,
    size_fault,
)
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID
from tests.support.native_world import MODES, Looped, Mode
from tests.support.stats_world import PLAYER, SCHEMA, START
from tests.support.stepping import frame

if TYPE_CHECKING:
    from steam_nodes.steam.callbacks import ClientRecord, Record

USER = "fb56000001001001"
USER_ID = 0x01100001000056FB
OWNER = "0200000001001001"
GROUP = "0700000000007001"
BOARD = "1122334455667788"

# The name of a struct, its number, and its bytes packed to 4 and to 8 (None where they are alike), with what they mean.
BYTES: dict[str, tuple[int, str, str | None, tuple[object, ...]]] = {
    "GSStatsReceived_t": (1800, "01000000" + USER, None, (1, USER_ID)),
    "GSStatsReceived_t, timed out": (1800, "10000000df85000001001001", None, (16, 0x01100001000085DF)),
    "GSStatsStored_t": (1801, "08000000" + USER, None, (8, USER_ID)),
    "GSStatsUnloaded_t": (1108, USER, None, (USER_ID,)),
    "SteamAPICallCompleted_t": (703, "ffeeddccbbaa99880807000014000000", None, (0x8899AABBCCDDEEFF, 1800, 20)),
    "SteamServersConnected_t": (101, "00", None, ()),
    "SteamServerConnectFailure_t": (102, "0500000001000000", None, (5, True)),
    "SteamServersDisconnected_t": (103, "03000000", None, (3,)),
    "GSPolicyResponse_t": (115, "01", None, (1,)),
    "ValidateAuthTicketResponse_t": (143, USER + "03000000" + OWNER, None, (USER_ID, 3, 0x0110000100000002)),
    "GSClientApprove_t": (201, USER + OWNER, None, (USER_ID, 0x0110000100000002)),
    "GSClientDeny_t": (202, USER + "05000000" + "43" + "00" * 127, None, (USER_ID, 5, b"C" + bytes(127))),
    "GSClientKick_t": (203, USER + "02000000", None, (USER_ID, 2)),
    "GSClientGroupStatus_t": (208, USER + GROUP + "0100", None, (USER_ID, 0x0170000000000007, True, False)),
    "AssociateWithClanResult_t": (210, "01000000", None, (1,)),
    "ComputeNewPlayerCompatibilityResult_t": (
        211,
        "01000000" + "02000000" + "03000000" + "04000000" + USER,
        None,
        (1, 2, 3, 4, USER_ID),
    ),
    "GSClientAchievementStatus_t": (
        206,
        USER + "41" + "00" * 127 + "01000000",
        USER + "41" + "00" * 127 + "0100000000000000",
        (USER_ID, b"A" + bytes(127), True),
    ),
    "GSReputation_t": (
        209,
        "01000000" + "0a000000" + "01000000" + "0100007f" + "87690000" + "e001000000000000" + "09000000",
        "01000000" + "0a000000" + "01000000" + "0100007f" + "876900000000" + "0000" + "e001000000000000" + "0900000000000000",
        (1, 10, True, 0x7F000001, 27015, 480, 9),
    ),
    "UserStatsReceived_t": (
        1101,
        "e001000000000000" + "01000000" + USER,
        "e001000000000000" + "01000000" + USER + "00000000",
        (480, 1, USER_ID),
    ),
    "UserStatsStored_t": (1102, "e001000000000000" + "08000000", "e001000000000000" + "0800000000000000", (480, 8)),
    "UserAchievementStored_t": (
        1103,
        "e001000000000000" + "00" + "41" + "00" * 127 + "000000" + "03000000" + "0a000000",
        "e001000000000000" + "00" + "41" + "00" * 127 + "000000" + "03000000" + "0a000000" + "00000000",
        (480, False, b"A" + bytes(127), 3, 10),
    ),
    "LeaderboardFindResult_t": (1104, BOARD + "01000000", BOARD + "0100000000000000", (0x8877665544332211, True)),
    "LeaderboardScoresDownloaded_t": (
        1105,
        BOARD + "00000000000000e0" + "02000000",
        BOARD + "00000000000000e0" + "02000000" + "00000000",
        (0x8877665544332211, 0xE000000000000000, 2),
    ),
    "LeaderboardScoreUploaded_t": (
        1106,
        "01000000" + BOARD + "ffffffff" + "01000000" + "03000000" + "04000000",
        "0100000000000000" + BOARD + "ffffffff" + "01000000" + "03000000" + "04000000",
        (True, 0x8877665544332211, -1, True, 3, 4),
    ),
    "NumberOfCurrentPlayers_t": (1107, "01000000" + "2a000000", None, (True, 42)),
    "UserAchievementIconFetched_t": (
        1109,
        "e001000000000000" + "41" + "00" * 127 + "01000000" + "07000000",
        None,
        (480, b"A" + bytes(127), True, 7),
    ),
    "GlobalAchievementPercentagesReady_t": (1110, "e001000000000000" + "01000000", "e001000000000000" + "0100000000000000", (480, 1)),
    "LeaderboardUGCSet_t": (1111, "09000000" + BOARD, "0900000000000000" + BOARD, (9, 0x8877665544332211)),
    "GlobalStatsReceived_t": (1112, "e001000000000000" + "01000000", "e001000000000000" + "0100000000000000", (480, 1)),
}
HERE = {kind for kind, *_ in BYTES.values()}
OF_GROUPS = {
    entry["number"] for entry in json.loads(Path(__file__).with_name("steam_group_structs.json").read_text(encoding="utf-8"))["structs"]
}
"""The numbers of a player's groups, whose structs are there where a test has loaded the group; test_native_group_layouts.py holds them."""
ENTRY = USER + "05000000" + "f4ffffff" + "02000000"
BOARD_ID = 0x8877665544332211
PLAYER_ID, OWNER_ID, GROUP_ID = SteamID(USER_ID), SteamID(0x0110000100000002), SteamID(0x0170000000000007)
LINE = records.LeaderboardEntry(PLAYER_ID, 5, -12, (8, 9), 3)
RECORDS: dict[str, Record] = {
    "GSStatsUnloaded_t": callbacks.StatsUnloaded(PLAYER_ID),
    "SteamServersConnected_t": callbacks.ServersConnected(),
    "SteamServerConnectFailure_t": callbacks.ServerConnectFailure(Result.INVALID_PASSWORD, still_retrying=True),
    "SteamServersDisconnected_t": callbacks.ServersDisconnected(Result.NO_CONNECTION),
    "GSPolicyResponse_t": callbacks.PolicyResponse(secure=True),
    "ValidateAuthTicketResponse_t": callbacks.AuthTicketValidated(PLAYER_ID, AuthSessionResponse.VAC_BANNED, OWNER_ID),
    "GSClientApprove_t": callbacks.ClientApproved(PLAYER_ID, OWNER_ID),
    "GSClientDeny_t": callbacks.ClientDenied(PLAYER_ID, DenyReason.CHEATER),
    "GSClientKick_t": callbacks.ClientKicked(PLAYER_ID, DenyReason.GENERIC),
    "GSClientGroupStatus_t": callbacks.ClientGroupStatus(PLAYER_ID, GROUP_ID, member=True, officer=False),
}


UPLOADED, NOT_UPLOADED = (True, BOARD_ID, -1, True, 3, 4), (False, BOARD_ID, -1, False, 0, 0)
ANSWERS: dict[str, tuple[ClientRecord, ClientRecord]] = {
    "UserStatsReceived_t": (
        records.UserStatsReceived(7, 480, Result.OK, PLAYER_ID),
        records.UserStatsReceived(7, 480, Result.IO_FAILURE, PLAYER_ID),
    ),
    "LeaderboardFindResult_t": (
        records.LeaderboardFound(7, Result.OK, BOARD_ID, found=True),
        records.LeaderboardFound(7, Result.IO_FAILURE, 0, found=False),
    ),
    "LeaderboardScoresDownloaded_t": (
        records.LeaderboardScoresDownloaded(7, Result.OK, BOARD_ID, (LINE, LINE)),
        records.LeaderboardScoresDownloaded(7, Result.IO_FAILURE, BOARD_ID, ()),
    ),
    "LeaderboardScoreUploaded_t": (
        records.LeaderboardScoreUploaded(7, Result.OK, *UPLOADED),
        records.LeaderboardScoreUploaded(7, Result.IO_FAILURE, *NOT_UPLOADED),
    ),
    "NumberOfCurrentPlayers_t": (
        records.NumberOfCurrentPlayers(7, Result.OK, success=True, players=42),
        records.NumberOfCurrentPlayers(7, Result.IO_FAILURE, success=False, players=0),
    ),
    "GlobalAchievementPercentagesReady_t": (
        records.GlobalAchievementPercentagesReady(7, 480, Result.OK),
        records.GlobalAchievementPercentagesReady(7, 480, Result.IO_FAILURE),
    ),
    "LeaderboardUGCSet_t": (
        records.LeaderboardUGCSet(7, Result.FILE_NOT_FOUND, BOARD_ID),
        records.LeaderboardUGCSet(7, Result.IO_FAILURE, BOARD_ID),
    ),
    "GlobalStatsReceived_t": (
        records.GlobalStatsReceived(7, 480, Result.OK),
        records.GlobalStatsReceived(7, 480, Result.IO_FAILURE),
    ),
}
"""What an answer to call 7 becomes, and what becomes of that call if it breaks."""
NEWS: dict[str, ClientRecord] = {
    "UserStatsStored_t": records.UserStatsStored(480, Result.INVALID_PARAM),
    "UserAchievementStored_t": records.UserAchievementStored(
        480, group_achieve=False, achievement_name="A", current_progress=3, max_progress=10
    ),
    "GSStatsUnloaded_t": records.UserStatsUnloaded(PLAYER_ID),
    "UserAchievementIconFetched_t": records.UserAchievementIconFetched(480, "A", achieved=True, icon_handle=7),
}


@pytest.mark.parametrize("case", BYTES)
def test_a_struct_is_read_from_its_bytes_in_both_packings(case: str) -> None:
    """The sizes and the places of the fields are Valve's, on any machine."""
    kind, pack4, pack8, values = BYTES[case]
    layout = STRUCTS[kind]
    assert case.startswith(layout.name)
    for struct, text in ((layout.pack4, pack4), (layout.pack8, pack8 or pack4)):
        assert struct.size == len(text) // 2
        assert struct.unpack(bytes.fromhex(text)) == values
    assert layout.struct is (layout.pack8 if sys.platform == "win32" else layout.pack4)


def test_every_layout_has_its_bytes_here() -> None:
    """No struct is in the table that no literal holds; those of the groups, where a test has loaded them, are held by another file."""
    assert set(STRUCTS) - (OF_GROUPS - HERE) == HERE


@pytest.mark.parametrize("case", RECORDS)
def test_a_broadcast_becomes_its_record(case: str) -> None:
    """Each kind that a server hears of."""
    kind, pack4, _, _ = BYTES[case]
    assert of_news(SERVER_NEWS, kind, bytes.fromhex(pack4)) == RECORDS[case]


def test_an_answer_about_groups_carries_the_number_of_its_call() -> None:
    """Both kinds."""
    answers = {kind: SERVER_ANSWERS[kind].of_fields for kind in (210, 211)}
    values = {kind: STRUCTS[kind].struct.unpack(bytes.fromhex(text)) for kind, text, *_ in BYTES.values() if kind in answers}
    assert answers[210] is not None
    assert answers[210](7, *values[210]) == callbacks.ClanAssociated(7, Result.OK)
    assert answers[211] is not None
    assert answers[211](8, *values[211]) == callbacks.PlayerCompatibility(8, Result.OK, 2, 3, 4, PLAYER_ID)


def own(text: str, wide: str | None) -> bytes:
    """Return bytes as they are packed on this system."""
    return bytes.fromhex(wide if wide and sys.platform == "win32" else text)


@pytest.mark.parametrize("case", ANSWERS)
def test_an_answer_to_a_players_program_becomes_its_record(case: str) -> None:
    """Each kind, whole and broken; whom it is about is read from its bytes as well as it was known when it was asked."""
    kind, pack4, pack8, _ = BYTES[case]
    payload = own(pack4, pack8)
    lane = about(kind, CLIENT_ANSWERS[kind], payload)
    call: Call[ClientRecord] = Call(7, kind, lane, 99, note=-1)
    assert lane in {kind, USER_ID, BOARD_ID}
    fetched: list[tuple[int, int]] = []

    class Reader(ClientPipe):
        """A pipe without a library: it makes records out of bytes."""

        def __init__(self) -> None:
            self.app = 480

        def _entries(self, entries: int, count: int) -> tuple[records.LeaderboardEntry, ...]:
            fetched.append((entries, count))
            return (LINE, LINE)

    assert Reader()._make(call, Result.OK, payload) == ANSWERS[case][0]
    assert Reader()._make(call, Result.IO_FAILURE, b"") == ANSWERS[case][1]
    assert fetched == ([(0xE000000000000000, 2)] if kind == 1105 else [])


def test_every_answer_to_a_players_program_is_read() -> None:
    """No kind of answer is left out of the law above."""
    assert {BYTES[case][0] for case in ANSWERS} == set(CLIENT_ANSWERS) - OF_GROUPS


@pytest.mark.parametrize("case", NEWS)
def test_what_a_players_program_did_not_ask_for_becomes_its_record(case: str) -> None:
    """Each kind; the number 1108 is a server's and a player's, and each side makes its own record of it."""
    kind, pack4, pack8, _ = BYTES[case]
    assert of_news(CLIENT_NEWS, kind, own(pack4, pack8)) == NEWS[case]
    assert of_news(CLIENT_NEWS, 115, b"\0") is None


def test_a_line_of_a_leaderboard_is_read_in_both_packings() -> None:
    """A user, a rank, a score, how many details there are, and a file; of the details only those that are there."""
    for struct, text in (
        (LEADERBOARD_ENTRY.pack4, ENTRY + "0300000000000000"),
        (LEADERBOARD_ENTRY.pack8, ENTRY + "00000000" + "0300000000000000"),
    ):
        assert struct.size == len(text) // 2
        assert struct.unpack(bytes.fromhex(text)) == (USER_ID, 5, -12, 2, 3)
    assert of_entry(own(ENTRY + "0300000000000000", ENTRY + "00000000" + "0300000000000000"), [8, 9, 10, 0]) == LINE


def test_a_number_newer_than_the_tables_stays_that_number() -> None:
    """A result or a reason nobody knows yet is kept as it came."""
    assert of_news(SERVER_NEWS, 103, (9999).to_bytes(4, "little")) == callbacks.ServersDisconnected(9999)  # type: ignore[arg-type]  # newer than Result
    kicked = of_news(SERVER_NEWS, 203, bytes.fromhex(USER) + (99).to_bytes(4, "little"))
    assert isinstance(kicked, callbacks.ClientKicked)
    assert kicked.reason == 99


@pytest.mark.parametrize("kind", sorted(HERE))
def test_another_size_than_the_structs_is_refused_with_both_numbers(kind: int) -> None:
    """One byte more or less is another struct."""
    size = STRUCTS[kind].struct.size
    assert size_fault(kind, size) == ""
    for wrong in (size - 1, size + 1, 0x7FFFFFFF):
        assert f"declares {wrong} bytes for {STRUCTS[kind].name}" in size_fault(kind, wrong)
    assert size_fault(9999, 5) == ""


@pytest.mark.parametrize("posting", ["wrong sizes", "failed"])
@pytest.mark.parametrize("mode", MODES)
def test_a_request_whose_answer_cannot_be_read_is_answered_with_io_failure(
    mode: Mode, posting: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Once, for each of two in flight; the size is named in the log, and later answers are read again."""
    steam = Looped(LocalSteam(SCHEMA, clock=SteppedClock(), users=START), mode).start()
    steam.loop.posting = posting
    calls = [steam.request_user_stats(PLAYER), steam.request_user_stats(PLAYER)]
    with caplog.at_level(logging.WARNING, logger="steam_nodes.steam"):
        records = [record for _ in range(300) for record in frame(steam)]
    assert records == [StatsReceived(call, Result.IO_FAILURE, SteamID(PLAYER)) for call in calls]
    assert ("GSStatsReceived_t (1800), which has 12" in caplog.text) is (posting == "wrong sizes")
    steam.loop.posting = "result, broadcast"
    call = steam.request_user_stats(PLAYER)
    assert [record for _ in range(3) for record in frame(steam)] == [StatsReceived(call, Result.OK, SteamID(PLAYER))]
    steam.close()
