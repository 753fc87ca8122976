"""`steam-nodes world set` and `reset`: what changes a player of a local Steam from outside of the game.

Rules: `set` goes the way of the game, with its rules and by whoever the schema lets set it; what a rule refuses changes nothing, and with
--force no rule is asked. `reset` copies the store before it changes anything. A program that runs on the store sees both as it sees what
another server stores, and what it has not stored yet stays its own.
"""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from steam_nodes import Result, SteamID
from steam_nodes.cli.answers import FINDINGS, FINE, RefusedError, tell
from steam_nodes.cli.commands import nearest
from steam_nodes.cli.progress_bar import Progress
from steam_nodes.cli.terminal import Page, cell_text
from steam_nodes.cli.world.opened_world import opened
from steam_nodes.cli.world.show import number, player_object

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from steam_nodes import LocalSteam
    from steam_nodes.cli.world.opened_world import World
    from steam_nodes.steam.local.server.contents import KeptPlayer
    from steam_nodes.steam.schema.entries import Stat

_ON: Final = frozenset({"on", "true", "yes", "unlocked"})
_OFF: Final = frozenset({"off", "false", "no", "locked"})
_UINT64: Final = (1 << 64) - 1
_TRIES: Final = 5
"""How often a set is tried where a game stores the same stat at the same moment."""


# Set.


def set_value(options: argparse.Namespace) -> int:
    """Set a stat or an achievement.

    Args:
        options: What the command line said.

    Raises:
        RefusedError: It is refused, and nothing is changed.
    """
    with opened(options) as world:
        player = world.player(options.player)
        if not SteamID(player & _UINT64).is_individual:
            message = f"{player} is not a player's account: give the 64-bit Steam ID of a player, such as 76561197960287931"
            raise RefusedError(message)
        value = _value(world, options.name, options.value, force=options.force)
        before = world.steam.contents.player(player)
        if options.force:
            try:
                world.steam.contents.overwrite(player, {options.name: value})
            except (TypeError, ValueError) as wrong:
                raise RefusedError(str(wrong)) from wrong
        else:
            _set_by_the_rules(world, player, options.name, value)
        after = world.steam.contents.player(player)
        _tell_set(options, world, before, after)
    return FINE


def _value(world: World, name: str, word: str, *, force: bool) -> Any:
    """Return what a word means for a stat or an achievement."""
    schema = world.steam.schema
    stat = schema.stats.get(name)
    if stat is not None:
        return _stat_value(stat, word, force=force)
    if name not in schema.achievements:
        near = nearest(name, [*schema.stats, *schema.achievements])
        message = f"{world.place.schema} has no stat or achievement {name!r}{near}"
        raise RefusedError(message)
    if word.lower() not in _ON | _OFF:
        message = f"{name} is an achievement, which is on or off, not {word!r}"
        raise RefusedError(message)
    return word.lower() in _ON


def _stat_value(stat: Stat, word: str, *, force: bool) -> Any:
    """Return the number, or the session of an average, that a word means."""
    try:
        if stat.type == "INT":
            return int(word)
        if stat.type == "AVGRATE" and "/" in word:
            added, _, seconds = word.partition("/")
            return float(added), float(seconds)
        # Steam has no call that sets an average: it only takes one session more.
        return float(word if stat.type == "FLOAT" or force else "")
    except ValueError:
        kinds = {"INT": "a whole number", "FLOAT": "a number", "AVGRATE": "COUNT/SECONDS, such as 120/60, or with --force a number"}
        message = f"{stat.name} is of type {stat.type}: give it {kinds[stat.type]}, not {word!r}"
        raise RefusedError(message) from None


def _set_by_the_rules(world: World, player: int, name: str, value: Any) -> None:
    """Set and store as the schema lets it be set: by a server, an official one, or the player's own program."""
    schema = world.steam.schema
    entry = schema.stats.get(name) or schema.achievements[name]
    why = ""
    for _ in range(_TRIES):
        result, why = (_by_the_player if entry.set_by == "Client" else _by_a_server)(world.steam, player, name, value)
        if result is Result.OK:
            return
        if result is not Result.INVALID_PARAM:
            break
    reason = why.partition("): ")[2].partition("; nothing was stored")[0] or why or "the store does not answer"
    message = f"nothing is changed: {reason}; --force writes it all the same"
    raise RefusedError(message)


def _by_a_server(steam: LocalSteam, player: int, name: str, value: Any) -> tuple[Result, str]:
    """Set and store on the server's side; return the answer and its reason."""
    steam.request_user_stats(player)
    result = _answer(steam)
    if result is Result.OK:
        if isinstance(value, bool):
            done = (steam.set_user_achievement if value else steam.clear_user_achievement)(player, name)
        elif isinstance(value, tuple):
            done = steam.update_user_avg_rate_stat(player, name, *value)
        elif isinstance(value, int):
            done = steam.set_user_stat_int(player, name, value)
        else:
            done = steam.set_user_stat_float(player, name, value)
        if not done:
            return Result.FAIL, steam.why()
        steam.store_user_stats(player)
        result = _answer(steam)
    return result, steam.why()


