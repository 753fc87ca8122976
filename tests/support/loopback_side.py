"""What both sides of the loopback are made of: the library, built once for each SDK, and a connection of one side of it to a backend.

Rules: native/loopback.c asks the backend that was connected to that side last. A frame of the library is a frame of the backend; what that
hands over is written as Valve's bytes and posted in the way `posting` says. An error in the backend never passes through C: it is kept, and
raised by `check`, by `close` or by the next connection.
"""

from __future__ import annotations

import functools
import importlib
import os
import shutil
import struct
import subprocess
import sys
import unittest
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

import cffi

from tests.support.builds import alone, builds_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

NATIVE: Final = Path(__file__).parent.parent.parent / "native"
FLAGS: Final = ("-std=c11", "-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC")
FILE: Final = {"darwin": "libsteam_api.dylib", "win32": "steam_api64.dll"}.get(sys.platform, "libsteam_api.so")

_RESULT, _BROADCAST, _LATER, _UNKNOWN = 1, 2, 4, 0
_WAYS: Final = {
    "result": (_RESULT,),
    "broadcast": (_BROADCAST,),
    "result, broadcast": (_RESULT, _BROADCAST),
    "broadcast, result": (_BROADCAST, _RESULT),
    "result, broadcast a frame later": (_RESULT, _BROADCAST | _LATER),
    "broadcast, result a frame later": (_BROADCAST, _RESULT | _LATER),
    "result twice": (_RESULT, _RESULT),
    "broadcast twice": (_BROADCAST, _BROADCAST),
    "both twice": (_RESULT, _RESULT, _BROADCAST, _BROADCAST),
    "unknown between": (_UNKNOWN, _RESULT, _UNKNOWN, _BROADCAST, _UNKNOWN),
}
POSTINGS: Final = tuple(_WAYS)
"""The ways to post an answer in which it arrives."""
LOSING: Final = ("failed", "wrong sizes")
"""The ways in which it does not: Steam says the call failed; the library declares sizes that are not those of the struct."""


class NoCompilerError(unittest.SkipTest):
    """There is no C compiler to build the loopback with; a test that needs it is skipped."""


