"""Who may call whom: reads every import of the project by `ast` and holds the table of docs/design.md.

Rules: an import counts wherever it stands, also inside a function or under TYPE_CHECKING, unless a rule says otherwise.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.support.source_files import ROOT, called, docstring_of, imports, parsed, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TOP = {"pyproject.toml", "steam_nodes", "native", "demo_game", "tests", "docs", "README.md", "LICENSE"}
HIDDEN = {".ci", ".github", ".editorconfig", ".pre-commit-config.yaml", ".gitignore", ".readthedocs.yaml"}
MADE = {"build", "dist", "site", "__pycache__", "PKG-INFO", "setup.cfg"}
"""What tools put beside them, which git ignores or a source distribution adds."""
FRAMEWORKS = ("pygame", "arcade", "pyglet", "panda3d", "direct")


@dataclass(frozen=True)
class Rule:
    """No file that `applies` (a regular expression on its path) may import what is `forbidden`."""

    name: str
    applies: str
    forbidden: tuple[str, ...]
    allowed: tuple[str, ...] = ()


SEAM = (
    "backend",
    "callbacks",
    "checks",
    "enums",
    "files",
    "groups",
    "leaderboard_checks",
    "refusal_log",
    "refusals",
    "results",
    "schema",
    "stat_values",
    "steam_id",
)
"""The rooms directly below steam/ that nodes and backends share."""
CLOCKS_AND_DISKS = (
    "time",
    "datetime",
    "os",
    "io",
    "pathlib",
    "tempfile",
    "threading",
    "queue",
    "concurrent",
    "random",
    "secrets",
    "logging",
)

RULES = [
    Rule(
        "objects and scenes stand alone",
        r"steam_nodes/(object|scene)/.*",
        ("steam_nodes.steam", "steam_nodes.solar2d", "steam_nodes.port", "steam_nodes.gdscript", "steam_nodes.testing", "steam_nodes.cli"),
    ),
    Rule("objects know no scene, not even its types", r"steam_nodes/object/.*", ("steam_nodes.scene",)),
    Rule(
        "a backend takes values and returns records, it knows no Node and no Signal",
        rf"steam_nodes/steam/((local|native|schema|recording|groups)/.*|({'|'.join(SEAM)})\.py)",
        ("steam_nodes",),
        (
            "steam_nodes.object.plain_text",
            "steam_nodes.steam.local",
            "steam_nodes.steam.native",
            "steam_nodes.steam.recording",
            *(f"steam_nodes.steam.{room}" for room in SEAM),
        ),
    ),
    Rule(
        "the seam knows nobody who uses it",
        rf"steam_nodes/steam/((schema|groups)/.*|({'|'.join(SEAM)})\.py)",
        ("steam_nodes.steam.local", "steam_nodes.steam.native", "steam_nodes.steam.nodes", "steam_nodes.steam.recording"),
    ),
    Rule("the nodes know the seam and no backend", r"steam_nodes/steam/nodes/.*", ("steam_nodes.steam.local", "steam_nodes.steam.native")),
    Rule("local does not know native", r"steam_nodes/steam/local/.*", ("steam_nodes.steam.native",)),
    Rule("native does not know local", r"steam_nodes/steam/native/.*", ("steam_nodes.steam.local",)),
    Rule("blinker has one wall", r"steam_nodes/(?!object/signal\.py).*", ("blinker",)),
    Rule("cffi has one wall", r"steam_nodes/(?!steam/native/).*", ("cffi",)),
    Rule("sqlite3 has one wall", r"(steam_nodes/(?!steam/local/store/sqlite/sqlite_store\.py)|demo_game/).*", ("sqlite3",)),
    Rule("psycopg has one wall", r"(steam_nodes/(?!steam/local/store/postgresql/database\.py)|demo_game/).*", ("psycopg", "psycopg_pool")),
    Rule(
        "the rules of a local Steam are arithmetic on records",
        r"steam_nodes/steam/(local/(rules/.*|store/queries\.py)|refusals\.py|stat_values\.py)",
        CLOCKS_AND_DISKS,
    ),
    Rule(
        "Solar2D's plugin stands on the nodes and the seam",
        r"steam_nodes/solar2d/.*",
        ("steam_nodes.steam", "steam_nodes.port"),
        tuple(f"steam_nodes.steam.{room}" for room in ("backend", "callbacks", "results", "steam_id")),
    ),
    Rule("Steam does not know Solar2D", r"steam_nodes/steam/.*", ("steam_nodes.solar2d",)),
    Rule(
        "translating reads text and writes text",
        r"steam_nodes/port/.*",
        ("steam_nodes",),
        ("steam_nodes.port", "steam_nodes.gdscript.classes", "steam_nodes.steam.files"),
    ),
    Rule(
        "ported code runs without what ported it",
        r"steam_nodes/gdscript/.*",
        ("steam_nodes.port", "steam_nodes.cli", "steam_nodes.solar2d", "steam_nodes.steam.local", "steam_nodes.steam.native"),
    ),
    Rule("nothing of the library needs its command line", r"steam_nodes/(?!cli/|__main__\.py).*", ("steam_nodes.cli",)),
    Rule("nothing of the library needs its test kit", r"steam_nodes/(?!testing/).*", ("steam_nodes.testing",)),
    Rule("pytest has one wall", r"steam_nodes/(?!testing/plugin\.py).*", ("pytest", "_pytest")),
    Rule(
        "the test kit stands on the nodes and the local Steam",
        r"steam_nodes/testing/.*",
        ("steam_nodes.steam.native", "steam_nodes.solar2d", "steam_nodes.port", "steam_nodes.gdscript"),
    ),
    Rule("Steam does not know GDScript", r"steam_nodes/steam/.*", ("steam_nodes.port", "steam_nodes.gdscript")),
    Rule("the host owns the loop", r"steam_nodes/.*", FRAMEWORKS),
    Rule("rich has one wall", r"steam_nodes/(?!cli/world/live_table\.py).*", ("rich",)),
    Rule("asyncio has one wall", r"steam_nodes/(?!scene/asyncio_bridge\.py).*", ("asyncio",)),
    Rule("nothing of the library needs the bridge to asyncio", r"steam_nodes/(?!__init__\.py).*", ("steam_nodes.scene.asyncio_bridge",)),
    Rule("pygame stays in its host's room", r"demo_game/(?!view/pygame_host/).*", ("pygame",)),
    Rule("arcade stays in its host's room", r"demo_game/(?!view/arcade_host/).*", tuple(name for name in FRAMEWORKS if name != "pygame")),
    Rule(
        "the view draws by the calls of any host",
        r"demo_game/view/(?!(pygame|arcade)_host/|window_loop\.py).*",
        ("demo_game.view.pygame_host", "demo_game.view.arcade_host"),
    ),
    Rule("pygame does not know arcade", r"demo_game/view/pygame_host/.*", ("demo_game.view.arcade_host",)),
    Rule("nor does arcade know pygame", r"demo_game/view/arcade_host/.*", ("demo_game.view.pygame_host",)),
    Rule("the rules of the game know no view", r"demo_game/(game|stats)/.*", ("demo_game.view",)),
    Rule("the rules of the game know only themselves", r"demo_game/game/.*", ("demo_game",), ("demo_game.game",)),
    Rule("the stats of the game stand on its rules", r"demo_game/stats/.*", ("demo_game",), ("demo_game.game", "demo_game.stats")),
    Rule(
        "the views know what is played and not how it is started",
        r"demo_game/view/.*",
        ("demo_game",),
        tuple(
            f"demo_game.{room}"
            for room in ("game", "stats", "view", "play", "pilot_name", "signal_log", "command_line", "key_bindings", "settings")
        ),
    ),
    Rule("only the start of the game opens a view", r"demo_game/(?!__main__)\w+\.py", ("demo_game.view",)),
    Rule(
        "the scene of the game does not know who runs it",
        r"demo_game/(play|signal_log|command_line)\.py",
        tuple(f"demo_game.{room}" for room in ("headless", "friend_rounds", "real_steam", "steam_world")),
    ),
    Rule(
        "a recording knows no backend but the seam",
        r"steam_nodes/steam/recording/.*",
        ("steam_nodes.steam.local", "steam_nodes.steam.native", "cffi", "sqlite3"),
    ),
    Rule("the game uses what everyone can use", r"demo_game/.*", ("steam_nodes.",)),
]


def rule(name: str) -> Rule:
    """Return the rule of a name."""
    return next(each for each in RULES if each.name == name)


def lies_in(name: str, room: str) -> bool:
    """Whether a dotted name is the room itself or lies below it; a room that ends with a dot means only what lies below it."""
    return f"{name}.".startswith(f"{room}.") if not room.endswith(".") else name.startswith(room)


def broken(rule: Rule, path: str, source: str) -> list[str]:
    """Return the imports of a file that a rule forbids."""
    if not re.fullmatch(rule.applies, path):
        return []
    package = ".".join(path.split("/")[:-1])
    return sorted(
        name
        for name in {each.name for each in imports(source, package)}
        if any(lies_in(name, room) for room in rule.forbidden) and not any(lies_in(name, room) for room in rule.allowed)
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_room_imports_what_its_rule_forbids(rule: Rule) -> None:
    """Every import of the library and the game obeys the table of docs/design.md."""
    files = texts("steam_nodes", "demo_game")
    found = {path: names for path, source in files.items() if (names := broken(rule, path, source))}
    if rule.forbidden == ("steam_nodes.",):
        found = {path: kept for path, names in found.items() if (kept := [name for name in names if not is_public(name)])}
    assert not found


def is_public(name: str) -> bool:
    """Whether an imported name is one of the public door."""
    # Read when the rule is checked: the table above must be readable without importing the library.
    import steam_nodes  # noqa: PLC0415  # loaded on first use

    return name.removeprefix("steam_nodes.") in steam_nodes.__all__


def test_the_rules_catch_what_they_forbid() -> None:
    """The reader sees imports at the top, in functions, under TYPE_CHECKING, relative ones, and both forms of the statement."""
    source = "import os.path\ndef f():\n    from . import node\n    from ..a.b import c as d\nif TYPE_CHECKING:\n    import blinker\n"
    assert {each.name for each in imports(source, "steam_nodes.steam")} == {
        "os.path",
        "steam_nodes.steam.node",
        "steam_nodes.a.b.c",
        "blinker",
    }
    alone, backend = (
        rule("objects and scenes stand alone"),
        rule("a backend takes values and returns records, it knows no Node and no Signal"),
    )
    assert broken(alone, "steam_nodes/scene/node.py", "from steam_nodes.steam import backend") == ["steam_nodes.steam.backend"]
    assert broken(alone, "steam_nodes/object/signal.py", "from steam_nodes import steam") == ["steam_nodes.steam"]
    typed = "if TYPE_CHECKING:\n    from steam_nodes.scene.node import Node"
    objects = rule("objects know no scene, not even its types")
    assert broken(objects, "steam_nodes/object/error.py", typed) == ["steam_nodes.scene.node.Node"]
    assert broken(alone, "steam_nodes/steam/nodes/game_server_stats.py", "from steam_nodes.steam import backend") == []
    assert broken(backend, "steam_nodes/steam/local/rules/user.py", "from steam_nodes import Node") == ["steam_nodes.Node"]
    assert broken(backend, "steam_nodes/steam/refusals.py", "from steam_nodes import Node") == ["steam_nodes.Node"]
    assert broken(rule("blinker has one wall"), "steam_nodes/object/signal.py", "import blinker") == []


def reads(source: str) -> list[str]:
    """Return every call of a source that reads a file by its name."""
    found = []
    for call in ast.walk(parsed(source)):
        if not isinstance(call, ast.Call):
            continue
        words = [word.value for word in (*call.args, *(each.value for each in call.keywords)) if isinstance(word, ast.Constant)]
        path, name = called(call)
        opened = name == "open" and not {"a", "x", "w"} & {str(word)[:1] for word in words}
        if opened or (path and name in {"read_text", "read_bytes"}):
            found.append(ast.unparse(call))
    return found


def test_files_of_a_user_are_read_in_one_place() -> None:
    """Whatever else of the library reads a file by its name is listed here with its reason."""
    listed = {
        "steam_nodes/steam/files.py",  # the one place
        "steam_nodes/cli/__init__.py",  # nothing, where who read the output has gone
        "steam_nodes/gdscript/classes/api.py",  # the class list, which is part of the package
        "steam_nodes/gdscript/classes/config_file.py",  # ConfigFile: the settings that a game itself names
        "steam_nodes/gdscript/classes/file_access.py",  # FileAccess: the files that a game itself names
        "steam_nodes/gdscript/classes/older_files.py",  # File: the same for scripts of Godot 3
        "steam_nodes/gdscript/classes/make.py",  # what the class list is made from
        "steam_nodes/gdscript/scripts/ports.py",  # what `steam-nodes port` wrote into the folder of a port
        "steam_nodes/steam/local/client/cloud_download.py",  # where a game has a shared file put, only to write it
        "steam_nodes/steam/local/store/sqlite/stats_log.py",  # its own log, only to append to it
        "steam_nodes/steam/local/store/sqlite/sqlite_file.py",  # a new empty file, and a folder, to bring its names to the disk
        "steam_nodes/steam/local/store/sqlite/sqlite_drive.py",  # what the system says is mounted
        "steam_nodes/steam/local/world/processes.py",  # what the system says of its processes
        "steam_nodes/steam/native/library_faults.py",  # the head of a file that was found to be a regular one
    }
    found = {path for path, source in texts("steam_nodes").items() if reads(source)}
    assert found == listed
    assert reads("a.read_text(); b.open(); c.open('rb'); open(d, mode='r'); e.open('x'); open(f, 'ab'); g.open(file='h')") == [
        "a.read_text()",
        "b.open()",
        "c.open('rb')",
        "open(d, mode='r')",
        "g.open(file='h')",
    ]


def undescribed(files: Mapping[str, str]) -> list[str]:
    """Return the files that do not open with a docstring."""
    return [path for path, source in files.items() if not docstring_of(source)]


def test_every_file_says_what_it_is() -> None:
    """Every Python file opens with a docstring."""
    assert undescribed(texts("steam_nodes", "demo_game", "tests", "native", "docs")) == []
    assert undescribed({"a.py": '"""A."""', "b.py": "import a", "c.py": "", "d.py": 'import a\n"""D."""'}) == ["b.py", "c.py", "d.py"]


def test_the_repository_refers_to_nothing_outside_of_itself() -> None:
    """No text of the project names a folder of the machine it was written on."""
    foreign = re.compile(r"\.\./sha" + r"red|(?<![\w.])/wo" + r"rk/|\.lib" + r"rary/|/ro" + r"ot/\.")
    kinds = {".py", ".md", ".toml", ".yml", ".c", ".h", ".txt", ".gd"}
    rooms = [path for name in sorted(TOP | HIDDEN) if (path := ROOT / name).exists()]
    texts = [
        path
        for room in rooms
        for path in ([room] if room.is_file() else room.rglob("*"))
        if path.is_file() and (path.suffix in kinds or path.parent.name == ".ci" or path.name in HIDDEN)
    ]
    assert [str(path) for path in texts if foreign.search(path.read_text(encoding="utf-8"))] == []


def strangers(names: Iterable[str]) -> set[str]:
    """Return the names at the top level that have no place there; hidden ones of a developer's own tools are theirs."""
    return {name for name in names if not name.startswith(".") and not name.endswith(".egg-info")} - TOP - MADE


