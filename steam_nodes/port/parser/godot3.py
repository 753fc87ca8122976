"""Godot 3 as a dialect: what only it has, and how a script shows that it is written for it.

Rules: what the older language says in words of its own becomes the nodes of the newer one: `onready`, `export(hints)` and `tool` are
annotations of those names, a super call is one, `setget` names the getter and the setter. Comments and strings decide no dialect, and what
both have decides nothing: a script that has nothing else is one of Godot 4.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from steam_nodes.port import syntax
from steam_nodes.port.parser.cursor import NAMES
from steam_nodes.port.parser.declarations import read_function_member, read_no_member, read_variable_member
from steam_nodes.port.parser.precedence import read_arguments, read_call, read_needed
from steam_nodes.port.parser.surroundings import Dialect
from steam_nodes.port.tokenizer import IDENTIFIER, NEWLINE, OLDER_KEYWORDS, Tokens, TooDeepError

if TYPE_CHECKING:
    from steam_nodes.port.parser.cursor import Cursor
    from steam_nodes.port.syntax import Annotation, Expression, Member

_RPC: Final = frozenset(("remote", "master", "puppet", "slave", "sync", "remotesync", "mastersync", "puppetsync"))
_OPENING: Final = frozenset("([{")
_CLOSING: Final = frozenset(")]}")
_WORDS: Final = _RPC | {"export", "onready", "tool"}
_OLDER: Final = re.compile(
    r"""^(?:export[ \t]*(?:\(|var\b|onready\b)|onready[ \t]+var\b|tool[ \t]*(?:\#.*)?$|(?:export[^\n]*|onready[^\n]*|var[^\n]*)[ \t]setget\b
    |(?:remote|master|puppet|slave|sync|remotesync|mastersync|puppetsync)[ \t]+(?:func|var)\b|func[ \t]+_init[ \t]*\([^)\n]*\)[ \t]*\.\()
    |^extends[ \t]+(?:KinematicBody|KinematicBody2D|Reference|RigidBody|Spatial|WindowDialog)\b
    |^[^\#\n"']*\b(?:
        yield[ \t]*\(|Pool\w+Array\b|sort_custom\([ \t]*self[ \t]*,
        |(?:connect|disconnect|is_connected)\([ \t]*["'][^"'\n]*["'][ \t]*,(?:[^\n"'\#(]|\(\))*,[ \t]*["']
        |open\((?:[^\n"'\#]*|["'][^"'\n]*["'][ \t]*),[ \t]*[Ff]ile\.(?:READ|WRITE)
        |(?<![.])(?<!func[ ])(?:var2bytes|bytes2var|str2var|var2str|deg2rad|rad2deg|rand_range|range_lerp|stepify|funcref)\(
    )""",
    re.VERBOSE | re.MULTILINE,
)
_NEWER: Final = re.compile(
    r"^[ \t]*@(?:tool|icon|onready|export\w*|rpc|warning_ignore\w*|static_unload|abstract)\b|^[^#\n\"']*\b(?:await|super)\b"
    r"|^[ \t]*static[ \t]+var\b|^[^#\n\"']*\b(?:Packed\w+Array\b|Array\[|func[ \t]*\()",
    re.MULTILINE,
)
_PERHAPS_SUPER: Final = re.compile(r"^[ \t]+(?:return[ \t]+|var[^=\n]*=[ \t]*)?\.[a-zA-Z_]\w*[ \t]*\(", re.MULTILINE)
_BEFORE_SUPER: Final = frozenset((NEWLINE, "return", "="))


def is_godot3(text: str) -> bool:
    """Return whether a script is written for Godot 3."""
    return (_OLDER.search(text) is not None or _calls_super(text)) and _NEWER.search(text) is None


def _calls_super(text: str) -> bool:
    """Return whether a statement or a value begins with a dot, which a line that goes on from the one above may do in both dialects."""
    if _PERHAPS_SUPER.search(text) is None:
        return False
    try:
        tokens = Tokens(text, OLDER_KEYWORDS).tokens
    except TooDeepError:
        return False
    depth = 0
    for before, token in pairwise(tokens):
        if token[0] == "." and not depth and before[0] in _BEFORE_SUPER:
            return True
        depth += (token[0] in _OPENING) - (token[0] in _CLOSING)
    return False


def _read_other_annotation(at: Cursor) -> Annotation | None:
    """Read `tool` above everything."""
    if at.kind is not IDENTIFIER or at.token[1] != "tool":
        return None
    return _read_tool(at, at.take_lines())


def _read_tool(at: Cursor, before: tuple[str, ...]) -> Annotation:
    _, _, begin, end = at.advance()
    behind = at.end_statement('"tool"')
    return syntax.Annotation(begin=begin, end=end, name="tool", arguments=(), before=before, behind=behind)


def _read_icon(at: Cursor) -> Annotation | None:
    """Read the icon of `class_name A, "res://a.png"`."""
    if not at.match(","):
        return None
    icon = read_needed(at, "Expected the path of an icon after the class name.")
    return syntax.Annotation(begin=icon.begin, end=icon.end, name="icon", arguments=(icon,))


def _read_base_call(at: Cursor) -> syntax.ExpressionStatement | None:
    """Read what `func _init(a).(b):` gives to the base's constructor, as the call that it is."""
    if at.kind != ".":
        return None
    begin = at.advance()[2]
    at.enter()
    at.consume("(", 'Expected "(" after ".".')
    call = read_call(at, syntax.Super(begin=begin, end=begin + 1))
    return syntax.ExpressionStatement(begin=begin, end=call.end, expression=call)


def _read_setget(at: Cursor) -> tuple[str | None, str | None] | None:
    """Read the names of a setter and a getter."""
    if at.token[1] != "setget":
        return None
    at.advance()
    setter = str(at.advance()[1]) if at.kind in NAMES else None
    getter = None
    if at.match(","):
        getter = at.name('Expected getter function name after ",".') or None
    return setter, getter


def _read_member(at: Cursor) -> Member | None:
    """Read a member that begins with one of the older words."""
    if at.kind not in NAMES or at.token[1] not in _WORDS:
        read_no_member(at)
        return None
    before = at.take_lines()
    if at.token[1] == "tool":
        return _read_tool(at, before)
    _, word, begin, _ = at.advance()
    rpc = word if word in _RPC else ""
    if rpc:
        at.carry(*before)
    else:
        _read_older_annotation(at, word, begin, before)
    if at.kind == "func":
        return read_function_member(at, begin, rpc=rpc)
    if at.kind == "var":
        return read_variable_member(at, begin if rpc else -1)
    if at.kind in NAMES and at.token[1] in _WORDS:
        return _read_member(at)
    at.error(f'Expected "var" or "func" after "{word}".')
    return None


def _read_older_annotation(at: Cursor, word: str, begin: int, before: tuple[str, ...]) -> None:
    arguments: tuple[Expression, ...] = ()
    if word == "export" and at.kind == "(":
        at.enter()
        at.advance()
        arguments = read_arguments(at, ")", "Expected expression as the annotation argument.")
        at.leave()
        at.consume(")", 'Expected ")" after annotation arguments.')
    if not at.around.annotations:
        at.around.above, before = before, ()
    made = syntax.Annotation(begin=begin, end=at.last[3], name=word, arguments=arguments, before=before)
    at.around.annotations.append(made)


GODOT3: Final = Dialect(
    older=True,
    member=_read_member,
    annotation=_read_other_annotation,
    icon=_read_icon,
    base_call=_read_base_call,
    setget=_read_setget,
)
