"""Runs a program with a window for a short time and prints what happened: `python -m tests.support.host_driver pygame|arcade PROGRAM NODE`.

Rules: the program is run as it stands in docs/guide/your_loop.md. Only its way out is ours: after some frames the user "closes the
window". A program that calls `hang_in(tree)` gets the node of the page's third block, and the last line printed says what the tree did.
"""

from __future__ import annotations

import json
import runpy
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from steam_nodes import SceneTree

FRAMES = 40


class Report:
    """What the host did and what the tree did."""

    def __init__(self, node: str) -> None:
        """Take the source of the node that is hung into the tree."""
        self.node = node
        self.drawn = 0
        self.processed = 0
        self.burnt: list[float] = []
        self.left = True

    def hang_in(self, tree: SceneTree) -> None:
        """Add the node and listen to it."""
        scope: dict[str, Any] = {"__name__": "node"}
        exec(self.node, scope)  # noqa: S102 - a block of a page of ours
        fuse = scope["Fuse"]()
        fuse.burnt.connect(self.burnt.append)
        fuse.tree_exited.connect(self._on_left)
        tree.process_frame.connect(self._on_frame)
        tree.root.add_child(fuse)
        self.left = False

    def _on_frame(self) -> None:
        self.processed += 1

    def _on_left(self) -> None:
        self.left = True


def _drive_pygame(report: Report) -> None:
    import pygame  # noqa: PLC0415 - only where it is the host

    flip = pygame.display.flip

    def counted() -> None:
        flip()
        report.drawn += 1
        if report.drawn == FRAMES:
            pygame.event.post(pygame.event.Event(pygame.QUIT))

    pygame.display.flip = counted


def _drive_arcade(report: Report) -> None:
    import arcade  # noqa: PLC0415 - only where it is the host

    flip = arcade.Window.flip

    def counted(window: arcade.Window) -> None:
        flip(window)
        report.drawn += 1
        if report.drawn == FRAMES:
            arcade.exit()

    arcade.Window.flip = counted  # type: ignore[assignment, method-assign]  # the frame is over here, whatever the window does in it


def main() -> None:
    """Run the program and print the report as the last line."""
    host, program, node = sys.argv[1:]
    report = Report(Path(node).read_text(encoding="utf-8"))
    {"pygame": _drive_pygame, "arcade": _drive_arcade}[host](report)
    runpy.run_path(program, init_globals={"hang_in": report.hang_in}, run_name="__main__")
    result = {"drawn": report.drawn, "processed": report.processed, "burnt": report.burnt, "left": report.left}
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
