"""The laws of the scorekeeper: what a round means for the stats, and that no late, failed or lost answer costs a round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from demo_game.game import rules
from demo_game.game.match import RoundSummary, ShipSummary
from demo_game.play import Game
from demo_game.stats.achievements import ACHIEVEMENTS, FLOAT_STATS, INT_STATS
from demo_game.stats.card import CardState
from demo_game.stats.scorekeeper import PLAYERS
from demo_game.steam_world import SCHEMA
from steam_nodes import LocalSteam, Result, Schema, SteamServerStats, SteppedClock
from steam_nodes.steam.callbacks import Record, StatsReceived, StatsStored
from steam_nodes.steam.steam_id import SteamID

if TYPE_CHECKING:
    from pathlib import Path

    from steam_nodes import SceneTree
    from tests.conftest import Recorder


PAUSE = 70
"""How many frames are more than a second, after which what failed is tried again."""


class MoodySteam(LocalSteam):
    """A Steam that answers requests and stores with what it is told to, and then does nothing of what was asked."""

    store_mood: Result | None = None
    request_mood: Result | None = None
    dropped = 0

    def __init__(self) -> None:
        """Begin in a good mood."""
        super().__init__(SCHEMA, clock=SteppedClock())
        self._grumbles: list[Record] = []

    def _grumble(self) -> int:
        self.dropped += 1
        return 1_000_000 + self.dropped

    def store_user_stats(self, steam_id: int) -> int:
        """Store, or answer with the mood."""
        if self.store_mood is None:
            return super().store_user_stats(steam_id)
        call = self._grumble()
        self._grumbles.append(StatsStored(call, self.store_mood, SteamID(steam_id)))
        return call

    def request_user_stats(self, steam_id: int) -> int:
        """Ask, or answer with the mood."""
        if self.request_mood is None:
            return super().request_user_stats(steam_id)
        call = self._grumble()
        self._grumbles.append(StatsReceived(call, self.request_mood, SteamID(steam_id)))
        return call

    def poll(self) -> list[Record]:
        """Return the grumbles first."""
        records, self._grumbles = self._grumbles, []
        return records + super().poll()


@pytest.fixture
def steam() -> MoodySteam:
    """Give a Steam in memory."""
    return MoodySteam()


@pytest.fixture
def game(tree: SceneTree, steam: MoodySteam) -> Game:
    """Give the game in a tree, on its title."""
    game = Game(SteamServerStats.attach(tree, steam), seed=1, waits=False)
    tree.root.add_child(game)
    return game


def frames(tree: SceneTree, count: int) -> None:
    """Run that many frames."""
    for _ in range(count):
        tree.process()


def a_round(winner: int | None, feet: float = 100.0, seconds: float = 10.0, hits: int = 1) -> RoundSummary:
    """Return a round in which both ships flew `feet` and were hit `hits` times."""
    one, two = (ShipSummary(name, feet, hits, 5, hits, 0, rules.HULL - hits, None) for name in rules.SHIP_NAMES)
    return RoundSummary(1, winner, "said so", seconds, (one, two))


def end_round(game: Game, summary: RoundSummary) -> None:
    """Tell the listeners of the match that a round ended."""
    game.match.round_ended.emit(summary)


def state(game: Game) -> CardState:
    """Return where the first player's card stands now."""
    return game.scorekeeper.cards[0].state


def stored(steam: LocalSteam, name: str, player: int = 0) -> float | bool | None:
    """Return what Steam holds of a player, as whoever asks next will get it."""
    if name in INT_STATS:
        return steam.get_user_stat_int(PLAYERS[player], name)
    return steam.get_user_stat_float(PLAYERS[player], name) if name in FLOAT_STATS else steam.get_user_achievement(PLAYERS[player], name)


def test_the_table_of_achievements_says_what_the_schema_says() -> None:
    """Names, words, stats and goals of the game's table are those of spacewar.toml; every stat is known."""
    schema = Schema.load(SCHEMA)
    assert set(schema.stats) == {*INT_STATS, *FLOAT_STATS}
    assert schema.app_id == 480
    told = {
        entry.name: (entry.display_name, entry.description, entry.progress and (entry.progress.stat, entry.progress.max))
        for entry in schema.achievements.values()
    }
    assert told == {known.name: (known.title, known.text, known.stat and (known.stat, known.goal)) for known in ACHIEVEMENTS}


