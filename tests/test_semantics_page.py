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
