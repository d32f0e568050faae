"""Countable costs that must not grow unnoticed, independent of clock and machine."""
