"""Valve's structs, one row each: the number, the name, the bytes, and the record that they become on a server's pipe and on a player's.

Rules: Valve packs structs to 4 bytes on Linux and macOS and to 8 on Windows; a row holds both, so either can be read on any machine.
A Steam ID is packed to 1 inside of them, which is why most are alike. A struct is read only if the library declares the very size that
its row has; ids and handles are unsigned. A struct is news, which nobody asked for, or an answer to a call. Several answers carry no
result: then one that came is OK, and where it says that the call had no success it is FAIL.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from struct import Struct
from typing import TYPE_CHECKING, Any, Final, Generic, TypeAlias, TypeVar, cast

from steam_nodes.steam.callbacks import (
    AuthTicketValidated,
    ClanAssociated,
    ClientApproved,
    ClientDenied,
    ClientGroupStatus,
    ClientKicked,
    ClientRecord,
    GlobalAchievementPercentagesReady,
    GlobalStatsReceived,
    LeaderboardEntry,
    LeaderboardFound,
    LeaderboardScoresDownloaded,
    LeaderboardScoreUploaded,
    LeaderboardUGCSet,
    NumberOfCurrentPlayers,
    PlayerCompatibility,
    PolicyResponse,
    Record,
    ServerConnectFailure,
    ServersConnected,
    ServersDisconnected,
    StatsReceived,
    StatsStored,
    StatsUnloaded,
    UserAchievementIconFetched,
    UserAchievementStored,
    UserStatsReceived,
    UserStatsStored,
    UserStatsUnloaded,
)
from steam_nodes.steam.enums import AuthSessionResponse, DenyReason, member_of
from steam_nodes.steam.results import Result, result_of
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

STATS_RECEIVED: Final = 1800
STATS_STORED: Final = 1801
CLAN_ASSOCIATED: Final = 210
PLAYER_COMPATIBILITY: Final = 211
CALL_COMPLETED: Final = 703
USER_STATS_RECEIVED: Final = 1101
USER_STATS_STORED: Final = 1102
LEADERBOARD_FOUND: Final = 1104
SCORES_DOWNLOADED: Final = 1105
SCORE_UPLOADED: Final = 1106
CURRENT_PLAYERS: Final = 1107
PERCENTAGES_READY: Final = 1110
UGC_SET: Final = 1111
GLOBAL_STATS_RECEIVED: Final = 1112
_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF

Told = TypeVar("Told")


@dataclass(frozen=True)
class Lost:
    """A call whose answer came without bytes: it broke, or was never made.

    `about` is the user or the leaderboard it is about, `note` the number that was kept with it, `game_id` the app.
    """

    number: int
    result: Result
    about: int
    note: int
    game_id: int


@dataclass(frozen=True)
class Answer(Generic[Told]):
    """How a struct answers a call.

    Args:
        lost: Makes the record where there are no bytes.
        of_fields: Makes the record of the number of the call and the struct's fields; None where the result and whom the call is about
            say all, so that no bytes are needed.
        about: Which field says whom it is about; None where the struct does not.
        broadcast: Whether Steam may post it also as a broadcast.
        unasked: Makes the record where Steam posts one that nobody asked for; then a broadcast is always news, never an answer.
        fetch: Fetches with a call of its own what the struct only tells of, given the pipe and the fields; it returns the fields that the
            record is made of.
    """

    lost: Callable[[Lost], Told]
    of_fields: Callable[..., Told] | None = None
    about: int | None = None
    broadcast: bool = True
    unasked: Callable[..., Told] | None = None
    fetch: Callable[[Any, tuple[Any, ...]], tuple[Any, ...]] | None = None


@dataclass(frozen=True)
class Fetched:
    """News of which a part is fetched with calls of their own as it arrives: `make` is given the pipe and the struct's fields."""

    make: Callable[..., ClientRecord]


ServerRow: TypeAlias = "Callable[..., Record] | Answer[Record] | None"
ClientRow: TypeAlias = "Callable[..., ClientRecord] | Answer[ClientRecord] | Fetched | None"


