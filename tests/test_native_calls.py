"""The calls that are declared in one line: each names a function of Valve's, checks what it is given, and says what it refuses."""

from __future__ import annotations

import logging
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.steam.backend import ClientBackend, ServerBackend
from steam_nodes.steam.callbacks import ClanAssociated, PlayerCompatibility
from steam_nodes.steam.local import LocalSteam, SteppedClock
from steam_nodes.steam.native import NativeClient, NativeSteam
from steam_nodes.steam.native.calls import GAME_SERVER, flat, to_bool
from steam_nodes.steam.native.library import Library
from steam_nodes.steam.results import Result
from steam_nodes.steam.steam_id import SteamID
from tests.support.loopback import library
from tests.support.native_world import MODES, Looped, Mode
from tests.support.stats_world import PLAYER, SCHEMA
from tests.support.stepping import frame

if TYPE_CHECKING:
    from collections.abc import Iterator

LOG = "steam_nodes.steam"
CLAN = 103582791429521412
CALL = "Call SteamAPI_"


def declared(kind: type) -> dict[str, str]:
    """Return the functions of Valve's that a class declares in one line, by the name of the call."""
    names = {name: getattr(kind, name).__doc__ or "" for name in dir(kind) if not name.startswith("_")}
    return {name: told.removeprefix("Call ").removesuffix(".") for name, told in names.items() if told.startswith(CALL)}


@pytest.fixture(params=MODES)
def steam(request: pytest.FixtureRequest) -> Iterator[Looped]:
    """Give a server that is not initialised."""
    mode: Mode = request.param
    looped = Looped(LocalSteam(SCHEMA, clock=SteppedClock()), mode)
    yield looped
    looped.close()


@pytest.mark.parametrize("kind", [NativeSteam, NativeClient])
def test_each_declared_call_names_a_function_of_the_header(kind: type) -> None:
    """A slip in a name is found here, not by the first game that makes the call."""
    found = declared(kind)
    assert found
    assert set(found.values()) <= set(Library(Path(library(165)), "abi").declared())


def test_a_declared_call_is_a_method_with_its_own_name() -> None:
    """What a traceback and `help` show is the call, whichever class took it up."""

    class One:
        was_restart_requested = flat(GAME_SERVER, "WasRestartRequested", to_bool)

    class Other:
        asked_to_restart = flat(GAME_SERVER, "WasRestartRequested", to_bool)

    names = [
        (method.__name__, method.__qualname__.rpartition(".<locals>.")[2]) for method in (One.was_restart_requested, Other.asked_to_restart)
    ]
    assert names == [("was_restart_requested", "One.was_restart_requested"), ("asked_to_restart", "Other.asked_to_restart")]
    assert declared(One) == {"was_restart_requested": "SteamAPI_ISteamGameServer_WasRestartRequested"}


@pytest.mark.parametrize(("kind", "seam"), [(NativeSteam, ServerBackend), (NativeClient, ClientBackend)])
def test_a_declared_call_takes_what_the_seam_says(kind: type, seam: type) -> None:
    """By the same names in the same order, so that a program may pass them by name."""
    for call in declared(kind):
        assert list(signature(getattr(kind, call)).parameters) == list(signature(getattr(seam, call)).parameters), call


def test_a_declared_call_takes_exactly_its_arguments(steam: Looped) -> None:
    """One too many or too few is a TypeError that names the call; so is a wrong type, before anything else is said."""
    steam.start()
    wrong: dict[str, list[tuple[Any, ...]]] = {
        "set_key_value": [(), ("a",), ("a", "b", "c"), ("a", 1), (1, "b")],
        "log_on": [(), ("a", "b"), (1,)],
        "log_off": [(1,)],
        "cancel_auth_ticket": [(), (1, 2), ("1",), (True,)],
        "associate_with_clan": [(), (1, 2), ("1",)],
    }
    for call, cases in wrong.items():
        for given in cases:
            with pytest.raises(TypeError):
                getattr(steam, call)(*given)
    with pytest.raises(TypeError, match=r"set_key_value\(\): missing a required argument: 'value'"):
        getattr(steam, "set_key_value")("a")  # noqa: B009  # mypy knows that this is wrong
    getattr(steam, "set_key_value")(value="deathmatch", key="mode")  # noqa: B009  # mypy knows the order only
    assert getattr(steam, "associate_with_clan")(clan_id=CLAN) > 0  # noqa: B009  # mypy knows the order only
    assert steam.why() == ""


def test_a_refused_call_says_why_and_is_nothing(steam: Looped, caplog: pytest.LogCaptureFixture) -> None:
    """Without a server it is GodotSteam's sentence; with one, what is wrong with the first argument that is wrong."""
    with caplog.at_level(logging.WARNING, logger=LOG):
        assert not steam.secure()
        assert steam.get_server_real_time() == 0
        assert steam.get_ip_country() == ""
        assert "[STEAM SERVER] Server class not found when calling: secure" in caplog.text
        assert "[STEAM SERVER] Utils class not found when calling: getIPCountry" in caplog.text
        steam.start()
        steam.set_key_value("a\0b", "c\0d")
        assert steam.why().startswith("set_key_value: 'a\\x00b' has a NUL in it")
        steam.cancel_auth_ticket(2**32)
        assert steam.why() == f"cancel_auth_ticket: {2**32} is no ticket; pass the id that get_auth_session_ticket gave"


def test_a_request_is_numbered_and_answered_whatever_it_is_given(steam: Looped) -> None:
    """Without a server with NO_CONNECTION, also for what is no id; with one what is no id fails; after the end nothing is answered."""
    calls = [steam.associate_with_clan(CLAN), steam.associate_with_clan(-1), steam.compute_new_player_compatibility(2**64)]
    gone = Result.NO_CONNECTION
    expected = [ClanAssociated(calls[0], gone), ClanAssociated(calls[1], gone), PlayerCompatibility(calls[2], gone, 0, 0, 0, SteamID(0))]
    assert [record for _ in range(2) for record in frame(steam)] == expected
    steam.start()
    calls = [steam.associate_with_clan(-1), steam.compute_new_player_compatibility(2**64 + PLAYER)]
    assert steam.why().startswith("compute_new_player_compatibility: ")
    expected = [ClanAssociated(calls[0], Result.FAIL), PlayerCompatibility(calls[1], Result.FAIL, 0, 0, 0, SteamID(PLAYER))]
    assert [record for _ in range(2) for record in frame(steam)] == expected
    steam.close()
    assert steam.associate_with_clan(CLAN) == calls[1] + 1
    assert frame(steam) == []
