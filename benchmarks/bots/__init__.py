"""Bots for comparison: programs that take their addresses from the environment."""
