"""Godot's text files beside the scripts: `project.godot`, scenes and resources (`.tscn`, `.tres`), read into records and written as Python.

Rules: values stay records here (`Construct` for what only the engine has), as nothing in port/ needs the runtime. What can't be read
raises `FaultyTextError` with one problem that names the place.
"""
