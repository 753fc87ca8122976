"""The laws of the profile: what it shows is what the world holds, live; scores go to the board by the winner's own door; icons are ours.

Rules: worlds are in memory with a stepped clock, or in a file where another process takes part. Nothing here draws; how the screen looks
and is moved stands in test_demo_profile_view.py.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo_game.__main__ import main
from demo_game.command_line import Options
from demo_game.friend_rounds import pairs_of
from demo_game.game import rules
from demo_game.game.match import RoundSummary, ShipSummary
from demo_game.icons import make_icons
from demo_game.play import Game
from demo_game.stats import profile
from demo_game.stats.achievements import ACHIEVEMENTS, FLOAT_STATS, INT_STATS, STAT_TITLES, UNSCATHED
from demo_game.stats.board import NAME
from demo_game.stats.profile import Friend, Place
from demo_game.stats.scorekeeper import PLAYERS
from demo_game.steam_world import SCHEMA, opened
from steam_nodes import LocalSteam, SceneTree, Schema, Steam, SteamServerStats, SteppedClock
from tests.support.loopback import library
from tests.support.native_world import Looped

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.thorough  # they play whole rounds

ROOT = Path(__file__).parent.parent
NEEDLE, WEDGE = (int(player) for player in PLAYERS)
SECOND = rules.TICKS
"""Frames within which the screen shows what others did."""

FRIENDS = Schema.load(SCHEMA).players[NEEDLE].friends
UNLOCK = """
import sys
from steam_nodes import LocalSteam, SteppedClock
steam = LocalSteam(sys.argv[1], sys.argv[2], clock=SteppedClock())
player = int(sys.argv[3])
steam.request_user_stats(player)
steam.advance(1.0)
steam.poll()
assert steam.set_user_achievement(player, sys.argv[4])
steam.close()
"""


@contextmanager
def playing(steam: LocalSteam) -> Iterator[Game]:
    """Give a game over both sides of a world, on its title, with its answers there."""
    doors = [steam.client(player) for player in PLAYERS]
    tree = SceneTree(fixed_fps=rules.TICKS)
    try:
        stats = SteamServerStats.attach(tree, steam)
        game = Game(stats, seed=1, waits=False, seats=(Steam.attach(tree, doors[0]), Steam(doors[1])))
        tree.root.add_child(game)
        frames(game, 3)
        yield game
    finally:
        tree.close()
        for door in doors:
            door.close()
        steam.close()


def local(schema: Schema | Path = SCHEMA, **options: Any) -> LocalSteam:
    """Return a world with a stepped clock."""
    return LocalSteam(schema, clock=SteppedClock(), store_rate="allow", **options)


def frames(game: Game, count: int) -> None:
    """Run that many frames."""
    for _ in range(count):
        assert game.get_tree().process()


def scores(game: Game) -> list[int]:
    """Return the times on the board as it is shown."""
    return [place.score for place in game.profile.places or ()]


def a_round(winner: int | None, seconds: float, feet: float = 100.0, hits: int = 2) -> RoundSummary:
    """Return a round that somebody won, or nobody."""
    one, two = (ShipSummary(name, feet, hits, 5, hits, 0, 1, None) for name in rules.SHIP_NAMES)
    return RoundSummary(1, winner, "said so", seconds, (one, two))


values = st.fixed_dictionaries(
    {
        "NumGames": st.integers(0, 10**6),
        "NumWins": st.integers(0, 150),
        "FeetTraveled": st.floats(0, 10**6, width=32),
        "MaxFeetTraveled": st.floats(0, 1000, width=32),
        UNSCATHED: st.booleans(),
    }
)


@settings(max_examples=30)
@given(values, st.dictionaries(st.sampled_from(FRIENDS), values))
def test_the_profile_shows_what_the_world_holds(own: dict[str, Any], others: dict[int, dict[str, Any]]) -> None:
    """Stats, achievements with their progress, and what friends have done are those of the store, whatever they are."""
    with playing(local(users={NEEDLE: own, **others})) as game:
        game.profile.open()
        frames(game, 30)
        told = {name: own[name] for name in own if name != UNSCATHED}
        expected = {**dict.fromkeys(INT_STATS, 0), **dict.fromkeys(FLOAT_STATS, 0.0), **told}
        assert {name: value for _, name, value in game.profile.stats} == expected
        for feat, known in zip(game.profile.feats, ACHIEVEMENTS, strict=True):
            assert (feat.name, feat.title, feat.text) == (known.name, known.title, known.text)
            assert feat.goal == (known.goal if known.stat else 0.0)
            if known.stat and not feat.unlocked:
                assert feat.current == min(float(own[known.stat]), known.goal)
            assert feat.unlocked == game.scorekeeper.cards[0].unlocked[known.name]
        names = {player: told.name for player, told in Schema.load(SCHEMA).players.items()}
        assert [friend.name for friend in game.profile.friends] == [names[friend] for friend in FRIENDS]
        for friend, steam_id in zip(game.profile.friends, FRIENDS, strict=True):
            held = others.get(steam_id, {})
            assert (friend.games, friend.wins) == (held.get("NumGames", 0), held.get("NumWins", 0))
            assert friend.unlocked >= held.get(UNSCATHED, 0)


def test_every_stat_has_a_title_that_the_schema_has_too() -> None:
    """What players read instead of API names is what App Admin shows."""
    assert {stat.name: stat.display_name for stat in Schema.load(SCHEMA).stats.values()} == STAT_TITLES


def test_the_date_is_that_of_the_unlock_and_the_icon_that_of_the_state() -> None:
    """A locked achievement has its grey icon, no date, and the unlock changes both; the pixels are the generator's."""
    with playing(local()) as game:
        shown = game.profile
        shown.open()
        frames(game, SECOND)
        for feat in shown.feats:
            assert (feat.unlocked, feat.when) == (False, 0)
            assert shown.picture(feat.icon) == (64, 64, make_icons.pixels(make_icons.ICONS[feat.name], grey=True))
        before = shown.version
        game.match.round_ended.emit(a_round(0, 12.0))
        frames(game, SECOND)
        won = shown.feats[0]
        assert shown.version > before
        assert won.unlocked
        assert 1_700_000_000 <= won.when <= 1_700_000_010
        assert shown.picture(won.icon) == (64, 64, make_icons.pixels(make_icons.ICONS[won.name], grey=False))


