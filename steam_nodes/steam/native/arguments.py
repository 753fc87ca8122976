"""What a game may pass to Valve's stats, on both sides of Steam, and why Steam refused it, as far as that can be known from outside.

Rules: pure functions. What has the wrong type raises TypeError and names the call; what Steam cannot hold is told apart, so that the caller
can refuse it. Steam itself only says false: what is certain by the state of the user, and by the schema if the game gave one, is said; else
the sentence names everything that is left to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam import refusals
from steam_nodes.steam.enums import AccountType
from steam_nodes.steam.native.structs import STATS_RECEIVED, STATS_STORED, USER_STATS_RECEIVED, USER_STATS_STORED
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.entries import NAME_BYTES
from steam_nodes.steam.stat_values import INT_MAX, DoesNotFitError, short, to_float64
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from steam_nodes.steam.native.pipes.pending_calls import Call
    from steam_nodes.steam.schema.entries import SetBy
    from steam_nodes.steam.schema.schema import Schema

UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF
CERTAIN: Final = 3.4e38
"""Below this bound rounding cannot leave the range of a float32; a comparison with NaN is false."""
NAMES: Final = 4096
"""How many names are kept as Steam takes them."""
_TYPES: Final[dict[str, tuple[str, ...]]] = {
    "get_user_stat_int": ("INT",),
    "get_user_stat_float": ("FLOAT", "AVGRATE"),
    "set_user_stat_int": ("INT",),
    "set_user_stat_float": ("FLOAT",),
    "update_user_avg_rate_stat": ("AVGRATE",),
}
_RIGHTS: Final[dict[str, str]] = {
    "GS": ', that game servers may set it ("Set By"), and that the user plays on this server',
    "Client": ', and that the player\'s program may set it ("Set By")',
}
_STORES: Final = (STATS_STORED, USER_STATS_STORED)
_REQUESTS: Final = (STATS_RECEIVED, USER_STATS_RECEIVED)
_READS: Final = ("get_user_stat_int", "get_user_stat_float", "get_user_achievement")


SESSION_FAULTS: Final = {
    1: "the {size} bytes are no ticket of {id}; send exactly the bytes that the player's Steam gave, with their id",
    2: "{id} has a session already; call end_auth_session first",
    3: "the ticket of {id} is of a version of Steam that this one does not understand; update both",
    4: "the ticket of {id} is for another app than this server's",
    5: "the ticket of {id} has expired; the player must get a new one",
}
"""What is wrong, by EBeginAuthSessionResult."""
_STEAM_ID_IDENTITY: Final = 16
_UINT32: Final = 0xFFFF_FFFF


def nothing(*_arguments: object) -> int:
    """Stand for Valve's functions where Steam is not initialised: every call is refused."""
    return 0


def check_id(steam_id: int) -> None:
    """Refuse what is no number of a user.

    Raises:
        TypeError: It is not an int.
    """
    if isinstance(steam_id, bool) or not isinstance(steam_id, int):
        message = f"a Steam ID is an int such as 76561197960287931, not {type(steam_id).__name__} {short(steam_id)}"
        raise TypeError(message)


def clan_fault(clan_id: int) -> str:
    """Say what is wrong with the id of a group, "" if nothing is."""
    right = 0 <= clan_id <= UINT64 and SteamID(clan_id).account_type == AccountType.CLAN
    return "" if right else refusals.NO_CLAN.format(short(clan_id))


def player_fault(steam_id: int) -> str:
    """Say what is wrong with the id of a player, "" if nothing is."""
    right = 0 <= steam_id <= UINT64 and SteamID(steam_id).is_individual
    return "" if right else refusals.NO_PLAYER.format(short(steam_id))


def identity(ffi: Any, steam_id: int) -> Any:
    """Return a SteamNetworkingIdentity of a user, NULL for anybody.

    Args:
        ffi: cffi.
        steam_id: The user, 0 for anybody.
    """
    if not steam_id:
        return ffi.NULL
    made = ffi.new("SteamNetworkingIdentity *")
    made.m_eType, made.m_cbSize = _STEAM_ID_IDENTITY, 8
    made.m_steamID64[0], made.m_steamID64[1] = steam_id & _UINT32, steam_id >> 32 & _UINT32
    return made


