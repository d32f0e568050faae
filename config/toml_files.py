"""From a TOML file to a checked value, with every mistake named by file and dotted key."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Strict, ValidationError
from pydantic_core import ErrorDetails

from config.errors import CatalogueError

__all__ = ["ARRAY", "Part", "parse", "read_toml"]

_Value = TypeVar("_Value", bound=BaseModel)
_Items = TypeVar("_Items", bound=tuple[object, ...])


class Part(BaseModel):
    """A table of a file: frozen, of exact types, without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _not_empty(items: _Items) -> _Items:
    # Not Field(min_length): pydantic counts the valid items, and would add this mistake to another.
    if not items:
        raise ValueError("expected at least one")
    return items


#: For tuples of a :class:`Part`: an array of TOML, with at least one item.
ARRAY = (Strict(False), AfterValidator(_not_empty))


def read_toml(path: Path) -> dict[str, Any]:
    """The file's tables; numbers with a point are decimals, because prices are among them.

    Raises :class:`CatalogueError` when the file cannot be read or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError as error:
        raise CatalogueError([f"{path.name}: cannot be read: {error.strerror}"]) from error
    except ValueError as error:
        raise CatalogueError([f"{path.name}: is not TOML: {error}"]) from error


def parse(shape: type[_Value], data: dict[str, Any], *, file: str) -> _Value:
    """``data`` as a ``shape``, or a :class:`CatalogueError` with one line per mistake."""
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        lines = [line for problem in error.errors() for line in _lines(problem)]
        raise CatalogueError([f"{file}: {line}" for line in lines]) from error


def _lines(problem: ErrorDetails) -> list[str]:
    key = ".".join(map(str, problem["loc"]))
    match problem["type"]:
        case "value_error":
            # Ours. Checks between several keys name the keys themselves, one line each.
            lines = str(problem["ctx"]["error"]).splitlines()
            return [f"{key}: {line}" if key else line for line in lines]
        case "missing":
            return [f"{key}: expected a value, but it is missing"]
        case "extra_forbidden":
            return [f"{key}: is not a known key"]
        case _:
            message = problem["msg"].replace("Input should be", "expected")
            return [f"{key}: {message}, got {problem['input']!r:.60}"]
