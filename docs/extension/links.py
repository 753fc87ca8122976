"""Warns of each link within the built manual that leads nowhere, anchors too.

Rules: it reads the HTML that was written, so that a link in a theme, a table or a docstring counts as one in a text. Addresses of other
sites are not asked: a build needs no net.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

_TAG: Final = re.compile(r"<([a-z][a-z0-9]*)\s([^<>]*)>")
_ATTRIBUTE: Final = re.compile(r"""(?:^|\s)(id|name|href|src)=(?:"([^"]*)"|'([^']*)')""")
_POINTS: Final = {"href": ("a", "link"), "src": ("img", "script")}


class Page:
    """What a page points to, and what can be pointed to in it.

    Args:
        html: The page, as Sphinx wrote it: quotes and angle brackets of its texts are entities.
    """

    def __init__(self, html: str) -> None:
        """Look through the tags."""
        self.targets: set[str] = set()
        self.anchors: set[str] = set()
        for tag, attributes in _TAG.findall(html):
            for name, double, single in _ATTRIBUTE.findall(attributes):
                value = unescape(double or single)
                if name == "id" or (name == "name" and tag == "a"):
                    self.anchors.add(value)
                elif value and tag in _POINTS.get(name, ()):
                    self.targets.add(value)


def dead_links(folder: Path) -> list[tuple[str, str]]:
    """Return each page with each of its links that lead nowhere.

    Args:
        folder: Where the manual was built to.
    """
    pages = {path.resolve(): Page(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}
    dead = []
    for path, page in pages.items():
        for target in sorted(page.targets):
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
