"""The laws of record and replay: what was recorded replays as it was, says where it differs, and tells nobody's real ids.

Rules: the same list of steps is run over a recorder and over its replay; `run` tells what came of them. A step is a call with its
arguments, or a frame. Files that are no whole recording are in test_recording_files.py.
"""

from __future__ import annotations

import inspect
import typing
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steam_nodes import SceneTree, SteamServerStats
from steam_nodes.steam.backend import Backend, ServerBackend
from steam_nodes.steam.callbacks import Record
from steam_nodes.steam.recording.format import CALLS, FIELDS, RECORDS
from steam_nodes.steam.recording.record import RecordingError, ReplayDivergedError, record, replay
from steam_nodes.steam.steam_id import SteamID
from tests.support.recorded_world import ALICE, BOB, IDS, MEET, PUBLIC_IP, TOKEN, Scripted, Step, as_recorded, made, pseudonyms, run
from tests.support.stats_world import stepped

if TYPE_CHECKING:
    from tests.conftest import Recorder

WALK = {PUBLIC_IP: "198.18.0.1"}
BEYOND_CALLS = {"advance", "poll", "why", "close"}

names = st.sampled_from(["kills", "kils", "accuracy", "kills_per_hour", "level", "played", "ACH_WIN", "ACH_LEVEL_50", "né"])
numbers = st.one_of(
    st.integers(-3, 200),
    st.integers(-(2**40), 2**40),
    st.floats(width=32),
    st.booleans(),
    st.sampled_from([10**4000, float("inf"), float("nan")]),
)
users = st.sampled_from([*IDS, ALICE, ALICE, BOB, 0, -7, 2**64])
calls = st.one_of(
    st.tuples(st.just("frame"), st.sampled_from([0.0, 1 / 60, 1.0])),
    st.tuples(st.sampled_from(["request_user_stats", "store_user_stats"]), users),
    st.tuples(
        st.sampled_from(
            ["get_user_stat_int", "get_user_stat_float", "get_user_achievement", "set_user_achievement", "clear_user_achievement"]
        ),
        users,
        names,
    ),
    st.tuples(st.sampled_from(["set_user_stat_int", "set_user_stat_float"]), users, names, numbers),
    st.tuples(st.just("update_user_avg_rate_stat"), users, names, numbers, numbers),
    st.tuples(st.sampled_from(["log_on_anonymous", "log_off", "logged_on", "get_steam_id", "server_shutdown", "poll", "close"])),
    st.tuples(st.just("log_on"), st.sampled_from(["", TOKEN])),
    st.tuples(
        st.just("server_init"),
        st.sampled_from(["0.0.0.0", PUBLIC_IP, "no"]),
        st.just(27015),
        st.just(27016),
        st.just(3),
        st.just("1.0.0.0"),
    ),
)


def test_the_table_of_calls_is_the_seam() -> None:
    """Every call of ServerBackend with its argument names, and no other."""
    seam = {name: call for kind in (Backend, ServerBackend) for name, call in vars(kind).items() if not name.startswith("_")}
    seam = {name: call for name, call in seam.items() if inspect.isfunction(call)}
    assert {name: list(call.takes) for name, call in CALLS.items()} == {
        name: list(inspect.signature(call).parameters)[1:] for name, call in seam.items() if name not in BEYOND_CALLS
    }


def test_every_field_of_every_record_has_its_kind() -> None:
    """No field of a record is written or read by guess."""
    assert set(RECORDS.values()) == set(typing.get_args(Record))
    assert {field.name for kind in RECORDS.values() for field in fields(kind)} == FIELDS.keys()


