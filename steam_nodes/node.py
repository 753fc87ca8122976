"""Node: the building block of a game, as in Godot.

A node has a name, a parent and children. In a tree it enters, becomes ready, processes once a frame, and leaves; override the hooks
that begin with an underscore to take part. `life` keeps the order of that, `children` the adding and moving, `processing` the frame.

Rules: an untouched feature costs a node nothing. Names are unique among siblings. A method that the engine answers with an error and
null logs one ERROR with the node's path and the remedy, and returns None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from steam_nodes import error, life, message_queue
from steam_nodes.children import readable_name
from steam_nodes.duplicate import Duplicate
from steam_nodes.freed import alive
from steam_nodes.groups import Groups
from steam_nodes.object import Object
from steam_nodes.paths import Paths
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

    _has_enter_tree: ClassVar[bool] = False
    _has_ready: ClassVar[bool] = False
    _has_exit_tree: ClassVar[bool] = False

    _ready_began: bool = False
    _ready_first: bool = True
    _owned: dict[Node, None] | None = None
    _unique: bool = False
    _stored: ClassVar[tuple[str, ...]] = ("process_mode", "process_priority", "process_physics_priority", "unique_name_in_owner")

    def __init__(self, name: str = "") -> None:
        """Make a node outside of every tree."""
        if name:
            self.name = name

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Note which hooks the class overrides, so that the frame calls no empty ones."""
        super().__init_subclass__(**kwargs)
        cls._has_enter_tree = cls._enter_tree is not Node._enter_tree
        cls._has_ready = cls._ready is not Node._ready
        cls._has_exit_tree = cls._exit_tree is not Node._exit_tree
        cls._has_process = cls._process is not Node._process
        cls._has_physics_process = cls._physics_process is not Node._physics_process
        cls._has_input = tuple(hook for hook in INPUT_HOOKS if getattr(cls, hook) is not getattr(Node, hook))

    def _enter_tree(self) -> object:
        """Override to run when the node enters the tree, before its children enter."""

    def _ready(self) -> object:
        """Override to run once, when the node and all its children have entered and the children are ready."""

    def _exit_tree(self) -> object:
        """Override to run when the node leaves the tree, after its children left."""

    @property
    def name(self) -> str:
        """The name, unique among the siblings; a taken one is counted up, `. : @ / " %` become `_`."""
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        if not isinstance(value, str):
            message = f"the name of a node is a string, not {type(value).__name__} {value!r}"
            raise TypeError(message)
        value = value.translate(FORBIDDEN)
        if not value:
            error.complain(f"The name of {self} cannot be empty; it stays as it is.")
            return
        parent = self._parent
        unique = self._unique
        if unique:
            self.unique_name_in_owner = False
        if parent is not None:
            names = cast("dict[str, Node]", parent._by_name)
            del names[self._name]
            self._name = readable_name(value, names)
            names[self._name] = self
        else:
            self._name = value
        if unique:
            self.unique_name_in_owner = True
        if self._notifiers or self._children:
            life.tell_all(self, self.NOTIFICATION_PATH_RENAMED)
        tree = self._tree
        if tree is not None:
            if self._signals is not None:
                life.emit(self, "renamed")
            if tree._hears_renamed():
                life.call(tree.node_renamed.emit, self)
            if tree._hears_changed():
                life.call(tree.tree_changed.emit)
        error.raise_loose()

    def get_name(self) -> str:
        """Return the name."""
        return self._name

    def set_name(self, name: str) -> None:
        """Set the name."""
        self.name = name

    @property
    def owner(self) -> Any:
        """The root of the scene the node belongs to: an ancestor, or None."""
        return self._owner

    @owner.setter
    def owner(self, value: Node | None) -> None:
        # The old owner goes in any case, also where the new one is refused.
        self._drop_owner()
        if value is self:
            error.complain(f"{self} cannot own itself; it has no owner now.")
        elif value is not None and not value.is_ancestor_of(self):
            error.complain(f"Invalid owner for {self}. Owner must be an ancestor in the tree, {value} is not; it has no owner now.")
        elif value is not None:
            self._owner = value
            if value._owned is None:
                value._owned = {}
            value._owned[self] = None
            if self._unique:
                self._claim_name()

    @property
    def unique_name_in_owner(self) -> bool:
        """Whether `%Name` finds the node from everywhere in its owner's scene."""
        return self._unique

    @unique_name_in_owner.setter
    def unique_name_in_owner(self, value: bool) -> None:
        if value == self._unique:
            return
        self._unique = value
        if value:
            self._claim_name()
        elif self._owner is not None and self._owner._unique_names is not None and self._owner._unique_names.get(self._name) is self:
            del self._owner._unique_names[self._name]

    def get_tree(self) -> SceneTree:
        """Return the tree the node is in; None, with an ERROR, outside of every tree."""
        if self._tree is None:
            error.complain(f"get_tree() of {self}: it is not inside a tree. Ask is_inside_tree() first.")
        return cast("SceneTree", self._tree)

    def get_viewport(self) -> Window:
        """Return the root, which takes input; None outside of every tree."""
        return cast("Window", None if self._tree is None else self._tree.root)

    def is_inside_tree(self) -> bool:
        """Whether the node is in a tree."""
        return self._tree is not None

    def is_node_ready(self) -> bool:
        """Whether `_ready` was called, or is running."""
        return not self._ready_first

    def request_ready(self) -> None:
        """Have `_ready` called again when the node next enters the tree."""
        self._ready_first = True

    def queue_free(self) -> None:
        """Delete the node with its subtree at the end of the frame or physics tick; harmless twice.

        Raises:
            RuntimeError: It is the root of the tree.
        """
        if not self._queued:
            tree = self._tree or _current_tree()
            self._refuse_root(tree)
            self._queued = True
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
        parent = self._parent
        self._refuse_root(self._tree)
        if self._blocked or (parent is not None and parent._blocked) or life.holds(self):
            message = f"{self} can't be freed now: it, its parent or what is below it is being set up or removed. Use queue_free() instead."
            raise RuntimeError(message)
        self._refuse_if_locked()
        self._delete()
        error.raise_loose()

    def _refuse_root(self, tree: SceneTree | None) -> None:
        if tree is not None and tree.root is self:
            message = "the root of a tree can't be freed; call quit() or close() of the tree"
            raise RuntimeError(message)

    def _delete(self) -> None:
        life.delete(self)

    def propagate_notification(self, what: int) -> None:
        """Send a notification to this node and everything below it, parents first; children can't be added or removed meanwhile."""
        life.tell_all(self, what)
        error.raise_loose()

    def propagate_call(self, method: str, args: list[Any] | None = None, parent_first: bool = False) -> None:
        """Call the method of that name on everything below this node and on it, children first by default.

        Children can't be added or removed meanwhile.
        """
        life.call_all(self, method, args or [], parent_first=parent_first)
        error.raise_loose()

    def _claim_name(self) -> None:
        owner = self._owner
        if owner is None:
            return
        if owner._unique_names is None:
            owner._unique_names = {}
        holder = owner._unique_names.setdefault(self._name, self)
        if holder is not self:
            error.warn(
                f"Setting node name '{self._name}' to be unique within scene for '{self}', but it's already claimed by '{holder}'. "
                f"'{self}' is no longer set as having a unique name."
            )
            self._unique = False

    def _drop_owner(self) -> None:
        owner = self._owner
        if owner is None:
            return
        if self._unique and owner._unique_names is not None and owner._unique_names.get(self._name) is self:
            del owner._unique_names[self._name]
        (owner._owned or {}).pop(self, None)
        self._owner = None

    def _deferred(self) -> MessageQueue:
        return self._tree._messages if self._tree is not None else Object._deferred(self)

    def __str__(self) -> str:
        """Print as the engine does: `Ship:<Node#1234>`."""
        return f"{self._name}:<{self._engine_class}#{id(self)}>"

    def __repr__(self) -> str:
        """Show the path, or the name outside of the tree."""
        return f"<{type(self).__name__} {self._way() if self._tree is not None else self._name or '(unnamed)'}>"


def _current_tree() -> SceneTree | None:
    from steam_nodes.engine import Engine  # noqa: PLC0415  # the engine knows trees, and trees know nodes

    return Engine.get_main_loop()
