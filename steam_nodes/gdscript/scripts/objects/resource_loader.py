"""ResourceLoader: what `load` gives, asked for in the ways that loading screens use.

Rules: a resource that is asked for to be loaded besides is loaded at once, and given once; its progress is then whole. Which class is
hinted at changes nothing, as files of a game say their classes themselves.
"""

from __future__ import annotations

from typing import Any, Final

from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.scripts import resources
from steam_nodes.object.object import Object


class ResourceLoader(Object):
    """Loads scripts, scenes and resources.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_resourceloader.html.
    """

    _engine_class_ = "ResourceLoader"

    THREAD_LOAD_INVALID_RESOURCE: Final = 0
    THREAD_LOAD_IN_PROGRESS: Final = 1
    THREAD_LOAD_FAILED: Final = 2
    THREAD_LOAD_LOADED: Final = 3
    CACHE_MODE_IGNORE: Final = 0
    CACHE_MODE_REUSE: Final = 1
    CACHE_MODE_REPLACE: Final = 2
    CACHE_MODE_IGNORE_DEEP: Final = 3
    CACHE_MODE_REPLACE_DEEP: Final = 4

    def __init__(self) -> None:
        """Begin with nothing that was asked for."""
        super().__init__()
        self._asked: dict[str, Any] = {}

    def load(self, path: str, type_hint: str = "", cache_mode: int = CACHE_MODE_REUSE) -> Any:
        """Return the resource of a path; null, with an ERROR, where there is none.

        Args:
            path: "res://enemy.tscn".
            type_hint: The class that is expected.
            cache_mode: Whether one that was loaded before may be given; it always is.
        """
        found = resources.load(path)
        if found is None:
            reported(f"Error loading resource: '{path}'.")
        return found

    def exists(self, path: str, type_hint: str = "") -> bool:
        """Whether something can be loaded from a path.

        Args:
            path: "res://enemy.tscn".
            type_hint: The class that is expected.
        """
        return bool(path) and resources.exists(path)

    def has_cached(self, path: str) -> bool:
        """Whether a resource was loaded before.

        Args:
            path: "res://enemy.tscn".
        """
        return resources.is_loaded(path)

    def get_cached_ref(self, path: str) -> Any:
        """Return a resource that was loaded before, null where there is none.

        Args:
            path: "res://enemy.tscn".
        """
        return resources.load(path) if self.has_cached(path) else None

    def load_threaded_request(
        self, path: str, type_hint: str = "", use_sub_threads: bool = False, cache_mode: int = CACHE_MODE_REUSE
    ) -> int:
        """Load a resource besides, which `load_threaded_get` then gives.

        Args:
            path: "res://enemy.tscn".
            type_hint: The class that is expected.
            use_sub_threads: Whether several threads load.
            cache_mode: Whether one that was loaded before may be given; it always is.

        Returns:
            OK.
        """
        self._asked[path] = resources.load(path)
        return 0

    def load_threaded_get_status(self, path: str, progress: list[Any] | None = None) -> int:
        """Return how far a resource is that was asked for: a THREAD_LOAD_ number.

        Args:
            path: Its path.
            progress: Gets the part that is loaded, from 0 to 1, as its one element.
        """
        if progress is not None:
            progress[:] = [1.0 if path in self._asked else 0.0]
        if path not in self._asked:
            return self.THREAD_LOAD_INVALID_RESOURCE
        return self.THREAD_LOAD_FAILED if self._asked[path] is None else self.THREAD_LOAD_LOADED

    def load_threaded_get(self, path: str) -> Any:
        """Return a resource that was asked for, null where it was not.

        Args:
            path: Its path.
        """
        return self._asked.pop(path, None)
