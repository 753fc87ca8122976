"""Writes the pages of the reference from the docstrings, before Sphinx reads the manual.

Rules: the pages lie in docs/reference/api/, which git ignores. The contents at the side have their shelves, and each page stands on one: a
tree of them all beside each page would take most of a build. A page whose text has not changed is left alone, so that Sphinx need not read
it again, and one that nothing writes any more is removed. Each member shows its second names, and the pages of Valve's, GodotSteam's and
Godot's that it mirrors.
"""

from __future__ import annotations

import inspect
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docs.extension import godot_classes, mirrors, public_names
from docs.extension.docstrings import first_sentence, markdown
from docs.extension.members import Member, default, members, public_bases, public_classes, signature

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docs.extension.public_names import Page

FOLDER: Final = Path(__file__).parent.parent / "reference" / "api"
HEADINGS: Final = {
    "signal": "Signals",
    "property": "Properties",
    "method": "Methods",
    "hook": "Methods to override",
    "enum": "Enums",
    "constant": "Constants",
}
FEW: Final = 8
"""How many names a row of a table gives as a taste of a page."""
_SINGLETONS: Final = ("Steam", "SteamServer", "SteamServerStats")
"""The classes that GodotSteam has too."""


def write_all(app: Any = None) -> None:
    """Write every page of the reference.

    Args:
        app: Sphinx's application, which tells nothing that is needed here.
    """
    del app
    texts = {f"{page.path}.md": page_text(page) for page in public_names.pages()}
    texts |= index_texts(public_names.pages())
    for name, text in texts.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    for path in FOLDER.rglob("*.md"):
        if path.relative_to(FOLDER).as_posix() not in texts:
            path.unlink()


def page_text(page: Page) -> str:
    """Return a page of the reference as Markdown.

    Args:
        page: Which one.
    """
    text = class_text(page) if page.kind == "class" else group_text(page) if page.kind == "group" else plain_text(page)
    shelf, up = public_names.shelf(page), "../" * page.path.count("/")
    title, _, rest = text.partition("\n")
    way = f"{{.way}}\n[Every public name]({up}index.md) / [{shelf}]({up}{shelf_file(shelf)}.md)"
    return f"---\norphan: true\n---\n\n{title}\n\n{way}\n{rest}"


def class_text(page: Page) -> str:
    """Return the page of a class."""
    thing = getattr(import_module(page.module), page.title)
    cls = thing if isinstance(thing, type) else type(thing)
    link = Links(page.module, page.title, cls)
    mine = [each for each in members_of(cls) if not (page.title == "Steam" and group_of(each) in public_names.STEAM_GROUPS)]
    parts = [f"# {page.title}", f"```{{py:currentmodule}} {page.module}\n```"]
    made = constructor(cls) if isinstance(thing, type) else ""
    doc = markdown(inspect.getdoc(cls) or "", link.find)
    parts.append(f"::::{{py:class}} {page.title}{made}\n\n{doc}\n::::")
    bases = [f"{{py:obj}}`{full.rpartition('.')[2]} <{full}>`" for base in public_bases(cls) if (full := public_classes()[base])]
    if bases:
        parts.append(f"It also has all that {' and '.join(bases)} {'has' if len(bases) == 1 else 'have'}.")
    if page.title in _SINGLETONS:
        parts.append("`RESULT_OK` and its like are the values of {py:obj}`Result <steam_nodes.Result>`.")
    if page.title == "Steam":
        parts.append("Its members are on a page for each of GodotSteam's groups:")
        parts.append(group_rows(cls))
    parts += sections(page.title, mine, link)
    if isinstance(thing, type) and (values := enum_table(cls)):
        parts += ["## Values", values]
    return "\n\n".join(parts) + "\n"


def group_rows(cls: type) -> str:
    """Return the table of GodotSteam's groups of `Steam`, with how much each has."""
    lines = ["| group | methods | signals |", "|---|---|---|"]
    for group in public_names.STEAM_GROUPS:
        kinds = [each.kind for each in members_of(cls) if group_of(each) == group]
        where = f"steam_groups/{group.lower().replace(' ', '_')}.md"
        lines.append(f"| [{group}]({where}) | {kinds.count('method')} | {kinds.count('signal')} |")
    return "\n".join(lines)


