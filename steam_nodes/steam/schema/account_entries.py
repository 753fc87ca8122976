"""The account of a player, [players.ID.account] of the schema: its badges of the game, its phone and its second factor.

Rules: those of reader.py. It is loaded only for a schema that has such a table. The level of a player on Steam is no secret of the account,
and stands with what others see, in [players.ID].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from steam_nodes.steam.schema.tables import Table, show

_KEYS: Final = (
    "badges",
    "foil_badges",
    "behind_nat",
    "phone_identifying",
    "phone_requiring_verification",
    "phone_verified",
    "two_factor_enabled",
)
_INT_MAX: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """What is known of a player's account.

    Args:
        badges: The levels of the player's badges of this game, by series and whether it is a foil one.
        behind_nat: Whether the player's machine is behind a NAT.
        phone_identifying: Whether the player's phone number identifies them.
        phone_requiring_verification: Whether it waits to be verified.
        phone_verified: Whether it is verified.
        two_factor_enabled: Whether the account has Steam Guard's second factor.
    """

    badges: Mapping[tuple[int, bool], int] = field(default_factory=dict)
    behind_nat: bool = False
    phone_identifying: bool = False
    phone_requiring_verification: bool = False
    phone_verified: bool = False
    two_factor_enabled: bool = False


def read_account(player: Table) -> AccountEntry | None:
    """Check [players.ID.account] of a player, None if it is not written.

    Args:
        player: The player's table.

    Raises:
        SchemaError: Something in it cannot be.
    """
    table = player.below("account", _KEYS)
    if table is None:
        return None
    return AccountEntry(
        badges=_badges(table, "badges", foil=False) | _badges(table, "foil_badges", foil=True),
        behind_nat=table.flag("behind_nat", default=False),
        phone_identifying=table.flag("phone_identifying", default=False),
        phone_requiring_verification=table.flag("phone_requiring_verification", default=False),
        phone_verified=table.flag("phone_verified", default=False),
        two_factor_enabled=table.flag("two_factor_enabled", default=False),
    )


def _badges(table: Table, key: str, *, foil: bool) -> dict[tuple[int, bool], int]:
    """Check the levels of badges by series."""
    value = table.values.get(key, {})
    if not isinstance(value, Mapping):
        table.fail(key, f"is {show(value)}", "write a table such as { 1 = 5 }: the level by the series")
    levels = Table(value, table.source, f"{table.place}: {key}", tuple(map(str, value)))
    for series in levels.values:
        if not (series.isascii() and series.isdigit() and int(series) <= _INT_MAX):
            levels.fail(series, "is not a series", "write its number, 1 where there is only one")
    return {(int(series), foil): levels.whole(series, 0, _INT_MAX) or 0 for series in levels.values}
