"""Measures: each adds its samples to the results."""
