"""The laws of the parser: what each construct of the language becomes in the tree.

A tree is told in one line: `(a + b)` is a Binary, `<a>` a Parenthesized, `[a b]` a tuple, anything else `(Kind part part)`.
"""

from __future__ import annotations

import pytest

from steam_nodes.port import syntax
from steam_nodes.port.parser import parse
from steam_nodes.port.source import Source
from tests.support.gdscript_trees import expression, read, statements, told


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("-5 ** 2", "(-5 ** 2)"),
        ("- x ** 2", "(- (x ** 2))"),
        ("2 ** 3 ** 2", "((2 ** 3) ** 2)"),
        ("not a == b", "(not (a == b))"),
        ("!a in b", "(not (a in b))"),
        ("a not in b", "(a not in b)"),
        ("1 < 2 == true", "((1 < 2) == true)"),
        ("a if b else c if d else e", "(Ternary a b (Ternary c d e))"),
        ("a as B + 1", "((Cast a B) + 1)"),
        ("a as B if c else d", "(Ternary (Cast a B) c d)"),
        ("a is not B and c", "((TypeTest a B True) and c)"),
        ("~a ** 2", "(~ (a ** 2))"),
        ("-a.b(2)[1]", "(- (Subscript (Call (Attribute a b) [2]) 1))"),
        ("await a.b()", "(Await (Call (Attribute a b) []))"),
        ("not await a", "(not (Await a))"),
        ("a or b and c", "(a or (b and c))"),
        ("a | b ^ c & d", "(a | (b ^ (c & d)))"),
        ("a << 1 + 2", "(a << (1 + 2))"),
        ("a % b * c", "((a % b) * c)"),
        ("x.y.z", "(Attribute (Attribute x y) z)"),
        ("f(1, 2,)", "(Call f [1 2])"),
        ("[1, [2], ]", "(ArrayLiteral [1 (ArrayLiteral [2])])"),
        ('{a = 1, "b" = 2}', "(DictionaryLiteral [(DictionaryEntry 'a' 1) (DictionaryEntry 'b' 2)] True)"),
        ("$A/B", "(GetNode A/B)"),
        ('$"A/B"', "(GetNode A/B)"),
        ('$A/"B C"/D', "(GetNode A/B C/D)"),
        ("$%Name/X", "(GetNode %Name/X)"),
        ("%Name", "(GetNode %Name)"),
        ('%"A b"', "(GetNode %A b)"),
        ("$/root/A", "(GetNode /root/A)"),
        ("$A.b", "(Attribute (GetNode A) b)"),
        ("$if/for", "(GetNode if/for)"),
        ("x % y", "(x % y)"),
        ('preload("res://a.gd").new()', "(Call (Attribute (Preload 'res://a.gd') new) [])"),
        ("super(1)", "(Call (Super) [1])"),
        ("super.f(1)", "(Call (Attribute (Super) f) [1])"),
        ("self.x", "(Attribute (Self) x)"),
        ("PI * TAU", "(PI * TAU)"),
        ("(a)", "<a>"),
        ("a.match", "(Attribute a match)"),
        ("a.if", "(Attribute a if)"),
        ("'%s' % [a]", "('%s' % (ArrayLiteral [a]))"),
        ("a && b || !c", "((a and b) or (not c))"),
        ('&"x"', '&"x"'),
        ('^"A/b"', '^"A/b"'),
        ('r"\\d"', "'\\\\d'"),
        ("null", "null"),
        ("true", "true"),
        ("x is Array[int]", "(TypeTest x Array[int] False)"),
        ("a.b as Dictionary[String, A.B]", "(Cast (Attribute a b) Dictionary[String A.B])"),
        ("-1", "-1"),
        ("+1", "+1"),
        ("a -1", "(a - 1)"),
        ("a - -1", "(a - -1)"),
    ],
)
def test_an_expression_binds_as_in_the_engine(text: str, tree: str) -> None:
    """Precedence, and what each form becomes."""
    assert expression(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("pass", "(Pass)"),
        ("return", "(Return None)"),
        ("return a + 1", "(Return (a + 1))"),
        ('assert(a, "no")', "(Assert a 'no')"),
        ("a += 1", "(ExpressionStatement (Assignment a += 1))"),
        ("a.b[1] = c", "(ExpressionStatement (Assignment (Subscript (Attribute a b) 1) = c))"),
        ("while a: b()", "(While a (Block [(ExpressionStatement (Call b []))] True))"),
        ("for i: int in 3:\n\tbreak", "(For i int 3 (Block [(Break)] False))"),
        ("for i in a: continue", "(For i None a (Block [(Continue)] True))"),
        ("var a: int = 1", "(Variable a int 1 False False None None)"),
        ("var a := 1", "(Variable a None 1 True False None None)"),
        ("var a", "(Variable a None None False False None None)"),
        ("const A: Array[int] = [1]", "(Constant A Array[int] (ArrayLiteral [1]) False)"),
        ("breakpoint", "(Breakpoint)"),
        ('@warning_ignore("x") var y = 1', "(Variable y None 1 False False None None)"),
    ],
)
def test_a_statement_becomes_its_node(text: str, tree: str) -> None:
    """One line, a block below, several statements on a line, a lambda's body over several lines."""
    assert " ".join(told(statement) for statement in statements(text)) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("var x: int = 1", "(Variable x int 1 False False None None)"),
        ("@export var x := 1", "(Variable x None 1 True False None None)"),
        ("@export_range(0, 10, 1)\n@onready var x = $A", "(Variable x None (GetNode A) False False None None)"),
        ("static var x = 1", "(Variable x None 1 False True None None)"),
        ("var x = 1: get = a, set = b", "(Variable x None 1 False False a b)"),
        ("var x: set = b", "(Variable x None None False False None b)"),
        ("var x: int:\n\tset = b,\n\tget = a", "(Variable x int None False False a b)"),
        ("const A = 1", "(Constant A None 1 False)"),
        ("signal a", "(SignalDeclaration a [])"),
        ("signal a(b, c: int)", "(SignalDeclaration a [(Parameter b None None False) (Parameter c int None False)])"),
        ("enum {A, B = 2}", "(Enum  [(EnumValue A None) (EnumValue B 2)])"),
        ("enum E {A, B,}", "(Enum E [(EnumValue A None) (EnumValue B None)])"),
        ("static func f(): pass", "(Function f [] None None (Block [(Pass)] True) True )"),
        ("@abstract func f() -> int", "(Function f [] None int None False )"),
        ('@rpc("any_peer") func f(): pass', "(Function f [] None None (Block [(Pass)] True) False )"),
        ("class A: pass", "(Class A None [(Pass)])"),
        ("class A extends B.C:\n\tvar x", "(Class A (Extends  [B C]) [(Variable x None None False False None None)])"),
        ("pass", "(Pass)"),
        ('"text"', "(ExpressionStatement 'text')"),
    ],
)
def test_a_member_becomes_its_node(text: str, tree: str) -> None:
    """Variables, constants, signals, enums, functions, classes."""
    assert " ".join(told(member) for member in read(text).members) == tree