@pytest.mark.parametrize("other", ["door", "process"])
def test_what_another_server_unlocks_is_shown_within_a_second(tmp_path: Path, other: str) -> None:
    """A second server on the same file, in this process or in another one, unlocks: a second of frames later the screen shows it."""
    file = tmp_path / "world.sqlite3"
    with playing(local(store=file)) as game:
        game.profile.open()
        frames(game, SECOND)
        assert not any(feat.unlocked for feat in game.profile.feats)
        if other == "process":
            subprocess.run([sys.executable, "-c", UNLOCK, str(SCHEMA), str(file), str(NEEDLE), UNSCATHED], cwd=ROOT, check=True)
        else:
            there = local(store=file)
            there.request_user_stats(NEEDLE)
            there.advance(1.0)
            there.poll()
            assert there.set_user_achievement(NEEDLE, UNSCATHED)
            there.close()
        frames(game, SECOND)
        assert [feat.name for feat in game.profile.feats if feat.unlocked and feat.when] == [UNSCATHED]


def test_the_winners_own_door_sends_the_time_and_steam_keeps_the_better_one() -> None:
    """Each win is a score of the winner, a slower one changes nothing, a draw sends none; the player's own line is marked."""
    with playing(local()) as game:
        told: list[tuple[int, int, int]] = []
        game.board.score_uploaded.connect(lambda *sent: told.append(sent))
        for winner, seconds in ((0, 21.5), (1, 15.25), (None, 3.0), (0, 30.0), (0, 20.0)):
            game.match.round_ended.emit(a_round(winner, seconds, feet=123.4, hits=3))
            frames(game, 10)
        assert told == [(0, 21500, 1), (1, 15250, 1), (0, 30000, 2), (0, 20000, 2)]
        game.profile.open()
        frames(game, SECOND)
        assert game.profile.places == (Place(1, "Wedge", 15250, (123, 3)), Place(2, "Needle", 20000, (123, 3), own=True))


