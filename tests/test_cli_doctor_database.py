"""The laws of `steam-nodes doctor --database`: what a fleet's database lacks is told with its remedy, and nothing is made there.

Rules: the database is a server of the file's own. A database that is as it should be has no line that is wrong.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from steam_nodes import LocalSteam, SteppedClock
from steam_nodes.cli.doctor.fleet_database import fleet_database
from steam_nodes.cli.doctor.this_machine import Surroundings
from steam_nodes.cli.doctor_command import look
from tests.support.database_server import OwnServer
from tests.support.stats_world import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator


def told(url: str, level: str = "") -> list[str]:
    """Return what is told of a database, all of it or what is of a level."""
    return [f"{each.says} -> {each.remedy}" for each in fleet_database(url) if each.level == (level or each.level)]


@pytest.fixture(scope="module")
def server() -> Iterator[OwnServer]:
    """Give a server whose settings keep everything."""
    with OwnServer(["fsync = on", "max_connections = 30"]) as found:
        yield found


@pytest.mark.postgresql
def test_a_database_that_is_as_it_should_be_has_nothing_to_mend(server: OwnServer) -> None:
    """First it has no world, which a note says; once a server was there it has one. Looking makes none."""
    for _ in range(2):
        assert told(server.url(), "note") == ["the schema public has no world yet -> the first server that starts makes it"]
    with closing(LocalSteam(SCHEMA, server.url(), clock=SteppedClock())):
        pass
    assert told(server.url(), "note") == told(server.url(), "wrong") == []
    said = "\n".join(told(server.url(), "ok"))
    for words in (
        "is PostgreSQL ",
        "UTF8, without TLS",
        "a world is in the schema public, of version",
        "of 30 connections are free, for 8 servers",
    ):
        assert words in said
    assert [each for each in look(Surroundings(), database=server.url()) if each.topic == "database"]


@pytest.mark.postgresql
def test_what_is_missing_is_told_with_its_remedy(server: OwnServer) -> None:
    """A role without rights, a database of another encoding, settings that lose what was answered OK, and no room: each has its line."""
    import psycopg  # noqa: PLC0415 - only where a database is named

    with psycopg.connect(server.url(), autocommit=True) as connection:
        for statement in ("CREATE SCHEMA lent", "CREATE ROLE guest LOGIN", "GRANT USAGE ON SCHEMA lent TO guest"):
            connection.execute(statement.encode())
        connection.execute(b"CREATE DATABASE odd ENCODING 'SQL_ASCII' TEMPLATE template0")
    lent = "?options=-csearch_path%3Dlent"
    (no_world,) = told(server.url("guest") + lent, "wrong")
    assert no_world.startswith("the schema lent has no world, and this user may not make one -> a server's user needs USAGE")
    with closing(LocalSteam(SCHEMA, server.url() + lent, clock=SteppedClock())):
        pass
    (no_rights,) = told(server.url("guest") + lent, "wrong")
    assert "this user may not use all of it: steam_blocks, steam_boards, steam_" in no_rights
    (odd,) = told(f"{server.url().rpartition('/')[0]}/odd", "wrong")
    assert odd.endswith("-> make the database with: createdb --encoding=UTF8 --template=template0")
    (crash,) = told(f"{server.url()}?options=-csynchronous_commit%3Doff", "wrong")
    assert crash == "synchronous_commit is off: a crash loses what was answered OK last -> set synchronous_commit = on"
    (nowhere,) = told(f"{server.url()}?options=-csearch_path%3Dnowhere", "wrong")
    assert nowhere.startswith("no schema of the search path is there -> create it")
    held = [psycopg.connect(server.url()) for _ in range(20)]
    (no_room,) = told(server.url(), "note")
    assert no_room.endswith("for 0 servers more -> raise max_connections: each server and each client needs two")
    for each in held:
        each.close()


@pytest.mark.postgresql
def test_a_database_that_is_away_or_refuses_is_told(server: OwnServer) -> None:
    """The remedy stands in a line of its own, and a password in none."""
    (away,) = told("postgresql://game:s3cret@127.0.0.1:1/game")
    assert "postgresql://game@127.0.0.1:1/game: the database cannot be reached" in away
    (nobody,) = told(server.url("nobody"))
    assert nobody.endswith("-> make the user with createuser")
    assert "s3cret" not in away


@pytest.mark.parametrize("word", ["game.db", "mysql://me:s3cret@db/game", "host=db password=s3cret"])
def test_what_is_no_url_is_told_with_the_right_form(word: str) -> None:
    """Nothing of it is repeated."""
    assert told(word) == [
        "what was given is no URL of a database that steam_nodes can use -> give postgresql://user@host:port/database",
    ]
