"""Spacewar: `python -m demo_game` plays it, `python -m demo_game --headless` lets two bots play it without a display.

What does it show you about steam_nodes? A game whose rules are nodes that talk by signals, a server side that keeps Steam stats on
GodotSteam's calls, and a window that only draws: `tree.process(delta)` is the one line its loop gains. Keys are on the title screen.

Rules: exit code 0 after a game, 2 for what the user can mend (arguments, the data directory, no Steam, no display), 130 after Ctrl-C.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from time import sleep
from typing import TYPE_CHECKING

from .command_line import NAME, PROGRAM, VIEWS, Options, parse
from .game import rules
from .headless import Tournament
from .real_steam import SteamError
from .steam_world import DataError, opened
from .view import NoDisplayError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .play import Game

USER_CAN_MEND = 2
PACKAGES = {"pygame": "pygame-ce", "arcade": "arcade"}
"""What to install for each module that draws."""

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Play as the arguments say (default: this process's) and return the exit code."""
    options = parse(arguments)
    try:
        with opened(options) as game:
            if game.settings.note:
                _complain(game.settings.note)
            return _run_headless(game, options) if options.headless else _run_window(game, options)
    except (DataError, SteamError) as error:
        _complain(str(error))
        return USER_CAN_MEND
    except NoDisplayError as error:
        _complain(f"{error}\nWithout a display: {PROGRAM} --headless --rounds 20 --seed 1")
        return USER_CAN_MEND
    except KeyboardInterrupt:
        # The block above has closed the tree and stored what was unstored before we come here.
        _complain("interrupted; the stats so far are kept")
        return INTERRUPTED


def _run_headless(game: Game, options: Options) -> int:
    print(f"Spacewar: {options.rounds} rounds, bot against bot, seed {game.rng_seed}")
    tree = game.get_tree()
    tree.root.add_child(Tournament(game, options.rounds, print))
    while tree.process():
        if options.steam is not None and not game.scorekeeper.settled:
            # Valve's Steam answers in its own time, which frames in a hurry only spend a processor on.
            sleep(1.0 / rules.TICKS)
    return tree.exit_code


def _run_window(game: Game, options: Options) -> int:
    try:
        # Headless runs need no pygame.
        if options.screenshots is not None:
            from .view.screenshots import make_pictures  # noqa: PLC0415  # as said above

            return make_pictures(game, options, options.screenshots)
        from .view.window_loop import play  # noqa: PLC0415  # as said above

        return play(game, options)
    except ModuleNotFoundError as error:
        package = PACKAGES.get(error.name or "")
        if package is None:
            raise
        message = f"{package} is not installed, so nothing can be drawn: pip install {package}"
        other = next(view for view in VIEWS if view != options.view)
        if find_spec(other) is not None:
            message += f", or play with --view {other}"
        raise NoDisplayError(message) from error


def _complain(text: str) -> None:
    print(f"{NAME}: {text}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
