"""What servers tell each other: whose rows were written, by NOTIFY.

Rules: a thread with a connection of its own listens and tells, so that the store's transactions never hold the lock that NOTIFY takes at a
commit. What is written after a while of silence is told at once, what is written within a frame after that is told together; where very
many servers speak, each speaks less often, so that all of them together say no more than the database can bear. News are a hint and no
more: one that is lost, with a server that is killed between its commit and its word, is made up for by a look at the rows, which is due
every two seconds all the same, and often as long as there is no connection to listen on; who cannot have one is told so once. The name
of a channel is that of the schema and the app.
"""

from __future__ import annotations

import selectors
import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.local.store.store import StoreError, tell, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from steam_nodes.steam.local.store.postgresql.database import Database, Session

GATHER_SECONDS: Final = 1 / 60
"""How long what is to be told is gathered after a word was told: a frame."""
SHARE_SECONDS: Final = 0.001
"""How much longer for each server that speaks: a thousand words a second from all of them together."""
HEAR_SECONDS: Final = 0.008
"""How long what others tell is gathered: half a frame."""
SPEAKER_SECONDS: Final = 2.0
"""How long a server that told something counts as one that speaks."""
MOST_HEARD: Final = 20_000
"""How many users are kept that were told of while nobody looked; beyond that the next look is at everything."""
LOOK_SECONDS: Final = 2.0
"""How often a look is due although nothing was told."""
DEAF_SECONDS: Final = 0.25
"""The same as long as nothing can be heard."""
AGAIN_SECONDS: Final = 0.5
"""How long after a failure it connects again."""
STAND_IN_SECONDS: Final = 60.0
"""The same where the database is the stand-in of another one, on which nobody can listen."""
_MOST: Final = 350
"""How many users are told in one word; it has 8,000 bytes at most."""
_CHANNEL: Final = "SELECT 'steam_' || md5(current_schema() || current_database()) || %s"
_SYNCHRONOUS: Final = "SET synchronous_commit = off"
"""A word that is lost in a power cut is no loss: who would hear it begins anew then."""


