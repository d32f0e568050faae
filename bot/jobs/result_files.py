"""Result files: the pictures of a job as files that fit in one message.

They are fetched from fal or taken from an earlier message with the result, and made smaller if Discord
refuses them because of their size.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

import structlog

from bot.images import (
    CannotFitError,
    FittedPicture,
    ImageWorkers,
    Picture,
    PictureError,
    PictureFailure,
    PictureFetcher,
    Spool,
    SpoolError,
    fit_to_limit,
    probe,
)
from bot.jobs.models import Job
from bot.jobs.ports import DeliveryTooLargeError, LocalFilesError

__all__ = ["OpenFiles", "ResultFiles"]

log = structlog.stdlib.get_logger(__name__)

_T = TypeVar("_T")

# Attempts with smaller files if Discord refuses files within its stated limit.
_FIT_ATTEMPTS = 3
# Maximum number of older results open at a time; new results take precedence.
_REOPENED_LIMIT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFiles:
    """Spooled pictures of a result, and the failures of pictures that could not be fetched."""

    pictures: tuple[Picture, ...]
    failures: tuple[PictureFailure, ...] = ()
    message_limit: int
    workers: ImageWorkers

    @property
    def pending(self) -> tuple[PictureFailure, ...]:
        """Failures of pictures that may be fetched later."""
        return tuple(failure for failure in self.failures if failure.pending)

    async def upload(
        self, post: Callable[[tuple[FittedPicture, ...]], Awaitable[_T]], *, file_limit: int
    ) -> _T:
        """Return the result of ``post``, called with the pictures at most ``file_limit`` bytes each.

        Pictures that cannot be made small enough are omitted. While ``post`` raises
        :class:`DeliveryTooLargeError`, it is repeated with files of half the size, and the error is raised
        if this does not help or no picture is small enough.
        """
        message_limit = self.message_limit
        for _ in range(_FIT_ATTEMPTS):
            pictures = await self._fit(file_limit, message_limit)
            if not pictures:
                break
            try:
                return await post(pictures)
            except DeliveryTooLargeError as error:
                log.warning("files refused as too large", detail=error.detail)
                file_limit = max(picture.size_bytes for picture in pictures) // 2
                message_limit = sum(picture.size_bytes for picture in pictures) // 2
        raise DeliveryTooLargeError(detail="the pictures cannot be made small enough")

    async def _fit(self, file_limit: int, message_limit: int) -> tuple[FittedPicture, ...]:
        """Return the pictures within the limits (bytes); omit those that cannot be made small enough."""
        pictures = self.pictures
        while pictures:
            try:
                return await fit_to_limit(
                    pictures, file_limit=file_limit, total_limit=message_limit, workers=self.workers
                )
            except SpoolError as error:
                raise LocalFilesError(detail=str(error)) from error
            except CannotFitError as error:
                log.error("picture omitted", index=error.index, reason=error.reason.value)
                pictures = tuple(picture for picture in pictures if picture.index != error.index)
        return ()


class ResultFiles:
    """Opens the files of results; they are deleted when the context exits.

    ``message_limit`` is the total size limit, in bytes, of the files in one message. ``workers`` re-encode
    pictures. ``max_pixels`` returns the limit for each picture of a job.
    """

    def __init__(
        self,
        *,
        fetcher: PictureFetcher,
        spool: Spool,
        workers: ImageWorkers,
        message_limit: int,
        max_pixels: Callable[[Job], int],
    ) -> None:
        self._fetcher = fetcher
        self._spool = spool
        self._workers = workers
        self._max_pixels = max_pixels
        self._message_limit = message_limit
        self._reopened = asyncio.Semaphore(_REOPENED_LIMIT)

    def must_wait(self, job: Job) -> bool:
        """Whether :meth:`open` would have to wait for space in the spool."""
        return not self._spool.has_room(self._fetcher.max_total_bytes(job.pictures))

    @asynccontextmanager
    async def open(
        self, job: Job, *, folder: str | None = None, shown: Sequence[bytes] = ()
    ) -> AsyncIterator[OpenFiles]:
        """Wait for spool space and fetch the files; valid file contents in ``shown`` are used instead."""
        folder = folder or job.id
        reserve = self._fetcher.max_total_bytes(job.pictures)
        async with self._spool.job(folder, reserve_bytes=reserve):
            if shown and (pictures := await self._spool_shown(folder, shown)):
                yield self._opened(pictures)
                return
            fetched = await self._fetcher.fetch_all(folder, job.pictures, max_pixels=self._max_pixels(job))
            for failure in fetched.failures:
                log.log(
                    logging.DEBUG if failure.pending else logging.WARNING,
                    "picture unavailable",
                    job=job.id,
                    index=failure.index,
                    reason=failure.reason.value,
                    detail=failure.detail,
                )
            yield self._opened(fetched.pictures, fetched.failures)

    @asynccontextmanager
    async def reopen(
        self, job: Job, *, purpose: str, shown: Sequence[bytes] = ()
    ) -> AsyncIterator[OpenFiles]:
        """Open the files of a delivered job again; the number of concurrent calls is limited."""
        async with self._reopened, self.open(job, folder=f"{job.id}-{purpose}", shown=shown) as files:
            yield files

    def _opened(self, pictures: tuple[Picture, ...], failures: tuple[PictureFailure, ...] = ()) -> OpenFiles:
        return OpenFiles(
            pictures=pictures, failures=failures, message_limit=self._message_limit, workers=self._workers
        )

    async def _spool_shown(self, folder: str, shown: Sequence[bytes]) -> tuple[Picture, ...]:
        try:
            return tuple([await self._write(folder, index, data) for index, data in enumerate(shown)])
        except PictureError as error:
            log.warning("displayed picture unusable", reason=error.reason.value)
            return ()

    async def _write(self, folder: str, index: int, data: bytes) -> Picture:
        with self._spool.create(folder, f"shown-{index}") as file:
            file.write(data)
            file.finish()
            found = await asyncio.to_thread(probe, file.path)
            if found.length < found.size_bytes:
                await asyncio.to_thread(os.truncate, file.path, found.length)
            return found.picture(index, file.keep(f"shown-{index}.{found.extension}"))
