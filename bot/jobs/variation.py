"""Variations of a request: the next higher quality or size for the same prompt, and cheaper requests."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import islice

from bot.errors import RefusedError
from bot.jobs.references import ReferenceDownload
from bot.jobs.request import GenerationRequest
from config import Model
from config.model import SizeOption

__all__ = ["affordable_requests", "digest", "higher_quality_request"]

# Largest relative difference between aspect ratios that count as equal.
_SAME_SHAPE = 0.01


def higher_quality_request(
    model: Model,
    asked: GenerationRequest,
    *,
    sizes: Collection[str] = (),
    qualities: Collection[str] = (),
) -> GenerationRequest:
    """Return the request at the next higher quality, or else in the next larger size of its aspect ratio.

    It has the same references.

    The catalog lists qualities in ascending order. ``sizes`` and ``qualities`` are the permitted values;
    empty permits all values of the model.

    Raises
    ------
    RefusedError
        If there is no higher quality or larger size, or if the model no longer has the request's options.
    """
    size = next((s for s in model.sizes if s.value == asked.size), None)
    grades = [q.value for q in model.qualities]
    if size is None or asked.quality not in grades:
        raise RefusedError("refused-choices-gone", detail="the model's choices have changed")
    higher = grades[grades.index(asked.quality) + 1 :]
    quality = next((q for q in higher if not qualities or q in qualities), None)
    if quality is not None:
        return _request(model, asked, asked.size, quality)
    larger = _larger(model, size, sizes)
    if larger is None:
        raise RefusedError("refused-finest")
    return _request(model, asked, larger.value, asked.quality)


def affordable_requests(
    model: Model, asked: GenerationRequest, *, left: int, qualities: Collection[str], counts: Collection[int]
) -> list[GenerationRequest]:
    """Return requests that cost at most ``left`` credits: fewer pictures, and the same number at a lower quality.

    If there are none, the largest request that is lower in both. ``qualities`` and ``counts`` are the permitted
    values, in ascending order.
    """
    grades = [q.value for q in model.qualities]
    if asked.quality not in grades:
        return []
    lower = [q for q in reversed(grades[: grades.index(asked.quality)]) if q in qualities]
    fewer = [count for count in sorted(counts, reverse=True) if count < asked.count]

    def first(options: Iterable[tuple[str, int]]) -> list[GenerationRequest]:
        cheaper = (replace(asked, quality=quality, count=count) for quality, count in options)
        return list(islice((one for one in cheaper if one.cost(model) <= left), 1))

    offers = first((asked.quality, count) for count in fewer) + first((q, asked.count) for q in lower)
    return offers or first((quality, count) for count in fewer for quality in lower)


def digest(request: GenerationRequest, downloads: Sequence[ReferenceDownload] = ()) -> str:
    """Return a short hash of the prompt, options and references; equal requests have equal hashes."""
    sources = [repr(one.source) for one in request.references] + [repr(one.source) for one in downloads]
    parts = "\0".join(
        (request.model, request.prompt, request.size, request.quality, str(request.count), *sources)
    )
    return hashlib.sha256(parts.encode()).hexdigest()[:16]


def _larger(model: Model, size: SizeOption, allowed: Collection[str]) -> SizeOption | None:
    """Return the next larger size of the same shape; the catalogue lists sizes without pixels in ascending order."""
    candidates = [
        (option.width or index, option)
        for index, option in enumerate(model.sizes)
        if option.shape and size.shape and abs(option.shape / size.shape - 1) < _SAME_SHAPE
    ]
    rank = next((rank for rank, option in candidates if option == size), 0)
    larger = [
        (place, option)
        for place, option in candidates
        if place > rank and (not allowed or option.value in allowed)
    ]
    return min(larger, key=lambda pair: pair[0], default=(0, None))[1]


def _request(model: Model, asked: GenerationRequest, size: str, quality: str) -> GenerationRequest:
    request = GenerationRequest.parse(
        model, prompt=asked.prompt, size=size, quality=quality, count=asked.count
    )
    return replace(request, references=asked.references)
