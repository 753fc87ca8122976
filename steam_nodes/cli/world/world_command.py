"""`steam-nodes world WHAT`: the options of what can be done with a local Steam.

Rules: each WHAT is a function of another file of this room, loaded when it is called. The store is always the last word, and may be left
out. Who only reads changes nothing of a store and holds no game up.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from steam_nodes.cli.answers import count
from steam_nodes.cli.commands import Commands

if TYPE_CHECKING:
    import argparse

    from steam_nodes.cli.commands import Parser


class _What(NamedTuple):
    """What can be done: the function of this room that does it, and the line of help."""

    function: str
    summary: str


WHATS: Final = {
    "show": _What("show.show", "print players, stats, achievements, leaderboards, totals and files"),
    "set": _What("change.set_value", "set a stat, or unlock or lock an achievement"),
    "reset": _What("change.reset", "set stats and achievements back"),
    "export": _What("transfer.export", "write all of it as JSON"),
    "import": _What("transfer.import_", "bring back what export wrote"),
    "backup": _What("transfer.backup", "copy the store while it is in use"),
    "copy": _What("world_copy.copy", "bring all of it to another store, from a file to a database or back"),
    "watch": _What("watch.watch", "see players and stats change while a game runs"),
}
_STORE: Final = "the file of the store, a folder with one, or the URL of a database (default: the one beside stats.toml in this folder)"


def add(commands: Any) -> None:
    """Tell the options."""
    parser = commands.add_parser(
        "world",
        description="Look into a local Steam, change it, copy it, and watch it while a game plays on it.\n\n"
        "A world is the file, or the PostgreSQL database, that LocalSteam keeps its players in, and the schema (stats.toml) that says what "
        "their stats are. Without a name both are looked for in this folder, and what was taken is told on stderr.",
        examples=[
            ("steam-nodes world show", "the players of the game in this folder"),
            ("steam-nodes world show --demo", "those of the demo"),
            ("steam-nodes world set 76561197960287931 kills 99", "as the game would set it, by the rules of the schema"),
            ("steam-nodes world export -o all.json", "everything as JSON"),
            ("steam-nodes world watch", "a live table, while the game runs"),
        ],
    )
    actions = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    whats = Commands(actions, {name: what.summary for name, what in WHATS.items()})
    _add_show(whats)
    _add_set(whats)
    _add_reset(whats)
    _add_export(whats)
    _add_import(whats)
    _add_backup(whats)
    _add_copy(whats)
    _add_watch(whats)


def command(options: argparse.Namespace) -> int:
    """Do what was asked for.

    Args:
        options: What the command line said.

    Returns:
        The exit code.
    """
    module, _, function = WHATS[options.what].function.partition(".")
    code: int = getattr(importlib.import_module(f"steam_nodes.cli.world.{module}"), function)(options)
    return code


def _finish(parser: Parser, json_help: str) -> None:
    """Add what all of them have."""
    parser.add_argument("store", type=_store, nargs="?", metavar="STORE", help=_STORE)
    parser.add_argument("--schema", type=_file, metavar="FILE", help="the schema of the game (default: stats.toml beside the store)")
    parser.add_argument("--demo", action="store_true", help="the world of the demo")
    parser.add_argument("--json", action="store_true", help=json_help)
    parser.set_defaults(function=command)


def _add_show(whats: Commands) -> None:
    parser = whats.add_parser(
        "show",
        description="Print what a store keeps: each player's stats and achievements with the time of their unlock, the leaderboards, the "
        "totals over all players, and the files in their cloud. Nothing is changed, also while a game runs.",
        examples=[
            ("steam-nodes world show", "the game in this folder"),
            ("steam-nodes world show saves/stats.db --player 76561197960287931", "one player of a certain file"),
            ("steam-nodes world show --json", "all of it as one JSON object"),
        ],
    )
    parser.add_argument("--player", metavar="ID", help="this player alone: a Steam ID, or a name of the schema's [players]")
    parser.add_argument(
        "--limit", type=_limit, metavar="N", help="so many players, and lines of each board; 0 for all (default: 20, with --json all)"
    )
    _finish(parser, "print one object")


def _add_set(whats: Commands) -> None:
    parser = whats.add_parser(
        "set",
        description="Set a stat of a player, or unlock or lock an achievement, and store it, as the game would: by whoever may set it (Set "
        "By), within its limits. A game that runs on the store sees it.\n\n"
        "VALUE is a number for an INT or FLOAT, COUNT/SECONDS for an AVGRATE (one more session), on or off for an achievement.",
        examples=[
            ("steam-nodes world set 76561197960287931 kills 99", "a number"),
            ("steam-nodes world set 76561197960287931 ACH_WIN on", "an unlock"),
            ("steam-nodes world set Needle NumWins 0 --force", "against Increment Only, for a player by name"),
        ],
        epilog="exit codes: 0 it is stored, 2 it was refused, and nothing is changed",
    )
    parser.add_argument("player", metavar="PLAYER", help="a Steam ID, or a name of the schema's [players]")
    parser.add_argument("name", metavar="NAME", help="the API Name of a stat or achievement")
    parser.add_argument("value", metavar="VALUE", help="a number, COUNT/SECONDS, on or off")
    parser.add_argument("--force", action="store_true", help="whatever the limits say and whoever may set it; the type must be right")
    _finish(parser, "print one object with the values before and after")


def _add_reset(whats: Commands) -> None:
    parser = whats.add_parser(
        "reset",
        description="Set the stats and achievements of all players back, or those of one. A backup is made before, beside the "
        "file, or of a database in this folder. It asks on a terminal; elsewhere --yes must be given.",
        examples=[
            ("steam-nodes world reset", "everybody, after a question"),
            ("steam-nodes world reset --player 76561197960287931 --boards --yes", "one player, also off the leaderboards"),
        ],
    )
    parser.add_argument("--player", metavar="ID", help="this player alone: a Steam ID, or a name of the schema's [players]")
    parser.add_argument("--boards", action="store_true", help="take the scores off the leaderboards too")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    _finish(parser, "print one object")


def _add_export(whats: Commands) -> None:
    parser = whats.add_parser(
        "export",
        description="Write all players with their stats and achievements, the leaderboards and the totals as JSON, which import brings "
        "back exactly. The files in the players' cloud are not in it: backup copies those too.",
        examples=[
            ("steam-nodes world export > all.json", "to stdout"),
            ("steam-nodes world export -o all.json", "to a file, complete or not at all"),
        ],
        epilog="exit codes: 0 all of it is written, 1 a row that cannot be read is left out, 2 it cannot be done",
    )
    parser.add_argument("-o", "--output", type=_file, metavar="FILE", help="where to write (default: stdout, which - is too)")
    _finish(parser, "print one object that says what was written (with -o; what is exported is JSON anyway)")


def _add_import(whats: Commands) -> None:
    parser = whats.add_parser(
        "import",
        description="Bring back what export wrote. All of the file is checked first, and a store is not touched by one that is wrong. The "
        "store is made, or has nothing in it; with --merge it may have players: those of the file are then as in the file, all others "
        "stay, and a backup is made before.",
        examples=[
            ("steam-nodes world import all.json new.sqlite3", "into a new store"),
            ("steam-nodes world import all.json --merge", "into the store of this folder"),
        ],
    )
    parser.add_argument("file", type=_file, metavar="FILE", help="what export wrote")
    parser.add_argument("--merge", action="store_true", help="into a store that has players")
    _finish(parser, "print one object that says what was brought")


def _add_backup(whats: Commands) -> None:
    parser = whats.add_parser(
        "backup",
        description="Copy a store while it is in use: a store of its own that can be opened, or put in the other's place. The copy is of "
        "one moment, complete or not there at all, and holds up no game. A file needs no schema. Of a database what is of the schema's app "
        "comes to a file, and its counts and sums are compared; world copy brings that back.",
        examples=[
            ("steam-nodes world backup", "beside the store, with the time in its name"),
            ("steam-nodes world backup -o a.sqlite3", "under another name"),
            ("steam-nodes world backup postgresql://game@db.example/game", "of a database, in this folder"),
        ],
        epilog="exit codes: 0 it is copied, 1 what cannot be read in a database is left out, 2 it cannot be done",
    )
    parser.add_argument("-o", "--output", type=_file, metavar="FILE", help="where to (default: beside the file, with the time in its name)")
    _finish(parser, "print one object")


def _add_copy(whats: Commands) -> None:
    parser = whats.add_parser(
        "copy",
        description="Bring all of a world to another store: players, leaderboards, totals of each day, files in the cloud. Either may be "
        "a file or a PostgreSQL database. The copy is of one moment, holds up no game, and changes nothing of FROM. At the end it is "
        "read, and its counts and sums are compared.\n\n"
        "TO is new: a file that is not there, or a database with no players of this game. Where it was interrupted or killed, the same "
        "command goes on. Until it is finished a file has another name, and no game should use a database.",
        examples=[
            ("steam-nodes world copy stats.db postgresql://game@db.example/game", "from one machine to a fleet"),
            ("steam-nodes world copy postgresql://game@db.example/game copy.db", "a file of its own, of one moment"),
        ],
        epilog="exit codes: 0 it is copied and the same, 1 a row that cannot be read is left out, or the copy is not the same, 2 it cannot "
        "be done",
    )
    parser.add_argument("source", type=_store, metavar="FROM", help="the store that is copied: a file, a folder with one, or a URL")
    parser.add_argument("target", type=_store, metavar="TO", help="where to: a new file, or the URL of a database")
    parser.add_argument("--schema", type=_file, metavar="FILE", help="the schema of the game (default: stats.toml beside FROM, or TO)")
    parser.add_argument("--json", action="store_true", help="print one object that says what was copied")
    parser.set_defaults(function=command)


def _add_watch(whats: Commands) -> None:
    parser = whats.add_parser(
        "watch",
        description="Show players and stats while a game runs on the store: a live table in a terminal, one line for each change "
        'elsewhere. The table needs rich (pip install "steam_nodes[cli]"); without it there are lines. Ctrl-C ends it, nothing is changed.',
        examples=[
            ("steam-nodes world watch", "the game in this folder"),
            ("steam-nodes world watch --demo", "the demo, in a second terminal"),
            ("steam-nodes world watch --json --seconds 60", "a JSON object on a line for each change, for a minute"),
        ],
        epilog="exit codes: 0 it has ended as --frames or --seconds say, 2 it cannot be done, 130 Ctrl-C",
    )
    parser.add_argument("--player", metavar="ID", help="this player alone: a Steam ID, or a name of the schema's [players]")
    parser.add_argument("--every", type=_seconds, default=0.25, metavar="S", help="seconds between two looks (default 0.25)")
    parser.add_argument("--frames", type=count, metavar="N", help="end after N looks")
    parser.add_argument("--seconds", type=_seconds, metavar="S", help="end after S seconds")
    parser.add_argument("--lines", action="store_true", help="lines instead of the table, also in a terminal")
    _finish(parser, "one object on a line for each change")


def _store(text: str) -> str | Path:
    """Return what was typed for a store: a URL keeps both of its strokes, which a path would not."""
    return text if "://" in text else Path(text)


def _file(text: str) -> Path:
    """Return the path of a file."""
    import argparse  # noqa: PLC0415  # loaded already where a text is read

    if "://" in text:
        message = "it is the path of a file, and no URL"
        raise argparse.ArgumentTypeError(message)
    return Path(text)


def _limit(text: str) -> int:
    """Return a whole number from 0 up."""
    return 0 if text == "0" else count(text)


def _seconds(text: str) -> float:
    """Return a number of seconds from 0 up."""
    import argparse  # noqa: PLC0415  # loaded already where a text is read

    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0.0 <= seconds <= 1e9:  # noqa: PLR2004  # more than anybody waits
        message = f"{text!r} is not a number of seconds"
        raise argparse.ArgumentTypeError(message)
    return seconds
