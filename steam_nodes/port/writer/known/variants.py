"""Variants: which untyped variables Python's types take for less than they are, so that their first place says what they may hold.

Rules: mypy believes that a variable keeps the type of its first value, and a literal's elements their types; in GDScript a variable without
a type is a Variant and an Array holds anything. Where the script uses that, the first place is annotated, `Any` or a container of `Any`.
Two locals of one name are one in Python: where their types differ it is `Any`. A function without any type is not looked at by mypy, and
stays without annotations.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from steam_nodes.port import syntax as s
from steam_nodes.port.analysis import NULL, VARIANT, Kind, Type
from steam_nodes.port.writer.known.held_types import after, element, inside, same, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steam_nodes.port.analysis import Analysis
    from steam_nodes.port.writer.known.held_types import Types

_ADDS = frozenset({"append", "push_back", "push_front", "insert", "append_array", "merge", "merged", "assign", "fill", "set", "get_or_add"})
"""Methods that put something into a container."""


class Variants:
    """The variables of one file that mypy has to be told of.

    Args:
        types: What is known of the file's types.
    """

    def __init__(self, types: Types) -> None:
        """Keep the types; what is asked for is found then."""
        self.types = types
        self.analysis: Analysis = types.analysis
        self._mixed: dict[Any, dict[str, bool]] = {}

    @staticmethod
    def is_read(function: s.Function) -> bool:
        """Whether mypy looks into a function: one with a type anywhere."""
        return function.return_type is not None or any(one.type is not None for one in function.parameters)

    def needs_any(self, declared: s.Variable) -> bool:
        """Whether values of different types are put into a variable without a type."""
        if declared.type is not None or declared.inferred:
            return False
        first = self.types.of(declared.value) if declared.value is not None else NULL
        if first.kind is Kind.VARIANT:
            return isinstance(declared.value, s.Ternary) and bool(self.types.assigned(declared))
        known = [] if first.kind is Kind.NULL else [first]
        for operator, value in self.types.assignments(declared):
            if value in self._unread:
                continue
            kind = self.types.of(value)
            if operator != "=":
                kind = after(operator, known[0], kind) if known else VARIANT
            if kind.kind not in (Kind.VARIANT, Kind.NULL):
                known.append(kind)
        return _differ(known)

    def holds_any(self, declared: s.Variable) -> bool:
        """Whether a container's literal says less than what its variable is used for."""
        value = declared.value
        while isinstance(value, s.Parenthesized):
            value = value.inner
        if not isinstance(value, s.ArrayLiteral | s.DictionaryLiteral) or not self._elements(value):
            return False
        if self._is_bare(value):
            return True
        used = self._uses.get(declared, [])
        keys = [self.types.of(entry.key) for entry in value.entries] if isinstance(value, s.DictionaryLiteral) else []
        kinds = [self.types.of(one) for one in self._elements(value)]
        nested = any(kind.is_builtin("Array", "Dictionary") for kind in kinds)
        # The keys of `{a = 1}` are StringNames, which a plain text finds.
        if nested or _differ(kinds) or _differ(keys) or getattr(value, "lua", False):
            return bool(used)
        return any(put is not None and not all(same(kinds[0], kind) for kind in put) for put in used)

    def _is_bare(self, value: Any) -> bool:
        """Whether a literal has an empty one inside, of whose elements nothing is known."""
        parts = [*self._elements(value), *[entry.key for entry in getattr(value, "entries", ())]]
        inner = [one for one in parts if isinstance(one, s.ArrayLiteral | s.DictionaryLiteral)]
        return any(not self._elements(one) or self._is_bare(one) for one in inner)

    @staticmethod
    def _elements(value: s.ArrayLiteral | s.DictionaryLiteral) -> list[Any]:
        return list(value.elements) if isinstance(value, s.ArrayLiteral) else [entry.value for entry in value.entries]

    @cached_property
    def _uses(self) -> dict[Any, list[list[Type] | None]]:
        """For each variable how its elements are used, where mypy reads it: what is put there, None where they are read."""
        found: dict[Any, list[list[Type] | None]] = {}

        def note(base: Any, put: list[Type] | None) -> None:
            declared = self.analysis.meaning(base).declared if isinstance(base, s.Identifier | s.Attribute) else None
            if isinstance(declared, s.Variable) and base not in self._unread:
                found.setdefault(declared, []).append(put)

        for one in walk(self.types.module.script):
            if isinstance(one, s.Assignment) and isinstance(one.target, s.Subscript | s.Attribute):
                note(one.target.base, [self.types.of(one.value)])
            elif isinstance(one, s.Subscript):
                note(one.base, None)
            elif isinstance(one, s.Call) and isinstance(one.callee, s.Attribute) and one.callee.name in _ADDS:
                given = [self.types.of(argument) for argument in one.arguments]
                note(one.callee.base, [element(kind) for kind in given] if one.callee.name in ("append_array", "merge") else given[-1:])
            elif isinstance(one, s.For):
                note(one.iterable, None)
            elif isinstance(one, s.Attribute) and self.types.of(one.base).is_builtin("Dictionary"):
                note(one.base, None)
        return found

    @cached_property
    def _unread(self) -> frozenset[Any]:
        """What stands in functions that mypy does not look into."""
        functions = [one for one in walk(self.types.module.script) if isinstance(one, s.Function) and not self.is_read(one)]
        return frozenset(one for function in functions for one in walk(function))

    def is_mixed(self, name: str, function: s.Function | None) -> bool:
        """Whether several locals of a name in a function have different types."""
        if function is None:
            return False
        if function not in self._mixed:
            self._mixed[function] = self._named_alike(function) if self.is_read(function) else {}
        return self._mixed[function].get(name, False)

    def _named_alike(self, function: s.Function) -> dict[str, bool]:
        kinds: dict[str, list[Type]] = {}
        for one in _own(function.body):
            if isinstance(one, s.Variable):
                kinds.setdefault(one.name, []).append(self.types.declared(one))
            elif isinstance(one, s.For):
                kinds.setdefault(one.name, []).append(self.types.loop(one))
            elif isinstance(one, s.BindPattern):
                kinds.setdefault(one.name, []).append(VARIANT)
        return {
            name: found[0].kind is not Kind.VARIANT
            and any(not same(found[0], kind) or found[0].arguments != kind.arguments for kind in found[1:])
            for name, found in kinds.items()
        }


def _differ(kinds: list[Type]) -> bool:
    return any(not same(kinds[0], kind) for kind in kinds[1:])


def _own(node: Any) -> Iterator[Any]:
    """Go through a function's body in the order it stands, and not into its lambdas."""
    if node is None or isinstance(node, s.Lambda):
        return
    yield node
    if isinstance(node, s.Variable | s.Constant | s.ExpressionStatement | s.Return | s.Assert):
        return  # an expression declares nothing
    for one in inside(node):
        yield from _own(one)