def test_the_board_on_the_screen_follows_the_rounds() -> None:
    """A score that is sent while the profile is open stands there within a second."""
    with playing(local()) as game:
        game.profile.open()
        frames(game, SECOND)
        assert game.profile.places == ()
        game.match.round_ended.emit(a_round(0, 10.0))
        frames(game, SECOND)
        assert scores(game) == [10000]


def test_a_board_that_cannot_be_had_costs_nothing_and_is_tried_again() -> None:
    """A lost answer loses one score and no round; the next win is sent, and the screen shows what it had."""
    with playing(local()) as game:
        backend: Any = game.profile._steam.backend if game.profile._steam else None
        backend.faults.io_failure = True
        game.profile.open()
        game.match.round_ended.emit(a_round(0, 10.0))
        frames(game, SECOND)
        assert game.profile.places is None
        assert game.scorekeeper.cards[0].stats["NumGames"] == 1
        backend.faults.clear()
        game.match.round_ended.emit(a_round(0, 11.0))
        frames(game, 3 * SECOND)
        assert scores(game) == [11000]


def test_a_closed_profile_asks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody looks at costs no call; opening tells at once what is known."""
    with playing(local()) as game:
        asked: list[int] = []
        monkeypatch.setattr(profile, "_feat", lambda _steam, _name: asked.append(1))
        frames(game, SECOND)
        assert asked == []
        game.profile.open()
        assert len(asked) == len(ACHIEVEMENTS)
        game.profile.close()
        frames(game, SECOND)
        assert len(asked) == len(ACHIEVEMENTS)


def test_a_world_of_which_nothing_is_known_is_shown_empty() -> None:
    """No achievements, no stats, no players: lists are empty, and the player is called as the ship."""
    with playing(local(Schema.of({"app_id": 480}))) as game:
        game.profile.open()
        frames(game, SECOND)
        shown = game.profile
        assert (shown.feats, shown.places, shown.friends, shown.name_of_player) == ((), (), (), "Needle")
        assert {value for _, _, value in shown.stats} == {0}
        game.match.round_ended.emit(a_round(1, 9.0))
        frames(game, SECOND * 2)
        assert shown.places == (Place(1, str(WEDGE), 9000, (100, 2)),)


def test_what_is_hidden_is_told_after_the_unlock_only() -> None:
    """A hidden achievement keeps its description to itself until the player has it; one without a name is called by its API name."""
    schema = Schema.of({"app_id": 480, "achievements": {"SECRET": {"description": "Press every key.", "hidden": True, "set_by": "GS"}}})
    steam = local(schema)
    with playing(steam) as game:
        game.profile.open()
        assert [(feat.title, feat.text) for feat in game.profile.feats] == [("SECRET", "Hidden until it is unlocked")]
        assert steam.set_user_achievement(NEEDLE, "SECRET")
        steam.store_user_stats(NEEDLE)
        frames(game, SECOND)
        assert [feat.text for feat in game.profile.feats] == ["Press every key."]


def test_a_server_on_steams_own_library_shows_what_it_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """With `--steam` there is no player's side: progress and stats are the server's, no date, and a sentence in the place of the rest."""
    library()
    world = local()
    monkeypatch.setattr("demo_game.real_steam.open_library", lambda _path, schema: Looped(world, schema=schema))
    with opened(Options(steam=Path("library"), seed=3, frames=1)) as game:
        frames(game, 30)
        game.profile.open()
        game.match.round_ended.emit(a_round(0, 10.0, feet=50.0))
        frames(game, SECOND)
        shown = game.profile
        assert "server" in shown.note
        assert (shown.places, shown.friends) == (None, ())
        assert [(feat.unlocked, feat.when, feat.icon) for feat in shown.feats[:2]] == [(True, 0, 0), (False, 0, 0)]
        assert {name: value for _, name, value in shown.stats}["NumGames"] == 1
        assert shown.picture(0) is None


def test_friends_of_the_world_really_play(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--friends N` gives each friend but an odd one N rounds, the board only what was won, and the game the same rounds as ever."""
    printed = []
    for extra in ([], ["--friends", "4"]):
        assert main(["--headless", "--rounds", "3", "--seed", "5", "--data", str(tmp_path / str(len(extra))), *extra]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    with opened(Options(data=tmp_path / "2", frames=1)) as game:
        game.profile.open()
        frames(game, SECOND)
        schema = Schema.load(SCHEMA)
        played = {schema.players[player].name for pair in pairs_of(schema) for player in pair}
        found = {friend.name: friend for friend in game.profile.friends}
        assert [found[name].games for name in sorted(played)] == [4] * len(played)
        assert found["Electra"] == Friend("Electra", 0, avatar=found["Electra"].avatar)
        winners = {friend.name for friend in game.profile.friends if friend.wins}
        places = {place.name for place in game.profile.places or ()}
        assert winners - {"Wedge"} == places - {"Wedge", "Needle"}
        assert scores(game) == sorted(scores(game))


def test_a_run_without_a_display_fills_the_board(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also bots that nobody watches send what they won, and the board is there in the next run."""
    assert main(["--headless", "--rounds", "6", "--seed", "1", "--data", str(tmp_path)]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if " wins " in line and line.startswith("round")]
    best: dict[str, float] = {}
    for line in lines:
        name, seconds = line.split(":")[1].split()[0], float(line.split("after")[1].split()[0])
        best[name] = min(seconds, best.get(name, 1e9))
    with opened(Options(data=tmp_path, frames=1)) as game:
        game.profile.open()
        frames(game, SECOND)
        shown = {place.name: place.score / 1000 for place in game.profile.places or ()}
        assert shown == pytest.approx(best, abs=0.051)


def test_the_icons_are_what_our_script_makes(tmp_path: Path) -> None:
    """Each achievement has two icons beside the schema, drawn by make_icons and by nothing else, and each looks different."""
    schema = Schema.load(SCHEMA)
    named = {name for entry in schema.achievements.values() for name in (entry.icon, entry.icon_gray)}
    assert named == {f"icons/{path.name}" for path in make_icons.FOLDER.glob("*.png")}
    assert len(named) == 2 * len(schema.achievements)
    written = make_icons.write(tmp_path)
    pixels = {}
    for path in written:
        pixels[path.name] = _pixels(path)
        assert pixels[path.name] == _pixels(make_icons.FOLDER / path.name), f"{path.name}: run python -m demo_game.icons.make_icons"
    assert len(set(pixels.values())) == len(named)


def _pixels(path: Path) -> bytes:
    """Return the pixels of a PNG file, as a door hands them out."""
    entry = {"description": "x", "icon": path.name}
    world = local(Schema.of({"app_id": 480, "achievements": {"A": entry}}))
    object.__setattr__(world.schema, "folder", str(path.parent))
    door = world.client(NEEDLE)
    door.get_achievement_icon("A")
    door.advance(1.0)
    door.poll()
    image = door.get_image_rgba(door.get_achievement_icon("A"))
    door.close()
    world.close()
    assert image is not None
    return image


def test_the_board_is_one_of_valves() -> None:
    """The name is that of Valve's own example, where a quicker win is the better one."""
    assert NAME == "Quickest Win"
    with playing(local()) as game:
        game.match.round_ended.emit(a_round(0, 10.0))
        frames(game, 10)
        steam = Steam.get_singleton()
        assert steam.getLeaderboardName() == NAME
        assert steam.getLeaderboardSortMethod()["result"] == Steam.LEADERBOARD_SORT_METHOD_ASCENDING
        assert steam.getLeaderboardDisplayType()["result"] == Steam.LEADERBOARD_DISPLAY_TYPE_TIME_MILLISECONDS