def group_text(page: Page) -> str:
    """Return the page of one of GodotSteam's groups of `Steam`."""
    cls = import_module("steam_nodes").Steam
    mine = [each for each in members_of(cls) if group_of(each) == page.group]
    where = mirrors.GODOTSTEAM.format(page.group.lower().replace(" ", "_"))
    parts = [
        f"# {page.title}",
        f"```{{py:currentmodule}} {page.module}\n```",
        f"The part of {{py:obj}}`Steam <steam_nodes.Steam>` that GodotSteam documents on its page [{page.group}]({where}).",
    ]
    parts += sections("Steam", mine, Links(page.module, "Steam", cls))
    return "\n\n".join(parts) + "\n"


def plain_text(page: Page) -> str:
    """Return a page of functions or of constants."""
    module = import_module(page.module)
    parts = [f"# {page.title}", f"```{{py:currentmodule}} {page.module}\n```"]
    link = Links(page.module, "", None)
    for name in page.names:
        thing = getattr(module, name)
        if page.kind == "constants":
            parts.append(f":::{{py:data}} {name}\n:value: {default(thing)}\n:::")
        else:
            parts.append(f":::{{py:function}} {name}{signature(thing)}\n\n{markdown(inspect.getdoc(thing) or '', link.find)}\n:::")
    return "\n\n".join(parts) + "\n"


def index_texts(pages: list[Page]) -> dict[str, str]:
    """Return the list of all public names, and the pages between it and the classes: one for each kind, one for each module."""
    shelves: dict[str, list[Page]] = {}
    for page in pages:
        shelves.setdefault(public_names.shelf(page), []).append(page)
    texts = {}
    whole = [
        "# Every public name",
        "The pages are made from the docstrings. A second name of a member, such as GodotSteam's, stands beside the first.",
    ]
    files = []
    for shelf, these in shelves.items():
        name = shelf_file(shelf)
        files.append(name)
        whole += [f"## {shelf}", rows(these, "")]
        texts[f"{name}.md"] = f"# {shelf}\n\n{rows(these, '../')}\n"
    texts["index.md"] = "\n\n".join([*whole, toctree(files)])
    return texts


def shelf_file(shelf: str) -> str:
    """Return the name of the page that lists what stands on a shelf."""
    return f"shelves/{re.sub(r'[^a-z0-9]+', '_', shelf.lower()).strip('_')}"


def toctree(names: Iterable[str]) -> str:
    """Return the contents below a page, which the side of the manual shows."""
    return ":::{toctree}\n:hidden:\n\n" + "\n".join(names) + "\n:::\n"


def rows(pages: Iterable[Page], before: str) -> str:
    """Return a table of pages with the first sentence of each.

    Args:
        pages: The pages.
        before: What leads from the table's page to theirs.
    """
    lines = ["| page | what it is |", "|---|---|"]
    lines += [f"| [{page.title}]({before}{page.path}.md) | {about(page)} |" for page in pages]
    return "\n".join(lines)


def about(page: Page) -> str:
    """Return what a row of a table says of a page."""
    if page.kind == "class":
        thing = getattr(import_module(page.module), page.title)
        return first_sentence((thing if isinstance(thing, type) else type(thing)).__doc__).replace("|", "\\|")
    if page.kind == "group":
        return f"GodotSteam's group {page.group}"
    return ", ".join(f"`{name}`" for name in page.names[:FEW]) + (" …" if len(page.names) > FEW else "")


def sections(title: str, mine: list[Member], link: Links) -> list[str]:
    """Return the members of a class, a section for each kind."""
    parts: list[str] = []
    for kind, heading in HEADINGS.items():
        these = [each for each in mine if each.kind == kind]
        if these:
            parts.append(f"## {heading}")
        parts += [member_text(title, each, link) for each in these]
    return parts


