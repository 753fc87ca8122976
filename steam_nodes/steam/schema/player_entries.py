"""The players of a local world, as [players.ID] has them: what each is called, shows, has and follows, and who is what to whom.

Rules: those of entries.py and reader.py. Friendship counts both ways, and so does a request to be a friend; what else one thinks of another
(a nickname, a block, a group of friends) is one's own. What is not written is not there: no level, no avatar, no nickname.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from steam_nodes.steam.checks import text_fault
from steam_nodes.steam.schema.entries import AccountEntry, Player, SchemaError
from steam_nodes.steam.schema.tables import Table, cut, show
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.schema.app_entries import Licences

PLAYER_KEYS: Final = (
    "name",
    "friends",
    "apps",
    "names",
    "state",
    "level",
    "game",
    "avatar",
    "relationships",
    "nicknames",
    "groups",
    "following",
    "followers",
    "items",
    "rich_presence",
    "overlay",
    "account",
)
_ACCOUNT_KEYS: Final = (
    "badges",
    "foil_badges",
    "behind_nat",
    "phone_identifying",
    "phone_requiring_verification",
    "phone_verified",
    "two_factor_enabled",
)
STATES: Final = ("", "offline", "online", "busy", "away", "snooze", "looking_to_trade", "looking_to_play", "invisible")
"""The words of PersonaState, from 0 on behind the first one, which leaves it to whether a program of the player runs."""
RELATIONSHIPS: Final = ("none", "blocked", "request_recipient", "friend", "request_initiator", "ignored", "ignored_friend", "suggested")
"""The words of FriendRelationship, from 0 on."""
ITEM_TYPES: Final = ("animated_avatar", "avatar_frame", "profile_modifier", "profile_background", "mini_profile_background")
"""The words of CommunityProfileItemType, from 0 on."""
ITEM_TEXTS: Final = (
    "image_small",
    "image_large",
    "internal_name",
    "title",
    "description",
    "movie_webm",
    "movie_mp4",
    "movie_webm_small",
    "movie_mp4_small",
)
ITEM_NUMBERS: Final = ("app_id", "type_id", "class")
SIZES: Final = ("small", "medium", "large")
NAME_BYTES: Final = 127
NAME_UNITS: Final = 31
GROUPS: Final = 100
GROUP_NAME_BYTES: Final = 63
_LEVELS: Final = 10_000
_UINT32: Final = 2**32 - 1
_INT32: Final = 2**31 - 1
_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF
_REMEDY: Final = "write the 64-bit Steam ID of a player, such as 76561197960287931"
_ANSWERED: Final = {"request_initiator": "request_recipient", "request_recipient": "request_initiator"}
_NOTHING: Final[Mapping[int, str]] = MappingProxyType({})


def persona_name_fault(name: str) -> str:
    """Say what is wrong with what a player is to be called, "" if nothing is."""
    size, units = len(name.encode("utf-8", "replace")), len(name.encode("utf-16-le", "replace")) // 2
    if not 1 <= size <= NAME_BYTES or units > NAME_UNITS:
        return f"a player's name has 1 to {NAME_BYTES} bytes of UTF-8 and up to {NAME_UNITS} units of UTF-16, this one {size} and {units}"
    if "\0" in name or any("\ud800" <= letter <= "\udfff" for letter in name):
        return "a player's name holds neither a NUL nor half of a surrogate pair"
    return ""


def read_players(top: Table, read_licences: Callable[[Table], Licences | None]) -> dict[int, Player]:
    """Check [players.ID]; who is named as a friend has the other as a friend too.

    Args:
        top: The document.
        read_licences: Reads the key "apps" of a player's table.

    Raises:
        SchemaError: Something in it cannot be.
    """
    players: dict[int, Player] = {}
    friends: dict[int, dict[int, None]] = {}
    asked: dict[int, dict[int, str]] = {}
    for key, table in top.tables("players", PLAYER_KEYS):
        if not (key.isascii() and key.isdigit() and _is_player(int(key))):
            message = f"{table.source}: {table.place}: {cut(key)} is not a player's account; {_REMEDY}"
            raise SchemaError(message)
        me = int(key)
        players[me] = replace(_read_player(table, me), apps=read_licences(table) if "apps" in table.values else None)
        for friend in _read_ids(table, "friends", me):
            friends.setdefault(me, {})[friend] = None
            friends.setdefault(friend, {})[me] = None
        for other, word in players[me].relationships.items():
            if word in _ANSWERED:
                asked.setdefault(other, {})[me] = _ANSWERED[word]
    everyone = dict.fromkeys((*players, *friends, *asked))
    return {
        each: replace(
            players.get(each, Player()),
            friends=tuple(friends.get(each, ())),
            relationships={**asked.get(each, {}), **(players[each].relationships if each in players else _NOTHING)},
        )
        for each in everyone
    }


def _read_player(table: Table, me: int) -> Player:
    """Check one [players.ID], its friends apart."""
    state = table.choice("state", STATES, "")
    return Player(
        name=table.text("name"),
        names=table.texts("names"),
        state=state,
        level=table.whole("level", 0, _LEVELS) or 0,
        game=table.whole("game", 0, _UINT32) or 0,
        avatar=_read_avatar(table),
        relationships={
            other: each.choice("relationship", RELATIONSHIPS, "none")
            for other, each in _by_player(table, "relationships", "relationship", me).items()
        },
        nicknames={other: each.text("nickname") for other, each in _by_player(table, "nicknames", "nickname", me).items()},
        groups=_read_groups(table, me),
        following=_read_ids(table, "following", me),
        followers=table.whole("followers", 0, _INT32) or 0,
        items=_read_items(table),
        rich_presence=_read_presence(table),
        overlay=table.flag("overlay", default=False),
        account=_read_account(table),
    )


def _read_account(player: Table) -> AccountEntry | None:
    """Check [players.ID.account], None if it is not written."""
    table = player.below("account", _ACCOUNT_KEYS)
    if table is None:
        return None
    return AccountEntry(
        badges=_badges(table, "badges", foil=False) | _badges(table, "foil_badges", foil=True),
        behind_nat=table.flag("behind_nat", default=False),
        phone_identifying=table.flag("phone_identifying", default=False),
        phone_requiring_verification=table.flag("phone_requiring_verification", default=False),
        phone_verified=table.flag("phone_verified", default=False),
        two_factor_enabled=table.flag("two_factor_enabled", default=False),
    )


def _badges(table: Table, key: str, *, foil: bool) -> dict[tuple[int, bool], int]:
    """Check the levels of badges by series."""
    value = table.values.get(key, {})
    if not isinstance(value, Mapping):
        table.fail(key, f"is {show(value)}", "write a table such as { 1 = 5 }: the level by the series")
    levels = Table(value, table.source, f"{table.place}: {key}", tuple(map(str, value)))
    for series in levels.values:
        if not (series.isascii() and series.isdigit() and int(series) <= _INT32):
            levels.fail(series, "is not a series", "write its number, 1 where there is only one")
    return {(int(series), foil): levels.whole(series, 0, _INT32) or 0 for series in levels.values}


def _read_ids(table: Table, key: str, me: int) -> tuple[int, ...]:
    """Check a list of other players."""
    listed = table.values.get(key, [])
    if not isinstance(listed, list | tuple):
        table.fail(key, f"is {show(listed)}", "write a list of Steam IDs such as [76561197960287931]")
    for other in listed:
        if isinstance(other, bool) or not isinstance(other, int) or not _is_player(other):
            table.fail(key, f"holds {show(other)}", f"{_REMEDY}, without quotes")
        if other == me:
            table.fail(key, "holds the player's own id", f"nobody is their own {'friend' if key == 'friends' else 'company'}; remove it")
    return tuple(dict.fromkeys(listed))


def _by_player(table: Table, key: str, word: str, me: int) -> dict[int, Table]:
    """Check a table with one value for each of some other players; each is returned as a table with that value under `word`."""
    given = table.values.get(key, {})
    if not isinstance(given, Mapping):
        table.fail(key, f"is {show(given)}", f'write a table such as {{ 76561197960287931 = "{word}" }}')
    found = {}
    for other, value in given.items():
        text = str(other)
        if not (text.isascii() and text.isdigit() and _is_player(int(text))):
            table.fail(key, f"holds {cut(text)}", f"{_REMEDY}, in front of the equals sign")
        if int(text) == me:
            table.fail(key, "holds the player's own id", "write what others are to the player; remove it")
        found[int(text)] = Table({word: value}, table.source, f"{table.place}: {key}.{text}", (word,))
    return found


def _read_avatar(table: Table) -> tuple[str, str, str]:
    """Check the files of an avatar: one for all sizes, or a table by sizes."""
    given = table.values.get("avatar", "")
    if isinstance(given, str):
        return "", "", given
    if not isinstance(given, Mapping):
        table.fail("avatar", f"is {show(given)}", 'write the path of a PNG file, or a table such as { small = "s.png", large = "l.png" }')
    inner = Table(given, table.source, f"{table.place}: avatar", SIZES)
    small, medium, large = (inner.text(size) for size in SIZES)
    return small, medium, large


def _read_groups(table: Table, me: int) -> dict[str, tuple[int, ...]]:
    """Check the groups that a player has put friends into."""
    given = table.values.get("groups", {})
    if not isinstance(given, Mapping):
        table.fail("groups", f"is {show(given)}", "write a table such as { Guild = [76561197960287931] }")
    if len(given) > GROUPS:
        table.fail("groups", f"has {len(given)} groups", f"Steam has at most {GROUPS} of a player; write fewer")
    found = {}
    for name in given:
        if not 1 <= len(str(name).encode()) <= GROUP_NAME_BYTES:
            table.fail("groups", f"has the name {cut(name)}", f"the name of a group has 1 to {GROUP_NAME_BYTES} bytes of UTF-8")
        inner = Table(given, table.source, f"{table.place}: groups", tuple(given))
        found[str(name)] = _read_ids(inner, name, me)
    return found


def _read_items(table: Table) -> dict[str, Mapping[str, str | int]]:
    """Check what a player has on their profile."""
    if "items" not in table.values:
        return {}
    places = Table(table.values["items"], table.source, f"{table.place}: items", ITEM_TYPES)
    found: dict[str, Mapping[str, str | int]] = {}
    for kind, value in places.values.items():
        item = Table(value, table.source, f"{table.place}: items.{kind}", (*ITEM_TEXTS, *ITEM_NUMBERS))
        texts = {key: item.text(key) for key in ITEM_TEXTS if key in item.values}
        found[kind] = {**texts, **{key: item.whole(key, 0, _UINT32) or 0 for key in ITEM_NUMBERS if key in item.values}}
    return found


def _read_presence(table: Table) -> dict[str, str]:
    """Check what a player does in the game."""
    if "rich_presence" not in table.values:
        return {}
    from steam_nodes.steam.groups.presence import KEY_BYTES, MOST_KEYS, VALUE_BYTES  # noqa: PLC0415 - most schemas have none

    given = table.values["rich_presence"]
    if not isinstance(given, Mapping):
        table.fail("rich_presence", f"is {show(given)}", 'write a table such as { status = "In the menu" }')
    if len(given) > MOST_KEYS:
        table.fail("rich_presence", f"has {len(given)} keys", f"Steam has at most {MOST_KEYS} of a player; write fewer")
    found = {}
    for key, value in given.items():
        if not isinstance(key, str) or not isinstance(value, str) or not value:
            table.fail("rich_presence", f"holds {show(value)}", "write each value as a text in quotes, and leave out what is empty")
        for text, most in ((key, KEY_BYTES), (value, VALUE_BYTES)):
            fault = "it is empty" if not text else text_fault("rich_presence", text, most + 1)
            if fault:
                table.fail("rich_presence", f"holds {cut(text)}", fault)
        found[key] = value
    return found


def _is_player(steam_id: int) -> bool:
    """Whether a number is the Steam ID of a player's account."""
    return 0 <= steam_id <= _UINT64 and SteamID(steam_id).is_individual
