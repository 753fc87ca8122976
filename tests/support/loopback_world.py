"""The world behind a loopback library that a program was only given the path of: the demo's, with `--steam PATH`.

Rules: the library imports this file when nobody is connected and the environment says STEAM_LOOPBACK="import tests.support.loopback_world".
The world is a LocalSteam moved by frames of a 60th of a second, of the schema LOOPBACK_SCHEMA (a path) and the store LOOPBACK_STORE (a
path; in memory if it is not set); answers are posted in the way LOOPBACK_POSTING ("result" if it is not set). It lives as long as the
program, and is stored when that ends.
"""

from __future__ import annotations

import os

from steam_nodes.steam.local import LocalSteam, SteppedClock
from tests.support.loopback import loopback

# The library itself puts its path here.
WORLD = loopback(
    LocalSteam(os.environ["LOOPBACK_SCHEMA"], os.environ.get("LOOPBACK_STORE") or None, clock=SteppedClock(), store_rate="allow"),
    posting=os.environ.get("LOOPBACK_POSTING", "result"),
    path=os.environ["STEAM_LOOPBACK_LIBRARY"],
)
