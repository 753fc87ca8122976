"""Text of the engine: how values print and are written down, formats, the methods of String, hashes, JSON and bytes."""
