"""A Solar2D script in Python: stats, achievements and a high score through the steamworks plugin's own functions.

What does it show you about steam_nodes?

* `steam_nodes.solar2d` has the plugin's names, arguments and events, so a Lua script is ported line by line; the Lua stands beside it.
* The plugin stores by itself after each set call, and tells what came of it in `userProgressSave`.
* Behind it is any Steam of a player's: here a local world, with `NativeClient()` Valve's own.

Controls
--------

* None: it plays a round of ten shots, and ends when the high score has been told of. `--data DIR` says where the world is kept.
"""

from __future__ import annotations

import random
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from example_options import PLAYER, parse

from steam_nodes import SceneTree, Steam
from steam_nodes.solar2d import Steamworks, steamworks

if TYPE_CHECKING:
    from collections.abc import Sequence

BOARD: Final = "Most Hits"
SHOTS: Final = 10


# local function onUserProgressSaved( event )
#     print( "saved", event.resultCode )
# end
def on_user_progress_saved(event: Any) -> None:
    """Tell that what was set is stored."""
    print("saved", event.resultCode)


# local function onAchievementInfoUpdated( event )
#     local info = steamworks.getAchievementInfo( event.achievementName )
#     print( "unlocked", info.localizedName )
# end
def on_achievement_info_updated(event: Any) -> None:
    """Tell of an achievement, by the name that players read."""
    info = steamworks.getAchievementInfo(event.achievementName)
    if info is not None and info.unlocked:
        print("unlocked", info.localizedName)


# local before = steamworks.getUserStatValue( { statName="Hits", type="int" } ) or 0
# steamworks.setUserStatValues( { { statName="Hits", type="int", value=before + hits },
#                                 { statName="Shots", type="int", value=shots + 10 } } )
# if hits == 10 then steamworks.setAchievementUnlocked( "ACH_SHARP_EYE" ) end
def count(hits: int) -> None:
    """Count a round."""
    before = steamworks.getUserStatValue({"statName": "Hits", "type": "int"}) or 0
    shots = steamworks.getUserStatValue({"statName": "Shots", "type": "int"}) or 0
    steamworks.setUserStatValues(
        [
            {"statName": "Hits", "type": "int", "value": before + hits},
            {"statName": "Shots", "type": "int", "value": shots + SHOTS},
        ]
    )
    if hits == SHOTS:
        steamworks.setAchievementUnlocked("ACH_SHARP_EYE")


# steamworks.requestSetHighScore( { leaderboardName="Most Hits", value=hits, listener=onHighScoreSet } )
def send(hits: int, tree: SceneTree) -> None:
    """Send the high score; when Steam has answered, the program ends."""

    def on_high_score_set(event: Any) -> None:
        if event.isError:
            print("the high score was not sent")
        else:
            print(f"a new high score: rank {event.currentGlobalRank}" if event.scoreChanged else "not the high score")
        tree.quit()

    steamworks.requestSetHighScore({"leaderboardName": BOARD, "value": hits, "listener": on_high_score_set})


def main(arguments: Sequence[str] | None = None) -> int:
    """Play a round, and return the exit code."""
    options = parse(__doc__, arguments)
    with closing(options.world("solar2d")) as world, closing(world.client(PLAYER)) as client:
        tree = SceneTree()
        Steamworks.attach(tree, client)
        # The plugin makes no leaderboard: App Admin holds them, and in a local world whoever asks first makes it.
        client.find_or_create_leaderboard(BOARD, Steam.LEADERBOARD_SORT_METHOD_DESCENDING, Steam.LEADERBOARD_DISPLAY_TYPE_NUMERIC)
        steamworks.addEventListener("userProgressSave", on_user_progress_saved)
        steamworks.addEventListener("achievementInfoUpdate", on_achievement_info_updated)
        hits = sum(random.Random(1 if options.frames else None).choices((0, 1), (1, 4), k=SHOTS))
        print(f"{hits} of {SHOTS} hit")
        # What the plugin tells of the own progress comes in the first frames, as in Solar2D.
        for _ in range(3):
            tree.process(1 / 60)
        count(hits)
        send(hits, tree)
        code = options.run(tree)
        tree.close()
    return code


if __name__ == "__main__":
    raise SystemExit(main())