def test_the_join_asks_for_both_players_and_loads_them(tree: SceneTree, game: Game, recorder: Recorder) -> None:
    """A frame after the game is ready both cards are loaded, with the values of a new player."""
    recorder.watch(game.scorekeeper.state_changed)
    one, two = game.scorekeeper.cards
    assert (one.state, two.state) == (CardState.ASKED, CardState.ASKED)
    frames(tree, 2)
    assert recorder.lines == [("state_changed", 0, CardState.LOADED), ("state_changed", 1, CardState.LOADED)]
    assert one.stats == {**dict.fromkeys(INT_STATS, 0), **dict.fromkeys(FLOAT_STATS, 0.0)}
    assert game.scorekeeper.settled


def test_a_round_is_a_game_for_both_a_win_for_one_and_a_loss_for_the_other(tree: SceneTree, game: Game, steam: MoodySteam) -> None:
    """The winner's and the loser's six stats after one round, read from Steam."""
    frames(tree, 2)
    end_round(game, a_round(0, feet=120.0, seconds=10.0))
    frames(tree, 2)
    assert [stored(steam, name, 0) for name in INT_STATS] == [1, 1, 0]
    assert [stored(steam, name, 1) for name in INT_STATS] == [1, 0, 1]
    assert [stored(steam, name, 0) for name in FLOAT_STATS] == [120.0, 120.0, 12.0]
    assert state(game) is CardState.STORED


def test_a_draw_is_a_game_without_winner_and_loser(tree: SceneTree, game: Game, steam: MoodySteam) -> None:
    """Only the games rise."""
    frames(tree, 2)
    end_round(game, a_round(None))
    frames(tree, 2)
    assert [stored(steam, name, 0) for name in INT_STATS] == [1, 0, 0]


def test_the_states_of_a_card_tell_the_way_of_a_round(tree: SceneTree, game: Game, recorder: Recorder) -> None:
    """Changed while flying, storing at the end, stored with the answer."""
    frames(tree, 2)
    game.scorekeeper.state_changed.connect(recorder.slot("state"))
    game.match.feet_traveled.emit(0, 30.0)
    end_round(game, a_round(0))
    frames(tree, 2)
    states = [line[2] for line in recorder.lines if line[1] == 0]
    assert states == [CardState.CHANGED, CardState.STORING, CardState.STORED]


def test_feet_rise_while_they_are_flown_and_count_once(tree: SceneTree, game: Game, steam: MoodySteam) -> None:
    """Live feet show at once; the round's end replaces them with the round's own feet."""
    frames(tree, 2)
    for feet in (20.0, 40.0, 60.0):
        game.match.feet_traveled.emit(0, feet)
        frames(tree, 1)
        assert game.scorekeeper.cards[0].stats["FeetTraveled"] == feet
    end_round(game, a_round(0, feet=75.0))
    frames(tree, 2)
    assert stored(steam, "FeetTraveled") == 75.0
    assert stored(steam, "MaxFeetTraveled") == 75.0


def test_a_round_that_was_left_keeps_its_feet_but_is_no_game(tree: SceneTree, game: Game, steam: MoodySteam) -> None:
    """Feet of an abandoned round are flown; games and speed do not know it."""
    frames(tree, 2)
    game.match.feet_traveled.emit(0, 50.0)
    game.match.round_started.emit(1)
    end_round(game, a_round(1, feet=40.0, seconds=4.0))
    frames(tree, 2)
    assert stored(steam, "FeetTraveled") == 90.0
    assert stored(steam, "MaxFeetTraveled") == 50.0
    assert stored(steam, "NumGames") == 1
    assert stored(steam, "AverageSpeed") == 10.0


@pytest.mark.parametrize(
    ("rounds", "name"),
    [
        ([a_round(0)], "ACH_WIN_ONE_GAME"),
        ([a_round(0)] * 100, "ACH_WIN_100_GAMES"),
        ([a_round(1, feet=440.0)] * 12, "ACH_TRAVEL_FAR_ACCUM"),
        ([a_round(1, feet=500.0)], "ACH_TRAVEL_FAR_SINGLE"),
        ([a_round(0, hits=0)], "NEW_ACHIEVEMENT_0_4"),
    ],
)
def test_each_achievement_unlocks_with_its_last_round_and_once(
    tree: SceneTree, game: Game, steam: MoodySteam, recorder: Recorder, rounds: list[RoundSummary], name: str
) -> None:
    """Before the last round it is locked, after it unlocked, and the signal came exactly once."""
    frames(tree, 2)
    recorder.watch(game.scorekeeper.achievement_unlocked)
    for summary in rounds[:-1]:
        end_round(game, summary)
        frames(tree, 2)
    assert stored(steam, name) is False
    end_round(game, rounds[-1])
    frames(tree, 2)
    assert stored(steam, name) is True
    end_round(game, rounds[-1])
    frames(tree, 2)
    assert [line[2] for line in recorder.lines if line[1] == 0].count(name) == 1


