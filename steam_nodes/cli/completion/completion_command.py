"""`steam-nodes completion SHELL`: prints the script that lets a shell complete the commands, their options and values.

Rules: the script is made of the parsers that the program itself uses, so it names what there is. It is static: a shell that completes a
word starts no Python. After an update it is printed anew, as the line that loads it does by itself.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.cli.answers import FINE, RefusedError

if TYPE_CHECKING:
    import argparse

SHELLS: Final = ("bash", "zsh", "fish")


def add(commands: Any) -> None:
    """Tell the options."""
    parser = commands.add_parser(
        "completion",
        description="Print the script that lets a shell complete the commands of steam-nodes, their options and their values.",
        examples=[
            ('eval "$(steam-nodes completion bash)"', "in ~/.bashrc"),
            ('eval "$(steam-nodes completion zsh)"', "in ~/.zshrc, behind compinit"),
            ("steam-nodes completion fish | source", "in ~/.config/fish/config.fish"),
        ],
    )
    parser.add_argument("shell", nargs="?", choices=SHELLS, metavar="SHELL", help="bash, zsh or fish (default: what $SHELL names)")
    parser.add_argument("--json", action="store_true", help="print the commands, options and values as one object instead")
    parser.set_defaults(function=command)


def command(options: argparse.Namespace) -> int:
    """Print a script.

    Args:
        options: What the command line said.

    Raises:
        RefusedError: No shell was named, and $SHELL is none that is known.
    """
    from steam_nodes.cli.commands import parser_for  # noqa: PLC0415  # loaded by the command that is called
    from steam_nodes.cli.completion import parser_words, scripts  # noqa: PLC0415  # the same
    from steam_nodes.cli.terminal import Page  # noqa: PLC0415  # the same

    places = parser_words.places_of(parser_for(None))
    if options.json:
        Page().json({place.path: place.as_json() for place in places})
        return FINE
    shell = options.shell or Path(os.environ.get("SHELL", "")).name
    if shell not in SHELLS:
        message = f"name the shell: {', '.join(SHELLS)} ($SHELL is {os.environ.get('SHELL', 'not set')!r})"
        raise RefusedError(message)
    sys.stdout.write({"bash": scripts.bash, "zsh": scripts.zsh, "fish": scripts.fish}[shell](places))
    return FINE
