"""The programs of the plain model's law: what happens when, as data, and how one is run on the library and on the model alike.

A program sets up a few nodes and has rules: "at the n-th time that this moment comes, do this". Every moment writes a line with the node's
state. Rules: a program draws nothing at random and holds no names but its own, so both sides print the same lines if they behave the same.
What one side refuses or complains about becomes a line too.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tests.support.plain_signals import Boom

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TICK: Final = 1 / 64
NODES: Final = 5

KINDS: Final = {
    "Full": ("_enter_tree", "_ready", "_exit_tree", "_process", "_physics_process", "_notification"),
    "Plain": ("_enter_tree", "_ready", "_exit_tree", "_process", "_physics_process"),
    "Ready": ("_ready",),
    "Listener": ("_notification",),
    "Clock": ("_process",),
}
"""The classes of nodes by the hooks they override; a Clock is a Timer."""

WATCHED: Final = ("ready", "tree_entered", "tree_exiting", "tree_exited", "child_entered_tree", "child_exiting_tree", "child_order_changed")
TREE_SIGNALS: Final = ("process_frame", "physics_frame", "node_added", "node_removed", "tree_changed")

_LIFE: Final = (
    *("_enter_tree", "_ready", "_exit_tree", "tree_entered", "ready", "tree_exiting", "tree_exited", "child_entered_tree"),
    *("child_exiting_tree", "child_order_changed", "node_added", "node_removed", "tree_changed"),
    *(f"_notification {what}" for what in (1, 3, 10, 11, 13, 18, 19, 24, 27)),
)
_PASSES: Final = (
    "_process",
    "_physics_process",
    "_process",
    "_notification 16",
    "_notification 17",
    "_notification 25",
    "_notification 26",
)
_PLAIN: Final = ("between", "process_frame", "physics_frame")
_ANSWERS: Final = ("heard", "called", "waits", "resumed", "resumed longer", "heard and waits")
_CLOCKS: Final = ("timeout", "create_timer", *(f"_notification {what}" for what in (14, 15, 28, 29)))

_TREE: Final = ("add_child", "remove_child", "reparent", "move_child", "add_sibling", "queue_free", "free", "make")
_SWITCHES: Final = ("set_process", "set_physics_process", "set_process_internal", "set_physics_process_internal")
_ORDER: Final = ("process_priority", "process_physics_priority", "process_mode", *_SWITCHES)
_SIGNALS: Final = ("connect", "connect", "emit", "emit", "disconnect", "await", "await_longer", "await_frame")
_GROUPS: Final = ("add_to_group", "remove_from_group", "call_group", "call_group", "members")
_TIME: Final = ("create_timer", "start", "stop", "paused", "process_mode", "call_deferred", "set_deferred", "await_frame")
_REST: Final = ("request_ready", "raise", "quit")

THEMES: Final = (
    ((*_LIFE, *_PASSES[:2], "between", "between"), (*_TREE, "request_ready", "call_deferred")),
    ((*_PASSES, *_PLAIN, *_PLAIN), (*_ORDER, "move_child", "move_child", "add_child", "remove_child", "queue_free", "paused")),
    ((*_ANSWERS, *_ANSWERS, "_process", *_PLAIN), (*_SIGNALS, "free", "queue_free", "make", "call_deferred")),
    ((*_ANSWERS[:2], "called", *_PASSES[:2], *_PLAIN, "_enter_tree", "_exit_tree"), (*_GROUPS, *_TREE[:4], "queue_free", "free")),
    ((*_CLOCKS, *_PASSES, *_PLAIN, "called", "resumed"), (*_TIME, "remove_child", "add_child", "queue_free", "set_process")),
    ((*_LIFE, *_PASSES, *_PLAIN, *_ANSWERS, *_CLOCKS), (*_TREE, *_ORDER, *_SIGNALS, *_GROUPS, *_TIME, *_REST)),
)
"""What a program is about: the moments and the operations its rules are drawn from; a few that often meet find more than all at once."""

DEFERRABLE: Final = ("called", "queue_free", "free", "add_child", "remove_child", "reparent")
FLAGS: Final = (0, 1, 4, 8, 16, 12, 5, 17, 20, 9)
TIMES: Final = (0.0, TICK, 1.5 * TICK, 2 * TICK, -TICK)
DELTAS: Final = (TICK, TICK, 2 * TICK, 0.0, TICK / 2)

_NOWHERE: Final = ("start", "node_added", "node_removed", "tree_changed", "create_timer", *_PLAIN)

SELF: Final = NODES
PARENT: Final = NODES + 1
ROOT: Final = NODES + 2


class Rule(NamedTuple):
    """One thing to do.

    Args:
        moment: When.
        nth: At which time it comes, from 0.
        operation: What to do.
        node: With which node: a number, or SELF, PARENT, ROOT as seen from the node of the moment.
        other: The other node, if it takes two.
        number: A small number, read as the operation needs.
    """

    moment: str
    nth: int
    operation: str
    node: int
    other: int
    number: int


@dataclass(frozen=True)
class Program:
    """All of one run.

    Args:
        nodes: For each node its kind, and the number of its parent: one that comes before it, SELF for none, ROOT.
        watched: Whether the signals of the nodes are listened to, and those of the tree.
        deltas: For each frame the place of its delta in DELTAS.
        rules: What happens.
    """

    nodes: tuple[tuple[str, int], ...]
    watched: tuple[bool, bool]
    deltas: tuple[int, ...]
    rules: tuple[Rule, ...]


def program(choose: Callable[[Sequence[Any]], Any]) -> Program:
    """Make a program.

    Args:
        choose: Chooses one of several; the first is the simplest.
    """
    moments, operations = choose(THEMES)
    numbers = range(NODES)
    here = (*numbers, SELF, SELF, PARENT, ROOT)
    nodes = tuple((choose(tuple(KINDS)), choose((ROOT, *range(number), *range(number), SELF))) for number in numbers)
    rules = []
    for _ in range(choose(range(4)) * 8):
        moment = choose(("start", "start", "start", *moments))
        places = numbers if moment in _NOWHERE else here
        rules.append(
            Rule(
                moment,
                0 if moment == "start" else choose((0, 0, 0, 1, 1, 2, 3)),
                choose(operations),
                choose(places),
                choose(places),
                choose(range(20)),
            )
        )
    deltas = tuple(choose(range(len(DELTAS))) for _ in range(choose((2, 1, 3, 4))))
    return Program(nodes, (choose((False, True)), choose((False, True))), deltas, tuple(rules))


class World:
    """One side of a run; subclasses know how to make a node and what a node is."""

    tree: Any

    def __init__(self, program: Program) -> None:
        """Get ready."""
        self.program = program
        self.lines: list[str] = []
        self.nodes: list[Any] = []
        self.times: dict[str, int] = defaultdict(int)
        self.rules: dict[tuple[str, int], list[Rule]] = defaultdict(list)
        self.in_frame = False
        for rule in program.rules:
            self.rules[rule.moment, rule.nth].append(rule)

    def make(self, kind: str) -> Any:
        """Make a node."""
        raise NotImplementedError

    def is_valid(self, node: Any) -> bool:
        """Whether it lives."""
        raise NotImplementedError

    def bound(self, method: Any, *args: Any) -> Any:
        """Bind arguments to a method."""
        raise NotImplementedError

    def frame(self, delta: float) -> tuple[bool, int]:
        """Run a frame; say whether the tree goes on, and how many errors of scripts there were."""
        raise NotImplementedError

    def close(self) -> int:
        """End the tree; say how many errors of scripts there were."""
        raise NotImplementedError

    def play(self) -> list[str]:
        """Run the program."""
        for number, (kind, parent) in enumerate(self.program.nodes):
            self.nodes.append(self._made(kind, number))
            above = self._found(parent, None)
            if above is not None and self.is_valid(above) and self.is_valid(self.nodes[number]):
                above.add_child(self.nodes[number])
        if self.program.watched[1]:
            self._watch(self.tree, None, TREE_SIGNALS)
        else:
            self._watch(self.tree, None, TREE_SIGNALS[:2])
        self.at("start", None)
        for delta in self.program.deltas:
            self.at("between", None)
            self.in_frame = True
            goes_on, failures = self.frame(DELTAS[delta])
            self.in_frame = False
            self.lines.append(f"frame {goes_on} {failures}")
            if not goes_on:
                break
        else:
            self.lines.append(f"close {self.close()}")
        self.lines.append(" ".join(self._shown(node) for node in self.nodes))
        return self.lines

    def at(self, moment: str, node: Any, *args: Any) -> None:
        """Write a line for a moment, and do what is to be done at it."""
        time = self.times[moment]
        self.times[moment] += 1
        shown = " ".join(self._shown(each) for each in (node, *args))
        self.lines.append(f"{moment}: {shown}")
        for rule in self.rules.get((moment, time), ()):
            self._do(rule, node)

    def complain(self) -> None:
        """Note an error that was printed."""
        self.lines.append("ERROR")

    def _made(self, kind: str, number: int) -> Any:
        node = self.make(kind)
        node.number = number
        if self.program.watched[0]:
            self._watch(node, node, WATCHED)
        if kind == "Clock":
            self._watch(node, node, ("timeout",))
        return node

    def _watch(self, owner: Any, node: Any, signals: tuple[str, ...]) -> None:
        for name in signals:
            getattr(owner, name).connect(self._listener(name, node))

    def _listener(self, name: str, node: Any) -> Any:
        return lambda *args: self.at(name, node, *args)

    def _shown(self, thing: Any) -> str:
        if thing is None or isinstance(thing, (int, float, str, list)):
            return repr(thing)
        if thing is self.tree:
            return "tree"
        if not self.is_valid(thing):
            return "freed"
        if thing is self.tree.root:
            return "root"
        state = "".join(letter for letter, is_so in self.state(thing) if is_so)
        children = "".join(str(child.number) for child in self.children(thing))
        return f"{thing.number}{state}[{children}]"

    def state(self, node: Any) -> tuple[tuple[str, bool], ...]:
        """Return what is true of a node."""
        raise NotImplementedError

    def children(self, node: Any) -> list[Any]:
        """Return the children."""
        raise NotImplementedError

    def _found(self, number: int, here: Any) -> Any:
        """Return the node that a rule means, None if there is none."""
        if number == ROOT:
            return self.tree.root
        if number < NODES:
            return self.nodes[number] if number < len(self.nodes) else None
        if here is None or not self.is_valid(here):
            return None
        return here if number == SELF else self.parent(here)

    def parent(self, node: Any) -> Any:
        """Return the parent."""
        raise NotImplementedError

    def _do(self, rule: Rule, here: Any) -> None:
        node, other = self._found(rule.node, here), self._found(rule.other, here)
        self.lines.append(f"  {rule.operation} {rule.node} {rule.other} {rule.number}")
        if node is None or not self.is_valid(node):
            if rule.operation == "make" and node is not None and node is not self.tree.root:
                self.nodes[rule.node] = self._made(self.program.nodes[rule.node][0], rule.node)
            return
        try:
            self.perform(rule.operation, node, other if other is not None and self.is_valid(other) else None, rule.number)
        except RuntimeError:
            self.lines.append("  refused")

    def perform(self, operation: str, node: Any, other: Any, number: int) -> None:  # noqa: C901, PLR0912  # a list of cases
        """Do one thing."""
        tree = self.tree
        on = bool(number % 2)
        match operation:
            case "queue_free" | "free" | "request_ready":
                getattr(node, operation)()
            case "remove_child" if self.parent(node) is not None:
                self.parent(node).remove_child(node)
            case "move_child" if self.parent(node) is not None:
                self.parent(node).move_child(node, number - 1)
            case "add_child" | "reparent" | "add_sibling" if other not in (None, tree.root):
                getattr(node, operation)(other)
            case "process_mode" | "process_priority" | "process_physics_priority" if node is not tree.root:
                setattr(node, operation, number % 5)
            case "set_process" | "set_physics_process" | "set_process_internal" | "set_physics_process_internal":
                getattr(node, operation)(on)
            case "add_to_group" | "remove_from_group":
                getattr(node, operation)("g")
            case "call_deferred":
                self._defer(node, other, number)
            case "set_deferred" if node is not tree.root:
                node.set_deferred("process_mode" if on else "process_priority", number % 5)
            case "connect" | "disconnect" | "emit" if node is not tree.root:
                self._signal(operation, node, other, number)
            case "await" | "await_longer" if node is not tree.root and other not in (None, tree.root):
                (node.waits if operation == "await" else node.waits_longer)(other.sig)
            case "await_frame" if node is not tree.root:
                node.waits(tree.process_frame)
            case "start" | "stop" if self.is_clock(node):
                node.one_shot = on
                node.stop() if operation == "stop" else node.start(TIMES[1:4][number % 3])
            case "paused":
                tree.paused = on
            case "quit":
                tree.quit()
            case "call_group":
                self.call_group(number % 8, self.lines.__len__() % 100)
            case "members":
                self.lines.append("  " + " ".join(self._shown(each) for each in self.members()))
            case "create_timer":
                self.create_timer(TIMES[number % 5], number < 3, on).connect(self._listener("create_timer", None))
            case "raise" if self.in_frame:
                raise Boom

    def _defer(self, node: Any, other: Any, number: int) -> None:
        method = DEFERRABLE[number % len(DEFERRABLE)]
        if method in ("called", "queue_free", "free"):
            if node is not self.tree.root:
                node.call_deferred(method)
        elif other not in (None, self.tree.root):
            node.call_deferred(method, other)

    def _signal(self, operation: str, node: Any, other: Any, number: int) -> None:
        if operation == "emit":
            node.sig.emit(*range(number % 3))
        elif other is not None and other is not self.tree.root:
            target = other.heard_and_waits if number % 4 == 3 else other.heard
            if number % 4 == 2:
                target = self.bound(target, "bound")
            if operation == "connect":
                flags = FLAGS[number % len(FLAGS)]
                self.lines.append(f"  {int(node.sig.connect(target, flags))}")
            else:
                node.sig.disconnect(target)

    def is_clock(self, node: Any) -> bool:
        """Whether it is a Timer."""
        raise NotImplementedError

    def call_group(self, flags: int, argument: int) -> None:
        """Call `called` of the group."""
        raise NotImplementedError

    def members(self) -> list[Any]:
        """Return the group in order."""
        raise NotImplementedError

    def create_timer(self, seconds: float, always: bool, in_physics: bool) -> Any:
        """Make a timer of the tree and return its signal."""
        raise NotImplementedError
