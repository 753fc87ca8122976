"""Steam, the node of a player's program: its start, the player's stats, other users, and what a refusal returns.

Rules: laws of the node alone run over FakeUser; those that a whole Steam must keep run over a LocalSteam's side too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import blinker
import pytest

from steam_nodes import Engine, LocalSteam, Node, Result, SceneTree, Steam, SteamServerStats
from tests.support import client_world
from tests.support.fake_user import APP, FRIEND, ME, STRANGER, FakeUser
from tests.support.native_world import PLAYED
from tests.support.places import ON_EVERY_STORE
from tests.support.stats_world import OTHER, PLAYER

if TYPE_CHECKING:
    from tests.conftest import Recorder

pytestmark = ON_EVERY_STORE

SCHEMA = client_world.SCHEMA
NOT_STARTED: list[tuple[str, tuple[Any, ...], object]] = [
    ("getSteamID", (), 0),
    ("loggedOn", (), False),
    ("getAppID", (), 0),
    ("getAppOwner", (), 0),
    ("isOverlayEnabled", (), False),
    ("getPersonaName", (), ""),
    ("getFriendCount", (), 0),
    ("requestCurrentStats", (), False),
    ("getStatInt", ("wins",), 0),
    ("getStatFloat", ("feet",), 0.0),
    ("setStatInt", ("wins", 1), False),
    ("setStatFloat", ("feet", 1.0), False),
    ("updateAvgRateStat", ("feet", 1.0, 2.0), False),
    ("getAchievement", ("ACH_B",), {"ret": False, "achieved": False}),
    ("getAchievementAndUnlockTime", ("ACH_B",), {}),
    ("setAchievement", ("ACH_A",), False),
    ("clearAchievement", ("ACH_B",), False),
    ("storeStats", (), False),
    ("getUserStatInt", (FRIEND, "wins"), 0),
    ("getUserStatFloat", (FRIEND, "feet"), 0.0),
    ("getUserAchievement", (FRIEND, "ACH_A"), {}),
    ("getUserAchievementAndUnlockTime", (FRIEND, "ACH_A"), {}),
    ("getAchievementAchievedPercent", ("ACH_A",), {"ret": False, "percent": 0.0}),
    ("getMostAchievedAchievementInfo", (), {}),
    ("getNextMostAchievedAchievementInfo", (0,), {}),
    ("getGlobalStatInt", ("wins",), 0),
    ("getGlobalStatFloat", ("feet",), 0.0),
    ("getGlobalStatIntHistory", ("wins",), []),
    ("getGlobalStatFloatHistory", ("feet",), []),
    ("getLeaderboardName", (), ""),
    ("getLeaderboardEntryCount", (), -1),
    ("getLeaderboardSortMethod", (), {}),
    ("getLeaderboardDisplayType", (), {}),
]


@pytest.fixture
def user() -> FakeUser:
    """Give a Steam made of dictionaries."""
    return FakeUser()


@pytest.fixture
def steam(tree: SceneTree, user: FakeUser) -> Steam:
    """Give the node, attached."""
    return Steam.attach(tree, user)


def frames(tree: SceneTree, count: int = 2) -> None:
    """Run some frames."""
    for _ in range(count):
        tree.process()


def test_it_stands_beside_a_server_in_one_tree(tree: SceneTree, world: LocalSteam) -> None:
    """A listen server has both; a second one of either is refused, and each is found by its name."""
    steam, stats = Steam.attach(tree, FakeUser()), SteamServerStats.attach(tree, world)
    with pytest.raises(RuntimeError, match="holds one"):
        Steam.attach(tree, FakeUser())
    assert tree.root.get_children() == [stats, steam]
    assert Steam.get_singleton() is Engine.get_singleton("Steam") is steam
    assert SteamServerStats.get_singleton() is stats
    assert steam.process_mode == Node.PROCESS_MODE_ALWAYS
    assert steam.backend.get_app_id() == APP


def test_a_server_is_no_player(world: LocalSteam) -> None:
    """What a server sees of Steam is refused by name, with the remedy."""
    with pytest.raises(TypeError, match=r"client\(steam_id\)"):
        Steam(world)  # type: ignore[arg-type]  # a server is the point


@pytest.mark.parametrize(
    ("answer", "running", "old", "verbal"),
    [
        ((0, "Steamworks active"), True, 1, "Steamworks active."),
        ((1, "No appID found"), True, 79, "Invalid app ID or app not installed. No appID found"),
        ((1, "Failed to load"), False, 20, "Steam not running. Failed to load"),
        ((2, "Cannot connect"), True, 20, "Steam not running. Cannot connect"),
        ((3, "No SteamUser999"), True, 2, "Steamworks failed to initialize. No SteamUser999"),
    ],
)
def test_both_inits_say_how_it_went_in_their_own_numbers(
    tree: SceneTree, answer: tuple[int, str], running: bool, old: int, verbal: str
) -> None:
    """The newer one gives Valve's number, 0 for success; the older one a Result, 1 for success."""
    user = FakeUser(started=False)
    user.answer_to_init, user.running = answer, running
    steam = Steam.attach(tree, user)
    assert steam.steamInitEx(app_id=APP, embed_callbacks=True) == {"status": answer[0], "verbal": answer[1]}
    assert steam.steamInit() == {"status": old, "verbal": verbal}
    assert steam.getSteamID() == (ME if answer[0] == 0 else 0)


