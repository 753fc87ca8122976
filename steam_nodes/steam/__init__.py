"""Steam for game servers: the nodes that scripts use, the seam below them, and the Steams behind it.

Rules: import from `steam_nodes`, the public door; nothing is loaded here before it is used.
"""
