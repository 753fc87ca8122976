"""LocalClient: Steam for a player's own program, inside the program.

Rules: it keeps every law of backend.py with nothing of Valve's on the machine. It is a world of its own over the rows of a
LocalSteam: what a server stores for the player is seen here within a frame, and what the player stores the server sees, each allowed by
Set By to change its own. The parts of the door stand in the other files of this name; here is how it is opened.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from steam_nodes.steam.checks import require_str
from steam_nodes.steam.local.client.friends import ClientGallery
from steam_nodes.steam.local.client.leaderboards import ClientBoards
from steam_nodes.steam.local.rules.client_stat_rules import ClientStatRules
from steam_nodes.steam.local.world.client_world import ClientWorld
from steam_nodes.steam.local.world.options import option_fault, require_player
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steam_nodes.steam.local.store.store import Store
    from steam_nodes.steam.local.world.clock import Clock
    from steam_nodes.steam.local.world.requests import Options
    from steam_nodes.steam.schema.schema import Schema


class LocalClient(ClientGallery, ClientBoards):
    """One player's door to the local Steam; `LocalSteam.client` opens it.

    It is ready as it is made: initialised, with the player's stats loaded, and one UserStatsReceived with call 0 arrives in the first
    frame. What was set and not stored is stored by `close`, by `shutdown`, when the object is dropped and when the interpreter ends,
    waiting at most 5 seconds. It is used from one thread, and has frames of its own: `advance` and `poll` once each.

    Args:
        schema: What App Admin holds, and the players with their friends.
        store: A store that no other door uses.
        steam_id: The player.
        clock: A clock that no other door moves.
        options: How its world differs from the usual one.
        name: What the player is called, "" for what the schema says.
        friends: The player's friends beside those of the schema.
        owner: Whose game it is, 0 for the player's own.
    """

    def __init__(
        self,
        schema: Schema,
        store: Store,
        steam_id: int,
        clock: Clock,
        options: Options,
        *,
        name: str = "",
        friends: Iterable[int] = (),
        owner: int = 0,
    ) -> None:
        """Open the door."""
        rules = ClientStatRules(schema)
        if options.max_users is not None:
            # The player is held too, beside those.
            options = replace(options, max_users=options.max_users + 1)
        super().__init__(ClientWorld(rules, store, clock, options, steam_id), rules, owner or steam_id, name, friends)


def check_door(steam_id: int, name: str, friends: Iterable[int], owner: int, options: Options) -> None:
    """Check what a door is opened with.

    Raises:
        TypeError: An id or the name has the wrong type.
        ValueError: An id is not a player's, or an option is wrong.
    """
    require_player(steam_id, "give client the 64-bit Steam ID of a player")
    require_str("client", "the name", name)
    for friend in friends:
        require_player(friend, "give client the 64-bit Steam IDs of players as friends")
    if owner != 0:
        require_player(owner, "give client the 64-bit Steam ID of who owns the game, or leave it out")
    fault = option_fault("at_set", options.store_rate, options.max_users, options.timeout)
    if options.upload_rate not in ("allow", "warn", "refuse"):
        fault = f'upload_rate is {short(options.upload_rate)}; pass "allow", "warn" or "refuse"'
    if fault:
        raise ValueError(fault)
