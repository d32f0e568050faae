"""TOML files, parsed into validated values; errors name the file and the dotted key."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Strict, ValidationError
from pydantic_core import ErrorDetails

from config.errors import CatalogueError

__all__ = ["ARRAY", "Part", "duplicates", "parse", "read_toml"]

_Value = TypeVar("_Value", bound=BaseModel)
_Items = TypeVar("_Items", bound=tuple[object, ...])


class Part(BaseModel):
    """A TOML table: frozen, with strict types and without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _not_empty(items: _Items) -> _Items:
    # Not Field(min_length): pydantic counts only valid items, so an invalid one would cause two errors.
    if not items:
        raise ValueError("expected at least one")
    return items


#: Annotations for a tuple in a :class:`Part`: a TOML array with at least one item.
ARRAY = (Strict(False), AfterValidator(_not_empty))


def read_toml(path: Path) -> dict[str, Any]:
    """Read a file. Numbers with a decimal point become ``Decimal``, which keeps prices exact.

    Raises :class:`CatalogueError` if the file is unreadable or not valid TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError as error:
        raise CatalogueError([f"{path.name}: cannot be read: {error.strerror}"]) from error
    except ValueError as error:
        raise CatalogueError([f"{path.name}: is not TOML: {error}"]) from error


def parse(shape: type[_Value], data: dict[str, Any], *, file: str) -> _Value:
    """Validate ``data``. Raises :class:`CatalogueError` with one line per error."""
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        lines = [line for problem in error.errors() for line in _lines(problem)]
        raise CatalogueError([f"{file}: {line}" for line in lines]) from error


def duplicates(name: str, values: Iterable[object]) -> Iterator[str]:
    """Yield an error for each value that occurs more than once."""
    for value, times in Counter(values).items():
        if times > 1:
            yield f"{name}: expected different values, got {value!r} {times} times"


def _lines(problem: ErrorDetails) -> list[str]:
    key = ".".join(map(str, problem["loc"]))
    match problem["type"]:
        case "value_error":
            # Raised by our own validators; those of a whole model return one line per error.
            return [f"{key}: {line}" if key else line for line in str(problem["ctx"]["error"]).splitlines()]
        case "missing":
            return [f"{key}: expected a value, but it is missing"]
        case "extra_forbidden":
            return [f"{key}: is not a known key"]
        case _:
            message = problem["msg"].replace("Input should be", "expected")
            return [f"{key}: {message}, got {problem['input']!r:.60}"]
