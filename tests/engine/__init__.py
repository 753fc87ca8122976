"""The judge: random programs, each played by the real engine and by this library, and compared line by line.

`python -m tests.engine` runs it where the environment variable GODOT names an engine of version 4.6.
"""
