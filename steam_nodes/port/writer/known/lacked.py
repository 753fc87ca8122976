"""What the engine's classes have and this library's classes of the same name do not: mypy finds no such member, the runtime has a stand-in.

Rules: only classes of the library stand here; of the others mypy knows nothing, and accepts what is asked of them. A law compares the
table with the library, so a member that comes to the library leaves this table. What scripts add is written as the runtime's.
"""

from __future__ import annotations

from typing import Final

_WORDS: Final = {
    "Node": """
        AUTO_TRANSLATE_MODE_ALWAYS AUTO_TRANSLATE_MODE_DISABLED AUTO_TRANSLATE_MODE_INHERIT DUPLICATE_INTERNAL_STATE
        FLAG_PROCESS_THREAD_MESSAGES FLAG_PROCESS_THREAD_MESSAGES_ALL FLAG_PROCESS_THREAD_MESSAGES_PHYSICS
        NOTIFICATION_ACCESSIBILITY_INVALIDATE NOTIFICATION_ACCESSIBILITY_UPDATE NOTIFICATION_EDITOR_POST_SAVE
        NOTIFICATION_EDITOR_PRE_SAVE NOTIFICATION_RESET_PHYSICS_INTERPOLATION NOTIFICATION_TEXT_SERVER_CHANGED
        PHYSICS_INTERPOLATION_MODE_INHERIT PHYSICS_INTERPOLATION_MODE_OFF PHYSICS_INTERPOLATION_MODE_ON
        PROCESS_THREAD_GROUP_INHERIT PROCESS_THREAD_GROUP_MAIN_THREAD PROCESS_THREAD_GROUP_SUB_THREAD
        _get_accessibility_configuration_warnings _get_configuration_warnings _get_focused_accessibility_element atr atr_n
        auto_translate_mode call_deferred_thread_group call_thread_safe can_auto_translate editor_state_changed
        get_accessibility_element get_auto_translate_mode get_last_exclusive_window get_multiplayer get_multiplayer_authority
        get_node_rpc_config get_orphan_node_ids get_physics_interpolation_mode get_process_thread_group
        get_process_thread_group_order get_process_thread_messages get_scene_instance_load_placeholder is_displayed_folded
        is_editable_instance is_multiplayer_authority is_part_of_edited_scene is_physics_interpolated
        is_physics_interpolated_and_enabled multiplayer notify_deferred_thread_group notify_thread_safe
        physics_interpolation_mode print_orphan_nodes process_thread_group process_thread_group_order process_thread_messages
        queue_accessibility_update reset_physics_interpolation rpc rpc_config rpc_id set_auto_translate_mode
        set_deferred_thread_group set_display_folded set_editable_instance set_multiplayer_authority
        set_physics_interpolation_mode set_process_thread_group set_process_thread_group_order set_process_thread_messages
        set_scene_instance_load_placeholder set_thread_safe set_translation_domain_inherited update_configuration_warnings
        """,
    "Object": """
        NOTIFICATION_EXTENSION_RELOADED NOTIFICATION_POSTINITIALIZE can_translate_messages get_translation_domain
        notify_property_list_changed property_can_revert property_get_revert property_list_changed script_changed
        set_message_translation set_translation_domain tr tr_n
        """,
    "RefCounted": """
        init_ref reference unreference
        """,
    "Resource": """
        _get_rid _reset_state _set_path_cache _setup_local_to_scene get_id_for_path get_local_scene get_rid is_local_to_scene
        reset_state resource_local_to_scene set_id_for_path set_local_to_scene set_path_cache setup_local_to_scene
        setup_local_to_scene_requested
        """,
    "PackedScene": """
        GEN_EDIT_STATE_DISABLED GEN_EDIT_STATE_INSTANCE GEN_EDIT_STATE_MAIN GEN_EDIT_STATE_MAIN_INHERITED
        """,
    "SceneState": """
        GEN_EDIT_STATE_DISABLED GEN_EDIT_STATE_INSTANCE GEN_EDIT_STATE_MAIN GEN_EDIT_STATE_MAIN_INHERITED
        """,
    "SceneTree": """
        auto_accept_quit debug_collisions_hint debug_navigation_hint debug_paths_hint edited_scene_root get_edited_scene_root
        get_multiplayer is_accessibility_enabled is_accessibility_supported is_auto_accept_quit is_debugging_collisions_hint
        is_debugging_navigation_hint is_debugging_paths_hint is_multiplayer_poll_enabled is_physics_interpolation_enabled
        is_quit_on_go_back multiplayer_poll node_configuration_warning_changed physics_interpolation quit_on_go_back
        set_auto_accept_quit set_debug_collisions_hint set_debug_navigation_hint set_debug_paths_hint set_edited_scene_root
        set_multiplayer set_multiplayer_poll_enabled set_physics_interpolation_enabled set_quit_on_go_back
        tree_process_mode_changed
        """,
    "InputEvent": """
        xformed_by
        """,
}

LACKED: Final = {name: frozenset(words.split()) for name, words in _WORDS.items()}
"""By class, what that class itself declares in the engine; the names of its enums are left out, which are no members of an instance."""

WINDOW: Final = frozenset({"push_input", "set_input_as_handled", "is_input_handled"})
"""What the library's Window has beside a node's members: it is one of the few things that a Viewport and a Window of the engine have."""
