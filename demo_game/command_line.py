"""The command line: what can be asked of the game, checked before anything is built.

Rules: a wrong argument ends with argparse's exit code 2 and a sentence that names it and the remedy.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence


NAME, PROGRAM = ("demo_game", "python -m demo_game") if __package__ == "demo_game" else ("steam-nodes demo", "steam-nodes demo")
"""What stands before an error, and what a player types: a wheel has the game under another name, and `steam-nodes` starts it there."""

VIEWS: Final = ("pygame", "arcade")
"""The frameworks that can draw the game."""

SMALLEST: Final = (320, 180)
"""The smallest window that can be asked for."""

SCREENSHOT_SEED: Final = 40
SCREENSHOT_FRIENDS: Final = 8


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for.

    `seed` None: any; `data` None: the user's data directory; `steam` None: the local Steam; `skill` None: as the settings say; `size` None:
    the window is as large as the canvas.
    """

    data: Path | None = None
    steam: Path | None = None
    seed: int | None = None
    headless: bool = False
    rounds: int = 5
    two_players: bool = False
    skill: float | None = None
    autoplay: bool = False
    mute: bool = False
    fullscreen: bool = False
    size: tuple[int, int] | None = None
    panel: bool = False
    frames: int | None = None
    screenshot: Path | None = None
    screenshots: Path | None = None
    bench: bool = False
    view: str = "pygame"
    friends: int = 0

    @property
    def stepped(self) -> bool:
        """Whether frames are counted rather than timed: each is exactly 1/60 s, whatever the clock says, and no settings are read."""
        return self.headless or self.bench or self.frames is not None or self.screenshots is not None


def parse(arguments: Sequence[str] | None = None) -> Options:
    """Return the options of a command line (default: this process's).

    Raises:
        SystemExit: The arguments are wrong (code 2) or ask for help (code 0); the text is printed.
    """
    parser = _parser()
    found = parser.parse_args(arguments)
    rounds = found.rounds
    if found.headless:
        for flag, given in (
            ("--two-players", found.two_players),
            ("--autoplay", found.autoplay),
            ("--fullscreen", found.fullscreen),
            ("--size", found.size is not None),
            ("--panel", found.panel),
            ("--screenshot", found.screenshot is not None),
            ("--screenshots", found.screenshots is not None),
            ("--frames", found.frames is not None),
            ("--bench", found.bench),
            ("--view arcade", found.view != VIEWS[0]),
        ):
            if given:
                parser.error(f"{flag} needs a window, but --headless opens none: leave one of the two out")
    elif rounds is not None:
        parser.error("--rounds belongs to --headless: add --headless, or leave --rounds out")
    if found.screenshot is not None and found.frames is None:
        parser.error("--screenshot needs --frames N: the picture is taken after frame N")
    if found.steam is not None:
        for flag, given, keeps in (
            ("--data", found.data is not None, "says where the local Steam keeps stats"),
            ("--bench", found.bench, "keeps no stats"),
            ("--screenshots", found.screenshots is not None, "keeps no stats"),
            ("--friends", found.friends is not None, "lets the friends in the local world earn stats"),
        ):
            if given:
                parser.error(f"{flag} {keeps}, but with --steam they are kept by Steam itself: leave one of the two out")
    if found.autoplay and found.two_players:
        parser.error("--autoplay lets bots fly both ships, so --two-players has nobody to serve: leave one of the two out")
    values = vars(found)
    if found.screenshots is not None and found.seed is None:
        values["seed"] = SCREENSHOT_SEED
    if found.friends is None:
        values["friends"] = Options().friends if found.screenshots is None else SCREENSHOT_FRIENDS
    values["rounds"] = Options().rounds if rounds is None else rounds
    return Options(**values)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Spacewar: two ships, a star, torpedoes, and a server that keeps Steam stats.",
        epilog="Settings: O on the title or in a pause; they are kept in settings.toml, and runs with counted frames read none. "
        f"Without a display: {PROGRAM} --headless --rounds 20 --seed 1",
    )
    parser.add_argument("--two-players", action="store_true", help="two people at one keyboard (default: one against the bot)")
    parser.add_argument("--skill", type=_fraction, metavar="S", help="how well the bot plays, 0.0 to 1.0 (default: as the settings say)")
    parser.add_argument("--data", type=Path, metavar="DIR", help="where stats and settings are kept (default: the user's data directory)")
    parser.add_argument(
        "--steam",
        type=Path,
        metavar="PATH",
        help="play on Valve's Steam through this libsteam_api; the stats are kept there",
    )
    parser.add_argument(
        "--friends", type=_count, metavar="N", help="let the friends in the local world play N rounds first, bot against bot"
    )
    parser.add_argument("--seed", type=int, metavar="S", help="the seed of all chance: the same seed, the same run")
    parser.add_argument("--mute", action="store_true", help="no sound")
    parser.add_argument("--fullscreen", action="store_true", help="fill the screen")
    parser.add_argument("--size", type=_size, metavar="WxH", help="the size of the window in pixels (default 1280x720)")
    parser.add_argument("--panel", action="store_true", help="open the F1 panel at the start")
    parser.add_argument("--view", choices=VIEWS, default=VIEWS[0], help="which framework draws the window (default pygame)")
    parser.add_argument("--headless", action="store_true", help="bot against bot without a display; prints a summary")
    parser.add_argument("--rounds", type=_count, metavar="N", help="how many rounds to play headless (default 5)")
    parser.add_argument("--autoplay", action="store_true", help="bot against bot in the window, without the title")
    parser.add_argument("--frames", type=_count, metavar="N", help="end after N frames of exactly 1/60 s")
    parser.add_argument("--screenshot", type=Path, metavar="FILE", help="save the last frame as a picture (with --frames)")
    parser.add_argument("--screenshots", type=Path, metavar="DIR", help="make the pictures of the manual there, and end; keeps no stats")
    parser.add_argument(
        "--bench", action="store_true", help="measure the frame times and print them; keeps no stats unless --data is given"
    )
    return parser


def _count(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        message = f"{text!r} is not a whole number from 1 up"
        raise argparse.ArgumentTypeError(message)
    return number


def _size(text: str) -> tuple[int, int]:
    wide, _, high = text.partition("x")
    if not (wide.isdecimal() and high.isdecimal() and int(wide) >= SMALLEST[0] and int(high) >= SMALLEST[1]):
        message = f"{text!r} is not a size from {SMALLEST[0]}x{SMALLEST[1]} up, such as 800x450"
        raise argparse.ArgumentTypeError(message)
    return int(wide), int(high)


def _fraction(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0.0 <= number <= 1.0:
        message = f"{text!r} is not a number from 0.0 to 1.0"
        raise argparse.ArgumentTypeError(message)
    return number
