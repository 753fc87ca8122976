"""Laws of the fleet's benchmark: it measures both engines wherever it can, and says why where it cannot.

Rules: no time and no ratio is asserted, only that each thing was measured; so the measurements are as short as they can be.
They start dozens of processes all the same, and run with --long.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks import fleet, fleet_boards, fleet_frames, fleet_players, fleet_stores
from tests.benchmarks.fleet_database import ROOT, Places
from tests.support.places import NAMED_IN, database_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.timing import Row


@pytest.fixture
def measured(tmp_path: Path) -> Iterator[Places]:
    """Give places to measure."""
    with closing(Places(database_url(), tmp_path)) as places:
        yield places
        assert places.ask("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'bench%'") == []


def names(rows: list[Row]) -> list[str]:
    """Return what was measured; nothing failed in it, and each has a number."""
    for row in rows:
        assert "FAILED" not in row.note
        assert re.search("[1-9]", row.value), row
    return [row.what for row in rows]


def test_without_psycopg_one_row_says_why(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The rest of the benchmarks runs without the extra `fleet`, and nothing stays away unsaid."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    fleet.print_tables()
    printed = capsys.readouterr().out
    assert "not measured" in printed
    assert "pip install 'steam_nodes[fleet]'" in printed


@pytest.mark.postgresql
@pytest.mark.thorough
@pytest.mark.long
def test_stores_are_measured_over_both(measured: Places) -> None:
    """Each count of servers has a row for each engine and one for their ratio; so has the hardest case, which is fair or not."""
    found = names(fleet_stores.rows(measured, (1, 2), 1, 0.5))
    for servers in ("1 server", "2 servers", "2 servers, one player"):
        assert {f"{servers}, SQLite", f"{servers}, PostgreSQL"} <= set(found)
    assert "2 servers, PostgreSQL / SQLite" in found
    assert sum("best server / worst" in what for what in found) == 4


@pytest.mark.postgresql
@pytest.mark.thorough
@pytest.mark.long
def test_many_players_are_measured_over_both(measured: Places) -> None:
    """The large store has as many rows of the table on each engine, and as many players as was asked for."""
    found = names(fleet_players.rows(measured, (100, 300)))
    assert len(found) == 12
    assert all(what.startswith(("300 players, SQLite:", "300 players, PostgreSQL:")) for what in found)


@pytest.mark.postgresql
@pytest.mark.thorough
@pytest.mark.long
def test_a_board_is_asked_over_both(measured: Places) -> None:
    """Each question is asked of each engine, and eight servers upload to each."""
    found = names(fleet_boards.rows(measured, 1_000, 2, 0.5))
    kinds = [{what.partition(": ")[2] for what in found if what.startswith(f"{engine}: ")} for engine in ("SQLite", "PostgreSQL")]
    assert kinds[0] == kinds[1]
    assert len(kinds[0]) == 12


@pytest.mark.postgresql
@pytest.mark.thorough
@pytest.mark.long
def test_frames_are_measured_also_from_far_away(measured: Places) -> None:
    """Frames with and without stores, beside the database and 20 ms from it, and what a store takes from there."""
    assert len(names(fleet_frames.rows(measured, 1))) == 4


@pytest.mark.postgresql
@pytest.mark.thorough
@pytest.mark.long
def test_it_starts_and_stops_a_server_by_itself() -> None:
    """Where no database is named it starts one that is gone afterwards, with its folder."""
    program = "from tests.benchmarks.fleet_database import server\nwith server() as url: print(url)"
    environment = {name: value for name, value in os.environ.items() if name != NAMED_IN}
    run = subprocess.run([sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    url = run.stdout.strip()
    assert url.startswith("postgresql://")
    import psycopg  # noqa: PLC0415 - only where a database is named

    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
