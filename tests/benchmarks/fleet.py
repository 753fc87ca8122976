"""What a fleet of servers over one world costs, in a file and in a PostgreSQL database: `python -m tests.benchmarks.fleet [PART ...]`.

Rules: the parts are those of PARTS, each with a table of its own, and `python -m tests.benchmarks` prints all of them. They need Debian's
PostgreSQL and psycopg, see fleet_database.py; where these are missing, one row says why. Both engines are measured in one run, in turns.
On a machine that does other work besides only the ratios count. There `nice` changes little, since Linux gives each session its share, and
a database has sessions of its own; as root `chrt -r 10 python -m tests.benchmarks.fleet boards frames` measures what a quiet machine
would show. Not so the stores of several servers, nor the frame's part, whose thread then waits for the store's as for an equal.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tests.benchmarks import fleet_boards, fleet_frames, fleet_players, fleet_stores
from tests.benchmarks.fleet_database import NoDatabaseError, Places, server
from tests.benchmarks.timing import Row, table

if TYPE_CHECKING:
    from collections.abc import Callable

PARTS: dict[str, tuple[str, Callable[[Places], list[Row]]]] = {
    "stores": ("A fleet: stores of 1 to 8 servers", fleet_stores.rows),
    "players": ("A fleet: 1,000 to 1,000,000 players", fleet_players.rows),
    "boards": ("A fleet: a leaderboard of 1,000,000", fleet_boards.rows),
    "frames": ("A fleet: frames with stores over PostgreSQL", fleet_frames.rows),
}


def print_tables(*parts: str) -> None:
    """Measure parts, or all of them, and print a table of each.

    Args:
        parts: Their names in PARTS.
    """
    logging.disable(logging.WARNING)  # They store more often than Steam likes.
    try:
        with server() as url, tempfile.TemporaryDirectory() as folder, closing(Places(url, Path(folder))) as places:
            ((version,),) = places.ask("SHOW server_version")
            for name in parts or PARTS:
                title, rows = PARTS[name]
                begin = perf_counter()
                print(table(title, rows(places)), flush=True)
                print(f"PostgreSQL {version}; {perf_counter() - begin:.0f} s\n", flush=True)
    except NoDatabaseError as error:
        print(table("A fleet", [Row("PostgreSQL", "not measured", note=str(error))]), flush=True)
    finally:
        logging.disable(logging.NOTSET)


def main() -> None:
    """Print what was asked for."""
    unknown = [name for name in sys.argv[1:] if name not in PARTS]
    if unknown:
        sys.exit(f"there is no part {unknown[0]}; the parts are {', '.join(PARTS)}")
    begin = perf_counter()
    print_tables(*sys.argv[1:])
    print(f"{perf_counter() - begin:.0f} s")


if __name__ == "__main__":
    main()
