"""Laws of Time, OS, ClassDB and ProjectSettings beyond what the engine's tables show: what depends on the machine, and on the frame."""

from __future__ import annotations

import calendar
import datetime as dt
import os
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steam_nodes import OS, ClassDB, Error, InputEventKey, Node, Object, ProjectSettings, SceneTree, Time, Timer
from tests.support.godot_trace import refusal_log

if TYPE_CHECKING:
    from collections.abc import Iterator


@given(moment=st.integers(min_value=-62135596800, max_value=253402300799))
def test_every_moment_of_pythons_calendar_is_the_same_in_times(moment: int) -> None:
    """Parts and texts are those of `datetime`, and lead back to the moment."""
    expected = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=moment)  # noqa: DTZ001  # Time knows no zones either
    text, parts = Time.get_datetime_string_from_unix_time(moment), Time.get_datetime_dict_from_unix_time(moment)
    assert text == expected.isoformat()
    assert parts["weekday"] == (calendar.weekday(expected.year, expected.month, expected.day) + 1) % 7
    assert Time.get_unix_time_from_datetime_string(text) == Time.get_unix_time_from_datetime_dict(parts) == moment
    assert Time.get_datetime_dict_from_datetime_string(text, weekday=True) == parts


@given(moment=st.integers(min_value=-(10**15), max_value=10**15))
def test_a_moment_of_any_size_leads_back_to_itself(moment: int) -> None:
    """Far beyond the years that `datetime` has, too."""
    assert Time.get_unix_time_from_datetime_dict(Time.get_datetime_dict_from_unix_time(moment)) == moment


def test_the_system_time_is_the_machines() -> None:
    """In UTC it lies between two looks at the clock, and its forms agree in what they have."""
    before = int(Time.get_unix_time_from_system())
    now = Time.get_datetime_dict_from_system(utc=True)
    after = int(Time.get_unix_time_from_system())
    assert before <= Time.get_unix_time_from_datetime_dict(now) <= after
    assert set(now) == {"year", "month", "day", "weekday", "hour", "minute", "second", "dst"}
    assert now["dst"] is False
    assert Time.get_datetime_string_from_system(utc=True, use_space=True)[10] == " "
    assert set(Time.get_time_zone_from_system()) == {"bias", "name"}
    assert set(Time.get_date_dict_from_system()) == {"year", "month", "day", "weekday"}
    assert set(Time.get_time_dict_from_system()) == {"hour", "minute", "second"}
    assert len(Time.get_date_string_from_system()) == 10
    assert len(Time.get_time_string_from_system()) == 8


def test_ticks_never_go_back() -> None:
    """Microseconds and milliseconds are of one clock."""
    first, milliseconds, second = Time.get_ticks_usec(), Time.get_ticks_msec(), Time.get_ticks_usec()
    assert 0 <= first <= second
    assert first // 1000 <= milliseconds <= second // 1000


def test_the_arguments_behind_two_dashes_are_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are the program's."""
    monkeypatch.setattr(sys, "argv", ["play.py", "--fast", "--", "level", "--", "3"])
    assert OS.get_cmdline_args() == ["--fast"]
    assert OS.get_cmdline_user_args() == ["level", "--", "3"]
    monkeypatch.setattr(sys, "argv", ["play.py", "--fast"])
    assert (OS.get_cmdline_args(), OS.get_cmdline_user_args()) == (["--fast"], [])


