"""What to do about a problem, where the engine's words do not tell it.

Rules: a hint is given for the mistakes that people make when they come from another language, or mistype a keyword; for anything else
there is none. Making one may be slow, since only a faulty text needs it.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from steam_nodes.port.tokenizer import IDENTIFIER, KEYWORDS

if TYPE_CHECKING:
    from steam_nodes.port.tokenizer import Token

_BY_MESSAGE: Final = {
    "Assignment is not allowed inside an expression.": 'Compare with "==", and assign on a line of its own.',
    'Expected expression after "+" operator.': 'There is no "++": write "+= 1".',
    'Expected expression after "-" operator.': 'There is no "--": write "-= 1".',
    'Unexpected "VCS conflict marker" in class body.': "The file has a merge conflict: keep one of both sides.",
    'Expected statement, found "VCS conflict marker" instead.': "The file has a merge conflict: keep one of both sides.",
    "Mixed use of tabs and spaces for indentation.": "Indent the whole file with one of both.",
    "Unterminated string.": "Close it with the quotes that open it.",
    "Unindent doesn't match the previous indentation level.": "Indent the line as a line above that it belongs to.",
    'Expected end of statement after bodyless function declaration, found "{" instead.': 'A body begins with ":" and is indented below.',
    'Unexpected "Indent" in class body.': "This line stands deeper than the class that it is a member of.",
}
_BY_BEGINNING: Final = {
    "Expected indented block after ": 'Indent what belongs to it, or write "pass".',
    "Used ": "Indent the whole file with one of both.",
    "Expected expression as dictionary key": 'A dictionary is written {"key": value}.',
}
_MISSPELT: Final = ("Expected end of statement after expression", "Unexpected identifier")
_MEANT: Final = {
    "function": "func",
    "def": "func",
    "fn": "func",
    "let": "var",
    "int": "var",
    "import": "preload",
    "switch": "match",
    "try": "",
    "throw": "",
    "foreach": "for",
    "elseif": "elif",
    "struct": "class",
}


def hint_for(message: str, text: str, last: Token, looked_at: Token) -> str:
    """Return what to do about a problem, "" where its message tells it.

    Args:
        message: What is wrong.
        text: The whole text.
        last: The token before the place.
        looked_at: The token at the place.
    """
    if message in _BY_MESSAGE:
        doubled = last[0] in {"+", "-"} and text[last[2] - 1 : last[2]] == last[0]
        return _BY_MESSAGE[message] if doubled or last[0] not in {"+", "-"} else ""
    if message.startswith(_MISSPELT) and last[0] is IDENTIFIER:
        return _meant(str(last[1]))
    if message.startswith("Expected conditional expression") and looked_at[0] == ":":
        return "A condition stands before the colon."
    return next((hint for beginning, hint in _BY_BEGINNING.items() if message.startswith(beginning)), "")


def _meant(word: str) -> str:
    meant = _MEANT.get(word)
    if meant is None:
        meant = next(iter(get_close_matches(word[:20], KEYWORDS, n=1, cutoff=0.75)), "")
    return f'Do you mean "{meant}"?' if meant else ""
