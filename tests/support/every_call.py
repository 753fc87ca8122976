"""Every public call of every side of Steam, found by its signature, with arguments of the right kind for each.

Rules: nothing is listed by hand but the sides and what a parameter of a name is given, so that a new call is in every law that goes
through them. A second name of a function is not a second call.
"""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from steam_nodes import SceneTree
from steam_nodes.scene.node import Node
from steam_nodes.steam.enums import AuthSessionResponse
from steam_nodes.steam.local import LocalSteam
from steam_nodes.steam.local.client.client import LocalClient
from steam_nodes.steam.native import NativeClient, NativeSteam
from steam_nodes.steam.nodes.client import Steam
from steam_nodes.steam.nodes.game_server_stats import SteamServerStats
from steam_nodes.steam.nodes.server import SteamServer
from tests.support.client_world import world
from tests.support.native_world import Looped, played
from tests.support.stats_world import PLAYER, load, stepped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from steam_nodes.steam.callbacks import Record

NOT_CALLED = {"close", "attach", "get_singleton"}
"""What ends a side, and what makes one."""
VALUES: dict[str, Any] = {
    "steam_id": PLAYER,
    "clan_id": PLAYER,
    "users": [PLAYER],
    "users_id": [PLAYER],
    "field": "server_name",
    "store_rate": "allow",
    "response": AuthSessionResponse.VAC_BANNED,
    "owner": 0,
    "delta": 0.0,
    "ip": "203.0.113.7",
    "server_ip": "203.0.113.7",
    "port": 27020,
    "packet": b"\xff\xff\xff\xffT",
    "friends": (),
    "clock": None,
    "max_users": None,
    "timeout": None,
    "app_id": 480,
    "path": "/dev/null/no folder",
    "location": "/dev/null/no folder",
}
KINDS: dict[str, Any] = {
    "int": 1,
    "str": "kills",
    "float": 1.0,
    "bool": True,
    "bytes": b"ticket",
    "bytes | bytearray | memoryview": b"ticket",
    "int | str": 1,
    "DurationControlOnlineState | int": 1,
    "str | int": "kills",
    "Mapping": {"kills": 1},
    "Sequence[int]": [1],
    "Sequence": [],
    "ServerField": "server_name",
    "str | int | bool": "a name",
}
"""What a parameter is given by its annotation, where VALUES says nothing of its name."""


@dataclass(frozen=True)
class Call:
    """One call of one side: what it is called, and its parameters."""

    side: str
    name: str
    parameters: tuple[inspect.Parameter, ...]

    def __str__(self) -> str:
        """Name it for a test."""
        return f"{self.side}.{self.name}"


@contextlib.contextmanager
def local_steam() -> Iterator[Any]:
    """Give a server's world with a player loaded."""
    steam = stepped()
    load(steam)
    yield steam
    steam.close()


@contextlib.contextmanager
def local_client() -> Iterator[Any]:
    """Give a player's door."""
    steam = world()
    client = steam.client(PLAYER)
    client.advance(0.1)
    client.poll()
    yield client
    client.close()
    steam.close()


@contextlib.contextmanager
def native_steam() -> Iterator[Any]:
    """Give a server over the loopback, with a player loaded."""
    looped = Looped(stepped()).start()
    load(looped)
    yield looped
    looped.close()


@contextlib.contextmanager
def on(node: Callable[[Any], Node], backend: contextlib.AbstractContextManager[Any]) -> Iterator[Any]:
    """Give a node over a backend, in a tree."""
    with backend as steam:
        tree = SceneTree()
        made = node(steam)
        tree.root.add_child(made)
        tree.process(0.1)
        yield made
        tree.root.remove_child(made)
        made.free()


SIDES: dict[str, tuple[type, Callable[[], contextlib.AbstractContextManager[Any]]]] = {
    "LocalSteam": (LocalSteam, local_steam),
    "LocalClient": (LocalClient, local_client),
    "NativeSteam": (NativeSteam, native_steam),
    "NativeClient": (NativeClient, played),
    "SteamServerStats": (SteamServerStats, lambda: on(SteamServerStats, local_steam())),
    "SteamServer": (SteamServer, lambda: on(SteamServer, local_steam())),
    "SteamServer over the loopback": (SteamServer, lambda: on(SteamServer, native_steam())),
    "Steam": (Steam, lambda: on(Steam, local_client())),
    "Steam over the loopback": (Steam, lambda: on(Steam, played())),
}
"""Each side of Steam: its class, and what gives one that is ready."""


def calls() -> list[Call]:
    """Return every call that takes something."""
    found = []
    for side, (kind, _) in SIDES.items():
        for name, function in inspect.getmembers(kind, inspect.isfunction):
            ours = function.__name__ == name and function.__module__.startswith("steam_nodes.steam.")
            if name.startswith("_") or name in NOT_CALLED or not ours:
                continue
            parameters = tuple(inspect.signature(function).parameters.values())[1:]
            if parameters:
                found.append(Call(side, name, parameters))
    return found


def right(call: Call, parameter: inspect.Parameter) -> Any:
    """Return an argument of the right kind."""
    kind = str(parameter.annotation)
    if parameter.name in {"ip", "port"} and kind == "int":
        return 27020
    for found, value in ((parameter.name, VALUES), (kind, KINDS), (kind.split("[", maxsplit=1)[0], KINDS)):
        if found in value:
            return value[found]
    if parameter.default is not inspect.Parameter.empty:
        return parameter.default
    message = f"{call}: give {parameter.name}: {kind} a value in every_call.py"
    raise AssertionError(message)


def ask(side: Any, call: Call, arguments: dict[str, Any]) -> Any:
    """Make a call by its parameters' names where it can; an answer to await is dropped."""
    result = getattr(side, call.name)(**arguments)
    if isinstance(result, Awaitable) and hasattr(result, "close"):
        result.close()
    return result


def settle(side: Any) -> list[Record]:
    """Let two frames pass, so that what is answered later is answered."""
    told: list[Record] = []
    tree = side.get_tree() if isinstance(side, Node) else None
    for _ in range(2):
        if tree is not None:
            tree.process(0.1)
        else:
            side.advance(0.1)
            told += side.poll()
    return told
