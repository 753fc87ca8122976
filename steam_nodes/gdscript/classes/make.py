"""Makes the data of this folder: `python -m steam_nodes.gdscript.classes.make --godot GODOT [--godotsteam FACTS.json ...]`.

`engine.txt.gz` comes from the engine itself: `--dump-extension-api` has the classes, `--doctool` the default values of their properties.
Only the functions of @GDScript stand here by hand: the engine lists them nowhere without its editor. `godotsteam.txt` comes from tables of
GodotSteam's members, which are facts and no part of this repository.

The text has one line a thing and tabs between the fields; what each line holds is told in class_text.py, which reads it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).parent

GDSCRIPT = (
    "!Color8\tColor\t\tint r8\tint g8\tint b8\tint a8=255",
    '!assert\tvoid\t\tbool condition\tString message=""',
    "!char\tString\t\tint code",
    "!convert\tVariant\t\tVariant what\tint type",
    "!dict_to_inst\tObject\t\tDictionary dictionary",
    "!get_stack\tArray\t",
    "!inst_to_dict\tDictionary\t\tObject instance",
    "!is_instance_of\tbool\t\tVariant value\tVariant type",
    "!len\tint\t\tVariant var",
    "!load\tResource\t\tString path",
    "!ord\tint\t\tString char",
    "!preload\tResource\t\tString path",
    "!print_debug\tvoid\tv",
    "!print_stack\tvoid\t",
    "!range\tArray\tv",
    "!type_exists\tbool\t\tStringName type",
)
"""The functions of @GDScript, as its class page lists them."""


def main() -> None:
    """Write the files whose sources are named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--godot", help="the engine, an editor build")
    parser.add_argument(
        "--godotsteam", nargs="*", type=Path, default=[], help="JSON tables of GodotSteam's members, the older version first"
    )
    asked = parser.parse_args()
    if asked.godot:
        text = "\n".join(engine(asked.godot)) + "\n"
        (HERE / "engine.txt.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    if asked.godotsteam:
        tables = [json.loads(path.read_text(encoding="utf-8")) for path in asked.godotsteam]
        (HERE / "godotsteam.txt").write_text("\n".join(godotsteam(tables)) + "\n", encoding="utf-8")


# The engine.


def engine(godot: str) -> Iterator[str]:
    """Yield the lines that describe the engine."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([godot, "--headless", "--dump-extension-api"], cwd=folder, check=True, capture_output=True)  # noqa: S603 - the engine that the user named
        api = json.loads(Path(folder, "extension_api.json").read_text(encoding="utf-8"))
        # It ends with an error code where it finds no documents to update; what it writes is complete.
        subprocess.run([godot, "--headless", "--doctool", folder, "--no-docbase"], cwd=folder, check=False, capture_output=True)  # noqa: S603 - the same
        defaults = dict(_defaults(Path(folder)))
    yield f"@@version\t{api['header']['version_full_name']}"
    yield "@global\t"
    yield from _globals(api)
    yield "@gdscript\t"
    yield from GDSCRIPT
    for builtin in api["builtin_classes"]:
        yield from _builtin(builtin)
    for native in api["classes"]:
        yield from _native(native, defaults.get(native["name"], {}))


def _defaults(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    for path in sorted(folder.rglob("*.xml")):
        root = ET.parse(path).getroot()  # noqa: S314 - the engine wrote it a moment ago
        found = {member.attrib["name"]: member.attrib["default"] for member in root.iter("member") if "default" in member.attrib}
        yield root.attrib["name"], found


def _type(text: str) -> str:
    """The type in our spelling: `enum:Node.ProcessMode`, `Array[int]`, `Dictionary[int, String]`, the first of several classes."""
    if text.startswith("bitfield::"):
        return "int"  # as the engine's analyzer has it
    if text.startswith("enum::"):
        return "enum:" + text.removeprefix("enum::")
    if text.startswith("typedarray::"):
        inner = text.removeprefix("typedarray::").rpartition(":")[2]
        return f"Array[{_type(inner)}]" if inner else "Array"
    if text.startswith("typeddictionary::"):
        key, _, value = text.removeprefix("typeddictionary::").partition(";")
        return f"Dictionary[{_type(key)}, {_type(value)}]"
    if text.endswith("*"):
        return "int"
    return text.partition(",")[0]


def _arguments(listed: Iterable[dict[str, Any]]) -> str:
    texts = []
    for argument in listed:
        default = f"={_line(argument['default_value'])}" if "default_value" in argument else ""
        texts.append(f"\t{_type(argument['type'])} {argument['name']}{default}")
    return "".join(texts)


def _line(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def _function(function: dict[str, Any]) -> str:
    returns = _type(function["return_value"]["type"]) if "return_value" in function else _type(function.get("return_type", "void"))
    marks = (("is_vararg", "v"), ("is_static", "s"), ("is_virtual", "o"), ("is_const", "c"))
    flags = "".join(letter for key, letter in marks if function.get(key))
    return f"!{function['name']}\t{returns}\t{flags}{_arguments(function.get('arguments', ()))}"


def _enum(enum: dict[str, Any]) -> str:
    values = "".join(f"\t{value['name']}={value['value']}" for value in enum["values"])
    return f"#{enum['name']}\t{'b' if enum.get('is_bitfield') else ''}{values}"


def _globals(api: dict[str, Any]) -> Iterator[str]:
    for singleton in api["singletons"]:
        yield f"${singleton['name']}\t{singleton['type']}"
    for enum in api["global_enums"]:
        yield _enum(enum)
    for function in api["utility_functions"]:
        yield _function(function)


def _builtin(builtin: dict[str, Any]) -> Iterator[str]:
    yield f"@builtin\t{builtin['name']}\t{builtin.get('indexing_return_type', '')}\t{'k' if builtin['is_keyed'] else ''}"
    for enum in builtin.get("enums", ()):
        yield _enum(enum)
    for constant in builtin.get("constants", ()):
        yield f"={constant['name']}\t{constant['type']}\t{constant['value']}"
    for member in builtin.get("members", ()):
        yield f".{member['name']}\t{member['type']}"
    for constructor in builtin["constructors"]:
        yield f"^{_arguments(constructor.get('arguments', ()))}"
    for operator in builtin["operators"]:
        # A right side of the type Nil is spelled Variant there.
        right = operator.get("right_type", "")
        yield f"%{operator['name']}\t{'Nil' if right == 'Variant' else right}\t{operator['return_type']}"
    for method in builtin.get("methods", ()):
        yield _function(method)


def _native(native: dict[str, Any], defaults: dict[str, str]) -> Iterator[str]:
    flags = "".join(letter for key, letter in (("is_instantiable", "i"), ("is_refcounted", "r")) if native[key])
    yield f"@class\t{native['name']}\t{native.get('inherits', '')}\t{flags}{'e' if native['api_type'] == 'editor' else ''}"
    for constant in native.get("constants", ()):
        yield f"={constant['name']}\tint\t{constant['value']}"
    for enum in native.get("enums", ()):
        yield _enum(enum)
    returned = {method["name"]: method["return_value"]["type"] for method in native.get("methods", ()) if "return_value" in method}
    own = set()
    for entry in native.get("properties", ()):
        own.add(entry["name"])
        # The engine infers a property's type from its getter, and nothing where that is not bound.
        told = _type(returned.get(entry["getter"], entry["type"]))
        default = f"\t{_line(defaults[entry['name']])}" if entry["name"] in defaults else ""
        yield f".{entry['name']}\t{told}\t{entry.get('setter', '')}\t{entry['getter']}{default}"
    for name, default in defaults.items():
        if name not in own:
            yield f"~{name}\t{_line(default)}"
    for signal in native.get("signals", ()):
        yield f"*{signal['name']}{_arguments(signal.get('arguments', ()))}"
    for method in native.get("methods", ()):
        yield _function(method)


# GodotSteam.


def godotsteam(tables: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines that describe the singletons Steam and SteamServer, and `is_server` tables the latter."""
    client = [table for table in tables if "Server" not in table["about"].partition(":")[0]]
    server = [table for table in tables if table not in client]
    for name, own in (("Steam", client), ("SteamServer", server)):
        yield f"@class\t{name}\tObject\t"
        constants: dict[str, int] = {}
        enums: dict[str, dict[str, int]] = {}
        lines: dict[str, str] = {}
        for table in own:
            constants |= table["constants"]
            enums |= {enum: values for enum, values in table["enums"].items() if values}
            lines |= {"*" + signal["name"]: _steam_signal(name, signal) for signal in table["signals"]}
            lines |= {"!" + method["name"]: _steam_method(name, method) for method in table["methods"]}
        yield from (f"={constant}\tint\t{value}" for constant, value in sorted(constants.items()))
        for enum, values in sorted(enums.items()):
            yield f"#{enum}\t" + "".join(f"\t{value}={number}" for value, number in values.items())
        yield from (line for _, line in sorted(lines.items()))


def _steam_type(owner: str, text: str | None) -> str:
    if not text:
        return "Variant"
    return f"enum:{owner}.{text.removeprefix('enum ')}" if text.startswith("enum ") else text


def _steam_versions(entry: dict[str, Any]) -> str:
    return ("+" + entry["added_in"] if "added_in" in entry else "") + ("-" + entry["removed_in"] if "removed_in" in entry else "")


def _steam_arguments(owner: str, listed: list[dict[str, Any]], older: list[dict[str, Any]]) -> str:
    """The arguments; one that only an older version lets out has its default, so that no call is called wrong which once was right."""
    texts = []
    for index, argument in enumerate(listed):
        known = argument.get("default", older[index].get("default") if index < len(older) else None)
        texts.append(f"\t{_steam_type(owner, argument.get('type'))} {argument['name']}{'' if known is None else f'={known}'}")
    return "".join(texts)


def _steam_method(owner: str, method: dict[str, Any]) -> str:
    older = method.get("v4_11", {})
    # A type is told only where every version has it.
    returns = "Variant" if older.get("return", method["return"]) != method["return"] else _steam_type(owner, method["return"])
    return f"!{method['name']}\t{returns}\t{_steam_versions(method)}{_steam_arguments(owner, method['args'], older.get('args', []))}"


def _steam_signal(owner: str, signal: dict[str, Any]) -> str:
    types = signal.get("arg_types") or [None] * len(signal["args"])
    arguments = "".join(f"\t{_steam_type(owner, told)} {name}" for told, name in zip(types, signal["args"], strict=True))
    return f"*{signal['name']}{arguments}"


if __name__ == "__main__":
    main()
