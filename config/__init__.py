"""Everything an operator may decide: settings, the model catalogue, the starting points.

Values only. This package knows nothing of Discord, fal's queue or the database, and importing
it reads no file.
"""

from config.catalogue import Catalogue, load_catalogue
from config.errors import CatalogueError, ConfigError, SettingsError
from config.loading import load_settings
from config.model import InputField, Model, QualityOption, SizeOption
from config.settings import Settings
from config.starting_points import StartingPoint, load_starting_points

__all__ = [
    "Catalogue",
    "CatalogueError",
    "ConfigError",
    "InputField",
    "Model",
    "QualityOption",
    "Settings",
    "SettingsError",
    "SizeOption",
    "StartingPoint",
    "load_catalogue",
    "load_settings",
    "load_starting_points",
]
