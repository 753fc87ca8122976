"""The options of a world, and the checks of what it is given beside the ten calls: ids, options and start values.

Rules: pure functions; a wrong type raises TypeError, a wrong value is named with its remedy.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from steam_nodes.steam.checks import require_mapping, require_str
from steam_nodes.steam.enums import AccountType
from steam_nodes.steam.local.rules.values import to_raw
from steam_nodes.steam.stat_values import DoesNotFitError, short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.local.rules.values import Raw, Row
    from steam_nodes.steam.schema.schema import Schema

_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF


@dataclass(frozen=True, slots=True)
class Options:
    """How a world differs from the usual one; what each means stands at LocalSteam."""

    strict: bool = False
    store_rate: Literal["allow", "warn", "refuse"] = "warn"
    max_users: int | None = None
    timeout: float = 75.0
    upload_rate: Literal["allow", "warn", "refuse"] = "warn"


def require_id(steam_id: int) -> None:
    """Check that a Steam ID is an int, whether it is anybody's or not.

    Raises:
        TypeError: It is not.
    """
    if isinstance(steam_id, bool) or not isinstance(steam_id, int):
        message = f"a Steam ID is an int such as 76561197960287931, not {type(steam_id).__name__} {short(steam_id)}"
        raise TypeError(message)


def is_player(steam_id: int) -> bool:
    """Whether a number is the Steam ID of a player's account.

    Raises:
        TypeError: It is no number.
    """
    require_id(steam_id)
    return 0 <= steam_id <= _UINT64 and SteamID(steam_id).is_individual


def is_clan(steam_id: int) -> bool:
    """Whether a number is the Steam ID of a group.

    Raises:
        TypeError: It is no number.
    """
    require_id(steam_id)
    return 0 <= steam_id <= _UINT64 and SteamID(steam_id).account_type == AccountType.CLAN


def require_player(steam_id: int, remedy: str) -> None:
    """Check that a Steam ID is a player's.

    Raises:
        TypeError: It is no number.
        ValueError: It is not a player's.
    """
    if not is_player(steam_id):
        message = f"{short(steam_id)} is not a player's account; {remedy}"
        raise ValueError(message)


def option_fault(limits: str, store_rate: str, max_users: int | None, timeout: float) -> str:
    """Say what is wrong with the options of a world, "" if nothing is."""
    if limits not in ("at_store", "at_set"):
        return f'limits is {short(limits)}; pass "at_store" or "at_set"'
    if store_rate not in ("allow", "warn", "refuse"):
        return f'store_rate is {short(store_rate)}; pass "allow", "warn" or "refuse"'
    if max_users is not None and (isinstance(max_users, bool) or not isinstance(max_users, int) or max_users < 1):
        return f"max_users is {short(max_users)}; pass 1 or more, or None for any number"
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not timeout >= 0:
        return f"timeout is {short(timeout)}; pass seconds, 0 or more"
    return ""


def start_row(schema: Schema, values: Mapping[str, object], now: int, what: str = "start value") -> Row:
    """Return start values in stored form.

    Args:
        schema: What App Admin holds.
        values: Numbers, pairs and bools by API Name.
        now: When achievements given as True were unlocked, in seconds since 1970.
        what: What errors call a value.

    Raises:
        ValueError: A name is not in the schema, or a value does not fit.
        TypeError: A value has the wrong type.
    """
    require_mapping("seed", "values", values, "values by API Name")
    for name in values:
        require_str("seed", "the name of a stat", name)
    return {name: _start_value(schema, name, value, now, what) for name, value in values.items()}


def _start_value(schema: Schema, name: str, value: object, now: int, what: str) -> Raw:
    """Check one start value."""
    stat = schema.stats.get(name)
    if stat is not None:
        try:
            return to_raw(stat, value)
        except DoesNotFitError as fault:
            message = f"{what} of {short(name)}: {fault}"
            raise ValueError(message) from None
    if name not in schema.achievements:
        near = schema.near_stat(name) or schema.near_achievement(name)
        remedy = f'did you mean "{near}"?' if near else "correct the name, or add it to the schema"
        message = f"{what} of {short(name)}: app {schema.app_id} has no such stat or achievement; {remedy}"
        raise ValueError(message)
    if not isinstance(value, bool):
        message = f"{what} of {short(name)}: an achievement is True or False, not {short(value)}"
        raise TypeError(message)
    return now if value else None
