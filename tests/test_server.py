"""SteamServer over the local Steam: start, log on, log off, shut down, and what scripts find of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import Engine, LocalSteam, Result, SceneTree, Schema, SteamServer, SteamServerStats, SteppedClock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Recorder

ALICE = 76561197960287931
INIT: tuple[Any, ...] = ("0.0.0.0", 27015, 27016, SteamServer.SERVER_MODE_AUTHENTICATION_AND_SECURE, "1.0.0.0")

SCHEMA = Schema.parse('app_id = 480\n[stats.kills]\ntype = "INT"\nset_by = "GS"\n')

SAME = {
    "serverInit": "server_init",
    "serverInitEx": "server_init_ex",
    "serverShutdown": "server_shutdown",
    "logOn": "log_on",
    "logOnAnonymous": "log_on_anonymous",
    "logOff": "log_off",
    "loggedOn": "logged_on",
    "getSteamID": "get_steam_id",
}


@pytest.fixture
def server(tree: SceneTree) -> Iterator[SteamServer]:
    """Give a server attached to a world in memory."""
    world = LocalSteam(SCHEMA, clock=SteppedClock())
    yield SteamServer.attach(tree, world)
    world.close()


@pytest.mark.parametrize(("camel", "snake"), SAME.items())
def test_both_spellings_are_one_function(camel: str, snake: str) -> None:
    """A second name is never a second function."""
    assert getattr(SteamServer, camel) is getattr(SteamServer, snake)


def test_a_server_starts_logs_on_and_off_and_tells_each_step(tree: SceneTree, server: SteamServer, recorder: Recorder) -> None:
    """Each signal comes one frame after its call, once."""
    for signal in (server.server_connected, server.server_disconnected, server.server_connect_failure):
        recorder.watch(signal)
    assert server.serverInitEx(*INIT) == {"status": 0, "verbal": "Server initialized successfully"}
    assert not server.loggedOn()
    assert server.getSteamID() == 0
    server.logOnAnonymous()
    assert recorder.lines == []
    tree.process()
    assert server.loggedOn()
    assert server.getSteamID() > 0
    server.logOff()
    tree.process()
    assert not server.loggedOn()
    assert recorder.lines == [("server_connected",), ("server_disconnected", Result.OK)]


def test_a_log_on_with_an_empty_token_fails_with_a_signal(tree: SceneTree, server: SteamServer, recorder: Recorder) -> None:
    """The failure names a Result and whether Steam keeps trying."""
    recorder.watch(server.server_connect_failure)
    server.serverInit(*INIT)
    server.logOn("")
    tree.process()
    assert len(recorder.lines) == 1
    assert recorder.lines[0][1] != Result.OK
    assert recorder.lines[0][2] is False


def test_a_second_start_is_refused_until_the_server_was_shut_down(server: SteamServer) -> None:
    """`serverInit` says whether, serverInitEx says why."""
    assert server.serverInit(*INIT)
    assert not server.serverInit(*INIT)
    response = server.serverInitEx(*INIT)
    assert response["status"] == SteamServer.STEAM_API_INIT_RESULT_FAILED_GENERIC
    assert "server_shutdown" in response["verbal"]
    server.serverShutdown()
    assert server.serverInit(*INIT)


def test_a_shut_down_server_answers_requests_with_no_connection(tree: SceneTree, server: SteamServer, recorder: Recorder) -> None:
    """A request is never left without an answer."""
    recorder.watch(server.stats_received)
    server.serverInit(*INIT)
    server.serverShutdown()
    server.requestUserStats(ALICE)
    tree.process()
    assert recorder.lines == [("stats_received", Result.NO_CONNECTION, ALICE)]


def test_the_server_is_found_under_both_names(server: SteamServer) -> None:
    """Scripts ask the engine for SteamServer or for its stats; both are this node."""
    assert Engine.get_singleton("SteamServer") is server
    assert Engine.get_singleton("SteamServerStats") is server
    assert SteamServer.get_singleton() is server
    assert SteamServerStats.get_singleton() is server
    assert server.name == "SteamServer"


def test_the_enums_exist_nested_and_flat() -> None:
    """GodotSteam's flat names and the enums are the same numbers."""
    assert SteamServer.RESULT_OK is Result.OK
    assert int(SteamServer.RESULT_RATE_LIMIT_EXCEEDED) == 84
    assert SteamServer.ServerMode.AUTHENTICATION is SteamServer.SERVER_MODE_AUTHENTICATION
    assert int(SteamServer.SERVER_MODE_AUTHENTICATION) == 2
    assert all(getattr(SteamServer, f"RESULT_{member.name}") is member for member in Result)
