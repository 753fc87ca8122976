"""`steam-nodes run PATH`: plays a ported folder, or a Godot project that is translated in memory.

Rules: there is no window, whether `--headless` is given or not: what is drawn stands in. Without `--steam` Steam is a local one. The exit
code is the game's.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steam_nodes.cli.answers import RefusedError, count, refuse_for

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator


def add(commands: Any) -> None:
    """Tell the options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "run",
        description="Play the main scene of a ported folder, or of a Godot project, which is then translated in memory. Steam is a local "
        "one, in memory or in a folder, or with --steam Valve's own.",
        examples=[
            ("steam-nodes run game_python", "plays a port, 60 frames a second"),
            ("steam-nodes run game --fixed-fps 60 --frames 600", "ten seconds of a project, as fast as it goes"),
            ("steam-nodes run game --local saves --trace", "keeps the stats, and tells each call of Steam"),
            ("steam-nodes world show saves", "shows what it kept"),
        ],
        epilog="exit codes: the game's own; 2 it cannot be played, 130 Ctrl-C",
    )
    parser.add_argument("path", type=Path, metavar="PATH", help="a ported folder, a folder with project.godot, or one .gd")
    parser.add_argument("--steam", type=Path, metavar="LIBRARY", help="Valve's libsteam_api, or its folder: Steam is the real one")
    parser.add_argument(
        "--local", type=Path, metavar="DIR", help="keep the stats of the local Steam there, with the stats.toml that names them"
    )
    parser.add_argument("--player", type=int, metavar="ID", help="the Steam ID of the local Steam's player")
    parser.add_argument("--headless", action="store_true", help="no window, which is always so")
    parser.add_argument("--scene", metavar="RES", help="another scene or script than the main scene: res://level.tscn")
    parser.add_argument("--fps", type=count, default=60, metavar="N", help="frames a second (default 60)")
    parser.add_argument("--fixed-fps", type=count, metavar="N", help="every frame takes 1/N s, and none waits for the clock")
    parser.add_argument("--frames", type=count, metavar="N", help="end after N frames")
    parser.add_argument("--user", type=Path, metavar="DIR", help="where user:// lies (default: .user in the game's folder)")
    parser.add_argument(
        "--trace", action="store_true", help="write each call of Steam but run_callbacks, and each of its signals, to stderr"
    )
    parser.add_argument("--json", action="store_true", help="the same, as one JSON object on each line")
    parser.add_argument("arguments", nargs="*", default=[], metavar="-- ARGUMENTS", help="arguments of the game, behind --")
    parser.set_defaults(function=command)


def command(options: argparse.Namespace) -> int:
    """Play a game.

    Raises:
        RefusedError: It can't be played.
    """
    from steam_nodes.cli import playing, steam_side  # noqa: PLC0415  # loaded by the command that is called
    from steam_nodes.gdscript.scripts import resources  # noqa: PLC0415  # the same

    if options.steam is not None and options.local is not None:
        message = "--local keeps the stats of a local Steam, with --steam they are kept by Steam itself: leave one of the two out."
        raise RefusedError(message)
    path: Path = options.path
    is_port = (path / ".steam_nodes" / "port.json").is_file()
    with ExitStack() as ends:
        ends.enter_context(playing.logged_to(sys.stderr))
        told, names, folder = ends.enter_context(_ported(path) if is_port else _translated(path))
        resources.place("user", options.user or folder / ".user")
        ends.enter_context(playing.applied(told.SETTINGS))
        stepped = options.fixed_fps is not None
        if options.steam is not None:
            steam = ends.enter_context(steam_side.library(options.steam, names))
        else:
            player = options.player or steam_side.PLAYER
            steam = ends.enter_context(steam_side.local(names, options.local, stepped=stepped, player=player))
        if options.trace or options.json:
            trace = steam_side.Trace(sys.stderr, as_json=options.json)
            for name, node in steam.items():
                trace.watch(name, node)
        scene = options.scene or told.MAIN_SCENE
        if not scene:
            message = f"{path} has no main scene. Set one in project.godot (application/run/main_scene), or name it with --scene."
            raise RefusedError(message)
        ends.callback(partial(setattr, sys, "argv", sys.argv))
        sys.argv = [str(path), *(["--", *options.arguments] if options.arguments else [])]
        main = playing.Maker(scene)
        autoloads = {name: playing.Maker(each) for name, each in told.AUTOLOADS.items()}
        game = playing.Game(main, autoloads, steam, fixed_fps=options.fixed_fps, frames=options.frames)
        ends.callback(game.close)
        return playing.play(game, fps=options.fps, fixed=stepped)


@contextmanager
def _ported(path: Path) -> Iterator[tuple[Any, str, Path]]:
    from steam_nodes.cli import playing  # noqa: PLC0415  # loaded by the command that is called
    from steam_nodes.cli.steam_side import NAMES  # noqa: PLC0415  # the same

    with playing.ported(path) as told:
        yield told, _names(path / NAMES, "app_id = 480\n"), path


@contextmanager
def _translated(path: Path) -> Iterator[tuple[Any, str, Path]]:
    from steam_nodes.cli import playing  # noqa: PLC0415  # loaded by the command that is called
    from steam_nodes.cli.steam_side import NAMES  # noqa: PLC0415  # the same
    from steam_nodes.port.disk import ProjectError  # noqa: PLC0415  # the same
    from steam_nodes.port.porting import port  # noqa: PLC0415  # the same
    from steam_nodes.port.project import Project  # noqa: PLC0415  # the same
    from steam_nodes.port.report import ordered  # noqa: PLC0415  # the same

    try:
        made = port(Project.read(path), whole=True)
    except ProjectError as refused:
        raise RefusedError(str(refused)) from refused
    refuse_for(made.failures, ordered(made.problems))
    folder = made.project.folder or path.parent
    names = made.files[NAMES].text if NAMES in made.files else "app_id = 480\n"
    with playing.translated(made, folder) as told:
        yield told, _names(folder / NAMES, names), folder


def _names(place: Path, made: str) -> str:
    """Return what a `stats.toml` says, or what stands for it where there is none."""
    from steam_nodes.port.disk import ProjectError, text_if_there  # noqa: PLC0415  # loaded by the command that is called

    try:
        return text_if_there(place) or made
    except ProjectError as refused:
        raise RefusedError(str(refused)) from refused
