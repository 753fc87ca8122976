"""From a Schema back to a document: the mapping of the shape of its TOML that makes the same Schema again.

Rules: the counterpart of reader.py and its neighbours. What is as it would be without being written is left out, so that a document is as
short as one written by hand; the order is that of the schema.
"""

from __future__ import annotations

from dataclasses import fields
from struct import pack
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.steam.schema.app_entries import DLC, PUBLIC, AppEntry, Branch, Licences
from steam_nodes.steam.schema.entries import AccountEntry, Achievement, Cloud, Player, Stat
from steam_nodes.steam.stat_values import FLT_MAX

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.schema.clan_entries import Clan
    from steam_nodes.steam.schema.machine import Machine
    from steam_nodes.steam.schema.schema import Schema

Document = dict[str, Any]
_LIMITS: Final = ("default", "min", "max", "max_change")
_WORDS: Final = ("profane", "forbidden")
_SIZES: Final = ("small", "medium", "large")


def document_of(schema: Schema) -> Document:
    """Return the document that makes the same schema; `Schema.of` reads it.

    Args:
        schema: A schema.
    """
    document: Document = {"app_id": schema.app_id}
    if schema.name:
        document["name"] = schema.name
    if schema.official_servers:
        document["official_servers"] = [_range_text(*each) for each in schema.official_servers]
    if schema.app is not None:
        document["app"] = _app(schema.app)
    tables: Document = {
        "stats": {name: _stat(stat) for name, stat in schema.stats.items()},
        "achievements": {name: _achievement(entry) for name, entry in schema.achievements.items()},
        "translations": {
            language: {name: _changed(each) for name, each in entries.items()} for language, entries in schema.translations.items()
        },
        "players": {str(steam_id): _player(player) for steam_id, player in schema.players.items()},
        "clans": {str(steam_id): _clan(clan) for steam_id, clan in schema.clans.items()},
        "cloud": _changed(schema.cloud, Cloud()),
    }
    document.update((key, table) for key, table in tables.items() if table)
    if schema.machine is not None:
        document.update(_machine(schema.machine))
    return document


def _changed(record: Any, usual: Any = None, without: tuple[str, ...] = ()) -> Document:
    """Return those fields of a record that are not as usual, tuples as lists.

    Args:
        record: The record.
        usual: A record with the usual values; None for one that its class makes without arguments.
        without: The fields that the caller writes.
    """
    usual = type(record)() if usual is None else usual
    values = {each.name: getattr(record, each.name) for each in fields(record) if each.name not in without}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value != getattr(usual, name)}


def _stat(stat: Stat) -> Document:
    document: Document = {"type": stat.type, **_changed(stat, Stat(stat.name, stat.type))}
    if stat.type != "INT":
        document.update((key, as_written(document[key])) for key in _LIMITS if key in document)
        # It equals the usual 0.0 and is another value.
        if str(stat.default) == "-0.0":
            document["default"] = stat.default
    return document


def as_written(single: float) -> float:
    """Return the number of the fewest digits that becomes this float32, 0.1 for 0.10000000149011612; an int as it is.

    Args:
        single: A float32, or an int.
    """
    if isinstance(single, int):
        return single
    for digits in range(6, 9):
        short = float(f"{single:.{digits}g}")
        if abs(short) <= FLT_MAX and pack("<f", short) == pack("<f", single):
            return short
    return single


def _achievement(entry: Achievement) -> Document:
    document = _changed(entry, Achievement(entry.name), ("progress", "place"))
    if entry.progress is not None:
        document["progress"] = {"stat": entry.progress.stat, "min": as_written(entry.progress.min), "max": as_written(entry.progress.max)}
    if entry.place is not None:
        document["place"] = {"stat_id": entry.place.stat_id, "bit": entry.place.bit}
    return document


def _range_text(first: int, last: int) -> str:
    """Write a range of addresses in its shortest form."""
    if first == last:
        return _address(first)
    size = last - first + 1
    if size & (size - 1) == 0 and first % size == 0:
        return f"{_address(first)}/{32 - (size.bit_length() - 1)}"
    return f"{_address(first)}-{_address(last)}"


def _address(number: int) -> str:
    """Write an IPv4 address."""
    return ".".join(map(str, number.to_bytes(4, "big")))


def _app(app: AppEntry) -> Document:
    document = _changed(app, without=("branches", "dlc", "launch_params"))
    if app.launch_params:
        document["launch_params"] = dict(app.launch_params)
    branches = {
        name: {"build_id": branch.build_id, **_changed(branch, Branch(name, branch.build_id))}
        for name, branch in app.branches.items()
        if branch != Branch(PUBLIC, app.build_id)
    }
    dlc = {str(number): _changed(each, DLC(number)) for number, each in app.dlc.items()}
    return document | ({"branches": branches} if branches else {}) | ({"dlc": dlc} if dlc else {})


def _licences(licences: Licences) -> Document:
    document = _changed(licences, without=("purchased", "timed_trial", "installed"))
    if licences.installed != licences.owned:
        document["installed"] = list(licences.installed)
    if licences.purchased:
        document["purchased"] = _by_text(licences.purchased)
    if licences.timed_trial is not None:
        document["timed_trial"] = dict(zip(("allowed", "played"), licences.timed_trial, strict=True))
    return document


def _player(player: Player) -> Document:
    written = ("apps", "avatar", "relationships", "nicknames", "groups", "items", "rich_presence", "account")
    document = _changed(player, without=written)
    small, medium, large = player.avatar
    if small or medium:
        document["avatar"] = dict(zip(_SIZES, player.avatar, strict=True))
    elif large:
        document["avatar"] = large
    if player.relationships:
        document["relationships"] = _by_text(player.relationships)
    if player.nicknames:
        document["nicknames"] = _by_text(player.nicknames)
    if player.groups:
        document["groups"] = {name: list(members) for name, members in player.groups.items()}
    if player.items:
        document["items"] = {kind: dict(item) for kind, item in player.items.items()}
    if player.rich_presence:
        document["rich_presence"] = dict(player.rich_presence)
    if player.apps is not None:
        document["apps"] = _licences(player.apps)
    if player.account is not None:
        document["account"] = _account(player.account)
    return document


def _account(account: AccountEntry) -> Document:
    document = _changed(account, without=("badges",))
    for key, foil in (("badges", False), ("foil_badges", True)):
        levels = {str(series): level for (series, is_foil), level in account.badges.items() if is_foil == foil}
        if levels:
            document[key] = levels
    return document


def _clan(clan: Clan) -> Document:
    return _changed(clan)


def _machine(machine: Machine) -> Document:
    words = {key: list(getattr(machine, key)) for key in _WORDS if getattr(machine, key)}
    return {"machine": _changed(machine, without=_WORDS)} | ({"text_filter": words} if words else {})


def _by_text(values: Mapping[int, Any]) -> Document:
    """Return values by the text of their keys, as TOML has them."""
    return {str(key): value for key, value in values.items()}
