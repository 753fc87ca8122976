"""The laws of the house: its size, its words, who stands on whom, and how long the way through it is.

Rules: each limit is a number that is counted, never a time. An exception stands in a table with its reason, and goes from the table as
soon as it is none. Who may import whom is held by test_architecture.py.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import LocalClient, LocalSteam, NativeSteam, Node, SceneTree, Steam, SteamServer, SteamServerStats
from tests.conftest import LONGEST
from tests.support.quick import QUICK
from tests.support.source_files import (
    ROOT,
    casts_to,
    cycles,
    doubles,
    excuses_without_a_reason,
    import_graph,
    private_accesses,
    sources,
    texts,
    words,
)
from tests.support.stats_world import PLAYER, stepped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType

LINES = range(60, 701)
SHORT: dict[str, str] = {
    "demo_game/friend_rounds.py": "the rounds that friends played before: nothing else of the game knows of them",
    "demo_game/stats/achievements.py": "a table, beside the one that Steam is told",
    "demo_game/stats/card.py": "a value alone, which the scorekeeper keeps and the views show",
    "demo_game/stats/rich_presence.py": "one node, which only listens to the match",
    "demo_game/stats/round_record.py": "one node, which only listens",
    "demo_game/view/host/speaker.py": "a Protocol, and quiet where nobody fulfils it",
    "steam_nodes/gdscript/containers/copying.py": "the walk that both containers share",
    "steam_nodes/gdscript/text/string_name.py": "one value type, on which all that tells types apart stands",
    "steam_nodes/object/plain_text.py": "the one wall that every text from outside passes",
    "steam_nodes/port/analyzer/project_view.py": "a Protocol alone: what the analyzer asks of a project",
    "steam_nodes/port/modern/accessors.py": "one difference of Godot 3 that is told and not rewritten",
    "steam_nodes/solar2d/steamworks.py": "the module whose name a ported script imports",
    "steam_nodes/steam/native/pipes/init_words.py": "a table of Valve's sentences and their remedies",
}
"""Files of fewer lines that are a thought all the same, each with its reason."""
LONG: dict[str, str] = {
    "steam_nodes/gdscript/math/space/rotation.py": "Vector3, Quaternion and Basis make each other; apart they would import each other",
    "steam_nodes/gdscript/text/string.py": "String is whole in one file: the engine's class has some hundred and twenty methods",
    "steam_nodes/scene/node.py": "Node is whole in one file: the engine's class has some two hundred methods, each with what its page says",
}
"""Files of more lines, each with the reason why they are one thought."""
FILES_IN_A_FOLDER = 15
FULL_FOLDERS: dict[str, str] = {}
"""Folders of more files, each with its reason."""

COLUMNS: dict[str, str] = {
    "account": "Valve's ISteamUser, for a player",
    "apps": "Valve's ISteamApps",
    "avatars": "what Valve's ISteamFriends has of the pictures of people",
    "clans": "what Valve's ISteamFriends has of groups of people and their chats",
    "canvas": "what the game is drawn on, in each host of its view",
    "client": "a player's side of Steam as a whole",
    "events": "from a host's events to the tree's, in each host of the game's view",
    "game_overlay": "what Valve's ISteamFriends has of the overlay",
    "game_server": "Valve's ISteamGameServer",
    "game_server_stats": "Valve's ISteamGameServerStats",
    "leaderboards": "the leaderboards of Valve's ISteamUserStats",
    "people": "what Valve's ISteamFriends has of people: names, states, avatars, relationships",
    "player_utils": "Valve's ISteamUtils, for a player",
    "plugin": "what another program takes in as a plugin: Solar2D its steamworks, pytest its fixtures",
    "presence": "what Valve's ISteamFriends has of rich presence, invitations and messages",
    "profile": "the profile of the player: what it holds, and the screen that shows it",
    "remote_storage": "Valve's ISteamRemoteStorage",
    "server": "a server's side of Steam as a whole",
    "session": "one side's session with the local Steam: whether it is open and logged on, and what arrives",
    "speaker": "who plays the game's sounds, in each host of its view",
    "studio": "who makes plates and pictures, in each host of the game's view",
    "user_stats": "Valve's ISteamUserStats without its leaderboards",
    "utils": "Valve's ISteamUtils, of either side",
    "window": "the game's window, in each host of its view",
}
"""Module names that stand in several folders, each with the one thing that all of them mean."""

CIRCLES_OF_TYPES: dict[str, str] = {
    "steam_nodes.scene.": "a node, its tree and its scenes are one thing",
    "steam_nodes.port.": "GDScript is recursive: an expression asks for a name, a name for a declaration, and that for an expression",
}
"""Rooms whose modules may know each other for their types alone, each with the reason."""

OWN_CLASSES: dict[type, int] = {Node: 4, SteamServer: 7, Steam: 7, LocalSteam: 4, LocalClient: 4, NativeSteam: 4}

GONE = ("desk", "gallery", "farewell", "ripen", "outcomes", "inquiry", "complaint")
"""Words that must not come back, in any of their forms."""
_GONE = re.compile(r"desks?|galler(y|ies)|farewells?|ripen(s|ed|ing)?|outcomes|inquir(y|ies)|complaints?")
_ALIAS = "next_inquiries"
_TEXTS = {".py", ".md", ".toml", ".yml", ".c", ".h", ".gd", ".json", ".txt"}


# Who stands on whom.


def test_no_import_cycle_at_run_time() -> None:
    """No two modules import each other, also not over others, also not inside a function."""
    assert cycles(import_graph(texts("steam_nodes", "demo_game"), types=False)) == []


def test_types_go_in_a_circle_only_where_the_thing_does() -> None:
    """What modules know of each other for types alone goes in a circle only inside of the rooms that are named with their reason."""
    rings = cycles(import_graph(texts("steam_nodes", "demo_game"), types=True))
    assert [ring for ring in rings if not any(all(each.startswith(room) for each in ring) for room in CIRCLES_OF_TYPES)] == []


def test_a_cycle_is_found_wherever_its_imports_stand() -> None:
    """A circle over three modules is found, one that is closed inside a function, and one over names loaded on first use."""
    files = {
        "a/__init__.py": "",
        "a/one.py": "from a.two import Two\nif TYPE_CHECKING:\n    from a.four import Four",
        "a/two.py": "def f():\n    import a.three",
        "a/three.py": "from . import one",
        "a/four.py": "from a.one import One",
        "b/__init__.py": "_LATER = {'Name': 'b.lazy'}",
        "b/lazy.py": "import b",
    }
    assert cycles(import_graph(files, types=False)) == [["a.one", "a.three", "a.two"], ["b", "b.lazy"]]
    assert cycles(import_graph(files, types=True)) == [["a.four", "a.one", "a.three", "a.two"], ["b", "b.lazy"]]
    assert (
        cycles(import_graph({**files, "a/three.py": "if typing.TYPE_CHECKING:\n    from . import one", "b/lazy.py": ""}, types=False)) == []
    )


@pytest.mark.parametrize("kind", OWN_CLASSES, ids=lambda kind: kind.__name__)
def test_a_class_stands_on_few_of_ours(kind: type) -> None:
    """No class is cut into a tower of base classes: it and those of the library that it stands on are counted."""
    own = own_classes(kind)
    assert len(own) <= OWN_CLASSES[kind], [each.__name__ for each in own]


def own_classes(kind: type) -> list[type]:
    """Return a class and those it stands on, as far as they are the library's."""
    return [each for each in kind.__mro__ if each.__module__.partition(".")[0] == "steam_nodes"]


