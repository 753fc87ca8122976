"""Nodes and the tree that drives them, as in Godot.

Rules: nothing here imports Steam, and nothing is loaded here before it is used.
"""
