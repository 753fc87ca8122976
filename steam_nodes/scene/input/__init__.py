"""Input: the events, the actions and what is pressed, as in Godot."""
