"""Vectors of two to four components, of floats and of integers, and the rectangles made of them."""
