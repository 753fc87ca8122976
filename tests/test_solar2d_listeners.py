"""Listeners of Solar2D's plugin: who is called, in which order, who is not, and what an exception stops.

Rules: the fake brings one `userProgressUpdate` for each `post`; nothing here is about Steam.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes.solar2d import Steamworks
from steam_nodes.steam.callbacks import UserStatsReceived
from steam_nodes.steam.results import Result
from tests.support.fake_user import APP, ME, FakeUser

if TYPE_CHECKING:
    from collections.abc import Callable

    from steam_nodes import SceneTree
    from steam_nodes.solar2d import Event

UPDATE = "userProgressUpdate"


class Stage:
    """A plugin with nothing pending, and listeners that write down that they were called.

    Args:
        tree: The tree whose frames these are.
    """

    def __init__(self, tree: SceneTree) -> None:
        """Let the start pass."""
        self.tree = tree
        self.fake = FakeUser()
        self.plugin = Steamworks.attach(tree, self.fake)
        self.called: list[str] = []
        tree.process()
        tree.process()

    def listener(self, name: str, then: Callable[[], object] = lambda: None) -> Callable[[Event], None]:
        """Make a function that writes its name down and does something more."""

        def listen(_event: Event) -> None:
            self.called.append(name)
            then()

        return listen

    def add(self, *listeners: Any) -> None:
        """Add listeners in order."""
        assert all(self.plugin.addEventListener(UPDATE, listener) for listener in listeners)

    def send(self, count: int = 1) -> list[str]:
        """Bring events, all in one frame; return who was called, and forget it."""
        self.fake.post(*[UserStatsReceived(0, APP, Result.OK, ME)] * count)
        self.tree.process()
        self.tree.process()
        called, self.called[:] = [*self.called], []
        return called


@pytest.fixture
def stage(tree: SceneTree) -> Stage:
    """Give a stage."""
    return Stage(tree)


class Script:
    """An object with a method of the event's name.

    Args:
        stage: Where it writes down that it was called.
    """

    def __init__(self, stage: Stage) -> None:
        """Begin."""
        self.stage = stage

    def userProgressUpdate(self, event: Event) -> None:  # noqa: N802 - the event's name
        """Write down that it was called."""
        self.stage.called.append(f"object {event.name}")

    def on_event(self, event: Event) -> None:
        """Write down that it was called as a function."""
        self.stage.called.append(f"method {event.name}")


def test_functions_are_called_first_in_the_order_of_adding(stage: Stage) -> None:
    """Then the objects in theirs, whenever they were added."""
    table: dict[str, Any] = {}
    table[UPDATE] = lambda self, _event: stage.called.append("dictionary" if self is table else "?")
    stage.add(Script(stage), stage.listener("one"), table, stage.listener("two"))
    assert stage.send() == ["one", "two", "object userProgressUpdate", "dictionary"]


def test_added_twice_is_called_twice_and_removed_one_by_one(stage: Stage) -> None:
    """Each removal takes out one and is True; the third finds none and is False."""
    twice = stage.listener("twice")
    stage.add(twice, twice)
    assert stage.send() == ["twice", "twice"]
    assert stage.plugin.removeEventListener(UPDATE, twice) is True
    assert stage.send() == ["twice"]
    assert stage.plugin.removeEventListener(UPDATE, twice) is True
    assert stage.plugin.removeEventListener(UPDATE, twice) is False
    assert stage.send() == []


def test_a_bound_method_is_the_same_each_time_and_an_equal_object_is_not(stage: Stage) -> None:
    """Python makes a bound method anew on each access; two dictionaries that are equal stay two listeners."""
    script = Script(stage)
    stage.add(script.on_event, script)
    assert stage.send() == ["method userProgressUpdate", "object userProgressUpdate"]
    assert stage.plugin.removeEventListener(UPDATE, script.on_event) is True
    assert stage.plugin.removeEventListener(UPDATE, Script(stage)) is False
    table = {UPDATE: lambda _self, _event: None}
    stage.add(table)
    assert stage.plugin.removeEventListener(UPDATE, dict(table)) is False
    assert stage.plugin.removeEventListener(UPDATE, table) is True


def test_listeners_are_a_snapshot_of_each_event(stage: Stage) -> None:
    """One added in an event hears the next one; one removed in an event hears not even this one."""
    late, gone = stage.listener("late"), stage.listener("gone")

    def exchange() -> None:
        stage.plugin.addEventListener(UPDATE, late)
        stage.plugin.removeEventListener(UPDATE, gone)

    first = stage.listener("first", exchange)
    stage.add(first, gone)
    assert stage.send() == ["first"]
    assert stage.send() == ["first", "late"]


def test_a_listener_may_remove_itself_in_the_event(stage: Stage) -> None:
    """As the plugin's own demos do; the others are still called."""

    def once(_event: Event) -> None:
        stage.called.append("once")
        assert stage.plugin.removeEventListener(UPDATE, once)

    stage.add(once, stage.listener("other"))
    assert stage.send(2) == ["once", "other", "other"]


def test_an_object_that_lost_its_method_is_passed_by_and_can_be_removed(stage: Stage) -> None:
    """The method is looked up at each event, as in Lua."""
    script: Any = Script(stage)
    stage.add(script)
    script.userProgressUpdate = None
    assert stage.send() == []
    assert stage.plugin.removeEventListener(UPDATE, script) is True


def test_an_exception_ends_its_event_only_and_surfaces_at_the_end_of_the_frame(stage: Stage) -> None:
    """The other listeners of that event are skipped, later events go out, and `tree.process` raises."""
    stage.add(stage.listener("before"), stage.listener("bad", lambda: 1 / 0), stage.listener("after"))
    with pytest.raises(ExceptionGroup) as raised:
        stage.send(2)
    assert [type(error) for error in raised.value.exceptions] == [ZeroDivisionError, ZeroDivisionError]
    assert stage.called == ["before", "bad", "before", "bad"]


def test_with_a_loop_of_ones_own_process_raises_what_a_listener_raised() -> None:
    """When all events are out."""
    fake = FakeUser()
    plugin = Steamworks(fake)
    heard: list[Event] = []
    fake.post(UserStatsReceived(0, APP, Result.OK, ME))

    def bad_first(event: Event) -> None:
        heard.append(event)
        if len(heard) == 1:
            raise ZeroDivisionError

    plugin.addEventListener(UPDATE, bad_first)
    plugin.process(0.1)
    with pytest.raises(ZeroDivisionError):
        plugin.process(0.1)
    assert len(heard) == 2


def test_what_a_listener_asks_is_answered_in_a_later_frame(stage: Stage) -> None:
    """No event comes inside a call, also not inside a call in a listener."""
    frames: list[int] = []

    def ask(_event: Event) -> None:
        frames.append(stage.tree.get_frame())
        if len(frames) < 3:
            stage.plugin.requestUserProgress()

    stage.add(ask)
    stage.fake.post(UserStatsReceived(0, APP, Result.OK, ME))
    for _ in range(6):
        stage.tree.process()
    assert [frame - frames[0] for frame in frames] == [0, 1, 2]


def test_events_come_while_the_tree_is_paused(stage: Stage) -> None:
    """A pause of the game is none of Steam's; without frames nothing comes, and then all together."""
    stage.add(stage.listener("heard"))
    stage.tree.paused = True
    assert stage.send(3) == ["heard"] * 3
