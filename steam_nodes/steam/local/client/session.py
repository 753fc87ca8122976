"""A player's session with the local Steam: who plays, where Steam stands, and what arrives in the frames.

Rules: an answer is a record of callbacks.py and comes from a poll of a later frame. The answers about single users come first, in the order
asked, then what is told without being asked, then the answers to queries, in the order sent. While Steam is shut down or closed every call
is refused and says so. A refused query is answered too. Everything below one player's program stands on one session, and holds nothing of
the program itself: dropping that is what ends the world.
"""

from __future__ import annotations

from collections import deque
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar
from weakref import WeakSet, WeakValueDictionary

from steam_nodes.steam import refusals
from steam_nodes.steam.callbacks import (
    AuthTicketValidated,
    ServerConnectFailure,
    ServersConnected,
    ServersDisconnected,
    StatsReceived,
    StatsStored,
    StatsUnloaded,
    UserAchievementStored,
    UserStatsReceived,
    UserStatsStored,
    UserStatsUnloaded,
)
from steam_nodes.steam.local.client.friend_list import FriendList
from steam_nodes.steam.local.world.options import is_player
from steam_nodes.steam.local.world.query_requests import QueryRequests
from steam_nodes.steam.local.world.tickets import Tickets, licensed
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable

    from steam_nodes.steam.callbacks import ClientRecord, Record
    from steam_nodes.steam.local.client.personas import Personas
    from steam_nodes.steam.local.rules.client_stat_rules import ClientStatRules
    from steam_nodes.steam.local.rules.user import User
    from steam_nodes.steam.local.store.queries import Query
    from steam_nodes.steam.local.world.client_world import ClientWorld
    from steam_nodes.steam.local.world.requests import QueryRequest
    from steam_nodes.steam.local.world.shared_room import SharedRoom

Value = TypeVar("Value")
_TOLD_ALIKE: Final = (AuthTicketValidated, ServerConnectFailure, ServersConnected, ServersDisconnected)
"""What a player's program is told in the words of a server."""
Home: TypeAlias = "tuple[Hashable, int]"
"""A world: where its rows are, and the app."""
_OPEN: Final[WeakSet[ClientSession]] = WeakSet()
"""The sessions of all players' programs of this process."""
_PERSONAS: Final[WeakValueDictionary[Home, Personas]] = WeakValueDictionary()
"""The people of each world, from when a session of it asks for them until all its sessions are closed."""


def sessions(home: Home) -> list[ClientSession]:
    """Return the sessions of a world in which Steam runs, as far as they are in this process."""
    return [it for it in list(_OPEN) if it.home == home and it.initialised and not it.world.ended]


def _moved(home: Home, player: int, name: str = "") -> None:
    """Tell the people of a world that a program of a player has started or ended."""
    personas = _PERSONAS.get(home)
    if personas is not None:
        personas.program_moved(player, name)
        if all(it.home != home or it.world.ended for it in list(_OPEN)):
            del _PERSONAS[home]


