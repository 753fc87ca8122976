"""The laws of the plain values of the seam: SteamID, Result and the records."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steam_nodes.steam.callbacks import StatsReceived
from steam_nodes.steam.results import Result, result_of
from steam_nodes.steam.steam_id import SteamID


@given(st.integers(0, 2**32 - 1), st.integers(0, 255), st.integers(0, 15), st.integers(0, 2**20 - 1))
def test_an_id_is_its_four_parts(account: int, universe: int, kind: int, instance: int) -> None:
    """Put together and taken apart again, the parts are the same, and the id is an unsigned 64-bit int."""
    steam_id = SteamID.of_account(account, universe=universe, account_type=kind, instance=instance)
    assert (steam_id.account_id, steam_id.universe, steam_id.account_type, steam_id.instance) == (account, universe, kind, instance)
    assert 0 <= steam_id < 2**64
    assert isinstance(steam_id, int)


def test_an_id_prints_as_its_number() -> None:
    """The bare number in text, a form that can be pasted back in repr."""
    steam_id = SteamID(76561197960287931)
    assert str(steam_id) == f"{steam_id}" == "76561197960287931"
    assert repr(steam_id) == "SteamID(76561197960287931)"
    assert steam_id == 76561197960287931
    assert steam_id == 76561197960287931


@pytest.mark.parametrize("value", ["76561197960287931", 1.0, None, True])
def test_what_is_no_int_is_no_id(value: object) -> None:
    """Text, floats, None and bools raise TypeError."""
    with pytest.raises(TypeError):
        SteamID(value)  # type: ignore[arg-type]  # the mistake itself


@pytest.mark.parametrize("value", [-1, 2**64])
def test_an_id_has_64_unsigned_bits(value: int) -> None:
    """What does not fit raises ValueError."""
    with pytest.raises(ValueError, match="64-bit"):
        SteamID(value)


@pytest.mark.parametrize(
    ("value", "player"),
    [(76561197960287931, True), (0, False), (1, False), (90071992547409921, False), (1 << 56 | 1 << 52 | 1 << 32, False)],
)
def test_only_an_individual_account_is_a_player(value: int, *, player: bool) -> None:
    """A game server, an id of another kind and an account number 0 are none."""
    assert SteamID(value).is_individual is player


def test_a_result_newer_than_the_table_stays_a_number() -> None:
    """What the table does not know is kept as it came."""
    assert result_of(1) is Result.OK
    assert result_of(8) is Result.INVALID_PARAM
    assert result_of(9999) == 9999


def test_a_record_does_not_change() -> None:
    """Records are values: equal by content, and frozen."""
    record = StatsReceived(1, Result.OK, SteamID(5))
    assert record == StatsReceived(1, Result.OK, SteamID(5))
    with pytest.raises(FrozenInstanceError):
        record.call = 2  # type: ignore[misc]  # the mistake itself
