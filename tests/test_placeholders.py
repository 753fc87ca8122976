"""The store's SQL: what its statements may say so that every Python from 3.11 on runs them alike.

Rules: a module's statements are its strings in capitals; Python 3.12.0 to 3.12.3 take `?1` for a name, and warn of a name that is filled
from a sequence, which fails the store where warnings are errors.
"""

from __future__ import annotations

import re

import pytest

from steam_nodes.steam.local.store.sqlite import sqlite_blocks, sqlite_cloud, sqlite_room, sqlite_store, sqlite_tables

MODULES = (sqlite_blocks, sqlite_cloud, sqlite_room, sqlite_store, sqlite_tables)
NUMBERED = re.compile(r"\?\d|[:@$][A-Za-z_]")


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_no_statement_has_a_numbered_or_named_placeholder(module: object) -> None:
    """Every statement of the store is filled by plain question marks, in their order."""
    statements = {name: value for name, value in vars(module).items() if name.startswith("_") and name.isupper() and isinstance(value, str)}
    assert any("?" in statement for statement in statements.values())
    assert [name for name, statement in statements.items() if NUMBERED.search(statement)] == []
