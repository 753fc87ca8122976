"""Calls of Valve's that need nothing but a check, the call and a conversion: one line each in the class of their interface.

How it goes, with an example: `was_restart_requested: ClassVar[Plain[bool]] = flat(GAME_SERVER, "WasRestartRequested", to_bool)` in a
class body becomes a method of that name. It checks its arguments, calls SteamAPI_ISteamGameServer_WasRestartRequested and converts what
that returned; what is refused is said and returns the conversion of nothing: False, 0 or "". `requested` is the same for a call that
Steam answers later.

Rules: what has the wrong type raises TypeError before anything else. A method is made once, when its class is.
"""

from __future__ import annotations

from dataclasses import dataclass
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeAlias, TypeVar, cast, overload

from steam_nodes.steam.checks import require_bool, require_int, text_fault
from steam_nodes.steam.native.arguments import UINT64, check_id
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Callable

A = TypeVar("A")
B = TypeVar("B")
R = TypeVar("R")

if TYPE_CHECKING:
    Plain: TypeAlias = Callable[[Any], R]
    """The type of a method without arguments, `Plain[int]`."""
    About: TypeAlias = Callable[[Any, A], R]
    """The type of a method with one, `About[int, str]`."""
    AboutTwo: TypeAlias = Callable[[Any, A, B], R]
    """The type of a method with two."""

UINT32: Final = 0xFFFF_FFFF


class Interface(NamedTuple):
    """One of Valve's interfaces: where a pipe holds it, how its functions and its accessor begin, and GodotSteam's name of it."""

    held: str
    prefix: str
    accessor: str
    group: str


def _interface(held: str, name: str, accessor: str, group: str) -> Interface:
    return Interface(held, f"SteamAPI_I{name}_", f"SteamAPI_{accessor}", group)


GAME_SERVER: Final = _interface("server", "SteamGameServer", "SteamGameServer", "Server")
GAME_SERVER_UTILS: Final = _interface("utils", "SteamUtils", "SteamGameServerUtils", "Utils")
UTILS: Final = _interface("utils", "SteamUtils", "SteamUtils", "Utils")
USER_STATS: Final = _interface("stats", "SteamUserStats", "SteamUserStats", "User Stats")
APPS: Final = _interface("apps", "SteamApps", "SteamApps", "Apps")
USER: Final = _interface("user", "SteamUser", "SteamUser", "User")
REMOTE_STORAGE: Final = _interface("remote_storage", "SteamRemoteStorage", "SteamRemoteStorage", "Remote Storage")
FRIENDS: Final = _interface("friends", "SteamFriends", "SteamFriends", "Friends")


class Request(NamedTuple):
    """A call that Steam answers later.

    `call` is its name in snake_case and `name` Valve's; `kind` is the struct that answers it, `about` the user or the leaderboard it is
    about (the kind itself if it is about nobody), and `refused` the result where what it was given is refused.
    """

    call: str
    name: str
    kind: int
    about: int
    refused: Result = Result.INVALID_PARAM


# What a call is given.


@dataclass(frozen=True)
class Argument(Generic[A]):
    """One argument of a call.

    Args:
        name: What the seam calls it, for a program that passes it by name.
        kind: Its type.
        fault: Says what is wrong with it, "" if nothing is; it is given the call and the value, and raises TypeError for a wrong type.
        convert: Makes what Valve's function takes.
    """

    name: str
    kind: type[A]
    fault: Callable[[str, A], str]
    convert: Callable[[A], Any]


def text(name: str) -> Argument[str]:
    """Declare a text of UTF-8."""
    return Argument(name, str, text_fault, str.encode)


def number(name: str, least: int = 0, most: int = UINT32) -> Argument[int]:
    """Declare a whole number within a range, of 32 unsigned bits where nothing else is said."""

    def fault(call: str, value: int) -> str:
        if isinstance(value, bool) or not isinstance(value, int):
            message = f"{call}: {name} is an int, not {type(value).__name__} {short(value)}"
            raise TypeError(message)
        return "" if least <= value <= most else f"{name} is {short(value)}; pass {least} to {most}"

    return Argument(name, int, fault, int)


def truth(name: str) -> Argument[bool]:
    """Declare True or False."""

    def fault(call: str, value: bool) -> str:
        require_bool(call, name, value)
        return ""

    return Argument(name, bool, fault, bool)


def id_fault(steam_id: int) -> str:
    """Say why a number is no Steam ID, "" if it may be one.

    Raises:
        TypeError: It is not an int.
    """
    check_id(steam_id)
    return "" if 0 <= steam_id <= UINT64 else f"{short(steam_id)} is not a Steam ID; pass a number of 64 bits"


def _ticket_fault(call: str, handle: int) -> str:
    """Say why a number is no ticket, "" if it may be one."""
    number = require_int(call, "the ticket", handle)
    return "" if 0 <= number <= UINT32 else f"{short(number)} is no ticket; pass the id that get_auth_session_ticket gave"


TICKET: Final = Argument("handle", int, _ticket_fault, int)
"""The handle of a ticket."""


# What a call returns: None stands for a call that was refused.


def to_nothing(_ffi: Any, _told: Any) -> None:
    """Return nothing."""


def to_bool(_ffi: Any, told: Any) -> bool:
    """Return a bool, False for nothing."""
    return bool(told)


