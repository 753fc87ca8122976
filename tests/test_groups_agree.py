"""A random walk over a player's groups: the local side as it is, and one seen through Valve's interface and our binding, differ in nothing.

Rules: what is called is read from the seam (steam/groups/) and what a test may do to the world from the local classes, so that none is left
out; arguments are drawn by their names and types, right and wrong. After each call both have returned the same. A call that our
binding refuses the local side refuses too, but for numbers that no argument of Valve's holds; the local side may know of more reasons, for
Valve's interface tells none. Where Valve's struct has no result a failure is a failure, whichever it was. News come in the
same order; what answers a call may come in another frame, and each call is answered exactly once. A run is made of its number alone:
`run(7)` is always the same, and a difference names the run and its steps.
"""

from __future__ import annotations

import contextlib
import inspect
from dataclasses import fields
from enum import IntEnum
from importlib import import_module
from pkgutil import iter_modules
from random import Random
from typing import TYPE_CHECKING, Any

from steam_nodes.steam import groups
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.results import Result
from tests.support.group_walks import GROUPS, LATER, NAMED, NO_FIT, OF_TYPE, SCHEMA, UNEQUAL, WITHOUT_RESULT
from tests.support.long_walks import silence, spread
from tests.support.loopback import library
from tests.support.native_world import MODES, LoopedClient, Mode
from tests.support.places import ON_EVERY_STORE, Rows, share
from tests.support.stats_world import PLAYER
from tests.support.stepping import frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.steam.backend import ClientBackend
    from steam_nodes.steam.local.client.client import LocalClient

pytestmark = ON_EVERY_STORE

STEPS = 12
DUE = 4
"""How many calls of a run are given by its number, so that those of the short form make every call."""
SHORT = 60
SDK = 161
"""The one SDK whose library has every function of the groups."""

ENUMS: dict[str, tuple[IntEnum, ...]] = {
    name: tuple(kind)
    for room in ("enums", *(f"groups.{it.name}" for it in iter_modules(groups.__path__)))
    for name, kind in vars(import_module(f"steam_nodes.steam.{room}")).items()
    if isinstance(kind, type) and issubclass(kind, IntEnum) and kind is not IntEnum
}
"""The members of every enum that an argument may be of."""
Parameters = tuple[inspect.Parameter, ...]


def _methods(kind: type) -> dict[str, Parameters]:
    """Return the public methods of a class with what they take."""
    found = {}
    for name, value in inspect.getmembers(kind, inspect.isfunction):
        if not name.startswith("_"):
            found[name] = tuple(inspect.signature(value).parameters.values())[1:]
    return found


CALLS: list[tuple[str, str, Parameters]] = []
"""Each call of the seam: its group, its name, what it takes."""
SCRIPTS: list[tuple[str, str, Parameters]] = []
"""Each thing that a test can have happen in the world, likewise."""
for _group, _name in GROUPS.items():
    _calls = _methods(getattr(import_module(f"steam_nodes.steam.groups.{_group}"), _name))
    _local = _methods(getattr(import_module(f"steam_nodes.steam.local.client.groups.{_group}"), f"Local{_name}"))
    CALLS += [(_group, call, parameters) for call, parameters in _calls.items()]
    SCRIPTS += [
        (_group, name, parameters)
        for name, parameters in _local.items()
        if name not in _calls and not any(it.kind in {it.VAR_POSITIONAL, it.VAR_KEYWORD} for it in parameters)
    ]


def drawn(chance: Random, parameter: inspect.Parameter) -> Any:
    """Return a value for a parameter, by its name where that says more than its type."""
    kinds = str(parameter.annotation).split(" | ")
    named = NAMED.get((parameter.name, kinds[0]), NAMED.get(parameter.name))
    if named is not None:
        return chance.choice(named)
    return chance.choice([value for kind in kinds for value in (OF_TYPE[kind] if kind in OF_TYPE else ENUMS[kind])])


def plain(value: Any) -> Any:
    """Return a value without what an enum or an id says beyond its number."""
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else value


