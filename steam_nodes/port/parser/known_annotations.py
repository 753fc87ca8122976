"""Which annotations exist, what each may stand before, and how many arguments it takes: the engine's own list.

Rules: the table is `_KNOWN`; nothing else knows an annotation's name. What an argument's value may be, the analyzer's rules tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from steam_nodes.port import syntax

if TYPE_CHECKING:
    from steam_nodes.port.syntax import Expression

SCRIPT: Final = 1
CLASS: Final = 2
VARIABLE: Final = 4
CONSTANT: Final = 8
SIGNAL: Final = 16
FUNCTION: Final = 32
STATEMENT: Final = 64
STANDALONE: Final = 128
CLASS_LEVEL: Final = CLASS | VARIABLE | CONSTANT | SIGNAL | FUNCTION

_ANY: Final = -1
_KNOWN: Final[dict[str, tuple[int, int, int]]] = {
    "tool": (SCRIPT, 0, 0),
    "icon": (SCRIPT, 1, 1),
    "static_unload": (SCRIPT, 0, 0),
    "abstract": (SCRIPT | CLASS | FUNCTION, 0, 0),
    "onready": (VARIABLE, 0, 0),
    "export": (VARIABLE, 0, 0),
    "export_enum": (VARIABLE, 1, _ANY),
    "export_file": (VARIABLE, 0, _ANY),
    "export_file_path": (VARIABLE, 0, _ANY),
    "export_dir": (VARIABLE, 0, 0),
    "export_global_file": (VARIABLE, 0, _ANY),
    "export_global_dir": (VARIABLE, 0, 0),
    "export_multiline": (VARIABLE, 0, _ANY),
    "export_placeholder": (VARIABLE, 1, 1),
    "export_range": (VARIABLE, 2, _ANY),
    "export_exp_easing": (VARIABLE, 0, _ANY),
    "export_color_no_alpha": (VARIABLE, 0, 0),
    "export_node_path": (VARIABLE, 0, _ANY),
    "export_flags": (VARIABLE, 1, _ANY),
    "export_flags_2d_render": (VARIABLE, 0, 0),
    "export_flags_2d_physics": (VARIABLE, 0, 0),
    "export_flags_2d_navigation": (VARIABLE, 0, 0),
    "export_flags_3d_render": (VARIABLE, 0, 0),
    "export_flags_3d_physics": (VARIABLE, 0, 0),
    "export_flags_3d_navigation": (VARIABLE, 0, 0),
    "export_flags_avoidance": (VARIABLE, 0, 0),
    "export_storage": (VARIABLE, 0, 0),
    "export_custom": (VARIABLE, 2, 3),
    "export_tool_button": (VARIABLE, 1, 2),
    "export_category": (STANDALONE, 1, 1),
    "export_group": (STANDALONE, 1, 2),
    "export_subgroup": (STANDALONE, 1, 2),
    "warning_ignore": (CLASS_LEVEL | STATEMENT, 1, _ANY),
    "warning_ignore_start": (STANDALONE, 1, _ANY),
    "warning_ignore_restore": (STANDALONE, 1, _ANY),
    "rpc": (FUNCTION, 0, 4),
}
_IN_COMMENTS: Final = {
    "deprecated": "## @deprecated: Reason here.",
    "experimental": "## @experimental: Reason here.",
    "tutorial": "## @tutorial(Title): https://example.com",
}
_TEXT_ONLY: Final = frozenset(("icon", "warning_ignore_start", "warning_ignore_restore"))
WARNINGS: Final = frozenset(
    "unassigned_variable unassigned_variable_op_assign unused_variable unused_local_constant unused_private_class_variable"  # noqa: SIM905 - reads better
    " unused_parameter"
    " unused_signal shadowed_variable shadowed_variable_base_class shadowed_global_identifier unreachable_code unreachable_pattern"
    " standalone_expression standalone_ternary incompatible_ternary untyped_declaration inferred_declaration unsafe_property_access"
    " unsafe_method_access unsafe_cast unsafe_call_argument unsafe_void_return return_value_discarded static_called_on_instance"
    " missing_tool redundant_static_unload redundant_await missing_await assert_always_true assert_always_false integer_division"
    " narrowing_conversion int_as_enum_without_cast int_as_enum_without_match enum_variable_without_default empty_file deprecated_keyword"
    " confusable_identifier confusable_local_declaration confusable_local_usage confusable_capture_reassignment inference_on_variant"
    " native_method_override get_node_default_without_onready onready_with_export property_used_as_function constant_used_as_function"
    " function_used_as_property".split()
)
"""The warnings that the engine knows, by their names in lower case."""


def targets(name: str) -> int:
    """Return what an annotation may stand before, 0 where it does not exist."""
    return _KNOWN.get(name, (0, 0, 0))[0]


def check(name: str, allowed: int) -> tuple[int, str]:
    """Return what an annotation may stand before, and why it may not stand here, "" where it may.

    Args:
        name: Its name.
        allowed: What could follow here.
    """
    found = targets(name)
    if not found:
        if name in _IN_COMMENTS:
            return 0, f'"@{name}" annotation does not exist. Use "{_IN_COMMENTS[name]}" instead.'
        return 0, f'Unrecognized annotation: "@{name}".'
    if found & allowed:
        return found, ""
    if found & SCRIPT:
        return found, f'Annotation "@{name}" must be at the top of the script, before "extends" and "class_name".'
    return found, f'Annotation "@{name}" is not allowed in this level.'


def check_arguments(name: str, arguments: tuple[Expression, ...]) -> tuple[str, Expression | None]:
    """Return what is wrong with an annotation's arguments, "" where nothing is, and the one to blame, None for all of them."""
    _, least, most = _KNOWN[name]
    if most != _ANY and len(arguments) > most:
        return f'Annotation "@{name}" requires at most {most} arguments, but {len(arguments)} were given.', None
    if len(arguments) < least:
        return f'Annotation "@{name}" requires at least {least} arguments, but {len(arguments)} were given.', None
    if name in _TEXT_ONLY:
        for number, argument in enumerate(arguments, 1):
            if not (isinstance(argument, syntax.Literal) and argument.kind == "string"):
                return f'Argument {number} of annotation "@{name}" must be a string literal.', argument
    return "", None