def test_a_property_has_its_accessors() -> None:
    """As functions below it; the setter has a parameter, and both have the engine's names for them."""
    text = "var x: int = 1:\n\tget:\n\t\treturn x\n\tset(value):\n\t\tx = value\nvar y\n"
    held, other = read(text).members
    assert isinstance(held, syntax.Variable)
    assert isinstance(held.getter, syntax.Function)
    assert isinstance(held.setter, syntax.Function)
    assert (held.getter.name, held.setter.name) == ("@x_getter", "@x_setter")
    assert told(held.getter.body) == "(Block [(Return x)] False)"
    assert [parameter.name for parameter in held.setter.parameters] == ["value"]
    assert told(other) == "(Variable y None None False False None None)"


def test_a_match_has_branches_with_patterns_and_guards() -> None:
    """Values, arrays, dictionaries, names, the rest, anything."""
    text = 'match a:\n\t1, "b": pass\n\t[1, var x, ..] when x > 1:\n\t\tpass\n\t{"k": _, 2, ..}: pass\n\tvar y: pass'
    (found,) = statements(text)
    assert isinstance(found, syntax.Match)
    assert [told(branch.patterns) for branch in found.branches] == [
        "[(ExpressionPattern 1) (ExpressionPattern 'b')]",
        "[(ArrayPattern [(ExpressionPattern 1) (BindPattern x) (RestPattern)])]",
        "[(DictionaryPattern [(DictionaryPatternEntry 'k' (WildcardPattern)) (DictionaryPatternEntry 2 None)] True)]",
        "[(BindPattern y)]",
    ]
    assert [told(branch.guard) for branch in found.branches] == ["None", "(x > 1)", "None", "None"]


