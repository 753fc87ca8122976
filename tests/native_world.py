"""A LocalSteam seen through NativeSteam: the loopback library between them, for laws that hold on both.

Rules: what a test gives as delta reaches the world behind; the world behind is silent, for the server before the library says what is
wrong. Both ways into the library are there: the shim where it was compiled, and the ABI mode everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from steam_nodes.steam.native import NativeSteam
from tests.loopback import POSTINGS, loopback
from tests.stats_world import frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.local import LocalSteam
    from steam_nodes.steam.server_backend import ServerBackend

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
        journal: Any = local._world.journal
        journal.log = lambda _level, _sentence: None
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


def _over(mode: Mode, posting: str) -> Callable[[LocalSteam], ServerBackend]:
    return lambda local: Looped(local, mode, posting)


WAYS: dict[str, Callable[[LocalSteam], ServerBackend]] = {"local": lambda local: local}
"""Each way in which a node can have a local world: as it is, or through a library, in every way in which that may post its answers."""
for _mode in MODES:
    WAYS |= {f"{_mode}, {posting}": _over(_mode, posting) for posting in POSTINGS}


def ready(backend: ServerBackend) -> ServerBackend:
    """Return a backend that is logged on, as a local world is when it is made."""
    return backend.start() if isinstance(backend, Looped) else backend
