"""A TCP proxy before a database, in a thread or in a process of its own: it delays, stalls, cuts and refuses, by a script of words.

Rules: a script is a list of words, which are done one after the other: `delay 20` has every byte arrive 20 ms later, in each direction, so
that a round trip takes 40 ms more; `stall` lets nothing pass and `go` lets it pass again; `cut` ends every connection behind what has
passed, and `reset` as a firewall does; `leave` ends the clients' ends alone, so that the database sees nothing of it, as when a machine
loses its power; `refuse` ends new ones at once until `accept`; `lose WORD` throws an answer away in which the word stands, and cuts its
connection: COMMIT loses the answer to a commit that has happened; `after 1000` cuts a connection once so many more bytes have passed, in
both directions together, `after 0` none; `wait 0.5` waits so many seconds before the next word. Everything is done by one thread. A law
about time needs a process, for a thread would share its interpreter with what is measured.
Usage: python -m tests.support.proxy URL [WORD ...]. It prints its own URL and does the words of each line that it reads, with a `;`
between them, until its input ends; `tell` prints what has passed, as JSON.
"""

from __future__ import annotations

import json
import selectors
import socket
import struct
import subprocess
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Self, cast
from urllib.parse import urlsplit

from tests.support.source_files import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

_CHUNK: Final = 1 << 16
_MOST: Final = 1 << 22
"""How many bytes are held back for one direction before no more are read."""
_RESET: Final = struct.pack("ii", 1, 0)
_PATIENCE: Final = 5.0


class _Way:
    """One direction of a connection: what was read and is not passed on yet, each piece with the time at which it is due."""

    def __init__(self, source: socket.socket, sink: socket.socket, *, answers: bool) -> None:
        self.source = source
        self.sink = sink
        self.answers = answers
        self.held: deque[tuple[float, bytes]] = deque()
        self.size = 0
        self.tail = b""
        self.read_all = False
        self.ended = False
        self.stuck = False
        self.minded = False
        self.connection: _Connection


class _Connection:
    """A client's connection and ours to the database."""

    def __init__(self, client: socket.socket, server: socket.socket) -> None:
        self.ways = (_Way(client, server, answers=False), _Way(server, client, answers=True))
        for way in self.ways:
            way.connection = self
        self.answered = True