@given(st.lists(calls, max_size=40))
def test_any_walk_replays_as_it_was(steps: list[Step]) -> None:
    """Whatever is called, the replay returns, refuses with the same reason and hands over the same, with invented ids."""
    steps = [*MEET, ("frame", 0.5), *steps, ("frame", 0.5)]
    with TemporaryDirectory() as folder, made(Path(folder) / "a.rec", stepped(users={ALICE: {"kills": 7}})) as (file, recorder):
        told = run(recorder, steps)
        recorder.close()
        player = replay(file)
        assert run(player, as_recorded(steps, WALK)) == pseudonyms(told, WALK)
        player.close()
        assert player.ended


STEPS: list[Step] = [
    *MEET,
    ("frame", 0.5),
    ("set_user_stat_int", ALICE, "kills", 8),
    ("set_user_stat_int", ALICE, "kils", 8),
    ("store_user_stats", ALICE),
    ("frame", 0.5),
    ("get_user_stat_int", ALICE, "kills"),
]


def test_a_recorder_is_what_it_records(tmp_path: Path) -> None:
    """The caller is given what the backend itself would give, real ids and all."""
    recorder = record(stepped(users={ALICE: {"kills": 7}}), tmp_path / "a.rec")
    assert run(recorder, STEPS) == run(stepped(users={ALICE: {"kills": 7}}), STEPS)
    recorder.close()


def test_every_call_of_a_server_replays(tmp_path: Path) -> None:
    """All calls of the seam and all records, with bytes, addresses and pairs, as Scripted answers them."""
    with made(tmp_path / "a.rec", Scripted()) as (file, recorder):
        told = run(recorder, Scripted.STEPS)
    assert {step[0] for step in Scripted.STEPS} >= CALLS.keys()
    assert {type(record).__name__ for record in Scripted.RECORDS} == RECORDS.keys()
    again = run(replay(file), as_recorded(Scripted.STEPS, Scripted.ADDRESSES))
    assert again == pseudonyms(told, Scripted.ADDRESSES)


def test_no_original_is_in_the_file(tmp_path: Path) -> None:
    """No Steam ID, login token, ticket, packet or address, in any spelling, also not in the sentences."""
    with made(tmp_path / "a.rec", Scripted()) as (file, recorder):
        run(recorder, Scripted.STEPS)
    text = file.read_text(encoding="ascii")
    for secret in Scripted.SECRETS:
        assert secret not in text
    assert "TOKEN" in text
    assert str(Path.home()) not in text


@given(st.binary(min_size=12, max_size=40), st.integers(1, 2**32 - 1), st.text("0123456789ABCDEF", min_size=32, max_size=32))
def test_whatever_they_are_originals_are_not_in_the_file(ticket: bytes, account: int, token: str) -> None:
    """Any ticket, any player and any token is gone, and the ticket keeps its length."""
    steam_id = int(SteamID.of_account(account))
    steps: list[Step] = [("log_on", token), ("begin_auth_session", ticket, steam_id), ("set_key_value", "owner", f"{steam_id} {token}")]
    with TemporaryDirectory() as folder:
        with made(Path(folder) / "a.rec", Scripted()) as (file, recorder):
            run(recorder, steps)
        text = file.read_text(encoding="ascii")
        assert [len(one) for one in replay(file).tickets] == [len(ticket)]
    assert ticket.hex() not in text.lower()
    assert repr(ticket)[2:-1] not in text
    assert (str(steam_id) in text) == (account == 1)
    assert token not in text


def test_a_replay_lists_what_a_test_must_pass(tmp_path: Path) -> None:
    """The n-th player is the n-th account, tickets keep their lengths, and frames their seconds."""
    with made(tmp_path / "a.rec", Scripted()) as (file, recorder):
        run(recorder, [("begin_auth_session", b"secret" * 9, BOB), ("frame", 0.25), ("request_user_stats", ALICE), ("frame", 0.5)])
    player = replay(file)
    assert player.players[:2] == (76561197960265729, 76561197960265730)
    assert [len(ticket) for ticket in player.tickets] == [54]
    assert player.frames == (0.25, 0.5)
    assert not player.ended
    assert player.begin_auth_session(player.tickets[0], player.players[0]) == 0


