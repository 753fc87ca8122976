"""Several trees in one program, in one thread or in several: what belongs to a tree or a thread touches no other.

Rules: the threads here meet at barriers, so that what is tested does happen at the same time; no test waits for a clock.
"""

from __future__ import annotations

import gc
import logging
import threading
import weakref
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from steam_nodes import Callable, Engine, Input, InputEvent, InputEventKey, Node, Object, SceneTree, Signal, is_instance_valid
from steam_nodes.scene import lifecycle
from tests.support.godot_trace import refusal_log

if TYPE_CHECKING:
    from collections.abc import Callable as Function
    from collections.abc import Iterator

WAIT = 60.0
"""The seconds after which a thread that never comes fails the test instead of hanging it."""


@pytest.fixture
def trees() -> Iterator[list[SceneTree]]:
    """Give two trees, of which the second was made last."""
    made = [SceneTree(fixed_fps=60), SceneTree(fixed_fps=60)]
    yield made
    for tree in made:
        tree.close()


class Hears(Node):
    """Notes what it is called with, and in which thread."""

    hit: Signal[int] = Signal("number")
    value = 0

    def __init__(self, name: str = "Hears") -> None:
        """Start with nothing."""
        super().__init__(name)
        self.heard: list[Any] = []
        self.threads: set[int] = set()

    def hear(self, what: Any) -> None:
        """Be called."""
        self.heard.append(what)
        self.threads.add(threading.get_ident())


def together(*works: Function[[], object]) -> None:
    """Run each in a thread of its own, and raise what the first that failed raised."""
    failures: list[BaseException] = []

    def run(work: Function[[], object]) -> None:
        try:
            work()
        except BaseException as failure:  # it is raised again in the thread of the test
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(work,), daemon=True) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
        assert not thread.is_alive()
    for failure in failures:
        raise failure


def connect_and_emit(node: Hears, receiver: Function[[int], object]) -> None:
    """Put a call off by an emission."""
    node.hit.connect(receiver, node.CONNECT_DEFERRED)
    node.hit.emit(1)


WAYS: list[tuple[str, Function[[Hears], object]]] = [
    ("call_deferred", lambda node: node.call_deferred("hear", 1)),
    ("call_deferred of a function", lambda node: node.call_deferred(lambda: node.hear(1))),
    ("set_deferred", lambda node: node.set_deferred("value", 1)),
    ("a Callable", lambda node: Callable(node, "hear").call_deferred(1)),
    ("a deferred connection", lambda node: connect_and_emit(node, node.hear)),
    ("a deferred function", lambda node: connect_and_emit(node, partial(Hears.hear, node))),
]


@pytest.mark.parametrize(("way", "put_off"), WAYS, ids=[way for way, _ in WAYS])
def test_what_is_put_off_outside_of_every_tree_runs_in_the_last_one_that_lives(
    trees: list[SceneTree], way: str, put_off: Function[[Hears], object]
) -> None:
    """A closed tree is none: with the second closed it is the first."""
    trees[1].close()
    node = Hears()
    put_off(node)
    trees[0].process()
    assert (node.heard == [1]) != (node.value == 1), way


@pytest.mark.parametrize(("way", "put_off"), WAYS, ids=[way for way, _ in WAYS])
def test_what_is_put_off_for_a_node_runs_in_the_frame_of_its_tree(
    trees: list[SceneTree], way: str, put_off: Function[[Hears], object]
) -> None:
    """Whichever tree was made last."""
    node = Hears()
    trees[0].root.add_child(node)
    put_off(node)
    trees[1].process()
    assert (node.heard, node.value) == ([], 0), way
    trees[0].process()
    assert (node.heard == [1]) != (node.value == 1), way


@pytest.mark.parametrize(
    "put_off",
    [
        lambda node, method: node.call_deferred(method, 1),
        lambda _, method: Callable(method).call_deferred(1),
        connect_and_emit,
    ],
    ids=["call_deferred", "a Callable", "a deferred connection"],
)
def test_a_class_method_that_is_put_off_is_called(tree: SceneTree, put_off: Function[[Hears, Any], object]) -> None:
    """It belongs to no tree, though the objects of its class do."""

    class Counts(Hears):
        calls: ClassVar[list[int]] = []

        @classmethod
        def count(cls, number: int) -> None:
            cls.calls.append(number)

    put_off(Counts(), Counts.count)
    assert Counts.calls == []
    tree.process()
    assert Counts.calls == [1]


