"""How many entries stand where on a board of a file: so a rank of a million is found as fast as one of ten.

Rules: a board is cut into blocks of some hundred entries, each with its first key and how many there are. Triggers keep the counts true in
the transaction that changes an entry, also where an older steam_nodes or a hand does, by whatever statement, with SQLite's own settings.
Who puts an entry into a block that has grown large cuts it, and where a board has got many small ones by and by, it is counted anew. An
INSERT in a trigger has the conflict rule of the statement that fired it, so none here may meet one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.local.rules.values import DamageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIZE: Final = 256
"""How many entries a block has when it was just cut; it is cut when it has more than twice as many."""
FEW: Final = 16
"""How many blocks a board may have, however few entries are in them."""
_KEY: Final = "place, time, steam_id"
_BEST_FIRST: Final = "place DESC, time DESC, steam_id DESC"
_LOWEST: Final = "-9e999, 0, ''"
"""A key before all others, where the first block begins."""


def _change(sign: str, entry: str, key: str) -> str:
    """Return the statement of a trigger that counts one entry more or less in the block where a key stands; of no key, nothing."""
    return f"""
        UPDATE entry_blocks SET entries = entries {sign} 1 WHERE board = {entry}.board AND ({_KEY}) = (
            SELECT place, time, steam_id FROM entry_blocks AS block WHERE block.board = {entry}.board
            AND (block.place, block.time, block.steam_id) <= ({key})
            ORDER BY block.place DESC, block.time DESC, block.steam_id DESC LIMIT 1
        );
    """  # noqa: S608 - put together from our own words


_BEFORE_IT: Final = f"SELECT {_KEY} FROM entry_before"  # noqa: S608 - put together from our own words
_NEW: Final = "new.place, new.time, new.steam_id"
_OLD: Final = "old.place, old.time, old.steam_id"
_CAME: Final = f"""
    INSERT INTO entry_blocks SELECT new.board, {_LOWEST}, 0 WHERE NOT EXISTS (SELECT 1 FROM entry_blocks WHERE board = new.board);
    {_change("+", "new", _NEW)}
"""  # noqa: S608 - the same
BLOCKS: Final = (
    f"""
    CREATE TABLE entry_blocks (board INTEGER, place, time, steam_id, entries INTEGER NOT NULL, PRIMARY KEY (board, {_KEY})) WITHOUT ROWID
    """,
    f"CREATE TABLE entry_before ({_KEY})",
    # An entry that is there already may be replaced, of which no trigger for what is deleted hears, or stay, or be updated. So what is
    # there is only noted, and counted down when the new one has come.
    f"""
    CREATE TRIGGER entry_noted BEFORE INSERT ON entries BEGIN
        DELETE FROM entry_before;
        INSERT INTO entry_before SELECT {_KEY} FROM entries WHERE board = new.board AND steam_id = new.steam_id;
    END
    """,  # noqa: S608 - the same
    f"CREATE TRIGGER entry_came AFTER INSERT ON entries BEGIN {_change('-', 'new', _BEFORE_IT)} {_CAME} END",
    f"CREATE TRIGGER entry_went AFTER DELETE ON entries BEGIN {_change('-', 'old', _OLD)} END",
    f"CREATE TRIGGER entry_moved AFTER UPDATE ON entries BEGIN {_change('-', 'old', _OLD)} {_CAME} END",
)
"""What keeps the blocks of a file."""


def _count_anew(where: str = "") -> str:
    """Return the statement that makes blocks of the entries that are there."""
    return f"""
        INSERT INTO entry_blocks
        SELECT board, CASE number WHEN 1 THEN -9e999 ELSE place END, CASE number WHEN 1 THEN 0 ELSE time END,
            CASE number WHEN 1 THEN '' ELSE steam_id END,
            ifnull(lead(number) OVER (PARTITION BY board ORDER BY number), total + 1) - number
        FROM (
            SELECT board, {_KEY}, row_number() OVER (PARTITION BY board ORDER BY {_KEY}) AS number,
                count(*) OVER (PARTITION BY board) AS total
            FROM entries INDEXED BY entries_in_order {where}
        ) WHERE number % {SIZE} = 1
    """  # noqa: S608 - put together from our own words


COUNT_ALL: Final = _count_anew()
"""What makes the blocks of all boards that are there."""
ANEW: Final = (
    *(f"DROP TRIGGER IF EXISTS {name}" for name in ("entry_came", "entry_went", "entry_replaced", "entry_moved", "entry_noted")),
    *(f"DROP TABLE IF EXISTS {name}" for name in ("entry_blocks", "entry_before")),
    *BLOCKS,
    COUNT_ALL,
)
"""What takes the place of blocks that were counted otherwise."""
_COUNT: Final = _count_anew("WHERE board = ?")
_STATE: Final = "SELECT count(*), sum(entries) FROM entry_blocks WHERE board = ?"
_FORGET: Final = "DELETE FROM entry_blocks WHERE board = ?"
_TOTAL: Final = "SELECT sum(entries) FROM entry_blocks WHERE board = ?"
_BLOCK: Final = f"SELECT {_KEY}, entries FROM entry_blocks WHERE board = ? AND ({_KEY}) <= (?, ?, ?) ORDER BY {_BEST_FIRST} LIMIT 1"  # noqa: S608 - the same
_BEFORE: Final = f"SELECT sum(entries) FROM entry_blocks WHERE board = ? AND ({_KEY}) >= (?, ?, ?) AND ({_KEY}) < (?, ?, ?)"  # noqa: S608 - the same
_INSIDE: Final = f"""
    SELECT count(*) FROM entries INDEXED BY entries_in_order WHERE board = ? AND ({_KEY}) >= (?, ?, ?) AND ({_KEY}) < (?, ?, ?)
