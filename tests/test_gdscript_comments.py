"""Nothing of a script is lost: from the tree every comment and blank line comes back, and each node knows its text."""

from __future__ import annotations

import random

import pytest

from steam_nodes.port import syntax
from tests.support.gdscript_trees import children, lines_around, read, walk

SCRIPT = """\
## About the class.

@tool  # runs in the editor
# between
class_name Player  # its name

extends Node  # its base
# above a
@export # exported
# below the annotation
var a = 1 # behind a


## About b.
var b: int: # behind the colon
\t# in the property
\tget: # gets

\t\treturn b # behind
\t\t# last of get
\t# above set
\tset(value):
\t\tb = value
\t\t# last of set
\t# last of the property

enum { # opens
\t# above X
\tX, # behind X

\tY = 2 # behind Y
\t# last of the enum
}

# above f
func f(x): # head
\t# first
\tif x: # if
\t\t# in if

\t\tpass # pass
\t\t# last of if
\t# above elif
\telif a: # elif
\t\tpass
\t# above else
\telse: # else
\t\tpass

\t\t# last of else

\tmatch x: # match
\t\t# above 1
\t\t1: # one
\t\t\tpass
\t\t\t# last of one
\t\t# above _
\t\t_: pass # inline
\t\t# last of match
\tvar g = func(): # lambda

\t\treturn 1 # one
\t\t# last of the lambda
\tfor i in 3: pass; pass # two
\t# last of f

# above C
class C: # C
\t# above its base
\textends Node # base

\tvar y # y
\t# last of C
# last

# of all
"""


def expected(text: str) -> list[str]:
    """Return comments and blank lines of a text without brackets and strings around them."""
    found = []
    for line in text.split("\n")[:-1]:
        code, sign, comment = line.partition("#")
        if sign:
            found.append(sign + comment)
        elif not code.strip():
            found.append("")
    return found


def test_every_comment_and_blank_line_comes_back_from_the_tree() -> None:
    """None is lost and none is doubled; those about a file's own name and an annotation stand in its head."""
    assert sorted(lines_around(read(SCRIPT))) == sorted(expected(SCRIPT))
    body = SCRIPT[SCRIPT.index("# above f") :]
    script = read(body)
    assert list(lines_around(script)) == expected(body)
    assert [comment.text for comment in script.comments] == list(filter(None, expected(body)))


@pytest.mark.parametrize("seed", range(6))
def test_they_come_back_in_order_wherever_they_stand(seed: int) -> None:
    """Comments and blank lines are put between and behind the lines of a function by chance."""
    chance = random.Random(seed)
    lines = []
    plain = (
        "func f():\n\tif a:\n\t\tb()\n\telif c:\n\t\twhile d:\n\t\t\te()\n\telse:\n\t\tpass\n"
        "\tmatch g:\n\t\t1:\n\t\t\th()\n\t\t_:\n\t\t\ti()\n\tk()"
    )
    for number, line in enumerate(plain.split("\n") * 3):
        for again in range(chance.choice((0, 0, 1, 2))):
            depth = chance.randrange(4) if number else 0
            lines.append(chance.choice(("", "\t" * depth + f"# {number}.{again}")))
        lines.append(line + chance.choice(("", f" # behind {number}")))
    text = "\n".join(lines).replace("func f()", "func f{}()")
    for number in range(3):
        text = text.replace("f{}", f"f{number}", 1)
    assert list(lines_around(read(text + "\n"))) == expected(text + "\n")


def test_a_comment_belongs_to_the_block_that_it_is_indented_in() -> None:
    """One as deep as a block is the block's; what stands less deep is the next statement's, blank lines before it too."""
    script = read("func f():\n\tif a:\n\t\tpass\n\t\t# in if\n\n\t# in f\n\n# above g\nfunc g():\n\tpass\n# last\n")
    f, g = script.members
    assert isinstance(f, syntax.Function)
    assert f.body is not None
    (found,) = f.body.statements
    assert isinstance(found, syntax.If)
    assert found.branches[0].block.last == ("# in if",)
    assert f.body.last == ("", "# in f")
    assert isinstance(g, syntax.Function)
    assert g.before == ("", "# above g")
    assert script.last == ("# last",)


def test_a_comment_above_an_annotation_is_above_what_is_annotated() -> None:
    """So a doc comment is found in one place."""
    (found,) = read("## About x.\n@export\n@onready # ready\n# more\nvar x = 1 # x\n").members
    assert isinstance(found, syntax.Variable)
    assert (found.before, found.behind) == (("## About x.", "# more"), "# x")
    assert [annotation.behind for annotation in found.annotations] == ["", "# ready"]


def test_the_head_of_a_file_ends_where_a_member_begins() -> None:
    """A comment right above the first member is that member's, what a blank line divides from it is the file's."""
    script = read("# license\n\n# about x\nvar x\n")
    assert script.head == ("# license", "")
    assert isinstance(script.members[0], syntax.Variable)
    assert script.members[0].before == ("# about x",)
    assert read("# about\nextends Node\n").head == ("# about",)


def test_comments_inside_brackets_are_in_the_scripts_list() -> None:
    """With their place, so that who writes an element out finds them."""
    text = "var x = [ # a\n\t1, # b\n\t# c\n]\n"
    script = read(text)
    assert [(comment.text, comment.alone) for comment in script.comments] == [("# a", False), ("# b", False), ("# c", True)]
    assert list(lines_around(script)) == []


def test_every_node_lies_in_the_one_around_it_and_covers_its_text() -> None:
    """Begin and end have no blanks at their edges, and nodes beside each other do not overlap."""
    text = SCRIPT + (
        'var z = {a = [1, \'x\' , func(p := 2): return (p)], "b c" = -y.q(1)[2] if not w in r else &"n"} # z\n'
        "@rpc('any_peer') static func h(...more: Array[int]) -> A.B: assert(x is not Node, \"m\"); return await $A/B.c\n"
        "const K = preload('a.gd').X ** ~2\nsignal s(t: int)\n"
    )
    script = read(text)
    for node in walk(script):
        piece = text[node.begin : node.end]
        assert piece == piece.strip() or node is script
        if isinstance(node, syntax.Identifier):
            assert piece == node.name
        if isinstance(node, syntax.Literal):
            assert piece == node.text
        if begin := getattr(node, "name_begin", 0):
            assert text[begin:].startswith(str(getattr(node, "name", "")).removeprefix("@b_")[:3])
        inner = sorted(children(node), key=lambda child: child.begin)
        inner = [child for child in inner if not isinstance(child, syntax.Annotation) or isinstance(node, syntax.Script)]
        ends = [node.begin, *(child.end for child in inner)]
        assert all(child.begin >= end for child, end in zip(inner, ends, strict=False))
        assert all(child.end <= node.end for child in inner)
