"""What servers tell each other: whose rows were written, by NOTIFY.

Rules: a thread with a connection of its own listens and tells, so that the store's transactions never hold the lock that NOTIFY takes at a
commit. What is written within a few milliseconds is told together. News are a hint and no more: one that is lost, with a server that is
killed between its commit and its word, is made up for by a look at the rows, which is due every two seconds all the same, and often as
long as there is no connection to listen on. The name of a channel is that of the schema and the app.
"""

from __future__ import annotations

import select
import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.local.store.store import StoreError, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from steam_nodes.steam.local.store.postgresql.database import Database, Session

GATHER_SECONDS: Final = 0.004
"""How long what is to be told is gathered: a quarter of a frame."""
LOOK_SECONDS: Final = 2.0
"""How often a look is due although nothing was told."""
DEAF_SECONDS: Final = 0.25
"""The same as long as nothing can be heard."""
AGAIN_SECONDS: Final = 0.5
"""How long after a failure it connects again."""
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
    """

    def __init__(self, database: Database, app_id: int, application: str) -> None:
        """Begin to listen."""
        self._database = database
        self._app = app_id
        self._application = application
        self._lock = threading.Lock()
        self._heard: set[str] = set()
        self._unsaid: dict[str, None] = {}
        self._everything = True
        self._listening = False
        self._ended = False
        self._looked = 0.0
        self._bell, self._ear = socket.socketpair()
        self._bell.setblocking(False)
        self._thread = threading.Thread(target=self._run, name="steam_nodes news", daemon=True)
        self._thread.start()

    def say(self, users: Iterable[str]) -> None:
        """Have it told soon whose rows were written; never waits."""
        with self._lock:
            self._unsaid.update(dict.fromkeys(users))
        self._ring()

    def about(self, users: Iterable[str]) -> bool:
        """Whether a look at the rows of users is due: something was told of them since the last one, or that was long ago."""
        now = time.monotonic()
        with self._lock:
            heard, self._heard = self._heard, set()
            due = LOOK_SECONDS if self._listening else DEAF_SECONDS
            if self._everything or now - self._looked >= due or not heard.isdisjoint(users):
                self._everything = False
                self._looked = now
                return True
        return False

    def listening(self) -> bool:
        """Whether there is a connection to hear on, so that its end would be noticed."""
        return self._listening

    def end(self, seconds: float) -> None:
        """Tell what is left to tell, and end; harmless twice."""
        self._ended = True
        self._ring()
        self._thread.join(seconds)
        if not self._thread.is_alive():
            self._bell.close()
            self._ear.close()

    def _ring(self) -> None:
        """Wake the thread."""
        with suppress(OSError):  # It rings already, or has ended.
            self._bell.send(b"!")

    def _run(self) -> None:
        """Listen until the end; a connection that is lost comes back."""
        while not self._ended:
            session = None
            try:
                session = self._database.connect(self._application)
                self._listen(session)
            except StoreError:
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

    def _listen(self, session: Session) -> None:
        """Hear and tell as long as the connection holds."""
        channel = session.execute(_CHANNEL, (f"_{self._app}",)).fetchone()[0]
        session.execute(_SYNCHRONOUS)
        session.execute(f'LISTEN "{channel}"')
        with self._lock:
            self._listening = True
            self._everything = True
        own = session.pid
        while True:
            ended = self._ended
            self._tell_all(lambda word: session.execute("SELECT pg_notify(%s, %s)", (channel, word)))
            if ended:
                return
            for pid, word in session.told():
                if pid != own:
                    with self._lock:
                        self._heard.update(word.split(","))
            ready, _, _ = select.select([session.fileno(), self._ear.fileno()], [], [], LOOK_SECONDS)
            if self._ear.fileno() in ready:
                self._ear.recv(4096)
                time.sleep(GATHER_SECONDS)

    def _tell_all(self, say: Callable[[str], object]) -> None:
        """Tell what was gathered; what could not be told stays."""
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

    def _wait(self, seconds: float) -> None:
        """Wait, or until the end."""
        deadline = time.monotonic() + seconds
        while not self._ended and (left := deadline - time.monotonic()) > 0:
            if select.select([self._ear], [], [], left)[0]:
                self._ear.recv(4096)
