"""A random walk of hypothesis: a player's local side as it is, and one seen through Valve's interface and our binding, differ in no step.

Rules: both begin alike and are told the same. After each step they have returned the same, after each frame they have handed over the same
records (calls are compared by the order in which they were asked, for each side numbers its own) and show the same values. Every call that
returns a number is answered exactly once. Two things may differ. Valve's structs about leaderboards and the number of players tell no
result: there a failure is a failure, whichever it was. And what is about no user comes in a frame behind what is about one only on the
local side, and later if it was refused: these are compared by themselves, the refused when all is calm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import seed
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from steam_nodes.steam.callbacks import (
    GlobalAchievementPercentagesReady,
    GlobalStatsReceived,
    LeaderboardFound,
    LeaderboardScoresDownloaded,
    LeaderboardScoreUploaded,
    LeaderboardUGCSet,
    NumberOfCurrentPlayers,
)
from steam_nodes.steam.results import Result
from tests.support.client_world import FRIEND, world
from tests.support.long_walks import spread, walk
from tests.support.loopback import POSTINGS, library
from tests.support.native_world import MODES, LoopedClient, Mode
from tests.support.places import ON_EVERY_STORE, Rows, share
from tests.support.stats_world import OTHER, PLAYER, SERVER
from tests.support.stepping import frame
from tests.support.twins import Twins, TwinSide

if TYPE_CHECKING:
    from steam_nodes.steam.backend import ClientBackend
    from steam_nodes.steam.local import LocalSteam
    from steam_nodes.steam.local.client.client import LocalClient

pytestmark = ON_EVERY_STORE

INTS, FLOATS = ("games", "level", "kills", "secret", "gamez", "distance"), ("distance", "per_hour", "ranking", "games")
ACHIEVEMENTS = ("ACH_FIRST", "ACH_LEVEL", "ACH_FAR", "ACH_SERVER", "ACH_SECRET", "ACH_NONE")
BOARDS = ("Best", "Fast", "", "x" * 128)
HANDLES = (1, 2, 0, 77)
WITHOUT_RESULT = (LeaderboardFound, LeaderboardScoresDownloaded, LeaderboardScoreUploaded, NumberOfCurrentPlayers)
ABOUT_NOBODY = (*WITHOUT_RESULT, GlobalAchievementPercentagesReady, GlobalStatsReceived, LeaderboardUGCSet)
OLDEST_WITH_CURRENT = 160

whole = st.integers(-3, 60) | st.sampled_from([2**31, -(2**31), True, 1.5])
real = st.integers(-4, 16).map(lambda number: number / 2) | st.sampled_from([float("nan"), float("inf"), 1e39, 0.1, 3, True])
names = st.sampled_from(ACHIEVEMENTS)
handles = st.sampled_from([*HANDLES, 1, 1])
users = st.sampled_from([PLAYER, OTHER, FRIEND, SERVER, 0])

CALLS: dict[str, tuple[st.SearchStrategy[Any], ...]] = {
    "set_stat_int": (st.sampled_from(INTS), whole),
    "set_stat_float": (st.sampled_from(FLOATS), real),
    "update_avg_rate_stat": (st.sampled_from(FLOATS), st.integers(-4, 16).map(float), st.sampled_from([0.5, 3.0, 0.0, -1.0])),
    "set_achievement": (names,),
    "clear_achievement": (names,),
    "indicate_achievement_progress": (names, st.integers(-1, 4), st.integers(0, 4)),
    "store_stats": (),
    "reset_all_stats": (st.booleans(),),
    "request_current_stats": (),
}
ASKS: dict[str, tuple[st.SearchStrategy[Any], ...]] = {
    "request_user_stats": (users,),
    "get_number_of_current_players": (),
    "request_global_achievement_percentages": (),
    "request_global_stats": (st.sampled_from([0, 2, 60, 61, -1]),),
    "find_leaderboard": (st.sampled_from(BOARDS),),
    "find_or_create_leaderboard": (st.sampled_from(BOARDS), st.integers(0, 3), st.integers(0, 4)),
    "download_leaderboard_entries": (handles, st.integers(0, 3), st.integers(-2, 3), st.integers(-2, 3)),
    "download_leaderboard_entries_for_users": (handles, st.lists(users, max_size=3)),
    "upload_leaderboard_score": (handles, st.integers(0, 3), st.integers(-5, 5) | st.just(2**31), st.lists(st.integers(-1, 1), max_size=3)),
    "attach_leaderboard_ugc": (handles, st.sampled_from([7, 2**63, 2**64 - 1])),
}
GETS: list[tuple[str, tuple[Any, ...]]] = [
    *[("get_stat_int", (name,)) for name in INTS],
    *[("get_stat_float", (name,)) for name in FLOATS],
    *[("get_user_stat_int", (user, "games")) for user in (PLAYER, OTHER, SERVER)],
    *[("get_user_stat_float", (OTHER, name)) for name in ("distance", "games")],
    *[("get_achievement_achieved_percent", (name,)) for name in ACHIEVEMENTS],
    *[("get_achievement_display_attribute", (name, "name")) for name in ACHIEVEMENTS],
    *[("get_achievement_progress_limits_float", (name,)) for name in ACHIEVEMENTS],
    *[(f"get_leaderboard_{what}", (handle,)) for what in ("name", "entry_count", "sort_method", "display_type") for handle in HANDLES],
    ("get_most_achieved_achievement_info", ()),
    ("get_next_most_achieved_achievement_info", (0,)),
    ("get_global_stat_int", ("games",)),
    ("get_global_stat_int_history", ("games",)),
    ("get_num_achievements", ()),
    ("get_friends", ()),
    ("logged_on", ()),
]


class Side(TwinSide):
    """One of the two, with the server of its world and what it refused."""

    def __init__(self, backend: ClientBackend, local: LocalClient, steam: LocalSteam) -> None:
        """Begin with nothing refused."""
        super().__init__(backend, local, steam)
        self.refused: list[str] = []

    def frame(self) -> tuple[list[str], list[str]]:
        """Step a frame; return what arrived that is about users, and about nobody, with the place of each call instead of its number."""
        of_users: list[str] = []
        of_nobody: list[str] = []
        for record in frame(self.backend, 0.25):
            call, told = getattr(record, "call", 0), repr(record)
            if call:
                self.answered += 1
                told = told.replace(f"call={call}, ", f"call #{self.asked.index(call)}, ")
            if not isinstance(record, ABOUT_NOBODY):
                of_users.append(told)
            elif record.result is Result.OK:
                of_nobody.append(told)
            else:
                result = "failed" if isinstance(record, WITHOUT_RESULT) else record.result.name
                self.refused.append(f"{type(record).__name__} #{self.asked.index(call)}: {result}")
        return of_users, of_nobody


class ClientTwins(Twins[Side]):
    """The two, side by side."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        super().__init__()
        self.in_order = True

    @initialize(mode=st.sampled_from(MODES), posting=st.sampled_from(POSTINGS), sdk=st.sampled_from([165, 165, 164, 160, 149]))
    def begin(self, mode: Mode, posting: str, sdk: int) -> None:
        """Open both, initialised."""
        # A broadcast names no call: a second one, or one that RequestCurrentStats brings, may stand for the next answer about that user.
        self.in_order = posting != "broadcast twice" and sdk > OLDEST_WITH_CURRENT
        for looped in (False, True):
            # What another program stores beside a request comes behind it, for both.
            steam = world(Rows(prompt=True).store())
            local = steam.client(PLAYER, timeout=1.0)
            self.sides.append(Side(LoopedClient(local, mode, posting, sdk) if looped else local, local, steam))
        self.same("init", 0)
        self.step(3)

    @rule(data=st.data(), call=st.sampled_from([*CALLS]), then=st.sampled_from(["", "", "store", "step"]))
    def call(self, data: st.DataObject, call: str, then: str) -> None:
        """Set something, right or wrong."""
        self.same(call, *(data.draw(argument) for argument in CALLS[call]))
        if then == "store":
            self.same("store_stats")
        elif then == "step":
            self.step(1)

    @rule(data=st.data(), call=st.sampled_from([*ASKS]))
    def ask(self, data: st.DataObject, call: str) -> None:
        """Ask something that is answered later."""
        arguments = [data.draw(argument) for argument in ASKS[call]]
        for side in self.sides:
            side.asked.append(getattr(side.backend, call)(*arguments))

    @rule(frames=st.sampled_from([1, 1, 2, 5]))
    def step(self, frames: int) -> None:
        """Let frames go by, and compare what arrives and what is shown."""
        for _ in range(frames):
            first, second = (side.frame() for side in self.sides)
            assert first == second if self.in_order else [*map(sorted, first)] == [*map(sorted, second)]
        for call, arguments in GETS:
            self.same(call, *arguments)
        for name in ACHIEVEMENTS:
            for call, whom in (("get_achievement", ()), ("get_user_achievement", (OTHER,))):
                seen = [getattr(side.backend, call)(*whom, name) for side in self.sides]
                # The clocks go apart where Valve's side waits at a shutdown.
                assert [it and (it[0], it[1] > 0) for it in seen] in ([seen[0]] * 2, [seen[0] and (seen[0][0], seen[0][1] > 0)] * 2)

    @rule(who=st.sampled_from([PLAYER, OTHER]), games=st.integers(0, 5))
    def seed(self, who: int, games: int) -> None:
        """Let another program store something for a player."""
        for side in self.sides:
            side.beside.seed(who, {"games": games, "ACH_FIRST": True})

    @rule(games=st.integers(0, 5), then=st.sampled_from(["", "store", "step"]))
    def another_program(self, games: int, then: str) -> None:
        """Let another program of the player store a value while this one may be asking for it; then set that value here too."""
        for side in self.sides:
            other = side.beside.client(PLAYER)
            assert other.set_stat_int("games", games)
            assert other.store_stats()
            other.close()
        self.same("set_stat_int", "games", games + 1)
        if then == "store":
            self.same("store_stats")
        elif then == "step":
            self.step(1)

    @rule()
    def unload(self) -> None:
        """Let Steam unload another user."""
        for side in self.sides:
            side.local.unload(OTHER)

    @rule()
    def restart(self) -> None:
        """End Steam and start it again."""
        self.calm()
        self.same("shutdown")
        self.same("get_stat_int", "games")
        self.same("store_stats")
        self.same("init", 0)
        self.step(2)

    def calm(self) -> None:
        """End every fault, and compare what was refused."""
        super().calm()
        assert sorted(self.sides[0].refused) == sorted(self.sides[1].refused)


def batch(number: int) -> None:
    """Go 200 ways that have this number."""
    walk(seed(number)(ClientTwins), 200)


def test_a_random_walk_cannot_tell_the_binding_from_the_local_side(*, thorough: bool, long: bool) -> None:
    """500 steps, 1,000 with --thorough, 100,000 in the long form: the same returns, the same records, each answer once."""
    if long and Rows.in_memory():
        library()  # where there is no compiler the law is skipped here; in a batch that would be a failure
        spread(batch, 20)
    else:
        walk(ClientTwins, share(40 if thorough or long else 20))
