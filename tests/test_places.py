"""The laws of where laws hold: on every engine of the store, or with a reason in the one list that tests/support/store_laws.py has.

Rules: the files of laws are read, not run, so that nothing is missed because of how a run was begun.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.support.store_laws import ELSEWHERE, LawFile


@cache
def files() -> list[LawFile]:
    """Return what is read of each other file of laws."""
    others = sorted({*Path(__file__).parent.glob("test_*.py")} - {Path(__file__)})
    return [LawFile(path.stem, path.read_text(encoding="utf-8")) for path in others]


def test_each_law_of_a_store_runs_on_a_database_or_says_why_not() -> None:
    """A law that opens a local Steam or a store runs on PostgreSQL by parameter, or a line of ELSEWHERE has the reason."""
    opening = [(file, law) for file in files() for law in file.laws if file.opens(law)]
    assert len(opening) > 500
    assert [f"{file.name}::{law}" for file, law in opening if not file.everywhere(law) and not file.reasons(law)] == []


def test_each_reason_is_needed_and_a_sentence() -> None:
    """Each line of ELSEWHERE names a law that opens a store and does not run on a database."""
    used = {key for file in files() for law in file.laws if file.opens(law) and not file.everywhere(law) for key in file.reasons(law)}
    assert [key for key in ELSEWHERE if key not in used] == []
    assert [reason for reason in ELSEWHERE.values() if not (reason[0].isupper() and reason.endswith("."))] == []


def test_a_law_is_read_with_all_that_it_uses_of_its_file() -> None:
    """A world that is opened by a fixture, a helper or a program in a text is the law's; so is a fixture that goes to every store."""
    file = LawFile(
        "test_made",
        """
CHILD = "from steam_nodes import LocalSteam; LocalSteam(schema)"

@pytest.fixture(params=STORES)
def store(request): return open_stores(request.param)

def helper(): return run(CHILD)
def test_by_a_helper(): helper()
def test_by_a_fixture(store): pass
def test_by_a_fixture_of_all(world): pass
def test_on_both(kept): LocalSteam(SCHEMA, kept)
def test_of_nothing(): assert 1
""",
    )
    opening = ["test_by_a_helper", "test_by_a_fixture", "test_by_a_fixture_of_all", "test_on_both"]
    assert [law for law in file.laws if file.opens(law)] == opening
    assert [law for law in file.laws if file.everywhere(law)] == ["test_by_a_fixture", "test_on_both"]
