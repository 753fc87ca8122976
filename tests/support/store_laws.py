"""Which laws hold on every engine of the store, and why the others do not: the one list of them, and what reads it off the tests.

Rules: a law that opens a local Steam, or a store of ours, runs on a database by parameter (places.py), or it is in ELSEWHERE with the
reason. A key is the name of a file, of a law as `file::law`, or begins like several files and ends with `*`. tests/test_places.py holds
that each law has one of the two, and each key a law.
"""

from __future__ import annotations

import ast
from fnmatch import fnmatchcase
from typing import Final

ELSEWHERE: Final[dict[str, str]] = {
    # What only a file has.
    "test_store_file": "It is about a file among other programs: its locks, its log, its rights, its name, its drive and its backups.",
    "test_power_cut": "It is about what a disk keeps of a file when the power is cut; a database has a log of its own for that.",
    "test_foreign_lock": "It is about another program that locks the file; nobody locks a whole database.",
    "test_fuzz_store": "It changes bytes of the file; the files of a database are for its server alone.",
    "test_tampering": "It changes bytes of the file; the files of a database are for its server alone.",
    "test_hostile_files": "It is about files that an enemy has made.",
    "test_sqlite_turns": "It is about who of several programs has the one lock of a file; test_postgresql_turns.py is about rows.",
    "test_store_thread": "It breaks the parts of SQLite's store one by one, by their names.",
    "test_store_boards": "It breaks SQLite's tables by triggers and locks, and brings up stores of versions that were files only.",
    "test_store::test_a_file_that_is_no_store_*": "It is about files; test_postgresql_store.py tells of a wrong database.",
    "test_store::test_a_store_locked_by_*": "It is about another program that locks the file; nobody locks a whole database.",
    "test_store::test_a_failing_write_*": "It breaks SQLite's table by a trigger and fills its file.",
    "test_store::test_a_damaged_row_fails_alone": "It writes by SQLite's own connection; test_store_rows.py has the same law for both.",
    "test_store_faults::*": "It is about a bad disk: a file that is cut off, full, read-only, locked, or of an older version.",
    "test_store_rows::test_a_damaged_*": "A column of a database has a type, so that no text and no BLOB stands for a number there.",
    "test_store_rows::test_an_older_store_*": "The versions before this one were files only.",
    "test_contents::*": "It is about a file that is read without a right to write it, or of an older version.",
    "test_cloud_files::*": "It damages, cuts or fills the file, copies it, or brings up an older one.",
    "test_shared_room::*": "It kills programs of this machine or looks into the file; test_room_signs.py is about the dead elsewhere.",
    "test_store_large_boards": "It is about the blocks that a file's connection keeps; test_postgresql_boards.py is about the database's.",
    "test_fork": "It is about the descriptors and locks of a file that a child process inherits.",
    # What only a database has.
    "test_postgresql_*": "It is about a database alone: its connection, its locks, its news, its rights and its restarts.",
    "test_room_signs": "It is about programs of other machines, which only a database has.",
    "test_lost_store": "It is about a store whose connection can be lost, and a file has none.",
    "test_cli_world*": "It is about the command, which has laws of its own for URLs.",
    # What is about no store: a world only answers in it.
    "test_aio": "It is about asyncio beside a tree.",
    "test_cli*": "It is about the command.",
    "test_demo_*": "It is about the demo's own rules and looks.",
    "test_emissions": "It is about how a signal carries what has arrived.",
    "test_engine_programs": "It runs programs beside the engine's own lines.",
    "test_examples": "It runs the examples of the manual.",
    "test_first_walk": "It runs what the manual's first pages say.",
    "test_tutorial": "It runs what the tutorial says.",
    "test_local_steam_page": "It compares a page with the options.",
    "test_fuzz_files": "It is about files and tickets that are read.",
    "test_gdscript_*": "It is about GDScript that was ported.",
    "test_port_*": "It is about GDScript that is ported.",
    "test_godotsteam_*": "It compares names, arguments and keys with GodotSteam's.",
    "test_group_costs": "It counts what a group loads and calls.",
    "test_house": "It is about the text of the files.",
    "test_loopback*": "It is about the loopback's library, before the world.",
    "test_native*": "It is about the binding to Valve's library, before the world.",
    "test_many": "It counts how much a frame does.",
    "test_plain_text": "It is about what a text may do to a terminal.",
    "test_recording*": "It is about the recorder before the world.",
    "test_solar2d_arguments": "It is about the arguments of Solar2D's calls.",
    "test_testing_kit*": "It is about pytest's fixtures, before the world.",
    "test_wrong_types": "It is about arguments, which never come to a store.",
    "test_client_boards::*": "It is about arguments and options, or holds back a store of the game's own.",
    "test_players::*": "It is about a player's ID, or runs on the real clock over STORES under another name.",
    "test_stat_values::*": "It is about what a number may be.",
    "test_unstored::*": "It is about a store of the game's own, or about what a world in memory loads.",
    "test_totals::*": "It compares the tables of two engines by themselves.",
    "test_player_stats_walks::test_two_servers_on_one_file_*": "It is the walk over a file, beside the same walk in each home.",
}

