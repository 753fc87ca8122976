"""A websockets server with the tree in it: players connect, report what they won, and are told what they unlocked.

What does it show you about steam_nodes?

* `run_async(tree)` is a task of asyncio's beside the server's own; both share one thread, so nothing needs a lock.
* A `PlayerStats` lives as long as its player's connection, and its signals become messages to that player.
* `stats.store()` may stand behind every win: it stores as often as Steam's rate allows, and what is left over when the server ends.
* The lines that end in `# attach` are all that Steam adds.

A message is one JSON object. The player begins with `{"player": 76561197960287931}`, then sends `{"won": true}` after each match that was
won. The server sends `{"score": 2}` for what was won since it began, and of Steam `{"loaded": 0}` and `{"stored": 1}` with all wins of the
player's, and `{"unlocked": "ACH_WIN_A_MATCH"}`.

Controls
--------

* Ctrl-C and SIGTERM end the server. `--port N` says where it listens.
* With `--autoplay` a player connects, wins three matches and leaves; then the server ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from example_options import FPS, PLAYER, parse
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from steam_nodes import PlayerStats, SceneTree, SteamServer, run_async  # attach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from example_options import Options

HOST: Final = "localhost"
NOT_UNDERSTOOD: Final = 1008
"""The websocket's code for a message that breaks the rules."""
PUBLIC_INDIVIDUAL: Final = 0x01100001
"""The upper half of the Steam ID of a player."""


class Room:
    """Where the players are: a score in memory, and what Steam keeps of each."""

    def __init__(self, options: Options) -> None:
        """Open the room."""
        self.score: Counter[int] = Counter()
        self.ended = asyncio.Event()
        self.tree = SceneTree()  # attach
        SteamServer.attach(self.tree, options.world("websockets"))  # attach
        self.frames = asyncio.create_task(run_async(self.tree))  # attach

    async def visit(self, connection: ServerConnection) -> None:
        """Listen to a player until the connection ends; a message that is none ends it with the reason."""
        outbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        with contextlib.ExitStack() as ends:
            sender = asyncio.create_task(send_all(connection, outbox))
            ends.callback(sender.cancel)
            try:
                # On Valve's Steam a player is who the ticket says: let it be sent along, and ask begin_auth_session.
                player = player_of(json.loads(await connection.recv()))
                stats = PlayerStats(player)  # attach
                ends.callback(stats.queue_free)  # attach
                stats.loaded.connect(lambda: outbox.put_nowait({"loaded": stats.get("Wins")}))  # attach
                stats.stored.connect(lambda: outbox.put_nowait({"stored": stats.get("Wins")}))  # attach
                stats.achievement_unlocked.connect(lambda name: outbox.put_nowait({"unlocked": name}))  # attach
                self.tree.root.add_child(stats)  # attach
                async for message in connection:
                    if json.loads(message)["won"] is True:
                        self.score[player] += 1
                        outbox.put_nowait({"score": self.score[player]})
                        stats.add("Wins")  # attach
                        stats.store()  # attach
            except (ValueError, TypeError, KeyError) as error:
                await connection.close(NOT_UNDERSTOOD, f"not understood: {error}"[:120])
            except ConnectionClosed:
                return


def player_of(hello: dict[str, Any]) -> int:
    """Return who a first message says it is.

    Raises:
        KeyError: It does not say so.
        TypeError: It is no JSON object.
        ValueError: It is no player's Steam ID.
    """
    player = hello["player"]
    if type(player) is not int or player >> 32 != PUBLIC_INDIVIDUAL:
        message = f"{player!r} is no player's Steam ID"
        raise ValueError(message)
    return player


async def send_all(connection: ServerConnection, outbox: asyncio.Queue[dict[str, Any]]) -> None:
    """Send what comes until the connection ends."""
    with contextlib.suppress(ConnectionClosed):
        while True:
            await connection.send(json.dumps(await outbox.get()))


async def play(port: int, player: int, wins: int, *, stores: int = 1) -> list[dict[str, Any]]:
    """Be a player who wins so many matches, and return all that the server said until each score and so many stores were told."""
    said: list[dict[str, Any]] = []
    async with connect(f"ws://{HOST}:{port}") as connection:
        await connection.send(json.dumps({"player": player}))
        for _ in range(wins):
            await connection.send(json.dumps({"won": True}))
        while sum("score" in each for each in said) < wins or sum("stored" in each for each in said) < stores:
            said.append(json.loads(await connection.recv()))
    return said


async def start(options: Options) -> None:
    """Serve until the server is told to end."""
    room = Room(options)
    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError):
        # Windows has no SIGTERM; everywhere else it is how a service is told to stop.
        loop.add_signal_handler(signal.SIGTERM, room.ended.set)
    if options.frames is not None:
        loop.call_later(options.frames / FPS, room.ended.set)
    async with serve(room.visit, HOST, options.port) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        print(f"listening on ws://{HOST}:{port}", flush=True)
        if options.autoplay:
            for said in await play(port, PLAYER, wins=3):
                print(json.dumps(said))
            room.ended.set()
        await room.ended.wait()
    # What still runs is cancelled by asyncio as it ends, and cancelling the tree's task closes the tree in order.


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until Ctrl-C or SIGTERM."""
    options = parse(__doc__, arguments)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(start(options))


if __name__ == "__main__":
    main()
