"""The scripts of the benchmark as a Python programmer writes them by hand, for the time that ported code is held against.

Rules: each does the same work in the same order as the script of its name in scripts/, and returns the same; it stands on this library
where the script needs the engine (vectors, signals), and on plain Python else.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cmp_to_key
from typing import Any

from steam_nodes import RefCounted, Signal
from steam_nodes.gdscript import Rect2, Vector2


class Bullets:
    """Moves bullets over a field with walls."""

    FIELD = Rect2(0, 0, 640, 360)
    DELTA = 1.0 / 60.0

    def __init__(self) -> None:
        """Begin without bullets."""
        self.positions: list[Vector2] = []
        self.velocities: list[Vector2] = []

    def step(self) -> None:
        """Move every bullet."""
        for i, velocity in enumerate(self.velocities):
            place = self.positions[i] + velocity * self.DELTA
            if place.x < 0.0 or place.x > self.FIELD.size.x:
                self.velocities[i] = self.velocities[i].replaced(x=-velocity.x)
            if place.y < 0.0 or place.y > self.FIELD.size.y:
                self.velocities[i] = self.velocities[i].replaced(y=-velocity.y)
            self.positions[i] = place

    def work(self) -> float:
        """Do the work."""
        self.positions = [Vector2(i * 30, i * 17) for i in range(20)]
        self.velocities = [Vector2(200 - i * 20, 90 + i * 11) for i in range(20)]
        for _ in range(20):
            self.step()
        return round(sum(place.length() for place in self.positions), 2)


class Commands:
    """Reads the commands of a console."""

    def __init__(self) -> None:
        """Begin without values."""
        self.values: dict[str, int] = {}

    def run(self, text: str) -> str:
        """Run one command."""
        words = text.split()
        if not words:
            return ""
        command = words[0].lower()
        if command == "set" and len(words) == 3:
            self.values[words[1]] = int(words[2])
            return "ok"
        if command == "add" and len(words) == 3:
            self.values[words[1]] = self.values.get(words[1], 0) + int(words[2])
            return str(self.values[words[1]])
        if command.startswith("get") and len(words) > 1:
            return str(self.values.get(words[1], "none"))
        return f"unknown: {command}"

    def work(self) -> int:
        """Do the work."""
        self.values.clear()
        said = 0
        for i in range(40):
            said += len(self.run(f"set level {i}"))
            said += len(self.run(f"  ADD gold {i * 7} "))
            said += len(self.run("get gold"))
            said += len(self.run("dance now"))
        return said


class Counting:
    """Counts what players do, as a stats autoload does it."""

    def __init__(self) -> None:
        """Begin without players."""
        self.players: dict[int, dict[str, int]] = {}

    def add(self, steam_id: int, stat: str, amount: int) -> int:
        """Raise a stat."""
        if steam_id not in self.players:
            self.players[steam_id] = {"kills": 0, "deaths": 0, "wins": 0}
        self.players[steam_id][stat] += amount
        return self.players[steam_id][stat]

    def work(self) -> int:
        """Do the work."""
        self.players.clear()
        total = 0
        for turn in range(200):
            steam_id = 76561197960265728 + turn % 16
            total += self.add(steam_id, "kills", 3)
            total += self.add(steam_id, "deaths", 1)
            if turn % 5 == 0:
                self.add(steam_id, "wins", 1)
        return total


class Creature:
    """What fights."""

    def __init__(self, title: str, strength: int) -> None:
        """Begin alive."""
        self.title = title
        self.strength = strength
        self.hurt = 0
        self._health = 20

    @property
    def health(self) -> int:
        """How much is left of it, from 0 to 20."""
        return self._health

    @health.setter
    def health(self, value: int) -> None:
        self._health = max(0, min(value, 20))
        self.hurt += 1

    def is_alive(self) -> bool:
        """Tell whether something is left of it."""
        return self.health > 0

    def attack(self, other: Creature) -> None:
        """Hurt another."""
        other.health -= self.strength


class Creatures(RefCounted):
    """Objects with properties that fight."""

    died: Signal[Creature] = Signal("who")

    def __init__(self) -> None:
        """Begin with nobody fallen."""
        super().__init__()
        self.fallen = 0

    def _on_died(self, who: Creature) -> None:
        self.fallen += who.hurt

    def work(self) -> int:
        """Do the work."""
        self.fallen = 0
        if not self.died.is_connected(self._on_died):
            self.died.connect(self._on_died)
        creatures = [Creature("creature", 1 + i % 4) for i in range(12)]
        for turn in range(10):
            for i, attacker in enumerate(creatures):
                victim = creatures[(i + turn + 1) % len(creatures)]
                if attacker.is_alive() and victim.is_alive():
                    attacker.attack(victim)
                    if not victim.is_alive():
                        self.died.emit(victim)
        return self.fallen


class Fibonacci:
    """Calls itself."""

    def fibonacci(self, n: int) -> int:
        """Return the n-th number."""
        if n < 2:
            return n
        return self.fibonacci(n - 1) + self.fibonacci(n - 2)

    def work(self) -> int:
        """Do the work."""
        return self.fibonacci(15)


class Kind(IntEnum):
    """What an item is."""

    WEAPON = 0
    ARMOR = 1
    POTION = 2


class Inventory:
    """Keeps items, finds and drops them."""

    def __init__(self) -> None:
        """Begin without items."""
        self.items: list[dict[str, Any]] = []

    def pick_up(self, title: str, kind: Kind, weight: float) -> None:
        """Take an item."""
        self.items.append({"title": title, "kind": kind, "weight": weight})

    def worth(self, kind: Kind) -> int:
        """Return what an item brings."""
        match kind:
            case Kind.WEAPON:
                return 50
            case Kind.ARMOR:
                return 30
            case _:
                return 5

    def total_weight(self) -> float:
        """Return what all items weigh."""
        total = 0.0
        for item in self.items:
            total += item["weight"]
        return total

    def work(self) -> float:
        """Do the work."""
        self.items.clear()
        gold = 0
        for i in range(80):
            self.pick_up(f"item {i}", Kind(i % 3), 0.5 + i % 4)
            if self.total_weight() > 30.0:
                gold += self.worth(self.items.pop(0)["kind"])
        return gold + self.total_weight()


class State(IntEnum):
    """What an enemy does."""

    IDLE = 0
    CHASE = 1
    ATTACK = 2
    FLEE = 3


class Machine:
    """An enemy that waits, chases and flees."""

    def __init__(self) -> None:
        """Begin idle."""
        self.state = State.IDLE
        self.health = 100
        self.distance = 50.0
        self.changes = 0

    def change(self, following: State) -> None:
        """Go to another state."""
        if self.state != following:
            self.state = following
            self.changes += 1

    def think(self) -> None:
        """Do one step."""
        match self.state:
            case State.IDLE:
                if self.distance < 40.0:
                    self.change(State.CHASE)
                self.distance -= 1.5
            case State.CHASE:
                self.distance -= 2.0
                if self.distance < 5.0:
                    self.change(State.ATTACK)
            case State.ATTACK:
                self.health -= 7
                if self.health < 30:
                    self.change(State.FLEE)
            case State.FLEE:
                self.distance += 3.0
                if self.distance > 60.0:
                    self.health = 100
                    self.change(State.IDLE)

    def work(self) -> int:
        """Do the work."""
        self.state = State.IDLE
        self.health = 100
        self.distance = 50.0
        self.changes = 0
        for _ in range(600):
            self.think()
        return self.changes * 1000 + self.health


class Primes:
    """Looks for primes."""

    def is_prime(self, number: int) -> bool:
        """Tell whether a number is prime."""
        if number < 2:
            return False
        divisor = 2
        while divisor * divisor <= number:
            if number % divisor == 0:
                return False
            divisor += 1
        return True

    def work(self) -> int:
        """Do the work."""
        count = 0
        total = 0
        for number in range(1, 400):
            if self.is_prime(number):
                count += 1
                total += number // 2
        return total * 100 + count


class Ranking:
    """Sorts a board of scores and gives out ranks."""

    def __init__(self) -> None:
        """Begin without entries."""
        self.entries: list[dict[str, Any]] = []

    def _by_score(self, a: dict[str, Any], b: dict[str, Any]) -> int:
        if a["score"] == b["score"]:
            return -1 if a["name"] < b["name"] else 1
        return -1 if a["score"] > b["score"] else 1

    def work(self) -> int:
        """Do the work."""
        self.entries = []
        value = 12345
        for i in range(60):
            value = (value * 1103515245 + 12345) % 2147483648
            self.entries.append({"name": f"player{i}", "score": value % 40})
        self.entries.sort(key=cmp_to_key(self._by_score))
        result = 0
        for rank, entry in enumerate(self.entries, 1):
            entry["rank"] = rank
            result += rank * entry["score"]
        return result


class Report:
    """Writes a scoreboard as text."""

    LINE_WIDTH = 24

    def __init__(self) -> None:
        """Begin with the names."""
        self.names = ["Ada", "Brian", "Chen", "Dora", "Edsger", "Fran"]

    def line(self, name: str, kills: int, ratio: float) -> str:
        """Return a line of the board."""
        return f"{name}: {kills} kills ({ratio:.2f})"

    def work(self) -> int:
        """Do the work."""
        lines = []
        for turn in range(12):
            for index, name in enumerate(self.names):
                kills = turn * 3 + index
                lines.append(self.line(name, kills, kills / 7.0).ljust(self.LINE_WIDTH).upper())
        return len("\n".join(lines))