def shown(record: Any, place: int | None = None) -> str:
    """Return a record as a text, with the place of its call where it answers one."""
    values = {it.name: plain(getattr(record, it.name)) for it in fields(record)}
    if type(record) in WITHOUT_RESULT:
        values["result"] = "OK" if values["result"] == Result.OK else "failed"
    if place is not None:
        values["call"] = f"#{place}"
    return f"{type(record).__name__}({', '.join(f'{name}={value!r}' for name, value in values.items())})"


class Side:
    """One of the two, with what was asked of it and what arrived.

    Args:
        backend: What is called.
        local: That itself, or the local side behind it: what happens in the world is scripted there.
        world: The world, which is closed at the end.
    """

    def __init__(self, backend: ClientBackend, local: LocalClient, world: LocalSteam) -> None:
        """Begin with nothing asked."""
        self.backend = backend
        self.local = local
        self.world = world
        self.asked: list[int] = []
        self.news: list[str] = []
        self.answers: list[str] = []

    def frame(self) -> None:
        """Step a frame, and keep what arrives: of an answer the place of its call instead of its number."""
        for record in frame(self.backend, 0.25):
            call = getattr(record, "call", 0)
            if call:
                self.answers.append(shown(record, self.asked.index(call)))
            else:
                self.news.append(shown(record))

    def call(self, group: str, call: str, arguments: list[Any]) -> tuple[Any, bool]:
        """Make a call; return what it returned and whether it was refused with a reason."""
        log: Any = self.local._world.world_log if self.backend is self.local else self.backend._pipe.refusal_log  # type: ignore[attr-defined]  # the binding's
        log.why = ""
        returned = getattr(getattr(self.backend, group), call)(*arguments)
        if call in LATER:
            self.asked.append(returned)
            returned = "a number"
        return returned, bool(self.backend.why())

    def close(self) -> None:
        """End it."""
        self.backend.close()
        self.world.close()


class Difference(AssertionError):  # noqa: N818 - it is what a walk finds, and no error of the program
    """The two sides differ."""


