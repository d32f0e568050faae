"""Configuration errors, phrased for the operator.

::

    ConfigError            root; the command prints str() and exits with status 2
    ├── SettingsError      an environment variable or a line of the .env file
    └── CatalogueError     a file of the catalogue, or an unknown FAL_MODEL
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["CatalogueError", "ConfigError", "SettingsError"]


class ConfigError(Exception):
    """Root of the tree. ``str()`` never contains a secret."""


class SettingsError(ConfigError):
    """One line with each wrong setting, its value and the expected value."""


class CatalogueError(ConfigError):
    """Mistakes in catalogue files, one line each: file, dotted key, expected value."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))
