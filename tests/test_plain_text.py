"""The wall of text: no character of a name reaches a log, a sentence or a terminal that is not printable.

Rules: every call is found by its signature (every_call.py), so a new one stands under these laws from its first day. What is written to
`logging` or raised must pass the wall at the place where it leaves; the source itself is read for that.
"""

from __future__ import annotations

import ast
import itertools
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steam_nodes import LocalSteam, Node, SceneTree, Schema, SteppedClock
from steam_nodes.object.plain_text import plain
from steam_nodes.solar2d import Steamworks
from steam_nodes.steam.local.store.store import StoreError
from steam_nodes.steam.native import NativeSteam, SteamInitError
from steam_nodes.steam.recording.format import RecordingError
from steam_nodes.steam.recording.replay import Recording
from steam_nodes.steam.refusal_log import RefusalLog
from steam_nodes.steam.refusals import Refusal
from steam_nodes.steam.schema.entries import SchemaError
from tests.support.every_call import SIDES, ask, calls, right, settle
from tests.support.stats_world import PLAYER, SCHEMA, load

if TYPE_CHECKING:
    import inspect
    from collections.abc import Callable

    from tests.support.every_call import Call

ROOT = Path(__file__).parent.parent / "steam_nodes"
HOSTILE = [
    "a\r\nFORGED",
    "\x1b[2J\x1b]0;x\x07",
    "c1 \x9b31m",
    "u\u2028v\u2029w\x85",
    "\u202eevil\u2066\u200f",
    "nul\0",
    "half \ud800",
    "tag \U000e0041\ufeff",
    "%s %d {0}\x1b",
    "long \x1b" * 1000,
]
MOST = 2000
WALLS = {
    "cli/playing.py",
    "gdscript/errors.py",
    "gdscript/scripts/script_fault.py",
    "object/error.py",
    "steam/refusal_log.py",
    "steam/local/store/store.py",
    "steam/local/store/sqlite/stats_log.py",
    "steam/local/store/sqlite/sqlite_drive.py",
}


def assert_plain(*texts: str) -> None:
    """Check that each text is one printable line of a length that a log can bear."""
    for text in texts:
        assert text.isprintable(), ascii(text)
        assert len(text) <= MOST


@given(st.text(st.characters(exclude_categories=()), max_size=50))
def test_plain_text_is_printable_and_what_is_printable_stays(text: str) -> None:
    """What comes out is one printable line, comes out unchanged a second time, and is what Python's own repr would write of each letter."""
    shown = plain(text)
    assert shown.isprintable()
    assert plain(shown) == shown
    assert shown == "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


@pytest.mark.parametrize("letter", ["a", "\x1b", "\U000e0041"], ids=ascii)
@pytest.mark.parametrize("length", [1999, 2000, 2001, 1_000_000])
def test_a_long_text_keeps_its_beginning_and_its_end(length: int, letter: str) -> None:
    """However long a name is, the sentence is at most 2,000 letters and still has its remedy; a line that fits is whole."""
    sentence = plain(f"call: {letter * length}; give it a shorter one")
    assert len(sentence) <= MOST
    assert sentence.startswith("call: ")
    assert sentence.endswith("; give it a shorter one")
    assert plain(sentence) == sentence
    assert plain("a" * MOST) == "a" * MOST


