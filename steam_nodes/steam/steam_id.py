"""SteamID: an int that knows its parts.

Rules: it is the unsigned 64-bit number Steam uses and prints as that number; parts are read from the bits, never kept beside them.
"""

from __future__ import annotations

from typing import Final, Self

from steam_nodes.steam.stat_values import short

_MAX: Final = 0xFFFF_FFFF_FFFF_FFFF


class SteamID(int):
    """The 64-bit id of a player, a server or a group.

    Mirrors https://partner.steamgames.com/doc/api/steam_api#CSteamID.

    Args:
        value: The id as an unsigned 64-bit number.

    Raises:
        TypeError: `value` is not an int (or is a bool).
        ValueError: `value` does not fit in 64 unsigned bits.
    """

    __slots__ = ()

    def __new__(cls, value: int) -> Self:
        """Check the range and make the id."""
        if isinstance(value, bool) or not isinstance(value, int):
            message = f"a Steam ID is an int such as 76561197960287931, not {type(value).__name__} {short(value)}"
            raise TypeError(message)
        if not 0 <= value <= _MAX:
            message = f"a Steam ID is an unsigned 64-bit number; {short(value)} is out of range"
            raise ValueError(message)
        return super().__new__(cls, value)

    @classmethod
    def of_account(cls, account_id: int, *, universe: int = 1, account_type: int = 1, instance: int = 1) -> SteamID:
        """Return the id with the given parts (by default a player's in the public universe)."""
        return cls(universe << 56 | account_type << 52 | instance << 32 | account_id)

    @property
    def account_id(self) -> int:
        """The low 32 bits: the account's own number."""
        return self & 0xFFFF_FFFF

    @property
    def instance(self) -> int:
        """The 20 bits that tell several sign-ins of one account apart; 1 is a desktop."""
        return self >> 32 & 0xF_FFFF

    @property
    def account_type(self) -> int:
        """The 4 bits of the kind of account; 1 is a player, 3 and 4 are game servers."""
        return self >> 52 & 0xF

    @property
    def universe(self) -> int:
        """The top 8 bits; 1 is the public Steam."""
        return self >> 56

    @property
    def is_individual(self) -> bool:
        """Whether this is a player's account that can hold stats."""
        return self.account_type == 1 and self.universe != 0 and self.account_id != 0

    def __repr__(self) -> str:
        """Show the number in a form that can be pasted back."""
        return f"SteamID({int(self)})"

    def __str__(self) -> str:
        """Print as the bare number, as Steam and GodotSteam do."""
        return int.__repr__(self)
