"""Makes a program that differs as small as can be: whole runs of rules go first, then single ones, then what else it need not have.

Rules: all attempts of a round go through one process of the engine, each as a program of its own; the first that still differs is taken.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tests.engine import here, real
from tests.engine.program import TOP, Program

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence


class Compared(NamedTuple):
    """A program, and what both sides wrote.

    Args:
        program: The program.
        engine: The lines of the engine; None where it crashed.
        library: The lines of this library.
        refused: The numbers of the steps that this library refused and the engine left out.
    """

    program: Program
    engine: list[str] | None
    library: list[str]
    refused: list[int]

    @property
    def differs(self) -> bool:
        """Whether the lines differ, as far as they are compared; a crash is no difference."""
        if self.engine is None:
            return False
        cut = self.library.index(here.CUT) if here.CUT in self.library else None
        return self.engine[:cut] != self.library[:cut]


def compare(godot: str, programs: Sequence[Program], fps: int) -> tuple[list[Compared], Counter[str]]:
    """Play programs on both sides; return them in order, and why this library refused steps, with the counts."""
    played, refusals = here.play(programs, fps)
    answers = real.play(godot, [(program, refused) for program, (_, refused) in zip(programs, played, strict=True)], fps)
    compared = [
        Compared(program, None if answer is None else here.comparable(answer), here.comparable(lines), refused)
        for program, (lines, refused), answer in zip(programs, played, answers, strict=True)
    ]
    return compared, refusals


def shrink(godot: str, program: Program, fps: int) -> Compared | None:
    """Return the smallest program found that still differs; None where it does not differ when played alone."""
    (smallest,), _ = compare(godot, [program], fps)
    if not smallest.differs:
        return None
    size = len(program.rules)
    while True:
        attempts = [*_attempts(smallest.program, size)]
        compared, _ = compare(godot, attempts, fps) if attempts else ([], None)
        found = next((each for each in compared if each.differs), None)
        if found is not None:
            smallest = found
        elif size > 1:
            size //= 2
        else:
            return smallest


def _attempts(program: Program, size: int) -> Iterator[Program]:
    rules = program.rules
    for begin in range(0, len(rules), max(size, 1)):
        yield replace(program, rules=rules[:begin] + rules[begin + max(size, 1) :])
    if size > 1:
        return
    for place, watched in enumerate(program.watched):
        if watched:
            yield replace(program, watched=(False, program.watched[1]) if place == 0 else (program.watched[0], False))
    if program.frames > 1:
        yield replace(program, frames=program.frames // 2)
        yield replace(program, frames=program.frames - 1)
    for number, (kind, parent) in enumerate(program.nodes):
        simpler = [("Ready", parent)] if kind != "Ready" else []
        simpler += [("Plain", parent)] if kind == "Full" else []
        simpler += [(kind, TOP)] if parent != TOP else []
        for node in simpler:
            yield replace(program, nodes=(*program.nodes[:number], node, *program.nodes[number + 1 :]))
    last = len(program.nodes) - 1
    if last > 0 and all(last not in (rule.node, rule.other) for rule in rules):
        yield replace(program, nodes=program.nodes[:last])
