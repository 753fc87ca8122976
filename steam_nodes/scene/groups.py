"""Groups: names under which nodes are found and called together.

Rules: membership is the node's own; a tree lists only the members inside it, in tree order. A group call works on a snapshot: who is
freed or leaves the tree meanwhile is skipped, who leaves the group is still called. Who left meanwhile is one set of the tree, from the
beginning of the outermost pass, group call or input pass to its end. A member without the method is skipped silently.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.object import error, message_queue
from steam_nodes.object.object import Object, notify
from steam_nodes.scene import lifecycle
from steam_nodes.scene.process_pass import in_tree_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steam_nodes.object.message_queue import MessageQueue
    from steam_nodes.scene.node import Node
    from steam_nodes.scene.scene_tree import SceneTree

REVERSE: Final = 1
DEFERRED: Final = 2
UNIQUE: Final = 4

_NOBODY: Final[list[Node]] = []


class _Order:
    """The members of a group as they were sorted, those among them who are members no more, and how many of these lead it."""

    __slots__ = ("left", "nodes", "skipped")

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self.left = False
        self.skipped = 0


class Members:
    """The members of each group inside one tree."""

    __slots__ = ("_nodes", "_order")

    def __init__(self) -> None:
        """Start with no group."""
        self._nodes: dict[str, dict[Node, None]] = {}
        self._order: dict[str, _Order] = {}

    def add(self, group: str, node: Node) -> None:
        """Note a member."""
        self._nodes.setdefault(group, {})[node] = None
        self._order.pop(group, None)

    def discard(self, group: str, node: Node) -> None:
        """Forget a member."""
        members = self._nodes.get(group)
        if members is not None:
            members.pop(node, None)
            if not members:
                del self._nodes[group]
                self._order.pop(group, None)
            elif group in self._order:
                self._order[group].left = True

    def moved(self) -> None:
        """Note that nodes changed places; those that come and go leave the order of the others as it is."""
        self._order.clear()

    def count(self, group: str) -> int:
        """Count the members."""
        return len(self._nodes.get(group, ()))

    def has(self, group: str) -> bool:
        """Whether the group has a member."""
        return group in self._nodes

    def in_order(self, group: str) -> list[Node]:
        """Return the members in tree order; sorted once until one joins or the order changes, and another list then."""
        members = self._nodes.get(group)
        if members is None:
            return _NOBODY
        order = self._sorted(group, members)
        if order.left:
            self._order[group] = order = _Order([node for node in order.nodes if node in members])
        return order.nodes

    def first(self, group: str) -> Node | None:
        """Return the first member in tree order, None if there is none."""
        members = self._nodes.get(group)
        if members is None:
            return None
        order = self._sorted(group, members)
        # Who takes the first one out again and again passes over each but once.
        while order.nodes[order.skipped] not in members:
            order.skipped += 1
        return order.nodes[order.skipped]

    def _sorted(self, group: str, members: dict[Node, None]) -> _Order:
        order = self._order.get(group)
        if order is None:
            order = self._order[group] = _Order(in_tree_order(members))
        return order


class Leavers:
    """Who left the tree since the beginning of the outermost pass, group call or input pass; passes inside passes share it.

    The tree adds to `left` who leaves while `passes` are under way.
    """

    __slots__ = ("left", "passes")

    def __init__(self) -> None:
        """Start outside of every pass."""
        self.left: set[Node] = set()
        self.passes: int = 0

    def begin(self) -> None:
        """Begin a pass."""
        self.passes += 1

    def end(self) -> None:
        """End a pass; behind the outermost one nobody has left any more."""
        self.passes -= 1
        if not self.passes:
            self.left.clear()

    def still_inside(self, nodes: Sequence[Node]) -> Iterator[Node]:
        """Give nodes one by one, without those that leave the tree meanwhile, also if they come back.

        Args:
            nodes: The nodes, in a list that does not change.
        """
        self.begin()
        left = self.left
        try:
            for node in nodes:
                if node not in left:
                    yield node
        finally:
            self.end()


class GroupCalls:
    """The calls of a tree to the members of its groups.

    Args:
        members: Its groups.
        leavers: Who leaves it.
        messages: Its deferred calls.
    """

    __slots__ = ("_calling_unique", "_leavers", "_members", "_messages", "unique")

    def __init__(self, members: Members, leavers: Leavers, messages: MessageQueue) -> None:
        """Start with nothing put off."""
        self._members = members
        self._leavers = leavers
        self._messages = messages
        self._calling_unique = False
        self.unique: dict[tuple[str, str], tuple[Any, ...]] = {}
        """The unique calls that wait: their arguments by group and method."""

    def call(self, tree: SceneTree, flags: int, group: str, method: str, args: tuple[Any, ...]) -> None:
        """Call the method of that name on every member; see `SceneTree.call_group_flags`."""
        if flags & UNIQUE and flags & DEFERRED:
            self._call_unique(group, method, args)
            return
        if flags & DEFERRED:
            for node in self._inside(flags, group):
                function = getattr(type(node), method, None)
                if function is not None:
                    self._messages.push((node, function, args))
            return
        nodes = self._members.in_order(group)
        now = error.active.now
        outer = now.collector
        now.collector = error.collector_within(outer, tree)
        self._leavers.begin()
        try:
            self._call_each(nodes[::-1] if flags & REVERSE else nodes, method, args)
        finally:
            self._leavers.end()
            now.collector = outer

    def _call_each(self, nodes: Sequence[Node], method: str, args: tuple[Any, ...]) -> None:
        """Call the method of each node, without those that leave meanwhile; after one that failed the loop goes on."""
        left = self._leavers.left
        rest = iter(nodes)
        # To take a tuple apart for a call costs more than the call: none and one are the most usual by far.
        count, first = len(args), args[0] if args else None
        # Neighbours are mostly of one class: its method is looked up once for all of them.
        known = function = None
        while True:
            try:
                for node in rest:
                    cls = node.__class__
                    if cls is not known:
                        known, function = cls, getattr(cls, method, None)
                    if function is None or (left and node in left):
                        continue
                    if not count:
                        function(node)
                    elif count == 1:
                        function(node, first)
                    else:
                        function(node, *args)
            except Exception as failure:
                _tell_failure(node, failure, function, method, args)
            else:
                return

    def _call_unique(self, group: str, method: str, args: tuple[Any, ...]) -> None:
        if not self._members.has(group):
            return
        if self._calling_unique:
            error.complain(f"A unique deferred call of '{method}' in group '{group}' is refused while such calls run. Use DEFERRED alone.")
        else:
            self.unique.setdefault((group, method), args)

    def flush_unique(self, tree: SceneTree) -> None:
        """Make the unique calls that wait."""
        calls, self.unique = self.unique, {}
        self._calling_unique = True
        for (group, method), args in calls.items():
            self.call(tree, 0, group, method, args)
        self._calling_unique = False

    def notify(self, flags: int, group: str, notification: int) -> None:
        """Send a notification to every member; see `SceneTree.notify_group_flags`."""
        for node in self._inside(flags, group):
            if flags & DEFERRED:
                self._messages.push((node, Object.notification, (notification,)))
            else:
                notify(node, notification)
        error.raise_loose()

    def set_property(self, flags: int, group: str, name: str, value: Any) -> None:
        """Set a property of every member that has it; see `SceneTree.set_group_flags`."""
        for node in self._inside(flags, group):
            if flags & DEFERRED:
                node.set_deferred(name, value)
            else:
                lifecycle.call(node.set, name, value)
        error.raise_loose()

    def _inside(self, flags: int, group: str) -> Iterator[Node]:
        nodes = self._members.in_order(group)
        return self._leavers.still_inside(nodes[::-1] if flags & REVERSE else nodes)


def _tell_failure(node: Node, failure: Exception, function: Any, method: str, args: tuple[Any, ...]) -> None:
    """Collect what a method raised; a wrong number of arguments is one ERROR."""
    text = message_queue.miscall(failure, function, args, with_self=True)
    if text is None:
        error.take(failure)
    else:
        error.complain(f"Error calling group method on node {node}: '{method}': {text}")
