"""Array, Dictionary, the packed arrays and the methods of Callable, as the engine has them."""