def test_nothing_else_stands_at_the_top_level() -> None:
    """The top level holds the rooms of docs/design.md and what tools look for there."""
    assert strangers(path.name for path in ROOT.iterdir()) == set()
    assert [name for name in TOP | HIDDEN if not (ROOT / name).exists()] == []
    assert strangers(["native", "notes.txt", ".venv", "steam_nodes.egg-info", "build"]) == {"notes.txt"}


def unpinned(workflow: str) -> list[str]:
    """Return the actions of a workflow that are named otherwise than by a whole commit hash with the version behind it."""
    return [line for line in re.findall(r"uses: *(.*)", workflow) if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", line)]


def test_the_workflow_runs_the_checks_on_each_python_by_pinned_actions() -> None:
    """A pull request runs `.ci/run` on the Pythons of `.ci/pythons`, and nobody else can change what that means."""
    workflow = (ROOT / ".github/workflows/checks.yml").read_text(encoding="utf-8")
    pythons = re.findall(r"3\.\d+", re.findall(r"\|\| set -- (.*)", (ROOT / ".ci/pythons").read_text(encoding="utf-8"))[0])
    assert re.findall(r"3\.\d+", re.findall(r"python: \[(.*)\]", workflow)[0]) == pythons
    assert re.search(r"run: \.ci/run$", workflow, re.MULTILINE)
    assert unpinned(workflow) == []
    assert unpinned(f"uses: a/b@v4\nuses: a/b@{'0' * 40}\nuses: a/b/c@{'0' * 40} # v1.2") == ["a/b@v4", f"a/b@{'0' * 40}"]
