"""What methods of the engine's classes answer here that the library's own classes lack, and which need not do nothing.

Rules: the game runs alone and is its own authority: a call by RPC goes to nobody else, and is made here where its function says
"call_local". There is no translation: a message is its own. There is one thread, so what is put off to a group of threads is put off.
Each function is lent to the class that declares the method in the engine, under its name (lending.py).
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript.math.rid import RID
from steam_nodes.gdscript.text.string_name import StringName
from steam_nodes.gdscript.text.stringify import text_of
from steam_nodes.object import error
from steam_nodes.object.error import Error
from steam_nodes.object.freed import is_freed
from steam_nodes.object.introspection import arguments_of
from steam_nodes.scene.node import Node

if TYPE_CHECKING:
    from collections.abc import Callable

ALONE: Final = 1
"""The number of a program that plays alone: it is its own server."""


def _rpc(self: Any, method: str, *arguments: Any) -> int:
    return _sent(self, 0, method, arguments)


def _rpc_id(self: Any, peer_id: int, method: str, *arguments: Any) -> int:
    return _sent(self, peer_id, method, arguments)


def _sent(node: Any, peer: int, method: str, arguments: tuple[Any, ...]) -> int:
    """Make a call by RPC as a program does that nobody is connected to."""
    if not node.is_inside_tree():
        error.complain('Condition "!is_inside_tree()" is true. Returning: ERR_UNCONFIGURED')
        return Error.ERR_UNCONFIGURED
    function = getattr(node, method, None)
    words = getattr(function, "rpc", None)
    if function is None or words is None:
        error.complain(
            f'Unable to get the RPC configuration for the function "{method}" at path: "{node.get_path()}". '
            "This happens when the method is missing or not marked for RPCs in the local script."
        )
        return Error.ERR_INVALID_PARAMETER
    if "call_local" in words and peer in (0, ALONE):
        expected = len(arguments_of(function))
        if len(arguments) != expected:
            called = f"Method expected {expected} argument(s), but called with {len(arguments)}."
            error.complain(f"rpc() aborted in script local call:  - '{text_of(function)}': {called}")
            return Error.FAILED
        function(*arguments)
    elif peer == ALONE:
        error.complain(f"RPC '{method}' on yourself is not allowed by selected mode.")
        return Error.ERR_INVALID_PARAMETER
    elif peer:
        error.complain(f"Attempt to call RPC with unknown peer ID: {peer}.")
    return Error.OK


def _authority(self: Any) -> int:
    while self is not None:
        if "_authority_" in vars(self):
            return int(self._authority_)
        self = self.get_parent()
    return ALONE


def _set_authority(self: Any, id: int, recursive: bool = True) -> None:  # the engine's own names
    self._authority_ = id
    for child in self.get_children() if recursive else ():
        _set_authority(child, id)


def _notify_properties(self: Any) -> None:
    if self.has_signal("property_list_changed"):  # it is lent where a script names it; where none does, nobody hears it
        self.property_list_changed.emit()


def _translated(_self: Any, message: str, _context: str = "") -> str:
    return message


def _translated_plural(_self: Any, message: str, plural_message: str, n: int, _context: str = "") -> str:
    return message if n == 1 else plural_message


def _orphans() -> list[Any]:
    """Return the nodes that live outside of every tree, each before its children."""
    found: list[Any] = []
    for thing in gc.get_objects():
        # A freed node has another class, and asking it anything is an error.
        if issubclass(type(thing), Node) and not is_freed(thing) and not thing.is_inside_tree() and thing.get_parent() is None:
            found += _whole(thing)
    return found


def _whole(node: Any) -> list[Any]:
    return [node, *(each for child in node.get_children(include_internal=True) for each in _whole(child))]


def _orphan_ids() -> list[int]:
    return [node.get_instance_id() for node in _orphans()]


def _print_orphans() -> None:
    for node in _orphans():
        top = node
        while top.get_parent() is not None:
            top = top.get_parent()
        path = node.name if top is node else f"{top.name}/{top.get_path_to(node)}"
        source = getattr(type(node), "_script_path_", "")
        print(f"{node.get_instance_id()} - Stray Node: {path} (Type: {node.get_class()}) (Source:{source})")  # noqa: T201  # it is what it is for


ANSWERS: Final[dict[tuple[str, str], Callable[..., Any]]] = {
    ("Node", "atr"): _translated,
    ("Node", "atr_n"): _translated_plural,
    ("Node", "call_deferred_thread_group"): lambda self, method, *arguments: self.call_deferred(method, *arguments),
    ("Node", "call_thread_safe"): lambda self, method, *arguments: self.call(method, *arguments),
    ("Node", "can_auto_translate"): lambda _self: True,
    ("Node", "get_multiplayer_authority"): _authority,
    ("Node", "get_orphan_node_ids"): _orphan_ids,
    ("Node", "is_displayed_folded"): lambda _self: False,
    ("Node", "is_multiplayer_authority"): lambda self: _authority(self) == ALONE,
    ("Node", "is_part_of_edited_scene"): lambda _self: False,
    ("Node", "is_physics_interpolated"): lambda _self: True,
    ("Node", "notify_deferred_thread_group"): lambda self, what: self.call_deferred("notification", what),
    ("Node", "notify_thread_safe"): lambda self, what: self.notification(what),
    ("Node", "print_orphan_nodes"): _print_orphans,
    ("Node", "rpc"): _rpc,
    ("Node", "rpc_id"): _rpc_id,
    ("Node", "set_deferred_thread_group"): lambda self, name, value: self.set_deferred(name, value),
    ("Node", "set_multiplayer_authority"): _set_authority,
    ("Node", "set_thread_safe"): lambda self, name, value: self.set(name, value),
    ("Object", "can_translate_messages"): lambda self: getattr(self, "_translates_", True),
    ("Object", "get_translation_domain"): lambda _self: StringName(""),
    ("Object", "notify_property_list_changed"): _notify_properties,
    ("Object", "property_can_revert"): lambda _self, _property: False,
    ("Object", "property_get_revert"): lambda _self, _property: None,
    ("Object", "set_message_translation"): lambda self, enable: setattr(self, "_translates_", enable),
    ("Object", "tr"): _translated,
    ("Object", "tr_n"): _translated_plural,
    ("RefCounted", "init_ref"): lambda _self: True,
    ("RefCounted", "reference"): lambda _self: True,
    ("Resource", "get_rid"): lambda _self: RID(),
}
"""What each method answers, by the class that declares it and its name."""
