"""Reads the code blocks of README.md and docs/, so that they can be run.

Rules. A ```python block is a program of its own. A comment in the line above a block says otherwise:

- `<!-- test: continues -->`: the block goes on where the one before it ended.
- `<!-- test: file NAME -->`: the block is a file that the programs below it on the page find in their folder.
- `<!-- test: host NAME -->`: the block is a program with a window; test_hosts.py runs it.
- `<!-- test: example FILE -->`: the block is some lines of a file in docs/examples; test_examples.py compares them.
- `insert`, `replace`, `run` and `copies` are the tutorial's; tutorial_project.py follows them.

A ```text block that directly follows a python block is what the program has printed by then.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
MADE = ROOT / "docs" / "reference" / "api"
"""The pages that a build of the documents makes from the docstrings."""
STEPS = ("host ", "example ", "insert ", "replace ")
"""How the marks of blocks begin that are no program to run in the page's folder."""
PAGES = [ROOT / "README.md", *sorted(page for page in (ROOT / "docs").rglob("*.md") if MADE not in page.parents)]

_BLOCK = re.compile(r"(?:^<!-- test: (?P<mark>[^>]*?) -->\n)?^```(?P<language>\w+)[^\n]*\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One fenced block of a page, with the mark above it and the line its code begins on."""

    page: Path
    line: int
    language: str
    mark: str
    body: str
    follows: bool


@dataclass
class Program:
    """Blocks that run one after the other in one namespace, the files they find, and what they print."""

    page: Path
    line: int
    parts: list[str] = field(default_factory=list)
    printed: str | None = None
    files: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Where the program stands."""
        return f"{self.page.name}:{self.line}"


def blocks(page: Path) -> list[Block]:
    """Return every fenced block of a page; `follows` tells that nothing stands between it and the block before."""
    text = page.read_text(encoding="utf-8")
    found: list[Block] = []
    end = 0
    for match in _BLOCK.finditer(text):
        line = text.count("\n", 0, match.start("body")) + 1
        follows = bool(found) and not text[end : match.start()].strip()
        found.append(Block(page, line, match["language"], match["mark"] or "", match["body"], follows))
        end = match.end()
    return found


def programs(page: Path) -> list[Program]:
    """Return the programs of a page in order."""
    found: list[Program] = []
    files: dict[str, str] = {}
    before: Block | None = None
    for block in blocks(page):
        if block.mark.startswith("file "):
            files[block.mark.removeprefix("file ")] = block.body
        elif block.language == "text" and block.follows and before is not None and before.language == "python":
            found[-1].printed = (found[-1].printed or "") + block.body
        elif block.language == "python" and not block.mark.startswith(STEPS):
            if block.mark != "continues":
                found.append(Program(page, block.line, files=dict(files)))
            # Empty lines in front keep the line numbers of a traceback those of the page.
            found[-1].parts.append("\n" * (block.line - 1) + block.body)
        before = block
    return found


def marked(page: Path, mark: str) -> str:
    """Return the body of the one block of a page that carries this mark."""
    (body,) = [block.body for block in blocks(page) if block.mark == mark]
    return body
