"""What a class becomes that is decorated as a ported script: guards, the order of initial values, `@onready`, and a project in memory."""

from __future__ import annotations

import logging
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import Node, SceneTree
from steam_nodes import gdscript as gd
from steam_nodes.gdscript import ScriptError
from steam_nodes.gdscript.containers import sorting
from steam_nodes.gdscript.containers.sorting import introsort
from steam_nodes.gdscript.scripts.loader import MemoryProject, Text
from steam_nodes.gdscript.scripts.quick import local_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Make = Callable[[str], Any]

HEAD = """from __future__ import annotations
from typing import Any
from steam_nodes import Node, RefCounted, Signal
from steam_nodes import gdscript as gd
said = []
"""


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Take what is logged."""
    with caplog.at_level(logging.ERROR, "steam_nodes"):
        yield caplog


@pytest.fixture
def module_of() -> Iterator[Make]:
    """Make a module of one script, whose line N is line N of the script."""
    projects = []

    def make(body: str) -> Any:
        lines = [0] * HEAD.count("\n") + list(range(1, body.count("\n") + 2))
        projects.append(MemoryProject({"x": Text("res://x.gd", HEAD + body, lines)}))
        return projects[-1].load("x")

    yield make
    for project in projects:
        project.close()


def faults_of(log: pytest.LogCaptureFixture) -> list[str]:
    """Return the faults that were logged, with their places."""
    return [str(record.script_fault).replace("SCRIPT ERROR: ", "") for record in log.records if hasattr(record, "script_fault")]


FAILING = '''
@gd.script("res://x.gd")
class X(RefCounted):
    class Inner(RefCounted):
        def fails(self) -> str:
            """Documented."""
            return {}["gone"]

    def divides(self, by: int) -> int:
        return 1 // by

    def goes_on(self) -> list[Any]:
        return [self.divides(0), X.Inner().fails(), X.statically(), self.speed]

    @staticmethod
    def statically() -> float:
        raise gd.ScriptError("Told.")

    @property
    def speed(self) -> bool:
        assert False, "why"

    def with_lambdas(self) -> list[Any]:
        calls = [lambda x, by=by: x // by for by in (1, 0)]
        one = 2
        later = lambda by, one=one: [(lambda: by // 0)(), one, self.divides(1)]
        return [later(3), calls[0](7)]

    def deep(self) -> int:
        return self.deep() + 1

    def generates(self):
        yield 1

    async def waits(self) -> int:
        return 1 // 0
'''


@pytest.mark.parametrize(
    ("call", "answer", "told"),
    [
        ("divides(0)", 0, ["Division by zero error in operator '/'.\n          at: divides (res://x.gd:10)"]),
        (
            "goes_on()",
            [0, "", 0.0, False],
            [
                "Division by zero error in operator '/'.\n          at: divides (res://x.gd:10)",
                "Invalid access to property or key 'gone' on a base object of type 'Dictionary'.\n          at: Inner.fails (res://x.gd:7)",
                "Told.\n          at: statically (res://x.gd:17)",
                "Assertion failed: why\n          at: speed (res://x.gd:21)",
            ],
        ),
        (
            "with_lambdas()",
            [[None, 2, 1], 7],
            ["Division by zero error in operator '/'.\n          at: <anonymous lambda> (res://x.gd:26)"],
        ),
    ],
)
def test_an_error_aborts_only_its_function(
    module_of: Make, log: pytest.LogCaptureFixture, call: str, answer: object, told: list[str]
) -> None:
    """The function returns the first value of its type, the caller goes on, and the place in the script is told."""
    x = module_of(FAILING).X()
    assert eval(f"x.{call}", {"x": x}) == answer  # noqa: S307  # the calls stand above
    assert faults_of(log) == told


def test_endless_recursion_ends_where_it_is_deepest(module_of: Make, log: pytest.LogCaptureFixture) -> None:
    """One function is aborted, the others go on with what it returned, as in the engine."""
    assert module_of(FAILING).X().deep() > 100
    assert faults_of(log)[0].startswith("Stack overflow. Check for infinite recursion in your script.")


def test_a_generator_and_a_coroutine_stay_what_they_are(module_of: Make, log: pytest.LogCaptureFixture) -> None:
    """A generator has no guard; a coroutine fails alone and has its type's first value."""
    x = module_of(FAILING).X()
    assert list(x.generates()) == [1]
    assert x.waits()._result == 0
    assert len(faults_of(log)) == 1


