"""Godot 3 as a dialect: what only it has, and how a script shows that it is written for it.

Rules: what the older language says in words of its own becomes the nodes of the newer one: `onready`, `export(hints)` and `tool` are
annotations of those names, a super call is one, `setget` names the getter and the setter. Comments and strings decide no dialect, and what
both have decides nothing: a script that has nothing else is one of Godot 4.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from steam_nodes.port import syntax
from steam_nodes.port.parser.cursor import NAMES
from steam_nodes.port.parser.declarations import Declarations
from steam_nodes.port.tokenizer import IDENTIFIER

if TYPE_CHECKING:
    from steam_nodes.port.syntax import Annotation, Expression, Member

_RPC: Final = frozenset(("remote", "master", "puppet", "slave", "sync", "remotesync", "mastersync", "puppetsync"))
_WORDS: Final = _RPC | {"export", "onready", "tool"}
_OLDER: Final = re.compile(
    r"""^(?:export[ \t]*(?:\(|var\b|onready\b)|onready[ \t]+var\b|tool[ \t]*(?:\#.*)?$|(?:export[^\n]*|onready[^\n]*|var[^\n]*)[ \t]setget\b
    |(?:remote|master|puppet|slave|sync|remotesync|mastersync|puppetsync)[ \t]+(?:func|var)\b|func[ \t]+_init[ \t]*\([^)\n]*\)[ \t]*\.\()
    |^[ \t]+(?:return[ \t]+|var[^=\n]*=[ \t]*)?\.[a-zA-Z_]\w*[ \t]*\(|^[^\#\n"']*\byield[ \t]*\(|^[^\#\n"']*\bPool\w+Array\b""",
    re.VERBOSE | re.MULTILINE,
)
_NEWER: Final = re.compile(
    r"^[ \t]*@(?:tool|icon|onready|export\w*|rpc|warning_ignore\w*|static_unload|abstract)\b|^[^#\n\"']*\b(?:await|super)\b"
    r"|^[ \t]*static[ \t]+var\b|^[^#\n\"']*\bPacked\w+Array\b",
    re.MULTILINE,
)


def is_godot3(text: str) -> bool:
    """Return whether a script is written for Godot 3."""
    return _OLDER.search(text) is not None and _NEWER.search(text) is None


class Godot3(Declarations):
    """What reads a script of Godot 3."""

    older = True

    def other_annotation(self) -> Annotation | None:
        """Read `tool` above everything."""
        if self.kind is not IDENTIFIER or self.token[1] != "tool":
            return None
        return self._tool(self.take_lines())

    def _tool(self, before: tuple[str, ...]) -> Annotation:
        _, _, begin, end = self.advance()
        behind = self.end_statement('"tool"')
        return syntax.Annotation(begin=begin, end=end, name="tool", arguments=(), before=before, behind=behind)

    def icon(self) -> Annotation | None:
        """Read the icon of `class_name A, "res://a.png"`."""
        if not self.match(","):
            return None
        icon = self.needed("Expected the path of an icon after the class name.")
        return syntax.Annotation(begin=icon.begin, end=icon.end, name="icon", arguments=(icon,))

    def base_call(self) -> syntax.ExpressionStatement | None:
        """Read what `func _init(a).(b):` gives to the base's constructor, as the call that it is."""
        if self.kind != ".":
            return None
        begin = self.advance()[2]
        self.enter()
        self.consume("(", 'Expected "(" after ".".')
        call = self._call(syntax.Super(begin=begin, end=begin + 1))
        return syntax.ExpressionStatement(begin=begin, end=call.end, expression=call)

    def setget(self) -> tuple[str | None, str | None]:
        """Read the names of a setter and a getter."""
        if self.token[1] != "setget":
            return None, None
        self.advance()
        setter = str(self.advance()[1]) if self.kind in NAMES else None
        getter = None
        if self.match(","):
            getter = self.name('Expected getter function name after ",".') or None
        return setter, getter

    def other_member(self) -> Member | None:
        """Read a member that begins with one of the older words."""
        if self.kind not in NAMES or self.token[1] not in _WORDS:
            return super().other_member()
        before = self.take_lines()
        if self.token[1] == "tool":
            return self._tool(before)
        _, word, begin, _ = self.advance()
        rpc = word if word in _RPC else ""
        if rpc:
            self.carry(*before)
        else:
            self._older_annotation(word, begin, before)
        if self.kind == "func":
            return self._function(begin, rpc=rpc)
        if self.kind == "var":
            return self._variable(begin if rpc else -1)
        if self.kind in NAMES and self.token[1] in _WORDS:
            return self.other_member()
        self.error(f'Expected "var" or "func" after "{word}".')
        return None

    def _older_annotation(self, word: str, begin: int, before: tuple[str, ...]) -> None:
        arguments: tuple[Expression, ...] = ()
        if word == "export" and self.kind == "(":
            self.enter()
            self.advance()
            arguments = self._arguments(")", "Expected expression as the annotation argument.")
            self.leave()
            self.consume(")", 'Expected ")" after annotation arguments.')
        if not self._pending_annotations:
            self._above, before = before, ()
        made = syntax.Annotation(begin=begin, end=self.last[3], name=word, arguments=arguments, before=before)
        self._pending_annotations.append(made)