class News:
    """What other servers have written, as far as they told.

    Args:
        database: Where to listen.
        app_id: The app.
        application: The name that the database shows for the connection.
        reached: Tells whether the store has its own connection.
    """

    def __init__(self, database: Database, app_id: int, application: str, reached: Callable[[], bool]) -> None:
        """Begin to listen."""
        self._database = database
        self._app = app_id
        self._application = application
        self._reached = reached
        self._complained = False
        self._lock = threading.Lock()
        self._heard: set[int] = set()
        self._unsaid: dict[str, None] = {}
        self._speakers: dict[int, float] = {}
        self._everything = True
        self._listening = False
        self._ended = False
        self._looked = 0.0
        self._bell, self._ear = socket.socketpair()
        self._bell.setblocking(False)
        self._thread = threading.Thread(target=self._live, name="steam_nodes news", daemon=True)
        self._thread.start()

    def say(self, users: Iterable[str]) -> None:
        """Have it told soon whose rows were written; never waits."""
        with self._lock:
            silent = not self._unsaid
            self._unsaid.update(dict.fromkeys(users))
        if silent:
            self._ring()

    def about(self, users: Iterable[int]) -> bool:
        """Whether a look at the rows of users is due: something was told of them since the last one, or that was long ago."""
        now = time.monotonic()
        with self._lock:
            due = LOOK_SECONDS if self._listening else DEAF_SECONDS
            if not (self._everything or now - self._looked >= due or (self._heard and not self._heard.isdisjoint(users))):
                self._heard.clear()
                return False
            self._heard.clear()
            self._everything = False
            self._looked = now
        return True

    def missed(self) -> None:
        """Have the next look be due: the last one failed."""
        with self._lock:
            self._everything = True

    def listening(self) -> bool:
        """Whether there is a connection to hear on, so that its end would be noticed."""
        return self._listening

    def end(self, seconds: float) -> None:
        """Tell what is left to tell, and end; harmless twice."""
        self._ended = True
        self._ring()
        self._thread.join(seconds)

    def _ring(self) -> None:
        """Wake the thread."""
        with suppress(OSError):  # It rings already, or has ended.
            self._bell.send(b"!")

    def _live(self) -> None:
        """Listen until the end, also one that comes later than it was waited for, and leave nothing open."""
        with self._bell, self._ear:
            self._run()

    def _run(self) -> None:
        """Listen until the end; a connection that is lost comes back."""
        while not self._ended:
            session = None
            try:
                session = self._database.connect(self._application)
                if session.stand_in:
                    session.close()
                    self._wait(STAND_IN_SECONDS)
                    continue
                self._listen(session)
            except StoreError as error:
                self._complain(str(error))
                self._wait(AGAIN_SECONDS)
            except BaseException as error:
                if not self._database.foreseen(error):
                    tell(self._database.name, error)
                self._wait(AGAIN_SECONDS)
            finally:
                with self._lock:
                    self._listening = False
                    self._everything = True
                if session is not None:
                    with suppress(BaseException):
                        session.close()

    def _complain(self, why: str) -> None:
        """Say once that nothing can be heard, if the store itself has its connection; of a database that is away the store tells."""
        if not self._complained and self._reached():
            self._complained = True
            warn(f"{why}; so this server cannot hear what others store, and shows it later: each server needs two connections")

    def _listen(self, session: Session) -> None:
        """Hear and tell as long as the connection holds."""
        channel = session.execute(_CHANNEL, (f"_{self._app}",)).fetchone()[0]
        session.execute(_SYNCHRONOUS)
        session.execute(f'LISTEN "{channel}"')
        with self._lock:
            self._listening = True
            self._everything = True
        self._complained = False
        said = heard = 0.0
        while True:
            now = time.monotonic()
            due = said + self._pause(now)
            if self._ended or now >= due:
                ended = self._ended
                if self._tell_all(lambda word: session.execute("SELECT pg_notify(%s, %s)", (channel, word))):
                    said = now
                    self._hear(session, now)
                if ended:
                    return
            wait = LOOK_SECONDS if not self._unsaid else max(due - now, 0.0)
            # A moment's rest: what others tell meanwhile costs this process one turn and not one each.
            deaf = heard + HEAR_SECONDS - now
            sources = (self._ear,) if deaf > 0 else (self._ear, session)
            ready = _ready(min(wait, deaf) if deaf > 0 else wait, *sources)
            if self._ear in ready:
                self._ear.recv(4096)
            if session in ready:
                heard = time.monotonic()
                self._hear(session, heard)

    def _pause(self, now: float) -> float:
        """Return how long nothing is told after a word."""
        self._speakers = {pid: at for pid, at in self._speakers.items() if at > now - SPEAKER_SECONDS}
        return max(GATHER_SECONDS, len(self._speakers) * SHARE_SECONDS)

    def _hear(self, session: Session, now: float) -> None:
        """Take what others told."""
        words = [(pid, word) for pid, word in session.told() if pid != session.pid]
        self._speakers.update((pid, now) for pid, _ in words)
        with self._lock:
            for _, word in words:
                with suppress(ValueError):  # It is not one of ours.
                    self._heard.update(map(int, word.split(",")))
            if len(self._heard) > MOST_HEARD:
                self._heard.clear()
                self._everything = True

    def _tell_all(self, say: Callable[[str], object]) -> bool:
        """Tell what was gathered, and return whether there was anything; what could not be told stays."""
        with self._lock:
            unsaid, self._unsaid = self._unsaid, {}
        users = list(unsaid)
        try:
            for first in range(0, len(users), _MOST):
                say(",".join(users[first : first + _MOST]))
        except BaseException:
            with self._lock:
                self._unsaid = unsaid | self._unsaid
            raise
        return bool(users)

    def _wait(self, seconds: float) -> None:
        """Wait, or until the end."""
        deadline = time.monotonic() + seconds
        while not self._ended and (left := deadline - time.monotonic()) > 0:
            if _ready(left, self._ear):
                self._ear.recv(4096)


def _ready(seconds: float, *sources: socket.socket | Session) -> set[object]:
    """Wait until something can be read, at most so long, and return from what."""
    with selectors.DefaultSelector() as selector:
        for source in sources:
            selector.register(source, selectors.EVENT_READ)
        return {key.fileobj for key, _ in selector.select(seconds)}
