"""`steam-nodes world watch`: players and stats as they change while a game runs, as a live table, as lines, or as lines of JSON.

Rules: the table is for a terminal, and needs rich; elsewhere, and without rich, there is a line for each change. It ends after --frames or
--seconds, or with Ctrl-C, and leaves the terminal as it was.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Protocol

from steam_nodes.cli.answers import FINE, tell
from steam_nodes.cli.terminal import Page, cell_text
from steam_nodes.cli.world.opened_world import opened
from steam_nodes.cli.world.show import number, player_object
from steam_nodes.cli.world.watcher import Watcher

if TYPE_CHECKING:
    import argparse

    from steam_nodes.cli.world.opened_world import World
    from steam_nodes.cli.world.watcher import Change
    from steam_nodes.steam.local.server.contents import KeptPlayer


class Show(Protocol):
    """What shows what a watcher sees."""

    def begin(self, watcher: Watcher) -> None:
        """Show what is there."""

    def changed(self, watcher: Watcher, changes: list[Change], answers: list[str]) -> None:
        """Show what a look has found."""


def watch(options: argparse.Namespace) -> int:
    """Watch a world.

    Args:
        options: What the command line said.

    Raises:
        RefusedError: There is no such world, or its store cannot be read any more.
    """
    with ExitStack() as ends:
        world = ends.enter_context(opened(options, reads=True))
        only = None if options.player is None else world.player(options.player)
        watcher = Watcher(world.steam.contents, world.place.store.log, only)
        show = _show(options, world, ends)
        show.begin(watcher)
        ends_at = None if options.seconds is None else time.monotonic() + options.seconds
        looks = 0
        while True:
            show.changed(watcher, watcher.look(), watcher.answers())
            looks += 1
            left = None if ends_at is None else ends_at - time.monotonic()
            if looks == options.frames or (left is not None and left <= 0):
                return FINE
            time.sleep(options.every if left is None else min(options.every, left))


def _show(options: argparse.Namespace, world: World, ends: ExitStack) -> Show:
    """Return the table where it can be shown, else lines."""
    if options.json:
        return _JsonLines(world)
    if options.lines or not sys.stdout.isatty():
        return _Lines(world)
    if importlib.util.find_spec("rich") is None:
        tell('a live table needs rich: pip install "steam_nodes[cli]"; here are lines instead')
        return _Lines(world)
    from steam_nodes.cli.world.live_table import LiveTable  # noqa: PLC0415  # rich is an extra

    return ends.enter_context(LiveTable(world))


class _Lines:
    """A line for each player at first, then one for each change and answer."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._page = Page()

    def begin(self, watcher: Watcher) -> None:
        """Write a line for each player."""
        for player in watcher.players.values():
            self._page.line(f"{self._who(player.steam_id)} {summary(player)}")
        sys.stdout.flush()

    def changed(self, watcher: Watcher, changes: list[Change], answers: list[str]) -> None:  # as the table has it
        """Write a line for each."""
        page = self._page
        now = page.paint(time.strftime("%H:%M:%S"), "dim")
        for change in changes:
            page.line(f"{now} {self._who(change.steam_id)} {painted_change(page, change)}")
        for line in answers:
            page.line(page.paint(f"         answer {line}", "dim"))
        if changes or answers:
            sys.stdout.flush()

    def _who(self, steam_id: int) -> str:
        name = self._world.name(steam_id)
        return self._page.paint(f"{steam_id}{f' ({name})' if name else ''}", "cyan")


class _JsonLines:
    """An object on a line for each player at first, then one for each change and answer."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._page = Page()

    def begin(self, watcher: Watcher) -> None:
        """Write an object for each player."""
        for player in watcher.players.values():
            self._write({"kind": "player", **player_object(self._world, player)})

    def changed(self, watcher: Watcher, changes: list[Change], answers: list[str]) -> None:  # as the table has it
        """Write an object for each."""
        for change in changes:
            value = {"kind": change.kind, "steam_id": str(change.steam_id), "name": change.name}
            self._write({**value, "before": change.before, "after": change.after})
        for line in answers:
            self._write({"kind": "answer", "line": line})

    def _write(self, value: dict[str, Any]) -> None:
        self._page.json({"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **value}, indent=None)
        sys.stdout.flush()


def summary(player: KeptPlayer) -> str:
    """Say in a line what a player has.

    Args:
        player: The player.
    """
    if player.fault:
        return "cannot be read"
    stats = [f"{cell_text(name)} {number(value)}" for name, value in player.stats.items() if player.row.get(name) is not None]
    unlocked = sum(when is not None for when in player.achievements.values())
    return ", ".join([*stats, f"{unlocked} of {len(player.achievements)} achievements"])


def painted_change(page: Page, change: Change) -> str:
    """Say what has changed.

    Args:
        page: Where it is shown.
        change: The change.
    """
    if change.kind == "achievement":
        return f"{cell_text(change.name)} {page.paint('unlocked', 'green') if change.after is not None else 'locked'}"
    before = "" if change.before is None else f"{number(change.before)} -> "
    return f"{cell_text(change.name)} {before}{page.paint(number(change.after or 0), 'bold')}"
