"""The people of one local world, as all players' programs of this process see them: names, states, games, who is in what with whom.

Rules: a person begins as the schema says; scripts and the person's own program change them, and then every program that knows the person is
told in its next frame, each once. Who has no state of their own is online while a program of theirs runs, and offline else; who is
invisible is offline for everybody else. What one thinks of another is not here, but in that one's session (friend_list.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

from steam_nodes.steam.groups.people import PersonaStateChanged
from steam_nodes.steam.groups.people_enums import PersonaChange, PersonaState
from steam_nodes.steam.schema.entries import Player
from steam_nodes.steam.schema.player_entries import STATES
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from steam_nodes.steam.groups.people import EquippedProfileItemsChanged
    from steam_nodes.steam.local.client.friend_list import FriendList
    from steam_nodes.steam.schema.clan_entries import Clan

Game: TypeAlias = "tuple[int, str, int, int, int]"
"""What somebody plays: the app, the address, the game port and the query port of the server, and the lobby."""
NOWHERE: Final = "0.0.0.0"  # noqa: S104 - the address of no server, as Steam tells it
_NOBODY: Final = Player()
_MOST_NAMES: Final = 10
"""How many names of before are kept, as Steam's own list has them."""


class Hearer(Protocol):
    """A session, as far as people are concerned."""

    me: int
    app_id: int
    name: str
    hears: bool
    friends: FriendList

    def post(self, record: Any) -> None:
        """Have a record arrive in a later frame."""


@dataclass(slots=True)
class Persona:
    """One person.

    Args:
        name: What they are called.
        names: What they were called before, the last one first.
        state: How they show themself; None where that is left to whether a program of theirs runs.
        level: Their level on Steam.
        game: What they play; None where that is left to whether a program of theirs runs.
        avatar: The files of their avatar, small, medium and large.
        following: Whom they follow.
        followers: How many follow them beside the people of this world.
        items: What is on their profile.
    """

    name: str
    names: list[str]
    state: int | None
    level: int
    game: Game | None
    avatar: tuple[str, str, str]
    following: dict[int, None]
    followers: int
    items: dict[str, Mapping[str, str | int]] = field(default_factory=dict)


