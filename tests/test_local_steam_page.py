"""The laws of docs/local_steam.md: its table is that of the rules, and every test that it names is there."""

from __future__ import annotations

import inspect
import re

from steam_nodes.steam.local import LocalSteam
from steam_nodes.steam.local.rules.stat_rules import ANSWERS
from steam_nodes.steam.results import Result
from tests.support.markdown import ROOT

PAGE = (ROOT / "docs" / "local_steam.md").read_text(encoding="utf-8")


def test_the_page_prints_the_table_of_the_rules() -> None:
    """Row for row and column for column."""
    columns = ["request", "get", "set", "store"]
    lines = [f"| the player is | {' | '.join(columns)} |", "|---|---|---|---|---|"]
    for state, row in ANSWERS.items():
        assert list(row) == columns
        lines.append(f"| {state} | {' | '.join(cell.name if isinstance(cell, Result) else cell for cell in row.values())} |")
    assert "\n\n" + "\n".join(lines) + "\n\n" in PAGE


def test_every_test_the_page_names_is_there() -> None:
    """A rule without its test would be a promise only."""
    named = re.findall(r"`(test_\w+\.py)(?:::(test_\w+))?`", PAGE)
    assert len(named) > 20
    for file, name in named:
        text = (ROOT / "tests" / file).read_text(encoding="utf-8")
        assert not name or f"def {name}(" in text, f"{file}::{name}"


def test_every_option_the_page_names_is_one() -> None:
    """Names and defaults are those of the signature."""
    parameters = inspect.signature(LocalSteam.__init__).parameters
    rows = re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", PAGE, re.MULTILINE)
    assert {name: repr(parameters[name].default).replace("'", '"') for name, _ in rows} == dict(rows)
    assert len(rows) == 8
