"""The tree of a GDScript file, in the language's own terms.

Rules: a node is frozen and compared by identity, so it serves as a key. Each has `begin` and `end`, offsets of characters into the text
(`Source` in source.py turns them into lines and columns). Nothing is lost: parentheses are nodes, each statement and member carries the
comments and blank lines before it and the comment behind it, and `Script.comments` has every comment, also those inside expressions.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from typing import Any, TypeAlias, TypeVar, dataclass_transform
from typing import Literal as OneOf

T = TypeVar("T")


@dataclass_transform(eq_default=False, kw_only_default=True, frozen_default=True)
def _node(plain: type[T]) -> type[T]:
    """Make a frozen dataclass whose `__init__` sets the slots themselves: a parser makes so many that dataclass's own is a third slower."""
    made: Any = dataclass(frozen=True, eq=False, slots=True, kw_only=True)(plain)
    known: dict[str, Any] = {}
    arguments, lines = [], []
    for part in fields(made):
        known[f"set_{part.name}"] = getattr(made, part.name).__set__
        known[f"no_{part.name}"] = part.default
        arguments.append(part.name if part.default is MISSING else f"{part.name}=no_{part.name}")
        lines.append(f"    set_{part.name}(self, {part.name})")
    text = f"def __init__(self, *, {', '.join(arguments)}):\n" + "\n".join(lines)
    exec(text, known)  # noqa: S102 - the text is made of the names of fields above
    made.__init__ = known["__init__"]
    return made  # type: ignore[no-any-return] # a class with the fields of the plain one


@_node
class Syntax:
    """Anything in the text, from `begin` up to `end`, two offsets of characters."""

    begin: int
    end: int


@_node
class Comment(Syntax):
    """A comment: `text` from its `#` to the end of the line; `alone` where nothing stands before it on its line."""

    text: str
    alone: bool


@_node
class TypeName(Syntax):
    """A type as it is written: `names` of the chain (`Player.State`), `arguments` of an Array or a Dictionary."""

    names: tuple[str, ...]
    arguments: tuple[TypeName, ...] = ()


# Expressions.


@_node
class Literal(Syntax):
    """A literal: an int, a float, a string, a `&"StringName"`, a `^"NodePath"`, `true`, `false` or `null`; `text` as it is written."""

    kind: OneOf["int", "float", "string", "string_name", "node_path", "bool", "null"]
    value: int | float | str | bool | None
    text: str


@_node
class MathConstant(Syntax):
    """`PI`, `TAU`, `INF` or `NAN`."""

    name: str


@_node
class Identifier(Syntax):
    """A name that stands alone."""

    name: str


@_node
class Self(Syntax):
    """`self`."""


@_node
class Super(Syntax):
    """`super`: called alone it is the base's method of the same name, with an attribute the base's method of that name."""


@_node
class Parenthesized(Syntax):
    """`(inner)`."""

    inner: Expression


@_node
class ArrayLiteral(Syntax):
    """`[a, b]`."""

    elements: tuple[Expression, ...]


@_node
class DictionaryEntry(Syntax):
    """`key: value`, or `name = value` in Lua's style, where `key` is a string literal made of the name."""

    key: Expression
    value: Expression


@_node
class DictionaryLiteral(Syntax):
    """`{"a": 1}`, or `{a = 1}` with `lua`."""

    entries: tuple[DictionaryEntry, ...]
    lua: bool = False


@_node
class Unary(Syntax):
    """`-x`, `+x`, `~x` or `not x` (`!x` too: `operator` is "not", the text keeps what was written)."""

    operator: OneOf["-", "+", "~", "not"]
    operand: Expression


@_node
class Binary(Syntax):
    """`left operator right`; `&&` is "and", `||` is "or", `not in` is "not in"."""

    operator: str
    left: Expression
    right: Expression


@_node
class TypeTest(Syntax):
    """`operand is type`, or `is not`."""

    operand: Expression
    type: TypeName
    negated: bool


@_node
class Cast(Syntax):
    """`operand as type`."""

    operand: Expression
    type: TypeName


@_node
class Ternary(Syntax):
    """`if_true if condition else if_false`."""

    if_true: Expression
    condition: Expression
    if_false: Expression


@_node
class Assignment(Syntax):
    """`target operator value`, where `operator` is "=" or "+=" and the like. It stands only as a statement."""

    target: Expression
    operator: str
    value: Expression


@_node
class Attribute(Syntax):
    """`base.name`; `name_begin` is the offset of the name."""

    base: Expression
    name: str
    name_begin: int


