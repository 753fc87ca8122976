"""A script and its classes: what stands in their bodies, and what begins a file.

Rules: a class's names are its own: a second member of one name is an error at the second. The lines about `class_name` and `extends` that
are comments join the head of the file. What Godot 3 has besides, godot3.py reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes.port import syntax
from steam_nodes.port.parser import known_annotations as known
from steam_nodes.port.parser.cursor import NAMES
from steam_nodes.port.parser.matches import Matches
from steam_nodes.port.tokenizer import ANNOTATION, DEDENT, END, IDENTIFIER, INDENT, LITERAL, NEWLINE

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes.port.syntax import Annotation, Member

_REMOVED: Final = {
    "export": 'Use an export annotation ("@export", "@export_range", etc.) instead.',
    "tool": 'Use the "@tool" annotation instead.',
    "onready": 'Use the "@onready" annotation instead.',
    "remote": 'Use the "@rpc" annotation with "any_peer" instead.',
    "remotesync": 'Use the "@rpc" annotation with "any_peer" and "call_local" instead.',
    "puppet": 'Use the "@rpc" annotation with "authority" instead.',
    "puppetsync": 'Use the "@rpc" annotation with "authority" and "call_local" instead.',
    "master": 'Use the "@rpc" annotation with "any_peer" and perform a check inside the function instead.',
    "mastersync": 'Use the "@rpc" annotation with "any_peer" and "call_local", and perform a check inside the function instead.',
}
_AS_MEMBERS: Final = {
    syntax.Variable: "variable",
    syntax.Constant: "constant",
    syntax.SignalDeclaration: "signal",
    syntax.Function: "function",
    syntax.Class: "class",
    syntax.Enum: "enum",
}
_EXPORT_GROUPS: Final = frozenset(("export_category", "export_group", "export_subgroup"))


class Declarations(Matches):
    """What reads a whole script."""

    def script(self, comments: tuple[syntax.Comment, ...]) -> syntax.Script:
        """Read the text."""
        members: list[Member] = []
        self._names: dict[str, str] = {}
        self._head: list[str] = []
        self._of_script: list[Annotation] = []
        self._class_name, self._class_name_begin = "", 0
        self._extends: syntax.Extends | None = None
        self._take_head()
        may_have_head = self._script_annotations(members)
        while may_have_head and self.kind != END:
            if self.kind == "class_name":
                self._read_class_name()
            elif self.kind == "extends":
                self._read_extends()
            elif self.kind is LITERAL and isinstance(self.token[1], str):
                members.append(self._text_as_comment())
            else:
                break
            if self.panic:
                self.synchronize()
        if self.kind == END and may_have_head:
            self._annotate_script()
        self._check_script_annotations()
        members += self.class_body(below=True)
        if self.kind != END:
            self.error("Expected end of file.")
        self.no_target()
        return syntax.Script(
            begin=0,
            end=len(self.source.text),
            class_name=self._class_name,
            class_name_begin=self._class_name_begin,
            extends=self._extends,
            members=tuple(members),
            comments=comments,
            annotations=tuple(self._of_script),
            head=tuple(self._head),
            last=self.take_lines(),
            godot3=self.older,
        )

    def _take_head(self) -> None:
        """Take the lines above the first one, but leave a comment right above a member to it."""
        lines = list(self.take_lines())
        begins = self.kind in {ANNOTATION, "class_name", "extends", END} or self.token[1] == "tool"
        count = len(lines)
        if not begins or (self.kind == ANNOTATION and not known.targets(self.token[1]) & known.SCRIPT):
            while count and lines[count - 1]:
                count -= 1
        self._head = lines[:count]
        self.carry(*lines[count:])

    def _annotate_script(self) -> None:
        if self._pending_annotations:
            self._head += self._above
            self._above = ()
            self._of_script += self._pending_annotations
            self._pending_annotations.clear()

    def _script_annotations(self, members: list[Member]) -> bool:
        """Read what stands before class_name and extends; tell whether these may follow."""
        while self.kind != END:
            if self.kind == ANNOTATION:
                if not self._script_annotation(members):
                    return False
            elif self.kind is LITERAL and isinstance(self.token[1], str):
                members.append(self._text_as_comment())
            elif (other := self.other_annotation()) is not None:
                self._of_script.append(other)
            else:
                break
            if self.panic and self.last[0] != NEWLINE:
                self.synchronize()
        return True

    def _script_annotation(self, members: list[Member]) -> bool:
        made = self.annotation(known.SCRIPT | known.CLASS_LEVEL | known.STANDALONE)
        found = known.targets(made.name) if made is not None else 0
        if made is None:
            return True
        if found & known.STANDALONE:
            members.append(made)
            return made.name not in _EXPORT_GROUPS
        self._pending_annotations.append(made)
        if found & known.SCRIPT and not found & known.CLASS:
            self._annotate_script()
        return bool(found & (known.SCRIPT | known.CLASS))

    def _check_script_annotations(self) -> None:
        seen: set[str] = set()
        for made in self._of_script:
            if made.name in seen:
                told = {"abstract": " per class", "static_unload": " per script"}.get(made.name, "")
                self.error(f'"@{made.name}" annotation can only be used once{told}.', made.begin)
                self.panic = False
            seen.add(made.name)

    def _read_class_name(self) -> None:
        self._annotate_script()
        self._head += self.take_lines()
        self.advance()
        if self._class_name:
            self.error('"class_name" can only be used once.')
            return
        self._class_name_begin = self.token[2]
        self._class_name = self.name('Expected identifier for the global class name after "class_name".')
        icon = self.icon()
        if icon is not None:
            self._of_script.append(icon)
        if self.match("extends"):
            self._extends = self.extends()
            self._header_end("superclass")
        else:
            self._header_end("class_name statement")

    def _read_extends(self) -> None:
        self._annotate_script()
        self._head += self.take_lines()
        self.advance()
        if self._extends is not None:
            self.error('"extends" can only be used once.')
            return
        self._extends = self.extends()
        self._header_end("superclass")

    def _header_end(self, context: str) -> None:
        if behind := self.end_statement(context):
            self._head.append(behind)

    def extends(self) -> syntax.Extends:
        """Read what stands after `extends`."""
        begin = self.token[2]
        path = ""
        names: list[str] = []
        if self.kind is LITERAL:
            value = self.advance()[1]
            if isinstance(value, str):
                path = value
            else:
                kind = {bool: "bool", int: "int", float: "float"}.get(type(value), "Nil")
                self.error(f'Only strings or identifiers can be used after "extends", found "{kind}" instead.')
            if not self.match("."):
                return syntax.Extends(begin=begin, end=max(begin, self.last[3]), path=path, names=())
        message = 'Expected superclass name after "extends".'
        while name := self.name(message):
            names.append(name)
            message = 'Expected superclass name after ".".'
            if not self.match("."):
                break
        return syntax.Extends(begin=begin, end=max(begin, self.last[3]), path=path, names=tuple(names))

    def _text_as_comment(self) -> syntax.ExpressionStatement:
        before = self.take_lines()
        text = self._literal()
        behind = self.behind()
        if not self.match(NEWLINE):
            self.error("Expected newline after comment string.")
        return syntax.ExpressionStatement(begin=text.begin, end=text.end, expression=text, before=before, behind=behind)

    # Classes.

    def class_body(self, *, below: bool) -> list[Member]:
        """Read members up to the class's end, or one of them where it is all on one line."""
        members: list[Member] = []
        while self.kind not in {DEDENT, END}:
            member = self._member()
            if member is not None:
                members.append(member)
                self._take_name(member)
            if self.panic:
                self.synchronize()
            if not below:
                break
        return members

    def _take_name(self, member: Member) -> None:
        if isinstance(member, syntax.Enum) and not member.name:
            return
        called = _AS_MEMBERS.get(type(member), "")
        name = getattr(member, "name", "")
        if not called or not name:
            return
        taken = self._names.get(name)
        if taken:
            begin = getattr(member, "name_begin", member.begin)
            self.error(f'{called.capitalize()} "{name}" has the same name as a previously declared {taken}.', begin)
        else:
            self._names[name] = called

    def _member(self) -> Member | None:
        kind = self.kind
        rule = _MEMBERS.get(kind)
        if rule is not None:
            return rule(self)
        if kind is LITERAL and isinstance(self.token[1], str):
            return self._text_as_comment()
        return self.other_member()

    def _pass(self) -> syntax.Pass:
        before = self.take_lines()
        _, _, begin, end = self.advance()
        return syntax.Pass(begin=begin, end=end, before=before, behind=self.end_statement('"pass"'))

    def _constant(self) -> syntax.Constant | None:
        return self.constant(*self.applied(known.CONSTANT, "constant"))

    def _annotation_member(self) -> Annotation | None:
        made = self.annotation(known.CLASS_LEVEL | known.STANDALONE)
        if made is None:
            return None
        if known.targets(made.name) & known.STANDALONE:
            return made
        self._pending_annotations.append(made)
        return None

    def _static(self) -> Member | None:
        begin = self.token[2]
        lines = self.take_lines()
        self.advance()
        self.carry(*lines)
        if self.kind == "func":
            return self._function(begin, static=True)
        if self.kind == "var":
            return self._variable(begin, static=True)
        self.error('Expected "func" or "var" after "static".')
        return None

    def _variable(self, begin: int = -1, *, static: bool = False) -> syntax.Variable | None:
        before, applied = self.applied(known.VARIABLE, "variable")
        begin = self.token[2] if begin < 0 else begin
        return self.variable(before, applied, begin, static=static, property_allowed=True)

    def _signal(self) -> syntax.SignalDeclaration | None:
        before, applied = self.applied(known.SIGNAL, "signal")
        begin = self.advance()[2]
        name_begin = self.token[2]
        name = self.name('Expected signal name after "signal".')
        if not name:
            return None
        parameters: list[syntax.Parameter] = []
        if self.kind == "(":
            self.enter()
            self.advance()
            while self.kind != ")":
                parameter = self.parameter()
                if parameter is None:
                    break
                if parameter.default is not None:
                    self.error("Signal parameters cannot have a default value.")
                if any(parameter.name == other.name for other in parameters):
                    self.error(f'Parameter with name "{parameter.name}" was already declared for this signal.')
                parameters.append(parameter)
                if not self.match(","):
                    break
            self.leave()
            self.consume(")", 'Expected closing ")" after signal parameters.')
        end = self.last[3]
        behind = self.end_statement("signal declaration")
        return syntax.SignalDeclaration(
            begin=begin,
            end=end,
            name=name,
            name_begin=name_begin,
            parameters=tuple(parameters),
            annotations=applied,
            before=before,
            behind=behind,
        )

    def _enum(self) -> syntax.Enum:
        before, applied = self.applied(0, "enum")
        begin = self.advance()[2]
        name = str(self.advance()[1]) if self.kind in NAMES else ""
        self.enter()
        place = "enum name" if name else '"enum"'
        self.consume("{", f'Expected "{{" after {place}.')
        if opening := self.behind_inside():
            self.carry(opening)
        values: list[syntax.EnumValue] = []
        lines: dict[str, int] = {}
        while self.kind != "}":
            above = self.take_lines()
            key = self.token
            word = self.name("Expected identifier for enum key.")
            if not word:
                break
            if word in lines:
                self.error(f'Name "{word}" was already in this enum (at line {lines[word]}).', key[2])
            elif not name and word in self._names:
                self.error(f'Name "{word}" is already used as a class {self._names[word]}.')
            lines[word] = self.source.line(key[2])
            value = None
            if self.match("="):
                value = self.needed('Expected expression value after "=".')
            end = self.last[3]
            more = self.match(",")
            values.append(syntax.EnumValue(begin=key[2], end=end, name=word, value=value, before=above, behind=self.behind_inside()))
            if not more:
                break
        if not name:
            self._names.update((value.name, "enum value") for value in values if value.name not in self._names)
        self.carry(*self.take_lines())
        self.leave()
        self.consume("}", 'Expected closing "}" for enum.')
        end = self.last[3]
        behind = self.end_statement("enum")
        return syntax.Enum(begin=begin, end=end, name=name, values=tuple(values), annotations=applied, before=before, behind=behind)

    def _class(self) -> syntax.Class:
        before, applied = self.applied(known.CLASS, "class")
        self.deeper()
        begin = self.advance()[2]
        name_begin = self.token[2]
        name = self.name('Expected identifier for the class name after "class".')
        extends = self.extends() if self.match("extends") else None
        self.consume(":", 'Expected ":" after class declaration.')
        end = self.last[3]
        behind = self.behind()
        members: list[Member] = []
        last: tuple[str, ...] = ()
        below = self.match(NEWLINE)
        outer, self._names = self._names, {}
        if not below or self.consume(INDENT, "Expected indented block after class declaration."):
            columns = self.columns() if below else 0
            if self.kind == "extends":
                self.carry(*self.take_lines())
                self.advance()
                if extends is not None:
                    self.error('Cannot use "extends" more than once in the same class.')
                extends = self.extends()
                end = self.last[3]
                if told := self.end_statement("superclass"):
                    self.carry(told)
            members = self.class_body(below=below)
            if members:
                end = members[-1].end
            if below:
                last = self._carried + self.take_last_lines(columns)
                self._carried = ()
                self.dedent("Missing unindent at the end of the class body.")
        self._names = outer
        self.depth -= 1
        return syntax.Class(
            begin=begin,
            end=end,
            name=name,
            name_begin=name_begin,
            extends=extends,
            members=tuple(members),
            last=last,
            annotations=applied,
            before=before,
            behind=behind,
        )

    def _function(self, begin: int = -1, *, static: bool = False, rpc: str = "") -> syntax.Function | None:
        before, applied = self.applied(known.FUNCTION, "function")
        keyword = self.advance()[2]
        begin = keyword if begin < 0 else begin
        name_begin = self.token[2]
        name = self.name('Expected function name after "func".')
        if not name:
            return None
        self.enter()
        self.consume("(", 'Expected opening "(" after function name.')
        parameters, rest = self.parameters("function")
        called = self.base_call()
        returns = self.return_type()
        if name == "_static_init":
            if not static:
                self.error("Static constructor must be declared static.")
            if parameters or rest:
                self.error("Static constructor cannot have parameters.")
        body: syntax.Block | None = None
        end = self.last[3]
        if self.match(":"):
            names = (parameter.name for parameter in (*parameters, *((rest,) if rest else ())))
            body, behind = self.body(name, "function declaration", dict.fromkeys(names, "parameter"), static=static)
            end = max(body.end, end)
            if called is not None:
                body = syntax.Block(
                    begin=body.begin, end=body.end, statements=(called, *body.statements), last=body.last, inline=body.inline
                )
        else:
            behind = self.end_statement("bodyless function declaration")
        return syntax.Function(
            begin=begin,
            end=end,
            name=name,
            name_begin=name_begin,
            parameters=parameters,
            rest=rest,
            return_type=returns,
            body=body,
            static=static,
            annotations=applied,
            rpc=rpc,
            before=before,
            behind=behind,
        )

    # What the older dialect has besides; here nothing.

    def other_member(self) -> Member | None:
        """Read a member that begins with a word which is none of Godot 4's."""
        kind, value, _, _ = self.advance()
        if value in _REMOVED and kind is IDENTIFIER:
            self.error(f'The "{value}" keyword was removed in Godot 4. {_REMOVED[value]}')
        else:
            named = f'identifier "{value}"' if kind is IDENTIFIER else f'"{kind}"'
            self.error(f"Unexpected {named} in class body.")
        return None

    def other_annotation(self) -> Annotation | None:
        """Read what stands at the top in an annotation's place."""
        return None

    def icon(self) -> Annotation | None:
        """Read an icon behind a class_name."""
        return None

    def base_call(self) -> syntax.ExpressionStatement | None:
        """Read the arguments for the base's constructor behind a constructor's parameters."""
        return None


_MEMBERS: Final[dict[str, Callable[[Declarations], Member | None]]] = {
    "func": Declarations._function,
    "var": Declarations._variable,
    "const": Declarations._constant,
    "signal": Declarations._signal,
    "static": Declarations._static,
    "class": Declarations._class,
    "enum": Declarations._enum,
    "pass": Declarations._pass,
    ANNOTATION: Declarations._annotation_member,
}