class Side(os.PathLike[str]):
    """One side of a library that is connected to a backend, until `close` or until the next one is.

    Args:
        backend: Who answers. It stays the caller's, who closes it.
        posting: One of POSTINGS or LOSING; `posting` may be changed between frames.
        path: The library, which `library` built.
    """

    prefix: ClassVar[str]
    """What the names of this side's functions and of its table in loopback.h begin with."""
    later_answered: ClassVar[frozenset[str]]
    """The calls that return a number and are answered later."""
    stranger: ClassVar[tuple[int, bytes]]
    """An answer about somebody whom nobody asked for."""

    def __init__(self, backend: Any, posting: str, path: str) -> None:
        """Connect."""
        if posting not in {*POSTINGS, *LOSING}:
            message = f"there is no posting {posting!r}; use one of {', '.join((*POSTINGS, *LOSING))}"
            raise ValueError(message)
        before = _connected.get((self.prefix, path))
        if before is not None:
            before.close()
        self.backend = backend
        self.posting = posting
        self.delta = 1 / 60
        """How long a frame of the library lasts for the backend, in seconds."""
        self.errors: list[BaseException] = []
        self.ffi = _ffi()
        self.lib: Any = _opened(path)
        """The library itself, with every function of steam_flat.h and loopback.h that it has."""
        self.waiting: set[int] = set()
        self.issued: set[int] = set()
        self.last = 0
        self._path = path
        self._open = True
        self._function("connect")(self._table(f"{self.prefix}_answers", self._answer))
        _connected[self.prefix, path] = self

    def __fspath__(self) -> str:
        """Return the path of the library."""
        return self._path

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close."""
        self.close()

    def check(self) -> None:
        """Raise what went wrong inside calls since the last check: errors of the backend, and what would have crashed Valve's library."""
        errors, self.errors = self.errors, []
        if self._open and (fault := self.ffi.string(self.lib.loopback_fault()).decode()):
            errors.append(AssertionError(f"Valve's library would have crashed: {fault}"))
        if errors:
            message = "the loopback's backend failed inside a call"
            raise errors[0] if len(errors) == 1 else BaseExceptionGroup(message, errors)

    def close(self) -> None:
        """Disconnect, and raise what went wrong; harmless twice."""
        try:
            self.check()
        finally:
            if self._open:
                self._open = False
                self._function("connect")(self.ffi.NULL)
                del _connected[self.prefix, self._path]

    def _function(self, name: str) -> Any:
        """Return this side's function of loopback.h."""
        return getattr(self.lib, f"{self.prefix}_{name}")

    # The table of answers.

    def _table(self, struct_name: str, answer: Callable[[str, Any], Callable[..., Any]]) -> Any:
        """Return a table of C functions, each of which asks the side that is connected when it is called.

        Args:
            struct_name: The struct of loopback.h.
            answer: Gives, for an entry's name and C type, what answers it; it takes that side and what C was given.
        """
        key = self.prefix, self._path, struct_name
        if key not in _tables:
            # They stay for good, for C holds their addresses, and to make them for each side takes longer than most tests.
            kind = self.ffi.typeof(struct_name)
            made = {name: self._function_of(field.type, answer(name, field.type)) for name, field in kind.fields}
            _tables[key] = self.ffi.new(f"{struct_name} *", made), made
        return _tables[key][0]

    def _function_of(self, kind: Any, answer: Callable[..., Any]) -> Any:
        """Make a C function that asks the side that is connected."""
        key = self.prefix, self._path

        def ask(*given: Any) -> Any:
            return answer(_connected[key], *given)

        def keep(kind: object, error: BaseException, trace: object) -> None:
            _connected[key].keep_error(kind, error, trace)

        return self.ffi.callback(kind, ask, onerror=keep)

    def _answer(self, name: str, _kind: Any) -> Callable[..., Any]:
        """Return what answers an entry: a method of the side, or the backend's of that name."""
        own = getattr(type(self), f"_ask_{name}", None)
        return own or (lambda side, *given: side._ask(name, *given))

    def keep_error(self, _kind: object, error: BaseException, _trace: object) -> None:
        """Keep an error; C gets 0."""
        self.errors.append(error)

    def _ask(self, name: str, *arguments: Any) -> Any:
        """Ask the backend, with texts as str; a call that is answered later is noted."""
        answer = getattr(self.backend, name)(*(self.text(it) if isinstance(it, self.ffi.CData) else it for it in arguments))
        return self.note(answer) if name in self.later_answered else answer

    def note(self, number: int) -> int:
        """Note the number of a call that is answered later."""
        self.waiting.add(number)
        self.issued.add(number)
        self.last = number
        return number

    # What passes.

    def text(self, pointer: Any) -> str:
        """Return the text that C gave."""
        return "" if pointer == self.ffi.NULL else self.ffi.string(pointer).decode("utf-8", "replace")

    def write(self, to: Any, room: int, text: str) -> None:
        """Write a text where C has so much room for it, with a NUL at its end."""
        told = text.encode()[: room - 1] + b"\0"
        self.ffi.memmove(to, told, len(told))

    def _post_news(self, kind: int, told: bytes) -> None:
        """Post what answers no call."""
        self._function("post")(kind, told, len(told), 0, False, _BROADCAST)  # noqa: FBT003 - C has no names for arguments

    def _post_answer(self, kind: int, told: bytes, call: int, *, broken: bool) -> None:
        """Post the answer to a call in the way that is set; one that broke by its call result alone, as Steam has no struct for it.

        Calls of before a shutdown are not answered any more.
        """
        if call not in self.waiting:
            return
        self.waiting.remove(call)
        post = self._function("post")
        if self.posting == "wrong sizes":
            post(kind, told[:-4], len(told) - 4, call, False, _RESULT)  # noqa: FBT003 - a C function
            post(kind, told + bytes(8), len(told) + 8, 0, False, _BROADCAST)  # noqa: FBT003 - a C function
            return
        broken = broken or self.posting == "failed"
        for way in _WAYS.get(self.posting, (_RESULT,)):
            if way == _UNKNOWN:
                self._post_unknown(kind, told, call)
            elif not broken:
                post(kind, told, len(told), call, False, way)  # noqa: FBT003 - a C function
        if broken:
            post(kind, bytes(len(told)), len(told), call, True, _RESULT)  # noqa: FBT003 - a C function

    def _post_unknown(self, kind: int, told: bytes, call: int) -> None:
        """Post what nobody asked for: an unknown callback, two calls of somebody else, and an answer about somebody else."""
        post = self._function("post")
        foreign = call + 2**40 + 2**15  # far from the numbers in flight, also where the library keeps their results
        post(9999, bytes(range(24)), 24, 0, False, _BROADCAST)  # noqa: FBT003 - a C function
        completed = struct.pack("<QiI", self._function("handle")(foreign + 1), kind, len(told))
        post(703, completed, 16, 0, False, _BROADCAST)  # noqa: FBT003 - a C function
        post(kind, told, len(told), foreign, False, _RESULT)  # noqa: FBT003 - a C function
        self._post_news(*self.stranger)


_connected: dict[tuple[str, str], Side] = {}
_tables: dict[tuple[str, str, str], tuple[Any, dict[str, Any]]] = {}


@functools.cache
def groups_module() -> Any:
    """Return native/loopback_groups.py, which the build runs as a script."""
    sys.path.insert(0, str(NATIVE))
    try:
        return importlib.import_module("loopback_groups")
    finally:
        sys.path.remove(str(NATIVE))


@functools.cache
def library(sdk: int = 165, *flags: str) -> str:
    """Return the path of an SDK's library, which is built where it is not there yet.

    All processes of one run of pytest share what one of them has built.
    """
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if compiler is None:
        message = "no C compiler in PATH to build native/loopback.c with: install gcc or clang"
        raise NoCompilerError(message)
    folder = Path(builds_folder(), "_".join((str(sdk), *flags)))
    folder.mkdir(exist_ok=True)
    path = folder / FILE
    with alone(folder):
        if not path.exists():
            # Under another name first: who dies in the middle leaves no half of a library behind.
            new = path.with_suffix(".new")
            subprocess.run([sys.executable, str(NATIVE / "loopback_groups.py"), str(folder)], check=True)
            command = [compiler, *FLAGS, *flags, f"-I{folder}", f"-DLOOPBACK_SDK={sdk}", str(NATIVE / "loopback.c"), "-o", str(new)]
            subprocess.run(command if sys.platform == "win32" else [*command, "-ldl"], check=True)
            new.replace(path)
    return str(path)


@functools.cache
def _opened(path: str) -> Any:
    """Open a library, once: cffi keeps each one that it was asked for, and looks through every name of the headers for it."""
    return _ffi().dlopen(path)


@functools.cache
def _ffi() -> Any:
    """Read the two headers with cffi."""
    ffi = cffi.FFI()
    for header in ("steam_flat.h", "loopback.h"):
        ffi.cdef((NATIVE / header).read_text(encoding="utf-8"))
    ffi.cdef(groups_module().table((NATIVE / "steam_flat.h").read_text(encoding="utf-8")))
    return ffi
