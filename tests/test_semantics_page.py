"""The page of laws, docs/semantics.md: it names tests that exist, and no trace and no law is missing from it.

Rules: tests are found by reading their files, not by running them.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

HERE = Path(__file__).parent
PAGE = (HERE.parent / "docs" / "semantics.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`(test_\w+\.py)::(test_\w+)`", PAGE))


def laws_of(pattern: str) -> set[tuple[str, str]]:
    """Return (file, test) for every test in the files of a pattern."""
    return {
        (path.name, each.name)
        for path in HERE.glob(pattern)
        for each in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")
    }


def test_every_test_the_page_names_exists() -> None:
    """A law whose test was renamed or dropped is found here."""
    assert NAMED
    assert NAMED - laws_of("test_*.py") == set()


def test_every_trace_and_every_law_stands_on_the_page() -> None:
    """A law with a test and without a line on the page is found here."""
    assert (laws_of("test_traces_*.py") | laws_of("test_semantics_*.py")) - laws_of("test_semantics_page.py") - NAMED == set()


def rows(header: str) -> list[list[str]]:
    """Return the cells of each row of the tables with that header."""
    tables = re.findall(rf"^{re.escape(header)}\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    return [[cell.strip() for cell in line.strip("|").split("|")] for table in tables for line in table.splitlines()]


def test_every_law_names_a_test_and_every_difference_a_reason() -> None:
    """The last cell of a row holds nothing but tests; only a difference may have a dash there."""
    laws, differences = rows("| law | test |"), rows("| difference | reason | test |")
    assert laws
    assert differences
    assert len(laws) + len(differences) == len(re.findall(r"^\| (?!law \||difference \|)", PAGE, re.MULTILINE))
    names = re.compile(r"`test_\w+\.py::test_\w+`(, `test_\w+\.py::test_\w+`)*")
    for law, tests in laws:
        assert law.endswith(".")
        assert names.fullmatch(tests), law
    for difference, reason, tests in differences:
        assert difference.endswith(".")
        assert reason.endswith("."), difference
        assert tests == "-" or names.fullmatch(tests), difference