def test_a_recording_of_a_replay_is_the_same_file(tmp_path: Path) -> None:
    """What is invented stays as it is, so a recording can be made again from itself."""
    with made(tmp_path / "a.rec", Scripted()) as (file, recorder):
        run(recorder, Scripted.STEPS)
    with made(tmp_path / "b.rec", replay(file)) as (second, recorder):
        run(recorder, as_recorded(Scripted.STEPS, Scripted.ADDRESSES))
    assert second.read_bytes() == file.read_bytes()


def test_a_recorder_can_be_recorded(tmp_path: Path) -> None:
    """Two recorders, one around the other, write the same."""
    inner = record(stepped(), tmp_path / "a.rec")
    with made(tmp_path / "b.rec", inner) as (second, recorder):
        run(recorder, STEPS)
    assert second.read_bytes() == (tmp_path / "a.rec").read_bytes()


def test_a_closed_backend_is_recorded_too(tmp_path: Path) -> None:
    """After close calls are still refused, nothing is answered, and the replay says the same."""
    backend = stepped()
    backend.close()
    steps: list[Step] = [*MEET, ("frame", 1.0), ("set_user_stat_int", ALICE, "kills", 1), ("close",), ("frame", 1.0), ("logged_on",)]
    with made(tmp_path / "a.rec", backend) as (file, recorder):
        told = run(recorder, steps)
    assert run(replay(file), as_recorded(steps)) == pseudonyms(told)
    assert "closed" in told


def test_a_plain_backend_has_no_more_than_before(tmp_path: Path) -> None:
    """Calls the recorded backend does not have raise AttributeError, and what it has beside the seam is passed through."""

    class Plain:
        """A backend with two calls and something of its own."""

        own = "its own"

        def logged_on(self) -> bool:
            """Say yes."""
            return True

        def why(self) -> str:
            """Give no reason."""
            return ""

    recorder: Any = record(Plain(), tmp_path / "a.rec")  # type: ignore[arg-type]  # it has what this test calls
    assert recorder.logged_on() is True
    assert recorder.own == "its own"
    with pytest.raises(AttributeError, match="secure"):
        recorder.secure()
    del recorder


def test_what_a_call_raised_is_raised_again(tmp_path: Path) -> None:
    """The type and the sentence are recorded; Python's own types come back as themselves, others as RuntimeError."""

    class Failing(Scripted):
        """A backend that fails."""

        faults: typing.ClassVar = [ValueError(f"{ALICE} is wrong"), RecordingError("odd"), UnicodeDecodeError("utf-8", b"", 0, 1, "no")]

        def secure(self) -> bool:
            """Raise the next fault."""
            raise self.faults.pop(0)

    with made(tmp_path / "a.rec", Failing()) as (file, recorder):
        for fault in (ValueError, RecordingError, UnicodeDecodeError):
            with pytest.raises(fault):
                recorder.secure()
    player = replay(file)
    with pytest.raises(ValueError, match=r"^76561197960265729 is wrong$"):
        player.secure()
    for sentence in ("RecordingError: odd", "UnicodeDecodeError: .*no"):
        with pytest.raises(RuntimeError, match=sentence):
            player.secure()
    assert player.ended


@pytest.mark.parametrize(
    ("name", "args", "fault"),
    [
        ("request_user_stats", ("x",), "steam_id is an int, not str 'x'"),
        ("request_user_stats", (True,), "steam_id is an int, not bool True"),
        ("set_user_stat_int", (BOB, "kills", "8"), "value is a number, not str '8'"),
        ("set_user_stat_int", (BOB, "kills"), r"set_user_stat_int takes \(steam_id, name, value\)"),
        ("log_on", (7,), "token is a str, not int 7"),
        ("begin_auth_session", ("ticket", BOB), "ticket is bytes, not str 'ticket'"),
        ("set_user_stats", (BOB, ["kills"]), "values is a mapping"),
    ],
)
def test_a_wrong_type_raises_at_the_call(tmp_path: Path, name: str, args: tuple[object, ...], fault: str) -> None:
    """A replay refuses what no call takes, and is where it was before."""
    with made(tmp_path / "a.rec", Scripted()) as (file, recorder):
        recorder.logged_on()
    player = replay(file)
    with pytest.raises(TypeError, match=fault):
        getattr(player, name)(*args)
    player.logged_on()
    assert player.ended


