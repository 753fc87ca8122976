"""Chance, with the engine's own generator (PCG with 32 bits), so that a seed gives the same numbers here and there.

Rules: the state and what is made of it are the engine's to the last bit. The generator behind `randi` and `randf` begins with a seed of its
own in each process, as the engine's does; `seed` makes it repeatable.
Mirrors https://docs.godotengine.org/en/stable/classes/class_randomnumbergenerator.html.
"""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING, Final

from steam_nodes.gdscript.errors import reported
from steam_nodes.gdscript.math.numbers import single
from steam_nodes.gdscript.math.scalars import EPSILON, int32, int64
from steam_nodes.object.ref_counted import RefCounted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_UINT32: Final = 2**32 - 1
_UINT64: Final = 2**64 - 1
_RANGE: Final = 2.0**32
_MULTIPLIER: Final = 6364136223846793005
_INCREMENT: Final = 1442695040888963407 << 1 | 1
_DEFAULT_SEED: Final = 12047754176567800795
_TOP_AND_LAST: Final = 0x80000001


class Pcg:
    """The engine's generator.

    Args:
        seed: What the numbers follow from.
    """

    __slots__ = ("current_seed", "state")

    def __init__(self, seed: int = _DEFAULT_SEED) -> None:
        """Begin with a seed."""
        self.seed(seed)

    def seed(self, seed: int) -> None:
        """Begin anew with a seed.

        Args:
            seed: Any integer of 64 bits.
        """
        self.current_seed: int = seed & _UINT64
        self.state: int = ((_INCREMENT + self.current_seed) * _MULTIPLIER + _INCREMENT) & _UINT64

    def randomize(self) -> None:
        """Begin anew with a seed that nobody knows."""
        self.seed(int.from_bytes(os.urandom(8), "little"))

    def rand(self) -> int:
        """Return the next 32 bits."""
        old = self.state
        self.state = (old * _MULTIPLIER + _INCREMENT) & _UINT64
        mixed = ((old >> 18) ^ old) >> 27 & _UINT32
        turn = old >> 59
        return (mixed >> turn | mixed << (-turn & 31)) & _UINT32

    def below(self, bound: int) -> int:
        """Return a number from 0 to bound - 1, each as likely as the other."""
        threshold = (-bound & _UINT32) % bound
        while True:
            number = self.rand()
            if number >= threshold:
                return number % bound

    def randf(self) -> float:
        """Return a 32-bit float from 0.0 to 1.0."""
        zeros = self.rand()
        if zeros == 0:
            return 0.0
        return math.ldexp(single(self.rand() | _TOP_AND_LAST), -32 - (32 - zeros.bit_length()))

    def randd(self) -> float:
        """Return a 64-bit float from 0.0 to 1.0."""
        zeros = self.rand()
        if zeros == 0:
            return 0.0
        bits = self.rand() << 32 | self.rand() | 0x8000000000000001
        return math.ldexp(float(bits), -64 - (32 - zeros.bit_length()))

    def between(self, first: int, last: int) -> int:
        """Return an integer between two, both included."""
        first, last = int32(first), int32(last)
        if first == last:
            return first
        least, width = min(first, last), abs(last - first)
        return int32((self.rand() if width == _UINT32 else self.below(width + 1)) + least)


_shared = Pcg()
_shared.randomize()


def randomize() -> None:
    """Give the shared generator a seed that nobody knows."""
    _shared.randomize()


def seed(base: int) -> None:
    """Make the numbers of randi, randf and the like follow from a seed.

    Args:
        base: Any integer.
    """
    _shared.seed(int(base))


def randi() -> int:
    """Return an integer from 0 to 4294967295."""
    return _shared.rand()


def randf() -> float:
    """Return a float from 0.0 to 1.0, both included."""
    return single(single(_shared.rand()) / _RANGE)


def randi_range(from_: int, to: int) -> int:
    """Return an integer between two, both included."""
    return _shared.between(int(from_), int(to))


def randf_range(from_: float, to: float) -> float:
    """Return a float between two."""
    return _shared.randd() * (to - from_) + from_


def randfn(mean: float, deviation: float) -> float:
    """Return a float of a normal distribution."""
    return mean + deviation * _normal(_shared.randd, float)


def rand_from_seed(seed: int) -> list[int]:
    """Return the number that follows from a seed, and the seed for the next one.

    Args:
        seed: Any integer.
    """
    generator = Pcg(int(seed))
    number = generator.rand()
    return [number, int64(generator.current_seed)]


def _normal(chance: Callable[[], float], rounded: Callable[[float], float]) -> float:
    """Return a number of the normal distribution by the method of Box and Muller, rounded where the engine does."""
    first = chance()
    if first < rounded(EPSILON):
        first = rounded(first + rounded(EPSILON))
    turn = rounded(math.cos(rounded(rounded(math.tau) * chance())))
    return turn * math.sqrt(-2.0 * rounded(math.log(first)))


class RandomNumberGenerator(RefCounted):
    """A generator of its own, with its own seed; it begins with one that nobody knows."""

    def __init__(self) -> None:
        """Begin with a seed that nobody knows."""
        super().__init__()
        self._pcg = Pcg()
        self._pcg.randomize()

    @property
    def seed(self) -> int:
        """What the next number follows from; setting it makes the numbers repeatable."""
        return int64(self._pcg.current_seed)

    @seed.setter
    def seed(self, value: int) -> None:
        self._pcg.seed(int(value))

    @property
    def state(self) -> int:
        """Where the generator is; to be kept and set again, and not to be made up."""
        return int64(self._pcg.state)

    @state.setter
    def state(self, value: int) -> None:
        self._pcg.state = int(value) & _UINT64

    def get_seed(self) -> int:
        """Return the seed."""
        return self.seed

    def set_seed(self, seed: int) -> None:
        """Make the numbers follow from a seed."""
        self._pcg.seed(int(seed))

    def get_state(self) -> int:
        """Return the state."""
        return self.state

    def set_state(self, state: int) -> None:
        """Go back to a state that was kept."""
        self._pcg.state = int(state) & _UINT64

    def randomize(self) -> None:
        """Take a seed that nobody knows."""
        self._pcg.randomize()

    def randi(self) -> int:
        """Return an integer from 0 to 4294967295."""
        return self._pcg.rand()

    def randf(self) -> float:
        """Return a float from 0.0 to 1.0, both included."""
        return self._pcg.randf()

    def randi_range(self, from_: int, to: int) -> int:
        """Return an integer between two, both included."""
        return self._pcg.between(int(from_), int(to))

    def randf_range(self, from_: float, to: float) -> float:
        """Return a float between two."""
        first, last = single(from_), single(to)
        return single(single(self._pcg.randf() * single(last - first)) + first)

    def randfn(self, mean: float = 0.0, deviation: float = 1.0) -> float:
        """Return a float of a normal distribution."""
        return single(single(mean) + single(deviation) * _normal(self._pcg.randf, single))

    def rand_weighted(self, weights: Sequence[float]) -> int:
        """Return a place in the weights, the more likely the larger its weight; -1 where there is none.

        Args:
            weights: How likely each place is, beside the others.
        """
        if not weights:
            reported("Weights array is empty.")
            return -1
        total = 0.0
        for weight in weights:
            total = single(total + single(weight))
        rest = single(self._pcg.randf() * total)
        for place, weight in enumerate(weights):
            rest = single(rest - single(weight))
            if rest < 0:
                return place
        return next((place for place in range(len(weights) - 1, -1, -1) if weights[place] > 0), -1)
