"""A whole file: what begins it, and the class that it is.

Rules: annotations, class_name and extends stand before the members. The comments about these lines join the head of the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes.port import syntax
from steam_nodes.port.parser import known_annotations as known
from steam_nodes.port.parser.annotating import read_annotation, tell_untaken_annotations
from steam_nodes.port.parser.declarations import read_class_body, read_extends, read_text_as_comment
from steam_nodes.port.tokenizer import ANNOTATION, END, NEWLINE

if TYPE_CHECKING:
    from steam_nodes.port.parser.cursor import Cursor
    from steam_nodes.port.syntax import Annotation, Member

_EXPORT_GROUPS: Final = frozenset(("export_category", "export_group", "export_subgroup"))


class ScriptReader:
    """What reads a script, and what it has found of its beginning."""

    def __init__(self, at: Cursor) -> None:
        """Read from a place on."""
        self._at = at
        self._head: list[str] = []
        self._of_script: list[Annotation] = []
        self._class_name = ""
        self._class_name_begin = 0
        self._extends: syntax.Extends | None = None

    def read(self, comments: tuple[syntax.Comment, ...]) -> syntax.Script:
        """Read the text, whose comments these are."""
        members: list[Member] = []
        self._take_head()
        may_have_head = self._annotations(members)
        while may_have_head and self._at.kind != END:
            if self._at.kind == "class_name":
                self._read_class_name()
            elif self._at.kind == "extends":
                self._read_base()
            elif self._at.is_text():
                members.append(read_text_as_comment(self._at))
            else:
                break
            if self._at.panic:
                self._at.synchronize()
        if self._at.kind == END and may_have_head:
            self._annotate()
        self._check_annotations()
        members += read_class_body(self._at, below=True)
        if self._at.kind != END:
            self._at.error("Expected end of file.")
        tell_untaken_annotations(self._at)
        return syntax.Script(
            begin=0,
            end=len(self._at.source.text),
            class_name=self._class_name,
            class_name_begin=self._class_name_begin,
            extends=self._extends,
            members=tuple(members),
            comments=comments,
            annotations=tuple(self._of_script),
            head=tuple(self._head),
            last=self._at.take_lines(),
            godot3=self._at.dialect.older,
        )

    def _take_head(self) -> None:
        """Take the lines above the first one, but leave a comment right above a member to it."""
        lines = list(self._at.take_lines())
        begins = self._at.kind in {ANNOTATION, "class_name", "extends", END} or self._at.token[1] == "tool"
        count = len(lines)
        if not begins or (self._at.kind == ANNOTATION and not known.targets(self._at.token[1]) & known.SCRIPT):
            while count and lines[count - 1]:
                count -= 1
        self._head = lines[:count]
        self._at.carry(*lines[count:])

    def _annotate(self) -> None:
        if self._at.around.annotations:
            self._head += self._at.around.above
            self._at.around.above = ()
            self._of_script += self._at.around.annotations
            self._at.around.annotations.clear()

    def _annotations(self, members: list[Member]) -> bool:
        """Read what stands before class_name and extends; tell whether these may follow."""
        while self._at.kind != END:
            if self._at.kind == ANNOTATION:
                if not self._annotation(members):
                    return False
            elif self._at.is_text():
                members.append(read_text_as_comment(self._at))
            elif (other := self._at.dialect.annotation(self._at)) is not None:
                self._of_script.append(other)
            else:
                break
            if self._at.panic and self._at.last[0] != NEWLINE:
                self._at.synchronize()
        return True

    def _annotation(self, members: list[Member]) -> bool:
        made = read_annotation(self._at, known.SCRIPT | known.CLASS_LEVEL | known.STANDALONE)
        found = known.targets(made.name) if made is not None else 0
        if made is None:
            return True
        if found & known.STANDALONE:
            members.append(made)
            return made.name not in _EXPORT_GROUPS
        self._at.around.annotations.append(made)
        if found & known.SCRIPT and not found & known.CLASS:
            self._annotate()
        return bool(found & (known.SCRIPT | known.CLASS))

    def _check_annotations(self) -> None:
        seen: set[str] = set()
        for made in self._of_script:
            if made.name in seen:
                told = {"abstract": " per class", "static_unload": " per script"}.get(made.name, "")
                self._at.error(f'"@{made.name}" annotation can only be used once{told}.', made.begin)
                self._at.panic = False
            seen.add(made.name)

    def _read_class_name(self) -> None:
        self._annotate()
        self._head += self._at.take_lines()
        self._at.advance()
        if self._class_name:
            self._at.error('"class_name" can only be used once.')
            return
        self._class_name_begin = self._at.token[2]
        self._class_name = self._at.name('Expected identifier for the global class name after "class_name".')
        icon = self._at.dialect.icon(self._at)
        if icon is not None:
            self._of_script.append(icon)
        if self._at.match("extends"):
            self._extends = read_extends(self._at)
            self._end_of_line("superclass")
        else:
            self._end_of_line("class_name statement")

    def _read_base(self) -> None:
        self._annotate()
        self._head += self._at.take_lines()
        self._at.advance()
        if self._extends is not None:
            self._at.error('"extends" can only be used once.')
            return
        self._extends = read_extends(self._at)
        self._end_of_line("superclass")

    def _end_of_line(self, context: str) -> None:
        if behind := self._at.end_statement(context):
            self._head.append(behind)