@pytest.mark.parametrize(
    ("steps", "line", "recorded", "called"),
    [
        ([("frame", 1.0)], 2, "frame 0 is request_user_stats(76561197960265729)", "advance(1.0)"),
        ([("request_user_stats", 76561197960265730)], 2, "request_user_stats(76561197960265729)", "request_user_stats(76561197960265730)"),
        ([("request_user_stats", 76561197960265729), ("frame", 1.0), ("poll",)], 6, "frame 1 is set_user_stat_int", "poll()"),
        (
            [("request_user_stats", 76561197960265729), ("frame", 9.0), ("set_user_stat_int", 76561197960265729, "kills", 8.0)],
            6,
            ", 8)",
            ", 8.0)",
        ),
        (
            [("request_user_stats", 76561197960265729), ("frame", 9.0), ("set_user_stat_int", 76561197960265729, "kills", 8)]
            + [("frame", 1.0)] * 2,
            8,
            "the recording ends",
            "advance(1.0)",
        ),
    ],
)
def test_a_difference_says_where(tmp_path: Path, steps: list[Step], line: int, recorded: str, called: str) -> None:
    """File, line, what was recorded, what was called and the remedy; the replay does not move on."""
    with made(tmp_path / "a.rec", stepped()) as (file, recorder):
        run(recorder, [("request_user_stats", ALICE), ("frame", 0.5), ("set_user_stat_int", ALICE, "kills", 8), ("frame", 0.5)])
    text = file.read_text(encoding="ascii")
    file.write_text(text.removesuffix("close\n"), encoding="ascii")
    player = replay(file)
    for _ in range(2):
        with pytest.raises(ReplayDivergedError) as caught:
            run(player, steps)
        message = str(caught.value)
        assert message.startswith(f"{file}:{line}: ")
        assert recorded in message
        assert called in message
        assert "; " in message
        steps = steps[-1:]


def test_a_node_over_a_replay_emits_the_recorded_signals(tmp_path: Path, recorder: Recorder) -> None:
    """A game that ran on the recorded backend gets the same signals in the same frames from the replay."""
    told = []
    for number in range(2):
        file = tmp_path / "a.rec"
        backend = replay(file) if number else record(stepped(users={ALICE: {"kills": 7}}), file)
        player = 76561197960265729 if number else ALICE
        tree = SceneTree(fixed_fps=60)
        stats = SteamServerStats.attach(tree, backend)
        recorder.lines.clear()
        for signal in (stats.stats_received, stats.stats_stored):
            recorder.watch(signal)
        stats.request_user_stats(player)
        for _ in range(3):
            tree.process()
            recorder.lines.append((stats.set_user_stat_int(player, "kills", stats.get_user_stat_int(player, "kills") + 1),))
            stats.store_user_stats(player)
        tree.close()
        backend.close()
        told.append(str(recorder.lines))
    assert told[1] == told[0].replace(str(ALICE), "76561197960265729")
    assert "stats_stored" in told[0]


def test_a_test_that_ends_early_closes_in_peace(tmp_path: Path) -> None:
    """Closing before the recording does is harmless, twice too; then nothing is answered, and a call says that it was closed."""
    with made(tmp_path / "a.rec", Scripted()) as (file, recorder):
        run(recorder, Scripted.STEPS)
    player = replay(file)
    player.close()
    player.close()
    player.advance(1.0)
    assert player.poll() == []
    assert not player.ended
    with pytest.raises(ReplayDivergedError, match="after close"):
        player.logged_on()
