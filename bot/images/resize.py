"""Resizing of images to fit one message; images that already fit are unchanged.

Others are re-encoded as JPEG without chroma subsampling, which keeps text sharp, or as WebP if they have
transparency; quality is reduced before size. Lossless WebP was rejected: on a noisy 2048x2048 PNG, it
saved 4 % in 1.0 s, whereas JPEG at quality 92 saved 63 % in 25 ms.

With a 2048x2048 image in a worker thread, the event loop was delayed by at most 10 ms (two cores, Pillow 13).
:class:`~bot.images.workers.ImageWorkers` bounds memory use.
"""

from __future__ import annotations

import asyncio
import math
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from bot.images.errors import CannotFitError, RefusedPictureError, SpoolError
from bot.images.models import FailureReason, Picture
from bot.images.probe import probe
from bot.images.spool import spool_errors
from bot.images.workers import ImageWorkers

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["FittedPicture", "fit_to_limit", "plan_budgets"]

_QUALITIES = (92, 85, 75)  # of 100; below that, fewer pixels look better than stronger artifacts
_SCALE_STEP = 0.75
_SMALLEST_SIDE = 64  # pixels, longer side; smaller versions are useless
_LONGEST_SIDE = 16_383  # pixels; the limit of WebP (JPEG: 65,535)
_WEBP_METHOD = 2  # from 0 (fast) to 6: 300 ms instead of 540 ms at the default of 4, for 1.5 % more bytes
# The encoder takes about 25 bytes per pixel; the JPEG encoder takes almost none.
_MAX_WEBP_PIXELS = 2048 * 2048
_MAX_ICC_BYTES = 64 * 1024
_ICC_MODES = frozenset({"RGB", "RGBA", "P"})  # a profile does not apply after conversion from another mode


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedPicture(Picture):
    """An image that fits the message: the ``original`` or a smaller version of it."""

    original: Picture

    @property
    def changed(self) -> bool:
        """Whether the image was re-encoded."""
        return self.path != self.original.path


