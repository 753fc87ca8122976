"""The laws of what a player's program shows: achievements with their texts, limits and icons, friends and names.

Rules: icons are made by client_world.py, one colour each, so that a handle tells which file it came from.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.callbacks import UserAchievementIconFetched
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.schema.schema import Schema
from tests.support.client_world import APP, FRIEND, SCHEMA, plain, png, two_sides
from tests.support.places import ON_EVERY_STORE
from tests.support.stats_world import OTHER, PLAYER, SERVER
from tests.support.stepping import frame

if TYPE_CHECKING:
    from pathlib import Path

    from steam_nodes.steam.local.client.client import LocalClient

pytestmark = ON_EVERY_STORE

NAMES = ["ACH_FIRST", "ACH_LEVEL", "ACH_FAR", "ACH_SERVER", "ACH_KILLS"]
RED, GREY = b"\xff\x00\x00\xff", b"\x80\x80\x80\x40"
ICONS = f"""
app_id = {APP}

[achievements.BOTH]
icon = "icons/win.png"
icon_gray = "icons/win_gray.png"

[achievements.ONE]
icon = "icons/win.png"

[achievements.NONE]

[achievements.MISSING]
icon = "icons/nothing.png"

[achievements.BROKEN]
icon = "icons/broken.png"
icon_gray = "icons/win_gray.png"
"""


def test_achievements_are_listed_in_app_admins_order() -> None:
    """Published ones only; beyond the ends there is no name."""
    _, client = two_sides()
    assert client.get_num_achievements() == len(NAMES)
    assert [client.get_achievement_name(index) for index in range(-1, len(NAMES) + 1)] == ["", *NAMES, ""]
    assert "there are 5 achievements" in client.why()
    with pytest.raises(TypeError):
        client.get_achievement_name("0")  # type: ignore[arg-type]  # what is refused


@pytest.mark.parametrize(
    ("name", "key", "value", "words"),
    [
        ("ACH_FIRST", "name", "First blood", ""),
        ("ACH_FIRST", "desc", "Win a game", ""),
        ("ACH_FIRST", "hidden", "0", ""),
        ("ACH_LEVEL", "hidden", "1", ""),
        ("ACH_LEVEL", "desc", "", ""),
        ("ACH_FIRST", "Name", "", 'pass "name", "desc" or "hidden"'),
        ("ACH_FRIST", "name", "", 'did you mean "ACH_FIRST"?'),
        ("ACH_SECRET", "name", "", "not published"),
        ("games", "name", "", "use the calls for stats"),
    ],
)
def test_an_achievement_has_three_attributes(name: str, key: str, value: str, words: str) -> None:
    """Its name, description and whether it is hidden; anything else is "" with the reason."""
    _, client = two_sides()
    assert client.get_achievement_display_attribute(name, key) == value
    assert words in client.why()


@pytest.mark.parametrize(
    ("name", "whole", "single"),
    [
        ("ACH_LEVEL", (1, 50), None),
        ("ACH_KILLS", (0, 10), None),
        ("ACH_FAR", None, (0.5, 1000.0)),
        ("ACH_FIRST", None, None),
        ("ACH_NONE", None, None),
    ],
)
def test_the_limits_of_progress_are_those_of_its_stat(name: str, whole: tuple[int, int] | None, single: tuple[float, float] | None) -> None:
    """Each type of the progress stat has its own call; the other one is refused with the remedy."""
    _, client = two_sides()
    assert client.get_achievement_progress_limits_int(name) == whole
    said = client.why()
    assert client.get_achievement_progress_limits_float(name) == single
    if whole:
        assert "call get_achievement_progress_limits_int" in client.why()
    if single:
        assert "call get_achievement_progress_limits_float" in said


@pytest.fixture
def client(tmp_path: Path) -> LocalClient:
    """Return the side of a game with icons."""
    folder = tmp_path / "icons"
    folder.mkdir()
    (folder / "win.png").write_bytes(plain(3, 2, RED))
    (folder / "win_gray.png").write_bytes(plain(2, 2, GREY))
    (folder / "broken.png").write_bytes(b"GIF89a")
    (tmp_path / "game.toml").write_text(ICONS, encoding="utf-8")
    return two_sides(LocalSteam(tmp_path / "game.toml", clock=SteppedClock()))[1]


def icon(name: str, handle: int, *, achieved: bool = False) -> UserAchievementIconFetched:
    """Return the record of an icon."""
    return UserAchievementIconFetched(APP, name, achieved, handle)


def test_an_icon_comes_a_frame_later_and_follows_the_state(client: LocalClient) -> None:
    """The first call is 0 and a record follows; then the handle is that of the present state, at once also after an unlock."""
    assert client.get_achievement_icon("BOTH") == 0
    assert client.get_achievement_icon("BOTH") == 0
    (record,) = frame(client)
    assert record == icon("BOTH", client.get_achievement_icon("BOTH"))
    locked = client.get_achievement_icon("BOTH")
    assert client.get_image_size(locked) == (2, 2)
    assert client.get_image_rgba(locked) == GREY * 4
    assert client.set_achievement("BOTH")
    unlocked = client.get_achievement_icon("BOTH")
    assert client.get_image_size(unlocked) == (3, 2)
    assert client.get_image_rgba(unlocked) == RED * 6
    assert client.clear_achievement("BOTH")
    assert client.get_achievement_icon("BOTH") == locked
    assert frame(client) == []


def test_one_file_is_read_once_and_serves_both_states(client: LocalClient) -> None:
    """Without an own picture for the locked state it is the same; another achievement with that file shares the handle."""
    assert client.set_achievement("ONE")
    assert client.get_achievement_icon("ONE") == 0
    assert frame(client) == [icon("ONE", 1, achieved=True)]
    assert client.clear_achievement("ONE")
    assert client.get_achievement_icon("ONE") == 1
    assert client.set_achievement("BOTH")
    assert client.get_achievement_icon("BOTH") == 0
    assert frame(client) == [icon("BOTH", 1, achieved=True)]


def test_a_frame_reads_as_much_of_icons_as_one_that_steam_shows(tmp_path: Path) -> None:
    """64 x 64 pixels come in the next frame, 256 x 256 in the sixteenth, whatever the filters; those asked for together wait in turn."""
    for name, side in (("large", 256), ("small", 64)):
        (tmp_path / f"{name}.png").write_bytes(png(side, side, (b"\4" + bytes(range(256)) * (side // 64)) * side))
    entries = {name: {"icon": str(tmp_path / f"{name}.png")} for name in ("small", "large")}
    for asked, expected in ((("small",), [1]), (("large",), [16]), (("small", "large"), [1, 17]), (("large", "small"), [16, 17])):
        client = two_sides(LocalSteam(Schema.of({"app_id": APP, "achievements": entries}), clock=SteppedClock()))[1]
        assert [client.get_achievement_icon(name) for name in asked] == [0] * len(asked)
        told = [
            (record.achievement_name, number)
            for number in range(1, 20)
            for record in frame(client)
            if isinstance(record, UserAchievementIconFetched)
        ]
        assert told == list(zip(asked, expected, strict=True))
        assert client.get_image_size(client.get_achievement_icon(asked[0])) == ((64, 64) if asked[0] == "small" else (256, 256))
        client.close()


def test_no_icon_is_0_without_a_record(client: LocalClient) -> None:
    """An achievement without icons, or an unknown one, never has one."""
    assert client.get_achievement_icon("NONE") == 0
    assert client.get_achievement_icon("NOONE") == 0
    assert 'did you mean "NONE"?' in client.why()
    assert frame(client) == []


@pytest.mark.parametrize(("name", "words"), [("MISSING", "nothing.png cannot be shown"), ("BROKEN", "it is no PNG file")])
def test_a_file_that_cannot_be_read_is_said_once(client: LocalClient, caplog: pytest.LogCaptureFixture, name: str, words: str) -> None:
    """The record has the handle 0, the warning names the achievement, the file and the remedy."""
    assert client.set_achievement(name)
    assert client.get_achievement_icon(name) == 0
    assert frame(client) == [icon(name, 0, achieved=True)]
    assert client.get_achievement_icon(name) == 0
    assert frame(client) == []
    assert words in caplog.text
    assert f"[achievements.{name}]" in caplog.text
    assert len(caplog.records) == 1


@pytest.mark.parametrize("handle", [-1, 0, 1, 99])
def test_an_unknown_handle_is_no_image(handle: int) -> None:
    """Neither size nor pixels, and the reason."""
    _, client = two_sides()
    assert client.get_image_size(handle) is None
    assert client.get_image_rgba(handle) is None
    assert "no such image" in client.why()


def test_friendship_counts_both_ways() -> None:
    """Whoever is named by either side is a friend; a side may be given more of them, and its player a name."""
    steam, client = two_sides()
    assert client.get_friends() == [OTHER, FRIEND]
    assert steam.client(OTHER).get_friends() == [PLAYER]
    stranger = steam.client(FRIEND + 1, name="Dave", friends=[OTHER, OTHER])
    assert stranger.get_friends() == [OTHER]
    assert [stranger.get_persona_name(each) for each in (PLAYER, OTHER, FRIEND, FRIEND + 1, FRIEND + 2, SERVER)] == [
        "Alice",
        "Bob",
        "Carol",
        "Dave",
        "",
        "",
    ]
    assert SCHEMA.players[PLAYER].friends == (OTHER, FRIEND)


def test_texts_are_in_the_players_language() -> None:
    """What is translated is read in the language the player wants the game in, also where that changes; the rest is in the first one."""
    schema = Schema.of(
        {
            "app_id": APP,
            "app": {"languages": ["english", "german"]},
            "players": {str(PLAYER): {"apps": {"language": "german"}}},
            "achievements": {"ACH": {"display_name": "Winner", "description": "Win"}, "PLAIN": {"display_name": "Plain"}},
            "translations": {"german": {"ACH": {"display_name": "Sieger"}}},
        }
    )
    with closing(LocalSteam(schema, clock=SteppedClock())) as world:
        client, other = world.client(PLAYER), world.client(OTHER)
        texts = [("ACH", "name"), ("ACH", "desc"), ("PLAIN", "name")]
        assert [client.get_achievement_display_attribute(*text) for text in texts] == ["Sieger", "Win", "Plain"]
        assert [other.get_achievement_display_attribute(*text) for text in texts] == ["Winner", "Win", "Plain"]
        other.apps.language = "german"
        assert other.get_achievement_display_attribute("ACH", "name") == "Sieger"
