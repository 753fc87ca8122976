"""Objects, signals and calls: what a game's code is made of below the nodes.

Rules: nothing here imports a node, and nothing is loaded here before it is used.
"""
