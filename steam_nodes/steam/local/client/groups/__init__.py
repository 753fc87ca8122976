"""The groups of a player's program beside stats, inside the program."""
