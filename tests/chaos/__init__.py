"""Chaos runs: many members, random faults and kills, then a check of every promise."""
