"""Laws of the shared room: what one player's program puts there is seen by others within a frame, and is gone with the program.

Rules: the laws hold in memory and on the disk, and between two processes. Frames are stepped; nothing here depends on how quick
anything is.
"""

from __future__ import annotations

import gc
import os
import random
import sqlite3
import time
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.local.store.room import SESSIONS
from steam_nodes.steam.local.store.sqlite.sqlite_migrations import VERSION
from steam_nodes.steam.local.store.store import Completion
from steam_nodes.steam.local.world import processes, shared_room
from steam_nodes.steam.local.world.shared_room import AGAIN_SECONDS
from steam_nodes.steam.results import Result
from tests.support.client_world import FRIEND, SCHEMA
from tests.support.door_driver import Program
from tests.support.places import STORES, place
from tests.support.stats_world import OTHER, PLAYER
from tests.support.stepping import frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from steam_nodes.steam.local.client.client import LocalClient
    from steam_nodes.steam.local.world.shared_room import SharedRoom


class Friends:
    """Two players' programs over one store, each with its room."""

    def __init__(self, steam: LocalSteam) -> None:
        """Open both, and let the second watch."""
        self.steam = steam
        self.one, self.two = steam.client(PLAYER), steam.client(OTHER)
        self.heard: list[tuple[object, ...]] = []
        self.room = self.one._session.room
        self.other = self.two._session.room
        self.listen(self.other)
        frame(self.one)
        frame(self.two)
        self.heard.clear()

    def listen(self, room: SharedRoom) -> None:
        """Note what a room tells."""
        room.watch("mood", lambda row: self.heard.append((row.owner, row.key, row.value)))
        room.watch(SESSIONS, lambda row: self.heard.append((row.owner, row.value is not None)))
        room.hear("mail", lambda sender, value: self.heard.append(("mail", sender, value)))

    def seen(self, client: LocalClient | None = None) -> list[tuple[object, ...]]:
        """Run one frame of the second program, and return what it was told."""
        frame(client or self.two)
        heard, self.heard = self.heard, []
        return heard


@pytest.fixture(params=STORES)
def friends(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Friends]:
    """Two programs, in memory and on the disk."""
    store = place(request.param, tmp_path)
    with closing(LocalSteam(SCHEMA, store, clock=SteppedClock(), store_rate="allow")) as steam, ExitStack() as stack:
        found = Friends(steam)
        stack.callback(found.one.close)
        stack.callback(found.two.close)
        yield found


def test_one_frame_is_enough(friends: Friends) -> None:
    """What is put, put again and taken away is told in the next frame, once; what does not change is not."""
    room, other = friends.room, friends.other
    room.put("mood", "a", b"\x00good")
    assert room.rows(PLAYER, "mood") == {"a": b"\x00good"}  # one's own at once
    assert friends.seen() == [(PLAYER, "a", b"\x00good")]
    assert other.rows(PLAYER, "mood") == {"a": b"\x00good"}
    room.put("mood", "a", b"\x00good")
    assert friends.seen() == []
    room.put("mood", "a", b"")
    room.put("mood", "b", b"2")
    assert friends.seen() == [(PLAYER, "a", b""), (PLAYER, "b", b"2")]
    room.remove("mood", "a")
    room.remove("mood", "never there")
    assert friends.seen() == [(PLAYER, "a", None)]
    assert other.rows(PLAYER, "mood") == {"b": b"2"}
    assert other.rows(OTHER, "mood") == {}


def test_what_was_there_before_is_found(friends: Friends) -> None:
    """A program that comes later is told of everything in its first frame, but not of what was told to its player before."""
    friends.room.put("mood", "a", b"1")
    friends.room.tell(FRIEND, "mail", b"too early")
    with closing(friends.steam.client(FRIEND)) as late:
        friends.listen(late._session.room)
        heard = friends.seen(late)
        assert (PLAYER, "a", b"1") in heard
        assert not [it for it in heard if it[0] == "mail"]
        assert late._session.room.players() == {PLAYER, OTHER, FRIEND}
        friends.room.tell(FRIEND, "mail", b"in time")
        assert friends.seen(late) == [("mail", PLAYER, b"in time")]
        assert friends.seen(late) == []


def test_who_watches_late_is_told_what_is_known(friends: Friends) -> None:
    """What was seen before is told at once, but for one's own."""
    friends.room.put("mood", "a", b"1")
    friends.other.put("mood", "b", b"2")
    friends.seen()
    friends.listen(friends.other)
    assert friends.heard == [(PLAYER, "a", b"1"), (PLAYER, True)]


