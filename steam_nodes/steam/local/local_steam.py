"""LocalSteam: Steam for a game server, inside the program.

Rules: it keeps every law of backend.py with nothing of Valve's on the machine. The rules of stats are in engine.py, what is on its way
is in world.py; this file is the server's door: the life of the server, whom a call is about, and the types of what is passed in.
"""

from __future__ import annotations

import os
import weakref
from typing import TYPE_CHECKING, Final, Literal

from steam_nodes.steam.callbacks import ServerConnectFailure, ServersConnected, ServersDisconnected
from steam_nodes.steam.local import reasons
from steam_nodes.steam.local.checks import ANY_ADDRESS, init_fault, start_row
from steam_nodes.steam.local.clock import RealClock
from steam_nodes.steam.local.engine import Engine
from steam_nodes.steam.local.jobs import Job, MemoryStore, StoreError
from steam_nodes.steam.local.reasons import Refusal
from steam_nodes.steam.local.users import ANSWERS, User
from steam_nodes.steam.local.world import END_SECONDS, World
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema import Schema
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.steam.callbacks import Record
    from steam_nodes.steam.local.clock import Clock
    from steam_nodes.steam.local.jobs import Store
    from steam_nodes.steam.local.users import State

_UINT64: Final = 0xFFFF_FFFF_FFFF_FFFF


