"""The laws of both sides to one local world: a server and a player's program on the same rows, in one process and in two.

Rules: what a server stores for a player who has a client is seen there within a frame of a stepped clock, without a call, and the other way
round by a server the player joined. Each side changes only what Set By gives it.
"""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.callbacks import UserStatsStored
from steam_nodes.steam.local import LocalSteam, RealClock, SteppedClock
from steam_nodes.steam.results import Result
from tests.support.client_world import APP, SCHEMA, START, TEXT, two_sides
from tests.support.places import ON_EVERY_STORE, STORES, place
from tests.support.stats_world import PLAYER, load
from tests.support.stepping import frame

if TYPE_CHECKING:
    from pathlib import Path

    from steam_nodes.steam.callbacks import ClientRecord
    from steam_nodes.steam.local.client.client import LocalClient

STORED = UserStatsStored(APP, Result.OK)


def both(store: Path | str | None = None) -> tuple[LocalSteam, LocalClient]:
    """Return a server that the player has joined, and the player's client."""
    steam, client = two_sides(LocalSteam(SCHEMA, store, clock=SteppedClock(), store_rate="allow"))
    steam.join(PLAYER)
    load(steam)
    return steam, client


@pytest.fixture(params=STORES)
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[LocalSteam, LocalClient]:
    """Return both sides, over each kind of store."""
    return both(place(request.param, tmp_path))


def end(steam: LocalSteam, client: LocalClient) -> None:
    """Close both."""
    client.close()
    steam.close()


def test_what_a_server_stores_the_player_sees_within_a_frame(pair: tuple[LocalSteam, LocalClient]) -> None:
    """Values and unlocks with their time; what is not stored is not seen."""
    steam, client = pair
    assert steam.set_user_stat_int(PLAYER, "kills", 10)
    assert steam.set_user_achievement(PLAYER, "ACH_SERVER")
    frame(client)
    assert client.get_stat_int("kills") == 0
    steam.store_user_stats(PLAYER)
    frame(steam)
    assert frame(client) == []
    assert client.get_stat_int("kills") == 10
    assert client.get_achievement("ACH_SERVER") == client.get_achievement("ACH_KILLS") == (True, START)
    end(steam, client)


def test_what_the_player_stores_a_server_sees_within_a_frame(pair: tuple[LocalSteam, LocalClient]) -> None:
    """The player plays on that server, so it need not ask."""
    steam, client = pair
    assert client.set_stat_int("games", 3)
    assert client.set_achievement("ACH_FIRST")
    assert client.store_stats()
    assert frame(client)[0] == STORED
    frame(steam)
    assert steam.get_user_stat_int(PLAYER, "games") == 3
    assert steam.get_user_achievement(PLAYER, "ACH_FIRST") is True
    end(steam, client)


@ON_EVERY_STORE
@pytest.mark.parametrize(
    ("name", "server", "player"),
    [
        ("kills", True, False),
        ("ranking", False, False),
        ("games", False, True),
        ("level", False, True),
        ("distance", False, True),
        ("per_hour", False, True),
        ("ACH_SERVER", True, False),
        ("ACH_KILLS", True, False),
        ("ACH_FIRST", False, True),
        ("secret", False, False),
    ],
)
def test_set_by_is_honoured_both_ways(name: str, *, server: bool, player: bool) -> None:
    """Each stat and achievement can be set through one side only, as its Set By says."""
    steam, client = both()
    if name.startswith("ACH"):
        done = steam.set_user_achievement(PLAYER, name), client.set_achievement(name)
    elif name in {"ranking", "distance"}:
        done = steam.set_user_stat_float(PLAYER, name, 1.0), client.set_stat_float(name, 1.0)
    elif name == "per_hour":
        done = steam.update_user_avg_rate_stat(PLAYER, name, 1.0, 1.0), client.update_avg_rate_stat(name, 1.0, 1.0)
    else:
        done = steam.set_user_stat_int(PLAYER, name, 2), client.set_stat_int(name, 2)
    assert done == (server, player)
    end(steam, client)


