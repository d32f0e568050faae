"""Sharing of private results: the permission check and the pictures to post."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot.errors import RefusedError
from bot.images import FittedPicture
from bot.jobs.models import Job, JobState
from bot.jobs.ports import JobStore, ShareStore
from bot.jobs.result_files import ResultFiles
from bot.quota.ports import QuotaStore

__all__ = ["Sharing"]


class Sharing:
    """Checks permissions and provides files for sharing private results; ``store`` records shares."""

    def __init__(self, *, jobs: JobStore, store: ShareStore, quota: QuotaStore, files: ResultFiles) -> None:
        self.store = store
        self._jobs = jobs
        self._quota = quota
        self._files = files

    async def find_shareable(self, job_id: str, user_id: int) -> Job:
        """Return the private result if this user may share it, even if it is already shared.

        Raises :class:`~bot.errors.RefusedError`.
        """
        job = await self._jobs.get(job_id)
        if job is None or job.state is not JobState.DELIVERED or job.deleted_at is not None:
            raise RefusedError("refused-gone")
        if not job.private or job.user_id != user_id:
            raise RefusedError("refused-share-not-yours")
        await self._quota.check_blocked(job.reservation.account)
        return job

    @asynccontextmanager
    async def pictures(
        self, job: Job, shown: Sequence[bytes], *, file_limit: int
    ) -> AsyncIterator[tuple[FittedPicture, ...]]:
        """Provide all pictures of the result, each at most ``file_limit`` bytes.

        ``shown`` are the files of the private reply, if available; otherwise they are fetched from fal.
        Raises :class:`~bot.errors.RefusedError` if a picture is unavailable or too large.
        """
        async with self._files.reopen(job, purpose="share", shown=shown) as files:
            if not files.pictures:
                raise RefusedError("refused-share-lost")
            fitted = await files.fit(file_limit)
            if len(fitted) < len(files.pictures):
                raise RefusedError("refused-share-large")
            yield fitted
