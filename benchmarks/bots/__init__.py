"""Bots for comparison: programs that read their server addresses from the environment."""
