"""The screens of Spacewar."""
