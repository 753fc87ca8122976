"""A websockets server with the tree in it: players connect, report what they did, and are told what they unlocked.

What does it show you about steam_nodes?

* `run_async(tree, fps)` is a task of asyncio's beside the server's own; both share one thread, so nothing needs a lock.
* A `PlayerStats` lives as long as its player's connection; a signal of it becomes a message to that player.
* `as_future(stats.loaded)` lets a coroutine of asyncio's wait for Steam.

A message is one JSON object. The player begins with `{"player": 76561197960287931}`, then sends `{"won": true}` or `{"won": false}` after
each match and `{"store": true}` at a good moment. The server sends `{"stats": {…}}` when they are there and when they were stored, and
`{"unlocked": "ACH_WIN_A_MATCH"}`.

Controls
--------

* Ctrl-C ends the server. `--port N` says where it listens.
* With `--autoplay` a player connects, plays three matches and leaves; then the server ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
from typing import TYPE_CHECKING, Any, Final

from example_options import FPS, PLAYER, parse
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from steam_nodes import PlayerStats, SceneTree, SteamID, SteamServer, as_future, run_async

if TYPE_CHECKING:
    from collections.abc import Sequence

    from example_options import Options

HOST: Final = "localhost"
NOT_UNDERSTOOD: Final = 1008
"""The websocket's code for a message that breaks the rules."""


class Visit:
    """One player's connection.

    Args:
        connection: The websocket.
        tree: Where the player's stats live.
    """

    def __init__(self, connection: ServerConnection, tree: SceneTree) -> None:
        """Say nothing yet."""
        self.connection = connection
        self.tree = tree
        self.outbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def serve(self) -> None:
        """Listen to the player until the connection ends; a message that is none ends it with the reason."""
        sender = asyncio.create_task(self._send())
        stats: PlayerStats | None = None
        try:
            stats = self._enter(json.loads(await self.connection.recv()))
            if not stats.is_loaded:
                await as_future(stats.loaded)
            self.tell(stats)
            async for message in self.connection:
                self._hear(json.loads(message), stats)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            await self.connection.close(NOT_UNDERSTOOD, f"not understood: {error}"[:120])
        except ConnectionClosed:
            pass
        finally:
            sender.cancel()
            if stats is not None:
                stats.queue_free()

    def _enter(self, hello: dict[str, Any]) -> PlayerStats:
        # On Valve's Steam a player is who the ticket says: send it along, and begin with SteamServer's begin_auth_session.
        player = SteamID(hello["player"])
        if not player.is_individual:
            message = f"{player} is no player's Steam ID"
            raise ValueError(message)
        stats = PlayerStats(player)
        stats.stored.connect(lambda: self.tell(stats))
        stats.achievement_unlocked.connect(lambda name: self.outbox.put_nowait({"unlocked": name}))
        self.tree.root.add_child(stats)
        return stats

    def _hear(self, said: dict[str, Any], stats: PlayerStats) -> None:
        if "won" in said:
            stats.add("Matches")
            stats.add("Wins", int(bool(said["won"])))
        elif said["store"]:
            stats.store()

    def tell(self, stats: PlayerStats) -> None:
        """Tell the player how the stats stand."""
        self.outbox.put_nowait({"stats": {name: stats.get(name) for name in ("Matches", "Wins")}})

    async def _send(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            while True:
                await self.connection.send(json.dumps(await self.outbox.get()))


async def play(port: int, player: int, matches: int) -> list[dict[str, Any]]:
    """Be a player who wins every second match, and return all that the server said."""
    said: list[dict[str, Any]] = []
    async with connect(f"ws://{HOST}:{port}") as connection:
        await connection.send(json.dumps({"player": player}))
        said.append(json.loads(await connection.recv()))
        for number in range(matches):
            await connection.send(json.dumps({"won": number % 2 == 0}))
        await connection.send(json.dumps({"store": True}))
        while "stats" not in (said := [*said, json.loads(await connection.recv())])[-1]:
            pass
    return said


async def start(options: Options) -> int:
    """Serve until the tree quits, and return its exit code."""
    world = options.world("websockets")
    tree = SceneTree()
    SteamServer.attach(tree, world)
    with contextlib.suppress(NotImplementedError):
        # Windows has no SIGTERM; everywhere else it is how a service is told to stop.
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, tree.quit)
    if options.frames is not None:
        tree.create_timer(options.frames / FPS).timeout.connect(tree.quit)
    try:
        async with serve(lambda connection: Visit(connection, tree).serve(), HOST, options.port) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            print(f"listening on ws://{HOST}:{port}", flush=True)
            frames = asyncio.create_task(run_async(tree))
            if options.autoplay:
                for said in await play(port, PLAYER, matches=3):
                    print(json.dumps(said))
                tree.quit()
            return await frames
    finally:
        tree.close()
        world.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C, and return the exit code."""
    options = parse(__doc__, arguments)
    with contextlib.suppress(KeyboardInterrupt):
        return asyncio.run(start(options))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
