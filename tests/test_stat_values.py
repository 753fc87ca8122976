"""The laws of stat values: int32 and float32 exactly, and the average over its window."""

from __future__ import annotations

import math
import struct
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steam_nodes.steam.callbacks import StatsStored
from steam_nodes.steam.local.rules.values import add_session, average
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import DoesNotFitError, to_float32, to_int32
from tests.support.places import ON_EVERY_STORE
from tests.support.stats_world import PLAYER, load, stepped
from tests.support.stepping import answers

if TYPE_CHECKING:
    from pathlib import Path


@given(st.integers(-(2**40), 2**40))
def test_an_int_is_an_int32_or_refused(value: int) -> None:
    """Inside the range it stays as it is, also below 0; outside it never wraps."""
    if -(2**31) <= value < 2**31:
        assert to_int32(value) == value
    else:
        with pytest.raises(DoesNotFitError):
            to_int32(value)


@given(st.floats() | st.integers(-(10**39), 10**39))
def test_a_float_is_the_nearest_float32_or_refused(value: float) -> None:
    """What a C float would hold comes back, exactly; NaN, infinity and what would become infinite are refused."""
    try:
        expected = struct.unpack("<f", struct.pack("<f", float(value)))[0]
    except OverflowError:
        expected = math.inf
    if math.isfinite(expected):
        assert to_float32(value) == expected
        assert to_float32(expected) == expected
    else:
        with pytest.raises(DoesNotFitError):
            to_float32(value)


def test_other_kinds_of_numbers_are_numbers() -> None:
    """What converts to a float without loss of meaning may be a FLOAT."""
    assert to_float32(3) == 3.0
    assert to_float32(Fraction(1, 2)) == to_float32(Decimal("0.5")) == 0.5
    with pytest.raises(DoesNotFitError):
        to_float32(Decimal("sNaN"))


sessions = st.lists(st.tuples(st.floats(-1e6, 1e6, width=32), st.floats(0.001, 1e4)), min_size=1, max_size=30)


@given(sessions, st.none() | st.floats(0.1, 1e4))
def test_an_average_looks_back_over_its_window(history: list[tuple[float, float]], window: float | None) -> None:
    """Against a plain model that keeps each session and its weight: the old weights shrink until the whole time is the window."""
    rate = (1.5, 0.0)
    model: list[list[float]] = []
    for count, length in history:
        rate = add_session(rate, count, length, window)
        time = sum(entry[1] for entry in model)
        if window is not None and model and time + length > window:
            scale = max(window - length, 0.0) / time
            model = [[entry[0] * scale, entry[1] * scale] for entry in model]
        model.append([count, length])
        expected = math.fsum(entry[0] for entry in model) / math.fsum(entry[1] for entry in model)
        size = max(abs(entry[0]) for entry in model) / sum(entry[1] for entry in model)
        assert average(rate) == pytest.approx(expected, rel=1e-6, abs=1e-6 * size + 1e-30)


@ON_EVERY_STORE
def test_an_average_is_readable_at_once_and_lasts() -> None:
    """The first session replaces a start value, later ones are averaged within the window, the pair survives the store."""
    steam = stepped()
    load(steam)
    assert steam.get_user_stat_float(PLAYER, "kills_per_hour") == 1.5
    for count, length, expected in ((30, 10, 3.0), (10, 5, 2.5), (0, 20, 0.0)):
        assert steam.update_user_avg_rate_stat(PLAYER, "kills_per_hour", count, length)
        assert steam.get_user_stat_float(PLAYER, "kills_per_hour") == expected
        steam.store_user_stats(PLAYER)
        answers(steam, 1)
        load(steam)
        assert steam.get_user_stat_float(PLAYER, "kills_per_hour") == expected
    for count, expected in ((10, 1.0), (20, 1.5)):
        assert steam.update_user_avg_rate_stat(PLAYER, "lifetime_rate", count, 10)
        assert steam.get_user_stat_float(PLAYER, "lifetime_rate") == expected


@pytest.mark.parametrize("on_disk", [False, True])
def test_an_average_never_becomes_infinite(tmp_path: Path, *, on_disk: bool) -> None:
    """A session whose sum overflows is refused with the remedy; what is held stays finite and is stored, in memory and in a file alike."""
    steam = stepped(store=tmp_path / "steam.db" if on_disk else None)
    load(steam)
    assert steam.update_user_avg_rate_stat(PLAYER, "lifetime_rate", 1.0, 1e308)
    assert not steam.update_user_avg_rate_stat(PLAYER, "lifetime_rate", 1.0, 1e308)
    assert "pass a shorter session_length" in steam.why()
    steam.store_user_stats(PLAYER)
    (record, *_) = answers(steam, 1)
    assert isinstance(record, StatsStored)
    assert record.result is Result.OK
    steam.close()
