"""Script and GDScript, the engine's classes of script objects: a class that a script declares is one of them.

Rules: `x is GDScript` asks whether x is such a class. A script whose text is made while the game runs has no class here: only what was
ported can run, and `reload` says so.
"""

from __future__ import annotations

from typing import Any, Final

from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.scripts.registry import is_script
from steam_nodes.scene.resource import Resource

_ERR_UNAVAILABLE: Final = 2


class _ClassOfScripts(type):
    """The metaclass of classes whose objects are classes of scripts."""

    def __instancecheck__(cls, instance: object) -> bool:
        """Whether it is a class that a script declares."""
        return is_script(instance) or super().__instancecheck__(instance)


class Script(Resource, metaclass=_ClassOfScripts):
    """The base of script objects.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_script.html.
    """

    _engine_class_ = "Script"

    source_code: str = ""

    def has_source_code(self) -> bool:
        """Whether it has a text."""
        return bool(self.source_code)

    def can_instantiate(self) -> bool:
        """Return False: it has no class."""
        return False

    def reload(self, keep_state: bool = False) -> int:
        """Refuse: a text can't become a class while the game runs."""
        reported("A script that is made while the game runs has no class here: only what was ported can run.")
        return _ERR_UNAVAILABLE


class GDScript(Script):
    """A script of GDScript.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_gdscript.html.
    """

    _engine_class_ = "GDScript"

    def new(self, *args: Any) -> None:
        """Refuse, and return null: it has no class."""
        self.reload()