class Proxy:
    """A proxy in a thread of this process, from its making until `close`.

    Args:
        url: The database behind it, postgresql://user@host:port/database.
        words: What is done before the first connection.
    """

    def __init__(self, url: str, *words: str) -> None:
        """Listen on a free port of 127.0.0.1."""
        parts = urlsplit(url)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 5432)
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self._listener.settimeout(0)
        user, at, _ = parts.netloc.rpartition("@")
        self.url = parts._replace(netloc=f"{user}{at}127.0.0.1:{self._listener.getsockname()[1]}").geturl()
        """The same database through the proxy."""
        self.connections = 0
        """How many there have been."""
        self.cuts = 0
        """How many were ended by a word of the script."""
        self.round_trips = 0
        """How often a client has sent something after an answer, or first."""
        self.asked = 0
        """How many bytes went to the database."""
        self.answered = 0
        """How many came back."""
        self._selector = selectors.DefaultSelector()
        self._open: set[_Connection] = set()
        self._left_open: list[socket.socket] = []
        self._delay = 0.0
        self._stalled = False
        self._refusing = False
        self._lost = b""
        self._bytes_left: int | None = None
        self._script: deque[tuple[str, threading.Event | None]] = deque()
        self._next = 0.0
        self._lock = threading.Lock()
        self._bell, self._ear = socket.socketpair()
        self._ear.settimeout(0)
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="proxy", daemon=True)
        self._thread.start()
        self.do(*words)

    def __enter__(self) -> Self:
        """Be used for the length of a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self.close()

    def do(self, *words: str) -> None:
        """Have words done behind those that were given before, and wait until the last one is.

        Args:
            words: The script; see the words above.

        Raises:
            ValueError: A word is none; nothing of the script is done.
        """
        done = self.begin(*words)
        while not done.wait(0.1):
            if not self._thread.is_alive():
                message = "the proxy has ended"
                raise RuntimeError(message)

    def begin(self, *words: str) -> threading.Event:
        """Have words done as `do` does, without waiting.

        Returns:
            What is set when all are done.
        """
        for word in words:
            _read(word)
        done = threading.Event()
        with self._lock:
            self._script.extend((word, None) for word in words)
            self._script.append(("wait 0", done))
        self._bell.send(b"!")
        return done

    def close(self) -> None:
        """End every connection and the thread; harmless twice."""
        if self._thread.is_alive():
            self._ended = True
            with suppress(OSError):  # The thread may have seen it by itself, and have ended.
                self._bell.send(b"!")
            self._thread.join()
        self._bell.close()

    # The thread.

    def _run(self) -> None:
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._selector.register(self._ear, selectors.EVENT_READ)
        while not self._ended:
            for key, _ in self._selector.select(self._play()):
                if key.fileobj is self._listener:
                    self._accept()
                elif key.fileobj is self._ear:
                    self._ear.recv(4096)
                elif key.data.connection in self._open and not self._stalled:
                    self._read(key.data)
            for connection in list(self._open):
                for way in connection.ways:
                    if connection in self._open:
                        self._pass_on(way)
        for connection in list(self._open):
            self._end(connection)
        for end in self._left_open:
            end.close()
        self._listener.close()
        self._ear.close()
        self._selector.close()

    def _play(self) -> float | None:
        """Do the words that are due, and return how long the thread may sleep."""
        while True:
            now = time.monotonic()
            with self._lock:
                if not self._script or now < self._next:
                    break
                word, done = self._script.popleft()
            name, number = _read(word)
            if name == "wait":
                self._next = now + number
            else:
                cast("Callable[[Proxy, float, str], None]", _WORDS[name])(self, number, word)
            if done is not None:
                done.set()
        due = [self._next] if self._script else []
        if not self._stalled:
            due += [way.held[0][0] for connection in self._open for way in connection.ways if way.held and not way.stuck]
            # One whose reader is slow is tried again soon.
            due += [now + 0.001 for connection in self._open for way in connection.ways if way.stuck]
        return max(min(due) - now, 0.0) if due else None

    def _accept(self) -> None:
        if self._stalled:
            # Who connects now is kept waiting, as by a host that is gone.
            self._selector.unregister(self._listener)
            return
        with suppress(OSError):
            client, _ = self._listener.accept()
            if self._refusing:
                _close(client, hard=True)
                return
            try:
                server = socket.create_connection(self._target, _PATIENCE)
            except OSError:
                _close(client, hard=True)
                return
            connection = _Connection(client, server)
            for way in connection.ways:
                way.source.settimeout(0)
                way.source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._mind(way)
            self._open.add(connection)
            self.connections += 1

    def _read(self, way: _Way) -> None:
        if way.size >= _MOST:
            self._ignore(way)
            return
        try:
            data = way.source.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError:
            self._end(way.connection, hard=True)
            return
        if not data:
            way.read_all = True
            self._ignore(way)
            return
        if way.answers and self._lost and self._lost in way.tail + data:
            self._lost = b""
            self._cut(way.connection)
            return
        way.tail = data[-64:]
        if not way.answers and way.connection.answered:
            self.round_trips += 1
        way.connection.answered = way.answers
        way.held.append((time.monotonic() + self._delay, data))
        way.size += len(data)

    def _pass_on(self, way: _Way) -> None:
        """Send what is due."""
        way.stuck = False
        while way.held and not self._stalled and way.held[0][0] <= time.monotonic():
            due, data = way.held.popleft()
            allowed = data if self._bytes_left is None else data[: self._bytes_left]
            try:
                sent = way.sink.send(allowed) if allowed else 0
            except BlockingIOError:
                sent, way.stuck = 0, True
            except OSError:
                self._end(way.connection, hard=True)
                return
            way.size -= sent
            if way.answers:
                self.answered += sent
            else:
                self.asked += sent
            if self._bytes_left is not None:
                self._bytes_left -= sent
                if self._bytes_left == 0:
                    self._bytes_left = None
                    self._cut(way.connection)
                    return
            if sent < len(data):
                way.held.appendleft((due, data[sent:]))
            if way.stuck:
                return
        if not self._stalled:
            self._mind(way)
        if way.read_all and not way.held and not way.ended:
            way.ended = True
            with suppress(OSError):
                way.sink.shutdown(socket.SHUT_WR)
            if all(each.ended for each in way.connection.ways):
                self._end(way.connection)

    def _ignore(self, way: _Way) -> None:
        """Read no more of a direction."""
        if way.minded:
            way.minded = False
            self._selector.unregister(way.source)

    def _mind(self, way: _Way) -> None:
        """Read of a direction, unless there is nothing more to read or too much is held back."""
        if not way.minded and not way.read_all and way.size < _MOST:
            way.minded = True
            self._selector.register(way.source, selectors.EVENT_READ, way)

    def _cut(self, connection: _Connection, *, hard: bool = False) -> None:
        """End a connection by a word of the script."""
        self.cuts += 1
        self._end(connection, hard=hard)

    def _end(self, connection: _Connection, *, hard: bool = False) -> None:
        self._open.discard(connection)
        for way in connection.ways:
            self._ignore(way)
            _close(way.source, hard=hard)

    # The words.

    def _do_delay(self, number: float, _: str) -> None:
        self._delay = number / 1000

    def _do_stall(self, _: float, __: str) -> None:
        self._stalled = True
        for connection in self._open:
            for way in connection.ways:
                self._ignore(way)

    def _do_go(self, _: float, __: str) -> None:
        self._stalled = False
        with suppress(KeyError):
            self._selector.register(self._listener, selectors.EVENT_READ)
        for connection in self._open:
            for way in connection.ways:
                self._mind(way)

    def _do_cut(self, _: float, __: str) -> None:
        for connection in list(self._open):
            self._cut(connection)

    def _do_reset(self, _: float, __: str) -> None:
        for connection in list(self._open):
            self._cut(connection, hard=True)

    def _do_leave(self, _: float, __: str) -> None:
        for connection in list(self._open):
            self._left_open.append(connection.ways[0].sink.dup())
            self._cut(connection)

    def _do_refuse(self, _: float, __: str) -> None:
        self._refusing = True

    def _do_accept(self, _: float, __: str) -> None:
        self._refusing = False

    def _do_lose(self, _: float, word: str) -> None:
        self._lost = word.partition(" ")[2].encode()
        # What has passed already is not what is to be lost.
        for connection in self._open:
            for way in connection.ways:
                way.tail = b""

    def _do_after(self, number: float, _: str) -> None:
        self._bytes_left = int(number) or None


_WORDS: Final = {name.removeprefix("_do_"): value for name, value in vars(Proxy).items() if name.startswith("_do_")}
_NUMBERED: Final = ("delay", "wait", "after")


def _read(word: str) -> tuple[str, float]:
    """Return the name and the number of a word, 0 where it has none."""
    name, _, rest = word.partition(" ")
    if name not in {*_WORDS, "wait"} or bool(rest) != (name in {*_NUMBERED, "lose"}):
        message = f"{word!r} is no word of a proxy's script; use {', '.join(_WORDS)} or wait, with a number behind {', '.join(_NUMBERED)}"
        raise ValueError(message)
    return name, float(rest) if name in _NUMBERED else 0.0


def _close(end: socket.socket, *, hard: bool = False) -> None:
    """Close one end, behind what was sent or at once."""
    with suppress(OSError):
        if hard:
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        end.close()


class ProxyProcess:
    """The same proxy in a process of its own.

    Args:
        url: The database behind it.
        words: What is done before the first connection.
    """

    def __init__(self, url: str, *words: str) -> None:
        """Start it, and wait until it listens."""
        command = [sys.executable, "-m", "tests.support.proxy", url, *words]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        self.url = self._line()
        """The same database through the proxy."""

    def __enter__(self) -> Self:
        """Be used for the length of a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self.close()

    def do(self, *words: str) -> None:
        """Have words done, and wait until the last one is.

        Raises:
            RuntimeError: A word is none, or the process has ended.
        """
        self._say("; ".join(words))
        found = self._line()
        if found != "done":
            raise RuntimeError(found)

    def tell(self) -> dict[str, int]:
        """Return what has passed: `connections`, `cuts`, `round_trips`, `asked` and `answered`."""
        self._say("tell")
        found: dict[str, int] = json.loads(self._line())
        return found

    def close(self) -> None:
        """End it; harmless twice."""
        self._process.communicate()

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            message = f"the proxy has ended, with {self._process.wait()}"
            raise RuntimeError(message)
        return line.rstrip("\n")


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Run a proxy until the input ends."""
    url, *words = sys.argv[1:]
    with Proxy(url, *words) as proxy:
        _tell(proxy.url)
        for line in sys.stdin:
            if line.strip() == "tell":
                told: dict[str, Any] = {name: getattr(proxy, name) for name in ("connections", "cuts", "round_trips", "asked", "answered")}
                _tell(json.dumps(told))
                continue
            try:
                proxy.do(*(word.strip() for word in line.split(";")))
            except ValueError as error:
                _tell(str(error))
            else:
                _tell("done")


if __name__ == "__main__":
    main()
