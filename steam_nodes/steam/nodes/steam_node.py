"""SteamNode: what the nodes over a backend share: their place in the tree, their singleton, the frame, and the dispatch of records.

Rules: a tree holds one node of each family, the last of `singleton_names`. Once a frame, from its own `_process` and before all game
nodes, it emits what Steam answered. What a record becomes stands in one table, `_emissions_`, which each interface extends beside its
signals. Each answer is emitted exactly once, first in Godot's lane, then in blinker's; then who awaits that very call goes on
(awaits.py). A failing receiver stops no other, and no other answer.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self

from steam_nodes.object import error
from steam_nodes.scene.engine.engine import Engine
from steam_nodes.scene.node import Node
from steam_nodes.steam.godotsteam_missing import Listed, bring_forward, tell_absent
from steam_nodes.steam.nodes.awaits import Awaits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from steam_nodes.scene.scene_tree import SceneTree
    from steam_nodes.steam.backend import AnyBackend

    Dispatch = Callable[[Any, Any], None]
    """Emits a record, given the node and the record."""


class Emits(NamedTuple):
    """A row of the table of emissions: the signal that a record becomes.

    Args:
        signal: The signal's name.
        fields: What it carries: fields of the record, in order.
        answer: What who awaits the call gets: a field of the record, "" for the whole record; None for a record that answers no call.
    """

    signal: str
    fields: tuple[str, ...]
    answer: str | None = None


class _Row(NamedTuple):
    """A row as the loop over records wants it."""

    signal: str | None
    """The signal's name; None where `pick` is a function that emits the record itself, given the node and the record."""
    pick: Callable[..., Any]
    """Takes the fields off a record: a tuple, but one field as it is."""
    size: int
    """How many fields there are."""
    answer: str | None
    """As in Emits."""


def _row_of_base(kind: type, rows: dict[type, _Row]) -> _Row | None:
    """Return the row of a record whose class inherits from one that has a row, and keep it for the next."""
    row = next((rows[base] for base in kind.__mro__ if base in rows), None)
    if row is not None:
        rows[kind] = row
    return row


def row_of(given: Emits | Dispatch) -> _Row:
    """Prepare a row of a table."""
    if isinstance(given, Emits):
        return _Row(given.signal, attrgetter(*(given.fields or ("__class__",))), len(given.fields), given.answer)
    return _Row(None, given, 0, None)