def test_only_classes_of_the_library_are_counted() -> None:
    """A game's own class adds nothing to the count, each one of the library's does."""

    class Mine(Node):
        pass

    assert own_classes(Mine) == own_classes(Node)
    assert own_classes(SteamServerStats)[0] is SteamServerStats
    assert Node in own_classes(SteamServerStats)


def test_casts_to_node_and_tree_are_few() -> None:
    """At most five casts say what the types do not: that an object is a node, or a tree."""
    found = {path: casts for path, source in texts("steam_nodes").items() if (casts := casts_to(source, "Node", "SceneTree"))}
    assert sum(map(len, found.values())) <= 5, found
    assert casts_to('cast("Node", a); typing.cast("SceneTree | None", b); cast(Node, c); cast("NodePath", d)', "Node", "SceneTree") == [
        "cast('Node', a)",
        "typing.cast('SceneTree | None', b)",
        "cast(Node, c)",
    ]


def test_objects_keep_out_of_each_others_private_parts() -> None:
    """In the core at most a hundred accesses to a name with an underscore go to another object than the own one."""
    found = {
        path: len(found) for path, source in texts("steam_nodes/object", "steam_nodes/scene").items() if (found := private_accesses(source))
    }
    assert sum(found.values()) <= 100, found
    assert private_accesses("self._a; cls._b; x._c; self.x._d; f()._e; x.__dict__; x.y; x._f = 1") == [
        "x._c",
        "self.x._d",
        "f()._e",
        "x._f",
    ]


