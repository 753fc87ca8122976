"""Laws of the signs of life in the shared room: a program that died on another machine is noticed, and one that lives loses nothing.

Rules: the laws without a database are stepped and in memory, where a test takes a program for gone by hand. Those with one have programs
of other machines in this process: their marks are another's, and they give signs as long as their frames go on. How long nothing was heard
is written into the database by hand, so no law depends on how quick anything is.
"""

from __future__ import annotations

from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.local import LocalSteam, MemoryStore, SteppedClock
from steam_nodes.steam.local.store.room import SESSIONS
from steam_nodes.steam.local.store.store import Job
from steam_nodes.steam.local.world.processes import GAP_SECONDS, SIGNS, Contact
from steam_nodes.steam.local.world.room_queries import EmptyRoom
from tests.support.client_world import SCHEMA
from tests.support.places import url_of
from tests.support.proxy import Proxy
from tests.support.stats_world import OTHER, PLAYER
from tests.support.stepping import frame, frames

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from steam_nodes.steam.local.client.client import LocalClient
    from steam_nodes.steam.local.world.shared_room import SharedRoom

SILENCE = 6.0
ELSEWHERE = b"1 1 another/machine"
MACHINES = (b"1 1 one/machine", b"1 1 two/machine")


class Shared(MemoryStore):
    """A store in memory that says that other machines use it."""

    silence = SILENCE

    def beside(self) -> Shared:
        """Give another one over the same rows."""
        return Shared(self)


@pytest.fixture
def pair() -> Iterator[tuple[LocalClient, LocalClient]]:
    """Give two players' programs, each with something in the room."""
    with closing(LocalSteam(SCHEMA, Shared(), clock=SteppedClock())) as steam, ExitStack() as stack:
        clients = [steam.client(player) for player in (PLAYER, OTHER)]
        for client in clients:
            stack.callback(client.close)
            room_of(client).put("mood", "a", b"good")
        for _ in range(2):
            for client in clients:
                frame(client)
        yield clients[0], clients[1]


def room_of(client: LocalClient) -> SharedRoom:
    """Return the room as a program sees it."""
    return client._session.room


def take_for_gone(by: LocalClient, session: str) -> None:
    """Take a session for gone by hand."""
    store = by._session.world.store
    store.submit(Job("query", 0, query=EmptyRoom((session,))))
    store.done.clear()


def moods(client: LocalClient, owner: int) -> dict[str, bytes]:
    """Return what a program sees of a player."""
    return dict(room_of(client).rows(owner, "mood"))


def test_who_was_taken_for_gone_enters_once_more(pair: tuple[LocalClient, LocalClient]) -> None:
    """Its next sign of life finds no session: all that it had put is there again, and others see it come back."""
    one, two = pair
    take_for_gone(two, room_of(one)._session)
    frame(two)
    assert moods(two, PLAYER) == {}
    assert room_of(two).players() == {OTHER}
    for _ in range(SIGNS + 1):
        frame(one, SILENCE / SIGNS / 2)
        frame(one, SILENCE / SIGNS / 2)
    frame(two)
    assert moods(two, PLAYER) == {"a": b"good"}
    assert room_of(two).players() == {PLAYER, OTHER}
    assert moods(one, PLAYER) == {"a": b"good"}
    assert moods(one, OTHER) == {"a": b"good"}


def test_who_tells_something_finds_it_out_at_once(pair: tuple[LocalClient, LocalClient]) -> None:
    """Nothing is written for a session that is not there; it is told behind the new one, to single players too, once."""
    one, two = pair
    heard: list[tuple[int, bytes]] = []
    room_of(two).hear("mail", lambda sender, value: heard.append((sender, value)))
    frames(two, 2)
    take_for_gone(two, room_of(one)._session)
    room_of(one).put("mood", "b", b"better")
    room_of(one).tell(OTHER, "mail", b"hello")
    frames(one, 3)
    frames(two, 3)
    assert moods(two, PLAYER) == {"a": b"good", "b": b"better"}
    assert heard == [(PLAYER, b"hello")]
    room_of(one).remove("mood", "a")
    frames(one, 2)
    frames(two, 2)
    assert moods(two, PLAYER) == {"b": b"better"}


def test_what_is_told_to_one_who_was_taken_for_gone_arrives(pair: tuple[LocalClient, LocalClient]) -> None:
    """Others who told it something meanwhile did not do so in vain: it was there."""
    one, two = pair
    heard: list[bytes] = []
    room_of(one).hear("mail", lambda _, value: heard.append(value))
    frames(one, 2)
    take_for_gone(two, room_of(one)._session)
    room_of(two).tell(PLAYER, "mail", b"hello")
    for _ in range(SIGNS * 2):
        frame(one, SILENCE / SIGNS)
    assert heard == [b"hello"]


