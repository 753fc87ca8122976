"""docs/reference/gdscript_constructs.md says what the writer does."""

from __future__ import annotations

import pytest

from tests.support.port_constructs import PAGE, Construct, constructs, inside

_TABLE = constructs(PAGE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("construct", _TABLE, ids=[construct.name for construct in _TABLE])
def test_a_construct_becomes_what_the_page_says(construct: Construct) -> None:
    """To renew the page: `python -m tests.support.port_constructs`."""
    assert inside(construct.script) == construct.python


def test_the_page_names_every_kind_of_statement_and_declaration() -> None:
    """Each section has constructs, and none stands twice."""
    names = [construct.name for construct in _TABLE]
    assert len(set(names)) == len(names)
    assert {construct.section for construct in _TABLE} == {"Declarations", "Statements", "Expressions"}
