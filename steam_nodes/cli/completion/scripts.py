"""The completion scripts of bash, zsh and fish.

Rules: each script walks the words before the cursor to the place where it stands, then offers what can follow there: the values of the
option before the cursor, options behind a dash, commands, or the names of files. A text is quoted for its shell wherever it comes from.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from steam_nodes.cli.completion.parser_words import Option, Place


def bash(places: Iterable[Place]) -> str:
    """Return the script of bash.

    Args:
        places: What can stand where.
    """
    places = list(places)
    lines = [
        "# Completion of steam-nodes for bash, made by `steam-nodes completion bash`.",
        "_steam_nodes() {",
        '    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} at="" i words="" options="" files=""',
        "    COMPREPLY=()",
        "    for ((i = 1; i < COMP_CWORD; i++)); do",
        '        case "$at ${COMP_WORDS[i]}" in',
        *(f"            {shlex.quote(step)}) at={shlex.quote(path)} ;;" for step, path in _steps(places)),
        "        esac",
        "    done",
        '    case "$at,$prev" in',
    ]
    for place, option in _wanting(places):
        marks = " | ".join(shlex.quote(f"{place.path},{spelling}") for spelling in option.spellings)
        if option.values:
            act = f'COMPREPLY=($(compgen -W {shlex.quote(" ".join(option.values))} -- "$cur"))'
        else:
            act = ":" if option.is_path else "compopt +o default"
        lines.append(f"        {marks}) {act}; return ;;")
    lines += ["    esac", '    case "$at" in']
    for place in places:
        words = shlex.quote(" ".join([*(name for name, _ in place.commands), *place.values]))
        options = shlex.quote(" ".join(spelling for option in place.options for spelling in option.spellings))
        files = "1" if place.takes_path else '""'
        lines.append(f"        {shlex.quote(place.path)}) words={words} options={options} files={files} ;;")
    lines += [
        "    esac",
        "    if [[ $cur == -* ]]; then",
        '        COMPREPLY=($(compgen -W "$options" -- "$cur"))',
        "    else",
        '        COMPREPLY=($(compgen -W "$words" -- "$cur"))',
        "    fi",
        "    [[ -n $files ]] || compopt +o default",
        "}",
        "complete -o default -F _steam_nodes steam-nodes",
    ]
    return "\n".join(lines) + "\n"


def zsh(places: Iterable[Place]) -> str:
    """Return the script of zsh, to be evaluated behind compinit or put into $fpath as _steam-nodes.

    Args:
        places: What can stand where.
    """
    places = list(places)
    lines = [
        "#compdef steam-nodes",
        "# Completion of steam-nodes for zsh, made by `steam-nodes completion zsh`.",
        "_steam_nodes() {",
        '    local at="" files="" i',
        "    local -a list options",
        "    for ((i = 2; i < CURRENT; i++)); do",
        '        case "$at $words[i]" in',
        *(f"            ({shlex.quote(step)}) at={shlex.quote(path)} ;;" for step, path in _steps(places)),
        "        esac",
        "    done",
        '    case "$at,$words[CURRENT-1]" in',
    ]
    for place, option in _wanting(places):
        marks = "|".join(shlex.quote(f"{place.path},{spelling}") for spelling in option.spellings)
        if option.values:
            act = f"compadd -- {shlex.join(option.values)}"
        else:
            act = "_files" if option.is_path else f"_message {shlex.quote(option.metavar)}"
        lines.append(f"        ({marks}) {act}; return ;;")
    lines += ["    esac", '    case "$at" in']
    for place in places:
        described = [_described(name, text) for name, text in place.commands] + [_described(value, "") for value in place.values]
        options = [_described(spelling, option.help) for option in place.options for spelling in option.spellings]
        files = "1" if place.takes_path else '""'
        lines.append(f"        ({shlex.quote(place.path)}) list=({' '.join(described)}) options=({' '.join(options)}) files={files} ;;")
    lines += [
        "    esac",
        "    if [[ $words[CURRENT] == -* ]]; then",
        "        _describe option options",
        "    else",
        "        (( $#list )) && _describe word list",
        "        [[ -n $files ]] && _files",
        "    fi",
        "}",
        'if [[ $funcstack[1] == _steam-nodes ]]; then _steam_nodes "$@"; else compdef _steam_nodes steam-nodes; fi',
    ]
    return "\n".join(lines) + "\n"


def fish(places: Iterable[Place]) -> str:
    """Return the script of fish.

    Args:
        places: What can stand where.
    """
    places = list(places)
    lines = [
        "# Completion of steam-nodes for fish, made by `steam-nodes completion fish`.",
        "function __steam_nodes_at",
        '    set -l at ""',
        "    for word in (commandline -opc)[2..-1]",
        '        switch "$at $word"',
        *(f"            case {_fish_quoted(step)}\n                set at {_fish_quoted(path)}" for step, path in _steps(places)),
        "        end",
        "    end",
        '    test "$at" = "$argv[1]"',
        "end",
        "complete -c steam-nodes -e",
    ]
    for place in places:
        here = f"complete -c steam-nodes -n {_fish_quoted(f'__steam_nodes_at {_fish_quoted(place.path)}')}"
        if not place.takes_path:
            lines.append(f"{here} -f")
        lines += [f"{here} -a {_fish_quoted(name)} -d {_fish_quoted(text)}" for name, text in place.commands]
        lines += [f"{here} -a {_fish_quoted(value)}" for value in place.values]
        for option in place.options:
            names = " ".join(
                f"-l {_fish_quoted(spelling[2:])}" if spelling.startswith("--") else f"-s {_fish_quoted(spelling[1:])}"
                for spelling in option.spellings
            )
            value = ""
            if option.values:
                value = f" -x -a {_fish_quoted(' '.join(option.values))}"
            elif option.metavar:
                value = " -r -F" if option.is_path else " -x"
            lines.append(f"{here} {names}{value} -d {_fish_quoted(option.help)}")
    return "\n".join(lines) + "\n"


def _steps(places: Iterable[Place]) -> Iterator[tuple[str, str]]:
    """Return each step from one place to another: "the place, and the word", and the place where one is then."""
    for place in places:
        for name, _ in place.commands:
            yield f"{place.path} {name}", f"{place.path} {name}".strip()


def _wanting(places: Iterable[Place]) -> Iterator[tuple[Place, Option]]:
    """Return the options that want a value."""
    for place in places:
        for option in place.options:
            if option.metavar:
                yield place, option


def _described(word: str, text: str) -> str:
    """Return a word with its line of help as zsh's _describe reads it."""
    escaped = word.replace(":", "\\:")
    return shlex.quote(f"{escaped}:{text}" if text else escaped)


def _fish_quoted(text: str) -> str:
    """Return a text in quotes of fish."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