def test_a_lambda_may_stand_over_several_lines_in_a_call() -> None:
    """Its lines count inside the brackets, and the call goes on behind it."""
    (found,) = statements("a(func(x):\n\tb()\n\tif x:\n\t\treturn 1\n, [\n2])")
    assert isinstance(found, syntax.ExpressionStatement)
    assert isinstance(found.expression, syntax.Call)
    first, second = found.expression.arguments
    assert isinstance(first, syntax.Lambda)
    assert first.function.body is not None
    assert [type(one) for one in first.function.body.statements] == [syntax.ExpressionStatement, syntax.If]
    assert told(second) == "(ArrayLiteral [2])"


def test_parameters_know_their_types_defaults_and_the_rest() -> None:
    """`name: type = default`, `name := default`, `...name`."""
    (found,) = read("func f(a, b: int, c := 1, d: int = 2, ...e: Array) -> void:\n\tpass").members
    assert isinstance(found, syntax.Function)
    assert told(found.parameters) == (
        "[(Parameter a None None False) (Parameter b int None False) (Parameter c None 1 True) (Parameter d int 2 False)]"
    )
    assert told(found.rest) == "(Parameter e Array None False)"
    assert told(found.return_type) == "void"


def test_a_script_has_its_name_its_base_and_its_members_in_order() -> None:
    """What begins a file is told apart from what stands in the class."""
    text = '@tool\n@icon("res://a.png")\nclass_name A extends "res://b.gd".C\nvar x := 1\nsignal hit(by)\nfunc f():\n\tpass\n'
    script = read(text)
    assert script.class_name == "A"
    assert text[script.class_name_begin :].startswith("A extends")
    assert told(script.extends) == "(Extends res://b.gd [C])"
    assert [annotation.name for annotation in script.annotations] == ["tool", "icon"]
    assert [type(member) for member in script.members] == [syntax.Variable, syntax.SignalDeclaration, syntax.Function]


def test_an_annotation_belongs_to_what_it_stands_before() -> None:
    """On the same line or above; a standalone one is a member or a statement itself."""
    text = (
        '@export_group("G")\n@export @onready\nvar x = 1\n@abstract\nclass A:\n\t@abstract func f()\n'
        'func g():\n\t@warning_ignore("unused_variable")\n\tvar y = 1\n\t@warning_ignore("unreachable_code") return\n'
    )
    group, x, inner, g = read(text).members
    assert isinstance(group, syntax.Annotation)
    assert (group.name, told(group.arguments)) == ("export_group", "['G']")
    assert isinstance(x, syntax.Variable)
    assert [annotation.name for annotation in x.annotations] == ["export", "onready"]
    assert isinstance(inner, syntax.Class)
    assert [annotation.name for annotation in inner.annotations] == ["abstract"]
    assert isinstance(inner.members[0], syntax.Function)
    assert inner.members[0].body is None
    assert isinstance(g, syntax.Function)
    assert g.body is not None
    assert [[one.name for one in getattr(statement, "annotations", ())] for statement in g.body.statements] == [
        ["warning_ignore"],
        ["warning_ignore"],
    ]


def test_above_a_name_or_a_base_abstract_is_the_scripts() -> None:
    """Above a class it is that class's."""
    assert [one.name for one in read("@abstract\nextends Node\nclass A: pass\n").annotations] == ["abstract"]
    assert read("@abstract\nclass A: pass\n").annotations == ()


def test_a_local_name_hides_a_constant_of_the_engine() -> None:
    """`PI` is a name as any other where a function declares it."""
    shown = [type(node.value) for node in statements("var a = PI\nvar PI = 3\nvar b = PI") if isinstance(node, syntax.Variable)]
    assert shown == [syntax.MathConstant, syntax.Literal, syntax.Identifier]


def test_a_node_is_frozen_and_its_own_key() -> None:
    """Two equal texts give two nodes."""
    first, second = statements("a()\na()")
    assert len({first, second}) == 2
    assert isinstance(first, syntax.ExpressionStatement)
    with pytest.raises(AttributeError):
        first.behind = "# b"  # type: ignore[misc] # that it is refused is the law
    assert "Call(begin=" in repr(first)


def test_an_empty_script_is_a_script() -> None:
    """So is one of comments alone."""
    for text in ("", "\n", "# a", "\ufeff", "  \n\t\n"):
        script, problems = parse(Source("res://a.gd", text))
        assert (problems, script.members) == ([], ())
