"""GDScript to readable Python: the parser, the analyzer, the writer, and what turns a whole Godot project into a Python one.

Rules: an arrow only runs down: project -> writer -> analyzer -> parser -> tokenizer -> syntax. Nothing here imports a node, a signal or
Steam: translating reads text and writes text. What the written text needs at run time lies in `steam_nodes.gdscript`.
"""
