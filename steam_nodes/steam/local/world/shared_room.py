"""The shared room of a world: what the programs of players tell each other over the same store, in this process or another.

Rules: what a program puts here is seen by the programs of others within a frame after it is kept, and is gone with the program, whether
that ends or is killed. A program enters as it first uses the room, and from then on looks once a frame what is new, in one job for all of
it. Whoever has never used the room is not in it, and pays nothing. Without a connection nothing is told and nothing is seen; what was put
meanwhile is told when the connection is back. A store that fails is tried again a second later. What is told to one player reaches the
programs of that player that are in the room at that time. Where the store is shared by several machines a program gives signs of life; one
that was taken for gone, as its line was cut for long, finds that out by the next and enters once more, with all that it had put.
"""

from __future__ import annotations

import os
from collections import deque
from math import inf
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.local.store.room import SESSIONS, RoomRow
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.local.world.processes import Contact
from steam_nodes.steam.local.world.room_queries import EmptyRoom, EnterRoom, GiveSign, LookAround, Seen, TellRoom
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from steam_nodes.steam.local.store.queries import Query
    from steam_nodes.steam.local.store.room import Told
    from steam_nodes.steam.local.store.store import Completion
    from steam_nodes.steam.local.world.client_world import ClientWorld

MOST_TOLD: Final = 256
"""How much of what a program told to single players is kept; who has not looked since will not hear of what is older."""
AGAIN_SECONDS: Final = 1.0
LEAVE_SECONDS: Final = 1.0


