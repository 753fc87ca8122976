"""Quick ways: what the commonest helpers of ported code do with plain numbers and texts, put in the place of their calls.

Rules: the text of a port is not touched; the change is made to what is compiled. `gd.convert(x, int)` becomes "x if it is an int, else
gd.convert(x, int)", so the helper still decides whatever is not plain, and errors are its own. Each operand is evaluated once and in its
order. What is kept for the second look at it is let go where it may be an object, whose end could be seen. Only the module that is
imported as `gd` is meant: where a script binds that name itself, nothing is changed.
"""

from __future__ import annotations

import ast
from enum import EnumMeta
from typing import Any, Final

from steam_nodes.gdscript.scripts.quick import local_texts

HIDDEN: Final = {
    "quick__": "<quick>",
    "int__": "<int>",
    "float__": "<float>",
    "bool__": "<bool>",
    "str__": "<str>",
    "len__": "<len>",
    "append__": "<append>",
    "parts__": "<parts>",
}
"""The names in the ways below, and what they become: no identifiers, so that no name of a script can hide them."""
QUICK: Final = frozenset({int, float, str})
"""Of these, two values of one class are compared as Python compares them."""

_PLAIN: Final = ("int", "float", "str", "bool")
_DOOR: Final = "steam_nodes"
_GDSCRIPT: Final = "gdscript"
_ENUM: Final = "IntEnum"
_FIRST: Final = "first__"
_SECOND: Final = "second__"
_SLOW: Final = "slow__"
_WAYS: Final = {
    "equal": "first__ == second__ if {first}.__class__ is {second}.__class__ and first__.__class__ in quick__ else slow__",
    "not_equal": "first__ != second__ if {first}.__class__ is {second}.__class__ and first__.__class__ in quick__ else slow__",
    "mod": "first__ % second__ if {first}.__class__ is {second}.__class__ is int__ and second__ > 0 <= first__ else slow__",
    "div": "first__ // second__ if {first}.__class__ is {second}.__class__ is int__ and second__ > 0 <= first__ else slow__",
}
"""How the helpers of two operands are written; in the braces each operand is evaluated."""
_OF_CONSTANTS: Final = {
    "matches": "first__ == second__ if {first}.__class__ is second__.__class__ else slow__",
    "equal": "first__ == second__ if {first}.__class__ is second__.__class__ else slow__",
    "not_equal": "first__ != second__ if {first}.__class__ is second__.__class__ else slow__",
    "mod": "first__ % second__ if {first}.__class__ is int__ and first__ >= 0 else slow__",
    "div": "first__ // second__ if {first}.__class__ is int__ and first__ >= 0 else slow__",
}
"""The same where the second operand is written out, and of a quick class, or for the last two a whole number above 0."""

_OF_ONE: Final = {
    "str": "first__ if {first}.__class__ is str__ else f'{first__}' if first__.__class__ is int__ else slow__",
    # Numbers of 30 bits come first: Python compares them in a fraction of the time.
    "int": (
        "first__ if {first}.__class__ is int__"
        " and (-0x3FFFFFFF <= first__ <= 0x3FFFFFFF or -0x8000000000000000 <= first__ <= 0x7FFFFFFFFFFFFFFF) else slow__"
    ),
    "float": "first__ if {first}.__class__ is float__ else slow__",
    "String.to_int": (
        "int__(first__) if {first}.__class__ is str__ and len__(first__) <= 18 and first__.isdigit() and first__.isascii() else slow__"
    ),
    "truth": "first__ if {first}.__class__ is bool__ else slow__",
}
"""The same of the helpers of one operand."""

_SPLIT: Final = "String.split"
_SPLITS: Final = (
    "(parts__ if '' not in (parts__ := first__.split(second__)) else [x for x in parts__ if x]) if {first}.__class__ is str__ else slow__",
    "first__.split(second__) if {first}.__class__ is str__ else slow__",
)
"""How a text is split into a plain list: without empty parts, and with them."""
_SPLIT_AT_SPACES: Final = (
    "(first__.split() if first__.isprintable() else [x for x in first__.split(second__) if x]) if {first}.__class__ is str__ else slow__"
)
"""The first of them at spaces: a text that can be printed has no other white space."""
_APPENDED: Final = {"PackedStringArray": "str__", "PackedFloat64Array": "float__", "PackedInt64Array": "int__"}
"""The packed arrays whose `append` takes values of one class as they are."""


