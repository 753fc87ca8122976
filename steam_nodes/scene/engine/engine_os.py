"""OS: the machine and the process, as scripts ask for them.

Rules: what Python has a better word for (processes, files, dialogs) is left to it. Loaded on first use.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from pathlib import Path
from typing import Final

from steam_nodes.object import error
from steam_nodes.object.object import Object
from steam_nodes.scene.input.keyboard import code_of, is_unicode, name_of

_NAMES: Final = {"darwin": "macOS", "win32": "Windows", "emscripten": "Web", "android": "Android", "ios": "iOS"}
_PHONES: Final = ("Android", "iOS")
_MACHINES: Final = {"amd64": "x86_64", "aarch64": "arm64", "i386": "x86_32", "i686": "x86_32"}
_WIDE: Final = 2**32


class OSSingleton(Object):
    """The machine and the program: its name, its arguments, its features.

    Mirrors https://docs.godotengine.org/en/stable/classes/class_os.html.
    """

    _engine_class_ = "OS"

    def get_name(self) -> str:
        """Return the name of the system: "Linux", "Windows", "macOS", "FreeBSD", "Web", "Android", "iOS"."""
        return _NAMES.get(sys.platform) or platform.system()

    def get_distribution_name(self) -> str:
        """Return the name of the distribution of Linux, elsewhere that of the system."""
        if self.get_name() != "Linux":
            return self.get_name()
        try:
            return platform.freedesktop_os_release().get("NAME", "")
        except OSError:
            return ""

    def get_version(self) -> str:
        """Return the version of the system."""
        return platform.release() if os.name == "posix" else platform.version()

    def get_processor_count(self) -> int:
        """Return how many threads the processor runs at once."""
        return os.cpu_count() or 1

    def get_executable_path(self) -> str:
        """Return the path of the program that runs, which is Python's."""
        return sys.executable

    def get_process_id(self) -> int:
        """Return the number of this process."""
        return os.getpid()

    def get_thread_caller_id(self) -> int:
        """Return the number of the thread that asks."""
        import threading  # noqa: PLC0415  # only who asks for threads loads it

        return threading.get_ident()

    def get_main_thread_id(self) -> int:
        """Return the number of the main thread."""
        import threading  # noqa: PLC0415  # the same

        return threading.main_thread().ident or 0

    def get_cmdline_args(self) -> list[str]:
        """Return the arguments of the program, without those behind `--`."""
        given = sys.argv[1:]
        return given[: given.index("--")] if "--" in given else given

    def get_cmdline_user_args(self) -> list[str]:
        """Return the arguments behind `--`."""
        given = sys.argv[1:]
        return given[given.index("--") + 1 :] if "--" in given else []

    def has_environment(self, variable: str) -> bool:
        """Whether there is an environment variable of that name."""
        return variable in os.environ

    def get_environment(self, variable: str) -> str:
        """Return the value of an environment variable; of none, an empty text."""
        return os.environ.get(variable, "")

    def set_environment(self, variable: str, value: str) -> None:
        """Set an environment variable of this process and those it starts."""
        if self._is_variable_(variable):
            os.environ[variable] = value

    def unset_environment(self, variable: str) -> None:
        """Remove an environment variable from this process."""
        if self._is_variable_(variable):
            os.environ.pop(variable, None)

    def delay_usec(self, usec: int) -> None:
        """Wait that many microseconds, and the whole program with it."""
        if usec < 0:
            error.complain(f"delay_usec() takes microseconds, 0 or more, not {usec}.")
            return
        time.sleep(usec / 1_000_000)

    def delay_msec(self, msec: int) -> None:
        """Wait that many milliseconds, and the whole program with it."""
        if msec < 0:
            error.complain(f"delay_msec() takes milliseconds, 0 or more, not {msec}.")
            return
        time.sleep(msec / 1000)

    def get_locale(self) -> str:
        """Return the language and country of the user, such as "en_US"; "en" where the system does not tell."""
        if os.name != "posix" or sys.platform == "darwin":
            import locale  # noqa: PLC0415  # only where the environment does not tell

            return locale.getlocale()[0] or "en"
        return os.environ.get("LANG", "en").partition(".")[0]

    def get_locale_language(self) -> str:
        """Return the language of the user, such as "en"."""
        return self.get_locale()[:3].replace("_", "")

    def has_feature(self, tag_name: str) -> bool:
        """Whether the program has what a tag names: the system ("linux"), "pc", "mobile" or "web", "64", "x86_64", "debug", "threads"."""
        name, machine = self.get_name(), platform.machine().lower()
        kind = "web" if name == "Web" else "mobile" if name in _PHONES else "pc"
        bits, build = ("64" if sys.maxsize > _WIDE else "32"), ("debug" if __debug__ else "release")
        tags = {name.lower(), kind, bits, build, _MACHINES.get(machine, machine), "template", f"template_{build}", "single", "threads"}
        return tag_name in tags

    def is_debug_build(self) -> bool:
        """Whether asserts run."""
        return __debug__

    def get_entropy(self, size: int) -> bytes:
        """Return that many random bytes, fit for secrets."""
        return os.urandom(size)

    def get_data_dir(self) -> str:
        """Return the folder where programs of the user keep their data, as the XDG rules or the system say."""
        return _folder("XDG_DATA_HOME", ".local/share", windows="APPDATA", macos="Library/Application Support")

    def get_config_dir(self) -> str:
        """Return the folder where programs of the user keep their settings."""
        return _folder("XDG_CONFIG_HOME", ".config", windows="APPDATA", macos="Library/Application Support")

    def get_cache_dir(self) -> str:
        """Return the folder where programs of the user keep what they can make again."""
        return _folder("XDG_CACHE_HOME", ".cache", windows="LOCALAPPDATA", macos="Library/Caches")

    def get_temp_dir(self) -> str:
        """Return the folder for files that need not last."""
        import tempfile  # noqa: PLC0415  # only who asks for it loads it

        return tempfile.gettempdir()

    def get_keycode_string(self, code: int) -> str:
        """Return the name of a key, with the modifiers in its number: "Ctrl+A"."""
        return name_of(code)

    def is_keycode_unicode(self, code: int) -> bool:
        """Whether the key makes a character."""
        return is_unicode(code)

    def find_keycode_from_string(self, string: str) -> int:
        """Return the number of the key that `get_keycode_string` calls so, 0 if there is none."""
        return code_of(string)

    def _is_variable_(self, name: str) -> bool:
        if not name or "=" in name:
            error.complain(f"Invalid environment variable name '{name}', cannot be empty or include '='.")
            return False
        return True


def _folder(variable: str, default: str, *, windows: str, macos: str) -> str:
    home = Path.home()
    if os.name == "nt":
        return os.environ.get(windows) or str(home)
    if sys.platform == "darwin":
        return str(home / macos)
    return os.environ.get(variable) or str(home / default)


OS: Final = OSSingleton()
