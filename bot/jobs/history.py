"""History of a user's requests, and reposting of results whose message was deleted.

Reposting is free because the pictures were already paid for.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

import structlog

from bot.errors import RefusedError
from bot.images import FailureReason, FittedPicture
from bot.jobs.models import Cursor, HistoryPage, Job, JobState
from bot.jobs.ports import DeliveryTooLargeError, JobStore
from bot.jobs.result_files import ResultFiles
from bot.quota.models import Account

__all__ = ["Cursor", "History", "HistoryPage", "HistoryStore"]

log = structlog.stdlib.get_logger(__name__)


class HistoryStore(Protocol):
    """History of a user's jobs in one guild."""

    async def page(
        self, account: Account, *, words: str, cursor: Cursor | None, newer: bool, limit: int
    ) -> HistoryPage:
        """Return the page of older or ``newer`` jobs next to ``cursor``; without a cursor, the first page."""
        ...

    async def recent_prompts(self, account: Account, *, words: str, limit: int) -> list[tuple[str, str]]:
        """Return job ID and text of the latest distinct prompts that contain ``words``."""
        ...

    async def record_repost(self, job: Job, *, message_id: int, channel_id: int) -> bool:
        """Replace the result's message; return ``False`` if another process already replaced it."""
        ...

    async def revert_repost(self, job: Job, *, message_id: int) -> None:
        """Restore the message of ``job``, unless ``message_id`` was replaced in the meantime."""
        ...


class History:
    """Provides users with their past jobs and with the files to repost a result."""

    def __init__(self, *, jobs: JobStore, store: HistoryStore, files: ResultFiles) -> None:
        self._jobs = jobs
        self._store = store
        self._files = files
        self._reposting: set[str] = set()

    async def page(
        self,
        account: Account,
        *,
        words: str = "",
        cursor: Cursor | None = None,
        newer: bool = False,
        limit: int = 5,
    ) -> HistoryPage:
        """Return a page of the user's jobs in this guild whose prompt contains ``words``, newest first."""
        return await self._store.page(account, words=words, cursor=cursor, newer=newer, limit=limit)

    async def recent_prompts(self, account: Account, words: str, limit: int) -> list[tuple[str, str]]:
        """Return job ID and text of the user's latest distinct prompts in this guild containing ``words``."""
        return await self._store.recent_prompts(account, words=words, limit=limit)

    async def find_own(self, account: Account, job_id: str) -> Job | None:
        """Return the job if it belongs to this user and guild."""
        job = await self._jobs.get(job_id)
        if job is None or (job.user_id, job.guild_id) != (account.user_id, account.guild_id):
            return None
        return job

    async def find_in_guild(self, guild_id: int, job_id: str) -> Job | None:
        """Return the job if it belongs to this guild; the caller checks the permission to see it."""
        job = await self._jobs.get(job_id)
        return job if job is not None and job.guild_id == guild_id else None

    @contextmanager
    def reposting(self, job: Job) -> Iterator[None]:
        """Lock a job while it is reposted.

        Raises :class:`~bot.errors.RefusedError` if there is nothing to post, if another user deleted the
        result, or if it is already being reposted.
        """
        if job.state is not JobState.DELIVERED or not job.pictures:
            raise RefusedError("bring-back-nothing")
        if job.deleted_at is not None and job.deleted_by != job.user_id:
            raise RefusedError("bring-back-removed")
        if job.id in self._reposting:
            raise RefusedError("bring-back-underway")
        self._reposting.add(job.id)
        try:
            yield
        finally:
            self._reposting.discard(job.id)

    async def upload(
        self, job: Job, post: Callable[[tuple[FittedPicture, ...]], Awaitable[None]], *, file_limit: int
    ) -> None:
        """Call ``post`` with the available pictures of a delivered job, each at most ``file_limit`` bytes.

        Raises :class:`~bot.errors.RefusedError` if none is available or they are too large.
        """
        async with self._files.reopen(job, purpose="back") as files:
            if not files.pictures:
                reasons = {failure.reason for failure in files.failures}
                log.info("result unavailable for repost", job=job.id, reasons=sorted(reasons))
                expired = reasons == {FailureReason.GONE}
                raise RefusedError("bring-back-forgotten" if expired else "bring-back-unreachable")
            try:
                await files.upload(post, file_limit=file_limit)
            except DeliveryTooLargeError as error:
                raise RefusedError("bring-back-too-large", detail=error.detail) from error

    async def record_repost(self, job: Job, *, message_id: int, channel_id: int) -> None:
        """Record the new message of the result before its pictures are added.

        Recovery can then find the message after a crash. Raises :class:`~bot.errors.RefusedError` if
        another process reposted the result first.
        """
        if not await self._store.record_repost(job, message_id=message_id, channel_id=channel_id):
            raise RefusedError("bring-back-underway")

    async def revert_repost(self, job: Job, *, message_id: int) -> None:
        """Restore the previous message of the result if no pictures were added to ``message_id``."""
        await self._store.revert_repost(job, message_id=message_id)
