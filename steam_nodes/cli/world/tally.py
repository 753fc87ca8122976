"""What a world has in it in numbers: counts, sums and a check sum of each part, to compare a copy with what it was made of.

Rules: a tally is made of the parts of one moment, and of nothing else. What stands in the same order on both sides is added up in the same
order, so that sums of floats are the same to the last bit. A handle of a leaderboard is not compared, since each store gives its own.
"""

from __future__ import annotations

import json
from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.local.store import whole
from steam_nodes.steam.local.store.queries import EVERYBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.steam.local.store.queries import KeptRow, Sum
    from steam_nodes.steam.local.store.whole import Part

PARTS: Final = ("players", "boards", "entries", "totals", "shares", "files", "bytes")
"""What is counted: totals are days of totals, shares are files that were shared, bytes are those of all files."""
_MOST: Final = (1 << 64) - 1


class Tally:
    """Counts, sums and check sums of the parts that it was given."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.counts: dict[str, int] = dict.fromkeys(PARTS, 0)
        """How much there is of each of PARTS."""
        self.sums: dict[str, Sum] = {}
        """The sum of each stat over all players, of the scores of each leaderboard, and of the days of each total, by what it is of."""
        self.checks: dict[str, int] = {}
        """A check sum of the contents of each of PARTS, in which their order does not count."""
        self.holders: Counter[str] = Counter()
        """How many players have a value under each name; under "" the players themselves."""
        self.kept: dict[str, int | None] = {}
        """The same, as the store has counted them."""
        self.faults: list[str] = []
        """What could not be read."""

    def add(self, part: Part) -> None:
        """Count a part.

        Args:
            part: The part; where it begins again, all is forgotten.
        """
        match part:
            case whole.Again():
                Tally.__init__(self)
            case whole.FaultPart(fault):
                self.faults.append(fault)
            case whole.UserPart(rows):
                for row in rows:
                    self._add_row(row)
            case whole.CountPart(counts):
                self.kept = counts
            case _:
                self._add_beside(part)

    def _add_beside(self, part: Part) -> None:
        """Count what stands beside the rows of players."""
        match part:
            case whole.SharePart(handle, file):
                self._count("shares", [handle, file.owner, file.name], file.data)
            case whole.BoardPart(board):
                self._count("boards", [board.name, board.sort, board.display])
            case whole.EntryPart(board, entries):
                for entry in entries:
                    self._count("entries", [board.name, entry.steam_id, entry.score, entry.time, entry.details, entry.ugc])
                    self._sum(f"the scores of {board.name}", entry.score)
            case whole.DayPart(days):
                # A day that is not there is one with nothing.
                for (name, day), added in sorted((key, added) for key, added in days.items() if added):
                    # A sum that was added to is not the same to the last bit where it is one of floats.
                    self._count("totals", [name, day])
                    self._sum(f"the total of {name} on day {day}", added if isinstance(added, int) else float(f"{added:.12g}"))
            case whole.FilePart(steam_id, file, data):
                self._count("files", [steam_id, file.name, file.time, file.platforms, file.persisted], data)
                self.counts["bytes"] += len(data)

    def _add_row(self, row: KeptRow) -> None:
        """Count a player's row."""
        if row.fault:
            self.faults.append(row.fault)
            return
        self._count("players", [row.steam_id, sorted(row.row.items())])
        self.holders[EVERYBODY] += 1
        for name, raw in row.row.items():
            if raw is None:
                continue
            self.holders[name] += 1
            for number in raw if isinstance(raw, list | tuple) else (raw,):
                self._sum(name, number)

    def _count(self, part: str, known: list[object], data: bytes = b"") -> None:
        """Count one thing of a part, with what is known of it and its content."""
        self.counts[part] += 1
        check = blake2b(json.dumps(known).encode(), digest_size=8)
        check.update(data)
        self.checks[part] = (self.checks.get(part, 0) + int.from_bytes(check.digest(), "big")) & _MOST

    def _sum(self, of: str, number: Sum) -> None:
        """Add to a sum."""
        self.sums[of] = self.sums.get(of, 0) + number


def differences(source: Tally, target: Tally) -> list[str]:
    """Say where a copy is another than what it was made of, or counts its own players wrong; nothing where all is the same.

    Args:
        source: What was copied.
        target: What is there now.
    """
    return [*_different(source, target), *_miscounted(target)]


def _different(source: Tally, target: Tally) -> Iterator[str]:
    """Compare counts and sums, and where those of a part are the same its check sum."""
    for part in PARTS:
        if source.counts[part] != target.counts[part]:
            yield f"{part}: {source.counts[part]} were copied, {target.counts[part]} are there"
    for of in sorted(source.sums.keys() | target.sums.keys()):
        if source.sums.get(of) != target.sums.get(of):
            yield f"the sum of {of}: {source.sums.get(of, 0)} was copied, {target.sums.get(of, 0)} is there"
    for part in PARTS:
        if source.counts[part] == target.counts[part] and source.checks.get(part) != target.checks.get(part):
            yield f"{part}: as many as were copied, but not the same"
    yield from (f"it cannot be read there: {fault}" for fault in target.faults)


def _miscounted(tally: Tally) -> Iterator[str]:
    """Compare what a store has counted with what is there, which the percentages of achievements are made of."""
    for name in sorted(tally.kept.keys() | tally.holders.keys()):
        if (tally.kept.get(name) or 0) != tally.holders[name]:
            what = f"with {name}" if name else "in all"
            yield f"players {what}: {tally.holders[name]} are there, and the store has counted {tally.kept.get(name) or 0}"
