"""What Valve's library says of a failed init: its words on one line, and behind them what to do."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.native.pipes.init_words import REMEDIES, STATUSES, with_remedy
from tests.support.client_world import world
from tests.support.markdown import ROOT
from tests.support.native_world import MODES, Looped, LoopedClient, Mode
from tests.support.stats_world import PLAYER, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable

APP, STEAM, OLD = ("app_id=", "steam_appid.txt"), ("start the Steam client",), ("update Steam", "older SDK")
LONG = "Either launch the game from Steam, or put the file steam_appid.txt containing the correct appID in your game folder"
MODULE = "Failed to load module '/a/steamclient.so'"
NO_HOME = "Failed to load module '(null)/.steam/sdk64/steamclient.so'"
FACTORY = "Unable to locate interface factory in a.so"
# What the library wrote, the status, the words that stay, and words of the remedy.
SAID: dict[str, tuple[int, str, str, tuple[str, ...]]] = {
    "a server without an app": (1, "Can't determine AppID\n", "Can't determine AppID; ", APP),
    "a program without an app": (1, f"No appID found.  {LONG}.\n", f"No appID found. {LONG}; ", APP),
    "no Steam": (1, f"{MODULE}\n", f"{MODULE}; ", ("not installed or not running",)),
    "no home": (1, NO_HOME, f"{NO_HOME}; ", ("HOME",)),
    "an old or foreign steamclient": (1, f"{FACTORY}.\n", f"{FACTORY}; ", OLD),
    "no client runs": (
        2,
        "Cannot create IPC pipe to Steam client process.  Steam is probably not running.",
        "Cannot create IPC pipe to Steam client process. Steam is probably not running; ",
        STEAM,
    ),
    "nobody is logged on": (2, "ConnectToGlobalUser failed.", "ConnectToGlobalUser failed; ", ("nobody is logged on",)),
    "no account": (1, "CreateLocalUser failed.", "CreateLocalUser failed; ", ("Try again",)),
    "an interface that is not known": (3, "No SteamGameServerStats001\n", "No SteamGameServerStats001; ", OLD),
    "not a word": (2, "", "Steam answered 2 to the init, without a word; ", STEAM),
    "a new sentence": (1, "Something new.\n", "Something new.", ()),
    "what a log must not get": (1, "a\r\n\x1b[31mb\0c\td\u2028e", "a [31mb c d e", ()),
}


@pytest.mark.parametrize("case", SAID)
def test_valves_sentence_is_one_line_with_the_remedy_behind_it(case: str) -> None:
    """No newline and no control character is left of it, nothing else of it is lost, and what to do follows."""
    status, said, words, remedy = SAID[case]
    told = with_remedy(status, said)
    assert told.startswith(words)
    assert told.isprintable()
    assert [part for part in remedy if part not in told[len(words) :]] == []
    assert bool(told[len(words) :]) is bool(remedy)


def test_every_phrase_is_told_here_and_on_the_page() -> None:
    """The table, its laws and docs/guide/real_steam.md name the same phrases."""
    page = (ROOT / "docs" / "guide" / "real_steam.md").read_text(encoding="utf-8")
    page = page.split("### server_init gives a status")[1].split("\n#")[0]
    for phrase in REMEDIES:
        assert any(phrase in said for _, said, _, _ in SAID.values())
        assert f"`{phrase}" in page
    assert {status for status, *_ in SAID.values()} >= set(STATUSES)


def test_a_success_is_told_as_it_is() -> None:
    """Where nothing failed there is nothing to do."""
    assert with_remedy(0, "Server initialized successfully") == "Server initialized successfully"


class _Refusing:
    """What makes an init fail with a sentence of Valve's."""

    answer: tuple[int, str] = (0, "")


class RefusingSteam(LocalSteam, _Refusing):
    """A world whose library refuses the init."""

    def server_init(self, *_arguments: object) -> tuple[int, str]:
        """Refuse."""
        return self.answer


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("case", SAID)
def test_the_sentence_reaches_status_why_and_log_of_a_server(case: str, mode: Mode, caplog: pytest.LogCaptureFixture) -> None:
    """`server_init` returns it, `why()` repeats it, and the log has it once, each on one line."""
    status, said, _, _ = SAID[case]
    local = RefusingSteam(SCHEMA, clock=SteppedClock())
    local.answer = status, said.replace("\0", "")
    with contextlib.closing(Looped(local, mode)) as steam:
        told = steam.server_init("0.0.0.0", 27015, 27016, 3, "1.0.0.0")
        assert told == (status, with_remedy(status, said.replace("\0", "")))
        assert steam.why() == f"server_init: {told[1]}"
    assert caplog.messages == [f"server_init: {told[1]}"]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("case", SAID)
def test_the_sentence_reaches_status_and_why_of_a_player(case: str, mode: Mode, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same on the player's side."""
    status, said, _, _ = SAID[case]
    said = said.replace("\0", "")
    local = world()
    door = local.client(PLAYER)
    refuse: Callable[[int], tuple[int, str]] = lambda _app: (status, said)  # noqa: E731 - in place of a method
    monkeypatch.setattr(door, "init", refuse)
    with contextlib.closing(local), contextlib.closing(LoopedClient(door, mode)) as client:
        assert client.init(480) == (status, with_remedy(status, said))
        assert client.why() == f"init: {with_remedy(status, said)}"