# Sizes and words.


def test_files_are_as_long_as_one_thought() -> None:
    """A file of the library, the game or the examples has 60 to 700 lines; the exceptions stand in a table, and none too many."""
    lengths = {
        path: source.count("\n")
        for path, source in texts("steam_nodes", "demo_game", "docs/examples").items()
        if not path.rpartition("/")[2].startswith("__")
    }
    assert {path: length for path, length in lengths.items() if length < LINES.start and path not in SHORT} == {}
    assert {path: length for path, length in lengths.items() if length >= LINES.stop and path not in LONG} == {}
    assert [path for path in SHORT if lengths.get(path, LINES.start) >= LINES.start] == [], "no exception any more"
    assert [path for path in LONG if lengths.get(path, 0) < LINES.stop] == [], "no exception any more"


def test_folders_can_be_overlooked() -> None:
    """A folder of the library, the game or the examples has at most fifteen files of Python side by side; exceptions stand in a table."""
    full = over_full(path.relative_to(ROOT).as_posix() for path in sources("steam_nodes", "demo_game", "native", "docs/examples"))
    assert {folder: count for folder, count in full.items() if folder not in FULL_FOLDERS} == {}
    assert [folder for folder in FULL_FOLDERS if folder not in full] == [], "no exception any more"


def over_full(paths: Any) -> dict[str, int]:
    """Return how many files each folder has that has too many, packages' own files apart."""
    counts: dict[str, int] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        counts[folder] = counts.get(folder, 0) + (not name.startswith("__"))
    return {folder: count for folder, count in counts.items() if count > FILES_IN_A_FOLDER}


def test_a_folder_that_is_too_full_is_found() -> None:
    """The sixteenth file beside fifteen others is one too many; a package's own file counts nothing."""
    fifteen = [f"a/m{number}.py" for number in range(15)]
    assert over_full([*fifteen, "a/__init__.py", "b/m.py"]) == {}
    assert over_full([*fifteen, "a/n.py"]) == {"a": 16}


def test_a_module_name_means_one_thing() -> None:
    """A module's name stands once, unless the table says what it means in each of its folders."""
    found = doubles(texts("steam_nodes", "demo_game", "native"))
    assert {name: folders for name, folders in found.items() if name not in COLUMNS} == {}
    assert [name for name in COLUMNS if name not in found] == [], "no double any more"
    assert doubles(["a/b.py", "a/c/b.py", "a/c/__init__.py", "a/__init__.py", "a/d.py"]) == {"b": ["a", "a/c"]}


def gone_words(text: str) -> set[str]:
    """Return the words of a text that must not come back."""
    return {word for word in words(text.replace(_ALIAS, "")) if _GONE.fullmatch(word)}


def test_words_that_are_gone_stay_gone() -> None:
    """No name, no file name and no text of the project has a word that was given up; the changelog may tell of them."""
    spared = {"docs/changelog.md", Path(__file__).relative_to(ROOT).as_posix(), "steam_nodes/steam/native/_steam_abi.py"}
    found = {}
    for room in ("steam_nodes", "demo_game", "tests", "native", "docs"):
        for path in (ROOT / room).rglob("*"):
            name = path.relative_to(ROOT).as_posix()
            if name in spared or "__pycache__" in name:
                continue
            text = path.read_text(encoding="utf-8") if path.is_file() and path.suffix in _TEXTS else ""
            if gone := gone_words(f"{name}\n{text}"):
                found[name] = gone
    assert found == {}


@pytest.mark.parametrize("word", GONE)
def test_a_word_that_came_back_is_found(word: str) -> None:
    """A word is found alone, in a name of either spelling and in capitals; another word that begins like it is not."""
    for text in (f"The {word}.", f"_{word}_of", f"Client{word.title()}Table", f"A_{word.upper()} = 1", f"tests/test_client_{word}.py"):
        assert gone_words(text) == {word}
    assert gone_words("SYSTEM_DIR_DESKTOP, an outcome, a ripe apple") == set()
    assert gone_words("faults.next_inquiries(Result.BUSY)") == set()
    assert gone_words("galleries, inquiries, complaints, _ripened") == {"galleries", "inquiries", "complaints", "ripened"}


