"""The laws of the words: numbers, strings, names, the ends of lines, as the engine reads them (values asked of Godot 4.6.3)."""

from __future__ import annotations

import math
from typing import Any

import pytest

from steam_nodes.port.tokenizer import ERROR, IDENTIFIER, LITERAL, NEWLINE, Tokens, width


def words(text: str) -> list[tuple[str, Any]]:
    """Return kinds and values without the line ends at both sides and the end of the text."""
    return [token[:2] for token in Tokens(text).tokens[1:-2]]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("1_000", 1000),
        ("0x1F", 31),
        ("0XfF", 255),
        ("0b1011", 11),
        ("0b1_0", 2),
        ("9223372036854775807", 9223372036854775807),
        ("99999999999999999999", 9223372036854775807),
        ("-9223372036854775808", -9223372036854775808),
        ("0xFFFFFFFFFFFFFFFF", 9223372036854775807),
        ("-0x10", -16),
        ("1.5", 1.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("1.5E-3", 0.0015),
        ("1_0.2_5", 10.25),
        ("-1.5", -1.5),
        ("+7", 7),
        ("999999999999999.9", 1e15),
        ("2.2250738585072014e-308", 0.0),
        ("1.7976931348623157e308", 1.7976931348623157e308),
        ("1e400", math.inf),
    ],
)
def test_a_number_is_what_the_engine_makes_of_it(text: str, value: float) -> None:
    """Ints are held at 64 bits; floats are read in the engine's steps, which are not always the nearest ones."""
    assert words(text) == [(LITERAL, value)]
    assert type(words(text)[0][1]) is type(value)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("1-2", [LITERAL, "-", LITERAL]),
        ("a -2", [IDENTIFIER, "-", LITERAL]),
        ("(-2", ["(", LITERAL]),
        ("= -2", ["=", LITERAL]),
        ("]-2", [ERROR, LITERAL]),
        ("- 2", ["-", LITERAL]),
        ("return -2", ["return", LITERAL]),
        ("1..2", [LITERAL, "..", LITERAL]),
        ("a.b", [IDENTIFIER, ".", IDENTIFIER]),
        ("...", ["..."]),
        ("**= ** <<= >>= && || -> := ", ["**=", "**", "<<=", ">>=", "&&", "||", "->", ":", "="]),
        ("<<<<<<< =======", ["VCS conflict marker", "VCS conflict marker"]),
        ("== ===", ["==", "==", "="]),
        ("_ _a a_", ["_", IDENTIFIER, IDENTIFIER]),
        ("PI NAN INF", ["PI", "NaN", "INF"]),
        ("@tool", ["Annotation"]),
        ('r"a" ra', [LITERAL, IDENTIFIER]),
        ('&"a" ^"b" &b ^c', [LITERAL, LITERAL, "&", IDENTIFIER, "^", IDENTIFIER]),
        ("größe 変数 имя", [IDENTIFIER, IDENTIFIER, IDENTIFIER]),
        ("a\\\n  b", [IDENTIFIER, IDENTIFIER]),
        ("a\\\n# c\n\n  b", [IDENTIFIER, IDENTIFIER]),
        ("a\r\nb", [IDENTIFIER, NEWLINE, IDENTIFIER]),
    ],
)
def test_words_are_told_apart_as_in_the_engine(text: str, kinds: list[str]) -> None:
    """A sign right before a number belongs to it where no value stands before the sign."""
    assert [kind for kind, _ in words(text)] == kinds


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('""', ""),
        ("''", ""),
        ("'a\"b'", 'a"b'),
        ('"a\nb"', "a\nb"),
        ('"""a"b\n"c"""', 'a"b\n"c'),
        ("'''a'''", "a"),
        (r'"\n\t\\\"\a\b\f\v\r"', '\n\t\\"\a\b\f\v\r'),
        (r'"\u00e9\U01F600"', "é😀"),
        (r'"\ud83d\ude00"', "😀"),
        ('"a\\\nb"', "ab"),
        ('"a\\\r\nb"', "ab"),
        (r'r"a\nb\"c\\"', r"a\nb\"c\\"),
        ('&"name"', "name"),
        ('^"A/B"', "A/B"),
        (r'&"a\tb"', "a\tb"),
    ],
)
def test_a_string_is_what_the_engine_makes_of_it(text: str, value: str) -> None:
    """Escapes, raw strings, line breaks."""
    assert words(text) == [(LITERAL, value)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (r'"\q"', "Invalid escape in string."),
        (r'"\u12"', "Invalid hexadecimal digit in unicode escape sequence."),
        (r'"\ud800"', "Invalid UTF-16 sequence in string, unpaired lead surrogate"),
        (r'"\ud800\n"', "Invalid UTF-16 sequence in string, unpaired lead surrogate."),
        (r'"\udc00"', "Invalid UTF-16 sequence in string, unpaired trail surrogate."),
        ('"a', "Unterminated string."),
        ("'''a''", "Unterminated string."),
        ('"\u202e"', 'Invisible text direction control character present in the string, escape it ("\\u202e") to avoid confusion.'),
        ("0x", 'Expected hexadecimal digit after "0x".'),
        ("0b2", 'Expected binary digit after "0b".'),
        ("0x_1", 'Unexpected underscore after "0x".'),
        ("1__0", "Multiple underscores cannot be adjacent in a numeric literal."),
        ("1.2.3", "Cannot use a decimal point twice in a number."),
        ("0x1.2", "Cannot use a decimal point in a hexadecimal number."),
        ("0b1.1", "Cannot use a decimal point in a binary number."),
        ("1e", 'Expected exponent value after "e".'),
        ("1._5", "Unexpected underscore after decimal point."),
        ("5a", "Invalid numeric notation."),
        ("\u0430s", 'Identifier "\u0430s" is visually similar to the GDScript keyword "as" and thus not allowed.'),
        ("\u00a0", "Invalid white space character U+00A0."),
        ("\x01\x01", 'Invalid character "\x01" (U+0001).'),
        ("a\u2013b", 'Invalid character "\u2013" (U+2013).'),
        ("a \\ b", 'Expected new line after "\\".'),
        ("a \r b", "Stray carriage return character in source code."),
        ("@", 'Expected annotation identifier after "@".'),
        ("(]", 'Closing "]" doesn\'t have an opening counterpart.'),
        ("[(]", 'Closing "]" doesn\'t match the opening "[".'),
    ],
)
def test_a_fault_in_a_word_is_told(text: str, message: str) -> None:
    """The words are the engine's."""
    assert message in [value for kind, value in [token[:2] for token in Tokens(text).tokens] if kind == ERROR]


