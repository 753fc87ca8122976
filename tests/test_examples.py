"""The programs of docs/examples: each runs, keeps what it counts, and gains Steam by few lines.

Rules: an example runs in this process, with its data in an empty folder and as fast as it goes (`--frames`). What needs a window of OpenGL
or an environment of its own is run by tests/test_example_windows.py.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import re
import signal
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from steam_nodes import as_future, is_instance_valid
from tests.support.examples import FOLDER, HOSTS, MARK, MOST_LINES, SERVERS, attaching, example, held, run_example, source, without
from tests.support.markdown import PAGES, ROOT, Block, blocks

PLAYER, OTHER = 76561197960287931, 76561197960287932
NAMES = sorted(path.stem for path in FOLDER.glob("*.py"))


# What every example has.


@pytest.mark.parametrize("name", NAMES)
def test_an_example_says_what_it_shows(name: str) -> None:
    """Each opens with what it is; all but the shared command line say what it shows, and each program with keys names them."""
    text = source(name)
    about = text.split('"""')[1]
    assert about.partition("\n")[0].endswith((".", ":"))
    if name != "example_options":
        assert "What does it show you about steam_nodes?\n\n* " in about
    if "parse(__doc__" in text:
        assert "\nControls\n--------\n\n* " in about


@pytest.mark.parametrize("name", NAMES)
def test_an_example_uses_the_public_door(name: str) -> None:
    """What an example imports of the library is public: it comes from `steam_nodes` itself, or from the port of Solar2D's plugin."""
    imported = re.findall(r"^\s*(?:from|import) (steam_nodes[\w.]*)", source(name), re.MULTILINE)
    assert set(imported) <= {"steam_nodes", "steam_nodes.solar2d"}
    assert not re.search(r"\b(?!self|cls)\w+\._[a-z]", source(name).replace("key._1, key._2", ""))


def test_mypy_looks_at_every_example() -> None:
    """The list of modules in pyproject.toml is the folder's."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert sorted(settings["tool"]["mypy"]["modules"]) == NAMES


@pytest.mark.parametrize("server", SERVERS)
def test_a_server_gains_stats_by_few_lines(server: str) -> None:
    """A server of its own kind gains the stats of its players by at most twelve marked lines; without them it knows nothing of them."""
    text = source(server)
    assert 0 < len(attaching(text)) <= MOST_LINES
    game = without(text)
    compile(game, server, "exec")
    assert re.findall(r"PlayerStats|SteamServer|\bstats\b|run_async", game.split('"""', 2)[2]) == []


@pytest.mark.parametrize("host", HOSTS)
def test_attaching_takes_few_lines(host: str) -> None:
    """A game gains the tree, its stats and its toasts by at most twelve marked lines; without them it knows nothing of Steam."""
    text = source(HOSTS[host])
    lines = [line.strip() for line in attaching(text)]
    assert 0 < len(lines) <= MOST_LINES
    assert any(re.match(r"from toast_\w+ import .*Toasts", line) for line in lines)
    assert any(re.match(r"from steam_nodes import .*PlayerStats", line) for line in lines)
    game = without(text)
    compile(game, host, "exec")
    code = game.split('"""', 2)[2]
    assert re.findall(r"steam_nodes|Steam|\btree\b|\bstats\b|toasts|overlay", code) == []
    assert len(code.splitlines()) > 50


def test_the_table_has_every_program_and_its_lines() -> None:
    """The page of examples names each program and each module to copy, and as many lines to attach as there are."""
    page = (ROOT / "docs" / "examples.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| \[`(\w+)\.py`\]\(examples/\1\.py\) \| [^|]+ \| ([\d ]*)\|", page, re.MULTILINE))
    assert {name: int(lines.strip() or 0) for name, lines in rows.items()} == {name: len(attaching(source(name))) for name in rows}
    programs = {name for name in NAMES if "parse(__doc__" in source(name)}
    assert set(rows) == programs
    assert {name for name in NAMES if name.startswith("toast_")} <= set(re.findall(r"examples/(\w+)\.py", page))


EXCERPTS = [(page, block) for page in PAGES for block in blocks(page) if block.mark.startswith("example ")]


@pytest.mark.parametrize(("page", "block"), EXCERPTS, ids=lambda part: part.name if isinstance(part, Path) else str(part.line))
def test_what_a_page_shows_is_the_examples_own(page: Path, block: Block) -> None:
    """Each block that a page takes from an example stands there, line by line."""
    text = (FOLDER / block.mark.removeprefix("example ")).read_text(encoding="utf-8")
    assert f"\n{block.body}" in text, page.name


