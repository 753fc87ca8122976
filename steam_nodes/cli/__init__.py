"""`steam-nodes` and `python -m steam_nodes`: make a game, look into its stats, port a Godot project, run it, check its use of Steam.

Rules: each command is one file, loaded when it is called; commands.py has the list. The exit code is 0 where all is well, 1 for findings,
2 for what cannot be done, which is one line on stderr; `run` and `demo` end with the game's own. Nothing else of the library imports this
room.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from steam_nodes.cli.answers import FINE, IMPOSSIBLE, INTERRUPTED, RefusedError, tell
from steam_nodes.cli.commands import called_by, parser_for

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNWRITTEN: Final = {errno.EBADF, errno.EIO, errno.EFBIG, errno.ENOSPC, errno.EDQUOT}
"""Why stdout cannot be written: the commands themselves tell of their files."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: What stands behind the program's name; this process's where it is left out.

    Returns:
        The exit code.
    """
    # Where a stream is closed, as `>&-` does, Python has None in its place.
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # it lives as long as the program
    sys.stderr = sys.stderr or sys.stdout
    words = sys.argv[1:] if arguments is None else list(arguments)
    if not words:
        parser_for(words).print_help(sys.stderr)
        return IMPOSSIBLE
    called = called_by(words[:1])
    if called is not None and called.passes_on:
        # What another program reads is not for argparse, which would take its options for ours.
        options = parser_for(words).parse_args(words[:1])
        options.arguments = words[1:]
    else:
        options = parser_for(words).parse_args(words)
    try:
        code: int = options.function(options)
        sys.stdout.flush()
    except RefusedError as refused:
        tell(f"steam-nodes: {refused}")
        return IMPOSSIBLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough.
        _forget_output()
        return FINE
    except OSError as fault:
        if fault.filename is not None or fault.errno not in _UNWRITTEN:
            raise
        _forget_output()
        tell(f"steam-nodes: stdout cannot be written: {fault.strerror}; give it another place")
        return IMPOSSIBLE
    return code


def _forget_output() -> None:
    """Let Python not try at its end to write again what could not be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
