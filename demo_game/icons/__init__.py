"""The icons of the achievements, and the program that draws them."""