def test_both_sides_store_in_the_same_frame_and_nothing_is_lost(pair: tuple[LocalSteam, LocalClient]) -> None:
    """Their names are different ones, so neither stands in the other's way."""
    steam, client = pair
    for value in range(1, 6):
        assert steam.set_user_stat_int(PLAYER, "kills", value)
        assert client.set_stat_int("games", value)
        steam.store_user_stats(PLAYER)
        assert client.store_stats()
        assert [getattr(record, "result", None) for record in (*frame(steam), *frame(client))] == [Result.OK] * 2
    frame(client)
    frame(steam)
    assert client.get_stat_int("kills") == steam.get_user_stat_int(PLAYER, "games") == 5
    end(steam, client)


def test_another_program_of_the_player_makes_a_store_invalid(pair: tuple[LocalSteam, LocalClient]) -> None:
    """INVALID_PARAM: nothing of that store is written, the changed values are read again, and so are unlocks that only they brought."""
    steam, client = pair
    other = steam.client(PLAYER)
    for side, value in ((other, 3), (client, 5)):
        assert side.set_stat_int("games", value)
        assert side.set_achievement("ACH_FIRST") or side is client
        assert side.store_stats()
        records = frame(side)
    assert records == [UserStatsStored(APP, Result.INVALID_PARAM)]
    assert '"games" was changed by a game server or another program of the player' in client.why()
    assert client.get_stat_int("games") == 3
    assert client.store_stats()
    assert frame(client)[0] == STORED
    other.close()
    end(steam, client)


SERVER_PROCESS = f"""
import sys, time
from steam_nodes.steam.local import LocalSteam
from steam_nodes.steam.schema.schema import Schema

steam = LocalSteam(Schema.parse({TEXT!r}), sys.argv[1])
player = {PLAYER}
steam.join(player)
steam.request_user_stats(player)

def until(done):
    for _ in range(20_000):
        steam.advance(1 / 60)
        steam.poll()
        if done():
            return
        time.sleep(0.001)
    sys.exit("nothing came")

until(lambda: steam.get_user_stat_int(player, "kills") is not None)
print("ready", flush=True)
for line in sys.stdin:
    what, value = line.split()
    if what == "kills":
        assert steam.set_user_stat_int(player, "kills", int(value))
        assert steam.set_user_achievement(player, "ACH_SERVER")
        assert not steam.set_user_stat_int(player, "games", 1)
        steam.store_user_stats(player)
        until(lambda: not steam._world.lanes)
        print("stored", flush=True)
    else:
        until(lambda: steam.get_user_stat_int(player, "games") == int(value))
        print("seen", steam.get_user_achievement(player, "ACH_FIRST"), flush=True)
steam.close()
"""


def until(client: LocalClient, kills: int) -> int:
    """Step frames of a game of 60 a second until the player sees so many kills, and return how many it took."""
    for frames in range(1, 1200):
        frame(client)
        if client.get_stat_int("kills") == kills:
            return frames
        time.sleep(1 / 60)
    pytest.fail(f"the client never saw {kills} kills")


def test_a_server_process_and_a_client_process_share_one_world(kept: Path | str) -> None:
    """The server unlocks and the client's screen shows it within a second of frames; and the other way round; Set By both ways."""
    client = LocalSteam(SCHEMA, kept, clock=RealClock(), store_rate="allow").client(PLAYER)
    server = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", SERVER_PROCESS, str(kept)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with server:
        assert server.stdin
        assert server.stdout
        assert server.stdout.readline() == "ready\n"
        for value in (1, 2, 3):
            server.stdin.write(f"kills {value}\n")
            server.stdin.flush()
            assert server.stdout.readline() == "stored\n"
            assert until(client, value) <= 60
            assert client.get_achievement("ACH_SERVER") != (False, 0)
            assert client.set_stat_int("kills", 9) is False
            assert client.set_stat_int("games", value)
            assert client.set_achievement("ACH_FIRST")
            assert client.store_stats()
            server.stdin.write(f"games {value}\n")
            server.stdin.flush()
            records: list[ClientRecord] = []
            while not records:
                records = frame(client)
            assert [record for record in records if isinstance(record, UserStatsStored)] == [STORED]
            assert server.stdout.readline() == "seen True\n"
        server.stdin.close()
        assert server.wait(20) == 0
    client.close()
