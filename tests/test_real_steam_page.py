"""The laws of docs/guide/real_steam.md: the errors it explains are those of the code, and no error of the library is left out.

Rules: Valve's own sentences are those of init_words.py, and one that has a name in it.
"""

from __future__ import annotations

import re

import pytest

from steam_nodes.steam.enums import SteamAPIInitResult
from steam_nodes.steam.native.pipes.init_words import REMEDIES
from steam_nodes.steam.results import Result
from tests.support.markdown import ROOT

PAGE = (ROOT / "docs" / "guide" / "real_steam.md").read_text(encoding="utf-8")
STEAM = ROOT / "steam_nodes" / "steam"
VALVES = (*REMEDIES, "No SteamGameServerStats001")


def section(title: str) -> str:
    """Return what stands under a title of the page."""
    return PAGE.split(f"### {title}\n")[1].split("\n#")[0]


def sources() -> str:
    """Return the binding's code with the strings that are cut over lines put together."""
    files = [*sorted((STEAM / "native").rglob("[!_]*.py")), STEAM / "checks.py"]
    return re.sub(r'"\s*\n\s*f?"', "", "".join(file.read_text(encoding="utf-8") for file in files))


def quoted(title: str, column: int) -> list[str]:
    """Return the sentences in the code marks of a column of a section's table."""
    rows = [line.strip("|").split("|") for line in section(title).splitlines() if line.startswith("| ")][1:]
    return [sentence for row in rows for sentence in re.findall(r"`([^`]+)`", row[column])]


@pytest.mark.parametrize("sentence", [*quoted("NativeSteam raises SteamInitError", 0), *quoted("server_init gives a status", 1)])
def test_every_sentence_of_the_page_is_in_the_code(sentence: str) -> None:
    """What the tables quote is what is raised or returned, Valve's own sentences apart."""
    if not sentence.startswith(VALVES):
        code = sources()
        assert [part for part in sentence.split("...") if part.strip() not in code] == []


def test_every_way_a_library_can_fail_is_on_the_page() -> None:
    """Each sentence that a SteamInitError of the library can begin with has its row."""
    faults = (STEAM / "native" / "library_faults.py").read_text(encoding="utf-8")
    rows = quoted("NativeSteam raises SteamInitError", 0)
    sentences = re.findall(r'return (?:\(\s*)?f"(\{[^"]+)"', faults)
    assert len(sentences) >= 7
    assert [sentence for sentence in sentences if not any(row in sentence for row in rows)] == []


def test_every_result_and_status_of_the_page_is_one() -> None:
    """The names of the tables are those of the enums, and every status that is no success has its row."""
    names = re.findall(
        r"\b[A-Z]+(?:_[A-Z]+)+\b|\bBUSY\b|\bBANNED\b|\bTIMEOUT\b|\bEXPIRED\b", section("The log on fails").split("|---|---|")[1]
    )
    assert len(names) > 15
    assert [name for name in names if name not in Result.__members__] == []
    told = set(re.findall(r"^\| (\d) ([A-Z_]+)", section("server_init gives a status"), re.MULTILINE))
    assert told == {(str(int(status)), status.name) for status in SteamAPIInitResult if status}
