"""How many entries stand where on a large board of a file, as each program counts for itself: so a rank is no walk over the whole board.

Rules: blocks of some hundred entries, each with its first key and its count, are kept in SQLite's temporary tables: beside the file, undone
with a transaction that fails, and gone with the connection. Triggers of the connection keep them true for what it writes itself. What
another connection has written shows in `PRAGMA data_version`: then they are of no use any more, and are counted anew as soon as some
queries have found nothing new. Until then, on a small board, and in a store that is only read, everything is counted in the index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LARGE: Final = 5_000
"""How many entries a board has at least that blocks are made for; with fewer the walk is short."""
SIZE: Final = 256
"""How many entries a block has when it was counted; all are counted anew when one has eight times as many."""
QUIET: Final = 3
"""How many queries must have found nothing new of others before blocks are counted."""
MANY: Final = 200
"""How many entries are put in a row, without a query, before their blocks are given up: to count anew is cheaper then."""
_KEY: Final = "place, time, steam_id"
_BEST_FIRST: Final = "place DESC, time DESC, steam_id DESC"
_HOME: Final = f"""
    UPDATE entry_blocks SET entries = entries {{0}} 1 WHERE board = {{1}}.board AND ({_KEY}) = (
        SELECT entry_blocks.place, entry_blocks.time, entry_blocks.steam_id FROM main.entries JOIN entry_blocks USING (board)
        WHERE entries.board = {{1}}.board AND entries.steam_id = {{1}}.steam_id
        AND (entry_blocks.place, entry_blocks.time, entry_blocks.steam_id) <= (entries.place, entries.time, entries.steam_id)
        ORDER BY entry_blocks.place DESC, entry_blocks.time DESC, entry_blocks.steam_id DESC LIMIT 1
    );
"""  # noqa: S608 - put together from our own words
_MADE: Final = "SELECT count(*) FROM temp.sqlite_master WHERE name = 'entry_blocks'"
_MAKE: Final = (
    f"CREATE TEMP TABLE entry_blocks (board, place, time, steam_id, entries, version, PRIMARY KEY (board, {_KEY})) WITHOUT ROWID",
    # An entry that is there already is replaced, of which no trigger for what is deleted hears.
    f"CREATE TEMP TRIGGER entry_replaced BEFORE INSERT ON main.entries BEGIN {_HOME.format('-', 'new')} END",
    f"CREATE TEMP TRIGGER entry_came AFTER INSERT ON main.entries BEGIN {_HOME.format('+', 'new')} END",
    f"CREATE TEMP TRIGGER entry_went BEFORE DELETE ON main.entries BEGIN {_HOME.format('-', 'old')} END",
)
_FORGET: Final = "DELETE FROM entry_blocks WHERE board = ?"
_COUNT: Final = f"""
    INSERT INTO entry_blocks
    SELECT board, {_KEY}, ifnull(lead(number) OVER (ORDER BY number), total + 1) - number, ? FROM (
        SELECT board, {_KEY}, row_number() OVER (ORDER BY {_KEY}) AS number, count(*) OVER () AS total
        FROM main.entries INDEXED BY entries_in_order WHERE board = ?
    ) WHERE number % {SIZE} = 1
"""  # noqa: S608 - the same
# Before all others, so that every key has a block.
_LOWEST: Final = "INSERT INTO entry_blocks VALUES (?, -9e999, 0, '', 0, ?)"
_STATE: Final = "SELECT version, max(entries) FROM entry_blocks WHERE board = ?"
_TOTAL: Final = "SELECT sum(entries) FROM entry_blocks WHERE board = ?"
_BLOCK: Final = f"SELECT {_KEY} FROM entry_blocks WHERE board = ? AND ({_KEY}) <= (?, ?, ?) ORDER BY {_BEST_FIRST} LIMIT 1"  # noqa: S608 - the same
_BEFORE: Final = f"SELECT ifnull(sum(entries), 0) FROM entry_blocks WHERE board = ? AND ({_KEY}) >= (?, ?, ?) AND ({_KEY}) < (?, ?, ?)"  # noqa: S608 - the same
_INSIDE: Final = f"""
    SELECT count(*) FROM entries INDEXED BY entries_in_order WHERE board = ? AND ({_KEY}) >= (?, ?, ?) AND ({_KEY}) < (?, ?, ?)
"""  # noqa: S608 - the same
_AT: Final = f"""
    SELECT {_KEY}, before FROM (
        SELECT {_KEY}, sum(entries) OVER (ORDER BY {_KEY} ROWS UNBOUNDED PRECEDING) - entries AS before FROM entry_blocks WHERE board = ?
    ) WHERE before < ? ORDER BY {_BEST_FIRST} LIMIT 1
"""  # noqa: S608 - the same


class SQLiteBlocks:
    """The blocks of large boards, as far as they are counted.

    Args:
        execute: Runs a statement on the store's own connection.
    """

    def __init__(self, execute: Callable[..., Any]) -> None:
        """Begin with nothing counted."""
        self._execute = execute
        self._quiet: dict[int, tuple[int, int]] = {}
        self._puts = 0

    def met(self, handle: int, total: int) -> None:
        """Hear how many entries a board has; from now on a large one is looked after."""
        if total >= LARGE:
            self._quiet.setdefault(handle, (-1, 0))

    def put(self, handle: int) -> None:
        """Hear that an entry is to be put."""
        self._puts += 1
        if self._puts % MANY == 0 and handle in self._quiet:
            self._quiet[handle] = -1, 0
            if self._execute(_MADE).fetchone()[0]:
                self._execute(_FORGET, (handle,))

    def ready(self, handle: int) -> bool:
        """Return whether the blocks of a board can be used in this transaction; they are counted if it is time."""
        self._puts = 0
        if handle not in self._quiet:
            return False
        version = int(self._execute("PRAGMA data_version").fetchone()[0])
        made = bool(self._execute(_MADE).fetchone()[0])
        if made:
            counted, most = self._execute(_STATE, (handle,)).fetchone()
            if counted == version and most <= 8 * SIZE:
                return True
        last, times = self._quiet[handle]
        times = times + 1 if last == version else 1
        self._quiet[handle] = version, times
        if times < QUIET or self._execute("PRAGMA query_only").fetchone()[0]:
            return False
        for statement in () if made else _MAKE:
            self._execute(statement)
        self._execute(_FORGET, (handle,))
        self._execute(_COUNT, (version, handle))
        self._execute(_LOWEST, (handle, version))
        return True

    def ranks(self, handle: int, keys: Sequence[tuple[Any, ...]]) -> tuple[list[int], int]:
        """Return the rank of each key, and how many entries there are."""
        ranks: dict[tuple[Any, ...], int] = {}
        low: tuple[Any, ...] = (float("-inf"), 0, "")
        before = 0
        for key in sorted(set(keys)):
            block = self._execute(_BLOCK, (handle, *key)).fetchone()
            before += self._execute(_BEFORE, (handle, *low, *block)).fetchone()[0]
            low = block
            ranks[key] = 1 + before + self._execute(_INSIDE, (handle, *low, *key)).fetchone()[0]
        return [ranks[key] for key in keys], self._execute(_TOTAL, (handle,)).fetchone()[0]

    def begin(self, handle: int, first: int) -> tuple[tuple[Any, ...], int]:
        """Return a key at or before the entry of a rank, and how many entries stand from there to that one."""
        *low, before = self._execute(_AT, (handle, first)).fetchone()
        return tuple(low), first - 1 - before
