"""Godot 3 scripts as Godot 4 has them: names, connections, singletons. The analyzer takes each script of Godot 3 in through here.

Rules: only what means the same under another name is renamed; a difference that changes what a script does is not hidden here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from steam_nodes.port.modern.rewrite import Rewriter

if TYPE_CHECKING:
    from collections.abc import Collection

    from steam_nodes.port.syntax import Script

__all__ = ["modernize"]


def modernize(script: Script, declared: Collection[str]) -> Script:
    """Return the tree of a Godot 3 script as one of Godot 4, with all positions.

    Args:
        script: Its tree.
        declared: The names that scripts of the project declare, and the script's locals; they are never the engine's.
    """
    tree: Script = Rewriter(declared).rewrite(script)
    return tree
