"""The command line that all examples share, and where they keep what is theirs. Nothing here is needed in a game of your own.

Rules: an example keeps its data in the user's own folder for programs' data, or where `--data DIR` says, or in the database that
`--store URL` names. With `--frames N` it ends after so many frames, each a sixtieth of a second of the game, as fast as the machine can;
without, it runs in real time until you end it.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from steam_nodes import LocalSteam, SteppedClock, StoreError, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steam_nodes import SceneTree

SCHEMA: Final = Path(__file__).with_name("examples.toml")
PLAYER: Final = 76561197960287931
OTHERS: Final = (76561197960287932, 76561197960287933)
"""Players of the local world; `examples.toml` has their names."""
FPS: Final = 60
MOST_SERVERS: Final = 1000


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for: where the data is, after how many frames to end, and whether the game plays itself."""

    data: Path
    frames: int | None = None
    autoplay: bool = False
    port: int = 8765
    store: str | None = None
    server: int = 1

    @property
    def fps(self) -> int:
        """What to give to a window's clock: 60 frames a second, or 0 for as fast as it goes."""
        return 0 if self.frames else FPS

    def ends(self, frame: int) -> bool:
        """Whether so many frames are enough."""
        return self.frames is not None and frame >= self.frames

    def run(self, tree: SceneTree, fps: float = FPS) -> int:
        """Run a tree to its end, as `steam_nodes.run` does, or for as many frames as the command line says, and return its exit code."""
        if self.frames is None:
            return run(tree, fps)
        for _ in range(self.frames):
            if not tree.process(1 / fps):
                break
        return tree.exit_code

    @property
    def kept_in(self) -> str:
        """Where the data is, in words; the URL of a database may hold a password, so it is not said."""
        return "the database of --store" if self.store else str(self.data)

    def place(self, name: str) -> str | Path:
        """Return what `LocalSteam` takes as the store of an example: a file of its own, or the database."""
        return self.store or self.data / f"{name}.sqlite3"

    def world(self, name: str) -> LocalSteam:
        """Return the local Steam of an example; its time is that of the frames where `--frames` is given."""
        try:
            return LocalSteam(SCHEMA, self.place(name), clock=SteppedClock() if self.frames else None)
        except StoreError as error:
            fail(str(error) if self.store else f"{error}; or name another folder with --data DIR")


def parse(about: str | None, arguments: Sequence[str] | None = None) -> Options:
    """Return what the command line asks for; a mistake in it ends the program with a sentence.

    Args:
        about: The docstring of the example: its first line is shown by `--help`.
        arguments: What stands behind the program's name; None for this program's own.
    """
    parser = argparse.ArgumentParser(description=(about or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, metavar="DIR", help="keep the data here, and not in your own data folder")
    parser.add_argument("--store", metavar="URL", help="keep the world in this database (postgresql://...), and not in a file")
    parser.add_argument("--frames", type=int, metavar="N", help="end after so many frames")
    parser.add_argument("--autoplay", action="store_true", help="let the game play itself")
    parser.add_argument("--server", type=int, default=1, metavar="N", help="which server of a fleet this is; each has players of its own")
    parser.add_argument("--port", type=int, default=8765, metavar="N", help="where a server listens, or a client finds it")
    given = parser.parse_args(arguments)
    if given.frames is not None and given.frames < 1:
        parser.error(f"--frames is a number of frames from 1 on, not {given.frames}")
    if not 1 <= given.server <= MOST_SERVERS:
        parser.error(f"--server is a number from 1 to {MOST_SERVERS}, not {given.server}")
    if given.store is not None and not given.store.startswith(("postgresql://", "postgres://")):
        parser.error("--store is the URL of a database, postgresql://user@host/database; a folder is named by --data DIR")
    folder = given.data or (Path() if given.store else own_folder())
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(f"nothing can be kept in {folder} ({error.strerror}); name another folder with --data DIR")
    return Options(folder, given.frames, given.autoplay, given.port, given.store, given.server)


def own_folder() -> Path:
    """Return the folder that this user's programs keep their data in."""
    try:
        from platformdirs import user_data_path  # noqa: PLC0415 - only this needs it; --data works without
    except ModuleNotFoundError:
        fail("platformdirs is not installed, so your own data folder is not known: pip install platformdirs, or use --data DIR")
    return user_data_path("steam_nodes", appauthor=False) / "examples"


def fail(sentence: str) -> NoReturn:
    """End the program with what the user can mend."""
    print(f"{Path(sys.argv[0]).name}: {sentence}", file=sys.stderr)
    raise SystemExit(2)
