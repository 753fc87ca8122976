"""The promise of the cloud under kills: two programs of one player write all the time, are killed, and nothing that was answered is lost.

Rules: a file says itself which write it is and whether it is whole. `--log-cli-level=INFO` shows the sums.
"""

from __future__ import annotations

import hashlib
import logging
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.local import LocalSteam, SteppedClock
from tests.support.stats_world import PLAYER, SCHEMA, TEXT

if TYPE_CHECKING:
    from pathlib import Path

    from steam_nodes.steam.local.client.groups.remote_storage import LocalRemoteStorage

pytestmark = pytest.mark.thorough  # many processes are killed

_LOG = logging.getLogger(__name__)
WRITERS = ("left", "right")
CHILD = f"""
import hashlib, logging, sys
from steam_nodes.steam.groups.remote_storage import FileWritten
from steam_nodes.steam.local import LocalSteam
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema

logging.disable(logging.WARNING)  # each program writes over what the other wrote
path, writer, number, slow = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
client = LocalSteam(Schema.parse({TEXT!r}), path).client({PLAYER})
client.faults.slow_disk = slow
cloud = client.remote_storage

def content():
    head = f"{{writer}} {{number}} ".encode()
    body = head * (1 + number * 7919 % 2000)
    return hashlib.sha256(body).digest() + body

def done(file):
    print(file, number, flush=True)

def write_async(file):
    call = cloud.file_write_async(file, content(), 0)
    while True:
        client.advance(1 / 60)
        for record in client.poll():
            if isinstance(record, FileWritten) and record.call == call:
                assert record.result is Result.OK, client.why()
                return

def write_stream(file):
    data = content()
    stream = cloud.file_write_stream_open(file)
    for at in range(0, len(data), 5000):
        assert cloud.file_write_stream_write_chunk(stream, data[at : at + 5000])
    assert cloud.file_write_stream_close(stream), client.why()

print("ready", number, flush=True)
while True:
    number += 1
    assert cloud.file_write(f"own {{writer}}", content(), 0), client.why()
    done("own")
    assert cloud.file_write("shared", content(), 0), client.why()
    done("shared")
    write_async(f"async {{writer}}")
    done("async")
    write_stream(f"stream {{writer}}")
    done("stream")
    if number % 2:
        assert cloud.file_write(f"gone {{writer}}", content(), 0), client.why()
    else:
        cloud.file_delete(f"gone {{writer}}")
    done("gone")
"""


def told(cloud: LocalRemoteStorage, name: str) -> tuple[str, int]:
    """Return who wrote a file and which write it is, after making sure that it is whole; ("", 0) if it is not there."""
    data = cloud.file_read(name, 1 << 20)
    if not data:
        assert not cloud.file_exists(name)
        return "", 0
    sha, body = data[:32], data[32:]
    assert hashlib.sha256(body).digest() == sha, f"{name} is not whole"
    writer, number, _ = body.split(b" ", 2)
    return writer.decode(), int(number)


def left(number: int) -> int:
    """Return what the file "gone" holds after a write: of an odd number it was written, of an even one deleted."""
    return number if number % 2 else 0


def test_a_kill_loses_no_file_that_was_answered_ok(kept: Path | str, *, thorough: bool, long: bool) -> None:
    """Two programs write files of their own and one in common, in each way; both are killed at moments of their own.

    The store opens; each file is whole, none is older than what was answered, and the common one is the last of whoever wrote it last.
    """
    kills = 1000 if long else 60 if thorough and not isinstance(kept, str) else 8
    moments = random.Random(480)
    answered = {writer: {"own": 0, "shared": 0, "async": 0, "stream": 0, "gone": 0} for writer in WRITERS}
    gone = dict.fromkeys(WRITERS, 0)
    oks = 0
    for turn in range(kills // 2):
        command = [sys.executable, "-c", CHILD, str(kept)]
        slow = "0.01" if turn % 2 else "0"
        starts = {writer: max(answered[writer].values()) + 1 for writer in WRITERS}
        children = {
            writer: subprocess.Popen(
                [*command, writer, str(starts[writer]), slow], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            for writer in WRITERS
        }
        first = {}
        for writer, child in children.items():
            assert child.stdout is not None
            child.stdout.readline()
            # Every other time something is answered before the kill, however slow the machine is.
            first[writer] = child.stdout.readline() if turn % 2 else ""
        for child in children.values():
            time.sleep(moments.uniform(0.0, 0.06))
            child.kill()
        for writer, child in children.items():
            assert child.stdout is not None
            assert child.stderr is not None
            with child:
                lines = (first[writer] + child.stdout.read()).splitlines(keepends=True)
                assert not child.stderr.read()
            for line in lines:
                if line.endswith("\n"):
                    file, text = line.split()
                    answered[writer][file] = int(text)
                    oks += 1
        client = LocalSteam(SCHEMA, kept, clock=SteppedClock()).client(PLAYER)
        cloud = client.remote_storage
        for writer in WRITERS:
            for file in ("own", "async", "stream"):
                by, number = told(cloud, f"{file} {writer}")
                assert number >= answered[writer][file]
                assert by == (writer if number else "")
            # What was done last was answered, or was the one behind that; without an answer it is as before, or the first was done.
            last = answered[writer]["gone"]
            _, number = told(cloud, f"gone {writer}")
            assert number in ({left(last), left(last + 1)} if last > starts[writer] else {gone[writer], left(starts[writer] + 1)})
            gone[writer] = number
        by, number = told(cloud, "shared")
        if by:
            assert number >= answered[by]["shared"]
        else:
            assert {answered[writer]["shared"] for writer in WRITERS} == {0}
        client.close()
    assert oks >= kills // 2, "too few writes were answered for the law to mean something"
    _LOG.info("%d kills, %d answers OK, none lost", kills, oks)
