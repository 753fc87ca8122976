"""What a game may pass to Valve's stats, on both sides of Steam: ids, API Names and the numbers beside a value.

Rules: what has the wrong type raises TypeError and names the call; what Steam cannot hold is told apart, so that the caller can refuse it.
"""

from __future__ import annotations

from typing import Final

from steam_nodes.steam import refusals
from steam_nodes.steam.enums import AccountType
from steam_nodes.steam.schema.entries import NAME_BYTES
from steam_nodes.steam.stat_values import DoesNotFitError, short, to_float64
from steam_nodes.steam.steam_id import SteamID

UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF
CERTAIN: Final = 3.4e38
"""Below this bound rounding cannot leave the range of a float32; a comparison with NaN is false."""
NAMES: Final = 4096
"""How many names are kept as Steam takes them."""


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
