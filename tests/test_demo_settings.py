"""The laws of the demo's settings: they are kept, a broken file is told and loses nothing, and keys have names that lead back to them.

Rules: nothing here opens a window; what a screen does with the settings has its laws in test_demo_settings_view.py.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo_game.key_bindings import ACTIONS, KEYS, RESERVED, clashes, key_of, name_of
from demo_game.settings import DIFFICULTIES, FILE, LOUDEST, MOST_BYTES, Settings, SettingsFile

if TYPE_CHECKING:
    from pathlib import Path

free_keys = st.integers(1, 0x7FFF_FFFF).filter(lambda key: key not in RESERVED and key_of(name_of(key)) == key)
all_settings = st.builds(
    Settings,
    volume=st.integers(0, LOUDEST),
    muted=st.booleans(),
    difficulty=st.sampled_from(sorted(DIFFICULTIES)),
    full_screen=st.booleans(),
    keys=st.tuples(
        *(
            st.builds(
                lambda side, action, key: KEYS[side].with_keys(action, key),
                st.just(side),
                st.sampled_from(sorted(ACTIONS)),
                free_keys,
            )
            for side in ("left", "right")
        )
    ),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder that all examples of a law share."""
    return tmp_path_factory.mktemp("settings")


@given(all_settings)
def test_settings_come_back_as_they_were_kept(folder: Path, chosen: Settings) -> None:
    """Whatever was chosen is in force when the file is opened again, and nothing is said about it."""
    path = folder / FILE
    SettingsFile(path).change(chosen)
    again = SettingsFile(path)
    assert (again.now, again.note) == (chosen, "")
    assert [found.name for found in folder.iterdir()] in ([], [FILE])


@given(st.integers(1, 0x7FFF_FFFF))
def test_the_name_of_a_key_leads_back_to_it(key: int) -> None:
    """Every key has a name, and those that a keyboard has are found by it, in small letters too."""
    name = name_of(key)
    assert name.strip()
    assert name.isprintable()
    if key < 127 and not chr(key).isupper():
        assert key_of(name) == key_of(name.lower()) == key


def test_keys_of_every_kind_have_the_name_on_them() -> None:
    """Letters, signs, arrows and the keys beside them are called what people call them; a key nobody named has its number."""
    named = {ord("a"): "A", ord("."): ".", ord("ö"): "Ö", 32: "Space", KEYS["right"].fire[0]: "Right Ctrl", 1 << 30 | 82: "Up", 3: "Key 3"}
    assert {key: name_of(key) for key in named} == named
    assert {key_of(name): name for name in named.values()} == named
    assert (key_of("right ctrl"), key_of("no such key"), key_of("Key many"), key_of("")) == (KEYS["right"].fire[0], None, None, None)