def plan_budgets(sizes: Sequence[int], *, file_limit: int, total_limit: int) -> tuple[int, ...]:
    """Return a budget in bytes for each of ``sizes``, in the same order.

    No budget exceeds its size or ``file_limit``, and their sum does not exceed ``total_limit``. All budgets
    share one maximum: smaller sizes are kept, larger ones are reduced to it. The largest images shrink
    first, equal ones shrink equally, and no space is left unused while an image is reduced.
    """
    budgets = [0] * len(sizes)
    room = total_limit
    by_size = sorted(range(len(sizes)), key=sizes.__getitem__)
    for remaining, index in zip(range(len(sizes), 0, -1), by_size, strict=True):
        budgets[index] = min(sizes[index], file_limit, room // remaining)
        room -= budgets[index]
    return tuple(budgets)


async def fit_to_limit(
    pictures: Sequence[Picture], *, file_limit: int, total_limit: int, workers: ImageWorkers
) -> tuple[FittedPicture, ...]:
    """Return ``pictures`` in order, each within ``file_limit`` bytes and together within ``total_limit``.

    New files are written next to the originals, which are kept.
    Raises :class:`CannotFitError` for the first image that cannot be made small enough, and
    :class:`SpoolError` if a file cannot be written. Even when canceled, it returns only after the last
    worker has stopped using the job's folder.
    """
    sizes = [picture.size_bytes for picture in pictures]
    budgets = plan_budgets(sizes, file_limit=file_limit, total_limit=total_limit)
    stop = threading.Event()
    jobs = {
        picture.index: asyncio.ensure_future(
            workers.run(picture.width * picture.height, _shrink, picture, budget, stop)
        )
        for picture, budget in zip(pictures, budgets, strict=True)
        if budget < picture.size_bytes
    }
    if jobs:
        await _finish(tuple(jobs.values()), stop)
    shrunk = {index: job.result() for index, job in jobs.items()}
    return tuple(shrunk.get(picture.index) or _fitted(picture, picture) for picture in pictures)


async def _finish(jobs: Sequence[asyncio.Future[FittedPicture | None]], stop: threading.Event) -> None:
    """Wait for all ``jobs``; on an error or cancellation, stop the others and wait for them."""
    try:
        await asyncio.wait(jobs, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        stop.set()
        await asyncio.wait(jobs)
        errors = [error for job in jobs if (error := job.exception()) is not None]
    if errors:
        raise errors[0]


def _fitted(picture: Picture, original: Picture) -> FittedPicture:
    values = {field.name: getattr(picture, field.name) for field in fields(Picture)}
    return FittedPicture(**values, original=original)


def _shrink(picture: Picture, budget: int, stop: threading.Event) -> FittedPicture | None:
    """Re-encode ``picture`` to at most ``budget`` bytes; ``None`` if stopped. Runs in a worker."""
    if stop.is_set():
        return None
    image, icc_profile = _decode(picture)
    media_type = "image/webp" if image.mode == "RGBA" else "image/jpeg"
    trial = picture.path.with_name(f"{picture.index}-fitted.part")
    try:
        for scaled in _scaled(image, _MAX_WEBP_PIXELS if media_type == "image/webp" else math.inf):
            for quality in _QUALITIES:
                if stop.is_set():
                    return None
                with spool_errors():
                    _encode(scaled, trial, media_type, quality, icc_profile)
                    if trial.stat().st_size <= budget:
                        return _accept(picture, trial)
    finally:
        with suppress(OSError):
            trial.unlink(missing_ok=True)
    raise CannotFitError(picture.index, FailureReason.TOO_LARGE, f"no version within {budget} bytes")


def _decode(picture: Picture) -> tuple[Image.Image, bytes | None]:
    """Decode to upright RGB, or RGBA if any pixel is transparent; also return the color profile."""
    # Imported late: most pictures fit, and Pillow takes 6 MB.
    from PIL import Image, ImageOps

    try:
        with spool_errors(), picture.path.open("rb"):
            pass  # so that a missing file or the limit of open files is not mistaken for a damaged picture
        with Image.open(picture.path, formats=("PNG", "JPEG", "WEBP")) as source:
            if source.size != (picture.width, picture.height):
                raise ValueError("the size differs from the probed one")
            profile = source.info.get("icc_profile") if source.mode in _ICC_MODES else None
            ImageOps.exif_transpose(source, in_place=True)
            image = _plain(source)
    except SpoolError:
        raise
    except Exception as error:  # decoders raise many types on damaged data
        detail = f"cannot be decoded ({type(error).__name__})"
        raise CannotFitError(picture.index, FailureReason.NOT_A_PICTURE, detail) from error
    return image, profile if profile and len(profile) <= _MAX_ICC_BYTES else None


def _plain(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16-bit grayscale, which a plain conversion would clip to white
        image = image.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if image.has_transparency_data:
        image = _converted(image, "RGBA")
        is_opaque = image.getchannel("A").histogram()[255] == image.width * image.height
        plain = image.convert("RGB") if is_opaque else image
    else:
        plain = _converted(image, "RGB")
    plain.info = {}  # otherwise comments and metadata would be copied to the new file
    return plain


def _converted(image: Image.Image, mode: str) -> Image.Image:
    """Return ``image`` in ``mode``, without a copy if it is already in it."""
    image.load()
    return image if image.mode == mode else image.convert(mode)


def _scaled(image: Image.Image, max_pixels: float) -> Iterator[Image.Image]:
    """Yield ``image``, if it is within ``max_pixels``, and smaller versions, each scaled from the original."""
    from PIL.Image import Resampling

    largest = min(1.0, (max_pixels / (image.width * image.height)) ** 0.5, _LONGEST_SIDE / max(image.size))
    if largest == 1.0:
        yield image
    scale = min(_SCALE_STEP, largest)
    while max(image.size) * scale >= _SMALLEST_SIDE:
        width, height = (max(1, int(side * scale)) for side in image.size)
        yield image.resize((width, height), Resampling.LANCZOS)
        scale *= _SCALE_STEP


def _encode(image: Image.Image, path: Path, media_type: str, quality: int, profile: bytes | None) -> None:
    if media_type == "image/jpeg":
        image.save(path, "JPEG", quality=quality, subsampling=0, icc_profile=profile)
    else:
        image.save(path, "WEBP", quality=quality, method=_WEBP_METHOD, icc_profile=profile)


def _accept(original: Picture, trial: Path) -> FittedPicture:
    try:
        found = probe(trial)
    except RefusedPictureError as error:  # the disk has returned other bytes than were written
        raise SpoolError(FailureReason.SPOOL_FAILED, f"re-encoded file: {error.reason}") from error
    path = trial.replace(trial.with_name(f"{original.index}-fitted.{found.extension}"))
    return _fitted(found.picture(original.index, path), original)
