r"""RegEx: patterns of PCRE over Python's `re`, and RegExMatch: what they found, for real.

Rules: a pattern is rewritten into Python's form first (`regex_patterns.py`); what Python's `re` has no form for is told as a pattern that
cannot be compiled. `\w`, `\d`, `\s` and `\b` know ASCII alone, as in the engine. Groups have numbers only; their names are kept beside.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.gdscript.classes.regex_patterns import PatternError, rewritten
from steam_nodes.gdscript.containers.array import Array
from steam_nodes.gdscript.containers.packed import PackedStringArray
from steam_nodes.object import error
from steam_nodes.object.ref_counted import RefCounted

if TYPE_CHECKING:
    from collections.abc import Mapping

_OK: Final = 0
_FAILED: Final = 1
_REPLACED: Final = re.compile(r"\$(?:(?P<dollar>\$)|(?P<bare>\w+)|\{(?P<braced>\w+)(?P<end>\}?)|(?P<wrong>))", re.ASCII)
"""What stands for a group in a replacement: `$1`, `$name`, `${1}`, `${name}`; `$$` for the sign itself."""


class RegExMatch(RefCounted):
    """What one search found.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_regexmatch.html.
    """

    _engine_class_ = "RegExMatch"

    def __init__(self) -> None:
        """Begin with nothing found."""
        super().__init__()
        self._subject_ = ""
        self._spans_: list[tuple[int, int]] = []
        self._names_: dict[str, int] = {}

    def _hold_(self, subject: str, found: re.Match[str], names: Mapping[str, list[int]]) -> RegExMatch:
        """Hold what was found."""
        self._subject_ = subject
        self._spans_ = [found.span(group) for group in range(found.re.groups + 1)]
        taking_part = {name: next((group for group in groups if self._spans_[group][0] >= 0), 0) for name, groups in sorted(names.items())}
        self._names_ = {name: group for name, group in taking_part.items() if group}
        return self

    @property
    def subject(self) -> str:
        """The text that was searched."""
        return self._subject_

    @property
    def names(self) -> dict[str, int]:
        """The numbers of the named groups that took part."""
        return dict(self._names_)

    @property
    def strings(self) -> PackedStringArray:
        """The whole match, then each group; "" for one that took no part."""
        return PackedStringArray([self.get_string(group) for group in range(len(self._spans_))])

    def get_subject(self) -> str:
        """Return the text that was searched."""
        return self.subject

    def get_names(self) -> dict[str, int]:
        """Return the numbers of the named groups that took part."""
        return self.names

    def get_strings(self) -> PackedStringArray:
        """Return the whole match, then each group; "" for one that took no part."""
        return self.strings

    def get_group_count(self) -> int:
        """Return how many groups the pattern has."""
        return max(len(self._spans_) - 1, 0)

    def get_string(self, name: Any = 0) -> str:
        """Return what a group matched, by its number or name; "" for one that took no part or is not there."""
        start, end = self._span(name)
        return self._subject_[start:end] if start >= 0 else ""

    def get_start(self, name: Any = 0) -> int:
        """Return where a group begins; -1 for one that took no part or is not there."""
        return self._span(name)[0]

    def get_end(self, name: Any = 0) -> int:
        """Return the place behind a group; -1 for one that took no part or is not there."""
        return self._span(name)[1]

    def _span(self, name: Any) -> tuple[int, int]:
        group = self._names_.get(str(name), -1) if isinstance(name, str) else int(name)
        return self._spans_[group] if 0 <= group < len(self._spans_) else (-1, -1)


class RegEx(RefCounted):
    """A pattern that texts are searched for.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_regex.html.
    """

    _engine_class_ = "RegEx"

    def __init__(self) -> None:
        """Begin without a pattern."""
        super().__init__()
        self._pattern_ = ""
        self._compiled_: re.Pattern[str] | None = None
        self._names_: dict[str, list[int]] = {}

    @staticmethod
    def create_from_string(pattern: str, show_error: bool = True) -> RegEx:
        """Return a new RegEx of a pattern."""
        made = RegEx()
        made.compile(pattern, show_error)
        return made

    def compile(self, pattern: str, show_error: bool = True) -> int:
        """Take a pattern; return OK, or FAILED if it is none, which is logged with the place."""
        self.clear()
        self._pattern_ = str(pattern)
        try:
            text, self._names_ = rewritten(self._pattern_)
            self._compiled_ = re.compile(text, re.ASCII)
        except PatternError as fault:
            return self._refuse(str(fault), show_error)
        except (re.error, OverflowError, RecursionError) as fault:
            return self._refuse(f"{len(self._pattern_)}: {fault}", show_error)
        return _OK

    def _refuse(self, fault: str, show_error: bool) -> int:
        if show_error:
            error.complain(fault)
        return _FAILED

    def clear(self) -> None:
        """Forget what was compiled."""
        self._compiled_, self._names_ = None, {}

    def is_valid(self) -> bool:
        """Whether there is a pattern that was compiled."""
        return self._compiled_ is not None

    def get_pattern(self) -> str:
        """Return the pattern as it was given."""
        return self._pattern_

    def get_group_count(self) -> int:
        """Return how many groups the pattern has."""
        compiled = self._valid("0")
        return compiled.groups if compiled is not None else 0

    def get_names(self) -> PackedStringArray:
        """Return the names of the groups, in the order of the alphabet."""
        return PackedStringArray(sorted(self._names_) if self._valid("result") is not None else [])

    def search(self, subject: str, offset: int = 0, end: int = -1) -> RegExMatch | None:
        """Return the first place that matches; null if there is none.

        Args:
            subject: The text.
            offset: Where the search begins.
            end: Where the text is taken to end; -1 for its own end.
        """
        compiled = self._valid("nullptr")
        if compiled is None or offset < 0:
            return None
        found = compiled.search(str(subject), offset, end if end >= 0 else len(subject)) if offset <= len(subject) else None
        return None if found is None else RegExMatch()._hold_(str(subject), found, self._names_)

    def search_all(self, subject: str, offset: int = 0, end: int = -1) -> Array[RegExMatch]:
        """Return every place that matches, none inside another; arguments are those of `search`."""
        matches = Array[RegExMatch]()
        at = offset
        while (found := self.search(subject, at, end)) is not None:
            matches.append(found)
            # Behind an empty match the search goes on one further, or it would find it for ever.
            at = found.get_end() + (found.get_start() == found.get_end())
        return matches

    def sub(self, subject: str, replacement: str, all: bool = False, offset: int = 0, end: int = -1) -> str:
        """Return a text with the first match replaced, or all of them.

        Args:
            subject: The text.
            replacement: What comes in; `$1`, `$name`, `${1}` and `${name}` stand for groups, `$$` for the sign.
            all: Whether every match is replaced.
            offset: Where the search begins.
            end: Where the text is taken to end; -1 for its own end.
        """
        compiled = self._valid("String()")
        if compiled is None or offset < 0:
            return ""
        text = str(subject)
        stop = end if end >= 0 else len(text)
        if fault := _fault(replacement):
            error.complain(f"PCRE2 Error: {fault}")
            return ""
        found = list(compiled.finditer(text, offset, stop))[: None if all else 1]
        if found and any(self._group(part) is None for part in _REPLACED.finditer(replacement)):
            # The engine says so and goes on with nothing in its place.
            error.complain("PCRE2 Error: unknown substring")
        parts, at = [], 0
        for match in found:
            parts += [text[at : match.start()], self._filled(replacement, match)]
            at = match.end()
        return "".join([*parts, text[at:]])

    def _group(self, part: re.Match[str]) -> list[int] | None:
        """Return the groups that a part of a replacement means, None where there is no such group."""
        name = part.group("bare") or part.group("braced")
        if name is None:
            return []
        if name.isdigit():
            return [int(name)] if self._compiled_ is not None and int(name) <= self._compiled_.groups else None
        return self._names_.get(name)

    def _filled(self, replacement: str, match: re.Match[str]) -> str:
        def of(part: re.Match[str]) -> str:
            if part.group("dollar"):
                return "$"
            return next((text for group in self._group(part) or [] if (text := match.group(group)) is not None), "")

        return _REPLACED.sub(of, replacement)

    def _valid(self, instead: str) -> re.Pattern[str] | None:
        """Return what was compiled; where nothing was, say so in the engine's words."""
        if self._compiled_ is None:
            error.complain(f'Condition "!is_valid()" is true. Returning: {instead}')
        return self._compiled_


def _fault(replacement: str) -> str:
    """Say in PCRE's words what is wrong with a replacement, "" if nothing is."""
    parts = list(_REPLACED.finditer(replacement))
    if any(part.group("wrong") is not None for part in parts):
        return "invalid replacement string"
    unclosed = any(part.group("braced") and not part.group("end") for part in parts)
    return "expected closing curly bracket in replacement string" if unclosed else ""
