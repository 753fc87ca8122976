"""run(tree): the loop of a dedicated server; it goes on after errors and ends in order on signals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from steam_nodes import Node, SceneTree, run

if TYPE_CHECKING:
    from tests.conftest import Recorder


def test_run_returns_the_exit_code_and_gives_real_deltas(recorder: Recorder) -> None:
    """Frames come until the tree quits; their times add up to what the clock says."""

    class Game(Node):
        time = 0.0
        frames = 0

        def _process(self, delta: float) -> None:
            self.time += delta
            self.frames += 1
            if self.frames == 5:
                recorder.lines.append((self.time > 0,))
                self.get_tree().quit(3)

    assert run(SceneTree(Game()), fps=200) == 3
    assert recorder.lines == [(True,)]


def test_an_error_in_a_node_is_logged_and_the_server_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    """The tree keeps its own way of errors for afterwards."""

    class Game(Node):
        frames = 0

        def _process(self, delta: float) -> None:
            self.frames += 1
            if self.frames == 2:
                self.get_tree().quit()
            raise ValueError(self.frames)

    tree = SceneTree(Game())
    assert run(tree, fps=500) == 0
    assert caplog.text.count("\nValueError") == 2
    assert tree.errors == "raise"


@pytest.mark.parametrize("fps", [0, -1, float("nan")])
def test_a_frame_rate_that_is_none_is_refused(tree: SceneTree, fps: Any) -> None:
    """The message says what is taken."""
    with pytest.raises(ValueError, match="frames a second"):
        run(tree, fps=fps)


SERVER = """
from steam_nodes import Node, SceneTree, run

class Server(Node):
    def _process(self, delta):
        self.set_process(False)
        print("running", flush=True)
    def _exit_tree(self):
        print("left in order", flush=True)

raise SystemExit(run(SceneTree(Server())))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM that a program can catch")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_tree_in_order(number: signal.Signals) -> None:
    """Nodes leave the tree, and the exit code is the shell's for that signal."""
    root = Path(__file__).parent.parent
    with subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True, cwd=root) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == "running\n"
        server.send_signal(number)
        assert server.stdout.read() == "left in order\n"
        assert server.wait(timeout=20) == 128 + number
