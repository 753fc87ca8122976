"""Handlers of Steam's signals must take what the signals carry.

Rules: `bind` adds arguments and `unbind` takes some away. Where versions of GodotSteam emit different numbers of arguments each is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.port import syntax
from steam_nodes.port.analyzer.walk import everything
from steam_nodes.port.api import Signal, load
from steam_nodes.port.source import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.port.analysis import Analysis
    from steam_nodes.port.check.uses import Uses

EMITTED: Final[dict[str, tuple[int, ...]]] = {
    "clan_activity_downloaded": (1, 3),
    "connected_clan_chat_message": (1, 5),
    "connected_friend_chat_message": (1, 4),
    "enumerate_following_list": (2, 4),
    "file_read_async_complete": (1, 5),
    "steam_server_disconnected": (0, 1),
    "network_messages_session_failed": (1, 4),
    "get_app_dependencies_result": (4, 5),
    "item_installed": (2, 4),
}
"""Signals that carry another number of arguments than they declare, or did in another version."""
_OLD: Final = 3
"""How many arguments Godot 3's `connect("signal", self, "_on_x")` has."""


def handlers(uses: Uses) -> Iterator[Problem]:
    """Tell of handlers that take another number of arguments than the signal carries."""
    for node in everything(uses.analysis.script):
        if isinstance(node, syntax.Call) and isinstance(node.callee, syntax.Attribute) and node.callee.name == "connect" and node.arguments:
            name, handler = _connected(uses, node, node.callee)
            if name:
                yield from _judge(uses, name, handler)


def _connected(uses: Uses, call: syntax.Call, callee: syntax.Attribute) -> tuple[str, Any]:
    """The signal that is connected, and the handler: `Steam.x.connect(f)`, `Steam.connect("x", f)`, `Steam.connect("x", self, "f")`."""
    if isinstance(callee.base, syntax.Attribute) and (singleton := uses.singleton(callee.base.base)):
        return f"{singleton}.{callee.base.name}", call.arguments[0]
    singleton = uses.singleton(callee.base)
    if not singleton or len(call.arguments) < 2:  # noqa: PLR2004 - the signal and the handler
        return "", None
    name = uses.analysis.type(call.arguments[0]).value
    if not isinstance(name, str):
        return "", None
    old = len(call.arguments) >= _OLD and isinstance(call.arguments[1], syntax.Self)
    return f"{singleton}.{name}", call.arguments[2 if old else 1]


def _judge(uses: Uses, name: str, handler: Any) -> Iterator[Problem]:
    singleton, _, short = name.partition(".")
    signal = load().find(singleton, short)
    if not isinstance(signal, Signal):
        return
    function, more = _function(uses.analysis, handler)
    if function is None:
        return
    needed = sum(1 for parameter in function.parameters if parameter.default is None)
    most = len(function.parameters) if function.rest is None else 1 << 30
    carried = EMITTED.get(short, (len(signal.arguments),))
    if any(needed <= count + more <= most for count in carried):
        return
    told = function.name or "the lambda"
    names = ", ".join(argument.name for argument in signal.arguments)
    takes = _count(len(function.parameters))
    message = f"{told} takes {takes}, but {name} carries {_count(carried[-1] + more)}: the handler is never called."
    yield Problem(uses.analysis.source, handler.begin, message, "steam", f"{short} carries ({names}).", "error")


def _count(number: int) -> str:
    return f"{number} argument{'' if number == 1 else 's'}"


def _function(analysis: Analysis, handler: Any) -> tuple[syntax.Function | None, int]:
    """The function that a handler is, and how many arguments `bind` adds to what the signal carries."""
    more = 0
    while isinstance(handler, syntax.Call) and isinstance(handler.callee, syntax.Attribute) and handler.callee.name in {"bind", "unbind"}:
        if handler.callee.name == "bind":
            more += len(handler.arguments)
        else:
            count = analysis.type(handler.arguments[0]).value if handler.arguments else None
            if not isinstance(count, int):
                return None, 0
            more -= count
        handler = handler.callee.base
    if isinstance(handler, syntax.Lambda):
        return handler.function, more
    name = None
    if isinstance(handler, syntax.Identifier) or (isinstance(handler, syntax.Attribute) and isinstance(handler.base, syntax.Self)):
        name = handler.name
    elif isinstance(handler, syntax.Literal) and isinstance(handler.value, str):
        name = handler.value
    elif isinstance(handler, syntax.Call) and len(handler.arguments) == 2:  # noqa: PLR2004 - Callable(self, "name")
        name = analysis.type(handler.arguments[1]).value
    found = next((member for member in analysis.script.members if isinstance(member, syntax.Function) and member.name == name), None)
    return found, more
