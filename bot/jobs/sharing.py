"""Sharing of private results: the permission check and the pictures to post."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from bot.errors import RefusedError
from bot.images import FittedPicture
from bot.jobs.models import Job, JobState
from bot.jobs.ports import DeliveryTooLargeError, JobStore, ShareStore
from bot.jobs.result_files import ResultFiles
from bot.quota.ports import QuotaStore

__all__ = ["Sharing"]

_T = TypeVar("_T")


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

    async def upload(
        self,
        job: Job,
        shown: Sequence[bytes],
        post: Callable[[tuple[FittedPicture, ...]], Awaitable[_T]],
        *,
        file_limit: int,
    ) -> _T:
        """Return the result of ``post``, called with all pictures, each at most ``file_limit`` bytes.

        ``shown`` are the files of the private reply, if available; otherwise they are fetched from fal.
        Raises :class:`~bot.errors.RefusedError` if a picture is unavailable or too large.
        """

        async def post_all(pictures: tuple[FittedPicture, ...]) -> _T:
            if len(pictures) < len(files.pictures):
                raise RefusedError("refused-share-large")
            return await post(pictures)

        async with self._files.reopen(job, purpose="share", shown=shown) as files:
            if not files.pictures:
                raise RefusedError("refused-share-lost")
            try:
                return await files.upload(post_all, file_limit=file_limit)
            except DeliveryTooLargeError as error:
                raise RefusedError("refused-share-large", detail=error.detail) from error
