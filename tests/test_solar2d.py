"""Solar2D's plugin as a ported script meets it: the example of its page line by line, the start, the frames, and what its table is like.

Rules: the script below is the Lua of the page `steamworks.requestUserProgress` with nothing but the language changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import Node, SceneTree
from steam_nodes.solar2d import Steamworks, steamworks
from steam_nodes.steam.callbacks import UserAchievementIconFetched, UserAchievementStored, UserStatsReceived, UserStatsStored
from steam_nodes.steam.results import Result
from steam_nodes.steam.schema.schema import Schema
from tests.support.client_world import TEXT, plain
from tests.support.fake_user import APP, FakeUser, told
from tests.support.fake_user import ME as FAKE
from tests.support.markdown import ROOT
from tests.support.places import ON_EVERY_STORE
from tests.support.solar2d_world import EVENTS, ME, OVERDUE, PAL, WAYS, World, save, sentences, unlock, update

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from steam_nodes.solar2d import Event

pytestmark = ON_EVERY_STORE

GAMES = {"statName": "games", "type": "int"}
FUNCTIONS = {
    "addEventListener": "add_event_listener",
    "getAchievementImageInfo": "get_achievement_image_info",
    "getAchievementInfo": "get_achievement_info",
    "getAchievementNames": "get_achievement_names",
    "getUserStatValue": "get_user_stat_value",
    "removeEventListener": "remove_event_listener",
    "requestActivePlayerCount": "request_active_player_count",
    "requestLeaderboardEntries": "request_leaderboard_entries",
    "requestLeaderboardInfo": "request_leaderboard_info",
    "requestSetHighScore": "request_set_high_score",
    "requestUserProgress": "request_user_progress",
    "resetUserProgress": "reset_user_progress",
    "resetUserStats": "reset_user_stats",
    "setAchievementProgress": "set_achievement_progress",
    "setAchievementUnlocked": "set_achievement_unlocked",
    "setUserStatValues": "set_user_stat_values",
}
PROPERTIES = {
    "appId": "app_id",
    "appOwnerSteamId": "app_owner_steam_id",
    "canShowOverlay": "can_show_overlay",
    "isLoggedOn": "is_logged_on",
    "userSteamId": "user_steam_id",
}


NO_APP = "WARNING: You must set an 'appId' in the 'config.lua' file in order to use the Steamworks plugin."
ANOTHER_APP = (
    "WARNING: This app was launched with Steam appId '570' which differs from appId '480' set in the 'config.lua' file. "
    "The Steamworks plugin will use the launched appId. This can happen when a published app is launched from the Steam client."
)


@pytest.fixture(params=WAYS)
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """Give a world of the plugin, in every way there is."""
    world = World(request.param)
    yield world
    world.close()


def script_of_the_page(friend_steam_id: str, told: list[str]) -> bool:
    """Fetch a friend's progress and tell what became of it, as the page's own example does."""

    # Called when user achievement/stat data has been received
    def on_user_progress_updated(event: Event) -> None:
        if event.isError:
            # Failed to receive updated progression data
            told.append(f"failed with {event.resultCode}")
        else:  # noqa: PLR5501 - the lines of the page
            # User progression was successfully loaded
            # You might want to reload achievement and stat data for user here
            if event.userSteamId == steamworks.userSteamId:
                # The currently logged in user's progression data has been updated
                told.append(f"own: {steamworks.getAchievementInfo('ACH_FIRST').unlocked}, {steamworks.getUserStatValue(GAMES)}")
            elif event.userSteamId == friend_steam_id:
                # The friend's progression data has been updated
                info = steamworks.getAchievementInfo("ACH_FIRST", friend_steam_id)
                told.append(f"friend: {info.unlocked}, {steamworks.getUserStatValue({**GAMES, 'userSteamId': friend_steam_id})}")

    # Set up a listener to be invoked when achievement and stat data has been updated
    steamworks.addEventListener("userProgressUpdate", on_user_progress_updated)

    # Fetch the achievement and stat data from another user
    sent: bool = steamworks.requestUserProgress(friend_steam_id)
    return sent


def test_the_example_of_the_page_tells_own_from_friends_data(world: World) -> None:
    """Success: the own progress comes by itself, the friend's because it was asked for, each once."""
    told: list[str] = []
    assert script_of_the_page(PAL, told) is True
    assert told == []
    world.frames()
    assert sorted(told) == ["friend: True, 12", f"own: False, {world.unset(0)}"]
    world.frames()
    assert len(told) == 2