def test_pages_show_the_examples() -> None:
    """Every host and every server has a page that shows its lines."""
    shown = {block.mark.removeprefix("example ").removesuffix(".py") for _, block in EXCERPTS}
    assert {*HOSTS.values(), *SERVERS} <= shown


def test_a_line_that_is_not_marked_is_found() -> None:
    """What counts is every line that ends in the mark, also one inside of a block."""
    text = f"a = 1\ntree = 2  {MARK}\nif a:\n    b = tree  {MARK}\n    c = 3\n"
    assert attaching(text) == ["tree = 2", "    b = tree"]
    assert without(text) == "a = 1\nif a:\n    c = 3\n"


@pytest.mark.thorough
def test_the_icons_are_those_that_are_drawn(tmp_path: Path) -> None:
    """The committed icons are what the command makes, pixel by pixel, and the schema names no other."""
    pygame = pytest.importorskip("pygame")
    sys.path.insert(0, str(FOLDER / "icons"))
    try:
        example("make_icons").main(tmp_path)
    finally:
        sys.path.remove(str(FOLDER / "icons"))
    made = sorted(path.name for path in tmp_path.iterdir())
    assert made == sorted(path.name for path in (FOLDER / "icons").glob("*.png"))
    for name in made:
        one, other = (pygame.image.load(folder / name) for folder in (tmp_path, FOLDER / "icons"))
        assert pygame.image.tobytes(one, "RGBA") == pygame.image.tobytes(other, "RGBA"), name
    schema = (FOLDER / "examples.toml").read_text(encoding="utf-8")
    assert sorted(re.findall(r'"icons/(\w+\.png)"', schema)) == made


# The command line they share.


def test_the_command_line_refuses_what_cannot_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A number of frames that is none and a folder that cannot be made end the program with one sentence and the remedy."""
    parse = example("example_options").parse
    with pytest.raises(SystemExit):
        parse("About.", ["--frames", "0"])
    assert "--frames is a number of frames from 1 on, not 0" in capsys.readouterr().err
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit):
        parse("About.", ["--data", str(tmp_path / "file")])
    assert "name another folder with --data DIR" in capsys.readouterr().err


def test_data_goes_into_the_users_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --data the data is kept in the user's folder for programs' data."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    options = example("example_options").parse("About.", [])
    assert options.data == example("example_options").own_folder()
    if sys.platform == "linux":
        assert options.data == tmp_path / "steam_nodes" / "examples"


# The programs, in this process.


def test_aliens_keep_what_was_shot(tmp_path: Path) -> None:
    """Aliens plays itself; what was shot is in the world after it has ended, and a second run goes on from there."""
    run_example("aliens_pygame", tmp_path, "--frames", "400", "--autoplay")
    (hits,) = held(tmp_path / "aliens.sqlite3", PLAYER, "Hits")
    assert hits > 0
    run_example("aliens_pygame", tmp_path, "--frames", "400", "--autoplay")
    assert held(tmp_path / "aliens.sqlite3", PLAYER, "Hits") == [2 * hits]


def test_aliens_play_without_anything_attached(tmp_path: Path) -> None:
    """Without the marked lines the same game runs, and makes no world."""
    example("aliens_pygame")
    scope: dict[str, Any] = {"__name__": "aliens_without"}
    exec(compile(without(source("aliens_pygame")), "aliens_without", "exec"), scope)  # noqa: S102 - a program of our own
    scope["main"](["--frames", "20", "--autoplay", "--data", str(tmp_path)])
    assert list(tmp_path.iterdir()) == []


def test_a_best_score_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When an alien lands the score of that game is stored as the best, unless a better one is there."""
    module = example("aliens_pygame")
    scores = iter([50, 30])
    monkeypatch.setattr(module.Aliens, "lost", property(lambda game: game.reload < -0.1))
    monkeypatch.setattr(module.Aliens, "shoot", lambda _game: False)
    monkeypatch.setattr(module.Aliens, "__init__", _with_scores(module.Aliens.__init__, scores))
    run_example("aliens_pygame", tmp_path, "--frames", "12")
    assert held(tmp_path / "aliens.sqlite3", PLAYER, "BestScore") == [50]