def test_what_is_told_is_told_to_one(friends: Friends, monkeypatch: pytest.MonkeyPatch) -> None:
    """A telling reaches the player it is for, once and in order, and as many of them as are kept."""
    monkeypatch.setattr(shared_room, "MOST_TOLD", 8)
    friends.room.tell(OTHER, "mail", b"1")
    friends.room.tell(FRIEND, "mail", b"not yours")
    friends.room.tell(OTHER, "mail", b"1")
    assert friends.seen() == [("mail", PLAYER, b"1")] * 2
    for number in range(9):
        friends.room.tell(OTHER, "mail", b"%d" % number)
    assert friends.seen() == [("mail", PLAYER, b"%d" % number) for number in range(1, 9)]


@pytest.mark.parametrize("way", ["close", "shutdown"])
def test_who_leaves_takes_everything_along(friends: Friends, way: str) -> None:
    """What an ended program had put is gone and told as gone; after a shutdown it can begin again."""
    friends.room.put("mood", "a", b"1")
    assert friends.seen() == [(PLAYER, "a", b"1")]
    assert PLAYER in friends.other.players()
    getattr(friends.one, way)()
    assert sorted(map(repr, friends.seen())) == sorted(map(repr, [(PLAYER, False), (PLAYER, "a", None)]))
    assert friends.other.rows(PLAYER, "mood") == {}
    assert friends.other.players() == {OTHER}
    if way == "shutdown":
        assert friends.one.init(0)[0] == 0
        assert friends.room.rows(PLAYER, "mood") == {}
        friends.room.put("mood", "a", b"2")
        frame(friends.one)
        assert friends.seen() == [(PLAYER, True), (PLAYER, "a", b"2")]


def test_two_programs_of_one_player(friends: Friends) -> None:
    """They see each other's rows; what one put stays when the other ends."""
    with closing(friends.steam.client(PLAYER)) as second:
        room = second._session.room
        friends.listen(room)
        frame(second)
        room.put("mood", "b", b"second")
        friends.room.put("mood", "a", b"first")
        frame(friends.one)
        frame(second)
        assert friends.room.rows(PLAYER, "mood") == room.rows(PLAYER, "mood") == {"a": b"first", "b": b"second"}
        friends.seen()
    assert (PLAYER, "b", None) in friends.seen()
    assert friends.other.rows(PLAYER, "mood") == {"a": b"first"}
    assert friends.other.players() == {PLAYER, OTHER}


def test_without_a_connection_nothing_goes(friends: Friends) -> None:
    """What is put offline is told when the connection is back, and what others put is seen then."""
    friends.one.faults.lose_connection()
    friends.room.put("mood", "a", b"1")
    friends.room.put("mood", "a", b"2")
    frame(friends.one)
    assert friends.seen() == []
    friends.two.faults.lose_connection()
    friends.one.faults.restore_connection()
    frame(friends.one)
    assert friends.seen() == []
    friends.two.faults.restore_connection()
    assert friends.seen() == [(PLAYER, "a", b"2")]


