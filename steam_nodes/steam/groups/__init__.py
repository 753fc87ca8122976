"""The groups of a player's program beside stats: of each, the records that Steam sends, and what every backend offers."""