def to_int(_ffi: Any, told: Any) -> int:
    """Return a number, 0 for nothing."""
    return int(told or 0)


def to_text(ffi: Any, told: Any) -> str:
    """Return a text that Steam holds, "" for nothing."""
    return ffi.string(told).decode(errors="replace") if told else ""


class _Made:
    """A call in a class body, until the class is there and gives it its name."""

    def __init__(self, make: Callable[[str], Callable[..., Any]], interface: Interface, name: str) -> None:
        self._make, self._told = make, f"Call {interface.prefix}{name}."

    def __set_name__(self, owner: type, name: str) -> None:
        method = self._make(name)
        method.__name__, method.__qualname__, method.__module__ = name, f"{owner.__qualname__}.{name}", owner.__module__
        method.__doc__ = self._told
        setattr(owner, name, method)


class _Parameters:
    """What a declared call takes: by place or by the seam's names.

    Args:
        call: The call.
        **kinds: The type of each, by its name.
    """

    def __init__(self, call: str, **kinds: type) -> None:
        self._call, self._count = call, len(kinds)
        place = Parameter.POSITIONAL_OR_KEYWORD
        self._signature = Signature([Parameter(name, place, annotation=kind.__name__) for name, kind in kinds.items()])

    def of(self, method: Callable[..., Any]) -> Callable[..., Any]:
        """Return a method that says to whoever looks what it takes."""
        own = Parameter("self", Parameter.POSITIONAL_OR_KEYWORD)
        vars(method)["__signature__"] = Signature([own, *self._signature.parameters.values()])
        return method

    def given(self, args: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        """Return the arguments by place.

        Raises:
            TypeError: One is missing, or is not taken.
        """
        if not named and len(args) == self._count:
            return args
        try:
            return self._signature.bind(*args, **named).args
        except TypeError as error:
            message = f"{self._call}(): {error}"
            raise TypeError(message) from None


@overload
def flat(interface: Interface, name: str, convert: Callable[[Any, Any], R], /) -> Callable[[Any], R]: ...
@overload
def flat(interface: Interface, name: str, convert: Callable[[Any, Any], R], first: Argument[A], /) -> Callable[[Any, A], R]: ...
@overload
def flat(
    interface: Interface, name: str, convert: Callable[[Any, Any], R], first: Argument[A], second: Argument[B], /
) -> Callable[[Any, A, B], R]: ...
@overload
def flat(interface: Interface, name: str, convert: Callable[[Any, Any], R], /, *arguments: Argument[Any]) -> Callable[..., R]: ...
def flat(interface: Interface, name: str, convert: Callable[[Any, Any], Any], /, *arguments: Argument[Any]) -> Callable[..., Any]:
    """Declare a call that is answered at once; for a class body, where the method gets the name it is put under.

    Args:
        interface: The interface.
        name: Valve's name of the call.
        convert: Makes what it returns, out of cffi and what Valve's function returned.
        *arguments: What the method takes.
    """

    def make(call: str) -> Callable[..., Any]:
        def bare(self: Any) -> Any:
            pipe = self._pipe
            return convert(pipe.ffi, pipe.call(interface, call, name))

        parameters = _Parameters(call, **{each.name: each.kind for each in arguments})

        def checked(self: Any, *args: Any, **named: Any) -> Any:
            given, pipe = parameters.given(args, named), self._pipe
            faults = [argument.fault(call, value) for argument, value in zip(arguments, given, strict=True)]
            if not pipe.may(interface.group, call, next(filter(None, faults), "")):
                return convert(pipe.ffi, None)
            values = (argument.convert(value) for argument, value in zip(arguments, given, strict=True))
            return convert(pipe.ffi, pipe.call(interface, call, name, *values))

        return parameters.of(checked) if arguments else bare

    return cast("Callable[..., Any]", _Made(make, interface, name))


def requested(interface: Interface, name: str, kind: int, /) -> Callable[[Any], int]:
    """Declare a call about nobody that Steam answers later; the method returns the number that the record carries.

    Args:
        interface: The interface.
        name: Valve's name of the call.
        kind: The struct that answers it.
    """

    def make(call: str) -> Callable[..., Any]:
        request = Request(call, name, kind, kind)

        def asked(self: Any) -> int:
            number: int = self._pipe.request(interface, request)
            return number

        return asked

    return cast("Callable[..., Any]", _Made(make, interface, name))


def requested_about(interface: Interface, name: str, kind: int, about: str, fault: Callable[[int], str], /) -> Callable[[Any, int], int]:
    """Declare a call about a user or a group that Steam answers later.

    Args:
        interface: The interface.
        name: Valve's name of the call.
        kind: The struct that answers it.
        about: What the seam calls the user or the group.
        fault: Says what is wrong with a number of more than 64 bits.
    """

    def make(call: str) -> Callable[..., Any]:
        parameters = _Parameters(call, **{about: int})

        def asked(self: Any, *args: Any, **named: Any) -> int:
            (steam_id,) = parameters.given(args, named)
            check_id(steam_id)
            request = Request(call, name, kind, steam_id, Result.FAIL)
            number: int = self._pipe.request(interface, request, steam_id, fault="" if 0 <= steam_id <= UINT64 else fault(steam_id))
            return number

        return parameters.of(asked)

    return cast("Callable[..., Any]", _Made(make, interface, name))