def test_a_store_that_fails_is_tried_again(friends: Friends, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be told is told a second later, the newest of it, and the failure is said once."""
    store = friends.one._world.store

    def fail(job: object) -> None:
        store.done.append(Completion(job, Result.DISK_FULL, fault="the disk is full"))  # type: ignore[arg-type]  # the job as it came

    with monkeypatch.context() as patch:
        patch.setattr(store, "submit", fail)
        friends.room.put("mood", "a", b"1")
        friends.room.put("mood", "b", b"1")
        frame(friends.one)
    friends.room.put("mood", "b", b"2")
    assert friends.seen() == []
    frame(friends.one, AGAIN_SECONDS)
    assert friends.seen() == [(PLAYER, "a", b"1"), (PLAYER, "b", b"2")]
    assert sum("the shared room: the disk is full" in line for line in friends.one.stats_log()) == 1


@pytest.mark.parametrize("store", STORES)
def test_a_random_walk_agrees_with_a_plain_model(store: str, tmp_path: Path) -> None:
    """Three players put, take away, go offline, leave and come again; after a frame of each, all who are online see what there is."""
    chance = random.Random(14)
    players = (PLAYER, OTHER, FRIEND)
    with closing(LocalSteam(SCHEMA, place(store, tmp_path), clock=SteppedClock(), store_rate="allow")) as steam:
        doors = {each: steam.client(each) for each in players}
        mine: dict[int, dict[str, bytes]] = {each: {} for each in players}
        kept: dict[int, dict[str, bytes]] = {each: {} for each in players}
        for _ in range(60 if store == "postgresql" else 250):
            who = chance.choice(players)
            room, faults = doors[who]._session.room, doors[who].faults
            step, key = chance.random(), chance.choice("abc")
            if step < 0.5:
                mine[who][key] = b"%d" % chance.randrange(4)
                room.put("mood", key, mine[who][key])
            elif step < 0.8:
                mine[who].pop(key, None)
                room.remove("mood", key)
            elif step < 0.9:
                (faults.restore_connection if faults.offline else faults.lose_connection)()
            else:
                doors[who].close()
                doors[who], mine[who], kept[who] = steam.client(who), {}, {}
            rooms = {each: door._session.room for each, door in doors.items()}
            for _ in range(2):
                for door in doors.values():
                    frame(door)
            online = [each for each in players if not doors[each].faults.offline]
            kept |= {each: dict(mine[each]) for each in online}
            for viewer in online:
                seen = {each: dict(rooms[viewer].rows(each, "mood")) for each in players}
                assert seen == kept
        for door in doors.values():
            door.close()


def test_what_is_gone_is_forgotten(tmp_path: Path) -> None:
    """Who enters a room with nobody in it finds it swept, and stamps go on where they were."""
    path = tmp_path / "steam.db"
    for turn in range(3):
        with closing(LocalSteam(SCHEMA, path, clock=SteppedClock())) as steam, closing(steam.client(PLAYER)) as client:
            client._session.room.put("mood", f"{turn}", b"1")
            frame(client)
    with closing(sqlite3.connect(path)) as raw:
        rows = raw.execute("SELECT topic, key, value, stamp FROM room ORDER BY stamp").fetchall()
    assert [value for *_, value, _ in rows] == [None] * len(rows)
    assert len(rows) <= 3  # the newest of the turn before, and what the last turn had
    assert rows[-1][-1] == 3 * 4


def test_a_row_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    """It is said once, and the rows beside it are seen."""
    path = tmp_path / "steam.db"
    with closing(LocalSteam(SCHEMA, path, clock=SteppedClock())) as steam, closing(steam.client(PLAYER)) as client:
        room = client._session.room
        frame(client)
        raw = sqlite3.connect(path)
        raw.executemany(
            "INSERT INTO room VALUES (480, ?, ?, ?, ?, ?, ?)",
            [
                (str(OTHER), "mood", "text", "lost", "not bytes", 100),
                ("nobody", "mood", "x", "lost", b"1", 101),
                (str(OTHER), "mood", b"\xff", "lost", b"1", 102),
                (str(OTHER), "mood", "far", "lost", b"1", (1 << 63) - 1),
                (str(OTHER), "mood", "good", "s", b"1", 103),
                (str(OTHER), "", "s", "s", b"no mark", 104),
            ],
        )
        raw.commit()
        for _ in range(3):
            frame(client)
        assert room.rows(OTHER, "mood") == {}  # it is of a session whose program does not run
        assert raw.execute("SELECT value FROM room WHERE key = 'good'").fetchall() == [(None,)]
        raw.close()
        told = [line for line in client.stats_log() if "a row of the shared room" in line]
        assert len(told) == 1
        room.put("mood", "a", b"1")
        frame(client)
        assert room.rows(PLAYER, "mood") == {"a": b"1"}


def test_an_older_store_gets_its_room(tmp_path: Path) -> None:
    """A store of the version before is copied, then brought up; what was in it stays."""
    path = tmp_path / "steam.db"
    with closing(LocalSteam(SCHEMA, path, clock=SteppedClock(), users={PLAYER: {"kills": 7}})):
        pass
    raw = sqlite3.connect(path)
    for kind, name in raw.execute("SELECT type, name FROM sqlite_master WHERE type IN ('table', 'trigger') ORDER BY type DESC").fetchall():
        if name not in {"users", "boards", "entries", "counts", "sums"}:
            raw.execute(f"DROP {kind} {name}")
    raw.execute("PRAGMA user_version = 3")
    raw.close()
    with closing(LocalSteam(SCHEMA, path, clock=SteppedClock())) as steam, closing(steam.client(PLAYER)) as client:
        client._session.room.put("mood", "a", b"1")
        frame(client)
        assert client.get_stat_int("kills") == 7
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA user_version").fetchone()[0] == VERSION
    assert raw.execute("SELECT count(*) FROM room").fetchone()[0] == 2
    raw.close()
    assert (tmp_path / "steam.db.version-3.backup").exists()


def test_between_two_processes(tmp_path: Path) -> None:
    """What another process keeps is seen in the next frame here; what a killed one had is gone, and told as gone."""
    path = tmp_path / "steam.db"
    with closing(LocalSteam(SCHEMA, path, clock=SteppedClock(), store_rate="allow")) as steam, closing(steam.client(OTHER)) as client:
        room = client._session.room
        heard: list[tuple[object, ...]] = []
        room.watch("mood", lambda row: heard.append((row.owner, row.key, row.value)))
        room.hear("mail", lambda sender, value: heard.append((sender, value)))
        frame(client)
        program = Program(path, PLAYER)
        try:
            program.do("room.put('mood', 'a', b'1')")
            program.do(f"room.tell({OTHER}, 'mail', b'hello')")
            frame(client)
            assert heard == [(PLAYER, "a", b"1"), (PLAYER, b"hello")]
            assert room.players() == {PLAYER, OTHER}
            room.put("mood", "b", b"2")
            assert program.do(f"dict(room.rows({OTHER}, 'mood'))") == "{}"  # asked before its next frame
            assert program.do(f"dict(room.rows({OTHER}, 'mood'))") == "{'b': b'2'}"
        finally:
            program.kill()
        heard.clear()
        frame(client)  # It is found dead, and its rows are taken away,
        frame(client)  # which is seen as everything is.
        assert heard == [(PLAYER, "a", None)]
        assert room.rows(PLAYER, "mood") == {}
        assert room.players() == {OTHER}


def test_kills_at_any_moment_leave_nothing_behind(tmp_path: Path, *, long: bool) -> None:
    """Programs are killed while they put and take away: a frame after each is found dead it is gone, and who comes next is seen whole."""
    chance, path = random.Random(14), tmp_path / "steam.db"
    with closing(LocalSteam(SCHEMA, path, clock=SteppedClock(), store_rate="allow")) as steam, closing(steam.client(OTHER)) as client:
        room = client._session.room
        for turn in range(100 if long else 2):
            program = Program(path, PLAYER)
            try:
                program.do("[room.put('mood', str(key), b'1') for key in range(9)]")
                frame(client)
                assert room.rows(PLAYER, "mood") == dict.fromkeys(map(str, range(9)), b"1"), turn
                program.begin("[(room.put if turn % 2 else room.remove)('mood', *[str(turn), b'2'][:1 + turn % 2]) for turn in range(500)]")
                deadline = time.monotonic() + chance.random() / 100
                while time.monotonic() < deadline:
                    frame(client)
            finally:
                program.kill()
            frame(client)
            frame(client)
            assert room.rows(PLAYER, "mood") == {}, turn
            assert room.players() == {OTHER}, turn


def test_on_the_real_clock_no_frame_waits(tmp_path: Path) -> None:
    """What is put, and that its program was dropped without a word, is seen some frames later."""
    with closing(LocalSteam(SCHEMA, tmp_path / "steam.db")) as steam, closing(steam.client(OTHER)) as client:
        heard: list[tuple[object, ...]] = []
        client._session.room.watch("mood", lambda row: heard.append((row.owner, row.key, row.value)))
        dropped = steam.client(PLAYER)
        dropped._session.room.put("mood", "a", b"1")
        until(lambda: heard == [(PLAYER, "a", b"1")], dropped, client)
        del dropped
        gc.collect()
        until(lambda: heard[1:] == [(PLAYER, "a", None)], client)


def until(reached: Callable[[], bool], *clients: LocalClient) -> None:
    """Run frames until something is so, for 20 seconds at most."""
    deadline = time.monotonic() + 20
    while not reached():
        assert time.monotonic() < deadline
        for client in clients:
            frame(client)
        time.sleep(0.001)


def test_who_never_asks_is_not_there(tmp_path: Path) -> None:
    """A program that does not use the room gives no job to the store in a frame, and is not in the room."""
    with closing(LocalSteam(SCHEMA, tmp_path / "steam.db", clock=SteppedClock())) as steam, closing(steam.client(PLAYER)) as client:
        frame(client)
        assert client._session._room is None
        with closing(steam.client(OTHER)) as other:
            other._session.room.look()
            frame(other)
            assert other._session.room.players() == {OTHER}


def test_the_mark_of_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is alive as long as that very process is; what is no mark is not, and what cannot be seen from here is."""
    own = processes.mark()
    pid, began, machine = own.decode().split(" ")
    boot = machine.partition("/")[0]
    assert processes.alive(own)
    assert processes.alive(f"{pid} {began} {boot}/another".encode())
    assert not processes.alive(f"{pid} {began} another/4".encode())
    assert processes.alive(f"{pid} {began} another/4".encode(), elsewhere=True)
    assert not processes.alive(b"1 2", elsewhere=True)
    assert not processes.alive(b"\xff")
    assert not processes.alive(b"1 2")
    assert not processes.alive(f"-1 {began} {machine}".encode())
    assert not processes.alive(f"{10**30} {began} {machine}".encode())
    if began != "?":
        assert not processes.alive(f"{pid} {began}0 {machine}".encode())  # the number was given to another process since
    monkeypatch.setattr(processes, "_began", lambda _pid: "?")
    assert processes.alive(f"{pid} ? {machine}".encode())
    nobody = f"{2**22 + 1} ? {machine}".encode()  # beyond the largest number there is
    assert not processes.alive(nobody)

    def not_yours(_pid: int, _signal: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", not_yours)
    assert processes.alive(nobody)  # of another user, as far as one is told
