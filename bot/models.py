"""Port: the image models that the operator enabled."""

from __future__ import annotations

from typing import Protocol

from config import Model
from config.model import Operation

__all__ = ["Models", "models_for"]


class Models(Protocol):
    """Models with the wire form in use, which can change while the bot runs."""

    @property
    def default(self) -> Model:
        """Model of requests that name none."""
        ...

    @property
    def enabled(self) -> tuple[Model, ...]:
        """Models that requests can name, the default one first."""
        ...

    def model(self, model_id: str) -> Model:
        """Return a model of the catalogue, enabled or not. Raises :class:`~config.CatalogueError`."""
        ...

    def find(self, model_id: str) -> Model | None:
        """Return a model of the catalogue, enabled or not; ``None`` if there is none."""
        ...

    def current(self, model_id: str) -> Model:
        """Return the model for a new request like one to ``model_id``: this one, or else the default.

        It is used if it is enabled, or a companion of an enabled model.
        """
        ...

    def companion(self, model: Model, operation: Operation) -> Model | None:
        """Return ``model`` or its companion, whichever does ``operation``; ``None`` if neither does."""
        ...


def models_for(models: Models, operation: Operation) -> list[tuple[Model, Model]]:
    """Return each enabled model with the one that does ``operation`` for it: itself or a companion."""
    pairs = [
        (model, model if operation == "generate" else models.companion(model, operation))
        for model in models.enabled
    ]
    return [(model, used) for model, used in pairs if used is not None]
