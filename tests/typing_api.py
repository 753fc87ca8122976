"""What type checkers say of the public API: right handlers are accepted, wrong ones are errors.

Rules: this file is never run. mypy (strict, with unused ignores as errors) and pyright read it; each `type: ignore` names the error that
must be there, so a wrong handler that becomes acceptable fails the check as surely as a right one that is refused.
"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any, assert_type

from steam_nodes import (
    Callable,
    Error,
    Node,
    PlayerStats,
    PropertyTweener,
    Result,
    SceneTree,
    Signal,
    Steam,
    SteamID,
    SteamServer,
    SteamServerStats,
    Timer,
    Tween,
    as_future,
)


class Ship(Node):
    """A node with signals of zero, one and two arguments."""

    sunk: Signal[()] = Signal()
    hit: Signal[int] = Signal("damage")
    docked: Signal[str, float] = Signal("port", "speed")

    async def _ready(self) -> None:
        assert_type(await self.hit, int)
        assert_type(await self.docked, list[Any])
        await self.sunk
        await self.get_tree().create_timer(1.0).timeout

    async def _process(self, delta: float) -> None:
        await self.get_tree().process_frame

    def on_hit(self, damage: int) -> None:
        """Take one int."""

    def on_anything(self, *args: object) -> int:
        """Take whatever there is; what a handler returns does not matter."""
        return len(args)

    def on_text(self, text: str) -> None:
        """Take one str."""


def handlers(ship: Ship) -> None:
    """Connect right and wrong handlers."""
    assert_type(ship.hit, Signal[int])
    assert_type(ship.hit.connect(ship.on_hit), Error)
    ship.hit.connect(ship.on_anything)
    ship.hit.connect(print)
    ship.hit.connect(lambda damage: damage + 1)
    ship.hit.connect(ship.on_hit, Node.CONNECT_ONE_SHOT)
    ship.hit.connect(Callable(ship.on_text).unbind(1).bind("x"))
    ship.docked.connect(lambda port, speed: (port.upper(), speed + 1.0))
    ship.hit.connect(ship.on_text)  # type: ignore[arg-type]  # takes a str where an int is emitted
    ship.sunk.connect(ship.on_hit)  # type: ignore[arg-type]  # takes an argument where none is emitted
    ship.docked.connect(ship.on_hit)  # type: ignore[arg-type]  # takes one argument where two are emitted

    @ship.hit.connect
    def _(damage: int) -> None:
        assert_type(damage, int)

    @ship.docked.connect  # type: ignore[arg-type]  # takes one argument where two are emitted
    def _wrong(port: str) -> None:
        assert_type(port, str)


def emissions(ship: Ship) -> None:
    """Emit right and wrong arguments."""
    ship.hit.emit(3)
    ship.sunk.emit()
    ship.docked.emit("Ostia", 2.5)
    ship.hit.emit("three")  # type: ignore[arg-type]  # an int is declared
    ship.hit.emit()  # type: ignore[call-arg]  # one argument is declared
    ship.sunk.emit(1)  # type: ignore[call-arg]  # no argument is declared


def steam(tree: SceneTree, stats: SteamServerStats, server: SteamServer) -> None:
    """Use the Steam nodes."""
    assert_type(stats.stats_received, Signal[Result, SteamID])
    assert_type(stats.stats_unloaded, Signal[SteamID])
    assert_type(stats.getUserStatInt(1, "kills"), int)
    assert_type(stats.getUserStatFloat(steam_id=1, name="accuracy"), float)
    assert_type(stats.setUserStatFloat(1, "accuracy", stat=1), bool)
    assert_type(stats.getUserAchievement(1, "ACH"), dict[str, Any])
    results: list[Result] = [stats.RESULT_OK, SteamServer.RESULT_FAIL, server.RESULT_NO_CONNECTION]
    numbers: list[int] = [server.QUERY_PORT_SHARED, SteamServer.SERVER_MODE_AUTHENTICATION, len(results)]
    assert_type(server.isLobby(numbers[0]), bool)
    assert_type(server.get_steam_id_32(1), int)
    assert_type(stats.request(1), Awaitable[Result])
    assert_type(SteamServer.get_singleton(), SteamServer)
    assert_type(tree.process(0.1), bool)
    server.server_connected.connect(lambda: None)
    stats.setUserStatInt(1, "kills", "three")  # type: ignore[arg-type]  # an int is asked for
    stats.stats_stored.connect(server.on_stored)  # type: ignore[attr-defined]  # there is no such method


def player_stats(server: SteamServer, own: Steam) -> None:
    """Keep a player's stats."""
    stats = PlayerStats(SteamID(1), server, store_every=90)
    assert_type(PlayerStats(steam=own).steam_id, SteamID)
    assert_type(stats.failed, Signal[str])
    assert_type(stats.achievement_progress, Signal[str, float, float])
    assert_type(stats.get("kills"), float)
    assert_type(stats.is_settled, bool)
    stats.achievement_unlocked.connect(print)
    stats.loaded.connect(stats.unlock)  # type: ignore[arg-type]  # it wants a name, and nothing is told
    stats.add("kills", "1")  # type: ignore[arg-type]  # a number is asked for


