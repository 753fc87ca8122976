"""Names: a game's own attributes and methods never get in the way of the library's, whatever they are called."""

from __future__ import annotations

import re

import pytest

from steam_nodes import Node, SceneTree, Steam, SteamServer, SteamServerStats, Timer

HOOKS = {
    "_enter_tree",
    "_exit_tree",
    "_input",
    "_notification",
    "_physics_process",
    "_process",
    "_ready",
    "_shortcut_input",
    "_unhandled_input",
    "_unhandled_key_input",
}


@pytest.mark.parametrize("base", [Node, Timer, SteamServerStats, SteamServer, Steam])
def test_what_the_library_keeps_on_a_node_begins_and_ends_with_an_underscore(base: type[Node]) -> None:
    """The hooks of Godot are the only names with an underscore at the beginning alone."""
    kept = {name for name in dir(base) if re.fullmatch(r"_[^_].*", name)}
    assert {name for name in kept if not name.endswith("_")} == HOOKS


def test_a_node_with_common_private_names_of_its_own_lives_as_any_other(tree: SceneTree) -> None:
    """`_mode`, `_owner`, `_tree`, `_move` and the like belong to the game."""

    class Enemy(Node):
        _mode = "attack"
        _owner = "nobody"
        _parent = _tree = _name = _children = _tick = _meta = _index = None

        def __init__(self) -> None:
            super().__init__("Enemy")
            self._paused = self._groups = self._signals = "mine"
            self.frames = 0

        def _move(self) -> None:
            self.frames += 1

        def _process(self, delta: float) -> None:
            self._move()

    enemy = Enemy()
    tree.root.add_child(enemy)
    enemy.add_child(Node("Child"))
    enemy.add_to_group("enemies")
    tree.process()
    tree.root.move_child(enemy, 0)
    tree.paused = True
    tree.process()
    tree.paused = False
    assert (enemy.frames, enemy.name, enemy.get_parent(), enemy.is_in_group("enemies")) == (1, "Enemy", tree.root, True)
    enemy.queue_free()
    tree.process()
    assert tree.get_node_count() == 1
