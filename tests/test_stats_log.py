"""The laws of stats_log.txt among several servers: no race and no fault for a while costs a server its lines."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from steam_nodes.steam.local.store.sqlite import stats_log
from steam_nodes.steam.local.store.sqlite.stats_log import StatsLog

SERVER = """
import logging, pathlib, sys
from steam_nodes.steam.local.store.sqlite import stats_log

stats_log._LIMIT = int(sys.argv[3])
log = stats_log.StatsLog(pathlib.Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[4])):
    log.add(f"{sys.argv[2]} {number}")
    if number % 3 == 0:
        log.write()
log.write()
"""


def numbers(folder: Path) -> dict[str, list[int]]:
    """Return the numbers of each server's lines in the order of the two files."""
    found: dict[str, list[int]] = {}
    for name in ("stats_log.previous.txt", "stats_log.txt"):
        path = folder / name
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            server, number = line.split()
            found.setdefault(server, []).append(int(number))
    return found


@pytest.mark.thorough
@pytest.mark.parametrize(("limit", "lines", "whole"), [(200, 3000, False), (40_000, 2000, True)])
def test_servers_that_race_for_one_log_keep_their_lines(tmp_path: Path, limit: int, lines: int, *, whole: bool, long: bool) -> None:
    """What is left of each server is its last lines in order and without a gap, all of them if the log was turned over once only.

    No server says a word of it.
    """
    for turn in range(20 if long else 2):
        path = tmp_path / str(turn) / "logs" / "stats_log.txt"
        path.parent.parent.mkdir()
        servers = [
            subprocess.Popen(
                [sys.executable, "-c", SERVER, str(path), name, str(limit), str(lines)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for name in "abcd"
        ]
        for server in servers:
            assert server.stdout is not None
            assert server.stdout.readline() == "ready\n"
        for server in servers:
            assert server.stdin is not None
            server.stdin.write("\n")
            server.stdin.flush()
        assert [server.communicate()[1] for server in servers] == [""] * 4
        found = numbers(path.parent)
        assert found
        for server_lines in found.values():
            assert server_lines == list(range(0 if whole else server_lines[0], lines))
        assert len(found) == 4 or not whole


def rotate_away(path: Path) -> None:
    """Turn a log over twice, as other servers do, so that the first file is gone."""
    for _ in range(2):
        path.replace(path.with_name("stats_log.previous.txt"))
        path.write_text("other 0\n")


@pytest.mark.skipif(sys.platform == "win32", reason="there a file that is open cannot be renamed")
def test_lines_written_to_a_log_that_is_gone_are_written_to_the_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the opening and the writing other servers have turned the log over twice: the lines are not lost with the file."""
    path = tmp_path / "stats_log.txt"
    log = StatsLog(path)
    log.add("a 0")
    log.write()
    usual = log._open

    def open_late(name: str, flags: int) -> int:
        descriptor = usual(name, flags)
        monkeypatch.undo()
        rotate_away(path)
        return descriptor

    monkeypatch.setattr(log, "_open", open_late)
    log.add("a 1")
    log.write()
    assert path.read_text(encoding="utf-8") == "other 0\na 1\n"


@pytest.mark.parametrize(
    "error",
    [FileNotFoundError(errno.ENOENT, "gone"), PermissionError(errno.EACCES, "open elsewhere"), BlockingIOError(errno.EAGAIN, "locked")],
)
def test_a_log_whose_turn_was_lost_is_turned_over_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: OSError
) -> None:
    """Another server was quicker, or has the file open where that cannot be renamed: nothing is said, no line is missing."""
    monkeypatch.setattr(stats_log, "_LIMIT", 10)

    def fail(_self: Path, _target: Path) -> Path:
        raise error

    log = StatsLog(tmp_path / "stats_log.txt")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        log.add("a 0 and more")
        log.write()
    log.add("a 1")
    log.write()
    log.add("a 2")
    log.write()
    assert (tmp_path / "stats_log.previous.txt").read_text(encoding="utf-8") == "a 0 and more\na 1\n"
    assert (tmp_path / "stats_log.txt").read_text(encoding="utf-8") == "a 2\n"
    assert not caplog.records


def test_a_log_that_can_never_be_turned_over_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """At twice its size there is one warning; the lines go on."""
    monkeypatch.setattr(stats_log, "_LIMIT", 10)
    (tmp_path / "stats_log.previous.txt").mkdir()
    log = StatsLog(tmp_path / "stats_log.txt")
    for number in range(9):
        log.add(f"a {number}")
        log.write()
    assert len(caplog.records) == 1
    assert "stats_log.txt cannot be written" in caplog.text
    assert len((tmp_path / "stats_log.txt").read_text(encoding="utf-8").splitlines()) == 9


def test_lines_of_a_log_that_cannot_be_written_for_a_while_come_later(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """One warning tells of it, and when the folder is there again, so are all lines; how many wait has an end."""
    folder = tmp_path / "game"
    log = StatsLog(folder / "logs" / "stats_log.txt")
    for number in range(3):
        log.add(f"a {number}")
        log.write()
    folder.mkdir()
    log.add("a 3")
    log.write()
    assert numbers(folder / "logs") == {"a": [0, 1, 2, 3]}
    assert len(caplog.records) == 1
    lost = StatsLog(tmp_path / "gone" / "logs" / "stats_log.txt")
    for _ in range(30):
        for _ in range(100):
            lost.add("b" * 999)
        lost.write()
    assert 0 < len(lost._unwritten) <= stats_log._LIMIT
    assert set(lost._unwritten.splitlines()) == {b"b" * 999}