class SharedRoom:
    """The room as one player's program uses it.

    Args:
        world: The player's world.
    """

    def __init__(self, world: ClientWorld) -> None:
        """Begin outside; the first look enters."""
        self._world = world
        self._contact = Contact(world)
        self._sign_at = inf
        self._name = os.urandom(8).hex()
        self._entries = 0
        self._session = ""
        self._inside = False
        self._rows: dict[tuple[int, str], dict[str, bytes]] = {}
        self._sessions: dict[str, RoomRow] = {}
        self._unsent: list[Told] = []
        self._telling = 0
        self._told: deque[tuple[str, str]] = deque()
        self._count = 0
        self._entered_at = self._since = -1
        self._looking = False
        self._again = 0.0
        self._watchers: dict[str, list[Callable[[RoomRow], None]]] = {}
        self._hearers: dict[str, list[Callable[[int, bytes], None]]] = {}
        world.at_end.append(self.leave)
        world.at_frame.append(self.look)

    # What a program tells.

    def put(self, topic: str, key: str, value: bytes) -> None:
        """Put a value under a topic and a key of the player's own, in place of the one that is there.

        Args:
            topic: What it is about; each part of Steam has its own, none is "".
            key: Its name.
            value: The bytes.
        """
        mine = self._rows.setdefault((self._world.own, topic), {})
        if mine.get(key) != value:
            mine[key] = value
            self._tell(topic, key, value)

    def remove(self, topic: str, key: str) -> None:
        """Take away a value of the player's own; harmless if there is none."""
        if self._rows.get((self._world.own, topic), {}).pop(key, None) is not None:
            self._tell(topic, key, None)

    def tell(self, to: int, topic: str, value: bytes) -> None:
        """Tell one player something, once: whoever listens by `hear` in a program of that player."""
        key = f"{to}/{self._name}/{self._count}"
        self._count += 1
        self._told.append((topic, key))
        if len(self._told) > MOST_TOLD:
            self._unsent.append((self._world.own, *self._told.popleft(), None))
        self._tell(topic, key, value)

    @property
    def settled(self) -> bool:
        """Whether all that was put so far is kept."""
        return not self._unsent and not self._telling

    # What it is told.

    def rows(self, owner: int, topic: str) -> Mapping[str, bytes]:
        """Return what a player has put under a topic, by key, as far as it is seen here; one's own at once."""
        return self._rows.get((owner, topic), {})

    def players(self) -> frozenset[int]:
        """Return who is in the game now: the players whose programs are in the room, this one too."""
        return frozenset((self._world.own, *(row.owner for row in self._sessions.values())))

    def looked(self) -> bool:
        """Whether it has looked around since it entered, and so knows who is there."""
        return self._since >= 0

    def watch(self, topic: str, seen: Callable[[RoomRow], None]) -> None:
        """Have each change under a topic that another program made told, None as the value where it is gone.

        Under the topic SESSIONS these are the programs that come and go, those of this process too. What is known to be there is told at
        once, and the first look tells of everything else.
        """
        self._watchers.setdefault(topic, []).append(seen)
        if topic == SESSIONS:
            for row in list(self._sessions.values()):
                seen(row)
        for (owner, about), rows in list(self._rows.items()):
            if about == topic and owner != self._world.own:
                for key, value in list(rows.items()):
                    seen(RoomRow(owner, topic, key, "", value, 0))

    def hear(self, topic: str, heard: Callable[[int, bytes], None]) -> None:
        """Have what other programs tell this player under a topic handed over, with the id of who told it."""
        self._hearers.setdefault(topic, []).append(heard)

    # Frames, and the end.

    def look(self) -> None:
        """Ask for what is new, as a frame begins; what the store has found by the end of the frame is told in it, the rest in the next."""
        world = self._world
        if world.offline_state is not None:
            return
        world.collect()
        if world.elapsed < self._again or not world.faults.reachable:
            return
        self._enter()
        self._send()
        if self._inside and not self._looking:
            self._looking = True
            self._ask(LookAround(self._since, self._contact.alive), self._seen)
        if self._inside and world.elapsed >= self._sign_at:
            self._sign_at = inf
            self._ask(GiveSign(world.own, self._session), self._signed)

    def leave(self) -> None:
        """Take everything of this program out of the room; harmless twice. The next look enters again, with nothing in it."""
        session, self._session, self._inside = self._session, "", False
        for forgotten in (self._rows, self._sessions, self._unsent, self._told):
            forgotten.clear()
        if session:
            self._since = -1
            self._ask(EmptyRoom((session,)), self._done, LEAVE_SECONDS)

    def _tell(self, topic: str, key: str, value: bytes | None) -> None:
        """Bring a row to the room, now if that can be."""
        self._unsent.append((self._world.own, topic, key, value))
        if self._world.faults.reachable and self._world.elapsed >= self._again:
            self._enter()
            self._send()

    def _enter(self) -> None:
        """Enter the room, if this program is not in it or on the way."""
        if not self._session:
            self._entries += 1
            self._session = f"{self._name}.{self._entries}"
            self._ask(EnterRoom(self._world.own, self._session, self._contact.mark, self._contact.alive), self._entered)

    def _send(self) -> None:
        """Bring to the store what waits for that; only once the session is there, for nobody would ever take away rows without one."""
        if self._inside and self._unsent:
            told, self._unsent = tuple(self._unsent), []
            self._telling += 1
            self._ask(TellRoom(self._session, told), self._done)

    def _ask(self, query: Query, answered: Callable[[Completion], None], seconds: float | None = None) -> None:
        """Give a query to the store; on a clock that waits, wait for it, so that the same calls give the same run."""
        world = self._world
        world.store.submit(Job("query", 0, ticket=answered, query=query))
        if world.clock.waits:
            world.store.wait(seconds)
            world.collect()

    def _enter_anew(self) -> None:
        """Enter once more with all that was put: others have taken this program for gone, and its rows away."""
        own = self._world.own
        mine = [(own, topic, key, value) for (owner, topic), rows in self._rows.items() if owner == own for key, value in rows.items()]
        places = {told[:3] for told in mine}
        self._unsent = [*mine, *(told for told in self._unsent if told[3] is not None and told[:3] not in places)]
        self._session, self._inside, self._sign_at = "", False, inf

    # What the store has done.

    def _entered(self, completion: Completion) -> None:
        """Be in the room, or try again."""
        query: Any = completion.job.query
        if query.session != self._session:
            return  # It was left meanwhile.
        if self._went_well(completion):
            self._inside = True
            self._sign_at = self._world.elapsed + self._contact.pause
            if self._since < 0:
                self._entered_at = int(completion.found)  # type: ignore[call-overload]  # the answer of EnterRoom
            self._send()
        else:
            self._session = ""

    def _done(self, completion: Completion) -> None:
        """Tell once more what could not be told, unless something newer has been."""
        query = completion.job.query
        self._telling -= isinstance(query, TellRoom)
        went_well = self._went_well(completion)
        if not (went_well and completion.found) and isinstance(query, TellRoom) and query.session == self._session:
            newer = {told[:3] for told in self._unsent}
            self._unsent[:0] = [told for told in query.told if told[:3] not in newer]
            if went_well:
                self._enter_anew()

    def _signed(self, completion: Completion) -> None:
        """Give the next sign of life in its time, or enter once more where the last one found no session."""
        query: Any = completion.job.query
        if query.session != self._session:
            return  # It was left meanwhile.
        if not self._went_well(completion):
            self._sign_at = 0.0
        elif completion.found:
            self._sign_at = self._world.elapsed + self._contact.pause
        else:
            self._enter_anew()

    def _seen(self, completion: Completion) -> None:
        """Take what is new, and tell of it; have the rows of programs that were killed taken away."""
        self._looking = False
        query, found = completion.job.query, completion.found
        if not self._went_well(completion) or not isinstance(found, Seen) or not isinstance(query, LookAround):
            return
        if query.since != self._since or not self._inside:
            return  # It was left, and perhaps entered again, meanwhile.
        self._since = found.stamp
        for row in found.rows:
            self._take(row)
        if self._contact.seen() and found.dead:
            self._ask(EmptyRoom(found.dead), self._done)

    def _take(self, row: RoomRow) -> None:
        """Note a row, and tell of it."""
        if row.session.startswith(f"{self._name}."):
            return
        if row.topic == SESSIONS:
            if row.value is None:
                self._sessions.pop(row.key, None)
            else:
                self._sessions[row.key] = row
        elif row.topic in self._hearers:
            if row.value is not None and row.stamp > self._entered_at and row.key.partition("/")[0] == str(self._world.own):
                for heard in self._hearers[row.topic]:
                    heard(row.owner, row.value)
            return
        else:
            rows = self._rows.setdefault((row.owner, row.topic), {})
            if row.value is None:
                rows.pop(row.key, None)
            else:
                rows[row.key] = row.value
        for seen in self._watchers.get(row.topic, ()):
            seen(row)

    def _went_well(self, completion: Completion) -> bool:
        """Whether the store has done it; if not, say so and leave it in peace for a second."""
        if completion.fault:
            again = "" if completion.result is Result.OK else "; it is tried again"
            sentence = f"the shared room: {completion.fault}{again}"
            self._world.world_log.remark(Refusal(("shared room", completion.fault), sentence))
        if completion.result is Result.OK:
            return True
        self._again = self._world.elapsed + AGAIN_SECONDS
        return False
