"""The groups of a player's program beside stats, as GodotSteam's singleton has them; `later.py` loads each on its first use."""
