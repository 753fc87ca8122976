"""Every example in README.md and docs/ runs and prints what the page says; markdown.py says how blocks are marked."""

from __future__ import annotations

import gc
import logging
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from docs.extension import class_pages, public_names
from steam_nodes import Engine, SceneTree
from tests.support.markdown import PAGES, ROOT, Program, blocks, programs
from tests.support.source_files import texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARKS = r"(continues|file [\w.]+|host (pygame|arcade|node)|example [\w.]+)?"
TUTORIAL = r"(file [\w.]+|insert [\w.]+ below \".+\"|replace [\w.]+ \".+\"|run [\w.]+( anew)?)?"
"""The marks of the pages, and those of the tutorial, which test_tutorial.py follows."""
ALL = [program for page in PAGES for program in programs(page)]


@pytest.fixture
def settings() -> Iterator[None]:
    """Take back what an example sets up for a whole program: handlers and levels of logs, and what the collector leaves alone."""
    logs = [logging.getLogger(name) for name in ("steam_nodes", "steam_nodes.steam")]
    before = [(log.level, list(log.handlers)) for log in logs]
    frozen = gc.get_freeze_count()
    yield
    if not frozen:
        gc.unfreeze()
    for log, (level, handlers) in zip(logs, before, strict=True):
        log.setLevel(level)
        for handler in [handler for handler in log.handlers if handler not in handlers]:
            log.removeHandler(handler)
            handler.close()


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize("program", ALL, ids=lambda program: program.name)
def test_the_example_runs(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An example runs in an empty folder and prints exactly what stands below it."""
    monkeypatch.chdir(tmp_path)
    for name, text in program.files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    namespace: dict[str, Any] = {"__name__": "__main__"}
    try:
        for part in program.parts:
            exec(compile(part, str(program.page), "exec", dont_inherit=True), namespace)  # noqa: S102  # a page of this repository
    finally:
        loop = Engine.get_main_loop()
        if isinstance(loop, SceneTree):
            loop.close()
    if program.printed is not None:
        assert capsys.readouterr().out == program.printed


def test_no_block_is_left_out() -> None:
    """Every python block of every page is run, here or by test_hosts.py, and every mark is one that is known."""
    assert ALL
    for page in PAGES:
        for block in blocks(page):
            known = TUTORIAL if page.name == "tutorial.md" else MARKS
            assert re.fullmatch(known, block.mark), f"{page.name}:{block.line}"
        fences = len(re.findall(r"^ *```python", page.read_text(encoding="utf-8"), re.MULTILINE))
        assert fences == sum(block.language == "python" for block in blocks(page)), f"{page.name}: an indented block would not be run"


@pytest.mark.parametrize("page", [*PAGES, ROOT / ".github" / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Every relative link and picture of a page names a file that is there."""
    prose = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    targets = re.findall(r"\]\((?!https?://|#)([^)#\s]+)", prose)
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert [target for target in missing if (page.parent / target).resolve() not in made_pages()] == []


@cache
def made_pages() -> set[Path]:
    """Return the pages of the reference, which the manual's build makes; a checkout has none of them."""
    pages = public_names.pages()
    return {class_pages.FOLDER / name for name in [*(f"{page.path}.md" for page in pages), *class_pages.index_texts(pages)]}


SITE = "https://steam-nodes.readthedocs.io/en/latest/"
BLOB = "https://github.com/steam-nodes/steam_nodes/blob/main/"
RAW = "https://raw.githubusercontent.com/steam-nodes/steam_nodes/main/"


def ours(text: str) -> dict[str, Path]:
    """Return the addresses of this project in a text, each with the file that it means."""
    found: dict[str, Path] = {}
    for address in re.findall(r"https?://[^\s)<>\"]+", text):
        path = address.partition("#")[0]
        if path.startswith(SITE):
            found[address] = ROOT / "docs" / (path.removeprefix(SITE).removesuffix(".html") or "index")
            found[address] = found[address].with_suffix(".md")
        for start in (BLOB, RAW):
            if path.startswith(start):
                found[address] = ROOT / path.removeprefix(start)
    return found


def test_the_readme_shows_wherever_it_is_read() -> None:
    """Each link and picture of README.md is a whole address, as a page of PyPI's needs it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)\s]+)", text)
    assert targets
    assert [target for target in targets if not target.startswith("https://")] == []
    assert text.startswith("![")
    assert len(text.splitlines()) <= 130


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_addresses_of_this_project_lead_somewhere(page: Path) -> None:
    """Where a page gives the address of a file or a page of this project, that one is there."""
    assert [address for address, path in ours(page.read_text(encoding="utf-8")).items() if not path.exists()] == []


def test_addresses_in_messages_lead_somewhere() -> None:
    """Where the library or the game names a page of the manual, that one is there."""
    found = ours("\n".join(texts("steam_nodes", "demo_game").values()))
    assert found
    assert [address for address, path in found.items() if not path.exists()] == []


def test_an_address_that_leads_nowhere_is_found() -> None:
    """An address of the manual means its page, one of the repository its file."""
    text = f"[a]({SITE}) [b]({SITE}guide/nowhere.html#x) [c]({BLOB}LICENSE) [d](https://example.com/)"
    assert [path.relative_to(ROOT).as_posix() for path in ours(text).values()] == ["docs/index.md", "docs/guide/nowhere.md", "LICENSE"]


RIDDLES = re.compile(r"\b(?:(?:is|are) told in|are told of|what is said of|stands? written)\b", re.IGNORECASE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_does_not_speak_in_riddles(page: Path) -> None:
    """A page says "X shows it", and not "it is told in X"; the changelog says what it said."""
    if page.name == "changelog.md":
        return
    prose = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    assert RIDDLES.findall(prose) == []


def test_the_pages_are_found() -> None:
    """README.md and the pages of the manual are among what is run."""
    assert {"README.md", "docs/index.md", "docs/guide/nodes_and_signals.md", "docs/guide/steam_stats.md"} <= {
        page.relative_to(ROOT).as_posix() for page in PAGES
    }


DESIGN = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")


def missing_paths(page: str) -> list[str]:
    """Return the files and folders that a page names in backquotes, whole or by their ends, and that are not there."""
    rooms = ("steam_nodes", "native", "demo_game", "tests", "docs", ".ci", ".github", "pyproject.toml", "README.md")
    there = [f"/{path.relative_to(ROOT).as_posix()}" for room in rooms for path in ((ROOT / room), *(ROOT / room).rglob("*"))]
    named = re.findall(r"`([\w./]*\w\.(?:py|c|h|toml|md)|[\w./]+/)`", page)
    return sorted(path for path in set(named) if not any(each.endswith(f"/{path.rstrip('/')}") for each in there))


def test_the_design_names_files_that_are_there() -> None:
    """Every file and folder that the page on the design names is where it says."""
    assert missing_paths(DESIGN) == []
    assert missing_paths("`scene/node.py`, `node.py`, `native/`, `no_such.py`, `a/b.py` and `nowhere/`") == [
        "a/b.py",
        "no_such.py",
        "nowhere/",
    ]


def additions(page: str) -> dict[str, list[tuple[str, str]]]:
    """Return the files and examples of each kind of addition that the page tells of."""
    told = page.partition("## Where a new")[2].partition("\n## ")[0]
    parts = (part.partition("\n") for part in told.split("\n### ")[1:])
    return {name: re.findall(r"^\| `([^`]+)` \|.*\| `(.+)` \|$", text, re.MULTILINE) for name, _, text in parts}


def test_every_addition_has_an_example_that_stands_in_its_file() -> None:
    """Where a new call, callback, rule or screen goes, one stands already, and no addition touches more files than promised."""
    most = {
        "A call of the server's side": 7,
        "A call of the player's side": 7,
        "A call of a player's group": 4,
        "A callback": 4,
        "A rule of LocalSteam": 2,
        "A screen of the demo": 2,
        "A call of the demo's canvas": 3,
    }
    found = additions(DESIGN)
    assert found.keys() == most.keys()
    assert {name: len(rows) for name, rows in found.items() if not 1 < len(rows) <= most[name]} == {}
    rows = [row for rows in found.values() for row in rows]
    assert [row for row in rows if row[1] not in (ROOT / row[0]).read_text(encoding="utf-8")] == []
