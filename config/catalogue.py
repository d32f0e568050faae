"""Catalogue of image models: one TOML file per model, in ``config/models`` and in the operator's folder."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from config.errors import CatalogueError
from config.model import Model
from config.toml_files import parse, read_toml

__all__ = ["Catalogue", "load_catalogue"]

_FOLDER = Path(__file__).parent / "models"


class Catalogue:
    """Models by ID, in file name order, packaged ones first."""

    def __init__(self, models: Iterable[Model], own: Collection[str] = ()) -> None:
        self._models = {model.id: model for model in models}
        #: IDs of the models from the operator's folder.
        self.own = frozenset(own)

    @property
    def ids(self) -> tuple[str, ...]:
        """IDs of all models."""
        return tuple(self._models)

    def get(self, model_id: str) -> Model:
        """Return a model. Raises :class:`CatalogueError`, naming FAL_MODEL and the known IDs."""
        try:
            return self._models[model_id]
        except KeyError:
            known = ", ".join(one.id for one in self._models.values() if one.operation == "generate")
            raise CatalogueError(
                [f"FAL_MODEL: {model_id!r} is not in the catalogue; expected one of {known}"]
            ) from None

    def enabled(self, model_ids: Sequence[str]) -> tuple[Model, ...]:
        """Return the models of FAL_MODELS or FAL_MODEL.

        Raises :class:`CatalogueError` for an unknown model, or for one that does not generate images from text.
        """
        models = tuple(map(self.get, model_ids))
        mistakes = [
            f"FAL_MODEL: {model.id!r} has the operation {model.operation}; expected a model with operation generate"
            for model in models
            if model.operation != "generate"
        ]
        if mistakes:
            raise CatalogueError(mistakes)
        return models

    def with_companions(self, model_ids: Sequence[str]) -> tuple[Model, ...]:
        """Return these models, and after each its companions in the catalogue; no model twice."""
        found: dict[str, Model] = {}
        for model in map(self.get, model_ids):
            companions = (one for one in model.companions.values() if one in self._models)
            found |= {one: self._models[one] for one in (model.id, *companions)}
        return tuple(found.values())


def load_catalogue(folder: Path | None = None, *, own: Path | None = None) -> Catalogue:
    """Read all ``*.toml`` files of a folder (default: the packaged models) and of the operator's ``own`` folder.

    The operator's models replace those of the same ID; that folder may be missing. Raises
    :class:`CatalogueError` with the errors in all files, one per line.
    """
    mistakes: list[str] = []
    models = _read_packaged() if folder is None else _read_folder(folder, mistakes)
    if folder is not None and not models and not mistakes:
        mistakes.append(f"{folder.name}: expected at least one model file (*.toml)")
    replaced = {} if own is None else _read_folder(own, mistakes)
    models = models | replaced
    if mistakes := mistakes or list(_missing_companions(models)):
        raise CatalogueError(mistakes)
    return Catalogue(models.values(), own=replaced)


@cache
def _read_packaged() -> dict[str, Model]:
    mistakes: list[str] = []
    models = _read_folder(_FOLDER, mistakes)
    if mistakes:
        raise CatalogueError(mistakes)
    return models


def _read_folder(folder: Path, mistakes: list[str]) -> dict[str, Model]:
    models: dict[str, Model] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            model = parse(Model, read_toml(path), file=path.name)
        except CatalogueError as error:
            mistakes.extend(error.mistakes)
            continue
        if model.id in models:
            mistakes.append(f"{path.name}: id: expected a unique ID, got {model.id!r}")
        models[model.id] = model
    return models


def _missing_companions(models: dict[str, Model]) -> Iterator[str]:
    for model in models.values():
        for operation, companion in model.companions.items():
            if companion in models and models[companion].operation != operation:
                yield f"{model.id}: companions.{operation}: expected a model with operation {operation}"
