"""One side of Steam in this process, a server's or a player's: its pipe, what arrives there, and how it ends.

Rules: Steam has one server and one player to a process, both from one library, and so has this. Only what arrives on the own pipe is
read. What a library declares about a message is checked before it is believed; one that cannot be read is named and skipped, and takes
nothing from those beside it. Answers leave through the book of pending_calls.py; what nobody asked for keeps its place behind those that
came before it. At the end Steam is shut down and everything open is answered.
"""

from __future__ import annotations

import os
import time
import weakref
from abc import ABC, abstractmethod
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Literal, TypeVar

from steam_nodes.steam.checks import require_frame
from steam_nodes.steam.native.library_faults import SteamInitError
from steam_nodes.steam.native.pipes.pending_calls import Answers, Call
from steam_nodes.steam.native.structs import STRUCTS, Answer, Lost, load_group, of_news, size_fault, struct_name
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping
    from pathlib import Path

    from steam_nodes.steam.native.calls import Interface, Request
    from steam_nodes.steam.native.library import Library, Message
    from steam_nodes.steam.refusal_log import RefusalLog

END_SECONDS: Final = 5.0
ERROR_ROOM: Final = 1024
_HEAD: Final = 12
_NO_BYTES: Final = 0x7FFF_FFFF
_LAST: Final = {
    "SteamAPI_ISteamFriends_GetUserRestrictions": "1.61",
    "SteamAPI_ISteamFriends_SetPersonaName": "1.61",
    "SteamAPI_ISteamUser_InitiateGameConnection": "1.51",
    "SteamAPI_ISteamUser_TerminateGameConnection": "1.51",
    "SteamAPI_ISteamUtils_IsSteamRunningOnSteamDeck": "1.64",
}
"""The last SDK of functions that newer ones lack."""
_MOST_GONE: Final = 10_000
_UINT32: Final = 0xFFFF_FFFF
_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF

Told = TypeVar("Told")


