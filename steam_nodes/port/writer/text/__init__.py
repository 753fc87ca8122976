"""Text of the written file: literals and lines."""