def room_fault(data: bytes) -> str:
    """Say why Steam cannot be given so many bytes, "" if it can: it counts them in an int."""
    return "" if len(data) <= INT_MAX else f"{len(data)} bytes are more than Steam takes; pass at most {INT_MAX}"


def check_name(call: str, name: str) -> None:
    """Refuse what is no name.

    Raises:
        TypeError: It is not a str.
    """
    if not isinstance(name, str):
        message = f"{call}: the name of a stat or an achievement is a str, not {type(name).__name__} {short(name)}"
        raise TypeError(message)


def encoded(name: str, known: dict[str, bytes]) -> bytes | None:
    """Return a name as Steam takes it, None if Steam cannot hold it.

    Args:
        name: The name.
        known: The names that were asked for before; it is added there, as long as there is room.
    """
    found = known.get(name)
    if found is None:
        found = name.encode(errors="replace")
        if len(found) > NAME_BYTES or b"\0" in found:
            return None
        if len(known) < NAMES:
            known[name] = found
    return found


def to_length(value: object) -> float:
    """Return the length of a session, above 0.

    Raises:
        DoesNotFitError: It is 0 or less, infinite or not a number (NaN).
        TypeError: It is not a number in Python's sense.
    """
    length = to_float64(value)
    if length <= 0:
        message = f"session_length is {length}; pass a length above 0"
        raise DoesNotFitError(message)
    return length


def of_refused_call(call: str, steam_id: int, name: str, schema: Schema | None, setter: SetBy = "GS") -> Refusal:
    """Return why Steam refused a get or a set for a user who is loaded.

    Args:
        call: The call, in snake_case.
        steam_id: The user.
        name: The stat or the achievement.
        schema: What App Admin holds, None if the game gave no schema.
        setter: On which side the call was made: "GS" a game server's, "Client" the player's.
    """
    types = _TYPES.get(call)
    if schema is not None:
        entry = schema.achievements.get(name) if types is None else schema.stats.get(name)
        if entry is None or not entry.published or (types is not None and schema.stats[name].type not in types):
            return refusals.of_name(call, steam_id, name, schema)
        if call not in _READS and entry.set_by != setter:
            return refusals.of_setter(call, steam_id, name, entry.set_by)
    kind = "achievement" if types is None else f"{' or '.join(types)} stat"
    rights = "" if call in _READS else _RIGHTS[setter]
    fact = f'Steam refused it and gives no reason; check in App Admin that "{name}" is a published {kind} of this app (case counts){rights}'
    return refusals.of_fact((call, "refused", name), call, steam_id, name, fact)


def of_long_name(call: str, steam_id: int, name: str) -> Refusal:
    """Return the refusal of a name that Steam cannot hold."""
    fault = "has a NUL in it" if "\0" in name else f"has more than {NAME_BYTES} bytes of UTF-8"
    fact = f"the name {fault}, no stat or achievement is called so"
    return refusals.of_fact((call, "name", name[:140]), call, steam_id, name, fact)


def of_refused_answer(call: Call[Any], result: Result) -> Refusal:
    """Return why a call that Steam took was answered with something else than OK, where nothing else is known.

    Args:
        call: The call.
        result: What it was answered with; a number newer than the table stays one.
    """
    name = result.name if isinstance(result, Result) else str(result)
    cause = f"Steam answers {name} and gives no reason"
    if call.fault:
        cause = call.fault
    elif result is Result.FAIL and call.kind in _REQUESTS:
        cause = "Steam answers FAIL: it has no such account, or no stats of it for this app"
    elif result is Result.IO_FAILURE:
        cause = "the call broke on its way to Steam or back"
    elif result is Result.INVALID_PARAM and call.kind in _STORES:
        cause = refusals.BREAKS_A_LIMIT
    if call.kind in (*_REQUESTS, *_STORES):
        return refusals.of_result(call.name, call.lane, result, cause)
    if result is Result.NO_CONNECTION:
        cause = "there is no connection to Steam"
    return Refusal((call.name, "answer", name), f"{call.name}: {cause}; ask again")


def of_broken_call(call: str, steam_id: int) -> Refusal:
    """Return the reason why a call was answered with IO_FAILURE."""
    return Refusal((call, "broken"), f"{call}({short(steam_id)}): Steam could not issue the call; is the server logged on? Try again")