@dataclass(frozen=True)
class ValveStruct:
    """One of Valve's structs: how its bytes are read where they are packed to 4 and to 8, and what they become on each side's pipe.

    All are little-endian, as every system is that Steam runs on. `server` and `client` make the record of news out of the fields, or say
    how the struct answers a call; None where that side does not use it. `older` are the sizes that the struct had before Valve added the
    fields at its end, which are then zeros.
    """

    kind: int
    name: str
    pack4: Struct
    pack8: Struct
    server: ServerRow = None
    client: ClientRow = None
    older: tuple[int, ...] = ()

    @property
    def struct(self) -> Struct:
        """How its bytes are read on this system."""
        return self.pack8 if sys.platform == "win32" else self.pack4

    def fields(self, payload: bytes) -> tuple[Any, ...]:
        """Return what its bytes hold, also those of an older form.

        Args:
            payload: Exactly the bytes that the library declares.
        """
        struct = self.struct
        return struct.unpack(payload.ljust(struct.size, b"\0") if len(payload) in self.older else payload)


def to_result(number: int) -> Result:
    """Return a Result; a number newer than the table stays the bare number it came as."""
    return cast("Result", result_of(number))


def _member(kind: Any, number: int) -> Any:
    return member_of(kind, number)


def up_to_nul(told: bytes) -> str:
    """Return a text up to its NUL."""
    return told.partition(b"\0")[0].decode(errors="replace")


def _success(had: bool) -> Result:
    return Result.OK if had else Result.FAIL


def row(
    kind: int,
    name: str,
    pack4: str,
    pack8: str = "",
    *,
    server: ServerRow = None,
    client: ClientRow = None,
    older: tuple[int, ...] = (),
) -> ValveStruct:
    """Return a row; the second form is that of Windows, where it differs."""
    return ValveStruct(kind, name, Struct(pack4), Struct(pack8 or pack4), server, client, older)


