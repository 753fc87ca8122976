"""The laws of the whole game: runs without a display repeat, add up over runs, and end in order; the command line says what is wrong."""

from __future__ import annotations

import importlib
import re
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

import demo_game
from demo_game import command_line
from demo_game.__main__ import main
from demo_game.command_line import Options, parse
from demo_game.game.bot import Bot
from demo_game.game.match import MatchState
from demo_game.game.pilot import HumanPilot
from demo_game.stats.achievements import ACHIEVEMENTS, INT_STATS
from demo_game.steam_world import DataError, data_file, opened
from demo_game.view import NoDisplayError

if TYPE_CHECKING:
    from collections.abc import Callable

    from demo_game.play import Game

pytestmark = pytest.mark.thorough  # they play whole rounds

ROOT = Path(__file__).parent.parent


def headless(capsys: pytest.CaptureFixture[str], data: Path, rounds: int, seed: int = 1) -> str:
    """Run bots without a display and return what was printed."""
    assert main(["--headless", "--rounds", str(rounds), "--seed", str(seed), "--data", str(data)]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def row(text: str, name: str) -> list[str]:
    """Return both players' values of one row of the table."""
    found = re.search(rf"^{name} +(\S.*?) {{2,}}(\S.*?)$", text, re.MULTILINE)
    assert found, name
    return list(found.groups())


def test_600_headless_frames_raise_the_stats_that_should_rise(tmp_path: Path) -> None:
    """Ten seconds of two bots: both have flown, and a round that ended in them is counted."""
    with opened(Options(headless=True, seed=7, data=tmp_path)) as game:
        game.match.auto = True
        game.match.start()
        for _ in range(600):
            assert game.get_tree().process()
        assert sum(game.match.wins) == 1
        one, two = (card.stats for card in game.scorekeeper.cards)
    assert (one["NumGames"], two["NumGames"]) == (1, 1)
    assert one["NumWins"] + two["NumWins"] == 1
    assert one["NumLosses"] + two["NumLosses"] == 1
    for stats in (one, two):
        assert stats["FeetTraveled"] > 50.0
        assert stats["MaxFeetTraveled"] > 50.0
        assert 1.0 < stats["AverageSpeed"] < 30.0


def test_the_same_seed_prints_the_same_summary(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Two empty directories, one seed: not a letter differs; another seed plays another match."""
    first = headless(capsys, tmp_path / "a", 3)
    assert headless(capsys, tmp_path / "b", 3) == first
    assert headless(capsys, tmp_path / "c", 3, seed=2) != first
    assert str(tmp_path) not in first


def test_a_second_run_starts_from_the_first_ones_stats(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """In one directory the games add up, and no achievement is unlocked twice."""
    texts = [headless(capsys, tmp_path, rounds) for rounds in (8, 8, 3)]
    assert [row(text, "NumGames") for text in texts] == [["8", "8"], ["16", "16"], ["19", "19"]]
    feet = [float(row(text, "FeetTraveled")[0]) for text in texts]
    assert feet == sorted(feet)
    unlocks = [line for text in texts for line in re.findall(r"^ +(\w+ unlocked \w+)", text, re.MULTILINE)]
    assert unlocks
    assert len(unlocks) == len(set(unlocks))
    for known in ACHIEVEMENTS:
        held = row(texts[-1], known.name).count("unlocked")
        assert held == sum(line.endswith(f" {known.name}") for line in unlocks)


def test_two_copies_on_one_folder_lose_no_round(tmp_path: Path, *, thorough: bool) -> None:
    """Two games run at the same time on the same players: what both have played is counted, and no reason is printed for a loss."""
    rounds = 10 if thorough else 2
    command = [sys.executable, "-m", "demo_game", "--headless", "--rounds", str(rounds), "--data", str(tmp_path)]
    copies = [
        subprocess.Popen([*command, "--seed", str(seed)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for seed in (1, 2)
    ]
    texts, errors = zip(*(copy.communicate(timeout=120) for copy in copies), strict=True)
    assert ([copy.returncode for copy in copies], errors) == ([0, 0], ("", ""))
    assert [row(text, "saved") for text in texts] == [["stored", "stored"]] * 2
    assert not re.search(r"^ +(?:Needle|Wedge): ", "".join(texts), re.MULTILINE)
    lines = re.findall(r"^round +\d+: (Needle wins|Wedge wins|draw) ", "".join(texts), re.MULTILINE)
    won = [lines.count("Needle wins"), lines.count("Wedge wins")]
    with opened(Options(headless=True, data=tmp_path)) as game:
        while not game.scorekeeper.settled:
            game.get_tree().process()
        held = [[card.stats[name] for name in INT_STATS] for card in game.scorekeeper.cards]
    assert held == [[2 * rounds, won[0], won[1]], [2 * rounds, won[1], won[0]]]


def test_every_round_is_a_line_and_the_table_agrees_with_them(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Wins, losses and games of the table are those of the lines, and both players' books balance."""
    text = headless(capsys, tmp_path, 8)
    lines = re.findall(r"^round +(\d+): (Needle wins|Wedge wins|draw) ", text, re.MULTILINE)
    assert [int(number) for number, _ in lines] == list(range(1, 9))
    won = [sum(outcome == f"{name} wins" for _, outcome in lines) for name in ("Needle", "Wedge")]
    assert min(won) >= 1
    assert [int(value) for value in row(text, "NumWins")] == won
    assert [int(value) for value in row(text, "NumLosses")] == won[::-1]
    assert row(text, "saved") == ["stored", "stored"]


def test_ctrl_c_ends_in_order_and_keeps_what_was_played(tmp_path: Path) -> None:
    """A run that is interrupted in the middle exits with 130, and the rounds it told of are in the books."""
    # A shell's background job, and so this test in one, has SIGINT ignored, and hands that down.
    code = (
        "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "runpy.run_module('demo_game', run_name='__main__', alter_sys=True)"
    )
    command = [sys.executable, "-u", "-c", code, "--headless", "--rounds", "100000", "--seed", "1", "--data", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        for line in run.stdout:
            if line.startswith("round   3"):
                run.send_signal(signal.SIGINT)
                break
        rest, told = run.communicate(timeout=60)
    assert run.returncode == 130
    assert told.startswith("demo_game: interrupted")
    played = 3 + len(re.findall(r"^round", rest, re.MULTILINE))
    with opened(Options(headless=True, data=tmp_path)) as game:
        while not game.scorekeeper.settled:
            game.get_tree().process()
        assert game.scorekeeper.cards[0].stats["NumGames"] >= played - 1
        assert game.scorekeeper.cards[0].stats["FeetTraveled"] > 500.0


def test_headless_needs_no_library_that_draws(tmp_path: Path) -> None:
    """A run without a display imports neither pygame nor platformdirs."""
    code = (
        "import sys; from demo_game.__main__ import main; "
        f"main(['--headless', '--rounds', '1', '--data', {str(tmp_path)!r}]); "
        "print(sorted({'pygame', 'arcade', 'platformdirs'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--rounds", "3"], "add --headless"),
        (["--headless", "--rounds", "0"], "'0' is not a whole number from 1 up"),
        (["--headless", "--rounds", "many"], "'many' is not a whole number from 1 up"),
        (["--headless", "--two-players"], "--two-players needs a window"),
        (["--headless", "--screenshot", "x.png", "--frames", "9"], "--screenshot needs a window"),
        (["--headless", "--bench"], "--bench needs a window"),
        (["--screenshot", "x.png"], "--screenshot needs --frames N"),
        (["--frames", "-4"], "'-4' is not a whole number from 1 up"),
        (["--skill", "1.5"], "'1.5' is not a number from 0.0 to 1.0"),
        (["--skill", "nan"], "'nan' is not a number from 0.0 to 1.0"),
        (["--seed", "x"], "invalid int value: 'x'"),
        (["--autoplay", "--two-players"], "leave one of the two out"),
        (["--friends", "0"], "'0' is not a whole number from 1 up"),
        (["--colour"], "unrecognized arguments: --colour"),
    ],
)
def test_wrong_arguments_are_named(capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    """Each wrong argument ends with code 2 and a sentence that names it."""
    with pytest.raises(SystemExit) as end:
        parse(arguments)
    assert end.value.code == 2
    assert words in capsys.readouterr().err


def test_the_defaults_of_the_command_line_are_those_of_the_record() -> None:
    """No arguments: the same options as made without any."""
    assert parse([]) == Options()
    assert parse(["--data", "x", "--frames", "3", "--mute"]) == Options(data=Path("x"), frames=3, mute=True)


@pytest.mark.parametrize(
    ("options", "stepped"), [(Options(), False), (Options(headless=True), True), (Options(bench=True), True), (Options(frames=1), True)]
)
def test_counted_frames_are_stepped(options: Options, *, stepped: bool) -> None:
    """Where frames are counted the clock is, too."""
    assert options.stepped is stepped


def test_a_data_directory_that_cannot_be_used_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A file in the way, and a store that is none, end with code 2 and the remedy."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    (tmp_path / "spacewar.sqlite3").write_bytes(b"no database at all" * 200)
    for directory in (tmp_path / "file", tmp_path):
        assert main(["--headless", "--rounds", "1", "--data", str(directory)]) == 2
        told = capsys.readouterr().err
        assert str(directory) in told
        assert "--data DIR" in told


def test_stats_are_kept_in_the_users_directory_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without --data the file lies below what platformdirs names; without platformdirs a sentence says what to do."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "user")
    assert data_file(None) == tmp_path / "user" / "spacewar" / "spacewar.sqlite3"
    assert (tmp_path / "user" / "spacewar").is_dir()
    monkeypatch.setitem(sys.modules, "platformdirs", None)
    with pytest.raises(DataError, match="--data DIR"):
        data_file(None)


def with_view(monkeypatch: pytest.MonkeyPatch, play: Callable[[Game, Options], int]) -> None:
    """Put a view in the place of the one that opens a window."""
    view = ModuleType("demo_game.view.window_loop")
    view.play = play  # type: ignore[attr-defined]  # what a view is: a module with play()
    monkeypatch.setitem(sys.modules, "demo_game.view.window_loop", view)


def test_without_a_display_the_headless_way_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A view that finds no display ends the program with code 2 and the command that needs none."""

    def play(game: Game, options: Options) -> int:
        del game, options
        reason = "there is no display"
        raise NoDisplayError(reason)

    with_view(monkeypatch, play)
    assert main(["--data", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "there is no display" in told
    assert "python -m demo_game --headless" in told


def test_ctrl_c_in_a_window_keeps_the_feet_of_the_round(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An interrupted view closes tree and Steam; what was flown is stored, the round is no game."""

    def play(game: Game, options: Options) -> int:
        del options
        game.match.start()
        for _ in range(900):
            game.get_tree().process()
        raise KeyboardInterrupt

    with_view(monkeypatch, play)
    assert main(["--data", str(tmp_path), "--frames", "1", "--seed", "1", "--two-players"]) == 130
    with opened(Options(headless=True, data=tmp_path)) as game:
        while not game.scorekeeper.settled:
            game.get_tree().process()
        stats = game.scorekeeper.cards[0].stats
    assert stats["NumGames"] == 0
    assert stats["FeetTraveled"] > 5.0


@pytest.mark.parametrize(
    ("options", "pilots", "state"),
    [
        (Options(frames=1), [HumanPilot, Bot], MatchState.TITLE),
        (Options(frames=1, two_players=True), [HumanPilot, HumanPilot], MatchState.TITLE),
        (Options(frames=1, autoplay=True), [Bot, Bot], MatchState.COUNTDOWN),
    ],
)
def test_who_flies_follows_the_options(tmp_path: Path, options: Options, pilots: list[type], state: MatchState) -> None:
    """One human against the bot, two humans, or bots alone that start at once."""
    with opened(Options(data=tmp_path, frames=1, two_players=options.two_players, autoplay=options.autoplay)) as game:
        assert [type(pilot) for pilot in game.match.pilots] == pilots
        assert game.match.state is state
        assert game.get_tree().current_scene is game


def test_seats_change_on_the_title_only(tmp_path: Path) -> None:
    """In a match the pilots stay who they are; a number of people that do not fit is refused."""
    with opened(Options(data=tmp_path, frames=1)) as game:
        game.set_humans(2)
        assert [type(pilot) for pilot in game.match.pilots] == [HumanPilot, HumanPilot]
        assert all(ship.get_child_count() == 1 for ship in game.match.arena.ships)
        game.match.start()
        game.set_humans(0)
        assert game.humans == 2
        with pytest.raises(ValueError, match="3 people"):
            game.set_humans(3)


def test_leaving_a_paused_match_ends_the_pause(tmp_path: Path) -> None:
    """On the title nothing is paused, a pause cannot begin there, and the next match moves."""
    with opened(Options(data=tmp_path, frames=1)) as game:
        game.set_paused(True)
        assert not game.paused
        game.match.start()
        game.set_paused(True)
        assert game.paused
        game.match.to_title()
        assert not game.paused


def test_a_measurement_leaves_the_players_stats_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With --bench and no --data nothing is written."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "user")
    with opened(Options(bench=True, autoplay=True)) as game:
        game.get_tree().process()
    assert list(tmp_path.iterdir()) == []


def test_the_log_holds_steams_answers_and_the_matchs_words(tmp_path: Path) -> None:
    """After the join and a round the log tells who said what, in order, as text, and never more than fits."""
    with opened(Options(headless=True, seed=7, data=tmp_path)) as game:
        game.get_tree().process()
        game.get_tree().process()
        game.match.start()
        for _ in range(620):
            game.get_tree().process()
        entries = list(game.log.entries)
    assert ("SteamServerStats", "stats_received", "OK, 76561197960287931") in [(e.source, e.signal, e.arguments) for e in entries]
    assert ("SteamServerStats", "stats_stored", "OK, 76561197960287932") in [(e.source, e.signal, e.arguments) for e in entries]
    assert ("Match", "state_changed", "FIGHT") in [(e.source, e.signal, e.arguments) for e in entries]
    assert any(e.signal == "round_ended" and e.arguments.startswith("round 1: ") for e in entries)
    assert [e.frame for e in entries] == sorted(e.frame for e in entries)
    assert all(len(e.arguments) <= 80 for e in entries)


@pytest.mark.parametrize(("package", "typed"), [("demo_game", "python -m demo_game"), ("steam_nodes_demo", "steam-nodes demo")])
def test_the_help_names_what_a_player_types(monkeypatch: pytest.MonkeyPatch, package: str, typed: str) -> None:
    """A checkout starts the game by its folder's name; a wheel has it under another, and starts it by the library's command."""
    monkeypatch.setitem(sys.modules, package, demo_game)
    name = f"{package}.command_line"
    monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(demo_game, "command_line", command_line)
    words = importlib.import_module(name)
    assert typed == words.PROGRAM
    assert typed.endswith(words.NAME)
    monkeypatch.delitem(sys.modules, name)
