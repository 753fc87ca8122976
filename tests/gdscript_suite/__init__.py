"""Judges this project by a folder of GDScript tests in the form of the engine's own: see `__main__.py`."""
