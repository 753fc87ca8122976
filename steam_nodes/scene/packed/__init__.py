"""Packed scenes: the plan of a scene, what is made of it, and copies of what stands there."""