STRUCTS: Final[dict[int, ValveStruct]] = {
    it.kind: it
    for it in (
        row(101, "SteamServersConnected_t", "<x", server=ServersConnected),
        row(
            *(102, "SteamServerConnectFailure_t", "<i?3x"),
            server=lambda result, retrying: ServerConnectFailure(to_result(result), retrying),
        ),
        row(103, "SteamServersDisconnected_t", "<i", server=lambda result: ServersDisconnected(to_result(result))),
        row(115, "GSPolicyResponse_t", "<B", server=lambda secure: PolicyResponse(bool(secure))),
        row(
            *(143, "ValidateAuthTicketResponse_t", "<QiQ"),
            server=lambda user, said, owner: AuthTicketValidated(SteamID(user), _member(AuthSessionResponse, said), SteamID(owner)),
        ),
        row(201, "GSClientApprove_t", "<QQ", server=lambda user, owner: ClientApproved(SteamID(user), SteamID(owner))),
        row(
            *(202, "GSClientDeny_t", "<Qi128s"),
            server=lambda user, reason, _text: ClientDenied(SteamID(user), _member(DenyReason, reason)),
        ),
        row(203, "GSClientKick_t", "<Qi", server=lambda user, reason: ClientKicked(SteamID(user), _member(DenyReason, reason))),
        # Not sent to a server on its own pipe any more; it and 209 show what packing does.
        row(206, "GSClientAchievementStatus_t", "<Q128s?3x", "<Q128s?7x"),
        row(
            *(208, "GSClientGroupStatus_t", "<QQ??"),
            server=lambda user, group, member, officer: ClientGroupStatus(SteamID(user), SteamID(group), member, officer),
        ),
        row(209, "GSReputation_t", "<iI?3xIH2xQI", "<iI?3xIH6xQI4x"),
        row(
            *(CLAN_ASSOCIATED, "AssociateWithClanResult_t", "<i"),
            server=Answer(
                lambda lost: ClanAssociated(lost.number, lost.result),
                lambda number, result: ClanAssociated(number, to_result(result)),
                broadcast=False,
            ),
        ),
        row(
            *(PLAYER_COMPATIBILITY, "ComputeNewPlayerCompatibilityResult_t", "<iiiiQ"),
            server=Answer(
                lambda lost: PlayerCompatibility(lost.number, lost.result, 0, 0, 0, SteamID(lost.about)),
                lambda number, result, disliked, disliking, by_clan, user: PlayerCompatibility(
                    number, to_result(result), disliked, disliking, by_clan, SteamID(user)
                ),
                about=4,
                broadcast=False,
            ),
        ),
        row(CALL_COMPLETED, "SteamAPICallCompleted_t", "<QiI"),
        row(
            *(USER_STATS_RECEIVED, "UserStatsReceived_t", "<QiQ", "<QiQ4x"),
            client=Answer(
                lambda lost: UserStatsReceived(lost.number, lost.game_id, lost.result, SteamID(lost.about)),
                lambda number, game, result, user: UserStatsReceived(number, game, to_result(result), SteamID(user)),
                about=2,
            ),
        ),
        row(
            *(USER_STATS_STORED, "UserStatsStored_t", "<Qi", "<Qi4x"),
            client=lambda game, result: UserStatsStored(game, to_result(result)),
        ),
        row(
            *(1103, "UserAchievementStored_t", "<Q?128s3xII", "<Q?128s3xII4x"),
            client=lambda game, group, name, current, maximum: UserAchievementStored(game, group, up_to_nul(name), current, maximum),
        ),
        row(
            *(LEADERBOARD_FOUND, "LeaderboardFindResult_t", "<Q?3x", "<Q?7x"),
            client=Answer(
                lambda lost: LeaderboardFound(lost.number, lost.result, 0, found=False),
                lambda number, board, found: LeaderboardFound(number, Result.OK, board, found),
            ),
        ),
        # Its last two fields are fetched with a call of their own: the record is given the lines in their place.
        row(
            *(SCORES_DOWNLOADED, "LeaderboardScoresDownloaded_t", "<QQi", "<QQi4x"),
            client=Answer(
                lambda lost: LeaderboardScoresDownloaded(lost.number, lost.result, lost.about, ()),
                lambda number, board, entries: LeaderboardScoresDownloaded(number, Result.OK, board, entries),
                about=0,
            ),
        ),
        row(
            *(SCORE_UPLOADED, "LeaderboardScoreUploaded_t", "<?3xQi?3xii", "<?7xQi?3xii"),
            client=Answer(
                lambda lost: LeaderboardScoreUploaded(
                    *(lost.number, lost.result),
                    success=False,
                    handle=lost.about,
                    score=lost.note,
                    score_changed=False,
                    global_rank_new=0,
                    global_rank_previous=0,
                ),
                lambda number, success, *fields: LeaderboardScoreUploaded(number, _success(success), success, *fields),
                about=1,
            ),
        ),
        row(
            *(CURRENT_PLAYERS, "NumberOfCurrentPlayers_t", "<?3xi"),
            client=Answer(
                lambda lost: NumberOfCurrentPlayers(lost.number, lost.result, success=False, players=0),
                lambda number, success, players: NumberOfCurrentPlayers(number, _success(success), success, players),
            ),
        ),
        # A server's and a player's, and alike.
        row(
            *(1108, "GSStatsUnloaded_t", "<Q"),
            server=lambda user: StatsUnloaded(SteamID(user)),
            client=lambda user: UserStatsUnloaded(SteamID(user)),
        ),
        row(
            *(1109, "UserAchievementIconFetched_t", "<Q128s?3xi"),
            client=lambda game, name, achieved, icon: UserAchievementIconFetched(game, up_to_nul(name), achieved, icon),
        ),
        row(
            *(PERCENTAGES_READY, "GlobalAchievementPercentagesReady_t", "<Qi", "<Qi4x"),
            client=Answer(
                lambda lost: GlobalAchievementPercentagesReady(lost.number, lost.game_id, lost.result),
                lambda number, game, result: GlobalAchievementPercentagesReady(number, game, to_result(result)),
            ),
        ),
        row(
            *(UGC_SET, "LeaderboardUGCSet_t", "<iQ", "<i4xQ"),
            client=Answer(
                lambda lost: LeaderboardUGCSet(lost.number, lost.result, lost.about),
                lambda number, result, board: LeaderboardUGCSet(number, to_result(result), board),
                about=1,
            ),
        ),
        row(
            *(GLOBAL_STATS_RECEIVED, "GlobalStatsReceived_t", "<Qi", "<Qi4x"),
            client=Answer(
                lambda lost: GlobalStatsReceived(lost.number, lost.game_id, lost.result),
                lambda number, game, result: GlobalStatsReceived(number, game, to_result(result)),
            ),
        ),
        row(
            *(STATS_RECEIVED, "GSStatsReceived_t", "<iQ"),
            server=Answer(lambda lost: StatsReceived(lost.number, lost.result, SteamID(lost.about)), about=1),
        ),
        row(
            *(STATS_STORED, "GSStatsStored_t", "<iQ"),
            server=Answer(lambda lost: StatsStored(lost.number, lost.result, SteamID(lost.about)), about=1),
        ),
    )
}
"""Valve's structs by their numbers; those of the groups join them as these are loaded, see `register`."""

