"""The law of a store in which a byte was changed: whatever the byte, there is an answer for each user and the game goes on.

Rules: SQLite keeps no sums of its pages, so a changed byte within a value can be a value; what is promised is that nothing else breaks.
`--log-cli-level=INFO` shows the sums.
"""

from __future__ import annotations

import logging
import random
from typing import TYPE_CHECKING

from steam_nodes.steam.local import LocalSteam, SteppedClock, StoreError
from tests.support.stats_world import PLAYER, SCHEMA
from tests.test_store_faults import results

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

USERS = range(PLAYER, PLAYER + 40)
_LOG = logging.getLogger(__name__)


def test_a_changed_byte_is_answered_and_breaks_nothing_else(tmp_path: Path, caplog: pytest.LogCaptureFixture, *, long: bool) -> None:
    """The opening raises nothing but StoreError, every request and every store has its answer, and nearly all users have their values."""
    caplog.set_level(logging.CRITICAL, "steam_nodes.steam")  # each bad row is said, thousands of times here
    path = tmp_path / "steam.db"
    users = {user: {"kills": user - PLAYER, "accuracy": 0.5, "ACH_WIN": True} for user in USERS}
    LocalSteam(SCHEMA, path, clock=SteppedClock(), users=users).close()
    whole = path.read_bytes()
    chance = random.Random(480)
    files = 2000 if long else 60
    refusals: dict[str, str] = {}
    kept = told = 0
    for number in range(files):
        place = chance.randrange(len(whole))
        spoiled = bytearray(whole)
        spoiled[place] ^= chance.randint(1, 255)
        folder = tmp_path / str(number)
        folder.mkdir()
        copy = folder / "steam.db"
        copy.write_bytes(spoiled)
        try:
            steam = LocalSteam(SCHEMA, copy, clock=SteppedClock(), store_rate="allow")
        except StoreError as error:
            refusals[str(copy)] = str(error)
            continue
        for user in USERS:
            steam.request_user_stats(user)
        requested = results(steam, len(USERS))
        loaded = [user for user in USERS if steam.get_user_stat_int(user, "kills") is not None]
        assert len(requested) == len(USERS), place
        kept += sum(steam.get_user_stat_int(user, "kills") == user - PLAYER for user in loaded)
        told += len(USERS) - len(loaded)
        for user in loaded:
            assert steam.set_user_stat_int(user, "kills", 100), place
            steam.store_user_stats(user)
        assert len(results(steam, len(loaded))) == len(loaded), place
        steam.close()
    assert [name for name, said in refusals.items() if name not in said] == []
    total = (files - len(refusals)) * len(USERS)
    _LOG.info(
        "%d files, %d refused by name; of %d users in the others %d have their value, %d a failure", files, len(refusals), total, kept, told
    )
    assert kept > total * 0.8
