"""What the random walk over a player's groups draws from: the world it begins in, and values for arguments by their names and types.

Rules: of each name there are values that the world knows, and some that it refuses.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from tests.support.loopback_groups import BYTES, answered_later
from tests.support.stats_world import OTHER, PLAYER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

GROUPS: Final = {
    "account": "Account",
    "apps": "Apps",
    "avatars": "Avatars",
    "clans": "Clans",
    "game_overlay": "GameOverlay",
    "people": "People",
    "player_utils": "PlayerUtils",
    "presence": "Presence",
    "remote_storage": "RemoteStorage",
}
"""The groups that are walked: the file and the class."""
FRIEND: Final = OTHER + 1
MAPS, MUSIC, OTHER_GAME = 481, 482, 570
CLAN: Final = 103582791429521412
SCHEMA: Final = Schema.parse(f"""
app_id = 480
name = "Spacewar"

[app]
build_id = 1001
languages = ["english", "german"]
depots = [4801, 4802]
launch_command_line = "+connect 203.0.113.5"
launch_params = {{ room = "7" }}

[app.branches.beta]
build_id = 1002

[app.branches.secret]
private = true

[app.dlc.{MAPS}]
name = "Maps"
bytes = 30_000_000

[app.dlc.{MUSIC}]
name = "Müsic"
available = false

[cloud]
quota_bytes = 500
quota_files = 3

[machine]
battery = 80
country = "DE"

[text_filter]
profane = ["abc"]

[clans.{CLAN}]
name = "Über Pilots"
tag = "ÜP"
owner = {OTHER}
officers = [{FRIEND}]
members = [{PLAYER}]
online = 40

[players.{PLAYER}]
name = "Alice"
names = ["Al"]
friends = [{OTHER}, {FRIEND}]
level = 7
nicknames = {{ {OTHER} = "Bobby" }}
groups = {{ Guild = [{OTHER}] }}
following = [{OTHER}]
apps = {{ owned = [{MAPS}], language = "german" }}

[players.{OTHER}]
name = "Bob"
followers = 40
items.avatar_frame = {{ title = "Gold", app_id = 480 }}

[players.{FRIEND}]
name = "Carol"
state = "away"
game = 730
""")
_WORDS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
LATER: Final = {_WORDS.sub("_", name.rpartition("_")[2]).lower() for name in answered_later()}
"""The calls that return the number of a record."""
NO_FIT: Final = re.compile(r"; pass -?\d+ to \d+$|; pass the number that|does not fit|is not a Steam ID")
"""What our binding says of a number that no argument of Valve's holds."""
_LAYOUTS: Final = json.loads((Path(__file__).parent.parent / "steam_group_structs.json").read_text(encoding="utf-8"))["structs"]
_WITH_RESULT: Final = {it["number"] for it in _LAYOUTS if any(kind == "EResult" for _, kind, *_ in it["pack4"]["fields"])}
WITHOUT_RESULT: Final = {
    kind for kind, (number, _) in BYTES.items() if number not in _WITH_RESULT and any(it.name == "result" for it in fields(kind))
}
"""Records whose struct of Valve's has no result."""
UNEQUAL: Final[dict[str, Callable[[Any], Any]]] = {
    # Which call was the last differs: one that is refused here Valve's interface may have taken.
    "is_api_call_completed": lambda _: None,
    "get_api_call_failure_reason": lambda _: None,
}
"""Calls whose results need not be equal: what is compared of them."""

_APPS: Final = (480, MAPS, MUSIC, OTHER_GAME, 1, 0, 0xFFFF_FFFF, -1, 1 << 32)
_USERS: Final = (PLAYER, OTHER, OTHER, FRIEND, OTHER + 7, CLAN, 0, 1, (1 << 64) - 1)
_CLANS: Final = (CLAN, CLAN, CLAN + 1, PLAYER, 0)
_FILES: Final = ("save.json", "save.json", "SAVE.json", "notes.txt", "a/b.bin", "", "../x", "con", "x" * 260)
_PORTS: Final = (0, 27015, 65535)
_PLACES: Final = (-1, 0, 0, 1, 2, 77)
NAMED: Final[dict[str | tuple[str, str], Sequence[Any]]] = {
    "app_id": _APPS,
    "dlc_id": _APPS,
    "beta_name": ("public", "beta", "secret", "none"),
    "steam_id": _USERS,
    "friend_id": _USERS,
    "source_id": (CLAN, 0, 1),
    "clan_id": _CLANS,
    "chat_id": _CLANS,
    "index": _PLACES,
    "friend_number": _PLACES,
    "friend_flags": (0, 1, 2, 4, 4, 8, 512, 65535),
    ("file", "str"): _FILES,
    "filename": _FILES,
    "url": ("http://localhost/", "https://example.org", "none"),
    "webpage_mode": (0, 1, 2),
    "file_id": (1, 7, 1 << 63),
    # A place in which nothing can be written: a download that is told where to go goes there.
    "location": ("", "a\0b", "/dev/null/no folder"),
    ("size", "int"): (0, 1, 3, 200, 501, -1),
    "offset": (0, 0, 1, 3, -1),
    "handle": (1, 1, 2, 0, (1 << 64) - 1, 1 << 64),
    "key": ("status", "connect", "steam_display", "room", "", "k" * 65),
    ("value", "str"): ("Round 3", "", "+connect 1", "ä€𝄞", "v" * 256),
    ("item_type", "int"): (0, 1, 5, -1),
    ("item_type", "str"): ("avatar_frame", "animated_avatar", "hat"),
    "member_count": (0, 1, 5),
    "ip": ("203.0.113.5", "0.0.0.0"),
    "game_port": _PORTS,
    "query_port": _PORTS,
    "server_port": _PORTS,
    "port": _PORTS,
    "level": (0, 5, 4999),
    "country": ("DE", "US", ""),
    "minutes": (0, 5, 255),
    "battery": (0, 50, 255),
    ("language", "str"): ("", "german", "english", "klingon"),
    ("language", "int"): (None, 0, 6),
}
OF_TYPE: Final[dict[str, Sequence[Any]]] = {
    "int": (-1, 0, 1, 2, 3, 480, 0x7FFF_FFFF, 0xFFFF_FFFF),
    "str": ("", "a", "status", "Friends", "chat", "http://localhost/", "ä€𝄞", "x" * 300),
    "bool": (True, False),
    "bytes": (b"", b"abc", bytes(range(200))),
    "float": (0.0, 0.5, 1.0),
    "None": (None,),
    "Iterable[str]": ((), ("abc",), ("a", "ä")),
    "Iterable[int]": ((), (OTHER,), (PLAYER, OTHER)),
    "Mapping[str, str]": ({}, {"mode": "duel"}),
    "Result": (Result.OK, Result.FAIL, Result.NO_CONNECTION),
    "Sequence[int]": ((), (CLAN,), (PLAYER, OTHER, 1)),
}
