"""Avatars: the laws of the pictures of people in three sizes, over the local world and over Valve's interface.

Rules: Alice plays. Bob has one picture for all sizes, Carol one of her own for each, Dave none, and Eve's file is no picture.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.local.client.avatar_images import scaled
from steam_nodes.steam.nodes.client import Steam
from steam_nodes.steam.schema.schema import Schema
from tests.support.client_world import plain, png
from tests.support.group_worlds import WAYS, GroupWorld, Way, group_world
from tests.support.places import ON_EVERY_STORE
from tests.support.stats_world import OTHER, PLAYER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = ON_EVERY_STORE

ALICE, BOB, CAROL, DAVE, EVE = PLAYER, OTHER, OTHER + 1, OTHER + 2, OTHER + 3
SCHEMA = Schema.parse(f"""
app_id = 480

[players.{ALICE}]
name = "Alice"
friends = [{BOB}, {CAROL}, {DAVE}, {EVE}]
avatar = "alice.png"

[players.{BOB}]
avatar = "bob.png"

[players.{CAROL}]
avatar = {{ small = "32.png", medium = "64.png", large = "184.png" }}

[players.{EVE}]
avatar = "eve.png"
""")
RED, GREEN, BLUE = b"\xff\0\0\xff", b"\0\xff\0\xff", b"\0\0\xff\x80"
SIDES = {1: 32, 2: 64, 3: 184}


def pictures(folder: Path) -> Schema:
    """Write the pictures, and return the schema that has them."""
    for name, side, pixel in (("alice", 8, GREEN), ("bob", 184, RED), ("32", 32, RED), ("64", 64, GREEN), ("184", 184, BLUE)):
        (folder / f"{name}.png").write_bytes(plain(side, side, pixel))
    (folder / "eve.png").write_bytes(b"GIF89a")
    return replace(SCHEMA, folder=str(folder))


@pytest.fixture(params=WAYS)
def album(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[GroupWorld]:
    """Give a world with pictures in each way in turn."""
    with group_world(request.param, pictures(tmp_path)) as opened:
        opened.listen("avatar_loaded", "avatar_image_loaded", "persona_state_change")
        yield opened


def handles(steam: Steam, who: int) -> list[int]:
    """Return the handles of the three sizes."""
    return [steam.getSmallFriendAvatar(who), steam.getMediumFriendAvatar(who), steam.getLargeFriendAvatar(who)]


def test_an_avatar_is_loaded_as_it_is_first_asked_for(album: GroupWorld) -> None:
    """Until then the small ones are 0 and the large one is -1; then each has its size and its pixels."""
    steam = album.steam
    assert handles(steam, BOB) == [0, 0, -1]
    heard = album.frames()
    found = handles(steam, BOB)
    assert min(found) > 0
    assert len(set(found)) == 3
    changed, loaded, pixels = ("persona_state_change", BOB, 64), ("avatar_image_loaded", BOB, found[2], 184, 184), RED * 184 * 184
    assert heard == [changed, loaded, ("avatar_loaded", BOB, 184, pixels)]
    for handle, side in zip(found, SIDES.values(), strict=True):
        assert album.backend.get_image_size(handle) == (side, side)
        assert album.backend.get_image_rgba(handle) == RED * side * side
    assert handles(steam, BOB) == found
    assert album.frames() == []


def test_a_size_with_a_picture_of_its_own_has_that(album: GroupWorld) -> None:
    """Nothing is made of another then."""
    handles(album.steam, CAROL)
    album.frames()
    found = [album.backend.get_image_rgba(handle) for handle in handles(album.steam, CAROL)]
    assert found == [RED * 32 * 32, GREEN * 64 * 64, BLUE * 184 * 184]


def test_who_has_no_avatar_has_no_handle(album: GroupWorld) -> None:
    """A file that is no picture is no avatar either, and that is said."""
    steam = album.steam
    assert handles(steam, DAVE) == [0, 0, 0]
    steam.getPlayerAvatar(3, DAVE)
    assert album.frames() == []
    assert handles(steam, EVE) == [0, 0, -1]
    assert album.frames() == []
    assert handles(steam, EVE) == [0, 0, 0]


def test_a_file_that_is_no_picture_is_named_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """With the player, the file, and what to put there."""
    with group_world(schema=pictures(tmp_path)) as album:
        for _ in range(3):
            handles(album.steam, EVE)
            album.frames()
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.startswith(f"[players.{EVE}]: avatar {tmp_path / 'eve.png'} cannot be shown (")
    assert "; put a PNG file" in line


@pytest.mark.parametrize("size", [1, 2, 3])
def test_the_pixels_of_an_avatar_are_told_whether_it_was_loaded_or_not(album: GroupWorld, size: int) -> None:
    """`avatar_loaded` answers both, in a later frame, and once for each time it was asked for; 0 is the player."""
    side = SIDES[size]
    album.steam.getPlayerAvatar(size)
    album.steam.getPlayerAvatar(size, ALICE)
    told = ("avatar_loaded", ALICE, side, GREEN * side * side)
    assert [heard for heard in album.frames() if heard[0] == "avatar_loaded"] == [told]
    album.steam.getPlayerAvatar(size, ALICE)
    assert album.heard == []
    assert album.frames() == [told]


def test_a_size_that_is_none_is_refused(album: GroupWorld) -> None:
    """It says which sizes there are."""
    for size in (0, 4, -1, 1 << 70):
        album.steam.getPlayerAvatar(size, BOB)
        assert "pass 1 (small), 2 (medium) or 3 (large)" in album.steam.why()
    assert album.frames() == []


def test_a_person_puts_on_another_avatar(album: GroupWorld) -> None:
    """It is told, and the new one is loaded anew; the old images stay."""
    handles(album.steam, BOB)
    album.frames()
    old = handles(album.steam, BOB)
    album.client.avatars.put_on(BOB, "184.png", small="32.png")
    assert album.frames() == [("persona_state_change", BOB, 64)]
    album.steam.getLargeFriendAvatar(BOB)
    album.frames()
    new = handles(album.steam, BOB)
    assert set(old).isdisjoint(new)
    assert album.backend.get_image_rgba(new[1]) == BLUE * 64 * 64
    assert album.backend.get_image_rgba(old[1]) == RED * 64 * 64
    album.client.avatars.put_on(BOB)
    album.frames()
    assert handles(album.steam, BOB) == [0, 0, 0]


def test_all_that_is_known_of_a_person_is_asked_for_with_the_avatar(album: GroupWorld) -> None:
    """Name alone: it is here; with the avatar it has to be loaded, which is told."""
    assert not album.steam.requestUserInformation(BOB, require_name_only=True)
    assert album.steam.requestUserInformation(BOB, require_name_only=False)
    assert album.frames() == [("persona_state_change", BOB, Steam.PERSONA_CHANGE_AVATAR)]
    assert not album.steam.requestUserInformation(BOB, require_name_only=False)
    assert not album.steam.requestUserInformation(DAVE, require_name_only=False)


def test_a_picture_is_the_mean_of_what_it_stands_for() -> None:
    """Two by two pixels become one; a smaller picture is repeated; a row at a time, and each says what it cost."""
    four = (2, 2, bytes((0, 0, 0, 255)) + bytes((100, 0, 0, 255)) + bytes((0, 200, 0, 255)) + bytes((0, 0, 40, 255)))
    assert run(scaled(four, 1)) == ((1, 1, bytes((25, 50, 10, 255))), 1)
    picture, rows = run(scaled((1, 1, RED), 3))
    assert (picture, rows) == ((3, 3, RED * 9), 3)
    wide = (4, 1, RED + RED + GREEN + GREEN)
    assert run(scaled(wide, 2))[0] == (2, 2, (RED + GREEN) * 2)


def run(making: object) -> tuple[object, int]:
    """Run a generator to its end; return what it made and how often it stopped."""
    stops = 0
    with contextlib.suppress(StopIteration):
        while True:
            try:
                next(making)  # type: ignore[call-overload]  # a generator
            except StopIteration as end:
                return end.value, stops
            stops += 1
    return None, stops


def test_no_frame_is_held_up_by_an_avatar(tmp_path: Path) -> None:
    """On a clock that does not wait, the largest picture takes several frames, and is there in the end."""
    schema = pictures(tmp_path)
    (tmp_path / "bob.png").write_bytes(png(256, 256, (b"\0" + RED * 256) * 256))
    with group_world(schema=schema) as album:
        album.client._world.clock.waits = False
        album.listen("avatar_loaded")
        album.steam.getPlayerAvatar(3, BOB)
        counts = [len(album.frames(1)) for _ in range(60)]
        assert sum(counts) == 1
        assert counts.index(1) > 8


@pytest.mark.parametrize("way", WAYS)
def test_without_an_init_there_is_none(way: Way) -> None:
    """Each call says why."""
    with group_world(way, SCHEMA, started=False) as album:
        assert handles(album.steam, BOB) == [0, 0, 0]
        album.steam.getPlayerAvatar()
        assert album.frames() == []
        assert "init" in album.steam.why()
