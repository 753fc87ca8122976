"""The children of a node: adding, removing, moving, and asking for them.

Rules: `_children_` holds the internal front children, then the ordinary ones, then the internal back ones. A change that is refused
changes nothing, logs one ERROR with the remedy and returns; what would crash the engine, or a wrong type, raises.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final, cast

from steam_nodes.object import error
from steam_nodes.object.freed import is_freed
from steam_nodes.object.object import Object
from steam_nodes.object.signal import Signal
from steam_nodes.scene import lifecycle
from steam_nodes.scene.children import NOWHERE, Siblings

if TYPE_CHECKING:
    from steam_nodes.scene.children import Run
    from steam_nodes.scene.node import Node
    from steam_nodes.scene.scene_tree import SceneTree

_PARENTED: Final = 18
_DIGITS: Final = "0123456789"


class Children(Object):
    """What a node has to do with its parent and its children; `Node` completes it."""

    INTERNAL_MODE_DISABLED: Final = 0
    INTERNAL_MODE_FRONT: Final = 1
    INTERNAL_MODE_BACK: Final = 2

    child_entered_tree: Signal[Node] = Signal("node")
    child_exiting_tree: Signal[Node] = Signal("node")
    child_order_changed: Signal[()] = Signal()

    _tree_: SceneTree | None = None
    _parent_: Node | None = None
    _children_: Siblings = Siblings()  # the shared empty one is replaced, never filled: see _insert_
    _by_name_: dict[str, Node] = {}  # noqa: RUF012  # the same
    _counted_: dict[str, dict[str, str]] | None = None
    _name_: str = ""
    _run_: Run = NOWHERE
    _place_: int = 0
    _front_: int = 0
    _back_: int = 0
    _internal_: int = 0
    _blocked_: int = 0
    _leaving_: bool = False
    _dying_: bool = False
    _born_: dict[int, Node] | None = None

    def add_child(self, node: Node, force_readable_name: bool = False, internal: int = 0) -> None:
        """Add a child as the last one; inside the tree it enters and becomes ready within this call.

        Args:
            node: A node without a parent.
            force_readable_name: Name it `Ship2` rather than `@Node@2` where its name is taken.
            internal: One of the INTERNAL_MODE_ numbers.

        Raises:
            TypeError: It is not a node.
            FreedError: It was freed.
            RuntimeError: This node is leaving the tree.
        """
        tree = self._tree_
        now = (tree is not None and tree._now) or error.active.now
        if not self._accepts_(node, "add_child", now):
            return
        node._name_ = self._free_name_(node, force_readable_name)
        self._insert_(node, internal, now)
        error.raise_loose()

    def add_sibling(self, sibling: Node, force_readable_name: bool = False) -> None:
        """Add a node to this one's parent and move it right behind this one; it is ready before it is moved.

        One that is a sibling already is moved all the same, after the ERROR that tells of it.
        """
        parent = self._parent_
        if sibling is self:
            error.complain(f"Can't add sibling {self} to itself.")
            return
        if parent is None:
            error.complain(f"add_sibling() of {self}: it has no parent. Add it to one first.")
            return
        now = error.active.now
        if not parent._accepts_(sibling, "add_sibling", now):
            if sibling._parent_ is parent and sibling._internal_ == self._internal_ and not parent._blocked_:
                # Behind the last, where it leaves its place first, is the last.
                last = parent._range_of_(self._internal_)[1] - 1
                parent._move_(sibling, min(self._index_() + 1, last))
                error.raise_loose()
            return
        sibling._name_ = parent._free_name_(sibling, force_readable_name)
        parent._insert_(sibling, self._internal_, now)
        # Its handlers may have freed either of the two.
        if not is_freed(self) and not is_freed(sibling) and sibling._parent_ is parent and self._parent_ is parent:
            parent._move_(sibling, self._index_() + 1)
        error.raise_loose()

    def remove_child(self, node: Node) -> None:
        """Remove a child; its subtree leaves the tree within this call, lives on, and can be added again.

        Raises:
            RuntimeError: The child is just entering or leaving the tree.
        """
        if self._blocked_:
            error.complain(
                f"Parent node {self} is busy adding/removing children, `remove_child()` can't be called at this time. "
                'Consider using `call_deferred("remove_child", child)` instead.'
            )
            return
        _require_node(node)
        if node._parent_ is not self:
            error.complain(f"remove_child() of {self}: {node} is not its child.")
            return
        self._detach_(node)
        error.raise_loose()

    def move_child(self, child_node: Node, to_index: int) -> None:
        """Move a child among its siblings of the same internal mode; a negative index counts from the end.

        The order of `_process` follows only when the tree next sorts its list, as in the engine.
        """
        if child_node._parent_ is not self:
            error.complain(f"Child is not a child of this node: {child_node} of {self}.")
            return
        low, high = self._range_of_(child_node._internal_)
        index = to_index + (high - low) if to_index < 0 else to_index
        if index == high - low and not child_node._internal_:
            # One place behind the last is the last, as in the engine.
            index -= 1
        if not 0 <= index < high - low:
            error.complain(f"Invalid new child index: {to_index}. {self} has {high - low} such children.")
            return
        if self._blocked_:
            error.complain(
                f"Parent node {self} is busy setting up children, `move_child()` failed. "
                'Consider using `call_deferred("move_child", child, index)` instead.'
            )
            return
        self._move_(child_node, low + index)
        error.raise_loose()

    def reparent(self, new_parent: Node, keep_global_transform: bool = True) -> None:  # Godot's signature
        """Move this node with its subtree under another parent; it leaves and enters, and is not ready anew."""
        parent = self._parent_
        if parent is None:
            error.complain(f"Node needs a parent to be reparented: {self}.")
            return
        _require_node(new_parent)
        if new_parent is parent:
            return
        if new_parent is self:
            error.complain(f"Can't reparent {self} to itself.")
            return
        node = cast("Node", self)
        owner = node._owner_
        owned = []
        if owner is not None and (owner is new_parent or owner.is_ancestor_of(new_parent)):
            owned = [each for each in owner._owned_ or () if each is node or self.is_ancestor_of(each)]
        if not parent._blocked_ and not new_parent._blocked_ and not self.is_ancestor_of(new_parent):
            # Before anything is changed: refused behind the removal, the node would be left without a parent.
            new_parent._refuse_if_unsafe_(node, "reparent", error.active.now)
        parent.remove_child(node)
        if not is_freed(node) and node._parent_ is parent:
            # It was refused, and that was told; the engine goes on, and tells as well that the child has a parent already.
            return
        new_parent.add_child(node)
        for each in owned:
            # Where the node did not get there, the owner is refused once more for each, as in the engine.
            if not is_freed(each) and not is_freed(owner):
                each.owner = owner

    def get_parent(self) -> Any:
        """Return the parent, None without one."""
        return self._parent_

    def get_children(self, include_internal: bool = False) -> list[Any]:
        """Return the children in order."""
        children = self._children_
        if not children.count:
            return []
        if include_internal or self._front_ + self._back_ == 0:
            return [*children]
        return children.between(*self._range_of_(0))

    def get_child_count(self, include_internal: bool = False) -> int:
        """Count the children."""
        return self._children_.count if include_internal else self._children_.count - self._front_ - self._back_

    def get_child(self, idx: int, include_internal: bool = False) -> Any:
        """Return a child by its index; a negative one counts from the end. None, with an ERROR, out of range."""
        low, high = (0, self._children_.count) if include_internal else self._range_of_(0)
        index = idx + (high - low) if idx < 0 else idx
        if not 0 <= index < high - low:
            error.complain(f"Index {idx} is out of bounds: {self} has {high - low} children.")
            return None
        return self._children_.at(low + index)

    def get_index(self, include_internal: bool = False) -> int:
        """Return the place among the siblings; -1 without a parent, and, with an ERROR, for an internal child that is not to count."""
        if self._parent_ is None:
            return -1
        if include_internal:
            return self._index_()
        if self._internal_:
            error.complain(f"get_index() of {self}: it is an internal child. Ask with include_internal=True.")
            return -1
        return self._index_() - self._parent_._front_

    def is_ancestor_of(self, node: Node) -> bool:
        """Whether the node lies below this one."""
        parent = node._parent_
        while parent is not None:
            if parent is self:
                return True
            parent = parent._parent_
        return False

    def _accepts_(self, node: Node, method: str, now: error.Running) -> bool:
        """Whether the node can become a child now."""
        _require_node(node)
        if node is self:
            error.complain(f"Can't add child {node} to itself.")
        elif node._parent_ is not None:
            error.complain(f"Can't add child {node} to {self}, already has a parent {node._parent_}. Call reparent() instead.")
        elif node._children_ and node.is_ancestor_of(cast("Node", self)):
            error.complain(f"Can't add child {node} to {self}: it would result in a cyclic dependency, it is already a parent of it.")
        elif self._blocked_:
            error.complain(
                f"Parent node {self} is busy setting up children, `{method}()` failed. "
                f'Consider using `call_deferred("{method}", child)` instead.'
            )
        else:
            self._refuse_if_unsafe_(node, method, now)
            if node._owner_ is not None:
                error.warn(f"Adding {node} to {self} will make its owner {node._owner_} inconsistent. Set its owner to None beforehand.")
            return True
        return False

    def _refuse_if_unsafe_(self, node: Node, method: str, now: error.Running) -> None:
        if self._leaving_:
            message = f"{method}() on {self}, which is leaving the tree: the child would stay behind. Add it before or after."
            raise RuntimeError(message)
        if now.walking and (
            node._dying_ or lifecycle.holds(node, now.walking if lifecycle.is_dying(cast("Node", self), now) else now.moving)
        ):
            message = f"{method}() of {node} to {self}: it, or what is below it, is being added, removed or deleted. Use call_deferred()."
            raise RuntimeError(message)

    def _insert_(self, node: Node, internal: int, now: error.Running) -> None:
        """Put a child in behind the others of its internal mode, and let it enter."""
        parent = cast("Node", self)
        children = self._children_
        if not children.count:
            self._children_ = children = Siblings()
            self._by_name_ = {}
        place = children.count if internal == self._back_ == 0 else self._range_of_(internal)[1]
        node._internal_ = internal
        if place == children.count:
            children.append(node)
        else:
            self._shuffle_()
            children.insert(place, node)
        if self._born_ is not None:
            self._born_[id(node)] = node
        if internal == self.INTERNAL_MODE_FRONT:
            self._front_ += 1
        elif internal == self.INTERNAL_MODE_BACK:
            self._back_ += 1
        self._by_name_[node._name_] = node
        node._parent_ = parent
        tree = self._tree_
        outer = now.collector
        if tree is not None and (outer is None or outer.tree is not tree):
            now.collector = tree._collector if outer is None else error.collector_within(outer, tree)
        walking = now.walking
        walking.append(parent)
        try:
            if node._notifiers_:
                # Taken out again at this moment it would enter without a parent.
                now.moving.append(node)
                walking.append(node)
                node.notification(_PARENTED)
                walking.pop()
                now.moving.pop()
            if self._tree_ is not None:
                lifecycle.set_tree(node, self._tree_, now)
            self._order_changed_()
        finally:
            walking.pop()
            now.collector = outer

    def _shuffle_(self) -> None:
        """Keep the order in which the children were added, before it becomes another than the one they stand in."""
        if self._born_ is None:
            self._born_ = {id(child): child for child in self._children_}

    def _move_(self, node: Node, place: int) -> None:
        """Put a child at a place among all children; whoever hears of it finds the children blocked."""
        children = self._children_
        if place < children.count and children.at(place) is node:
            return
        self._shuffle_()
        children.remove(node)
        children.insert(place, node)
        tree = self._tree_
        now = (tree is not None and tree._now) or error.active.now
        outer = now.collector
        if tree is not None:
            now.collector = error.collector_within(outer, tree)
        now.walking.append(cast("Node", self))
        try:
            if self._tree_ is not None:
                self._tree_._children_moved()
                if self._tree_._hears_changed():
                    lifecycle.call(self._tree_.tree_changed.emit)
            self._blocked_ += 1
            self._order_changed_()
            self._blocked_ -= 1
        finally:
            now.walking.pop()
            now.collector = outer

    def _detach_(self, node: Node) -> None:
        """Take a child out."""
        inside = self._tree_
        now = (inside is not None and inside._now) or error.active.now
        walking = now.walking
        if self._blocked_ or (now.moving and lifecycle.holds(node, now.moving)):
            message = f"{node} or what is below it is entering or leaving the tree; use call_deferred() or queue_free()."
            raise RuntimeError(message)
        outer = now.collector
        if inside is not None and (outer is None or outer.tree is not inside):
            now.collector = inside._collector if outer is None else error.collector_within(outer, inside)
        walking.append(node)
        try:
            self._blocked_ += 1
            if inside is not None:
                lifecycle.set_tree(node, None, now)
            if node._notifiers_:
                # A branch above that enters at this moment would take it along.
                now.moving.append(node)
                node.notification(lifecycle.UNPARENTED)
                now.moving.pop()
            self._blocked_ -= 1
            self._take_out_(node)
            self._order_changed_()
            if self._tree_ is not None:
                lifecycle.after_leaving(node)
        finally:
            walking.pop()
            now.collector = outer

    def _take_out_(self, node: Node) -> None:
        self._children_.remove(node)
        born = self._born_
        if born is not None:
            if next(reversed(born)) == id(node):
                born.popitem()
                if born:
                    # Put in anew, the last one stands right behind the others: a dictionary does not close the gaps at its end,
                    # and each look for the last one would pass over all of them.
                    number, last = born.popitem()
                    born[number] = last
            else:
                del born[id(node)]
        self._free_up_(node._name_)
        if node._internal_ == self.INTERNAL_MODE_FRONT:
            self._front_ -= 1
        elif node._internal_ == self.INTERNAL_MODE_BACK:
            self._back_ -= 1
        node._parent_ = None

    def _order_changed_(self) -> None:
        if not self._notifiers_ and self._signals_ is None:
            return
        walking = error.active.now.walking
        walking.append(cast("Node", self))
        if self._notifiers_:
            self.notification(lifecycle.CHILD_ORDER_CHANGED)
        if self._signals_ is not None:
            lifecycle.emit(cast("Node", self), "child_order_changed")
        walking.pop()

    def _range_of_(self, internal: int) -> tuple[int, int]:
        """Return where the children of an internal mode begin and end."""
        total = self._children_.count
        if internal == self.INTERNAL_MODE_FRONT:
            return 0, self._front_
        if internal == self.INTERNAL_MODE_BACK:
            return total - self._back_, total
        return self._front_, total - self._back_

    def _index_(self) -> int:
        """Return the place among all siblings, internal ones included."""
        parent = self._parent_
        if parent is None:
            return 0
        return parent._children_.place_of(cast("Node", self))

    def _last_born_(self) -> Node:
        """Return the child that was added last; there must be one."""
        return self._children_.last() if self._born_ is None else next(reversed(self._born_.values()))

    def _free_name_(self, node: Node, readable: bool) -> str:
        """Return the name a new child gets: its own if it is free."""
        taken = self._by_name_
        name = node._name_
        if name and name not in taken:
            return name
        if not readable:
            return f"@{node._engine_class_}@{next(serials)}"
        return self._count_up_(name or node._engine_class_)

    def _count_up_(self, name: str) -> str:
        """Return the name, counted up until it is free; where it was counted up before it goes on from there."""
        taken = self._by_name_
        if name not in taken:
            return name
        if self._counted_ is None:
            self._counted_ = {}
        counted = self._counted_.setdefault(name.rstrip(_DIGITS), {})
        counted[name] = found = readable_name(counted.get(name, name), taken)
        return found

    def _free_up_(self, name: str) -> None:
        """Let another child have the name; counting up begins anew where it might come by."""
        self._by_name_.pop(name, None)
        if self._counted_:
            self._counted_.pop(name.rstrip(_DIGITS), None)


serials = itertools.count(2)
"""The numbers in names such as `@Node@2`, one series for all."""


def readable_name(name: str, taken: dict[str, Any]) -> str:
    """Return the name, counted up at its end until it is free: `Foo`, `Foo2`; `Baz9`, `Baz10`; `Q007`, `Q008`."""
    while name in taken:
        stem = name.rstrip(_DIGITS)
        digits = name[len(stem) :]
        name = stem + (str(int(digits) + 1).zfill(len(digits)) if digits else "2")
    return name


def _require_node(node: object) -> None:
    if is_freed(node):
        cast("Any", node).get_name()
    if not isinstance(node, Children):
        message = f"a Node is needed here, not {type(node).__name__} {node!r}"
        raise TypeError(message)
