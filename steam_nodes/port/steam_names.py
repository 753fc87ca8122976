"""The stats and achievements that a project's scripts name, as a `stats.toml` for a local Steam.

Rules: a name is a text that stands as the argument of one of Steam's calls, in the script or as a constant of it; the variable of a `for`
over a list, or over the keys of a dictionary, stands for each of its names. A function that hands a parameter on to such a call is one
itself, for every call of that name in the project. The calls tell the type, and who sets it; where calls disagree the wider type wins.
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
_SMALLEST: Final = 10
"""Smaller numbers are no app's: they are flags and modes."""


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
        self._calls: dict[str, list[tuple[Analysis, tuple[syntax.Expression, ...]]]] = {}
        self._parameters: dict[Any, tuple[str, int]] = {}
        self._handed: set[tuple[str, int, str, str]] = set()
        for analysis in analyses.values():
            self._collect(analysis)
        self.app_id: int = self._told_app_id() or self._app_id(project)
        for name, (kind, place, setter) in _STATS.items():
            self._name(name, place, _Entry("stats", kind, setter))
        for name, (place, setter) in _ACHIEVEMENTS.items():
            self._name(name, place, _Entry("achievements", "", setter))

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

    def _collect(self, analysis: Analysis) -> None:
        for node in everything(analysis.script):
            if isinstance(node, syntax.Call) and isinstance(node.callee, (syntax.Attribute, syntax.Identifier)):
                self._calls.setdefault(node.callee.name, []).append((analysis, node.arguments))
            elif isinstance(node, syntax.Function) and node.name:
                self._parameters.update({each: (node.name, place) for place, each in enumerate(node.parameters)})

    def _name(self, called: str, place: int, entry: _Entry) -> None:
        """Note what stands in a place of every call of a name; a parameter there makes its function such a call."""
        handed = (called, place, entry.kind, entry.type)
        if handed in self._handed:
            return
        self._handed.add(handed)
        for analysis, arguments in self._calls.get(called, []):
            if place >= len(arguments):
                continue
            given = arguments[place]
            for text in _texts(analysis, given):
                self._note(text, entry)
            declared = analysis.meaning(given).declared if isinstance(given, syntax.Identifier) else None
            if declared in self._parameters:
                self._name(*self._parameters[declared], entry)

    def _note(self, name: str, entry: _Entry) -> None:
        before = self.found.get(name)
        if not 0 < len(name.encode()) <= 127:  # noqa: PLR2004  # as long as an API name of Steam's may be
            return
        if before is None:
            self.found[name] = entry
        elif before.kind == entry.kind:
            wider = max(before.type, entry.type, key=lambda kind: _WIDTH.get(kind, -1))
            self.found[name] = _Entry(before.kind, wider, before.set_by or entry.set_by)

    def _told_app_id(self) -> int:
        """Return the number that a constant gives to a call that starts Steam, 0 where none does."""
        for called in ("steamInitEx", "steamInit", "set_environment"):
            for analysis, arguments in self._calls.get(called, []):
                if called == "set_environment" and not {"SteamAppId", "SteamGameId"} & set(_texts(analysis, arguments[0])):
                    continue
                for each in arguments[1:] if called == "set_environment" else arguments:
                    inner = each.arguments[0] if isinstance(each, syntax.Call) and len(each.arguments) == 1 else each
                    declared = analysis.meaning(inner).declared if isinstance(inner, syntax.Identifier) else None
                    # The argument's own type is what the call takes: a number in the place of a flag is a flag there.
                    known = analysis.type(declared.value if isinstance(declared, syntax.Constant) else inner)
                    if known.constant and type(known.value) is int and known.value >= _SMALLEST:
                        return known.value
        return 0

    def _app_id(self, project: Project) -> int:
        setting = project.settings.settings.get(_SETTING) if project.settings is not None else None
        if isinstance(setting, int) and setting > 0:
            return setting
        for path in project.all_scripts:
            match = _APP_ID.search(project.text(path) or "")
            if match:
                return int(match[1])
        return _SPACEWAR


def _texts(analysis: Analysis, node: Any) -> list[str]:  # one return for each form of an expression
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
        held = isinstance(declared, syntax.Constant | syntax.Variable) and declared.value is not None
        return _texts(analysis, declared.value) if held else []
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
        case syntax.Call(callee=syntax.Attribute(base=base, name="keys"), arguments=()):
            return [base]
        case syntax.Call(arguments=(only,)):
            return [only]
    return []


def _key(name: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9_-]+", name):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(f"\\u{ord(char):04x}" if ord(char) < 32 or ord(char) == 127 else char for char in escaped) + '"'  # noqa: PLR2004  # controls
