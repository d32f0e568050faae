"""Configuration: settings, the model catalogue and the prompt templates.

Importing the package reads no file.
"""

from config.catalogue import Catalogue, load_catalogue
from config.errors import CatalogueError, ConfigError, SettingsError
from config.loading import load_settings
from config.model import InputField, Model, QualityOption, SizeOption
from config.prompt_templates import PromptTemplate, load_prompt_templates
from config.settings import Settings

__all__ = [
    "Catalogue",
    "CatalogueError",
    "ConfigError",
    "InputField",
    "Model",
    "PromptTemplate",
    "QualityOption",
    "Settings",
    "SettingsError",
    "SizeOption",
    "load_catalogue",
    "load_prompt_templates",
    "load_settings",
]
