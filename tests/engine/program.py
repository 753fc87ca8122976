"""Programs for the real engine and for this library: what happens when, as data, made from a seed.

A program sets up a few nodes and has rules: "at the n-th time that this moment comes, do this". Every moment writes a line with the state
of the node it happens to. Rules: a program draws nothing at random once it is made; both sides (judge.gd, here.py) know the same moments
and the same operations.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import Final, NamedTuple

from steam_nodes import Node, SceneTree

NODES: Final = 6
SELF: Final = 100
PARENT: Final = 101
TOP: Final = 102

KINDS: Final = ("Full", "Plain", "Full", "Ready", "Listener", "Clock", "Plain", "Inputs")

_LIFE: Final = (
    *("_enter_tree", "_ready", "_exit_tree", "tree_entered", "ready", "tree_exiting", "tree_exited", "child_entered_tree"),
    *("child_exiting_tree", "child_order_changed", "node_added", "node_removed", "tree_changed"),
    *(f"_notification {what}" for what in (10, 11, 13, 18, 19, 24, 27)),
)
_HOOKS: Final = ("_enter_tree", "_ready", "_exit_tree")
_PASSES: Final = ("_process", "_physics_process", *(f"_notification {what}" for what in (16, 17, 25, 26)))
_FRAME: Final = ("between", "process_frame", "physics_frame")
_CALLS: Final = ("called", "later", "heard", "waits", "resumed", "resumed longer", "heard and waits")
_CLOCKS: Final = ("timeout", "create_timer", "tween", "finished")
_MODES: Final = tuple(f"_notification {what}" for what in (14, 15, 28, 29))
_INPUT: Final = ("_input", "_shortcut_input", "_unhandled_key_input", "_unhandled_input")

_TREE: Final = ("add_child", "remove_child", "reparent", "move_child", "add_sibling", "queue_free", "free", "make", "add_internal")
_LATER: Final = ("call_deferred", "later_add", "later_remove", "later_reparent", "later_group", "set_deferred")
_SWITCHES: Final = ("set_process", "set_physics_process", "set_process_internal", "set_physics_process_internal")
_ORDER: Final = ("process_priority", "process_physics_priority", "process_mode")
_GROUPS: Final = ("add_to_group", "remove_from_group", "call_group", "call_group", "notify_group", "set_group", "members")
_SIGNALS: Final = ("connect", "connect", "emit", "emit", "disconnect", "set_block_signals")
_AWAITS: Final = ("await", "await_longer", "await_frame", "await_timer")
_TIMES: Final = ("create_timer", "start", "stop", "timer_paused", "timer_physics", "autostart", "paused")
_EVENTS: Final = ("push_input", "parse_input_event", "set_input_as_handled", "set_process_input", "set_process_unhandled_input")
_REST: Final = ("request_ready", "duplicate", "rename", "owner", "look", "propagate_call", "propagate_notification")
_LATELY: Final = (
    *(("replace_by",) if hasattr(Node, "replace_by") else ()),
    *(("tween", "tween", "kill") if hasattr(SceneTree, "create_tween") else ()),
)
"""What this library has or has not yet."""

THEMES: Final = (
    ((*_LIFE, *_PASSES[:2], *_FRAME[:2]), (*_TREE, "request_ready", "call_deferred", "look")),
    ((*_PASSES, *_FRAME), (*_ORDER, *_SWITCHES, *_TREE[:4], "queue_free", "paused")),
    (("called", *_HOOKS, *_PASSES[:2], *_FRAME, "timeout"), (*_GROUPS, *_TREE[:4], "queue_free", "free", "later_group")),
    ((*_CALLS, *_CALLS, "_process", *_FRAME), (*_SIGNALS, *_AWAITS, "free", "queue_free", "make", "call_deferred")),
    ((*_CLOCKS, *_PASSES, *_FRAME, "called", "resumed"), (*_TIMES, *_AWAITS, *_TREE[:2], *_LATER, "queue_free", "process_mode", *_LATELY)),
    ((*_MODES, *_HOOKS, *_PASSES[:2], *_FRAME), (*_ORDER, "paused", "process_mode", *_TREE[:5], "queue_free", "notify_group")),
    ((*_INPUT, *_INPUT, *_FRAME, "_process"), (*_EVENTS, "push_input", *_TREE[:5], "queue_free", "paused", "process_mode")),
    ((*_CALLS[:2], *_HOOKS, *_PASSES[:2], *_FRAME), (*_LATER, *_LATER, *_TREE, "create_timer")),
    ((*_HOOKS, *_FRAME, "_process", "called", "child_entered_tree"), (*_REST, *_REST, *_TREE, "connect", "add_to_group", *_LATELY)),
    (
        (*_LIFE, *_PASSES, *_FRAME, *_CALLS, *_CLOCKS, *_MODES, *_INPUT),
        (*_TREE, *_LATER, *_SWITCHES, *_ORDER, *_GROUPS, *_SIGNALS, *_AWAITS, *_TIMES, *_EVENTS, *_REST, *_LATELY),
    ),
)
"""What a program is about: the moments and the operations its rules are drawn from; a few that often meet find more than all at once."""

_NOWHERE: Final = ("start", "create_timer", "tween", "finished", "node_added", "node_removed", "tree_changed", *_FRAME)


class Rule(NamedTuple):
    """One thing to do.

    Args:
        moment: When.
        nth: At which time it comes, from 0.
        operation: What to do.
        node: With which node: a number, or SELF or PARENT as seen from the node of the moment.
        other: The other node, if it takes two; TOP is what all nodes stand below.
        number: A small number, read as the operation needs.
    """

    moment: str
    nth: int
    operation: str
    node: int
    other: int
    number: int


@dataclass(frozen=True)
class Program:
    """All of one run.

    Args:
        nodes: For each node its kind, and the number of its parent: one that comes before it, SELF for none, or TOP.
        watched: Whether the signals of the nodes are listened to, and those of the tree.
        frames: How many frames it runs.
        rules: What happens.
    """

    nodes: tuple[tuple[str, int], ...]
    watched: tuple[bool, bool]
    frames: int
    rules: tuple[Rule, ...]

    def line(self, refused: list[int]) -> str:
        """Return the program as judge.gd reads it, with the numbers of the steps it leaves out."""
        return json.dumps([self.nodes, self.watched, self.frames, self.rules, refused])

    @classmethod
    def read(cls, line: str) -> tuple[Program, list[int]]:
        """Return a program that `line` wrote, and the numbers of the steps that were left out."""
        nodes, watched, frames, rules, refused = json.loads(line)
        made = cls(tuple((kind, parent) for kind, parent in nodes), (watched[0], watched[1]), frames, tuple(Rule(*rule) for rule in rules))
        return made, refused

    def __str__(self) -> str:
        """Show it to somebody who looks for a fault."""
        names = {SELF: "self", PARENT: "parent", TOP: "top"}
        lines = [f"{number}: {kind} below {names.get(above, above)}" for number, (kind, above) in enumerate(self.nodes)]
        lines.append(f"signals of nodes {self.watched[0]}, of the tree {self.watched[1]}, {self.frames} frames")
        for moment, nth, operation, node, other, amount in self.rules:
            lines.append(f"{moment} #{nth}: {operation} {names.get(node, node)} {names.get(other, other)} {amount}")
        return "\n".join(lines)


def program(seed: int, fps: int) -> Program:
    """Make the program of a seed.

    Args:
        seed: Any number.
        fps: The frames a second it is to be run at; the more, the more frames it gets.
    """
    chance = random.Random(seed)
    moments, operations = chance.choice(THEMES)
    nodes = tuple((chance.choice(KINDS), chance.choice((TOP, TOP, *range(number), *range(number), SELF))) for number in range(NODES))
    rules = []
    if chance.random() < 0.5:
        rules += [
            Rule("start", 0, "add_to_group", number, TOP, chance.choice((1, 2, 3, 12))) for number in range(NODES) if chance.random() < 0.7
        ]
    for _ in range(chance.choice((3, 6, 10, 16, 24))):
        moment = chance.choice(("start", *moments, *moments))
        here = range(NODES) if moment in _NOWHERE else (*range(NODES), *range(NODES), SELF, SELF, SELF, SELF, PARENT, PARENT)
        rules.append(
            Rule(
                moment,
                0 if moment == "start" else chance.choice((0, 0, 0, 1, 1, 2, 3, 4, 6, 9)),
                chance.choice(operations),
                chance.choice(here),
                chance.choice((*here, TOP, TOP)),
                chance.randrange(20),
            )
        )
    frames = chance.choice((2, 3, 4, 5))
    return Program(nodes, (chance.random() < 0.4, chance.random() < 0.2), frames * max(1, round(fps / 60)), tuple(rules))
