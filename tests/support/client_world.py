"""The world the laws of the player's side are tested in: one schema with both kinds of Set By, three players, and pictures to load.

Rules: helpers only; the frames are those of stats_world.py. Pictures are made here, so that every kind of PNG can be had.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from steam_nodes.steam.callbacks import UserAchievementStored, UserStatsReceived, UserStatsStored
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from steam_nodes.steam.steam_id import SteamID
from tests.support.stats_world import OTHER, PLAYER
from tests.support.stepping import frame

if TYPE_CHECKING:
    from steam_nodes.steam.local.client.client import LocalClient

FRIEND = OTHER + 1
APP = 480
START = 1_700_000_000

TEXT = f"""
app_id = {APP}

[stats.kills]
type = "INT"
set_by = "GS"

[stats.ranking]
type = "FLOAT"
set_by = "Official GS"

[stats.games]
type = "INT"

[stats.level]
type = "INT"
default = 1
min = 1
max = 100
max_change = 10

[stats.distance]
type = "FLOAT"
increment_only = true

[stats.per_hour]
type = "AVGRATE"
window = 10

[stats.secret]
type = "INT"
published = false

[achievements.ACH_FIRST]
display_name = "First blood"
description = "Win a game"

[achievements.ACH_LEVEL]
display_name = "Half way"
hidden = true
progress = {{ stat = "level", min = 1, max = 50 }}

[achievements.ACH_FAR]
progress = {{ stat = "distance", min = 0.5, max = 1000 }}

[achievements.ACH_SERVER]
set_by = "GS"

[achievements.ACH_KILLS]
set_by = "GS"
progress = {{ stat = "kills", min = 0, max = 10 }}

[achievements.ACH_SECRET]
published = false

[players.{PLAYER}]
name = "Alice"
friends = [{OTHER}]

[players.{OTHER}]
name = "Bob"

[players.{FRIEND}]
name = "Carol"
friends = [{PLAYER}]
"""
SCHEMA = Schema.parse(TEXT)
OWN = UserStatsReceived(0, APP, Result.OK, SteamID(PLAYER))
STORED = UserStatsStored(APP, Result.OK)


def shown(name: str, current: int = 0, maximum: int = 0) -> UserAchievementStored:
    """Return the record of an unlock, or of progress."""
    return UserAchievementStored(APP, group_achieve=False, achievement_name=name, current_progress=current, max_progress=maximum)


def world(store: Any = None) -> LocalSteam:
    """Return a world, in memory if no store is given, that frames move and that lets players store as often as they like."""
    return LocalSteam(SCHEMA, store, clock=SteppedClock(), store_rate="allow")


def two_sides(steam: LocalSteam | None = None, **options: object) -> tuple[LocalSteam, LocalClient]:
    """Return a server and the client of a player, who was told already that the own stats are there."""
    steam = steam or world()
    client = steam.client(PLAYER, **options)  # type: ignore[arg-type]  # options as the tests name them
    frame(client)
    return steam, client


def chunk(kind: bytes, body: bytes) -> bytes:
    """Return one piece of a PNG file."""
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def png(width: int, height: int, raw: bytes, color: int = 6, extra: bytes = b"", bits: int = 8, interlaced: int = 0) -> bytes:
    """Return a PNG file of these rows, each with its filter before it."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((bits, color, 0, 0, interlaced))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")


def plain(width: int, height: int, pixel: bytes) -> bytes:
    """Return a PNG file of one colour (RGBA)."""
    return png(width, height, (b"\0" + pixel * width) * height)
