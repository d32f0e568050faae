"""Requests to begin with: each shows one thing that the model does well."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from config.errors import CatalogueError
from config.model import Model
from config.toml_files import ARRAY, Part, parse, read_toml

__all__ = ["StartingPoint", "load_starting_points"]

_FILE = Path(__file__).parent / "starting_points.toml"


class StartingPoint(Part):
    """A prompt with the size and the quality that suit it.

    ``key`` is short and stable: it serves as a command choice, where Discord takes 100 characters.
    """

    key: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
    title: Annotated[str, Field(min_length=1, max_length=80)]
    shows: Annotated[str, Field(min_length=1, max_length=100)]
    size: str
    quality: str
    prompt: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=900)]


class _File(Part):
    starting_points: Annotated[tuple[StartingPoint, ...], *ARRAY]


def load_starting_points(model: Model, file: Path | None = None) -> tuple[StartingPoint, ...]:
    """Read the starting points (the packaged file by default), in the file's order.

    Raises :class:`CatalogueError` for a malformed file, a key used twice, or a size or
    quality that ``model`` does not offer.
    """
    path = _FILE if file is None else file
    points = parse(_File, read_toml(path), file=path.name).starting_points
    mistakes = _mistakes(model, points)
    if mistakes:
        raise CatalogueError([f"{path.name}: {mistake}" for mistake in mistakes])
    return points


def _mistakes(model: Model, points: tuple[StartingPoint, ...]) -> list[str]:
    lines = [
        f"starting_points: expected different keys, got {key!r} {times} times"
        for key, times in Counter(point.key for point in points).items()
        if times > 1
    ]
    for index, point in enumerate(points):
        for name, find in (("size", model.size), ("quality", model.quality)):
            try:
                find(getattr(point, name))
            except LookupError as error:
                lines.append(f"starting_points.{index}.{name}: {error}")
    return lines
