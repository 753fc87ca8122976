"""The groups of a local world, [clans.ID] of the schema: who is in each, who leads it, and what its people do.

Rules: those of reader.py. Valve calls groups clans, and so do the calls about them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.enums import AccountType
from steam_nodes.steam.schema.entries import SchemaError
from steam_nodes.steam.schema.tables import cut, show
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from steam_nodes.steam.schema.tables import Table

_KEYS: Final = ("name", "tag", "owner", "officers", "members", "public", "official", "online", "in_game", "chatting")
_MOST: Final = 0x7FFF_FFFF
_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF


@dataclass(frozen=True, slots=True)
class Clan:
    """One group of the local world.

    Args:
        name: What it is called.
        tag: Its short name, "" for none.
        owner: Who owns it, 0 for nobody.
        officers: Who leads it beside the owner.
        members: Who is in it, the owner and the officers too.
        public: Whether anybody may join it.
        official: Whether it is the official group of a game.
        online: How many of its people are online.
        in_game: How many play.
        chatting: How many are in its chat.
    """

    name: str = ""
    tag: str = ""
    owner: int = 0
    officers: tuple[int, ...] = ()
    members: tuple[int, ...] = ()
    public: bool = True
    official: bool = False
    online: int = 0
    in_game: int = 0
    chatting: int = 0


def read_clans(top: Table) -> dict[int, Clan]:
    """Check [clans.ID].

    Args:
        top: The document.

    Raises:
        SchemaError: A group is not as it can be.
    """
    clans = {}
    for key, table in top.tables("clans", _KEYS):
        if not (key.isascii() and key.isdigit() and int(key) <= _UINT64 and SteamID(int(key)).account_type == AccountType.CLAN):
            remedy = "write the 64-bit Steam ID of a group, such as 103582791429521412"
            message = f"{table.source}: {table.place}: {cut(key)} is not a group; {remedy}"
            raise SchemaError(message)
        owner = _player(table, "owner", table.values["owner"]) if "owner" in table.values else 0
        officers, members = _players(table, "officers"), _players(table, "members")
        leaders = (owner,) if owner else ()
        clans[int(key)] = Clan(
            name=table.text("name"),
            tag=table.text("tag"),
            owner=owner,
            officers=tuple(officer for officer in officers if officer != owner),
            members=tuple(dict.fromkeys((*leaders, *officers, *members))),
            public=table.flag("public", default=True),
            official=table.flag("official", default=False),
            online=table.whole("online", 0, _MOST) or 0,
            in_game=table.whole("in_game", 0, _MOST) or 0,
            chatting=table.whole("chatting", 0, _MOST) or 0,
        )
    return clans


def _players(table: Table, key: str) -> tuple[int, ...]:
    """Check a list of players; each is there once."""
    listed = table.values.get(key, [])
    if not isinstance(listed, list | tuple):
        table.fail(key, f"is {show(listed)}", "write a list of Steam IDs such as [76561197960287931]")
    return tuple(dict.fromkeys(_player(table, key, player) for player in listed))


def _player(table: Table, key: str, value: object) -> int:
    """Check a player."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _UINT64 or not SteamID(value).is_individual:
        table.fail(key, f"holds {show(value)}", "write the 64-bit Steam ID of a player, such as 76561197960287931, without quotes")
    return value
