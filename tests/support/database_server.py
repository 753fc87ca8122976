"""A PostgreSQL server that a law may stop and kill: the one that `.ci/postgres` started, or one of the law's own with settings of its own.

Rules: a server is stopped as a power cut would, without writing anything more, and is up again when a call returns. Where we are root it
runs as the user postgres, for it refuses root. One of a law's own ends with the law.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

CONTROL = "STEAM_NODES_POSTGRES_CTL"
PATIENCE = 60.0


class DatabaseServer:
    """A server that runs.

    Args:
        data: Its folder.
        options: What its program is started with.
    """

    def __init__(self, data: Path, options: str) -> None:
        """Take a server that runs."""
        self.data = data
        self._options = options

    @classmethod
    def named(cls) -> DatabaseServer:
        """Return the server that `.ci/postgres` started."""
        return cls(Path(os.environ["STEAM_NODES_POSTGRES_DATA"]), os.environ["STEAM_NODES_POSTGRES_OPTIONS"])

    def restart_at_once(self) -> None:
        """Stop it immediately, and start it again."""
        self._control("-m", "immediate", "-w", "stop")
        self.start()

    def kill(self) -> None:
        """Kill all its processes, and start it again."""
        main = self._process()
        family = [main, *_children(main)]
        for process in family:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        deadline = time.monotonic() + PATIENCE
        # Those that it began while we counted end by themselves when they see that it is gone; a new one could not start beside them.
        while any(_runs(process) for process in family) or self._is_held():
            assert time.monotonic() < deadline
            time.sleep(0.005)
        self.start()

    def kill_one(self, chance: Random) -> None:
        """Kill the process of one connection, if there is any: the server then ends all the others, and recovers by itself."""
        found = [process for process in _children(self._process()) if b" 127.0.0.1(" in _command(process)]
        if found:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(found), signal.SIGKILL)

    @contextmanager
    def stopped(self, process: int) -> Iterator[None]:
        """Let the process of one connection stand still for the length of a block."""
        assert process in _children(self._process())
        os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(process, signal.SIGCONT)

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        deadline = time.monotonic() + PATIENCE
        while not self._control("-w", "-l", f"{self.data}/../server.log", "-o", self._options, "start", check=False):
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it for good."""
        self._control("-m", "immediate", "-w", "stop", check=False)

    def promote(self) -> None:
        """Let one that was a stand-in be written to."""
        self._control("-w", "promote")

    def _process(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])

    def _is_held(self) -> bool:
        """Whether a process of the server still works in its folder."""
        for folder in Path("/proc").glob("[0-9]*/cwd"):
            with suppress(OSError):
                if folder.readlink() == self.data:
                    return True
        return False

    def _control(self, *arguments: str, check: bool = True) -> bool:
        return _run([os.environ[CONTROL], "-D", str(self.data), *arguments], check=check)


class OwnServer(DatabaseServer):
    """A server of a law's own, for as long as a block runs.

    Args:
        settings: Lines of its postgresql.conf.
        access: Lines of its pg_hba.conf; everybody is trusted otherwise.
        files: Files that are put in its folder by name.
    """

    def __init__(self, settings: Sequence[str] = (), access: Sequence[str] = (), files: dict[str, bytes] | None = None) -> None:
        """Make its folder and start it."""
        self._folder = Path(tempfile.mkdtemp(prefix="steam_nodes-postgres."))
        data = self._folder / "data"
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        super().__init__(data, f"-c listen_addresses=127.0.0.1 -p {self.port} -k {self._folder}")
        give(self._folder)
        initdb = str(Path(os.environ[CONTROL]).with_name("initdb"))
        _run([initdb, "-D", str(data), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"])
        for name, content in (files or {}).items():
            (data / name).write_bytes(content)
            (data / name).chmod(0o600)
            give(data / name)
        with (data / "postgresql.conf").open("a") as conf:
            conf.write("\n".join(["", "fsync = off", *settings, ""]))
        if access:
            (data / "pg_hba.conf").write_text("\n".join(["local all all trust", *access, ""]))
        self.start()

    def url(self, user: str = "postgres", host: str = "127.0.0.1") -> str:
        """Return its URL over TCP."""
        return f"postgresql://{user}@{host}:{self.port}/postgres"

    @property
    def inside(self) -> str:
        """Its URL over the socket in its folder, where everybody is trusted."""
        return f"postgresql://postgres@/postgres?host={self._folder}&port={self.port}&options=-clock_timeout%3D30s"

    def __enter__(self) -> Self:
        """Be used for the length of a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it and remove its folder."""
        self.stop()
        shutil.rmtree(self._folder)


def give(path: Path) -> None:
    """Let the server's user have a file."""
    if os.geteuid() == 0:
        shutil.chown(path, "postgres", "postgres")


def _run(command: list[str], *, check: bool = True) -> bool:
    """Run a program of the server's as its user, and return whether it succeeded."""
    before = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
    # What it starts keeps its output open.
    found = subprocess.run([*before, *command], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
    if check and found.returncode:
        message = f"{' '.join(command)} failed with {found.returncode}"
        raise RuntimeError(message)
    return found.returncode == 0


def _children(process: int) -> list[int]:
    """Return the processes that a process has begun and that run."""
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def _command(process: int) -> bytes:
    """Return the command of a process, in which the database says for whom it works; b"" where it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def _runs(process: int) -> bool:
    """Whether a process runs; one that has ended and was not waited for does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
