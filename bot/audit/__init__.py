"""Audit log of administrative changes, and undo."""