OPENERS: Final = frozenset({"LocalSteam", "LocalClient", "MemoryStore", "SQLiteStore", "PostgreSQLStore", "open_store", "open_stores"})
"""What opens a store."""
HELPERS: Final = frozenset(
    {
        "stepped",
        "two_sides",
        "group_world",
        "played",
        "SlowStore",
        "Looped",
        "LoopedClient",
        "fixture world",
        "fixture server",
        "fixture group",
    }
)
"""What of tests/support and conftest.py opens one."""
PLACES: Final = frozenset({"ON_EVERY_STORE", "ON_A_DATABASE", "POSTGRESQL", "STORES", "SHARED", "HOMES", "fixture kept"})
"""What makes a law, or a fixture, go to a database."""


class LawFile:
    """A file of laws, read as text.

    Args:
        name: Its name without the end.
        text: What it says.
    """

    def __init__(self, name: str, text: str) -> None:
        """Read who uses what."""
        self.name = name
        self.laws: list[str] = []
        self._uses: dict[str, set[str]] = {}
        self._everywhere = False
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                name = f"fixture {node.name}" if _is_fixture(node) else node.name
                self._uses.setdefault(name, set()).update(_words(node))
                if node.name.startswith("test_"):
                    self.laws.append(node.name)
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                words = _words(node)
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    if isinstance(target, ast.Name):
                        self._uses.setdefault(target.id, set()).update(words - {target.id})
                        self._everywhere |= target.id == "pytestmark" and not words.isdisjoint(PLACES)

    def opens(self, law: str) -> bool:
        """Whether a law opens a store, by itself or by what it uses of its file."""
        return not self._reached(law).isdisjoint(OPENERS | HELPERS)

    def everywhere(self, law: str) -> bool:
        """Whether a law runs on a database as well."""
        return self._everywhere or not self._reached(law).isdisjoint(PLACES)

    def reasons(self, law: str) -> list[str]:
        """Return the keys of ELSEWHERE that name a law."""
        return [key for key in ELSEWHERE if fnmatchcase(f"{self.name}::{law}" if "::" in key else self.name, key)]

    def _reached(self, law: str) -> set[str]:
        """Return the words of a law and of all of its file that it uses."""
        found: set[str] = set()
        left = {law}
        while left:
            found |= left
            left = {word for name in left for word in self._uses.get(name, ())} - found
        return found


def _words(node: ast.AST) -> set[str]:
    """Return the names that a piece of code uses: fixtures that a law or a fixture asks for, and openers in the text of a program."""
    found = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            found.add(part.id)
        elif isinstance(part, ast.Attribute):
            found.add(part.attr)
        elif isinstance(part, ast.Constant) and isinstance(part.value, str):
            found |= {opener for opener in OPENERS if f"{opener}(" in part.value}
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.name.startswith("test_") or _is_fixture(node)):
        found |= {f"fixture {part.arg}" for part in (*node.args.args, *node.args.kwonlyargs)}
    return found


def _is_fixture(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Whether laws ask for it by an argument of its name."""
    return any("fixture" in ast.unparse(decorator) for decorator in node.decorator_list)
