"""`steam-nodes doctor`: tells what is installed, what of Valve's is found, why it does not start, and what to do about each.

Rules: it works where things are missing, for that is what it is for. Nothing is changed, and Steam is started only with --start. The exit
code is 1 where something must be mended; what only some games need is a note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.cli.answers import FINDINGS, FINE, tell

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from steam_nodes.cli.doctor.this_machine import Answer, Surroundings

_COLOURS: Final = {"ok": "green", "note": "yellow", "wrong": "red"}
_WIDTH: Final = 5


def add(commands: Any) -> None:
    """Tell the options."""
    parser = commands.add_parser(
        "doctor",
        description="Tell what is installed, which library of Valve's is found, and why Steam does not start, with a remedy for each.",
        examples=[
            ("steam-nodes doctor", "looks at all of it and starts nothing"),
            ('steam-nodes doctor --database "postgresql://game@db/game"', "looks at the database of a fleet of servers as well"),
            ("steam-nodes doctor --library sdk/redistributable_bin/linux64 --start", "tries one library, and starts Steam"),
        ],
    )
    parser.add_argument("--library", metavar="PATH", help="Valve's library, or its folder (default: where a game looks for it)")
    parser.add_argument("--database", metavar="URL", help="the database that servers share, postgresql://user@host:port/database")
    parser.add_argument("--start", action="store_true", help="start Steam for a player's program, and end it again")
    parser.add_argument("--json", action="store_true", help="print an object instead of text")
    parser.add_argument("--quiet", action="store_true", help="tell nothing on stderr")
    parser.set_defaults(function=command)


def command(options: argparse.Namespace) -> int:
    """Look at everything and tell it.

    Args:
        options: What the command line said.

    Returns:
        The exit code.
    """
    from steam_nodes.cli.doctor.this_machine import Surroundings  # noqa: PLC0415  # loaded by the command that is called

    return examine(options, Surroundings())


def examine(options: argparse.Namespace, here: Surroundings) -> int:
    """Look at some surroundings and tell what was found.

    Args:
        options: What the command line said.
        here: Where to look.

    Returns:
        The exit code.
    """
    from steam_nodes.cli.terminal import Page  # noqa: PLC0415  # loaded by the command that is called

    answers = [*look(here, options.library, options.database, start=options.start)]
    wrong = sum(answer.level == "wrong" for answer in answers)
    page = Page()
    if options.json:
        told = [{"topic": each.topic, "level": each.level, "says": each.says, "remedy": each.remedy} for each in answers]
        page.json({"findings": wrong, "answers": told})
    else:
        topic = ""
        for answer in answers:
            if answer.topic != topic:
                page.line(f"{chr(10) if topic else ''}{page.paint(answer.topic, 'bold')}")
                topic = answer.topic
            page.line(f"  {page.paint(answer.level.ljust(_WIDTH), _COLOURS[answer.level])} {_plain(answer.says)}")
            if answer.remedy:
                page.line(f"  {' ' * _WIDTH} {page.paint('-> ' + _plain(answer.remedy), 'cyan')}")
    if not options.quiet:
        tell("", f"{wrong} thing{' needs' if wrong == 1 else 's need'} mending." if wrong else "All is well.")
    return FINDINGS if wrong else FINE


def look(here: Surroundings, library: str | None = None, database: str | None = None, *, start: bool = False) -> Iterator[Answer]:
    """Look at everything.

    Args:
        here: Where to look.
        library: The path of Valve's library, None for where a game looks for it.
        database: The URL of a database, None for none.
        start: Whether Steam is to be started.
    """
    from steam_nodes.cli.doctor.installed import installed, packages  # noqa: PLC0415  # loaded by the command that is called
    from steam_nodes.cli.doctor.valve import started, steam, valve  # noqa: PLC0415  # the same
    from steam_nodes.cli.doctor.window_and_sound import window_and_sound  # noqa: PLC0415  # the same

    yield from installed(here)
    yield from packages(here)
    yield from window_and_sound(here)
    yield from valve(here, library)
    yield from steam(here)
    if database is not None:
        from steam_nodes.cli.doctor.fleet_database import fleet_database  # noqa: PLC0415  # the same

        yield from fleet_database(database)
    if start:
        yield from started(here, library)


def _plain(text: str) -> str:
    """Return a text that came from the machine, on one line."""
    from steam_nodes.object.plain_text import plain  # noqa: PLC0415  # loaded by the command that is called

    return plain(text)
