"""pictures placeholder: What does it show you about steam_nodes?

* x
"""
