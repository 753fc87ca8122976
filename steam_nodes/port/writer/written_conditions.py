"""Conditions: expressions of which only the truth counts.

Rules: an object that may be freed is asked for its own truth, which is `x != null` there. Neighbours of an `or` that ask the same value for
its class, or for how its text begins or ends, are one question with several answers, as a Python reviewer would have it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax as s
from steam_nodes.port.writer.code import AND, ATOM, LAMBDA, OR, Code
from steam_nodes.port.writer.known import held_types as types
from steam_nodes.port.writer.layout import CLOSE, GROUP, NEXT, OPEN, SPLIT, flat

if TYPE_CHECKING:
    from steam_nodes.port.writer.known.scope import Scope
    from steam_nodes.port.writer.written_expressions import Expressions

_WORD = re.compile(r"bool\(([\w.]+)\)")
_OF_CLASS = re.compile(rf"(?P<head>isinstance\({OPEN}[\w.]+,{NEXT})(?P<one>[\w.]+)(?P<tail>{CLOSE}\))")
_OF_TEXT = re.compile(rf"(?P<head>[\w.]+\.(?:startswith|endswith)\([{OPEN}{GROUP}]?)(?P<one>\"[^\"]*\"|[\w.]+)(?P<tail>{CLOSE}?\))")


class Conditions:
    """Writes the conditions of one file.

    Args:
        expressions: Writes what stands inside.
    """

    def __init__(self, expressions: Expressions) -> None:
        """Keep who writes the values."""
        self.expressions = expressions

    def condition(self, node: Any, scope: Scope, strength: int = LAMBDA) -> Code:
        """Return an expression of which only the truth counts."""
        if isinstance(node, s.Parenthesized) and isinstance(node.inner, s.Binary) and node.inner.operator in ("and", "or"):
            inner = self.condition(node.inner, scope)
            text = self.expressions.brackets.inside(node, inner.text)
            return inner if inner.strength == ATOM and text == inner.text else Code(f"({GROUP}{text}{CLOSE})")
        if isinstance(node, s.Binary) and node.operator == "or":
            return self._alternatives(node, scope)
        if isinstance(node, s.Binary) and node.operator == "and":
            left = self.condition(node.left, scope, AND).at(AND)
            right = self.condition(node.right, scope, AND + 1).at(AND + 1)
            return Code(f"{left}{SPLIT}{AND - OR}and {right}", AND)
        if isinstance(node, s.Binary) and self.expressions.types.is_bare(node):
            return self.condition(types.beside_null(node), scope)
        made = self.expressions.write(node, scope)
        word = _WORD.fullmatch(flat(made.text))
        return Code(word.group(1)) if word else made

    def _alternatives(self, node: s.Binary, scope: Scope) -> Code:
        operands: list[Any] = []
        left: Any = node
        while isinstance(left, s.Binary) and left.operator == "or":
            operands.insert(0, left.right)
            left = left.left
        made = [self.condition(left, scope, OR).at(OR), *[self.condition(one, scope, OR + 1).at(OR + 1) for one in operands]]
        asked = joined(made)
        return Code(asked[0]) if len(asked) == 1 else Code(f"{SPLIT}0or ".join(asked), OR)


def joined(operands: list[str]) -> list[str]:
    """Return the operands of an `or`, neighbours that ask the same of the same value as one."""
    made: list[str] = []
    asked: list[str] = []
    for number, operand in enumerate(operands):
        found = _OF_CLASS.fullmatch(operand) or _OF_TEXT.fullmatch(operand)
        before = (_OF_CLASS.fullmatch(operands[number - 1]) or _OF_TEXT.fullmatch(operands[number - 1])) if number else None
        if found is None or before is None or found.group("head") != before.group("head"):
            made.append(operand)
            asked = [found.group("one")] if found is not None else []
            continue
        asked.append(found.group("one"))
        inside = f",{NEXT}".join(asked)
        made[-1] = f"{found.group('head')}({OPEN}{inside}{CLOSE}){found.group('tail')}"
    return made
