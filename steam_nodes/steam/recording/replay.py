"""The replay of a recording: reads its lines, and plays a backend that answers from them.

Rules: a file is read whole before anything is played, and what is no recording is refused by file and line; what it costs to read one
grows with its length and with nothing that stands in it. A call that is not the
next one recorded raises and moves nothing on, so that the first difference is the one that is told.
"""

from __future__ import annotations

import builtins
import json
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from steam_nodes.object.plain_text import plain
from steam_nodes.steam.files import BOM, UnreadableError, read_file
from steam_nodes.steam.recording.format import (
    CALLS,
    HEAD,
    MOST_BYTES,
    MOST_OF_A_LINE,
    MOST_OF_TICKETS,
    RECORDS,
    VERSION,
    PlaceholderBytes,
    RecordingError,
    bind,
    check,
    made,
    read,
    read_record,
)
from steam_nodes.steam.stat_values import short
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator

    from steam_nodes.steam.callbacks import Record

_JSON: Final = json.JSONDecoder()
_MOST_RECORDS: Final = 1_000_000
_MOST_SHOWN: Final = 20
_MOST_SAID: Final = 200
_VERSION_DIGITS: Final = 9


class ReplayDivergedError(AssertionError):
    """A program did something else than the recorded one; the text names file and line, what was recorded and what was called."""

    def __init__(self, text: str) -> None:
        """Make the text one line."""
        super().__init__(plain(text))


@dataclass(slots=True)
class Step:
    """One recorded call: where it stands, what it was, and what came of it."""

    line: int
    name: str
    args: list[Any] = field(default_factory=list)
    value: Any = None
    raised: Exception | None = None
    records: list[Record] = field(default_factory=list)
    due: int = 0
    why: str | None = None

    @property
    def shown(self) -> str:
        """The call as a program writes it."""
        return show(self.name, self.args)


def show(name: str, args: list[Any]) -> str:
    """Write a call as a program does, with long values cut."""
    return f"{name}({', '.join(_show_value(arg) for arg in args)})"


def _show_value(value: Any) -> str:
    """Write one argument."""
    value = made(value)
    if isinstance(value, bytes) and len(value) > _MOST_SHOWN:
        return f"{value[:_MOST_SHOWN]!r}... ({len(value)} bytes)"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{short(name)}: {short(number)}' for name, number in value.items())}}}"
    return short(value)


def _same(recorded: Any, called: Any) -> bool:
    """Whether two arguments are the same: NaN is the same as NaN, and 1 is neither True nor 1.0."""
    recorded = made(recorded)
    if type(recorded) is not type(called):
        return False
    if isinstance(recorded, dict):
        return list(recorded) == list(called) and all(_same(recorded[name], called[name]) for name in recorded)
    return bool(recorded == called) or (recorded != recorded and called != called)  # noqa: PLR0124 - so NaN is told


