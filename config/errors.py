"""What is wrong with the set-up, in words an operator can act on.

::

    ConfigError            root; str() is what the operator reads, and the program ends with status 2
    ├── SettingsError      an environment variable or a line of the .env file
    └── CatalogueError     a file of the catalogue, or a FAL_MODEL that is not in it
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["CatalogueError", "ConfigError", "SettingsError"]


class ConfigError(Exception):
    """Root of the tree. ``str()`` never holds a secret."""


class SettingsError(ConfigError):
    """One line that names every setting at fault, what was given and what was expected."""


class CatalogueError(ConfigError):
    """Mistakes in the catalogue, one line each: file, dotted key, what was expected."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))
