"""What `steam-nodes world watch` sees: which values of which players are others than at the last look, and the last answers of the game.

Rules: the store is only read, and a look costs what is new in it, however many players there are. Of players beyond MOST only those who
were written last are known; a change of any other is seen without the value before it. Answers are the lines of stats_log.txt, which the
game's own store writes. A connection to a database that is lost is told beside them, and when it is back; what has changed meanwhile is
seen then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from steam_nodes.object.plain_text import plain
from steam_nodes.steam.files import UnreadableError, open_file
from steam_nodes.steam.local.server.contents import ConnectionLostError

if TYPE_CHECKING:
    from pathlib import Path

    from steam_nodes.steam.local.server.contents import KeptPlayer, StoreContents

MOST: Final = 1000
_TAIL: Final = 1 << 14


class Change(NamedTuple):
    """One value that is another one than before; `before` is None for one that was not known."""

    steam_id: int
    kind: str
    """"stat" or "achievement"."""
    name: str
    before: float | None
    after: float | None


class Watcher:
    """Looks for what is new in a store.

    Args:
        contents: The store's contents.
        log: The game's stats_log.txt; None where there is none.
        only: The one player that is of interest, None for all.
    """

    def __init__(self, contents: StoreContents, log: Path | None, only: int | None = None) -> None:
        """Begin with what is there."""
        self._contents = contents
        self._only = only
        self._stamp = -1
        self._log = log
        self._read_to = 0
        self._rest = b""
        self._lost = False
        self._notices: list[str] = []
        self.players: dict[int, KeptPlayer] = {}
        """Who is known, in the order of the last write, the newest last."""
        for player in reversed(contents.newest(MOST)):
            self._keep(player)
        self.last_answers: list[str] = self._new_lines(at_the_end=True)
        """The last answers that stood in the log when it began."""

    def look(self) -> list[Change]:
        """Return what is another than at the last look, the oldest first; nothing as long as a database cannot be reached.

        Raises:
            StoreError: The store cannot be read.
        """
        changes: list[Change] = []
        try:
            newest = self._contents.newest(MOST, self._stamp)
        except ConnectionLostError as lost:
            if not self._lost:
                self._notices.append(f"{lost}; it is tried again")
            self._lost = True
            return changes
        if self._lost:
            self._lost = False
            self._notices.append("the database is back")
        for player in reversed(newest):
            known = self.players.get(player.steam_id)
            self._keep(player)
            if self._only in (None, player.steam_id) and not player.fault:
                changes += _differences(known, player)
        return changes

    def answers(self) -> list[str]:
        """Return the lines that the log got since the last look, none of one that cannot be read, and what became of a connection."""
        notices, self._notices = self._notices, []
        return [*map(plain, notices), *self._new_lines()]

    def _keep(self, player: KeptPlayer) -> None:
        """Know a player."""
        self._stamp = max(self._stamp, player.stamp)
        if self._only in (None, player.steam_id):
            self.players.pop(player.steam_id, None)
            self.players[player.steam_id] = player
            if len(self.players) > MOST:
                del self.players[next(iter(self.players))]

    def _new_lines(self, *, at_the_end: bool = False) -> list[str]:
        """Read on in the log."""
        if self._log is None:
            return []
        try:
            with open_file(self._log) as file:
                size = file.seek(0, 2)
                if at_the_end:
                    self._read_to = max(size - _TAIL, 0)
                elif size < self._read_to:
                    # It was full, and a new one has begun.
                    self._read_to, self._rest = 0, b""
                file.seek(self._read_to)
                data = self._rest + file.read(size - self._read_to)
        except (OSError, UnreadableError):
            return []
        # Of a tail the first line may be the end of one.
        *lines, self._rest = data.split(b"\n")[1 if at_the_end and self._read_to else 0 :]
        self._read_to = size
        return [plain(line.decode(errors="replace")) for line in lines]


def _differences(before: KeptPlayer | None, after: KeptPlayer) -> list[Change]:
    """Return what of a player is another than before; of one who was not known, what is kept."""
    found: list[Change] = []
    parts: tuple[tuple[str, Any, Any], ...] = (
        ("stat", {} if before is None else before.stats, after.stats),
        ("achievement", {} if before is None else before.achievements, after.achievements),
    )
    for kind, old, new in parts:
        for name, value in new.items():
            was = old.get(name)
            if (value != was) if before is not None else after.row.get(name) is not None:
                found.append(Change(after.steam_id, kind, name, was, value))
    return found
