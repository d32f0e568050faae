"""Probes: programs that measure parts of Easel in-process and print JSON."""
