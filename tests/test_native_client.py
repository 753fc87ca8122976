"""NativeClient: the laws of a player's side over Valve's interface, in both ways into the library and as libraries of several SDKs.

Rules: behind the loopback stands a player's door to a LocalSteam, so what is expected is what that door would do. Valve's real libraries
are loaded in processes of their own, with nothing of Steam on the machine. What arrives is in test_native_client_answers.py, and what the
door and NativeClient do alike in test_clients_agree.py.
"""

from __future__ import annotations

import gc
import logging
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.callbacks import UserStatsReceived
from steam_nodes.steam.native import NativeClient, NativeSteam, SteamInitError
from steam_nodes.steam.native.library import CLIENT_NEEDS, Library
from steam_nodes.steam.native.pipes.init_words import with_remedy
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID
from tests.support.client_world import APP, world
from tests.support.loopback import library, loopback
from tests.support.loopback_user import loopback_user
from tests.support.native_world import MODES, LoopedClient, Mode, played
from tests.support.stats_world import OTHER, PLAYER, SERVER
from tests.support.stepping import frame, frames
from tests.test_native import WHEELS, in_a_process, valves

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from steam_nodes.steam.callbacks import ClientRecord

ME = SteamID(PLAYER)
SDKS = (148, 157, 158, 160, 164, 165)


@pytest.fixture
def client() -> Iterator[LoopedClient]:
    """Give a client that is initialised, over the newest library."""
    with played() as looped:
        yield looped


# Valve's own libraries, without Steam.


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("sdk", WHEELS)
def test_valves_library_without_steam_says_so_as_often_as_it_is_asked(sdk: str, mode: Mode, tmp_path: Path) -> None:
    """`init` gives status 1 and Valve's own sentence; then every call returns what it promises, asks nothing and is answered."""
    program = """
        import sys
        from steam_nodes import NativeClient
        client = NativeClient(sys.argv[1], app_id=480, mode=sys.argv[2])
        answers = {client.init(0) for _ in range(20)}
        print(answers.pop(), len(answers), client.initialised(), client.is_steam_running(), client.restart_app_if_necessary(480) in (0, 1))
        print(client.get_app_id(), client.get_app_owner(), client.get_steam_id(), client.logged_on(), client.is_overlay_enabled(),
              client.request_current_stats(), client.get_stat_int("a"), client.get_stat_float("a"), client.set_stat_int("a", 1),
              client.set_stat_float("a", 1.5), client.update_avg_rate_stat("a", 1.0, 1.0), client.get_achievement("a"),
              client.set_achievement("a"), client.clear_achievement("a"), client.indicate_achievement_progress("a", 1, 2),
              client.store_stats(), client.reset_all_stats(True))
        print(client.get_num_achievements(), [client.get_achievement_name(0), client.get_achievement_display_attribute("a", "name")],
              client.get_achievement_icon("a"), client.get_achievement_progress_limits_int("a"), client.get_image_size(1),
              client.get_image_rgba(1), client.get_user_stat_int(1, "a"), client.get_user_achievement(1, "a"), client.get_friends(),
              client.get_achievement_achieved_percent("a"), client.get_most_achieved_achievement_info(), client.get_global_stat_int("a"),
              client.get_global_stat_int_history("a"), client.get_leaderboard_entry_count(1))
        calls = [client.request_user_stats(1), client.get_number_of_current_players(), client.request_global_stats(0),
                 client.request_global_achievement_percentages(), client.find_leaderboard("a"),
                 client.download_leaderboard_entries(1, 0, 1, 2), client.upload_leaderboard_score(1, 1, 1, []),
                 client.attach_leaderboard_ugc(1, 1)]
        client.advance(0.1)
        told = client.poll()
        print([record.call for record in told] == calls, {record.result.name for record in told}, client.why())
        client.shutdown(); client.close(); client.close()
    """
    printed = in_a_process(program, str(valves(sdk)), mode, home=tmp_path).splitlines()[-4:]
    sentence = with_remedy(1, f"Failed to load module '{tmp_path}/.steam/sdk64/steamclient.so'")
    assert printed[0] == f"{(1, sentence)} 0 False False True"
    assert printed[1] == "0 0 0 False False False None None False False False None False False False False False"
    assert printed[2] == "0 ['', ''] 0 None None None None None [] None (-1, '', 0.0, False) None [] 0"
    assert printed[3] == "True {'NO_CONNECTION'} attach_leaderboard_ugc: Steam is not initialised; call init first"


