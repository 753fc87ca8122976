"""Warns of each link within the built manual that leads nowhere, anchors too.

Rules: it reads the HTML as a browser would, so that a link in a theme, a table or a docstring counts as one in a text. Addresses of other
sites are not asked: a build needs no net.
"""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class Reader(HTMLParser):
    """Collects what a page points to and what can be pointed to in it."""

    def __init__(self) -> None:
        """Begin without any."""
        super().__init__()
        self.targets: set[str] = set()
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the addresses and the anchors of one element."""
        for name, value in attrs:
            if value and (name == "id" or (name == "name" and tag == "a")):
                self.anchors.add(value)
            elif value and ((name == "href" and tag in {"a", "link"}) or (name == "src" and tag in {"img", "script"})):
                self.targets.add(value)


def dead_links(folder: Path) -> list[tuple[str, str]]:
    """Return each page with each of its links that lead nowhere.

    Args:
        folder: Where the manual was built to.
    """
    pages: dict[Path, Reader] = {}
    for path in sorted(folder.rglob("*.html")):
        pages[path.resolve()] = reader = Reader()
        reader.feed(path.read_text(encoding="utf-8"))
    dead = []
    for path, reader in pages.items():
        for target in sorted(reader.targets):
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            anchor = unquote(parts.fragment)
            known = pages[there].anchors if there in pages else None
            if not there.exists() or (anchor and known is not None and anchor not in known):
                dead.append((path.relative_to(folder.resolve()).as_posix(), target))
    return dead


def check(app: Any, exception: Exception | None) -> None:
    """Warn of dead links after a build of HTML.

    Args:
        app: Sphinx's application.
        exception: What ended the build, if anything did.
    """
    if exception is not None or app.builder.format != "html":
        return
    from sphinx.util import logging  # noqa: PLC0415  # the tests ask for dead links without Sphinx

    for page, target in dead_links(Path(app.outdir)):
        logging.getLogger(__name__).warning("%s: the link %s leads nowhere", page, target)