@pytest.mark.parametrize("init", ["steamInit", "steamInitEx"])
@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((APP,), {}),
        ((APP, True), {}),
        ((APP,), {"embed_callbacks": True}),
        ((True, APP, False), {}),
        ((False, APP), {}),
        ((), {"app_id": APP}),
    ],
)
def test_the_arguments_of_older_and_newer_godotsteams_work(
    tree: SceneTree, init: str, values: tuple[Any, ...], named: dict[str, Any]
) -> None:
    """(retrieve_stats, app_id, embed_callbacks) and (app_id, embed_callbacks) both start the app that they name."""
    asked: list[int] = []

    class Asked(FakeUser):
        def init(self, app_id: int) -> tuple[int, str]:
            """Note the app."""
            asked.append(app_id)
            return 0, ""

    steam = Steam.attach(tree, Asked(started=False))
    getattr(steam, init)(*values, **named)
    assert asked == [APP]


@pytest.mark.parametrize(
    "values", [(APP, APP), (APP, APP, True), (APP, True, "no"), (True, True), (True, "480"), ("480",), (APP, "yes"), (1.0,)]
)
def test_other_arguments_of_an_init_are_refused_with_the_remedy(steam: Steam, values: tuple[Any, ...]) -> None:
    """What is of neither form names both, or what to write."""
    with pytest.raises(TypeError, match="app_id"):
        steam.steamInitEx(*values)


@pytest.mark.parametrize("init", ["", "steamInit", "steamInitEx"])
@pytest.mark.parametrize("started", [True, False])
def test_after_the_start_the_own_stats_are_told_once(tree: SceneTree, recorder: Recorder, init: str, started: bool) -> None:
    """With and without an init, and whether the backend needs one: one current_stats_received."""
    steam = Steam.attach(tree, FakeUser(started=started))
    recorder.watch(steam.current_stats_received)
    if init:
        getattr(steam, init)()
    frames(tree, 4)
    assert recorder.lines == [("current_stats_received", APP, Result.OK, ME)] * bool(init or started)


def test_asking_again_tells_again(tree: SceneTree, steam: Steam, recorder: Recorder) -> None:
    """A call of requestCurrentStats and an init that retrieves stats each bring one more; one that does not brings none."""
    frames(tree)
    recorder.watch(steam.current_stats_received)
    for query, more in ((steam.requestCurrentStats, 1), (steam.steamInit, 1), (lambda: steam.steamInit(retrieve_stats=False), 0)):
        recorder.lines.clear()
        query()
        frames(tree, 3)
        assert len(recorder.lines) == more


def test_after_a_shutdown_it_can_be_started_again(tree: SceneTree, steam: Steam, recorder: Recorder) -> None:
    """Between them nothing is there, and the second start tells once of the stats."""
    frames(tree)
    recorder.watch(steam.current_stats_received)
    steam.steamShutdown()
    assert (steam.getSteamID(), steam.get_current_app_id(), steam.storeStats()) == (0, 0, False)
    assert steam.steamInitEx()["status"] == Steam.STEAM_API_INIT_RESULT_OK
    frames(tree, 3)
    assert len(recorder.lines) == 1


