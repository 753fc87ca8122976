"""What Godot 4 calls what Godot 3 called otherwise, as far as scripts use it; only what means the same under its new name."""

from __future__ import annotations

from steam_nodes.port.api import load

CLASSES = {
    "AnimatedSprite": "AnimatedSprite2D",
    "ARVRServer": "XRServer",
    "Area": "Area3D",
    "AudioStreamSample": "AudioStreamWAV",
    "BoneAttachment": "BoneAttachment3D",
    "CPUParticles": "CPUParticles3D",
    "CSGBox": "CSGBox3D",
    "CSGCombiner": "CSGCombiner3D",
    "CSGMesh": "CSGMesh3D",
    "Camera": "Camera3D",
    "CollisionPolygon": "CollisionPolygon3D",
    "CollisionShape": "CollisionShape3D",
    "DirectionalLight": "DirectionalLight3D",
    "DynamicFont": "FontFile",
    "InterpolatedCamera": "Camera3D",
    "KinematicBody": "CharacterBody3D",
    "KinematicBody2D": "CharacterBody2D",
    "KinematicCollision": "KinematicCollision3D",
    "Listener": "AudioListener3D",
    "MeshInstance": "MeshInstance3D",
    "MultiMeshInstance": "MultiMeshInstance3D",
    "NavigationAgent": "NavigationAgent3D",
    "NetworkedMultiplayerENet": "ENetMultiplayerPeer",
    "NetworkedMultiplayerPeer": "MultiplayerPeer",
    "OmniLight": "OmniLight3D",
    "Particles": "GPUParticles3D",
    "Particles2D": "GPUParticles2D",
    "Path": "Path3D",
    "PathFollow": "PathFollow3D",
    "Physics2DServer": "PhysicsServer2D",
    "PhysicsBody": "PhysicsBody3D",
    "PhysicsServer": "PhysicsServer3D",
    "Position2D": "Marker2D",
    "Position3D": "Marker3D",
    "ProceduralSky": "ProceduralSkyMaterial",
    "RayCast": "RayCast3D",
    "Reference": "RefCounted",
    "RemoteTransform": "RemoteTransform3D",
    "RigidBody": "RigidBody3D",
    "ShortCut": "Shortcut",
    "Skeleton": "Skeleton3D",
    "Spatial": "Node3D",
    "SpatialMaterial": "StandardMaterial3D",
    "SpotLight": "SpotLight3D",
    "Sprite": "Sprite2D",
    "SpringArm": "SpringArm3D",
    "StaticBody": "StaticBody3D",
    "StreamTexture": "CompressedTexture2D",
    "TextureProgress": "TextureProgressBar",
    "ToolButton": "Button",
    "VehicleBody": "VehicleBody3D",
    "VideoPlayer": "VideoStreamPlayer",
    "ViewportContainer": "SubViewportContainer",
    "VisibilityNotifier": "VisibleOnScreenNotifier3D",
    "VisibilityNotifier2D": "VisibleOnScreenNotifier2D",
    "VisualServer": "RenderingServer",
    "WindowDialog": "Window",
    "World": "World3D",
    "YSort": "Node2D",
    # Built-in types
    "FuncRef": "Callable",
    "PoolByteArray": "PackedByteArray",
    "PoolColorArray": "PackedColorArray",
    "PoolIntArray": "PackedInt32Array",
    "PoolRealArray": "PackedFloat32Array",
    "PoolStringArray": "PackedStringArray",
    "PoolVector2Array": "PackedVector2Array",
    "PoolVector3Array": "PackedVector3Array",
    "Quat": "Quaternion",
    "Transform": "Transform3D",
}
"""Classes and built-in types. `File` and `Directory` are not here: those of Godot 4 work in another way."""

FUNCTIONS = {
    "bytes2var": "bytes_to_var",
    "db2linear": "db_to_linear",
    "decimals": "step_decimals",
    "deg2rad": "deg_to_rad",
    "dict2inst": "dict_to_inst",
    "funcref": "Callable",
    "inst2dict": "inst_to_dict",
    "linear2db": "linear_to_db",
    "rad2deg": "rad_to_deg",
    "rand_range": "randf_range",
    "range_lerp": "remap",
    "stepify": "snapped",
    "str2var": "str_to_var",
    "var2bytes": "var_to_bytes",
    "var2str": "var_to_str",
}

