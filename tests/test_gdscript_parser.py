"""The laws of the parser: what each construct of the language becomes in the tree."""

from __future__ import annotations

from steam_nodes.port import syntax
from steam_nodes.port.parser import parse
from steam_nodes.port.source import Source


def test_a_script_has_its_name_its_base_and_its_members_in_order() -> None:
    """What begins a file is told apart from what stands in the class."""
    script, problems = parse(Source("res://a.gd", "@tool\nclass_name A extends Node\nvar x := 1\nsignal hit(by)\nfunc f():\n\tpass\n"))
    assert problems == []
    assert (script.class_name, script.extends.names if script.extends else ()) == ("A", ("Node",))
    assert [annotation.name for annotation in script.annotations] == ["tool"]
    assert [type(member) for member in script.members] == [syntax.Variable, syntax.SignalDeclaration, syntax.Function]
