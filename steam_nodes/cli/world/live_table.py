"""The live table of `steam-nodes world watch`, drawn with rich.

Rules: a column for each player, in the order of their IDs, as many as fit: those who were written last. A row for each stat and each
achievement; what has changed shines for some seconds. Below stand the last changes and the last answers of the game. It fills the terminal,
and the terminal is as before when it ends.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from typing import TYPE_CHECKING, Final, Self

from rich.console import Console, Group
from rich.live import Live
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from steam_nodes.cli.terminal import cell_text, is_coloured
from steam_nodes.cli.world.show import number

if TYPE_CHECKING:
    from types import TracebackType

    from steam_nodes.cli.world.opened_world import World
    from steam_nodes.cli.world.watcher import Change, Watcher
    from steam_nodes.steam.local.server.contents import KeptPlayer

_SHINE_SECONDS: Final = 2.0
_COLUMN: Final = 22
_LAST: Final = 5
_AROUND: Final = 11
"""Lines that are neither a row of the table nor one of the two lists: the title, the head, and the frames."""


class LiveTable:
    """Shows what a watcher sees as a table that fills the terminal.

    Args:
        world: The world.
        console: Where to draw; the terminal where it is left out.
    """

    def __init__(self, world: World, console: Console | None = None) -> None:
        """Draw nothing yet."""
        self._world = world
        self._console = console or Console(no_color=None if is_coloured(sys.stdout) else True, highlight=False)
        self._live = Live(console=self._console, screen=console is None, auto_refresh=False, transient=True)
        self._shining: dict[tuple[int, str], tuple[float, float | None]] = {}
        self._changes: deque[Text] = deque(maxlen=_LAST)
        self._answers: deque[str] = deque(maxlen=_LAST)

    def __enter__(self) -> Self:
        """Take the terminal."""
        self._live.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Give it back."""
        self._live.__exit__(kind, error, trace)

    def begin(self, watcher: Watcher) -> None:
        """Show what is there."""
        self._answers.extend(watcher.last_answers)
        self._draw(watcher)

    def changed(self, watcher: Watcher, changes: list[Change], answers: list[str]) -> None:
        """Show what a look has found."""
        now = time.monotonic()
        for change in changes:
            moved = None
            if change.kind == "stat" and change.before is not None and change.after is not None:
                moved = change.after - change.before
            self._shining[change.steam_id, change.name] = now, moved
            self._changes.append(self._said(change))
        self._shining = {key: value for key, value in self._shining.items() if now - value[0] < _SHINE_SECONDS}
        self._answers.extend(answers)
        self._draw(watcher)

    def picture(self, watcher: Watcher) -> Group:
        """Return what is drawn now.

        Args:
            watcher: What is seen.
        """
        schema, place = self._world.steam.schema, self._world.place
        shown = sorted(list(watcher.players.values())[-max((self._console.width - 30) // _COLUMN, 1) :], key=lambda each: each.steam_id)
        left_out = len(watcher.players) - len(shown)
        names = [*schema.stats, *schema.achievements]
        # The table comes first; the lists get what it leaves them, a line at least.
        last = min(max((self._console.height - _AROUND - len(names)) // 2, 1), _LAST)
        title = Text.assemble(
            (cell_text(schema.name) or f"app {schema.app_id}", "bold"), f"  {place.store}  ", (time.strftime("%H:%M:%S"), "dim")
        )
        if left_out:
            title.append(f"  and {left_out} more, written earlier", "dim")
        table = Table(title=title, title_justify="left", title_style="", expand=True, header_style="bold")
        table.add_column("", no_wrap=True)
        for player in shown:
            name = cell_text(self._world.name(player.steam_id))
            table.add_column(Text(f"{name}\n{player.steam_id}" if name else str(player.steam_id), "cyan"), justify="right", no_wrap=True)
        room = self._console.height - _AROUND - 2 * last
        if len(names) > room:
            room = max(room - 1, 1)  # A line says that there are more.
        last_stat = next(reversed(list(schema.stats)), "")
        for name in names[:room]:
            table.add_row(Text(cell_text(name)), *(self._cell(player, name) for player in shown), end_section=name == last_stat)
        if len(names) > room:
            table.caption = f"and {len(names) - room} more rows: make the terminal higher"
        changes = list(self._changes)[-last:] or [Text("none yet", "dim")]
        answers = Text("\n".join(list(self._answers)[-last:]) or "none", "dim", no_wrap=True, overflow="ellipsis")
        return Group(
            table,
            Panel(Group(*changes), title="last changes", title_align="left"),
            Panel(answers, title="last answers", title_align="left"),
        )

    def _draw(self, watcher: Watcher) -> None:
        self._live.update(self.picture(watcher), refresh=True)

    def _cell(self, player: KeptPlayer, name: str) -> Text:
        shining = self._shining.get((player.steam_id, name))
        if player.fault:
            return Text("cannot be read", "red")
        if name in player.stats:
            moved = "" if shining is None or not shining[1] else f" ({'+' if shining[1] > 0 else ''}{number(shining[1])})"
            style = "bold green" if shining else "" if player.row.get(name) is not None else "dim"
            return Text(f"{number(player.stats[name])}{moved}", style)
        if player.achievements[name] is not None:
            return Text("unlocked", "bold green" if shining else "green")
        progress = self._world.steam.schema.achievements[name].progress
        if progress is None:
            return Text("locked", "dim")
        return Text(f"{number(player.stats[progress.stat])} of {number(progress.max)}", "dim")

    def _said(self, change: Change) -> Text:
        name = cell_text(self._world.name(change.steam_id)) or str(change.steam_id)
        if change.kind == "achievement":
            what = ("unlocked", "green") if change.after is not None else ("locked", "")
            return Text.assemble((time.strftime("%H:%M:%S "), "dim"), (name, "cyan"), f" {cell_text(change.name)} ", what)
        before = "" if change.before is None else f"{number(change.before)} -> "
        after = (number(change.after or 0), "bold")
        return Text.assemble((time.strftime("%H:%M:%S "), "dim"), (name, "cyan"), f" {cell_text(change.name)} {before}", after)
