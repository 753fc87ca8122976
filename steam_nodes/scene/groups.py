"""Groups: names under which nodes are found and called together.

Rules: membership is the node's own; a tree lists only the members inside it, in tree order. A group call works on a snapshot: who is
freed or leaves the tree meanwhile is skipped, who leaves the group is still called. Who left meanwhile is one set of the tree, from the
beginning of the outermost pass, group call or input pass to its end. A member without the method is skipped silently.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from steam_nodes.object import error, message_queue
from steam_nodes.object.object import Object, notify
from steam_nodes.scene import lifecycle
from steam_nodes.scene.process_pass import in_tree_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.scene.node import Node
    from steam_nodes.scene.scene_tree import SceneTree

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
        """Return the members in tree order; sorted once until one joins or the order changes. Do not change the list."""
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


class GroupCalls(Object):
    """The part of a tree that calls groups; `SceneTree` completes it."""

    GROUP_CALL_DEFAULT: Final = 0
    GROUP_CALL_REVERSE: Final = 1
    GROUP_CALL_DEFERRED: Final = 2
    GROUP_CALL_UNIQUE: Final = 4

    _members: Members
    _unique_calls: dict[tuple[str, str], tuple[Any, ...]]
    _left_meanwhile: set[Node]
    _passes: int = 0
    _calling_unique: bool = False

    def get_nodes_in_group(self, group: str) -> list[Any]:
        """Return the members inside the tree, in tree order."""
        return list(self._members.in_order(group))

    def get_first_node_in_group(self, group: str) -> Any:
        """Return the first member in tree order, None if there is none."""
        return self._members.first(group)

    def get_node_count_in_group(self, group: str) -> int:
        """Count the members inside the tree."""
        return self._members.count(group)

    def has_group(self, name: str) -> bool:
        """Whether the group has a member inside the tree."""
        return self._members.has(name)

    def call_group(self, group: str, method: str, *args: Any) -> None:
        """Call the method of that name on every member, now and in tree order."""
        self.call_group_flags(self.GROUP_CALL_DEFAULT, group, method, *args)

    def call_group_flags(self, flags: int, group: str, method: str, *args: Any) -> None:
        """Call the method of that name on every member.

        Args:
            flags: GROUP_CALL_REVERSE for the reverse order; GROUP_CALL_DEFERRED to put the calls off; with
                GROUP_CALL_UNIQUE added to that, only the first of equal calls counts, and it runs before other deferred calls.
            group: The name of the group.
            method: The name of the method; a member without it is skipped.
            *args: Its arguments.
        """
        if flags & self.GROUP_CALL_UNIQUE and flags & self.GROUP_CALL_DEFERRED:
            if not self._members.has(group):
                return
            if self._calling_unique:
                error.complain(
                    f"A unique deferred call of '{method}' in group '{group}' is refused while such calls run. Use DEFERRED alone."
                )
            else:
                self._unique_calls.setdefault((group, method), args)
            return
        tree = cast("SceneTree", self)
        outer = error.active.collector
        error.active.collector = error.collector_within(outer, tree)
        try:
            for node in self._still_inside(self._members.in_order(group), flags):
                function = getattr(type(node), method, None)
                if function is None:
                    continue
                if flags & self.GROUP_CALL_DEFERRED:
                    tree._messages.push((node, function, args))
                else:
                    _call_member(node, function, method, args)
        finally:
            error.active.collector = outer

    def notify_group(self, group: str, notification: int) -> None:
        """Send a notification to every member."""
        self.notify_group_flags(self.GROUP_CALL_DEFAULT, group, notification)

    def notify_group_flags(self, call_flags: int, group: str, notification: int) -> None:
        """Send a notification to every member.

        Args:
            call_flags: GROUP_CALL_REVERSE for the reverse order, GROUP_CALL_DEFERRED to put it off; GROUP_CALL_UNIQUE means nothing here.
            group: The name of the group.
            notification: The number of the notification.
        """
        for node in self._still_inside(self._members.in_order(group), call_flags):
            if call_flags & self.GROUP_CALL_DEFERRED:
                cast("SceneTree", self)._messages.push((node, Object.notification, (notification,)))
            else:
                notify(node, notification)
        error.raise_loose()

    def set_group(self, group: str, property: str, value: Any) -> None:  # noqa: A002  # Godot's own name
        """Set a property of every member that has it."""
        self.set_group_flags(self.GROUP_CALL_DEFAULT, group, property, value)

    def set_group_flags(self, call_flags: int, group: str, property: str, value: Any) -> None:  # noqa: A002  # Godot's own name
        """Set a property of every member that has it.

        Args:
            call_flags: GROUP_CALL_REVERSE for the reverse order, GROUP_CALL_DEFERRED to put it off; GROUP_CALL_UNIQUE means nothing here.
            group: The name of the group.
            property: The name of the property.
            value: Its new value.
        """
        for node in self._still_inside(self._members.in_order(group), call_flags):
            if call_flags & self.GROUP_CALL_DEFERRED:
                node.set_deferred(property, value)
            else:
                lifecycle.call(node.set, property, value)
        error.raise_loose()

    def _still_inside(self, nodes: list[Node], flags: int = 0) -> Iterator[Node]:
        """Give the nodes one by one, without those that leave the tree meanwhile, also if they come back."""
        self._pass_begins()
        left = self._left_meanwhile
        try:
            # A copy: the caller's list may be a kept one that changes.
            for node in [*(reversed(nodes) if flags & self.GROUP_CALL_REVERSE else nodes)]:
                if node not in left:
                    yield node
        finally:
            self._pass_ends()

    def _pass_begins(self) -> None:
        """Note who leaves the tree from now on; passes inside passes share one note, as in the engine."""
        self._passes += 1

    def _pass_ends(self) -> None:
        self._passes -= 1
        if not self._passes:
            self._left_meanwhile.clear()

    def _flush_unique_calls(self) -> None:
        calls, self._unique_calls = self._unique_calls, {}
        self._calling_unique = True
        for (group, method), args in calls.items():
            self.call_group(group, method, *args)
        self._calling_unique = False


def _call_member(node: Node, function: Any, method: str, args: tuple[Any, ...]) -> None:
    try:
        function(node, *args)
    except Exception as failure:
        text = message_queue.miscall(failure, function, args, with_self=True)
        if text is None:
            error.take(failure)
        else:
            error.complain(f"Error calling group method on node {node}: '{method}': {text}")