def test_a_class_on_the_disk_gets_its_guards_when_it_is_decorated(tmp_path: Any, monkeypatch: Any, log: pytest.LogCaptureFixture) -> None:
    """The code of its functions is swapped; `super()`, defaults and what a function closes over stay; the Python line is told."""
    text = '@gd.script("res://on_disk.gd")\nclass X(RefCounted):\n    def f(self, a: int = 3) -> int:\n        super().get_class()\n'
    (tmp_path / "on_disk_x.py").write_text(f"{HEAD}{text}        return a // 0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    import on_disk_x  # type: ignore[import-not-found]  # noqa: PLC0415  # written just now

    assert on_disk_x.X().f() == 0
    assert faults_of(log) == ["Division by zero error in operator '/'.\n          at: f (on_disk_x.py:10)"]


INITIAL = """
@gd.script("res://x.gd")
class X(RefCounted):
    class Base(RefCounted):
        def __init__(self) -> None:
            super().__init__()
            self.a = 1
            said.append("base values")
        def _init(self, who: str = "nobody") -> None:
            said.append("base _init " + who)

    class Derived(Base):
        def __init__(self) -> None:
            super().__init__()
            self.b = self.a + 1
            said.append("derived values")
        def _init(self) -> None:
            said.append("derived _init")

    class Calling(Base):
        def _init(self, who: str) -> None:
            super()._init(who)
            said.append("calling _init")

    class Heir(Calling):
        pass
"""


@pytest.mark.parametrize(
    ("make", "told"),
    [
        ("Base()", ["base values", "base _init nobody"]),
        ("Derived()", ["base values", "derived values", "derived _init"]),
        ("Calling('me')", ["base values", "base _init me", "calling _init"]),
        ("Heir('you')", ["base values", "base _init you", "calling _init"]),
    ],
)
def test_all_values_are_set_base_first_then_the_nearest_init_runs(module_of: Make, make: str, told: list[str]) -> None:
    """A base's `_init` runs only where no class further out has its own, or calls it."""
    module = module_of(INITIAL)
    eval(f"X.{make}", {"X": module.X})  # noqa: S307  # the calls stand above
    assert module.said == told


READY = """
@gd.script("res://x.gd")
class X(Node):
    class Base(Node):
        first = gd.onready(lambda self: said.append("first") or self.get_child_count())
        broken = gd.onready(lambda self: 1 // 0)
        def _ready(self) -> None:
            said.append(f"base {self.first} {self.broken}")
    class Silent(Base):
        second = gd.onready(lambda self: said.append("second") or self.first + 1)
    class Derived(Silent):
        third: Any = gd.onready(lambda self: said.append("third") or self.second + 1)
        def _ready(self) -> None:
            super()._ready()
            said.append(f"derived {self.third}")
    class Alone(Node):
        only = gd.onready(lambda self: 7)
"""


def test_onready_members_are_evaluated_once_base_first(module_of: Make, log: pytest.LogCaptureFixture) -> None:
    """Also where a class has no `_ready`, and where one calls that of its base; one that fails stays null."""
    module = module_of(READY)
    node = module.X.Derived()
    node.add_child(Node())
    assert (node.first, node.third) == (None, None)
    root = Node()
    SceneTree(root)
    root.add_child(node)
    assert module.said == ["first", "second", "third", "base 1 None", "derived 3"]
    assert faults_of(log) == ["Division by zero error in operator '/'.\n          at: <anonymous lambda> (res://x.gd:6)"]
    alone = module.X.Alone()
    root.add_child(alone)
    assert alone.only == 7


def test_a_project_in_memory_finds_its_scripts_by_name_and_by_path() -> None:
    """A module imports another, a path gives the class, and nothing is left behind."""
    base = Text("res://a/base.gd", HEAD + '@gd.script("res://a/base.gd", "Base")\nclass Base(RefCounted):\n    n = 3\n')
    main = Text(
        "res://main.gd",
        HEAD + 'from a.base import Base\n@gd.script("res://main.gd")\nclass Main(Base):\n    other = gd.load("res://a/base.gd")\n',
    )
    with MemoryProject({"a.base": base, "main": main}) as project:
        made = project.load("main").Main
        assert (made.n, made.other) == (3, made.__mro__[1])
    with pytest.raises(ModuleNotFoundError):
        __import__("a.base")


LACKING = """
@gd.script("res://x.gd")
class X(Node):
    def asks(self) -> list[Any]:
        self.update_configuration_warnings()
        self.physics_interpolation_mode = 2
        mode = self.physics_interpolation_mode, self.get_physics_interpolation_mode()
        return [*mode, self.is_multiplayer_authority(), self.has_method("nope")]
"""


def test_what_the_engines_class_has_and_the_librarys_lacks_does_nothing(module_of: Make, log: pytest.LogCaptureFixture) -> None:
    """A method answers for a game alone, else with the first value of its type; a property keeps what it gets."""
    node = module_of(LACKING).X()
    assert node.asks() == [2, 2, True, False]
    assert faults_of(log) == []
    with pytest.raises(AttributeError):
        node.nope()


BLOCKS = """
said = []

@gd.script("res://x.gd")
class X(RefCounted):
    class Told(RefCounted):
        def _init(self, name="") -> None:
            self.name = name

        def _notification(self, what) -> None:
            if what == 1:
                said.append(self.name)

    def in_blocks(self, sure) -> Any:
        if sure:
            first = self.Told("first")
            if sure:
                inner = self.Told("inner")
                said.append(inner.name + " is there")
            said.append("behind inner")
        said.append("behind first")
        for each in [self.Told("loop")]:
            said.append(each.name + " is there")
        said.append("behind loop")
        while True:
            last = self.Told("last")
            break
        return last

    def for_a_lambda(self) -> Any:
        if self:
            kept = self.Told("kept")
            call = lambda: kept.name
            self.call = call
        return self.call()
"""


def test_an_object_that_only_a_block_held_is_gone_behind_it(module_of: Make, log: pytest.LogCaptureFixture) -> None:
    """A loop's variables end with the loop; what is used behind the block, or by a function inside, stays."""
    module = module_of(BLOCKS)
    made = module.X()
    last = made.in_blocks(sure=True)
    told = ["inner is there", "inner", "behind inner", "first", "behind first", "loop is there", "loop", "behind loop"]
    assert [module.said, last.name, faults_of(log)] == [told, "last", []]
    assert made.for_a_lambda() == "kept"
    assert made.in_blocks(sure=False) is not None
    assert faults_of(log) == []


QUICK = """
@gd.script("res://x.gd")
class X(RefCounted):
    def of(self, value):
        said.append(value)
        return value

    def equal(self, a, b):
        return gd.equal(self.of(a), self.of(b))

    def not_equal(self, a, b):
        return gd.not_equal(a, self.of(b))

    def mod(self, a, b):
        return gd.mod(self.of(a), b)

    def div(self, a, b):
        return gd.div(a, b)

    def by_five(self, a, b):
        return [gd.div(a, 5), gd.mod(self.of(a), 5), gd.equal(a, 5), gd.not_equal(self.of(a), "a"), gd.mod(a, -5)]

    def texts(self, a, b):
        return [gd.String.to_int(str(a)), gd.String.to_int(self.of(str(b))), gd.matches(a, 7), gd.matches(self.of(a), "a")]

    def of_one(self, a, b):
        return [gd.str(a), gd.str(self.of(a)), gd.int(a), gd.float(self.of(a)), gd.truth(a), gd.truth(self.of(b) or a)]

    def converted(self, a, b):
        return [gd.convert(a, float), gd.convert(self.of(a), int), [gd.convert(each, bool) for each in (a,)]]
"""
OPERANDS = [0, 7, -7, 2**63 - 1, -(2**63), 2.5, 7.0, float("inf"), True, None, "a", "5", [1], {"a": 1}]


@pytest.mark.parametrize("name", ["equal", "not_equal", "mod", "div", "by_five", "texts", "of_one", "converted"])
def test_a_quick_way_gives_what_the_helper_gives(module_of: Make, name: str) -> None:
    """Whatever the operands are: the same value of the same type, or the same error, and each is evaluated once, in its order."""
    module = module_of(QUICK)
    quick = module.X()
    plain: dict[str, Any] = {"__name__": "plain"}
    exec(HEAD + QUICK.replace('@gd.script("res://x.gd")', ""), plain)  # noqa: S102  # the text stands above
    slow = plain["X"]()
    for a in OPERANDS:
        for b in OPERANDS:
            answers = []
            for each, said in ((quick, module.said), (slow, plain["said"])):
                said.clear()
                function = getattr(each, name)
                try:
                    answer = getattr(type(each), name).__wrapped__(each, a, b) if hasattr(function, "__wrapped__") else function(a, b)
                except ScriptError:
                    answer = None
                answers.append((repr(answer), repr(said)))
            assert answers[0] == answers[1], (a, b)


def test_a_quick_way_keeps_no_object_alive(module_of: Make) -> None:
    """An object that was looked at ends where it would have ended."""
    ended: list[str] = []
    text = """
@gd.script("res://x.gd")
class X(RefCounted):
    def f(self, make, ended):
        gd.equal(make(), 1 if gd.equal(make(), None) else 2)
        ended.append("behind")
"""

    class Watched:
        def __del__(self) -> None:
            ended.append("gone")

    module_of(text).X().f(lambda: Watched() if not ended else 3, ended)
    assert ended[0] == "gone"


def test_a_script_that_binds_the_name_of_the_helpers_is_left_as_it_is(module_of: Make) -> None:
    """Only the module is meant: what else has its name is called."""
    text = """
class Own:
    def mod(self, a, b):
        return "own"

@gd.script("res://x.gd")
class X(RefCounted):
    def f(self, gd):
        return gd.mod(7, 5)
"""
    module = module_of(text)
    assert module.X().f(module.Own()) == "own"


ORDERS = """
class Player:
    score = gd.export(0)

    def __init__(self, score, name):
        self.score = score
        self.name = name

    @property
    def seen(self):
        said.append(self.name)
        return self.score

@gd.script("res://x.gd")
class X(RefCounted):
    def keys(self, a, b):
        return a["score"] > b["score"]

    def two(self, a, b):
        if gd.equal(a["score"], b["score"]):
            return a["name"] < b["name"]
        return a["score"] > b["score"]

    def other(self, a, b):
        if a["name"] != b["name"]:
            return b["name"] < a["name"]
        return b["score"] > a["score"]

    def either(self, a, b):
        return a["score"] < b["score"] or (a["score"] == b["score"] and a["name"] > b["name"])

    def members(self, a, b):
        return self.made(a).score < self.made(b).score

    def made(self, a):
        return Player(a["score"], a["name"])

    def nonsense(self, a, b):
        return a["score"] <= b["score"]

    def whole(self, a: int, b: int):
        return a < b

    def by(self, values, method):
        gd.Array.sort_custom(values, method)
        return values

    def objects(self, values):
        plain = self.by([self.made(each) for each in values], lambda a, b: a.score > b.score)
        return [plain, self.by([self.made(each) for each in values], lambda a, b: a.seen > b.seen)]
"""


@pytest.mark.parametrize("scores", [range(9), (1.5, -0.0, 0.0, 2.5), (1, 1.0, 2), ("b", "a"), (float("nan"), 1.0, 2.0, 0.5), (True, False)])
@pytest.mark.parametrize("name", ["keys", "two", "other", "either", "members", "nonsense"])
def test_a_sort_ends_the_same_where_its_function_is_not_called(module_of: Make, name: str, scores: Any) -> None:
    """What a script's function only looks at is taken once from each value: the order is that of the engine's steps all the same."""
    x = module_of(ORDERS).X()
    chance = Random(5)
    for size in (0, 1, 2, 9, 40, 90):
        values = [{"score": chance.choice(scores), "name": chance.choice("abc"), "place": place} for place in range(size)]
        method = getattr(x, name)
        slow = [*values]
        introsort(slow, partial(method))
        assert [each["place"] for each in x.by([*values], method)] == [each["place"] for each in slow]


def test_a_sort_calls_only_what_could_be_seen(module_of: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member that lies in an object is looked up; a property is asked each time; what would be converted is left to the function."""
    module = module_of(ORDERS)
    x = module.X()
    steps: list[object] = []
    monkeypatch.setattr(sorting, "introsort", lambda _values, less: steps.append(less))
    players = x.objects([{"score": score, "name": str(score)} for score in (1, 3, 2)])
    assert [[each.score for each in some] for some in players] == [[3, 2, 1], [1, 3, 2]]
    assert x.by([3, 1, 2], x.whole) == [1, 2, 3]
    assert x.by([3.5, 1.5], x.whole) == [3.5, 1.5]
    assert len(steps) == 2
    assert not module.said


def test_an_enum_of_the_class_is_the_same_by_its_quick_name(module_of: Make) -> None:
    """Also in a class inside the script, in a `match`, and in a class that inherits it."""
    module = module_of(
        """
@gd.script("res://x.gd")
class X(RefCounted):
    class State(IntEnum):
        IDLE = 0
        CHASE = 1

    class Inner(RefCounted):
        class State(IntEnum):
            IDLE = 5

        def f(self):
            return self.State.IDLE

    def f(self, state):
        match state:
            case self.State.CHASE:
                return "chase"
        return self.State.IDLE

@gd.script("res://y.gd")
class Y(X):
    def g(self):
        return self.State.CHASE
""".replace("@gd", "from enum import IntEnum\n@gd", 1)
    )
    x = module.X()
    assert [x.f(1), x.f(0), module.X.Inner().f(), module.Y().g(), module.Y().f(1)] == ["chase", 0, 5, 1, "chase"]
    assert x.f(0) is module.X.State.IDLE


def test_two_scripts_that_preload_each_other_know_each_other_when_both_are_there() -> None:
    """The class of the one that came first stands in the other, and has its members once it is made."""
    first = Text(
        "res://first.gd",
        HEAD
        + '@gd.script("res://first.gd")\nclass First(RefCounted):\n    Other = gd.load("res://second.gd")\n    LEVEL = 4\n\n'
        + "    def asked(self):\n        return self.Other().level()\n",
    )
    second = Text(
        "res://second.gd",
        HEAD
        + '@gd.script("res://second.gd")\nclass Second(RefCounted):\n    First = gd.load("res://first.gd")\n\n'
        + "    def level(self):\n        return [self.First.LEVEL, gd.is_a(self.First(), self.First.itself_())]\n",
    )
    with MemoryProject({"first": first, "second": second}) as project:
        assert project.load("first").First().asked() == [4, True]


def test_the_parts_of_a_text_are_a_plain_list_only_where_nobody_can_tell(module_of: Make, log: pytest.LogCaptureFixture) -> None:
    """What leaves the function is the engine's array; what does not has the same parts and is named alike in errors."""
    module = module_of("""
@gd.script("res://x.gd")
class X(RefCounted):
    def counted(self, text):
        parts = gd.String.split(text, ",")
        full = gd.String.split(text, ",", False)
        for part in full:
            said.append(part)
        return [len(parts), len(full), parts[0] if parts else None, not full]

    def given(self, text):
        parts = gd.String.split(text, ",")
        return parts

    def asked(self, text):
        parts = gd.String.split(text, ",")
        return gd.type_name(parts)

    def caught(self, text):
        parts = gd.String.split(text, ",")
        return lambda: len(parts)

    def outside(self, text):
        parts = gd.String.split(text, ",")
        return parts[9]
""")
    x = module.X()
    assert [x.counted(text) for text in ("", "a", "a,,b", ",", gd.StringName("a,b"))] == [
        [1, 0, "", True],
        [1, 1, "a", False],
        [3, 2, "a", False],
        [2, 0, "", True],
        [2, 2, "a", False],
    ]
    assert module.said == ["a", "a", "b", "a", "b"]
    assert type(x.given("a,b")) is gd.PackedStringArray
    assert x.asked("a") == "PackedStringArray"
    assert x.caught("a,b")() == 2
    assert {name for file, _, name in local_texts.named if file == module.X.outside.__code__.co_filename} == {"parts", "full"}
    x.outside("a")
    assert faults_of(log)[0].startswith("Out of bounds get index '9' (on base: 'PackedStringArray')")


def test_what_is_appended_to_a_packed_array_of_its_own_is_what_append_takes(module_of: Make, log: pytest.LogCaptureFixture) -> None:
    """A value of the array's class goes straight in, any other is converted or refused; one that is bound twice is left alone."""
    module = module_of("""
@gd.script("res://x.gd")
class X(RefCounted):
    def texts(self, value):
        lines = gd.PackedStringArray(["a"])
        lines.append(value)
        lines.append("b")
        return lines

    def numbers(self, value):
        whole = gd.PackedInt64Array()
        halves = gd.PackedFloat64Array()
        whole.append(value)
        halves.append(value)
        return [whole, halves]

    def other(self, value, own):
        lines = gd.PackedStringArray()
        if own:
            lines = [7]
        lines.append(value)
        return lines
""")
    x = module.X()
    assert list(x.texts("x")) == ["a", "x", "b"]
    assert [type(each) for each in x.texts(gd.StringName("x"))] == [str, str, str]
    assert [*map(list, x.numbers(3))] == [[3], [3.0]]
    assert [type(each[0]) for each in x.numbers(2.0)] == [int, float]
    assert x.other(3.5, own=True) == [7, 3.5]
    x.texts(3)
    assert len(faults_of(log)) == 1


@pytest.mark.parametrize("text", ["", " ", "a", " a  b ", "a\tb c", "a\u00a0b  c", "\u2003", "a b\n", "é ü  x"])
def test_a_text_is_split_at_spaces_and_at_no_other_white_space(module_of: Make, text: str) -> None:
    """The parts that are counted are those that the helper gives."""
    module = module_of("""
@gd.script("res://x.gd")
class X(RefCounted):
    def parts(self, text):
        words = gd.String.split(text, " ", False)
        found = []
        for word in words:
            found.append(word)
        return found

    def stripped(self, text):
        words = gd.String.split(text.strip(), " ", False)
        return [len(words), words[0] if words else None]
""")
    parts = list(gd.String.split(text, " ", allow_empty=False))
    assert module.X().parts(text) == parts
    parts = list(gd.String.split(text.strip(), " ", allow_empty=False))
    assert module.X().stripped(text) == [len(parts), parts[0] if parts else None]