LEADERBOARD_ENTRY: Final = row(0, "LeaderboardEntry_t", "<QiiiQ", "<Qiii4xQ")
"""A line of a leaderboard, which no callback carries: a user, the rank, the score, how many details there are, and a file."""

SERVER_ANSWERS: Final[dict[int, Answer[Any]]] = {kind: it.server for kind, it in STRUCTS.items() if isinstance(it.server, Answer)}
SERVER_NEWS: Final = {kind: it.server for kind, it in STRUCTS.items() if it.server is not None and not isinstance(it.server, Answer)}
CLIENT_ANSWERS: Final[dict[int, Answer[Any]]] = {kind: it.client for kind, it in STRUCTS.items() if isinstance(it.client, Answer)}
CLIENT_NEWS: Final = {
    kind: it.client for kind, it in STRUCTS.items() if it.client is not None and not isinstance(it.client, Answer | Fetched)
}
CLIENT_FETCHED: Final[dict[int, Fetched]] = {}

_GROUPS: Final = {
    1: ("account",),
    3: ("people", "avatars", "clans", "presence", "game_overlay"),
    7: ("player_utils",),
    10: ("apps",),
    13: ("remote_storage",),
}
"""Whose structs have the numbers of a hundred: the files of the groups."""


def register(*rows: ValveStruct) -> None:
    """Add the structs of a player's group; a number that is there already keeps what a server makes of it."""
    for it in rows:
        before = STRUCTS.get(it.kind)
        STRUCTS[it.kind] = it if before is None else replace(before, client=it.client)
        if isinstance(it.client, Answer):
            CLIENT_ANSWERS[it.kind] = it.client
            if it.client.unasked is not None:
                CLIENT_NEWS[it.kind] = it.client.unasked
        elif isinstance(it.client, Fetched):
            CLIENT_FETCHED[it.kind] = it.client
        elif it.client is not None:
            CLIENT_NEWS[it.kind] = it.client


@cache
def load_group(hundred: int) -> None:
    """Load the files whose structs have the numbers of a hundred, such as 10 for 1000 to 1099; they register their structs."""
    for name in _GROUPS.get(hundred, ()):
        import_module(f"steam_nodes.steam.native.groups.{name}")


def of_news(makes: Mapping[int, Callable[..., Told]], kind: int, payload: bytes) -> Told | None:
    """Return the record of news, None if it is some that this side does not use.

    Args:
        makes: What becomes of them: SERVER_NEWS or CLIENT_NEWS.
        kind: Valve's number of the struct.
        payload: Exactly its bytes.
    """
    make = makes.get(kind)
    return None if make is None else make(*STRUCTS[kind].fields(payload))


def about(kind: int, answer: Answer[Any], payload: bytes) -> int:
    """Return whom an answer is about: a user, a leaderboard, or its own kind where it is about nobody.

    Args:
        kind: Valve's number of the struct.
        answer: How it answers.
        payload: Exactly its bytes.
    """
    return kind if answer.about is None else int(STRUCTS[kind].fields(payload)[answer.about])


def of_entry(told: bytes, details: Sequence[int]) -> LeaderboardEntry:
    """Return a line of a leaderboard.

    Args:
        told: The bytes of a LeaderboardEntry_t, and whatever follows.
        details: The room for the details, of which the entry says how many there are.
    """
    user, rank, score, count, ugc = LEADERBOARD_ENTRY.struct.unpack_from(told)
    return LeaderboardEntry(SteamID(user), rank, score, tuple(details[: max(count, 0)]), ugc)


def struct_name(kind: int) -> str:
    """Return what a struct is called, with its number."""
    return f"{STRUCTS[kind].name if kind in STRUCTS else 'a struct'} ({kind})"


def size_fault(kind: int, size: int) -> str:
    """Say what is wrong with the size a library declares for a struct, "" if it is right or the struct is not known."""
    known = STRUCTS.get(kind)
    if known is None or known.struct.size == size or size in known.older:
        return ""
    return f"the library declares {size} bytes for {struct_name(kind)}, which has {known.struct.size}; it was not read"
