"""Tests of the source itself: imports, modules, names and files."""
