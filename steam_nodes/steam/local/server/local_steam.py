"""LocalSteam: Steam for a game server, inside the program.

Rules: it keeps every law of backend.py with nothing of Valve's on the machine. Each of Steam's interfaces is a class of its own over one
session (game_server_stats.py, game_server.py, auth.py); the rules of stats are in stat_rules.py, what is on its way is in world.py. This
file opens and ends a world, moves its frames, and has what tests and demos need beside Steam's own calls.
"""

from __future__ import annotations

import os
import weakref
from contextlib import nullcontext
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from steam_nodes.steam.callbacks import ServersConnected
from steam_nodes.steam.checks import ANY_ADDRESS, require_bool, require_int, require_mapping, require_several, require_str
from steam_nodes.steam.local.rules.stat_rules import ANSWERS, StatRules
from steam_nodes.steam.local.server.auth import GameServerAuth
from steam_nodes.steam.local.server.game_server import GameServer
from steam_nodes.steam.local.server.game_server_stats import GameServerStats
from steam_nodes.steam.local.server.session import ANSWERED_LATER, ServerSession
from steam_nodes.steam.local.store.store import Job, StoreError
from steam_nodes.steam.local.world.clock import RealClock, require_clock
from steam_nodes.steam.local.world.opening import closed_on_failure, end_world, open_store
from steam_nodes.steam.local.world.options import Options, option_fault, start_row
from steam_nodes.steam.local.world.world import World
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from steam_nodes.steam.callbacks import Record
    from steam_nodes.steam.local.client.client import LocalClient
    from steam_nodes.steam.local.server.contents import StoreContents
    from steam_nodes.steam.local.store.store import Completion, Store
    from steam_nodes.steam.local.world.clock import Clock
    from steam_nodes.steam.local.world.faults import Faults


