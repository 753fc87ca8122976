"""RegEx: what a pattern of PCRE becomes for Python's `re`, and which are refused by name; what searches find is in trace 91."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steam_nodes.gdscript.classes.regex import RegEx, RegExMatch
from steam_nodes.gdscript.classes.regex_patterns import PatternError, rewritten

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"(?'n'a)\k'n'", "xaa", "aa"),
        (r"(?<n>a)\k{n}", "xaa", "aa"),
        (r"(?P<n>a)(?P=n)", "xaa", "aa"),
        (r"(?<n>a)1\g{1}", "a1a", "a1a"),
        (r"(a)(b)\g{-1}", "abb", "abb"),
        (r"\Qa.b\E+", "a.bb", "a.bb"),
        (r"\x{e4}\x41", "äA", "äA"),
        (r"a\R", "a\r\n", "a\r\n"),
        (r"\N+\z", "ab", "ab"),
        (r"ab\Z", "ab\n", "ab"),
        (r"[[:digit:][:punct:]]+", "a1-2b", "1-2"),
        (r"[^\h\v]+", " ab\t", "ab"),
        (r"[]x]+", "a]x", "]x"),
        (r"a(?i)b|c", "C", "C"),
        (r"(a(?i)b)c", "aBc", "aBc"),
        (r"(?i:a)b", "Ab", "Ab"),
        (r"x(?#why)y", "xy", "xy"),
        (r"(a)?(?(1)b|c)", "c", "c"),
        (r"a++b", "aab", "aab"),
        (r"(?>a+)b", "aab", "aab"),
        (r"[&&~~||--]", "&", "&"),
    ],
)
def test_a_pattern_finds_what_pcre_finds(pattern: str, text: str, found: str) -> None:
    """What both write otherwise is rewritten; options in the middle hold for the alternatives behind them as well."""
    match = RegEx.create_from_string(pattern).search(text)
    assert isinstance(match, RegExMatch)
    assert match.get_string() == found


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(a", "2: missing closing parenthesis"),
        ("a)", "1: unmatched closing parenthesis"),
        ("[a", "2: missing terminating ] for character class"),
        ("a\\", "2: \\ at end of pattern"),
        (r"\k<n>", "5: reference to non-existent subpattern"),
        (r"a\Kb", r"3: \K is not supported here"),
        (r"\p{Lu}", r"2: \p is not supported here"),
        ("(?R)", "2: this kind of group is not supported here"),
        ("(*FAIL)", "2: this kind of group is not supported here"),
        ("[[:none:]]", "1: unknown POSIX class name"),
        ("*a", "2: nothing to repeat at position 0"),
    ],
)
def test_what_is_no_pattern_is_refused_with_its_place(pattern: str, said: str, caplog: pytest.LogCaptureFixture) -> None:
    """`compile` returns FAILED and logs one error; nothing is searched for with another meaning."""
    regex = RegEx()
    assert regex.compile(pattern) == 1
    assert not regex.is_valid()
    assert caplog.messages == [said]
    caplog.clear()
    assert regex.compile(pattern, show_error=False) == 1
    assert caplog.messages == []


def test_several_groups_of_one_name_are_one_name() -> None:
    """The group that took part is the one that the name means."""
    match = RegEx.create_from_string("(?<n>a)|(?<n>b)").search("b")
    assert match is not None
    assert (match.get_string("n"), match.names) == ("b", {"n": 2})


@given(
    st.lists(
        st.sampled_from(["a", "b", "(", ")", "(?<n>", "(?i)", "|", "[", "]", "\\", "^", "x*", "\\Q", "\\d", "(?:", "{2}"]), max_size=12
    )
)
def test_a_pattern_is_rewritten_or_refused(parts: Sequence[str]) -> None:
    """Whatever it is made of: a pattern of `re`, or PatternError, or what `re` itself refuses."""
    try:
        text, names = rewritten("".join(parts))
        compiled = re.compile(text)
    except (PatternError, re.error):
        return
    assert all(0 < group <= compiled.groups for groups in names.values() for group in groups)
