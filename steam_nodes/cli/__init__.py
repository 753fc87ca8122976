"""`steam-nodes` and `python -m steam_nodes`: port a Godot project, run it, check its use of Steam.

Rules: each command is one file, loaded when it is called. The exit code is 0 where all is well, 1 for findings, 2 for what cannot be done,
which is one line on stderr; `run` ends with the game's own. Nothing else of the library imports this room.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, Final

from steam_nodes.cli.answers import FINE, IMPOSSIBLE, INTERRUPTED, RefusedError, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

_EPILOG: Final = "exit codes: 0 all is well, 1 there are findings, 2 it cannot be done; run ends with the game's own code"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: What stands behind the program's name; this process's where it is left out.

    Returns:
        The exit code.
    """
    # Each command loads what it needs; these files only tell their options.
    from steam_nodes.cli import check_command, port_command, run_command  # noqa: PLC0415  # a program that is asked for help needs no more

    parser = argparse.ArgumentParser(prog="steam-nodes", description="Bring a GodotSteam project to Python.", epilog=_EPILOG)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in (port_command, run_command, check_command):
        command.add(commands)
    options = parser.parse_args(arguments)
    try:
        code: int = options.function(options)
        sys.stdout.flush()
    except RefusedError as refused:
        tell(f"steam-nodes: {refused}")
        return IMPOSSIBLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough; Python must not try again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    return code
