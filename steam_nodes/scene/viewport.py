"""Window: the root of a tree, which hands input events through it.

Rules, the engine's own: an event goes through its passes within the call, `_input`, for keys `_shortcut_input` and
`_unhandled_key_input`, then `_unhandled_input`; each in reverse tree order over a snapshot, and none further once it is handled. A button
of a gamepad and a shortcut go through `_shortcut_input` too. A node that cannot process is skipped, one that is queued for deletion is
not. What is parsed while the queue is handed out is handed out with it; a motion of the mouse right behind another is added to that one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.object import error
from steam_nodes.scene import lifecycle
from steam_nodes.scene.input.input_event import InputEvent
from steam_nodes.scene.node import Node
from steam_nodes.scene.process_pass import in_tree_order

if TYPE_CHECKING:
    from steam_nodes.object.error import Running
    from steam_nodes.scene.inside import Inside


class Window(Node):
    """The root of a tree.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_window.html, of which it is the part without a window.

    Args:
        name: The name of the node.
    """

    _handled_: bool = False

    def push_input(self, event: InputEvent) -> None:
        """Hand an event through the tree now.

        Args:
            event: A key, button, motion or action event.

        Raises:
            TypeError: It is not an InputEvent.
        """
        if not isinstance(event, InputEvent):
            message = f"push_input() takes an InputEvent, not {type(event).__name__} {event!r}"
            raise TypeError(message)
        inside = self._inside_
        if inside is None:
            error.complain("push_input() after the tree ended: the event is dropped.")
            return
        # As in the engine a nested event leaves its own state behind: handled, it ends the way of the outer one too.
        self._handled_ = False
        outer = error.active.collector
        error.active.collector = error.collector_within(outer, inside.tree)
        try:
            for hook in event._passes_:
                if not self._hand_out_(inside, hook, event):
                    return
            # As in the engine, where the picking of physics objects takes it then.
            self._handled_ = event._is_picked_
        finally:
            error.active.collector = outer

    def set_input_as_handled(self) -> None:
        """End the way of the running event: no node gets it after this."""
        self._handled_ = True

    def is_input_handled(self) -> bool:
        """Whether the last event pushed is handled."""
        return self._handled_

    def _empty_(self, now: Running) -> None:
        """Take everything out of the tree, then delete what is below; the caller takes this node from those being walked over."""
        self._set_tree_(None, now)
        self._after_leaving_()
        now.walking.append(self)
        self._delete_children_(now)

    def _hand_out_(self, inside: Inside, hook: str, event: InputEvent) -> bool:
        """Run one pass; False ends the way of the event."""
        for node in inside.leavers.still_inside(in_tree_order(inside.listeners[hook])[::-1]):
            if node._can_process_now_():
                lifecycle.call(getattr(node, hook), event)
                if self._handled_:
                    return False
        return True
