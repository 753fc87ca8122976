"""The laws of a recording's file: cut, crashed, edited, foreign or newer, it replays its whole frames or is refused by file and line."""

from __future__ import annotations

import gc
import logging
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steam_nodes.steam.recording.record import RecordingError, ReplayDivergedError, record, replay
from tests.support.recorded_world import ALICE, MEET, Scripted, Step, as_recorded, made, run
from tests.support.stats_world import stepped

if TYPE_CHECKING:
    from steam_nodes.steam.backend import Backend

HEAD = "steam_nodes recording 1\n"
STEPS: list[Step] = [
    *MEET[:2],
    ("frame", 0.5),
    ("set_user_stat_int", ALICE, "kils", 8),
    ("set_user_stat_int", ALICE, "kills", 8),
    ("store_user_stats", ALICE),
    ("frame", 0.25),
    ("get_user_stat_int", ALICE, "kills"),
    ("frame", 0.25),
]


def told_until_the_end(backend: Backend, steps: list[Step]) -> list[str]:
    """Do steps until one goes on after the end of the recording, and tell what came of each."""
    told: list[str] = []
    for step in steps:
        try:
            told.append(run(backend, [step]))
        except ReplayDivergedError as end:
            assert "the recording ends here" in str(end)  # noqa: PT017 - the end is one of two things that may come
            break
    return told


def test_a_file_that_was_cut_replays_its_whole_frames(tmp_path: Path) -> None:
    """Cut at every byte, a recording is refused with RecordingError while its first line is not whole, and else plays what is there."""
    with made(tmp_path / "a.rec", stepped()) as (file, recorder):
        run(recorder, STEPS)
    data = file.read_bytes()
    steps = as_recorded(STEPS)
    whole = told_until_the_end(replay(file), steps)
    assert len(whole) == len(steps)
    frames = [number for number, step in enumerate(steps) if step[0] == "frame"]
    short = tmp_path / "short.rec"
    for length in range(len(data)):
        short.write_bytes(data[:length])
        if length < len(HEAD):
            with pytest.raises(RecordingError, match=r"short\.rec:1: "):
                replay(short)
            continue
        told = told_until_the_end(replay(short), steps)
        begun = data[:length].count(b"\nframe ")
        played = len(told)
        assert played >= (frames[begun - 2] + 1 if begun > 1 else 0)
        assert told[: played - 1] == whole[: max(played - 1, 0)]
        # The reason of the very last call may be cut off, for it has a line of its own.
        assert [one.split(" (")[0] for one in told] == [one.split(" (")[0] for one in whole[:played]]


def test_a_program_that_dies_leaves_its_frames(tmp_path: Path) -> None:
    """A process that ends without any goodbye leaves a file with every frame it began."""
    file = tmp_path / "a.rec"
    program = (
        "import os, sys\nfrom tests.support.stats_world import stepped\nfrom steam_nodes.steam.recording.record import record\n"
        "steam = record(stepped(), sys.argv[1])\n"
        "for _ in range(5):\n    steam.advance(0.5)\n    steam.poll()\n    steam.logged_on()\nos._exit(1)\n"
    )
    assert subprocess.run([sys.executable, "-c", program, str(file)], check=False, cwd=Path(__file__).parent.parent).returncode == 1
    assert replay(file).frames == (0.5,) * 5


def test_a_recorder_that_is_dropped_leaves_a_whole_file(tmp_path: Path) -> None:
    """Nobody has to close a recorder for its last line to be there."""
    recorder: Any = record(stepped(), tmp_path / "a.rec")
    recorder.logged_on()
    del recorder
    gc.collect()
    assert (tmp_path / "a.rec").read_text(encoding="ascii") == HEAD + "call logged_on [] -> true\n"


def test_a_recording_is_never_written_over(tmp_path: Path) -> None:
    """A file that is there stays, whatever it is, and a folder that is not there is named."""
    (tmp_path / "a.rec").write_text("precious", encoding="ascii")
    with pytest.raises(RecordingError, match=r"a\.rec: there is a file already.*give another name"):
        record(stepped(), tmp_path / "a.rec")
    assert (tmp_path / "a.rec").read_text(encoding="ascii") == "precious"
    with pytest.raises(RecordingError, match=r"a\.rec: the recording cannot be made: .*; give a path"):
        record(stepped(), tmp_path / "missing" / "a.rec")


