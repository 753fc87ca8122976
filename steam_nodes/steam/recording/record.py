"""record and replay: what a real Steam did on one machine, frame by frame, becomes a test on another.

Rules: a recorder is what it records: it passes every call on and returns what came, whatever becomes of its file. What it writes is
text, a line for each thing, in the order in which it was; format.py has the kinds, pseudonyms.py what real ids become.
"""

from __future__ import annotations

import json
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from steam_nodes.steam.backend import ServerBackend
from steam_nodes.steam.recording.format import CALLS, HEAD, MOST_BYTES, MOST_OF_A_LINE, VERSION, RecordingError, bind, returned
from steam_nodes.steam.recording.pseudonyms import Pseudonyms
from steam_nodes.steam.recording.replay import Recording, ReplayDivergedError, Replaying
from steam_nodes.steam.refusal_log import RefusalLog

if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from typing import TextIO

    from steam_nodes.steam.backend import Backend
    from steam_nodes.steam.callbacks import Record
    from steam_nodes.steam.steam_id import SteamID

__all__ = ["RecordingError", "Replay", "ReplayDivergedError", "record", "replay"]


class Replay(ServerBackend, Protocol):
    """A recording as a backend, and what a test needs to know of it."""

    players: tuple[SteamID, ...]
    """The pseudonyms of the players in it, in the order in which they came."""
    tickets: tuple[bytes, ...]
    """The pseudonyms of the tickets in it, in the order in which they came."""
    frames: tuple[float, ...]
    """How long each recorded frame was, in seconds."""

    @property
    def ended(self) -> bool:
        """Whether every recorded step was played, a last close apart."""


def record(backend: Backend, file: str | os.PathLike[str]) -> ServerBackend:
    """Write down what a backend is asked and what it answers, while it is used as before.

    The file is readable text and grows by each frame, so a program that crashes leaves all but its last frame. Steam IDs of players,
    servers and groups, login tokens, tickets, packets, addresses and the numbers of calls are replaced by pseudonyms as they are
    written, and every text is searched for them, so that a recording can be shared; names of stats, values, and what the server tells
    of itself (its name, its map, its rules) are not. The caller is given the real ones all the while. It holds the backend: close the
    recorder in its place.

    Args:
        backend: Steam as this server sees it. A plain Backend has no other calls here either. What it has beside the seam, such as
            LocalSteam's `faults`, is passed through and not recorded.
        file: The path of a file that is not there yet.

    Returns:
        The backend to use in place of the first.

    Raises:
        RecordingError: The file is there already, or cannot be made.
    """
    return cast("ServerBackend", Recorder(backend, file))


def replay(file: str | os.PathLike[str]) -> Replay:
    """Play the backend of a recording, with no Steam.

    Each call must be the next one recorded; how long frames last is not compared, and `why` may be asked at any time. Calls use the
    pseudonyms, which `players` and `tickets` list: the n-th player is 76561197960265728 + n, the login token "TOKEN".

    Args:
        file: The path of a file that `record` wrote. A last line that was cut off is left out, with the poll it belongs to.

    Returns:
        The backend. It raises ReplayDivergedError, an AssertionError, where a program does something else than the recorded one or
        goes on after its end.

    Raises:
        RecordingError: The file cannot be read, is of a newer version, or has a line that `record` does not write.
    """
    return cast("Replay", Replaying(Recording(file)))


class Recorder:
    """A backend that writes down what another does; `record` makes it."""

    def __init__(self, backend: Backend, file: str | os.PathLike[str]) -> None:
        """Make the file."""
        self._backend = backend
        self._tape = _Tape(backend, Path(file))
        # What runs at the end holds the tape, never this object: dropping it is what brings the end about.
        weakref.finalize(self, self._tape.end)

    def __getattr__(self, name: str) -> Any:
        """Make a call of the seam when it is first used; what else the backend has is its own."""
        if name.startswith("_"):
            raise AttributeError(name)
        call = getattr(self._backend, name)
        if name not in CALLS:
            return call
        made = self.__dict__[name] = _recorded(name, call, self._tape)
        return made

    @property
    def schema(self) -> None:
        """None: a program that goes by a schema would do something else at the replay, which has none."""

    def follow_sets(self, steam_id: int) -> None:
        """Return None, as the replay does.

        Args:
            steam_id: The user's 64-bit Steam ID.
        """

    def advance(self, delta: float) -> None:
        """Begin a frame."""
        self._backend.advance(delta)
        self._tape.keep(lambda: [f"frame {json.dumps(float(delta))}"])
        self._tape.flush()

    def poll(self) -> list[Record]:
        """Return what has arrived."""
        records = self._backend.poll()
        self._tape.keep(lambda: [f"poll {len(records)}", *(self._tape.record(record) for record in records)])
        self._tape.flush()
        return records

    def why(self) -> str:
        """Return the reason of the last refusal."""
        return self._backend.why()

    def close(self) -> None:
        """End the backend and the file; what is called after it is still written down."""
        self._backend.close()
        self._tape.keep(lambda: ["close"])
        self._tape.end()