"""  # noqa: S608 - the same
_AT: Final = f"""
    SELECT {_KEY}, before FROM (
        SELECT {_KEY}, sum(entries) OVER (ORDER BY {_KEY} ROWS UNBOUNDED PRECEDING) - entries AS before FROM entry_blocks WHERE board = ?
    ) WHERE before < ? ORDER BY {_BEST_FIRST} LIMIT 1
"""  # noqa: S608 - the same
_CUT_AT: Final = f"""
    SELECT {_KEY} FROM entries INDEXED BY entries_in_order WHERE board = ? AND ({_KEY}) >= (?, ?, ?) ORDER BY {_KEY} LIMIT 1 OFFSET ?
"""  # noqa: S608 - the same
_CUT: Final = "INSERT INTO entry_blocks VALUES (?, ?, ?, ?, ?)"
_LEAVE: Final = f"UPDATE entry_blocks SET entries = ? WHERE board = ? AND ({_KEY}) = (?, ?, ?)"  # noqa: S608 - the same
_MOST: Final = 1 << 53


class SQLiteBlocks:
    """The blocks of the boards of a file.

    Args:
        execute: Runs a statement on the store's own connection.
    """

    def __init__(self, execute: Callable[..., Any]) -> None:
        """Begin with what the file holds."""
        self._execute = execute

    def came(self, handle: int, key: tuple[Any, ...]) -> None:
        """Hear that an entry was put where a key stands, and cut its block if that has grown large."""
        found = self._execute(_BLOCK, (handle, *key)).fetchone()
        if found is None:
            message = "a board has no block where an entry was put"
            raise DamageError(message)
        *low, entries = found
        if _count(entries) <= 2 * SIZE:
            return
        while entries > 2 * SIZE:
            at = self._execute(_CUT_AT, (handle, *low, SIZE)).fetchone()
            if at is None or self._execute(_BLOCK, (handle, *at)).fetchone()[:3] != tuple(low):
                message = f"a block of a board is said to have {entries} entries and has fewer"
                raise DamageError(message)
            self._execute(_CUT, (handle, *at, entries - SIZE))
            self._execute(_LEAVE, (SIZE, handle, *low))
            low, entries = at, entries - SIZE
        blocks, total = self._execute(_STATE, (handle,)).fetchone()
        if blocks > FEW + 4 * _count(total) / SIZE:
            self.forget(handle)
            self._execute(_COUNT, (handle,))

    def forget(self, handle: int) -> None:
        """Hear that all entries of a board are about to go: so none of them is looked for in its block."""
        self._execute(_FORGET, (handle,))

    def total(self, handle: int) -> int:
        """Return how many entries there are."""
        return _count(self._execute(_TOTAL, (handle,)).fetchone()[0])

    def ranks(self, handle: int, keys: Sequence[tuple[Any, ...]]) -> list[int]:
        """Return the rank of each key."""
        ranks: dict[tuple[Any, ...], int] = {}
        low: tuple[Any, ...] = (float("-inf"), 0, "")
        before = 0
        for key in sorted(set(keys)):
            found = self._execute(_BLOCK, (handle, *key)).fetchone()
            if found is not None:
                before += _count(self._execute(_BEFORE, (handle, *low, *found[:3])).fetchone()[0])
                low = found[:3]
            ranks[key] = 1 + before + int(self._execute(_INSIDE, (handle, *low, *key)).fetchone()[0])
        return [ranks[key] for key in keys]

    def begin(self, handle: int, first: int) -> tuple[tuple[Any, ...], int]:
        """Return a key at or before the entry of a rank, and how many entries stand from there to that one."""
        found = self._execute(_AT, (handle, first)).fetchone()
        if found is None:
            return (float("-inf"), 0, ""), first - 1
        return found[:3], first - 1 - _count(found[3])


def _count(value: object) -> int:
    """Return how many entries a block, or several, are said to have.

    Raises:
        DamageError: It can be no count.
    """
    if value is None:
        return 0
    if type(value) is not int or not 0 <= value < _MOST:
        message = f"a block of a board is said to have {value!a} entries"
        raise DamageError(message)
    return value
