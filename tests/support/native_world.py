"""A LocalSteam seen through NativeSteam, and a player's door to it seen through NativeClient: the loopback library stands between.

Rules: what a test gives as delta reaches the world behind; the world behind is silent, for who is before the library says what is wrong.
Both ways into the library are there: the shim where it was compiled, and the ABI mode everywhere.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Literal

from steam_nodes.steam.native import NativeClient, NativeSteam
from tests.support.client_world import world
from tests.support.loopback import POSTINGS, loopback
from tests.support.loopback_user import loopback_user
from tests.support.stats_world import PLAYER
from tests.support.stepping import frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from steam_nodes.steam.backend import ClientBackend, ServerBackend
    from steam_nodes.steam.local import LocalSteam
    from steam_nodes.steam.local.client.client import LocalClient

Mode = Literal["shim", "abi"]
MODES: tuple[Mode, ...] = ("shim", "abi")


class Looped(NativeSteam):
    """A NativeSteam over a loopback library, with the world behind it.

    Args:
        local: The world behind.
        mode: Which way into the library.
        posting: How answers are posted.
        sdk: Which SDK the library is built as.
        schema: What the game tells NativeSteam of App Admin.
    """

    def __init__(self, local: LocalSteam, mode: Mode = "shim", posting: str = "result", sdk: int = 165, schema: Any = None) -> None:
        """Connect the library and load it."""
        self.local = local
        world_log: Any = local._world.world_log
        world_log.log = lambda _level, _sentence: None
        self.loop = loopback(local, posting=posting, sdk=sdk)
        super().__init__(self.loop, app_id=480, schema=local.schema if schema is None else schema, mode=mode)

    def advance(self, delta: float) -> None:
        """Tell the library how long the frame is."""
        self.loop.delta = delta
        super().advance(delta)
        self.loop.check()

    def close(self) -> None:
        """End Steam, the library's connection and the world behind."""
        super().close()
        self.loop.close()
        self.local.close()

    def start(self) -> Looped:
        """Initialise and log on, as LocalSteam is when it is made; what that brings is not kept."""
        assert self.server_init("0.0.0.0", 27015, 27016, 3, "1.0.0.0")[0] == 0
        self.log_on_anonymous()
        for _ in range(3):
            frame(self)
        assert self.logged_on()
        return self


class LoopedClient(NativeClient):
    """A NativeClient over a loopback library, with the player's door behind it.

    Args:
        local: The door behind.
        mode: Which way into the library.
        posting: How answers are posted.
        sdk: Which SDK the library is built as.
        schema: Whether the game tells NativeClient of App Admin.
    """

    def __init__(self, local: LocalClient, mode: Mode = "shim", posting: str = "result", sdk: int = 165, *, schema: bool = True) -> None:
        """Connect the library and load it."""
        self.local = local
        world_log: Any = local._world.world_log
        world_log.log = lambda _level, _sentence: None
        # Valve's Steam tells what happens to people whether the game asks for any or not.
        local._session.hears = local._session.personas is not None
        self.loop = loopback_user(local, posting=posting, sdk=sdk)
        super().__init__(self.loop, app_id=480, schema=local._rules.schema if schema else None, mode=mode)

    def advance(self, delta: float) -> None:
        """Tell the library how long the frame is."""
        self.loop.delta = delta
        super().advance(delta)
        self.loop.check()

    def close(self) -> None:
        """End Steam, the library's connection and the door behind."""
        super().close()
        self.loop.close()
        self.local.close()

    def start(self) -> LoopedClient:
        """Initialise; what that brings is not kept."""
        assert self.init(0) == (0, "Steamworks active")
        told = [record for _ in range(3) for record in frame(self)]
        assert [type(record).__name__ for record in told] == ["UserStatsReceived"], told
        return self


@contextlib.contextmanager
def played(mode: Mode = "shim", posting: str = "result", sdk: int = 165, *, schema: bool = True) -> Iterator[LoopedClient]:
    """Give a client that is initialised, and close it."""
    steam = world()
    looped = LoopedClient(steam.client(PLAYER), mode, posting, sdk, schema=schema)
    try:
        yield looped.start()
    finally:
        looped.close()
        steam.close()


def _over(mode: Mode, posting: str) -> Callable[[LocalSteam], ServerBackend]:
    return lambda local: Looped(local, mode, posting)


WAYS: dict[str, Callable[[LocalSteam], ServerBackend]] = {"local": lambda local: local}
"""Each way in which a node can have a local world: as it is, or through a library, in every way in which that may post its answers."""
for _mode in MODES:
    WAYS |= {f"{_mode}, {posting}": _over(_mode, posting) for posting in POSTINGS}


def _played(mode: Mode, posting: str) -> Callable[[LocalClient], ClientBackend]:
    return lambda door: LoopedClient(door, mode, posting)


PLAYED: dict[str, Callable[[LocalClient], ClientBackend]] = {"local": lambda door: door}
"""The same for a player's door."""
for _mode in MODES:
    PLAYED |= {f"{_mode}, {posting}": _played(_mode, posting) for posting in POSTINGS}


def ready(backend: ServerBackend) -> ServerBackend:
    """Return a backend that is logged on, as a local world is when it is made."""
    return backend.start() if isinstance(backend, Looped) else backend