@pytest.mark.parametrize("sdk", WHEELS)
def test_valves_library_has_all_that_a_players_program_needs(sdk: str) -> None:
    """No function without which a client is of no use is missing in it."""
    opened = Library(valves(sdk), None, CLIENT_NEEDS)
    assert not set(opened.missing()) & set(opened.needed(CLIENT_NEEDS))


# The life of a program.


@pytest.mark.parametrize("sdk", SDKS)
@pytest.mark.parametrize("mode", MODES)
def test_a_library_of_every_age_starts_stores_and_starts_again(mode: Mode, sdk: int) -> None:
    """Whichever form of init it has; one record tells that the own stats are there, and after a shutdown the same begins anew."""
    steam = world()
    looped = LoopedClient(steam.client(PLAYER), mode, sdk=sdk)
    assert looped.mode == mode
    assert not looped.initialised()
    for games in (3, 4):
        looped.start()
        assert (looped.get_app_id(), looped.get_steam_id(), looped.get_app_owner(), looped.logged_on()) == (APP, PLAYER, PLAYER, True)
        assert looped.init(0) == (0, "Steamworks active")
        assert looped.set_stat_int("games", games)
        looped.shutdown()
        looped.shutdown()
        assert (looped.get_app_id(), looped.get_steam_id(), looped.logged_on()) == (0, 0, False)
        assert looped.get_stat_int("games") is None
        assert looped.why() == "get_stat_int: Steam was shut down; call init again"
    looped.start()
    assert looped.get_stat_int("games") == 4
    looped.close()
    steam.close()