def _recorded(name: str, call: Callable[..., Any], tape: _Tape) -> Callable[..., Any]:
    """Wrap a call of the backend. It holds the tape and never the recorder, which would live in a circle then."""

    def recorded(*args: object, **named: object) -> Any:
        try:
            value = call(*args, **named)
        except Exception as fault:
            tape.failed(name, args, named, fault)
            raise
        tape.keep(lambda: [tape.call(name, bind(name, args, named), returned(name, value))])
        return value

    return recorded


class _Tape:
    """The file of a recorder."""

    def __init__(self, backend: Backend, path: Path) -> None:
        """Make the file and write its first lines."""
        self._backend = backend
        self._path = path
        self._pseudonyms = Pseudonyms()
        self._why = ""
        self._size = 0
        self._broken = False
        self._ended = False
        try:
            self._file: TextIO = path.open("x", encoding="ascii", newline="\n")
        except FileExistsError as fault:
            message = f"{path}: there is a file already, and a recording is never written over; move it away, or give another name"
            raise RecordingError(message) from fault
        except (OSError, ValueError) as fault:  # The second for a name that no file can have.
            said = getattr(fault, "strerror", None) or fault
            message = f"{path}: the recording cannot be made: {said}; give a path in a folder that can be written to"
            raise RecordingError(message) from fault
        self.keep(lambda: [f"{HEAD} {VERSION}"])
        self.flush()

    def keep(self, lines: Callable[[], list[str]]) -> None:
        """Write lines, and the reason after them if there is a new one.

        A game never fails by being recorded: if a line cannot be made or written, that is said once and the recording ends.
        """
        if self._broken:
            return
        try:
            made = lines()
            why = self._backend.why()
            if why != self._why:
                self._why = why
                made.append(f"why {json.dumps(self._pseudonyms.text(why))}")
            text = "\n".join([*made, ""])
            self._size += len(text)
            if self._size > MOST_BYTES or max(map(len, made), default=0) >= MOST_OF_A_LINE:
                message = f"it would have more than {MOST_BYTES} bytes, or {MOST_OF_A_LINE} in a line"
                raise ValueError(message)  # noqa: TRY301 - what replay would not read is not written
            if self._file.closed:
                self._file = self._path.open("a", encoding="ascii", newline="\n")
            self._file.write(text)
            if self._ended:
                self._file.close()
        except Exception as fault:
            self._break(fault)

    def call(self, name: str, args: list[object], values: list[object] | None) -> str:
        """Return the line of a call that returned."""
        gives = CALLS[name].gives
        write = self._pseudonyms.write
        head = self._head(name, args)
        written = None if values is None else [write(kind, value) for kind, value in zip(gives, values, strict=True)]
        return f"{head} -> {json.dumps(written[0] if written is not None and len(gives) == 1 else written)}"

    def failed(self, name: str, args: tuple[object, ...], named: dict[str, object], fault: Exception) -> None:
        """Write down a call that raised, unless its arguments can be no call's: then a replay raises by itself."""
        try:
            bound = bind(name, args, named)
        except Exception:
            return
        cause = [type(fault).__name__, self._pseudonyms.text(str(fault))]
        self.keep(lambda: [f"{self._head(name, bound)} raises {json.dumps(cause)}"])

    def record(self, record: Record) -> str:
        """Return the line of a record."""
        return f"record {type(record).__name__} {json.dumps(self._pseudonyms.record(record))}"

    def flush(self) -> None:
        """Hand over to the system what was written so far."""
        if self._broken or self._file.closed:
            return
        try:
            self._file.flush()
        except OSError as fault:
            self._break(fault)

    def end(self) -> None:
        """Close the file; what is written after that opens it again."""
        self._ended = True
        try:
            self._file.close()
        except OSError as fault:
            self._break(fault)

    def _head(self, name: str, args: list[object]) -> str:
        """Return the beginning of a line."""
        written = [self._pseudonyms.write(kind, arg) for kind, arg in zip(CALLS[name].takes.values(), args, strict=True)]
        return f"call {name} {json.dumps(written)}"

    def _break(self, fault: Exception) -> None:
        """End the recording and say so."""
        if not self._broken:
            self._broken = True
            sentence = f"{self._path}: the recording ends here: {fault}; the game goes on, and what was written before can be replayed"
            RefusalLog().log("error", sentence)
