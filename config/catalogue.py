"""Catalogue of image models: one TOML file per model, in ``config/models``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from config.errors import CatalogueError
from config.model import Model
from config.toml_files import parse, read_toml

__all__ = ["Catalogue", "load_catalogue"]

_FOLDER = Path(__file__).parent / "models"


class Catalogue:
    """Models by ID, in file name order."""

    def __init__(self, models: Iterable[Model]) -> None:
        self._models = {model.id: model for model in models}

    @property
    def ids(self) -> tuple[str, ...]:
        """IDs of all models."""
        return tuple(self._models)

    def get(self, model_id: str) -> Model:
        """Return a model. Raises :class:`CatalogueError`, naming FAL_MODEL and the known IDs."""
        try:
            return self._models[model_id]
        except KeyError:
            known = ", ".join(self._models)
            raise CatalogueError(
                [f"FAL_MODEL: {model_id!r} is not in the catalogue; expected one of {known}"]
            ) from None


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Read all ``*.toml`` files of a folder (default: the packaged models).

    Raises :class:`CatalogueError` with the errors in all files, one per line.
    """
    source = _FOLDER if folder is None else folder
    mistakes: list[str] = []
    models: dict[str, Model] = {}
    for path in sorted(source.glob("*.toml")):
        try:
            model = parse(Model, read_toml(path), file=path.name)
        except CatalogueError as error:
            mistakes.extend(error.mistakes)
            continue
        if model.id in models:
            mistakes.append(f"{path.name}: id: expected a unique ID, got {model.id!r}")
        models[model.id] = model
    if not models and not mistakes:
        mistakes.append(f"{source.name}: expected at least one model file (*.toml)")
    if mistakes:
        raise CatalogueError(mistakes)
    return Catalogue(models.values())
