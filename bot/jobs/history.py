"""What a member drew before: reading it back, and the files of a picture whose post is gone.

Nothing here moves credits: a picture that was paid for once is posted again for nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import Executor
from contextlib import asynccontextmanager, contextmanager

import structlog

from bot.db.engine import Database
from bot.db.history import (
    Cursor,
    HistoryPage,
    note_new_post,
    read_page,
    read_recent_prompts,
    restore_post,
)
from bot.db.jobs import JobStore
from bot.errors import AlreadyRunningError, RefusedError
from bot.images import (
    CannotFitError,
    FailureReason,
    FittedPicture,
    Picture,
    PictureFetcher,
    Spool,
    fit_to_limit,
)
from bot.jobs.models import Job, JobState
from bot.quota.models import Account

__all__ = ["Cursor", "History", "HistoryPage"]

log = structlog.stdlib.get_logger(__name__)

# Results that are fetched again at once: what is new goes first.
_AT_ONCE = 2


class History:
    """Reads generations for the people who asked for them.

    ``message_bytes`` bounds all files of one post together; ``workers`` re-encode.
    """

    def __init__(
        self,
        *,
        database: Database,
        store: JobStore,
        fetcher: PictureFetcher,
        spool: Spool,
        workers: Executor,
        message_bytes: int,
    ) -> None:
        self._database = database
        self._store = store
        self._fetcher = fetcher
        self._spool = spool
        self._workers = workers
        self._message_bytes = message_bytes
        self._at_once = asyncio.Semaphore(_AT_ONCE)
        self._underway: set[str] = set()

    async def page(
        self,
        account: Account,
        *,
        words: str = "",
        cursor: Cursor | None = None,
        newer: bool = False,
        limit: int = 5,
    ) -> HistoryPage:
        """One page of the member's own generations in this server, newest first."""
        async with self._database.read() as connection:
            return await read_page(connection, account, words=words, cursor=cursor, newer=newer, limit=limit)

    async def recent_prompts(self, account: Account, words: str, limit: int) -> list[tuple[str, str]]:
        """The member's latest different prompts here that hold ``words``: id and prompt each."""
        async with self._database.read() as connection:
            return await read_recent_prompts(connection, account, words=words, limit=limit)

    async def find_own(self, account: Account, job_id: str) -> Job | None:
        """The generation, if it is this member's and of this server."""
        job = await self._store.get(job_id)
        if job is None or (job.user_id, job.guild_id) != (account.user_id, account.guild_id):
            return None
        return job

    async def find_in_guild(self, guild_id: int, job_id: str) -> Job | None:
        """The generation, if it is of this server; who may see it is for the caller to say."""
        job = await self._store.get(job_id)
        return job if job is not None and job.guild_id == guild_id else None

    @contextmanager
    def reposting(self, job: Job) -> Iterator[None]:
        """Hold a generation while it is posted again.

        Raises :class:`~bot.errors.RefusedError` when there is nothing to post, when somebody
        else took it down, or while the same is under way already.
        """
        if job.state is not JobState.DELIVERED or not job.pictures:
            raise RefusedError("bring-back-nothing")
        if job.deleted_at is not None and job.deleted_by != job.user_id:
            raise RefusedError("bring-back-removed")
        if job.id in self._underway:
            raise AlreadyRunningError("bring-back-underway")
        self._underway.add(job.id)
        try:
            yield
        finally:
            self._underway.discard(job.id)

    @asynccontextmanager
    async def pictures(self, job: Job, *, file_limit: int) -> AsyncIterator[tuple[FittedPicture, ...]]:
        """The files of a finished generation, fetched from fal again and fitted; gone after the block.

        Raises :class:`~bot.errors.RefusedError` when fal has none of them any more.
        """
        folder = f"{job.id}-back"
        room = self._fetcher.max_total_bytes(job.pictures)
        async with self._at_once, self._spool.job(folder, reserve_bytes=room):
            fetched = await self._fetcher.fetch_all(folder, job.pictures)
            reasons = {failure.reason for failure in fetched.failures}
            if not fetched.pictures:
                log.info("nothing to bring back", job=job.id, why=sorted(reasons))
                kept = reasons != {FailureReason.GONE}
                raise RefusedError("bring-back-unreachable" if kept else "bring-back-forgotten")
            fitted = await self._fit(fetched.pictures, file_limit)
            if not fitted:
                raise RefusedError("bring-back-too-large")
            yield fitted

    async def record_repost(self, job: Job, *, message_id: int, channel_id: int) -> None:
        """From now on that message is the result: repeats and links go there.

        Noted before its pictures are in it, so that after a crash somebody knows where to look.
        Raises :class:`~bot.errors.RefusedError` when another process has been faster.
        """
        async with self._database.write() as connection:
            if not await note_new_post(connection, job, message_id=message_id, channel_id=channel_id):
                raise AlreadyRunningError("bring-back-underway")

    async def revert_repost(self, job: Job, *, message_id: int) -> None:
        """The new message certainly did not get the pictures: all is as it was."""
        async with self._database.write() as connection:
            await restore_post(connection, job, instead_of=message_id)

    async def _fit(self, pictures: tuple[Picture, ...], file_limit: int) -> tuple[FittedPicture, ...]:
        """As many of the pictures as can be posted."""
        while pictures:
            try:
                return await fit_to_limit(
                    pictures, file_limit=file_limit, total_limit=self._message_bytes, workers=self._workers
                )
            except CannotFitError as error:
                log.error("a picture cannot be posted", index=error.index, why=error.reason.value)
                pictures = tuple(p for p in pictures if p.index != error.index)
        return ()