@tell_absent
class SteamNode(Node, metaclass=Listed):
    """A node that makes Steam's calls and emits what answers them.

    Args:
        backend: Steam as this program sees it.

    Raises:
        TypeError: The backend is another side's.
    """

    singleton_names: ClassVar[tuple[str, ...]] = ("SteamNode",)
    """The names under which `Engine.get_singleton` finds it; the last one is the family's."""
    _emissions_: ClassVar[Mapping[type, Emits | Dispatch]] = {}
    """What each record that this class knows becomes; a class has the rows of its bases too."""
    _other_seam_: ClassVar[str] = ""
    """What is said of a backend that has no `_own_call_`."""

    _rows_: ClassVar[dict[type, _Row]] = {}
    _runs_itself_: ClassVar[bool] = False
    """Whether a game's class says itself what happens once a frame."""
    _backend_: Any
    _ledgers_: Any = None
    """What every PlayerStats on this node shares, from the first one on."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Join the tables of emissions, and let nothing that a class has be hidden by a name of GodotSteam's that is not here."""
        super().__init_subclass__(**kwargs)
        bring_forward(cls, SteamNode)
        rows = {kind: row for base in reversed(cls.__mro__) for kind, row in vars(base).get("_emissions_", {}).items()}
        cls._rows_ = {kind: row_of(row) for kind, row in rows.items()}
        cls._runs_itself_ = cls.run_callbacks is not SteamNode.run_callbacks

    def __init__(self, backend: AnyBackend) -> None:
        """Make the node outside of a tree; `attach` does this and puts it in its place."""
        try:
            self._own_call_(backend)
        except AttributeError:
            raise TypeError(self._other_seam_.format(name=type(self).__name__, backend=backend)) from None
        super().__init__(self.singleton_names[0])
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self._backend_ = backend
        self._awaits_ = Awaits()
        self._dispatching_ = False

    @staticmethod
    def _own_call_(backend: Any) -> object:
        """Return a call of the backend that no other side of Steam has; a class that can do with any asks for none."""
        return backend

    def __dir__(self) -> list[str]:
        """Leave out the names of GodotSteam's that are not here."""
        return sorted({*dir(type(self)), *self.__dict__})

    @classmethod
    def attach(cls, tree: SceneTree, backend: AnyBackend) -> Self:
        """Put a new node under the root of the tree, as its first autoload.

        Args:
            tree: The tree whose frames will emit the answers, also while it is paused.
            backend: Steam as this program sees it. It stays yours: close it when the program is done with it.

        Returns:
            The node; `get_singleton()` finds it from everywhere.

        Raises:
            RuntimeError: The tree has such a node already, or its root is busy; attach before the main scene is added.
            TypeError: The backend is another side's.
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
        reason: str = self._backend_.why()
        return reason

    def run_callbacks(self) -> None:
        """Emit what Steam has answered by now.

        The node does this by itself once a frame. Calling it besides, as GodotSteam scripts do, is harmless; inside a handler it
        does nothing. Outside of a tree, where no frame does it, each call counts as a frame.
        """
        if self._dispatching_:
            return
        if not self.is_inside_tree():
            self._backend_.advance(0.0)
        records = self._backend_.poll()
        if records:
            self._dispatch_(records)
            error.raise_loose()

    def _process(self, delta: float) -> None:
        if self._dispatching_:
            return
        if self._runs_itself_:
            self.run_callbacks()
            return
        records = self._backend_.poll()
        if records:
            self._dispatch_(records)

    def _dispatch_(self, records: Sequence[Any]) -> None:
        """Turn records into signals, in order, and wake who waits for the calls that they answer."""
        rows, waiting = self._rows_, self._awaits_.waiting
        self._dispatching_ = True
        try:
            for record in records:
                row = rows.get(type(record)) or _row_of_base(type(record), rows)
                if row is None:
                    continue
                signal, pick, count, answer = row
                try:
                    if signal is None:
                        pick(self, record)
                        continue
                    # The common case first: a signal that somebody touched is at hand, and the lookup on the class is saved.
                    touched = self._signals_
                    emit = touched[signal].emit if touched is not None and signal in touched else getattr(self, signal).emit
                    if count > 1:
                        emit(*pick(record))
                    elif count:
                        emit(pick(record))
                    else:
                        emit()
                except Exception as failure:
                    error.take(failure)
                if answer is not None and record.call in waiting:
                    self._awaits_.give(record.call, getattr(record, answer) if answer else record)
        finally:
            self._dispatching_ = False

    def _enter_tree(self) -> None:
        tree = self.get_tree()
        held = Engine.singleton_of(tree, self.singleton_names[-1])
        if held not in (None, self):
            self.queue_free()
            message = f"the tree has {held!r} already, and holds one; {self!r} is removed again"
            raise RuntimeError(message)
        self._announce_(tree)
        # Steam's time moves as a frame begins, before its physics: what is asked anywhere in a frame is answered in the next.
        tree._beginnings[self] = self._backend_.advance

    def _announce_(self, tree: SceneTree) -> None:
        """Be the singleton of a tree from now on, which entering does too: for a tree whose scripts ask before its root is inside.

        Args:
            tree: The tree.
        """
        for name in self.singleton_names:
            Engine.attach_singleton(tree, name, self)

    def _exit_tree(self) -> None:
        tree = self.get_tree()
        for name in self.singleton_names:
            Engine.detach_singleton(tree, name, self)
        tree._beginnings.pop(self, None)