class Recording:
    """A file of recorded steps, read and checked.

    Args:
        file: The path.

    Raises:
        RecordingError: It cannot be read, or is no recording of a version that is known here.
    """

    def __init__(self, file: str | os.PathLike[str]) -> None:
        """Read it."""
        self.file: Path = Path(file)
        self.why: str = ""
        self.steps: list[Step] = []
        try:
            data = read_file(file, MOST_BYTES)
        except UnreadableError as fault:
            message = f"{self.file}: the recording cannot be read: {fault}; pass the path that record() was given"
            raise RecordingError(message) from fault
        lines = BytesIO(data.removeprefix(BOM))
        self._check_head(lines.readline(MOST_OF_A_LINE))
        self.last: int = 1
        # Whoever was killed while writing leaves a piece of a line, and perhaps a poll with only some of its records: both are left out.
        while (line := lines.readline(MOST_OF_A_LINE)).endswith(b"\n") or len(line) == MOST_OF_A_LINE:
            self.last += 1
            try:
                self._add(self.last, _text(line))
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
                remedy = "record again, or take the line back to what record() wrote"
                message = f"{self.file}:{self.last}: this line cannot be read: {str(fault)[:_MOST_SAID]}; {remedy}"
                raise RecordingError(message) from fault
        if self.steps and self.steps[-1].due:
            self.steps.pop()
        tickets = {thing: None for kind, thing in _things(self.steps) if kind == "ticket" and thing}
        size = sum(ticket.length for ticket in tickets if isinstance(ticket, PlaceholderBytes))
        if size > MOST_OF_TICKETS:
            message = f"{self.file}: its tickets have {size} bytes together, and may have {MOST_OF_TICKETS}; cut it, it may end anywhere"
            raise RecordingError(message)
        self.tickets: tuple[bytes, ...] = tuple(map(made, tickets))

    def _check_head(self, line: bytes) -> None:
        """Check the first line."""
        head = f"{HEAD} ".encode()
        first = line.removesuffix(b"\n").rstrip(b"\r") if line.endswith(b"\n") else b""
        version = first.removeprefix(head)
        if not first.startswith(head) or not version.isdigit() or len(version) > _VERSION_DIGITS:
            message = f'{self.file}:1: this is no recording, whose first line is "{HEAD} {VERSION}"; pass a file that record() wrote'
            raise RecordingError(message)
        if int(version) != VERSION:
            remedy = "update steam_nodes, or record again with this one"
            message = f"{self.file}:1: a recording of version {int(version)}, and this steam_nodes reads version {VERSION}; {remedy}"
            raise RecordingError(message)

    def _add(self, number: int, line: str) -> None:
        """Read one line."""
        word, _, rest = line.partition(" ")
        before = self.steps[-1] if self.steps else None
        if word == "record":
            self._add_record(before, rest)
            return
        if not line or word.startswith("#"):
            return
        if before is not None and before.due:
            message = f"{before.due} records of the poll in line {before.line} are missing before it"
            raise ValueError(message)
        if word == "why":
            sentence = plain(str(check("text", "why", json.loads(rest))))
            if before is None:
                self.why = sentence
            else:
                before.why = sentence
        elif word == "frame":
            self.steps.append(Step(number, "advance", [check("real", "delta", json.loads(rest))]))
        elif word == "poll":
            due = json.loads(rest)
            if isinstance(due, bool) or not isinstance(due, int) or not 0 <= due <= _MOST_RECORDS:
                message = "a poll has a number of records"
                raise ValueError(message)
            self.steps.append(Step(number, "poll", due=due))
        elif line == "close":
            self.steps.append(Step(number, "close"))
        elif word == "call":
            self.steps.append(_read_call(number, rest))
        else:
            message = f"a line begins with frame, call, why, poll, record, close or #, not {word[:40]!r}"
            raise ValueError(message)

    def _add_record(self, poll: Step | None, rest: str) -> None:
        """Read a record, which belongs to the poll before it."""
        if poll is None or not poll.due:
            message = "this record belongs to no poll"
            raise ValueError(message)
        name, _, text = rest.partition(" ")
        poll.records.append(read_record(name, json.loads(text)))
        poll.due -= 1


def _text(line: bytes) -> str:
    """Return the text of a line without its end."""
    if not line.endswith(b"\n"):
        message = f"it has more than {MOST_OF_A_LINE} bytes"
        raise ValueError(message)
    return line[:-1].decode().rstrip("\r")


def _read_call(number: int, rest: str) -> Step:
    """Read a call with its arguments and what it returned or raised."""
    name, _, text = rest.partition(" ")
    if name not in CALLS:
        message = f"Steam has no call {name[:60]!r} here"
        raise ValueError(message)
    takes, gives = CALLS[name]
    written, end = _JSON.raw_decode(text)
    args = [read(kind, arg) for kind, arg in zip(takes.values(), written, strict=True)]
    arrow, _, outcome = text[end:].strip().partition(" ")
    found = json.loads(outcome)
    if arrow == "raises":
        return Step(number, name, args, raised=_read_cause(*found))
    if arrow != "->":
        message = "a call has its arguments, -> and what it returned"
        raise ValueError(message)
    if len(gives) == 1:
        return Step(number, name, args, read(gives[0], found))
    value = None if found is None else tuple(read(kind, part) for kind, part in zip(gives, found, strict=True))
    return Step(number, name, args, value)


def _read_cause(kind: str, sentence: str) -> Exception:
    """Return the exception of a call that raised: Python's own, else a RuntimeError that names it."""
    cause = getattr(builtins, kind, None)
    if isinstance(cause, type) and issubclass(cause, Exception):
        try:
            return cause(sentence)
        except TypeError:  # Some are made from more than a sentence.
            pass
    return RuntimeError(f"{kind}: {sentence}")


