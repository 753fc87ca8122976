"""A game that is played: a ported folder, or a Godot project that is translated in memory, from its settings to its exit code.

Rules: what stands before the main scene stands there in the engine's order: settings, Steam, autoloads. Steam's nodes are no children that
a game sees, as singletons are none. An error in a script is logged with its line, and the game goes on. The exit code is the game's.
"""

from __future__ import annotations

import importlib.util
import itertools
import logging
import sys
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import steam_nodes
from steam_nodes import Engine, Node, ProjectSettings, SceneTree
from steam_nodes.cli.answers import RefusedError
from steam_nodes.gdscript.classes import places, stand_ins
from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.scripts import ports, registry, resources, script_fault
from steam_nodes.gdscript.scripts.loader import MemoryProject, Text, module_of
from steam_nodes.gdscript.scripts.objects.gdscript_class import translators
from steam_nodes.object.plain_text import plain
from steam_nodes.scene.input.input_map import InputMap
from steam_nodes.steam.nodes.steam_node import SteamNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from steam_nodes.port.porting import Port
    from steam_nodes.port.project import Project

_numbers: Final = itertools.count(1)
"""The numbers of scripts that games make while they run."""
_PHYSICS: Final = {
    "physics/common/physics_ticks_per_second": "physics_ticks_per_second",
    "physics/common/max_physics_steps_per_frame": "max_physics_steps_per_frame",
}


class Game(SceneTree):
    """The tree of a game that is played.

    Args:
        main: What makes the main scene.
        autoloads: What makes each autoload, in their order.
        steam: Steam's nodes by their names.
        fixed_fps: Frames a second when every frame takes the same time.
        frames: After how many frames to end, None for never.
    """

    def __init__(
        self,
        main: Callable[[], Node],
        autoloads: Mapping[str, Maker],
        steam: Mapping[str, Node],
        *,
        fixed_fps: float | None = None,
        frames: int | None = None,
    ) -> None:
        """Put everything in its place, and let it become ready."""
        self._steam = dict(steam)
        self._left = frames
        super().__init__(main, autoloads=autoloads, fixed_fps=fixed_fps, errors="log")

    def _start(self, main: Any, autoloads: Any) -> None:
        for name, node in self._steam.items():
            node.name = name
            self.root.add_child(node, internal=Node.INTERNAL_MODE_FRONT)
            # A variable of an autoload may ask for it, before anything is inside of the tree.
            if isinstance(node, SteamNode):
                node._announce_(self)
        nodes = {}
        for name, make in autoloads.items():
            node = make()
            if isinstance(node, Node):
                nodes[name] = node
            else:
                reported(f"Failed to instantiate an autoload, script '{make.path}' does not inherit from 'Node'.")
        super()._start(main, nodes)

    def process(self, delta: float | None = None) -> bool:
        """Run one frame; the last one that was asked for ends the game."""
        goes_on = super().process(delta)
        if goes_on and self._left is not None:
            self._left -= 1
            if self._left <= 0:
                self.close()
                return False
        return goes_on


def play(game: Game, *, fps: float = 60.0, fixed: bool) -> int:
    """Play a game to its end.

    Args:
        game: The game.
        fps: Frames a second.
        fixed: Each frame takes the same time, and none waits for the clock.

    Returns:
        The game's exit code.
    """
    if not fixed:
        return steam_nodes.run(game, fps)
    try:
        while game.process():
            pass
    except KeyboardInterrupt:
        game.close()
        return 130
    return game.exit_code