def test_what_waits_from_outside_is_handed_on_when_its_tree_ends(trees: list[SceneTree]) -> None:
    """To the tree that lives, else to the next one made; what nodes of the ended tree put off is forgotten."""
    node, inside = Hears(), Hears()
    trees[1].root.add_child(inside)
    node.call_deferred("hear", 1)
    inside.call_deferred(lambda: node.hear("from inside"))
    trees[1].close()
    trees[0].close()
    assert node.heard == []
    third = SceneTree(fixed_fps=60)
    third.process()
    assert node.heard == [1]
    third.close()


def test_what_is_put_off_while_a_tree_ends_runs_for_whom_it_finds_alive(trees: list[SceneTree]) -> None:
    """When all of the tree is deleted, as in the engine; a node of the tree is not there any more to be called."""
    node = Hears()
    told: list[str] = []

    class Last(Hears):
        def _exit_tree(self) -> None:
            node.call_deferred("hear", "exit_tree")
            self.call_deferred("hear", "own")
            self.call_deferred(told.append, "own")

        def _notification(self, what: int) -> None:
            if what in (self.NOTIFICATION_PREDELETE, self.NOTIFICATION_PREDELETE_CLEANUP):
                told.append(f"heard {node.heard}")
                node.call_deferred("hear", what)
                self.call_deferred("set_meta", "put", "off")

    last = Last()
    trees[1].root.add_child(last)
    trees[1].close()
    assert node.heard == ["exit_tree", Node.NOTIFICATION_PREDELETE, Node.NOTIFICATION_PREDELETE_CLEANUP]
    assert told == ["heard []", "heard []", "own"]


def test_the_root_is_not_queued_while_its_tree_ends() -> None:
    """A node that is deleted with the tree cannot have the root deleted once more."""
    told: list[str] = []

    class Last(Node):
        def _notification(self, what: int) -> None:
            if what == self.NOTIFICATION_PREDELETE:
                try:
                    tree.root.queue_free()
                except RuntimeError as refusal:
                    told.append(str(refusal))

    tree = SceneTree()
    tree.root.add_child(Last())
    tree.close()
    assert told == ["the root of a tree can't be freed; call quit() or close() of the tree"]


def test_calls_from_outside_and_inside_are_one_queue(trees: list[SceneTree]) -> None:
    """First in, first out, as the engine's one queue."""
    node, inside = Hears(), Hears()
    trees[1].root.add_child(inside)
    inside.call_deferred(node.hear, 1)
    Object().call_deferred(lambda: node.hear(2))
    inside.call_deferred(lambda: node.hear(3))
    trees[1].process()
    assert node.heard == [1, 2, 3]


def test_a_node_outside_of_every_tree_is_freed_in_the_next_frame(trees: list[SceneTree]) -> None:
    """Of the last tree that lives."""
    trees[1].close()
    node = Node()
    node.queue_free()
    assert is_instance_valid(node)
    trees[0].process()
    assert not is_instance_valid(node)


def test_a_node_queued_where_there_is_no_tree_is_freed_in_the_first_frame_there_is() -> None:
    """It never is freed within the call."""
    node = Node()
    node.queue_free()
    assert node.is_queued_for_deletion()
    tree = SceneTree(fixed_fps=60)
    assert is_instance_valid(node)
    tree.process()
    assert not is_instance_valid(node)
    tree.close()


def failed() -> None:
    """Make a tree whose making fails."""
    with pytest.raises(TypeError, match="main scene"):
        SceneTree(42)  # type: ignore[arg-type]  # that it is none is the point


def dropped(put_off: Function[[], object]) -> None:
    """Make a tree, put something off, and lose the tree."""
    tree = SceneTree(fixed_fps=60)
    put_off()
    assert tree is Engine.get_main_loop()
    del tree
    gc.collect()


