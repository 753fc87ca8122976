"""`steam-nodes world show`: what a store keeps, as text or as one JSON object.

Rules: the store is only read. Players stand in the order of their IDs. A stat that was never set is shown with its default, dimmed. Times
are in UTC.
"""

from __future__ import annotations

import time
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.cli.answers import FINDINGS, FINE, RefusedError, tell
from steam_nodes.cli.terminal import Page, Painted
from steam_nodes.cli.world.opened_world import opened
from steam_nodes.steam.local.server.contents import KeptPlayer

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from steam_nodes.cli.world.opened_world import World
    from steam_nodes.steam.local.server.contents import KeptBoard, StoreContents
    from steam_nodes.steam.local.store.cloud_files import CloudFile

_USUAL: Final = 20
SORTS: Final = {1: "ascending", 2: "descending"}
DISPLAYS: Final = {1: "numeric", 2: "seconds", 3: "milliseconds"}
_NO_FILE: Final = (1 << 64) - 1


def show(options: argparse.Namespace) -> int:
    """Show a world.

    Args:
        options: What the command line said.

    Returns:
        The exit code: 1 where something in the store cannot be read.

    Raises:
        RefusedError: There is no such world or player.
    """
    limit = (0 if options.json else _USUAL) if options.limit is None else options.limit
    with opened(options, reads=True) as world:
        contents = world.steam.contents
        only = None if options.player is None else _one(world, options.player)
        players = contents.players() if only is None else iter([only])
        shown = list(islice(players, limit or None))
        page = Page()
        if options.json:
            page.json(_as_json(world, shown, only, limit))
        else:
            _as_text(page, world, shown, only, limit)
        faults = [*contents.faults, *(player.fault for player in shown if player.fault)]
        tell(*faults)
        return FINDINGS if faults else FINE


def _one(world: World, word: str) -> KeptPlayer:
    """Return the player that was asked for."""
    steam_id = world.player(word)
    contents = world.steam.contents
    found = contents.player(steam_id)
    if found is None and steam_id in contents.file_owners():
        return KeptPlayer(steam_id, {}, 0)
    if found is None:
        message = f"{world.place.store} knows no player {steam_id}; steam-nodes world show lists those it knows"
        raise RefusedError(message)
    return found


# JSON.


def _as_json(world: World, shown: Iterable[KeptPlayer], only: KeptPlayer | None, limit: int) -> dict[str, Any]:
    steam, contents = world.steam, world.steam.contents
    return {
        "store": str(world.place.store),
        "schema": str(world.place.schema),
        "app_id": steam.schema.app_id,
        "name": steam.schema.name,
        "player_count": contents.count_players(),
        "players": [player_object(world, player) for player in shown],
        "boards": [_board_object(contents, board, only, limit) for board in contents.boards()],
        "totals": _totals(contents),
        "files": [
            {"steam_id": str(owner), "name": file.name, "size": file.size, "time": file.time} for owner, file in _files(contents, only)
        ],
    }


def player_object(world: World, player: KeptPlayer) -> dict[str, Any]:
    """Return a player as JSON has one.

    Args:
        world: The world.
        player: The player.
    """
    return {
        "steam_id": str(player.steam_id),
        "name": world.name(player.steam_id),
        "stats": dict(player.stats),
        "achievements": {
            name: {"unlocked": when is not None, "unlock_time": when, "unlocked_at": None if when is None else date(when, "T") + "Z"}
            for name, when in player.achievements.items()
        },
        "others": player.others,
        "fault": player.fault or None,
    }


def _board_object(contents: StoreContents, board: KeptBoard, only: KeptPlayer | None, limit: int) -> dict[str, Any]:
    entries = contents.entries(board, None if only else limit or None)
    return {
        "name": board.name,
        "sort": SORTS[board.sort],
        "display": DISPLAYS[board.display],
        "count": board.count,
        "entries": [
            {
                "rank": rank,
                "steam_id": str(entry.steam_id),
                "score": entry.score,
                "time": entry.time,
                "details": list(entry.details),
                "file": None if entry.file == _NO_FILE else str(entry.file),
            }
            for rank, entry in entries
            if only is None or entry.steam_id == only.steam_id
        ],
    }


