"""The quick laws, `pytest -m quick`: for each room the files that tell first, and on a whole, that something is broken.

Rules: a file is quick as a whole or not at all, and takes a second or two at most. With `-m quick` the other files are not even read.
"""

from __future__ import annotations

from typing import Final

QUICK: Final[dict[str, tuple[str, ...]]] = {
    "signals": ("test_signal", "test_semantics_signals", "test_traces_signals", "test_traces_callables"),
    "nodes": (
        "test_semantics_life",
        "test_semantics_children",
        "test_semantics_tree",
        "test_traces_life",
        "test_traces_tree",
        "test_freed",
    ),
    "the frame": ("test_semantics_process", "test_semantics_modes", "test_traces_frame", "test_errors", "test_main_loop"),
    "the seam": ("test_stat_values", "test_steam_id", "test_schema", "test_refusals"),
    "Steam's nodes": (
        "test_server_stats",
        "test_player_stats",
        "test_server",
        "test_client",
        "test_godotsteam_parity",
        "test_godotsteam_groups_parity",
    ),
    "the local Steam": ("test_stat_rules", "test_local_steam", "test_local_client", "test_store"),
    "Valve's library over the loopback": ("test_loopback", "test_native_client"),
    "the game's rules": ("test_demo_rules", "test_demo_scorekeeper"),
    "the documents": ("test_docs", "test_semantics_page", "test_local_steam_page"),
    "the house": ("test_architecture", "test_house", "test_public_api"),
}
