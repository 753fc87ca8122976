"""Scripts as objects: what GDScript asks of a class, and what a class tells of itself."""
