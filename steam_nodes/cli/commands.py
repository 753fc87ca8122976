"""The commands of `steam-nodes`, each with its file and one line of help, and the parser that they share.

Rules: COMMANDS is the one list. A command's file has `add(commands)`, which calls `commands.add_parser(name, description=...)` and
sets the parser's default `function`. It is imported only when the command is called, and what it needs then stands inside of its
functions. What cannot be understood is one line on stderr that names the nearest word there is, with exit code 2.
"""

from __future__ import annotations

import argparse
import importlib
import textwrap
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

from steam_nodes.cli.answers import IMPOSSIBLE, without_passwords

if TYPE_CHECKING:
    from collections.abc import Sequence

EXIT_CODES: Final = "exit codes: 0 all is well, 1 there are findings, 2 it cannot be done, 130 it was interrupted"


class Entry(NamedTuple):
    """A command: its name, its file as a module, and the line of help that `steam-nodes --help` shows."""

    name: str
    module: str
    summary: str
    passes_on: bool = False
    """Whether all that stands behind the name, `--help` too, is another program's to read."""


COMMANDS: Final = (
    Entry("demo", "steam_nodes.cli.demo_command", "play Spacewar, the game that comes with steam_nodes", passes_on=True),
    Entry("new", "steam_nodes.cli.new_command", "make a game that runs: with stats, achievements and tests"),
    Entry("world", "steam_nodes.cli.world.world_command", "look into a local Steam, change it, watch it"),
    Entry("schema", "steam_nodes.cli.schema_command", "convert a game's stats and achievements between formats, or check them"),
    Entry("doctor", "steam_nodes.cli.doctor_command", "tell what is installed, what of Valve's is found, and why it does not start"),
    Entry("port", "steam_nodes.cli.port_command", "turn GDScript into Python"),
    Entry("run", "steam_nodes.cli.run_command", "play a game"),
    Entry("check", "steam_nodes.cli.check_command", "judge a project's use of Steam"),
    Entry("completion", "steam_nodes.cli.completion.completion_command", "print the completion script of a shell"),
)
"""In the order of the help."""


class Parser(argparse.ArgumentParser):
    """argparse's parser, which answers a wrong word in one line and names the nearest right one."""

    examples: tuple[tuple[str, str], ...] = ()
    """Command lines, each with what it does."""
    exit_codes: str = EXIT_CODES
    """The line that tells them."""

    def error(self, message: str) -> NoReturn:
        """End with one line and exit code 2."""
        sentence = without_passwords(" ".join(message.split()))
        self.exit(IMPOSSIBLE, f"{self.prog}: {sentence}{'' if sentence.endswith('?') else '.'} See {self.prog} --help\n")

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Return what the arguments say; one that is unknown is told with the nearest option of the command that was called."""
        options, unknown = self.parse_known_args(args, namespace)
        if unknown:
            called: Parser = getattr(options, "parser", self)
            word = unknown[0].partition("=")[0]
            called.error(f"unknown argument {word!r}{nearest(word, called._option_string_actions)}")
        return options

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        choices = action.choices
        if choices is None or value in choices:
            return
        words = [str(choice) for choice in choices]
        near = nearest(str(value), words) or f": there are {', '.join(words)}"
        if isinstance(action, argparse._SubParsersAction):
            raise argparse.ArgumentError(None, f"unknown command {value!r}{near}")
        raise argparse.ArgumentError(action, f"unknown value {value!r}{near}")


class Commands:
    """What a command's file adds its parser to.

    Args:
        actions: What argparse has for the commands of a parser.
        summaries: The line of help of each command.
    """

    def __init__(self, actions: Any, summaries: dict[str, str]) -> None:
        """Keep both."""
        self._actions = actions
        self._summaries = summaries

    def add_parser(self, name: str, *, description: str = "", examples: Sequence[tuple[str, str]] = (), **options: Any) -> Parser:
        """Return the parser of a command.

        Args:
            name: What it is called.
            description: What it does, in whole sentences; an empty line begins a paragraph.
            examples: Command lines, each with what it does.
            **options: As for argparse; `epilog` are the exit codes, where they are not the usual ones.
        """
        options.setdefault("help", self._summaries.get(name))
        shown = [f"  {line}\n      {what}" for line, what in examples]
        codes = options.pop("epilog", EXIT_CODES)
        epilog = "\n\n".join([*(["examples:\n" + "\n".join(shown)] if shown else []), codes])
        parser: Parser = self._actions.add_parser(name, description=description, epilog=epilog, formatter_class=Help, **options)
        parser.examples, parser.exit_codes = tuple(examples), codes
        parser.set_defaults(parser=parser)
        return parser


class Help(argparse.HelpFormatter):
    """Help whose paragraphs are wrapped each by itself, and whose indented lines stay as they are."""

    def __init__(self, prog: str) -> None:
        """Leave room for the names."""
        super().__init__(prog, max_help_position=28)

    def add_argument(self, action: argparse.Action) -> None:
        """Make the first column wide enough, also for the names of commands, which stand further in than argparse counts."""
        super().add_argument(action)
        if isinstance(action, argparse._SubParsersAction):
            longest = max((len(name) for name in action.choices), default=0)
            self._action_max_length = max(self._action_max_length, longest + 2 * self._indent_increment)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        parts = []
        for paragraph in text.strip().split("\n\n"):
            kept = any(line.startswith("  ") for line in paragraph.split("\n"))
            parts.append(textwrap.indent(paragraph, indent) if kept else textwrap.fill(paragraph, width, initial_indent=indent))
        return "\n\n".join(parts)


class _Version(argparse.Action):
    """Tells the version; it is looked up only where it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        """Print it and end."""
        import steam_nodes  # noqa: PLC0415  # only who asks for the version pays for it

        print(f"{parser.prog} {steam_nodes.__version__}")  # noqa: T201  # it was asked for
        parser.exit()


def parser_for(words: Sequence[str] | None) -> Parser:
    """Return the parser of the program.

    Args:
        words: What stands behind the program's name: only the command that is called is loaded. None loads all of them.
    """
    parser = Parser(
        prog="steam-nodes",
        description="Make a game with Steam's stats, look into its stats, and bring a GodotSteam project to Python.",
        epilog=f"{EXIT_CODES}; run ends with the game's own code. steam-nodes COMMAND --help tells of one command, with examples.",
        formatter_class=Help,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    actions = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands = Commands(actions, {entry.name: entry.summary for entry in COMMANDS})
    called = None if words is None else called_by(words)
    for entry in COMMANDS:
        if words is None or entry is called:
            importlib.import_module(entry.module).add(commands)
        else:
            actions.add_parser(entry.name, help=entry.summary)
    return parser


def called_by(words: Sequence[str]) -> Entry | None:
    """Return the command that the words call.

    Args:
        words: What stands behind the program's name.
    """
    first = next((word for word in words if not word.startswith("-")), None)
    return next((entry for entry in COMMANDS if entry.name == first), None)


def nearest(word: str, known: Any) -> str:
    """Return a question for the nearest word there is, "" where none is near.

    Args:
        word: What was given.
        known: The words there are.
    """
    import difflib  # noqa: PLC0415  # only a wrong word needs it

    found = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {found[0]!r}?" if found else ""