class QuickWays(ast.NodeTransformer):
    """Puts the quick ways into the functions of a module.

    Args:
        helpers: The name by which the module has `steam_nodes.gdscript`.
        filename: What the module's code objects call its file.
    """

    def __init__(self, helpers: str, filename: str) -> None:
        """Begin with no name used."""
        self._helpers = helpers
        self._filename = filename
        self._local: set[int] = set()
        self._kept = 0
        self._inside = False
        self._class = ""
        self._enums: frozenset[str] = frozenset()
        self._packed: dict[str, str] = {}

    def _visit_function(self, node: Any) -> Any:
        outer, self._inside = self._inside, True
        self._local |= local_texts.find(node, self._splits, self._filename)
        packed, self._packed = self._packed, {}
        for name, value, _ in local_texts.bound_once(node):
            if isinstance(value, ast.Call) and (kind := self._helper(value.func)) in _APPENDED:
                self._packed[name] = _APPENDED[kind]
        node.body = [self.visit(each) for each in node.body]
        self._inside, self._packed = outer, packed
        return node

    visit_FunctionDef = _visit_function  # noqa: N815  # the name that ast looks for
    visit_AsyncFunctionDef = _visit_function  # noqa: N815  # the names that ast looks for

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        """Add to a packed array of the function's own without a call of Python: of `append` as a statement nobody sees what it returns."""
        made: Any = self.visit(node.value)
        match made:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append"), args=[ast.expr() as given], keywords=[]):
                if name in self._packed and not isinstance(given, ast.Starred):
                    made = self._way(f"append__({name}, first__) if {{first}}.__class__ is {self._packed[name]} else slow__", made)
        node.value = made
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        """Go into the body only; the defaults belong to what stands around."""
        outer, self._inside = self._inside, True
        node.body = self.visit(node.body)
        self._inside = outer
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """Go into the functions of a class; a name that is kept in its body would be a member."""
        outer = self._inside, self._class, self._enums
        script = bool(self._class) or any(self._helper(each.func) == "script" for each in node.decorator_list if isinstance(each, ast.Call))
        self._inside, self._class = False, f"{self._class}.{node.name}".lstrip(".") if script else ""
        self._enums = frozenset({each.name for each in node.body if isinstance(each, ast.ClassDef) and _is_enum(each)} if script else ())
        node.body = [self.visit(each) for each in node.body]
        self._inside, self._class, self._enums = outer
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """Take an enum of the class by a name of the module: `self.State` looks through the object and all its classes first."""
        enum = self._inside and isinstance(node.value, ast.Name) and node.value.id == "self" and node.attr in self._enums
        if enum and isinstance(node.ctx, ast.Load):
            return ast.copy_location(ast.Name(id=_enum_name(f"{self._class}.{node.attr}"), ctx=ast.Load()), node)
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """Leave the annotation, which is never evaluated."""
        node.target = self.visit(node.target)
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        """Leave what a comprehension goes through, where Python keeps no names."""
        node.ifs = [self.visit(each) for each in node.ifs]
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Change the call of a helper that has a quick way."""
        self.generic_visit(node)
        name = self._helper(node.func)
        if not self._inside or node.keywords or not name or any(isinstance(each, ast.Starred) for each in node.args):
            return node
        if id(node) in self._local:
            whole = len(node.args) == 2 or bool(getattr(node.args[2], "value", True))  # noqa: PLR2004  # text and delimiter
            at_spaces = not whole and getattr(node.args[1], "value", "") == " "
            made = self._way(_SPLIT_AT_SPACES if at_spaces else _SPLITS[whole], node)
            match node.args[0]:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=text), attr="strip"), args=[], keywords=[]) if at_spaces:
                    # What stood at the edges would have been stripped, and is left out by split() as well.
                    way = f"{text}.split() if {text}.__class__ is str__ and {text}.isprintable() else slow__"
                    return ast.fix_missing_locations(ast.copy_location(_Filled({}, made, node).of(way), node))
            return made
        if len(node.args) == 1 and name in _OF_ONE:
            return self._way(_OF_ONE[name], node)
        if len(node.args) != 2:  # noqa: PLR2004  # all the others take two
            return node
        second = node.args[1]
        if name == "convert" and isinstance(second, ast.Name) and second.id in _PLAIN:
            return self._way("first__ if {first}.__class__ is second__ else slow__", node)
        if isinstance(second, ast.Constant) and name in _OF_CONSTANTS:
            whole = name in ("mod", "div")
            fits = (type(second.value) is int and second.value > 0) if whole else type(second.value) in QUICK
            return self._way(_OF_CONSTANTS[name], node) if fits else node
        return self._way(_WAYS[name], node) if name in _WAYS else node

    def _splits(self, value: ast.expr) -> bool:
        """Whether an expression splits a text by what is written out, into all parts."""
        if not isinstance(value, ast.Call) or value.keywords or self._helper(value.func) != _SPLIT:
            return False
        written = [each.value for each in value.args[1:] if isinstance(each, ast.Constant)]
        if len(written) != len(value.args) - 1 or len(written) not in (1, 2):
            return False
        return isinstance(written[0], str) and written[0] != "" and all(isinstance(each, bool) for each in written[1:])

    def _helper(self, called: ast.expr) -> str:
        """Return the name of a helper, with its type before it where it has one: "str", "String.to_int"; "" of anything else."""
        names: list[str] = []
        while isinstance(called, ast.Attribute):
            names.insert(0, called.attr)
            called = called.value
        return ".".join(names) if isinstance(called, ast.Name) and called.id == self._helpers else ""

    def _way(self, text: str, node: ast.Call) -> ast.AST:
        simple = isinstance(node.args[-1], ast.Constant | ast.Name)
        names: dict[str, ast.expr] = {}
        kept = []
        for place, (written, operand) in enumerate(zip((_FIRST, _SECOND), node.args, strict=False)):
            # A name may be bound anew by what is evaluated behind it.
            if isinstance(operand, ast.Constant) or (isinstance(operand, ast.Name) and (simple or place)):
                names[written] = operand
            else:
                self._kept += 1
                names[written] = ast.Name(id=f"<{self._kept}>", ctx=ast.Load())
                kept.append(names[written])
                text = text.replace(f"{{{written[:-2]}}}", f"({written} := {written}operand)")
                names[f"{written}operand"] = operand
            text = text.replace(f"{{{written[:-2]}}}", written)
        slow = ast.copy_location(
            ast.Call(func=node.func, args=[*(names[each] for each in (_FIRST, _SECOND) if each in names), *node.args[2:]], keywords=[]),
            node,
        )
        return ast.fix_missing_locations(ast.copy_location(_Filled(names, _let_go(slow, kept, node), node).of(text), node))


def _let_go(call: ast.Call, kept: list[ast.expr], place: ast.AST) -> ast.expr:
    """Return a call behind which the names that were kept for it hold nothing."""
    if not kept:
        return call
    names = [each.id for each in kept if isinstance(each, ast.Name)]
    nothing = [ast.NamedExpr(target=ast.Name(id=name, ctx=ast.Store()), value=ast.Constant(None)) for name in names]
    both = ast.List(elts=[call, *nothing], ctx=ast.Load())
    made = ast.Subscript(value=both, slice=ast.Constant(0), ctx=ast.Load())
    return ast.fix_missing_locations(ast.copy_location(made, place))


class _Filled(ast.NodeTransformer):
    """Puts the operands into the place of the names that a way is written with."""

    def __init__(self, names: dict[str, ast.expr], slow: Any, place: ast.AST) -> None:
        self._names = names | {_SLOW: slow}
        self._place = place

    def of(self, text: str) -> ast.expr:
        """Return a way with its operands."""
        return self.visit(ast.parse(text, mode="eval").body)  # type: ignore[no-any-return]  # an expression stays one

    def visit(self, node: ast.AST) -> Any:
        """Take the operand for its name, and the place in the script for all that is new."""
        if isinstance(node, ast.expr):
            ast.copy_location(node, self._place)
        if not isinstance(node, ast.Name):
            return self.generic_visit(node)
        found = self._names.get(node.id)
        if found is None:
            node.id = HIDDEN.get(node.id, node.id)
            return node
        if isinstance(node.ctx, ast.Store):
            return ast.copy_location(ast.Name(id=found.id, ctx=ast.Store()), self._place) if isinstance(found, ast.Name) else node
        return found


def _is_enum(node: ast.ClassDef) -> bool:
    return [each.id for each in node.bases if isinstance(each, ast.Name)] == [_ENUM] and not node.decorator_list


def _enum_name(path: str) -> str:
    return f"<enum {path}>"


def lend_enums(cls: type, names: dict[str, Any]) -> None:
    """Give a module's globals the enums of a script's class, and of the classes inside it, by the names that quick ways have for them.

    Args:
        cls: The class.
        names: The globals.
    """
    for value in list(vars(cls).values()):
        if not isinstance(value, type) or value.__module__ != cls.__module__ or not value.__qualname__.startswith(f"{cls.__qualname__}."):
            continue
        if isinstance(value, EnumMeta):
            names[_enum_name(value.__qualname__)] = value
        else:
            lend_enums(value, names)


def quickened(tree: ast.Module, filename: str) -> ast.Module:
    """Return the tree of a module with quick ways in the place of calls of helpers; of a module without the helpers the tree itself.

    Args:
        tree: The module; it is changed.
        filename: What its code objects call its file.
    """
    names = [
        each.asname or each.name
        for statement in tree.body
        if isinstance(statement, ast.ImportFrom) and statement.module == _DOOR
        for each in statement.names
        if each.name == _GDSCRIPT
    ]
    if len(names) != 1 or any(_binds(node, name) for name in (names[0], "len") for node in ast.walk(tree)):
        return tree
    changed: ast.Module = QuickWays(names[0], filename).visit(tree)
    return changed


def _binds(node: ast.AST, name: str) -> bool:
    """Whether a node gives a name another meaning."""
    if isinstance(node, ast.Name):
        return node.id == name and not isinstance(node.ctx, ast.Load)
    if isinstance(node, ast.arg):
        return node.arg == name
    return not isinstance(node, ast.alias) and getattr(node, "name", None) == name