def _with_scores(begin: Any, scores: Any) -> Any:
    def begin_with(game: Any, seed: int | None = None) -> None:
        begin(game, seed)
        game.score = next(scores, 0)

    return begin_with


def test_a_headless_server_counts_for_each_player(tmp_path: Path) -> None:
    """Three players play the same matches, one of them wins each, and all of it is stored when the server ends."""
    assert run_example("headless_server", tmp_path, "--frames", "160") == 0
    players = (PLAYER, OTHER, OTHER + 1)
    counted = [held(tmp_path / "server.sqlite3", player, "Matches", "Wins") for player in players]
    assert [matches for matches, _ in counted] == [5, 5, 5]
    assert sum(wins for _, wins in counted) == 5


def test_a_headless_server_stores_when_it_is_told_to_stop(tmp_path: Path) -> None:
    """SIGTERM ends the process with exit code 0, and what was counted until then is in the world, though no store was due."""
    if sys.platform == "win32":
        pytest.skip("Windows has no SIGTERM")
    command = [sys.executable, str(FOLDER / "headless_server.py"), "--data", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        won = 0
        for line in process.stderr:
            won += " won; " in line
            if won == 2:
                break
        process.send_signal(signal.SIGTERM)
        rest = process.stderr.read()
    assert process.returncode == 0, rest
    assert "stopped; all is stored" in rest
    assert held(tmp_path / "server.sqlite3", PLAYER, "Matches") == [2 + rest.count(" won; ")]


def test_a_server_has_what_its_image_copies() -> None:
    """The Dockerfile copies the server and everything of the examples that it reads; the unit of systemd starts that same program."""
    image = (FOLDER / "headless_server.dockerfile").read_text(encoding="utf-8")
    copied = {name for line in re.findall(r"^COPY (.+) \S+$", image, re.MULTILINE) for name in line.split()}
    needed, todo = {"examples.toml", "icons"}, ["headless_server"]
    while todo:
        name = todo.pop()
        needed.add(f"{name}.py")
        todo += [each for each in re.findall(r"^from (\w+) import", source(name), re.MULTILINE) if each in NAMES]
    assert copied == needed
    command = json.loads(re.findall(r"^CMD (.+)$", image, re.MULTILINE)[0])
    unit = (FOLDER / "headless_server.service").read_text(encoding="utf-8")
    (start,) = re.findall(r"^ExecStart=(.+)$", unit, re.MULTILINE)
    assert command[1:] == ["headless_server.py", "--data", "/data"]
    assert start.split()[1:] == ["headless_server.py", "--data", "${STATE_DIRECTORY}"]


def test_two_servers_lose_no_match(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both count a hundred matches of one player on one world, and the world holds two hundred more than before."""
    assert run_example("two_servers", tmp_path) == 0
    printed = capsys.readouterr().out
    assert re.search(r"^server A counted 100 matches and stored \d+ times$", printed, re.MULTILINE)
    assert printed.endswith("the world held 0, and holds 200\n")
    assert held(tmp_path / "two_servers.sqlite3", PLAYER, "Matches") == [200]


def test_a_leaderboard_ranks_the_players(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After three races the last player's table has all three, the quickest first, and the own line is marked."""
    assert run_example("leaderboards", tmp_path, "--frames", "60") == 0
    table = capsys.readouterr().out.splitlines()[-3:]
    times = [float(line.split()[-2]) for line in table]
    assert times == sorted(times)
    assert sum(line.startswith("->") for line in table) == 1
    assert {name for line in table for name in line.split() if name.isalpha() and name != "s"} == {"Needle", "Wedge", "Altair"}


def test_a_leaderboard_keeps_the_better_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same times once more are no new best, and the table stays as it was."""
    run_example("leaderboards", tmp_path, "--frames", "60")
    first = capsys.readouterr().out.splitlines()
    run_example("leaderboards", tmp_path, "--frames", "60")
    second = capsys.readouterr().out.splitlines()
    assert first[-3:] == second[-3:]
    assert [line.rpartition(", ")[2] for line in second if ", " in line] == ["not the best"] * 3


def test_a_solar2d_script_is_told_what_was_stored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The port prints what the Lua script would: the save, the achievement it brought, and the rank of the high score."""
    assert run_example("solar2d_port", tmp_path, "--frames", "60") == 0
    printed = capsys.readouterr().out.splitlines()
    hits = int(printed[0].partition(" ")[0])
    assert printed[1:] == ["saved 1", "unlocked First hit", "a new high score: rank 1"]
    assert held(tmp_path / "solar2d.sqlite3", PLAYER, "Hits", "Shots") == [hits, 10]
    run_example("solar2d_port", tmp_path, "--frames", "60")
    assert capsys.readouterr().out.splitlines()[1:] == ["saved 1", "not the high score"]


# The websockets server, over real sockets of this machine.


def test_a_websockets_server_counts_and_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A player who wins three matches is told of the score, of what is loaded and stored and of the achievement; the disk has the wins."""
    pytest.importorskip("websockets")
    run_example("asyncio_server", tmp_path, "--autoplay", "--port", "0")
    listening, *said = capsys.readouterr().out.splitlines()
    assert listening.startswith("listening on ws://localhost:")
    told = [json.loads(line) for line in said]
    assert [each["score"] for each in told if "score" in each] == [1, 2, 3]
    assert sum("loaded" in each for each in told) == 1
    assert {"unlocked": "ACH_WIN_A_MATCH"} in told
    assert 1 <= max(each.get("stored", 0) for each in told) <= 3
    assert held(tmp_path / "websockets.sqlite3", PLAYER, "Wins") == [3]


def test_a_websockets_server_stores_when_it_is_told_to_stop(tmp_path: Path) -> None:
    """SIGTERM ends the process with exit code 0, and wins that no store had reached are in the world."""
    pytest.importorskip("websockets")
    if sys.platform == "win32":
        pytest.skip("Windows has no SIGTERM")
    module = example("asyncio_server")
    command = [sys.executable, str(FOLDER / "asyncio_server.py"), "--port", "0", "--data", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().rpartition(":")[2])
        # The first visit brings the one store that a minute allows.
        asyncio.run(module.play(port, PLAYER, 1))
        asyncio.run(module.play(port, PLAYER, 4, stores=0))
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate()
    assert process.returncode == 0, errors
    assert held(tmp_path / "websockets.sqlite3", PLAYER, "Wins") == [5]


def test_a_websockets_server_has_many_players(tmp_path: Path) -> None:
    """Two players at once are counted apart, and the stats of those who have left are gone from the tree."""
    pytest.importorskip("websockets")
    module = example("asyncio_server")

    async def both() -> None:
        room = module.Room(example("example_options").Options(tmp_path))
        visits: list[Any] = []
        room.tree.root.child_entered_tree.connect(visits.append)
        async with module.serve(room.visit, "localhost", 0) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            await asyncio.gather(module.play(port, PLAYER, 4), module.play(port, OTHER, 2))
        # The visits have ended; a frame later their stats are freed.
        await as_future(room.tree.create_timer(0.05).timeout)
        assert [is_instance_valid(visit) for visit in visits] == [False, False]

    asyncio.run(both())
    gc.collect()
    assert [held(tmp_path / "websockets.sqlite3", player, "Wins") for player in (PLAYER, OTHER)] == [[4], [2]]


async def _hear_all(connection: Any) -> None:
    while True:
        await connection.recv()


def test_a_websockets_server_ends_a_visit_that_it_does_not_understand(tmp_path: Path) -> None:
    """A first message that names no player, or a later one that is none, ends the connection with the reason, and the server goes on."""
    pytest.importorskip("websockets")
    from websockets.exceptions import ConnectionClosed  # noqa: PLC0415 - not every environment has it

    module = example("asyncio_server")
    right = json.dumps({"player": PLAYER})

    async def say(port: int, *messages: str) -> tuple[int, str]:
        async with module.connect(f"ws://localhost:{port}") as connection:
            for message in messages:
                await connection.send(message)
            with pytest.raises(ConnectionClosed) as closed:
                await _hear_all(connection)
            assert closed.value.rcvd is not None
            return closed.value.rcvd.code, closed.value.rcvd.reason.partition(": ")[0]

    async def say_all() -> list[tuple[int, str]]:
        room = module.Room(example("example_options").Options(tmp_path))
        async with module.serve(room.visit, "localhost", 0) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            wrong = [("not json",), ("[]",), ("{}",), ('{"player": 7}',), ('{"player": "me"}',), (right, "[]"), (right, "{}")]
            return [await say(port, *messages) for messages in wrong]

    assert asyncio.run(say_all()) == [(1008, "not understood")] * 7
