"""SteamNode: what the nodes over a backend share: their place in the tree, their singleton, the frame, and waiting for one answer.

Rules: a tree holds one node of each family, the last of `singleton_names`. Once a frame, from its own `_process` and before all game
nodes, it hands out what Steam answered. The number of a call finds who waits for it; each is woken once, by the answer or by the end of
its time, after the signal. A failing receiver stops no other, and no other answer.
"""

from __future__ import annotations

from math import inf
from sys import float_info
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self, TypeVar

from steam_nodes.object import error
from steam_nodes.object.tasks import Answer
from steam_nodes.scene import lifecycle
from steam_nodes.scene.engine.engine import Engine
from steam_nodes.scene.node import Node
from steam_nodes.steam.godotsteam_missing import GodotSteamNames
from steam_nodes.steam.stat_values import short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from steam_nodes.scene.scene_tree import SceneTree

T = TypeVar("T")


class Door(Protocol):
    """What such a node asks of every backend."""

    def advance(self, delta: float) -> None:
        """Begin a frame."""

    def poll(self) -> Sequence[Any]:
        """Return what has arrived."""

    def why(self) -> str:
        """Return the reason of the last refusal."""


class SteamNode(Node, GodotSteamNames):
    """A node that asks Steam and hands out the answers.

    Args:
        backend: Steam as this program sees it.
    """

    singleton_names: ClassVar[tuple[str, ...]] = ("SteamNode",)
    """The names under which `Engine.get_singleton` finds it; the last one is the family's."""

    _backend: Any

    def __init__(self, backend: Door) -> None:
        """Make the node outside of a tree; `attach` does this and puts it in its place."""
        super().__init__(self.singleton_names[0])
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self._backend = backend
        self._pumping = False
        self._answers: dict[int, Answer[Any]] = {}

    @classmethod
    def attach(cls, tree: SceneTree, backend: Door) -> Self:
        """Put a new node under the root of the tree, as its first autoload.

        Args:
            tree: The tree whose frames will hand out the answers, also while it is paused.
            backend: Steam as this program sees it. It stays yours: close it when the program is done with it.

        Returns:
            The node; `get_singleton()` finds it from everywhere.

        Raises:
            RuntimeError: The tree has such a node already, or its root is busy; attach before the main scene is added.
        """
        children = (child for child in tree.root.get_children() if isinstance(child, SteamNode))
        held = next((child for child in children if child.singleton_names[-1] == cls.singleton_names[-1]), None)
        if held is not None:
            message = f"the tree has {held!r} already, and holds one; use get_singleton(), or free that one first"
            raise RuntimeError(message)
        node = cls(backend)
        tree.root.add_child(node)
        if node.get_parent() is None:
            message = (
                f"the root of the tree is busy, {cls.__name__} was not attached; attach it before the main scene is added, "
                f'or pass autoloads={{"{cls.__name__}": {cls.__name__}(backend)}} to SceneTree'
            )
            raise RuntimeError(message)
        tree.root.move_child(node, 0)
        return node

    @classmethod
    def get_singleton(cls) -> Self:
        """Return the node of the running tree, else the last one attached.

        Raises:
            RuntimeError: None is attached.
        """
        found = Engine.get_singleton(cls.singleton_names[0]) if Engine.has_singleton(cls.singleton_names[0]) else None
        if not isinstance(found, cls):
            message = f"no {cls.__name__} is attached to a tree; call {cls.__name__}.attach(tree, backend) first"
            raise RuntimeError(message)  # noqa: TRY004  # what is missing is a step of the program, not a type
        return found

    def why(self) -> str:
        """Return the reason of the last refusal, with the remedy; "" if nothing was refused."""
        reason: str = self._backend.why()
        return reason

    def run_callbacks(self) -> None:
        """Hand out what Steam has answered by now.

        The node does this by itself once a frame. Calling it besides, as GodotSteam scripts do, is harmless; inside a handler it
        does nothing. Outside of a tree, where no frame does it, each call counts as a frame.
        """
        if self._pumping:
            return
        if not self.is_inside_tree():
            self._backend.advance(0.0)
        records = self._arrived_()
        if not records:
            return
        self._pumping = True
        try:
            for record in records:
                lifecycle.call(self._hand_out_, record)
        finally:
            self._pumping = False
        error.raise_loose()

    def _arrived_(self) -> Sequence[Any]:
        """Return what has arrived, before any of it is handed out."""
        records: Sequence[Any] = self._backend.poll()
        return records

    def _hand_out_(self, record: Any) -> None:
        """Turn one record into its signal."""

    def _enter_tree(self) -> None:
        tree = self.get_tree()
        held = Engine.singleton_of(tree, self.singleton_names[-1])
        if held is not None:
            self.queue_free()
            message = f"the tree has {held!r} already, and holds one; {self!r} is removed again"
            raise RuntimeError(message)
        for name in self.singleton_names:
            Engine.attach_singleton(tree, name, self)
        # Steam's time moves as a frame begins, before its physics: what is asked anywhere in a frame is answered in the next.
        tree._beginnings[self] = self._backend.advance

    def _exit_tree(self) -> None:
        tree = self.get_tree()
        for name in self.singleton_names:
            Engine.detach_singleton(tree, name, self)
        tree._beginnings.pop(self, None)

    def _process(self, delta: float) -> None:
        self.run_callbacks()

    def _resolve(self, call: int, value: Any) -> None:
        """Wake who waits for a call, if anybody does."""
        answer = self._answers.pop(call, None)
        if answer is not None:
            answer.give(value)

    def _check_timeout(self, timeout: float | None) -> None:
        """Refuse a timeout that could never come, before anything is asked of Steam.

        Args:
            timeout: Seconds to wait at most, None for any time.

        Raises:
            TypeError: It is no number.
            ValueError: It is not above 0.
            RuntimeError: The node is not inside a tree, which counts the time.
        """
        if timeout is None:
            return
        if isinstance(timeout, bool) or not isinstance(timeout, int | float):
            message = f"timeout is a number of seconds above 0 or None, not {type(timeout).__name__} {short(timeout)}"
            raise TypeError(message)
        if not 0 < timeout <= float_info.max and timeout != inf:
            message = f"timeout is a number of seconds above 0 or None, not {short(timeout)}"
            raise ValueError(message)
        if not self.is_inside_tree():
            message = f"{self!r} is not inside a tree, which counts the time; attach it first, or wait without a timeout"
            raise RuntimeError(message)

    async def _answer(self, call: int, timeout: float | None, late: T) -> T:
        """Wait for the answer to one call.

        Args:
            call: The number that the call returned.
            timeout: Seconds to wait at most, None for any time.
            late: What to return when the time is over.

        Returns:
            What answered the call, or `late`.
        """
        answer = self._answers[call] = Answer[T]()
        if timeout is None:
            return await answer
        timer = self.get_tree().create_timer(timeout, process_always=True, ignore_time_scale=True)
        timer.timeout.connect(lambda: self._resolve(call, late))
        try:
            return await answer
        finally:
            # The tree would count it in every frame until its time is over.
            timer._countdown_.over = True
