"""The schema: what App Admin holds about a game's stats and achievements, and its readers."""
