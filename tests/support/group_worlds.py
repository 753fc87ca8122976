"""The worlds that the laws of a player's groups are tested in: the node Steam over a player's door to a LocalSteam, in each way to it.

Rules: the fixture `group` (conftest.py) gives a law each way in turn: "local" is the door itself; over "shim" and "abi" NativeClient and
the loopback stand between, and the door is behind them. What happens in the world is scripted at the door, `group.client.apps` and the
like, whatever stands before it. The world's schema is the SCHEMA of the file of laws, else that of client_world.py. Who opens such a world
by hand, as another SDK or not initialised, uses `group_world`.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final, Literal

from steam_nodes.scene.scene_tree import SceneTree
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.nodes.client import Steam
from tests.support.client_world import SCHEMA
from tests.support.native_world import LoopedClient
from tests.support.stats_world import PLAYER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.object.signal import Signal
    from steam_nodes.steam.backend import ClientBackend
    from steam_nodes.steam.local.client.client import LocalClient
    from steam_nodes.steam.schema.schema import Schema

Way = Literal["local", "shim", "abi"]
WAYS: Final[tuple[Way, ...]] = ("local", "shim", "abi")


class GroupWorld:
    """A node, what it stands on, and the world behind.

    Args:
        world: The world.
        client: The player's door to it.
        backend: What the node stands on: the door, or what has the door behind it.
    """

    def __init__(self, world: LocalSteam, client: LocalClient, backend: ClientBackend) -> None:
        """Attach the node to a tree of 60 frames a second."""
        self.world = world
        self.client = client
        """The player's door, which scripts the world."""
        self.backend = backend
        self.tree = SceneTree(fixed_fps=60)
        self.steam = Steam.attach(self.tree, backend)
        """The node, which is what the laws are about."""
        self.heard: list[tuple[Any, ...]] = []
        """What the signals emitted that are listened to: (name, arguments...), in the order in which it came."""

    def frames(self, count: int = 4, delta: float | None = None) -> list[tuple[Any, ...]]:
        """Run some frames; return what was heard since the last ones, and forget it. Four are enough for any answer without latency."""
        for _ in range(count):
            self.tree.process(delta)
        heard, self.heard = self.heard, []
        return heard

    def listen(self, *signals: str) -> None:
        """Hear these signals of the node."""
        for name in signals:
            signal: Signal[*tuple[Any, ...]] = getattr(self.steam, name)
            signal.connect(lambda *told, name=name: self.heard.append((name, *told)))


@contextlib.contextmanager
def group_world(
    way: Way = "local", schema: Schema = SCHEMA, *, player: int = PLAYER, sdk: int = 165, started: bool = True
) -> Iterator[GroupWorld]:
    """Open a world with its node, and close it.

    Args:
        way: One of WAYS.
        schema: Its schema.
        player: Who plays.
        sdk: The SDK that the loopback's library is built as, 148 to 165.
        started: Whether Steam is initialised, and what that brings has gone by.

    Raises:
        NoCompilerError: There is no C compiler to build the library with; pytest skips then.
    """
    world = LocalSteam(schema, clock=SteppedClock(), store_rate="allow")
    with contextlib.ExitStack() as closing:
        closing.callback(world.close)
        client = world.client(player)
        backend: ClientBackend = client if way == "local" else LoopedClient(client, way, sdk=sdk)
        closing.callback(backend.close)
        group = GroupWorld(world, client, backend)
        closing.callback(group.tree.close)
        if started:
            assert group.steam.steam_init_ex()["status"] == 0
            group.frames()
        elif way == "local":
            group.steam.steam_shutdown()
        yield group
