"""`steam-nodes demo`: plays Spacewar, the game that comes with steam_nodes.

Rules: the game is a program of its own, which reads its own arguments and ends with its own exit code. A wheel carries it as
`steam_nodes_demo`, a checkout as `demo_game`; the first of them that is there is played. Nothing of it is imported before.
"""

from __future__ import annotations

import importlib
import importlib.util
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.cli.answers import RefusedError

if TYPE_CHECKING:
    import argparse

GAMES: Final = ("steam_nodes_demo", "demo_game")
"""The names of the game, in the order in which they are looked for."""
_REMEDY: Final = 'pip install "steam_nodes[demo]"'
_ARCADE: Final = frozenset({"arcade", "--view=arcade"})
_ARCADES_REMEDY: Final = 'pip install "steam_nodes[demo-arcade]"'
_NEEDS: Final = ("pygame", "arcade", "platformdirs")
_NO_WINDOW: Final = frozenset({"--headless", "--help", "-h"})


def add(commands: Any) -> None:
    """Tell the options."""
    parser = commands.add_parser(
        "demo",
        description="Play Spacewar, a game with stats and achievements on a local Steam. All arguments are the game's own: "
        "steam-nodes demo --help shows them.",
        examples=[
            ("steam-nodes demo", "plays it in a window; the keys stand on its title"),
            ("steam-nodes demo --view arcade", "plays the same game drawn with arcade"),
            ("steam-nodes demo --headless --rounds 20 --seed 1", "lets two bots play without a display"),
            ("steam-nodes world show --demo", "shows the stats that it has kept"),
        ],
        epilog="exit codes: those of the game: 0 after a game, 2 for what you can mend, 130 after Ctrl-C",
    )
    parser.add_argument("arguments", nargs="*", metavar="ARGUMENTS", help="arguments of the game")
    parser.set_defaults(function=command)


def command(options: argparse.Namespace) -> int:
    """Play the demo.

    Args:
        options: What the command line said; `arguments` are the game's.

    Returns:
        The game's exit code.

    Raises:
        RefusedError: The game, or what it stands on, is not installed.
    """
    game = found()
    arcade = not _ARCADE.isdisjoint(options.arguments)
    module, package, remedy = ("arcade", "arcade", _ARCADES_REMEDY) if arcade else ("pygame", "pygame-ce", _REMEDY)
    if not _NO_WINDOW.intersection(options.arguments) and importlib.util.find_spec(module) is None:
        message = f"the demo draws with {package}, which is not installed: {remedy}; without a window: steam-nodes demo --headless"
        raise RefusedError(message)
    try:
        program = importlib.import_module(f"{game}.__main__")
        code: int = program.main(options.arguments)
    except ModuleNotFoundError as missing:
        # What the game itself lacks is a fault of the game's, and is told as one.
        if missing.name is None or missing.name.partition(".")[0] not in _NEEDS:
            raise
        message = f"the demo needs {missing.name}, which is not installed: {remedy}"
        raise RefusedError(message) from missing
    return code


def found() -> str:
    """Return the name of the game's package.

    Raises:
        RefusedError: It is not there.
    """
    for name in GAMES:
        if importlib.util.find_spec(name) is not None:
            return name
    message = f"the demo is not installed here: {_REMEDY}"
    raise RefusedError(message)
