"""How a door of the local world is opened and ended: its store, a second store over the same rows, and what runs at the end.

Rules: sqlite3 is loaded by worlds that have a file. Two doors never share one store object, since each takes its own outcomes.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.local.store.store import MemoryStore, StoreError
from steam_nodes.steam.local.world.clock import RealClock, SteppedClock
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.steam.local.store.store import Store
    from steam_nodes.steam.local.world.clock import Clock
    from steam_nodes.steam.local.world.world import World

FAILED_SECONDS: Final = 5.0
"""How long the store of a door that could not be made is waited for."""


def open_store(store: str | os.PathLike[str] | Store | None, app_id: int, *, group_access: bool = False) -> Store:
    """Return the store to use.

    Raises:
        StoreError: The file cannot be opened.
        TypeError: It is neither a path nor a store.
    """
    if store is None:
        return MemoryStore()
    if isinstance(store, str | os.PathLike):
        from steam_nodes.steam.local.store.sqlite import SQLiteStore  # noqa: PLC0415 - sqlite3 is loaded by worlds that have a file

        return SQLiteStore(store, app_id, group_access=group_access)
    if isinstance(store, type) or not callable(getattr(store, "submit", None)):
        message = f"the store is a path, None or an object that keeps the rules of a Store, not {type(store).__name__} {short(store)}"
        raise TypeError(message)
    return store


def open_beside(store: Store, app_id: int) -> Store:
    """Return another store over the same rows, for another door.

    Raises:
        StoreError: The file cannot be opened.
        TypeError: A store of the game's own does not say how: it has no `beside`.
    """
    if isinstance(store, MemoryStore):
        return MemoryStore(beside=store)
    path = getattr(store, "path", None)
    if isinstance(path, str | os.PathLike):
        return open_store(path, app_id, group_access=bool(getattr(store, "group_access", False)))
    beside = getattr(store, "beside", None)
    if callable(beside):
        found: Store = beside()
        return found
    message = (
        f"{type(store).__name__} serves one door; give it a method `beside` that returns another one over the same rows, "
        "or give LocalSteam the path of a file"
    )
    raise TypeError(message)


@contextmanager
def closed_on_failure(store: Store) -> Iterator[None]:
    """Close a store if the door that it was opened for cannot be made: nobody would ever close it."""
    try:
        yield
    except BaseException:
        store.close(FAILED_SECONDS)
        raise


def clock_beside(clock: Clock) -> Clock:
    """Return a clock for another door that begins now: each door moves its own, once a frame."""
    return SteppedClock(clock.now()) if clock.waits else RealClock()


def back_up(store: Store, path: str | os.PathLike[str]) -> None:
    """Have a store copied; see LocalSteam.backup.

    Raises:
        StoreError: There is no file to copy, or the copy cannot be made.
    """
    make = getattr(store, "backup", None)
    if not callable(make):
        kind = "the world is in memory" if isinstance(store, MemoryStore) else f"{type(store).__name__} has no method `backup`"
        message = f"{os.fspath(path)}: no backup is made: {kind}; give LocalSteam the path of a file as its store"
        raise StoreError(message)
    make(path)


def require_own(store: Store) -> None:
    """Refuse what a child process asks of its parent's world, before anything of it happens.

    Raises:
        StoreError: This process is a child of the one that opened the store.
    """
    check = getattr(store, "require_own", None)
    if callable(check):
        check()


def end_world(world: World, process: int) -> None:
    """End a world that was closed, dropped, or is there when the interpreter ends."""
    if os.getpid() != process:
        return  # A forked child has no thread of the store, and the file is its parent's.
    if world.store.inside():
        # The last reference can go anywhere, also while the store's own thread runs, and that one must not wait for itself.
        import threading  # noqa: PLC0415 - loaded already where this happens

        threading.Thread(target=world.end, name="steam_nodes last store").start()
    else:
        world.end()
