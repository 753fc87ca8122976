"""What both random walks over two sides of Steam have in common: a local side, and one like it seen through a library, are told the same.

Rules: a machine adds the steps of its kind of side, steps both and compares what arrives; whatever is called on both returns the same, and
each call that is answered later is answered exactly once.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from steam_nodes.steam.results import Result


class TwinSide:
    """One of the two, with what was asked of it.

    Args:
        backend: What is told and asked.
        local: That itself, or the local side behind it: what goes wrong is scripted there.
        beside: What else is open, and closed at the end.
    """

    def __init__(self, backend: Any, local: Any, beside: Any) -> None:
        """Begin with nothing asked."""
        self.backend = backend
        self.local = local
        self.beside = beside
        self.asked: list[int] = []
        self.answered = 0


Side = TypeVar("Side", bound=TwinSide)


class Twins(RuleBasedStateMachine, Generic[Side]):
    """The two, side by side."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        super().__init__()
        self.sides: list[Side] = []

    def same(self, call: str, *arguments: Any) -> Any:
        """Make a call on both and see that they return the same."""
        first, second = (getattr(side.backend, call)(*arguments) for side in self.sides)
        assert first == second, (call, arguments, [side.backend.why() for side in self.sides])
        return first

    def step(self, frames: int) -> None:
        """Let frames go by, and compare what arrives and what is shown."""
        raise NotImplementedError

    @rule(
        trouble=st.sampled_from(["requests", "stores", "stores", "latency", "offline", "none", "none"]),
        script=st.lists(st.sampled_from([Result.OK, Result.FAIL, Result.INVALID_PARAM, Result.IO_FAILURE]), min_size=1, max_size=2),
    )
    def trouble(self, trouble: str, script: list[Result]) -> None:
        """Begin or end a fault."""
        for side in self.sides:
            faults = side.local.faults
            if trouble in {"requests", "stores"}:
                getattr(faults, f"next_{trouble}")(*script)
            elif trouble == "latency":
                faults.latency = 0.5
            elif trouble == "offline":
                faults.lose_connection()
            else:
                faults.clear()
        self.same("logged_on")

    def calm(self) -> None:
        """End every fault, and let what is on its way arrive."""
        for side in self.sides:
            side.local.faults.clear()
        self.step(8)

    def teardown(self) -> None:
        """See that nothing is left unanswered."""
        if not self.sides:
            return
        try:
            self.calm()
            for side in self.sides:
                assert side.answered == len(side.asked)
        finally:
            for side in self.sides:
                side.backend.close()
                side.beside.close()
