"""The tickets of a local world: who was given one, who was shown it, and what Steam says of it.

Rules: a world has one book of tickets, for its server and for the programs of its players, so that each can judge what another shows. The
tickets of players' programs in other worlds over the same file stand in its shared room, as long as those programs run; who is shown one
of those waits for the disk once, and looks once a frame whether it is still good. A
ticket is as long as a real one and has every kind of byte in it, also NUL, so that a game that cuts or recodes what it sends finds out
here. Its tail is a secret of the operating system's, so that nobody can compute one; with a seed the same calls give the same tickets. Who
is let in is who shows exactly such bytes. Who has a session with a ticket is told what becomes of it later, and is held weakly: a ticket
keeps no side of Steam alive.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass, field
from struct import Struct
from typing import TYPE_CHECKING, Final, NamedTuple
from weakref import WeakMethod

from steam_nodes.steam.enums import AuthSessionResponse, BeginAuthSessionResult
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.local.world.options import is_player
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from steam_nodes.steam.local.store.queries import Query
    from steam_nodes.steam.local.store.store import Completion
    from steam_nodes.steam.local.world.processes import Contact
    from steam_nodes.steam.local.world.room_queries import Seen
    from steam_nodes.steam.local.world.shared_room import SharedRoom
    from steam_nodes.steam.local.world.world import World
    from steam_nodes.steam.schema.schema import Schema

_HEAD: Final = Struct("<IQQI")
_SIZE: Final = 240
_MOST: Final = 65_536
_TOPIC: Final = "tickets"
_USED: Final = "used tickets"
MOST_OWN: Final = 1000
"""How many tickets of its own a side can cancel; of more the oldest are forgotten."""


def _never() -> bool:
    """Say that a ticket does not expire."""
    return False


@dataclass(slots=True, eq=False)
class Ticket:
    """One ticket.

    Args:
        data: Its bytes.
        steam_id: Who may show it.
        app_id: The app it is for.
        expired: Says whether it has expired.
        remote_id: Who alone may be shown it, 0 for anybody.
        owner_id: Whose game is played, 0 for who may show it.
        licences: Tells what apps the player has, as long as the program runs that got the ticket; None where only the schema knows.
        standing: What Steam thinks of who shows it, before it is looked at who that is.
        cancelled: Whether who was given it has taken it back.
        used: Whether a session began with it.
        session: The session of the shared room in which the program is that got it, "" for one of this world.
    """

    data: bytes
    steam_id: int
    app_id: int
    expired: Callable[[], bool] = _never
    remote_id: int = 0
    owner_id: int = 0
    licences: Callable[[], Collection[int]] | None = None
    standing: AuthSessionResponse = AuthSessionResponse.OK
    cancelled: bool = False
    used: bool = False
    session: str = ""
    shown: list[WeakMethod[Callable[[Ticket, AuthSessionResponse], None]]] = field(default_factory=list)

    def show(self, told: Callable[[Ticket, AuthSessionResponse], None]) -> None:
        """Note that a session began with it.

        Args:
            told: The method that is called with what becomes of it later; nothing happens where that is over.
        """
        self.used = True
        self.shown = [*(each for each in self.shown if each() is not None), WeakMethod(told)]

    def tell(self, response: AuthSessionResponse) -> None:
        """Tell whoever was shown it what Steam says of it now."""
        for each in self.shown:
            told = each()
            if told is not None:
                told(self, response)

    def cancel(self) -> None:
        """Take it back; harmless twice. What its player has is from then on what it was, for the program may be at its end."""
        if not self.cancelled:
            self.cancelled = True
            if self.licences is not None:
                apps = frozenset(self.licences())
                self.licences = lambda: apps
            self.tell(AuthSessionResponse.AUTH_TICKET_CANCELED)


class Refused(NamedTuple):
    """Why no session begins."""

    result: BeginAuthSessionResult
    fault: str


class Tickets:
    """The book of a world; beyond 65,536 tickets the oldest is forgotten, and is nobody's then.

    Args:
        seed: What the secrets are made from, for tests; None for secrets that nobody can know.
    """

    def __init__(self, seed: int | None = None) -> None:
        """Begin with none."""
        self._issued: OrderedDict[bytes, Ticket] = OrderedDict()
        self._count = 0
        self.secret: Callable[[int], bytes] = os.urandom
        """Makes so many bytes that nobody can know."""
        if seed is not None:
            from random import Random  # noqa: PLC0415 - only a test that wants the same tickets pays for it

            self.secret = Random(seed).randbytes  # noqa: S311 - with a seed they are no secrets

    def issue(self, steam_id: int, app_id: int, expired: Callable[[], bool] = _never, *, remote_id: int = 0) -> Ticket:
        """Give somebody a ticket.

        Args:
            steam_id: Who may show it.
            app_id: The app it is for.
            expired: Says whether it has expired.
            remote_id: Who alone may be shown it, 0 for anybody.
        """
        self._count += 1
        head = _HEAD.pack(_SIZE, self._count, steam_id, app_id)
        data = head + self.secret(_SIZE - len(head))
        ticket = self._issued[data] = Ticket(data, steam_id, app_id, expired, remote_id)
        if len(self._issued) > _MOST:
            self._issued.popitem(last=False)
        return ticket

    def find(self, data: bytes) -> Ticket | None:
        """Return the ticket with exactly these bytes, None if there is none."""
        return self._issued.get(data)

    def shown(self, data: bytes, steam_id: int, app_id: int, far: FarTickets, *, players_only: bool = False) -> Ticket | Refused:
        """Return the ticket that somebody shows, or why a look at it is enough to begin no session.

        Args:
            data: What they sent.
            steam_id: Who they say they are.
            app_id: The app of who looks.
            far: Knows the tickets of other worlds.
            players_only: Whether nobody but a player may show one.
        """
        found = self._issued.get(data) or far.find(data)
        if found is None or found.steam_id != steam_id or (players_only and not is_player(steam_id)):
            remedy = "send exactly the bytes that the player's Steam gave, with their id"
            return Refused(BeginAuthSessionResult.INVALID_TICKET, f"the {len(data)} bytes are no ticket of {short(steam_id)}; {remedy}")
        if found.app_id != app_id:
            fault = f"the ticket of {short(steam_id)} is for app {found.app_id} and this program is for {app_id}"
            return Refused(BeginAuthSessionResult.GAME_MISMATCH, fault)
        if found.expired():
            fault = f"the ticket of {short(steam_id)} has expired; the player must get a new one"
            return Refused(BeginAuthSessionResult.EXPIRED_TICKET, fault)
        return found


class FarTickets:
    """The tickets of other worlds over the same file, as one side of Steam sees them.

    Args:
        world: The world of that side.
    """

    def __init__(self, world: World) -> None:
        """Begin with none; a store in memory has no other worlds."""
        self._world = world
        self._watched: dict[str, Ticket] = {}
        self._since = -1
        self._looking = False
        self._contact: Contact | None = None

    def find(self, data: bytes) -> Ticket | None:
        """Return the ticket with exactly these bytes, None if there is none; what looks like none is not looked for."""
        world = self._world
        if world.store.slow is None or len(data) != _SIZE or _HEAD.unpack_from(data)[0] != _SIZE:
            return None
        seen = _seen_in(world.do_now(Job("query", 0, query=self._look_around(-1))))
        if seen is None:
            return None
        key = _key(data)
        rows = {row.topic: row for row in seen.rows if row.key == key and row.value is not None and row.session not in seen.dead}
        row = rows.get(_TOPIC)
        if row is None or row.value is None:
            return None
        self._since = max(self._since, seen.stamp) if self._watched else seen.stamp
        from json import loads  # noqa: PLC0415 - only worlds with neighbours need it

        told = loads(row.value)
        apps = frozenset(told["apps"])
        ticket = Ticket(data, row.owner, told["app_id"], remote_id=told["remote_id"], owner_id=told["owner_id"], licences=lambda: apps)
        ticket.used, ticket.session = _USED in rows, row.session
        return ticket

    def watch(self, ticket: Ticket) -> None:
        """Have everybody know that a ticket is used, and look from now on whether it is still good; nothing to do for one of this world."""
        if ticket.session:
            from steam_nodes.steam.local.world.room_queries import TellRoom  # noqa: PLC0415 - loaded on first use

            world, key = self._world, _key(ticket.data)
            if not self._watched:
                world.at_frame.append(self._look)
            self._watched[key] = ticket
            used = TellRoom(ticket.session, ((ticket.steam_id, _USED, key, b"1"),))
            world.store.submit(Job("query", 0, query=used))

    def forget(self, *tickets: Ticket | None) -> None:
        """Look after tickets no more, as the sessions with them have ended; nothing to do for those of this world."""
        for ticket in tickets:
            key = "" if ticket is None or not ticket.session else _key(ticket.data)
            if key in self._watched:
                del self._watched[key]
                if not self._watched:
                    self._world.at_frame.remove(self._look)

    def _look(self) -> None:
        """Ask the store once a frame what has become of the tickets."""
        world = self._world
        world.collect()
        if not self._looking and world.faults.reachable and world.offline_state is None:
            self._looking = True
            world.store.submit(Job("query", 0, ticket=self._seen, query=self._look_around(self._since)))
            if world.clock.waits:
                world.store.wait()
                world.collect()

    def _seen(self, completion: Completion) -> None:
        """Take back what was taken back where it was issued, or whose program is gone."""
        self._looking = False
        seen = _seen_in(completion)
        if seen is None:
            return
        self._since = seen.stamp
        gone = {row.key for row in seen.rows if row.topic == _TOPIC and row.value is None}
        if self._contact is not None and self._contact.seen():
            gone |= {key for key, ticket in self._watched.items() if ticket.session in seen.dead}
        for ticket in [self._watched[key] for key in gone & self._watched.keys()]:
            self.forget(ticket)
            ticket.cancel()

    def _look_around(self, since: int) -> Query:
        """Return what asks the shared room for all that is new."""
        from steam_nodes.steam.local.world.processes import Contact  # noqa: PLC0415 - only worlds with neighbours need it
        from steam_nodes.steam.local.world.room_queries import LookAround  # noqa: PLC0415 - the same

        if self._contact is None:
            self._contact = Contact(self._world)
        return LookAround(since, self._contact.alive)


def publish(room: SharedRoom, ticket: Ticket) -> None:
    """Have other worlds over the same file know a ticket.

    Args:
        room: The shared room, as the program sees it that got the ticket.
        ticket: The ticket.
    """
    from json import dumps  # noqa: PLC0415 - as above

    apps = sorted(ticket.licences()) if ticket.licences is not None else []
    told = {"app_id": ticket.app_id, "remote_id": ticket.remote_id, "owner_id": ticket.owner_id, "apps": apps}
    room.put(_TOPIC, _key(ticket.data), dumps(told).encode())


def withdraw(room: SharedRoom, ticket: Ticket) -> None:
    """Have other worlds know that a ticket is taken back; harmless twice."""
    room.remove(_TOPIC, _key(ticket.data))


def _key(data: bytes) -> str:
    """Return what a ticket is called in the room, out of which nobody can make the ticket."""
    from hashlib import sha256  # noqa: PLC0415 - as above

    return sha256(data).hexdigest()


def _seen_in(completion: Completion) -> Seen | None:
    """Return what a look found, None if it failed."""
    from steam_nodes.steam.local.world.room_queries import Seen  # noqa: PLC0415 - as above

    return completion.found if completion.result is Result.OK and isinstance(completion.found, Seen) else None


def licensed(schema: Schema, steam_id: int) -> Collection[int]:
    """Return what apps a player has by the schema: the game itself where it does not say."""
    player = schema.players.get(steam_id)
    licences = None if player is None else player.apps
    if licences is None:
        return (schema.app_id,)
    return {*licences.owned, schema.app_id} if licences.subscribed else licences.owned


def judged(ticket: Ticket, judge_id: int, *, owns: bool) -> AuthSessionResponse:
    """Return what Steam says of a ticket that looks right.

    Args:
        ticket: The ticket.
        judge_id: Who was shown it.
        owns: Whether who shows it has the app.
    """
    if ticket.cancelled:
        return AuthSessionResponse.AUTH_TICKET_CANCELED
    if ticket.used:
        return AuthSessionResponse.AUTH_TICKET_INVALID_ALREADY_USED
    if ticket.remote_id not in {0, judge_id}:
        return AuthSessionResponse.AUTH_TICKET_NETWORK_IDENTITY_FAILURE
    if ticket.standing is not AuthSessionResponse.OK:
        return ticket.standing
    return AuthSessionResponse.OK if owns else AuthSessionResponse.NO_LICENSE_OR_EXPIRED
