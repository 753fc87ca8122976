"""The engine's value types and its functions of mathematics, giving the engine's numbers to the last digit.

Rules: components are 32-bit floats, as in the engine's own builds, and are rounded wherever the engine stores one. Values never change;
`replaced` makes another. This room knows no text, container, object or node.
"""