class ClientSession:
    """What every part of LocalClient stands on.

    Args:
        world: The player's world.
        rules: Its rules.
        tickets: The book of tickets of the world around it, None for one of its own.
        owner: Whose game it is, 0 for the player's own.
        friends: The player's friends beside those of the schema.
        name: What the player is called, "" for what the schema says.
    """

    def __init__(
        self,
        world: ClientWorld,
        rules: ClientStatRules,
        tickets: Tickets | None = None,
        owner: int = 0,
        *,
        friends: Iterable[int] = (),
        name: str = "",
    ) -> None:
        """Load the player, and tell of it in the first frame."""
        self.world = world
        self.rules = rules
        self.me: int = world.own
        self.app_id: int = rules.schema.app_id
        self.home: Home = world.store.place, self.app_id
        """Which world it is a session of: those with the same rows and the same app are in one."""
        self.name = name
        self.hears = False
        """Whether it is told what happens to people: a game that never asks for any is told nothing of them."""
        self.friends: FriendList = FriendList(self.me, rules.schema.players, friends)
        self.tickets: Tickets = Tickets() if tickets is None else tickets
        self.owner: int = owner or world.own
        """Whose game is played."""
        self.licences: Callable[[], Collection[int]] = partial(licensed, rules.schema, self.owner)
        """Tells what apps the player has; what is bought while the program runs is known to the part of it that is told."""
        self.at_shut_down: list[Callable[[], None]] = []
        """What the parts of the program do when its side of Steam ends."""
        self.at_connection: list[Callable[[bool], None]] = []
        """What they do when the connection to Steam is lost (False) and when it is back (True)."""
        self.current_players: int | None = None
        """How many players are told to play; None for those whose programs are open in this process."""
        self.last_call: int = 0
        """The last call that Steam answers later."""
        self.last_result: Result | None = None
        """What that call was answered with, None as long as it is not."""
        self.watches: list[Callable[[], list[ClientRecord]]] = []
        """Asked in each frame for what other programs did: those of the groups that look for it, from their first use on."""
        player = rules.schema.players.get(world.own)
        self.overlay: bool = player is not None and player.overlay
        """Whether the player has Steam's overlay."""
        licences, app = player and player.apps, rules.schema.app
        self.language: str = (licences and licences.language) or (app.languages[0] if app else "english")
        """The language that the player wants the game in."""
        self._queries = QueryRequests(world)
        self._posted: deque[tuple[int, ClientRecord]] = deque()
        # What has arrived already is kept when a signal's handler raises out of the wait for the rest.
        self._arrived: list[ClientRecord] = []
        self._unasked: set[int] = set()
        self._room: SharedRoom | None = None
        self._moving: list[Callable[[float], bool]] = []
        self._moved_at = 0.0
        _OPEN.add(self)
        world.at_end.append(partial(_moved, self.home, self.me))
        world.watch_connection(self._connection_changed)
        self._load()

    @cached_property
    def personas(self) -> Personas:
        """The people of this world, which all its sessions in this process have in common."""
        from steam_nodes.steam.local.client.personas import Personas  # noqa: PLC0415 - a game without friends needs none

        found = _PERSONAS.get(self.home)
        if found is None:
            home = self.home
            found = _PERSONAS[home] = Personas(self.rules.schema.players, self.rules.schema.clans, lambda: sessions(home))
        return found

    # Where it stands.

    @property
    def initialised(self) -> bool:
        """Whether calls can be made."""
        return self.world.offline_state is None

    def init(self) -> None:
        """Start again after a shutdown; harmless when Steam runs."""
        if not self.initialised:
            self.world.go(None)
            self._load()

    def shut_down(self) -> None:
        """Store what is unstored and hold no user; harmless twice."""
        if self.initialised:
            self._end_parts()
            self.world.shut_down()
            _moved(self.home, self.me)

    def close(self) -> None:
        """Answer nothing any more."""
        if self.initialised:
            self._end_parts()
        self._posted.clear()
        self.watches.clear()
        self._queries.close()
        self._moving.clear()
        self._arrived.clear()
        self.world.go("closed")
        _moved(self.home, self.me)

    @property
    def room(self) -> SharedRoom:
        """What the programs of players tell each other over the same store; whoever never asks for it pays nothing for it."""
        if self._room is None:
            from steam_nodes.steam.local.world.shared_room import SharedRoom  # noqa: PLC0415 - loaded on first use

            self._room = SharedRoom(self.world)
        return self._room

    # Calls, and why they are refused.

    def own(self) -> User:
        """Find the player."""
        return self.world.user(self.me)

    def present(self, call: str) -> bool:
        """Whether Steam is initialised; if it is not, say which call it is missed by."""
        state = self.world.offline_state
        return state is None or self.refuse(refusals.of_absence(call, state))

    def is_person(self, call: str, steam_id: int) -> bool:
        """Whether Steam is initialised and an id is a player's; if not, it is said."""
        right = is_player(steam_id)
        if not self.present(call):
            return False
        return right or self.refuse(Refusal((call, "id"), f"{call}: {refusals.NO_PLAYER.format(short(steam_id))}"))

    def refuse(self, refusal: Refusal) -> bool:
        """Say why a call was refused; return False."""
        self.world.world_log.refuse(refusal)
        return False

    def owned_apps(self) -> Collection[int]:
        """Return what apps the player has now."""
        return self.licences()

    def accept(self, refusal: Refusal | None) -> bool:
        """Turn what the rules say into Steam's bool."""
        return refusal is None or self.refuse(refusal)

    def value(self, value: Value | Refusal) -> Value | None:
        """Return what the rules read; say why if they refused."""
        if isinstance(value, Refusal):
            self.refuse(value)
            return None
        return value

    # What is asked, and what arrives.

    def asked(self, call: int) -> int:
        """Remember the last call that Steam took, and answers later."""
        self.last_call, self.last_result = call, None
        return call

    def request_own(self) -> None:
        """Ask for the player's own stats again; the answer has call 0."""
        self._unasked.add(self.world.request(self.own(), Result.OK))

    def query(
        self,
        call: str,
        query: Query | None,
        record: Callable[[QueryRequest], ClientRecord],
        *,
        about: int = 0,
        fault: str = "",
        work: Callable[[], bool] | None = None,
    ) -> int:
        """Send a query, unless there is no Steam or a fault; what is refused says why and is answered too.

        Args:
            call: The call.
            query: The query; None where a fault kept it from being made.
            record: What makes the record of the answer.
            about: The handle it is about, 0 for none.
            fault: What is wrong, "" for nothing.
            work: As for `later`.

        Returns:
            The number that the answer carries.
        """
        refused = None
        if not self.present(call):
            refused = Result.NO_CONNECTION
        elif fault:
            self.refuse(Refusal((call, fault[:60]), f"{call}: {fault}"))
            query, refused = None, Result.INVALID_PARAM
        number = self._queries.send(call, query, record, about=about, refused=refused, work=work)
        return number if refused is not None else self.asked(number)

    def later(
        self,
        call: str,
        record: Callable[[QueryRequest], ClientRecord],
        *,
        fault: str = "",
        work: Callable[[], bool] | None = None,
    ) -> int:
        """Have a call answered in a later frame for which the store is not asked; latency and scripted faults hold for it too.

        Args:
            call: The call.
            record: What makes the record of the answer, when it is due.
            fault: What is wrong, "" for nothing.
            work: Does a piece of what the answer needs, short enough for a frame, and returns whether that is done. On a clock that
                waits all of it is done in the frame in which the answer is due.

        Returns:
            The number that the answer carries.
        """
        return self.query(call, None, record, fault=fault, work=work)

    def each_frame(self, move: Callable[[float], bool]) -> None:
        """Have something moved in each frame from the next one on, harmless twice.

        Args:
            move: What moves it by the seconds since it was last called, and returns whether it is to be called again.
        """
        if not self._moving:
            self._moved_at = self.world.elapsed
        if move not in self._moving:
            self._moving.append(move)

    def refused_query(self, call: str, record: Callable[[QueryRequest], ClientRecord], result: Result, *, about: int = 0) -> int:
        """Have a query answered that was refused for a reason said already."""
        return self._queries.send(call, None, record, about=about, refused=result)

    def post(self, record: ClientRecord) -> None:
        """Have a record arrive in a later frame."""
        self._posted.append((self.world.frame, record))

    def hand_over(self, record: ClientRecord) -> None:
        """Have a record arrive with the next poll, also in this frame: it tells what has happened somewhere else."""
        self._arrived.append(record)

    def poll(self) -> list[ClientRecord]:
        """Return what has arrived since the last poll, in order."""
        if self._moving:
            self._move()
        for record in self.world.take():
            self._arrived += self._translate(record)
        for watch in self.watches:
            self._arrived += watch()
        if self._room is not None:
            self.world.collect()  # What the room was asked as the frame began is answered by now, if the disk was quick.
        while self._posted and self._posted[0][0] < self.world.frame:
            self._arrived.append(self._posted.popleft()[1])
        for request in self._queries.take():
            self._arrived.append(request.record(request))
            if request.call == self.last_call:
                self.last_result = request.answer
        arrived, self._arrived = self._arrived, []
        return arrived

    def unlock_record(self, name: str, current: int = 0, maximum: int = 0) -> UserAchievementStored:
        """Return the record of an achievement that was unlocked, or whose progress is shown."""
        return UserAchievementStored(
            self.app_id, group_achieve=False, achievement_name=name, current_progress=current, max_progress=maximum
        )

    def players(self) -> int:
        """Return how many play: all that a local Steam can know at once; other processes are not counted."""
        if self.current_players is not None:
            return self.current_players
        return len({session.me for session in sessions(self.home)})

    # What is used above.

    def _end_parts(self) -> None:
        """Let the parts of the program end their side of Steam."""
        for end in self.at_shut_down:
            end()

    def _move(self) -> None:
        """Move what moves by itself, by the time since that was last done."""
        passed, self._moved_at = self.world.elapsed - self._moved_at, self.world.elapsed
        self._moving = [move for move in self._moving if move(passed)]

    def _load(self) -> None:
        """Load the player, and have that told in the next frame, as Steam does."""
        self.post(UserStatsReceived(0, self.app_id, self.world.load(), SteamID(self.me)))
        _moved(self.home, self.me, self.name)

    def _translate(self, record: Record) -> list[ClientRecord]:
        """Return what the player's side is told where a server is told this record."""
        if isinstance(record, StatsReceived):
            call = record.call
            if call in self._unasked:
                self._unasked.discard(call)
                call = 0
            elif call == self.last_call:
                self.last_result = record.result
            return [UserStatsReceived(call, self.app_id, record.result, record.steam_id)]
        if isinstance(record, StatsStored):
            stored = UserStatsStored(self.app_id, record.result)
            return [stored, *map(self.unlock_record, self.world.take_unlocked(record.call))]
        if isinstance(record, StatsUnloaded):
            return [UserStatsUnloaded(record.steam_id)]
        return [record] if isinstance(record, _TOLD_ALIKE) else []

    def _connection_changed(self, up: bool) -> None:
        """Tell a program that is initialised of its connection."""
        if self.initialised:
            self.world.post(ServersConnected() if up else ServersDisconnected(Result.NO_CONNECTION))
        for changed in self.at_connection:
            changed(up)
