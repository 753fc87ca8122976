"""Tweens: values that change over time, and the curves they take."""