def failed_meanwhile(put_off: Function[[], object]) -> None:
    """Make a tree whose making fails after something was put off in it."""

    def make() -> Node:
        put_off()
        message = "no scene"
        raise OSError(message)

    with pytest.raises(OSError, match="no scene"):
        SceneTree(make)


def failed_behind(put_off: Function[[], object]) -> None:
    """Put something off before a tree whose making fails, and let the next one come behind it."""
    put_off()
    failed()


def failed_before(put_off: Function[[], object]) -> None:
    """Put something off behind a tree whose making failed."""
    failed()
    put_off()


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize("lose", [failed_behind, failed_before, failed_meanwhile, dropped])
def test_what_waits_from_outside_outlives_a_tree_that_failed_or_was_dropped(
    lose: Function[[Function[[], object]], None], alone: bool
) -> None:
    """Deferred calls, deletions and input come to the tree that lives, else to the next one."""
    other = None if alone else SceneTree(fixed_fps=60)
    node, queued, thing = Hears(), Node(), Object()

    def put_off() -> None:
        node.call_deferred("hear", 1)
        queued.queue_free()
        Input.parse_input_event(InputEventKey(keycode=70, pressed=True))
        main = Engine.get_main_loop()
        if main is not None:
            main.queue_delete(thing)
        else:
            thing.call_deferred("free")

    lose(put_off)
    assert Engine.get_main_loop() is other
    tree = other or SceneTree(fixed_fps=60)
    pressed = []
    tree.process_frame.connect(lambda: pressed.append(Input.is_key_pressed(70)))
    tree.process()
    tree.process()
    tree.close()
    assert (node.heard, pressed) == ([1], [True, True])
    assert not is_instance_valid(queued)
    assert not is_instance_valid(thing)


def test_a_call_that_waits_keeps_no_dropped_tree_alive() -> None:
    """Neither one of its own nodes nor one from outside that refers to it."""
    tree = SceneTree(Hears, fixed_fps=60)
    tree.root.get_child(0).call_deferred("hear", 1)
    gone = weakref.ref(tree)
    del tree
    gc.collect()
    assert gone() is None


OF_FREED: dict[str, Function[[Hears], Function[..., object]]] = {
    "a bound method": lambda node: node.hear,
    "a closure": lambda self: lambda what: self.hear([what]),
    "a default": lambda node: lambda what, self=node: self.hear([what]),
    "a partial": lambda node: partial(node.hear),
    "a partial of a closure": lambda self: partial(lambda what: self.hear([what])),
    "a Callable": lambda node: Callable(node, "hear"),
    "a Callable of a closure": lambda self: Callable(lambda what: self.hear([what])),
}


@pytest.mark.parametrize("kind", OF_FREED)
def test_a_call_put_off_for_what_was_freed_is_dropped_silently(tree: SceneTree, kind: str, caplog: pytest.LogCaptureFixture) -> None:
    """Whoever puts it off, an object outside or a node inside."""
    node, inside = Hears(), Node()
    tree.root.add_child(inside)
    heard, function = node.heard, OF_FREED[kind](node)
    node.free()
    for caller in (Object(), inside, tree):
        caller.call_deferred(function, 1)
    tree.process()
    assert (heard, refusal_log(caplog)) == ([], [])


def test_a_function_put_off_by_an_emission_runs_though_the_emitter_was_freed(tree: SceneTree) -> None:
    """It belongs to nobody that was freed."""
    node, heard = Hears(), list[int]()

    @node.hit.connect
    def end(_: int) -> None:
        lifecycle.delete(node)

    node.hit.connect(heard.append, node.CONNECT_DEFERRED)
    node.hit.emit(1)
    tree.process()
    assert (heard, is_instance_valid(node)) == ([1], False)


def test_an_event_parsed_outside_of_frames_comes_to_the_last_tree_that_lives(trees: list[SceneTree]) -> None:
    """And to no other; with the tree it waited for closed, to the one that still lives."""
    heard: list[tuple[int, int]] = []

    class Listener(Node):
        def _input(self, event: InputEvent) -> None:
            assert isinstance(event, InputEventKey)
            heard.append((trees.index(self.get_tree()), event.keycode))

    for tree in trees:
        tree.root.add_child(Listener())
    Input.parse_input_event(InputEventKey(keycode=1))
    trees[0].process()
    assert heard == []
    trees[1].process()
    Input.parse_input_event(InputEventKey(keycode=2))
    trees[1].close()
    trees[0].process()
    assert heard == [(1, 1), (0, 2)]


