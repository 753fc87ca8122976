"""Node: the building block of a game, as in Godot.

A node has a name, a parent and children. In a tree it enters, becomes ready, processes once a frame, and leaves; override the hooks
that begin with an underscore to take part. `life` keeps the order of that, `children` the adding and moving, `processing` the frame.

Rules: an untouched feature costs a node nothing. Names are unique among siblings. A method that the engine answers with an error and
null logs one ERROR with the node's path and the remedy, and returns None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from steam_nodes import error, life, message_queue
from steam_nodes.duplicate import Duplicate
from steam_nodes.freed import alive
from steam_nodes.groups import Groups
from steam_nodes.object import Object
from steam_nodes.paths import Paths
from steam_nodes.plain_text import plain
from steam_nodes.processing import INPUT_HOOKS, Processing
from steam_nodes.signal import Signal

if TYPE_CHECKING:
    from steam_nodes.message_queue import MessageQueue
    from steam_nodes.scene_tree import SceneTree
    from steam_nodes.window import Window

FORBIDDEN: Final = str.maketrans(dict.fromkeys('.:@/"%', "_"))
"""What a name can't have, and what becomes of it."""


class Node(Processing, Groups, Paths, Duplicate):
    """A node of the tree.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_node.html.

    Args:
        name: The name; without one the node gets one when it is added, such as `@Node@2`.
    """

    NOTIFICATION_ENTER_TREE: Final = 10
    NOTIFICATION_EXIT_TREE: Final = 11
    NOTIFICATION_READY: Final = 13
    NOTIFICATION_PAUSED: Final = 14
    NOTIFICATION_UNPAUSED: Final = 15
    NOTIFICATION_PHYSICS_PROCESS: Final = 16
    NOTIFICATION_PROCESS: Final = 17
    NOTIFICATION_PARENTED: Final = 18
    NOTIFICATION_UNPARENTED: Final = 19
    NOTIFICATION_SCENE_INSTANTIATED: Final = 20
    NOTIFICATION_PATH_RENAMED: Final = 23
    NOTIFICATION_CHILD_ORDER_CHANGED: Final = 24
    NOTIFICATION_INTERNAL_PROCESS: Final = 25
    NOTIFICATION_INTERNAL_PHYSICS_PROCESS: Final = 26
    NOTIFICATION_POST_ENTER_TREE: Final = 27
    NOTIFICATION_DISABLED: Final = 28
    NOTIFICATION_ENABLED: Final = 29

    ready: Signal[()] = Signal()
    renamed: Signal[()] = Signal()
    tree_entered: Signal[()] = Signal()
    tree_exiting: Signal[()] = Signal()
    tree_exited: Signal[()] = Signal()

    _has_enter_tree_: ClassVar[bool] = False
    _has_ready_: ClassVar[bool] = False
    _has_exit_tree_: ClassVar[bool] = False

    _ready_began_: bool = False
    _ready_first_: bool = True
    _owned_: dict[Node, None] | None = None
    _unique_: bool = False
    _stored_: ClassVar[tuple[str, ...]] = ("process_mode", "process_priority", "process_physics_priority", "unique_name_in_owner")

    def __init__(self, name: str = "") -> None:
        """Make a node outside of every tree."""
        if name:
            self.name = name

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Note which hooks the class overrides, so that the frame calls no empty ones."""
        super().__init_subclass__(**kwargs)
        cls._has_enter_tree_ = cls._enter_tree is not Node._enter_tree
        cls._has_ready_ = cls._ready is not Node._ready
        cls._has_exit_tree_ = cls._exit_tree is not Node._exit_tree
        cls._has_process_ = cls._process is not Node._process
        cls._has_physics_process_ = cls._physics_process is not Node._physics_process
        cls._has_input_ = tuple(hook for hook in INPUT_HOOKS if getattr(cls, hook) is not getattr(Node, hook))

    def _enter_tree(self) -> object:
        """Override to run when the node enters the tree, before its children enter."""

    def _ready(self) -> object:
        """Override to run once, when the node and all its children have entered and the children are ready."""

    def _exit_tree(self) -> object:
        """Override to run when the node leaves the tree, after its children left."""

    @property
    def name(self) -> str:
        """The name, unique among the siblings; a taken one is counted up, `. : @ / " %` become `_`."""
        return self._name_

    @name.setter
    def name(self, value: str) -> None:
        if not isinstance(value, str):
            message = f"the name of a node is a string, not {type(value).__name__} {value!r}"
            raise TypeError(message)
        value = value.translate(FORBIDDEN)
        if not value:
            error.complain(f"The name of {self} cannot be empty; it stays as it is.")
            return
        parent = self._parent_
        unique = self._unique_
        if unique:
            self.unique_name_in_owner = False
        if parent is not None:
            parent._free_up_(self._name_)
            self._name_ = parent._count_up_(value)
            cast("dict[str, Node]", parent._by_name_)[self._name_] = self
        else:
            self._name_ = value
        if unique:
            self.unique_name_in_owner = True
        if self._notifiers_ or self._children_:
            life.tell_all(self, self.NOTIFICATION_PATH_RENAMED)
        tree = self._tree_
        if tree is not None:
            if self._signals_ is not None:
                life.emit(self, "renamed")
            if tree._hears_renamed():
                life.call(tree.node_renamed.emit, self)
            if tree._hears_changed():
                life.call(tree.tree_changed.emit)
        error.raise_loose()

    def get_name(self) -> str:
        """Return the name."""
        return self._name_

    def set_name(self, name: str) -> None:
        """Set the name."""
        self.name = name

    @property
    def owner(self) -> Any:
        """The root of the scene the node belongs to: an ancestor, or None."""
        return self._owner_

    @owner.setter
    def owner(self, value: Node | None) -> None:
        # The old owner goes in any case, also where the new one is refused.
        self._drop_owner_()
        if value is self:
            error.complain(f"{self} cannot own itself; it has no owner now.")
        elif value is not None and not value.is_ancestor_of(self):
            error.complain(f"Invalid owner for {self}. Owner must be an ancestor in the tree, {value} is not; it has no owner now.")
        elif value is not None:
            self._owner_ = value
            if value._owned_ is None:
                value._owned_ = {}
            value._owned_[self] = None
            if self._unique_:
                self._claim_name_()

    @property
    def unique_name_in_owner(self) -> bool:
        """Whether `%Name` finds the node from everywhere in its owner's scene."""
        return self._unique_

    @unique_name_in_owner.setter
    def unique_name_in_owner(self, value: bool) -> None:
        if value == self._unique_:
            return
        self._unique_ = value
        if value:
            self._claim_name_()
        elif self._owner_ is not None and self._owner_._unique_names_ is not None and self._owner_._unique_names_.get(self._name_) is self:
            del self._owner_._unique_names_[self._name_]

    def get_tree(self) -> SceneTree:
        """Return the tree the node is in; None, with an ERROR, outside of every tree."""
        if self._tree_ is None:
            error.complain(f"get_tree() of {self}: it is not inside a tree. Ask is_inside_tree() first.")
        return cast("SceneTree", self._tree_)

    def get_viewport(self) -> Window:
        """Return the root, which takes input; None outside of every tree."""
        return cast("Window", None if self._tree_ is None else self._tree_.root)

    def is_inside_tree(self) -> bool:
        """Whether the node is in a tree."""
        return self._tree_ is not None

    def is_node_ready(self) -> bool:
        """Whether `_ready` was called, or is running."""
        return not self._ready_first_

    def request_ready(self) -> None:
        """Have `_ready` called again when the node next enters the tree."""
        self._ready_first_ = True

    def queue_free(self) -> None:
        """Delete the node with its subtree at the end of the frame or physics tick; harmless twice.

        Raises:
            RuntimeError: It is the root of the tree.
        """
        if not self._queued_:
            tree = self._tree_ or _current_tree()
            self._refuse_root_(tree)
            self._queued_ = True
            if tree is None:
                message_queue.current.queue.push(alive(self), life.delete, ())
            else:
                tree._to_delete.append(self)

    def free(self) -> None:
        """Delete the node with its subtree now.

        Raises:
            RuntimeError: One of its methods or emissions is running, it, its parent or what is below it is busy, or it is the root;
                use `queue_free`.
        """
        self._refuse_root_(self._tree_)
        self._refuse_if_busy_()
        self._refuse_if_locked_()
        self._delete_()
        error.raise_loose()

    def _refuse_root_(self, tree: SceneTree | None) -> None:
        if tree is not None and tree.root is self:
            message = "the root of a tree can't be freed; call quit() or close() of the tree"
            raise RuntimeError(message)

    def _refuse_if_busy_(self) -> None:
        parent = self._parent_
        if self._blocked_ or (parent is not None and parent._blocked_) or life.holds(self):
            message = f"{self} can't be freed now: it, its parent or what is below it is being set up or removed. Use queue_free() instead."
            raise RuntimeError(message)

    def _delete_(self) -> None:
        life.delete(self)

    def propagate_notification(self, what: int) -> None:
        """Send a notification to this node and everything below it, parents first; children can't be added or removed meanwhile."""
        life.walking.append(self)
        try:
            life.tell_all(self, what)
        finally:
            life.walking.pop()
        error.raise_loose()

    def propagate_call(self, method: str, args: list[Any] | None = None, parent_first: bool = False) -> None:
        """Call the method of that name on everything below this node and on it, children first by default.

        Children can't be added or removed meanwhile.
        """
        life.walking.append(self)
        try:
            life.call_all(self, method, args or [], parent_first=parent_first)
        finally:
            life.walking.pop()
        error.raise_loose()

    def _claim_name_(self) -> None:
        owner = self._owner_
        if owner is None:
            return
        if owner._unique_names_ is None:
            owner._unique_names_ = {}
        holder = owner._unique_names_.setdefault(self._name_, self)
        if holder is not self:
            error.warn(
                f"Setting node name '{self._name_}' to be unique within scene for '{self}', but it's already claimed by '{holder}'. "
                f"'{self}' is no longer set as having a unique name."
            )
            self._unique_ = False

    def _drop_owner_(self) -> None:
        owner = self._owner_
        if owner is None:
            return
        if self._unique_ and owner._unique_names_ is not None and owner._unique_names_.get(self._name_) is self:
            del owner._unique_names_[self._name_]
        (owner._owned_ or {}).pop(self, None)
        self._owner_ = None

    def _deferred_(self) -> MessageQueue:
        return self._tree_._messages if self._tree_ is not None else Object._deferred_(self)

    def __str__(self) -> str:
        """Print as the engine does: `Ship:<Node#1234>`."""
        return f"{self._name_}:<{self._engine_class_}#{id(self)}>"

    def __repr__(self) -> str:
        """Show the path, or the name outside of the tree."""
        return f"<{type(self).__name__} {plain(self._way_() if self._tree_ is not None else self._name_ or '(unnamed)')}>"


def _current_tree() -> SceneTree | None:
    from steam_nodes.engine import Engine  # noqa: PLC0415  # the engine knows trees, and trees know nodes

    return Engine.get_main_loop()