def test_a_failed_init_leaves_nothing_half_open_and_can_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the code counts, in every form of init; a library without a sentence of its own is told apart by whether Steam runs."""
    for sdk, expected in (
        (165, with_remedy(1, "No appID found.")),
        (158, with_remedy(1, "No appID found.")),
        (148, "Steam's init failed without a word"),
    ):
        steam = world()
        door = steam.client(PLAYER)
        looped = LoopedClient(door, sdk=sdk)
        monkeypatch.setattr(door, "init", lambda _app: (1, "No appID found."))
        status, sentence = looped.init(0)
        assert (status, sentence.startswith(expected)) == (1, True)
        assert looped.loop.lib.SteamAPI_GetHSteamPipe() == 0
        assert looped.why() == f"init: {sentence}"
        monkeypatch.setattr(door, "is_steam_running", lambda: False)
        assert looped.init(0)[0] == (2 if sdk == 148 else 1)
        monkeypatch.undo()
        looped.start()
        looped.close()
        steam.close()


def test_an_init_is_refused_for_no_app_for_another_app_and_when_closed(client: LoopedClient) -> None:
    """Each with its reason; the client goes on as it was."""
    assert client.init(481) == (1, "Steam is active already, for app 480; call shutdown first, or pass 0")
    assert client.init(480) == (0, "Steamworks active")
    assert client.init(-1)[0] == 1
    with pytest.raises(TypeError, match="the app is an int"):
        client.init("480")  # type: ignore[arg-type]  # what is refused
    assert client.initialised()
    client.close()
    assert client.init(0) == (1, "this Steam is closed; make a new one")


def test_a_process_has_one_client_and_beside_it_one_server_over_the_same_file() -> None:
    """A second client is refused, and a side from another file; a server and a client each hear only their own."""
    steam = world()
    door = steam.client(PLAYER)
    served = NativeSteam(loopback(steam), app_id=480)
    played = NativeClient(loopback_user(door), app_id=480)
    with pytest.raises(SteamInitError, match=r"a NativeClient already, over .*close\(\) that one first"):
        NativeClient(library())
    assert served.server_init("0.0.0.0", 27015, 27016, 3, "1.0.0.0")[0] == 0
    assert played.init(0)[0] == 0
    served.log_on_anonymous()
    played.set_stat_int("games", 5)
    asked = played.request_user_stats(PLAYER)
    heard: list[Any] = []
    told: list[ClientRecord] = []
    for _ in range(4):
        served.advance(1 / 60)
        heard += served.poll()
        told += frame(played)
    assert [type(record).__module__.rpartition(".")[2] for record in heard] == ["callbacks"] * len(heard)
    assert told == [UserStatsReceived(0, APP, Result.OK, ME), UserStatsReceived(asked, APP, Result.OK, ME)]
    assert heard
    served.close()
    assert played.get_stat_int("games") == 5
    played.close()
    door.close()
    steam.close()
    other = NativeSteam(library(164))
    with pytest.raises(SteamInitError, match="give NativeClient the same path"):
        NativeClient(library())
    other.close()
    NativeClient(library()).close()


def test_dropping_a_client_stores_what_is_unstored() -> None:
    """Nobody closes it: what was set is stored, and the process can have another one."""
    steam = world()
    door = steam.client(PLAYER)
    looped = NativeClient(loopback_user(door), app_id=480)
    assert looped.init(0)[0] == 0
    assert looped.set_stat_int("games", 9)
    del looped
    gc.collect()
    again = NativeClient(loopback_user(door), app_id=480)
    assert again.init(0)[0] == 0
    assert again.get_stat_int("games") == 9
    again.close()
    door.close()
    steam.close()


def test_after_close_nothing_is_answered(client: LoopedClient) -> None:
    """A request returns a number still, every call is refused, and no record arrives."""
    client.request_user_stats(OTHER)
    client.close()
    assert client.request_user_stats(OTHER) > 0
    assert client.find_leaderboard("Best") > 0
    assert client.set_stat_int("games", 1) is False
    assert client.why() == "set_stat_int: this Steam is closed; make a new one"
    assert frames(client) == []


def test_an_answer_on_its_way_arrives_before_a_shutdown_ends(client: LoopedClient) -> None:
    """What was asked is answered in the shutdown, or with NO_CONNECTION where Steam never answers it."""
    first = client.request_user_stats(OTHER)
    client.shutdown()
    assert client.poll() == [UserStatsReceived(first, APP, Result.OK, SteamID(OTHER))]


# Refusals.

REASONS: list[tuple[str, tuple[Any, ...], Any, str]] = [
    ("get_stat_int", ("gamez",), None, 'get_stat_int("gamez"): "gamez" is not a stat of app 480; did you mean "games"?'),
    ("get_stat_int", ("distance",), None, 'get_stat_int("distance"): "distance" is a FLOAT stat; read it with get_stat_float'),
    ("set_stat_int", ("kills", 1), False, 'set_stat_int("kills"): "kills" is Set By GS; the player\'s program may set it only with'),
    ("set_stat_int", ("games", 2**31), False, 'set_stat_int("games"): 2147483648 does not fit in an int32'),
    ("set_stat_float", ("distance", float("nan")), False, 'set_stat_float("distance"): nan is not a finite number'),
    ("set_achievement", ("ACH_SERVER",), False, 'set_achievement("ACH_SERVER"): "ACH_SERVER" is Set By GS'),
    ("get_achievement", ("ACH_NONE",), None, 'get_achievement("ACH_NONE"): "ACH_NONE" is not an achievement of app 480'),
    ("get_stat_int", ("x" * 200,), None, "has more than 127 bytes of UTF-8"),
    ("get_user_stat_int", (OTHER, "games"), None, f"the stats of {OTHER} were not requested; call request_user_stats({OTHER}) and wait"),
    ("get_user_stat_int", (SERVER, "games"), None, f"{SERVER} is not a player's account"),
    ("get_user_achievement", (-1, "ACH_FIRST"), None, "-1 is not a player's account"),
    ("indicate_achievement_progress", ("ACH_FIRST", 5, 5), False, "5 of 5 is no progress; pass a maximum of 1 or more"),
    ("indicate_achievement_progress", ("ACH_FIRST", 1, 10**5000), False, "1 of an int of 16610 bits is no progress"),
    ("indicate_achievement_progress", ("ACH_NONE", 1, 5), False, '"ACH_NONE" is not an achievement of app 480'),
    ("get_achievement_icon", ("ACH_NONE",), 0, 'get_achievement_icon("ACH_NONE"): "ACH_NONE" is not an achievement of app 480'),
    ("get_achievement_display_attribute", ("ACH_FIRST", "colour"), "", '\'colour\' is no attribute; pass "name", "desc" or "hidden"'),
    ("get_achievement_progress_limits_int", ("ACH_FAR",), None, "call get_achievement_progress_limits_float"),
    ("get_achievement_name", (99,), "", "get_achievement_name(99): there are 5 achievements"),
    ("get_image_size", (77,), None, "get_image_size(77): there is no such image"),
    ("get_achievement_achieved_percent", ("ACH_FIRST",), None, "call request_global_achievement_percentages and wait"),
    ("get_global_stat_int", ("games",), None, "call request_global_stats and wait for its answer"),
    ("get_leaderboard_name", (5,), "", "get_leaderboard_name(5): no leaderboard has this handle"),
    ("restart_app_if_necessary", (480,), False, ""),
]


@pytest.mark.parametrize(
    ("call", "arguments", "returned", "words"), REASONS, ids=[f"{call}-{number}" for number, (call, *_) in enumerate(REASONS)]
)
def test_a_refused_call_says_why_in_the_words_of_the_players_side(
    client: LoopedClient, call: str, arguments: tuple[Any, ...], returned: Any, words: str
) -> None:
    """It changes nothing, returns what it promises, and `why` names the call, the cause and the remedy."""
    assert getattr(client, call)(*arguments) == returned
    assert words in client.why()
    assert frames(client) == []


def test_without_a_schema_the_reason_is_what_is_left_to_look_at() -> None:
    """Steam gives no reason; the sentence names everything a look at App Admin can tell, and once a kind of mistake it is logged."""
    steam = world()
    looped = LoopedClient(steam.client(PLAYER), schema=False).start()
    assert looped.set_stat_int("kills", 1) is False
    assert looped.why() == (
        'set_stat_int("kills"): Steam refused it and gives no reason; check in App Admin that "kills" is a published INT stat of this app '
        '(case counts), and that the player\'s program may set it ("Set By")'
    )
    assert looped.get_achievement_icon("ACH_NONE") == 0
    assert "check in App Admin that it is a published achievement" in looped.why()
    looped.close()
    steam.close()


def test_a_mistake_made_in_every_frame_is_logged_once(client: LoopedClient, caplog: pytest.LogCaptureFixture) -> None:
    """The first as a warning, the rest for debugging."""
    with caplog.at_level(logging.DEBUG, logger="steam_nodes.steam"):
        for _ in range(3):
            client.set_stat_int("kills", 1)
    assert [record.levelname for record in caplog.records] == ["WARNING", "DEBUG", "DEBUG"]


@pytest.mark.parametrize(
    ("call", "arguments", "words"),
    [
        ("get_stat_int", (7,), "get_stat_int: the name of a stat or an achievement is a str"),
        ("set_stat_int", ("games", "3"), "the value of a stat is a number"),
        ("get_user_stat_int", ("me", "games"), "a Steam ID is an int"),
        ("request_user_stats", (True,), "a Steam ID is an int"),
        ("find_leaderboard", (7,), "the name of a leaderboard is a str"),
        ("download_leaderboard_entries", ("Best", 0, 1, 2), "the handle of a leaderboard is an int"),
        ("reset_all_stats", (1,), "achievements_too is True or False"),
        ("indicate_achievement_progress", ("ACH_FIRST", 1.5, 2), "the progress is two ints"),
        ("get_image_size", ("a",), "the handle of an image is an int"),
    ],
)
def test_a_wrong_type_raises_and_names_the_argument(client: LoopedClient, call: str, arguments: tuple[Any, ...], words: str) -> None:
    """Whatever Steam would make of it, it is not asked."""
    with pytest.raises(TypeError, match=words):
        getattr(client, call)(*arguments)