@pytest.mark.parametrize(("name", "values", "nothing"), NOT_STARTED, ids=lambda value: value if isinstance(value, str) else "")
def test_without_an_init_each_call_returns_nothing(tree: SceneTree, name: str, values: tuple[Any, ...], nothing: object) -> None:
    """False, 0, "", `{}` or `[]`, as GodotSteam does, and no error."""
    steam = Steam.attach(tree, FakeUser(started=False))
    assert getattr(steam, name)(*values) == nothing


def test_a_refusal_returns_false_and_why_says_the_reason(steam: Steam, user: FakeUser) -> None:
    """`why()` is the backend's own sentence."""
    assert not steam.setStatInt("GS_kills", 1)
    assert steam.why() == user.reason == "GS_kills is not yours to set"
    assert steam.getStatInt("GS_kills") == 5


def test_numbers_and_ids_are_whole(tree: SceneTree, steam: Steam) -> None:
    """int32 negatives stay negative, int64 totals and 64-bit ids keep all their bits."""
    steam.requestUserStats(FRIEND)
    steam.requestGlobalStats(2)
    frames(tree)
    assert (steam.getStatInt("wins"), steam.getUserStatInt(FRIEND, "wins")) == (-3, 9)
    assert (steam.getStatFloat("feet"), steam.getUserStatFloat(FRIEND, "feet")) == (1.5, 2.5)
    assert (steam.getGlobalStatInt("wins"), steam.getGlobalStatIntHistory("wins")) == (-(2**40), [2**33, -1])
    assert (steam.getGlobalStatFloat("feet"), steam.getGlobalStatFloatHistory("feet")) == (0.25, [0.5])
    assert steam.getUserAchievement(FRIEND, "ACH_A") == {"steam_id": FRIEND, "retrieved": True, "name": "ACH_A", "achieved": True}
    assert steam.getAchievementProgressLimitsInt("ACH_A") == {"name": "ACH_A", "min": -1, "max": 10}
    assert steam.getAchievementProgressLimitsInt("ACH_B") == {}
    assert steam.getSteamID32(FRIEND) == FRIEND & 0xFFFF_FFFF


def test_the_most_achieved_are_walked_by_their_rank(tree: SceneTree, steam: Steam) -> None:
    """From the first to the empty dictionary."""
    steam.requestGlobalAchievementPercentages()
    frames(tree)
    found, info = [], steam.getMostAchievedAchievementInfo()
    while info:
        found.append((info["name"], info["percent"], info["achieved"]))
        info = steam.getNextMostAchievedAchievementInfo(info["rank"])
    assert found == [("ACH_B", 75.0, True), ("ACH_A", 25.0, False)]
    assert steam.getAchievementAchievedPercent("ACH_A") == {"ret": True, "percent": 25.0}


def test_who_plays_with_whom_and_pictures(tree: SceneTree, steam: Steam, recorder: Recorder) -> None:
    """The few calls beside stats that every script makes answer from the backend."""
    recorder.watch(steam.user_achievement_icon_fetched)
    assert (steam.getPersonaName(), steam.getFriendPersonaName(FRIEND), steam.getFriendPersonaName(STRANGER)) == ("Alice", "Bob", "")
    assert (steam.getFriendCount(), steam.getFriendByIndex(0), steam.getFriendByIndex(1), steam.getFriendCount(1)) == (1, FRIEND, 0, 0)
    assert (steam.getAppOwner(), steam.isSteamRunning(), steam.restartAppIfNecessary(APP)) == (FRIEND, True, False)
    assert steam.getAchievementIcon("ACH_B") == 0
    frames(tree)
    assert recorder.lines == [("user_achievement_icon_fetched", APP, "ACH_B", True, 7)]
    assert steam.getImageSize(7) == {"success": True, "width": 1, "height": 2}
    assert steam.getImageRGBA(7) == {"success": True, "buffer": bytes(8)}
    assert (steam.getImageSize(8), steam.getImageRGBA(8)) == ({"success": False, "width": 0, "height": 0}, {"success": False})


