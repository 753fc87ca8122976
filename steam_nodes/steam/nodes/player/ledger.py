"""The ledger of one player: what was added, set and unlocked, where each of it stands on its way to Steam, and when Steam is asked.

Rules: what comes in waits in the intake; once the player's stats are loaded it is set in Steam's memory, and is held until Steam has
stored it. What Steam takes back is set again on top of what Steam holds then: an add is added, a best compared, a set set, a session told.
What is stored is never told again, what is not stored is never forgotten, but for what Steam or the schema refuses for good, which is said.
Requests that fail are made again after 1, 2, 4, 8, 16, 32 and then every 60 seconds, stores after the same pauses and never sooner than
the rate allows; the seconds are those of the tree's frames. All PlayerStats of one player on one Steam node share one ledger.

Which values went back where Steam refused a store, or unloaded the player, a local Steam tells of each (FollowedSets). Valve's library does
not: there a value that stands as it was set counts as kept, and any other as taken back. So that this is right, a server sets there what
cannot be repeated (adds and sessions) only for the store, on values that it has asked for again just before. And once a store was
refused, a store carries only what may be repeated (sets, bests, unlocks), or one add or average alone: then what went back is certain.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any, Final, Protocol
from weakref import WeakSet

from steam_nodes.object.plain_text import plain
from steam_nodes.object.tasks import start
from steam_nodes.steam.nodes.player.changes import NOTHING, Change, fault_of, limit_fault, whole
from steam_nodes.steam.nodes.player.held import Held, added_to, is_repeatable
from steam_nodes.steam.nodes.player.news import News
from steam_nodes.steam.results import Result
from steam_nodes.steam.stat_values import short, to_float32

if TYPE_CHECKING:
    from steam_nodes.steam.nodes.player.intake import Intake
    from steam_nodes.steam.nodes.player.side import Side

LONGEST_PAUSE: Final = 60.0
"""How many seconds at most pass between two tries."""
STRIKES: Final = 3
"""How often in a row Steam may take a value back to where it stood, without a schema that says why, until it counts as refused for good."""
_LONGEST_LOOK: Final = 4.0
"""How many seconds at most pass until it is seen that Steam is started and logged on, where no signal tells it."""
_DOUBLINGS: Final = 6
_NUMBERS: Final = frozenset("0123456789.-+")
_MARGIN: Final = 0.001
"""Steam's clock and the tree's may add up the same seconds to sums that differ in their last digits."""


class Frames(Protocol):
    """What tells a ledger the time."""

    now: float
    """The seconds of the frames so far."""

    def wake(self, ledger: Ledger, time: float) -> None:
        """Let the ledger look at that time what is to be done."""


def pause_after(tries: int) -> float:
    """Return how many seconds to wait after so many tries in a row that failed."""
    return min(2.0 ** min(tries - 1, _DOUBLINGS), LONGEST_PAUSE)


class Ledger:
    """What one player has coming.

    Args:
        side: Steam, for this player.
        frames: What tells the time.
        intake: What comes in.
    """

    def __init__(self, side: Side, frames: Frames, intake: Intake) -> None:
        """Begin with nothing known of the player."""
        self.side = side
        self.intake = intake
        self.listeners: list[Any] = []
        """The PlayerStats that are in a tree."""
        self.members: WeakSet[Any] = WeakSet()
        """All that have been."""
        self.loaded: bool = False
        self.store_at: float = 0.0
        """The time before which no store is made."""
        self._frames = frames
        self._every = 0.0
        self._known = False
        self._asking = False
        self._sending = False
        self._wanted = False
        self._nothing_to_store = False
        self._ask_at = 0.0
        self._tries = 0
        self._refusals = 0
        self._said = ""
        self._mark = 0
        self._held: dict[str, list[Held]] = {}
        self._bases: dict[str, float] = {}
        self._exact: dict[str, float] = {}
        self._seen: dict[str, float] = {}
        self._refused: set[str] = set()
        self._complained: dict[str, set[str]] = {}
        self._again: set[str] = set()
        self._strikes: dict[str, int] = {}
        self._stale = False
        self._careful = False
        self._late = side.followed is None and not side.keeps_unstored
        """Whether what cannot be repeated waits for the store, before which the stats are asked again."""
        self._bringing = False
        self._refreshing = False
        self.news: News = News(side)

    # What is asked of it.

    @property
    def is_settled(self) -> bool:
        """Whether nothing is unstored; what Steam refuses does not count."""
        return not (self.intake.fresh or self._held or self._sending or self._waits)

    @property
    def _waits(self) -> bool:
        """Whether something waits that Steam has not refused."""
        intake = self.intake
        return not intake.changes.keys() | intake.rates.keys() | intake.unlocks.keys() <= self._refused

    @property
    def is_busy(self) -> bool:
        """Whether it has something to do, also with nobody listening: it asks, it stores, or what came before it was loaded waits."""
        asks = self._asking or self._refreshing or self._sending
        return asks or self._wanted or bool(not self.loaded and (self.intake or self._held))

    @property
    def _is_needed(self) -> bool:
        """Whether anybody is to know of the player, or anything is to be set."""
        return bool(self.listeners or self.intake or self._held)

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the player is kept here, and no PlayerStats will ever ask for it."""
        return not (self.members or self.intake or self._held or self.is_busy or self._frames.now < self.store_at)

    def get(self, name: str) -> float:
        """Return a stat as Steam holds it, with what waits on top."""
        value = self.side.read(name) if self.loaded else None
        if value is None:
            stat = self.side.stat(name)
            value = self._seen.get(name, 0 if stat is None else stat.default)
        else:
            self._seen[name] = value
        waiting = self.intake.waiting(name)
        if waiting is not None:
            value = waiting.of(value)
        return float(value) if self.side.is_float(name) else whole(value)

    def is_unlocked(self, name: str) -> bool:
        """Whether an achievement is unlocked, or waits to be."""
        if name in self.intake.unlocks:
            return True
        return bool(self.side.unlocked(name)) if self.loaded else name in self.news.told

    def store(self) -> None:
        """Store as soon as the rate allows."""
        self._wanted = True
        self._send_in_time()

    def gather(self) -> None:
        """Take in what was added since the last frame, and set it in Steam's memory if the player is loaded."""
        fresh = self.intake.take_fresh()
        self._refused -= fresh
        while self.intake.spoiled:
            self._say(*self.intake.spoiled.popitem())
        if self.loaded:
            self._apply()
        if fresh:
            self.tell("changed")

    def bring_all(self) -> None:
        """Set in Steam's memory whatever waits, since nothing will be stored but by Steam itself."""
        careful, self._careful, self._bringing = self._careful, False, True
        self.gather()
        self._careful, self._bringing = careful, False

    def look(self) -> None:
        """Do what is due at this time."""
        if not self.loaded and self._is_needed and self._frames.now >= self._ask_at:
            self.ask()
        self._send_in_time()
        if self._nothing_to_store:
            self._nothing_to_store = False
            self.tell("stored")

    # The way to loaded.

    def ask(self) -> None:
        """Ask for the player's stats, unless that is under way; where Steam is not there yet, later."""
        if self.loaded or self._asking:
            return
        if not self.side.is_there:
            self._ask_later(_LONGEST_LOOK)
            return
        self._asking = True
        start(self._load())

    def unloaded(self) -> None:
        """Note that Steam does not hold the player any more, and ask again if anybody is to know or anything is to be set."""
        self.loaded = False
        self._follow()
        if self._is_needed:
            self.ask()
        else:
            self._wanted = False

    async def _load(self) -> None:
        """Ask, and set on top of the answer what came meanwhile."""
        answer = self.side.request()
        result = Result.FAIL if answer is None else await answer
        self._asking = False
        if result != Result.OK:
            self._fail(f"Steam answered the request for the stats of {self.side.steam_id:d} with {_word(result)}; it is asked again")
            self._ask_later()
            return
        if not self.side.holds_player():
            # It was unloaded again before the answer was handed out.
            self._ask_later()
            return
        self._tries, self._said = 0, ""
        # Before Steam was started nobody knew whose sets to follow.
        self.side.follow()
        self.loaded = True
        self._reconcile()
        if not self._known:
            self._known = True
            self.news.begin()
        self.tell("loaded")
        self._refused.clear()
        self.gather()
        self._unlock_again()
        self.news.look(self, None)
        self._send_in_time()

    def _ask_later(self, longest: float = LONGEST_PAUSE) -> None:
        """Ask again after a pause, which grows, but not beyond the longest."""
        self._tries += 1
        self._ask_at = self._frames.now + min(pause_after(self._tries), longest)
        self._frames.wake(self, self._ask_at)

    def _reconcile(self) -> None:
        """Find out, of what was in Steam's memory before it was loaded anew, what has to be set again."""
        self._follow()
        followed = self.side.followed
        for name, sets in [*self._held.items()]:
            number = sets[-1].number
            if followed is not None:
                if followed.number(name) < number:
                    self._take_back(name, number)
                continue
            if self._stands(name, sets[-1]):
                # Whether it is stored, or only still set, cannot be seen; the next store will bring it to the disk in any case.
                continue
            value, base, shown = self.side.read(name), self._bases.get(name), sets[-1].value
            if self._confirm_what_stands(name):
                pass
            elif value is not None and base is not None and value != base and (value < shown) != (base < shown):
                # Another server has changed it too, and it has got farther than with our part: so that is in it.
                self._confirm(name, number)
            self._take_back(name, number)

    # Into Steam's memory.

    def _apply(self) -> None:
        """Set what waits, but for what was refused and has not changed since."""
        intake = self.intake
        if not (intake.changes or intake.rates or intake.unlocks):
            return
        self._follow()
        changed: list[str] = []
        for waiting, bring in ((intake.changes, self._set), (intake.rates, self._tell_sessions), (intake.unlocks, self._unlock)):
            for name in [name for name in waiting if name not in self._refused]:
                if not self._may_bring(name) or (self._sending and self._went_back(name)):
                    continue
                if bring(name):
                    changed.append(name)
                if not self.loaded:
                    return
        self._again.clear()
        self.news.look(self, changed)

    def _may_bring(self, name: str) -> bool:
        """Whether a name may be set now: only one thing alone that cannot be repeated, where a store is to carry no more of it."""
        if not self._careful:
            return True
        repeatable = name not in self.intake.rates and (name not in self.intake.changes or self.intake.changes[name].repeatable)
        return not self._sending and (not self._held or (repeatable and all(map(is_repeatable, self._held.values()))))

    def _set(self, name: str) -> bool:
        """Set one stat to what it becomes by what waits; return whether it was set."""
        side, change = self.side, self.intake.changes[name]
        kind = side.kind(name)
        value = side.read(name) if kind else None
        if value is None:
            if side.still_reads(name):
                self._give_up(name, f"{change.text(name)}: {side.why()}")
            else:
                self.unloaded()
            return False
        if kind == "AVGRATE":
            self._give_up(name, f'{change.text(name)}: it is an AVGRATE stat; call rate("{name[:140]}", count, seconds)')
            return False
        exact = self._exact.get(name)
        # What is added to a float counts also where Steam's float32 is too coarse for it.
        before = exact if exact is not None and change.plus and self._shown(name, exact) == value else value
        after = whole(change.of(before)) if kind == "INT" else change.of(before)
        stat = side.stat(name)
        fault = fault_of(kind, after)
        if not fault and self._shown(name, after) == value and change.plus is not None:
            self._exact[name] = after
            del self.intake.changes[name]
            return False
        if not fault and stat is not None:
            # Adds are set in steps that Steam allows, since each was small; so is what went back, which had been allowed before.
            steps = name in self._again or (change.plus is not None and after == before + change.plus)
            fault = limit_fault(stat, self._bases.get(name, value), after, None if steps else value)
        if fault:
            self._give_up(name, f"{change.text(name)}: {fault}")
            return False
        if self._late and not self._bringing and not change.repeatable:
            self._unlock_reached(name, after)
            return False
        if self._careful and not change.repeatable and self._unlock_first(name, after):
            return False
        step = None if stat is None else stat.max_change
        moved = value
        while step is not None and abs(after - moved) > step:
            moved = moved + step if after > moved else moved - step
            side.write(name, moved)
        if not side.write(name, after):
            self._refuse(name, change, value, after)
            return False
        if name not in self._held:
            self._bases[name] = value
        self._hold(name, Held(self._number(name), change, (), after))
        self._exact[name] = self._seen[name] = after
        del self.intake.changes[name]
        return True

    def _tell_sessions(self, name: str) -> bool:
        """Tell Steam the sessions of an average that wait; return whether it was told any."""
        side, waiting = self.side, self.intake.rates[name]
        kind = side.kind(name)
        if not kind and not side.still_reads(name):
            self.unloaded()
            return False
        if kind in {"", "INT"}:
            self._say(name, f'rate("{name[:140]}"): {"it is an INT stat; only an AVGRATE stat is told a rate" if kind else side.why()}')
            waiting.clear()
        elif self._late and not self._bringing:
            return False
        told: list[tuple[float, float]] = []
        while waiting:
            count, seconds = waiting[0]
            if side.rate(name, count, seconds):
                told.append(waiting.pop(0))
                continue
            reason = f'rate("{name[:140]}", {short(count)}, {short(seconds)}): {side.why()}'
            if not side.holds_player():
                self.unloaded()
                break
            self._say(name, reason)
            if side.may_set(name) and kind == "AVGRATE" and 0 < seconds < inf and -inf < count < inf:
                self._refused.add(name)
                break
            waiting.pop(0)
        if not waiting:
            del self.intake.rates[name]
        if told:
            self._hold(name, Held(self._number(name), None, tuple(told), side.read_float(name) or 0.0))
        return bool(told)

    def _unlock(self, name: str) -> bool:
        """Unlock an achievement in Steam's memory; return False: no stat has changed."""
        side = self.side
        unlocked = side.unlocked(name)
        # What a stat has unlocked is locked again where Steam takes the stat back.
        if not unlocked or any(name in side.unlocks.get(stat, ()) for stat in self._held):
            if not side.unlock(name):
                reason = f'unlock("{name[:140]}"): {side.why()}'
                if not side.holds_player():
                    self.unloaded()
                    return False
                self._say(name, reason)
                if side.may_unlock(name) and unlocked is not None:
                    self._refused.add(name)
                else:
                    del self.intake.unlocks[name]
                return False
            self._hold(name, Held(self._number(name), None, (), 1))
        del self.intake.unlocks[name]
        self.news.tell_unlock(self, name)
        return False

    def _number(self, name: str) -> int:
        """Return the number of the set that was just made."""
        self._mark += 1
        return self._mark if self.side.followed is None else self.side.followed.number(name)

    def _hold(self, name: str, made: Held) -> None:
        """Keep what was set until Steam has stored it."""
        self._held[name] = added_to(self._held.get(name, []), made, merge=not self._sending)
        self._refused.discard(name)
        self._complained.pop(name, None)

    def _stands(self, name: str, made: Held) -> bool:
        """Whether what was set last of a name still stands in Steam's memory, as far as can be seen."""
        if made.change is not None:
            return self.side.read(name) == self._shown(name, made.value)
        if made.sessions:
            return self.side.read_float(name) == made.value
        return bool(self.side.unlocked(name))

    def _went_back(self, name: str) -> bool:
        """Whether a value went back already while the answer that says so is still on its way: with that it is set again."""
        return self.side.followed is None and name in self._held and not self._stands(name, self._held[name][-1])

    def _confirm_what_stands(self, name: str) -> bool:
        """Where a value went back to that of an earlier set, take the sets up to it as stored; return whether it did."""
        sets = self._held[name]
        base = self._bases.get(name)
        moved = bool(sets[-1].sessions) if base is None else self.side.read(name) != base
        standing = [each for each in sets if self._stands(name, each)] if moved else []
        if standing:
            self._confirm(name, standing[-1].number)
        return bool(standing)

    def _shown(self, name: str, value: float) -> float:
        """Return a value as Steam shows it."""
        return value if self.side.kind(name) == "INT" else to_float32(value)

    def _refuse(self, name: str, change: Change, value: float, after: float) -> None:
        """Drop what Steam refuses for good; let what it may take later wait."""
        side, stat = self.side, self.side.stat(name)
        reason = f"{change.text(name)}: {side.why()}"
        if not side.holds_player():
            self.unloaded()
        elif not side.may_set(name) or (stat is not None and limit_fault(stat, value, after, value)):
            self._give_up(name, reason)
        else:
            self._refused.add(name)
            self._say(name, reason)

    def _give_up(self, name: str, reason: str) -> None:
        """Drop what waits of a stat, since it can never be set."""
        del self.intake.changes[name]
        self._say(name, reason)

    # The way to the store.

    def _send_in_time(self) -> None:
        """Store, if that is wanted and the rate allows it; else when it does."""
        if not self._wanted or self._sending or not self.loaded:
            return
        if self._frames.now < self.store_at:
            self._frames.wake(self, self.store_at)
            return
        if not self.side.is_there:
            self._frames.wake(self, self._frames.now + pause_after(1))
            return
        self._refused.clear()
        self.gather()
        if not self.loaded or self._refreshing:
            return
        if self._late and (self.intake.rates or any(not change.repeatable for change in self.intake.changes.values())):
            self._refreshing = True
            start(self._refresh())
        else:
            self._send_what_is_set()

    async def _refresh(self) -> None:
        """Ask for the stats again, set on top of them what waits, and store."""
        answer = self.side.request()
        result = Result.FAIL if answer is None else await answer
        self._refreshing = False
        if result != Result.OK:
            self._fail(f"Steam answered the request for the stats of {self.side.steam_id:d} with {_word(result)}; it is asked again")
            self._pause()
            self._send_in_time()
        elif self.loaded and self.side.holds_player():
            for name, sets in [*self._held.items()]:
                if not self._stands(name, sets[-1]):
                    self._take_back(name, sets[-1].number)
            self._bringing = True
            self.gather()
            self._bringing = False
            if self.loaded:
                self._send_what_is_set()
        elif self.loaded:
            self.unloaded()

    def _send_what_is_set(self) -> None:
        """Store what is set in Steam's memory."""
        self._wanted = False
        if not self._held:
            # It is told in a later frame, as every answer: who waits for it may begin to only after this call.
            self._nothing_to_store = not self.intake
            self._frames.wake(self, self._frames.now)
            return
        self._sending = True
        if self.members:
            self._every = max(float(each.store_every) for each in self.listeners or self.members)
        self.store_at = self._frames.now + self._every + _MARGIN
        start(self._send())

    async def _send(self) -> None:
        """Store, and see what became of each value."""
        mark, self._stale = self._mark, False
        alone = next(iter(self._held)) if self._careful and len(self._held) == 1 else ""
        result = await self.side.store()
        self._sending = False
        self._follow()
        if result == Result.OK:
            if self.side.followed is None:
                for name in [*self._held]:
                    self._confirm(name, mark)
            self._refusals, self._said = 0, ""
            self._strikes.clear()
            # What was held back for the sake of this store is stored next.
            self._wanted = self._wanted or (self._careful and self._waits)
            self.news.look(self, None)
            self.tell("stored")
        else:
            self._wanted = True
            if self.loaded and not self.side.holds_player():
                self.unloaded()
            if result != Result.INVALID_PARAM:
                self._fail(f"Steam answered the store for {self.side.steam_id:d} with {_word(result)}; it is stored again")
                self._pause()
            elif self.loaded and not self._set_again(alone):
                self._fail(f"Steam refused the store for {self.side.steam_id:d} and took values back; they are set and stored again")
                self._pause()
            # Where the player was unloaded meanwhile, it is seen when it is loaded anew what became of the values.
        if self.loaded:
            self._apply()
        self._send_in_time()

    def _pause(self) -> None:
        """Store again after a pause, which grows."""
        self._refusals += 1
        self.store_at = max(self.store_at, self._frames.now + pause_after(self._refusals))

    def _set_again(self, alone: str) -> bool:
        """Set again what a store that Steam refused has taken back.

        Args:
            alone: The name that was all the store carried, so that it is certain that it went back; "" if there were several.

        Returns:
            Whether another server was quicker, which explains the refusal.
        """
        side = self.side
        if side.followed is None:
            self._careful = True
            for name, sets in [*self._held.items()]:
                if name == alone:
                    self._take_back(name, sets[-1].number)
                elif not self._stands(name, sets[-1]):
                    self._confirm_what_stands(name)
                    self._take_back(name, sets[-1].number)
            for name in [name for name in self._again if name in self.intake.changes and side.stat(name) is None]:
                self._strikes[name] = self._strikes.get(name, 0) + 1
                if self._strikes[name] >= STRIKES:
                    change = self.intake.changes[name]
                    self._give_up(name, f"{change.text(name)}: Steam has refused it {STRIKES} times; see its limits in App Admin")
        stale, self._stale = self._stale, False
        self.gather()
        self._unlock_again()
        self.tell("changed")
        return stale

    def _unlock_reached(self, stat: str, value: float) -> None:
        """Unlock what a value of a stat unlocks that is set only later."""
        side = self.side
        for name in side.unlocks.get(stat, ()):
            if side.may_unlock(name) and name not in self.news.told and self.news.has_reached(name, value):
                self.intake.unlocks[name] = None
        self.news.look(self, (stat,))

    def _unlock_first(self, stat: str, value: float) -> bool:
        """Put what a set will unlock before it: a refusal of that would look like one of the set; return whether there is any."""
        side = self.side
        first = [
            name
            for name in side.unlocks.get(stat, ())
            if name not in self._refused and side.may_unlock(name) and side.unlocked(name) is False and self.news.has_reached(name, value)
        ]
        self.intake.unlocks.update(dict.fromkeys(first))
        return bool(first)

    def _unlock_again(self) -> None:
        """Unlock what a stat had unlocked and went back alone, where the stat itself was set again since."""
        side = self.side
        for name in self.news.unlocks:
            if (
                name in side.limits
                and side.may_unlock(name)
                and not side.unlocked(name)
                and self.news.has_reached(name, self.get(side.stat_of[name]))
            ):
                self.intake.unlocks[name] = None
                self._wanted = True
        self._apply()

    def _follow(self) -> None:
        """Take in what Steam tells of what became of the sets."""
        followed = self.side.followed
        if followed is None:
            return
        for name, number, stored in followed.take():
            if stored:
                self._confirm(name, number)
            else:
                self._take_back(name, number)

    def _confirm(self, name: str, number: int) -> None:
        """Forget the sets of a name up to a number, which are stored."""
        sets = self._held.get(name, ())
        left = [each for each in sets if each.number > number]
        if len(left) == len(sets):
            return
        if left:
            self._held[name] = left
            if name in self._bases:
                self._bases[name] = self._shown(name, sets[len(sets) - len(left) - 1].value)
        else:
            del self._held[name]
            self._bases.pop(name, None)

    def _take_back(self, name: str, number: int) -> None:
        """Let the sets of a name up to a number wait again, which went back."""
        sets = self._held.get(name, ())
        back = [each for each in sets if each.number <= number]
        if not back:
            return
        left = [*sets[len(back) :]]
        if left:
            self._held[name] = left
        else:
            del self._held[name]
        intake = self.intake
        change = NOTHING
        sessions: list[tuple[float, float]] = []
        for each in back:
            change = change if each.change is None else change.then(each.change)
            sessions += each.sessions
        if sessions:
            intake.rates[name] = [*sessions, *intake.rates.get(name, ())]
        elif back[0].change is None:
            intake.unlocks[name] = None
        else:
            intake.changes[name] = change.then(intake.changes.get(name, NOTHING))
            if self.side.read(name) != self._bases.get(name):
                self._stale = True
                self._strikes.pop(name, None)
            if not left:
                self._bases.pop(name, None)
        self._exact.pop(name, None)
        self._again.add(name)
        # Steam was to store it; that holds for what is set in its place.
        self._wanted = True

    # What is told.

    def _say(self, name: str, reason: str) -> None:
        """Tell why something of a name is refused: once for each reason, whatever the numbers are, and again after it was taken."""
        kind = "".join(letter for letter in reason if letter not in _NUMBERS)
        if kind not in self._complained.setdefault(name, set()):
            self._complained[name].add(kind)
            self.tell("failed", plain(reason))

    def _fail(self, reason: str) -> None:
        """Tell why a request or a store failed, once for each reason in a row."""
        if reason != self._said:
            self._said = reason
            self.tell("failed", plain(reason))

    def tell(self, signal: str, *args: Any) -> None:
        """Emit a signal on each PlayerStats of the player."""
        for listener in [*self.listeners]:
            if signal == "achievement_unlocked":
                # One that was away hears it when it is back, and none hears it twice.
                listener._hear_unlocks_(self.news)
            else:
                getattr(listener, signal).emit(*args)


def _word(result: Result) -> str:
    return result.name if isinstance(result, Result) else f"the unknown result {result}"
