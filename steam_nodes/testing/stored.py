"""What Steam has stored of a player: read anew from the world's store, as another server would.

Rules: what is set and not stored does not count, however it looks to the program that set it. A look asks the world under test nothing and
changes nothing in it. Where a value is another, the message says where the expected one may have stayed.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn, overload

from steam_nodes.object.plain_text import plain
from steam_nodes.scene.engine.engine import Engine
from steam_nodes.steam.local.server.local_steam import LocalSteam
from steam_nodes.steam.local.world.clock import SteppedClock
from steam_nodes.steam.local.world.options import is_player
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.entries import nearest
from steam_nodes.steam.stat_values import DoesNotFitError, to_float32
from steam_nodes.testing.failure_text import Side, message, sides_of, told, unsettled, value_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steam_nodes.steam.local.world.world import World

_NOTHING: Any = object()


class AssertStored:
    """The fixture `assert_stored`: fails unless Steam has stored what a test expects.

    Args:
        world: The world whose store is read.
    """

    def __init__(self, world: LocalSteam) -> None:
        """Read nothing yet."""
        self._server = world
        self._reader: LocalSteam | None = None

    @overload
    def __call__(self, steam_id: int, name: str, value: object) -> None: ...
    @overload
    def __call__(self, steam_id: int, *, unlocked: str) -> None: ...
    @overload
    def __call__(self, steam_id: int, *, locked: str) -> None: ...
    def __call__(
        self, steam_id: int, name: str | None = None, value: object = _NOTHING, *, unlocked: str | None = None, locked: str | None = None
    ) -> None:
        """Check one stat or one achievement of a player.

        Args:
            steam_id: The player.
            name: The API Name of a stat.
            value: What it has to be; the default of the schema counts for a player who has none yet. A FLOAT is compared as Steam keeps it,
                as a float32; `pytest.approx` works too.
            unlocked: In their place the API Name of an achievement that has to be unlocked.
            locked: Or of one that has to be locked still.

        Raises:
            AssertionError: Something else is stored; the text tells what, what each side holds unstored, and what Steam refused last.
            TypeError: The arguments ask for none of the three forms.
            ValueError: The schema has no such name, or the id is no player's.
        """
        __tracebackhide__ = True
        forms = (name is not None) + (unlocked is not None) + (locked is not None)
        if forms != 1 or (name is not None) != (value is not _NOTHING):
            text = 'assert_stored takes (steam_id, "kills", 3), (steam_id, unlocked="ACH_WIN") or (steam_id, locked="ACH_WIN")'
            raise TypeError(text)
        if isinstance(steam_id, bool) or not isinstance(steam_id, int) or not is_player(steam_id):
            text = (
                f"assert_stored: {value_text(steam_id)} is no player's account; give the 64-bit Steam ID of a player, such as steam_player"
            )
            raise ValueError(text)
        if name is not None:
            self._check_stat(steam_id, name, value)
        else:
            self._check_achievement(steam_id, str(unlocked if locked is None else locked), wanted=locked is None)

    def close(self) -> None:
        """End the reading."""
        if self._reader is not None:
            self._reader.close()

    def _check_stat(self, steam_id: int, name: str, value: object) -> None:
        __tracebackhide__ = True
        schema = self._server.schema
        stat = schema.stats.get(name)
        if stat is None:
            other = f"{name!r} is an achievement: write unlocked={name!r}" if name in schema.achievements else ""
            self._unknown("stat", name, schema.stats, other)
        reader = self._read(steam_id)
        found: float | None
        if stat.type == "INT":
            found = reader.get_user_stat_int(steam_id, name)
        else:
            found = reader.get_user_stat_float(steam_id, name)
            if isinstance(value, int | float):
                with suppress(DoesNotFitError):  # Then it is not what is stored, whatever that is.
                    value = to_float32(value)
        if found is None:
            raise AssertionError(message("assert_stored: the stat cannot be read", [reader.why()]))
        if isinstance(value, bool) or value != found:
            first = f"assert_stored: {plain(repr(name))} of {steam_id} is stored as {found!r}, and expected is {value!r}"
            self._fail(first, steam_id, name)

    def _check_achievement(self, steam_id: int, name: str, *, wanted: bool) -> None:
        __tracebackhide__ = True
        schema = self._server.schema
        if name not in schema.achievements:
            other = f"{name!r} is a stat: write assert_stored(steam_id, {name!r}, value)" if name in schema.stats else ""
            self._unknown("achievement", name, schema.achievements, other)
        reader = self._read(steam_id)
        found = reader.get_user_achievement(steam_id, name)
        if found is None:
            raise AssertionError(message("assert_stored: the achievement cannot be read", [reader.why()]))
        if found != wanted:
            words = ("locked", "unlocked")
            first = f"assert_stored: {plain(repr(name))} of {steam_id} is stored as {words[found]}, and expected is {words[wanted]}"
            self._fail(first, steam_id, name)

    def _read(self, steam_id: int) -> LocalSteam:
        """Read the player's row anew, and return who has it."""
        __tracebackhide__ = True
        world = self._server._world
        if world.offline_state == "closed":
            text = "assert_stored: steam_world is closed, and its store with it; look before it is closed"
            raise RuntimeError(text)
        if self._reader is None:
            self._reader = LocalSteam(self._server.schema, world.store.beside(), clock=SteppedClock(world.clock.now()))
        reader = self._reader
        reader.request_user_stats(steam_id)
        reader.advance(0.0)
        (answer,) = reader.poll()
        result = getattr(answer, "result", None)
        if result is not Result.OK:
            raise AssertionError(message(f"assert_stored: the row of {steam_id} cannot be read: {result}", [reader.why()]))
        return reader

    def _unknown(self, kind: str, name: str, known: Iterable[str], other: str) -> NoReturn:
        """Refuse a name that the schema does not have."""
        __tracebackhide__ = True
        names = tuple(known)
        near = nearest(name, names) if isinstance(name, str) else None
        hint = other or (f"did you mean {near!r}?" if near else f"it has {', '.join(names[:20]) or 'none'}")
        text = f"assert_stored: the schema has no {kind} {value_text(name)}; {plain(hint)}"
        raise ValueError(text)

    def _fail(self, first: str, steam_id: int, name: str) -> NoReturn:
        """Fail, and tell where the expected value may have stayed."""
        __tracebackhide__ = True
        server = Side("the server's side", self._server)
        tree = Engine.get_main_loop()
        sides = [server, *(side for side in sides_of(tree) if side.backend is not self._server)]
        nodes = unsettled(tree, steam_id)
        held = [line for side in sides for line in _held(side, steam_id, name, by_hand=not nodes)]
        raise AssertionError(message(first, [*nodes, *held, *told(sides)]))


def _held(side: Side, steam_id: int, name: str, *, by_hand: bool) -> list[str]:
    """Say what one side holds of a player and has not stored, and what to call where the game does that by hand."""
    # Only a local world can be looked into.
    world: World | None = getattr(side.backend, "_world", None)
    user = None if world is None else world.users.get(steam_id)
    if world is None or user is None:
        return []
    if any(request.kind == "store" for request in world.lanes.get(steam_id, ())):
        return [f"a store of {side.name} is on its way: run frames(1), or until(...) its signal, before this"]
    if name not in user.changed:
        return []
    value: object = user.ints.get(name, user.floats.get(name))
    if value is None:
        value = "it unlocked" if user.unlocked.get(name) is not None else "it locked"
    remedy = "store_stats()" if hasattr(side.backend, "store_stats") else f"store_user_stats({steam_id})"
    return [f"{side.name} holds {value}, set and not stored{f': call {remedy}, and run frames(2)' if by_hand else ''}"]
