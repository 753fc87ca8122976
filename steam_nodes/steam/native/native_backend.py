"""What NativeSteam and NativeClient have in common: a pipe, its frames, what arrived there, and the end.

Rules: the two are siblings, and so are the classes of Valve's interfaces that they are made of; this is what all of them stand on. Nearly
every frame brings nothing: such a frame is one call into the library and one comparison.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from steam_nodes.steam.checks import require_int
from steam_nodes.steam.native.pipes.pipe import opened

if TYPE_CHECKING:
    from steam_nodes.steam.native.pipes.pipe import Pipe
    from steam_nodes.steam.schema.schema import Schema

Told = TypeVar("Told")


class NativeBackend(Generic[Told]):
    """One side of Valve's Steam as a program sees it.

    Args:
        pipe: That side of Steam.
        schema: What App Admin holds, None if the game gave no schema.
    """

    _pipe: Pipe[Told]

    def __init__(self, pipe: Pipe[Any], schema: Schema | None) -> None:
        """Begin before the init."""
        self._pipe = pipe
        self.schema = schema
        self._arrived: list[Told] = pipe.arrived
        self._finalizer = opened(self, pipe)

    @property
    def mode(self) -> Literal["shim", "abi"]:
        """Which way into the library is active: the compiled shim, or cffi's ABI mode."""
        return self._pipe.library.mode

    def initialised(self) -> bool:
        """Whether an init succeeded and no shutdown followed."""
        return bool(self._pipe.handle)

    def follow_sets(self, steam_id: int) -> None:
        """Return None: the library does not tell which of a store's values went back.

        Args:
            steam_id: The user's 64-bit Steam ID.

        Raises:
            TypeError: The id is no int.
        """
        require_int("follow_sets", "steam_id", steam_id)

    def why(self) -> str:
        """Return the reason of the last refusal as a sentence with its remedy, "" if nothing was refused yet."""
        return self._pipe.refusal_log.why

    def advance(self, delta: float) -> None:
        """Begin a frame of `delta` seconds: what Steam has sent is taken in."""
        # What is longer than a second leaves no time before something is due, as what is no float has none: `frame` judges it.
        begun = self._pipe.begin(delta) if delta.__class__ is float else -1
        if begun:
            if begun == -1:
                self._pipe.frame(delta)
            else:
                self._pipe.settle(begun)

    def poll(self) -> list[Told]:
        """Return what had arrived when this frame began, in order."""
        if self._arrived:
            records = self._arrived.copy()
            self._arrived.clear()
            return records
        return []
