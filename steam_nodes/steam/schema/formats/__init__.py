"""The files that hold a game's stats and achievements: ours, Valve's and the emulator's, each from bytes to a Schema and back."""
