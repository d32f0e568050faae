"""Prompt templates: ready-made requests, each of which shows a strength of the model."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from config.errors import CatalogueError
from config.model import Model
from config.toml_files import ARRAY, Part, duplicates, parse, read_toml

__all__ = ["PromptTemplate", "load_prompt_templates"]

_FILE = Path(__file__).parent / "prompt_templates.toml"


class PromptTemplate(Part):
    """A prompt with a suitable size and quality.

    ``key`` is short and stable because it is the value of a command choice (at most 100 characters).
    """

    key: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
    title: Annotated[str, Field(min_length=1, max_length=80)]
    shows: Annotated[str, Field(min_length=1, max_length=100)]
    size: str
    quality: str
    prompt: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=900)]


class _File(Part):
    prompt_templates: Annotated[tuple[PromptTemplate, ...], *ARRAY]


def load_prompt_templates(model: Model, file: Path | None = None) -> tuple[PromptTemplate, ...]:
    """Read the templates (default: the packaged file), in the file's order.

    The packaged ones are adapted to ``model``: each gets the size of the closest shape, and its default quality.
    Raises :class:`CatalogueError` for a malformed file, a duplicate key, or a size or quality that
    ``model`` does not offer.
    """
    path = _FILE if file is None else file
    templates = parse(_File, read_toml(path), file=path.name).prompt_templates
    if file is None:
        templates = tuple(_adapted(template, model) for template in templates)
    if mistakes := list(_mistakes(model, templates)):
        raise CatalogueError([f"{path.name}: {mistake}" for mistake in mistakes])
    return templates


def _adapted(template: PromptTemplate, model: Model) -> PromptTemplate:
    size, quality = template.size, template.quality
    if size not in {option.value for option in model.sizes}:
        width, _, height = size.partition("x")
        target = math.log(int(width) / int(height))
        shaped = [(abs(math.log(one.shape) - target), one.value) for one in model.sizes if one.shape]
        size = min(shaped, key=lambda pair: pair[0])[1] if shaped else model.default_size
    if quality not in {option.value for option in model.qualities}:
        quality = model.default_quality
    return template.model_copy(update={"size": size, "quality": quality})


def _mistakes(model: Model, templates: tuple[PromptTemplate, ...]) -> Iterator[str]:
    yield from duplicates("prompt_templates", [template.key for template in templates])
    for index, template in enumerate(templates):
        for name, find in (("size", model.size), ("quality", model.quality)):
            try:
                find(getattr(template, name))
            except LookupError as error:
                yield f"prompt_templates.{index}.{name}: {error}"
