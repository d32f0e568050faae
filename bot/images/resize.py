"""Making pictures small enough for one message, without touching those that fit already.

What must shrink is re-encoded as JPEG without chroma subsampling (text in pictures stays sharp), or
as WebP when it has transparency; quality goes down before size does. Lossless WebP was tried and
refused: it saved 4 % on a noisy 2048x2048 PNG and took 1.0 s, where JPEG at 92 saved 63 % in 25 ms.

Threads are enough. Pillow releases the interpreter's lock while it decodes, scales and encodes:
with a 2048x2048 picture in a worker, the event loop was never late by more than 10 ms (two cores,
Pillow 13), against 130 ms of decoding and 540 ms of WebP. So each worker holds one decoded picture
at a time, and the number of workers bounds the memory.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from bot.images.byte_budget import plan_budgets
from bot.images.errors import CannotFitError
from bot.images.formats import EXTENSIONS
from bot.images.models import FailureReason, Picture
from bot.images.probe import probe
from bot.images.spool import spool_errors

__all__ = ["FittedPicture", "fit_to_limit"]

_QUALITIES = (92, 85, 75)  # of 100; below that, fewer pixels look better than more artefacts
_SCALE_STEP = 0.75
_SMALLEST_SIDE = 64  # pixels, of the longer side; nobody is served by less
_LONGEST_SIDE = 16_383  # pixels; WebP has no more, JPEG would have 65,535
_WEBP_METHOD = 2  # of 0 (fast) to 6: 300 ms instead of 540 at the default 4, for 1.5 % more bytes
_MAX_ICC_BYTES = 64 * 1024
_ICC_MODES = frozenset({"RGB", "RGBA", "P"})  # converted from another mode, a profile no longer applies


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedPicture:
    """A picture as it can be posted. ``changed`` says that it was re-encoded from the original.

    ``extension`` is without a dot; the ``original_`` fields are in bytes and pixels, for a note.
    """

    index: int
    path: Path
    media_type: str
    extension: str
    width: int
    height: int
    size_bytes: int
    changed: bool
    original_size_bytes: int
    original_width: int
    original_height: int


async def fit_to_limit(
    pictures: Sequence[Picture], *, file_limit: int, total_limit: int, workers: Executor
) -> tuple[FittedPicture, ...]:
    """Return ``pictures`` in order, none above ``file_limit`` bytes, all within ``total_limit``.

    New files are written beside the originals, which stay. ``workers`` is the caller's bounded
    thread pool. Raises :class:`CannotFitError` for the first picture that cannot be made small
    enough and :class:`SpoolError` when a file cannot be written. Also when it is cancelled, it
    returns only once no worker touches the job's folder any more.
    """
    sizes = [picture.size_bytes for picture in pictures]
    budgets = plan_budgets(sizes, file_limit=file_limit, total_limit=total_limit)
    stop = threading.Event()
    loop = asyncio.get_running_loop()
    jobs = {
        picture.index: loop.run_in_executor(workers, _shrink, picture, budget, stop)
        for picture, budget in zip(pictures, budgets, strict=True)
        if budget < picture.size_bytes
    }
    if jobs:
        await _finish(tuple(jobs.values()), stop)
    shrunk = {index: job.result() for index, job in jobs.items()}
    return tuple(shrunk.get(picture.index) or _unchanged(picture) for picture in pictures)


async def _finish(jobs: Sequence[asyncio.Future[FittedPicture | None]], stop: threading.Event) -> None:
    """Wait for all ``jobs``; on an error or a cancellation tell the rest to stop, and wait too."""
    try:
        await asyncio.wait(jobs, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        stop.set()
        await asyncio.wait(jobs)
        errors = [error for job in jobs if (error := job.exception()) is not None]
    if errors:
        raise errors[0]


def _unchanged(picture: Picture) -> FittedPicture:
    return FittedPicture(
        index=picture.index,
        path=picture.path,
        media_type=picture.media_type,
        extension=EXTENSIONS[picture.media_type],
        width=picture.width,
        height=picture.height,
        size_bytes=picture.size_bytes,
        changed=False,
        original_size_bytes=picture.size_bytes,
        original_width=picture.width,
        original_height=picture.height,
    )


def _shrink(picture: Picture, budget: int, stop: threading.Event) -> FittedPicture | None:
    """Re-encode ``picture`` to at most ``budget`` bytes; ``None`` when told to stop. In a worker."""
    if stop.is_set():
        return None
    image, icc_profile = _decode(picture)
    media_type = "image/webp" if image.mode == "RGBA" else "image/jpeg"
    trial = picture.path.with_name(f"{picture.index}-fitted.part")
    try:
        for scaled in _scaled(image):
            for quality in _QUALITIES:
                if stop.is_set():
                    return None
                with spool_errors():
                    _encode(scaled, trial, media_type, quality, icc_profile)
                    if trial.stat().st_size <= budget:
                        return _accept(picture, trial)
    finally:
        trial.unlink(missing_ok=True)
    raise CannotFitError(picture.index, FailureReason.TOO_LARGE, f"no version within {budget} bytes")


def _decode(picture: Picture) -> tuple[Image.Image, bytes | None]:
    """Decode to upright RGB, or RGBA when some pixel is transparent, with the colour profile."""
    try:
        with Image.open(picture.path, formats=("PNG", "JPEG", "WEBP")) as source:
            if source.size != (picture.width, picture.height):
                raise ValueError("the size differs from the checked one")
            profile = source.info.get("icc_profile") if source.mode in _ICC_MODES else None
            upright = ImageOps.exif_transpose(source)
            image = _plain(upright)
    except Exception as error:  # decoders raise nearly anything on damaged data
        detail = f"cannot be decoded ({type(error).__name__})"
        raise CannotFitError(picture.index, FailureReason.NOT_A_PICTURE, detail) from error
    return image, profile if profile and len(profile) <= _MAX_ICC_BYTES else None


def _plain(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16-bit grey, which a plain conversion would clip to white
        image = image.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        is_opaque = image.getchannel("A").histogram()[255] == image.width * image.height
        plain = image.convert("RGB") if is_opaque else image
    else:
        plain = image.convert("RGB")
    plain.info = {}  # comments and other metadata would be written out again
    return plain


def _scaled(image: Image.Image) -> Iterator[Image.Image]:
    """Yield ``image`` and ever smaller versions of it, each made from the original."""
    if max(image.size) <= _LONGEST_SIDE:
        yield image
    scale = min(_SCALE_STEP, _LONGEST_SIDE / max(image.size))
    while max(image.size) * scale >= _SMALLEST_SIDE:
        width, height = (max(1, round(side * scale)) for side in image.size)
        yield image.resize((width, height), Image.Resampling.LANCZOS)
        scale *= _SCALE_STEP


def _encode(image: Image.Image, path: Path, media_type: str, quality: int, profile: bytes | None) -> None:
    if media_type == "image/jpeg":
        image.save(path, "JPEG", quality=quality, subsampling=0, icc_profile=profile)
    else:
        image.save(path, "WEBP", quality=quality, method=_WEBP_METHOD, icc_profile=profile)


def _accept(picture: Picture, trial: Path) -> FittedPicture:
    found = probe(trial)
    path = trial.replace(trial.with_name(f"{picture.index}-fitted.{found.extension}"))
    return FittedPicture(
        index=picture.index,
        path=path,
        media_type=found.media_type,
        extension=found.extension,
        width=found.width,
        height=found.height,
        size_bytes=found.size_bytes,
        changed=True,
        original_size_bytes=picture.size_bytes,
        original_width=picture.width,
        original_height=picture.height,
    )
