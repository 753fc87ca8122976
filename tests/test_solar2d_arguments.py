"""What Solar2D's plugin makes of arguments: nothing raises, ids are read as the plugin reads them, numbers as C rounds them.

Rules: anything may be passed to anything; a call that changes nothing says so by its value, and a mistake by a line.
"""

from __future__ import annotations

import io
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steam_nodes.solar2d.lua_arguments import parsed_id, rounded
from tests.support.solar2d_world import ME, PAL, World, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS = (
    "statName",
    "type",
    "value",
    "sessionTimeLength",
    "userSteamId",
    "leaderboardName",
    "playerScope",
    "startIndex",
    "endIndex",
    "listener",
)
WORDS = ("games", "level", "distance", "per_hour", "ACH_FIRST", "ACH_LEVEL", "int", "float", "averageRate", "FriendsOnly", "Best", ME, PAL)
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=200) | st.sampled_from(WORDS) | st.just(print)
TABLES = st.dictionaries(st.sampled_from(KEYS), PLAIN, max_size=6)
ANYTHING = PLAIN | TABLES | st.lists(PLAIN | TABLES, max_size=3)
FUNCTIONS = (
    "addEventListener",
    "getAchievementImageInfo",
    "getAchievementInfo",
    "getUserStatValue",
    "removeEventListener",
    "requestActivePlayerCount",
    "requestLeaderboardEntries",
    "requestLeaderboardInfo",
    "requestSetHighScore",
    "requestUserProgress",
    "setAchievementUnlocked",
    "setUserStatValues",
)


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """Give one world for all calls."""
    world = World().started()
    yield world
    world.close()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(function=st.sampled_from(FUNCTIONS), first=ANYTHING, second=ANYTHING)
def test_nothing_that_is_passed_raises(function: str, first: Any, second: Any, world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever comes in, a value comes back; the frames after it go well, and what is printed is in the plugin's form."""
    takes_two = function in ("addEventListener", "removeEventListener", "getAchievementInfo")
    value = getattr(world.steamworks, function)(*([first, second] if takes_two else [first]))
    printed = capsys.readouterr().out
    assert printed.startswith("ERROR: ") or not printed
    if printed and function != "setUserStatValues":
        assert not value
    world.frames(2)
    capsys.readouterr()  # `print` is a listener here too


@given(name=ANYTHING, value=ANYTHING, maximum=ANYTHING)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_progress_raises(name: Any, value: Any, maximum: Any, world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """The same for the function of three arguments, with the achievement's name given too."""
    world.steamworks.setAchievementProgress(name, value, maximum)
    assert world.steamworks.setAchievementProgress("ACH_FAR", value, maximum) in (True, False)
    world.frames(2)
    capsys.readouterr()


def test_a_mistake_that_quotes_what_the_console_cannot_show_is_still_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing raises while a mistake is printed, and the text stays readable."""
    console = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr("sys.stdout", console)
    assert world.steamworks.requestUserProgress("\ud800 \u0416") is False
    console.seek(0)
    assert sentences(console.read()) == [r"ERROR: Given user ID is invalid: '\ud800 \u0416'"]
    assert world.steamworks.setAchievementUnlocked("\ud800") is False


@given(value=st.floats(-(2.0**31), 2.0**31 - 1) | st.integers(-(2**31), 2**31 - 1))
def test_numbers_are_rounded_as_lround_does(value: float) -> None:
    """To the nearest, halves away from zero."""
    assert rounded(value) == int(Decimal(value).to_integral_value(ROUND_HALF_UP))


@pytest.mark.parametrize("text", [ME, f"  {ME}", f"\t\n+{ME}", f"{ME}.5", f"{ME}abc", f"00000000000000000000000{ME}", f"{ME} {PAL}"])
def test_an_id_may_have_blanks_and_a_plus_before_it_and_anything_behind(text: str) -> None:
    """As a C++ stream reads it."""
    assert parsed_id(text) == int(ME)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "+",
        "-1",
        f"-{ME}",
        f"+ {ME}",
        "0",
        "1",
        "abc",
        f"a{ME}",
        "0x110000100000001",
        "7.6e16",
        str(2**64),
        "9" * 5000,
        "\uff17\uff16",
        f"\xa0{ME}",
    ],
)
def test_what_is_no_id_is_refused(text: str) -> None:
    """Empty, signed, hexadecimal, too large, foreign digits and blanks, or a number that is nobody's."""
    assert parsed_id(text) is None


@pytest.mark.parametrize(
    ("universe", "kind", "instance", "account", "valid"),
    [
        (1, 1, 1, 5, True),
        (4, 1, 1, 5, True),
        (1, 3, 7, 5, True),
        (1, 7, 0, 5, True),
        (1, 10, 9, 0, True),
        (0, 1, 1, 5, False),
        (5, 1, 1, 5, False),
        (1, 0, 1, 5, False),
        (1, 11, 1, 5, False),
        (1, 1, 1, 0, False),
        (1, 1, 0, 5, False),
        (1, 3, 1, 0, False),
        (1, 7, 1, 5, False),
        (1, 7, 0, 0, False),
    ],
)
def test_the_parts_of_an_id_must_fit_together(universe: int, kind: int, instance: int, account: int, *, valid: bool) -> None:
    """As Valve's CSteamID::IsValid says for players, servers, groups and the rest."""
    number = universe << 56 | kind << 52 | instance << 32 | account
    assert parsed_id(str(number)) == (number if valid else None)
