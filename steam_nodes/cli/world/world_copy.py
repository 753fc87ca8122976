"""`steam-nodes world copy`: brings all of a world to another store, from a file to a database or back.

Rules: what is copied is the world of one moment, whether a game plays on it or not. What is the same in the target already is left alone:
so a copy that was interrupted, or killed, is finished by the same command. A target is new, or an unfinished copy of the same source; a
file gets its name, and a database loses its mark, when its counts and sums are those of the source. Nothing of the source is changed.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from steam_nodes import StoreError
from steam_nodes.cli.answers import FINDINGS, FINE, RefusedError, tell
from steam_nodes.cli.progress_bar import Progress
from steam_nodes.cli.terminal import Page
from steam_nodes.cli.world.bringing import bring, counted
from steam_nodes.cli.world.opened_world import Place, opened_at, schema_beside, schema_of, store_of
from steam_nodes.cli.world.tally import differences

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from steam_nodes.cli.world.store_place import StorePlace
    from steam_nodes.cli.world.tally import Tally
    from steam_nodes.steam.local.server.contents import StoreContents

UNFINISHED: Final = "copying"
"""What stands behind the name of a file as long as it is not finished."""
_SINGULAR: Final = {
    "players": "player",
    "boards": "board",
    "entries": "entry",
    "totals": "day of a total",
    "shares": "shared file",
    "files": "file in the cloud",
}
_PLURAL: Final = {"totals": "days of totals", "shares": "shared files", "files": "files in the cloud"}


def copy(options: argparse.Namespace) -> int:
    """Copy a world.

    Args:
        options: What the command line said.

    Returns:
        The exit code: 1 where something cannot be read and is left out, or the copy is not the same.

    Raises:
        RefusedError: It cannot be copied.
    """
    source, target = store_of(options.source), store_of(options.target, makes=True)
    made = target.unfinished(UNFINISHED)
    if source.whole_name == target.whole_name:
        message = f"{source} is both of them: name another store to copy it to"
        raise RefusedError(message)
    if made is not target and target.is_there():
        message = f"{target} is there already, and nothing is copied over a file; give another name"
        raise RefusedError(message)
    schema_file = options.schema or _schema_beside(source, target)
    schema = schema_of(Place(source, schema_file))
    with opened_at(Place(source, schema_file), schema, reads=True) as old, opened_at(Place(made, schema_file), schema) as new:
        resumed = _begin(old.steam.contents, new.steam.contents, source, made)
        try:
            with Progress(sys.stderr, lines=True) as progress:
                brought = bring(old.steam.contents, new.steam.contents, progress)
                found = counted(new.steam.contents, progress)
        except KeyboardInterrupt:
            tell(f"{made} is not finished: the same command goes on from there")
            raise
        except StoreError as wrong:
            message = f"{wrong}; {made} is not finished, and the same command goes on from there"
            raise RefusedError(message) from wrong
        left_out = [*brought.faults, *old.steam.contents.faults]
        wrong_there = [*differences(brought, found), *new.steam.contents.faults]
        if not wrong_there:
            new.steam.contents.unfinished = ""
            target.finish(new.steam)
    if not wrong_there and made is not target:
        made.discard()
    _tell(options, {"from": str(source), "to": str(target), "app_id": schema.app_id}, brought, resumed=resumed, wrong=wrong_there)
    tell(*(f"left out: {fault}" for fault in left_out), *wrong_there)
    if wrong_there:
        tell(f"{made} is not the same as {source}, and is not finished: the same command goes on from there")
    return FINDINGS if left_out or wrong_there else FINE


def _schema_beside(source: StorePlace, target: StorePlace) -> Path:
    """Return the schema that stands beside the source, or else beside the target."""
    try:
        return schema_beside(source)
    except RefusedError as missing:
        try:
            return schema_beside(target)
        except RefusedError:
            raise missing from None


def _begin(old: StoreContents, new: StoreContents, source: StorePlace, made: StorePlace) -> bool:
    """Mark the target as unfinished; return whether it was so before.

    Raises:
        RefusedError: It is the copy of another store, or has players of its own; or the source is no whole world itself.
    """
    if begun := old.unfinished:
        message = f"{source} is not finished itself ({begun}): finish that first"
        raise RefusedError(message)
    begun, this = new.unfinished, f"the copy of {source.whole_name}"
    used = bool(new.count_players() or new.boards() or new.days() or new.file_owners())
    if begun and begun != this:
        message = f"{made} is not finished ({begun}): finish that, or {made.how_to_begin_anew}"
        raise RefusedError(message)
    if used and not begun:
        message = f"{made} has players already, and a world is copied into an empty store; name another one, or {made.how_to_begin_anew}"
        raise RefusedError(message)
    new.unfinished = this
    return bool(begun)


def _tell(options: argparse.Namespace, names: dict[str, Any], brought: Tally, *, resumed: bool, wrong: list[str]) -> None:
    """Print what was copied."""
    page = Page()
    if options.json:
        page.json({**names, **brought.counts, "resumed": resumed, "left_out": brought.faults, "differences": wrong})
        return
    counts = [f"{count} {_SINGULAR[part] if count == 1 else _PLURAL.get(part, part)}" for part, count in _shown(brought)]
    checked = "" if wrong else "; counts and sums are the same"
    page.line(f"{names['to']}: {', '.join(counts)} of {names['from']}{checked}")


def _shown(tally: Tally) -> list[tuple[str, int]]:
    """Return the counts that are told: of what there is none, only players."""
    return [(part, count) for part, count in tally.counts.items() if part in _SINGULAR and (count or part == "players")]
