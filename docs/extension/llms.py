"""Writes `llms.txt` and `llms-full.txt` beside the built manual: the manual for programs that read text.

Rules: the first is the list of pages in the form of llmstxt.org, with the first sentence of each; the second is all hand-written pages in
one file, in the order of the manual. Links are relative, so that they hold wherever the manual is served.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

ABOUT = (
    "Godot's nodes, scene tree and signals for Python game loops (pygame, arcade, pyglet, asyncio, none), with GodotSteam's stats, "
    "achievements and leaderboards on top, with or without Steam on the machine. Python 3.11 or newer."
)


def write(app: Any, exception: Exception | None) -> None:
    """Write both files after a build of HTML.

    Args:
        app: Sphinx's application.
        exception: What ended the build, if anything did.
    """
    if exception is not None or app.builder.format != "html":
        return
    source, out = Path(app.srcdir), Path(app.outdir)
    names = order(app.env.toctree_includes, app.config.root_doc)
    names += sorted(app.env.all_docs.keys() - set(names), key=str.lower)
    pages = {name: (source / f"{name}.md").read_text(encoding="utf-8") for name in names if (source / f"{name}.md").exists()}
    for name, text in pages.items():
        copy = out / f"{name}.md"
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text, encoding="utf-8")
    (out / "llms.txt").write_text(contents(pages), encoding="utf-8")
    by_hand = [text for name, text in pages.items() if not name.startswith("reference/api/")]
    (out / "llms-full.txt").write_text("\n\n---\n\n".join(text.strip() for text in by_hand) + "\n", encoding="utf-8")


def order(includes: dict[str, list[str]], root: str) -> list[str]:
    """Return the pages in the order of the manual's contents.

    Args:
        includes: What each page has below it.
        root: The first page.
    """
    found: list[str] = []
    waiting = [root]
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found.append(name)
            waiting[:0] = includes.get(name, [])
    return found


def contents(pages: dict[str, str]) -> str:
    """Return the text of `llms.txt`.

    Args:
        pages: The pages in order: name and Markdown.
    """
    parts = ["# steam_nodes", f"> {ABOUT}"]
    rooms: dict[str, list[str]] = {}
    for name, text in pages.items():
        title = next((line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")), name)
        rooms.setdefault(room(name), []).append(f"- [{title}]({name}.md){told(text)}")
    parts += [f"## {heading}\n\n" + "\n".join(lines) for heading, lines in rooms.items()]
    return "\n\n".join(parts) + "\n"


def room(name: str) -> str:
    """Return the heading under which a page stands."""
    folder = name.partition("/")[0] if "/" in name else ""
    if name.startswith("reference/api/"):
        return "Optional"
    return {"": "Start and background", "guide": "Guide", "how_to": "How to", "reference": "Reference"}.get(folder, folder)


def told(text: str) -> str:
    """Return the first sentence of a page's prose behind a colon, "" where it has none."""
    of_class = re.search(r"^::::\{py:class\}[^\n]*\n\n([^\n]+)", text, re.MULTILINE)
    if of_class:
        return ": " + re.sub(r"{py:obj}`([^ `]+)[^`]*`", r"`\1`", of_class[1])
    body = re.sub(r"\A---\n.*?^---$", "", text, flags=re.DOTALL | re.MULTILINE)
    prose = re.sub(r"^(`{3,}|:{3,}).*?^\1$", "", body, flags=re.DOTALL | re.MULTILINE)
    for part in prose.split("\n\n"):
        line = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(part.split())).replace("**", "")
        if part.lstrip()[:1] not in ("", *"#!|-<:{") and not part[0].isdigit() and not line.endswith(":"):
            return f": {re.split(r'(?<=[.]) ', line)[0]}"
    return ""
