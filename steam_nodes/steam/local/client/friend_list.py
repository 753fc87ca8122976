"""Who is what to one player: friends, who asked to be one, who is blocked.

Rules: it begins with what the schema says and what the client was opened with; scripts change it (groups/people.py), and whoever asks for
friends, leaderboards too, sees the change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from steam_nodes.steam.schema.entries import Player

FRIEND: Final = 3
"""Valve's k_EFriendRelationshipFriend."""

FROM_THERE: Final[dict[int, int]] = {0: 0, 2: 4, FRIEND: FRIEND, 4: 2}
"""What a relationship is seen from the other side: none, asked by the other, friends, asked by the player.

Of a block and the like the other side knows nothing.
"""


class FriendList:
    """Who is what to a player.

    Args:
        me: The player.
        players: The players of the schema.
        more: The player's friends beside those of the schema.
    """

    def __init__(self, me: int, players: Mapping[int, Player], more: Iterable[int]) -> None:
        """Put those of the schema first."""
        self.relations: dict[int, int] = {}
        """What each person is to the player, as Valve's number; who is not here is nobody to them."""
        player = players.get(me)
        if player is not None:
            self.relations |= dict.fromkeys(player.friends, FRIEND)
        self.relations |= dict.fromkeys(more, FRIEND)
        if player is not None and player.relationships:
            from steam_nodes.steam.schema.player_entries import RELATIONSHIPS  # noqa: PLC0415 - few schemas have any

            self.relations |= {steam_id: RELATIONSHIPS.index(word) for steam_id, word in player.relationships.items()}

    def relation(self, steam_id: int) -> int:
        """Return what a person is to the player, as Valve's number.

        Args:
            steam_id: The person.

        Returns:
            0 for nobody.
        """
        return self.relations.get(steam_id, 0)

    @property
    def ids(self) -> tuple[int, ...]:
        """The id of each friend once."""
        return tuple(steam_id for steam_id, relation in self.relations.items() if relation == FRIEND)
