"""The errors of running GDScript, in the engine's words.

Rules: what aborts a function in the engine is raised as `ScriptError`, with the sentence that the engine prints and nothing more; who
catches it adds the function, the file and the line. What the engine only reports, and goes on with a fallback, is `reported` to the log.
"""

from __future__ import annotations

from steam_nodes.object.plain_text import plain

__all__ = ["ScriptError", "invalid_operands", "kind_of", "not_convertible", "reported"]


class ScriptError(Exception):
    """An error of GDScript that ends the function it happens in, and no other; its text is the engine's."""


def invalid_operands(left: str, right: str, operator: str) -> ScriptError:
    """Return the error of an operator that two types do not have.

    Args:
        left: The type of the left operand in the engine's words, such as "int"; see `type_name`.
        right: The type of the right operand.
        operator: The operator as GDScript writes it.
    """
    return ScriptError(f"Invalid operands '{left}' and '{right}' in operator '{operator}'.")


def not_convertible(function: str, place: int, value: object, wanted: str) -> ScriptError:
    """Return the error of a global function that is given a value it cannot convert.

    Args:
        function: The function, such as "sin".
        place: Which argument, counted from 1.
        value: What was given.
        wanted: The type that the function takes there.
    """
    return ScriptError(
        f'Invalid type in utility function "{function}()". Cannot convert argument {place} from {kind_of(value)} to {wanted}.'
    )


def kind_of(value: object) -> str:
    """Return the engine's word for the type of a value, for its errors.

    Args:
        value: Any value.
    """
    kind = type(value)
    return _WORDS.get(kind) or ("Object" if hasattr(value, "get_instance_id") else kind.__name__)


_WORDS = {type(None): "Nil", str: "String", list: "Array", dict: "Dictionary"}


def reported(sentence: str) -> None:
    """Log what the engine prints as `ERROR:` while the function goes on with a fallback value.

    Args:
        sentence: What is wrong, in the engine's words.
    """
    import logging  # noqa: PLC0415  # logging costs milliseconds and is needed only when something is wrong

    logging.getLogger("steam_nodes").error("%s", plain(sentence))