class Personas:
    """The people of one world.

    Args:
        players: The players of the schema.
        clans: The groups of the schema.
        sessions: Returns the sessions of this world in which Steam runs.
    """

    def __init__(self, players: Mapping[int, Player], clans: Mapping[int, Clan], sessions: Callable[[], Sequence[Hearer]]) -> None:
        """Begin with what the schema says."""
        self._players = players
        self._sessions = sessions
        self._known: dict[int, Persona] = {}
        self._playing = {session.me: session.app_id for session in sessions()}
        self._elsewhere: dict[str, tuple[int, int]] = {}
        """The programs of the shared room, those of other processes too: each by its session the player and the app."""
        self.sources: dict[int, dict[int, None]] = {clan_id: dict.fromkeys(clan.members) for clan_id, clan in clans.items()}
        """Who is in each group, chat, lobby or game server: the groups are those of the schema, the rest is by script."""

    def of(self, steam_id: int) -> Persona:
        """Return a person."""
        found = self._known.get(steam_id)
        if found is None:
            found = self._known[steam_id] = self._of_player(self._players.get(steam_id, _NOBODY))
            found.name = next((each.name for each in self._sessions() if each.me == steam_id and each.name), found.name)
        return found

    @staticmethod
    def _of_player(player: Player) -> Persona:
        """Return a person as the schema has them."""
        return Persona(
            name=player.name,
            names=list(player.names),
            state=STATES.index(player.state) - 1 if player.state else None,
            level=player.level,
            game=(player.game, NOWHERE, 0, 0, 0) if player.game else None,
            avatar=player.avatar,
            following=dict.fromkeys(player.following),
            followers=player.followers,
            items=dict(player.items),
        )

    def state(self, steam_id: int, viewer: int) -> int:
        """Return how a person shows themself to another."""
        state = self.of(steam_id).state
        if state is None:
            state = PersonaState.ONLINE if steam_id in self._playing else PersonaState.OFFLINE
        return PersonaState.OFFLINE if state == PersonaState.INVISIBLE and steam_id != viewer else state

    def game(self, steam_id: int, viewer: int) -> Game | None:
        """Return what another sees a person play, None for nothing."""
        if self.state(steam_id, viewer) == PersonaState.OFFLINE:
            return None
        game = self.of(steam_id).game
        if game is None and steam_id in self._playing:
            game = self._playing[steam_id], NOWHERE, 0, 0, 0
        return game if game is not None and game[0] else None

    def followers(self, steam_id: int) -> int:
        """Return how many follow a person."""
        everyone = dict.fromkeys((*self._players, *self._known))
        return self.of(steam_id).followers + sum(steam_id in self.of(each).following for each in everyone)

    # What changes.

    def rename(self, steam_id: int, name: str) -> None:
        """Give a person another name."""
        persona = self.of(steam_id)
        if name != persona.name:
            if persona.name:
                persona.names = [persona.name, *persona.names][:_MOST_NAMES]
            persona.name = name
            self.tell(steam_id, PersonaChange.NAME)

    def show(self, steam_id: int, state: int | None) -> None:
        """Have a person show themself otherwise."""
        before = self.state(steam_id, 0)
        self.of(steam_id).state = state
        after = self.state(steam_id, 0)
        if before != after:
            self.tell(steam_id, PersonaChange.STATUS | _crossing(before, after))

    def play(self, steam_id: int, game: Game | None) -> None:
        """Have a person play something."""
        before = self.of(steam_id).game
        if before == game:
            return
        self.of(steam_id).game = game
        moved = _server(before) != _server(game)
        self.tell(steam_id, PersonaChange.GAME_PLAYED | (PersonaChange.GAME_SERVER if moved else 0))

    def tell(self, steam_id: int, flags: int, *, own: bool = True) -> None:
        """Tell each program that knows a person what changed.

        Args:
            steam_id: The person.
            flags: Bits of PersonaChange.
            own: Whether the person's own programs are told too.
        """
        for session in self._hearing():
            if own if session.me == steam_id else self.knows(session, steam_id):
                session.post(PersonaStateChanged(SteamID(steam_id), flags))

    def tell_items(self, steam_id: int, record: EquippedProfileItemsChanged) -> None:
        """Tell each program that knows a person that they have another item on their profile."""
        for session in self._hearing():
            if session.me == steam_id or self.knows(session, steam_id):
                session.post(record)

    def relate(self, player: int, other: int, relationship: int) -> None:
        """Have somebody become something else to a player whose program runs here, and tell that."""
        for session in self._sessions():
            if session.me == player:
                session.friends.relations[other] = relationship
                if session.hears:
                    session.post(PersonaStateChanged(SteamID(other), PersonaChange.RELATIONSHIP_CHANGED))

    def _hearing(self) -> list[Hearer]:
        """Return the sessions that are told of people."""
        return [session for session in self._sessions() if session.hears]

    def knows(self, session: Hearer, steam_id: int) -> bool:
        """Whether a player's Steam knows a person: they are something to the player, or both are in the same place."""
        if session.friends.relation(steam_id):
            return True
        return any(steam_id in members and session.me in members for members in self.sources.values())

    def is_here(self, player: int) -> bool:
        """Whether a program of a player runs in this process."""
        return any(session.me == player for session in self._sessions())

    def usual(self, steam_id: int) -> Persona:
        """Return what the schema says of a person."""
        return self._of_player(self._players.get(steam_id, _NOBODY))

    def elsewhere(self, session: str, player: int | None, app: int) -> None:
        """Take it that a program of the shared room is there, or (None) is not any more.

        Args:
            session: Its session in the room.
            player: Whose program it is.
            app: The app.
        """
        known = self._elsewhere.pop(session, None)
        if player is not None:
            self._elsewhere[session] = player, app
            self.program_moved(player)
        elif known is not None:
            self.program_moved(known[0])

    def program_moved(self, player: int, name: str = "") -> None:
        """Take it that a program of a player has started or ended.

        Args:
            player: The player.
            name: What a program that starts says they are called, "" for nothing.
        """
        before, state = player in self._playing, self.state(player, 0)
        here = {**dict(self._elsewhere.values()), **{session.me: session.app_id for session in self._sessions()}}
        self._playing = here
        if name:
            self.rename(player, name)
        if before != (player in here):
            after = self.state(player, 0)
            flags = PersonaChange.GAME_PLAYED | (PersonaChange.STATUS | _crossing(state, after) if state != after else 0)
            self.tell(player, flags, own=False)


def read_game(text: str) -> Game | None:
    """Return what a program of another process says that its player plays, None for what cannot be read."""
    try:
        app, address, *rest = text.split(" ")
        game_port, query_port, lobby = map(int, rest)
        return int(app), address, game_port, query_port, lobby
    except ValueError:
        return None


def _server(game: Game | None) -> tuple[str, int]:
    """Return the address and the port of the server that somebody plays on."""
    return (NOWHERE, 0) if game is None else (game[1], game[2])


def _crossing(before: int, after: int) -> int:
    """Return the bit of a person who comes online or goes offline."""
    if before == PersonaState.OFFLINE:
        return PersonaChange.COME_ONLINE
    return PersonaChange.GONE_OFFLINE if after == PersonaState.OFFLINE else 0
