"""The rules of Spacewar: nodes that know no window."""
