"""What of GodotSteam's `Steam` is loaded on its first use: the groups beside stats.

Rules: each name of such a group is on the class from the start, as an attribute that loads the whole group when it is first asked for, of
the class or of a node, and is then what the group has under it. The groups' classes are bases of the singleton for type checkers only: at
run time what stands in them is put on it, so that no node pays for a method that it does not call. A class of a game's own that has one of
these names keeps its own.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeVar

from steam_nodes.steam.callbacks import AuthTicketValidated, GroupRecord, ServerConnectFailure, ServersConnected, ServersDisconnected
from steam_nodes.steam.godotsteam_missing import names_here, spellings
from steam_nodes.steam.nodes.steam_node import row_of

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = TypeVar("Kind", bound=type)

_ROOM: Final = "steam_nodes.steam.nodes.groups"
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "Apps": ("apps.Apps",),
    "Friends": ("people.People", "avatars.Avatars", "clans.Clans", "presence.Presence", "game_overlay.GameOverlay"),
    "Remote Storage": ("remote_storage.RemoteStorage", "shared_files.SharedFiles"),
    "User": ("account.Account",),
    "Utils": ("player_utils.PlayerUtils",),
}
"""The classes of each group: the file and the class."""
_SPELLED_OTHERWISE: Final[dict[str, tuple[str, ...]]] = {
    "Friends": ("request_clan_officers", "request_follower_count", "request_following_list", "request_is_following"),
    "Utils": ("request_file_signature",),
}
"""Calls whose names in snake_case are those of the signals that answer them, and what they are called here."""
_OF_MAIN: Final[dict[str, tuple[str, ...]]] = {
    "Apps": ("BetaBranchFlags", "BETA_BRANCH_"),
    "Utils": ("IPv6Connectivity", "IPV6_CONNECTIVITY_", "NotificationPosition", "POSITION_"),
    "Friends": ("ChatEntryType", "CHAT_ENTRY_TYPE_", "ChatRoomEnterResponse", "CHAT_ROOM_ENTER_RESPONSE_"),
    "User": (
        *("AuthSessionResponse", "AUTH_SESSION_RESPONSE_", "BeginAuthSessionResult", "BEGIN_AUTH_SESSION_RESULT_"),
        *("DenyReason", "DENY_", "DurationControl", "DURATION_CONTROL_", "MarketNotAllowedReasonFlags", "MARKET_NOT_ALLOWED_REASON_"),
        *("UserHasLicenseForAppResult", "USER_HAS_LICENSE_RESULT_"),
    ),
}
"""How the names of the enums begin that GodotSteam has in its group Main, and that nothing but a group speaks of."""
_SKIPPED: Final = frozenset(("_backend_", "_rows_", "_runs_itself_", "_emissions_"))
_OF_SERVERS: Final[dict[str, tuple[str, ...]]] = {
    "User": (
        *("beginAuthSession", "begin_auth_session", "cancelAuthTicket", "cancel_auth_ticket", "endAuthSession", "end_auth_session"),
        *("getAuthSessionTicket", "get_auth_session_ticket"),
    ),
}
"""Calls that a server has too, whose names stand in its group."""

_TOLD_ALIKE: Final[dict[type, str]] = dict.fromkeys(
    (AuthTicketValidated, ServerConnectFailure, ServersConnected, ServersDisconnected), "User"
)
"""The groups of the records that a server is told too."""


class _Later:
    """A name of a group that is not loaded."""

    __slots__ = ("group", "home", "name")

    def __init__(self, home: type, group: str, name: str) -> None:
        self.home, self.group, self.name = home, group, name

    def __get__(self, node: object | None, kind: type) -> Any:
        """Load the group, and give what it has under the name."""
        load(self.home, self.group)
        return getattr(kind if node is None else node, self.name)


def later(*groups: str) -> Callable[[Kind], Kind]:
    """Return what puts the names of groups on a class.

    Args:
        groups: GodotSteam's names of them.
    """

    def put(cls: Any) -> Any:
        here = names_here(cls)
        for group in groups:
            of_main = (name for name in spellings("Main") if name.startswith(_OF_MAIN.get(group, ())))
            for name in (*spellings(group), *_SPELLED_OTHERWISE.get(group, ()), *_OF_SERVERS.get(group, ()), *of_main):
                if name not in here:
                    setattr(cls, name, _Later(cls, group, name))
        cls._emissions_ = {**cls._emissions_, GroupRecord: partial(_emit_first, cls)}
        first = row_of(cls._emissions_[GroupRecord])
        cls._rows_ |= dict.fromkeys((GroupRecord, *_TOLD_ALIKE), first)
        return cls

    return put


def load(home: Any, group: str) -> None:
    """Put what a group has on a class; harmless twice.

    Args:
        home: The class that `later` was put on.
        group: The group.
    """
    for name in [name for name, value in vars(home).items() if type(value) is _Later and value.group == group]:
        delattr(home, name)
    emissions = dict(home._emissions_)
    for where in GROUPS.get(group, ()):
        file, _, name = where.partition(".")
        part = getattr(import_module(f"{_ROOM}.{file}"), name)
        for member, value in vars(part).items():
            if member not in vars(home) and member not in _SKIPPED and not (member.startswith("__") and member.endswith("__")):
                setattr(home, member, value)
        emissions |= part._emissions_
    home._emissions_ = emissions
    heirs = [home]
    while heirs:
        heir = heirs.pop()
        heir._rows_ = {kind: row_of(row) for kind, row in emissions.items()} | heir._rows_
        heirs += heir.__subclasses__()


def _emit_first(home: type, node: Any, record: Any) -> None:
    """Load the group of a record that arrived before any of its names was used, as for who listens on blinker's lane alone, and emit it."""
    rows, kind = type(node)._rows_, type(record)
    rows.pop(kind, None)  # what stands for every group's records, kept for this kind as it came
    load(home, _TOLD_ALIKE.get(kind) or _group_of_file(kind.__module__.rpartition(".")[2]))
    row = type(node)._rows_.get(kind)
    if row is None:
        return
    rows[kind] = row  # the dispatch that goes on has the rows of before
    if row.signal is None:
        row.pick(node, record)
    else:
        told = row.pick(record)
        getattr(node, row.signal).emit(*(told if row.size > 1 else (told,) if row.size else ()))


def _group_of_file(name: str) -> str:
    """Return the group that a file of the groups belongs to, "" if it is none of them."""
    return next((group for group, parts in GROUPS.items() if any(part.partition(".")[0] == name for part in parts)), "")


def load_all(home: type) -> None:
    """Load every group of a class, for who wants to see all names at once."""
    for group in {value.group for value in vars(home).values() if type(value) is _Later}:
        load(home, group)