def test_a_name_that_looks_like_a_keyword_in_ascii_is_a_name() -> None:
    """Only foreign letters are refused."""
    assert words("as_ aS") == [(IDENTIFIER, "as_"), (IDENTIFIER, "aS")]


def test_the_tokens_and_what_stands_between_them_are_the_text() -> None:
    """Only blanks, continued lines and a byte order mark lie between one token's end and the next one's begin."""
    text = "\ufeff# a\nfunc f(a): # b\n\n\t# c\n\tvar x = [1, # d\n\t\t'e#'] \\\n\t\t+ y\n\t#f\n"
    at = 0
    for _, _, begin, end in Tokens(text).tokens:
        assert text[at:begin].strip("\ufeff \t\\\n") == ""
        at = end
    assert at == len(text)


def test_comments_keep_their_place() -> None:
    """Each is known by where it begins, and whether anything stands before it."""
    text = "# a\r\nvar x # b\n\t## c\nvar y = [ # d\n\t1, \\\n\t# e\n\t2] # f"
    found = Tokens(text).comments
    assert [(comment.text, comment.alone) for comment in found] == [
        ("# a", True),
        ("# b", False),
        ("## c", True),
        ("# d", False),
        ("# e", True),
        ("# f", False),
    ]
    assert all(text[comment.begin : comment.end] == comment.text for comment in found)


def test_a_tab_is_four_columns() -> None:
    """As in the engine's editor, whose settings the parser has."""
    assert [width("\t"), width("    "), width(" \t")] == [4, 4, 5]
