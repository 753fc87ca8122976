"""The engine's analyzer errors, in its words and at its line: `find_problems(analysis, project)`.

Rules: problems come in the order in which the engine tells them: what the classes extend, then the face of each class (its members, their
types and initial values), then the bodies, each class before those inside it. The first one is the one that the engine tells first. What is
only known at run time is never wrong here.

The layers, each knowing only those before it: messages and place; constancy (what is a constant); fitting, operands, lookups, calling
(expressions); returning (ways through a function); bases, class_members, cycles and annotated (classes); written (types); walking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.port.rules import walking

if TYPE_CHECKING:
    from steam_nodes.port.analysis import Analysis
    from steam_nodes.port.rules.place import Files
    from steam_nodes.port.source import Problem

__all__ = ["find_problems"]


def find_problems(analysis: Analysis, project: Files | None = None) -> list[Problem]:
    """Return what the engine's analyzer finds wrong in a script.

    Args:
        analysis: What is known of the script; `analyze` made it.
        project: Which files there are; `Project` tells that. Without it nothing is told of files that are missing.
    """
    return walking.walk(analysis, project)
