"""The laws of both hosts of the game's view: the same seed and frame give the same state, the same calls and nearly the same pixels.

Rules: the quick laws open no window of arcade's: its canvas notes shapes without OpenGL, and textures are only numbered. Pictures are
blank in them, and every letter is as wide as the others, so that both hosts must draw exactly the same. The thorough laws run the game in
arcade's own window on a real or virtual display.
"""

from __future__ import annotations

import os
import subprocess
import sys
from array import array
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pygame
import pyglet
import pytest
from arcade import Texture
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat
from pyglet.math import Vec2
from pyglet.window import mouse

from demo_game import __main__ as program
from demo_game.command_line import VIEWS, Options, parse
from demo_game.game import rules
from demo_game.game.match import MatchState
from demo_game.steam_world import opened
from demo_game.view.arcade_host import letters as arcade_letters
from demo_game.view.arcade_host.canvas import FLOATS, ArcadeCanvas
from demo_game.view.arcade_host.events import KEYS, ArcadeEvents
from demo_game.view.arcade_host.letters import FINE, MARGIN, ArcadeLetters
from demo_game.view.arcade_host.speaker import ArcadeSpeaker, open_speaker
from demo_game.view.arcade_host.studio import ArcadePicture, ArcadeStudio
from demo_game.view.arcade_host.textures import ArcadeImage, Textures
from demo_game.view.host import keys
from demo_game.view.host.canvas import SMALL, Rect
from demo_game.view.host.window import CANVAS, Happening
from demo_game.view.host_input import PAD_DOWN, PAD_START
from demo_game.view.pygame_host.canvas import PygameCanvas
from demo_game.view.pygame_host.studio import PygameStudio
from demo_game.view.pygame_host.window import PygameWindow, open_display
from demo_game.view.theme import ARENA
from demo_game.view.window_loop import Loop, play
from steam_nodes import (
    InputEvent,
    InputEventJoypadButton,
    InputEventJoypadMotion,
    InputEventKey,
    InputEventMouseButton,
    InputEventMouseMotion,
    MouseButton,
    Node,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo_game.view.host.canvas import Point

pytestmark = pytest.mark.thorough  # they play whole rounds

ROOT = Path(__file__).parent.parent
DELTA = 1 / rules.TICKS
COUNTDOWN = range(40, 200)
"""Frames in which nothing happens, and which nobody looks at."""


class Numbered(Textures):
    """Textures without OpenGL: each has a number and a size, and there is no atlas."""

    def __init__(self) -> None:
        """Begin with no texture."""
        self.made = 0
        self._polygons: dict[tuple[Point, ...], ArcadeImage] = {}

    def image(self, picture: Image.Image) -> ArcadeImage:
        """Return a texture with the next number."""
        self.made += 1
        return ArcadeImage(Texture(picture, hit_box_points=((0, 0), (1, 0), (1, 1)), hash=str(self.made)), self.made)


class Blank:
    """A picture that nobody looks at: it has a size, and whatever is done to it leaves it so."""

    def __init__(self, size: tuple[int, int], real: Any) -> None:
        """Take the studio that makes images."""
        self.size = size
        self._real = real

    def __getattr__(self, name: str) -> Any:
        """Return what does nothing, for all that draws."""
        return lambda *_arguments, **_looks: self

    def resized(self, size: tuple[int, int]) -> Blank:
        """Return one of another size."""
        return Blank(size, self._real)

    def turned(self, steps: int) -> list[Blank]:
        """Return as many as were asked for."""
        return [self] * steps

    def done(self) -> Any:
        """Return an image of the size."""
        return self._real.photo((1, 1), b"\0\0\0\0", self.size)


class Told:
    """A canvas, a plate or a studio of either host that tells each call to a list."""

    def __init__(self, calls: list[object], real: Any) -> None:
        """Stand before the real one."""
        self.calls = calls
        self.real = real

    def __getattr__(self, name: str) -> Any:
        """Return an attribute; a call of it is told."""
        found = getattr(self.real, name)
        if not callable(found):
            return found

        def told(*arguments: Any, **looks: Any) -> Any:
            arguments = tuple([(image, place) for image, place in each] if name == "lights" else each for each in arguments)
            self.calls.append((name, *(plainly(each) for each in arguments), *looks.items()))
            if name == "lights":
                arguments = ([(getattr(image, "real", image), place) for image, place in arguments[0]],)
            return found(*(each.real if isinstance(each, Told) else each for each in arguments), **looks)

        return told

    def measure(self, words: str, size: int = SMALL) -> int:
        """Return a width that is the same in both hosts."""
        return len(words) * size // 2

    def text(self, words: str, place: Point, size: int, colour: Any, align: float) -> int:
        """Tell a text and draw it, and return the width of `measure`."""
        self.calls.append(("text", words, place, size, colour, align))
        self.real.text(words, place, size, colour, align)
        return self.measure(words, size)

    def plate(self, size: tuple[int, int]) -> Told:
        """Return a plate that tells, too."""
        return Told(self.calls, self.real.plate(size))

    def picture(self, size: tuple[int, int]) -> Blank:
        """Return a blank picture."""
        return Blank(size, self.real)


def plainly(value: Any) -> object:
    """Return an argument as what can be compared: images by their size."""
    if isinstance(value, list):
        return [plainly(each) for each in value]
    if isinstance(value, tuple):
        return tuple(plainly(each) for each in value)
    return (value.width, value.height) if hasattr(value, "width") else value


class Shown:
    """A window that nobody sees, with the canvas of one host; what is drawn is told to `calls`."""

    def __init__(self, studio: Any, canvas: Any) -> None:
        """Tell nothing yet."""
        self.calls: list[object] = []
        self.studio = Told(self.calls, studio)
        self.canvas = Told(self.calls, canvas)
        self.fullscreen = False
        self.pads = 0
        self.pad_names: tuple[str, ...] = ()
        self.coming: list[InputEvent | Happening] = []

    def happened(self) -> list[InputEvent | Happening]:
        """Return what the test lets happen."""
        found, self.coming = self.coming, []
        return found

    def present(self) -> None:
        """Show nothing."""

    def show_pointer(self, *, on: bool) -> None:
        """Show no mouse."""

    def fill_screen(self, *, on: bool) -> None:
        """Fill no screen."""
        self.fullscreen = on


def arcade_shown() -> Shown:
    """Return a window with arcade's canvas."""
    textures = Numbered()
    letters = ArcadeLetters(textures)
    return Shown(ArcadeStudio(textures, letters), ArcadeCanvas(CANVAS, letters, textures))


def pygame_shown() -> Shown:
    """Return a window with pygame's canvas; the display is open."""
    studio = PygameStudio()
    return Shown(studio, PygameCanvas(pygame.Surface(CANVAS).convert(), studio.letters))


@contextmanager
def playing(window: Any) -> Iterator[Loop]:
    """Play the game in a window, frame by frame."""
    with opened(Options(bench=True, seed=3, mute=True)) as game:
        game.set_humans(1)
        yield Loop(game, Options(frames=1, seed=3, mute=True), window)


def is_plain(value: object) -> bool:
    """Whether a value is a number, words, or a row of such."""
    return all(map(is_plain, value)) if isinstance(value, tuple | list) else isinstance(value, int | float | str)


def state(node: Node) -> list[object]:
    """Return what a node and those below it know, as far as it is plain and the game's; names that the tree has made up are left out."""
    found: list[object] = [name for name in (str(node.name),) if not name.startswith("@")]
    found += [(name, value) for name, value in sorted(vars(node).items()) if is_plain(value) and not name.endswith("_")]
    return found + [state(child) for child in node.get_children()]


def key(number: int) -> list[InputEvent | Happening]:
    """Return a key that goes down and up."""
    return [InputEventKey(keycode=number, pressed=pressed) for pressed in (True, False)]


class Pad:
    """A gamepad that nobody holds."""

    def __init__(self, name: str) -> None:
        """Lie on the table."""
        self.name = name
        self.closed = False
        self.handlers: dict[str, Any] = {}

    def open(self) -> None:
        """Be opened."""

    def close(self) -> None:
        """Be closed."""
        self.closed = True

    def push_handlers(self, **handlers: Any) -> None:
        """Keep who listens."""
        self.handlers.update(handlers)


@pytest.fixture(scope="module")
def _display() -> Iterator[None]:
    """Open pygame's display for all tests of this file that draw with it."""
    open_display()
    PygameWindow()
    yield
    pygame.quit()


@pytest.mark.usefixtures("_display")
def test_the_same_seed_and_keys_give_the_same_state_and_calls_in_both_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Through every screen and into a fight both games know the same, and what is drawn is the same to the last call."""
    script = {
        2: keys.DOWN,
        4: keys.UP,
        6: keys.P,
        8: keys.RIGHT,
        12: keys.ESCAPE,
        14: keys.F1,
        16: keys.F1,
        18: keys.O,
        20: keys.DOWN,
        22: keys.ESCAPE,
        24: keys.ESCAPE,
        26: keys.ESCAPE,
        28: keys.RETURN,
        230: keys.SPACE,
        240: keys.ESCAPE,
        244: keys.ESCAPE,
        250: keys.SPACE,
        260: keys.S,
    }
    windows = (pygame_shown(), arcade_shown())
    with playing(windows[0]) as one, playing(windows[1]) as two:
        for frame in range(300):
            for window, loop in zip(windows, (one, two), strict=True):
                window.calls.clear()
                window.coming = key(script[frame]) if frame in script else []
                # The panel shows what a frame has cost, which is the machine's own.
                monkeypatch.setattr(loop.times, "add", lambda _work, _flip: None)
                assert loop.step(DELTA) if frame in COUNTDOWN else loop.frame(DELTA)
            assert windows[0].calls == windows[1].calls, frame
            assert (len(windows[0].calls) > 20) is (frame not in COUNTDOWN)
        assert one.game.match.state is MatchState.FIGHT
        assert state(one.tree.root) == state(two.tree.root)
        assert any(ship.torpedoes_fired for ship in two.game.match.arena.ships)


def test_a_plate_is_drawn_where_it_is_put_and_keeps_its_shapes() -> None:
    """What was noted on a plate is noted again on the canvas, moved; the next place begins from the plate, not from the last one."""
    textures = Numbered()
    letters = ArcadeLetters(textures)
    plate, canvas = ArcadeStudio(textures, letters).plate((100, 50)), ArcadeCanvas(CANVAS, letters, textures)
    plate.wipe((9, 9, 9))
    plate.box((10, 20, 30, 4), (255, 0, 0))
    before = array("f", plate.noted)
    for place in ((7, 5), (70, 50), (7, 5)):
        canvas.clear()
        canvas.image(plate, place)
        middles = [(canvas.noted[at] - place[0], canvas.noted[at + 1] - place[1]) for at in range(0, len(canvas.noted), FLOATS)]
        assert middles == [(50.0, 25.0), (25.0, 22.0)]
    assert plate.noted == before
    canvas.clip((0, 0, 10, 10))
    assert canvas.clips == [(2, (0, 0, 10, 10))]


@given(st.floats(0.3, 3.0), st.integers(0, 1200), st.integers(0, 700), st.sampled_from([18, 20, 26, 40]))
def test_text_lies_on_whole_pixels_of_any_window(scale: float, left: int, top: int, size: int) -> None:
    """However large the window is, a text's texture has its pixels, and it is moved by less than one of them."""
    textures = Numbered()
    letters = ArcadeLetters(textures)
    letters.rescale(scale)
    canvas = ArcadeCanvas(CANVAS, letters, textures)
    canvas.text("A g", (left, top), size, (255, 255, 255), 0.0)
    assert len(canvas.noted) == 2 * FLOATS
    for at in (0, FLOATS):
        x, y, width, height = canvas.noted[at : at + 4]
        for found in ((x - width / 2) * scale, (y - height / 2) * scale, width * scale):
            assert abs(found - round(found)) < 0.01
        assert abs((y - height / 2) * scale - top * scale) <= 1.01
    assert abs((canvas.noted[0] - canvas.noted[2] / 2) * scale + MARGIN - left * scale) <= 0.51


def test_text_of_a_plate_is_made_anew_for_another_size_of_the_window() -> None:
    """A plate that was filled in a small window is as sharp in a large one."""
    textures = Numbered()
    letters = ArcadeLetters(textures)
    plate = ArcadeStudio(textures, letters).plate((200, 50))
    plate.text("sharp", (10, 10), SMALL, (255, 255, 255), 0.0)
    small = plate.moved((0, 0))[-FLOATS:]
    letters.rescale(2.0)
    large = plate.moved((0, 0))[-FLOATS:]
    assert (len(small), len(large)) == (FLOATS, FLOATS)
    assert small[6] != large[6]
    assert abs(small[2] - large[2]) <= 2 * MARGIN


def test_what_another_host_made_is_refused() -> None:
    """A surface on arcade's canvas, or a texture on pygame's, is a mistake of the program and says so."""
    window, other = arcade_shown(), pygame.Surface((2, 2))
    with pytest.raises(TypeError, match="a Surface was made by another host"):
        window.canvas.real.image(other, (0, 0))
    texture = window.studio.real.photo((1, 1), b"\0\0\0\0", (1, 1))
    with pytest.raises(TypeError, match="a ArcadeImage was made by another host"):
        PygameCanvas(other, None).image(texture, (0, 0))  # type: ignore[arg-type]  # no letters are needed for it


def test_pictures_of_arcade_are_worked_on_as_their_calls_say() -> None:
    """Lines, circles, lights, blurs and turns leave light where it belongs, and none outside."""
    picture = ArcadePicture(Image.new("RGB", (40, 40)), Numbered())
    picture.disc((20, 20), 5, (0, 0, 200))
    picture.dot((1, 1), (255, 0, 0))
    picture.dot((99, 1), (255, 0, 0))
    assert picture.pixels.getpixel((20, 20)) == (0, 0, 200)
    assert picture.pixels.getpixel((1, 1)) == (255, 0, 0)
    twice = picture.copy()
    twice.light(picture)
    assert twice.pixels.getpixel((20, 20)) == (0, 0, 255)
    blurred = picture.blurred(3).pixels
    assert 0 < ImageStat.Stat(blurred.crop((10, 10, 14, 14))).sum[2] < ImageStat.Stat(blurred.crop((18, 18, 22, 22))).sum[2]
    assert picture.resized((20, 10)).size == (20, 10)
    # Clockwise: what was in the left corner above comes to the right.
    assert picture.turned(4)[1].pixels.getpixel((38, 1))[0] > 100  # type: ignore[attr-defined]  # it is one of this host
    picture.ring((20, 20), 12, (0, 255, 0), 2)
    row = [picture.pixels.getpixel((x, 20)) for x in range(40)]
    assert [x for x, pixel in enumerate(row) if isinstance(pixel, tuple) and pixel[1] > 128] == [8, 9, 31, 32]


def test_keys_are_numbered_alike_in_both_hosts() -> None:
    """The numbers that the view names are pygame's, and arcade's table leads to all of them, each from its own keys."""
    named = {name: value for name, value in vars(keys).items() if name[0].isalpha() and name.isupper() and isinstance(value, int)}
    spelt = {"ONE": "1", "KEYPAD_ENTER": "KP_ENTER", "CAPS_LOCK": "CAPSLOCK", "SCROLL_LOCK": "SCROLLOCK", "NUM_LOCK": "NUMLOCK"}
    spelt |= {"PAGE_UP": "PAGEUP", "PAGE_DOWN": "PAGEDOWN", "PRINT": "PRINTSCREEN"}
    for name, value in named.items():
        if name == "MENU":
            # pygame has no name for the key of that number, and calls another one so.
            continue
        other = spelt.get(name, name.replace("KEYPAD_", "KP_").replace("LEFT_", "L").replace("RIGHT_", "R"))
        other = other.lower() if len(other) == 1 else other
        assert value == getattr(pygame, f"K_{other}"), name
    high = {value for value in named.values() if value > 127}
    assert high <= set(KEYS.values())
    assert not set(KEYS) & set(range(33, 127)), "letters and signs have the same number in both"


def test_a_key_and_its_letter_become_one_event() -> None:
    """Arcade tells them apart; what a held key goes on writing is left out."""
    told = ArcadeEvents()
    from arcade import key as arcade_key  # noqa: PLC0415  # its names are those of the module

    told.key(arcade_key.A, arcade_key.MOD_SHIFT, pressed=True)
    told.text("A")
    told.text("A")
    told.key(arcade_key.ENTER, 0, pressed=True)
    told.tell(Happening.LEFT)
    assert told.take() == [
        InputEventKey(keycode=keys.A, pressed=True, unicode=65, shift_pressed=True),
        InputEventKey(keycode=keys.RETURN, pressed=True),
        Happening.LEFT,
    ]
    told.text("A")
    assert told.take() == []


def test_the_mouse_is_told_in_places_of_the_canvas() -> None:
    """Arcade's buttons and wheel have Godot's numbers; a button that Godot does not know says nothing."""
    told = ArcadeEvents()
    told.pointer((3.0, 4.0))
    told.mouse(mouse.RIGHT, (5.0, 6.0), pressed=True)
    told.mouse(99, (5.0, 6.0), pressed=True)
    told.wheel(-1.0, (7.0, 8.0))
    told.wheel(0.0, (7.0, 8.0))
    moved, pressed, turned = told.take()
    assert isinstance(moved, InputEventMouseMotion)
    assert isinstance(pressed, InputEventMouseButton)
    assert isinstance(turned, InputEventMouseButton)
    assert (tuple(moved.position), tuple(pressed.position), tuple(turned.position)) == ((3.0, 4.0), (5.0, 6.0), (7.0, 8.0))
    assert (pressed.button_index, turned.button_index) == (MouseButton.MOUSE_BUTTON_RIGHT, MouseButton.MOUSE_BUTTON_WHEEL_DOWN)


def test_gamepads_are_numbered_as_they_come() -> None:
    """A new pad is told; its buttons, cross and stick arrive under its number, sticks downwards; one that is gone gives its number back."""
    told, pads = ArcadeEvents(), [Pad("one"), Pad("two")]
    for pad in pads:
        told._on_connect(pad)  # type: ignore[arg-type]  # it does what the events need of one
    assert (told.pads, told.pad_names, told.take()) == (2, ("one", "two"), [Happening.PADS_CHANGED] * 2)
    pads[1].handlers["on_button_press"](pads[1], "start")
    pads[1].handlers["on_button_press"](pads[1], "lefttrigger")
    pads[0].handlers["on_stick_motion"](pads[0], "leftstick", Vec2(0.5, 1.0))
    pads[0].handlers["on_dpad_motion"](pads[0], Vec2(0.0, -1.0))
    start, right, up, *cross = told.take()
    assert start == InputEventJoypadButton(button_index=PAD_START[0], pressed=True, device=1)
    assert right == InputEventJoypadMotion(axis=0, axis_value=0.5)
    assert up == InputEventJoypadMotion(axis=1, axis_value=-1.0)
    assert [event for event in cross if not isinstance(event, Happening) and event.is_pressed()] == [
        InputEventJoypadButton(button_index=PAD_DOWN, pressed=True)
    ]
    told._on_disconnect(pads[0])  # type: ignore[arg-type]  # as said above
    pads[1].handlers["on_button_release"](pads[1], "a")
    assert told.take() == [Happening.PADS_CHANGED, InputEventJoypadButton(button_index=0)]
    told.close()
    assert (told.pads, pads[1].closed) == (0, True)


def test_arcade_is_silent_without_a_device_and_plays_every_sound_with_one() -> None:
    """Without an audio device there is no speaker; sounds that are over leave nothing behind."""
    from pyglet import media  # noqa: PLC0415  # arcade has opened its audio by then

    samples = {"hum": array("h", [0, 100] * 50), "beep": array("h", [0, 100] * 50)}
    driver = media.get_audio_driver()  # type: ignore[no-untyped-call]  # so it is in pyglet
    silent = "silent" in type(driver).__module__
    assert (open_speaker(samples, 22050) is None) == silent
    speaker = ArcadeSpeaker({name: media.StaticSource(media.synthesis.Silence(0.01)) for name in samples})
    speaker.play("beep")
    speaker.hum(1, "hum")
    speaker.hum(1, "hum")
    speaker.set_volume(0.25)
    speaker.hum(0, None)
    speaker.silence()
    speaker.hum(1, None)


def test_the_view_is_chosen_by_name() -> None:
    """`--view` takes the hosts there are, and a headless game has none."""
    assert parse([]).view == VIEWS[0] == "pygame"
    assert parse(["--view", "arcade"]).view == "arcade"
    for wrong in (["--view", "godot"], ["--headless", "--view", "arcade"]):
        with pytest.raises(SystemExit) as ended:
            parse(wrong)
        assert ended.value.code == 2


@pytest.mark.parametrize(("view", "module", "package"), [("arcade", "arcade", "arcade"), ("pygame", "pygame", "pygame-ce")])
def test_a_missing_framework_is_named_with_its_remedy(
    view: str, module: str, package: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Exit code 2 and one sentence: which package is missing, and how to get it."""
    for name in [each for each in sys.modules if each == module or each.startswith(f"demo_game.view.{view}_host")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    assert program.main(["--view", view, "--frames", "1", "--data", str(tmp_path)]) == 2
    other = next(each for each in VIEWS if each != view)
    assert f"pip install {package}, or play with --view {other}" in capsys.readouterr().err


def shot(view: str, path: Path, size: str, display: str) -> Image.Image:
    """Run the game in a process of its own that has only the framework of that view, and return its picture."""
    other = "pygame" if view == "arcade" else "arcade"
    lines = f"import sys; sys.modules[{other!r}] = None; from demo_game.__main__ import main; sys.exit(main(sys.argv[1:]))"
    arguments = ["--view", view, "--size", size, "--autoplay", "--seed", "2", "--frames", "400", "--mute", "--screenshot", str(path)]
    environment = {**os.environ, **({"DISPLAY": display} if display else {})}
    command = [sys.executable, "-c", lines, *arguments, "--data", str(path.with_suffix(""))]
    found = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert (found.returncode, found.stderr) == (0, "")
    return Image.open(path).convert("RGB")


@pytest.mark.parametrize("size", [pytest.param("1280x720", marks=pytest.mark.long), "800x450"])
def test_both_hosts_show_nearly_the_same_picture(size: str, display: str, tmp_path: Path) -> None:
    """The same frame of the same seed differs by the shapes of letters and no more: blurred a little, no part of it is another colour."""
    one, two = (shot(view, tmp_path / f"{view}.png", size, display) for view in VIEWS)
    assert one.size == two.size == tuple(int(part) for part in size.split("x"))
    blocks = (one.width // 16, one.height // 16)
    difference = ImageChops.difference(one.resize(blocks, Image.Resampling.BOX), two.resize(blocks, Image.Resampling.BOX))
    space = difference.crop((0, 0, blocks[0], blocks[1] * ARENA.height // CANVAS[1]))
    # The strip below is full of letters, whose shapes are those of another font.
    assert greatest(space) <= 24
    assert greatest(difference) <= 48
    assert max(ImageStat.Stat(difference).mean) <= 5.0


def greatest(difference: Image.Image) -> int:
    """Return by how much a block differs most, in the colour that does so most."""
    return max(high for _, high in ImageStat.Stat(difference).extrema)


def test_an_error_in_the_game_closes_arcades_window_and_is_raised(display: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong inside the tree reaches the caller; no window is left standing, and the next one opens."""
    if display:
        monkeypatch.setenv("DISPLAY", display)
    options = Options(view="arcade", data=tmp_path, seed=1, mute=True)
    for _ in range(2):
        with opened(options) as game:
            game.get_tree().process_frame.connect(lambda: int("the warp core"))
            with pytest.raises(ValueError, match="the warp core"):
                play(game, options)
        assert not list(pyglet.app.windows)


def test_a_rectangle_knows_what_lies_in_it() -> None:
    """A rectangle that touches another shares no pixel with it."""
    rect = Rect(10, 20, 30, 40)
    assert (rect.right, rect.bottom, rect.centerx, rect.size, rect.topleft) == (40, 60, 25, (30, 40), (10, 20))
    assert rect.contains((10, 20, 30, 40))
    assert not rect.contains((9, 20, 30, 40))
    assert not rect.colliderect((40, 20, 5, 5))
    assert rect.colliderect((39, 59, 5, 5))
    assert [rect.collidepoint(place) for place in ((10, 20), (39.9, 59.9), (40, 20))] == [True, True, False]


def test_letters_from_outside_do_not_fill_the_atlas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of any script are written; when there are too many letters, new ones are shown as question marks and old ones stay."""
    monkeypatch.setattr(arcade_letters, "_MOST_LETTERS", 10)
    textures = Numbered()
    letters = ArcadeLetters(textures)
    first = letters.row("abc", SMALL)
    for number in range(0x4E00, 0x4E40):
        assert len(letters.row(chr(number) * 2, SMALL)) == 2
    assert textures.made <= 10 + FINE
    assert letters.row("abc", SMALL) == first
