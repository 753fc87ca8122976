"""The world of a run: Steam, the tree, and the game in it, opened together and closed in order.

On the local Steam the game has both sides of it: the server's, and a client for each of the two players and for a single player's bot.

Rules: whoever runs the game, with a window or without, gets it from here; when the run ends, however it ends, the tree goes first, then the
players' clients, and the server's Steam last, so that what was set and not stored is stored.
"""

from __future__ import annotations

import secrets
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from steam_nodes import LocalSteam, RealClock, SceneTree, Steam, SteamServerStats, SteppedClock, StoreError

from . import real_steam
from .friend_rounds import play_friends
from .game import rules
from .overlay_pause import LocalOverlay
from .pilot_name import LocalKeyboard
from .play import Game
from .settings import FILE, SettingsFile
from .stats.scorekeeper import BOT, PLAYERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .command_line import Options

SCHEMA: Final = Path(__file__).with_name("spacewar.toml")
STORE: Final = "spacewar.sqlite3"


class DataError(Exception):
    """The directory for the stats cannot be used. The text names it and the remedy."""


@contextmanager
def opened(options: Options) -> Iterator[Game]:
    """Open Steam, a tree and the game in it; close all when the block ends.

    Args:
        options: What the command line asked for.

    Raises:
        DataError: The directory for the stats cannot be used.
        SteamError: The Steam that was asked for cannot be reached; a frame of the tree may raise it, too.
    """
    seed = secrets.randbelow(1_000_000) if options.seed is None else options.seed
    settings = _settings(options)
    skill = settings.now.skill if options.skill is None else options.skill
    with ExitStack() as ends:
        steam = _local_steam(options) if options.steam is None else real_steam.open_library(options.steam, SCHEMA)
        ends.callback(steam.close)
        seats: tuple[Steam, ...] = ()
        if isinstance(steam, LocalSteam):
            tree, seats = _tree_with_players(steam, options, seed, skill, ends)
            stats = SteamServerStats.attach(tree, steam)
        else:
            tree = _tree(options, ends)
            stats = real_steam.attach(tree, steam)
        humans, waits = _humans(options), not options.headless
        game = Game(stats, seed=seed, skill=skill, humans=humans, waits=waits, seats=seats, settings=settings)
        tree.root.add_child(game)
        tree.current_scene = game
        if options.autoplay:
            game.match.auto = True
            game.match.start()
        yield game


def data_file(directory: Path | None) -> Path:
    """Return the file the stats are kept in, with its directory made.

    Args:
        directory: Where to keep it; None for the user's data directory.

    Raises:
        DataError: The directory cannot be made, or the user's is unknown.
    """
    if directory is None:
        directory = _user_directory()
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"the stats cannot be kept in {directory} ({error.strerror}): name a directory that can be written to with --data DIR"
        raise DataError(message) from error
    return directory / STORE


def _user_directory() -> Path:
    try:
        from platformdirs import user_data_path  # noqa: PLC0415 - only this one folder needs it; --data works without
    except ModuleNotFoundError as error:
        message = "platformdirs is not installed, so the user's data directory is unknown: pip install platformdirs, or use --data DIR"
        raise DataError(message) from error
    return user_data_path("steam_nodes", appauthor=False) / "spacewar"


def _local_steam(options: Options) -> LocalSteam:
    # A measurement or a picture is no game: it leaves the player's own stats alone.
    private = options.bench or options.screenshots is not None
    file = None if private and options.data is None else data_file(options.data)
    try:
        # A round lasts less than a minute, and its end is the moment that Valve names for a store.
        return LocalSteam(SCHEMA, file, clock=SteppedClock() if options.stepped else RealClock(), store_rate="allow")
    except StoreError as error:
        # A store that cannot be opened: Steam's own sentence names the file and what is wrong with it.
        message = f"{error}; or name another directory with --data DIR"
        raise DataError(message) from error


def _settings(options: Options) -> SettingsFile:
    # Where frames are counted the same seed gives the same run, whatever somebody has chosen on this machine.
    if options.stepped:
        return SettingsFile()
    try:
        return SettingsFile(data_file(options.data).with_name(FILE))
    except DataError as error:
        if options.steam is None:
            raise
        # Steam keeps the stats there, so only the settings want for a folder.
        alone = SettingsFile()
        alone.note = f"the settings hold only until the game ends: {error}"
        return alone


def _tree(options: Options, ends: ExitStack) -> SceneTree:
    tree = SceneTree(fixed_fps=rules.TICKS if options.stepped else None)
    ends.callback(tree.close)
    return tree


def _tree_with_players(
    steam: LocalSteam, options: Options, seed: int, skill: float, ends: ExitStack
) -> tuple[SceneTree, tuple[Steam, ...]]:
    """Open a client for each player, let their friends play if they are to, and make the tree, which is closed before the clients are."""
    try:
        if options.friends:
            play_friends(steam, options.friends, seed, skill)
        # Every win is sent; a quick match has more than Steam's ten in ten minutes.
        players = PLAYERS if options.headless else (*PLAYERS, BOT)
        clients = [ends.enter_context(closing(steam.client(player, upload_rate="allow"))) for player in players]
    except StoreError as error:
        message = f"{error}; or name another directory with --data DIR"
        raise DataError(message) from error
    tree = _tree(options, ends)
    for index, client in enumerate(clients[: len(PLAYERS)]):
        tree.root.add_child(LocalKeyboard(client, index))
    tree.root.add_child(LocalOverlay(clients[0]))
    # The tree holds one player's Steam; the others are nodes beside it, which the game gives their frames.
    return tree, (Steam.attach(tree, clients[0]), *(Steam(client) for client in clients[1:]))


def _humans(options: Options) -> int:
    if options.headless or options.autoplay:
        return 0
    return 2 if options.two_players else 1