def _by_the_player(steam: LocalSteam, player: int, name: str, value: Any) -> tuple[Result, str]:
    """Set and store on the player's side; return the answer and its reason."""
    try:
        client = steam.client(player, store_rate="allow")
    except ValueError as wrong:
        raise RefusedError(str(wrong)) from wrong
    with closing(client):
        result = _answer(client)
        if result is Result.OK:
            if isinstance(value, bool):
                done = (client.set_achievement if value else client.clear_achievement)(name)
            elif isinstance(value, tuple):
                done = client.update_avg_rate_stat(name, *value)
            elif isinstance(value, int):
                done = client.set_stat_int(name, value)
            else:
                done = client.set_stat_float(name, value)
            if not done:
                return Result.FAIL, client.why()
            client.store_stats()
            result = _answer(client)
        return result, client.why()


def _answer(side: Any) -> Result:
    """Run a frame, and return the answer that it brings."""
    side.advance(0.0)
    for record in side.poll():
        result = getattr(record, "result", None)
        if isinstance(result, Result):
            return result
    return Result.IO_FAILURE


def _tell_set(options: argparse.Namespace, world: World, before: KeptPlayer | None, after: KeptPlayer | None) -> None:
    """Print what is different now: an achievement may have come with a stat."""
    if after is None:
        return
    was: dict[str, Any] = {**before.stats, **before.achievements} if before else {}
    now: dict[str, Any] = {**after.stats, **after.achievements}
    # What else has changed meanwhile is the game's own.
    entries = world.steam.schema.achievements.values()
    unlocked_by_it = {entry.name for entry in entries if entry.progress is not None and entry.progress.stat == options.name}
    names = [name for name in now if name == options.name or (name in unlocked_by_it and was.get(name) != now[name])]
    page = Page()
    if options.json:
        changed = {name: {"before": was.get(name), "after": now[name]} for name in names}
        page.json({"store": str(world.place.store), "player": player_object(world, after), "changed": changed})
        return
    name_of_player = world.name(after.steam_id)
    who = page.paint(f"{after.steam_id}{f' ({name_of_player})' if name_of_player else ''}", "cyan")
    for name in names:
        if name in after.achievements:
            page.line(f"{who} {cell_text(name)}: {page.paint('unlocked', 'green') if now[name] is not None else 'locked'}")
        else:
            old = number(was[name]) if name in was else "never set"
            page.line(f"{who} {cell_text(name)}: {old} -> {page.paint(number(now[name]), 'bold')}")


# Reset.


def reset(options: argparse.Namespace) -> int:
    """Set players back.

    Args:
        options: What the command line said.

    Returns:
        The exit code: 1 where a player's row cannot be read, and stays.

    Raises:
        RefusedError: It was not agreed to, or cannot be done.
    """
    with opened(options) as world:
        contents = world.steam.contents
        if options.player is None:
            players = [player.steam_id for player in contents.players()]
            who = f"all {len(players)} players"
        else:
            players = [world.player(options.player)]
            who = f"player {players[0]}"
            if contents.player(players[0]) is None:
                message = f"{world.place.store} knows no {who}; steam-nodes world show lists those it knows"
                raise RefusedError(message)
        what = "the stats, achievements and leaderboard scores" if options.boards else "the stats and achievements"
        _agree(options, f"set back {what} of {who} in {world.place.store}")
        copy = copied(world, "before-reset")
        damaged = _set_back(world, players)
        removed = 0
        if options.boards:
            only = None if options.player is None else players[0]
            removed = sum(contents.remove_entries(board, only) for board in contents.boards())
        page = Page()
        if options.json:
            page.json({"store": str(world.place.store), "backup": str(copy), "players": len(players) - len(damaged), "scores": removed})
        else:
            page.line(f"{who} set back{f', {removed} scores removed' if options.boards else ''}; the backup is {copy}")
        tell(*damaged.values())
    return FINDINGS if damaged else FINE


def _set_back(world: World, players: list[int]) -> dict[int, str]:
    """Set players back, some hundreds at a time; return whose rows cannot be read."""
    step = 500
    damaged: dict[int, str] = {}
    with Progress(sys.stderr) as progress:
        for at in range(0, len(players), step):
            progress("players", at, len(players))
            damaged |= world.steam.contents.put_rows({player: {} for player in players[at : at + step]})
    return damaged


def _agree(options: argparse.Namespace, what: str) -> None:
    """Ask on a terminal whether to do it.

    Raises:
        RefusedError: The answer is no, or nobody can be asked.
    """
    if options.yes:
        return
    if not sys.stdin.isatty():
        message = f"to {what}, give --yes: there is no terminal to ask on"
        raise RefusedError(message)
    sys.stderr.write(f"{what[0].upper()}{what[1:]}? A backup is made before. [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        message = "nothing is changed"
        raise RefusedError(message)


def copied(world: World, why: str) -> Path:
    """Copy the store before it is changed, and return where the copy is: beside a file, for a database in the folder one stands in.

    Args:
        world: The world.
        why: A word for its name.

    Raises:
        StoreError: The copy cannot be made.
    """
    copy = world.place.store.copy_name(why)
    tell(*(f"left out of {copy}: {fault}" for fault in world.place.store.back_up(world.steam, copy)))
    return copy