OF_SINGLETONS = {
    "parse_json": ("JSON", "parse_string"),
    "to_json": ("JSON", "stringify"),
}
"""Functions that are a singleton's methods now."""

METHODS = {
    "add_color_override": "add_theme_color_override",
    "add_constant_override": "add_theme_constant_override",
    "add_font_override": "add_theme_font_override",
    "add_icon_override": "add_theme_icon_override",
    "add_stylebox_override": "add_theme_stylebox_override",
    "append_bbcode": "append_text",
    "call_func": "call",
    "call_funcv": "callv",
    "change_scene": "change_scene_to_file",
    "change_scene_to": "change_scene_to_packed",
    "clamped": "limit_length",
    "empty": "is_empty",
    "find_last": "rfind",
    "get_network_master": "get_multiplayer_authority",
    "get_slide_count": "get_slide_collision_count",
    "get_world": "get_world_3d",
    "instance": "instantiate",
    "invert": "reverse",
    "is_network_master": "is_multiplayer_authority",
    "is_valid_integer": "is_valid_int",
    "linear_interpolate": "lerp",
    "ord_at": "unicode_at",
    "percent_decode": "uri_decode",
    "percent_encode": "uri_encode",
    "plus_file": "path_join",
    "raise": "move_to_front",
    "set_as_toplevel": "set_as_top_level",
    "set_bbcode": "set_text",
    "set_network_master": "set_multiplayer_authority",
    "set_shader_param": "set_shader_parameter",
    "tangent": "orthogonal",
    "to_ascii": "to_ascii_buffer",
    "to_utf8": "to_utf8_buffer",
}

PROPERTIES = {
    "bbcode_text": "text",
    "cast_to": "target_position",
    "hint_tooltip": "tooltip_text",
    "pause_mode": "process_mode",
    "rect_clip_content": "clip_contents",
    "rect_global_position": "global_position",
    "rect_min_size": "custom_minimum_size",
    "rect_pivot_offset": "pivot_offset",
    "rect_position": "position",
    "rect_rotation": "rotation_degrees",
    "rect_scale": "scale",
    "rect_size": "size",
    "translation": "position",
    "global_translation": "global_position",
}

CONSTANTS = {
    **{
        f"BUTTON_{name}": f"MOUSE_BUTTON_{name}"
        for name in ["LEFT", "RIGHT", "MIDDLE", "WHEEL_UP", "WHEEL_DOWN", "WHEEL_LEFT", "WHEEL_RIGHT", "XBUTTON1", "XBUTTON2"]
    },
    "CONNECT_ONESHOT": "CONNECT_ONE_SHOT",
    "KEY_CONTROL": "KEY_CTRL",
    "NOTIFICATION_WM_QUIT_REQUEST": "NOTIFICATION_WM_CLOSE_REQUEST",
    "PAUSE_MODE_INHERIT": "PROCESS_MODE_INHERIT",
    "PAUSE_MODE_PROCESS": "PROCESS_MODE_ALWAYS",
    "PAUSE_MODE_STOP": "PROCESS_MODE_PAUSABLE",
    "TYPE_COLOR_ARRAY": "TYPE_PACKED_COLOR_ARRAY",
    "TYPE_INT_ARRAY": "TYPE_PACKED_INT32_ARRAY",
    "TYPE_QUAT": "TYPE_QUATERNION",
    "TYPE_RAW_ARRAY": "TYPE_PACKED_BYTE_ARRAY",
    "TYPE_REAL": "TYPE_FLOAT",
    "TYPE_REAL_ARRAY": "TYPE_PACKED_FLOAT32_ARRAY",
    "TYPE_STRING_ARRAY": "TYPE_PACKED_STRING_ARRAY",
    "TYPE_TRANSFORM": "TYPE_TRANSFORM3D",
}

SIGNALS = {"idle_frame": "process_frame"}

TIME = {
    "get_date": "get_date_dict_from_system",
    "get_datetime": "get_datetime_dict_from_system",
    "get_ticks_msec": "get_ticks_msec",
    "get_ticks_usec": "get_ticks_usec",
    "get_time": "get_time_dict_from_system",
}
"""Methods of OS that are Time's now."""


def colour(name: str) -> str:
    """Return Godot 4's name of a colour of Godot 3 (`aliceblue`), the same where it is none."""
    wanted = name.upper()
    names = (known for known in load().builtins["Color"].members if known.replace("_", "") == wanted)
    return next(names, name) if name.islower() else name