class Asks(Node):
    """Asks which tree it is in, at each occasion."""

    def __init__(self) -> None:
        """Start with no answer."""
        super().__init__()
        self.answers: list[tuple[object, object]] = []

    def _ask(self) -> None:
        self.answers.append((Engine.get_main_loop(), Engine.get_singleton("Which")))

    def _enter_tree(self) -> None:
        self._ask()

    def _ready(self) -> None:
        self._ask()

    def _exit_tree(self) -> None:
        self._ask()

    def _notification(self, what: int) -> None:
        if what in (self.NOTIFICATION_PAUSED, self.NOTIFICATION_DISABLED):
            self._ask()


@pytest.mark.parametrize("within", [False, True], ids=["outside of frames", "in a frame of the other tree"])
def test_a_callback_of_a_node_finds_its_own_tree(trees: list[SceneTree], within: bool) -> None:
    """Whichever tree was made last, and whichever frame is running."""
    own = Node("Own"), Node("Other")
    for tree, node in zip(trees, own, strict=True):
        tree.root.add_child(node)
        Engine.attach_singleton(tree, "Which", node)
    queries = Asks()

    def act() -> None:
        trees[0].root.add_child(queries)
        trees[0].paused = True
        trees[0].paused = False
        queries.process_mode = Node.PROCESS_MODE_DISABLED
        trees[0].root.remove_child(queries)

    if within:
        trees[1].process_frame.connect(act, Object.CONNECT_ONE_SHOT)
        trees[1].process()
    else:
        act()
    assert len(queries.answers) == 6
    assert set(queries.answers) == {(trees[0], own[0])}
    assert Engine.get_main_loop() is trees[1]
    trees[1].close()
    assert Engine.get_main_loop() is trees[0]
    assert Engine.get_singleton("Which") is own[0]
    Engine.detach_singleton(trees[0], "Which", own[0])
    Engine.unregister_singleton("Which")


def test_a_singleton_of_a_tree_is_found_while_the_last_tree_has_none(trees: list[SceneTree]) -> None:
    """And it is found again when a second one of that name has gone."""
    first, second = Node(), Node()
    Engine.attach_singleton(trees[0], "Which", first)
    assert Engine.get_singleton("Which") is first
    Engine.attach_singleton(trees[1], "Which", second)
    assert Engine.get_singleton("Which") is second
    Engine.detach_singleton(trees[1], "Which", second)
    assert Engine.get_singleton("Which") is first
    Engine.detach_singleton(trees[0], "Which", first)
    assert not Engine.has_singleton("Which")


def test_errors_inside_a_frame_of_another_tree_go_to_that_frame(trees: list[SceneTree]) -> None:
    """The node fails in its own tree, and the frame that is running raises it."""

    class Fails(Node):
        def _ready(self) -> None:
            message = "in ready"
            raise ValueError(message)

    trees[1].process_frame.connect(lambda: trees[0].root.add_child(Fails()), Object.CONNECT_ONE_SHOT)
    with pytest.raises(ValueError, match="in ready"):
        trees[1].process()
    trees[0].process()


def test_two_trees_in_two_threads_know_nothing_of_each_other(long: bool) -> None:
    """Calls from outside, queued nodes, events, errors and the tree that runs: each thread has its own."""
    frames = 3000 if long else 100
    meeting = threading.Barrier(2, timeout=WAIT)

    def live(number: int) -> None:
        tree = SceneTree(fixed_fps=60)
        heard: list[Any] = []

        class Game(Node):
            def _process(self, delta: float) -> None:
                assert Engine.get_main_loop() is tree
                outside = Hears()
                outside.call_deferred(lambda: heard.append((number, threading.get_ident())))
                outside.queue_free()
                self.add_child(Node())
                self.get_child(0).free()
                message = f"of {number}"
                raise ValueError(message)

            def _input(self, event: InputEvent) -> None:
                assert isinstance(event, InputEventKey)
                assert event.keycode == number

        tree.root.add_child(Game())
        for frame in range(frames):
            meeting.wait()
            assert Engine.get_main_loop() is tree
            Input.parse_input_event(InputEventKey(keycode=number))
            Object().call_deferred(lambda: heard.append((number, threading.get_ident())))
            with pytest.raises(ValueError, match=f"of {number}"):
                tree.process()
            assert heard == [(number, threading.get_ident())] * 2 * (frame + 1)
        tree.close()

    together(lambda: live(1), lambda: live(2))


