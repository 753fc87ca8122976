"""GodotSteam server scripts, written by hand in Python, and the lines the originals printed in the real engine.

Rules: each module is one script as a developer would port it, with `say` in place of `print`; `make(say)` returns the arguments of its
SceneTree. The `.txt` file of the same number holds what the GDScript original printed with the real plugin.
"""
