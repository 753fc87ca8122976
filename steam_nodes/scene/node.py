"""Node: the building block of a game, as in Godot.

A node has a name, a parent and children. In a tree it enters, becomes ready, processes once a frame, and leaves; override the hooks
that begin with an underscore to take part. `lifecycle` walks over what is below a node, `children` keeps the order and the names of the
children, `process_pass` the passes of a frame, `node_path` reads paths, `duplicate` makes copies.

Rules:
- An untouched feature costs a node nothing: all state has its default on the class.
- Names are unique among siblings.
- A change that is refused changes nothing, logs one ERROR with the node's path and the remedy, and returns what the engine returns; what
  would crash the engine, or a wrong type, raises.
- Overriding `_process`, `_physics_process` or an input hook switches it on when the node becomes ready; the setters say otherwise from then
  on. Whether a node can process follows from its mode, inherited from the nearest ancestor that has one, and from the pause.
- Membership in a group is the node's own; a tree lists the members inside it.
- Where nobody is to be told, a node or a whole subtree enters, becomes ready or is deleted by a short way, on which no code of the game
  runs: the methods whose names end in `_silently_`. The long way does the same step by step, and tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, NoReturn, cast

from steam_nodes.object import error, message_queue
from steam_nodes.object.callable import Callable
from steam_nodes.object.freed import is_freed
from steam_nodes.object.object import AnySignal, Object, notify
from steam_nodes.object.plain_text import plain
from steam_nodes.object.signal import Signal, emitting
from steam_nodes.scene import lifecycle
from steam_nodes.scene.children import BLOCKED, NO_CHILDREN, NOWHERE, Children, Owned
from steam_nodes.scene.node_path import NodePath, learn, matches, matching, names_below, split
from steam_nodes.scene.packed.duplicate import Duplicator
from steam_nodes.scene.process_pass import in_tree_order, nothing

if TYPE_CHECKING:
    from collections.abc import Callable as Function
    from collections.abc import Sequence

    from steam_nodes.object.message_queue import Call
    from steam_nodes.scene.children import Run
    from steam_nodes.scene.input.input_event import InputEvent
    from steam_nodes.scene.inside import Inside
    from steam_nodes.scene.packed.packed_scene import PackedScene
    from steam_nodes.scene.scene_tree import SceneTree
    from steam_nodes.scene.tween.tween import Tween
    from steam_nodes.scene.viewport import Window

FORBIDDEN: Final = str.maketrans(dict.fromkeys('.:@/"%', "_"))
"""What a name can't have, and what becomes of it."""

_PROCESSING: Final = 1
_INTERNAL_PROCESSING: Final = 2
_IDLE: Final = _PROCESSING | _INTERNAL_PROCESSING
_PHYSICS_PROCESSING: Final = 4
_INTERNAL_PHYSICS_PROCESSING: Final = 8
_PHYSICS: Final = _PHYSICS_PROCESSING | _INTERNAL_PHYSICS_PROCESSING
_INPUT: Final = 16
_GROUPS: Final = 32
_MODE: Final = 64
"""Its mode is another than a new node's, or may become another when it enters a tree."""
_OWNER: Final = 128
"""It has an owner, or is one."""
_LISTED_IDLE: Final = 256
_LISTED_PHYSICS: Final = 512
"""It was in the list of a pass, and keeps a place there while that pass runs."""
_KNOWN: Final = _IDLE | _PHYSICS | _INPUT | _GROUPS | _MODE | _LISTED_IDLE | _LISTED_PHYSICS
"""What a tree has to know when the node enters or leaves."""
_PAUSABLE: Final = 1
"""PROCESS_MODE_PAUSABLE, the mode of a node that says nothing else."""
_HEARS: Final = 1024
"""Its class overrides `_notification`."""
_BEGINS: Final = 2048
"""Its class does something else when a node enters or becomes ready."""
_EXITS: Final = 4096
"""Its class overrides `_exit_tree`."""
_EMITS: Final = 8192
"""It has a signal that somebody touched."""
_PRINTS: Final = 16384
"""Its class overrides `__str__`, which its end asks for its name."""
_LOUD_END: Final = _HEARS | _EXITS | _EMITS | _OWNER
"""Somebody is to be told when the node is deleted."""

INPUT_HOOKS: Final = ("_input", "_shortcut_input", "_unhandled_key_input", "_unhandled_input")
HOOKS: Final = ("_enter_tree", "_ready", "_process", "_physics_process", "_exit_tree", *INPUT_HOOKS)
"""What a class overrides to take part."""


