"""What the calls that start Steam give back: 1 is fine for steamInit, 0 for steamInitEx and serverInitEx.

Rules: the answer is followed through the variable it is put into, within the function, or within the script where it is a member.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from steam_nodes.port import syntax
from steam_nodes.port.analyzer.walk import everything
from steam_nodes.port.source import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.port.check.uses import Uses

_FINE: Final = {"steamInit": 1, "steamInitEx": 0, "serverInitEx": 0}
_HINTS: Final = {
    "steamInit": "steamInit's status is 1 where Steam runs; 0 stands for fine in the answer of steamInitEx.",
    "steamInitEx": "steamInitEx's status is 0 where Steam runs; 1 stands for fine in the answer of steamInit.",
    "serverInitEx": "serverInitEx's status is 0 where the server runs.",
}
_COMPARED: Final = frozenset(("==", "!=", ">", "<", ">=", "<="))


def status(uses: Uses) -> Iterator[Problem]:
    """Tell of a status that is compared with what is fine for the other call."""
    answers: dict[str, str] = {}
    nodes = list(everything(uses.analysis.script))
    for node in nodes:
        if isinstance(node, syntax.Variable) and node.value is not None and (call := _starts(uses, node.value)):
            answers[node.name] = call
        elif isinstance(node, syntax.Assignment) and isinstance(node.target, syntax.Identifier) and (call := _starts(uses, node.value)):
            answers[node.target.name] = call
    for node in nodes:
        if isinstance(node, syntax.Binary) and node.operator in _COMPARED:
            yield from _compared(uses, node, answers)


def _starts(uses: Uses, value: Any) -> str:
    """The call that starts Steam, "" where a value is none."""
    while isinstance(value, syntax.Parenthesized | syntax.Cast):
        value = value.inner if isinstance(value, syntax.Parenthesized) else value.operand
    if isinstance(value, syntax.Call) and isinstance(value.callee, syntax.Attribute) and uses.singleton(value.callee.base):
        return value.callee.name if value.callee.name in _FINE else ""
    return ""


def _compared(uses: Uses, node: syntax.Binary, answers: dict[str, str]) -> Iterator[Problem]:
    for side, other in ((node.left, node.right), (node.right, node.left)):
        call = _status_of(uses, side, answers)
        number = uses.analysis.type(other).value
        if not call or not isinstance(number, int) or isinstance(number, bool):
            continue
        fine = _FINE[call]
        # Any other number is a way to fail, which a script may ask for.
        if number == 1 - fine and (node.operator in {"==", "!="} or fine == 1):
            message = f"The status of {call} is compared with {number}, but {fine} is what it gives where all is well."
            yield Problem(uses.analysis.source, node.begin, message, "steam", _HINTS[call], "warning")


def _status_of(uses: Uses, node: Any, answers: dict[str, str]) -> str:
    """The call whose status an expression is: `answer.status`, `answer["status"]`, `answer.get("status")`."""
    if isinstance(node, syntax.Call) and isinstance(node.callee, syntax.Attribute) and node.callee.name == "get" and node.arguments:
        base, key = node.callee.base, uses.analysis.type(node.arguments[0]).value
    elif isinstance(node, syntax.Subscript):
        base, key = node.base, uses.analysis.type(node.index).value
    elif isinstance(node, syntax.Attribute):
        base, key = node.base, node.name
    else:
        return ""
    if key != "status":
        return ""
    return answers.get(base.name, "") if isinstance(base, syntax.Identifier) else _starts(uses, base)