class LocalSteam:
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
        store: The path of the store's file, made if it is missing; None keeps everything in memory; or an object of your own that keeps
            the rules of a Store.
        clock: RealClock() by default; with SteppedClock() every answer comes exactly one frame after its call.
        server_ip: The server's IPv4 address, for stats that are Set By Official GS; by default the one `server_init` is given.
        limits: Who judges Min, Max, MaxChange and IncrementOnly: "at_store", as Steam, or "at_set" to refuse the set itself.
        users: Start values by Steam ID and API Name, written where the store holds none: {76561197960287931: {"kills": 7}}.

    Raises:
        SchemaError: The schema's file says what App Admin would not accept.
        StoreError: The store cannot be opened.
        ValueError: A start value, the address or an option is wrong.
    """

    def __init__(
        self,
        schema: Schema | str | os.PathLike[str],
        store: str | os.PathLike[str] | Store | None = None,
        *,
        clock: Clock | None = None,
        server_ip: str = "",
        limits: Literal["at_store", "at_set"] = "at_store",
        users: Mapping[int, Mapping[str, object]] | None = None,
    ) -> None:
        """Open the world."""
        if limits not in {"at_store", "at_set"}:
            message = f'limits is {limits!r}; pass "at_store" or "at_set"'
            raise ValueError(message)
        self.schema = schema if isinstance(schema, Schema) else Schema.load(schema)
        self._server_ip = server_ip
        official = server_ip not in ANY_ADDRESS and self.schema.is_official(server_ip)
        self._engine = Engine(self.schema, official=official, limits=limits)
        self._world = world = World(self._engine, _open_store(store, self.schema.app_id), clock or RealClock())
        # What runs at the end holds the world, never this object: dropping it is what brings the end about.
        self._farewell = weakref.finalize(self, _end, world, os.getpid())
        self._lanes, self._posted = world.lanes, world.posted
        self._users: dict[int, User] = world.users
        self._elsewhere: State | None = None
        self._initialised = False
        self._id = SteamID.of_account(1, account_type=4)
        for steam_id, values in (users or {}).items():
            self.seed(steam_id, values)

    # The server's own life.

    def server_init(self, ip: str, game_port: int, query_port: int, server_mode: int, version: str) -> tuple[int, str]:
        """Start the server's side of Steam; stats calls then need a log on.

        Args:
            ip: The IPv4 address to use; "0.0.0.0" or "" for any.
            game_port: The port the players use, 1 to 65535.
            query_port: The port server browsers ask, 1 to 65535 (65535: the game's own).
            server_mode: 1 without authentication, 2 with it, 3 with it and secure.
            version: The server's version, such as "1.0.0.0".

        Returns:
            (0, "Server initialized successfully"), or (1, what is wrong and what to pass instead).

        Raises:
            TypeError: An argument has the wrong type.
        """
        fault = init_fault(ip, game_port, query_port, server_mode, version)
        if self._elsewhere == "closed":
            fault = "this Steam is closed; make a new one"
        elif self._initialised:
            fault = "the server is initialised already; call server_shutdown first"
        if fault:
            self._world.complain(Refusal(("server_init", fault), f"server_init: {fault}"))
            return 1, fault
        self._initialised = True
        address = self._server_ip or ip
        self._engine.set_official(official=address not in ANY_ADDRESS and self.schema.is_official(address))
        self._go("not logged on")
        return 0, "Server initialized successfully"

    def server_shutdown(self) -> None:
        """End the server's side of Steam: store what is unstored, unload everyone; what was asked before is still answered."""
        if self._elsewhere in {"closed", "shut down"}:
            return
        self._world.flush(END_SECONDS)
        self._world.users.clear()
        self._drop_log_on()
        self._initialised = False
        self._go("shut down")

    def log_on(self, token: str) -> None:
        """Log the server on with a game server login token; any token that is not empty is right here."""
        if not isinstance(token, str):
            message = f"log_on: the token is a str, not {type(token).__name__} {token!r}"
            raise TypeError(message)
        if token.strip():
            self._log_on("log_on", account_type=3)
        else:
            sentence = "log_on: the token is empty; pass a game server login token, or call log_on_anonymous"
            self._fail_log_on(Refusal(("log_on", "token"), sentence), Result.INVALID_PARAM)

    def log_on_anonymous(self) -> None:
        """Log the server on without an account; ServersConnected answers one frame later."""
        self._log_on("log_on_anonymous", account_type=4)

    def log_off(self) -> None:
        """Log the server off; ServersDisconnected with Result.OK follows if it was on."""
        self._drop_log_on()
        if self._elsewhere is None:
            self._post(ServersDisconnected(Result.OK))
            self._go("not logged on")

    def logged_on(self) -> bool:
        """Whether the server is logged on now."""
        return self._elsewhere is None

    def get_steam_id(self) -> int:
        """Return the server's own id, 0 while it is not logged on."""
        return self._id if self._elsewhere is None else 0

    # The ten calls.

    def request_user_stats(self, steam_id: int) -> int:
        """Ask for one user's stats; a StatsReceived with this number answers in a later frame."""
        user = self._user(steam_id)
        answer = self._admit("request_user_stats", user)
        return self._world.number() if answer is None else self._world.request(user, answer)

    def get_user_stat_int(self, steam_id: int, name: str) -> int | None:
        """Return the int32 value of an INT stat, None if it is refused."""
        value = self._engine.get_int(self._user(steam_id), name)
        if isinstance(value, Refusal):
            self._world.complain(value)
            return None
        return value

    def get_user_stat_float(self, steam_id: int, name: str) -> float | None:
        """Return the float32 value of a FLOAT or AVGRATE stat, None if it is refused."""
        value = self._engine.get_float(self._user(steam_id), name)
        if isinstance(value, Refusal):
            self._world.complain(value)
            return None
        return value

    def get_user_achievement(self, steam_id: int, name: str) -> bool | None:
        """Return whether an achievement is unlocked, None if it is refused."""
        value = self._engine.get_achievement(self._user(steam_id), name)
        if isinstance(value, Refusal):
            self._world.complain(value)
            return None
        return value

    def set_user_stat_int(self, steam_id: int, name: str, value: int) -> bool:
        """Set an INT stat in memory; False changes nothing."""
        return self._accept(self._engine.set_int(self._user(steam_id), name, value))

    def set_user_stat_float(self, steam_id: int, name: str, value: float) -> bool:
        """Set a FLOAT stat in memory; False changes nothing."""
        return self._accept(self._engine.set_float(self._user(steam_id), name, value))

    def update_user_avg_rate_stat(self, steam_id: int, name: str, count_this_session: float, session_length: float) -> bool:
        """Add a session to an AVGRATE stat in memory; readable at once; False changes nothing."""
        return self._accept(self._engine.update_avg_rate(self._user(steam_id), name, count_this_session, session_length))

    def set_user_achievement(self, steam_id: int, name: str) -> bool:
        """Unlock an achievement in memory; False changes nothing."""
        return self._accept(self._engine.set_achievement(self._user(steam_id), name))

    def clear_user_achievement(self, steam_id: int, name: str) -> bool:
        """Lock an achievement again in memory; False changes nothing."""
        return self._accept(self._engine.clear_achievement(self._user(steam_id), name))

    def store_user_stats(self, steam_id: int) -> int:
        """Send the user's changed values; a StatsStored with this number answers in a later frame, OK when they are on the disk."""
        user = self._user(steam_id)
        answer = self._admit("store_user_stats", user)
        return self._world.number() if answer is None else self._world.store_user(user, answer)

    def why(self) -> str:
        """Return the reason of the last refusal as a sentence with its remedy, "" if nothing was refused yet."""
        return self._world.why

    def advance(self, delta: float) -> None:
        """Begin a frame of `delta` seconds; without it nothing asked is ever answered."""
        self._world.advance(delta)

    def poll(self) -> list[Record]:
        """Return what has arrived since the last poll, in order."""
        if not self._lanes and not self._posted:
            return []
        records = self._world.take()
        for record in records:
            if isinstance(record, ServersConnected):
                self._go(None)
        return records

    def close(self) -> None:
        """Store what is unstored and end; harmless twice."""
        self._farewell()
        self._go("closed")

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
        if self._stranger(steam_id).state == "not a player":
            message = f"{steam_id} is not a player's account; give start values to the 64-bit Steam ID of a player"
            raise ValueError(message)
        job = Job("seed", steam_id, start_row(self.schema, values, self._engine.now))
        store = self._world.store
        store.submit(job)
        store.wait()
        for outcome in list(store.done):
            if outcome.job is job:
                store.done.remove(outcome)
                if outcome.result is not Result.OK:
                    message = f"the start values of {steam_id} were not written: {outcome.fault}"
                    raise StoreError(message)

    def unload(self, steam_id: int) -> None:
        """Let Steam unload a user: unstored changes are stored, then StatsUnloaded arrives; nothing happens to one who is not loaded."""
        user = self._user(steam_id)
        if ANSWERS[user.state]["get"] == "value":
            self._world.unload(user)

    def stats_log(self) -> list[str]:
        """Return the last 1,000 lines of stats_log.txt, which stands in the folder `logs` beside the store's file."""
        return self._world.store.notes()

    # What is used above.

    def _user(self, steam_id: int) -> User:
        """Find whom a call is about."""
        if isinstance(steam_id, int):
            user = self._users.get(steam_id)
            if user is not None:
                return user
        return self._stranger(steam_id)

    def _stranger(self, steam_id: int) -> User:
        """Make the record of a user of whom nothing is held."""
        if isinstance(steam_id, bool) or not isinstance(steam_id, int):
            message = f"a Steam ID is an int such as 76561197960287931, not {type(steam_id).__name__} {steam_id!r}"
            raise TypeError(message)
        if self._elsewhere is not None:
            return User(steam_id, self._elsewhere)
        player = 0 <= steam_id <= _UINT64 and SteamID(steam_id).is_individual
        return User(steam_id, "not asked" if player else "not a player")

    def _accept(self, refusal: Refusal | None) -> bool:
        """Turn what the engine says into Steam's bool."""
        if refusal is None:
            return True
        self._world.complain(refusal)
        return False

    def _admit(self, call: Literal["request_user_stats", "store_user_stats"], user: User) -> Result | None:
        """Look up how a request or a store will be answered, and say why if not with OK; None: never."""
        answer = ANSWERS[user.state]["request" if call == "request_user_stats" else "store"]
        if answer is not Result.OK:
            self._world.complain(reasons.of_state(call, user.steam_id, "", user.state))
        return answer if isinstance(answer, Result) else None

    def _log_on(self, call: str, account_type: int) -> None:
        """Have the log on answered in a later frame."""
        if self._elsewhere in {"closed", "shut down"}:
            self._fail_log_on(reasons.of_state(call, 0, "", self._elsewhere), Result.NO_CONNECTION)
            return
        self._id = SteamID.of_account(1, account_type=account_type)
        self._post(ServersConnected())

    def _fail_log_on(self, refusal: Refusal, result: Result) -> None:
        """Have a log on answered with a failure."""
        self._world.complain(refusal)
        self._post(ServerConnectFailure(result, still_retrying=False))

    def _drop_log_on(self) -> None:
        """Forget a log on that is not answered yet: the server is logged off before it was on."""
        waiting = [entry for entry in self._posted if not isinstance(entry[1], ServersConnected)]
        self._posted.clear()
        self._posted.extend(waiting)

    def _post(self, record: Record) -> None:
        """Have a record arrive in a later frame."""
        if self._elsewhere != "closed":
            self._posted.append((self._world.frame, record))

    def _go(self, state: State | None) -> None:
        """Be somewhere where every call for every user is answered alike, or (None) where each user has a state."""
        self._elsewhere = state
        self._users = self._world.users if state is None else {}


def _open_store(store: str | os.PathLike[str] | Store | None, app_id: int) -> Store:
    """Return the store to use."""
    if store is None:
        return MemoryStore()
    if isinstance(store, str | os.PathLike):
        from steam_nodes.steam.local.store import SQLiteStore  # noqa: PLC0415 - sqlite3 is loaded by worlds that have a file

        return SQLiteStore(store, app_id)
    return store


def _end(world: World, process: int) -> None:
    """End a world that was closed, dropped, or is there when the interpreter ends."""
    if os.getpid() != process:
        return  # A forked child has no thread of the store, and the file is its parent's.
    if world.store.inside():
        # The last reference can go anywhere, also while the store's own thread runs, and that one must not wait for itself.
        import threading  # noqa: PLC0415 - loaded already where this happens

        threading.Thread(target=world.end, name="steam_nodes last store").start()
    else:
        world.end()