class Node(Object):
    """A node: a part of the game that lives in a tree and takes part in its frames.

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

    INTERNAL_MODE_DISABLED: Final = 0
    INTERNAL_MODE_FRONT: Final = 1
    INTERNAL_MODE_BACK: Final = 2

    PROCESS_MODE_INHERIT: Final = 0
    PROCESS_MODE_PAUSABLE: Final = 1
    PROCESS_MODE_WHEN_PAUSED: Final = 2
    PROCESS_MODE_ALWAYS: Final = 3
    PROCESS_MODE_DISABLED: Final = 4

    DUPLICATE_SIGNALS: Final = 1
    DUPLICATE_GROUPS: Final = 2
    DUPLICATE_SCRIPTS: Final = 4
    DUPLICATE_USE_INSTANTIATION: Final = 8
    DUPLICATE_DEFAULT: Final = 15

    ready: Signal[()] = Signal()
    """The node and all its children have entered the tree and are ready; after its `_ready`, once in a life."""
    renamed: Signal[()] = Signal()
    """The node, which is in a tree, has another name."""
    tree_entered: Signal[()] = Signal()
    """The node has entered a tree; after its `_enter_tree`."""
    tree_exiting: Signal[()] = Signal()
    """The node is about to leave its tree; after its `_exit_tree`."""
    tree_exited: Signal[()] = Signal()
    """The node has left its tree, and so has all that is below it."""
    child_entered_tree: Signal[Node] = Signal("node")
    """A child has entered the tree, by itself or with this node."""
    child_exiting_tree: Signal[Node] = Signal("node")
    """A child is about to leave the tree, by itself or with this node."""
    child_order_changed: Signal[()] = Signal()
    """A child was added, moved or removed."""
    replacing_by: Signal[Node] = Signal("node")
    """`replace_by` puts another node in the place of this one."""
    editor_description_changed: Signal[Node] = Signal("node")
    """The editor's description of the node is another one."""

    EXPORTED: ClassVar[tuple[str, ...]] = ()
    """The properties of this class that a copy gets, as those with `@export` in GDScript; those of its bases need not be repeated."""

    _stored_: ClassVar[tuple[str, ...]] = (
        "process_mode",
        "process_priority",
        "process_physics_priority",
        "unique_name_in_owner",
        "editor_description",
    )

    # What the class overrides, noted once for all its nodes.
    _has_enter_tree_: ClassVar[bool] = False
    _has_ready_: ClassVar[bool] = False
    _has_input_: ClassVar[tuple[str, ...]] = ()
    _starts_itself_: ClassVar[bool] = False
    _overrides_: ClassVar[int] = 0

    # What it uses of all that follows, as the bits at the top of this file: one look tells that it uses nothing. A class sets the first.
    _uses_: int = 0

    # Its place among the others.
    _parent_: Node | None = None
    _inside_: Inside | None = None
    _children_: Children = NO_CHILDREN
    _siblings_: Children = NO_CHILDREN  # it is one of these
    _run_: Run = NOWHERE
    _place_: int = 0
    _internal_: int = 0
    _groups_: dict[str, bool] | None = None
    _owner_: Node | None = None
    _owned_: Owned | None = None
    _fellows_: Owned | None = None  # those that belong to the same owner
    _unique_: bool = False

    # Its life.
    _ready_began_: bool = False
    _ready_first_: bool = True
    _leaving_: bool = False
    _dying_: bool = False

    # Its part in a frame.
    _process_mode_: int = 0
    _mode_: int = 1
    _priority_: int = 0
    _physics_priority_: int = 0
    _inputs_: frozenset[str] = frozenset()

    _description_: str = ""
    _made_by_: Function[[], Any] | None = None
    _packed_: PackedScene | None = None
    _scene_file_: str | None = None

    def __init__(self, name: str = "") -> None:
        """Make a node outside of every tree."""
        if name:
            self.name = name

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Note which hooks the class overrides, so that the frame calls no empty ones."""
        super().__init_subclass__(**kwargs)
        own = [hook for hook in HOOKS if getattr(cls, hook) is not getattr(Node, hook)]
        cls._has_enter_tree_ = "_enter_tree" in own
        cls._has_ready_ = "_ready" in own
        cls._has_input_ = tuple(hook for hook in INPUT_HOOKS if hook in own)
        cls._overrides_ = (_PROCESSING if "_process" in own else 0) | (_PHYSICS_PROCESSING if "_physics_process" in own else 0)
        begins = cls._has_enter_tree_ or cls._has_ready_ or cls._has_input_ or cls._starts_itself_
        cls._uses_ = (_HEARS if cls._notifiers_ else 0) | (_BEGINS if begins else 0) | (_EXITS if "_exit_tree" in own else 0)
        if cls.__str__ is not Object.__str__:
            cls._uses_ |= _PRINTS

    def _enter_tree(self) -> object:
        """Override to run when the node enters the tree, before its children enter."""

    def _ready(self) -> object:
        """Override to run once, when the node and all its children have entered and the children are ready."""

    def _process(self, delta: float) -> object:
        """Override to run once a frame; `delta` is the frame's time in seconds."""

    def _physics_process(self, delta: float) -> object:
        """Override to run once a physics tick; `delta` is the tick's time in seconds."""

    def _input(self, event: InputEvent) -> object:
        """Override to get every input event first, in reverse tree order."""

    def _shortcut_input(self, event: InputEvent) -> object:
        """Override to get key events that no `_input` handled."""

    def _unhandled_key_input(self, event: InputEvent) -> object:
        """Override to get key events that no `_shortcut_input` handled."""

    def _unhandled_input(self, event: InputEvent) -> object:
        """Override to get the events that nobody handled before."""

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
            self._name_ = self._siblings_.rename(self, self._name_, value)
        else:
            self._name_ = value
        if unique:
            self.unique_name_in_owner = True
        if self._notifiers_ or self._children_.count:
            self._tell_all_(self.NOTIFICATION_PATH_RENAMED)
        inside = self._inside_
        if inside is not None:
            lifecycle.emit(self, "renamed")
            if inside.heard:
                lifecycle.emit(inside.tree, "node_renamed", self)
            if inside.heard:
                lifecycle.emit(inside.tree, "tree_changed")
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
            self._uses_ |= _OWNER
            self._fellows_ = value._owned_nodes_()
            self._fellows_.add(self)
            if self._unique_:
                self._claim_name_()

    def get_owner(self) -> Any:
        """Return the owner."""
        return self._owner_

    def set_owner(self, owner: Node | None) -> None:
        """Set the owner."""
        self.owner = owner

    @property
    def scene_file_path(self) -> str:
        """The path of the scene that the node was made from, as its root; empty for a node of its own."""
        if self._scene_file_ is None:
            return "" if self._packed_ is None else self._packed_.shown_path or self._packed_.resource_path
        return self._scene_file_

    @scene_file_path.setter
    def scene_file_path(self, value: str) -> None:
        self._scene_file_ = value

    def get_scene_file_path(self) -> str:
        """Return `scene_file_path`."""
        return self.scene_file_path

    def set_scene_file_path(self, scene_file_path: str) -> None:
        """Set `scene_file_path`."""
        self.scene_file_path = scene_file_path

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
        elif self._fellows_ is not None:
            self._fellows_.release(self, self._name_)

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
        if self._inside_ is None:
            error.complain(f"get_tree() of {self}: it is not inside a tree. Ask is_inside_tree() first.")
        return cast("SceneTree", None if self._inside_ is None else self._inside_.tree)

    def get_viewport(self) -> Window:
        """Return the root, which takes input; None outside of every tree."""
        return cast("Window", None if self._inside_ is None else self._inside_.tree.root)

    def get_window(self) -> Window:
        """Return the root; None outside of every tree."""
        return self.get_viewport()

    def create_tween(self) -> Tween:
        """Make a tween bound to this node: it waits while the node is outside of the tree, pauses with it and ends with it.

        Returns:
            The tween; its tree is the node's, else the one that is running; None, with one ERROR, if there is no tree at all.
        """
        tree = _current_tree() if self._inside_ is None else self._inside_.tree
        if tree is None:
            error.complain(f"create_tween() of {self}: there is no tree. Make a SceneTree first.")
            return cast("Tween", None)
        return tree.create_tween().bind_node(self)

    def is_inside_tree(self) -> bool:
        """Whether the node is in a tree."""
        return self._inside_ is not None

    def is_node_ready(self) -> bool:
        """Whether `_ready` was called, or is running."""
        return not self._ready_first_

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
        inside = self._inside_
        now = (inside is not None and inside.now) or error.active.now
        # Mostly nothing is under way and the node is new: then one look at each reason to refuse does.
        if (
            now.walking
            or self._leaving_
            or not isinstance(node, Node)
            or node is self
            or self._children_.blocked
            or not node._stands_alone_()
        ) and not self._accepts_(node, "add_child", now):
            return
        if not self._insert_(node, force_readable_name, internal, now):
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
        parent._add_behind_(self, sibling, force_readable_name, self._internal_)
        error.raise_loose()

    def remove_child(self, node: Node) -> None:
        """Remove a child; its subtree leaves the tree within this call, lives on, and can be added again.

        Raises:
            RuntimeError: The child is just entering or leaving the tree.
        """
        if self._children_.blocked:
            error.complain(
                f"Parent node {self} is busy adding/removing children, `remove_child()` can't be called at this time. "
                'Consider using `call_deferred("remove_child", child)` instead.'
            )
            return
        _require_node(node)
        if Node.get_parent(node) is not self:
            error.complain(f"remove_child() of {self}: {node} is not its child.")
            return
        node._part_()
        error.raise_loose()

    def move_child(self, child_node: Node, to_index: int) -> None:
        """Move a child among its siblings of the same internal mode; a negative index counts from the end.

        The order of `_process` follows only when the tree next sorts its list, as in the engine.
        """
        if Node.get_parent(child_node) is not self:
            error.complain(f"Child is not a child of this node: {child_node} of {self}.")
            return
        internal = child_node._internal_
        low, high = self._children_.range_of(internal)
        index = to_index + (high - low) if to_index < 0 else to_index
        if index == high - low and not internal:
            # One place behind the last is the last, as in the engine.
            index -= 1
        if not 0 <= index < high - low:
            error.complain(f"Invalid new child index: {to_index}. {self} has {high - low} such children.")
            return
        if self._children_.blocked:
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
        owner = self._owner_
        owned = []
        if owner is not None and (owner is new_parent or owner.is_ancestor_of(new_parent)):
            owned = [each for each in self._fellows_ or () if each is self or self.is_ancestor_of(each)]
        if not self._siblings_.blocked and not new_parent._children_.blocked and not self.is_ancestor_of(new_parent):
            # Before anything is changed: refused behind the removal, the node would be left without a parent.
            new_parent._refuse_if_unsafe_(self, "reparent", error.active.now)
        parent.remove_child(self)
        if not is_freed(self) and self._parent_ is parent:
            # It was refused, and that was told; the engine goes on, and tells as well that the child has a parent already.
            return
        new_parent.add_child(self)
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
        if include_internal or children.front + children.back == 0:
            return [*children]
        return children.between(*children.range_of(0))

    def get_child_count(self, include_internal: bool = False) -> int:
        """Count the children."""
        children = self._children_
        return children.count if include_internal else children.count - children.front - children.back

    def get_child(self, idx: int, include_internal: bool = False) -> Any:
        """Return a child by its index; a negative one counts from the end. None, with an ERROR, out of range."""
        children = self._children_
        low, high = (0, children.count) if include_internal else children.range_of(0)
        index = idx + (high - low) if idx < 0 else idx
        if not 0 <= index < high - low:
            error.complain(f"Index {idx} is out of bounds: {self} has {high - low} children.")
            return None
        return children.at(low + index)

    def get_index(self, include_internal: bool = False) -> int:
        """Return the place among the siblings; -1 without a parent, and, with an ERROR, for an internal child that is not to count."""
        if self._parent_ is None:
            return -1
        if include_internal:
            return self._index_()
        if self._internal_:
            error.complain(f"get_index() of {self}: it is an internal child. Ask with include_internal=True.")
            return -1
        return self._index_() - self._siblings_.front

    def is_ancestor_of(self, node: Node) -> bool:
        """Whether the node lies below this one."""
        above: Node | None = node
        while above is not None:
            above = above._parent_
            if above is self:
                return True
        return False

    def get_node_or_null(self, path: str) -> Any:
        """Return the node at a path, None if there is none."""
        node = self
        try:
            for name in names_below[path]:
                node = node._children_.named[name]
        except KeyError:
            return self._found_at_(path)
        return self._found_at_(path) if node is self else node

    def get_node(self, path: str) -> Any:
        """Return the node at a path; None, with an ERROR, if there is none.

        Args:
            path: Names separated by `/`, from here or, beginning with `/root`, from the root; `..` is the parent, `%Name` a
                unique name of the scene.
        """
        node = self
        try:
            # As in get_node_or_null, a call of which costs as much as a step of the way.
            for name in names_below[path]:
                node = node._children_.named[name]
        except KeyError:
            node = self
        if node is not self:
            return node
        found = self._found_at_(path)
        if found is None:
            here = self.get_path() if self._inside_ is not None else self._name_
            how = "absolute path attempted from" if path.startswith("/") else "relative to"
            error.complain(f'Node not found: "{path}" ({how} "{here}"). Check the names, or ask has_node() first.')
        return found

    def has_node(self, path: str) -> bool:
        """Whether there is a node at the path."""
        return self.get_node_or_null(path) is not None

    def find_child(self, pattern: str, recursive: bool = True, owned: bool = True) -> Any:
        """Return the first node below this one whose name matches, with `*` and `?`; by default only nodes with an owner count."""
        if not pattern:
            error.complain(f"find_child() of {self}: the pattern is empty.")
            return None
        return next(matching(self, pattern, "", recursive=recursive, owned=owned), None)

    def find_children(self, pattern: str, type: str = "", recursive: bool = True, owned: bool = True) -> list[Any]:  # noqa: A002  # Godot's name
        """Return all nodes below this one whose name matches, with `*` and `?`.

        Args:
            pattern: The pattern; empty for any name where a type is given.
            type: The name of a class that they inherit, of the library's or of the game's; empty for any.
            recursive: Whether to look below the children too.
            owned: Whether only nodes with an owner count.
        """
        if not pattern and not type:
            error.complain(f"find_children() of {self}: both the pattern and the type are empty.")
            return []
        return list(matching(self, pattern, type, recursive=recursive, owned=owned))

    def find_parent(self, pattern: str) -> Any:
        """Return the nearest ancestor whose name matches, with `*` and `?`."""
        return next((node for node in self._ancestors_() if matches(Node.get_name(node), pattern)), None)

    def has_node_and_resource(self, path: str) -> bool:
        """Whether there is a node at the path, and the property that follows it behind a colon."""
        return self.get_node_and_resource(path)[0] is not None

    def get_node_and_resource(self, path: str) -> list[Any]:
        """Return the node at a path, the resource among its properties that the part behind the colons leads to, and what is left.

        Args:
            path: A path to a node, and behind colons the names of properties, such as `Ship/Gun:ammo:count`.

        Returns:
            [node, resource or None, NodePath of the properties from the first that is no resource]; None for the node if there is no such
            node or property.
        """
        node = self.get_node_or_null(path)
        names = path.split(":")[1:]
        resource: Any = None
        for name in names:
            holder = node if resource is None else resource
            if holder is None or not hasattr(holder, name):
                return [None, resource, NodePath()]
            value = holder.get(name)
            # What is no resource begins the part that is left.
            if not isinstance(value, Object) or not value.is_class("Resource"):
                break
            resource = value
            names = names[1:]
        return [node, resource, NodePath("".join(f":{name}" for name in names) if node is not None else "")]

    def get_tree_string(self) -> str:
        """Return the paths of this node and everything below it, one a line, in tree order."""
        lines = []
        stack: list[tuple[Node, str]] = [(self, "")]
        while stack:
            node, path = stack.pop()
            lines.append(f"{path or '.'}\n")
            above = f"{path}/" if path else ""
            stack += [(child, above + Node.get_name(child)) for child in reversed(node.get_children(include_internal=True))]
        return "".join(lines)

    def get_tree_string_pretty(self) -> str:
        """Return the names of this node and everything below it, drawn as a tree."""
        lines = []
        stack: list[tuple[Node, str, bool]] = [(self, "", True)]
        while stack:
            node, prefix, is_last = stack.pop()
            lines.append(f"{prefix} {'┖' if is_last else '┠'}╴{Node.get_name(node)}\n")
            below = prefix + ("   " if is_last else " ┃ ")
            last = True
            for child in reversed(node.get_children(include_internal=True)):
                stack.append((child, below, last))
                last = False
        return "".join(lines)

    def print_tree(self) -> None:
        """Print `get_tree_string`."""
        print(self.get_tree_string())  # noqa: T201  # it is asked to print

    def print_tree_pretty(self) -> None:
        """Print `get_tree_string_pretty`."""
        print(self.get_tree_string_pretty())  # noqa: T201  # the same

    def is_greater_than(self, node: Node) -> bool:
        """Whether this node comes after another of the same tree, from the top down; False, with an ERROR, where they share none."""
        if self._inside_ is None or not node.is_inside_tree() or node.get_window() is not self.get_window():
            error.complain(f"is_greater_than() of {self}: it and {node} are not inside the same tree.")
            return False
        return node is not self and in_tree_order((self, node))[0] is node

    def get_path(self) -> NodePath:
        """Return the path from the root; empty, with an ERROR, outside of the tree."""
        if self._inside_ is None:
            error.complain(f"Cannot get path of node as it is not in a scene tree: {self}.")
            return NodePath()
        return self._way_()

    def get_path_to(self, node: Node, use_unique_path: bool = False) -> NodePath:
        """Return the path from this node to another of the same tree or branch.

        Args:
            node: The other node.
            use_unique_path: Whether the path may begin with the `%Name` of a node that has the same owner as this one: the nearest at
                or above the other node, else the highest at or above this one.
        """
        if node is self:
            return NodePath(".")
        cls = type(self)
        mine, theirs = ([each, *cls._ancestors_(each)] for each in (self, node))
        # From the top they go together as far as they have ancestors in common.
        alike = 0
        while alike < len(mine) and alike < len(theirs) and mine[-1 - alike] is theirs[-1 - alike]:
            alike += 1
        if not alike:
            error.complain(f"There is no path from {self} to {node}: they have no ancestor in common.")
            return NodePath()
        up, down = mine[: len(mine) - alike], theirs[: len(theirs) - alike]
        steps = [".."] * len(up)
        if use_unique_path:
            unique = [place for place, each in enumerate(down) if each.unique_name_in_owner and Node.get_owner(each) is self._owner_]
            above = [place for place, each in enumerate(up) if each.unique_name_in_owner and Node.get_owner(each) is self._owner_]
            if unique:
                steps, down = [f"%{down[unique[0]].name}"], down[: unique[0]]
            elif above:
                steps[: above[-1]] = [f"%{up[above[-1]].name}"]
        return NodePath("/".join([*steps, *(Node.get_name(each) for each in reversed(down))]) or ".")

    def add_to_group(self, group: str, persistent: bool = False) -> None:
        """Put the node in a group; twice is once."""
        if not group:
            error.complain(f"Cannot add node {self} to a group with an empty name.")
            return
        if self._groups_ is None:
            self._groups_ = {}
        self._groups_[group] = persistent
        self._uses_ |= _GROUPS
        if self._inside_ is not None:
            self._inside_.members.add(group, self)

    def remove_from_group(self, group: str) -> None:
        """Take the node out of a group; silent if it is not in it."""
        if self._groups_ is not None and group in self._groups_:
            del self._groups_[group]
            if self._inside_ is not None:
                self._inside_.members.discard(group, self)

    def is_in_group(self, group: str) -> bool:
        """Whether the node is in the group, inside a tree or not."""
        return self._groups_ is not None and group in self._groups_

    def get_groups(self) -> list[str]:
        """Return the names of the node's groups."""
        return list(self._groups_ or ())

    @property
    def process_mode(self) -> int:
        """When the node processes: one of the PROCESS_MODE_ numbers; INHERIT takes the parent's."""
        return self._process_mode_

    @process_mode.setter
    def process_mode(self, value: int) -> None:
        if value not in range(5):
            message = f"process_mode of a {type(self).__name__} takes one of the PROCESS_MODE_ numbers 0 to 4, not {value!r}"
            raise ValueError(message)
        before = self._process_mode_
        if value == before:
            return
        self._process_mode_ = value
        self._uses_ |= _MODE
        if self._inside_ is None:
            return
        could, was_enabled = self._can_process_now_(), self._mode_ != self.PROCESS_MODE_DISABLED
        self._mode_ = mode = self._resolved_mode_()
        can, is_enabled = self._can_process_now_(), mode != self.PROCESS_MODE_DISABLED
        what = []
        if could != can:
            what.append(self.NOTIFICATION_UNPAUSED if can else self.NOTIFICATION_PAUSED)
        if was_enabled != is_enabled:
            what.append(self.NOTIFICATION_ENABLED if is_enabled else self.NOTIFICATION_DISABLED)
        now = error.active.now
        outer = now.collector
        now.collector = error.collector_within(outer, self._inside_.tree)
        now.walking.append(self)
        try:
            if before != self.PROCESS_MODE_INHERIT != value:
                # They look at this node already, and see its new mode before anybody is told.
                self._spread_mode_([])
            self._spread_mode_(what)
        finally:
            now.walking.pop()
            now.collector = outer

    @property
    def process_priority(self) -> int:
        """The place of `_process` in the frame: lower runs earlier; equal ones run in tree order."""
        return self._priority_

    @process_priority.setter
    def process_priority(self, value: int) -> None:
        if not isinstance(value, int):
            message = f"process_priority of a {type(self).__name__} is an int, not {type(value).__name__} {value!r}"
            raise TypeError(message)
        if value != self._priority_:
            self._priority_ = value
            if self._inside_ is not None:
                if self._uses_ & _IDLE:
                    self._inside_.idle.priority_changed()
                self._listed_again_(self._inside_)

    @property
    def process_physics_priority(self) -> int:
        """The place of `_physics_process` in the tick: lower runs earlier; equal ones run in tree order."""
        return self._physics_priority_

    @process_physics_priority.setter
    def process_physics_priority(self, value: int) -> None:
        if not isinstance(value, int):
            message = f"process_physics_priority of a {type(self).__name__} is an int, not {type(value).__name__} {value!r}"
            raise TypeError(message)
        if value != self._physics_priority_:
            self._physics_priority_ = value
            if self._inside_ is not None:
                if self._uses_ & _PHYSICS:
                    self._inside_.physics.priority_changed()
                self._listed_again_(self._inside_)

    def set_process_mode(self, mode: int) -> None:
        """Set `process_mode`."""
        self.process_mode = mode

    def get_process_mode(self) -> int:
        """Return `process_mode`."""
        return self._process_mode_

    def set_process_priority(self, priority: int) -> None:
        """Set `process_priority`."""
        self.process_priority = priority

    def get_process_priority(self) -> int:
        """Return `process_priority`."""
        return self._priority_

    def set_physics_process_priority(self, priority: int) -> None:
        """Set `process_physics_priority`."""
        self.process_physics_priority = priority

    def get_physics_process_priority(self) -> int:
        """Return `process_physics_priority`."""
        return self._physics_priority_

    def set_process(self, enable: bool) -> None:
        """Switch `_process` on or off; on counts from the next pass."""
        self._switch_(_PROCESSING, enable)

    def is_processing(self) -> bool:
        """Whether `_process` is switched on."""
        return bool(self._uses_ & _PROCESSING)

    def set_physics_process(self, enable: bool) -> None:
        """Switch `_physics_process` on or off; on counts from the next tick."""
        self._switch_(_PHYSICS_PROCESSING, enable)

    def is_physics_processing(self) -> bool:
        """Whether `_physics_process` is switched on."""
        return bool(self._uses_ & _PHYSICS_PROCESSING)

    def set_process_internal(self, enable: bool) -> None:
        """Switch NOTIFICATION_INTERNAL_PROCESS on or off."""
        self._switch_(_INTERNAL_PROCESSING, enable)

    def is_processing_internal(self) -> bool:
        """Whether NOTIFICATION_INTERNAL_PROCESS is switched on."""
        return bool(self._uses_ & _INTERNAL_PROCESSING)

    def set_physics_process_internal(self, enable: bool) -> None:
        """Switch NOTIFICATION_INTERNAL_PHYSICS_PROCESS on or off."""
        self._switch_(_INTERNAL_PHYSICS_PROCESSING, enable)

    def is_physics_processing_internal(self) -> bool:
        """Whether NOTIFICATION_INTERNAL_PHYSICS_PROCESS is switched on."""
        return bool(self._uses_ & _INTERNAL_PHYSICS_PROCESSING)

    def set_process_input(self, enable: bool) -> None:
        """Switch `_input` on or off."""
        self._switch_input_("_input", enable)

    def is_processing_input(self) -> bool:
        """Whether `_input` is switched on."""
        return "_input" in self._inputs_

    def set_process_shortcut_input(self, enable: bool) -> None:
        """Switch `_shortcut_input` on or off."""
        self._switch_input_("_shortcut_input", enable)

    def is_processing_shortcut_input(self) -> bool:
        """Whether `_shortcut_input` is switched on."""
        return "_shortcut_input" in self._inputs_

    def set_process_unhandled_key_input(self, enable: bool) -> None:
        """Switch `_unhandled_key_input` on or off."""
        self._switch_input_("_unhandled_key_input", enable)

    def is_processing_unhandled_key_input(self) -> bool:
        """Whether `_unhandled_key_input` is switched on."""
        return "_unhandled_key_input" in self._inputs_

    def set_process_unhandled_input(self, enable: bool) -> None:
        """Switch `_unhandled_input` on or off."""
        self._switch_input_("_unhandled_input", enable)

    def is_processing_unhandled_input(self) -> bool:
        """Whether `_unhandled_input` is switched on."""
        return "_unhandled_input" in self._inputs_

    def can_process(self) -> bool:
        """Whether the node processes now, by its mode and the pause; False, with an ERROR, outside of the tree."""
        if self._inside_ is None:
            error.complain(f"can_process() of {self}: it is not inside a tree. Add it first.")
            return False
        return self._can_process_now_()

    def get_process_delta_time(self) -> float:
        """Return the time of the running or last frame in seconds."""
        return 0.0 if self._inside_ is None else self._inside_.state.delta

    def get_physics_process_delta_time(self) -> float:
        """Return the time of a physics tick in seconds."""
        return 0.0 if self._inside_ is None else self._inside_.state.tick

    def request_ready(self) -> None:
        """Have `_ready` called again when the node next enters the tree."""
        self._ready_first_ = True

    def queue_free(self) -> None:
        """Delete the node with its subtree at the end of the frame or physics tick; harmless twice.

        Raises:
            RuntimeError: It is the root of the tree.
        """
        tree = _current_tree() if self._inside_ is None else self._inside_.tree
        if tree is not None and tree.root is self:
            _refuse_root()
        # Queued once more it is in the list twice, as in the engine: it may have refused the first time.
        self._queued_ = True
        if tree is None:
            message_queue.put_off((self, lifecycle.delete, ()))
        else:
            tree._inside.to_delete.append(self)

    def free(self) -> None:
        """Delete the node with its subtree now.

        Raises:
            RuntimeError: One of its methods or emissions is running, it, its parent or what is below it is busy, or it is the root;
                use `queue_free`.
        """
        inside, parent = self._inside_, self._parent_
        now = (inside is not None and inside.now) or error.active.now
        if now.walking or self._children_.blocked or self._siblings_.blocked or (parent is None and inside is not None):
            if inside is not None and inside.tree.root is self:
                _refuse_root()
            self._refuse_if_busy_()
        self._refuse_if_locked_()
        prints = self._uses_ & _PRINTS
        if not self._vanish_(now):
            self._delete_()
        elif not prints:
            # No code of the game ran, so nothing can have failed.
            return
        error.raise_loose()

    def propagate_notification(self, what: int) -> None:
        """Send a notification to this node and everything below it, parents first; children can't be added or removed meanwhile."""
        self._tell_all_(what)
        error.raise_loose()

    def propagate_call(self, method: str, args: list[Any] | None = None, parent_first: bool = False) -> None:
        """Call the method of that name on everything below this node and on it, children first by default.

        Children can't be added or removed meanwhile.
        """
        walking = error.active.now.walking
        walking.append(self)
        try:
            cls, given = type(self), (method, args or [])
            if parent_first:
                lifecycle.down_from(self._call_first_(given), cls._call_first_, given)
            else:
                lifecycle.up_to(self._children_, cls._begin_to_call_, cls._call_one_, given)
                self._call_one_(given)
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
        if Node.get_parent(node) is not None or node is self or node.is_ancestor_of(self):
            error.complain(f"replace_by() of {self}: {node} has a parent already, or is the same node or above it. Remove it first.")
            return
        if self._siblings_.blocked:
            error.complain(f'replace_by() of {self}: its parent is busy. Consider using `call_deferred("replace_by", node)` instead.')
            return
        if parent is not None and lifecycle.holds(self, error.active.now.moving):
            message = f"{self} or what is below it is entering or leaving the tree; use call_deferred() to replace it."
            raise RuntimeError(message)
        owner, owned = self._owner_, [*(self._owned_ or ())]
        fellows = [each for each in self._fellows_ or () if self.is_ancestor_of(each)]
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
        for each, new in [(node, owner), *((each, node) for each in owned), *((each, owner) for each in fellows)]:
            if not is_freed(each):
                each.owner = new if new is not None and not is_freed(new) and new.is_ancestor_of(each) else None
        error.raise_loose()

    def duplicate(self, flags: int = 15) -> Any:
        """Make a copy of this node and everything below it, outside of every tree.

        Args:
            flags: DUPLICATE_SIGNALS for connections with CONNECT_PERSIST, DUPLICATE_GROUPS for groups, DUPLICATE_SCRIPTS for nodes of
                the same classes rather than of the library's, DUPLICATE_USE_INSTANTIATION to make again what a PackedScene made.

        Returns:
            The copy. It has no owner. None, with an ERROR, where what was added to a scene by hand has no place in the scene as it is
            made again.

        Raises:
            TypeError: A class can't be made without arguments.
        """
        copy = Duplicator(Node, flags).duplicate(self)
        error.raise_loose()
        return copy

    def _refuse_if_busy_(self) -> None:
        walking = self._now_().walking
        if self._children_.blocked or self._siblings_.blocked or (walking and lifecycle.holds(self, walking)):
            message = f"{self} can't be freed now: it, its parent or what is below it is being set up or removed. Use queue_free() instead."
            raise RuntimeError(message)

    def _now_(self) -> error.Running:
        """Return what is under way in this thread; a tree that runs a frame has it at hand."""
        inside = self._inside_
        return (inside is not None and inside.now) or error.active.now

    def _set_tree_(self, inside: Inside | None, now: error.Running) -> None:
        """Leave the tree with all that is below, and enter another. The caller has made a collector active."""
        cls = type(self)
        walking, moving = now.walking, now.moving
        walking.append(self)
        try:
            moving.append(self)
            try:
                if self._inside_ is not None:
                    lifecycle.up_to(self._begin_to_leave_(None), cls._begin_to_leave_, cls._leave_, None, last_first=True)
                    self._leave_(None)
                if inside is not None:
                    lifecycle.down_from(self._enter_(inside), cls._enter_, inside)
            except BaseException:
                # Interrupted on the way out, what has not left stays, and can take children again.
                lifecycle.down_from(self._stay_(None), cls._stay_, None)
                raise
            finally:
                moving.pop()
            if inside is not None:
                if self._parent_ is None or self._parent_._ready_began_:
                    lifecycle.up_to(self._begin_to_be_ready_(None), cls._begin_to_be_ready_, cls._become_ready_, None)
                    self._become_ready_(None)
                # A subtree that left again meanwhile has changed the tree and told so.
                if self._inside_ is not None:
                    lifecycle.emit(self._inside_.tree, "tree_changed")
        finally:
            walking.pop()

    def _after_leaving_(self) -> None:
        """Tell that the subtree is out, once this node has no parent any more: `tree_exited`, last child first."""
        cls = type(self)
        lifecycle.up_to(self._drop_lost_owner_(None), cls._drop_lost_owner_, cls._tell_exited_, None, last_first=True)
        lifecycle.emit(self, "tree_exited")

    def _delete_(self) -> None:
        """Be deleted: hear PREDELETE, leave the parent, have the children deleted from the last, hear PREDELETE_CLEANUP."""
        now = self._now_()
        if self._vanish_(now):
            return
        outer = now.collector
        if self._inside_ is not None:
            now.collector = error.collector_within(outer, self._inside_.tree)
        walking = now.walking
        around = len(walking)
        try:
            self._begin_to_die_(now)
            self._delete_children_(now)
            if not self._dies_():
                return
        except BaseException:
            self._dying_ = False
            raise
        finally:
            del walking[around:]
            now.collector = outer
        self._end_(emitting())

    def _delete_children_(self, now: error.Running) -> None:
        """Delete the children from the last, until none is left: those too that handlers add meanwhile."""
        if not self._children_.count:
            return
        walking = now.walking
        around = len(walking)
        running: list[Any] | None = None
        cls = type(self)
        node, children = self, self._children_
        above: list[tuple[Node, Children]] = []
        try:
            while True:
                if children.count:
                    child = children.last_born()
                    if not cls._vanish_(child, now):
                        cls._begin_to_die_(child, now)
                        above.append((node, children))
                        node, children = child, child._children_
                elif not above:
                    return
                else:
                    dies = cls._dies_(node)
                    walking.pop()
                    if dies:
                        # The stack is looked through once: the emissions that run while it ends began before.
                        running = emitting() if running is None else running
                        cls._end_(node, running)
                    node, children = above.pop()
        finally:
            # Those that are left here were stopped: one that is blocked refuses to let a child go.
            for stopped in walking[around:]:
                stopped._dying_ = False
            del walking[around:]

    def _enter_(self, inside: Inside) -> Children:
        """Enter a tree, before the children, which it returns."""
        if self._inside_ is not None:
            # It was added in `_enter_tree` of its parent and is inside already.
            return NO_CHILDREN
        parent = self._parent_
        self._inside_ = inside
        inside.count += 1
        if self._uses_ & _HEARS:
            inside.hearing += 1
        mode = self._resolved_mode_()
        uses = self._uses_
        if uses & _KNOWN or mode != self.PROCESS_MODE_PAUSABLE:
            self._be_listed_(inside, mode)
        if uses & _HEARS:
            notify(self, self.NOTIFICATION_ENTER_TREE)
        if uses & _BEGINS and self._has_enter_tree_:
            lifecycle.call(self._enter_tree)
        if self._uses_ & _EMITS:
            lifecycle.emit(self, "tree_entered")
        if inside.heard:
            lifecycle.emit(inside.tree, "node_added", self)
        if parent is not None and self._siblings_.heard:
            lifecycle.emit(parent, "child_entered_tree", self)
        return self._children_

    def _begin_to_be_ready_(self, _: None) -> Children:
        self._ready_began_ = True
        return self._children_

    def _become_ready_(self, _: None) -> None:
        """Become ready, after the children."""
        self._ready_began_ = True
        uses = self._uses_
        if uses & _HEARS:
            notify(self, self.NOTIFICATION_POST_ENTER_TREE)
        if self._ready_first_:
            self._ready_first_ = False
            cls = type(self)
            if cls._overrides_ or uses & _BEGINS:
                self._switch_on_()
            if uses & _BEGINS:
                if cls._has_ready_:
                    lifecycle.call(self._ready)
                if cls._starts_itself_:
                    self._start_itself_()
            if uses & _HEARS:
                notify(self, self.NOTIFICATION_READY)
            if self._uses_ & _EMITS:
                lifecycle.emit(self, "ready")

    def _begin_to_leave_(self, _: None) -> Children:
        if self._inside_ is None:
            return NO_CHILDREN
        self._leaving_ = True
        return self._children_

    def _leave_(self, _: None) -> None:
        """Leave the tree, after the children."""
        inside = self._inside_
        if inside is None:
            return
        self._leaving_ = True
        if self._uses_ & _EXITS:
            lifecycle.call(self._exit_tree)
        if self._uses_ & _EMITS:
            lifecycle.emit(self, "tree_exiting")
        if self._uses_ & _HEARS:
            notify(self, self.NOTIFICATION_EXIT_TREE, reversed=True)
        if self._uses_ & _MODE:
            self._mode_ = self._process_mode_ or self.PROCESS_MODE_PAUSABLE
        if inside.scene.current is self:
            inside.scene.current = None
        if inside.heard:
            lifecycle.emit(inside.tree, "node_removed", self)
        parent = self._parent_
        if parent is not None and self._siblings_.heard:
            lifecycle.emit(parent, "child_exiting_tree", self)
        if inside.heard:
            lifecycle.emit(inside.tree, "tree_changed")
        self._ready_began_ = False
        uses = self._uses_
        if uses & _HEARS:
            inside.hearing -= 1
        inside.left(self)
        if uses & _KNOWN:
            self._be_unlisted_(inside, uses)
        self._inside_ = None
        self._leaving_ = False

    def _stay_(self, _: None) -> Children:
        self._leaving_ = False
        return self._children_

    def _drop_lost_owner_(self, _: None) -> Children:
        if self._uses_ & _OWNER:
            owner = self._owner_
            if owner is not None and not owner.is_ancestor_of(self):
                self._drop_owner_()
        return self._children_

    def _tell_exited_(self, _: None) -> None:
        if self._uses_ & _OWNER and not self._children_.count:
            self._drop_lost_owner_(None)
        if self._uses_ & _EMITS:
            lifecycle.emit(self, "tree_exited")

    def _vanish_(self, now: error.Running) -> bool:
        """Be deleted at once with all that is below, where nobody is to be told of it; return whether that was so."""
        siblings, inside, children = self._siblings_, self._inside_, self._children_
        # What its tasks do at their end finds the node on its way out.
        if self._uses_ & _LOUD_END or self._tasks_ or siblings.blocked or siblings.heard or now.moving:
            return False
        if inside is not None and (inside.heard or self._parent_ is None or inside.scene.current is self):
            return False
        below: Sequence[Node] | None = () if not children.count else self._silently_below_(now)
        if below is None:
            return False
        cls = type(self)
        for node in below:
            cls._leave_silently_(node)
        if self._parent_ is not None:
            siblings.take_out(self, self._name_, self._internal_)
            self._leave_silently_()
        # Everything stands in its new order by now: what a node holds may end with it, and run code of the game.
        for node in below:
            if not is_freed(node):
                cls._dissolve_(node)
        if not below or not is_freed(self):
            self._dissolve_()
        return True

    def _silently_below_(self, now: error.Running) -> Sequence[Node] | None:
        """Take all that is below from its parents and return it, the last first; None where somebody is to be told of its end."""
        if now.walking or self._uses_ & _PRINTS:
            return None
        cls = type(self)
        below, families = [*self._children_], [self]
        for node in below:
            found = cls._silent_children_(node)
            if found is None:
                return None
            if found.count:
                below += found
                families.append(node)
        for node in families:
            cls._forget_children_(node)
        below.reverse()
        return below

    def _silent_children_(self) -> Children | None:
        """Return the children; None where somebody is to be told when the node is deleted."""
        return None if self._uses_ & (_LOUD_END | _PRINTS) or self._tasks_ else self._children_

    def _forget_children_(self) -> None:
        self._children_ = NO_CHILDREN

    def _leave_silently_(self) -> None:
        """Leave the tree and the parent; nobody is told."""
        self._parent_, self._siblings_ = None, NO_CHILDREN
        inside = self._inside_
        if inside is not None:
            inside.left(self)
            uses = self._uses_
            if uses & _KNOWN:
                self._be_unlisted_(inside, uses)
            self._inside_ = None

    def _begin_to_die_(self, now: error.Running) -> None:
        """Hear of the deletion, and leave owner and parent."""
        now.walking.append(self)
        self._dying_ = True
        if self._notifiers_:
            self._stays_ = False
            notify(self, self.NOTIFICATION_PREDELETE, reversed=True)
        self._drop_owner_()
        cls = type(self)
        for owned in self._owned_ or ():
            cls._drop_owner_(owned)
        if self._parent_ is not None:
            self._part_()

    def _dies_(self) -> bool:
        """Hear of the end; False where it refused its deletion while it heard PREDELETE. What it said before that does not count."""
        if self._stays_ and self._notifiers_:
            self._dying_ = False
            return False
        # A child that came now would stay behind under a freed parent.
        self._leaving_ = True
        if self._notifiers_:
            notify(self, self.NOTIFICATION_PREDELETE_CLEANUP, reversed=True)
        return True

    def _end_(self, running: list[Any]) -> None:
        """Become a freed object; `running` are the signals that are being emitted.

        One ERROR tells of a node that ends while it emits; the receivers that are still to come are called all the same.
        """
        if self._uses_ & _EMITS and any(signal.get_object() is self for signal in running):
            error.complain(
                f"Object '{self}' was freed while a signal is being emitted from it. "
                "Connect with CONNECT_DEFERRED, or use queue_free() to free it or what is above it."
            )
        self._dissolve_()

    def _tell_all_(self, what: int) -> None:
        walking = error.active.now.walking
        walking.append(self)
        try:
            cls = type(self)
            lifecycle.down_from(self._hear_blocked_(what), cls._hear_blocked_, what)
        finally:
            walking.pop()

    def _call_blocked_(self, hook: Function[..., object], *args: Any) -> None:
        """Call something that may not change the children of this node, also where it has none."""
        children = self._children_
        if children is BLOCKED:
            hook(*args)
        elif children is NO_CHILDREN:
            self._children_ = BLOCKED
            try:
                hook(*args)
            finally:
                self._children_ = NO_CHILDREN
        else:
            children.blocked += 1
            try:
                hook(*args)
            finally:
                children.blocked -= 1

    def _hear_blocked_(self, what: int) -> Children:
        """Hear a notification that may not change the children, which it returns."""
        self._call_blocked_(notify, self, what)
        return self._children_

    def _call_one_(self, given: tuple[str, list[Any]]) -> None:
        """Call a method of this node, if it has it, which may not change the children."""
        method, args = given
        if self.has_method(method):
            self._call_blocked_(lifecycle.call, getattr(self, method), *args)

    def _call_first_(self, given: tuple[str, list[Any]]) -> Children:
        self._call_one_(given)
        return self._children_

    def _begin_to_call_(self, _: object) -> Children:
        return self._children_

    def _hand_over_children_(self, node: Node) -> None:
        """Give the children to another node, in order; handlers that hear of it may free either of the two."""
        while not is_freed(self) and not is_freed(node) and self._children_:
            children = self._children_
            child, internal = children.at(0), children.front > 0 or children.count == children.back
            self.remove_child(child)
            if Node.get_parent(child) is self:
                break
            if not internal:
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

    def _owned_nodes_(self) -> Owned:
        """Return what belongs to this node as its owner."""
        if self._owned_ is None:
            self._owned_ = Owned()
            self._uses_ |= _OWNER
        return self._owned_

    def _claim_name_(self) -> None:
        if self._fellows_ is not None:
            self._unique_ = self._fellows_.claim(self, self._name_)

    def _drop_owner_(self) -> None:
        if self._fellows_ is not None:
            self._fellows_.drop(self, self._name_)
            self._owner_ = self._fellows_ = None

    def _put_off_(self, call: Call) -> None:
        inside = self._inside_
        if inside is None:
            message_queue.put_off(call)
        else:
            inside.messages.push(call)

    def _accepts_(self, node: Node, method: str, now: error.Running) -> bool:
        """Whether the node can become a child now."""
        _require_node(node)
        if node is self:
            error.complain(f"Can't add child {node} to itself.")
        elif Node.get_parent(node) is not None:
            error.complain(f"Can't add child {node} to {self}, already has a parent {Node.get_parent(node)}. Call reparent() instead.")
        elif Node.get_child_count(node, include_internal=True) and node.is_ancestor_of(self):
            error.complain(f"Can't add child {node} to {self}: it would result in a cyclic dependency, it is already a parent of it.")
        elif self._children_.blocked:
            error.complain(
                f"Parent node {self} is busy setting up children, `{method}()` failed. "
                f'Consider using `call_deferred("{method}", child)` instead.'
            )
        else:
            self._refuse_if_unsafe_(node, method, now)
            if Node.get_owner(node) is not None:
                owner = Node.get_owner(node)
                error.warn(f"Adding {node} to {self} will make its owner {owner} inconsistent. Set its owner to None beforehand.")
            return True
        return False

    def _refuse_if_unsafe_(self, node: Node, method: str, now: error.Running) -> None:
        if self._leaving_:
            message = f"{method}() on {self}, which is leaving the tree: the child would stay behind. Add it before or after."
            raise RuntimeError(message)
        if now.walking and (node._dying_ or lifecycle.holds(node, now.walking if lifecycle.is_dying(self, now) else now.moving)):
            message = f"{method}() of {node} to {self}: it, or what is below it, is being added, removed or deleted. Use call_deferred()."
            raise RuntimeError(message)

    def _add_behind_(self, child: Node, node: Node, readable: bool, internal: int) -> None:
        """Add a node right behind a child, whose internal mode it gets; it is ready before it is moved there."""
        now, children = error.active.now, self._children_
        if self._accepts_(node, "add_sibling", now):
            self._insert_(node, readable, internal, now)
            # Its handlers may have freed either of the two.
            if not is_freed(child) and not is_freed(node) and Node.get_parent(node) is Node.get_parent(child) is self:
                self._move_(node, children.place_of(child) + 1)
        elif Node.get_parent(node) is self and node._internal_ == internal and not children.blocked:
            # Behind the last, where it leaves its place first, is the last.
            self._move_(node, min(children.place_of(child) + 1, children.range_of(internal)[1] - 1))

    def _stands_alone_(self) -> bool:
        """Whether it has no parent, no children and no owner."""
        return self._parent_ is None and not self._children_.count and not self._uses_ & _OWNER

    def _insert_(self, node: Node, readable: bool, internal: int, now: error.Running) -> bool:
        """Put a child in behind the others of its internal mode, and let it enter; return whether nobody was told."""
        children = self._children_
        if children is NO_CHILDREN:
            self._children_ = children = Children(heard=bool(self._uses_ & (_HEARS | _EMITS)))
        node._join_(self, children, readable, internal)
        inside = self._inside_
        if not children.heard and node._settle_(inside, self._mode_, self._ready_began_):
            return True
        outer = now.collector
        if inside is not None:
            now.collector = error.collector_within(outer, inside.tree)
        now.walking.append(self)
        try:
            node._hear_of_parent_(self.NOTIFICATION_PARENTED, now)
            if self._inside_ is not None:
                node._set_tree_(self._inside_, now)
            self._order_changed_()
        finally:
            now.walking.pop()
            now.collector = outer
        return False

    def _join_(self, parent: Node, children: Children, readable: bool, internal: int) -> None:
        """Become the last child of a parent, under a name that is free."""
        name = self._name_
        if not name or name in children.named:
            self._name_ = name = children.free_name(name, self._engine_class_, readable)
        children.named[name] = self
        if internal or children.back:
            children.put_in(self, internal)
        else:
            children.append(self)
        self._parent_ = parent
        self._siblings_ = children
        self._internal_ = internal

    def _settle_(self, inside: Inside | None, mode: int, ready: bool) -> bool:
        """Enter the tree with all that is below and become ready at once, where nobody is to be told of it.

        Args:
            inside: The tree of the parent, None outside of every tree.
            mode: The mode of the parent.
            ready: Whether the parent began to be ready; the node waits for it otherwise.

        Returns:
            Whether that was so.
        """
        uses = self._uses_
        if uses & (_HEARS | _EMITS):
            return False
        if inside is None:
            return True
        if uses & _BEGINS or inside.heard:
            return False
        if self._children_.count:
            cls = type(self)
            below = [*self._children_]
            for node in below:
                found = cls._new_children_(node)
                if found is None:
                    return False
                below += found
            self._begin_silently_(inside, mode, ready)
            for node in below:
                cls._begin_silently_(node, inside, None, ready)
        else:
            self._begin_silently_(inside, mode, ready)
        return True

    def _new_children_(self) -> Children | None:
        """Return the children; None where somebody is to be told when the node enters, or it is in a tree already."""
        return None if self._uses_ & (_HEARS | _EMITS | _BEGINS) or self._inside_ is not None else self._children_

    def _begin_silently_(self, inside: Inside, mode: int | None, ready: bool) -> None:
        """Enter the tree, behind the parent, and become ready if the parent is; nobody is told."""
        self._inside_ = inside
        inside.count += 1
        if mode is None:
            mode = self._resolved_mode_()
        if self._uses_ & _KNOWN or mode != _PAUSABLE:
            self._be_listed_(inside, mode)
        if ready:
            self._ready_began_ = True
            if self._ready_first_:
                self._ready_first_ = False
                if self._overrides_:
                    self._switch_on_()

    def _hear_of_parent_(self, what: int, now: error.Running) -> None:
        """Hear that it got a parent, or that it is about to lose it."""
        if self._uses_ & _HEARS:
            # Taken out at this moment it would enter without a parent; a branch above that enters at this moment would take it along.
            now.moving.append(self)
            now.walking.append(self)
            try:
                notify(self, what)
            finally:
                now.walking.pop()
                now.moving.pop()

    def _be_listed_(self, inside: Inside, mode: int) -> None:
        """Let the tree list what the node uses; `mode` is what its parent has."""
        if self._process_mode_ or mode != self.PROCESS_MODE_PAUSABLE:
            self._mode_ = self._process_mode_ or mode
            self._uses_ |= _MODE
        uses = self._uses_
        if uses & _GROUPS:
            for group in self._groups_ or ():
                inside.members.add(group, self)
        for listed, which in ((_IDLE, inside.idle), (_PHYSICS, inside.physics)):
            if uses & listed:
                if self._is_in_pass_(which.physics):
                    which.join(self)
                self._listed_again_(inside)
        if uses & _INPUT:
            for hook in self._inputs_:
                inside.switch_input(self, hook, True)

    def _be_unlisted_(self, inside: Inside, uses: int) -> None:
        """Let the tree forget what the node uses."""
        if uses & _LISTED_IDLE:
            inside.idle.leave(self)
        if uses & _LISTED_PHYSICS:
            inside.physics.leave(self)
        if uses & _GROUPS:
            for group in self._groups_ or ():
                inside.members.discard(group, self)
        if uses & _INPUT:
            for hook in self._inputs_:
                inside.switch_input(self, hook, False)

    def _move_(self, node: Node, place: int) -> None:
        """Put a child at a place among all children; whoever hears of it finds the children blocked."""
        children = self._children_
        if place < children.count and children.at(place) is node:
            return
        children.move(node, place)
        inside = self._inside_
        heard = inside is not None and inside.heard
        if inside is not None:
            inside.moved()
        if not heard and not self._uses_ & (_HEARS | _EMITS):
            return
        now = self._now_()
        outer = now.collector
        if inside is not None:
            now.collector = error.collector_within(outer, inside.tree)
        now.walking.append(self)
        try:
            if inside is not None and heard:
                lifecycle.emit(inside.tree, "tree_changed")
            self._call_blocked_(self._order_changed_)
        finally:
            now.walking.pop()
            now.collector = outer

    def _part_(self) -> None:
        """Leave the tree, and the parent; there must be one."""
        parent, siblings, now = cast("Node", self._parent_), self._siblings_, self._now_()
        if siblings.blocked or (now.moving and lifecycle.holds(self, now.moving)):
            message = f"{self} or what is below it is entering or leaving the tree; use call_deferred() or queue_free()."
            raise RuntimeError(message)
        outer = now.collector
        if Node.is_inside_tree(parent):
            now.collector = error.collector_within(outer, Node.get_tree(parent))
        now.walking.append(self)
        try:
            siblings.blocked += 1
            try:
                self._set_tree_(None, now)
                self._hear_of_parent_(self.NOTIFICATION_UNPARENTED, now)
            finally:
                siblings.blocked -= 1
            siblings.take_out(self, self._name_, self._internal_)
            self._parent_, self._siblings_, self._run_ = None, NO_CHILDREN, NOWHERE
            parent._order_changed_()
            if Node.is_inside_tree(parent):
                self._after_leaving_()
        finally:
            now.walking.pop()
            now.collector = outer

    def _order_changed_(self) -> None:
        if not self._uses_ & (_HEARS | _EMITS):
            return
        walking = error.active.now.walking
        walking.append(self)
        try:
            if self._notifiers_:
                notify(self, self.NOTIFICATION_CHILD_ORDER_CHANGED)
            lifecycle.emit(self, "child_order_changed")
        finally:
            walking.pop()

    def _index_(self) -> int:
        """Return the place among all siblings, internal ones included."""
        return 0 if self._parent_ is None else self._siblings_.place_of(self)

    def _places_(self) -> list[int]:
        """Return the way to this node from the top, as places among siblings."""
        cls = type(self)
        return [cls._index_(node) for node in (*reversed(self._ancestors_()), self)]

    def _found_at_(self, path: str) -> Node | None:
        """Follow a path that does not only lead down, is new, or leads to no node."""
        if path not in names_below:
            learn(path)
        cls = type(self)
        absolute, names = split(path)
        current = None if absolute else self
        if not path.strip(":"):
            return None
        root = self
        if absolute:
            if self._inside_ is None:
                error.complain(f'Can\'t use get_node() with the absolute path "{path}" from outside the active scene tree: {self}.')
                return None
            root = self._inside_.tree.root
        for name in names:
            if current is None:
                if name == "..":
                    return None
                # As in the engine, names before the root's own are passed over.
                current = root if name == Node.get_name(root) else None
                continue
            current = cls._step_(current, name)
            if current is None:
                return None
        return current

    def _step_(self, name: str) -> Node | None:
        """Return the node that one name of a path leads to."""
        if name == "..":
            return self._parent_
        if name.startswith("%"):
            return self._unique_named_(name[1:])
        return self if name == "." else self._children_.named.get(name)

    def _unique_named_(self, name: str) -> Node | None:
        """Return the node that has a unique name in the scene of this node, or in the one it belongs to."""
        for scene in (self._owned_, self._fellows_):
            found = None if scene is None else scene.unique.get(name)
            if found is not None:
                return found
        return None

    def _ancestors_(self) -> list[Node]:
        found = []
        parent = self._parent_
        while parent is not None:
            found.append(parent)
            parent = parent._parent_
        return found

    def _way_(self) -> NodePath:
        return NodePath("/" + "/".join(Node.get_name(node) for node in [*reversed(self._ancestors_()), self]))

    def _start_itself_(self) -> None:
        """Do what a node of the library does by itself after `_ready`, if its class says so; Timer starts here."""

    def _switch_(self, what: int, enable: bool) -> None:
        """Switch processing of one kind on or off, and tell the pass of the tree."""
        if enable != bool(self._uses_ & what):
            self._uses_ = (self._uses_ ^ what) | (_LISTED_PHYSICS if what & _PHYSICS else _LISTED_IDLE)
            inside = self._inside_
            if inside is not None:
                chosen = inside.physics if what & _PHYSICS else inside.idle
                if self._is_in_pass_(chosen.physics):
                    chosen.join(self)
                else:
                    chosen.switch_off(self)
                self._listed_again_(inside)

    def _switch_on_(self) -> None:
        """Switch on what the class overrides; the node becomes ready for the first time, or asked to again."""
        cls = type(self)
        on = cls._overrides_ & ~self._uses_
        if on:
            listed = (_LISTED_IDLE if on & _PROCESSING else 0) | (_LISTED_PHYSICS if on & _PHYSICS_PROCESSING else 0)
            before, self._uses_ = self._uses_, self._uses_ | on | listed
            inside = self._inside_
            if inside is not None:
                if on & _PROCESSING:
                    inside.idle.join(self)
                if on & _PHYSICS_PROCESSING:
                    inside.physics.join(self)
                if before & (_IDLE | _PHYSICS):
                    self._listed_again_(inside)
        for hook in cls._has_input_:
            self._switch_input_(hook, True)

    def _switch_input_(self, hook: str, enable: bool) -> None:
        if enable != (hook in self._inputs_):
            self._inputs_ = self._inputs_ | {hook} if enable else self._inputs_ - {hook}
            self._uses_ |= _INPUT
            if self._inside_ is not None:
                self._inside_.switch_input(self, hook, enable)

    def _listed_again_(self, inside: Inside) -> None:
        """Have both lists follow what moved: the engine takes the node out of those it is in and puts it back."""
        if self._uses_ & _IDLE:
            inside.idle.listed_again()
        if self._uses_ & _PHYSICS:
            inside.physics.listed_again()

    def _is_in_pass_(self, physics: bool) -> bool:
        """Whether there is anything to call."""
        on = self._uses_ & (_PHYSICS if physics else _IDLE)
        return bool(on & (_INTERNAL_PROCESSING | _INTERNAL_PHYSICS_PROCESSING | self._overrides_)) or (on != 0 and bool(self._notifiers_))

    def _calls_(self, physics: bool) -> tuple[Function[[float], object], Function[[float], object]]:
        """Return what the pass calls while the tree goes on, and what while it is paused."""
        if not self._is_in_pass_(physics):
            return nothing, nothing
        call, mode = self._pass_call_(physics), self._mode_
        return (
            call if mode in (self.PROCESS_MODE_PAUSABLE, self.PROCESS_MODE_ALWAYS) else nothing,
            call if mode in (self.PROCESS_MODE_WHEN_PAUSED, self.PROCESS_MODE_ALWAYS) else nothing,
        )

    def _pass_call_(self, physics: bool) -> Function[[float], object]:
        """Return what the pass calls: mostly the bound hook itself, so that nothing stands between the loop and it."""
        hook = self._physics_process if physics else self._process
        switch = _PHYSICS_PROCESSING if physics else _PROCESSING
        hooked = self._overrides_ & switch
        internal = self._uses_ & (_INTERNAL_PHYSICS_PROCESSING if physics else _INTERNAL_PROCESSING)
        notifiers = self._notifiers_
        if not notifiers:
            if not internal:
                return hook
            if not hooked:
                return self._tick_
        numbers = (
            (self.NOTIFICATION_INTERNAL_PHYSICS_PROCESS, self.NOTIFICATION_PHYSICS_PROCESS)
            if physics
            else (self.NOTIFICATION_INTERNAL_PROCESS, self.NOTIFICATION_PROCESS)
        )

        def call(delta: float) -> None:
            # Each step may switch what comes after it, or free what the node is in and the node with it.
            if internal:
                lifecycle.call(self._tick_, delta)
                if notifiers and not is_freed(self):
                    notify(self, numbers[0])
            if is_freed(self) or not self._uses_ & switch:
                return
            if hooked:
                lifecycle.call(hook, delta)
            if notifiers and not is_freed(self):
                notify(self, numbers[1])

        return call

    def _tick_(self, delta: float) -> object:
        """Do what a node of the library does by itself once a frame; Timer counts here."""

    def _tell_paused_(self, paused: bool) -> Children:
        """Hear that the tree is paused or goes on; return the children, who hear it next."""
        # A node that is not inside yet, or any more, goes by its own mode.
        mode = self._process_mode_ or self._mode_
        if self._notifiers_ and mode in (self.PROCESS_MODE_PAUSABLE, self.PROCESS_MODE_WHEN_PAUSED):
            stops = paused == (mode == self.PROCESS_MODE_PAUSABLE)
            notify(self, self.NOTIFICATION_PAUSED if stops else self.NOTIFICATION_UNPAUSED)
        return self._children_

    def _can_process_now_(self) -> bool:
        mode = self._mode_
        if mode == self.PROCESS_MODE_PAUSABLE:
            return self._inside_ is not None and not self._inside_.paused
        if mode == self.PROCESS_MODE_WHEN_PAUSED:
            return self._inside_ is not None and self._inside_.paused
        return mode == self.PROCESS_MODE_ALWAYS

    def _resolved_mode_(self) -> int:
        """Return the mode with INHERIT resolved; the root of a tree is pausable."""
        if self._process_mode_ != self.PROCESS_MODE_INHERIT:
            return self._process_mode_
        return self.PROCESS_MODE_PAUSABLE if self._parent_ is None else self._parent_._mode_

    def _spread_mode_(self, what: list[int]) -> None:
        """Let the mode hold for this node and those that inherit from it, inside the tree or not, and tell each what that changes."""
        given = (None if self._process_mode_ == self.PROCESS_MODE_INHERIT else self, self._resolved_mode_(), what)
        cls = type(self)
        lifecycle.down_from(self._take_mode_(given), cls._inherit_mode_, given)

    def _take_mode_(self, given: tuple[Node | None, int, list[int]]) -> Children:
        """Let a mode hold for this node, and tell it what that changes; return its children.

        Args:
            given: The node whose own mode it is, if it is one's; the mode when it set out; the notifications.
        """
        owner, mode, what = given
        # The owner's, as in the engine, also below a node that gets a mode of its own while it is told.
        self._mode_ = mode if owner is None else (owner.process_mode or mode)
        self._uses_ |= _MODE
        inside = self._inside_
        if inside is not None:
            inside.idle.refresh(self)
            inside.physics.refresh(self)
        if self._notifiers_:
            for number in what:
                notify(self, number)
        return self._children_

    def _inherit_mode_(self, given: tuple[Node | None, int, list[int]]) -> Children:
        return self._take_mode_(given) if self._process_mode_ == self.PROCESS_MODE_INHERIT else NO_CHILDREN

    def _own_signal_(self, name: str, signal: AnySignal) -> None:
        self._uses_ |= _EMITS
        children = self._children_
        if children is not NO_CHILDREN and children is not BLOCKED:
            children.heard = True
        super()._own_signal_(name, signal)

    def __repr__(self) -> str:
        """Show the path, or the name outside of the tree."""
        return f"<{type(self).__name__} {plain(self._way_() if self._inside_ is not None else self._name_ or '(unnamed)')}>"


def _require_node(node: object) -> None:
    if is_freed(node):
        cast("Any", node).get_name()
    if not isinstance(node, Node):
        message = f"a Node is needed here, not {type(node).__name__} {node!r}"
        raise TypeError(message)


def _refuse_root() -> NoReturn:
    message = "the root of a tree can't be freed; call quit() or close() of the tree"
    raise RuntimeError(message)


def _current_tree() -> SceneTree | None:
    from steam_nodes.scene.engine.engine import Engine  # noqa: PLC0415  # the engine knows trees, and trees know nodes

    return Engine.get_main_loop()