@pytest.mark.parametrize("side", SIDES)
def test_no_call_lets_a_hostile_name_out_raw(side: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    """Every text and number of every call may be hostile: no log record, no line of stats_log.txt, no why() and no error shows it raw."""
    caplog.set_level(logging.DEBUG)
    with SIDES[side][1]() as steam:
        for call in calls():
            if call.side == side:
                for parameter in call.parameters:
                    for text in HOSTILE:
                        assert_call_plain(steam, call, parameter, text)
        settle(steam)
        world = getattr(steam, "backend", steam)
        if hasattr(world, "stats_log"):
            assert_plain(*world.stats_log())
            assert any("FORGED" in line for line in world.stats_log())
        messages = [record.getMessage() for record in caplog.records]
        assert any("FORGED" in message for message in messages)
        assert_plain(*messages)
        assert_plain(*capsys.readouterr())


def assert_call_plain(steam: Any, call: Call, hostile: inspect.Parameter, text: str) -> None:
    """Make a call with one hostile argument, as itself and in every container and type that could carry it."""
    for value in (text, [text], {text: 1}, {text: text}, text.encode("utf-8", "surrogatepass")):
        arguments = {parameter.name: right(call, parameter) for parameter in call.parameters} | {hostile.name: value}
        try:
            ask(steam, call, arguments)
        except (TypeError, ValueError, StoreError) as fault:
            assert_plain(str(fault))
        assert_plain(steam.why())


def test_stats_log_txt_has_no_line_that_a_name_made(tmp_path: Path) -> None:
    """The file has as many lines as were noted, each begins with its stamp, and none has a control character."""
    steam = LocalSteam(SCHEMA, tmp_path / "steam.db", clock=SteppedClock())
    load(steam)
    for name in HOSTILE:
        steam.get_user_stat_int(PLAYER, name)
    noted = steam.stats_log()
    steam.close()
    lines = (tmp_path / "logs" / "stats_log.txt").read_text(encoding="utf-8").split("\n")[:-1]
    assert lines[: len(noted)] == noted
    assert_plain(*lines)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_file_lets_its_text_out_raw(text: str, tmp_path: Path) -> None:
    """A schema, a recording, a store and a library with hostile names, and in them hostile text, are refused in plain words."""
    written = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").replace("\x1b", "\\u001b")[:200]
    tomls = [
        f'app_id = 480\n[stats."{written}"]\ntype = "{written}"\n',
        f'{written} = 1\n"',
        f'app_id = "{written}"\n[stats.a]\nset_by = "{written}"',
    ]
    tomls += [f'app_id = 480\nofficial_servers = ["{written}"]', f'app_id = 480\n[stats.a]\ntype = "INT"\n"{written}" = 1']
    for toml in tomls:
        with pytest.raises(SchemaError) as refused:
            Schema.parse(toml)
        assert_plain(str(refused.value))
    name = text.replace("\0", "").replace("\ud800", "")[:80] or "x"
    missing = tmp_path / name / "file"
    store = tmp_path / name
    store.write_bytes(b"no database")
    tries: list[tuple[type[Exception], Callable[[], object]]] = [
        (SchemaError, lambda: Schema.load(missing)),
        (RecordingError, lambda: Recording(missing)),
        (StoreError, lambda: LocalSteam(SCHEMA, store)),
        (SteamInitError, lambda: NativeSteam(missing, app_id=480)),
    ]
    for line in (
        f"{text} 1",
        f"call {text} []",
        f'call log_on [1, "{text}"]',
        f"record {text} {{}}",
        f'record StatsStored {{"{text}": 1}}',
        "why 1",
        text,
    ):
        body = line.encode("utf-8", "surrogatepass")
        file = tmp_path / f"{len(tries)}"
        file.write_bytes(_head() + body.replace(b"\n", b"\r") + b"\n")
        tries.append((RecordingError, lambda file=file: Recording(file)))  # type: ignore[misc]  # bound now
    for kind, make in tries:
        with pytest.raises(kind) as raised:
            make()
        assert_plain(str(raised.value))


def _head() -> bytes:
    """Return the first line of a recording."""
    from steam_nodes.steam.recording.format import HEAD, VERSION  # noqa: PLC0415 - used here alone

    return f"{HEAD} {VERSION}\n".encode()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_the_core_says_names_plainly(text: str, tree: SceneTree, caplog: pytest.LogCaptureFixture) -> None:
    """The name of a node, a path, a signal, a method or a group is plain in every error and every repr of the core."""
    node = Node(name=text)
    tree.root.add_child(node)
    node.get_node_or_null(f"{text}/x")
    node.get_node(f"../{text}x")
    node.add_child(node)
    node.connect(text, print)
    node.emit_signal(text)
    node.call_deferred(text)
    node.remove_from_group(text)
    node.reparent(Node(name=text))
    tree.process(0.1)
    shown = [record.getMessage() for record in caplog.records]
    assert shown
    assert_plain(*shown, repr(node), repr(node.ready))


def test_solar2ds_prints_are_plain(tree: SceneTree, capsys: pytest.CaptureFixture[str]) -> None:
    """What the side of Solar2D prints about a name is one plain line."""
    world = LocalSteam(SCHEMA, clock=SteppedClock())
    steamworks = Steamworks.attach(tree, world.client(PLAYER))
    for text in HOSTILE:
        steamworks.getUserStatValue({"statName": text, "type": text, "userSteamId": text, text: text})
        steamworks.setAchievementUnlocked(text)
    world.close()
    printed = capsys.readouterr().out
    assert printed
    assert_plain(*printed.split("\n"))


SILENCERS = {"cli/world/opened_world.py"}
"""Who only keeps others from saying something twice."""


def test_only_the_wall_writes_to_logging() -> None:
    """Who calls `logging` is named here, and passes what is said through plain(), or says nothing."""
    for path in sorted(ROOT.rglob("*.py")):
        source, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
        assert ("getLogger" in source) == (name in WALLS | SILENCERS), path
        if "getLogger" in source:
            assert ("plain(" in source) == (name in WALLS), path


def test_no_error_quotes_a_text_raw() -> None:
    """In the text of an error a quoted value passes through repr, short() or plain().

    The errors of ported GDScript have the engine's own words, which quote as the engine does; the log makes them plain as a whole.
    """
    raw = []
    for path in sorted(ROOT.rglob("*.py")):
        if path.is_relative_to(ROOT / "gdscript"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "message":
                raw += [f"{path.relative_to(ROOT)}:{node.lineno}" for part in ast.walk(node.value) if _quotes_raw(part)]
    assert raw == []


def _quotes_raw(text: ast.AST) -> bool:
    """Whether an f-string has a value between quotation marks that nothing made plain."""
    if not isinstance(text, ast.JoinedStr):
        return False
    for before, value in itertools.pairwise(text.values):
        if isinstance(before, ast.Constant) and str(before.value).endswith(('"', "'")) and isinstance(value, ast.FormattedValue):
            shown = ast.unparse(value.value)
            walled = value.conversion == ord("r") or shown.startswith(("plain(", "short("))
            if not walled and not shown.isupper() and "__name__" not in shown:
                return True
    return False


def test_kinds_of_mistakes_keep_no_names_and_end_with_a_word(caplog: pytest.LogCaptureFixture) -> None:
    """A thousand kinds are warned of, then it is said that more are told for debugging only; what is kept of a kind has one size."""
    refusal_log = RefusalLog()
    for number in range(1500):
        refusal_log.refuse(Refusal(("call", "x" * 100_000 + str(number)), f"mistake {number}"))
    warned = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert warned[:1000] == [f"mistake {number}" for number in range(1000)]
    assert len(warned) == 1001
    assert "for debugging only" in warned[-1]
    assert all(isinstance(kind, int) for kind in refusal_log._said)
    assert refusal_log.why == "mistake 1499"
