"""The parts of docs/reference/command_line.md that are made from the parsers: `python -m tests.support.command_page` writes them anew.

Rules: a part stands between `<!-- command NAME -->` and `<!-- end of NAME -->`, NAME being the words behind `steam-nodes`; what stands
outside is written by hand. A command without a part is named by the law of the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from steam_nodes.cli.commands import EXIT_CODES, Parser, parser_for
from steam_nodes.cli.completion.parser_words import places_of
from tests.support.source_files import ROOT

if TYPE_CHECKING:
    from steam_nodes.cli.completion.parser_words import Place

_TYPED: Final = re.compile(r"steam-nodes( [a-z]+)*( --[a-z][a-z-]*)*|pip install \"[^\"]*\"|(?<![\w-])--[a-z][a-z-]*")
"""A command line, or an option, in a sentence."""
PAGE: Final = ROOT / "docs" / "reference" / "command_line.md"


def parts() -> dict[str, str]:
    """Return what stands in the part of each command that has no commands below it."""
    return {place.path: _part(place) for place in places_of(parser_for(None)) if not place.commands}


def made_anew(text: str) -> str:
    """Return the page with its parts as the parsers have them.

    Args:
        text: The page as it is.
    """
    found = parts()
    for name, part in found.items():
        start, end = f"<!-- command {name} -->\n", f"<!-- end of {name} -->"
        if start in text:
            before, _, rest = text.partition(start)
            _, _, after = rest.partition(end)
            text = f"{before}{start}{part}{end}{after}"
    return text


def _part(place: Place) -> str:
    """Return the part of a command."""
    parser = place.parser
    words = [f"steam-nodes {place.path}"]
    rows = []
    for action in parser._actions:
        if action.option_strings:
            continue
        name = str(action.metavar or action.dest)
        words.append(f"[{name}]" if action.nargs in ("?", "*") else name)
        rows.append((f"`{name}`", action.help or ""))
    for option in place.options:
        if "--help" in option.spellings:
            continue
        value = f" {option.metavar}" if option.metavar else ""
        rows.append((", ".join(f"`{spelling}{value}`" for spelling in option.spellings), option.help))
    lines = ["```sh", " ".join(words), "```", "", _marked((parser.description or "").strip()), "", "| word | what it is |", "|---|---|"]
    lines += [f"| {name} | {_cell(_marked(text))} |" for name, text in rows]
    if isinstance(parser, Parser):
        if parser.examples:
            lines += ["", "| for example | |", "|---|---|"]
            lines += [f"| `{_cell(line)}` | {_cell(_marked(what))} |" for line, what in parser.examples]
        if parser.exit_codes != EXIT_CODES:
            lines += ["", _marked(f"{parser.exit_codes[0].upper()}{parser.exit_codes[1:]}.")]
    return "\n".join([*lines, ""]) + "\n"


def _marked(text: str) -> str:
    """Return a text with what is typed in it marked as that, so that no dash becomes another one."""
    return _TYPED.sub(r"`\g<0>`", text)


def _cell(text: str) -> str:
    """Return a text for a cell of a table."""
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(made_anew(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
