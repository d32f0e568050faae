"""Configuration errors, phrased for the operator.

::

    ConfigError            base class; the command prints str() and exits with status 2
    ├── SettingsError      invalid environment variable or line of the .env file
    └── CatalogueError     invalid catalogue file, or unknown FAL_MODEL
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["CatalogueError", "ConfigError", "SettingsError"]


class ConfigError(Exception):
    """Base class of configuration errors. ``str()`` never contains a secret."""


class SettingsError(ConfigError):
    """Invalid settings, on one line: each with the expected value, and its own unless that is secret."""


class CatalogueError(ConfigError):
    """Errors in catalogue files, one per line: file, dotted key, expected value."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))
