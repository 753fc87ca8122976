"""Why Steam refused a call, as far as it can be known from outside: Steam itself only says false.

Rules: pure functions on what is known: the state of the user, and the schema if the game gave one. What is certain is said; else the
sentence names everything that is left to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam import refusals
from steam_nodes.steam.native.structs import STATS_RECEIVED, STATS_STORED, USER_STATS_RECEIVED, USER_STATS_STORED
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.entries import NAME_BYTES
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from steam_nodes.steam.native.pending_calls import Call
    from steam_nodes.steam.schema.entries import SetBy
    from steam_nodes.steam.schema.schema import Schema

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


def of_call(call: str, steam_id: int, name: str, schema: Schema | None, setter: SetBy = "GS") -> Refusal:
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
