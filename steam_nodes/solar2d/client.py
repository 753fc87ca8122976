"""Steamworks: the plugin's table as a Python object, and the node that brings it the frames of a tree.

Rules: its entries are those of the plugin's documentation, under the plugin's names and in snake_case; both are one function. Reading
an entry that is not there prints an ERROR and gives None, and writing one does nothing, as the plugin's table does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from steam_nodes.object import error
from steam_nodes.scene.engine.engine import Engine
from steam_nodes.scene.node import Node
from steam_nodes.solar2d.leaderboards import Leaderboards
from steam_nodes.solar2d.lua_arguments import say
from steam_nodes.solar2d.progress import UserProgress

if TYPE_CHECKING:
    from steam_nodes.scene.scene_tree import SceneTree
    from steam_nodes.steam.backend import ClientBackend

SINGLETON = "steamworks"


class Steamworks(Leaderboards, UserProgress):
    """Solar2D's `plugin.steamworks`: the progress of users, leaderboards and the number of players.

    Make it with `attach` in a program with a tree, else with `Steamworks(backend)`, and call `process(delta)` once a frame. What it was
    made with has to be its own: two that poll one backend take each other's events away.
    Mirrors https://docs.coronalabs.com/plugin/steamworks/index.html.

    Args:
        backend: Steam as this player's program sees it: `LocalSteam(...).client(steam_id)`, or another object that keeps the laws of
            `ClientBackend`. It stays yours: close it when the program is done with it.
        app_id: The app's number, which config.lua has under application.steamworks.appId; a local Steam knows it from its schema.

    Raises:
        ValueError: `app_id` is no number.
    """

    @classmethod
    def attach(cls, tree: SceneTree, backend: ClientBackend, app_id: str | int | None = None) -> Self:
        """Make one whose events come from the frames of a tree, also while it is paused, before the nodes process.

        Args:
            tree: The tree; it holds one.
            backend: As for the class.
            app_id: As for the class.

        Returns:
            The object; the module `steam_nodes.solar2d.steamworks` works on it too.

        Raises:
            RuntimeError: The tree has one already, a node of the tree has this backend, or the root is busy: attach before the main
                scene is added.
            ValueError: `app_id` is no number.
        """
        for child in tree.root.get_children():
            if isinstance(child, SteamworksFrames) or getattr(child, "backend", None) is backend:
                message = f"the tree has {child!r} already; use steam_nodes.solar2d.steamworks, or free that one, or give each a backend"
                raise RuntimeError(message)
        steamworks = cls(backend, app_id)
        node = SteamworksFrames(steamworks)
        tree.root.add_child(node)
        if node.get_parent() is None:
            message = "the root of the tree is busy, Steamworks was not attached; attach it before the main scene is added"
            raise RuntimeError(message)
        tree.root.move_child(node, 0)
        return steamworks

    @classmethod
    def get_singleton(cls) -> Steamworks:
        """Return the one of the running tree, else the last one attached.

        Raises:
            RuntimeError: None is attached.
        """
        found = Engine.get_singleton(SINGLETON) if Engine.has_singleton(SINGLETON) else None
        if not isinstance(found, Steamworks):
            message = "no Steamworks is attached to a tree; call Steamworks.attach(tree, backend) first"
            raise RuntimeError(message)  # noqa: TRY004  # what is missing is a step of the program, not a type
        return found

    if not TYPE_CHECKING:  # a type checker shall find the slip before it is run

        def __getattr__(self, name: str) -> Any:
            """Print that there is no such entry; return None."""
            if name.startswith("_"):
                raise AttributeError(name)
            say("ERROR", f"Accessing unknown field: '{name}'")
            return None

    def __setattr__(self, name: str, value: Any) -> None:
        """Replace a function, or do nothing: properties can't be written, and there are no other entries."""
        if name.startswith("_") or callable(getattr(type(self), name, None)):
            super().__setattr__(name, value)


class SteamworksFrames(Node):
    """The node that brings a Steamworks the frames of a tree; `Steamworks.attach` makes it.

    Args:
        steamworks: Whose frames these are.
    """

    def __init__(self, steamworks: Steamworks) -> None:
        """Make the node outside of a tree."""
        super().__init__("Steamworks")
        self.process_mode = Node.PROCESS_MODE_ALWAYS
        self._steamworks = steamworks

    @property
    def backend(self) -> ClientBackend:
        """Steam as this player's program sees it."""
        return self._steamworks.backend

    def _enter_tree(self) -> None:
        tree = self.get_tree()
        Engine.attach_singleton(tree, SINGLETON, self._steamworks)
        # Steam's time moves as a frame begins, before its physics: what is asked anywhere in a frame is answered in the next.
        tree._beginnings[self] = self.backend.advance

    def _exit_tree(self) -> None:
        tree = self.get_tree()
        Engine.detach_singleton(tree, SINGLETON, self._steamworks)
        tree._beginnings.pop(self, None)

    def _process(self, delta: float) -> None:
        self._steamworks._run_frame()
        error.raise_loose()