def _files(contents: StoreContents, only: KeptPlayer | None) -> Iterator[tuple[int, CloudFile]]:
    """Go through the files of all players, or of one, also of players who have no stats."""
    for owner in contents.file_owners():
        if only is None or owner == only.steam_id:
            for file in contents.files(owner):
                yield owner, file


def _totals(contents: StoreContents) -> dict[str, float]:
    totals: dict[str, float] = {}
    for (name, _), added in contents.days().items():
        totals[name] = totals.get(name, 0) + added
    return totals


# Text.


def _as_text(page: Page, world: World, shown: list[KeptPlayer], only: KeptPlayer | None, limit: int) -> None:
    contents, schema = world.steam.contents, world.steam.schema
    known = contents.count_players()
    title = f"{schema.name or 'app'} ({schema.app_id})" if schema.name else f"app {schema.app_id}"
    page.line(f"{page.paint(title, 'bold')}: {known} player{'' if known == 1 else 's'} in {world.place.store}")
    for player in shown:
        page.line()
        page.line(f"{page.paint(str(player.steam_id), 'cyan')}  {page.paint(world.name(player.steam_id), 'bold')}".rstrip())
        if player.fault:
            page.line(f"  {page.paint('cannot be read', 'red')}")
            continue
        page.table((), _lines(world, player), colours=("", "bold", "", "dim"), indent="  ")
    if only is None and known > len(shown):
        page.line(f"\nand {known - len(shown)} more: --limit 0 shows all, --player ID one")
    for board in contents.boards():
        entries = contents.entries(board, None if only else limit or None)
        rows = [
            (rank, entry.steam_id, world.name(entry.steam_id), entry.score, f"{date(entry.time)} UTC")
            for rank, entry in entries
            if only is None or entry.steam_id == only.steam_id
        ]
        count = f"{board.count} entr{'y' if board.count == 1 else 'ies'}"
        page.line(f"\n{page.paint(board.name, 'bold')}: {count}, {SORTS[board.sort]}, {DISPLAYS[board.display]}")
        page.table(("rank", "player", "", "score", "sent"), rows, colours=("", "cyan", "", "bold", "dim"), indent="  ")
    totals = _totals(contents)
    if totals and only is None:
        page.line(f"\n{page.paint('totals over all players', 'bold')}")
        page.table((), totals.items(), indent="  ")
    files = [(owner, world.name(owner), file.name, file.size, f"{date(file.time)} UTC") for owner, file in _files(contents, only)]
    if files:
        page.line(f"\n{page.paint('files in the cloud', 'bold')}")
        page.table(("player", "", "file", "bytes", "written"), files, colours=("cyan", "", "", "bold", "dim"), indent="  ")


def _lines(world: World, player: KeptPlayer) -> Iterable[tuple[object, ...]]:
    """Return a line for each stat and achievement of a player."""
    schema = world.steam.schema
    for name, value in player.stats.items():
        if player.row.get(name) is None:
            yield name, Painted(number(value), "dim"), schema.stats[name].display_name, "never set"
        else:
            yield name, number(value), schema.stats[name].display_name, ""
    for name, when in player.achievements.items():
        entry = schema.achievements[name]
        if when is not None:
            yield name, Painted("unlocked", "green"), entry.display_name, f"{date(when)} UTC"
        elif entry.progress is not None:
            yield (
                name,
                Painted("locked", "dim"),
                entry.display_name,
                f"{number(player.stats[entry.progress.stat])} of {number(entry.progress.max)}",
            )
        else:
            yield name, Painted("locked", "dim"), entry.display_name, ""
    for name, raw in player.others.items():
        yield name, Painted(str(raw), "yellow"), "", "not in the schema, or of another type"


def number(value: float) -> str:
    """Return a stat as a table has it: a FLOAT with as many digits as a float32 has.

    Args:
        value: The value.
    """
    return str(value) if isinstance(value, int) else f"{value:.7g}"


def date(seconds: float, between: str = " ") -> str:
    """Return a time in UTC.

    Args:
        seconds: Since 1970.
        between: What stands between the date and the time.
    """
    try:
        return time.strftime(f"%Y-%m-%d{between}%H:%M:%S", time.gmtime(seconds))
    except (ValueError, OverflowError, OSError):
        return str(seconds)
