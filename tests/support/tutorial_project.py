"""Does what docs/tutorial.md tells a newcomer to do, block by block: `python -m tests.support.tutorial_project` makes its picture anew.

Rules: the marks above the blocks say what a reader does with them: save a file, copy an example, insert or replace lines, run. The game is
played as it stands; only the player is ours, who never misses and closes the window after ten stars, and the clock, which does not wait.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.cli import main
from tests.support.markdown import ROOT, blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE: Final = ROOT / "docs" / "tutorial.md"
PICTURE: Final = ROOT / "docs" / "images" / "tutorial.png"
STARS: Final = 10
TOAST_IS_IN: Final = 40
"""How many frames after the last star the picture is taken: the toast has slid in, and the next star still falls."""
SEED: Final = 47
"""Where the stars fall; with this one the last of them falls beside the toast."""
_MARK: Final = re.compile(r'(?P<verb>file|insert|replace|run) (?P<name>[\w.]+)(?: below)?(?: "(?P<line>.*)")?(?P<anew> anew)?')
_COPIES: Final = re.compile(r"^<!-- test: copies (.*) -->$", re.MULTILINE)


def steps() -> Iterator[tuple[str, str, str, str]]:
    """Give what the page tells to do: the verb, the file, the line that is meant or "anew" or the command, and the text."""
    found = blocks(PAGE)
    for place, block in enumerate(found):
        match = _MARK.fullmatch(block.mark)
        if match is None:
            continue
        text = block.body
        if match["verb"] == "run":
            after = found[place + 1] if place + 1 < len(found) else None
            text = after.body if after is not None and after.follows and after.language == "text" else ""
        command = block.body if match["name"] == "world" else ""
        yield match["verb"], match["name"], match["line"] or match["anew"] or command, text


def copied() -> list[str]:
    """Return the names of the examples that the page tells to copy."""
    return " ".join(_COPIES.findall(PAGE.read_text(encoding="utf-8"))).split()


def follow(folder: Path, picture: Path | None = None) -> list[tuple[str, str]]:
    """Do all of it in an empty folder, and return for each run what the page says it prints and what it printed.

    Args:
        folder: The folder.
        picture: Where to keep a picture of the first run that shows a toast.
    """
    for name in copied():
        shutil.copy(ROOT / "docs" / "examples" / name, folder / name)
    told = []
    for verb, name, line, text in steps():
        path = folder / name
        if verb == "file":
            path.write_text(text, encoding="utf-8")
        elif verb in {"insert", "replace"}:
            change(path, line, text, keep=verb == "insert")
        elif name == "pytest":
            told.append((text, run_pytest(folder)))
        elif name == "world":
            told.append((text, run_steam_nodes(folder, line)))
        else:
            if line:
                (folder / "game.db").unlink()
            told.append((text, play(folder, name, picture if line else None)))
    return told


def change(path: Path, line: str, text: str, *, keep: bool) -> None:
    """Put lines below one that stands exactly once in a file, or in its place."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if lines.count(line) != 1:
        message = f"{path.name} has the line {line!r} {lines.count(line)} times, and the tutorial means one"
        raise AssertionError(message)
    at = lines.index(line)
    lines[at : at + 1] = [*([line] if keep else []), *text.rstrip("\n").splitlines()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def play(folder: Path, name: str, picture: Path | None) -> str:
    """Play the game as it stands, and return what it printed."""
    modules, path = set(sys.modules), list(sys.path)
    sys.path.insert(0, str(folder))
    printed = io.StringIO()
    try:
        with contextlib.chdir(folder), contextlib.redirect_stdout(printed), _our_player(picture):
            runpy.run_path(name, run_name="__main__")
    finally:
        sys.path[:] = path
        for left in {"catch", "toast_pygame", "toast_feed"} - modules:
            sys.modules.pop(left, None)
    return printed.getvalue()


@contextlib.contextmanager
def _our_player(picture: Path | None) -> Iterator[None]:
    """Play without missing, close the window after ten stars, and wait for nothing."""
    import catch  # type: ignore[import-not-found]  # noqa: PLC0415  # the tutorial's own file
    import pygame  # noqa: PLC0415  # only where the game is played

    class Clock:
        def tick(self, _: int) -> int:
            return 16

    flip, clock, step, begin = pygame.display.flip, pygame.time.Clock, catch.Catch.step, catch.Catch.__init__
    played: list[Any] = []
    since = 0
    random.seed(SEED)

    def begun(game: Any) -> None:
        begin(game)
        played.append(game)

    def perfect(game: Any, delta: float) -> bool:
        game.basket = game.x
        return bool(step(game, delta))

    def shown() -> None:
        nonlocal since
        flip()
        since += played[0].caught >= STARS
        if since == (TOAST_IS_IN if picture else 1):
            if picture:
                picture.parent.mkdir(parents=True, exist_ok=True)
                pygame.image.save(pygame.display.get_surface(), picture)  # type: ignore[arg-type]  # the window is open here
            pygame.event.post(pygame.event.Event(pygame.QUIT))

    catch.Catch.__init__, catch.Catch.step = begun, perfect
    pygame.display.flip, pygame.time.Clock = shown, Clock  # type: ignore[assignment, misc]  # ours until the window is closed
    try:
        yield
    finally:
        pygame.display.flip, pygame.time.Clock = flip, clock  # type: ignore[misc]  # as it was


def run_steam_nodes(folder: Path, command: str) -> str:
    """Run a command of `steam-nodes` in the project's folder, and return what it printed."""
    program, *arguments = command.split()
    assert program == "steam-nodes"
    printed = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(printed):
        main(arguments)
    return printed.getvalue()


def run_pytest(folder: Path) -> str:
    """Run the tests of the project with the kit and no other plugin."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "steam_nodes.testing.plugin", "-p", "no:cacheprovider"]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "", "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False).stdout


def make_picture() -> None:
    """Make the picture of the page."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    with tempfile.TemporaryDirectory() as folder:
        follow(Path(folder), PICTURE)


if __name__ == "__main__":
    make_picture()