def test_a_key_for_two_things_is_a_clash_that_names_both() -> None:
    """As they come no two keys clash; one that turns for player one and fires for player two does."""
    one, two = KEYS["left"], KEYS["right"]
    assert clashes((one, two)) == {}
    assert clashes((one, two.with_keys("fire", one.left))) == {one.left: [(0, "left"), (1, "fire")]}
    assert clashes((one.with_keys("jump", one.thrust), two)) == {one.thrust: [(0, "thrust"), (0, "jump")]}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"volume = ", "broken"),
        (b"\xff\xfe", "no text in UTF-8"),
        (b"a = " + b"[" * 9000, "broken"),
        (b"#" * (MOST_BYTES + 1), "more than"),
        (b"volume = 11", "volume is 11, not a whole number from 0 to 10"),
        (b"muted = 1", "muted is 1, not true or false"),
        (b'difficulty = "nightmare"', "difficulty is 'nightmare', not one of easy, normal, hard, ace"),
        (b"colour = 3", "there is no setting 'colour'"),
        (b"keys = 3", "keys is 3, not a table of one and two"),
        (b"[keys.three]", "keys.three"),
        (b'[keys.one]\ndance = ["A"]', "keys.one.dance is nothing a key can do"),
        (b'[keys.one]\nleft = ["A", "B"]', "keys.one.left is ['A', 'B'], not a list of one key"),
        (b'[keys.two]\nfire = ["Esc"]', "keys.two.fire is ['Esc'], which is the game's own"),
        (b"[keys.two]\nfire = [7]", "keys.two.fire is [7], not a list of keys"),
    ],
)
def test_a_broken_file_is_told_and_nothing_of_it_is_lost(tmp_path: Path, text: bytes, told: str) -> None:
    """The note names the file and the fault, what is wrong has its default, and the file is kept when the game writes its own."""
    path = tmp_path / FILE
    path.write_bytes(text)
    kept = SettingsFile(path)
    assert (str(path) in kept.note, told in kept.note) == (True, True), kept.note
    assert kept.now == Settings()
    assert path.read_bytes() == text
    kept.change(replace(kept.now, volume=3))
    assert (tmp_path / f"{FILE}.broken1").read_bytes() == text
    assert f"{FILE}.broken1" in kept.note
    assert SettingsFile(path).now == Settings(volume=3)
    kept.change(replace(kept.now, volume=4))
    assert len(list(tmp_path.iterdir())) == 2


def test_what_is_right_in_a_file_is_kept_beside_what_is_wrong(tmp_path: Path) -> None:
    """One wrong line costs one setting, and a second broken file takes no name from the first."""
    path = tmp_path / FILE
    path.write_text('volume = 2\nmuted = "yes"\n[keys.one]\nleft = ["q"]\nfire = 5\n', encoding="utf-8")
    (tmp_path / f"{FILE}.broken1").write_text("an older one", encoding="utf-8")
    kept = SettingsFile(path)
    assert kept.now == Settings(volume=2, keys=(KEYS["left"].with_keys("left", ord("q")), KEYS["right"]))
    kept.change(replace(kept.now, full_screen=True))
    assert (tmp_path / f"{FILE}.broken1").read_text(encoding="utf-8") == "an older one"
    assert 'muted = "yes"' in (tmp_path / f"{FILE}.broken2").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_told_and_the_settings_hold(tmp_path: Path) -> None:
    """A folder in the file's place changes nothing but the note: what was chosen is in force for this run, and is told."""
    path = tmp_path / FILE
    path.mkdir()
    kept = SettingsFile(path)
    assert "cannot be read" in kept.note
    heard: list[Settings] = []
    kept.changed.connect(heard.append)
    kept.change(Settings(muted=True))
    assert "they hold until the game ends" in kept.note
    assert heard == [kept.now] == [Settings(muted=True)]
    assert [found.name for found in tmp_path.iterdir()] == [FILE]


def test_without_a_path_nothing_is_kept_and_what_stays_the_same_is_not_told(tmp_path: Path) -> None:
    """Settings without a file hold for the run; setting what is set already is no change, and writes nothing."""
    alone = SettingsFile()
    heard: list[Settings] = []
    alone.changed.connect(heard.append)
    alone.change(Settings())
    assert heard == []
    alone.change(Settings(difficulty="ace"))
    assert ([now.skill for now in heard], alone.note) == ([1.0], "")
    SettingsFile(tmp_path / FILE).change(Settings())
    assert list(tmp_path.iterdir()) == []


def test_the_file_can_be_read_by_people(tmp_path: Path) -> None:
    """It is TOML with the names of keys in it, in the order of the screen."""
    SettingsFile(tmp_path / FILE).change(Settings(volume=7))
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    told = tomllib.loads(text)
    assert list(told) == ["volume", "muted", "difficulty", "full_screen", "keys"]
    assert told["keys"]["two"] == {"left": ["Left"], "right": ["Right"], "thrust": ["Up"], "fire": ["Right Ctrl", "."], "jump": ["Down"]}
    assert text.startswith("# ")