def member_text(title: str, member: Member, link: Links) -> str:
    """Return one member as a directive of Sphinx's."""
    name = f"{title}.{member.name}"
    if member.kind == "enum":
        return f":::{{py:class}} {name}\n\n{markdown(member.doc, link.find)}\n\n{enum_table(member.thing)}\n:::"
    names = [member.name, *member.twins]
    more: list[tuple[str, str]] = []
    if title in _SINGLETONS:
        more += mirrors.valve(member.doc, member.name, link.docs)
        more += mirrors.godotsteam(names, server=title != "Steam")
    more += godot_classes.godot(title, member.name, member.kind)
    doc = markdown(member.doc, link.find, more)
    if member.twins:
        doc = "{.twins}\nAlso " + ", ".join(f"`{twin}`" for twin in sorted(member.twins)) + f".\n\n{doc}"
    if member.kind in {"method", "hook"}:
        kept = f":{member.kept}:\n" if member.kept else ""
        return f":::{{py:method}} {name}{member.signature}\n{kept}\n{doc}\n:::"
    if member.kind == "property":
        told = f":type: {member.signature}\n" if member.signature else ""
        return f":::{{py:property}} {name}\n{told}\n{doc}\n:::"
    if member.kind == "signal":
        told = f":type: {member.signature}\n" if member.signature else ""
        given = ", ".join(f"`{each}`" for each in member.thing.get_parameters())
        return f":::{{py:attribute}} {name}\n{told}\n{f'Emitted with {given}.' if given else ''}\n\n{doc}\n:::"
    return f":::{{py:attribute}} {name}\n:value: {member.signature}\n\n{doc}\n:::"


def enum_table(cls: Any) -> str:
    """Return the values of an enum as a table, "" for what is no enum."""
    values = getattr(cls, "__members__", None)
    if not values:
        return ""
    return "\n".join(["| name | value |", "|---|---|", *(f"| `{name}` | {int(value)} |" for name, value in values.items())])


def constructor(cls: type) -> str:
    """Return the arguments that make an object of a class, "" where it says nothing of its own."""
    if hasattr(cls, "__members__") or issubclass(cls, BaseException):
        return ""
    told = signature(cls)
    return "" if told in {"(...)", "(*args: Any, **kwargs: Any)", "(*args, **kwargs)"} else told.removesuffix(" -> None")


@cache
def members_of(cls: type) -> list[Member]:
    """Return the members of a class, found once."""
    return members(cls)


def group_of(member: Member) -> str:
    """Return the group of GodotSteam's that a member of `Steam` stands in: Main where it is in no other."""
    group, _ = mirrors.group_of([member.name, *member.twins], server=False)
    if not group and hasattr(member.thing, "__members__"):
        group, _ = mirrors.group_of(list(member.thing.__members__), server=False)
    return group or "Main"


class Links:
    """Finds the full name of what a text in backquotes names, as one page sees it."""

    def __init__(self, module: str, title: str, cls: type | None) -> None:
        """Note what the page's class and the classes below it have."""
        self._module = module
        self._title = title
        self._own: dict[str, str] = {}
        self.docs: dict[str, str] = {}
        for base in reversed([cls, *public_bases(cls)] if cls is not None else []):
            full = f"{module}.{title}" if base is cls else public_classes()[base]
            for each in members_of(base):
                self._own |= dict.fromkeys((each.name, *each.twins), f"{full}.{each.name}")
                self.docs[each.name] = each.doc

    def find(self, code: str) -> str | None:
        """Return the full name, None for what has no page."""
        code = code.removesuffix("()")
        if code in self._own:
            return self._own[code]
        owner, _, name = code.rpartition(".")
        module = import_module(self._module)
        if not owner:
            return f"{self._module}.{name}" if name in module.__all__ and name != self._title else None
        thing = getattr(module, owner, None) if owner in module.__all__ else None
        cls = thing if isinstance(thing, type) or thing is None else type(thing)
        for each in members_of(cls) if cls is not None else ():
            if name in (each.name, *each.twins):
                return f"{public_classes().get(cls, '')}.{each.name}" if cls in public_classes() else None
        return None