def test_the_environment_is_the_process_own(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Set, read and taken away; a name that cannot be is one error and changes nothing."""
    monkeypatch.setenv("STEAM_NODES_TEST", "1")
    assert OS.has_environment("STEAM_NODES_TEST")
    OS.set_environment("STEAM_NODES_TEST", "2")
    assert OS.get_environment("STEAM_NODES_TEST") == os.environ["STEAM_NODES_TEST"] == "2"
    OS.unset_environment("STEAM_NODES_TEST")
    OS.unset_environment("STEAM_NODES_TEST")
    assert (OS.has_environment("STEAM_NODES_TEST"), OS.get_environment("STEAM_NODES_TEST")) == (False, "")
    before = dict(os.environ)
    for name in ("", "A=B"):
        OS.set_environment(name, "x")
        OS.unset_environment(name)
    assert len(refusal_log(caplog)) == 4
    assert dict(os.environ) == before


def test_the_locale_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its encoding; English where nothing is said."""
    if OS.get_name() in ("Windows", "macOS"):
        pytest.skip("the system tells the locale there")
    for given_, locale, language in (("de_AT.UTF-8", "de_AT", "de"), ("C.UTF-8", "C", "C"), ("fil_PH", "fil_PH", "fil")):
        monkeypatch.setenv("LANG", given_)
        assert (OS.get_locale(), OS.get_locale_language()) == (locale, language)
    monkeypatch.delenv("LANG")
    assert OS.get_locale() == "en"


def test_the_machine_has_its_features() -> None:
    """Its own name, its kind and whether asserts run; not another's."""
    assert OS.has_feature(OS.get_name().lower())
    assert OS.has_feature("pc")
    assert not OS.has_feature("mobile")
    assert not OS.has_feature("editor")
    assert OS.has_feature("debug") is OS.is_debug_build() is __debug__
    assert OS.get_process_id() == os.getpid()
    assert OS.get_thread_caller_id() == OS.get_main_thread_id()
    assert OS.get_executable_path() == sys.executable
    assert OS.get_processor_count() >= 1
    assert OS.get_distribution_name()
    assert OS.get_version()
    assert len(OS.get_entropy(16)) == 16
    assert all(os.path.isabs(folder) for folder in (OS.get_data_dir(), OS.get_config_dir(), OS.get_cache_dir(), OS.get_temp_dir()))  # noqa: PTH117  # texts, as in the engine


def test_a_delay_below_zero_is_one_error(caplog: pytest.LogCaptureFixture) -> None:
    """Nothing is waited for; 0 is no error."""
    OS.delay_msec(-1)
    OS.delay_usec(-1)
    assert len(refusal_log(caplog)) == 2
    OS.delay_msec(0)
    OS.delay_usec(0)
    assert refusal_log(caplog) == []


def test_a_class_is_made_by_its_name(caplog: pytest.LogCaptureFixture) -> None:
    """Of this library's own classes; a singleton, a mere base and a game's class are one error and None."""
    node = ClassDB.instantiate("Timer")
    assert type(node) is Timer
    node.free()
    assert ClassDB.instantiate("InputEventKey") == InputEventKey()

    class Coin(Node):
        """A class of a game."""

    for name in ("Input", "InputEvent", "Coin", ""):
        assert ClassDB.instantiate(name) is None
        assert len(refusal_log(caplog)) == 1
    assert "Coin" not in ClassDB.get_class_list()
    assert Coin.__name__ == "Coin"


def test_what_a_class_has_is_listed() -> None:
    """Methods with their arguments, signals, properties and constants, its own alone where that is asked."""
    methods = {found["name"]: found for found in ClassDB.class_get_method_list("Node")}
    assert [argument["name"] for argument in methods["add_child"]["args"]] == ["node", "force_readable_name", "internal"]
    assert "get_class" in methods
    assert not any(name.startswith("_") for name in methods)
    assert "get_class" not in {found["name"] for found in ClassDB.class_get_method_list("Timer", no_inheritance=True)}
    assert ClassDB.class_get_signal("Timer", "timeout") == {"name": "timeout", "args": []}
    assert ClassDB.class_get_signal("Timer", "nothing") == {}
    assert [found["name"] for found in ClassDB.class_get_signal_list("Timer", no_inheritance=True)] == ["timeout"]
    assert "keycode" in {found["name"] for found in ClassDB.class_get_property_list("InputEventKey")}
    assert "wait_time" in {found["name"] for found in ClassDB.class_get_property_list("Timer", no_inheritance=True)}
    assert "PROCESS_MODE_ALWAYS" in ClassDB.class_get_integer_constant_list("Timer")
    assert ClassDB.get_inheriters_from_class("InputEventGesture") == ["InputEventMagnifyGesture", "InputEventPanGesture"]


def test_a_property_is_read_and_set_by_its_name() -> None:
    """Of any object; one that does not exist is None, and cannot be set."""
    event = InputEventKey()
    assert ClassDB.class_set_property(event, "keycode", 65) is Error.OK
    assert ClassDB.class_get_property(event, "keycode") == event.keycode == 65
    assert ClassDB.class_get_property(event, "nothing") is None
    assert ClassDB.class_set_property(event, "nothing", 1) is Error.ERR_UNAVAILABLE
    assert isinstance(event, Object)


@pytest.fixture
def settings() -> Iterator[None]:
    """Take the test's own settings away at the end."""
    yield
    for name in ("my/a", "my/b", "my/none"):
        ProjectSettings.set_setting(name, None)


@pytest.mark.usefixtures("settings")
def test_changed_settings_are_told_once_a_frame() -> None:
    """What is set to what it was is no change; 1.0 in place of 1 is one, and so is None, also of what was not there."""
    tree = SceneTree(fixed_fps=60)
    ProjectSettings.settings_changed.connect(tell := lambda: told.append(ProjectSettings.get_changed_settings()))
    told: list[list[str]] = []
    for steps, expected in (
        ([("my/a", 1), ("my/a", 1), ("my/b", 1)], [["my/a", "my/b"]]),
        ([("my/a", 1)], []),
        ([("my/a", 1.0)], [["my/a"]]),
        ([("my/a", None)], [["my/a"]]),
        ([("my/none", None)], [["my/none"]]),
    ):
        told.clear()
        for name, value in steps:
            ProjectSettings.set_setting(name, value)
        tree.process()
        assert told == expected
        assert ProjectSettings.get_changed_settings() == []
    ProjectSettings.clear("my/b")
    assert ProjectSettings.get_changed_settings() == []
    ProjectSettings.settings_changed.disconnect(tell)
    tree.close()