class Walk:
    """Two sides, side by side, and what they were told.

    Args:
        number: The number of the run.
    """

    def __init__(self, number: int) -> None:
        """Open both, initialised."""
        self.chance = Random(number)
        self.told: list[str] = [f"run({number})"]
        mode: Mode = self.chance.choice(MODES)
        overlay = self.chance.random() < 0.5
        self.due = [CALLS[(number * DUE + turn) % len(CALLS)] for turn in range(DUE)]
        self.sides: list[Side] = []
        for looped in (False, True):
            world = LocalSteam(SCHEMA, clock=SteppedClock(), store_rate="allow", ticket_seed=7)
            local = world.client(PLAYER, timeout=1.0)
            for group in GROUPS:
                getattr(local, group)
            local.overlay = overlay
            local.people.listen()  # a game that does not listen is told nothing of people, over Valve's interface as well
            self.sides.append(Side(LoopedClient(local, mode, sdk=SDK) if looped else local, local, world))
        for side in self.sides:
            side.backend.init(0)
            for _ in range(3):
                side.frame()
        self.same("at the start", [side.news for side in self.sides])

    def same(self, what: str, pair: list[Any]) -> None:
        """See that both are alike.

        Raises:
            Difference: They are not.
        """
        if pair[0] != pair[1]:
            message = f"{what}: local {pair[0]!r}, over Valve's interface {pair[1]!r}"
            raise Difference(message)

    def step(self) -> None:
        """Make one step on both."""
        turn = self.chance.random()
        if turn < 0.15 or not (CALLS and SCRIPTS):
            self.frames(self.chance.choice((1, 1, 2)))
        elif turn < 0.4:
            self.script()
        elif turn < 0.45:
            self.trouble()
        else:
            self.call()

    def frames(self, count: int) -> None:
        """Let frames go by."""
        self.told.append(f"frames({count})")
        for side in self.sides:
            for _ in range(count):
                side.frame()

    def call(self) -> None:
        """Make a call of the seam."""
        group, call, parameters = self.due.pop() if self.due else self.chance.choice(CALLS)
        arguments = [drawn(self.chance, it) for it in parameters]
        self.told.append(f"{group}.{call}({', '.join(map(repr, arguments))})")
        (first, refused), (second, by_binding) = (side.call(group, call, arguments) for side in self.sides)
        alike: Callable[[Any], Any] = UNEQUAL.get(call, lambda value: value)
        self.same(self.told[-1], [alike(first), alike(second)])
        if by_binding and not refused and not NO_FIT.search(self.sides[1].backend.why()):
            self.same(f"{self.told[-1]} is refused", ["", self.sides[1].backend.why()])

    def script(self) -> None:
        """Have something happen in the world."""
        group, name, parameters = self.chance.choice(SCRIPTS)
        arguments = [drawn(self.chance, it) for it in parameters if it.kind is not it.KEYWORD_ONLY]
        named = {it.name: drawn(self.chance, it) for it in parameters if it.kind is it.KEYWORD_ONLY}
        self.told.append(f"world: {group}.{name}({', '.join(map(repr, arguments))}, **{named})")
        ends = []
        for side in self.sides:
            try:
                ends.append(repr(getattr(getattr(side.local, group), name)(*arguments, **named)))
            except (ValueError, LookupError, RuntimeError, OSError) as error:
                ends.append(repr(error))
        self.same(self.told[-1], ends)

    def trouble(self) -> None:
        """Begin or end a fault."""
        trouble = self.chance.choice(("requests", "latency", "offline", "none", "none"))
        result = self.chance.choice((Result.OK, Result.FAIL, Result.IO_FAILURE))
        self.told.append(f"trouble: {trouble} {result.name}")
        for side in self.sides:
            faults = side.local.faults
            if trouble == "requests":
                faults.next_requests(result)
            elif trouble == "latency":
                faults.latency = 0.5
            elif trouble == "offline":
                faults.lose_connection()
            else:
                faults.clear()

    def calm(self) -> None:
        """End every fault, let what is on its way arrive, and compare what did."""
        for side in self.sides:
            side.local.faults.clear()
        self.frames(8)
        self.same("news", [side.news for side in self.sides])
        self.same("answers", [sorted(side.answers) for side in self.sides])
        self.same("how many calls were answered", [len(self.sides[0].asked), len(self.sides[0].answers)])

    def close(self) -> None:
        """End both."""
        for side in self.sides:
            side.close()


def run(number: int) -> None:
    """Go the way that has this number.

    Raises:
        Difference: The two sides differ.
    """
    walk = Walk(number)
    try:
        for _ in range(STEPS):
            walk.step()
        while walk.due:
            walk.call()
        walk.calm()
    except Exception as error:
        error.add_note("\n  ".join(walk.told))
        with contextlib.suppress(Exception):  # what comes after the first difference says no more
            walk.close()
        raise
    walk.close()


def batch(number: int) -> None:
    """Go the 2,500 ways of this batch."""
    with silence():
        for way in range(number * 2500, (number + 1) * 2500):
            run(way)


def test_the_walk_makes_every_call_of_the_seam() -> None:
    """No call of a group is one that no way makes; what is answered later is known to be."""
    assert len({(group, call) for group, call, _ in CALLS}) == len(CALLS) <= SHORT * DUE
    assert {call for _, call, _ in CALLS} >= LATER
    assert len(CALLS) > 180
    assert len(SCRIPTS) > 60


def test_a_random_walk_cannot_tell_the_binding_from_the_local_side(*, long: bool) -> None:
    """60 runs, 100,000 in the long form: the same returns, the same records, each answer once."""
    if long and Rows.in_memory():
        library()  # where there is no compiler the law is skipped here; in a batch that would be a failure
        spread(batch, 40)
    else:
        with silence():
            for number in range(share(SHORT)):
                run(number)
