"""Spacewar on nodes and signals: two ships, a star, and a server that keeps Steam stats. Run it with `python -m demo_game`."""
