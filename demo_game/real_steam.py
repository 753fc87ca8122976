"""Valve's Steam in the place of the local one: the library is opened, the server started, and its log on waited for.

Rules: whatever keeps the server from Steam ends the program with one sentence that says what to do; the long form is
docs/guide/real_steam.md. The game runs from the first frame on: its scorekeeper asks nothing before the log on, and until then keeps
what is earned.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final

from steam_nodes import Node, Result, Schema, SteamServer

if TYPE_CHECKING:
    from pathlib import Path

    from steam_nodes import NativeSteam, SceneTree

PATIENCE: Final = 30.0
"""Seconds a log on may take. They are the clock's, since frames that are counted pass faster than Steam can answer."""
GAME_PORT: Final = 27015
PAGE: Final = "https://steam-nodes.readthedocs.io/en/latest/guide/real_steam.html"


class SteamError(Exception):
    """Steam cannot be reached. The text says why, and the remedy."""


def open_library(path: Path, schema: Path) -> NativeSteam:
    """Open Valve's library.

    Args:
        path: The library, or its folder.
        schema: What App Admin holds for the app.

    Raises:
        SteamError: It is not there, or no library of Steam's for this machine.
    """
    from steam_nodes import NativeSteam, SteamInitError  # noqa: PLC0415 - only this way to play needs the binding

    told = Schema.load(schema)
    try:
        return NativeSteam(path, told.app_id, schema=told)
    except SteamInitError as error:
        message = f"{error}; {PAGE} explains each error of the library"
        raise SteamError(message) from error


def attach(tree: SceneTree, steam: NativeSteam) -> SteamServer:
    """Put the server's node into the tree, start the server and begin to log on.

    Args:
        tree: A tree without a scene.
        steam: The library, opened.

    Returns:
        The node. A frame of the tree raises SteamError if the log on fails.

    Raises:
        SteamError: Steam did not start.
    """
    server = SteamServer.attach(tree, steam)
    # With a shared port Steam opens none of its own: nobody has to find this server, and two games can run on one machine.
    mode = SteamServer.SERVER_MODE_AUTHENTICATION_AND_SECURE
    started = server.serverInitEx("0.0.0.0", GAME_PORT, SteamServer.QUERY_PORT_SHARED, mode, "1.0.0.0")  # noqa: S104 - any address
    if started["status"] != SteamServer.STEAM_API_INIT_RESULT_OK:
        message = f'Steam did not start: {started["verbal"]}; {PAGE} says what to do, under "server_init gives a status"'
        raise SteamError(message)
    # Valve wants to know both before the log on.
    server.setProduct(str(server.getAppID()))
    server.setGameDescription("Spacewar")
    tree.root.add_child(LogOn(server))
    return server


class LogOn(Node):
    """Waits until the server is logged on, and goes then; a failure ends the program.

    Args:
        server: The server, started.
    """

    def __init__(self, server: SteamServer) -> None:
        """Listen to the server; the log on begins when this node is ready."""
        super().__init__(name="LogOn")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self._server = server
        self._begun = monotonic()
        self._said = "Steam said nothing"
        self._over = False
        server.server_connect_failure.connect(self._on_server_connect_failure)

    def _ready(self) -> None:
        self._server.logOnAnonymous()

    def _process(self, delta: float) -> None:
        if self._server.loggedOn():
            # From here on Steam comes back by itself when the connection is lost.
            self.queue_free()
        elif self._over or monotonic() - self._begun >= PATIENCE:
            message = (
                f"Steam did not log the server on: {self._said}; is there a way to the internet? "
                f'{PAGE} says what else it may be, under "The log on fails"'
            )
            raise SteamError(message)

    def _on_server_connect_failure(self, result: Result, retrying: bool) -> None:  # noqa: FBT001 - the signal's own arguments
        word = result.name if isinstance(result, Result) else f"the unknown result {result}"
        self._said = f"it answered {word}"
        self._over = not retrying
