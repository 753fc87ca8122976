"""The groups of a player's program beside stats, over Valve's library."""
