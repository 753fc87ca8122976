"""Ways through a function: whether all of them return, and whether it has a body as it should."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes.port import syntax
from steam_nodes.port.analysis import Kind
from steam_nodes.port.rules.calling import is_abstract
from steam_nodes.port.rules.messages import tell

if TYPE_CHECKING:
    from steam_nodes.port.rules.place import Findings, Place

MISSING: Final = tell("missing_return")


def always_returns(block: syntax.Block) -> bool:
    """Whether the engine sees a `return` at the end of every way through a block."""
    return any(_returns(statement) for statement in block.statements)


def _returns(statement: syntax.Statement) -> bool:
    if isinstance(statement, syntax.Return):
        return True
    if isinstance(statement, syntax.If):
        return statement.branches[-1].condition is None and all(always_returns(branch.block) for branch in statement.branches)
    if isinstance(statement, syntax.Match):
        return any(_takes_all(branch) for branch in statement.branches) and all(
            always_returns(branch.block) for branch in statement.branches
        )
    return False


def _takes_all(branch: syntax.MatchBranch) -> bool:
    return branch.guard is None and any(isinstance(pattern, syntax.WildcardPattern | syntax.BindPattern) for pattern in branch.patterns)


def is_void(function: syntax.Function, place: Place) -> bool:
    """Whether a function is declared to return nothing."""
    return function.return_type is not None and place.type(function).kind is Kind.VOID


def ways(function: syntax.Function, place: Place) -> Findings:
    """A function that is declared to return something must do so on all ways."""
    if function.return_type is None or function.body is None or function.name in {"_init", "_static_init"}:
        return
    if not is_void(function, place) and not always_returns(function.body):
        yield function, MISSING


def shape(function: syntax.Function, place: Place) -> Findings:
    """A function has a body, an abstract one has none."""
    del place
    if is_abstract(function) and not function.static:
        if function.body is not None:
            yield function.body.statements[0] if function.body.statements else function, tell("abstract_body")
    elif function.body is None:
        yield function, tell("no_body")


def lambda_shape(function: syntax.Function) -> Findings:
    """A lambda has a body."""
    if function.body is None or not function.body.statements:
        yield function, tell("lambda_body")
