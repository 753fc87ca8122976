"""What a script means: names to declarations, and the type of every expression, as the engine infers it.

`analyze(script, source, project)` is the door. The layers below it, each knowing only those above it in this list: types, operators and
constants (no script), walk, classes (what scripts declare), names (what a name means), locals, calls and expressions, bodies.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from steam_nodes.port.analyzer.classes import Classes, ClassInfo
from steam_nodes.port.analyzer.function_bodies import Bodies
from steam_nodes.port.analyzer.names import Found, Names, Signature
from steam_nodes.port.analyzer.project_view import ProjectView
from steam_nodes.port.analyzer.walk import everything
from steam_nodes.port.modern.accessors import direct_uses

if TYPE_CHECKING:
    from steam_nodes.port.analysis import Analysis
    from steam_nodes.port.source import Source
    from steam_nodes.port.syntax import Script

__all__ = ["ClassInfo", "Classes", "Found", "Names", "ProjectView", "Signature", "World", "analyze"]


class World:
    """All scripts of a project as far as they were looked at.

    Args:
        project: Where other scripts come from, None for a script alone.
    """

    def __init__(self, project: ProjectView | None) -> None:
        """Know no script yet."""
        self.classes: Classes = Classes(project, lambda _, info: self.bodies.expressions(info))
        self.names: Names = Names(self.classes)
        self.bodies: Bodies = Bodies(self.classes, self.names)
        self._looked_at: set[Script] = set()

    def analyze(self, script: Script, source: Source) -> Analysis:
        """Look at a whole script."""
        info = self.classes.known(script) or self.classes.add(script, source)
        if script not in self._looked_at:
            self._looked_at.add(script)
            info.analysis.world = self
            self.bodies.look(info)
            if script.godot3:
                info.analysis.problems.extend(direct_uses(info.analysis, everything(info.node)))
        return info.analysis


_recent: deque[World] = deque(maxlen=4)
"""The worlds of the last projects, the newest first; older ones are let go."""


def analyze(script: Script, source: Source, project: ProjectView | None = None) -> Analysis:
    """Return what is known of a script.

    Args:
        script: Its tree.
        source: Its text.
        project: The project it belongs to; what one script of it needs of another is looked at once for all of them.
    """
    if project is None:
        return World(None).analyze(script, source)
    world = next((each for each in _recent if each.classes.project is project), None)
    if world is None or world.classes.holds_other(script, source.path):
        if world is not None:
            _recent.remove(world)
        world = World(project)
        _recent.appendleft(world)
    return world.analyze(script, source)