def test_nobody_judges_by_a_silence_who_was_away(pair: tuple[LocalClient, LocalClient]) -> None:
    """A silence counts for one who has been in touch for that long, and anew after a gap; the machine's own word counts always."""
    world = pair[0]._session.world
    judge = Contact(world)
    judge.seen()
    assert judge.alive(ELSEWHERE, 10 * SILENCE)
    for _ in range(4):
        frame(pair[0], 2.0)
        judge.seen()
    assert not judge.alive(ELSEWHERE, SILENCE)
    assert judge.alive(ELSEWHERE, SILENCE - 1)
    assert judge.alive(judge.mark, 10 * SILENCE)
    frame(pair[0], GAP_SECONDS + 1)
    assert not judge.seen()
    assert judge.seen()
    assert judge.alive(ELSEWHERE, 10 * SILENCE)


def test_where_only_this_machine_has_the_rows_no_sign_is_given() -> None:
    """A world in memory asks the store for nothing more than it did: no program of another machine can be there."""
    with closing(LocalSteam(SCHEMA, clock=SteppedClock())) as steam, closing(steam.client(PLAYER)) as client:
        room_of(client)
        frame(client)
        assert room_of(client)._contact.pause == float("inf")
        assert not room_of(client)._contact.alive(ELSEWHERE, 0.0)


# With a database.


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[Proxy]:
    """Give a proxy before the schema of this law."""
    with Proxy(url_of(tmp_path)) as found:
        yield found


@pytest.fixture
def machines(proxy: Proxy) -> Iterator[list[LocalClient]]:
    """Give two programs of two machines, as each sees the other, who have been in touch for long."""
    with closing(LocalSteam(SCHEMA, proxy.url, clock=SteppedClock())) as steam, ExitStack() as stack:
        clients = [steam.client(player) for player in (PLAYER, OTHER)]
        for client, mark in zip(clients, MACHINES, strict=True):
            stack.callback(client.close)
            room_of(client)._contact.mark = mark
            room_of(client).put("mood", "a", b"good")
        step(*clients)
        yield clients


def step(*clients: LocalClient, seconds: float = 70.0) -> None:
    """Run frames of programs for so many seconds of their clocks."""
    for _ in range(int(seconds) // 4 + 1):
        for client in clients:
            frame(client, 4.0)


def be_silent(tmp_path: Path, *players: int) -> None:
    """Let the last signs of players be an hour old."""
    owners = ", ".join(f"'{player}'" for player in players)
    changed(f"UPDATE steam_room SET at = now() - interval '1 hour' WHERE owner IN ({owners})", tmp_path)  # noqa: S608 - our own numbers


def changed(sql: str, tmp_path: Path) -> list[tuple[object, ...]]:
    """Do something in the schema of a law, and return what it gives."""
    import psycopg  # noqa: PLC0415 - only where a database is named

    with psycopg.connect(url_of(tmp_path), autocommit=True) as connection:
        found = connection.execute(sql.encode())
        return found.fetchall() if found.description else []


@pytest.mark.postgresql
def test_a_program_that_died_elsewhere_is_noticed(machines: list[LocalClient], tmp_path: Path) -> None:
    """It gives no sign any more: after a silence its rows are gone; were it not dead after all, it comes back with them."""
    one, two = machines
    seen: list[tuple[int, bool]] = []
    room_of(one).watch(SESSIONS, lambda row: seen.append((row.owner, row.value is not None)))
    seen.clear()
    be_silent(tmp_path, OTHER)
    frames(one, 2)
    assert seen == [(OTHER, False)]
    assert moods(one, OTHER) == {}
    assert room_of(one).players() == {PLAYER}
    step(two, one, seconds=15.0)
    assert seen == [(OTHER, False), (OTHER, True)]
    assert moods(one, OTHER) == {"a": b"good"}
    assert moods(two, PLAYER) == {"a": b"good"}
    assert room_of(one).players() == {PLAYER, OTHER}


@pytest.mark.postgresql
def test_who_lives_gives_signs_and_is_not_taken_for_gone(machines: list[LocalClient], tmp_path: Path) -> None:
    """A sign is there before the silence is over, though there is nothing to tell, and each stays with the session that it has."""
    sessions = [room_of(client)._session for client in machines]
    for _ in range(3):
        changed("UPDATE steam_room SET at = now() - interval '50 seconds'", tmp_path)
        step(*machines, seconds=15.0)
        found = changed("SELECT count(*) FROM steam_room WHERE topic = '' AND at > now() - interval '40 seconds'", tmp_path)
        assert found == [(2,)]
    assert [room_of(client)._session for client in machines] == sessions


@pytest.mark.postgresql
def test_after_a_database_was_away_nobody_is_taken_for_gone(machines: list[LocalClient], proxy: Proxy, tmp_path: Path) -> None:
    """All have been silent for longer than a silence, and nobody holds that against anybody."""
    sessions = [room_of(client)._session for client in machines]
    proxy.do("refuse", "cut")
    step(*machines, seconds=20.0)
    assert not any(client._session.world.faults.reachable for client in machines)
    be_silent(tmp_path, PLAYER, OTHER)
    proxy.do("accept")
    step(machines[0], seconds=20.0)
    step(*machines)
    assert [room_of(client)._session for client in machines] == sessions
    room_of(machines[0]).put("mood", "b", b"better")
    step(*machines, seconds=5.0)
    assert moods(machines[1], PLAYER) == {"a": b"good", "b": b"better"}
