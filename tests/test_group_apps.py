"""Apps: the laws of the group, over the local world and over Valve's interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from steam_nodes.steam.results import Result
from tests.support.group_worlds import WAYS, Way, group_world

if TYPE_CHECKING:
    from tests.support.group_worlds import GroupWorld


def test_a_dlc_that_is_installed_while_the_game_runs_is_told(group: GroupWorld) -> None:
    """It is there with its name, and the signal says which."""
    group.listen("dlc_installed")
    assert not group.steam.is_dlc_installed(7)
    group.client.apps.install(7, "Maps")
    assert group.frames() == [("dlc_installed", 7)]
    assert group.steam.isDLCInstalled(7)
    assert group.steam.get_dlc_data_by_index(0) == {"id": 7, "available": True, "name": "Maps"}


def test_a_file_that_is_not_there_is_answered(group: GroupWorld) -> None:
    """The result says that it was not found."""
    group.listen("file_details_result")
    group.steam.get_file_details("maps/nowhere.bin")
    assert group.frames() == [("file_details_result", Result.FILE_NOT_FOUND, 0, bytes(20), 0)]


@pytest.mark.parametrize("way", WAYS)
def test_without_an_init_there_is_nothing(way: Way) -> None:
    """Each call returns what it returns for nothing, and says why."""
    with group_world(way, started=False) as group:
        assert group.steam.get_current_game_language() == ""
        assert group.steam.why() != ""