def test_only_an_unhurt_winner_is_unscathed(tree: SceneTree, game: Game, steam: MoodySteam) -> None:
    """An unhurt loser, or a winner with a scratch, gets nothing."""
    frames(tree, 2)
    end_round(game, a_round(1, hits=0))
    end_round(game, a_round(0, hits=1))
    frames(tree, 4)
    assert stored(steam, "NEW_ACHIEVEMENT_0_4", 0) is False
    assert stored(steam, "NEW_ACHIEVEMENT_0_4", 1) is True


def test_progress_is_told_at_each_quarter(tree: SceneTree, game: Game, recorder: Recorder) -> None:
    """On the way to 500 feet in one round there are three words of progress, then the achievement."""
    frames(tree, 2)
    recorder.watch(game.scorekeeper.achievement_progress)
    recorder.watch(game.scorekeeper.achievement_unlocked)
    for feet in range(50, 551, 50):
        game.match.feet_traveled.emit(0, float(feet))
        frames(tree, 1)
    single = [line for line in recorder.lines if line[2] == "ACH_TRAVEL_FAR_SINGLE"]
    assert [line[3] for line in single if line[0] == "achievement_progress"] == [150.0, 250.0, 400.0]
    assert single[-1] == ("achievement_unlocked", 0, "ACH_TRAVEL_FAR_SINGLE")


def test_a_store_that_fails_is_tried_again_after_a_pause(tree: SceneTree, game: Game, steam: MoodySteam, recorder: Recorder) -> None:
    """The failure is said, nothing is lost, and both rounds are there without a third."""
    frames(tree, 2)
    recorder.watch(game.scorekeeper.store_failed)
    steam.store_mood = Result.SERVICE_UNAVAILABLE
    end_round(game, a_round(0, feet=100.0))
    frames(tree, 2)
    card = game.scorekeeper.cards[0]
    assert state(game) is CardState.FAILED
    assert "SERVICE_UNAVAILABLE" in card.note
    assert len(recorder.lines) == 2
    game.match.feet_traveled.emit(0, 10.0)
    assert state(game) is CardState.FAILED
    steam.store_mood = None
    end_round(game, a_round(0, feet=50.0))
    frames(tree, PAUSE)
    assert (state(game), card.note) == (CardState.STORED, "")
    assert [stored(steam, name) for name in ("NumGames", "NumWins", "FeetTraveled")] == [2, 2, 150.0]
    assert stored(steam, "AverageSpeed") == 7.5


def test_a_request_that_fails_is_asked_again_and_costs_no_round(tree: SceneTree, steam: MoodySteam) -> None:
    """A player whose stats could not be read plays on; when Steam is back, the rounds are there."""
    steam.request_mood = Result.TIMEOUT
    game = Game(SteamServerStats.attach(tree, steam), seed=1, waits=False)
    tree.root.add_child(game)
    frames(tree, 2)
    card = game.scorekeeper.cards[0]
    assert state(game) is CardState.FAILED
    assert "TIMEOUT" in card.note
    end_round(game, a_round(0))
    frames(tree, 2)
    steam.request_mood = None
    end_round(game, a_round(0))
    frames(tree, PAUSE)
    assert state(game) is CardState.STORED
    assert [stored(steam, name) for name in INT_STATS] == [2, 2, 0]


def test_a_round_that_ends_before_the_first_answer_is_kept(tree: SceneTree, game: Game, steam: MoodySteam) -> None:
    """Steam is slow, the round was quick: the answer comes later and the round is set on top of it."""
    end_round(game, a_round(0))
    frames(tree, 3)
    assert stored(steam, "NumWins") == 1
    end_round(game, a_round(0))
    frames(tree, 2)
    assert stored(steam, "NumWins") == 2


def test_a_refused_store_costs_no_round(tree: SceneTree, game: Game, steam: MoodySteam, recorder: Recorder) -> None:
    """INVALID_PARAM without a limit that explains it: it is said, and what was refused is stored after a pause."""
    frames(tree, 2)
    recorder.watch(game.scorekeeper.store_failed)
    steam.store_mood = Result.INVALID_PARAM
    end_round(game, a_round(0))
    frames(tree, 1)
    steam.store_mood = None
    frames(tree, 3)
    assert "refused" in str(recorder.lines[0][2])
    end_round(game, a_round(1, feet=40.0, seconds=10.0))
    frames(tree, PAUSE)
    assert state(game) is CardState.STORED
    assert (stored(steam, "NumWins"), stored(steam, "NumLosses")) == (1, 1)
    assert stored(steam, "AverageSpeed") == 7.0