def test_the_example_of_the_page_fails_as_its_event_says(world: World) -> None:
    """Failure: the request was sent, so True; the event has isError and the reason."""
    world.client.faults.next_requests(Result.FAIL)
    told: list[str] = []
    assert script_of_the_page(PAL, told) is True
    world.frames()
    assert sorted(told) == ["failed with 2", f"own: False, {world.unset(0)}"]
    assert steamworks.getAchievementInfo("ACH_FIRST", PAL) is None


def test_the_example_of_the_page_without_a_connection_fails_after_75_seconds(world: World) -> None:
    """Offline: True, and the event only when Steam has given up; the player stays logged on."""
    told: list[str] = []
    world.client.faults.lose_connection()
    assert script_of_the_page(PAL, told) is True
    world.wait(60.0)
    assert told == [f"own: False, {world.unset(0)}"]
    assert steamworks.isLoggedOn is True
    world.wait(OVERDUE - 60.0)
    assert told == [f"own: False, {world.unset(0)}", "failed with 3"]
    assert steamworks.isLoggedOn is True


def test_the_example_of_the_page_as_it_stands_has_no_valid_id(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """Invalid id: the page's own "FRIEND_ID" gives False, an ERROR line and no event but the own."""
    told: list[str] = []
    assert script_of_the_page("FRIEND_ID", told) is False
    assert sentences(capsys.readouterr().out) == ["ERROR: Given user ID is invalid: 'FRIEND_ID'"]
    world.wait(OVERDUE)
    assert told == [f"own: False, {world.unset(0)}"]


def test_the_start_is_told_once_and_not_before_a_listener_could_be_added(world: World) -> None:
    """A script that adds its listener anywhere in the first frame hears of the own progress, in a later frame, once."""
    heard: list[tuple[int, Event]] = []

    class Script(Node):
        def _process(self, delta: float) -> None:
            self.set_process(False)
            frame = world.tree.get_frame()
            steamworks.addEventListener("userProgressUpdate", lambda event: heard.append((world.tree.get_frame() - frame, event)))

    world.tree.root.add_child(Script())
    world.tree.process()
    assert heard == []
    world.frames(10)
    assert heard == [(1, update())]


def test_events_come_in_the_order_of_arrival(world: World) -> None:
    """What was asked first is told first, whatever it is; stores are told before what they unlocked."""
    world.started()
    assert steamworks.requestUserProgress(PAL)
    assert steamworks.setAchievementUnlocked("ACH_FIRST")
    assert steamworks.requestUserProgress()
    heard = world.frames()
    assert [event for event in heard if event.userSteamId == PAL] == [update(PAL)]
    own = [event for event in heard if event.userSteamId != PAL]
    assert own == [save(), update(), unlock("ACH_FIRST"), update()]


def test_each_set_call_is_stored_once_and_told_once(world: World) -> None:
    """Three calls in one frame are three saves with three updates, also where Steam tells of a progress shown."""
    world.started()
    assert steamworks.setUserStatValues([{**GAMES, "value": 5}, {"statName": "level", "type": "int", "value": 2}])
    assert steamworks.setAchievementProgress("ACH_FIRST", 1, 2)
    assert steamworks.setAchievementUnlocked("ACH_FIRST")
    heard = world.frames()
    assert [event for event in heard if event.name != "achievementInfoUpdate"] == [save(), update()] * 3
    told = [event for event in heard if event.name == "achievementInfoUpdate"]
    assert sorted(told, key=len) == [unlock("ACH_FIRST"), unlock("ACH_FIRST", currentProgress=1, maxProgress=2)]
    assert steamworks.setAchievementProgress("ACH_FIRST", 1, 2) is False
    assert steamworks.setAchievementUnlocked("ACH_FIRST") is True


def test_a_stat_never_set_has_no_value_and_a_reset_one_neither(world: World) -> None:
    """None for a stat that was never set, whatever its default; a value once it is set; None again right after a reset.

    Where Steam cannot tell, it is the default.
    """
    world.started()
    level = {"statName": "level", "type": "int"}
    assert steamworks.getUserStatValue(level) == world.unset(1)
    assert steamworks.setUserStatValues([{**level, "value": 1}])
    assert steamworks.getUserStatValue(level) == 1
    assert steamworks.getUserStatValue({**level, "userSteamId": ME}) == 1
    assert steamworks.setAchievementUnlocked("ACH_FIRST")
    assert steamworks.resetUserStats() is True
    assert steamworks.getUserStatValue(level) == world.unset(1)
    assert steamworks.getAchievementInfo("ACH_FIRST").unlocked is True
    assert steamworks.resetUserProgress() is True
    assert steamworks.getAchievementInfo("ACH_FIRST").unlocked is False


@pytest.mark.parametrize(("value", "kept"), [(2.5, 3), (-2.5, -3), (0.49999999999999994, 0), (1e300, 2**31 - 1), (-(10**400), -(2**31))])
def test_an_int_stat_takes_the_nearest_int32(value: float, kept: int) -> None:
    """Halves go away from zero, and what is too large becomes the largest there is."""
    world = World().started()
    assert steamworks.setUserStatValues([{**GAMES, "value": value}])
    assert steamworks.getUserStatValue(GAMES) == kept
    world.close()


def test_another_user_who_is_unloaded_is_told_of_and_not_readable() -> None:
    """`userProgressUnload` names the user; the getters give None until the next request."""
    world = World().started()
    steamworks.requestUserProgress(PAL)
    world.frames()
    world.client.unload(int(PAL))
    assert world.frames() == [{"name": "userProgressUnload", "userSteamId": PAL}]
    assert steamworks.getAchievementInfo("ACH_FIRST", PAL) is None
    assert steamworks.requestUserProgress(PAL)
    world.frames()
    assert steamworks.getAchievementInfo("ACH_FIRST", PAL).unlocked is True
    world.close()


def test_an_image_is_none_while_it_loads_and_told_of_when_it_is_here(tmp_path: Path) -> None:
    """The first call begins the loading; the event has handle and size; an achievement without an image has no event."""
    (tmp_path / "schema.toml").write_text(TEXT.replace("[achievements.ACH_FIRST]", '[achievements.ACH_FIRST]\nicon = "first.png"'))
    (tmp_path / "first.png").write_bytes(plain(3, 2, b"\x10\x20\x30\xff"))
    world = World(schema=Schema.load(tmp_path / "schema.toml")).started()
    assert steamworks.getAchievementImageInfo("ACH_FIRST") is None
    assert steamworks.getAchievementImageInfo("ACH_LEVEL") is None
    (event,) = world.frames()
    info = steamworks.getAchievementImageInfo("ACH_FIRST")
    assert event == {"name": "achievementImageUpdate", "achievementName": "ACH_FIRST", "imageInfo": info, "unlocked": False}
    assert (info.pixelWidth, info.pixelHeight) == (3, 2)
    assert world.backend.get_image_rgba(info.imageHandle) == b"\x10\x20\x30\xff" * 6
    world.close()


def test_what_concerns_another_game_is_not_told(tree: SceneTree) -> None:
    """Records with another game's number bring no event."""
    fake = FakeUser()
    heard: list[Event] = []
    plugin = Steamworks.attach(tree, fake)
    for name in ("userProgressUpdate", "userProgressSave", "achievementInfoUpdate", "achievementImageUpdate"):
        plugin.addEventListener(name, heard.append)
    fake.post(UserStatsReceived(0, APP + 1, Result.OK, FAKE), UserStatsStored(APP + 1, Result.OK))
    fake.post(UserAchievementStored(APP + 1, group_achieve=False, achievement_name="ACH_A", current_progress=0, max_progress=0))
    fake.post(UserAchievementIconFetched(APP + 1, "ACH_A", achieved=False, icon_handle=1))
    for _ in range(4):
        tree.process()
    assert heard == [update(str(FAKE))]


def test_a_store_that_was_rejected_is_told_and_brings_no_update(tree: SceneTree) -> None:
    """`userProgressSave` with resultCode 8 alone; the next good store has its update."""
    fake = FakeUser()
    heard: list[Event] = []
    plugin = Steamworks.attach(tree, fake)
    tree.process()
    tree.process()
    plugin.addEventListener("userProgressUpdate", heard.append)
    plugin.addEventListener("userProgressSave", heard.append)
    plugin._sets_unanswered = 2
    fake.post(UserStatsStored(APP, Result.INVALID_PARAM), UserStatsStored(APP, Result.OK), UserStatsStored(APP, Result.OK))
    tree.process()
    tree.process()
    assert [(event.name, event.resultCode) for event in heard] == [
        ("userProgressSave", 8),
        ("userProgressSave", 1),
        ("userProgressUpdate", 1),
        ("userProgressSave", 1),
    ]


@pytest.mark.parametrize("numbers", [(0, 0), (100, 100), (101, 100), (1, 1)])
def test_an_unlock_that_steam_tells_with_its_full_progress_is_stored_as_any_other(tree: SceneTree, numbers: tuple[int, int]) -> None:
    """An achievement that is told with the whole of its maximum is unlocked: its store is told of, and so are the new values."""
    fake = FakeUser()
    heard: list[Event] = []
    plugin = Steamworks.attach(tree, fake)
    tree.process()
    tree.process()
    for name in ("userProgressUpdate", "userProgressSave", "achievementInfoUpdate"):
        plugin.addEventListener(name, heard.append)
    plugin._sets_unanswered = 1
    fake.post(UserStatsStored(APP, Result.OK), told("ACH_A", 5, 10))
    fake.post(UserStatsStored(APP, Result.OK), told("ACH_A", *numbers))
    tree.process()
    tree.process()
    names = [event.name for event in heard]
    assert names == ["achievementInfoUpdate", "userProgressSave", "userProgressUpdate", "achievementInfoUpdate"]


def test_a_program_with_its_own_loop_calls_process(capsys: pytest.CaptureFixture[str]) -> None:
    """`process(delta)` is a frame: it moves Steam's time, hands out the events, and does nothing inside a listener."""
    plugin = Steamworks(FakeUser())
    heard: list[Event] = []
    plugin.addEventListener("userProgressUpdate", heard.append)
    plugin.addEventListener("userProgressUpdate", lambda _event: plugin.process(1.0))
    for _ in range(3):
        plugin.process(1 / 60)
    assert heard == [update(str(FAKE))]
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("app", "launched", "asked", "printed"),
    [("480", "", 480, []), (480, "", 480, []), (None, "480", 480, []), (None, "0", 0, [NO_APP]), ("480", "570", 570, [ANOTHER_APP])],
)
def test_the_app_is_that_of_the_launch_else_of_the_config(
    app: Any, launched: str, asked: int, printed: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A Steam that fails to start prints an ERROR, and everything is then as without Steam, but the app is known."""
    monkeypatch.setenv("SteamAppId", launched)
    fake = FakeUser(started=False)
    fake.answer_to_init = (2, "no Steam")
    plugin = Steamworks(fake, app)
    assert sentences(capsys.readouterr().out) == [*printed, "ERROR: Failed to initialize connection with Steam client."]
    assert [args for args in fake.asked if args[0] == "init"] in ([], [("init", asked)])
    assert plugin.appId == (str(asked) if asked else None)
    assert (plugin.appOwnerSteamId, plugin.userSteamId, plugin.isLoggedOn, plugin.canShowOverlay) == (None, None, False, False)


@pytest.mark.parametrize("way", WAYS)
def test_a_start_that_goes_well_prints_nothing(way: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A backend that knows its app needs none from the configuration, and is initialised by the plugin if it was not."""
    world = World(way)
    assert world.backend.initialised()
    assert capsys.readouterr().out == ""
    world.close()


def test_an_app_that_is_no_number_is_refused_at_the_start() -> None:
    """A slip in the configuration raises, names the value and the form."""
    with pytest.raises(ValueError, match="not 'spacewar'"):
        Steamworks(FakeUser(), "spacewar")


def test_both_spellings_are_one_function_and_all_names_are_there(world: World) -> None:
    """The functions and properties of the plugin's documentation, under its names and in snake_case."""
    for table in (FUNCTIONS, PROPERTIES):
        for name, snake in table.items():
            assert getattr(Steamworks, name) is getattr(Steamworks, snake)
            assert name in dir(steamworks)
    print(len(FUNCTIONS), "functions,", len(PROPERTIES), "properties")  # noqa: T201 - the counts
    world.started()
    assert [getattr(steamworks, name) for name in PROPERTIES] == ["480", ME, False, True, ME]


def test_the_page_of_the_manual_names_everything() -> None:
    """Every function, property of users and event stands in docs/how_to/solar2d.md."""
    page = (ROOT / "docs" / "how_to" / "solar2d.md").read_text(encoding="utf-8")
    assert [name for name in (*FUNCTIONS, *EVENTS, "userSteamId", "isLoggedOn", "appId") if name not in page] == []


def test_an_unknown_entry_prints_and_is_none_and_writing_does_nothing(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """As the plugin's table: reading a slip is an ERROR and None, writing a property or a new entry is without effect."""
    assert world.steamworks.isLogedOn is None  # type: ignore[attr-defined]  # the slip
    assert sentences(capsys.readouterr().out) == ["ERROR: Accessing unknown field: 'isLogedOn'"]
    for table in (world.steamworks, steamworks):
        writable: Any = table
        writable.userSteamId = "1"
        writable.own = 1
        assert writable.userSteamId == ME
    assert world.steamworks.own is None  # type: ignore[attr-defined]  # it was not written
    writable = steamworks
    writable.requestUserProgress = lambda: "replaced"
    assert world.steamworks.requestUserProgress() == "replaced"  # type: ignore[comparison-overlap]  # a test may replace a function


def test_the_place_of_a_mistake_is_the_callers(capsys: pytest.CaptureFixture[str]) -> None:
    """The line names the file and the line that made the mistake, not the library's."""
    Steamworks(FakeUser()).requestUserProgress("abc")
    line = test_the_place_of_a_mistake_is_the_callers.__code__.co_firstlineno + 2
    assert capsys.readouterr().out == f"ERROR: test_solar2d.py:{line}: Given user ID is invalid: 'abc'\n"


def test_without_an_attached_plugin_the_module_says_what_to_do() -> None:
    """Reading from the module before `attach`, and after the tree has ended, raises with the remedy."""
    world = World()
    world.close()
    with pytest.raises(RuntimeError, match=r"call Steamworks\.attach"):
        steamworks.requestUserProgress()
    assert not hasattr(steamworks, "_private")


def test_a_tree_holds_one_and_a_backend_has_one_owner(world: World) -> None:
    """A second plugin, or another node with this backend, would take the events away: refused, with the remedy."""
    with pytest.raises(RuntimeError, match="already"):
        Steamworks.attach(world.tree, FakeUser())

    class Owner(Node):
        backend = FakeUser()

    other = SceneTree(fixed_fps=60)
    other.root.add_child(Owner())
    with pytest.raises(RuntimeError, match="already"):
        Steamworks.attach(other, Owner.backend)
    assert Steamworks.attach(other, FakeUser()).isLoggedOn
    other.close()


def test_an_event_is_a_table_by_key_and_by_attribute(world: World) -> None:
    """Both are one entry; one that is not there is None if the type can have it, and a slip names what there is."""
    info = world.steamworks.getAchievementInfo("ACH_FIRST")
    assert info is not None
    assert info.unlocked is info["unlocked"] is False
    assert info.unlockTime is info["unlockTime"] is None
    assert "unlockTime" not in info
    with pytest.raises(AttributeError, match=r"unlocktime.*unlockTime"):
        _ = info.unlocktime
    with pytest.raises(KeyError, match=r"unlocktime.*unlockTime"):
        _ = info["unlocktime"]
