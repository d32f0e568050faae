"""Measures, each of which adds its samples to the results."""
