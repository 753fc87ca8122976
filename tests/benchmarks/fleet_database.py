"""The PostgreSQL server that the benchmarks measure, and the two places whose costs are compared: a file and a schema of that server.

Rules: the server is the one that STEAM_NODES_POSTGRES names, else one that `.ci/postgres` starts for as long as the measuring takes, with
Debian's settings. It and the files stand in the same folder for temporary files, so that both wait for the same disk. Where there is none,
`NoDatabaseError` says why. Every measurement has a file or a schema of its own.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.support.places import NAMED_IN

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parents[2]
_WAIT: Final = (
    "import json, os, sys; os.write(int(sys.argv[1]), json.dumps(dict(os.environ)).encode() + b'\\n'); os.read(int(sys.argv[2]), 1)"
)
"""What stands in the server's script: it tells the environment, and ends with the pipe that it reads from."""
_NUMBERS = count()


class NoDatabaseError(RuntimeError):
    """There is no server to measure; the text says why."""


@contextmanager
def server() -> Iterator[str]:
    """Give the URL of a server, which is stopped afterwards if it was started here.

    Raises:
        NoDatabaseError: There is none, and none can be started.
    """
    named = os.environ.get(NAMED_IN)
    if named:
        _require_psycopg()
        yield named
        return
    _require_psycopg()
    told, tell = os.pipe()
    heard, hold = os.pipe()
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    command = ["bash", str(ROOT / ".ci" / "postgres"), sys.executable, "-c", _WAIT, str(tell), str(heard)]
    with tempfile.TemporaryFile() as words:
        try:
            script = subprocess.Popen(
                command, pass_fds=(tell, heard), stdout=subprocess.DEVNULL, stderr=words, env={**os.environ, "PATH": path}
            )
        except OSError as error:
            message = f"bash cannot be started ({error})"
            raise NoDatabaseError(message) from error
        finally:
            os.close(tell)
            os.close(heard)
        try:
            with os.fdopen(told) as environment:
                line = environment.readline()
            if not line:
                script.wait()
                words.seek(0)
                said = words.read().decode(errors="replace").strip().splitlines() or [f".ci/postgres ended with {script.returncode}"]
                raise NoDatabaseError(said[-1])
            yield json.loads(line)[NAMED_IN]
        finally:
            os.close(hold)
            script.wait()


def _require_psycopg() -> None:
    """See to it that psycopg is there.

    Raises:
        NoDatabaseError: It is not.
    """
    try:
        import psycopg  # noqa: F401 - only whether it can be imported
    except ImportError as error:
        message = f"psycopg is missing ({error}); install it with: pip install 'steam_nodes[fleet]'"
        raise NoDatabaseError(message) from error


class Places:
    """Where stores are measured.

    Args:
        url: The server.
        folder: The folder for files.
    """

    def __init__(self, url: str, folder: Path) -> None:
        """Begin with a connection to ask the server by."""
        import psycopg

        self._url = url
        self._folder = folder
        self._connection = psycopg.connect(url, autocommit=True)

    def new(self) -> dict[str, str]:
        """Return two places that nothing was stored in yet, by the name of their engine."""
        number = next(_NUMBERS)
        schema = f"bench_{os.getpid()}_{number}"
        self.ask(f"CREATE SCHEMA {schema}")
        return {"SQLite": str(self._folder / f"{number}.db"), "PostgreSQL": f"{self._url}?options=-csearch_path%3D{schema}"}

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a statement on the server, and return what it gives."""
        found = self._connection.execute(sql.encode())
        return found.fetchall() if found.description else []

    def tidy(self, places: dict[str, str]) -> None:
        """Do what both engines would do by themselves in the middle of the measuring, once much was written."""
        self.ask("VACUUM (ANALYZE)")
        self.ask("CHECKPOINT")
        with closing(sqlite3.connect(places["SQLite"])) as file:
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def size(self, engine: str, place: str) -> int:
        """Return how many bytes a store has on the disk, with all indices."""
        if engine == "SQLite":
            return Path(place).stat().st_size
        schema = place.rpartition("%3D")[2]
        tables = f"SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = '{schema}'::regnamespace"  # noqa: S608 - a name of our own
        ((size,),) = self.ask(f"SELECT sum(pg_total_relation_size(oid))::bigint FROM ({tables}) AS tables")  # noqa: S608 - the same
        return int(size)

    def remove(self, places: dict[str, str]) -> None:
        """Take two places away again with all that was stored there."""
        self.ask(f"DROP SCHEMA {places['PostgreSQL'].rpartition('%3D')[2]} CASCADE")
        for path in self._folder.glob(f"{Path(places['SQLite']).name}*"):
            path.unlink()

    def close(self) -> None:
        """End the connection."""
        self._connection.close()
