"""Sharing a private result: who may, and its pictures as files that the channel takes.

The pictures come from where they were shown, and from fal where that is gone.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import Executor
from contextlib import asynccontextmanager

import structlog

from bot.clock import Clock
from bot.db.blocks import check_blocked
from bot.db.engine import Database
from bot.db.jobs import JobStore
from bot.db.shares import ShareStore
from bot.errors import RefusedError
from bot.images import (
    CannotFitError,
    FittedPicture,
    Picture,
    PictureError,
    PictureFetcher,
    Spool,
    fit_to_limit,
    probe,
)
from bot.jobs.models import Job, JobState

__all__ = ["Sharing"]

log = structlog.stdlib.get_logger(__name__)

# Shares whose pictures are in hand at once.
_AT_ONCE = 2


class Sharing:
    """``message_bytes`` bounds all files of one post together; ``workers`` re-encode."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        jobs: JobStore,
        store: ShareStore,
        fetcher: PictureFetcher,
        spool: Spool,
        workers: Executor,
        message_bytes: int,
    ) -> None:
        self._database = database
        self._clock = clock
        self._jobs = jobs
        self.store = store
        self._fetcher = fetcher
        self._spool = spool
        self._workers = workers
        self._message_bytes = message_bytes
        self._at_once = asyncio.Semaphore(_AT_ONCE)

    async def find_shareable(self, job_id: str, user_id: int) -> Job:
        """The private result that this person may share, shared or not.

        Raises :class:`~bot.errors.RefusedError`.
        """
        job = await self._jobs.get(job_id)
        if job is None or job.state is not JobState.DELIVERED or job.deleted_at is not None:
            raise RefusedError("refused-gone")
        if not job.private or job.user_id != user_id:
            raise RefusedError("refused-share-not-yours")
        async with self._database.read() as connection:
            await check_blocked(connection, job.reservation.account, round(self._clock.now() * 1000))
        return job

    @asynccontextmanager
    async def pictures(
        self, job: Job, shown: Sequence[bytes], *, file_limit: int
    ) -> AsyncIterator[tuple[FittedPicture, ...]]:
        """The result's pictures, each within ``file_limit`` bytes, until the block ends.

        ``shown``: the files of the private reply, or none. Raises :class:`~bot.errors.RefusedError`
        when the pictures cannot be had any more or not be made small enough.
        """
        folder = f"{job.id}-share"
        room = self._fetcher.max_total_bytes(job.pictures)
        async with self._at_once, self._spool.job(folder, reserve_bytes=room):
            found = await self._from_reply(folder, shown) or await self._from_fal(folder, job)
            if not found:
                raise RefusedError("refused-share-lost")
            try:
                fitted = await fit_to_limit(
                    found, file_limit=file_limit, total_limit=self._message_bytes, workers=self._workers
                )
            except CannotFitError as error:
                raise RefusedError("refused-share-large", detail=error.reason.value) from error
            yield fitted

    async def _from_reply(self, folder: str, shown: Sequence[bytes]) -> tuple[Picture, ...]:
        try:
            return tuple([await self._keep(folder, index, data) for index, data in enumerate(shown)])
        except PictureError as error:
            log.warning("what the reply shows cannot be used", why=error.reason.value)
            return ()

    async def _keep(self, folder: str, index: int, data: bytes) -> Picture:
        with self._spool.create(folder, f"shown-{index}") as file:
            file.write(data)
            file.finish()
            found = await asyncio.to_thread(probe, file.path)
            return Picture(
                index=index,
                path=file.keep(f"shown-{index}.{found.extension}"),
                media_type=found.media_type,
                width=found.width,
                height=found.height,
                size_bytes=found.size_bytes,
            )

    async def _from_fal(self, folder: str, job: Job) -> tuple[Picture, ...]:
        fetched = await self._fetcher.fetch_all(folder, job.pictures)
        for failure in fetched.failures:
            log.info("a picture to share is gone", job=job.id, why=failure.reason.value)
        return fetched.pictures