def timers(timer: Timer) -> None:
    """Use a timer."""
    assert_type(timer.time_left, float)
    timer.timeout.connect(timer.stop)
    timer.timeout.connect(timer.set_name)  # type: ignore[arg-type]  # takes a name where nothing is emitted


def tweens(ship: Ship, tree: SceneTree) -> None:
    """Use a tween."""
    tween = ship.create_tween().set_trans(Tween.TRANS_SINE).set_parallel()
    assert_type(tween.tween_property(ship, "process_priority", 4, 0.5).set_delay(0.1).from_(1), PropertyTweener)
    assert_type(tween.finished, Signal[()])
    assert_type(tree.get_processed_tweens(), list[Tween])
    tween.step_finished.connect(ship.on_text)  # type: ignore[arg-type]  # an int is emitted
    tween.tween_callback(ship.set_name)  # type: ignore[arg-type]  # takes a name where nothing is given


def client(player: Steam, ship: Ship) -> None:
    """Use the node of a player's program."""
    assert_type(player.current_stats_received, Signal[int, Result, SteamID])
    assert_type(player.leaderboard_find_result, Signal[int, bool])
    assert_type(player.request(1), Awaitable[Result])
    assert_type(player.getStatInt("wins"), int)
    numbers: list[int] = [player.LEADERBOARD_DETAIL_MAX, Steam.LEADERBOARD_SORT_METHOD_ASCENDING, player.RESULT_OK]
    assert_type(player.isLobby(numbers[0]), bool)
    player.isLobby("x")  # type: ignore[arg-type]  # an int is asked for
    assert_type(Steam.get_singleton(), Steam)
    assert_type(player.steam_shutdown(), None)
    assert_type(player.steam_shutdown.has_connections(), bool)
    player.steam_shutdown(1)  # type: ignore[call-arg]  # the call takes nothing
    assert_type(player.filter_text(player.TEXT_FILTERING_CONTEXT_CHAT, 0, "x"), str)
    assert_type(player.low_power, Signal[int])
    assert_type(player.file_details_result, Signal[Result, int, bytes, int])
    assert_type(player.isDLCInstalled(481), bool)
    player.is_dlc_installed("481")  # type: ignore[arg-type]  # an int is asked for
    player.number_of_current_players.connect(ship.on_text)  # type: ignore[arg-type]  # a bool and an int are emitted


async def beside_asyncio(ship: Ship, stats: SteamServerStats) -> None:
    """What asyncio awaits through `as_future` has the type of what a node awaits."""
    assert_type(await as_future(ship.hit), int)
    assert_type(await as_future(stats.request(1)), Result)
