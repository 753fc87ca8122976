"""The engine's singletons: Engine, Time, OS, ClassDB and ProjectSettings."""