def test_a_disk_that_fails_ends_the_recording_and_not_the_game(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """One error names the file; calls go on, and what was written before replays."""

    class Full:
        """A file on a disk that is full."""

        closed = False

        def write(self, text: str) -> int:
            """Write nothing."""
            raise OSError(28, "No space left on device")

        def flush(self) -> None:
            """Have nothing to flush."""

        def close(self) -> None:
            """Have nothing to close."""

    recorder: Any = record(Scripted(), tmp_path / "a.rec")
    recorder.logged_on()
    recorder.advance(0.5)
    recorder._tape._file.close()
    recorder._tape._file = Full()
    with caplog.at_level(logging.ERROR, logger="steam_nodes.steam"):
        for _ in range(3):
            assert recorder.get_app_id() == 480
            recorder.advance(0.5)
    (sentence,) = [entry.getMessage() for entry in caplog.records]
    assert "a.rec: the recording ends here: " in sentence
    assert "No space left" in sentence
    assert replay(tmp_path / "a.rec").frames == (0.5,)


def test_what_a_backend_may_not_return_ends_the_recording_and_not_the_game(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A value that is none of the seam's reaches the caller, and is said once."""
    recorder: Any = record(Scripted(), tmp_path / "a.rec")
    monkeypatch.setitem(Scripted.ANSWERS, "get_ip_country", object)
    with caplog.at_level(logging.ERROR, logger="steam_nodes.steam"):
        assert recorder.get_ip_country() is object
    assert "the value of get_ip_country is a number, not type" in caplog.text
    recorder.close()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", ":1: this is no recording"),
        ("[stats.kills]\n", ":1: this is no recording"),
        ("steam_nodes recording 1", ":1: this is no recording"),
        ("steam_nodes recording one\n", ":1: this is no recording"),
        ("steam_nodes recording 2\n", ":1: a recording of version 2, .* reads version 1; update steam_nodes"),
        (HEAD + "call fly [] -> true\n", ":2: .*Steam has no call 'fly'"),
        (HEAD + "call logged_on [7] -> true\n", ":2: "),
        (HEAD + "call logged_on [] true\n", ":2: "),
        (HEAD + "call logged_on [] -> tru\n", ":2: "),
        (HEAD + "call log_on [7] -> null\n", ":2: .*token is a str"),
        (HEAD + "call request_user_stats [1] -> [1]\n", ":2: .*call is an int"),
        (HEAD + "call is_api_call_completed [] -> [true]\n", ":2: "),
        (HEAD + 'call logged_on [] raises "ValueError"\n', ":2: "),
        (HEAD + 'call get_public_ip [] -> "1.2.3"\n', ":2: "),
        (HEAD + "# a note\n\npoll 1\nframe 1.0\n", ":5: .*1 records of the poll in line 4 are missing"),
        (HEAD + "poll true\n", ":2: .*a number of records"),
        (HEAD + "poll -1\n", ":2: .*a number of records"),
        (HEAD + "record ServersConnected {}\n", ":2: .*belongs to no poll"),
        (HEAD + "poll 1\nrecord Nobody {}\n", ":3: .*no record Nobody"),
        (HEAD + 'poll 1\nrecord ServersDisconnected {"result": "SPLENDID"}\n', ":3: .*SPLENDID"),
        (HEAD + 'poll 1\nrecord StatsUnloaded {"steam_id": -1}\n', ":3: .*out of range"),
        (HEAD + "frame soon\n", ":2: "),
        (HEAD + "frame 1.0\nsteam 7\n", ":3: .*a line begins with frame, call"),
        (HEAD + "why 7\n", ":2: "),
        (HEAD + "poll " + "[" * 100_000 + "\n", ":2: "),
        (HEAD + "frame " + "9" * 5_000 + "\n", ":2: "),
    ],
)
def test_what_is_no_recording_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    """The error names the file, the line, what is wrong and what to do."""
    (tmp_path / "a.rec").write_text(text, encoding="ascii")
    with pytest.raises(RecordingError, match=r"a\.rec" + fault) as caught:
        replay(tmp_path / "a.rec")
    assert "; " in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A missing file and a folder are refused with the remedy."""
    for path in (tmp_path / "a.rec", tmp_path):
        with pytest.raises(RecordingError, match=r"cannot be read: .*; pass the path that record"):
            replay(path)


def test_a_recording_may_be_annotated(tmp_path: Path) -> None:
    """Notes, empty lines and the line ends of Windows change nothing."""
    text = HEAD + '# the server starts\n\ncall get_user_stat_int [76561197960265729, "kills"] -> 7\nframe 0.5\npoll 0\n'
    (tmp_path / "a.rec").write_bytes(text.replace("\n", "\r\n").encode())
    player = replay(tmp_path / "a.rec")
    assert player.get_user_stat_int(player.players[0], "kills") == 7
    assert run(player, [("frame", 1.0)]) == "frame: [] ()"
    assert player.ended


@given(
    st.integers(0, 5000), st.integers(0, 60), st.binary(max_size=12) | st.sampled_from([b"null", b"\n", b"[", b'"', b"1e999", b"{}", b"-1"])
)
def test_no_file_does_anything_else(at: int, gone: int, put: bytes) -> None:
    """A recording with any piece exchanged for another is played or refused, never anything else."""
    with TemporaryDirectory() as folder, made(Path(folder) / "a.rec", Scripted()) as (file, recorder):
        run(recorder, Scripted.STEPS)
        data = file.read_bytes()
        at %= len(data)
        spoiled = Path(folder) / "spoiled.rec"
        spoiled.write_bytes(data[:at] + put + data[at + gone :])
        try:
            player = replay(spoiled)
        except RecordingError as fault:
            assert str(fault).startswith(f"{spoiled}:")  # noqa: PT017 - a refusal is one of two things that may come
            return
        try:
            run(player, as_recorded(Scripted.STEPS, Scripted.ADDRESSES))
        except ReplayDivergedError as difference:
            assert str(difference).startswith(f"{spoiled}:")  # noqa: PT017 - the same
