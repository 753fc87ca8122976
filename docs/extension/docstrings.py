"""Turns a docstring of this project into Markdown for a page, and finds the pages that it mirrors.

Rules: a docstring is Google's form with backquotes for code, and everything else of it is Markdown as it stands. A sentence "Mirrors URL"
leaves the text and comes back as links at its foot, with the pages that the tables know beside it. What stands in backquotes and has a page
becomes a link to it.
"""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Final

from docs.extension.godot_classes import in_small_letters

if TYPE_CHECKING:
    from collections.abc import Callable

_URL: Final = r"https?://[^\s,]+[^\s,.]"
_MIRRORS: Final = re.compile(rf"\s*\bMirrors\s+({_URL}(?:(?:,|,?\s+and)\s+{_URL})*)\.(?=\s|$)")
_BARE: Final = re.compile(rf"(?<![(<`\w])({_URL})")
_SECTIONS: Final = {"Args": "param", "Returns": "returns", "Yields": "yields", "Raises": "raises", "Attributes": "attributes"}
_CODE: Final = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


def mirrored(text: str) -> tuple[str, list[str]]:
    """Return a docstring without its sentences on what it mirrors, and the addresses in these.

    Args:
        text: The docstring.
    """
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        found.extend(re.findall(_URL, match[1]))
        return ""

    return _MIRRORS.sub(take, text), found


def label(address: str) -> str:
    """Return how a page of Valve's, GodotSteam's or Godot's is called in a link.

    Args:
        address: Its address.
    """
    last = address.rstrip("/").rpartition("/")[2]
    page, _, anchor = last.partition("#")
    if "partner.steamgames.com" in address:
        return f"Valve: {page}{f'::{anchor}' if anchor else ''}"
    if "godotsteam.com" in address:
        place = address.partition("/classes/")[2].split("/")[0].replace("_", " ").title()
        return f"GodotSteam: {place}"
    if "docs.godotengine.org" in address:
        written = page.removeprefix("class_").removesuffix(".html")
        return f"Godot: {in_small_letters().get(written, written)}"
    return address


def markdown(text: str, link: Callable[[str], str | None], addresses: list[tuple[str, str]] | None = None) -> str:
    """Return a docstring as Markdown.

    Args:
        text: The docstring as it stands in the source.
        link: What gives the full name of the public thing that a text in backquotes names, or None.
        addresses: Pages that it mirrors too, each with the label of its link.
    """
    body, found = mirrored(inspect.cleandoc(text))
    lines: list[str] = []
    section = ""
    first = False
    for line in body.splitlines():
        head = line.removesuffix(":")
        if line.endswith(":") and head in _SECTIONS:
            section, first = _SECTIONS[head], True
            lines.append("")
        elif section and line.strip() and not line.startswith(" "):
            section = ""
            lines += ["", line]
        elif section:
            lines.append(_field(section, line, first=first))
            first = False
        else:
            lines.append(line)
    told = _BARE.sub(r"<\1>", "\n".join(lines))
    told = _CODE.sub(lambda match: _linked(match[1], link), told)
    pages = [(address, label(address)) for address in found]
    pages += [pair for pair in addresses or [] if pair[0].lower() not in {address.lower() for address, _ in pages}]
    if pages:
        told += "\n\n" + "{.mirrors}\n" + " · ".join(f"[{name}]({address})" for address, name in pages)
    return told.strip()


def first_sentence(text: str | None) -> str:
    """Return the first paragraph of a docstring in one line, without what it mirrors.

    Args:
        text: The docstring.
    """
    body, _ = mirrored(inspect.cleandoc(text or ""))
    return " ".join(body.partition("\n\n")[0].split())


def _field(section: str, line: str, *, first: bool) -> str:
    """Return one line of a section as part of a list of fields."""
    inner = line.removeprefix("    ")
    name, colon, rest = inner.partition(": ")
    if not inner.strip():
        return ""
    if section in {"returns", "yields"}:
        return f":{section}: {inner}" if first else f"    {inner.strip()}"
    if inner.startswith(" ") or not colon:
        return f"    {inner.strip()}"
    return f"- `{name.strip()}`: {rest}" if section == "attributes" else f":{section} {name.strip()}: {rest}"


def _linked(code: str, link: Callable[[str], str | None]) -> str:
    full = link(code)
    return f"{{py:obj}}`{code} <{full}>`" if full else f"`{code}`"