def test_branches_built_in_two_threads_do_not_block_each_other(long: bool) -> None:
    """What one thread walks over is nothing to the other, and an error is raised where it was made."""
    rounds = 3000 if long else 200
    meeting = threading.Barrier(2, timeout=WAIT)

    class Fails(Node):
        def _notification(self, what: int) -> None:
            if what == self.NOTIFICATION_PARENTED:
                raise KeyError(self.name)

    def build(name: str) -> None:
        for _ in range(rounds):
            meeting.wait()
            top = Node(name)
            with pytest.raises(KeyError, match=name):
                top.add_child(Fails(name))
            child = top.get_child(0)
            top.remove_child(child)
            child.free()
            top.free()

    together(lambda: build("A"), lambda: build("B"))


@pytest.mark.parametrize("long_form", [False, pytest.param(True, marks=pytest.mark.long)])
def test_call_deferred_from_other_threads_is_promised(tree: SceneTree, long_form: bool) -> None:
    """Each call runs once, in the thread of the tree, and those of one thread in their order."""
    senders, calls = 4, 20_000 if long_form else 1000
    node = Hears()
    tree.root.add_child(node)
    outside = Hears()
    meeting = threading.Barrier(senders + 1, timeout=WAIT)

    def send(sender: int) -> None:
        meeting.wait()
        for number in range(calls):
            node.call_deferred("hear", (sender, number))
            Callable(node.hear).call_deferred((sender + senders, number))
            outside.call_deferred("hear", (sender, number))

    threads = [threading.Thread(target=send, args=(sender,), daemon=True) for sender in range(senders)]
    for thread in threads:
        thread.start()
    meeting.wait()
    while any(thread.is_alive() for thread in threads):
        tree.process()
    tree.process()
    for heard, kinds in ((node.heard, 2 * senders), (outside.heard, senders)):
        assert len(heard) == kinds * calls
        for kind in range(kinds):
            assert [number for sender, number in heard if sender == kind] == list(range(calls))
    assert node.threads == outside.threads == {threading.get_ident()}


class Endless(Hears):
    """Puts itself off for ever, until it is told to stop."""

    stopped = False

    def again(self) -> None:
        """Do it again."""
        self.value += 1
        if not self.stopped:
            self.call_deferred("again")


def test_a_call_that_puts_itself_off_for_ever_is_told_and_goes_on_in_the_next_frame(
    tree: SceneTree, caplog: pytest.LogCaptureFixture
) -> None:
    """After a million calls of one flush; the frame ends, and what others put off runs in it."""
    node = Endless()
    tree.root.add_child(node)
    node.call_deferred("again")
    tree.create_timer(0).timeout.connect(lambda: node.call_deferred("hear", "late"))
    with caplog.at_level(logging.ERROR, "steam_nodes"):
        tree.process()
    (line,) = refusal_log(caplog)
    assert "Endless.again" in line
    assert "next frame" in line
    assert node.value == 1_000_001
    assert node.heard == ["late"]
    node.stopped = True
    tree.process()
    assert refusal_log(caplog) == []
    assert node.value == 1_000_002
    tree.process()
    assert node.value == 1_000_002


def test_many_calls_that_end_are_not_taken_for_endless(tree: SceneTree, caplog: pytest.LogCaptureFixture) -> None:
    """What waits when the flush begins does not count."""
    done: list[None] = []
    node = Node()
    tree.root.add_child(node)
    for _ in range(1_000_001):
        node.call_deferred(done.append, None)
    tree.process()
    assert len(done) == 1_000_001
    assert refusal_log(caplog) == []