def test_a_value_over_its_limit_is_taken_back_and_the_game_goes_on(tree: SceneTree, recorder: Recorder) -> None:
    """A schema whose NumWins ends at 1: the second win is refused, said, and later rounds are stored."""
    limited = Schema.parse(SCHEMA.read_text(encoding="utf-8").replace("[stats.NumWins]", "[stats.NumWins]\nmax = 1"))
    steam = LocalSteam(limited, clock=SteppedClock())
    game = Game(SteamServerStats.attach(tree, steam), seed=1, waits=False)
    tree.root.add_child(game)
    frames(tree, 2)
    recorder.watch(game.scorekeeper.store_failed)
    for winner in (0, 0, 1):
        end_round(game, a_round(winner))
        frames(tree, 4)
    assert [line[1] for line in recorder.lines] == [0]
    assert state(game) is CardState.STORED
    assert (stored(steam, "NumWins"), stored(steam, "NumLosses")) == (1, 1)
    assert stored(steam, "AverageSpeed") == 10.0


def test_rounds_that_end_while_a_store_is_under_way_go_with_the_next(
    tree: SceneTree, game: Game, steam: MoodySteam, recorder: Recorder
) -> None:
    """Two rounds in one frame: the first store's answer finds the card changed, and the second store follows by itself."""
    frames(tree, 2)
    recorder.watch(game.scorekeeper.state_changed)
    end_round(game, a_round(0))
    end_round(game, a_round(0))
    frames(tree, 4)
    states = [line[2] for line in recorder.lines if line[1] == 0]
    assert states == [CardState.CHANGED, CardState.STORING, CardState.CHANGED, CardState.STORED]
    assert stored(steam, "NumWins") == 2
    assert stored(steam, "AverageSpeed") == 10.0


@pytest.mark.parametrize("ended", [False, True])
def test_stats_that_steam_unloads_are_asked_for_again_and_count_once(
    tree: SceneTree, game: Game, steam: MoodySteam, *, ended: bool
) -> None:
    """In the middle of a round, or with a failed store behind, an unloading changes no number."""
    frames(tree, 2)
    if ended:
        steam.store_mood = Result.FAIL
        end_round(game, a_round(0, feet=100.0))
        frames(tree, 2)
        steam.store_mood = None
    game.match.feet_traveled.emit(0, 60.0)
    steam.unload(PLAYERS[0])
    frames(tree, PAUSE)
    end_round(game, a_round(1, feet=80.0, seconds=8.0))
    frames(tree, 3)
    assert state(game) is CardState.STORED
    assert [stored(steam, name) for name in INT_STATS] == ([2, 1, 1] if ended else [1, 0, 1])
    assert stored(steam, "FeetTraveled") == (180.0 if ended else 80.0)
    assert stored(steam, "AverageSpeed") == 10.0


def test_answers_arrive_while_the_game_is_paused(tree: SceneTree, game: Game) -> None:
    """A pause stops the match, not the books."""
    game.match.start()
    frames(tree, 10)
    game.set_paused(True)
    end_round(game, a_round(0))
    time = game.match.arena.round_time
    frames(tree, 5)
    assert state(game) is CardState.STORED
    assert game.match.arena.round_time == time
    game.set_paused(False)
    frames(tree, 5)
    assert game.match.arena.round_time > time


def test_what_was_set_and_not_stored_is_stored_at_the_end(tree: SceneTree, tmp_path: Path) -> None:
    """Feet of a round that the end of the program cut off are there the next time."""
    file = tmp_path / "store.sqlite3"
    steam = LocalSteam(SCHEMA, file, clock=SteppedClock())
    game = Game(SteamServerStats.attach(tree, steam), seed=1, waits=False)
    tree.root.add_child(game)
    frames(tree, 2)
    game.match.feet_traveled.emit(1, 33.0)
    tree.close()
    steam.close()
    again = LocalSteam(SCHEMA, file, clock=SteppedClock())
    again.request_user_stats(PLAYERS[1])
    again.advance(1 / 60)
    again.poll()
    assert stored(again, "FeetTraveled", 1) == 33.0
    again.close()
