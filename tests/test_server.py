"""SteamServer over the local Steam: start, log on, log off, shut down, what it tells of itself, and what scripts find of it.

Rules: what players do stands in test_server_sessions.py, names and sentences in test_godotsteam_parity.py.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import Engine, LocalSteam, Result, SceneTree, Schema, SteamServer, SteamServerStats
from tests.support.places import ON_EVERY_STORE

if TYPE_CHECKING:
    from tests.conftest import Recorder

pytestmark = ON_EVERY_STORE

ALICE = 76561197960287931
INIT: tuple[Any, ...] = ("0.0.0.0", 27015, 27016, SteamServer.SERVER_MODE_AUTHENTICATION_AND_SECURE, "1.0.0.0")

SCHEMA = Schema.parse("""
app_id = 480
[stats.kills]
type = "INT"
set_by = "GS"
[stats.deaths]
type = "INT"
set_by = "GS"
[stats.accuracy]
type = "FLOAT"
set_by = "GS"
""")


def log_on(tree: SceneTree, server: SteamServer, mode: int = 3) -> None:
    """Take a server through its start."""
    assert server.serverInit("0.0.0.0", 27015, 27016, mode, "1.0.0.0")
    server.logOnAnonymous()
    tree.process()
    assert server.loggedOn()


def test_a_server_starts_logs_on_and_off_and_tells_each_step(tree: SceneTree, server: SteamServer, recorder: Recorder) -> None:
    """Each signal comes one frame after its call, once."""
    for signal in (server.server_connected, server.policy_response, server.server_disconnected, server.server_connect_failure):
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
    assert recorder.lines == [("server_connected",), ("policy_response", True), ("server_disconnected", Result.OK)]


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


@pytest.mark.parametrize(("mode", "secure"), [(1, False), (2, False), (3, True)])
def test_a_server_is_secure_if_it_was_started_so_and_is_logged_on(
    tree: SceneTree, server: SteamServer, recorder: Recorder, mode: int, secure: bool
) -> None:
    """`policy_response` tells it once, right after `server_connected`; before the log on and after the log off it is not."""
    recorder.watch(server.server_connected)
    recorder.watch(server.policy_response)
    assert not server.secure()
    log_on(tree, server, mode)
    assert recorder.lines == [("server_connected",), ("policy_response", secure)]
    assert (server.secure(), server.isServerSecure()) == (secure, secure)
    server.logOff()
    assert (server.secure(), server.isServerSecure()) == (False, False)


def test_a_connection_that_returns_is_no_new_log_on(tree: SceneTree, world: LocalSteam, server: SteamServer, recorder: Recorder) -> None:
    """Loss and return are told, and the policy is what it was."""
    log_on(tree, server)
    for signal in (server.server_connected, server.policy_response, server.server_disconnected):
        recorder.watch(signal)
    world.faults.lose_connection()
    assert not server.loggedOn()
    tree.process()
    world.faults.restore_connection()
    tree.process()
    assert server.loggedOn()
    assert recorder.lines == [("server_disconnected", Result.NO_CONNECTION), ("server_connected",)]


def test_a_local_steam_is_ready_as_it_is_made_and_initialised_until_the_shutdown(world: LocalSteam) -> None:
    """No server_init is needed; after a shutdown one is."""
    assert world.initialised()
    world.server_shutdown()
    assert not world.initialised()
    assert world.server_init(*INIT)[0] == 0
    assert world.initialised()
    world.close()
    assert not world.initialised()


FIELDS: dict[str, tuple[Any, Any]] = {
    "advertise_server_active": (True, 1),
    "bot_player_count": (3, -1),
    "dedicated_server": (True, None),
    "game_data": ("x" * 2047, "x" * 2048),
    "game_description": ("Spacewar", "x" * 64),
    "game_tags": ("fast,new", "x" * 128),
    "map_name": ("arena", "\u00e4" * 16),
    "max_player_count": (16, 2**31),
    "mod_dir": ("spacewar", "x" * 32),
    "password_protected": (False, "no"),
    "product": ("480", "4\x0080"),
    "region": ("", "x" * 255),
    "server_name": ("x" * 63, "x" * 64),
    "spectator_port": (0, 65536),
    "spectator_server_name": ("watch me", "\ud800"),
}


@pytest.mark.parametrize(("field", "values"), FIELDS.items())
def test_what_a_server_tells_is_readable_as_it_was_set(world: LocalSteam, server: SteamServer, field: Any, values: tuple[Any, Any]) -> None:
    """What fits is kept; what is too long or out of range is refused with its reason, a wrong type raises; the old one stays."""
    right, wrong = values
    tell = getattr(server, f"set_{field}")
    tell(right)
    assert world.server_data == {field: right}
    if isinstance(wrong, str | int) and type(wrong) is type(right):
        tell(wrong)
        assert server.why().startswith(f"set_{field}: ")
        assert re.search("; (pass|leave)", server.why())
    else:
        with pytest.raises(TypeError, match=f"set_{field}"):
            tell(wrong)
    with pytest.raises(TypeError, match=f"set_{field}"):
        tell(b"bytes")
    assert world.server_data == {field: right}


def test_a_field_that_is_none_is_named(world: LocalSteam) -> None:
    """A backend asked for an unknown field says which there are."""
    with pytest.raises(ValueError, match="server_name"):
        world.set_server_field("colour", "red")  # type: ignore[arg-type]  # a wrong argument is the point


def test_pairs_are_kept_until_they_are_cleared(world: LocalSteam, server: SteamServer) -> None:
    """Setting a key again replaces its value; an empty key is refused."""
    server.setKeyValue("mode", "duel")
    server.setKeyValue("mode", "melee")
    server.setKeyValue("", "nothing")
    assert "key is empty" in server.why()
    assert world.key_values == {"mode": "melee"}
    with pytest.raises(TypeError, match="set_key_value"):
        server.setKeyValue("mode", 1)  # type: ignore[arg-type]  # a wrong argument is the point
    server.clearAllKeyValues()
    assert world.key_values == {}


def test_a_new_start_tells_everything_anew(world: LocalSteam, server: SteamServer) -> None:
    """What was told is readable after the shutdown and gone after the next init."""
    server.setServerName("mine")
    server.serverShutdown()
    assert world.server_data == {"server_name": "mine"}
    assert server.serverInit(*INIT)
    assert world.server_data == {}


def test_what_should_be_told_before_the_log_on_is_remarked_on_after_it(
    tree: SceneTree, world: LocalSteam, server: SteamServer, caplog: pytest.LogCaptureFixture
) -> None:
    """Valve leaves open what becomes of it, so it is kept, and said once."""
    log_on(tree, server)
    server.setProduct("480")
    server.setProduct("481")
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        "set_product: Steam may leave it as it is, for the server is logged on; set it before log_on"
    ]
    assert world.server_data == {"product": "481"}


def test_the_public_address_has_the_form_of_its_kind(tree: SceneTree, world: LocalSteam, server: SteamServer) -> None:
    """IPv4 and IPv6 as text, each under its key; nothing while it is not known."""
    assert server.getPublicIP() == {}
    world.public_ip = "203.0.113.7"
    assert server.getPublicIP() == {"ipv4": "203.0.113.7", "ipv6": "", "type": SteamServer.IP_TYPE_IPV4}
    world.public_ip = "2001:db8::7"
    assert server.getPublicIP() == {"ipv4": "", "ipv6": "2001:db8::7", "type": SteamServer.IP_TYPE_IPV6}
    with pytest.raises(ValueError, match="nowhere"):
        world.public_ip = "nowhere"
    world.public_ip = ""
    assert server.serverInit("198.51.100.9", 27015, 27016, 3, "1.0.0.0")
    assert server.getPublicIP() == {}
    server.logOnAnonymous()
    tree.process()
    assert server.getPublicIP()["ipv4"] == "198.51.100.9"


def test_a_restart_is_told_once(world: LocalSteam, server: SteamServer) -> None:
    """Each request for a restart is one True."""
    assert not server.wasRestartRequested()
    world.restart_requested = True
    assert [server.wasRestartRequested() for _ in range(2)] == [True, False]


def test_a_batch_sets_each_stat_and_returns_the_names_that_were_refused(tree: SceneTree, server: SteamServer) -> None:
    """Ints go to INT stats and floats to FLOAT stats; the rest is refused name by name; what is no number sets nothing at all."""
    server.requestUserStats(ALICE)
    tree.process()
    tree.process()
    assert server.set_user_stats(ALICE, {"kills": 5, "accuracy": 0.5}) == []
    assert server.setUserStats(ALICE, {"kills": 6.0, "kils": 1, "accuracy": 1, "deaths": True}) == ["kills", "kils", "accuracy", "deaths"]
    assert (server.getUserStatInt(ALICE, "kills"), server.getUserStatFloat(ALICE, "accuracy")) == (5, 0.5)
    for wrong in ({"kills": 9, "accuracy": "much"}, {"kills": 9, 7: 1.0}):
        with pytest.raises(TypeError):
            server.set_user_stats(ALICE, wrong)  # type: ignore[arg-type]  # a wrong argument is the point
    assert server.getUserStatInt(ALICE, "kills") == 5
    assert server.set_user_stats(ALICE, {}) == []


def test_a_batch_works_over_a_backend_that_knows_none(tree: SceneTree, world: LocalSteam) -> None:
    """A backend that keeps stats only is asked for one after the other."""

    class Plain:
        def __getattr__(self, name: str) -> Any:
            if name == "set_user_stats":
                raise AttributeError(name)
            return getattr(world, name)

    stats = SteamServerStats.attach(tree, Plain())
    stats.request_user_stats(ALICE)
    tree.process()
    tree.process()
    assert stats.set_user_stats(ALICE, {"kills": 5, "accuracy": 0.5, "kils": 1}) == ["kils"]
    assert (stats.get_user_stat_int(ALICE, "kills"), stats.get_user_stat_float(ALICE, "accuracy")) == (5, 0.5)