def test_what_silences_a_checker_says_why() -> None:
    """Each `noqa` and each `type: ignore` names the rule and gives its reason on its line."""
    rooms = {**texts("steam_nodes", "demo_game", "tests", "native"), **texts("docs")}
    found = {path: bare for path, source in rooms.items() if (bare := excuses_without_a_reason(source))}
    assert found == {}


def test_an_excuse_without_a_reason_is_found() -> None:
    """A mark without a rule and a mark without a reason are found, alone or beside another; a text that only tells of one is none."""
    bare = [
        "a = 1  # noqa",
        "a = 1  # noqa: E501",
        "a = 1  # type: ignore",
        "a = 1  # type: ignore[x]  # noqa: S1, S2",
        "a = 1  # noqa: E501 -",
    ]
    assert [excuses_without_a_reason(f"{line}\n") != [] for line in bare] == [True] * len(bare)
    assert (
        excuses_without_a_reason("a = 1  # noqa: E501  # a table\nb = 1  # type: ignore[x]  # noqa: E1 - why\nc = '# noqa'  # plain\n")
        == []
    )
    assert excuses_without_a_reason("a = 1  # noqa  # whatever it is\n") == ["1: # noqa  # whatever it is"]


def test_the_quick_laws_are_of_every_room() -> None:
    """Each room names files of laws that are there; a file that was renamed is found here. So is one that is named as among the longest."""
    laws = {path.stem for path in (ROOT / "tests").glob("test_*.py")}
    assert {name for names in QUICK.values() for name in names} - laws == set()
    assert LONGEST - laws == set()
    rooms = (
        "signals",
        "nodes",
        "the frame",
        "the seam",
        "the local Steam",
        "Valve's library over the loopback",
        "the game's rules",
        "the house",
    )
    assert [room for room in rooms if not QUICK.get(room)] == []


# The way of one frame and of one node.


def walked(work: Callable[[], object]) -> list[str]:
    """Return the file of each Python call of the library's while something is done, in order; emissions have files of their own."""
    files = []

    def note(called: FrameType, event: str, _: object) -> None:
        if event == "call":
            files.append(called.f_code.co_filename)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return [name for name in files if name.startswith((str(ROOT / "steam_nodes"), "<emit"))]


def shown(walk: list[str]) -> Mapping[str, int]:
    """Return how often a walk comes to each file."""
    return {Path(name).name: walk.count(name) for name in dict.fromkeys(walk)}


def test_each_call_of_the_library_is_counted(tree: SceneTree) -> None:
    """A walk counts the library's calls one by one, and neither the game's nor Python's."""
    node = Node()

    def twice() -> None:
        node.is_inside_tree()
        node.is_inside_tree()
        sorted([2, 1], key=lambda each: each)

    one, two = walked(node.is_inside_tree), walked(twice)
    assert one
    assert two == one * 2
    assert len(walked(lambda: tree.process(1 / 60))) > len(one)
    node.free()


def test_a_frame_that_answers_a_request_goes_a_short_way(tree: SceneTree) -> None:
    """From the host's frame to the handler of a request's answer it is at most 45 calls, in at most 12 files."""
    steam, heard = SteamServerStats(stepped()), []
    tree.root.add_child(steam)
    steam.stats_received.connect(lambda result, steam_id: heard.append((result, steam_id)))
    for player in (PLAYER, PLAYER + 1):
        steam.request_user_stats(player)
        walk = walked(lambda: tree.process(1 / 60))
    assert len(heard) == 2
    assert len(walk) <= 45, (len(walk), shown(walk))
    files = {name for name in walk if not name.startswith("<")}
    assert len(files) <= 12, (len(files), shown(walk))


def test_two_nodes_are_added_on_a_short_way(tree: SceneTree) -> None:
    """To add two nodes to a tree that runs takes at most 25 calls."""
    first, second = Node(), Node()

    def add() -> None:
        tree.root.add_child(first)
        tree.root.add_child(second)

    walk = walked(add)
    assert first.is_inside_tree()
    assert second.is_inside_tree()
    assert len(walk) <= 25, (len(walk), shown(walk))
