"""Rotations, transforms and bodies in the plane and in space."""