class Replaying:
    """A backend that answers from a recording; `replay` makes it and says what it offers."""

    def __init__(self, recording: Recording) -> None:
        """Begin before the first step."""
        self._recording = recording
        self._steps = recording.steps
        self._at = 0
        self._why = recording.why
        self._closed_early = False
        self.frames: tuple[Any, ...] = tuple(step.args[0] for step in self._steps if step.name == "advance")
        self.players: tuple[SteamID, ...] = tuple(
            sorted({SteamID(thing) for kind, thing in _things(self._steps) if kind == "id" and _is_player(thing)})
        )
        self.tickets: tuple[bytes, ...] = recording.tickets

    @property
    def ended(self) -> bool:
        """Whether every recorded step was played, a last close apart."""
        return all(step.name == "close" for step in self._steps[self._at :])

    def __getattr__(self, name: str) -> NoReturn:
        """Say what a replay has; the calls of the seam are put on the class below."""
        message = f"a replay has the calls of the seam, players, tickets, frames and ended, and no {short(name)}"
        raise AttributeError(message)

    def advance(self, delta: float) -> None:
        """Begin the next recorded frame; how long it was is not compared."""
        if not self._closed_early:
            self._take("advance", [delta])

    def poll(self) -> list[Record]:
        """Return what arrived in this poll."""
        return [] if self._closed_early else list(self._take("poll", []).records)

    def why(self) -> str:
        """Return the reason of the last refusal so far; asking for it is no step."""
        return self._why

    @property
    def schema(self) -> None:
        """None: a recording holds no schema."""

    def follow_sets(self, steam_id: int) -> None:
        """Return None: a recording does not tell which of a store's values went back.

        Args:
            steam_id: The user's 64-bit Steam ID.
        """

    def close(self) -> None:
        """End; harmless wherever the recording has it."""
        if self._at < len(self._steps) and self._steps[self._at].name == "close":
            self._take("close", [])
        elif not any(step.name == "close" for step in self._steps[: self._at]):
            self._closed_early = True

    def _take(self, name: str, args: list[Any]) -> Step:
        """Move on by one step, which must be this call."""
        file, called = self._recording.file, show(name, args)
        if self._closed_early:
            message = f"{file}: {called} was called after close(), which the recording does not have there; close at the end"
            raise ReplayDivergedError(message)
        if self._at == len(self._steps):
            remedy = "end earlier, or record a longer run"
            message = f"{file}:{self._recording.last}: the recording ends here, and {called} was called; {remedy}"
            raise ReplayDivergedError(message)
        step = self._steps[self._at]
        if step.name != name or (name != "advance" and not all(map(_same, step.args, args))):
            frame = sum(before.name == "advance" for before in self._steps[: self._at])
            remedy = "repair the program, or record again if it is meant to differ"
            message = f"{file}:{step.line}: recorded in frame {frame} is {step.shown}, called was {called}; {remedy}"
            raise ReplayDivergedError(message)
        self._at += 1
        if step.why is not None:
            self._why = step.why
        return step


def _replayed(name: str) -> Callable[..., Any]:
    """Return the method that answers one call of the seam."""

    def call(self: Replaying, *args: object, **named: object) -> Any:
        step = self._take(name, bind(name, args, named))
        if step.raised is not None:
            # A fresh one each time: an exception keeps the frames it passed through.
            raise type(step.raised)(*step.raised.args)
        return list(step.value) if isinstance(step.value, list) else made(step.value)

    call.__name__ = name
    return call


for _name in CALLS:
    setattr(Replaying, _name, _replayed(_name))


def _things(steps: list[Step]) -> Iterator[tuple[str, Any]]:
    """Return every value of a recording with its kind."""
    for step in steps:
        if step.name in CALLS:
            takes, gives = CALLS[step.name]
            yield from zip(takes.values(), step.args, strict=True)
            yield from zip(gives, step.value if isinstance(step.value, tuple) else [step.value] * len(gives), strict=True)
        for record in step.records:
            for name in RECORDS[type(record).__name__].__dataclass_fields__:
                if name.endswith("_id"):
                    yield "id", getattr(record, name)


def _is_player(thing: Any) -> bool:
    return isinstance(thing, int) and 0 < thing < 1 << 64 and SteamID(thing).is_individual
