"""Uses of Steam in a project: each place where a script names a member of GodotSteam's singletons.

Rules: `Steam.x` and `SteamServer.x` are uses, also where the singleton stands in a variable that was filled with
`Engine.get_singleton("Steam")`; `Steam.connect("x", ...)`, `Steam.call("x")` and the like use the member whose name they pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.port import syntax
from steam_nodes.port.analysis import Means
from steam_nodes.port.analyzer.walk import everything

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.port.analysis import Analysis

SINGLETONS: Final = ("Steam", "SteamServer")
_BY_NAME: Final = frozenset(("connect", "disconnect", "is_connected", "call", "callv", "call_deferred", "emit_signal", "has_signal"))
_ASKING: Final = frozenset(("has_method", "has_signal"))


@dataclass(frozen=True, eq=False)
class Use:
    """One use of a member.

    Args:
        analysis: What is known of the script.
        singleton: "Steam" or "SteamServer".
        name: The member.
        node: Where it is named.
        call: The call of it, None where it is not called.
        asked: The script only asks whether there is such a member.
    """

    analysis: Analysis
    singleton: str
    name: str
    node: syntax.Attribute | syntax.Expression
    call: syntax.Call | None = None
    asked: bool = False


class Uses:
    """The uses of a script.

    Args:
        analysis: What is known of the script.
    """

    def __init__(self, analysis: Analysis) -> None:
        """Look through the script."""
        self.analysis = analysis
        self._aliases: dict[str, str] = {}
        nodes = list(everything(analysis.script))
        for node in nodes:
            if isinstance(node, syntax.Variable | syntax.Constant) and node.value is not None:
                self._alias(node.name, node.value)
            elif isinstance(node, syntax.Assignment) and isinstance(node.target, syntax.Identifier):
                self._alias(node.target.name, node.value)
        called = {node.callee: node for node in nodes if isinstance(node, syntax.Call)}
        self.all: list[Use] = [use for node in nodes for use in self._of(node, called)]

    def _alias(self, name: str, value: Any) -> None:
        if isinstance(value, syntax.Call) and isinstance(value.callee, syntax.Attribute) and value.callee.name == "get_singleton":
            wanted = self.analysis.type(value.arguments[0]).value if value.arguments else None
            if wanted in SINGLETONS:
                self._aliases[name] = str(wanted)

    def singleton(self, node: Any) -> str:
        """Return which singleton an expression is, "" for none."""
        if not isinstance(node, syntax.Identifier):
            return ""
        if node.name in SINGLETONS and self.analysis.meaning(node).means in {Means.SINGLETON, Means.UNKNOWN}:
            return node.name
        return self._aliases.get(node.name, "")

    def _of(self, node: Any, called: dict[Any, syntax.Call]) -> Iterator[Use]:
        if not isinstance(node, syntax.Attribute):
            return
        singleton = self.singleton(node.base)
        if not singleton:
            return
        call = called.get(node)
        yield Use(self.analysis, singleton, node.name, node, call)
        if call is not None and node.name in _BY_NAME | _ASKING and call.arguments:
            name = self.analysis.type(call.arguments[0]).value
            if isinstance(name, str):
                yield Use(self.analysis, singleton, name, call.arguments[0], None, node.name in _ASKING)
