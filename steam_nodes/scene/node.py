"""Node: the building block of a game, as in Godot.

A node has a name, a parent and children. In a tree it enters, becomes ready, processes once a frame, and leaves; override the hooks
that begin with an underscore to take part. `life` keeps the order of that, `children` the adding and moving, `processing` the frame.

Rules: an untouched feature costs a node nothing. Names are unique among siblings. A method that the engine answers with an error and
null logs one ERROR with the node's path and the remedy, and returns None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from steam_nodes.object import error, message_queue
from steam_nodes.object.callable import Callable
from steam_nodes.object.freed import is_freed
from steam_nodes.object.plain_text import plain
from steam_nodes.object.signal import Signal
from steam_nodes.scene import lifecycle
from steam_nodes.scene.duplicate import Duplicate
from steam_nodes.scene.groups import Groups
from steam_nodes.scene.paths import Paths
from steam_nodes.scene.processing import INPUT_HOOKS, Processing

if TYPE_CHECKING:
    from steam_nodes.object.message_queue import Call
    from steam_nodes.scene.scene_tree import SceneTree
    from steam_nodes.scene.tween.tween import Tween
    from steam_nodes.scene.viewport import Window

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
    # The library sends none of those below: the host has the window, and may send them with `propagate_notification`.
    NOTIFICATION_MOVED_IN_PARENT: Final = 12
    NOTIFICATION_DRAG_BEGIN: Final = 21
    NOTIFICATION_DRAG_END: Final = 22
    NOTIFICATION_WM_MOUSE_ENTER: Final = 1002
    NOTIFICATION_WM_MOUSE_EXIT: Final = 1003
    NOTIFICATION_WM_WINDOW_FOCUS_IN: Final = 1004
    NOTIFICATION_WM_WINDOW_FOCUS_OUT: Final = 1005
    NOTIFICATION_WM_CLOSE_REQUEST: Final = 1006
    NOTIFICATION_WM_GO_BACK_REQUEST: Final = 1007
    NOTIFICATION_WM_SIZE_CHANGED: Final = 1008
    NOTIFICATION_WM_DPI_CHANGE: Final = 1009
    NOTIFICATION_VP_MOUSE_ENTER: Final = 1010
    NOTIFICATION_VP_MOUSE_EXIT: Final = 1011
    NOTIFICATION_WM_POSITION_CHANGED: Final = 1012
    NOTIFICATION_OS_MEMORY_WARNING: Final = 2009
    NOTIFICATION_TRANSLATION_CHANGED: Final = 2010
    NOTIFICATION_WM_ABOUT: Final = 2011
    NOTIFICATION_CRASH: Final = 2012
    NOTIFICATION_OS_IME_UPDATE: Final = 2013
    NOTIFICATION_APPLICATION_RESUMED: Final = 2014
    NOTIFICATION_APPLICATION_PAUSED: Final = 2015
    NOTIFICATION_APPLICATION_FOCUS_IN: Final = 2016
    NOTIFICATION_APPLICATION_FOCUS_OUT: Final = 2017

    ready: Signal[()] = Signal()
    renamed: Signal[()] = Signal()
    tree_entered: Signal[()] = Signal()
    tree_exiting: Signal[()] = Signal()
    tree_exited: Signal[()] = Signal()
    replacing_by: Signal[Node] = Signal("node")
    editor_description_changed: Signal[Node] = Signal("node")

    _has_enter_tree_: ClassVar[bool] = False
    _has_ready_: ClassVar[bool] = False
    _has_exit_tree_: ClassVar[bool] = False

    _ready_began_: bool = False
    _ready_first_: bool = True
    _owned_: dict[Node, None] | None = None
    _unique_: bool = False
    _description_: str = ""
    _stored_: ClassVar[tuple[str, ...]] = (
        "process_mode",
        "process_priority",
        "process_physics_priority",
        "unique_name_in_owner",
        "editor_description",
    )

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
            message = f"the name of a {type(self).__name__} is a string, not {type(value).__name__} {value!r}"
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
            parent._by_name_[self._name_] = self
        else:
            self._name_ = value
        if unique:
            self.unique_name_in_owner = True
        if self._notifiers_ or self._children_.count:
            self._tell_all_(self.NOTIFICATION_PATH_RENAMED)
        tree = self._tree_
        if tree is not None:
            if self._signals_ is not None:
                lifecycle.emit(self, "renamed")
            if tree._hears_renamed():
                lifecycle.call(tree.node_renamed.emit, self)
            if tree._hears_changed():
                lifecycle.call(tree.tree_changed.emit)
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
        # A freed one is no node any more, and tells so itself below.
        if value is not None and not isinstance(value, Node) and not is_freed(value):
            message = f"the owner of a {type(self).__name__} is a node or None, not {type(value).__name__} {value!r}"
            raise TypeError(message)
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

    def get_owner(self) -> Any:
        """Return the owner."""
        return self._owner_

    def set_owner(self, owner: Node | None) -> None:
        """Set the owner."""
        self.owner = owner

    @property
    def unique_name_in_owner(self) -> bool:
        """Whether `%Name` finds the node from everywhere in its owner's scene."""
        return self._unique_

    @unique_name_in_owner.setter
    def unique_name_in_owner(self, value: bool) -> None:
        if not isinstance(value, bool):
            message = f"unique_name_in_owner of a {type(self).__name__} is True or False, not {type(value).__name__} {value!r}"
            raise TypeError(message)
        if value == self._unique_:
            return
        self._unique_ = value
        if value:
            self._claim_name_()
        elif self._owner_ is not None and self._owner_._unique_names_ is not None and self._owner_._unique_names_.get(self._name_) is self:
            del self._owner_._unique_names_[self._name_]

    def is_unique_name_in_owner(self) -> bool:
        """Return `unique_name_in_owner`."""
        return self._unique_

    def set_unique_name_in_owner(self, enable: bool) -> None:
        """Set `unique_name_in_owner`."""
        self.unique_name_in_owner = enable

    @property
    def editor_description(self) -> str:
        """A note for people about what the node is for."""
        return self._description_

    @editor_description.setter
    def editor_description(self, value: str) -> None:
        if value != self._description_:
            self._description_ = value
            self.editor_description_changed.emit(self)

    def get_editor_description(self) -> str:
        """Return `editor_description`."""
        return self._description_

    def set_editor_description(self, editor_description: str) -> None:
        """Set `editor_description`."""
        self.editor_description = editor_description

    def get_tree(self) -> SceneTree:
        """Return the tree the node is in; None, with an ERROR, outside of every tree."""
        if self._tree_ is None:
            error.complain(f"get_tree() of {self}: it is not inside a tree. Ask is_inside_tree() first.")
        return cast("SceneTree", self._tree_)

    def get_viewport(self) -> Window:
        """Return the root, which takes input; None outside of every tree."""
        return cast("Window", None if self._tree_ is None else self._tree_.root)

    def get_window(self) -> Window:
        """Return the root; None outside of every tree."""
        return self.get_viewport()

    def create_tween(self) -> Tween:
        """Make a tween bound to this node: it waits while the node is outside of the tree, pauses with it and ends with it.

        Returns:
            The tween; its tree is the node's, else the one that is running; None, with one ERROR, if there is no tree at all.
        """
        tree = self._tree_ or _current_tree()
        if tree is None:
            error.complain(f"create_tween() of {self}: there is no tree. Make a SceneTree first.")
            return cast("Tween", None)
        return tree.create_tween().bind_node(self)

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
        tree = self._tree_ or _current_tree()
        self._refuse_root_(tree)
        # Queued once more it is in the list twice, as in the engine: it may have refused the first time.
        self._queued_ = True
        if tree is None:
            message_queue.put_off((self, lifecycle.delete, ()))
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
        parent, tree = self._parent_, self._tree_
        walking = ((tree is not None and tree._now) or error.active.now).walking
        if self._blocked_ or (parent is not None and parent._blocked_) or (walking and lifecycle.holds(self, walking)):
            message = f"{self} can't be freed now: it, its parent or what is below it is being set up or removed. Use queue_free() instead."
            raise RuntimeError(message)

    def _delete_(self) -> None:
        lifecycle.delete(self)

    def propagate_notification(self, what: int) -> None:
        """Send a notification to this node and everything below it, parents first; children can't be added or removed meanwhile."""
        self._tell_all_(what)
        error.raise_loose()

    def _tell_all_(self, what: int) -> None:
        walking = error.active.now.walking
        walking.append(self)
        try:
            lifecycle.tell_all(self, what)
        finally:
            walking.pop()

    def propagate_call(self, method: str, args: list[Any] | None = None, parent_first: bool = False) -> None:
        """Call the method of that name on everything below this node and on it, children first by default.

        Children can't be added or removed meanwhile.
        """
        walking = error.active.now.walking
        walking.append(self)
        try:
            lifecycle.call_all(self, method, args or [], parent_first=parent_first)
        finally:
            walking.pop()
        error.raise_loose()

    def replace_by(self, node: Node, keep_groups: bool = False) -> None:
        """Put another node in the place of this one, which is outside of every tree then; the children go over to the other node.

        What belonged to this node as owner belongs to the other one, and persistent connections to methods of this node lead to it. The
        internal children go with neither.

        Args:
            node: A node without a parent.
            keep_groups: Whether it gets the groups of this node.

        Raises:
            TypeError: It is not a node.
            FreedError: It was freed.
            RuntimeError: This node, or what is below it, is just entering or leaving the tree.
        """
        if not isinstance(node, Node):
            message = f"replace_by() takes a Node, not {type(node).__name__} {node!r}"
            raise TypeError(message)
        parent = self._parent_
        if node.get_parent() is not None or node is self or node.is_ancestor_of(self):
            error.complain(f"replace_by() of {self}: {node} has a parent already, or is the same node or above it. Remove it first.")
            return
        if parent is not None and parent._blocked_:
            error.complain(f'replace_by() of {self}: its parent is busy. Consider using `call_deferred("replace_by", node)` instead.')
            return
        if parent is not None and lifecycle.holds(self, error.active.now.moving):
            message = f"{self} or what is below it is entering or leaving the tree; use call_deferred() to replace it."
            raise RuntimeError(message)
        owner, owned = self._owner_, [*(self._owned_ or ())]
        siblings = [] if owner is None else [each for each in owner._owned_ or () if self.is_ancestor_of(each)]
        if keep_groups:
            for group, persistent in (self._groups_ or {}).items():
                node.add_to_group(group, persistent)
        self._hand_over_connections_(node)
        if parent is not None:
            index = self.get_index()
            parent.remove_child(self)
            parent.add_child(node)
            parent.move_child(node, index)
        lifecycle.emit(self, "replacing_by", node)
        self._hand_over_children_(node)
        for each, new in [(node, owner), *((each, node) for each in owned), *((each, owner) for each in siblings)]:
            if not is_freed(each):
                each.owner = new if new is not None and not is_freed(new) and new.is_ancestor_of(each) else None
        error.raise_loose()

    def _hand_over_children_(self, node: Node) -> None:
        """Give the children to another node, in order; handlers that hear of it may free either of the two."""
        while not is_freed(self) and not is_freed(node) and self._children_:
            child = self._children_.at(0)
            self.remove_child(child)
            if child._parent_ is self:
                break
            if not child._internal_:
                child.owner = None
                node.add_child(child)

    def _hand_over_connections_(self, node: Node) -> None:
        """Let persistent connections to methods of this node lead to another one, where it has the method, without what was bound."""
        for each in self.get_incoming_connections():
            if each["flags"] & self.CONNECT_PERSIST:
                method = Callable(each["callable"]).get_method()
                each["signal"].disconnect(each["callable"])
                if node.has_method(method):
                    each["signal"].connect(Callable(node, method), each["flags"])

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

    def _put_off_(self, call: Call) -> None:
        tree = self._tree_
        if tree is None:
            message_queue.put_off(call)
        else:
            tree._messages.push(call)

    def __str__(self) -> str:
        """Print as the engine does: `Ship:<Node#1234>`, and `<Node#1234>` without a name."""
        return f"{self._name_}{':' if self._name_ else ''}<{self._engine_class_}#{self.get_instance_id()}>"

    def __repr__(self) -> str:
        """Show the path, or the name outside of the tree."""
        return f"<{type(self).__name__} {plain(self._way_() if self._tree_ is not None else self._name_ or '(unnamed)')}>"


def _current_tree() -> SceneTree | None:
    from steam_nodes.scene.engine.engine import Engine  # noqa: PLC0415  # the engine knows trees, and trees know nodes

    return Engine.get_main_loop()