def test_what_a_script_leaves_in_the_current_ids_stays_until_the_next_init(steam: Steam) -> None:
    """They begin as Steam's own, take what fits in 64 bits, and change nothing of Steam's."""
    assert (steam.current_app_id, steam.current_steam_id) == (APP, ME)
    steam.current_app_id, steam.current_steam_id = 481, FRIEND
    assert (steam.get_current_app_id(), steam.get_current_steam_id(), steam.getSteamID()) == (481, FRIEND, ME)
    wrong: list[tuple[Any, type[Exception]]] = [("480", TypeError), (2**64, ValueError), (True, TypeError)]
    for value, kind in wrong:
        with pytest.raises(kind, match="set_current_steam_id"):
            steam.set_current_steam_id(value)
    steam.steamInit()
    assert (steam.current_app_id, steam.current_steam_id) == (APP, ME)


def test_run_callbacks_is_harmless_besides_and_needed_outside_of_a_tree(tree: SceneTree, steam: Steam, recorder: Recorder) -> None:
    """In a tree nothing comes twice; outside each call is a frame."""
    recorder.watch(steam.user_stats_received)
    steam.requestUserStats(FRIEND)
    for _ in range(3):
        steam.run_callbacks()
        tree.process()
    assert len(recorder.lines) == 1
    alone = Steam(FakeUser())
    recorder.watch(alone.current_stats_received, "alone")
    alone.run_callbacks()
    alone.run_callbacks()
    assert recorder.lines[1:] == [("alone", APP, Result.OK, ME)]
    alone.free()


def test_blinkers_lane_hears_it_by_name(tree: SceneTree, steam: Steam) -> None:
    """The sender is the node, and the arguments have GodotSteam's names."""
    heard: list[dict[str, Any]] = []

    def listen(sender: Steam, **values: Any) -> None:
        heard.append({"sender": sender, **values})

    blinker.signal("user_stats_stored").connect(listen)
    steam.storeStats()
    frames(tree)
    assert heard == [{"sender": steam, "game_id": APP, "result": Result.OK}]


@pytest.mark.parametrize("way", PLAYED)
def test_over_a_local_world_a_script_unlocks_stores_and_reads_a_friend(
    tree: SceneTree, world: LocalSteam, recorder: Recorder, way: str
) -> None:
    """The whole way of a GodotSteam script, over the world that a server sees too: through its side, and through Valve's interface."""
    side = PLAYED[way](world.client(PLAYER))
    steam = Steam.attach(tree, side)
    for signal in (steam.current_stats_received, steam.user_stats_stored, steam.user_achievement_stored, steam.user_stats_received):
        recorder.watch(signal)
    assert steam.steamInit()["status"] == Steam.RESULT_OK
    frames(tree)
    assert steam.setStatInt("games", -7)
    assert steam.setAchievement("ACH_FIRST")
    assert not steam.setAchievement("ACH_SERVER")
    assert "Set By GS" in steam.why()
    assert steam.storeStats()
    frames(tree)
    steam.requestUserStats(OTHER)
    steam.requestUserStats(OTHER)
    frames(tree)
    game = client_world.APP
    assert recorder.lines == [
        ("current_stats_received", game, Result.OK, PLAYER),
        ("user_stats_stored", game, Result.OK),
        ("user_achievement_stored", game, False, "ACH_FIRST", 0, 0),
        ("user_stats_received", game, Result.OK, OTHER),
        ("user_stats_received", game, Result.OK, OTHER),
    ]
    assert (steam.getStatInt("games"), steam.getUserStatInt(OTHER, "level")) == (-7, 1)
    assert steam.getAchievementAndUnlockTime("ACH_FIRST")["achieved"]
    assert steam.getAchievementDisplayAttribute("ACH_FIRST", "name") == "First blood"
    assert [steam.getAchievementName(index) for index in range(steam.getNumAchievements())][:2] == ["ACH_FIRST", "ACH_LEVEL"]
    assert steam.getFriendPersonaName(steam.getFriendByIndex(0)) == "Bob"
    side.close()
