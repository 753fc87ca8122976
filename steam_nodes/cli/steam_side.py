"""Steam for a game that is run: the local one, kept in memory or in a folder, or Valve's own library.

Rules: both sides are there, as in GodotSteam: `SteamServer` and `Steam`. They are closed when the game is over, the player's side first, so
that what was set and not stored is stored. What can't be opened is one line that names the remedy.
"""

from __future__ import annotations

import json
from contextlib import ExitStack, closing, contextmanager
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

from steam_nodes import (
    LocalSteam,
    NativeClient,
    NativeSteam,
    Node,
    RealClock,
    Schema,
    SchemaError,
    Signal,
    Steam,
    SteamInitError,
    SteamServer,
    SteppedClock,
    StoreError,
)
from steam_nodes.cli.answers import RefusedError
from steam_nodes.gdscript.classes import whole_steam

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES: Final = "stats.toml"
STORE: Final = "stats.sqlite3"
PLAYER: Final = 76561197960287930
PAGE: Final = "https://steam-nodes.readthedocs.io/en/latest/guide/real_steam.html"


@contextmanager
def local(names: str, folder: Path | None, *, stepped: bool, player: int = PLAYER) -> Iterator[dict[str, Node]]:
    """Open a local Steam.

    Args:
        names: The text of the `stats.toml` that counts where the folder has none.
        folder: Where the stats are kept, with the `stats.toml` that says what there is; None keeps them in memory.
        stepped: Time is counted in frames, for a run that is the same each time.
        player: Whose Steam it is.

    Yields:
        The nodes by the names of GodotSteam's singletons.

    Raises:
        RefusedError: The folder or its `stats.toml` can't be used.
    """
    try:
        schema = Schema.parse(names, source=NAMES) if folder is None else _kept_schema(folder, names)
        store = None if folder is None else folder / STORE
        with ExitStack() as ends:
            steam = LocalSteam(schema, store, clock=SteppedClock() if stepped else RealClock(), store_rate="allow")
            ends.callback(steam.close)
            client = ends.enter_context(closing(steam.client(player, upload_rate="allow")))
            yield {"SteamServer": whole_steam.whole(SteamServer)(steam), "Steam": whole_steam.whole(Steam)(client)}
    except (SchemaError, StoreError) as wrong:
        raise RefusedError(str(wrong)) from wrong


@contextmanager
def library(path: Path, names: str) -> Iterator[dict[str, Node]]:
    """Open Valve's library.

    Args:
        path: The library, or its folder.
        names: The text of a `stats.toml`, from which reasons of refusals are told.

    Yields:
        The nodes by the names of GodotSteam's singletons; they start Steam when the game's scripts say so.

    Raises:
        RefusedError: It is no library of Steam's for this machine.
    """
    try:
        schema = Schema.parse(names, source=NAMES)
        with closing(NativeSteam(path, schema=schema)) as steam, closing(NativeClient(path, schema=schema)) as client:
            yield {"SteamServer": whole_steam.whole(SteamServer)(steam), "Steam": whole_steam.whole(Steam)(client)}
    except SchemaError as wrong:
        raise RefusedError(str(wrong)) from wrong
    except SteamInitError as wrong:
        message = f"{wrong}; {PAGE} explains each error of the library"
        raise RefusedError(message) from wrong


def _kept_schema(folder: Path, names: str) -> Schema:
    """Return what the folder's `stats.toml` says; a folder without one gets it."""
    place = folder / NAMES
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not place.exists():
            place.write_text(names, encoding="utf-8")
    except OSError as refused:
        message = f"{folder} can't be written: {refused.strerror or refused}. Name another folder with --local."
        raise RefusedError(message) from refused
    return Schema.load(place)


class Trace:
    """Writes each call of Steam but `run_callbacks`, and each signal it emits, to a stream.

    Args:
        stream: Where to write.
        as_json: Whether a line is a JSON object: {"node", "call", "arguments", "answer"} or {"node", "signal", "arguments"}.
    """

    def __init__(self, stream: Any, *, as_json: bool = False) -> None:
        """Begin outside of every call."""
        self._stream = stream
        self._as_json = as_json
        self._inside = False

    def watch(self, name: str, node: Node) -> None:
        """Watch a node from now on.

        Args:
            name: What to call it: "Steam" or "SteamServer".
            node: The node.
        """
        for base in type(node).__mro__:
            if not base.__module__.startswith(("steam_nodes.steam.", whole_steam.__name__)):
                continue
            for each, value in vars(base).items():
                if each.startswith("_") or each in _OF_FRAMES or hasattr(Node, each):
                    continue
                if callable(value) and not isinstance(value, _NO_CALLS):
                    self._watch_call(name, node, each)
        for signal in node.get_signal_list():
            if signal["name"] not in _OF_NODES:
                node.connect(signal["name"], self._listener(name, signal["name"]))

    def _watch_call(self, name: str, node: Node, method: str) -> None:
        original = getattr(node, method)

        def called(*args: Any, **kwargs: Any) -> Any:
            # A call that another one makes is none of the game's.
            if self._inside:
                return original(*args, **kwargs)
            self._inside = True
            try:
                answer = original(*args, **kwargs)
            finally:
                self._inside = False
            given = [*map(_shown, args), *(f"{key}={_shown(value)}" for key, value in kwargs.items())]
            record = {"node": name, "call": method, "arguments": given, "answer": _shown(answer)}
            self._tell(f"{name}.{method}({', '.join(given)}) -> {_shown(answer)}", record)
            return answer

        vars(node)[method] = called

    def _listener(self, name: str, signal: str) -> Any:
        def heard(*args: Any) -> None:
            given = [*map(_shown, args)]
            line = f"{name}.{signal} emitted: {', '.join(given)}" if args else f"{name}.{signal} emitted"
            self._tell(line, {"node": name, "signal": signal, "arguments": given})

        return heard

    def _tell(self, line: str, record: dict[str, Any]) -> None:
        self._stream.write(f"{json.dumps(record)}\n" if self._as_json else f"steam: {line}\n")


def _shown(value: object) -> str:
    """Return a value as the script's author knows it: numbers as numbers, the name of an enum's value behind."""
    if isinstance(value, IntEnum):
        return f"{value.value} ({value.name})"
    return repr(int(value)) if isinstance(value, int) and not isinstance(value, bool) else repr(value)


_NO_CALLS: Final = (type, staticmethod, classmethod, Signal)
_OF_FRAMES: Final = frozenset({"run_callbacks", "runCallbacks"})
"""What a game calls in each frame: it would hide all other lines."""
_OF_NODES: Final = frozenset(signal["name"] for signal in Node().get_signal_list())
"""The signals that every node has."""