@contextmanager
def applied(settings: Mapping[str, Any]) -> Iterator[None]:
    """Set what `project.godot` says, until the game is over.

    Args:
        settings: The values by their names; the events of an action are pairs of a class and its properties.
    """
    before = {name: ProjectSettings.get_setting(name) for name in settings}
    engine = {attribute: getattr(Engine, attribute) for attribute in _PHYSICS.values()}
    for name, value in settings.items():
        ProjectSettings.set_setting(name, _action(value) if name.startswith("input/") else value)
        if name in _PHYSICS and isinstance(value, int) and value > 0:
            setattr(Engine, _PHYSICS[name], value)
    has_actions = any(name.startswith("input/") for name in settings)
    if has_actions:
        InputMap.load_from_project_settings()
    try:
        yield
    finally:
        for name, value in before.items():
            ProjectSettings.set_setting(name, value)
        for attribute, number in engine.items():
            setattr(Engine, attribute, number)
        if has_actions:
            InputMap.load_from_project_settings()


def _action(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    events = []
    for event in value.get("events", []):
        if isinstance(event, tuple):
            kind, properties = event
            event = getattr(steam_nodes, kind)()  # noqa: PLW2901  # the event that the pair describes
            for name, each in properties.items():
                setattr(event, name, each)
        events.append(event)
    return {**value, "events": events}


def _place_of(wrong: Exception) -> str:
    """Say which line of the game's an error comes from, as far as one is of its modules."""
    place, at = "", wrong.__traceback__
    while at is not None:
        path, line = script_fault.place_of(at.tb_frame.f_code.co_filename, at.tb_lineno)
        if path.startswith("res://"):
            place = f" ({path}:{line})"
        at = at.tb_next
    return place


class Maker:
    """Makes the node of a scene or a script.

    Args:
        path: "res://main.tscn" or "res://stats.gd".

    Raises:
        RefusedError: Nothing can be loaded from there.
    """

    def __init__(self, path: str) -> None:
        """Load it."""
        self.path = path
        try:
            found = resources.load(path)
        except Exception as wrong:
            message = f"{path} can't be loaded: {type(wrong).__name__}: {wrong}{_place_of(wrong)}"
            raise RefusedError(message) from wrong
        self._is_scene = hasattr(found, "instantiate")
        self._make: Any = getattr(found, "instantiate", found)
        if found is None or not callable(self._make):
            message = f"{path} can't be loaded: there is no such scene or script in the project."
            raise RefusedError(message)

    def __call__(self) -> Any:
        """Make the node; a script of something else makes none."""
        if isinstance(self._make, type) and not issubclass(self._make, Node):
            return None
        node = self._make()
        if isinstance(node, Node) and not self._is_scene and not node.name:
            node.name = "Main"
        return node


@contextmanager
def ported(folder: Path) -> Iterator[Any]:
    """Open a ported folder.

    Args:
        folder: The folder.

    Yields:
        Its `__main__`: MAIN_SCENE, AUTOLOADS and SETTINGS.

    Raises:
        RefusedError: It is no ported folder, or a module of it is faulty.
    """
    from steam_nodes.port.disk import ProjectError, text_if_there  # noqa: PLC0415  # only a ported folder needs it
    from steam_nodes.port.port_folder import line_map, read_record  # noqa: PLC0415  # the same

    before = set(sys.modules)
    try:
        record = read_record(folder)
        ports.open_port(folder)
    except (OSError, ValueError, ProjectError) as wrong:
        message = f"{folder}: {wrong}"
        raise RefusedError(message) from wrong
    for name, known in record["files"].items():
        place = folder.absolute() / name
        text = text_if_there(place) if known.get("lines") else None
        if text is not None:
            script_fault.lines[str(place)] = line_map(known["text"], text, known["lines"])
    resources.place("res", folder)
    try:
        spec = importlib.util.spec_from_file_location("_steam_nodes_game", folder / "__main__.py")
        if spec is None or spec.loader is None or not (folder / "__main__.py").is_file():
            message = f"{folder} has no __main__.py: port the whole project again."
            raise RefusedError(message)
        told = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(told)
        with translating():
            yield told
    except (SyntaxError, ImportError) as wrong:
        message = f"{getattr(wrong, 'filename', None) or folder}: {wrong}"
        raise RefusedError(message) from wrong
    finally:
        _forget(folder, before)


@contextmanager
def translating(project: Project | None = None) -> Iterator[None]:
    """Let the game make scripts while it runs, from texts and from files that were no part of the port.

    Args:
        project: The project whose scripts they may name, None where only the port of it is there.
    """

    def translate(text: str) -> type | None:
        path = f"gdscript://made_{next(_numbers)}.gd"
        return registry.by_path.pop(path) if _translate(project, path, text) else None

    def find(path: str) -> None:
        from steam_nodes.port.disk import ProjectError, text_if_there  # noqa: PLC0415  # only a game that loads such files needs it

        text = None
        with suppress(ProjectError):  # what can't be read is told by who asks for it
            text = text_if_there(places.globalize(path)) if path.endswith(".gd") else None
        if text is not None:
            _translate(project, path, text)

    translators.append(translate)
    resources.finders.append(find)
    try:
        yield
    finally:
        translators.remove(translate)
        if find in resources.finders:
            resources.finders.remove(find)


@contextmanager
def translated(made: Port, folder: Path) -> Iterator[Any]:
    """Open a project that was translated in memory.

    Args:
        made: The port.
        folder: Where the project lies.

    Yields:
        Its `__main__`: MAIN_SCENE, AUTOLOADS and SETTINGS.
    """
    modules: dict[str, Text | Callable[[], Text]] = {}
    for file in made.files.values():
        if file.name.endswith(".py") and not file.name.startswith("__"):
            name = file.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            modules[name] = Text(file.path, file.text, file.lines)
    resources.place("res", folder)
    with MemoryProject(modules) as memory, translating(made.project):
        told = ModuleType("_steam_nodes_game")
        exec(compile(made.files["__main__.py"].text, "__main__.py", "exec"), vars(told))  # noqa: S102  # the text that port wrote
        try:
            yield told
        finally:
            del memory
    resources.forget()
    stand_ins.take_back()


def _translate(project: Project | None, path: str, text: str) -> bool:
    """Make the class of a script that was found while the game runs; tell whether it has no fault."""
    from steam_nodes.port.porting import port  # noqa: PLC0415  # only a game that makes scripts needs it
    from steam_nodes.port.project import Project  # noqa: PLC0415  # the same

    made = port((project or Project({})).with_script(path, text))
    file = next((each for each in made.files.values() if each.path == path), None)
    if file is None or made.errors:
        for problem in made.errors[:1]:
            script_fault.tell(script_fault.Fault(f"Parse Error: {problem.message}", "GDScript::reload", path, problem.line))
        return False
    module_of(f"made_{next(_numbers)}", Text(path, file.text, file.lines))
    return True


def _forget(folder: Path, before: set[str]) -> None:
    """Take the modules of a game away, so that another one can be played."""
    resources.forget()
    stand_ins.take_back()
    for name in set(sys.modules) - before:
        origin = getattr(sys.modules[name], "__file__", None) or ""
        if origin.startswith(str(folder.absolute())):
            del sys.modules[name]
    if str(folder) in sys.path:
        sys.path.remove(str(folder))


@contextmanager
def logged_to(stream: Any) -> Iterator[None]:
    """Write what the library logs as the engine writes it, `ERROR: ...`, `WARNING: ...`, until the game is over.

    Args:
        stream: Where to write.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Engine())
    logger = logging.getLogger("steam_nodes")
    before, propagated = [*logger.handlers], logger.propagate
    logger.handlers[:], logger.propagate = [handler], False
    try:
        yield
    finally:
        logger.handlers[:], logger.propagate = before, propagated


class _Engine(logging.Formatter):
    """Formats a record as the engine does."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        text = text if text.startswith(("SCRIPT ERROR", "USER ")) else f"{record.levelname}: {text}"
        return "\n".join(plain(line) for line in text.split("\n"))
