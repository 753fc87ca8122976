"""Paths: how a node finds others, by a path, by a pattern of names, and how it tells its own path.

Rules: see `node_path` for what a path is. A missing node is None; `get_node` logs one ERROR that names it, the other ways are silent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from steam_nodes.object import error
from steam_nodes.object.object import Object
from steam_nodes.scene.node_children import Children
from steam_nodes.scene.node_path import NodePath, split
from steam_nodes.scene.process_pass import in_tree_order

if TYPE_CHECKING:
    from steam_nodes.scene.node import Node


class Paths(Children):
    """The part of a node that finds others; `Node` completes it."""

    _owner_: Node | None = None
    _unique_names_: dict[str, Node] | None = None

    def get_node_or_null(self, path: str) -> Any:
        """Return the node at a path, None if there is none."""
        absolute, names = split(path)
        current = None if absolute else cast("Node", self)
        if not path.strip(":"):
            return None
        root = cast("Node", self)
        if absolute:
            if self._tree_ is None:
                error.complain(f'Can\'t use get_node() with the absolute path "{path}" from outside the active scene tree: {self}.')
                return None
            root = self._tree_.root
        for name in names:
            if current is None:
                if name == "..":
                    return None
                # As in the engine, names before the root's own are passed over.
                current = root if name == root._name_ else None
                continue
            if name == "..":
                current = current._parent_
            elif name.startswith("%"):
                current = current._unique_named_(name[1:])
            elif name != ".":
                current = current._by_name_.get(name)
            if current is None:
                return None
        return current

    def get_node(self, path: str) -> Any:
        """Return the node at a path; None, with an ERROR, if there is none.

        Args:
            path: Names separated by `/`, from here or, beginning with `/root`, from the root; `..` is the parent, `%Name` a
                unique name of the scene.
        """
        found = self.get_node_or_null(path)
        if found is None:
            here = self.get_path() if self._tree_ is not None else self._name_
            how = "absolute path attempted from" if path.startswith("/") else "relative to"
            error.complain(f'Node not found: "{path}" ({how} "{here}"). Check the names, or ask has_node() first.')
        return found

    def has_node(self, path: str) -> bool:
        """Whether there is a node at the path."""
        return self.get_node_or_null(path) is not None

    def find_child(self, pattern: str, recursive: bool = True, owned: bool = True) -> Any:
        """Return the first node below this one whose name matches, with `*` and `?`; by default only nodes with an owner count."""
        if not pattern:
            error.complain(f"find_child() of {self}: the pattern is empty.")
            return None
        return next(self._matching_(pattern, "", recursive, owned), None)

    def find_children(self, pattern: str, type: str = "", recursive: bool = True, owned: bool = True) -> list[Any]:  # noqa: A002
        """Return all nodes below this one whose name matches, with `*` and `?`.

        Args:
            pattern: The pattern; empty for any name where a type is given.
            type: The name of a class that they inherit, of the library's or of the game's; empty for any.
            recursive: Whether to look below the children too.
            owned: Whether only nodes with an owner count.
        """
        if not pattern and not type:
            error.complain(f"find_children() of {self}: both the pattern and the type are empty.")
            return []
        return list(self._matching_(pattern, type, recursive, owned))

    def find_parent(self, pattern: str) -> Any:
        """Return the nearest ancestor whose name matches, with `*` and `?`."""
        parent = self._parent_
        while parent is not None and not _matches(parent._name_, pattern):
            parent = parent._parent_
        return parent

    def has_node_and_resource(self, path: str) -> bool:
        """Whether there is a node at the path, and the property that follows it behind a colon."""
        return self.get_node_and_resource(path)[0] is not None

    def get_node_and_resource(self, path: str) -> list[Any]:
        """Return the node at a path, the resource among its properties that the part behind the colons leads to, and what is left.

        Args:
            path: A path to a node, and behind colons the names of properties, such as `Ship/Gun:ammo:count`.

        Returns:
            [node, resource or None, NodePath of the properties from the first that is no resource]; None for the node if there is no such
            node or property.
        """
        node = self.get_node_or_null(path)
        names = path.split(":")[1:]
        resource: Any = None
        for name in names:
            holder = node if resource is None else resource
            if holder is None or not hasattr(holder, name):
                return [None, resource, NodePath()]
            value = holder.get(name)
            # What is no resource begins the part that is left.
            if not isinstance(value, Object) or not value.is_class("Resource"):
                break
            resource = value
            names = names[1:]
        return [node, resource, NodePath("".join(f":{name}" for name in names) if node is not None else "")]

    def get_tree_string(self) -> str:
        """Return the paths of this node and everything below it, one a line, in tree order."""
        lines = []
        stack: list[tuple[Node, str]] = [(cast("Node", self), "")]
        while stack:
            node, path = stack.pop()
            lines.append(f"{path or '.'}\n")
            above = f"{path}/" if path else ""
            stack += [(child, above + child._name_) for child in reversed(node.get_children(include_internal=True))]
        return "".join(lines)

    def get_tree_string_pretty(self) -> str:
        """Return the names of this node and everything below it, drawn as a tree."""
        lines = []
        stack: list[tuple[Node, str, bool]] = [(cast("Node", self), "", True)]
        while stack:
            node, prefix, is_last = stack.pop()
            lines.append(f"{prefix} {'┖' if is_last else '┠'}╴{node._name_}\n")
            below = prefix + ("   " if is_last else " ┃ ")
            last = True
            for child in reversed(node.get_children(include_internal=True)):
                stack.append((child, below, last))
                last = False
        return "".join(lines)

    def print_tree(self) -> None:
        """Print `get_tree_string`."""
        print(self.get_tree_string())  # noqa: T201  # it is asked to print

    def print_tree_pretty(self) -> None:
        """Print `get_tree_string_pretty`."""
        print(self.get_tree_string_pretty())  # noqa: T201  # the same

    def is_greater_than(self, node: Node) -> bool:
        """Whether this node comes after another of the same tree, from the top down; False, with an ERROR, where they share none."""
        if self._tree_ is None or node._tree_ is not self._tree_:
            error.complain(f"is_greater_than() of {self}: it and {node} are not inside the same tree.")
            return False
        return node is not self and in_tree_order((cast("Node", self), node))[0] is node

    def get_path(self) -> NodePath:
        """Return the path from the root; empty, with an ERROR, outside of the tree."""
        if self._tree_ is None:
            error.complain(f"Cannot get path of node as it is not in a scene tree: {self}.")
            return NodePath()
        return self._way_()

    def get_path_to(self, node: Node, use_unique_path: bool = False) -> NodePath:
        """Return the path from this node to another of the same tree or branch.

        Args:
            node: The other node.
            use_unique_path: Whether the path may begin with the `%Name` of a node that has the same owner as this one: the nearest at
                or above the other node, else the highest at or above this one.
        """
        if node is self:
            return NodePath(".")
        mine, theirs = [cast("Node", self), *self._ancestors_()], [node, *node._ancestors_()]
        # From the top they go together as far as they have ancestors in common.
        alike = 0
        while alike < len(mine) and alike < len(theirs) and mine[-1 - alike] is theirs[-1 - alike]:
            alike += 1
        if not alike:
            error.complain(f"There is no path from {self} to {node}: they have no ancestor in common.")
            return NodePath()
        up, down = mine[: len(mine) - alike], theirs[: len(theirs) - alike]
        steps = [".."] * len(up)
        if use_unique_path:
            unique = [place for place, each in enumerate(down) if each._unique_ and each._owner_ is self._owner_]
            above = [place for place, each in enumerate(up) if each._unique_ and each._owner_ is self._owner_]
            if unique:
                steps, down = [f"%{down[unique[0]]._name_}"], down[: unique[0]]
            elif above:
                steps[: above[-1]] = [f"%{up[above[-1]]._name_}"]
        return NodePath("/".join([*steps, *(each._name_ for each in reversed(down))]) or ".")

    def _unique_named_(self, name: str) -> Node | None:
        found = (self._unique_names_ or {}).get(name)
        if found is None and self._owner_ is not None:
            found = (self._owner_._unique_names_ or {}).get(name)
        return found

    def _matching_(self, pattern: str, wanted: str, recursive: bool, owned: bool) -> Any:
        levels = [iter(self.get_children(include_internal=True))]
        while levels:
            child = next(levels[-1], None)
            if child is None:
                levels.pop()
            elif not owned or child._owner_ is not None:
                if (not pattern or _matches(child._name_, pattern)) and (not wanted or _is_a(child, wanted)):
                    yield child
                if recursive:
                    levels.append(iter(child.get_children(include_internal=True)))

    def _ancestors_(self) -> list[Node]:
        found = []
        parent = self._parent_
        while parent is not None:
            found.append(parent)
            parent = parent._parent_
        return found

    def _way_(self) -> NodePath:
        return NodePath("/" + "/".join(node._name_ for node in [*reversed(self._ancestors_()), cast("Node", self)]))


def _matches(name: str, pattern: str) -> bool:
    # fnmatch brings the regular expressions with it, which a program that never searches need not load.
    from fnmatch import fnmatchcase  # noqa: PLC0415  # loaded on first use

    # Brackets mean nothing in Godot's patterns.
    return fnmatchcase(name, pattern.replace("[", "[[]"))


def _is_a(node: Node, wanted: str) -> bool:
    return node.is_class(wanted) or any(base.__name__ == wanted for base in type(node).__mro__)