@_node
class Subscript(Syntax):
    """`base[index]`."""

    base: Expression
    index: Expression


@_node
class Call(Syntax):
    """`callee(arguments)`; the callee is an Identifier, an Attribute or Super, and in a faulty file anything."""

    callee: Expression
    arguments: tuple[Expression, ...]


@_node
class GetNode(Syntax):
    """`$A/B`, `$"A/B"`, `%Name` or `$%Name`: `path` as get_node takes it (`%Name` with its per cent sign)."""

    path: str


@_node
class Preload(Syntax):
    """`preload("res://x.gd")`."""

    path: Expression


@_node
class Await(Syntax):
    """`await operand`."""

    operand: Expression


@_node
class Lambda(Syntax):
    """`func(a): ...` as a value."""

    function: Function


@_node
class Yield(Syntax):
    """Godot 3's `yield()` or `yield(object, "signal")`."""

    arguments: tuple[Expression, ...]


@_node
class BadExpression(Syntax):
    """What could not be read; a problem tells why."""


Expression: TypeAlias = (
    Literal
    | MathConstant
    | Identifier
    | Self
    | Super
    | Parenthesized
    | ArrayLiteral
    | DictionaryLiteral
    | Unary
    | Binary
    | TypeTest
    | Cast
    | Ternary
    | Assignment
    | Attribute
    | Subscript
    | Call
    | GetNode
    | Preload
    | Await
    | Lambda
    | Yield
    | BadExpression
)


# Patterns of a match.


@_node
class WildcardPattern(Syntax):
    """`_`."""


@_node
class BindPattern(Syntax):
    """`var name`."""

    name: str


@_node
class RestPattern(Syntax):
    """`..`, last in an array or a dictionary."""


@_node
class ArrayPattern(Syntax):
    """`[a, var b, ..]`."""

    elements: tuple[Pattern, ...]


@_node
class DictionaryPatternEntry(Syntax):
    """`key: pattern`, or a key alone."""

    key: Expression
    pattern: Pattern | None


@_node
class DictionaryPattern(Syntax):
    """`{"a": var b, ..}`; `rest` where it ends with `..`."""

    entries: tuple[DictionaryPatternEntry, ...]
    rest: bool


@_node
class ExpressionPattern(Syntax):
    """A value to be equal to."""

    value: Expression


Pattern: TypeAlias = WildcardPattern | BindPattern | RestPattern | ArrayPattern | DictionaryPattern | ExpressionPattern


# Statements. Each has what stands around it in the text.


@_node
class Line(Syntax):
    """What stands on lines of its own: a statement or a member.

    `before` are the lines above it: the text of a comment, or "" for a blank line, in order. `behind` is the comment on the line it ends
    on, "" where there is none (for a block's head: the comment behind its colon; of an `if` its branches have them). What annotations
    stand above belongs to `before` too: only a second annotation has lines of its own. Its `begin` is where its own keyword begins.
    """

    before: tuple[str, ...] = ()
    behind: str = ""


@_node
class Block(Syntax):
    """The statements below a colon; `last` are comments and blank lines below the last one that still belong to the block."""

    statements: tuple[Statement, ...]
    last: tuple[str, ...] = ()
    inline: bool = False


@_node
class Annotation(Line):
    """`@name(arguments)`; `warning_ignore_start` and the like stand alone as statements or members too."""

    name: str
    arguments: tuple[Expression, ...]


@_node
class Pass(Line):
    """`pass`."""

    annotations: tuple[Annotation, ...] = ()


@_node
class Break(Line):
    """`break`."""

    annotations: tuple[Annotation, ...] = ()


@_node
class Continue(Line):
    """`continue`."""

    annotations: tuple[Annotation, ...] = ()


@_node
class Breakpoint(Line):
    """`breakpoint`."""

    annotations: tuple[Annotation, ...] = ()


@_node
class Return(Line):
    """`return value`."""

    value: Expression | None
    annotations: tuple[Annotation, ...] = ()


@_node
class Assert(Line):
    """`assert(condition, message)`."""

    condition: Expression
    message: Expression | None
    annotations: tuple[Annotation, ...] = ()


@_node
class ExpressionStatement(Line):
    """An expression, a call or an assignment on a line of its own; `annotations` are warning_ignore and the like before it."""

    expression: Expression
    annotations: tuple[Annotation, ...] = ()


