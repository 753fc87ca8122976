"""The stats and achievements that a project's scripts name, as a `stats.toml` for a local Steam.

Rules: a name is a text that stands as the argument of one of Steam's calls, in the script or as a constant of it; the variable of a `for`
over a constant list stands for each of its names. The calls tell the type, and who sets it; where calls disagree the wider type wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from steam_nodes.port import syntax
from steam_nodes.port.analyzer.walk import everything

if TYPE_CHECKING:
    from collections.abc import Mapping

    from steam_nodes.port.analysis import Analysis
    from steam_nodes.port.project import Project

_STATS: Final[dict[str, tuple[str, int, str]]] = {
    "getStatInt": ("INT", 0, ""),
    "setStatInt": ("INT", 0, "Client"),
    "getStatFloat": ("FLOAT", 0, ""),
    "setStatFloat": ("FLOAT", 0, "Client"),
    "updateAvgRateStat": ("AVGRATE", 0, "Client"),
    "getUserStatInt": ("INT", 1, ""),
    "getUserStatFloat": ("FLOAT", 1, ""),
    "getGlobalStatInt": ("INT", 0, ""),
    "getGlobalStatFloat": ("FLOAT", 0, ""),
    "setUserStatInt": ("INT", 1, "GS"),
    "setUserStatFloat": ("FLOAT", 1, "GS"),
    "updateUserAvgRateStat": ("AVGRATE", 1, "GS"),
    "serverGetUserStatInt": ("INT", 1, ""),
    "serverGetUserStatFloat": ("FLOAT", 1, ""),
    "GetUserStatInt": ("INT", 1, ""),
    "GetUserStatFloat": ("FLOAT", 1, ""),
}
"""The calls with the name of a stat: its type, which argument it is, and who sets it."""
_ACHIEVEMENTS: Final[dict[str, tuple[int, str]]] = {
    "getAchievement": (0, ""),
    "setAchievement": (0, "Client"),
    "clearAchievement": (0, "Client"),
    "indicateAchievementProgress": (0, "Client"),
    "getAchievementAndUnlockTime": (0, ""),
    "getAchievementDisplayAttribute": (0, ""),
    "getAchievementIcon": (0, ""),
    "getAchievementAchievedPercent": (0, ""),
    "getUserAchievement": (1, ""),
    "serverGetUserAchievement": (1, ""),
    "setUserAchievement": (1, "GS"),
    "clearUserAchievement": (1, "GS"),
}
_WIDTH: Final = {"INT": 0, "FLOAT": 1, "AVGRATE": 2}
_APP_ID: Final = re.compile(r'(?:"SteamAppId"|"SteamGameId"|steamInit(?:Ex)?)\s*[,(][^0-9\n)]*"?(\d{2,10})')
_SETTING: Final = "steam/initialization/app_id"
_SPACEWAR: Final = 480


@dataclass
class _Entry:
    kind: str
    type: str
    set_by: str


class SteamNames:
    """What the scripts of a project name.

    Args:
        project: The project.
        analyses: What is known of each script, by its path.
    """

    def __init__(self, project: Project, analyses: Mapping[str, Analysis]) -> None:
        """Look through every call."""
        self.found: dict[str, _Entry] = {}
        self.app_id = self._app_id(project)
        for analysis in analyses.values():
            for node in everything(analysis.script):
                if isinstance(node, syntax.Call) and isinstance(node.callee, syntax.Attribute):
                    self._call(analysis, node.callee.name, node.arguments)

    def toml(self, title: str) -> str:
        """Return the names in the form that `LocalSteam` reads."""
        lines = [f"# What the scripts of {title} name; App Admin has the rest: limits, defaults, display names.".replace("\n", " ")]
        lines.append(f"app_id = {self.app_id}")
        for kind in ("stats", "achievements"):
            for name, entry in sorted(self.found.items()):
                if entry.kind == kind:
                    lines += ["", f"[{kind}.{_key(name)}]"]
                    lines += [f'type = "{entry.type}"'] if kind == "stats" else []
                    lines += ["window = 20.0"] if entry.type == "AVGRATE" else []
                    lines += [f'set_by = "{entry.set_by}"'] if entry.set_by else []
        return "\n".join([*lines, ""])

    def _call(self, analysis: Analysis, name: str, arguments: tuple[syntax.Expression, ...]) -> None:
        if name in _STATS:
            kind, place, setter = _STATS[name]
            where = "stats"
        elif name in _ACHIEVEMENTS:
            place, setter = _ACHIEVEMENTS[name]
            kind, where = "", "achievements"
        else:
            return
        if place < len(arguments):
            for each in _texts(analysis, arguments[place]):
                self._note(each, _Entry(where, kind, setter))

    def _note(self, name: str, entry: _Entry) -> None:
        before = self.found.get(name)
        if not 0 < len(name.encode()) <= 127:  # noqa: PLR2004  # as long as an API name of Steam's may be
            return
        if before is None:
            self.found[name] = entry
        elif before.kind == entry.kind:
            wider = max(before.type, entry.type, key=lambda kind: _WIDTH.get(kind, -1))
            self.found[name] = _Entry(before.kind, wider, before.set_by or entry.set_by)

    def _app_id(self, project: Project) -> int:
        setting = project.settings.settings.get(_SETTING) if project.settings is not None else None
        if isinstance(setting, int) and setting > 0:
            return setting
        for path in project.all_scripts:
            match = _APP_ID.search(project.text(path) or "")
            if match:
                return int(match[1])
        return _SPACEWAR


def _texts(analysis: Analysis, node: Any) -> list[str]:
    """Return the texts that an expression is: a text, a constant, or a list of them."""
    known = analysis.type(node)
    if known.constant:
        value = known.value
        values = list(value) if isinstance(value, (list, tuple, dict)) else [value]
        return [each for each in values if isinstance(each, str)]
    if isinstance(node, syntax.Literal):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, syntax.Identifier):
        declared = analysis.meaning(node).declared
        if isinstance(declared, syntax.For):
            return _texts(analysis, declared.iterable)
        return _texts(analysis, declared.value) if isinstance(declared, syntax.Constant) else []
    return [text for each in _parts(node) for text in _texts(analysis, each)]


def _parts(node: Any) -> list[Any]:
    """Return what a list, a dictionary, a call such as PackedStringArray([...]) or a pair of parentheses holds."""
    match node:
        case syntax.Parenthesized():
            return [node.inner]
        case syntax.ArrayLiteral():
            return [*node.elements]
        case syntax.DictionaryLiteral():
            return [entry.key for entry in node.entries]
        case syntax.Call(arguments=(only,)):
            return [only]
    return []


def _key(name: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9_-]+", name):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(f"\\u{ord(char):04x}" if ord(char) < 32 or ord(char) == 127 else char for char in escaped) + '"'  # noqa: PLR2004  # controls
