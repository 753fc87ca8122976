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

from steam_nodes import LocalSteam, NativeSteam, Node, SceneTree, SteamServerStats
from tests.support.source_files import (
    ROOT,
    cycles,
    excuses_without_a_reason,
    import_graph,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType

LINES = range(60, 701)
SHORT: dict[str, str] = {
    "steam_nodes/steam/native/friends.py": "the two calls of ISteamFriends, in the place where more will be looked for",
    "steam_nodes/steam/native/pipes/init_words.py": "a table of sentences and the one function that reads it",
}
"""Files of fewer lines that are a thought all the same, each with its reason."""
LONG: dict[str, str] = {}
"""Files of more lines, each with the reason why they are one thought."""
FILES_IN_A_FOLDER = 15
FULL_FOLDERS: dict[str, str] = {}
"""Folders of more files, each with its reason."""

COLUMNS: dict[str, str] = {}
"""Module names that stand in several folders, each with the one thing that all of them mean."""

OWN_CLASSES: dict[type, int] = {Node: 4, LocalSteam: 4, NativeSteam: 4}

GONE = ("desk", "gallery", "farewell", "ripen", "outcomes", "inquiry", "complaint")
"""Words that must not come back, in any of their forms."""
_GONE = re.compile(r"desks?|galler(y|ies)|farewells?|ripen(s|ed|ing)?|outcomes|inquir(y|ies)|complaints?")
_ALIAS = "next_inquiries"
_TEXTS = {".py", ".md", ".toml", ".yml", ".c", ".h", ".gd", ".json", ".txt"}


# Who stands on whom.


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


# Sizes and words.


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


def gone_words(text: str) -> set[str]:
    """Return the words of a text that must not come back."""
    return {word for word in words(text.replace(_ALIAS, "")) if _GONE.fullmatch(word)}


@pytest.mark.parametrize("word", GONE)
def test_a_word_that_came_back_is_found(word: str) -> None:
    """A word is found alone, in a name of either spelling and in capitals; another word that begins like it is not."""
    for text in (f"The {word}.", f"_{word}_of", f"Client{word.title()}Table", f"A_{word.upper()} = 1", f"tests/test_client_{word}.py"):
        assert gone_words(text) == {word}
    assert gone_words("SYSTEM_DIR_DESKTOP, an outcome, a ripe apple") == set()
    assert gone_words("faults.next_inquiries(Result.BUSY)") == set()
    assert gone_words("galleries, inquiries, complaints, _ripened") == {"galleries", "inquiries", "complaints", "ripened"}


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