class LocalSteam(GameServerStats, GameServer, GameServerAuth):
    """The embedded Steam: the rules of Steam's stats, a store on this machine and a clock of your choice.

    It is ready as it is made: logged on, so that stats calls work at once. A script that calls `server_init`, as on the real Steam,
    begins there: from then on stats calls need `log_on` or `log_on_anonymous` and its answer; without it a request is answered with
    Result.NOT_LOGGED_ON and gets and sets are refused. After `server_shutdown` requests are answered with Result.NO_CONNECTION until
    `server_init` is called again. After `close` nothing is answered.

    Each refusal sets `why()` and logs one warning to "steam_nodes.steam" for each kind of mistake (the call, the cause and the name);
    repetitions are logged for debugging. What was set and not stored is stored by `close`, by `server_shutdown`, when the object is
    dropped and when the interpreter ends, waiting at most 5 seconds. It is used from one thread, as the tree is.

    Args:
        schema: What App Admin holds: a Schema, or the path of a TOML file.
        store: The path of the store's file, made if it is missing; None keeps everything in memory; or an object of your own, derived
            from `Store` in steam_nodes.steam.local.
        clock: RealClock() by default; with SteppedClock() every answer comes exactly one frame after its call; or one of your own,
            derived from `Clock` in steam_nodes.steam.local.
        server_ip: The server's IPv4 address, for stats that are Set By Official GS; by default the one `server_init` is given.
        limits: Who judges Min, Max, MaxChange and IncrementOnly: "at_store", as Steam, or "at_set" to refuse the set itself.
        users: Start values by Steam ID and API Name, written where the store holds none: {76561197960287931: {"kills": 7}}.
        strict: Whether only users who play on this server (see `join`) may be changed, as Valve's documentation says.
        store_rate: What happens to a store of a user who was stored less than a minute ago: "warn" logs it, "refuse" answers it with
            Result.RATE_LIMIT_EXCEEDED, "allow" is for games that know better: Valve names no number.
        max_users: How many users are held in memory, 1 or more; beyond them the one used longest ago is unloaded, never one with
            something unstored. None for any number.
        timeout: How many seconds a request or a store waits for a lost connection before it is answered with Result.NO_CONNECTION.
        ticket_seed: Any int: the same calls then give the same tickets in every run, for a test that compares bytes. None makes them
            secrets of the operating system's, which nobody can compute.
        group_access: Whether the owner's group, too, may read and write the files that are made for the store (0660 instead of 0600),
            for servers that run as several users; a file that is there keeps its mode. On Windows the folder's rights decide.
        read_only: Whether the store is only read, for a tool beside a running game: it must be there, nothing of it is ever
            changed, and a store of a user fails. In memory it means nothing.

    Raises:
        SchemaError: The schema's file says what App Admin would not accept.
        StoreError: The store cannot be opened.
        TypeError: An argument has the wrong type.
        ValueError: A start value, the address or an option is wrong.
    """

    def __init__(  # noqa: PLR0913 - every option is named at the call
        self,
        schema: Schema | str | os.PathLike[str],
        store: str | os.PathLike[str] | Store | None = None,
        *,
        clock: Clock | None = None,
        server_ip: str = "",
        limits: Literal["at_store", "at_set"] = "at_store",
        users: Mapping[int, Mapping[str, object]] | None = None,
        strict: bool = False,
        store_rate: Literal["allow", "warn", "refuse"] = "warn",
        max_users: int | None = None,
        timeout: float = 75.0,
        ticket_seed: int | None = None,
        group_access: bool = False,
        read_only: bool = False,
    ) -> None:
        """Open the world."""
        fault = option_fault(limits, store_rate, max_users, timeout)
        if fault:
            raise ValueError(fault)
        require_str("LocalSteam", "server_ip", server_ip)
        require_bool("LocalSteam", "strict", strict)
        require_bool("LocalSteam", "group_access", group_access)
        require_bool("LocalSteam", "read_only", read_only)
        if ticket_seed is not None:
            require_int("LocalSteam", "ticket_seed", ticket_seed)
        require_mapping("LocalSteam", "users", {} if users is None else users, "start values by Steam ID")
        if not isinstance(schema, Schema | str | os.PathLike):
            message = f"LocalSteam: schema is a Schema or the path of a TOML file, not {type(schema).__name__} {short(schema)}"
            raise TypeError(message)
        self.schema: Schema = schema if isinstance(schema, Schema) else Schema.load(schema)
        official = server_ip not in ANY_ADDRESS and self.schema.is_official(server_ip)
        rules = StatRules(self.schema, official=official, limits=limits)
        options = Options(strict=strict, store_rate=store_rate, max_users=max_users, timeout=timeout)
        clock = RealClock() if clock is None else require_clock(clock)
        files = open_store(store, self.schema.app_id, group_access=group_access, read_only=read_only)
        with nullcontext() if files is store else closed_on_failure(files):
            world = World(rules, files, clock, options)
            session = ServerSession(world, server_ip)
            GameServerStats.__init__(self, session)
            GameServer.__init__(self, session)
            GameServerAuth.__init__(self, session, ticket_seed)
            # What runs at the end holds the world, never this object: dropping it is what brings the end about.
            self._finalizer = weakref.finalize(self, end_world, world, os.getpid())
            self._lanes, self._posted, self._watched = world.lanes, world.posted, world.players.watched
            self.faults: Faults = world.faults
            """The faults of this world, by script."""
            for steam_id, values in (users or {}).items():
                completion = self._seed(steam_id, values)
                if completion.result is Result.DATA_CORRUPTION:
                    # The row of one player must not keep all others from playing; nothing of theirs is lost or read wrong.
                    world.world_log.log("error", f"the start values of {steam_id} were not written: {completion.fault}")
                else:
                    _require_written(completion)

    # Frames, and the end.

    def why(self) -> str:
        """Return the reason of the last refusal as a sentence with its remedy, "" if nothing was refused yet."""
        return self._world.world_log.why

    def advance(self, delta: float) -> None:
        """Begin a frame of `delta` seconds; without it nothing asked is ever answered."""
        self._world.advance(delta)

    def poll(self) -> list[Record]:
        """Return what has arrived since the last poll, in order."""
        # Most frames bring nothing, and are not worth the way into the world.
        if not self._lanes and not self._posted and not self._watched:
            return []
        session = self._session
        records: list[Record] = []
        for record in self._world.take():
            records.append(record)
            if isinstance(record, ServersConnected):
                records += session.connected()
            elif isinstance(record, ANSWERED_LATER) and record.call == session.last_call:
                session.last_result = record.result
        return records

    def close(self) -> None:
        """Store what is unstored and end; harmless twice.

        Raises:
            StoreError: This process was forked from the one that opened the store, and the world is of use only there.
        """
        self._world.store.require_own()
        self._finalizer()
        self._world.go("closed")

    @property
    def not_stored(self) -> tuple[str, ...]:
        """What could not be stored when Steam was shut down or the world was closed, such as "kills of 76561197960287931".

        It is empty where all was stored, and as long as nothing has ended. What stands here was logged as an error too. A program should
        end with another code than 0 then, so that whoever watches it can tell.
        """
        return tuple(self._world.not_stored)

    # A player's own program.

    def client(  # noqa: PLR0913 - what is known of the player, and one option each
        self,
        steam_id: int,
        *,
        clock: Clock | None = None,
        name: str = "",
        friends: Iterable[int] = (),
        owner: int = 0,
        store_rate: Literal["allow", "warn", "refuse"] | None = None,
        max_users: int | None = None,
        timeout: float | None = None,
        upload_rate: Literal["allow", "warn", "refuse"] = "warn",
    ) -> LocalClient:
        """Open a client of this world: what a player's own program asks of Steam, answered from the same store.

        The client lives by itself, with frames and faults of its own, and also when this object is closed. Nothing of what this object
        is told by script (faults, licences) reaches it, only what is stored; but each knows the other's tickets.

        Args:
            steam_id: The player.
            clock: A clock that nobody else moves; by default one of the kind this world has, beginning now.
            name: What the player is called; by default what the schema says under [players.ID].
            friends: The player's friends beside those of the schema.
            owner: Whose game it is, if the player borrowed it.
            store_rate: As for LocalSteam, and by default the same.
            max_users: How many users are held in memory beside the player, 1 or more; None for any number.
            timeout: As for LocalSteam, and by default the same.
            upload_rate: What happens to a score behind ten others of the last ten minutes, which is Steam's limit: "warn" logs it once,
                "refuse" answers it with Result.RATE_LIMIT_EXCEEDED and success False, "allow" says nothing.

        Raises:
            StoreError: The store cannot be opened once more.
            TypeError: An id or the name has the wrong type, or the store is of the game's own and has no `beside`.
            ValueError: An id is not a player's, or an option is wrong.
        """
        from steam_nodes.steam.local.client.client import LocalClient, check_client  # noqa: PLC0415 - a server pays nothing for it

        usual = self._world.options
        options = Options(
            store_rate=usual.store_rate if store_rate is None else store_rate,
            max_users=max_users,
            timeout=usual.timeout if timeout is None else timeout,
            upload_rate=upload_rate,
        )
        require_several("client", "friends", friends, "Steam IDs")
        friends = tuple(friends)
        check_client(steam_id, name, friends, owner, options)
        clock = self._world.clock.beside() if clock is None else require_clock(clock)
        store = self._world.store.beside()
        with closed_on_failure(store):
            return LocalClient(self.schema, store, steam_id, clock, options, name=name, friends=friends, owner=owner, tickets=self._tickets)

    # Beside Steam's own calls: what tests and demos need.

    def seed(self, steam_id: int, values: Mapping[str, object]) -> None:
        """Write start values for a user; what the store holds already stays. It waits for the disk, so call it before the game runs.

        Args:
            steam_id: The player.
            values: By API Name: a number for a stat, (count, time) for an AVGRATE if a number is not enough, a bool for an achievement.

        Raises:
            ValueError: The id is no player's, a name is not in the schema or a value does not fit.
            TypeError: A value has the wrong type.
            StoreError: The store could not write.
        """
        _require_written(self._seed(steam_id, values))

    def _seed(self, steam_id: int, values: Mapping[str, object]) -> Completion:
        """Write start values, and return what became of that."""
        world = self._world
        if world.stranger(steam_id).state == "not a player":
            message = f"{short(steam_id)} is not a player's account; give start values to the 64-bit Steam ID of a player"
            raise ValueError(message)
        return world.do_now(Job("seed", steam_id, start_row(self.schema, values, world.rules.now), sums=world.summed, day=world.day()))

    def unload(self, steam_id: int) -> None:
        """Let Steam unload a user: unstored changes are stored, then StatsUnloaded arrives; nothing happens to one who is not loaded."""
        user = self._world.user(steam_id)
        if ANSWERS[user.state]["get"] == "value":
            self._world.unload(user)

    def backup(self, path: str | os.PathLike[str]) -> None:
        """Make a complete copy of the store while it is in use, a store of its own that can be opened or put in the other's place.

        The copy is of one moment: all that was answered OK by then is in it, from every program that shares the store, and what is not
        stored is not. It appears under its name complete and on the disk, or not at all, and may be read by whom the store may be read by.

        It takes as long as the disk needs to read and write the whole file, and holds up nobody's stores meanwhile. This call returns
        when the copy is done; a game that has no frame to spare for that calls it from a thread of its own, which no other call allows.

        Args:
            path: Where the copy goes. Its folder is made if it is missing; a file that is there is never written over.

        Raises:
            StoreError: There is a file already, the copy cannot be made there, or the world is in memory, closed, or another process's.
        """
        self._world.store.backup(path)

    @cached_property
    def contents(self) -> StoreContents:
        """All that the store keeps, of all players: for tools that show, change, copy and bring back a world."""
        from steam_nodes.steam.local.server.contents import StoreContents  # noqa: PLC0415 - a game pays nothing for it

        return StoreContents(self._world)

    def stats_log(self) -> list[str]:
        """Return the last 1,000 lines of `logs/stats_log.txt` beside the store's file."""
        return self._world.store.notes()


def _require_written(completion: Completion) -> None:
    """Raise a StoreError unless start values were written."""
    if completion.result is not Result.OK:
        message = f"the start values of {completion.job.steam_id} were not written: {completion.fault}"
        raise StoreError(message)