class Pipe(ABC, Generic[Told]):
    """What a NativeSteam or a NativeClient holds of Steam.

    Args:
        library: The library.
        app_id: The app, None where the environment or steam_appid.txt names it.
        refusal_log: Where it says what is wrong.
    """

    owner: ClassVar[str]
    """The class whose side it is."""
    which: ClassVar[Literal["server", "user"]]
    """Whose side it is, in the words of the library."""
    kinds: ClassVar[Mapping[int, Answer[Any]]]
    """How each struct that answers a call on this side does so."""
    news: ClassVar[Mapping[int, Callable[..., Any]]]
    """What makes the record of each that nobody asked for."""

    def __init__(self, library: Library, app_id: int | None, refusal_log: RefusalLog) -> None:
        """Begin before the init."""
        self.library = library
        self.lib: Any = library.functions
        self.ffi: Any = library.ffi
        self.side: Any = SimpleNamespace(pipe=0, left=0.0)
        self.begin: Callable[[float], Any] = _nothing_begun
        self.drain: Callable[[int], Any] = _no_drain
        self.refusal_log = refusal_log
        self.answers: Answers[Told] = Answers(self._completed, self._made, self._wake)
        self.arrived: list[Told] = []
        self.loaded: set[int] = set()
        """Whose stats are here."""
        self.gone: dict[int, None] = {}
        """Whose were unloaded last and not loaded again, so that a refusal can say so."""
        self.handle: int = 0
        self.closed: bool = False
        self.was_initialised: bool = False
        self.utils: Any = self.ffi.NULL
        self.app: int = 0
        self._due = 0.0  # when something is due: an answer that may leave, or the next look at what is open
        self._app_id = app_id
        self._failed = self.ffi.new("bool *")

    # What each side does in its own way.

    @abstractmethod
    def _left(self, call: Call[Told]) -> Told | None:
        """Note what an answer means for what is held; return what arrives, None for nothing."""

    @abstractmethod
    def _told(self, message: Message, payload: bytes, coming: Container[int]) -> None:
        """Take a broadcast with the content of an answer."""

    @abstractmethod
    def _note(self, record: Told) -> bool:
        """Note what news mean for what is held; return whether they arrive."""

    @abstractmethod
    def ready(self, group: str, call: str) -> bool:
        """Whether Steam is initialised; if not, that is said.

        Args:
            group: The class of Steam's that is not there, in GodotSteam's words, such as "Server Stats".
            call: The call, in snake_case.
        """

    @abstractmethod
    def _broken(self, call: str, kind: int, about: int) -> Refusal:
        """Return why a call that Steam could not issue was answered with IO_FAILURE."""

    def _waits(self) -> bool:
        """Whether something asked is not answered."""
        return len(self.answers) > 0

    @abstractmethod
    def _refusal(self, call: Call[Told], result: Result) -> Refusal:
        """Return why Steam answered a call with something else than OK."""

    @abstractmethod
    def shutdown(self) -> None:
        """End this side of Steam."""

    # Calls.

    def refuse(self, call: str, fault: str) -> None:
        """Say why a call was refused."""
        self.refusal_log.refuse(Refusal((call, fault[:60]), f"{call}: {fault}"))

    def may(self, group: str, call: str, fault: str) -> bool:
        """Whether a call can be made: Steam is initialised, and nothing is wrong with what it is given; if not, it is said."""
        if not self.ready(group, call):
            return False
        if fault:
            self.refuse(call, fault)
        return not fault

    def call(self, interface: Interface, call: str, name: str, *arguments: Any) -> Any:
        """Call a function of an interface; None where there is none, which is said.

        Args:
            interface: The interface.
            call: The call, in snake_case.
            name: Valve's name of it.
            *arguments: What Valve's function takes behind the interface.
        """
        if not self.ready(interface.group, call):
            return None
        held = getattr(self, interface.held)
        full = interface.prefix + name
        function = self.library.function(full)
        if not held or function is None:
            last = _LAST.get(full)
            fault = f"lacks {full}; take a libsteam_api of {f'SDK {last} or older' if last else 'a newer SDK'}"
            if not held:
                fault = f"has none of {self.library.versions_text(interface.accessor)}; take another libsteam_api"
            self.refusal_log.refuse(Refusal((call, "absent"), f"{call}: {self.library.path} {fault}"))
            return None
        try:
            return function(held, *arguments)
        except OverflowError as error:  # Valve's numbers have 16, 32 or 64 bits: what is none of them is nobody's id, port or handle.
            self.refuse(call, f"a number does not fit ({error}); pass it as Steam gave it")
            return None

    def request(self, interface: Interface, request: Request, *arguments: Any, fault: str = "", note: int = 0) -> int:
        """Make a call that Steam answers later, unless it is refused; return its number, under which that is answered too.

        Args:
            interface: The interface.
            request: The call, what answers it, and whom it is about.
            *arguments: What Valve's function takes behind the interface.
            fault: What is wrong with what it is given, "" if nothing is.
            note: A number that its record tells even if the call breaks.
        """
        answers, call = self.answers, request.call
        if not self.ready(interface.group, call):
            return answers.number() if self.closed else answers.refuse(request.kind, request.about, Result.NO_CONNECTION, note=note)
        if fault:
            self.refuse(call, fault)
            return answers.refuse(request.kind, request.about, request.refused, note=note)
        handle = self.call(interface, call, request.name, *arguments)
        if handle is None:
            return answers.refuse(request.kind, request.about, Result.NO_CONNECTION, note=note)
        if not handle:
            self.refusal_log.refuse(self._broken(call, request.kind, request.about))
        return answers.ask(request.kind, request.about, int(handle), name=call, note=note)

    # The app.

    def name_app(self, app_id: int | None) -> None:
        """Tell Steam's library which app this is: it has no argument for it, and reads these as it reads steam_appid.txt."""
        if app_id is not None:
            os.environ["SteamAppId"] = os.environ["SteamGameId"] = str(app_id)  # noqa: SIM112 - Valve's spelling

    # What arrives.

    def join(self) -> None:
        """Let frames begin on the pipe that an init has given."""
        self.drain = self.library.drain
        self.side, self.begin = self.library.join(self.which, self.handle, self.side.left)
        self.was_initialised = True

    @property
    def elapsed(self) -> float:
        """The time: how many seconds all frames had together."""
        return self._due - float(self.side.left)

    def frame(self, delta: float) -> None:
        """Begin a frame of any length: what Steam has sent is taken in, and what is due is done."""
        self.side.left -= require_frame(delta)
        self.settle(self.drain(self.handle))

    def settle(self, drained: Any) -> None:
        """Take in what a drain brought, if anything, and hand out what may leave."""
        if drained:
            self._take_in(*self.library.read(drained))
        now = self.elapsed
        self._due = self.answers.sweep(now)
        self.side.left = self._due - now
        self.hand_out()

    def _wake(self) -> None:
        """Let the next frame do what is due."""
        self._due, self.side.left = self.elapsed, 0.0

    def hand_out(self) -> None:
        """Let the answers leave that may."""
        for call in self.answers.take():
            record = self._left(call)
            # Every answer has a result. What was refused without asking Steam, or could not be issued, was said when it was called.
            result = getattr(call.record, "result", Result.OK)
            if result is not Result.OK and call.handle:
                self.refusal_log.refuse(self._refusal(call, result))
            if record is not None:
                self.arrived.append(record)

    def tell(self, record: Told) -> None:
        """Let a record arrive that answers nothing, behind the answers that came before it."""
        if self.answers.ready:
            self.hand_out()
        self.arrived.append(record)

    def absence(self, kind: int, steam_id: int) -> str:
        """Return why the stats of a user are not here, in the words of refusals.py; "" if they are.

        Args:
            kind: The struct that answers a request for them.
            steam_id: The user.
        """
        if steam_id in self.loaded:
            return ""
        if self.answers.asked(kind, steam_id):
            return "asked"
        return "unloaded" if steam_id in self.gone else "not asked"

    def _load(self, steam_id: int) -> None:
        """Note that the stats of a user are here."""
        self.loaded.add(steam_id)
        self.gone.pop(steam_id, None)

    def _unload(self, steam_id: int) -> None:
        """Note that they are not any more."""
        if steam_id in self.loaded:
            self.loaded.discard(steam_id)
            self.gone[steam_id] = None
            if len(self.gone) > _MOST_GONE:
                del self.gone[next(iter(self.gone))]

    def _take_in(self, messages: list[Message], tail: bytes) -> None:
        """Read what a drain took."""
        at = 0
        coming = {message[2] for message in messages}
        for message in messages:
            kind, size, _, failed, result, user = message
            payload = b""
            kept = self._is_kept(kind)
            if size > _HEAD and size != _NO_BYTES and failed >= 0:
                payload = tail[at : at + size]
                at += (size + 7) & ~7
            elif kept:
                payload = (result.to_bytes(4, "little", signed=True) + user.to_bytes(8, "little"))[:size]
            try:
                self._take(message, payload, coming)
            except Exception as error:
                self._unread(kind, error)

    def _is_kept(self, kind: int) -> bool:
        """Whether the bytes of a struct are read; of some answers the first 12 say all."""
        if kind not in self.kinds and kind not in self.news:
            load_group(kind // 100)  # It may be a struct of a server's, too.
        answer = self.kinds.get(kind)
        return kind in STRUCTS and (answer is None or answer.of_fields is not None)

    def _take(self, message: Message, payload: bytes, coming: Container[int]) -> None:
        """Read one message."""
        kind, size, call, failed, result, _ = message
        fault = "" if failed else size_fault(kind, size)
        if not call and failed:
            fault = f"the library reports a completed call with the handle 0, of {struct_name(kind)}; no call has it, and it was not read"
        if fault:
            self.refusal_log.remark(Refusal(("layout", str(kind if kind in STRUCTS else 0), str(failed)), fault))
        if call:
            self.answers.result(call, 0 if failed or fault else kind, result, payload, fault)
        elif fault:
            return
        elif kind in self.kinds and self.kinds[kind].broadcast and self.kinds[kind].unasked is None:
            self._told(message, payload, coming)
        elif kind in STRUCTS:
            self._news(kind, payload)

    def _news(self, kind: int, payload: bytes) -> None:
        """Take what nobody asked for."""
        record = self._news_record(kind, payload)
        if record is None:
            return
        # What came before it is noted before it: stats that were answered and then unloaded are not here.
        if self.answers.ready:
            self.hand_out()
        if self._note(record):
            self.arrived.append(record)

    def _news_record(self, kind: int, payload: bytes) -> Told | None:
        """Return the record of news, None if it is some that this side does not use."""
        return of_news(self.news, kind, payload)

    def _fields(self, kind: int, payload: bytes) -> tuple[Any, ...]:
        """Return what the bytes of an answer hold."""
        fields, answer = STRUCTS[kind].fields(payload), self.kinds.get(kind)
        return fields if answer is None or answer.fetch is None else answer.fetch(self, fields)

    def _make(self, call: Call[Told], result: Result, payload: bytes) -> Told:
        """Make the record of an answer; without bytes, of the result alone."""
        answer: Answer[Told] = self.kinds[call.kind]
        if payload and answer.of_fields is not None:
            return answer.of_fields(call.number, *self._fields(call.kind, payload))
        return answer.lost(Lost(call.number, result, call.lane & _UINT64, call.note, self.app))

    def _made(self, call: Call[Told], result: Result, payload: bytes) -> Told:
        """Make the record of an answer; of one that cannot be read, that the call broke."""
        try:
            return self._make(call, result, payload)
        except Exception as error:
            call.fault = self._unread(call.kind, error)
            return self._make(call, Result.IO_FAILURE, b"")

    def _unread(self, kind: int, error: Exception) -> str:
        """Say that a message cannot be read, and where that shows; return the sentence."""
        import traceback  # noqa: PLC0415 - milliseconds that nobody pays as long as everything can be read

        sentence = f"{struct_name(kind)} could not be read ({type(error).__name__}: {error}); it is a fault of steam_nodes, report it"
        self.refusal_log.remark(Refusal(("unread", str(kind)), f"{sentence}\n{''.join(traceback.format_exception(error))}"))
        return sentence

    def _completed(self, handle: int, kind: int) -> tuple[int, bytes] | None:
        """Ask Steam for the result of a handle."""
        if not self.handle or not self.lib.SteamAPI_ISteamUtils_IsAPICallCompleted(self.utils, handle, self._failed):
            return None
        if self._failed[0]:
            return 1, b""
        return self.library.call_result(self.handle, handle, kind, STRUCTS[kind].struct.size)

    # The end.

    def wait(self, deadline: float) -> None:
        """Let frames go by until everything asked is answered."""
        now = time.monotonic()
        while self._waits():
            before, now = now, time.monotonic()
            self.side.left -= now - before
            self.settle(self.drain(self.handle))
            if not self._waits() or now > deadline:
                return
            time.sleep(0.002)

    def forget(self) -> None:
        """Forget what belongs to a Steam that is shut down."""
        self.handle = 0
        self.drain, self.begin = _no_drain, _nothing_begun
        self.side = SimpleNamespace(pipe=0, left=self.side.left)  # the library's own is the next one's
        self.utils = self.ffi.NULL

    def end(self) -> None:
        """Shut down, and answer nothing any more; harmless twice."""
        if self.closed:
            return
        self.shutdown()
        self.closed = True
        self.arrived.clear()


_open: dict[str, weakref.ref[Pipe[Any]]] = {}


def may_open(owner: str, path: Path) -> None:
    """Check that this process can have one more side of Steam, and from this library.

    Args:
        owner: The class whose side it is to be.
        path: The library's file.

    Raises:
        SteamInitError: There is such a side already, or the other side is from another file.
    """
    living = {which: held for which, reference in _open.items() if (held := reference()) is not None and not held.closed}
    if owner in living:
        there = living[owner].library.path
        message = f"this process has a {owner} already, over {there}; Steam is one to a process: close() that one first"
        raise SteamInitError(message)
    for which, held in living.items():
        there = held.library.path
        if path.resolve() != there.resolve():
            message = f"this process has a {which} over {there}, and Steam is one to a process: give {owner} the same path"
            raise SteamInitError(message)


def opened(user: object, held: Pipe[Any]) -> weakref.finalize[..., Any]:
    """Note that a side is open; return what ends it: called, or when its user is dropped, or when the interpreter ends.

    Args:
        user: Who uses the side; what runs at the end holds the side and never its user, whose dropping brings the end about.
        held: The side.
    """
    _open[held.owner] = weakref.ref(held)
    return weakref.finalize(user, _end, held, os.getpid())


def _end(held: Pipe[Any], process: int) -> None:
    """End a side that was closed, dropped, or is there when the interpreter ends."""
    if os.getpid() == process:  # A forked child has no Steam: it is its parent's.
        held.end()


def check_app(app_id: int | None) -> None:
    """Check the number of an app.

    Raises:
        TypeError: It is not an int.
        ValueError: It is out of range.
    """
    if app_id is not None and (isinstance(app_id, bool) or not isinstance(app_id, int)):
        message = f"app_id is an int such as 480, not {type(app_id).__name__} {app_id!r}"
        raise TypeError(message)
    if app_id is not None and not 1 <= app_id <= _UINT32:
        message = f"app_id is {short(app_id)}; pass the number of the app on Steam, 480 to try things out"
        raise ValueError(message)


def _no_drain(_pipe: int) -> None:
    """Stand for the drain where there is no pipe."""


def _nothing_begun(_delta: float) -> int:
    """Stand for the beginning of a frame where there is no pipe: Python does it all."""
    return -1