@_node
class Branch(Line):
    """`if` or `elif` with its block; `condition` is None for `else`."""

    condition: Expression | None
    block: Block


@_node
class If(Line):
    """`if`, its `elif`s and its `else`, in order."""

    branches: tuple[Branch, ...]
    annotations: tuple[Annotation, ...] = ()


@_node
class While(Line):
    """`while condition:`."""

    condition: Expression
    block: Block
    annotations: tuple[Annotation, ...] = ()


@_node
class For(Line):
    """`for name: type in iterable:`."""

    name: str
    name_begin: int
    type: TypeName | None
    iterable: Expression
    block: Block
    annotations: tuple[Annotation, ...] = ()


@_node
class MatchBranch(Line):
    """`pattern, pattern when guard:`."""

    patterns: tuple[Pattern, ...]
    guard: Expression | None
    block: Block
    annotations: tuple[Annotation, ...] = ()


@_node
class Match(Line):
    """`match subject:`."""

    subject: Expression
    branches: tuple[MatchBranch, ...]
    annotations: tuple[Annotation, ...] = ()


# Declarations: members of a class; variables and constants stand in functions too.


@_node
class Parameter(Syntax):
    """A parameter; `inferred` where it is `name := value`."""

    name: str
    type: TypeName | None
    default: Expression | None
    inferred: bool = False


@_node
class Variable(Line):
    """`var name: type = value`.

    `inferred` where it is `:=`. `getter` and `setter` are functions written below it, or the names of methods (Godot 4's `get = f`, Godot
    3's setget). The setter as a function has one parameter. Godot 3's `onready` and `export` become annotations of those names.
    """

    name: str
    name_begin: int
    type: TypeName | None
    value: Expression | None
    inferred: bool = False
    static: bool = False
    annotations: tuple[Annotation, ...] = ()
    getter: Function | str | None = None
    setter: Function | str | None = None


@_node
class Constant(Line):
    """`const NAME: type = value`."""

    name: str
    name_begin: int
    type: TypeName | None
    value: Expression
    inferred: bool = False
    annotations: tuple[Annotation, ...] = ()


@_node
class SignalDeclaration(Line):
    """`signal name(parameters)`."""

    name: str
    name_begin: int
    parameters: tuple[Parameter, ...]
    annotations: tuple[Annotation, ...] = ()


@_node
class EnumValue(Line):
    """`NAME = value`."""

    name: str
    value: Expression | None


@_node
class Enum(Line):
    """`enum Name { A, B = 2 }`; `name` is "" for an unnamed one."""

    name: str
    values: tuple[EnumValue, ...]
    annotations: tuple[Annotation, ...] = ()


@_node
class Function(Line):
    """`func name(parameters) -> type:`; `body` is None for an abstract one, `name` "" for a lambda without one.

    `rest` is the `...args` parameter. `behind` is the comment behind the head's colon. `rpc` is Godot 3's remote keyword, "" else.
    """

    name: str
    name_begin: int
    parameters: tuple[Parameter, ...]
    rest: Parameter | None
    return_type: TypeName | None
    body: Block | None
    static: bool = False
    annotations: tuple[Annotation, ...] = ()
    rpc: str = ""


@_node
class Extends(Syntax):
    """What a class extends: a script's `path`, then the names inside it, or only names."""

    path: str
    names: tuple[str, ...]


@_node
class Class(Line):
    """An inner class."""

    name: str
    name_begin: int
    extends: Extends | None
    members: tuple[Member, ...]
    last: tuple[str, ...] = ()
    annotations: tuple[Annotation, ...] = ()


Statement: TypeAlias = (
    Annotation
    | Pass
    | Break
    | Continue
    | Breakpoint
    | Return
    | Assert
    | ExpressionStatement
    | If
    | While
    | For
    | Match
    | Variable
    | Constant
)
Member: TypeAlias = Annotation | Pass | Variable | Constant | SignalDeclaration | Enum | Function | Class | ExpressionStatement


@_node
class Script(Syntax):
    """A whole file, which is a class.

    `annotations` are those of the class (`@tool`, `@icon`, `@abstract`, `@static_unload`). `head` are the comments and blank lines above
    its first line; `last` those below its last. `class_name_begin` and `extends` tell where its name and base stand. `godot3` where it
    is read in the older dialect.
    """

    class_name: str
    class_name_begin: int
    extends: Extends | None
    members: tuple[Member, ...]
    comments: tuple[Comment, ...]
    annotations: tuple[Annotation, ...] = ()
    head: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    godot3: bool = False
