"""Image sizes: compares the sizes drawn with the size requested, and prices what was drawn. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.images.probe import MAX_PIXELS
from bot.jobs.models import Job
from config import Model

__all__ = [
    "ImageSize",
    "SizeMismatch",
    "SizeMismatchStore",
    "drawn_credits",
    "format_sizes",
    "pixel_limit",
    "requested_size",
]

#: Width and height in pixels.
ImageSize = tuple[int, int]

_IN_PIXELS = re.compile(r"(\d{1,5})x(\d{1,5})")


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeMismatch:
    """A delivered job with an image that differs from the requested size; ``at`` is in epoch seconds."""

    job_id: str
    model: str
    wire_form: str | None
    requested: str
    drawn: tuple[ImageSize, ...]
    charged: int
    reserved: int
    at: float


def requested_size(model: Model | None, size: str) -> ImageSize | None:
    """Return the dimensions of a size; ``None`` if the model chooses them, as for ``auto``.

    ``model`` is ``None`` if the catalogue no longer contains it.
    """
    for option in () if model is None else model.sizes:
        if option.value == size:
            return option.pixels
    found = _IN_PIXELS.fullmatch(size)
    return None if found is None else (int(found[1]), int(found[2]))


def pixel_limit(job: Job, model: Model | None) -> int:
    """Return the most pixels that a picture of a result may have: four times what was requested.

    If the model no longer has the size, its largest size is used. A model that decides on the pixels itself, such as
    for most edits, has no limit of its own.
    """
    if model is None:
        return MAX_PIXELS
    sizes = [size for size in model.sizes if size.value == job.size] or model.sizes
    pixels = [width * height for width, height in (size.pixels or (0, 0) for size in sizes)]
    return 4 * max(pixels) if all(pixels) else MAX_PIXELS


def drawn_credits(job: Job, model: Model | None, drawn: Sequence[ImageSize]) -> int | None:
    """Return the credits for images of these sizes; ``None`` if all have the requested size or it is unknown.

    Each image costs what was reserved for it, or less if its size is cheaper.
    """
    requested = requested_size(model, job.size)
    if requested is None or all(size == requested for size in drawn):
        return None
    return sum(job.unit_credits if size == requested else _price(job, model, size) for size in drawn)


def _price(job: Job, model: Model | None, size: ImageSize) -> int:
    known = model is not None and any(option.value == job.quality for option in model.qualities)
    price = (
        model.credits_drawn(*size, job.quality, references=len(job.references))
        if known and model is not None
        else None
    )
    return job.unit_credits if price is None else min(price, job.unit_credits)


def format_sizes(drawn: Sequence[ImageSize]) -> str:
    """Return the distinct sizes as text, such as ``1024x768, 1024x1024``."""
    return ", ".join(dict.fromkeys(f"{width}x{height}" for width, height in drawn))


class SizeMismatchStore(Protocol):
    """Delivered jobs with an image that differs from the requested size."""

    async def recent(self, *, since: float, limit: int) -> list[SizeMismatch]:
        """Return those that ended since ``since`` (epoch seconds), newest first."""
        ...
