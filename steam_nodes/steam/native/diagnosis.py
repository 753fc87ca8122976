"""Why Steam refused a call, as far as it can be known from outside: Steam itself only says false.

Rules: pure functions on what is known: the state of the user, and the schema if the game gave one. What is certain is said; else the
sentence names everything that is left to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes.steam import reasons
from steam_nodes.steam.numbers import short
from steam_nodes.steam.reasons import Refusal
from steam_nodes.steam.schema import NAME_BYTES

if TYPE_CHECKING:
    from steam_nodes.steam.schema import Schema, SetBy

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
            return reasons.of_name(call, steam_id, name, schema)
        if call not in _READS and entry.set_by != setter:
            return reasons.of_setter(call, steam_id, name, entry.set_by)
    kind = "achievement" if types is None else f"{' or '.join(types)} stat"
    rights = "" if call in _READS else _RIGHTS[setter]
    sentence = (
        f'{call}({short(steam_id)}, "{name}"): Steam refused it and gives no reason; check in App Admin that "{name}" is a published '
        f"{kind} of this app (case counts){rights}"
    )
    return Refusal((call, "refused", name), sentence)


def of_long_name(call: str, steam_id: int, name: str) -> Refusal:
    """Return the refusal of a name that Steam cannot hold."""
    fault = "has a NUL in it" if "\0" in name else f"has more than {NAME_BYTES} bytes of UTF-8"
    sentence = f'{call}({short(steam_id)}, "{name[:140]}"): the name {fault}, no stat or achievement is called so'
    return Refusal((call, "name", name[:140]), sentence)


def of_broken_call(call: str, steam_id: int) -> Refusal:
    """Return the reason why a call was answered with IO_FAILURE."""
    return Refusal((call, "broken"), f"{call}({short(steam_id)}): Steam could not issue the call; is the server logged on? Try again")
