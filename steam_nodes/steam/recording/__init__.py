"""Recordings: what a real Steam did, written down frame by frame and played back."""
