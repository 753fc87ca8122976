"""The world the laws of Solar2D's plugin are tested in: a player, a friend with progress, one without, and a script that hears all.

Rules: helpers only; the schema is that of client_world.py. Every way in which a player's program can have Steam is in WAYS.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from steam_nodes import SceneTree
from steam_nodes.solar2d import Steamworks
from steam_nodes.steam.local import LocalSteam, SteppedClock
from tests.support.client_world import FRIEND, SCHEMA, START
from tests.support.native_world import LoopedClient
from tests.support.stats_world import OTHER, PLAYER

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.solar2d import Event
    from steam_nodes.steam.backend import ClientBackend
    from steam_nodes.steam.local.client.client import LocalClient

ME, PAL, STRANGER = str(PLAYER), str(OTHER), str(FRIEND)
EVENTS = ("userProgressUpdate", "userProgressSave", "userProgressUnload", "achievementInfoUpdate", "achievementImageUpdate")
OVERDUE = 76.0
"""Seconds after which Steam has given up on a connection."""
USERS: dict[int, dict[str, object]] = {OTHER: {"games": 12, "distance": 1.5, "per_hour": 2.0, "level": 7, "ACH_FIRST": True}}
WAYS: dict[str, Callable[[LocalClient], ClientBackend]] = {
    "local": lambda client: client,
    "native, shim": lambda client: LoopedClient(client, "shim", "result, broadcast"),
    "native, abi": lambda client: LoopedClient(client, "abi", "broadcast"),
}


@dataclass(frozen=True)
class Unset:
    """Stands for the value of a stat that was never set.

    Args:
        default: Its default.
    """

    default: float


class World:
    """A tree with the plugin in it, and what its listeners have heard.

    Args:
        way: How the plugin has the player's door.
        schema: What App Admin holds.
    """

    def __init__(self, way: str = "local", schema: Any = SCHEMA) -> None:
        """Open both doors, attach the plugin, and listen to every event."""
        self.steam = LocalSteam(schema, clock=SteppedClock(), store_rate="allow", users=USERS)
        self.client = self.steam.client(PLAYER)
        self.backend = WAYS[way](self.client)
        self.tree = SceneTree(fixed_fps=60)
        self.steamworks = Steamworks.attach(self.tree, self.backend)
        self.heard: list[Event] = []
        for name in EVENTS:
            self.steamworks.addEventListener(name, self.heard.append)

    def frames(self, count: int = 4) -> list[Event]:
        """Run frames; return what was heard in them, and forget it."""
        for _ in range(count):
            self.tree.process()
        heard, self.heard[:] = [*self.heard], []
        return heard

    def started(self) -> World:
        """Return this world after the start: the own progress was told of."""
        assert [event.name for event in self.frames()] == ["userProgressUpdate"]
        return self

    def wait(self, seconds: float) -> list[Event]:
        """Let seconds pass in one frame; return what was heard until a few frames later."""
        self.tree.process(seconds)
        return self.frames()

    def unset(self, default: float) -> float | None:
        """Return the value of a stat that was never set: None, or its default where Steam cannot tell."""
        return default if self.backend.was_set(PLAYER, "games") is None else None

    def close(self) -> None:
        """End the tree and both doors; the connection is back by then, or the end would wait for it."""
        self.client.faults.clear()
        self.tree.close()
        self.backend.close()
        self.client.close()
        self.steam.close()


def update(user: str = ME, code: int = 1) -> dict[str, object]:
    """Return the event that tells of a user's progress."""
    return {"name": "userProgressUpdate", "userSteamId": user, "isError": code != 1, "resultCode": code}


def save(code: int = 1) -> dict[str, object]:
    """Return the event that tells of a store."""
    return {"name": "userProgressSave", "userSteamId": ME, "isError": code != 1, "resultCode": code}


def unlock(name: str, **progress: int) -> dict[str, object]:
    """Return the event that tells of an achievement unlocked, or of its progress."""
    return {"name": "achievementInfoUpdate", "achievementName": name, "isGroup": False, **progress}


def sentences(printed: str) -> list[str]:
    """Return what was printed without the places in the code, which have to be there."""
    lines = [re.fullmatch(r"(ERROR|WARNING): \w+\.py:\d+: (.*)", line) for line in printed.splitlines()]
    return [f"{line[1]}: {line[2]}" if line else "not in the form of Solar2D" for line in lines]


__all__ = ["EVENTS", "ME", "OVERDUE", "PAL", "START", "STRANGER", "WAYS", "Unset", "World", "save", "sentences", "unlock", "update"]
