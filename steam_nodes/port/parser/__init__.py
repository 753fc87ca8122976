"""Reads GDScript: a text becomes a tree, whatever it is, and a list of what is wrong in it.

Rules: the grammar is Godot 4.6's, function by function, and messages are the engine's own words. Godot 3 is a dialect of the same parser.
Each thing is read by a function of its name, from the place that it is given (cursor.py). An arrow only runs down: whole_script, godot3 ->
declarations -> matches, variables -> routines -> blocks -> annotating -> precedence -> cursor -> tokenizer. The time is linear in
the text.
"""

from __future__ import annotations

from steam_nodes.port import syntax
from steam_nodes.port.parser.cursor import Cursor
from steam_nodes.port.parser.declarations import GODOT4
from steam_nodes.port.parser.godot3 import GODOT3, is_godot3
from steam_nodes.port.parser.whole_script import ScriptReader
from steam_nodes.port.source import Problem, Source
from steam_nodes.port.tokenizer import KEYWORDS, OLDER_KEYWORDS, Tokens, TooDeepError

__all__ = ["parse"]


def parse(source: Source, *, godot3: bool | None = None) -> tuple[syntax.Script, list[Problem]]:
    """Read a GDScript file.

    Args:
        source: The file.
        godot3: Whether it is written for Godot 3, as its project file tells; None to see it from the text.

    Returns:
        Its tree, and the problems in the order in which they were found. With a problem the tree has what could be read; a text that is
        no script at all gives an empty one.
    """
    if "\0" in source.text:
        begin = source.text.index("\0")
        return _nothing(source), [Problem(source, begin, "This is not a text, so it is no GDScript.", hint="Give a .gd file.")]
    older = is_godot3(source.text) if godot3 is None else godot3
    comments: tuple[syntax.Comment, ...] = ()
    try:
        tokens = Tokens(source.text, OLDER_KEYWORDS if older else KEYWORDS)
        comments = tuple(tokens.comments)
        at = Cursor(source, tokens, GODOT3 if older else GODOT4)
        return ScriptReader(at).read(comments), at.problems
    except (TooDeepError, RecursionError) as error:
        begin = error.begin if isinstance(error, TooDeepError) else 0
        hint = "Divide it: give the inner parts names of their own."
        return _nothing(source, comments, older=older), [Problem(source, begin, "This is nested too deeply to be read.", hint=hint)]


def _nothing(source: Source, comments: tuple[syntax.Comment, ...] = (), *, older: bool = False) -> syntax.Script:
    end = len(source.text)
    return syntax.Script(begin=0, end=end, class_name="", class_name_begin=0, extends=None, members=(), comments=comments, godot3=older)
